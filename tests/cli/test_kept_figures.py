"""The figures that are kept beside the events are those of a full count, whatever happens."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from attrs import define

from order_to_cash.adapters.sql import statements as sql
from order_to_cash.adapters.sql.figures import StoredFigures
from order_to_cash.adapters.sqlite import SqliteFile
from order_to_cash.adapters.stores import open_journal
from order_to_cash.cli.basis import basis_of
from order_to_cash.cli.counting import Counting
from order_to_cash.cli.survey import Survey, survey
from order_to_cash.desk import Desk
from order_to_cash.domain.core import OrderToCashError, changed
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU
from order_to_cash.testing.laws.journal_entries import entry, write
from tests.cli.commands import DATA
from tests.examples.test_together import END, FILES
from tests.faults.stranger import ON_FILE, Stranger

LIVES = 8
DAYS = (0, 1, 40, 400)
PERUVIAN = [path for path, name in FILES.items() if name == "peru"]


def both(desk: Desk, at: datetime) -> tuple[Survey, Survey]:
    """What is kept, and what a full count comes to."""
    store: Any = desk.journal.store  # type: ignore[attr-defined]
    return survey(desk, at, store=store), survey(desk, at)


@define
class Counted(Stranger):
    """A stranger's life in a store whose figures somebody asks for now and then."""

    asked: int = 0

    def step(self) -> None:
        super().step()
        if self.random.random() < 0.3:
            desk = self.room.observer
            try:
                kept, whole = both(desk, self.now + timedelta(days=self.random.choice(DAYS)))
            except OrderToCashError:  # the program dies in the middle of it, too
                return
            self.asked += 1
            assert whole == kept


@pytest.mark.parametrize("seed", range(ON_FILE, (LIVES + 1) * ON_FILE, ON_FILE))
def test_they_are_those_of_a_full_count_in_any_life(seed: int) -> None:
    """TRU-19: refusals, forgeries, jumps of time, deaths: the sums are those of all cases."""
    life = Counted(seed)
    life.run()
    assert 3 <= life.asked


def test_they_are_so_in_postgresql(postgres: str) -> None:
    """TRU-19: the same on the other store."""
    life = Counted(5, postgres)
    life.run()
    assert 3 <= life.asked


@contextmanager
def full(place: Any) -> Iterator[Desk]:
    """A desk after the first of the examples."""
    with open_desk(place, operator=PERU, data=DATA, clock=None) as desk:
        lines = PERUVIAN[0].read_text(encoding="utf-8").splitlines()[:60]
        for line in lines:
            try:
                desk.handle(desk.wire.load_envelope(line))
            except OrderToCashError:
                continue
            desk.deliver(END)
        yield desk


