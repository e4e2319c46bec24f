"""The kill tests are worth something: each fault planted in the store is caught by them."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from shutil import rmtree

import pytest

from tests.desk.workload import digest, killed_before, work
from tests.faults.sabotage import SABOTAGED, Store

SOUND = 20
"""How many points are tried on the sound store; `test_kill.py` tries many more."""


def statements(store: Store, path: Path) -> list[str]:
    """The statements of the undisturbed work, in order."""
    seen: list[str] = []
    work(path, seen.append, store.office)
    return seen


def differs(store: Store, path: Path, point: int, expected: object) -> bool:
    """Whether a death before that statement leaves something else behind in the end."""
    path.parent.mkdir()
    assert killed_before(path, point, store.office)
    work(path, None, store.office)
    found = expected != digest(path, store.office)
    rmtree(path.parent)
    return found


def catches(store: Store, folder: Path, points: Iterable[int]) -> Iterator[int]:
    """The points that show a difference, in the order in which they are asked for."""
    statements(store, folder / "undisturbed.db")
    expected = digest(folder / "undisturbed.db", store.office)
    return (n for n in points if differs(store, folder / f"at-{n}" / "store.db", n, expected))


def test_the_sound_store_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    """I7: what was acknowledged is never given again, and still everything ends the same."""
    total = len(statements(Store(), tmp_path / "counted.db"))
    points = [total * n // SOUND for n in range(SOUND)]
    assert [] == list(catches(Store(), tmp_path, points))


def after_commits(said: list[str]) -> Iterator[int]:
    """The points right after every commit but the last: of each kind of transaction one in turn."""
    kinds: dict[str, list[int]] = {}
    for n in [n for n, statement in enumerate(said) if statement == "COMMIT"][:-1]:
        kinds.setdefault(" ".join(said[n - 1].split()[:3]), []).append(n + 1)
    for turn in zip_longest(*kinds.values()):
        yield from (point for point in turn if point is not None)


@pytest.mark.parametrize("name", SABOTAGED)
def test_a_sabotaged_store_is_caught(name: str, tmp_path: Path) -> None:
    """I1, I7, I8: a death right after some commit shows the planted fault."""
    store = SABOTAGED[name]
    said = statements(store, tmp_path / "counted.db")
    assert next(catches(store, tmp_path, after_commits(said)), None) is not None
