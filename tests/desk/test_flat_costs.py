"""What work costs in a store with many cases: counted in steps of the database, not in time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import define, field

from benchmarks.workers import AT, DATA, placed
from order_to_cash.adapters.in_memory.queue import Held, Queue
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.desk import Desk
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU
from order_to_cash.ports.journal import Entry
from order_to_cash.testing.laws.journal_entries import EVER, NOON, entry, lease, message

FEW, MANY = 100, 3_000
GRAIN = 10
"""So many instructions of SQLite are one step."""


@define
class Steps:
    """Counts what SQLite does, on both connections of a store."""

    count: int = 0
    by: dict[str, int] = field(factory=dict)

    def __call__(self) -> int:
        self.count += 1
        return 0

    def of(self, name: str, work: Callable[[], object]) -> None:
        """Count the steps of this work."""
        self.count = 0
        work()
        self.by[name] = self.count


def steps(path: Path, cases: int) -> dict[str, int]:
    """The steps of a command and of what follows, beside so many cases of ours and of others."""
    counted = Steps()
    (order,) = placed(1)
    with open_desk(path, operator=PERU, data=DATA, clock=None) as desk:
        ours = (asking(f"x-{n}") for n in range(cases))
        others = (entry(f"y-{n}", process="parcel", next_check=NOON) for n in range(cases))
        desk.journal.append(*ours, *others)
        for n in range(cases):
            desk.journal.postpone(f"x-{n}/1", until=EVER, problem="port.unavailable")
        store = desk.journal.store  # type: ignore[attr-defined]
        for connection in (store._writer, store._reader):
            connection.set_progress_handler(counted, GRAIN)
        counted.of("reached", desk.journal.reached)
        counted.of("reach", lambda: desk.journal.reach(NOON + timedelta(days=9)))
        counted.of("command", lambda: desk.handle(order))
        counted.of("delivery", lambda: desk.deliver(AT))
        for name, work in worked(desk).items():
            counted.of(name, work)
    return counted.by


def asking(case: str) -> Entry:
    """A case that waits for a system that is away, with a second message behind the first."""
    return entry(
        case, next_check=EVER, messages=tuple(message(f"{case}/{n}", case) for n in (1, 2))
    )


def worked(desk: Desk) -> dict[str, Callable[[], object]]:
    """What is asked of a desk all day."""
    return {
        "tick": lambda: desk.tick(AT + timedelta(hours=1)),
        "waiting": lambda: desk.journal.waiting(AT, limit=20),
        "state": lambda: desk.state("order", "O-0"),
        "history": lambda: desk.journal.history("order", "O-0"),
        "due": lambda: desk.journal.due(AT, processes=("order",), limit=1),
    }


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, int]]:
    """The steps beside few cases, and beside many."""
    folder = tmp_path_factory.mktemp("flat")
    return [steps(folder / f"{cases}.db", cases) for cases in (FEW, MANY)]


def test_thirty_times_the_cases_cost_no_more(counted: list[dict[str, int]]) -> None:
    """TRU-19: command, delivery, tick and looks cost by what they touch, not by what is there."""
    few, many = counted
    looks = {"tick", "waiting", "state", "history", "due", "reached"}
    assert {"command", "delivery", "reach", *looks} == few.keys()
    assert few["command"] > 10
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.2 + 5}
    assert {} == grown


def test_in_an_outage_nobody_is_looked_at_twice(tmp_path: Path) -> None:
    """TRU-19: twice the messages that are put off take no more steps to find those that are not."""
    found = []
    for cases in (MANY // 2, MANY):
        counted = Steps()
        with SqliteJournal(tmp_path / f"{cases}.db", lasting=False) as journal:
            journal.append(*(asking(f"x-{n}") for n in range(cases)))
            for n in range(cases):
                journal.postpone(f"x-{n}/1", until=EVER, problem="port.unavailable")
            journal.append(*(asking(f"y-{n}") for n in range(FEW)))
            for connection in (journal.file._writer, journal.file._reader):
                connection.set_progress_handler(counted, GRAIN)
            counted.of("waiting", lambda journal=journal: journal.waiting(NOON))  # type: ignore[misc]
            counted.of("claim", lambda journal=journal: journal.claim(NOON, lease("x")))  # type: ignore[misc]
        found.append(counted.by)
    few, many = found
    assert few["claim"] > few["waiting"] > FEW
    assert {} == {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.1 + 5}


def test_in_memory_nobody_who_is_put_off_is_looked_at() -> None:
    """TRU-19: the queue in memory asks those alone that may be sent."""
    queue, asked = Queue(), list[str]()
    for n in range(MANY):
        posted = message(f"m{n}", f"{n}")
        queue[posted.key] = Held(posted, until=EVER if n % 100 else None)
        queue[f"{posted.key}/2"] = Held(message(f"{posted.key}/2", f"{n}"))

    def is_meant(held: Held) -> bool:
        asked.append(held.message.key)
        return True

    waiting = queue.ready(NOON, MANY, is_meant)
    assert [f"m{n}" for n in range(0, MANY, 100)] == asked == [each.key for each in waiting]


def test_work_that_goes_through_all_cases_would_be_seen(tmp_path: Path) -> None:
    """The count grows with a search that has no index: thirty times the cases, thirty times it."""
    found = []
    for cases in (FEW, MANY):
        steps_, path = Steps(), tmp_path / f"{cases}.db"
        with open_desk(path, operator=PERU, clock=None) as desk:
            desk.journal.append(*(entry(f"x-{n}") for n in range(cases)))
            store = desk.journal.store  # type: ignore[attr-defined]
            store._reader.set_progress_handler(steps_, GRAIN)
            store.rows("SELECT count(*) FROM event WHERE body LIKE '%none%'")
        found.append(steps_.count)
    assert found[1] > 20 * found[0] > 0
