"""TRU-21: what was forgotten is nowhere any more, and everything else is as it was."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from order_to_cash.adapters.in_memory import InMemoryPersonalData
from order_to_cash.adapters.sqlite import SqliteFile, SqliteJournal, SqlitePersonalData
from order_to_cash.desk import Desk, Forgotten, Outcome
from order_to_cash.desk.cases import Cases
from order_to_cash.desk.personal import swapped
from order_to_cash.domain.core import (
    BrokenDefinition,
    IdempotencyConflict,
    InvalidValue,
    OutOfOrder,
    Role,
    Sensitive,
    Unavailable,
    changed,
)
from order_to_cash.domain.order import (
    CancelOrder,
    Channel,
    Item,
    Order,
    OrderProcess,
    OrderRequest,
    PlaceOrder,
)
from order_to_cash.domain.trade import Kind
from order_to_cash.embedded import open_desk, wire_of
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.peru import PERU
from tests.cli.commands import DATA, command, written
from tests.cli.test_personal_data import CANARY, FILES, marked_lines

NOW = ("--now", "2027-12-01T00:00:00+00:00", "--jump", "--quiet")


@pytest.fixture(scope="module", params=FILES, ids=lambda file: f"{file.parent.name}")
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example with a canary in all personal data, until long after."""
    folder, operator = tmp_path_factory.mktemp("forget"), FILES[request.param]
    lines = list(marked_lines(request.param, wire_of(OPERATORS[operator])))
    file, db = written(folder / "marked.jsonl", lines), folder / "marked.db"
    command("run", file, "--db", db, "--operator", operator, "--data", DATA, *NOW)
    return db


@pytest.fixture
def db(ran: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(ran, tmp_path / "store.db"))


