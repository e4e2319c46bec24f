"""Killed at any statement and started again, the work ends as if nothing had happened."""

import shutil
from pathlib import Path

import pytest

from tests.desk.workload import digest, killed_before, work

POINTS = 200
"""How many of the statements are tried here; each point is a process killed for good."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, object]]:
    """How many statements the work takes, and what it leaves behind."""
    path = tmp_path_factory.mktemp("undisturbed") / "store.db"
    statements: list[str] = []
    work(path, statements.append)
    return len(statements), digest(path)


@pytest.mark.parametrize("part", range(4))
def test_killed_and_started_again_it_ends_the_same(
    undisturbed: tuple[int, dict[str, object]], tmp_path: Path, part: int
) -> None:
    """I1, I7, I8: same states, invoices, messages and histories, wherever the process died."""
    total, expected = undisturbed
    points = sorted({total * n // POINTS for n in range(POINTS)})
    assert len(points) == POINTS
    for point in points[part::4]:
        folder = tmp_path / str(point)
        folder.mkdir()
        assert killed_before(folder / "store.db", point)
        work(folder / "store.db")
        assert expected == digest(folder / "store.db"), f"killed before statement {point}"
        shutil.rmtree(folder)


def test_killed_twice_it_still_ends_the_same(
    undisturbed: tuple[int, dict[str, object]], tmp_path: Path
) -> None:
    """I7: a second death, during the recovery from the first, changes nothing either."""
    total, expected = undisturbed
    path = tmp_path / "store.db"
    assert killed_before(path, total // 2)
    assert killed_before(path, total // 10)
    work(path)
    assert expected == digest(path)


def test_doing_all_of_it_again_changes_nothing(tmp_path: Path) -> None:
    """I7: the same commands, ticks and deliveries a second time leave everything as it was."""
    path = tmp_path / "store.db"
    work(path)
    once = digest(path)
    work(path)
    assert once == digest(path)
