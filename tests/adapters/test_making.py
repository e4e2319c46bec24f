"""TRU-18: a new file appears whole, an empty one is refused, and each error names its cause."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.adapters.sqlite.troubles import port_error
from order_to_cash.domain.core import PortError, Unavailable
from order_to_cash.embedded import open_desk
from order_to_cash.testing.laws.journal_entries import entry
from tests.cli.commands import ORDERS, command


def without_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("VACUUM")
        file.execute("CREATE TABLE t (a)")
        file.execute("DROP TABLE t")


def test_an_empty_file_is_no_new_store(tmp_path: Path) -> None:
    """A file that lost everything is told so by whoever opens it, and is left as it is."""
    nothing, bare = tmp_path / "nothing.db", tmp_path / "bare.db"
    nothing.touch()
    without_tables(bare)
    for path in (nothing, bare):
        before = path.read_bytes()
        for read_only in (False, True):
            with pytest.raises(PortError, match="it is empty: what was in it") as raised:
                SqliteJournal(path, read_only=read_only)
            assert "journal.empty" == raised.value.code
        assert before == path.read_bytes()


def test_no_command_takes_an_empty_file_for_a_new_one(tmp_path: Path) -> None:
    """`run` makes a file where there is none; nobody makes one of an empty one, or of memory."""
    empty, none = tmp_path / "empty.db", tmp_path / "none.db"
    empty.touch()
    asked = (
        ("explain", "O-1"),
        ("next", "O-1", "--role", "customer"),
        ("tick",),
        ("parked",),
        ("check",),
        ("mark",),
    )
    run = ("run", ORDERS, "--operator", "peru")
    for each in (run, *asked):
        ended = command(*each, "--db", empty)
        assert (2, True) == (ended.status, "[journal.empty]" in ended.err), each
        assert str(empty) in ended.err
        ended = command(*each, "--db", ":memory:")
        assert (2, True) == (ended.status, "gone when the program ends" in ended.err), each
    assert {2} == {command(*each, "--db", none).status for each in asked}
    assert [empty] == list(tmp_path.iterdir())


def test_who_expects_a_store_makes_none(tmp_path: Path) -> None:
    """With `create=False` a missing file is told, and not made."""
    with pytest.raises(PortError, match="it is not there") as raised:
        SqliteJournal(tmp_path / "none.db", create=False)
    assert "journal.missing" == raised.value.code
    with pytest.raises(PortError), open_desk(tmp_path / "none.db", create=False):
        pass
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("second_names", [True, False])
def test_a_new_file_appears_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, second_names: bool
) -> None:
    """Until it has its tables a new file has not its name, also on disks without second names."""
    path, link, seen = tmp_path / "store.db", os.link, []

    def linked(made: str, to: str) -> None:
        seen.append(path.exists())
        with closing(sqlite3.connect(made)) as file:
            seen.append(file.execute("SELECT count(*) FROM case_head").fetchone())
        if not second_names:
            raise PermissionError
        link(made, to)

    monkeypatch.setattr(os, "link", linked)
    with SqliteJournal(path) as journal:
        journal.append(entry())
    assert [False, (0,)] == seen
    assert [path] == list(tmp_path.iterdir())
    with SqliteJournal(path) as journal:
        assert 1 == journal.read("order", "a").version


def test_who_comes_second_keeps_what_the_first_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two who make a file at once, the second works on with the first one's."""
    path, link = tmp_path / "store.db", os.link

    def overtaken(made: str, to: str) -> None:
        monkeypatch.undo()
        with SqliteJournal(path) as first:
            first.append(entry())
        link(made, to)

    monkeypatch.setattr(os, "link", overtaken)
    with SqliteJournal(path) as second:
        assert 1 == second.read("order", "a").version
    assert [path] == list(tmp_path.iterdir())


def failing(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_CANTOPEN]
)
def test_a_full_disk_is_called_so_whatever_sqlite_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """TRU-18: SQLite tells a disk without room as an input or output error; we look ourselves."""

    class Full:
        f_bavail, f_files, f_favail = 0, 10, 10

    path = str(tmp_path / "store.db")
    assert "disk is full" not in port_error(path, failing(code)).message
    monkeypatch.setattr(os, "statvfs", lambda _: Full)
    told = port_error(path, failing(code))
    assert (Unavailable, True) == (type(told), "the disk is full; make room" in told.message)


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    """A directory, a missing one, a file that moved: each is told with what to do about it."""
    assert (
        "name a file in it" in port_error(str(tmp_path), failing(sqlite3.SQLITE_CANTOPEN)).message
    )
    nowhere = tmp_path / "nowhere" / "store.db"
    told = port_error(str(nowhere), failing(sqlite3.SQLITE_CANTOPEN)).message
    assert f"there is no directory {nowhere.parent}; make it" in told
    moved = port_error(str(tmp_path / "a.db"), failing(sqlite3.SQLITE_READONLY_DBMOVED))
    assert ("journal.moved", True) == (moved.code, "moved or replaced" in moved.message)
    corrupt = port_error(str(tmp_path / "a.db"), failing(sqlite3.SQLITE_IOERR_CORRUPTFS))
    assert ("journal.damaged", PortError) == (corrupt.code, type(corrupt))


def test_damage_is_called_damage_by_every_command(tmp_path: Path) -> None:
    """TRU-18: a file with broken pages is told so by whoever meets them, and nobody copies it."""
    path = tmp_path / "store.db"
    with SqliteJournal(path) as journal:
        journal.owner("peru")
        journal.append(*(entry(f"{n:04}", events=3) for n in range(300)))
    whole = path.read_bytes()
    pages = len(whole) // 4096
    broken = b"".join(
        whole[n * 4096 : (n + 1) * 4096] if n < 2 else b"\x17" * 4096 for n in range(pages)
    )
    path.write_bytes(broken)
    asked = (("explain", "0001"), ("check",))
    told = [command(*each, "--db", path, "--operator", "peru")[::2] for each in asked]
    told += [command("mark", "--db", path)[::2], command("backup", path, tmp_path / "b.db")[::2]]
    assert [2] * 4 == [status for status, _ in told]
    assert [] == [err for _, err in told if "it is damaged; stop every program" not in err]
    path.write_bytes(whole[: len(whole) // 2])
    assert "it is damaged" in command("check", "--db", path, "--operator", "peru").err
    assert [path] == list(tmp_path.iterdir())


def test_a_time_out_can_be_given(tmp_path: Path) -> None:
    """TRU-18: who is told to give it a longer timeout can, in Python and on the command line."""
    path = tmp_path / "store.db"
    SqliteJournal(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = command("tick", "--db", path, "--operator", "peru", "--timeout", "0")
        assert (2, True) == (ended.status, "or give it a longer timeout" in ended.err)
        with pytest.raises(Unavailable, match="longer timeout"):  # noqa: SIM117
            with open_desk(path, operator="peru", timeout=0):
                pass
    assert 0 == command("tick", "--db", path, "--operator", "peru", "--timeout", "30").status
    for wrong in ("-1", "3601", "soon", "nan"):
        assert (
            "give seconds from 0 to 3600" in command("tick", "--db", path, "--timeout", wrong).err
        )