def tables_with(db: Path, text: str) -> set[str]:
    """The tables in which a text stands."""
    found = set()
    with closing(sqlite3.connect(db)) as file:
        for (table,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            rows = file.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            if any(text in str(value) for row in rows for value in row):
                found.add(table)
    return found


def parties(db: Path) -> list[str]:
    """Every party that an event or a command names."""
    found: dict[str, None] = {}

    def look(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if (
                    key in {"party", "account", "customer_account"}
                    and isinstance(inner, str)
                    and inner.strip()
                ):
                    found[inner] = None
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    with closing(sqlite3.connect(db)) as file:
        for (body,) in file.execute("SELECT body FROM event UNION ALL SELECT said FROM answer"):
            look(json.loads(body))
    return list(found)


def revealed(value: object) -> set[str]:
    """Every text of personal data in a value."""
    found = set()

    def note(data: Sensitive) -> Sensitive:
        found.add(data.reveal())
        return data

    swapped(value, note)
    return found


def bytes_of(db: Path) -> bytes:
    return b"".join(file.read_bytes() for file in db.parent.glob(f"{db.name}*"))


def test_personal_data_stands_in_one_place(db: Path) -> None:
    """Events, answers, messages, snapshots, notices, instructions and tickets hold tokens."""
    assert {"personal"} == tables_with(db, CANARY)


def test_nothing_is_left_of_whoever_is_forgotten(db: Path) -> None:
    """The canary is in no table and no byte of the file; mark, promises and stories stay."""
    before = [command(each, "--db", db) for each in ("mark", "check")]
    with SqliteJournal(db, read_only=True) as journal:
        cases = [f"{each.process}/{each.case}" for each in journal.cases(limit=25)]
    stories = [command("explain", case, "--db", db) for case in cases]
    assert CANARY.encode() in bytes_of(db)
    *many, last = parties(db)
    with open_desk(db) as desk:
        for party in many:
            desk.forget(party, under_way=True)
    assert 0 == command("forget", last, "--db", db, "--under-way").status
    with SqliteJournal(db) as journal:
        left = SqlitePersonalData(journal.file).held()
    assert () == left
    assert (set(), False) == (tables_with(db, CANARY), CANARY.encode() in bytes_of(db))
    assert before == [command(each, "--db", db) for each in ("mark", "check")]
    assert 0 == before[1].status, before[1].out
    assert stories == [command("explain", case, "--db", db) for case in cases]


def test_only_who_is_forgotten_is(db: Path) -> None:
    """What cases brought that do not name the party stays, and is read as before."""
    party = parties(db)[0]
    with SqliteJournal(db) as journal:
        place = SqlitePersonalData(journal.file)
        before = place.held(limit=100_000)
        named = {
            (event.process, event.case)
            for event in journal.events(limit=1_000_000)
            if f'"{party}"' in event.body
        }
        command("forget", party, "--db", db, "--under-way")
        after = place.held(limit=100_000)
    gone = {(each.process, each.case) for each in before} & named
    assert [each for each in before if (each.process, each.case) not in gone] == list(after)
    assert len(after) < len(before)


def test_what_is_forgotten_reads_as_stars(db: Path) -> None:
    """States and histories are whole; where a text was, three stars are revealed."""
    with open_desk(db) as desk:
        held = desk.personal.held(limit=1)[0]  # type: ignore[union-attr]
        case = (held.process, held.case)
        state, history = desk.state(*case), desk.history(*case)
        assert CANARY in revealed(state) | revealed(history)
        named = {e.body for e in desk.journal.history(*case)}
        party = next(p for p in parties(db) if any(f'"{p}"' in body for body in named))
        assert desk.forget(party, under_way=True).pieces
        forgotten = revealed(desk.state(*case)) | revealed(desk.history(*case))
        assert CANARY not in forgotten
        assert "***" in forgotten
        assert history == tuple(
            changed(each, event=old.event)
            for each, old in zip(desk.history(*case), history, strict=True)
        )


REQUEST = OrderRequest(
    party="C-0009",
    channel=Channel.WEBSITE,
    items=(Item("FIB-200", 1, Kind.SERVICE),),
    zone="LIM-SUR",
    payment="up-front",
    address=Sensitive("Jr. Puno 1"),
    contact=Sensitive("ana@example.com"),
)
THEN = datetime(2024, 1, 15, 14, tzinfo=UTC)


def ordered(desk: Desk, order: str = "o-1", **other: Any) -> Outcome:
    """An order with an address and a contact."""
    request, role = changed(REQUEST, **other), Role.CUSTOMER
    to, by = f"order/{order}", REQUEST.party
    return desk.give(PlaceOrder(request), to=to, by=by, role=role, id=f"{order}-1", at=THEN)


def held(desk: Desk) -> list[tuple[str, str, str]]:
    assert desk.personal is not None
    return [(each.process, each.case, each.kind) for each in desk.personal.held()]


def test_a_case_under_way_keeps_what_it_needs(tmp_path: Path) -> None:
    """What an order still has to be delivered with stays, is told, and can be given up by name."""
    db = tmp_path / "store.db"
    with open_desk(db, operator="peru", data=DATA) as desk:
        ordered(desk)
        assert [("order", "o-1", "place_order")] * 2 == held(desk)
        assert Forgotten(0, ("order/o-1",)) == desk.forget("C-0009")
        desk.deliver(THEN)
        assert not desk.journal.waiting(THEN)
    ended = command("forget", "C-0009", "--db", db)
    told = (
        "0 pieces of personal data were forgotten\norder/o-1 is under way and keeps what it needs"
    )
    assert (0, True) == (ended.status, ended.out.startswith(told))
    ended = command("forget", "C-0009", "--db", db, "--under-way")
    assert (0, "2 pieces of personal data were forgotten\n") == ended[:2]


def test_nothing_is_forgotten_for_what_can_pass_again(tmp_path: Path) -> None:
    """Of a case whose store is away, or whose process fails, nobody knows that it needs nothing."""
    with open_desk(tmp_path / "store.db", operator="peru", data=DATA) as desk:
        ordered(desk)
        desk.deliver(THEN)
        away = patch.object(Cases, "read", side_effect=Unavailable("the store is away"))
        with away, pytest.raises(Unavailable):
            desk.forget("C-0009")
        with patch.object(Cases, "read", side_effect=ZeroDivisionError):
            assert Forgotten(0, ("order/o-1",)) == desk.forget("C-0009")
        assert 2 == len(held(desk))
        with patch.object(Cases, "read", side_effect=OutOfOrder("its history is broken")):
            assert Forgotten(2) == desk.forget("C-0009")


def test_a_process_that_fails_on_one_case_keeps_nobody_else(tmp_path: Path) -> None:
    """TRU-07: of a case whose next look cannot be found all is kept, and others forget theirs."""
    kept = OrderProcess.next_check
    terms = {"order": timedelta(0)}

    def failing(process: OrderProcess, order: Order, /) -> datetime | None:
        if order.id == "o-1":
            raise ZeroDivisionError
        return kept(process, order)

    pack = changed(PERU, retention=terms)
    with open_desk(tmp_path / "store.db", operator=pack, data=DATA) as desk:
        for order in ("o-1", "o-2"):
            ordered(desk, order)
            given: dict[str, Any] = {
                "to": f"order/{order}",
                "by": "C-0009",
                "role": Role.CUSTOMER,
                "at": THEN,
            }
            desk.give(CancelOrder("a mistake"), id="c", **given)
        desk.deliver(THEN)
        with patch.object(OrderProcess, "next_check", failing):
            assert Forgotten(2, ("order/o-1",)) == desk.forget_due(THEN)
        assert Forgotten(2) == desk.forget_due(THEN)


def test_a_term_of_retention_is_kept(tmp_path: Path) -> None:
    """Data goes when the term of what brought it is over, not an instant before."""
    year, moment = timedelta(days=365), timedelta(microseconds=1)
    with open_desk(tmp_path / "store.db", operator=PERU, data=DATA) as desk:
        ordered(desk)
        command = CancelOrder("a mistake")
        at = THEN + timedelta(hours=1)
        desk.give(command, to="order/o-1", by="C-0009", role=Role.CUSTOMER, id="c", at=at)
        desk.deliver(at)
        assert Forgotten() == desk.forget_due(THEN + 100 * year)
    terms = {"order/place_order": year, "order": timedelta(0)}
    with open_desk(tmp_path / "store.db", operator=changed(PERU, retention=terms)) as desk:
        assert Forgotten() == desk.forget_due(THEN + year - moment)
        assert Forgotten(2) == desk.forget_due(THEN + year)
        assert [] == held(desk)


@pytest.mark.parametrize(
    "terms", [{"orders": timedelta(1)}, {"order/place": timedelta(1)}, {"order": timedelta(-1)}]
)
def test_a_term_that_cannot_be_is_refused(terms: dict[str, timedelta]) -> None:
    """A pack that names what it does not have, or a term below nothing, is not made."""
    with pytest.raises(BrokenDefinition) as raised:
        changed(PERU, retention=terms)
    assert ["operator.retention"] == [problem.code for problem in raised.value.problems]


def test_a_token_that_somebody_gives_is_only_a_text(tmp_path: Path) -> None:
    """Who writes another's token where an address goes does not get the address."""
    with open_desk(tmp_path / "store.db", operator="peru") as desk:
        ordered(desk)
        (token,) = {e.token for e in desk.personal.held(limit=1)}  # type: ignore[union-attr]
        ordered(desk, "o-2", address=Sensitive(token), contact=None)
        assert {token} == revealed(desk.state("order", "o-2"))
    with open_desk(tmp_path / "store.db", operator="peru") as desk:
        assert {token} == revealed(desk.state("order", "o-2"))
        assert {"Jr. Puno 1", "ana@example.com"} == revealed(desk.state("order", "o-1"))


def test_a_command_that_comes_again_keeps_nothing_twice(tmp_path: Path) -> None:
    """The same command has the same tokens, is known by its content, and gets its first answer."""
    with open_desk(tmp_path / "store.db", operator="peru") as desk:
        first = ordered(desk)
        assert (first, 2) == (ordered(desk), len(held(desk)))
        with pytest.raises(IdempotencyConflict):
            ordered(desk, address=Sensitive("elsewhere"))
        assert 2 == len(held(desk))
        desk.forget("C-0009", under_way=True)
        assert (first, 0) == (ordered(desk), len(held(desk)))


def test_a_place_of_its_own_can_be_another_database(tmp_path: Path) -> None:
    """What the desk is given as a place is used, and a desk without one says so."""
    place = InMemoryPersonalData()
    with open_desk(tmp_path / "store.db", operator="peru", personal=place) as made:
        ordered(made)
        assert (2, ()) == (len(place.held()), SqlitePersonalData(made.journal.file).held())  # type: ignore[attr-defined]
        parts = (made.operator, made.journal, made.world, made.wire)
        with pytest.raises(InvalidValue, match="open it with a place for it"):
            Desk(*parts).forget("C-0009")


def test_bytes_that_others_keep_are_told(tmp_path: Path) -> None:
    """While others read the file its log cannot be emptied: it is said, and a repeat does it."""
    db = tmp_path / "store.db"
    with open_desk(db, operator="peru") as desk:
        ordered(desk)
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM event").fetchall()
        ended = command("forget", "C-0009", "--db", db, "--under-way", "--timeout", "0")
        assert (1, True) == (ended.status, "other writers kept it busy" in ended.out)
        assert b"Jr. Puno 1" in bytes_of(db)
    assert 0 == command("forget", "C-0009", "--db", db).status
    assert b"Jr. Puno 1" not in bytes_of(db)


def test_what_keeps_the_bytes_is_told_by_its_cause(tmp_path: Path) -> None:
    """TRU-18: a disk too full to write the file anew is not told as others who work on it."""
    db = tmp_path / "store.db"
    with open_desk(db, operator="peru") as desk:
        ordered(desk)
    with patch.object(SqliteFile, "scrub", side_effect=Unavailable("the disk is full")):
        ended = command("forget", "C-0009", "--db", db, "--under-way")
    assert 1 == ended.status
    assert "the disk is full" in ended.out
    assert "others" not in ended.out


@pytest.mark.parametrize("asked", [(), ("C-0009", "--due"), (" ",)])
def test_what_is_to_be_forgotten_is_named(tmp_path: Path, asked: tuple[str, ...]) -> None:
    """Neither party nor terms, both, or a blank party: nothing is done."""
    db = tmp_path / "store.db"
    with open_desk(db, operator="peru") as desk:
        ordered(desk)
    assert 2 == command("forget", *asked, "--db", db).status
    with open_desk(db) as desk:
        assert 2 == len(held(desk))
