"""The SQLite journal among threads and processes, on full disks and in damaged files."""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import LiteralString

import pytest

from order_to_cash.adapters.entries import cursor_of, microseconds
from order_to_cash.adapters.sql import statements as sql
from order_to_cash.adapters.sql.store import Row
from order_to_cash.adapters.sqlite import SqliteFile, SqliteJournal
from order_to_cash.adapters.sqlite import file as sqlite_file
from order_to_cash.adapters.sqlite.schema import APPLICATION, MIGRATIONS
from order_to_cash.adapters.sqlite.troubles import LASTING, TRANSIENT, UNKNOWN, port_error
from order_to_cash.domain.core import Conflict, InvalidValue, PortError, Unavailable
from order_to_cash.ports import Snapshot
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    HOUR,
    MOMENT,
    NOON,
    entry,
    keys,
    message,
    seen,
)
from tests.adapters.processes import PROCESSES, told_by
from tests.adapters.sqlite_workers import open_all, race, write_on

LATER = (
    *MIGRATIONS,
    (
        "CREATE TABLE later (id INTEGER) STRICT",
        f"PRAGMA user_version = {len(MIGRATIONS) + 1}",
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    with SqliteJournal(path) as opened:
        yield opened


def interrupted(journal: SqliteJournal) -> None:
    with journal.file.writing() as connection:
        connection.execute("DELETE FROM answer")
        raise KeyboardInterrupt


def number(journal: SqliteJournal, query: str) -> int:
    return int(journal.file.rows(query)[0][0])


def test_everything_is_there_after_opening_again(path: Path) -> None:
    """Closing and opening a file loses nothing and changes nothing."""
    with SqliteJournal(path) as journal:
        sent = (message("m1"), message("m2"), message("m3", topic="shipping"))
        journal.append(entry(events=3, messages=sent, snapshot=Snapshot(3, "s"), next_check=NOON))
        journal.append(entry("b", process="receivable"))
        journal.postpone("m1", until=NOON, problem="timeout")
        journal.park("m3", problem="no such account")
        before = (seen(journal), journal.answer("order", "a", "ana", "a/0/3"))
    with SqliteJournal(path) as journal:
        assert before == (seen(journal), journal.answer("order", "a", "ana", "a/0/3"))


@pytest.mark.parametrize("rivals", [2, 4])
def test_of_racing_processes_one_wins(path: Path, rivals: int) -> None:
    """Of several processes that write after the same version, exactly one wins."""
    rounds, start = 20, PROCESSES.Barrier(rivals)
    won = told_by([(race, (str(path), str(n), rounds, start)) for n in range(rivals)])
    assert list(range(rounds)) == sorted(version for versions in won for version in versions)
    with SqliteJournal(path) as journal:
        assert list(range(1, rounds + 1)) == [
            event.version for event in journal.history("order", "a")
        ]


def test_several_processes_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    """Whoever comes first makes the tables, and the others wait for it."""
    paths, start = [str(tmp_path / f"{n}.db") for n in range(50)], PROCESSES.Barrier(3)
    assert ["done"] * 3 == told_by([(open_all, (paths, start))] * 3)


def test_a_killed_writer_leaves_versions_without_gaps(path: Path) -> None:
    """After SIGKILL whatever was acknowledged is there, and nothing is half written."""
    for _ in range(4):
        heard, told = PROCESSES.Pipe(duplex=False)
        writer = PROCESSES.Process(target=write_on, args=(str(path), told), daemon=True)
        writer.start()
        told.close()
        acknowledged = [heard.recv() for _ in range(25)][-1]
        writer.kill()
        writer.join()
        with SqliteJournal(path) as journal:
            read, history = journal.read("order", "a"), journal.history("order", "a")
            assert acknowledged <= read.version
            assert list(range(1, read.version + 1)) == [event.version for event in history]
            assert Snapshot(read.version, "s" * 5000) == read.snapshot
            assert read.version // 2 == number(journal, "SELECT count(*) FROM message")
            assert read.version // 2 == number(journal, "SELECT count(*) FROM answer")
            assert "ok" == journal.file.rows("PRAGMA integrity_check")[0][0]


def test_threads_write_to_their_own_cases_together(journal: SqliteJournal) -> None:
    """Threads that share a journal lose nothing and leave no cursor out."""

    def write(case: str) -> None:
        for after in range(20):
            journal.append(entry(case, after))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, "abcdefgh"))
    assert list(range(1, 161)) == [json.loads(event.cursor)[0] for event in journal.events()]
    assert {20} == {journal.read("order", case).version for case in "abcdefgh"}


