"""A desk on SQLite: one commit for each command, or one for each hundred."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Final, TypeAlias, cast

from attrs import define, field

from benchmarks.measure import ROOT, Probe, Ratio, Subject
from benchmarks.order import AT, journey
from benchmarks.raw_sqlite import Rows, opened, rows_of, store
from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.desk import Accepted, Desk
from order_to_cash.desk.carrying import Carrier
from order_to_cash.desk.cases import Cases
from order_to_cash.desk.personal import Veil
from order_to_cash.desk.writing import Task
from order_to_cash.domain.core import Conflict, Envelope, Sensitive
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU
from order_to_cash.ports import Entry, Journal, Kept, PersonalData
from order_to_cash.ports.digest import digest_of

DATA: Final = ROOT / "examples" / "peru" / "data"
ORDERS: Final = 200
WARMING: Final = 5
BATCH: Final = 100

Commands: TypeAlias = tuple[Envelope[Any], ...]
Clock: TypeAlias = Callable[[], float]
Give: TypeAlias = Callable[[Carrier, Commands], None]


def commands(orders: int, prefix: str = "O") -> Commands:
    """The commands of many orders, all their first ones before all their second ones."""
    journeys = (journey(f"{prefix}-{n}") for n in range(orders))
    return tuple(chain.from_iterable(zip(*journeys, strict=True)))


def behind_the_door(desk: Desk, journal: Journal | None = None) -> Carrier:
    """What does the work of `handle`; the door itself lets no answer of a port in."""
    kept = journal or desk.journal
    veil = Veil(desk.personal, desk.wire)
    return Carrier(desk.operator, kept, desk.wire, Cases(kept, desk.wire, veil), veil)


def carry_out(carrier: Carrier, *envelopes: Envelope[Any]) -> None:
    """Carry out commands with one commit; raises `TypeError` for one that is not accepted.

    Refusals are cheap, and nobody's measure.
    """
    tasks = [Task(envelope, carrier.wire.fingerprint(envelope)) for envelope in envelopes]
    for result in carrier.carry_out(tasks):
        if not isinstance(result, Accepted):
            raise TypeError(result)


def one_by_one(carrier: Carrier, envelopes: Iterable[Envelope[Any]]) -> None:
    """A commit for each command."""
    for envelope in envelopes:
        carry_out(carrier, envelope)


def by_the_hundred(carrier: Carrier, envelopes: Commands) -> None:
    """A commit for each hundred commands."""
    for start in range(0, len(envelopes), BATCH):
        carry_out(carrier, *envelopes[start : start + BATCH])


@define
class Recorder:
    """A journal in memory, and a place of personal data, that remember what was written."""

    journal: InMemoryJournal = field(factory=InMemoryJournal)
    kept: list[Kept] = field(factory=list)
    rows: list[Rows] = field(factory=list)
    digests: dict[tuple[str, str], str] = field(factory=dict)

    def keep(self, *kept: Kept) -> None:
        """Remember what the next entry brought."""
        self.kept.extend(kept)

    def find(self, _tokens: Iterable[str], /) -> Mapping[str, Sensitive]:
        """Nothing is asked for."""
        return {}

    def append(self, *entries: Entry) -> tuple[Conflict | None, ...]:
        """Write, and remember."""
        for entry in entries:
            place = (entry.process, entry.case)
            digest = digest_of(entry.events, after=self.digests.get(place, ""))
            self.digests[place] = digest
            self.rows.append(rows_of(entry, digest, tuple(self.kept)))
            self.kept.clear()
        return self.journal.append(*entries)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.journal, name)


def written(envelopes: Commands) -> tuple[Rows, ...]:
    """The rows that a desk writes for these commands."""
    recorder = Recorder()
    with open_desk(":memory:", operator=PERU) as desk:
        carrier = behind_the_door(desk, cast("Journal", recorder))
        carrier.veil.personal = cast("PersonalData", recorder)
        one_by_one(carrier, envelopes)
    return tuple(recorder.rows)


@contextmanager
def new_file() -> Iterator[Path]:
    """A path on the disk, for a while."""
    with TemporaryDirectory() as folder:
        yield Path(folder) / "orders.db"


def _of_desk(clock: Clock, give: Give) -> float:
    envelopes = commands(ORDERS)
    with new_file() as path, open_desk(path, operator=PERU) as desk:
        carrier = behind_the_door(desk)
        give(carrier, commands(WARMING, "W"))
        start = clock()
        give(carrier, envelopes)
        return (clock() - start) / len(envelopes)


def handle() -> float:
    """Processor seconds for one command, each with its commit."""
    return _of_desk(process_time, one_by_one)


def not_in_memory() -> float:
    """Processor seconds for one command whose case is read and folded from the journal."""
    return _of_desk(process_time, _letting_go)


def _letting_go(carrier: Carrier, envelopes: Commands) -> None:
    for envelope in envelopes:
        carrier.cases.let_go()
        carry_out(carrier, envelope)


def deliver() -> float:
    """Processor seconds of `deliver` for one of the first questions of many orders."""
    placed = commands(ORDERS)[:ORDERS]
    with new_file() as path, open_desk(path, operator=PERU, data=DATA) as desk:
        one_by_one(behind_the_door(desk), placed)
        start = process_time()
        done = desk.deliver(AT, most=ORDERS)
        return (process_time() - start) / (done.delivered + done.postponed + done.parked)


def handle_by_clock() -> float:
    """Seconds for one command, each with its commit."""
    return _of_desk(perf_counter, one_by_one)


def batch_by_clock() -> float:
    """Seconds for one command, a hundred with one commit."""
    return _of_desk(perf_counter, by_the_hundred)


def raw() -> float:
    """Processor seconds for the same reads and writes by bare calls."""
    rows = written(commands(ORDERS))
    with new_file() as path, closing(opened(path)) as connection:
        start = process_time()
        store(connection, rows)
        return (process_time() - start) / len(rows)


@contextmanager
def in_memory(orders: int) -> Iterator[Mapping[str, Callable[[], object]]]:
    """What stores one more order of so many on SQLite in memory, by a desk and by bare calls."""
    given = [journey(f"M-{n}") for n in range(orders)]
    each, rows = iter(given), iter([written(envelopes) for envelopes in given])
    with open_desk(":memory:", operator=PERU) as desk, closing(opened(":memory:")) as connection:
        carrier = behind_the_door(desk)
        yield {
            "order stored": lambda: one_by_one(carrier, next(each)),
            "order stored by hand": lambda: store(connection, next(rows)),
        }


COLD: Final = Probe("`handle`, case not in memory", "benchmarks.desk:not_in_memory")
DELIVER: Final = Probe("`deliver`, a message", "benchmarks.desk:deliver")
HANDLE: Final = Probe("`handle`, processor time", "benchmarks.desk:handle")
RAW: Final = Probe("bare calls, processor time", "benchmarks.desk:raw")
SINGLE: Final = Probe("`handle`, elapsed", "benchmarks.desk:handle_by_clock")
BATCHED: Final = Probe("`handle_many`, elapsed", "benchmarks.desk:batch_by_clock")

SUBJECT: Final = Subject(
    "A command stored on SQLite",
    "One command of an order: read where its case stands, decide, and write answer, events and "
    "messages in one transaction that is synced to the disk. The bare calls execute the same "
    "statements with the same bytes, prepared beforehand, under the same settings. `deliver` hands "
    "the questions of orders to directories of a folder, and gives their cases the answers.",
    (
        Ratio("`handle`, against bare calls, processor time", HANDLE, RAW, at_most=2.3),
        Ratio("`handle`, against a hundred commands a commit", SINGLE, BATCHED, at_least=4),
        Ratio("a case that is not in memory, against one that is", COLD, HANDLE, at_most=1.5),
        Ratio("`deliver` of a message, against `handle`", DELIVER, HANDLE, at_most=1.5),
    ),
)
