"""A store is moved to another place whole or not at all, and goes on there as it would have."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest

from order_to_cash.adapters import moving
from order_to_cash.adapters.moving import MovedStore, move
from order_to_cash.adapters.postgres.schema import SCHEMA
from order_to_cash.adapters.sql.keys import StoredKeys
from order_to_cash.adapters.sql.ledger import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
)
from order_to_cash.adapters.sql.personal import StoredPersonalData
from order_to_cash.adapters.sql.reservations import EmbeddedReservations
from order_to_cash.adapters.sql.store import Row, Store
from order_to_cash.adapters.sql.tables import STORE, TABLES
from order_to_cash.adapters.sql.ticketing import EmbeddedTicketing
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.adapters.stores import open_journal
from order_to_cash.audit.marks import mark_of
from order_to_cash.domain.core import (
    InvalidDocument,
    InvalidValue,
    PortError,
    Sensitive,
    Unavailable,
)
from order_to_cash.domain.trade import (
    ChargeOnce,
    HandOverGoods,
    IssueCreditNote,
    NoteLine,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
)
from order_to_cash.embedded import wire_of
from order_to_cash.operators.peru import PERU
from order_to_cash.ports import Snapshot
from order_to_cash.ports.personal import Kept
from order_to_cash.testing.laws.billing_samples import TODAY, invoice, issued, sol
from order_to_cash.testing.laws.fulfilment import STOP
from order_to_cash.testing.laws.journal_entries import (
    HOUR,
    NOON,
    entry,
    keys,
    lease,
    message,
    seen,
    write,
)
from order_to_cash.testing.laws.notification import notice
from order_to_cash.testing.laws.reservations import OTHER, STOCK, THREE, WAREHOUSE, asking
from order_to_cash.testing.laws.ticketing import CASE, FORM
from tests import postgres as servers
from tests.adapters.movers import move_and_die
from tests.adapters.processes import PROCESSES

Places = Mapping[str, Any]
WIRE = wire_of(PERU)
ANA = Sensitive("Ana Ñuñez")
MORE: Mapping[str, tuple[Any, ...]] = {
    "invoice_adjustment": ("F001-00000001", 1, 0, "loyal", None, "1/10", 0, "standard", 1),
    "invoice_prepaid": ("F001-00000002", 0, "F001-00000001", 11800, 1800),
}
"""Rows that no invoice of these has, as its ledger would write them."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which there is something of everything, and in every state."""
    path = tmp_path_factory.mktemp("full") / "full.db"
    with SqliteJournal(path) as journal:
        journal.owner("peru")
        sent = tuple(message(f"m{n}", topic=f"t{n}") for n in range(5))
        write(journal, entry(events=3, messages=sent, snapshot=Snapshot(3, "s"), next_check=NOON))
        write(journal, *(entry(f"ñ{n}", process="receivable") for n in range(20)))
        journal.claim(NOON, lease("somebody"), limit=1)
        journal.postpone("m1", until=NOON + HOUR, problem="away")
        journal.park("m2", problem="unknown")
        journal.settle("m3")
        journal.set_aside("order", "a", since=NOON, until=NOON + HOUR, problem="why")
        journal.reach(NOON + HOUR)
        StoredKeys(journal.store, "mail").add("m0")
        StoredPersonalData(journal.store).keep(Kept("t", "order", "a", "name", NOON, ANA))
        book(journal.store)
    return path


def book(store: Store) -> None:
    """Something of everything that a ledger keeps."""
    billing = EmbeddedBilling(store)
    numbers = [issued(billing, invoice(f"r{n}")) for n in range(12)]
    lines = (NoteLine(1, sol("40.00"), sol("7.20")),)
    billing.credit("n1", IssueCreditNote(numbers[0], sol("47.20"), "returned", sol("7.20"), lines))
    billing.receive("p1", RecordReceipt("P-1", sol("50.00"), TODAY))
    billing.refund("b1", RefundPayment("a1", sol("5.00"), "paid twice", "P-1"))
    billing.take_back("t1", RecordChargeBack("P-1", sol("20.00"), "no funds"))
    billing.charge("c1", ChargeOnce("a1", sol("50.00"), "transfer"))
    ticketing = EmbeddedTicketing(store, WIRE)
    ticketing.register("k1", CASE)
    ticketing.route("k2", FORM)
    EmbeddedNotification(store, WIRE).send("s1", notice())
    EmbeddedFulfilment(store, WIRE).instruct("f1", STOP)
    goods = EmbeddedReservations(store, WIRE, STOCK)
    goods.reserve("g1", asking("o-1", THREE, OTHER))
    goods.hand_over("g2", HandOverGoods("o-1", WAREHOUSE, OTHER))
    for table in TABLES:
        if table.name in MORE:
            with store.writing() as writing:
                writing.execute(table.new, MORE[table.name])


