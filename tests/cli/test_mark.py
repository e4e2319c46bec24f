"""`mark` and `check --mark`: what a store lost, or has otherwise than before, is told by name."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.audit.marks import losses
from order_to_cash.ports.digest import digest_of
from order_to_cash.testing.laws.journal_entries import entry
from tests.cli.commands import DATA, EXAMPLE, command, lines_of, run, written

NOW = ("--now", "2026-12-01T00:00:00+00:00", "--jump", "--quiet")
HALF = 40


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some orders in a file, its mark beside it."""
    folder = tmp_path_factory.mktemp("mark")
    lines = (EXAMPLE / "orders.jsonl").read_text(encoding="utf-8").splitlines()[:HALF]
    run(written(folder / "lines.jsonl", lines), folder / "store.db", *NOW)
    mark = command("mark", "--db", folder / "store.db").out
    (folder / "store.mark").write_text(mark, encoding="utf-8")
    return folder / "store.db"


def marked(store: Path) -> Path:
    return store.with_suffix(".mark")


def copied(store: Path, to: Path, *changes: str) -> Path:
    """A copy of the store, changed behind everybody's back."""
    shutil.copy(store, to)
    with sqlite3.connect(to) as file:
        for change in changes:
            assert file.execute(change).rowcount
    file.close()
    return to


def an_order(store: Path) -> str:
    with SqliteJournal(store, read_only=True) as journal:
        return journal.cases(process="order", limit=1)[0].case


def test_a_mark_counts_every_case_and_sums_up(store: Path) -> None:
    """TRU-18: one line for each case with its events, and a last one with the sum of them."""
    first, *lines, last = map(json.loads, marked(store).read_text(encoding="utf-8").splitlines())
    with SqliteJournal(store, read_only=True) as journal:
        histories = [journal.history(line["process"], line["case"]) for line in lines]
        assert len(journal.events(limit=100_000)) == last["events"]
    assert {"mark": 1, "operator": "peru"} == first
    assert [len(events) for events in histories] == [line["events"] for line in lines]
    assert [digest_of(events) for events in histories] == [line["digest"] for line in lines]
    assert len(lines) == last["cases"] > 10


def test_a_store_that_went_on_still_fits_its_mark(store: Path, tmp_path: Path) -> None:
    """What was written since then is no loss."""
    db = copied(store, tmp_path / "on.db")
    every = (EXAMPLE / "orders.jsonl").read_text(encoding="utf-8").splitlines()
    run(written(tmp_path / "more.jsonl", every[: HALF + 20]), db, *NOW)
    assert command("mark", "--db", db).out != marked(store).read_text(encoding="utf-8")
    ended = command("check", "--db", db, "--mark", marked(store))
    assert (0, "29 of 29 laws were checked in full; 0 broken promises\n") == ended[:2]


def test_a_store_without_its_latest_writes_is_told_as_shortened(tmp_path: Path) -> None:
    """TRU-18: a file whose `-wal` got lost is in itself whole, and only its mark tells."""
    db, lines = tmp_path / "store.db", lines_of("O-1001")
    run(written(tmp_path / "one.jsonl", lines[:1]), db, *NOW)
    with SqliteJournal(db) as kept:
        run(written(tmp_path / "all.jsonl", lines), db, *NOW)
        lost = shutil.copy(db, tmp_path / "lost.db")
        kept.owner()
    mark = written(tmp_path / "mark", command("mark", "--db", db).out.splitlines())
    assert 0 == command("check", "--db", lost).status
    ended = command("check", "--db", lost, "--mark", mark)
    assert 1 == ended.status
    assert "order/O-1001 is shortened: the mark has " in ended.out


WHERE = "WHERE process = 'order' AND case_id ="
ALTERED = "UPDATE event SET body = replace(body, '\"20', '\"19')"


