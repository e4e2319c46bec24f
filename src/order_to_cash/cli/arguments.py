"""What can be asked for on the command line."""

import argparse
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from order_to_cash.cli.check import check_
from order_to_cash.cli.demo import demo
from order_to_cash.cli.explain import explain
from order_to_cash.cli.kpi import kpi
from order_to_cash.cli.messages import parked, tick
from order_to_cash.cli.next import next_
from order_to_cash.cli.pack import pack
from order_to_cash.cli.run import run
from order_to_cash.cli.tables import diagram, schema
from order_to_cash.demo import DEMOS
from order_to_cash.domain.core import InvalidValue, Language, Role
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.instants import aware
from order_to_cash.operators.known import OPERATORS

PROGRAM: Final = "order-to-cash"
STATUS: Final = (
    "Exit status: 0 done (what the business refuses is no error), 1 done but for some bad lines, "
    "or a promise is broken, 2 wrong usage or cannot start, 130 interrupted."
)
CarryOut: TypeAlias = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line of advice."""

    def error(self, message: str) -> NoReturn:
        """Leave with status 2."""
        self.exit(2, f"{self.prog}: {message}; see: {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    about = "A telecom operator's orders, from reception to the last payment, on one file."
    made = Parser(prog=PROGRAM, description=about, epilog=STATUS, allow_abbrev=False)
    commands = made.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, carry_out: CarryOut, about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        added.set_defaults(carry_out=carry_out)
        return added

    _demo(command("demo", demo, "Run an example of this package, and say how to go on."))
    _run(command("run", run, "Pass files of commands through the desk, then report."))
    _explain(command("explain", explain, "Tell the story of a case, with every decision's why."))
    _next(command("next", next_, "Show what somebody in a role can do next in a case."))
    _tick(command("tick", tick, "Let time pass: what is due happens, what waits is sent."))
    about_parked = "Show messages and cases that were set aside, or put one back."
    _parked(command("parked", parked, about_parked))
    _file(command("check", check_, "Check every promise on a file, its ledger included."))
    _diagram(command("diagram", diagram, "Draw the table of a process."))
    _kpi(command("kpi", kpi, "Measure efficacy and timeliness, from records or from cases."))
    _schema(command("schema", schema, "Print the JSON Schema of a line for `run`."))
    _pack(command("pack", pack, "Check a data pack: what it is made of, what it does not say."))
    return made


def _demo(made: argparse.ArgumentParser) -> None:
    known = ", ".join(DEMOS)
    help_ = f"whose weeks: {known}"
    made.add_argument("example", type=_of(DEMOS), metavar="EXAMPLE", help=help_)
    help_ = "where its lines, its data and its file are put (default: demo-EXAMPLE, here)"
    made.add_argument("--to", type=_folder, metavar="FOLDER", help=help_)
    made.set_defaults(now=None, jump=False, quiet=False)
    made.add_argument("--progress", action="store_true", help="show progress without a terminal")
    _language(made)


def _run(made: argparse.ArgumentParser) -> None:
    help_ = "one JSON envelope a line; - for standard input"
    made.add_argument("files", nargs="+", metavar="FILE", help=help_)
    _file(made)
    _data(made)
    _now(made, "lines after it are bad, and time passes up to it (default: the machine's clock)")
    _jump(made)
    _language(made)
    shown = made.add_mutually_exclusive_group()
    shown.add_argument("--quiet", action="store_true", help="no report, only bad lines")
    shown.add_argument("--progress", action="store_true", help="show progress without a terminal")


def _explain(made: argparse.ArgumentParser) -> None:
    _case(made)
    _language(made)


def _next(made: argparse.ArgumentParser) -> None:
    _case(made)
    roles = ", ".join(role.value for role in Role)
    help_ = f"one of: {roles}, or a pack's own"
    made.add_argument("--role", required=True, metavar="ROLE", help=help_)
    _language(made)


def _tick(made: argparse.ArgumentParser) -> None:
    _file(made)
    _data(made)
    _now(made, "the instant up to which time passes (default: the machine's clock)")
    _jump(made)


def _parked(made: argparse.ArgumentParser) -> None:
    _file(made)
    help_ = "send this message, or look at this case, again at the next tick"
    made.add_argument("--release", metavar="KEY", help=help_)


def _kpi(made: argparse.ArgumentParser) -> None:
    help_ = (
        "CSV or JSON Lines, also compressed with gzip, or a database of `run`; - for standard "
        "input, which is no database"
    )
    made.add_argument("file", metavar="FILE", help=help_)
    help_ = (
        "day, week, month (of opening, where the operator is) or any label of the records; of a "
        "database: process, procedure, channel, advisor, unit"
    )
    made.add_argument("--by", nargs="+", default=(), metavar="LABEL", help=help_)
    help_ = (
        "what was known at this instant counts; what was opened later is left out (default: the "
        "machine's clock)"
    )
    made.add_argument("--as-of", type=_instant, metavar="INSTANT", help=help_)
    made.add_argument("--html", type=Path, metavar="PAGE", help="write a page with charts")
    made.add_argument("--csv", type=Path, metavar="FILE", help="write the table as CSV")
    made.add_argument("--progress", action="store_true", help="show progress without a terminal")
    _operator(made)
    _language(made)


def _diagram(made: argparse.ArgumentParser) -> None:
    made.add_argument("process", metavar="PROCESS", help="such as order")
    made.add_argument("--format", choices=("mermaid", "svg"), default="mermaid")
    _operator(made)


def _schema(made: argparse.ArgumentParser) -> None:
    made.add_argument("process", metavar="PROCESS", nargs="?", help="such as order; default: all")
    _operator(made)


def _pack(made: argparse.ArgumentParser) -> None:
    _operator(made)
    help_ = "a language to check (default: English, and those that the pack has words in)"
    made.add_argument(
        "--language", nargs="+", default=(), type=Language, metavar="LANGUAGE", help=help_
    )


def _case(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "case", metavar="CASE", help="such as order/O-1, or the id while one case has it"
    )
    _file(made)


def _file(made: argparse.ArgumentParser) -> None:
    help_ = "where everything is kept"
    made.add_argument("--db", required=True, type=Path, metavar="FILE", help=help_)
    _operator(made)


def _operator(made: argparse.ArgumentParser) -> None:
    known = ", ".join(OPERATORS)
    help_ = (
        f"whose policies decide: {known}, the name of an installed pack, where one is imported "
        "from (shop.pack:ANDES), or several joined by +; a file knows its own"
    )
    made.add_argument("--operator", metavar="NAME", help=help_)


def _data(made: argparse.ArgumentParser) -> None:
    help_ = "CSV files of parties, products, stock, coverage, credit lines and terms"
    made.add_argument("--data", type=Path, metavar="FOLDER", help=help_)


def _now(made: argparse.ArgumentParser, help_: str) -> None:
    made.add_argument("--now", type=_instant, metavar="INSTANT", help=help_)


def _jump(made: argparse.ArgumentParser) -> None:
    help_ = "let more than 45 days pass at once, which is a mistyped year more often than meant"
    made.add_argument("--jump", action="store_true", help=help_)


def _language(made: argparse.ArgumentParser) -> None:
    help_ = "the language that is spoken: en, es, pt for orders, or a pack's own (default: en)"
    made.add_argument(
        "--language", default=Language.EN, type=Language, metavar="LANGUAGE", help=help_
    )


def _instant(text: str) -> datetime:
    try:
        return aware(datetime.fromisoformat(text))
    except (ValueError, InvalidValue):
        advice = "an instant with its offset is due, such as 2024-02-29T10:00:00-05:00"
        raise argparse.ArgumentTypeError(advice) from None


def _folder(text: str) -> Path:
    """A folder that is named: an empty name would be the one we are in."""
    if is_given(text):
        return Path(text)
    raise argparse.ArgumentTypeError("name a folder, or . for this one")


def _of(known: Collection[str]) -> Callable[[str], str]:
    def chosen(text: str) -> str:
        if text in known:
            return text
        raise argparse.ArgumentTypeError(f"give one of: {', '.join(known)}")

    return chosen
