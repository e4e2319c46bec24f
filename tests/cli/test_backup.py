"""`backup` and `restore`: whole copies while others work, never onto a file that is there."""

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.testing.laws.journal_entries import entry
from tests.cli.commands import EXAMPLE, command, run, written

NOW = ("--now", "2026-12-01T00:00:00+00:00", "--jump", "--quiet")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some orders in a file."""
    folder = tmp_path_factory.mktemp("backup")
    lines = (EXAMPLE / "orders.jsonl").read_text(encoding="utf-8").splitlines()[:40]
    run(written(folder / "lines.jsonl", lines), folder / "store.db", *NOW)
    return folder / "store.db"


def test_what_was_backed_up_is_restored(store: Path, tmp_path: Path) -> None:
    """TRU-18: store, copy and restored copy have one mark, and every promise holds of the last."""
    kept, back = tmp_path / "kept.db", tmp_path / "back.db"
    assert (0, 0) == (command("backup", store, kept)[0], command("restore", kept, back)[0])
    marks = [command("mark", "--db", db).out for db in (store, kept, back)]
    assert [(tmp_path / "kept.db.mark").read_text(encoding="utf-8")] * 3 == marks
    assert 0 == command("check", "--db", back, "--mark", tmp_path / "kept.db.mark").status
    assert {"kept.db", "kept.db.mark", "back.db"} == {file.name for file in tmp_path.iterdir()}


def test_a_copy_is_made_while_others_write(tmp_path: Path) -> None:
    """A copy is as of one instant, has all that was there before it, and holds up no writer."""
    db, done = tmp_path / "store.db", threading.Event()
    written_since: list[int] = []
    with SqliteJournal(db) as journal:
        journal.append(*(entry(f"old-{n}") for n in range(2_000)))

        def work() -> None:
            while not done.is_set():
                journal.append(entry(f"new-{len(written_since)}", events=3))
                written_since.append(1)

        worker = threading.Thread(target=work)
        worker.start()
        try:
            for n in range(3):
                assert 0 == command("backup", db, tmp_path / f"kept-{n}.db").status
        finally:
            done.set()
            worker.join()
        assert written_since
    counts = []
    for n in range(3):
        with SqliteJournal(tmp_path / f"kept-{n}.db", read_only=True) as kept:
            marks = kept.marks(limit=100_000)
            counts.append(len(marks))
            assert {1, 3} >= {mark.events for mark in marks}
    assert [2_000] * 3 <= counts == sorted(counts)


@pytest.mark.parametrize("there", ["kept.db", "kept.db.mark"])
def test_nothing_is_written_over(store: Path, tmp_path: Path, there: str) -> None:
    """A copy or a mark that is there already is left as it is, and nothing is left beside it."""
    (tmp_path / there).write_text("precious", encoding="utf-8")
    ended = command("backup", store, tmp_path / "kept.db")
    assert (2, True) == (ended.status, "[copy.taken]" in ended.err)
    assert ["precious"] == [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()]


def test_a_folder_that_is_not_there_is_named_and_not_the_store(store: Path, tmp_path: Path) -> None:
    """TRU-18: the store can be read; where the copy should stand there is no folder."""
    nowhere = tmp_path / "nowhere"
    ended = command("backup", store, nowhere / "kept.db")
    assert (2, True) == (ended.status, f"there is no directory {nowhere}; make it" in ended.err)
    assert str(store) not in ended.err


def test_a_store_that_is_not_whole_gives_no_copy(store: Path, tmp_path: Path) -> None:
    """Events that do not fit their digest are told when a copy is made, not when it is needed."""
    db = tmp_path / "store.db"
    shutil.copy(store, db)
    with sqlite3.connect(db) as file:
        file.execute("DELETE FROM event WHERE process = 'order' AND version = 2")
    file.close()
    ended = command("backup", db, tmp_path / "kept.db")
    assert (2, True) == (ended.status, "the copy is not whole" in ended.err)
    assert "order/O-1000 is shortened" in ended.err
    assert [db] == list(tmp_path.iterdir())


def test_a_copy_that_does_not_fit_its_mark_is_not_restored(store: Path, tmp_path: Path) -> None:
    """TRU-18: a backup that was altered, or has no mark, or the mark of another, is refused."""
    kept, back = tmp_path / "kept.db", tmp_path / "back.db"
    command("backup", store, kept)
    with SqliteJournal(kept) as journal:
        other = tmp_path / "other.mark"
        journal.append(entry("O-later"))
    other.write_text(command("mark", "--db", kept).out, encoding="utf-8")
    with sqlite3.connect(kept) as file:
        file.execute("UPDATE event SET actor = 'nobody' WHERE case_id = 'O-later'")
    file.close()
    ended = command("restore", kept, back, "--mark", other)
    assert (2, True) == (ended.status, "order/O-later is altered" in ended.err)
    (tmp_path / "kept.db.mark").unlink()
    ended = command("restore", kept, back)
    assert (2, True) == (ended.status, "[cli.no-file]" in ended.err)
    assert not back.exists()


@pytest.mark.parametrize("of", ["backup", "restore"])
def test_a_missing_source_is_told(tmp_path: Path, of: str) -> None:
    """Nothing is made where there is nothing to copy."""
    ended = command(
        of, tmp_path / "none.db", tmp_path / "kept.db", *(("--mark", __file__) * (of == "restore"))
    )
    assert 2 == ended.status
    assert [] == list(tmp_path.iterdir())
