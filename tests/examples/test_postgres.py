"""All examples in PostgreSQL: killed, run again, checked; it comes to the same as on a file."""

from pathlib import Path

import pytest

from tests.cli.commands import command
from tests.examples.dying import FILES, cut, differing, killed_after, left, run
from tests.examples.postgres_rows import OWN, left_on

EVERY = 12
"""Of each example every twelfth story, as in `test_dying`."""

SECONDS = (0.7, 1.5)
"""After how long a run is killed, wherever it is then."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """A cut of every example."""
    folder = tmp_path_factory.mktemp("cut")
    return tuple(cut(file, folder / f"{file.parent.name}.jsonl", EVERY) for file in FILES)


def test_killed_and_run_again_it_leaves_what_a_file_has(
    files: tuple[Path, ...], postgres: str, tmp_path: Path
) -> None:
    """TRU-13, TRU-14, I7: row by row the same in every table, and every promise holds."""
    db = tmp_path / "all.db"
    run(db, files)
    for seconds in SECONDS:
        killed_after(lambda: run(postgres, files), seconds)  # type: ignore[arg-type]
    for order in (files, files[::-1]):
        run(postgres, order)  # type: ignore[arg-type]
        expected = {name: rows for name, rows in left(db).items() if name not in OWN}
        assert [] == differing(left_on(postgres, db), expected)
    checked = [command("check", "--db", place) for place in (db, postgres)]
    assert checked[0] == checked[1]


def test_what_is_told_of_a_store_is_told_of_a_database(
    files: tuple[Path, ...], postgres: str, tmp_path: Path
) -> None:
    """TRU-22: every command that looks says the same, and shows nothing secret of a URL."""
    db = tmp_path / "all.db"
    for place in (db, postgres):
        run(place, files)  # type: ignore[arg-type]
    case = next(row for row in left(db)["case_head"] if row[0] == "order")[1]
    for asked in (
        ("explain", f"order/{case}", "--db"),
        ("next", f"order/{case}", "--role", "customer", "--db"),
        ("parked", "--db"),
        ("mark", "--db"),
        ("check", "--db"),
        ("ageing", "--as-of", "2024-03-31", "--db"),
        ("kpi", "--as-of", "2024-05-01T00:00:00+00:00"),
    ):
        on_file, there = (command(*asked, place) for place in (db, postgres))
        assert on_file.status == there.status
        assert on_file.out.splitlines()[1:] == there.out.splitlines()[1:]
        assert "postgres@" not in there.out + there.err
