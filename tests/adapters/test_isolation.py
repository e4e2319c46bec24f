"""Races on PostgreSQL at the isolation level that is used, with and without their guards."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.isolation import FINDS, GAMES, PLAYERS, UNGUARDED, Race

ROUNDS = 6
"""How often a guard that is gone may go unnoticed, where a machine does one thing at a time."""


@pytest.fixture
def players() -> Iterator[ThreadPoolExecutor]:
    """Each with connections of its own, as a process has."""
    with ThreadPoolExecutor(PLAYERS) as pool:
        yield pool


def test_races_for_hot_cases_lose_and_double_nothing(
    postgres: str, players: ThreadPoolExecutor
) -> None:
    """TRU-14: what several write, take, bill and give back at once comes out as one by one."""
    race = Race(postgres, 400)
    assert [] == race.run(players)
    assert set(GAMES) == {"write", "repeat", "take", "refund", "bill", "pass_time"}
    assert 400 == sum(tally.tried for tally in race.tallies)
    assert all(tally.written and tally.taken for tally in race.tallies)


@pytest.mark.parametrize("guard", UNGUARDED)
def test_a_guard_that_is_taken_away_is_missed(
    postgres: str, players: ThreadPoolExecutor, guard: str
) -> None:
    """TRU-14: without any one of its guards the same races come out wrong, and it is seen."""
    races = (Race(postgres, 120, FINDS[guard], guard, seed=n) for n in range(ROUNDS))
    assert any(race.run(players) for race in races)
