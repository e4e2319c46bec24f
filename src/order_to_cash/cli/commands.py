"""The commands by their names; what one needs beyond that is imported once it is chosen."""

import argparse
from importlib import import_module
from typing import Any, Final, NamedTuple, NoReturn

from order_to_cash.cli.status import PROGRAM

STATUS: Final = (
    "Exit status: 0 done (what the business refuses is no error), 1 done but for some bad lines, "
    "or a promise is broken, 2 wrong usage or cannot start, 130 interrupted."
)


class Command(NamedTuple):
    """A command: its name, the function in a module beside this that carries it out, and why."""

    name: str
    module: str
    function: str
    about: str

    def carry_out(self, options: argparse.Namespace) -> int:
        """Carry it out; the exit status says how it went."""
        module = import_module(f"order_to_cash.cli.{self.module}")
        status: int = getattr(module, self.function)(options)
        return status


COMMANDS: Final = (
    Command("demo", "demo", "demo", "Run an example of this package, and say how to go on."),
    Command("run", "run", "run", "Pass files of commands through the desk, then report."),
    Command(
        "explain", "explain", "explain", "Tell the story of a case, with every decision's why."
    ),
    Command("next", "next", "next_", "Show what somebody in a role can do next in a case."),
    Command("cases", "listing", "cases", "List cases by process, stage and party, by page."),
    Command("tick", "messages", "tick", "Let time pass: what is due happens, what waits is sent."),
    Command("work", "work", "work", "Deliver and let time pass, until it is told to stop."),
    Command(
        "parked",
        "messages",
        "parked",
        "Show messages and cases that were set aside, or put one back.",
    ),
    Command("check", "check", "check_", "Check every promise on a file, its ledger included."),
    Command("mark", "mark", "mark", "Print the mark of a file, by which `check` notices a loss."),
    Command("backup", "mark", "backup", "Copy a file as of one instant, while others work on it."),
    Command("restore", "mark", "restore", "Copy a backup to where it is to be worked on again."),
    Command("move", "move", "move_", "Move everything to another file or database."),
    Command(
        "forget", "forget", "forget", "Forget personal data: of a party, or whose term is over."
    ),
    Command("diagram", "tables", "diagram", "Draw the table of a process."),
    Command("kpi", "kpi", "kpi", "Measure efficacy and timeliness, from records or from cases."),
    Command(
        "ageing",
        "ageing",
        "ageing",
        "Show what is owed by days past due, and the days sales outstanding.",
    ),
    Command(
        "compare",
        "compare",
        "compare_",
        "Tell what another pack would have made of the same commands.",
    ),
    Command("export", "export", "export", "Write what happened as rows, or in a standard."),
    Command("schema", "tables", "schema", "Print the JSON Schema of a line for `run`."),
    Command("pack", "pack", "pack", "Check a data pack: what it is made of, what it does not say."),
)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line of advice."""

    def error(self, message: str) -> NoReturn:
        """Leave with status 2."""
        self.exit(2, f"{self.prog}: {message}; see: {self.prog} --help\n")


class CommandParser(Parser):
    """The parser of one command, which learns its options when they are first needed."""

    command: Command | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The options of the command that was chosen."""
        self.learn()
        return super().parse_known_args(args, namespace)

    def learn(self) -> None:
        """Add the options of the command, once."""
        if self.command is not None:
            from order_to_cash.cli.arguments import OPTIONS  # noqa: PLC0415  (most need few)

            OPTIONS[self.command.name](self)
            self.command = None


class ShowVersion(argparse.Action):
    """Prints which version is installed, and leaves."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002  (as argparse calls it)
        values: object,  # noqa: ARG002
        option_string: str | None = None,  # noqa: ARG002
    ) -> NoReturn:
        """Leave with status 0."""
        from importlib.metadata import version  # noqa: PLC0415  (slow to import, seldom needed)

        print(PROGRAM, version(PROGRAM))
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    about = "A telecom operator's orders, from reception to the last payment, on one file."
    made = Parser(prog=PROGRAM, description=about, epilog=STATUS, allow_abbrev=False)
    made.add_argument("--version", action=ShowVersion, nargs=0, help="show the version and leave")
    chosen = made.add_subparsers(metavar="COMMAND", required=True, parser_class=CommandParser)
    for command in COMMANDS:
        about = command.about
        added = chosen.add_parser(command.name, help=about, description=about, allow_abbrev=False)
        added.command = command
        added.set_defaults(carry_out=command.carry_out)
    return made
