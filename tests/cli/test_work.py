"""`work` from outside: it delivers until it is told to stop, alone, on a share, without a store."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import TypeAlias

import pytest
from attrs import define

from order_to_cash.adapters.stores import open_journal
from order_to_cash.cli import work
from order_to_cash.cli.work import Counters, Told
from order_to_cash.desk import Passed
from order_to_cash.embedded import open_desk
from order_to_cash.ports.journal import Share
from tests.cli.commands import DATA, ORDERS, command, written
from tests.postgres import Server

PATIENCE = 60.0
EVER = datetime(2100, 1, 1, tzinfo=UTC)
PLACED = 6
Place: TypeAlias = Path | str


@define
class Worker:
    """A worker under way, and what it says in its log."""

    process: subprocess.Popen[str]
    log: Path

    def said(self) -> str:
        """Its log as of now."""
        return self.log.read_text(encoding="utf-8")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop; its exit status."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@contextmanager
def working(db: Place, log: Path, *options: object) -> Iterator[Worker]:
    """A worker with the data of the example; one that is left is killed."""
    arguments = ("work", "--db", db, "--data", DATA, "--jump", *options)
    with log.open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "order_to_cash", *map(str, arguments)],
            stderr=told,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
    try:
        yield Worker(process, log)
    finally:
        process.kill()
        process.wait()


def wait_for(holds: Callable[[], bool]) -> None:
    """Wait until something is so, for a minute at most."""
    until = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < until, "it did not happen within a minute"
        sleep(0.05)


@pytest.fixture(params=["file", "server"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A store on SQLite, then one on PostgreSQL, with orders whose questions wait for a worker."""
    place = (
        tmp_path / "store.db" if request.param == "file" else request.getfixturevalue("postgres")
    )
    ordered(place, tmp_path)
    return place


def ordered(place: Place, folder: Path) -> None:
    """Take orders in, without data, so that every question is put off until it can be asked."""
    lines = ORDERS.read_text(encoding="utf-8").splitlines()
    orders = [line for line in lines if '"place_order"' in line][:PLACED]
    file = written(folder / "orders.jsonl", orders)
    assert 0 == command("run", file, "--db", place, "--operator", "peru", "--quiet").status


def waiting(place: Place) -> list[tuple[str, str]]:
    """The cases that a message waits in."""
    with open_journal(place) as journal:
        return [(message.process, message.case) for message in journal.waiting(EVER)]


def leased(place: Place) -> int:
    """How many messages somebody holds."""
    with open_journal(place) as journal:
        rows = journal.store.rows("SELECT count(*) FROM message WHERE leased_by IS NOT NULL")
        return int(rows[0][0])


def test_it_delivers_what_waits_and_stops_when_it_is_told(db: Place, tmp_path: Path) -> None:
    """TRU-14: SIGTERM ends what was begun; nothing is held, and every promise holds."""
    assert waiting(db)
    with working(db, tmp_path / "log") as worker:
        wait_for(lambda: not waiting(db))
        assert 0 == worker.stop()
    said = worker.said()
    assert "order_to_cash.work: works on all" in said
    assert "0 postponed, 0 parked; cases: " in said
    assert said.endswith("order_to_cash.work: stopped as it was told\n")
    assert 0 == leased(db)
    assert 0 == command("check", "--db", db).status


def test_each_of_two_workers_keeps_to_its_share(db: Place, tmp_path: Path) -> None:
    """TRU-14: one part alone is worked on, the other waits for a worker of its own."""
    first = Share(1, 2)
    with working(db, tmp_path / "one", "--share", "1/2") as one:
        wait_for(lambda: not any(first.has(*case) for case in waiting(db)))
        left = waiting(db)
        assert left
        with working(db, tmp_path / "two", "--share", "2/2") as two:
            wait_for(lambda: not waiting(db))
            assert 0 == two.stop(signal.SIGINT)
        assert 0 == one.stop()
    assert "works on share 2/2" in two.said()
    assert 0 == command("check", "--db", db).status


def test_it_waits_for_a_server_that_went_away(tmp_path: Path) -> None:
    """TRU-14: while the store is away it tries again ever less often, then goes on by itself."""
    server = Server()
    try:
        ordered(server.url, tmp_path)
        with working(server.url, tmp_path / "log") as worker:
            wait_for(lambda: not waiting(server.url))
            server.kill()
            wait_for(lambda: worker.said().count("the store is away") >= 2)
            server.start()
            earlier = (tmp_path / "orders.jsonl").read_text(encoding="utf-8").splitlines()
            file = written(tmp_path / "later.jsonl", [changed_id(line) for line in earlier])
            assert 0 == command("run", file, "--db", server.url, "--quiet").status
            wait_for(lambda: not waiting(server.url))
            assert 0 == worker.stop()
        said = worker.said()
        assert "tried again in 0.5 s" in said
        assert "tried again in 1.0 s" in said
        assert "postgres@" not in said
        assert 0 == command("check", "--db", server.url).status
    finally:
        server.close()


def changed_id(line: str) -> str:
    """The same order under another id."""
    return line.replace('"O-', '"P-')


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A mistyped path ends the worker with advice, not with a new file."""
    ended = command("work", "--db", tmp_path / "none.db")
    assert 2 == ended.status
    assert "cli.no-file" in ended.err
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("share", ["0/2", "3/2", "1", "a/b", "1/-1", "1/2/3", "1/9999999999"])
def test_a_share_is_one_part_of_so_many(share: str, tmp_path: Path) -> None:
    """A part that there is not is refused with an example of one."""
    ended = command("work", "--db", tmp_path / "none.db", "--share", share)
    assert 2 == ended.status
    assert "a part of so many is due, such as 2/8" in ended.err


def test_a_desk_that_works_stops_between_two_cases(tmp_path: Path) -> None:
    """TRU-14: it is asked before each few messages and each case whether to go on."""
    ordered(tmp_path / "store.db", tmp_path)
    with open_desk(tmp_path / "store.db", data=DATA) as desk:
        before = waiting(tmp_path / "store.db")
        assert Passed() == desk.work(lambda: False, jump=True)
        assert before == waiting(tmp_path / "store.db")
        once = iter([True])
        some = desk.work(lambda: next(once, False), jump=True)
        assert 0 < some.delivery.delivered <= 20
        assert waiting(tmp_path / "store.db")


def test_what_was_done_is_added_up() -> None:
    """The line of counters tells everything since the start."""
    counters = Counters()
    for _ in range(2):
        counters.add(Passed(looked=2, aside=1))
    assert Passed(looked=4, aside=2) == counters.passed


def test_a_wait_ends_when_somebody_says_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the store to come back heeds a signal before the next slice of sleep."""
    told, slept = Told(), list[float]()

    def sleeps(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            told.hear(signal.SIGTERM, None)

    monkeypatch.setattr(work, "sleep", sleeps)
    told.wait(3_600)
    assert [work.SLICE] * 2 == slept
    assert not told.goes_on()
