"""Rows as Parquet: the same rows, each once."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from order_to_cash import Desk
from order_to_cash.analytics.rows import TABLES, Row, export, parquet, rows_of
from order_to_cash.analytics.rows.writing import told
from tests.cli.commands import command, lines_of, run, written
from tests.indicators.test_rows import CASES, opened, store


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with orders that were invoiced, paid, dunned and overridden, over two months."""
    return store(tmp_path_factory.mktemp("parquet"), *CASES)


def read(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table, in the order of the journal."""
    if not list(folder.glob(f"{table}/**/*.parquet")):
        return []
    frame = pl.read_parquet(folder / table / "**" / "*.parquet", hive_partitioning=False)
    rows = frame.rows(named=True)
    return sorted(rows, key=lambda row: (int(json.loads(row["cursor"])[0]), row.get("place") or 0))


def plain(row: Row) -> dict[str, Any]:
    """A row as Parquet has it: amounts with four decimals, what has names of its own as JSON."""
    return {
        name: None
        if (value := row.values.get(name)) is None
        else Decimal(value).quantize(Decimal("0.0001"))
        if kind.value == "amount"
        else told(value)
        if kind.value == "values"
        else value
        for name, kind in TABLES[row.table].items()
    }


def wanted(desk: Desk, table: str) -> list[dict[str, Any]]:
    """The rows of a table as the journal tells them."""
    return [plain(row) for row in rows_of(desk, table)]


def test_every_row_is_there_once(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Table by table the rows of the journal, however few are held at a time; by their month."""
    monkeypatch.setattr(parquet, "MOST", 7)
    with opened(db) as desk:
        export(desk, tmp_path, form="parquet")
        for table in TABLES:
            assert wanted(desk, table) == read(tmp_path, table)
    months = {path.parent.name for path in tmp_path.glob("events/*/*.parquet")}
    assert {"month=2024-01", "month=2024-02"} <= months
    assert [] == list(tmp_path.rglob("*.unfinished"))


def test_a_folder_is_gone_on_with(tmp_path: Path) -> None:
    """Exported in parts, it has what one export at the end has; in another form it is refused."""
    folder = tmp_path / "parts"
    for number, case in enumerate(CASES):
        file = written(tmp_path / f"{number}.jsonl", lines_of(case))
        assert 2 > run(file, tmp_path / "some.db").status
        ended = command("export", "--db", tmp_path / "some.db", "--to", folder, "--form", "parquet")
        assert (0, "") == (ended.status, ended.err)
    with opened(tmp_path / "some.db") as desk:
        assert wanted(desk, "events") == read(folder, "events")
    other = command("export", "--db", tmp_path / "some.db", "--to", folder)
    assert (2, True) == (other.status, "rows.other-folder" in other.err)


@pytest.mark.parametrize("steps", [0, 1, 3, 8])
def test_an_interrupted_export_repeats_nothing(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Killed among its files, and done again when the store has more: each row is there once."""
    moved, move = 0, Path.replace

    def killed(path: Path, target: Path) -> Path:
        nonlocal moved
        if moved == steps:
            raise KeyboardInterrupt
        moved += 1
        return move(path, target)

    with opened(db) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", killed)
            patch.setattr(parquet, "MOST", 7)
            with pytest.raises(KeyboardInterrupt):
                export(desk, tmp_path, form="parquet")
        export(desk, tmp_path, form="parquet")
        for table in TABLES:
            assert wanted(desk, table) == read(tmp_path, table)


def test_another_form_is_refused(db: Path, tmp_path: Path) -> None:
    """What there is not is named, and nothing is written."""
    ended = command("export", "--db", db, "--to", tmp_path / "a", "--form", "xml")
    assert (2, True) == (ended.status, "give one of: lines, parquet" in ended.err)