def test_a_full_disk_leaves_nothing_half_written(journal: SqliteJournal) -> None:
    """A disk that fills up in an append is `Unavailable`, and with room again all goes on."""
    journal.append(entry())
    before = seen(journal)
    with journal.file.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    large = entry(after=1, messages=(message("m"),), snapshot=Snapshot(2, "s" * 100_000))
    with pytest.raises(Unavailable, match="the disk is full; make room"):
        journal.append(entry("b"), large)
    assert (before, None) == (seen(journal), journal.answer("order", "b", "ana", "b/0/1"))
    with journal.file.writing() as connection:
        connection.execute("PRAGMA max_page_count = 100000")
    journal.append(entry("b"), large)
    assert 2 == journal.read("order", "a").version


def test_an_interruption_undoes_the_transaction(journal: SqliteJournal) -> None:
    """Whatever is raised inside a transaction, nothing of it stays and the next one works."""
    journal.append(entry())
    with pytest.raises(KeyboardInterrupt):
        interrupted(journal)
    assert 1 == number(journal, "SELECT count(*) FROM answer")
    journal.append(entry(after=1))
    assert 2 == journal.read("order", "a").version


def test_a_busy_file_is_unavailable_until_it_is_free(path: Path) -> None:
    """A writer waits for another process as long as the timeout says, and may then try again."""
    with SqliteJournal(path, timeout=0.05) as journal:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="other writers kept it busy"):
            journal.append(entry())
        assert 0 == journal.read("order", "a").version
        other.close()
        journal.append(entry())
        assert 1 == journal.read("order", "a").version


def test_a_writer_waits_its_turn(path: Path) -> None:
    """A writer goes on as soon as the other process is done, well within the timeout."""
    with SqliteJournal(path) as journal:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        done = threading.Timer(0.05, other.close)
        done.start()
        journal.append(entry())
        done.join()
        assert 1 == journal.read("order", "a").version


def test_a_thread_waits_for_another_as_long_as_the_timeout(path: Path) -> None:
    """A thread that cannot have its turn in time is told `Unavailable`."""
    with (
        SqliteJournal(path, timeout=0.05) as journal,
        ThreadPoolExecutor(1) as pool,
        journal.file.writing(),
        pytest.raises(Unavailable, match="other writers kept it busy"),
    ):
        pool.submit(journal.append, entry()).result()


def test_readers_neither_wait_for_a_writer_nor_see_its_work(journal: SqliteJournal) -> None:
    """While a transaction is open, others read what was there before it."""
    journal.append(entry())
    before = seen(journal)
    with ThreadPoolExecutor(1) as pool, journal.file.writing() as connection:
        connection.execute("DELETE FROM event")
        assert before == pool.submit(seen, journal).result()
    assert () == journal.events()


