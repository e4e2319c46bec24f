"""`export --as`: a store, or its processes, in the standards that other tools read."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from order_to_cash import OrderToCashError
from order_to_cash.cli import main
from order_to_cash.standards import STANDARDS, files
from tests.standards.store import desk_on, filled

FIRST: Final = "SELECT MIN(case_id) FROM event WHERE process = ?"
SPOIL: Final = (
    "UPDATE event SET body = '{' WHERE process = ? AND case_id = ?",
    "DELETE FROM snapshot WHERE process = ? AND case_id = ?",
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("export") / "peru.db")


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_command_line_writes_what_python_does(
    db: Path, standard: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file of it, the same each time, and how many they are."""
    for _ in range(2):
        assert 0 == main(["export", "--db", str(db), "--as", standard, "--to", str(tmp_path)])
        written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
        with desk_on(db) as desk:
            assert sorted(written) == sorted(one.name for one in files(desk, standard))
        assert f"{len(written)} files in {tmp_path}" in capsys.readouterr().out


def test_a_standard_of_one_process_alone(db: Path, tmp_path: Path) -> None:
    """`--process` leaves the others out, and one that is not there is told."""
    asked = ["export", "--db", str(db), "--as", "bpmn", "--to", str(tmp_path), "--process"]
    assert 0 == main([*asked, "order"])
    assert ["order.bpmn"] == [path.name for path in tmp_path.iterdir()]
    assert 2 == main([*asked, "no"])


@pytest.mark.parametrize(
    "wrong",
    [("--as", "bpmn", "--since", "1"), ("--as", "xes", "--tables", "events"), ("--process", "x")],
)
def test_what_belongs_to_rows_alone_is_refused(
    db: Path, wrong: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A cursor and tables are of rows, a process is of standards."""
    assert 2 == main(["export", "--db", str(db), "--to", str(tmp_path / "out"), *wrong])
    assert "leave" in capsys.readouterr().err


def test_a_standard_that_there_is_not_is_told_with_those_that_there_are(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the command line as in Python."""
    assert 2 == main(["export", "--db", str(db), "--to", "x", "--as", "no"])
    assert "bpmn, " in capsys.readouterr().err


@pytest.mark.parametrize("standard", ["ubl", "tmf622", "tmf678"])
def test_a_case_that_cannot_be_read_is_named_and_stops_nobody(
    db: Path, standard: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are written, the status says so; Python raises, unless it asks to be told."""
    spoiled = tmp_path / "spoiled.db"
    assert 0 == main(["backup", str(db), str(spoiled)])
    process = "order" if standard == "tmf622" else "receivable"
    with closing(sqlite3.connect(spoiled)) as file, file:
        [case] = file.execute(FIRST, (process,)).fetchone()
        for spoil in SPOIL:
            file.execute(spoil, (process, case))
    capsys.readouterr()
    to = tmp_path / "out"
    assert 1 == main(["export", "--db", str(spoiled), "--as", standard, "--to", str(to)])
    assert 1 == capsys.readouterr().err.count(f"{process}/{case} is left out")
    assert list(to.iterdir())
    with desk_on(spoiled) as desk, pytest.raises(OrderToCashError):
        tuple("".join(one.parts) for one in files(desk, standard))
