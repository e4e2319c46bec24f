"""A store with many cases, in an outage: what everyday work costs beside a thousand or a million.

Each store is filled with copies of an order as a desk writes it, under other ids and with digests
of their own: received while the directories are away, its three questions put off. Then a desk is
opened on it and does its work; cases of its own among all the others.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Final, LiteralString, TypeAlias

from benchmarks import postgres
from benchmarks.measure import Probe, Ratio, Subject
from benchmarks.workers import AT, DATA, placed
from order_to_cash.adapters.sql import statements as sql
from order_to_cash.adapters.sql.store import Store
from order_to_cash.adapters.sql.tables import JOURNAL, Table
from order_to_cash.audit.evidence import life_of
from order_to_cash.cli.basis import basis_of
from order_to_cash.cli.explain import story
from order_to_cash.cli.survey import survey
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Envelope, Voice, changed
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU
from order_to_cash.ports.digest import digest_of

KEPT: Final = "O-0"
"""The order that is copied."""

PARTS: Final = Table("counted_part", "process, case_id, kind, name, since", "amount", ())
TABLES: Final = (
    *(table for table in JOURNAL if table.name in ("case_head", "event", "answer", "message")),
    PARTS,
)
DIGEST: Final = TABLES[0].columns.split(", ").index("digest")
NUMBERED: Final = ("event", "answer", "message")
CHUNK: Final = 20_000
ROUNDS: Final = 30
EVER: Final = datetime(2999, 1, 1, tzinfo=UTC)
BEFORE: Final = AT - timedelta(days=8)
"""An order that was received then and never answered is due by now."""

WORK: Final = ("command", "delivery", "tick", "waiting", "explain", "check", "open", "report")
SIZES: Final = (1_000, 10_000, 100_000)
MILLION: Final = 1_000_000


Rows: TypeAlias = dict[str, list[tuple[Any, ...]]]


def template() -> Rows:
    """The rows of an order whose questions are put off, by table."""
    with open_desk(":memory:", operator=PERU, clock=None) as desk:
        desk.handle_many(list(placed(1)))
        for posted in desk.journal.waiting(AT):
            desk.journal.postpone(posted.key, until=EVER, problem="port.unavailable")
        survey(desk, AT, store=store_of(desk))
        (event,) = desk.journal.history("order", KEPT)
        rows = store_of(desk).rows
        found = {t.name: rows(f"SELECT {t.columns} FROM {t.name}") for t in TABLES}  # noqa: S608
        return {**found, "recorded": [(event,)]}


def copies(made: Rows, numbers: Iterable[int]) -> Rows:
    """The rows of copies of the order, by table."""
    ((event,),) = made["recorded"]
    rows: Rows = {table.name: [] for table in TABLES}
    for n in numbers:
        case = f"X-{n:07}"
        digest = digest_of((changed(event, case=case, body=event.body.replace(KEPT, case)),))
        for name, own in rows.items():
            for place, row in enumerate(made[name]):
                new = [part.replace(KEPT, case) if isinstance(part, str) else part for part in row]
                if name in NUMBERED:
                    new[0] = 1 + n * len(made[name]) + place
                elif name == "case_head":
                    new[DIGEST] = digest
                own.append(tuple(new))
    return rows


def fill(desk: Desk, cases: int) -> None:
    """Put so many copies into the store, which are counted already."""
    made, store = template(), store_of(desk)
    for start in range(0, cases, CHUNK):
        rows = copies(made, range(start, min(cases, start + CHUNK)))
        with store.filling(*TABLES) as writing:
            for table in TABLES:
                put(writing, table, rows[table.name])
    with store.writing() as writing:
        writing.execute(sql.COUNT_ANEW, (basis_of(desk.operator),))
        writing.execute(sql.COUNT_ON, (cases, 0, basis_of(desk.operator)))
        sums = [(*row[2:-1], row[-1] * cases) for row in made[PARTS.name]]
        writing.executemany(sql.ADD_SUM, sums)


def store_of(desk: Desk) -> Store:
    """Where the desk keeps everything."""
    store: Store = desk.journal.store  # type: ignore[attr-defined]
    return store


def put(writing: Any, table: Table, rows: list[Any]) -> None:
    """Write the rows; to PostgreSQL by its own way for many."""
    connection = getattr(writing, "_connection", None)
    if connection is None:
        writing.executemany(table.new, rows)
        return
    columns: LiteralString = table.columns
    with connection.cursor().copy(f"COPY {table.name} ({columns}) FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def target(kind: str) -> Iterator[str]:
    """Where a store of this kind can be made."""
    if kind == "sqlite":
        with TemporaryDirectory() as folder:
            yield str(Path(folder) / "store.db")
    else:
        with postgres.database() as url:
            yield url


def orders(prefix: str, at: datetime) -> Iterator[Envelope[Any]]:
    """Orders of their own among the copies."""
    for envelope in placed(ROUNDS):
        case = envelope.case.replace("O-", f"{prefix}-")
        yield changed(envelope, id=f"{prefix}:{envelope.id}", case=case, at=at)


Took: TypeAlias = Callable[[Callable[[], object]], float]
"""Seconds of a piece of work."""


def by(clock: Callable[[], float]) -> Took:
    """Measures by this clock."""

    def took(work: Callable[[], object]) -> float:
        begun = clock()
        work()
        return clock() - begun

    return took


CLOCKS: Final = {"sqlite": by(process_time), "postgres": by(perf_counter)}
"""A server works in processes of its own, which no clock of this one counts."""


def found(kind: str, cases: int) -> dict[str, float]:
    """Seconds of each work in a store of this kind with so many cases."""
    took = CLOCKS[kind]
    with target(kind) as place:
        with open_desk(place, operator=PERU, data=DATA, clock=None) as desk:
            fill(desk, cases)
        opened = [took(lambda: open_and_close(place)) for _ in range(ROUNDS)]
        with open_desk(place, operator=PERU, data=DATA, clock=None) as desk:
            return {"open": median(opened), **worked(desk, cases, took)}


def open_and_close(place: str) -> None:
    """A program that does nothing."""
    with open_desk(place, operator=PERU, data=DATA, clock=None):
        pass


def worked(desk: Desk, cases: int, took: Took) -> dict[str, float]:
    """The middle of thirty times of each; of deliveries and looks, the time of one."""
    for envelope in orders("W", AT):
        desk.handle(envelope)
    desk.deliver(AT)
    for envelope in orders("E", BEFORE):
        desk.handle(envelope)
    looked: list[int] = []
    ticked = took(lambda: looked.append(desk.tick(AT)))
    desk.deliver(AT)
    commands = [took(partial(desk.handle, envelope)) for envelope in orders("N", AT)]
    looks = [took(lambda: desk.journal.waiting(AT, limit=20)) for _ in range(ROUNDS)]
    sent: list[int] = []
    delivered = took(lambda: sent.append(desk.deliver(AT).delivered))
    others = [f"X-{n:07}" for n in range(0, cases, cases // ROUNDS)]
    told = [took(partial(explained, desk, case)) for case in others]
    checked = [took(partial(life_of, desk, "order", case)) for case in others]
    reported(desk)
    reports = [after(desk, envelope, took) for envelope in orders("R", AT)]
    return {
        "report": median(reports),
        "command": median(commands),
        "delivery": delivered / sum(sent),
        "tick": ticked / sum(looked),
        "waiting": median(looks),
        "explain": median(told),
        "check": median(checked),
    }


def after(desk: Desk, envelope: Envelope[Any], took: Took) -> float:
    """How long the report takes after this command."""
    desk.handle(envelope)
    return took(partial(reported, desk))


def reported(desk: Desk) -> None:
    """The report at the end of a run, without its words."""
    survey(desk, AT, store=store_of(desk))


def explained(desk: Desk, case: str) -> None:
    """What `explain` shows of a case."""
    tuple(story(desk, f"order/{case}", Voice()))


def seconds(kind: str, cases: str, work: str) -> float:
    """One figure of one store, by itself."""
    return found(kind, int(cases))[work]


def at_once(probes: Iterable[Probe]) -> dict[Probe, float]:
    """Every figure, each store filled once."""
    stores: dict[tuple[str, str], dict[str, float]] = {}
    said = {}
    for probe in probes:
        kind, cases, work = probe.function.split(":")[2:]
        if (kind, cases) not in stores:
            stores[kind, cases] = found(kind, int(cases))
        said[probe] = stores[kind, cases][work]
    return said


def _probe(kind: str, cases: int, work: str) -> Probe:
    peer = "" if kind == "sqlite" else postgres.PEER
    return Probe(f"{work}, {cases:,}", f"benchmarks.cases:seconds:{kind}:{cases}:{work}", peer)


NAMES: Final = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def _ratios(sizes: tuple[int, ...]) -> Iterator[Ratio]:
    first, *others = sizes
    for kind, name in NAMES.items():
        for work in WORK:
            for cases in others:
                what = f"{name}, {work}: {cases:,} cases, against {first:,}"
                yield Ratio(what, _probe(kind, cases, work), _probe(kind, first, work), at_most=2)


def subject(sizes: tuple[int, ...] = SIZES) -> Subject:
    """The works beside more and more cases."""
    return Subject(
        "Work beside many cases",
        "In a store of so many orders, each received while the directories are away, with three "
        "questions put off: a command, a delivery, a look of a due case, `waiting`, `explain`, "
        "reading one case anew as `check` does, opening. Processor time on SQLite, elapsed time on "
        "PostgreSQL, the waiting for its disk in it; the middle of thirty each. The report is the "
        "one at the end of `run`, after one command; the copies were counted before.",
        tuple(_ratios(sizes)),
        processes=1,
        at_once=at_once,
    )


SUBJECT: Final = subject()


def with_million() -> Subject:
    """The same beside a million, which takes a quarter of an hour and some gigabytes."""
    return subject((*SIZES, MILLION))
