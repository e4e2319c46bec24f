"""The journal on PostgreSQL among threads and processes, a killed server, strange schemas."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import psycopg
import pytest

from order_to_cash.adapters.entries import cursor_of
from order_to_cash.adapters.postgres import PostgresJournal, PostgresStore
from order_to_cash.adapters.postgres import store as postgres_store
from order_to_cash.adapters.postgres.address import address_of
from order_to_cash.adapters.postgres.dialect import CLAIMABLE, spoken
from order_to_cash.adapters.postgres.schema import MIGRATIONS
from order_to_cash.adapters.postgres.troubles import LASTING, TRANSIENT, UNKNOWN, port_error
from order_to_cash.adapters.sql import ledger_statements, statements
from order_to_cash.adapters.sql.ledger import EmbeddedBilling
from order_to_cash.desk import Accepted
from order_to_cash.domain.core import InvalidValue, PortError, Role, Unavailable, changed
from order_to_cash.domain.order import commands as order
from order_to_cash.embedded import open_desk
from order_to_cash.ports import Snapshot
from order_to_cash.testing.laws.billing import invoice
from order_to_cash.testing.laws.journal_entries import (
    NOON,
    at_once,
    conflicted,
    entry,
    keys,
    lease,
    message,
    seen,
    write,
)
from tests.adapters.postgres_workers import open_at_once, race, write_on
from tests.adapters.processes import PROCESSES, told_by
from tests.desk.small_operator import placing
from tests.postgres import Server

SECRET = "p%40ss-word"
LATER = (*MIGRATIONS, ("CREATE TABLE later (n integer)",))


WHOLE = {
    *("PARKED_OF", "ASIDE", "SUMS", "NO_SUMS", "NO_PARTS"),
    *("CREDIT_NOTES", "RECEIPTS_BY_AGE", "REFUNDS", "CHARGE_BACKS_BY_AGE", "ALL_CHARGES"),
}
"""What is of all of something: what was set aside by a part of its name, a book of the ledger, the
sums of the report."""

VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")


@pytest.fixture
def journal(postgres: str) -> Iterator[PostgresJournal]:
    with PostgresJournal(postgres) as opened:
        yield opened


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that may be killed."""
    server = Server()
    yield server
    server.close()


def test_everything_is_there_after_opening_again(postgres: str) -> None:
    """Closing and opening a store loses nothing and changes nothing."""
    with PostgresJournal(postgres) as journal:
        sent = (message("m1"), message("m2"), message("m3", topic="shipping"))
        write(journal, entry(events=3, messages=sent, snapshot=Snapshot(3, "s"), next_check=NOON))
        write(journal, entry("b", process="receivable"))
        journal.park("m3", problem="no such account")
        before = seen(journal)
    with PostgresJournal(postgres) as journal:
        assert before == seen(journal)


def test_a_party_longer_than_any_id_stops_nobody(postgres: str) -> None:
    """TRU-17: a text that no index holds is the party of nobody, and the command is answered."""
    long = "".join(chr(0x20000 + n * 7919 % 0x9000) for n in range(4_000))
    made = placing("c", "O-2").command.request
    strange = order.PlaceOrder(changed(made, party=long))
    given = [placing("c", "O-1"), changed(placing("c", "O-2"), role=Role.SALES, command=strange)]
    with open_desk(postgres, operator="peru") as desk:
        assert [Accepted] * 2 == [type(said) for said in desk.handle_many(given)]
        assert ["D-0", ""] == [one.party for one in desk.cases(process="order")]


def test_an_entry_that_no_index_holds_is_told_as_what_cannot_be_stored(
    journal: PostgresJournal,
) -> None:
    """TRU-18: it is named as what it is, and nothing of it is written."""
    long = "".join(chr(0x20000 + n * 7919 % 0x9000) for n in range(4_000))
    with pytest.raises(InvalidValue, match=r"journal\.cannot-store"):
        journal.append(changed(entry(), party=long))
    assert () == journal.events()


def test_of_racing_processes_one_wins(postgres: str) -> None:
    """I4: of several processes that write after the same version, exactly one wins."""
    rounds, rivals, start = 15, 3, PROCESSES.Barrier(3)
    won = told_by([(race, (postgres, str(n), rounds, start)) for n in range(rivals)])
    assert list(range(rounds)) == sorted(version for versions in won for version in versions)
    with PostgresJournal(postgres) as journal:
        assert list(range(1, rounds + 1)) == [e.version for e in journal.history("order", "a")]


