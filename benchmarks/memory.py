"""The most memory that `order-to-cash run` takes, for files of any length."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import evolve

from benchmarks import goals
from benchmarks.measure import ROOT, Probe, Ratio, Subject
from benchmarks.order import AT, REQUEST
from order_to_cash.domain.core import Envelope, Role
from order_to_cash.domain.order import Item, PlaceOrder
from order_to_cash.domain.trade import Kind
from order_to_cash.embedded import wire_of
from order_to_cash.operators.peru import PERU

DATA: Final = ROOT / "examples" / "peru" / "data"
REFUSED: Final = PlaceOrder(evolve(REQUEST, party="D-001", items=(Item("none", 1, Kind.GOODS),)))
KIBIBYTE: Final = 1024
SECOND: Final = timedelta(seconds=1)


def lines(orders: int) -> Iterator[str]:
    """Orders of a product that is not offered: each asks the directories, and is rejected."""
    wire = wire_of(PERU)
    for n in range(orders):
        at, actor, role = AT + n * SECOND, "D-001", Role.DISTRIBUTOR
        yield wire.dump_envelope(Envelope(f"c-{n}", f"O-{n}", "order", at, actor, role, REFUSED))


def run(folder: Path, orders: int) -> Path:
    """The file on which a run over so many envelopes kept its orders."""
    source, database = folder / "orders.jsonl", folder / "orders.db"
    with source.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines(orders))
    command = [sys.executable, "-m", "order_to_cash", "run", str(source)]
    options = ["--db", str(database), "--operator", "peru", "--data", str(DATA)]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return database


def peak(orders: int) -> float:
    """Bytes of the largest resident set of a run over so many envelopes."""
    with TemporaryDirectory() as folder:
        run(Path(folder), orders)
    return float(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KIBIBYTE)


def thousand() -> float:
    """Of a short file."""
    return peak(1_000)


def ten_thousand() -> float:
    """Of a file that fills what a desk keeps in memory."""
    return peak(10_000)


def hundred_thousand() -> float:
    """Of a long file."""
    return peak(100_000)


def million() -> float:
    """Of a very long file."""
    return peak(1_000_000)


def seconds_a_line(few: int = 1_000, many: int = 5_000) -> float:
    """Processor seconds that a run takes more for each line more, its report included."""
    with TemporaryDirectory() as folder:
        short, long = Path(folder) / "short", Path(folder) / "long"
        short.mkdir()
        long.mkdir()
        before = _children()
        run(short, few)
        between = _children()
        run(long, many)
        return (_children() - between - (between - before)) / (many - few)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds_a_later_line() -> float:
    """The same of a file five times as long."""
    return seconds_a_line(5_000, 25_000)


SHORT: Final = Probe("1,000 envelopes", "benchmarks.memory:thousand")
FULL: Final = Probe("10,000 envelopes", "benchmarks.memory:ten_thousand")
LONG: Final = Probe("100,000 envelopes", "benchmarks.memory:hundred_thousand")
HUGE: Final = Probe("1,000,000 envelopes", "benchmarks.memory:million")

SUBJECT: Final = Subject(
    "Peak memory of `order-to-cash run`",
    "The largest resident set of the whole process, orders kept on a file. A desk keeps a thousand "
    "cases in memory, so that memory is flat from there on.",
    (
        Ratio("1,000 envelopes, against 10,000", SHORT, FULL),
        Ratio("100,000 envelopes, against 10,000", LONG, FULL, at_most=1.1),
    ),
    processes=1,
)


LINE: Final = Probe("a line", "benchmarks.memory:seconds_a_line")
LATER: Final = Probe("a line of a longer file", "benchmarks.memory:seconds_a_later_line")

LINES: Final = Subject(
    "Lines through `order-to-cash run`",
    "Processor time of the whole program for each line more, with its questions to the directories "
    "and its report: of 5,000 lines against 1,000, and of 25,000 against 5,000.",
    (
        Ratio("a line, against 2 ms", LINE, goals.LINE, at_most=1),
        Ratio("a line of a longer file, against one of a short one", LATER, LINE, at_most=1.1),
    ),
    processes=1,
)


def with_million() -> Subject:
    """The same with a very long file, which takes most of an hour."""
    huge = Ratio("1,000,000 envelopes, against 10,000", HUGE, FULL, at_most=1.1)
    return SUBJECT._replace(ratios=(*SUBJECT.ratios, huge))