def test_an_altered_store_is_told_with_and_without_its_mark(store: Path, tmp_path: Path) -> None:
    """TRU-18: who alters a body leaves a digest that does not fit; who alters both, the mark."""
    case = an_order(store)
    db = copied(store, tmp_path / "altered.db", f"{ALTERED} {WHERE} '{case}'")
    told = f"I6: events of order/{case} are lost or altered: they do not fit their digest\n"
    assert told in command("check", "--db", db).out
    with SqliteJournal(db) as journal, journal.file.writing() as connection:
        digest = digest_of(journal.history("order", case))
        given = (digest, case)
        connection.execute("UPDATE case_head SET digest = ? WHERE case_id = ?", given)
    assert told not in command("check", "--db", db).out
    ended = command("check", "--db", db, "--mark", marked(store))
    assert (1, True) == (ended.status, f"order/{case} is altered: its first " in ended.out)


def test_a_store_that_went_on_and_was_altered_is_told(tmp_path: Path) -> None:
    """What happened since hides nothing: the events that the mark knows have to be the same."""
    db = tmp_path / "store.db"
    with SqliteJournal(db) as journal:
        journal.owner("peru")
        journal.append(entry(events=2))
        mark = written(tmp_path / "mark", command("mark", "--db", db).out.splitlines())
        journal.append(entry(after=2))
        assert [] == list(losses(journal, mark.read_text().splitlines()))
        with journal.file.writing() as connection:
            connection.execute("UPDATE event SET actor = 'eva' WHERE version = 1")
        told = list(losses(journal, mark.read_text().splitlines()))
    assert ["order/a is altered: its first 2 events are not those of the mark"] == told


def test_a_lost_case_and_another_store_are_told(store: Path, tmp_path: Path) -> None:
    """TRU-18: each case that the store lacks is named, and a store that is another's."""
    case = an_order(store)
    db = copied(store, tmp_path / "gone.db", f"DELETE FROM event {WHERE} '{case}'")  # noqa: S608
    told = command("check", "--db", db, "--mark", marked(store)).out
    assert f"order/{case} is lost: the mark has " in told
    other = tmp_path / "other.db"
    requests = EXAMPLE.parent / "bolivia" / "requests.jsonl"
    lines = requests.read_text(encoding="utf-8").splitlines()[:5]
    given = written(tmp_path / "five.jsonl", lines)
    command("run", given, "--db", other, "--data", DATA, "--operator", "bolivia", *NOW)
    told = command("check", "--db", other, "--mark", marked(store)).out
    assert "mixed up: this is the store of bolivia, the mark of peru\n" in told
    assert f"order/{case} is lost: the mark has " in told


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: lines[:-1], "it ends without its sum"),
        (lambda lines: lines[:1] + lines[2:], "its sum is not that of the lines before it"),
        (lambda lines: [*lines, lines[1]], "it goes on after its sum"),
        (lambda lines: lines[1:], "its sum is not that of the lines before it"),
        (lambda lines: ["{}", *lines], "it is no line of a mark"),
        (lambda _: ["no mark"], "it is no line of a mark"),
        (lambda lines: ['{"mark":2,"operator":"peru"}', *lines[1:]], "it is no line of a mark"),
        (lambda _: [], "it ends without its sum"),
    ],
)
def test_a_mark_that_is_not_whole_is_no_mark(
    store: Path, tmp_path: Path, change: object, why: str
) -> None:
    """A mark that lost some of its own lines vouches for nothing, and is refused."""
    lines = marked(store).read_text(encoding="utf-8").splitlines()
    mark = written(tmp_path / "mark", change(lines))  # type: ignore[operator]
    ended = command("check", "--db", store, "--mark", mark)
    assert (2, True) == (ended.status, why in ended.err)
    assert "[mark.unreadable]" in ended.err


def test_a_mark_in_no_text_is_no_mark(store: Path, tmp_path: Path) -> None:
    """TRU-18: a file of other bytes is refused as any other that is no mark."""
    (tmp_path / "mark").write_bytes(b"\xff\xfe\x00")
    for asked in (("check", "--db", store), ("restore", store, tmp_path / "new.db")):
        ended = command(*asked, "--mark", tmp_path / "mark")
        assert (2, True) == (ended.status, "[mark.unreadable]" in ended.err)
    lines = marked(store).read_bytes().splitlines(keepends=True)
    (tmp_path / "mark").write_bytes(b"".join([lines[0].replace(b"peru", b"per\xfa"), *lines[1:]]))
    assert 2 == command("check", "--db", store, "--mark", tmp_path / "mark").status
