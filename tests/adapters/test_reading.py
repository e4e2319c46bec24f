"""TRU-22: a store is read without being written to, from wherever it can be read."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.domain.core import PortError
from order_to_cash.embedded import open_desk
from order_to_cash.testing.laws.journal_entries import EVER, NOON, entry, message, seen
from tests.cli.commands import DATA, EXAMPLE, command, run, written

NOBODY = 65534
NOW = ("--now", "2026-12-01T00:00:00+00:00", "--jump", "--quiet")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may read, as those of pytest are not."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)
        Path(made).chmod(0o755)


def as_nobody(work: Callable[[], object]) -> str:
    """What work tells in a process that may write nothing, or what it raised."""
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            told = repr(work())
        except BaseException as error:  # noqa: BLE001  (told to the parent)
            told = f"{type(error).__name__}: {error}"
        os.write(tell, told.encode())
        os._exit(0)
    os.close(tell)
    with os.fdopen(hear) as heard:
        told = heard.read()
    os.waitpid(child, 0)
    return told


def locked(folder: Path) -> None:
    """Nobody may write to the files or their folder."""
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {f.name: (f.stat().st_mtime_ns, f.read_bytes()) for f in folder.iterdir()}


def filled(path: Path) -> tuple[object, ...]:
    with SqliteJournal(path) as journal:
        sent = (message("m1"), message("m2"))
        journal.append(entry(events=3, messages=sent, next_check=NOON), entry("b"))
        journal.park("m1", problem="timeout")
        return seen(journal)


def test_what_is_read_only_tells_the_same_and_leaves_no_trace(tmp_path: Path) -> None:
    """Every reading of the port works, and not a file is made or touched."""
    known = filled(tmp_path / "store.db")
    before = contents(tmp_path)
    with SqliteJournal(tmp_path / "store.db", read_only=True) as journal:
        assert known == seen(journal)
        assert before == contents(tmp_path)
    assert before == contents(tmp_path)


def test_a_store_on_a_read_only_medium_is_read(folder: Path) -> None:
    """Files that may only be read in a folder that may only be read, without a log, suffice."""
    path = folder / "store.db"
    known = filled(path)
    locked(folder)

    def read() -> bool:
        with SqliteJournal(path, read_only=True) as journal:
            return known == seen(journal)

    before = contents(folder)
    assert "True" == as_nobody(read)
    assert before == contents(folder)


def test_a_log_that_cannot_be_shared_is_read_from_a_copy(folder: Path) -> None:
    """A copy of file and log on a read-only medium tells what stands in the log too."""
    path = folder / "live" / "store.db"
    path.parent.mkdir()
    with SqliteJournal(path) as journal:
        journal.append(entry(events=3))
        known = seen(journal)
        for name in ("store.db", "store.db-wal"):
            shutil.copy(path.with_name(name), folder / name)
    shutil.rmtree(path.parent)
    locked(folder)

    def read() -> bool:
        with SqliteJournal(folder / "store.db", read_only=True) as journal:
            return known == seen(journal)

    before = contents(folder)
    assert "True" == as_nobody(read)
    assert before == contents(folder)


def test_a_log_that_nobody_works_on_stays_as_it_is(tmp_path: Path) -> None:
    """Nor is an index made beside a log that was copied to where everybody may write."""
    live, copy = tmp_path / "live" / "store.db", tmp_path / "copy" / "store.db"
    for path in (live, copy):
        path.parent.mkdir()
    with SqliteJournal(live) as journal:
        journal.append(entry(events=3))
        for name in ("store.db", "store.db-wal"):
            shutil.copy(live.with_name(name), copy.with_name(name))
    before = contents(copy.parent)
    with SqliteJournal(copy, read_only=True) as journal:
        assert 3 == journal.read("order", "a").version
        assert before == contents(copy.parent)
    assert before == contents(copy.parent)


def test_who_reads_sees_what_others_write(tmp_path: Path) -> None:
    """What is written after the file was opened is read, whoever began first, and whole."""
    path = tmp_path / "store.db"
    SqliteJournal(path).close()
    with SqliteJournal(path, read_only=True) as reading:
        assert () == reading.cases()
        for n in range(3):
            with SqliteJournal(path) as writing:
                writing.append(entry("a", n))
                assert n + 1 == reading.read("order", "a").version
            assert n + 1 == reading.read("order", "a").version
            assert n + 1 == len(reading.events())


def test_what_was_written_meanwhile_is_read(tmp_path: Path) -> None:
    """Whoever reads a file at rest notices that others came, wrote and left again."""
    path = tmp_path / "store.db"
    SqliteJournal(path).close()
    with SqliteJournal(path, read_only=True) as reading:
        for n in range(3):
            with SqliteJournal(path) as writing:
                writing.append(entry("a", n))
            assert [path] == list(tmp_path.iterdir())
            assert n + 1 == reading.read("order", "a").version


def test_nothing_is_written_through_what_is_read_only(tmp_path: Path) -> None:
    """Whatever would write is refused with its cause, and reading goes on."""
    filled(tmp_path / "store.db")
    with SqliteJournal(tmp_path / "store.db", read_only=True) as journal:
        for write in (
            lambda: journal.append(entry("c")),
            lambda: journal.settle("m2"),
            lambda: journal.reach(EVER),
        ):
            with pytest.raises(PortError, match="opened to be read only") as raised:
                write()
            assert "journal.read-only" == raised.value.code
        assert "" == journal.owner("peru")
        assert 2 == len(journal.cases())
        journal.close()
        with pytest.raises(PortError, match="it was closed"):
            journal.cases()


def test_a_desk_can_only_look(tmp_path: Path) -> None:
    """`open_desk(read_only=True)` shows cases and delivers nothing, and makes no file."""
    path = tmp_path / "store.db"
    with pytest.raises(PortError, match="it is not there"), open_desk(path, read_only=True):
        pass
    assert [] == list(tmp_path.iterdir())
    lines = (EXAMPLE / "orders.jsonl").read_text(encoding="utf-8").splitlines()[:3]
    run(written(tmp_path / "lines", lines), path, *NOW)
    before = contents(tmp_path)
    with open_desk(path, read_only=True) as desk:
        (case, *_) = desk.journal.cases(process="order")
        assert desk.history("order", case.case)
        with pytest.raises(PortError, match="opened to be read only"):
            desk.pass_time(jump=True)
    assert before == contents(tmp_path)


def test_every_command_that_reads_leaves_a_read_only_store_alone(folder: Path) -> None:
    """TRU-22: whatever only reads works where nobody may write, and tells the same."""
    path, out = folder / "store" / "store.db", Path(tempfile.gettempdir())
    path.parent.mkdir()
    lines = (EXAMPLE / "orders.jsonl").read_text(encoding="utf-8").splitlines()[:10]
    run(written(folder / "lines", lines), path, "--data", DATA, *NOW)
    with SqliteJournal(path, read_only=True) as journal:
        case = f"order/{journal.cases(process='order', limit=1)[0].case}"
    asked: list[tuple[object, ...]] = [
        ("explain", case, "--db", path),
        ("next", case, "--role", "customer", "--db", path),
        ("parked", "--db", path),
        ("kpi", path),
        ("check", "--db", path),
        ("mark", "--db", path),
    ]
    as_known = [command(*each)[:2] for each in asked]
    locked(path.parent)
    before = contents(path.parent)
    assert repr(as_known) == as_nobody(lambda: [command(*each)[:2] for each in asked])
    assert {0} == {status for status, _ in as_known}
    kept = out / f"{folder.name}-kept.db"
    try:
        assert "0" == as_nobody(lambda: command("backup", path, kept).status)
    finally:
        for file in out.glob(f"{folder.name}-kept.db*"):
            file.unlink()
    ended = as_nobody(lambda: command("tick", "--db", path).err)
    assert "may not be written to; let the user of this program write" in ended
    assert before == contents(path.parent)
