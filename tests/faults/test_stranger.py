"""A stranger at the door says anything at all, and every promise holds; 300 lives of his."""

import pytest

from tests.faults.stranger import Stranger
from tests.faults.stranger_files import tell_files

LIVES = 300
IN_FILES = 50
BATCH = 25
ON_POSTGRES = 3


@pytest.mark.parametrize("first", range(0, LIVES, BATCH))
def test_whoever_speaks_whatever_is_stored_is_true(first: int) -> None:
    """TRU-01 to TRU-09, TRU-13, TRU-14, TRU-17: the laws of the door and of every store hold."""
    for seed in range(first, first + BATCH):
        Stranger(seed).run()


@pytest.mark.parametrize("first", range(0, IN_FILES, BATCH))
def test_what_was_said_comes_to_the_same_from_files_in_any_order(first: int) -> None:
    """TRU-13: from two files, the other way round, twice, and killed and started again."""
    for seed in range(first + 1, first + BATCH):
        tell_files(seed)


@pytest.mark.parametrize("seed", range(LIVES + 1, LIVES + 1 + ON_POSTGRES))
def test_the_same_holds_of_a_store_in_postgresql(seed: int, postgres: str) -> None:
    """TRU-14: the life of a stranger is the same there as in memory, deaths included."""
    elsewhere = Stranger(seed, postgres).run()
    assert Stranger(seed).run().seen == elsewhere.seen


def test_a_life_can_be_lived_again() -> None:
    """The same seed says the same and comes to the same."""
    first, again = Stranger(5).run(), Stranger(5).run()
    assert first.told == again.told
    assert first.seen == again.seen
    assert Stranger(6).run().told != first.told


def test_the_stranger_is_heard_in_every_way() -> None:
    """Lives are worth something: each answer of the door comes up, and people are served."""
    seen: set[str] = set()
    for seed in range(1, 40):
        seen |= set(Stranger(seed).run().seen)
    assert {
        "accepted",
        "malformed",
        "wire.invalid-document",
        "desk.from-the-future",
        "desk.reserved-id",
        "process.wrong-door",
        "process.wrong-role",
        "process.wrong-stage",
        "process.unknown-case",
        "process.id-of-the-library",
    } <= seen