def test_several_processes_may_open_a_new_store_at_once(postgres: str) -> None:
    """Whoever comes first makes the tables, and the others wait for it."""
    start = PROCESSES.Barrier(3)
    assert ["shop"] * 3 == told_by([(open_at_once, (postgres, start))] * 3)


def test_the_server_and_its_writers_are_killed_and_nothing_acknowledged_is_lost(
    own: Server,
) -> None:
    """TRU-14: after SIGKILL of workers and server what was acknowledged is there, and all whole."""
    known = {"a": 0, "b": 0}
    for server_too in (False, True):
        writers, heard = [], {}
        for case in known:
            heard[case], told = PROCESSES.Pipe(duplex=False)
            writers.append(
                PROCESSES.Process(target=write_on, args=(own.url, case, told), daemon=True)
            )
            writers[-1].start()
            told.close()
        for case, pipe in heard.items():
            known[case] = [pipe.recv() for _ in range(10)][-1]
        if server_too:
            own.kill()
        for writer in writers:
            writer.kill()
            writer.join()
        if server_too:
            own.start()
        with PostgresJournal(own.url) as journal:
            for case, acknowledged in known.items():
                read, history = journal.read("order", case), journal.history("order", case)
                assert acknowledged <= read.version
                assert list(range(1, read.version + 1)) == [event.version for event in history]
                assert Snapshot(read.version, "s" * 5000) == read.snapshot
                assert read.version // 2 == len(journal.answers("order", case))
            whole = sum(journal.read("order", case).version for case in known)
            assert whole == len(journal.events(limit=100_000))
            assert [(whole // 2,)] == journal.store.rows("SELECT count(*) FROM message")


def test_a_server_that_comes_back_is_found_again(own: Server) -> None:
    """While it is away everything is `Unavailable`; then the same journal goes on by itself."""
    with PostgresJournal(own.url, timeout=2) as journal:
        write(journal, entry("back"))
        own.kill()
        for _ in range(2):
            with pytest.raises(Unavailable, match="went away or cannot be reached"):
                journal.append(entry("back", after=1))
            with pytest.raises(Unavailable, match="went away or cannot be reached"):
                journal.read("order", "back")
        own.start()
        assert 1 == journal.read("order", "back").version
        write(journal, entry("back", after=1))
        assert 2 == journal.read("order", "back").version


def test_commits_overlap_and_a_reader_misses_nothing(
    journal: PostgresJournal, postgres: str
) -> None:
    """TRU-14: an event is not told while a transaction that began before it may still write."""
    write(journal, entry("a"))
    first = journal.events()
    with psycopg.connect(postgres, autocommit=False) as slow:
        slow.execute("SELECT pg_current_xact_id()")
        write(journal, entry("b"))
        assert () == journal.events(after=first[-1].cursor)
        slow.rollback()
    assert ["b"] == [event.case for event in journal.events(after=first[-1].cursor)]


def test_positions_rise_with_the_versions_of_a_case(journal: PostgresJournal) -> None:
    """However writers race for their cases, who reads along sees each case in its order."""

    def write_on_both(own: int) -> None:
        for turn in range(12):
            while True:
                after = {case: journal.read("order", case).version for case in "ab"}
                both = [entry(c, after[c], command=f"{own}/{turn}/{c}/{after[c]}") for c in "ab"]
                if any(said is None for said in journal.append(*both[:: 1 if own % 2 else -1])):
                    break

    at_once([lambda own=own: write_on_both(own) for own in range(4)])  # type: ignore[misc]
    found: dict[str, list[int]] = {"a": [], "b": []}
    for event in journal.events(limit=10_000):
        found[event.case].append(event.version)
    for case, versions in found.items():
        assert list(range(1, journal.read("order", case).version + 1)) == versions


def test_positions_still_rise_after_a_dump_was_restored_elsewhere(postgres: str) -> None:
    """TRU-18: on a server that counts from the start, what is written later is still later."""
    with PostgresJournal(postgres) as journal:
        write(journal, entry("a"))
        with journal.store.writing() as transaction:
            transaction.execute("UPDATE event SET position = position + (1000000000::bigint << 20)")
    with PostgresJournal(postgres) as journal:
        write(journal, entry("b"))
        whole = journal.events()
        assert ["a", "b"] == [event.case for event in whole]
        assert whole[1:] == journal.events(after=whole[0].cursor)


def test_one_key_of_two_cases_is_taken_once(journal: PostgresJournal) -> None:
    """Of two cases that post under one key at once the later is told so, and nothing is lost."""
    both = [
        lambda case=case: conflicted(journal, entry(case, messages=(message("m", case),)))
        for case in "ab"
    ]
    assert [(False,), (True,)] == sorted(at_once(both))
    assert ("m",) == keys(journal.waiting(NOON))


def test_two_that_write_the_same_cases_crosswise_both_come_through(
    journal: PostgresJournal,
) -> None:
    """TRU-14: whoever the server undoes because two waited for each other is done again."""
    for case in "ab":
        write(journal, entry(case))

    def write_both(order: str) -> list[bool]:
        said = []
        for turn in range(40):
            after = {case: journal.read("order", case).version for case in "ab"}
            rivals = (entry(c, after[c], command=f"{order}/{turn}/{after[c]}") for c in order)
            said += [conflict is None for conflict in journal.append(*rivals)]
        return said

    written = at_once([lambda order=order: write_both(order) for order in ("ab", "ba")])  # type: ignore[misc]
    versions = sum(journal.read("order", case).version for case in "ab")
    assert versions == 2 + sum(map(sum, written))


def test_a_transaction_reads_nothing_that_is_not_committed(journal: PostgresJournal) -> None:
    """While a transaction is open, others read what was there before it."""
    write(journal, entry())
    before = seen(journal)
    with ThreadPoolExecutor(1) as pool, journal.store.writing() as transaction:
        transaction.execute("DELETE FROM event")
        assert before == pool.submit(seen, journal).result()
        transaction.execute("ROLLBACK")
    assert before == seen(journal)


def test_who_writes_alone_is_waited_for_as_long_as_the_timeout(postgres: str) -> None:
    """A case that another writer holds is `Unavailable` after the timeout, and free after it."""
    with PostgresJournal(postgres) as other, PostgresJournal(postgres, timeout=0.2) as journal:
        write(journal, entry())
        with other.store.writing() as holding:
            holding.execute("SELECT 1 FROM case_head FOR UPDATE")
            with pytest.raises(Unavailable, match="others kept it busy"):
                journal.append(entry(after=1))
        write(journal, entry(after=1))


def test_a_still_journal_shows_one_moment_and_writes_nothing(postgres: str) -> None:
    """TRU-22: whoever checks sees the store as it was when he opened it, and cannot change it."""
    with PostgresJournal(postgres) as journal:
        write(journal, entry())
        with PostgresJournal(postgres, frozen=True) as still:
            before = seen(still)
            write(journal, entry(after=1), entry("c"))
            assert before == seen(still)
            with pytest.raises(PortError, match=r"journal\.read-only"):
                still.append(entry("b"))
        assert ["a", "c"] == [listed.case for listed in journal.cases()]


def test_invoices_are_numbered_without_gaps_by_racing_billers(postgres: str) -> None:
    """I6: however many bill at once, numbers follow each other and each receivable has one."""
    store = PostgresStore(postgres)
    billing = EmbeddedBilling(store)

    def bill(first: int) -> list[object]:
        return [billing.issue(invoice(f"r{number}")) for number in range(first, first + 10)]

    at_once([lambda first=first: bill(first) for first in range(4)])  # type: ignore[misc]
    assert [f"F001-{number:08d}" for number in range(1, 14)] == list(billing.invoices())
    store.close()


@pytest.mark.parametrize("text", ["\ud800", "a\0b"])
def test_what_the_server_cannot_keep_is_refused(journal: PostgresJournal, text: str) -> None:
    """A text that PostgreSQL cannot hold is the caller's error, and nothing is written."""
    with pytest.raises(InvalidValue, match="cannot be stored"):
        journal.append(entry("b"), entry(text))
    with pytest.raises(InvalidValue, match="cannot be stored"):
        journal.read("order", text)
    assert () == journal.cases()


def test_a_cursor_beyond_all_events_finds_nothing(journal: PostgresJournal) -> None:
    """A position that no event has yet is read on from without an error."""
    write(journal, entry())
    assert () == journal.events(after=cursor_of(2**62))


def test_a_newer_schema_is_refused(postgres: str) -> None:
    """TRU-20: a store that a later version wrote is refused with what to install."""
    PostgresStore(postgres, migrations=LATER).close()
    with pytest.raises(PortError, match=r"is newer than .*journal\.newer-schema"):
        PostgresJournal(postgres)
    PostgresStore(postgres, migrations=LATER).close()


def test_an_older_schema_is_taken_forward(postgres: str) -> None:
    """A store of an earlier version gets what it lacks, and keeps what it has."""
    with PostgresJournal(postgres) as journal:
        write(journal, entry())
    with pytest.raises(PortError, match=r"journal\.older-schema"):
        PostgresStore(postgres, migrations=LATER, read_only=True)
    store = PostgresStore(postgres, migrations=LATER)
    assert [(len(LATER),)] == store.rows("SELECT count(*) FROM schema_step")
    assert [] == store.rows("SELECT n FROM later")
    assert [(1,)] == store.rows("SELECT count(*) FROM event")
    store.close()


def test_a_schema_of_another_program_is_refused(postgres: str) -> None:
    """Tables that are not ours are left alone, and another database is advised."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA order_to_cash")
        connection.execute("CREATE TABLE order_to_cash.invoice (n integer)")
        with pytest.raises(PortError, match=r"another program.*journal\.not-a-journal"):
            PostgresJournal(postgres)
        assert [] == connection.execute("SELECT n FROM order_to_cash.invoice").fetchall()


def test_a_store_that_must_be_there_is_not_made(postgres: str) -> None:
    """TRU-18: where a store is expected an empty database is an error, and stays empty."""
    for how in ({"create": False}, {"read_only": True}, {"frozen": True}):
        with pytest.raises(PortError, match=r"there is no store.*journal\.missing"):
            PostgresJournal(postgres, **how)
    with psycopg.connect(postgres) as connection:
        found = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'order_to_cash'")
        assert [] == found.fetchall()


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://ana:{SECRET}@127.0.0.1:1/shop",
        f"postgresql://ana:{SECRET}@127.0.0.1:port/shop",
        f"postgresql://ana:{SECRET}@127.0.0.1/shop?nonsense={SECRET}",
        f"postgresql://ana:p@{SECRET}/x@127.0.0.1/shop",
        f"postgresql://ana:p#{SECRET}@127.0.0.1/shop",
        f"postgresql://ana:p/{SECRET}@127.0.0.1/shop",
        f"postgresql://ana:p?{SECRET}@127.0.0.1/shop",
    ],
)
def test_no_password_is_ever_shown(address: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is wrong with an address, neither the error nor the log shows who connects how."""
    with pytest.raises((InvalidValue, Unavailable)) as caught:
        PostgresJournal(address, timeout=0.5)
    for shown in (str(caught.value), repr(caught.value), caplog.text):
        assert "ss-word" not in shown
        assert "ana" not in shown


def test_a_store_shows_where_it_is_without_its_user(journal: PostgresJournal) -> None:
    """What stands in a log about a store is its database and its host."""
    assert "postgres@" not in repr(journal.store)
    assert repr(journal.store).startswith("PostgresStore('")


@pytest.mark.parametrize("state", [*TRANSIENT, *LASTING, "ZZ"])
def test_every_class_of_trouble_has_its_advice(state: str) -> None:
    """What may mend itself is `Unavailable`, all else an error with a code of its own."""
    error = type("Made", (psycopg.Error,), {"sqlstate": state.ljust(5, "9")})("of a customer")
    told = port_error(address_of("postgresql://host/shop", 5), error)
    assert isinstance(told, Unavailable) is (state in TRANSIENT)
    lasting = LASTING.get(state, UNKNOWN)
    advice = TRANSIENT.get(state) or lasting.advice
    assert f"the store host/shop: {advice}" == told.message
    if state not in TRANSIENT:
        assert lasting.code == told.code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('FATAL:  password authentication failed for user "shop"', "journal.not-allowed"),
        ("FATAL:  la autentificación password falló para el usuario «shop»", "journal.not-allowed"),
        ('FATAL:  autenticação do tipo senha falhou para usuário "shop"', "journal.not-allowed"),
        ("fe_sendauth: no password supplied", "journal.not-allowed"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "journal.not-allowed"),
        ('FATAL:  role "shop" does not exist', "journal.not-allowed"),
        ("FATAL:  no existe el rol «shop»", "journal.not-allowed"),
        ('FATAL:  database "shop" does not exist', "journal.missing"),
        ("FATAL:  no existe la base de datos «shop»", "journal.missing"),
        ('FATAL:  banco de dados "shop" não existe', "journal.missing"),
        ("FATAL:  permiso denegado a la base de datos «shop»", "journal.not-allowed"),
        ("connection refused", Unavailable.default_code),
        ("FATAL:  the database system is starting up", Unavailable.default_code),
    ],
)
def test_whoever_is_not_let_in_is_told_why(said: str, code: str) -> None:
    """Without a state of its own the server's words decide, in whichever language it speaks."""
    told = port_error(address_of("postgresql://host/shop", 5), psycopg.OperationalError(said))
    assert code == told.code