def test_a_case_that_moves_on_between_two_queries_is_read_as_it_was(
    journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot newer than the head that was read is left, and the events tell the same."""
    journal.append(entry(events=2, snapshot=Snapshot(2, "two")))
    rows = journal.file.rows

    def overtaken(query: LiteralString, given: Sequence[str | int | None]) -> list[Row]:
        found = rows(query, given)
        if query is sql.HEAD:
            journal.append(entry(after=2, snapshot=Snapshot(3, "three")))
        return found

    monkeypatch.setattr(journal.file, "rows", overtaken)
    read = journal.read("order", "a")
    assert (2, None, [1, 2]) == (read.version, read.snapshot, [e.version for e in read.tail])


def test_what_is_not_busy_is_not_waited_for(
    journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that waiting cannot mend is told at once, without a look at the clock."""
    looks = iter([0.0])
    monkeypatch.setattr(sqlite_file, "monotonic", lambda: next(looks))
    journal.file._writer.execute("BEGIN")
    with pytest.raises(PortError, match="for a reason of its own"):
        journal.append(entry())


@pytest.mark.usefixtures("synced")
def test_a_file_is_as_durable_as_promised(journal: SqliteJournal) -> None:
    """The file uses a write-ahead log, syncs it at every commit, and checks its references."""
    read = journal.file.rows
    assert "wal" == read("PRAGMA journal_mode")[0][0]
    assert 2 == read("PRAGMA synchronous")[0][0]
    assert 1 == read("PRAGMA foreign_keys")[0][0]
    with journal.file.writing() as connection:
        assert (2,) == connection.execute("PRAGMA synchronous").fetchone()
        assert (1,) == connection.execute("PRAGMA foreign_keys").fetchone()


def test_settled_messages_take_no_room(journal: SqliteJournal) -> None:
    """A message that was delivered is gone from the file."""
    journal.append(entry(messages=(message("m1"), message("m2"))))
    journal.settle("m1")
    journal.append(entry("b", settles="m2"))
    assert 0 == number(journal, "SELECT count(*) FROM message")


@pytest.mark.parametrize(
    "statement",
    [
        getattr(sql, name)
        for name in vars(sql)
        if name.isupper()
        and name not in {"ANSWERS", "REACHED", "REACH", "OWNER", "OWN", "SEARCHES"}
        and not name.startswith(("NO_", "COUNT", "SUMS"))
    ],
)
def test_every_query_follows_an_index(journal: SqliteJournal, statement: str) -> None:
    """No query sorts, and none reads a table from end to end."""
    plan = journal.file.rows("EXPLAIN QUERY PLAN " + statement, ("1",) * statement.count("?"))
    steps = [row[3] for row in plan]
    assert [] == [s for s in steps if "TEMP B-TREE" in s or (s[:4] == "SCAN" and "INDEX" not in s)]


@pytest.mark.parametrize(
    ("state", "most"),
    [
        ("UPDATE message SET not_before = NULL", 20),
        ("UPDATE message SET not_before = 9000000000000000000", 1),
        ("UPDATE message SET not_before = 1", 20),
        ("UPDATE message SET case_id = 'a'", 1200),
    ],
)
def test_finding_work_among_many_messages_is_cheap(
    journal: SqliteJournal, state: str, most: int
) -> None:
    """TRU-19: a long queue costs what is asked of it, put off or not; one in line a little."""
    sent = (message(f"m{n}") for n in range(20_000))
    journal.append(entry(messages=tuple(sent)))
    with journal.file.writing() as connection:
        connection.execute("UPDATE message SET case_id = key")
        connection.execute(state)
    thousands = []
    journal.file._reader.set_progress_handler(lambda: thousands.append(1), 1000)
    journal.waiting(EVER)
    assert most >= len(thousands), len(thousands)


def test_a_page_costs_the_same_wherever_it_begins(journal: SqliteJournal) -> None:
    """Late pages of cases, and of what is due at one instant, cost what early ones do (TRU-19)."""
    journal.append(*(entry(f"{n:05}", next_check=NOON) for n in range(5_000)))
    place = ("order", "04990")
    thousands = []
    journal.file._reader.set_progress_handler(lambda: thousands.append(1), 1000)
    after = cursor_of(microseconds(NOON), *place)
    assert 9 == len(journal.due(NOON, processes=["order", "zebra"], after=after))
    assert 9 == len(journal.cases(process="order", after=cursor_of(*place)))
    assert () == journal.cases(process="aardvark", limit=5)
    assert 1 >= len(thousands)


def test_half_of_a_surrogate_pair_is_refused(journal: SqliteJournal) -> None:
    """A text that is not Unicode is the caller's error, and nothing is written."""
    with pytest.raises(InvalidValue, match="half of a surrogate pair"):
        journal.append(entry("b"), entry("\ud800"))
    with pytest.raises(InvalidValue, match="half of a surrogate pair"):
        journal.read("order", "\ud800")
    assert () == journal.cases()


def test_a_closed_journal_says_so(path: Path) -> None:
    """Reading and writing after closing say what to do, and closing again is harmless."""
    journal = SqliteJournal(path)
    journal.close()
    journal.close()
    with pytest.raises(PortError, match="it was closed; open it again"):
        journal.append(entry())
    with pytest.raises(PortError, match="it was closed; open it again"):
        journal.read("order", "a")
    assert [path] == list(path.parent.iterdir())


def test_a_journal_is_not_carried_across_a_fork(
    journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child process is told to open the file itself, and closing there leaves the parent be."""
    with monkeypatch.context() as child:
        child.setattr(os, "getpid", lambda: -1)
        with pytest.raises(PortError, match="opened before a fork"):
            journal.read("order", "a")
        with pytest.raises(PortError, match="opened before a fork"):
            journal.append(entry())
        journal.close()
    journal.append(entry())
    assert 1 == journal.read("order", "a").version


@pytest.mark.parametrize("timeout", [-0.001, 3600.001, float("nan")])
def test_an_impossible_timeout_is_refused(path: Path, timeout: float) -> None:
    """A timeout is between zero and an hour."""
    with pytest.raises(InvalidValue, match="waits for others from 0 to 3600 seconds"):
        SqliteJournal(path, timeout=timeout)
    assert not path.exists()


@pytest.mark.parametrize("timeout", [0, 3600])
def test_the_shortest_and_the_longest_timeout_work(path: Path, timeout: float) -> None:
    """Both ends of what a timeout may be are usable."""
    with SqliteJournal(path, timeout=timeout) as journal:
        journal.append(entry())
        assert 1 == journal.read("order", "a").version


def test_an_empty_path_is_refused() -> None:
    """A path that would name a file which vanishes on closing is refused."""
    with pytest.raises(InvalidValue, match="a text that is not empty"):
        SqliteJournal("")


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    """A path into nowhere, or to a directory, is told with its name."""
    for place in (tmp_path / "nowhere" / "journal.db", tmp_path):
        with pytest.raises(PortError, match="cannot be opened") as raised:
            SqliteJournal(place)
        assert (PortError, "journal.cannot-open") == (raised.type, raised.value.code)
        assert str(place) in str(raised.value)


def test_a_file_that_may_not_be_written_is_told(journal: SqliteJournal) -> None:
    """A file that may only be read says so when it is written to, and can still be read."""
    journal.append(entry())
    journal.file._writer.execute("PRAGMA query_only = ON")
    with pytest.raises(PortError, match="may not be written to") as raised:
        journal.append(entry(after=1))
    assert (PortError, "journal.read-only") == (raised.type, raised.value.code)
    assert 1 == journal.read("order", "a").version


def test_another_programs_file_is_left_alone(path: Path) -> None:
    """A SQLite file of another program is refused and not changed by a byte."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (id INTEGER)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(PortError, match="belongs to another program") as raised:
        SqliteJournal(path)
    assert "journal.not-a-journal" == raised.value.code
    assert before == path.read_bytes()


def test_a_store_of_the_unreleased_version_is_refused_by_name(path: Path) -> None:
    """A file of 0.1.0, which named cases by their id alone, is told so and not changed (TRU-20)."""
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE case_head (case_id TEXT NOT NULL PRIMARY KEY) STRICT")
        old.execute("PRAGMA application_id = 0x6F746331")
        old.execute("PRAGMA user_version = 1")
    old.close()
    before = path.read_bytes()
    with pytest.raises(PortError, match=r"written by 0\.1\.0 before its release") as raised:
        SqliteJournal(path)
    assert "journal.unreleased" == raised.value.code
    assert before == path.read_bytes()


def test_a_file_that_is_not_a_database_is_left_alone(path: Path) -> None:
    """A file of another kind is refused and not changed by a byte."""
    path.write_bytes(b"invoice;amount\n" * 1000)
    with pytest.raises(PortError, match="not a SQLite file") as raised:
        SqliteJournal(path)
    assert "journal.not-sqlite" == raised.value.code
    assert b"invoice;amount\n" * 1000 == path.read_bytes()


def test_a_damaged_file_says_what_to_do(path: Path) -> None:
    """A file with a broken page is told as damaged, not as something to try again."""
    with SqliteJournal(path) as journal:
        for n in range(200):
            journal.append(entry(f"case-{n}"))
        (root,) = journal.file.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'event'")[0]
    content = path.read_bytes()
    start, end = (root - 1) * 4096, root * 4096
    path.write_bytes(content[:start] + b"\xff" * 4096 + content[end:])
    with SqliteJournal(path) as journal:
        with pytest.raises(PortError, match="restore the last backup") as raised:
            journal.events()
        assert (PortError, "journal.damaged") == (raised.type, raised.value.code)


def test_a_newer_schema_is_refused(path: Path) -> None:
    """A file that a later version wrote is refused with both numbers, and stays as it was."""
    SqliteFile(path, migrations=LATER).close()
    told = f"its schema {len(LATER)} is newer than {len(MIGRATIONS)}"
    with pytest.raises(PortError, match=told) as raised:
        SqliteJournal(path)
    assert "journal.newer-schema" == raised.value.code
    SqliteFile(path, migrations=LATER).close()


def test_an_older_schema_is_brought_forward(path: Path) -> None:
    """Opening with a later version takes the missing steps and keeps what is there."""
    with SqliteJournal(path) as journal:
        journal.append(entry())
    file = SqliteFile(path, migrations=LATER)
    assert [(len(LATER),)] == file.rows("PRAGMA user_version")
    assert [(1,)] == file.rows("SELECT count(*) FROM event")
    assert [(0,)] == file.rows("SELECT count(*) FROM later")
    file.close()


def test_a_queue_of_an_older_schema_goes_on(path: Path) -> None:
    """What was put off or waits in a file of the first step is found as before."""
    file = SqliteFile(path, migrations=MIGRATIONS[:1])
    with file.writing() as old:
        for seq, until in ((1, microseconds(NOON)), (2, None), (3, None)):
            old.execute(
                "INSERT INTO message (seq, key, process, case_id, at, topic, type, attempts,"
                " not_before, problem, otherwise, body)"
                " VALUES (?, 'm' || ?, 'order', 'a', 0, ?, '', 0, ?, '', '', '{}')",
                (seq, seq, "stock" if seq < 3 else "billing", until),
            )
    file.close()
    with SqliteJournal(path) as journal:
        assert ("m3",) == keys(journal.waiting(NOON - MOMENT))
        assert ("m1", "m3") == keys(journal.waiting(NOON))
        journal.settle("m1")
        assert ("m2", "m3") == keys(journal.waiting(NOON - MOMENT))


def test_what_is_behind_a_message_is_put_off_with_it(journal: SqliteJournal) -> None:
    """TRU-19: looking in an outage passes over nobody who waits behind another."""
    for n in range(2_000):
        behind = tuple(message(f"{n}/{m}", f"{n}") for m in range(5))
        journal.append(entry(f"{n}", messages=behind))
        journal.postpone(f"{n}/0", until=EVER, problem="timeout")
    tens = []
    journal.file._reader.set_progress_handler(lambda: tens.append(1), 10)
    assert () == journal.waiting(NOON)
    assert 20 >= len(tens)


def test_the_last_instant_of_all_is_found_at_once(journal: SqliteJournal) -> None:
    """TRU-19: how far a store is before any time passed costs the same beside many cases."""
    journal.append(*(entry(f"{n}") for n in range(5_000)))
    tens = []
    for connection in (journal.file._reader, journal.file._writer):
        connection.set_progress_handler(lambda: tens.append(1), 10)
    assert NOON + HOUR == journal.reached()
    journal.reach(EVER)
    assert EVER == journal.reached()
    assert 20 >= len(tens)


def test_a_step_that_fails_is_undone_whole(path: Path) -> None:
    """A step of the schema is taken whole or not at all."""
    SqliteJournal(path).close()
    broken = ("CREATE TABLE later (id INTEGER) STRICT", "CREATE TABLE event (id INTEGER) STRICT")
    with pytest.raises(PortError, match="for a reason of its own"):
        SqliteFile(path, migrations=(*MIGRATIONS, broken))
    with SqliteJournal(path) as journal:
        assert 0 == number(journal, "SELECT count(*) FROM sqlite_schema WHERE name = 'later'")


def test_the_schema_says_its_number_and_whose_it_is(journal: SqliteJournal) -> None:
    """A new file carries the number of the last step and the mark of this library."""
    assert len(MIGRATIONS) == number(journal, "PRAGMA user_version")
    assert APPLICATION == number(journal, "PRAGMA application_id")
    assert 0 == number(
        journal,
        "SELECT count(*) FROM pragma_table_list WHERE NOT strict AND name NOT LIKE 'sqlite_%'",
    )


@pytest.mark.parametrize("code", sorted(TRANSIENT))
def test_what_passes_is_unavailable(path: Path, code: int) -> None:
    """An obstacle that may pass can be tried again."""
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code | 0x300
    found = port_error(str(path), error)
    assert (Unavailable, "port.unavailable") == (type(found), found.code)
    assert TRANSIENT[code] in found.message


@pytest.mark.parametrize("code", [*sorted(LASTING), sqlite3.SQLITE_ERROR, None])
def test_what_lasts_is_not_unavailable(path: Path, code: int | None) -> None:
    """An obstacle that stays is not to be tried again, and its code tells which it is."""
    error = sqlite3.DatabaseError()
    if code is not None:
        error.sqlite_errorcode = code
    found = port_error(str(path), error)
    trouble = LASTING.get(code or 0, UNKNOWN)
    assert (PortError, trouble.code) == (type(found), found.code)
    assert trouble.advice in found.message


def test_a_conflict_says_at_which_version_the_case_is(journal: SqliteJournal) -> None:
    """The refusal of a stale writer names both versions and what to do, and no case or person."""
    journal.append(entry("case-7", events=2))
    (told,) = journal.append(entry("case-7", after=1))
    message = "the case is at version 2, not 1; read it again, then decide again"
    assert told is not None
    assert (Conflict, message, "journal.stale") == (type(told), told.message, told.code)


def test_a_case_set_aside_holds_up_no_other_of_its_process(journal: SqliteJournal) -> None:
    """TRU-07: only the case that was set aside is passed by."""
    for case in ("O-1", "O-2"):
        journal.append(entry(case, next_check=NOON))
    journal.set_aside("order", "O-1", since=NOON, until=NOON + timedelta(days=1), problem="x")
    assert ["O-2"] == [due.case for due in journal.due(NOON, processes=("order",))]
