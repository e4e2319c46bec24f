"""What work costs in a store with many cases: counted in steps of the database, not in time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import define, field

from benchmarks.workers import AT, DATA, placed
from order_to_cash.desk import Desk
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU
from order_to_cash.testing.laws.journal_entries import EVER, NOON, entry

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
        ours = (entry(f"x-{n}", next_check=EVER) for n in range(cases))
        others = (entry(f"y-{n}", process="parcel", next_check=NOON) for n in range(cases))
        desk.journal.append(*ours, *others)
        desk.journal.reach(NOON + timedelta(days=9))  # before, the last instant is looked for
        store = desk.journal.store  # type: ignore[attr-defined]
        for connection in (store._writer, store._reader):
            connection.set_progress_handler(counted, GRAIN)
        counted.of("command", lambda: desk.handle(order))
        counted.of("delivery", lambda: desk.deliver(AT))
        for name, work in worked(desk).items():
            counted.of(name, work)
    return counted.by


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
    assert {"command", "delivery", "tick", "waiting", "state", "history", "due"} == few.keys()
    assert few["command"] > 10
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.2 + 5}
    assert {} == grown


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