def test_a_database_that_is_not_there_is_told(postgres: str) -> None:
    """A mistyped name ends in advice, and nobody waits for it."""
    with pytest.raises(PortError, match=r"no database of this name.*journal\.missing"):
        PostgresJournal(postgres.replace("/t_", "/none_"))


def test_a_closed_journal_says_so(postgres: str) -> None:
    """Reading and writing after closing say what to do, and closing again is harmless."""
    journal = PostgresJournal(postgres)
    journal.close()
    journal.close()
    with pytest.raises(PortError, match="it was closed; open it again"):
        journal.append(entry())
    with pytest.raises(PortError, match="it was closed; open it again"):
        journal.reached()


def test_a_journal_is_not_carried_across_a_fork(
    journal: PostgresJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child process is told to open the store itself, and closing there leaves the parent be."""
    with monkeypatch.context() as child:
        child.setattr("os.getpid", lambda: -1)
        with pytest.raises(PortError, match="it was opened before a fork"):
            journal.reached()
        journal.close()
    assert journal.reached() is None


def test_claimants_never_wait_for_each_other(journal: PostgresJournal) -> None:
    """TRU-14: what another claimant is just taking is passed by, not waited for."""
    cases = [f"c{n}" for n in range(4)]
    write(journal, *(entry(c, messages=(message(f"m-{c}", c),)) for c in cases))
    with journal.store.writing() as transaction:
        transaction.execute("SELECT 1 FROM message WHERE key = 'm-c0' FOR UPDATE")
        mine: list[str] = []
        other = threading.Thread(target=lambda: mine.extend(keys(journal.claim(NOON, lease("x")))))
        other.start()
        other.join(10)
    assert ["m-c1", "m-c2", "m-c3"] == mine


def test_whoever_loses_every_race_is_told_to_try_again(
    journal: PostgresJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work that is undone each time ends as `Unavailable`, and nothing is written."""
    tried = 0

    def undone(_transaction: Any) -> None:
        nonlocal tried
        tried += 1
        raise psycopg.errors.DeadlockDetected

    monkeypatch.setattr(postgres_store, "TRIES", 3)
    with pytest.raises(Unavailable, match="others kept it busy"):
        journal.store.perform(undone)
    assert 4 == tried


FLAT = {
    name: statement
    for module in (statements, ledger_statements)
    for name, statement in vars(module).items()
    if name.isupper() and str(statement).strip().startswith(VERBS) and name not in WHOLE
}
"""Statements that every command, delivery or look takes: their cost is that of what they find."""


def plan_of(asked: bytes, connection: psycopg.Connection[Any]) -> str:
    """How the server would carry out a statement, whatever its values are."""
    numbers = count(1)
    numbered = re.sub(rb"%s", lambda _: b"$%d" % next(numbers), asked).replace(b"%%", b"%")
    rows = connection.execute(b"EXPLAIN (GENERIC_PLAN) " + numbered)
    return "\n".join(row for (row,) in rows.fetchall())


@pytest.mark.usefixtures("journal")
def test_no_statement_costs_more_because_the_store_has_more(postgres: str) -> None:
    """TRU-19: each finds its rows by an index, and those that go on sort nothing."""
    wrong = []
    with psycopg.connect(postgres, options="-c search_path=order_to_cash") as connection:
        if connection.info.server_version < 160_000:
            pytest.skip("this server does not plan without values; name one of version 16 or later")
        connection.execute("SET enable_seqscan = off")
        taking = dict(zip(("to take late ones", "to take fresh ones"), CLAIMABLE, strict=True))
        for name, statement in {**FLAT, **taking}.items():
            asked = spoken(statement)
            plan = plan_of(asked, connection)
            reads = re.findall(r"Seq Scan on (?!store|counted_until)\w+", plan)
            if reads or ("LIMIT" in statement and "Sort" in plan):
                wrong.append(f"{name}:\n{plan}")
    assert [] == wrong
    assert {"DUE", "FRESH", "PUT_OFF", "ONWARD", "NEW_EVENT", "BALANCE"} <= FLAT.keys()