@pytest.fixture(params=["file", "database"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A desk with some cases on each kind of store."""
    url = request.getfixturevalue("postgres") if request.param == "database" else None
    with full(url or tmp_path / "store.db") as made:
        yield made


def test_whoever_asks_again_counts_nobody_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRU-19: the second report looks at the case that changed, and at no other."""
    kept, whole = both(desk, END)
    assert whole == kept
    assert sum(kept.stages.values()) > 5
    counted: list[tuple[str, str]] = []
    parts = Counting.parts

    def noted(self: Counting, process: str, case: str) -> Mapping[Any, int]:
        counted.append((process, case))
        return parts(self, process, case)

    monkeypatch.setattr(Counting, "parts", noted)
    store: Any = desk.journal.store  # type: ignore[attr-defined]
    survey(desk, END, store=store)
    assert [] == counted
    write(desk.journal, entry("x", process="parcel"))
    assert kept.others + 1 == survey(desk, END, store=store).others
    assert [("parcel", "x")] == counted


def test_a_count_that_is_broken_off_is_nowhere(desk: Desk) -> None:
    """TRU-19: killed before the sums are written, the next one begins where the last one ended."""
    store: Any = desk.journal.store  # type: ignore[attr-defined]
    seen = []

    def dying(process: str, case: str) -> Mapping[Any, int]:
        seen.append((process, case))
        if len(seen) > 3:
            raise KeyboardInterrupt
        return {("stage", "x/y", 0): 1}

    figures = StoredFigures(store, basis_of(desk.operator), dying)
    with pytest.raises(KeyboardInterrupt):
        figures.follow()
    assert {} == figures.sums()
    kept, whole = both(desk, END)
    assert whole == kept


def test_who_count_at_once_count_nothing_twice(desk: Desk) -> None:
    """TRU-19: of several reports at the same moment each says the same."""
    whole = survey(desk, END)
    store: Any = desk.journal.store  # type: ignore[attr-defined]
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(survey, desk, END, store=store) for _ in range(8)]
        assert [whole] * 8 == [each.result() for each in asked]
    assert whole == survey(desk, END, store=store)


def test_who_counts_slowly_writes_over_nothing_newer(desk: Desk) -> None:
    """TRU-19: what was counted before somebody else counted on is thrown away."""
    journal: Any = desk.journal
    write(journal, entry("x", process="parcel"))

    def events(process: str, case: str) -> Mapping[Any, int]:
        return {("stage", "x/y", 0): len(journal.history(process, case))}

    def slowly(process: str, case: str) -> Mapping[Any, int]:
        found = events(process, case)
        if (process, found) == ("parcel", {("stage", "x/y", 0): 1}):
            write(journal, entry("x", 1, process="parcel"))
            StoredFigures(journal.store, "both", events).follow()
        return found

    figures = StoredFigures(journal.store, "both", slowly)
    figures.follow()
    assert {("stage", "x/y", 0): len(journal.events(limit=100_000))} == figures.sums()


def test_another_pack_counts_anew(desk: Desk) -> None:
    """TRU-19: figures that were reckoned on another basis are thrown away, not added to."""
    store: Any = desk.journal.store  # type: ignore[attr-defined]
    whole = survey(desk, END)
    cases = sum(whole.stages.values()) + whole.others
    for basis in ("one", "another"):
        with store.writing() as connection:
            connection.execute(sql.ADD_SUM, ("stage", "gone/y", 0, 7))  # of nobody knows when
        figures = StoredFigures(store, basis, lambda *_: {("stage", "x/y", 0): 1})
        figures.follow()
        assert {("stage", "x/y", 0): cases} == figures.sums()
    assert whole == survey(desk, END, store=store)


def test_what_others_may_still_write_before_is_counted_too(postgres: str) -> None:
    """TRU-19: an open transaction elsewhere hides nothing from the report, and loses nothing."""
    with full(postgres) as desk, psycopg.connect(postgres) as other:
        other.execute("SET search_path = order_to_cash")
        other.execute("UPDATE store SET owner = owner")  # it has a number now, and goes on
        write(desk.journal, entry("x", process="parcel"))
        for ended in (False, False, True):
            if ended:
                other.rollback()
            kept, whole = both(desk, END)
            assert whole == kept
            assert 1 == kept.others


@pytest.mark.parametrize("statement", ["CHANGED", "PARTS", "FIRST_NAMED", "COUNTED_UNTIL", "SUMS"])
def test_they_are_found_by_their_keys(statement: str, tmp_path: Path) -> None:
    """TRU-19: no query goes through the parts of all cases."""
    open_journal(tmp_path / "store.db").close()
    file = SqliteFile(tmp_path / "store.db")
    query = getattr(sql, statement)
    plan = file.rows("EXPLAIN QUERY PLAN " + query, ("1",) * query.count("?"))
    file.close()
    read = [row[3] for row in plan if row[3].startswith("SCAN") and "INDEX" not in row[3]]
    assert read in ([], ["SCAN counted_until"], ["SCAN counted_sum"])
    assert [] == [row[3] for row in plan if "TEMP B-TREE" in row[3]]


def test_the_basis_is_the_same_in_every_program_and_another_for_another_pack() -> None:
    """TRU-19: nothing of a seed or an address is in it; every figure of the pack is."""
    program = (
        "from order_to_cash.cli.basis import basis_of;"
        "from order_to_cash.operators.peru import PERU; print(basis_of(PERU))"
    )
    asked = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in (1, 2)
    ]
    assert [basis_of(PERU)] * 2 == asked
    orders, *others = PERU.processes
    one: Any = orders
    fewer = changed(PERU, processes=(changed(one, waiting=()), *others))
    assert basis_of(PERU) != basis_of(fewer)
