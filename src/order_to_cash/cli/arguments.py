"""What can be asked for on the command line, command by command."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from order_to_cash.cli import values
from order_to_cash.demo import DEMOS
from order_to_cash.domain.core import Language, Role
from order_to_cash.operators.known import OPERATORS
from order_to_cash.ports.journal import ALL

Fill: TypeAlias = Callable[[argparse.ArgumentParser], None]


def _demo(made: argparse.ArgumentParser) -> None:
    known = ", ".join(DEMOS)
    help_ = f"whose weeks: {known}"
    made.add_argument("example", type=values.one_of(DEMOS), metavar="EXAMPLE", help=help_)
    help_ = "where its lines, its data and its file are put (default: demo-EXAMPLE, here)"
    made.add_argument("--to", type=values.folder, metavar="FOLDER", help=help_)
    made.set_defaults(now=None, jump=False, quiet=False, timeout=5.0)
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
    help_ = "write it as one page with its picture, which needs no network"
    made.add_argument("--html", type=Path, metavar="PAGE", help=help_)
    _language(made)


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))


def _export(made: argparse.ArgumentParser) -> None:
    _file(made)
    help_ = "where the files go; one that is there already is gone on with"
    made.add_argument("--to", required=True, type=Path, metavar="FOLDER", help=help_)
    from order_to_cash.analytics.rows.columns import TABLES  # noqa: PLC0415  (no other needs them)
    from order_to_cash.standards import STANDARDS  # noqa: PLC0415

    known = ", ".join(STANDARDS)
    help_ = f"a standard in place of rows: {known}; files of the same names are replaced"
    made.add_argument(
        "--as", dest="standard", type=values.one_of(STANDARDS), metavar="STANDARD", help=help_
    )
    help_ = "of a standard: what belongs to this process alone, such as order"
    made.add_argument("--process", default="", metavar="PROCESS", help=help_)
    help_ = "begin a new folder with what came after this cursor"
    made.add_argument("--since", metavar="CURSOR", help=help_)
    help_ = f"some of: {', '.join(TABLES)} (default: all), with commas"
    made.add_argument("--tables", type=_names, default=(), metavar="TABLES", help=help_)
    help_ = "of rows: lines (the default), or parquet by table and month, which needs an extra"
    made.add_argument(
        "--form", type=values.one_of(("lines", "parquet")), metavar="FORM", help=help_
    )
    help_ = "write what tells who somebody is, too, to whoever may see it"
    made.add_argument("--personal", action="store_true", help=help_)
    _language(made)


def _next(made: argparse.ArgumentParser) -> None:
    _case(made)
    roles = ", ".join(role.value for role in Role)
    help_ = f"one of: {roles}, or a pack's own"
    made.add_argument("--role", required=True, metavar="ROLE", help=help_)
    _language(made)


def _cases(made: argparse.ArgumentParser) -> None:
    _file(made)
    made.add_argument("--process", default="", metavar="PROCESS", help="of this one, such as order")
    made.add_argument("--stage", default="", metavar="STAGE", help="in this one, such as declined")
    made.add_argument("--party", default="", metavar="PARTY", help="of this one, by its id")
    help_ = "go on after this case, the last one of the page before"
    made.add_argument("--after", default="", metavar="CASE", help=help_)
    help_ = "how many are listed at most (default: 100)"
    made.add_argument("--limit", type=int, default=100, metavar="N", help=help_)


def _tick(made: argparse.ArgumentParser) -> None:
    _file(made)
    _data(made)
    _now(made, "the instant up to which time passes (default: the machine's clock)")
    _jump(made)


def _work(made: argparse.ArgumentParser) -> None:
    _file(made)
    _data(made)
    help_ = "work on one part of the cases, such as 2/8; the others need workers of their own"
    made.add_argument("--share", type=values.share, default=ALL, metavar="K/N", help=help_)
    _jump(made)


def _parked(made: argparse.ArgumentParser) -> None:
    _file(made)
    help_ = "send this message, or look at this case, again at the next tick"
    made.add_argument("--release", metavar="KEY", help=help_)


def _check(made: argparse.ArgumentParser) -> None:
    _file(made)
    help_ = "a mark of this file from before: what was lost or altered since then is told"
    made.add_argument("--mark", type=Path, metavar="FILE", help=help_)


def _backup(made: argparse.ArgumentParser) -> None:
    made.add_argument("source", type=values.kept, metavar="FROM", help="where everything is kept")
    help_ = "the copy, which must not be there yet; its mark is put beside it, as TO.mark"
    made.add_argument("to", type=values.kept, metavar="TO", help=help_)
    _timeout(made)


def _restore(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "source", type=values.kept, metavar="FROM", help="the copy that `backup` made"
    )
    help_ = "where it is to be worked on, which must not be there yet"
    made.add_argument("to", type=values.kept, metavar="TO", help=help_)
    help_ = "the mark that the copy must fit (default: FROM.mark)"
    made.add_argument("--mark", type=Path, metavar="FILE", help=help_)
    _timeout(made)


def _move(made: argparse.ArgumentParser) -> None:
    help_ = "where everything is kept, on which nobody works meanwhile: a file or a database"
    made.add_argument("source", type=values.place, metavar="FROM", help=help_)
    help_ = "where it is to be kept: a file that is not there yet, or a database without a store"
    made.add_argument("to", type=values.place, metavar="TO", help=help_)
    _timeout(made)


def _forget(made: argparse.ArgumentParser) -> None:
    help_ = "whose data is forgotten, in every case that names this id"
    made.add_argument("party", metavar="PARTY", nargs="?", help=help_)
    help_ = "forget what the terms of the pack are over for, whoever it is about"
    made.add_argument("--due", action="store_true", help=help_)
    _file(made)
    _now(made, "the instant at which terms are looked at (default: the machine's clock)")
    help_ = "forget also what cases under way still need: they go on without it"
    made.add_argument("--under-way", action="store_true", help=help_)


def _kpi(made: argparse.ArgumentParser) -> None:
    help_ = (
        "a table: CSV, JSON Lines, a JSON array, also compressed with gzip, xlsx, parquet; or a "
        "database of `run`, by its path or URL; - for standard input, which is no database"
    )
    made.add_argument("file", metavar="FILE", help=help_)
    help_ = (
        "day, week, month, quarter, year (of opening, where the operator is; of closing with "
        "closed- before it) or any label of the records; of a database: process, procedure, "
        "channel, advisor, unit"
    )
    made.add_argument("--by", nargs="+", default=(), metavar="LABEL", help=help_)
    help_ = (
        "count the time to attend in working hours, such as 09:00-17:00, on the working days of "
        "the operator's calendar (default: what its data pack says)"
    )
    made.add_argument("--hours", type=values.hours, metavar="FROM-TO", help=help_)
    help_ = (
        "what was known at this instant counts; what was opened later is left out (default: the "
        "machine's clock)"
    )
    made.add_argument("--as-of", type=values.instant, metavar="INSTANT", help=help_)
    made.add_argument("--html", type=Path, metavar="PAGE", help="write a page with charts")
    made.add_argument("--csv", type=Path, metavar="FILE", help="write the table as CSV")
    made.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON")
    _layout(made)
    made.add_argument("--progress", action="store_true", help="show progress without a terminal")
    _operator(made)
    _language(made)


def _ageing(made: argparse.ArgumentParser) -> None:
    _file(made)
    help_ = "the day at whose end it is looked at (default: today, where the operator is)"
    made.add_argument("--as-of", type=values.day, metavar="DAY", help=help_)
    from order_to_cash.analytics.ageing.reckoning import LABELS  # noqa: PLC0415  (nor this)

    help_ = f"any of: {', '.join(LABELS)}"
    made.add_argument("--by", nargs="+", default=(), metavar="LABEL", help=help_)
    help_ = "the last day past due of each bucket but the last, such as 30 60 90"
    made.add_argument("--buckets", nargs="+", type=int, metavar="DAYS", help=help_)
    help_ = "over how many days sales are counted (default: what the pack says, or 90)"
    made.add_argument("--days", type=int, metavar="N", help=help_)
    made.add_argument("--csv", type=Path, metavar="FILE", help="write the table as CSV")
    made.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON")
    _language(made)


def _compare(made: argparse.ArgumentParser) -> None:
    help_ = "commands, one JSON envelope a line, in place of a store; - for standard input"
    made.add_argument("files", nargs="*", metavar="FILE", help=help_)
    help_ = "the store whose commands are played; it is read as of one instant and stays as it is"
    made.add_argument("--db", type=values.place, metavar="FILE", help=help_)
    _operator(made)
    help_ = "the other pack, named as for --operator"
    made.add_argument("--against", required=True, metavar="NAME", help=help_)
    _data(made)
    _now(made, "the instant up to which time passes after the last line of the files")
    made.add_argument("--html", type=Path, metavar="PAGE", help="write a page with pictures")
    made.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON")
    made.add_argument("--progress", action="store_true", help="show progress without a terminal")
    _language(made)


def _layout(made: argparse.ArgumentParser) -> None:
    about = "What a table of your own has; what is not named is guessed where there is one guess."
    named = made.add_argument_group("columns", about)
    for option, metavar, help_ in (
        ("--opened", "COLUMN", "when it was opened; two columns as DAY+TIME"),
        ("--closed", "COLUMN", "when it was closed, likewise; empty while it is open"),
        ("--effective", "COLUMN[=VALUE,...]", "attended effectively, and the values that say yes"),
        ("--key", "COLUMN", "rows with one value here are one request"),
        ("--pauses", "COLUMN", "times that do not count, as BEGIN/END|BEGIN/END"),
        ("--zone", "ZONE", "where times without an offset were taken, such as America/La_Paz"),
        ("--format", "FORMAT", "iso, dd/mm/yyyy, mm/dd/yyyy, yyyy/mm/dd, days, or of strptime"),
        ("--delimiter", "CHARACTER", "what stands between cells, such as ; or tab"),
        ("--encoding", "NAME", "such as utf-8, cp1252, latin-1"),
        ("--sheet", "NAME", "which sheet of a workbook"),
        ("--head", "LINE", "in which line the names of the columns stand"),
        ("--open", "WORD,...", "what else says in place of a closing time that it is open"),
    ):
        named.add_argument(option, metavar=metavar, help=help_)


def _diagram(made: argparse.ArgumentParser) -> None:
    made.add_argument("process", metavar="PROCESS", help="such as order")
    made.add_argument("--format", choices=("mermaid", "svg"), default="mermaid")
    help_ = "in the words of a language, such as es (default: the names of the classes)"
    made.add_argument("--language", type=Language, metavar="LANGUAGE", help=help_)
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
    help_ = "where everything is kept: a file, or a database, postgresql://HOST/NAME"
    made.add_argument("--db", required=True, type=values.place, metavar="FILE", help=help_)
    _operator(made)
    _timeout(made)


def _timeout(made: argparse.ArgumentParser) -> None:
    help_ = "for how long others may keep the file busy (default: 5)"
    made.add_argument("--timeout", type=values.seconds, default=5.0, metavar="SECONDS", help=help_)


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
    made.add_argument("--now", type=values.instant, metavar="INSTANT", help=help_)


def _jump(made: argparse.ArgumentParser) -> None:
    help_ = "let more than 45 days pass at once, which is a mistyped year more often than meant"
    made.add_argument("--jump", action="store_true", help=help_)


def _language(made: argparse.ArgumentParser) -> None:
    help_ = "the language that is spoken: en, es, pt for orders, or a pack's own (default: en)"
    made.add_argument(
        "--language", default=Language.EN, type=Language, metavar="LANGUAGE", help=help_
    )


OPTIONS: Final[Mapping[str, Fill]] = {
    "demo": _demo,
    "run": _run,
    "explain": _explain,
    "next": _next,
    "cases": _cases,
    "tick": _tick,
    "work": _work,
    "parked": _parked,
    "check": _check,
    "mark": _file,
    "backup": _backup,
    "restore": _restore,
    "move": _move,
    "forget": _forget,
    "diagram": _diagram,
    "kpi": _kpi,
    "ageing": _ageing,
    "compare": _compare,
    "export": _export,
    "schema": _schema,
    "pack": _pack,
}
"""What each command can be asked for, by its name."""
