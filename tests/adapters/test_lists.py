"""Lists by stage and party in a store: what a page costs, and stores of before there were any."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

import psycopg
import pytest

from order_to_cash.adapters.entries import cursor_of
from order_to_cash.adapters.postgres.schema import MIGRATIONS as POSTGRES
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.adapters.sqlite.schema import MIGRATIONS
from order_to_cash.audit import check
from order_to_cash.desk.cases import Cases
from order_to_cash.domain.core import PortError, changed
from order_to_cash.embedded import open_desk
from order_to_cash.ports import Listed
from order_to_cash.testing.laws.journal_entries import entry
from tests.desk.small_operator import START, directories, placing

Change: TypeAlias = Callable[..., None]

LAW = "every_case_is_listed_where_it_stands"
COLUMNS = ("stage", "party")
INDEXES = ("case_stage", "case_party", "case_party_stage")


@pytest.fixture(params=["file", "database"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be kept."""
    if request.param == "file":
        return str(tmp_path / "store.db")
    url: str = request.getfixturevalue("postgres")
    return url


def change(store: str, *statements: str) -> None:
    """Change a store past the library."""
    if store.startswith("postgresql:"):
        with psycopg.connect(store, options="-c search_path=order_to_cash") as database:
            for statement in statements:
                database.execute(statement.encode())
    else:
        with closing(sqlite3.connect(store)) as file, file:
            for statement in statements:
                file.execute(statement)


def older(store: str) -> None:
    """Take from a store what this version added to that of the version before."""
    version = f"PRAGMA user_version = {len(MIGRATIONS) - 1}"
    step = f"DELETE FROM schema_step WHERE number = {len(POSTGRES)}"  # noqa: S608
    change(
        store,
        *(f"DROP INDEX {name}" for name in INDEXES),
        *(f"ALTER TABLE case_head DROP COLUMN {name}" for name in COLUMNS),
        step if "://" in store else version,
    )


def filled(store: str) -> tuple[Listed, ...]:
    """Orders of three distributors in a store, and how its cases are listed."""
    data = directories().directories
    with open_desk(store, operator="peru", data=data, clock=None) as desk:
        for number in range(6):
            desk.handle(placing(f"c-{number}", f"O-{number}", party=f"D-{number % 3}"))
        desk.pass_time(START)
        return desk.cases()


def broken(store: str) -> tuple[str, ...]:
    """What the law of lists says of a store."""
    with open_desk(store, read_only=True) as desk:
        return next(one.problems for one in check(desk) if one.law == LAW)


def test_an_older_store_is_brought_into_the_lists_once(store: str) -> None:
    """TRU-19: what was written before has its stage and party once it was opened to work on."""
    before = filled(store)
    assert {"D-0", "D-1", "D-2"} < {one.party for one in before} | {""}
    older(store)
    with pytest.raises(PortError, match="open it once to write"), open_desk(store, read_only=True):
        pass
    with open_desk(store) as desk:
        assert before == desk.cases()
        assert [one for one in before if one.party == "D-1"] == list(desk.cases(party="D-1"))
        assert 0 == desk.enlist()
    assert () == broken(store)


def test_what_is_forgotten_stays_in_its_lists(store: str) -> None:
    """TRU-21: an id of a party tells nobody who it is, and stays where its cases are looked for."""
    before = filled(store)
    with open_desk(store) as desk:
        assert 0 < desk.forget("D-1", under_way=True).pieces
        assert before == desk.cases()
        older(store)
    with open_desk(store) as desk:
        assert before == desk.cases()
    assert () == broken(store)


def test_bringing_into_the_lists_goes_on_where_it_was_stopped(store: str) -> None:
    """Whatever stops it, the next opening finishes it; nothing that stands is done again."""
    before = filled(store)
    older(store)
    read, left = Cases.read, [3]

    def dying(*asked: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return read(*asked)  # type: ignore[arg-type]

    with patch.object(Cases, "read", dying), pytest.raises(KeyboardInterrupt), open_desk(store):
        pass
    with open_desk(store) as desk:
        assert before == desk.cases()


def test_what_cannot_be_read_keeps_nobody_out_of_the_lists(store: str) -> None:
    """A case with a body that nobody understands stays where it is, and the others are listed."""
    before = filled(store)
    older(store)
    change(store, "UPDATE event SET body = '{}x' WHERE process = 'order' AND case_id = 'O-2'")
    lacking = {("order", "O-2"): ("", "")}
    expected = [
        (one.process, one.case, *lacking.get((one.process, one.case), (one.stage, one.party)))
        for one in before
    ]
    with open_desk(store) as desk:
        found = [(one.process, one.case, one.stage, one.party) for one in desk.cases()]
        assert ["O-2"] == [one.case for one in desk.journal.unlisted()]
    assert expected == found


def test_a_process_that_fails_on_a_case_keeps_nobody_out_of_the_lists(store: str) -> None:
    """TRU-07: whatever an operator's own code raises, an older store opens, the others listed."""
    before = filled(store)
    older(store)
    read = Cases.read

    def failing(cases: Cases, process: Any, case: str) -> Any:
        return 1 / 0 if case == "O-2" else read(cases, process, case)

    with patch.object(Cases, "read", failing), open_desk(store) as desk:
        assert ["O-2"] == [one.case for one in desk.journal.unlisted()]
    with open_desk(store) as desk:
        assert before == desk.cases()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_case_that_is_listed_elsewhere_is_noticed(store: str, column: str) -> None:
    """I6: whoever alters the stage or the party beside the events is told by `check`."""
    filled(store)
    assert () == broken(store)
    change(store, f"UPDATE case_head SET {column} = 'x' WHERE case_id = 'O-3'")  # noqa: S608
    assert ("I6: order/O-3 is listed by another stage or party than it has",) == broken(store)


@pytest.mark.parametrize(
    ("stage", "party"), [("rare", ""), ("", "P-9"), ("rare", "P-1"), ("often", "P-9")]
)
def test_a_page_costs_what_it_shows(tmp_path: Path, stage: str, party: str) -> None:
    """TRU-19: of many cases those of a stage or party are found without looking at the others."""
    with SqliteJournal(tmp_path / "many.db", lasting=False) as journal:
        made = (
            changed(
                entry(f"{number:05}"),
                stage="rare" if number % 2_500 == 1 else "often",
                party="P-9" if number % 2_500 == 2 else "P-1",
            )
            for number in range(10_000)
        )
        journal.append(*made)
        thousands: list[int] = []
        journal.file._reader.set_progress_handler(lambda: thousands.append(1), 1000)
        page = journal.cases(stage=stage, party=party)
        assert 4 == len(page)
        late = cursor_of("order", "05000")
        assert page[2:] == journal.cases(stage=stage, party=party, after=late)
        assert page[:1] == journal.cases(process="order", stage=stage, party=party, limit=1)
        assert 1 >= len(thousands)
