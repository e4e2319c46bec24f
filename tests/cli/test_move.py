"""`move`: a file goes into a database and back, and says what stands where."""

import re
import shlex
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.cli.commands import command, lines_of, run, written

PAGE = ROOT / "docs" / "how-to" / "move-a-store.md"
GIVEN = re.compile(r"^ +order-to-cash (.*)$", re.MULTILINE)
NOW = ("--now", "2026-12-01T00:00:00+00:00", "--jump", "--quiet")


def test_a_file_goes_into_a_database_and_back(postgres: str, tmp_path: Path) -> None:
    """TRU-18: all three have one mark, and every promise holds of each."""
    db, back = tmp_path / "shop.db", tmp_path / "back.db"
    run(written(tmp_path / "lines.jsonl", lines_of("O-1001")), db, *NOW)
    ended = command("move", db, postgres)
    assert (0, "") == (ended.status, ended.err)
    assert f" holds what stands in {db}: " in ended.out
    assert "postgres@" not in ended.out
    assert 0 == command("move", postgres, back).status
    marks = [command("mark", "--db", place).out for place in (db, postgres, back)]
    assert marks[:1] * 3 == marks
    assert [0] * 3 == [command("check", "--db", place).status for place in (db, postgres, back)]
    assert {"lines.jsonl", "shop.db", "back.db"} == {file.name for file in tmp_path.iterdir()}


def test_a_place_that_is_not_there_is_told(postgres: str, tmp_path: Path) -> None:
    """A mistyped source ends in advice, and nothing is made at either place."""
    ended = command("move", tmp_path / "none.db", postgres)
    assert (2, True) == (ended.status, "[journal.missing]" in ended.err)
    ended = command("move", postgres, tmp_path / "new.db")
    assert (2, True) == (ended.status, "[journal.missing]" in ended.err)
    assert [] == list(tmp_path.iterdir())


def test_the_page_moves_a_store_as_it_says(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRU-18: the commands of the guide, one after the other, with a database of ours."""
    monkeypatch.chdir(tmp_path)
    run(written(tmp_path / "lines.jsonl", lines_of("O-1001")), Path("shop.db"), *NOW)
    given = GIVEN.findall(PAGE.read_text(encoding="utf-8"))
    for line in given:
        words = shlex.split(line.replace("postgresql://shop@db.example.com/shop", f"'{postgres}'"))
        told, to = words, ""
        if ">" in words:
            told, to = words[: words.index(">")], words[-1]
        ended = command(*told)
        assert (0, "") == (ended.status, ended.err)
        if to:
            Path(to).write_text(ended.out, encoding="utf-8")
    assert ["mark", "move", "check"] == [line.split()[0] for line in given]