@pytest.fixture
def places(tmp_path: Path, server: str, postgres: str) -> Iterator[Places]:
    """Two files and two databases in which nothing stands."""
    with servers.database(server) as other:
        yield {
            "file": tmp_path / "file.db",
            "database": postgres,
            "other file": tmp_path / "other.db",
            "other database": other,
        }


def whole(store: Store) -> dict[str, list[Row]]:
    """Every row of every table."""
    found = {table.name: store.rows(table.page, (*table.start, 1_000_000)) for table in TABLES}
    return {**found, "store": store.rows(STORE)}


def standing(place: Any) -> tuple[dict[str, list[Row]], list[str], Any]:
    """Everything that is in a place: its rows, its mark, and what a journal shows."""
    with open_journal(place, create=False) as journal:
        return whole(journal.store), list(mark_of(journal)), seen(journal)


def columns(names: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, column in names:
        found.setdefault(table, set()).add(column)
    return found


@pytest.mark.parametrize(
    "way",
    [
        ("file", "other file"),
        ("file", "database"),
        ("database", "other database"),
        ("database", "file"),
    ],
    ids=" to ".join,
)
def test_everything_stands_in_the_new_place(
    full: Path, places: Places, way: tuple[str, str]
) -> None:
    """TRU-18: every row of every table is moved as it is, and the source stays as it was."""
    source, to = (places[name] for name in way)
    move(full, source)
    before = standing(source)
    moved = move(source, to)
    assert before == standing(source) == standing(to) == standing(full)
    rows = {name: len(found) for name, found in before[0].items() if name != "store"}
    assert MovedStore(rows["case_head"], rows["event"], sum(rows.values())) == moved
    assert 0 not in rows.values()


def test_every_table_and_column_is_moved(postgres: str, tmp_path: Path) -> None:
    """Whoever adds a table or a column is told when a move would leave it behind."""
    moved = {table.name: set(table.columns.split(", ")) for table in TABLES}
    with SqliteJournal(tmp_path / "new.db") as journal:
        journal.store.prepare_ledger()
        in_file = journal.store.rows(
            "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
            " WHERE t.type = 'table'"
        )
    open_journal(postgres).close()
    with psycopg.connect(postgres) as connection:
        query = "SELECT table_name, column_name FROM information_schema.columns"
        in_base = connection.execute(f"{query} WHERE table_schema = '{SCHEMA}'").fetchall()
    counted = {
        "counted_part": {"process", "case_id", "kind", "name", "since", "amount"},
        "counted_sum": {"kind", "name", "since", "amount"},
        "counted_until": {"one", "position", "basis"},
    }  # kept figures, which are counted anew in the new place
    own = {"ledger_step": {"number"}, "store": {"only", "owner", "reached"}, **counted}
    assert {**moved, **own} == columns(in_file)
    own = {"schema_step": {"number", "taken"}, "store": {"one", "owner", "reached", "shift"}}
    own |= counted
    assert {**moved, **own} == columns(in_base)


@pytest.mark.parametrize("way", [("file", "database"), ("database", "file")], ids=" to ".join)
def test_work_goes_on_in_the_new_place(full: Path, places: Places, way: tuple[str, str]) -> None:
    """Whoever follows by cursor misses nothing; messages, numbers and leases go on after theirs."""
    source, to = (places[name] for name in way)
    move(full, source)
    with open_journal(source) as journal:
        write(journal, entry("late", messages=(message("late", "late"),)))
        cursor = journal.events(limit=1_000_000)[-1].cursor
    move(source, to)
    with open_journal(to) as journal:
        assert () == journal.events(after=cursor)
        write(journal, entry("later", messages=(message("later", "later"),)))
        assert ["later"] == [event.case for event in journal.events(after=cursor)]
        waiting = keys(journal.waiting(NOON + HOUR, limit=1_000))
        assert ("late", "later") == waiting[-2:]
        claimed = keys(journal.claim(NOON + HOUR / 2, lease("new", until=NOON + 2 * HOUR)))
        assert "m0" not in claimed
        billing = EmbeddedBilling(journal.store)
        last = list(billing.invoices())[-1]
        billing.issue(invoice("r-later"))
        assert [int(last[5:]) + 1] == [int(n[5:]) for n in billing.invoices(after=last)]


def test_a_page_ends_anywhere(full: Path, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows are in memory at once, each is moved once; never more are asked for."""
    asked: list[int] = []

    def counting(page: list[Row]) -> bytes:
        asked.append(len(page))
        return told(page)

    told = moving._told
    monkeypatch.setattr(moving, "PAGE", 7)
    monkeypatch.setattr(moving, "_told", counting)
    move(full, places["database"])
    assert standing(full) == standing(places["database"])
    assert 7 == max(asked)


@pytest.mark.parametrize("to", ["file", "database"])
def test_nothing_is_written_over(full: Path, places: Places, to: str) -> None:
    """Where something stands nothing is moved to, and it stays as it is."""
    with open_journal(places[to]) as journal:
        journal.store.prepare_ledger()
        write(journal, entry())
    before = standing(places[to])
    with pytest.raises(InvalidValue, match=r"already, and nothing is written over it.*copy\.taken"):
        move(full, places[to])
    assert before == standing(places[to])


@pytest.mark.parametrize("to", ["file", "database"])
@pytest.mark.parametrize("first", ["order", "F001"])
def test_a_move_that_is_killed_can_be_done_again(
    full: Path, places: Places, to: str, first: str
) -> None:
    """TRU-14: of a move that was killed nothing is to be seen, and the next one does it all."""
    hear, tell = PROCESSES.Pipe(duplex=False)
    given = (str(full), str(places[to]), first, tell)
    mover = PROCESSES.Process(target=move_and_die, args=given)
    mover.start()
    tell.close()
    assert "killed" == hear.recv()
    mover.join()
    assert not (to == "file" and places[to].exists())
    if to == "database":
        with open_journal(places[to]) as journal:
            assert [] == [name for name, rows in whole(journal.store).items() if rows][:-1]
    move(full, places[to])
    assert standing(full) == standing(places[to])


@pytest.mark.parametrize("to", ["file", "database"])
def test_whoever_writes_meanwhile_is_noticed(
    full: Path, places: Places, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRU-18: a source that went on while it was moved would be lost in part: nothing is moved."""
    move(full, places["other file"])
    fill = moving._moved

    def meanwhile(store: Any, writing: Any, table: Any) -> int:
        if table.name == "ticket":
            with SqliteJournal(places["other file"]) as journal:
                journal.settle("m0")
        return fill(store, writing, table)

    monkeypatch.setattr(moving, "_moved", meanwhile)
    with pytest.raises(Unavailable, match=r"somebody wrote to .*move\.went-on"):
        move(places["other file"], places[to])
    monkeypatch.undo()
    move(places["other file"], places[to])
    assert standing(places["other file"]) == standing(places[to])


def test_a_store_that_is_not_whole_stays_where_it_is(full: Path, places: Places) -> None:
    """TRU-18: a loss is told before it is carried on, by the case."""
    move(full, places["file"])
    with sqlite3.connect(places["file"]) as file:
        file.execute("DELETE FROM event WHERE case_id = 'a' AND version = 2")
    file.close()
    with pytest.raises(InvalidDocument, match=r"order/a: its events are lost or altered"):
        move(places["file"], places["database"])
    with pytest.raises(PortError, match=r"journal\.missing"):
        open_journal(places["database"], create=False)


def test_what_is_read_back_otherwise_is_not_kept(full: Path, places: Places) -> None:
    """A database that alters what it is given, as by a trigger of somebody else, is told."""
    open_journal(places["database"]).close()
    with psycopg.connect(places["database"]) as connection:
        connection.execute(
            "CREATE FUNCTION order_to_cash.louder() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.actor := upper(NEW.actor); RETURN NEW; END $$"
        )
        connection.execute(
            "CREATE TRIGGER louder BEFORE INSERT ON order_to_cash.answer"
            " FOR EACH ROW EXECUTE FUNCTION order_to_cash.louder()"
        )
    with pytest.raises(PortError, match=r"the rows of answer are not those.*move\.differs"):
        move(full, places["database"])
    with open_journal(places["database"]) as journal:
        assert [] == journal.store.rows("SELECT 1 FROM event")


def test_what_the_new_place_cannot_hold_is_told(places: Places) -> None:
    """A text that PostgreSQL cannot hold is told, and nothing is moved."""
    with SqliteJournal(places["file"]) as journal:
        write(journal, entry(command="a\0b"))
    with pytest.raises(InvalidValue, match="cannot be stored"):
        move(places["file"], places["database"])
    with open_journal(places["database"]) as journal:
        assert () == journal.cases()
