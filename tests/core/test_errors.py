"""What is read of cases of which some cannot be read."""

from collections.abc import Iterator

import pytest

from order_to_cash.domain.core import InvalidValue, Unavailable
from order_to_cash.domain.core.errors import parts_of, read_or

AWAY = Unavailable("the store is away; try again")


def halves(number: int) -> Iterator[int]:
    """Some parts, then a failure where the number is odd."""
    yield number // 2
    if number % 2:
        raise ZeroDivisionError
    yield number // 2


def test_one_bad_case_stops_no_other() -> None:
    """TRU-07: of one that fails half-way nothing is taken, it is told, and the rest goes on."""
    told: list[tuple[int, str]] = []
    found = [
        parts_of(one, halves, lambda case, error: told.append((case, type(error).__name__)))
        for one in (2, 3, 4)
    ]
    assert [(1, 1), (), (2, 2)] == found
    assert [(3, "ZeroDivisionError")] == told


def test_without_anybody_to_tell_it_goes_on_to_the_caller() -> None:
    """What nobody is told of is not swallowed."""
    with pytest.raises(ZeroDivisionError):
        parts_of(3, halves, None)


@pytest.mark.parametrize("problem", [AWAY, MemoryError()])
def test_a_store_that_is_away_says_nothing_about_a_case(problem: Exception) -> None:
    """It goes on to the caller, as want of memory does; our other errors are of the case."""

    def away(_: object = None) -> tuple[int, ...]:
        raise problem

    with pytest.raises(type(problem)):
        read_or(away, lambda error: error)
    with pytest.raises(type(problem)):
        parts_of(1, away, lambda *_: None)
    wrong = InvalidValue("no such day; give another one")

    def objects() -> str:
        raise wrong

    assert wrong is read_or(objects, lambda error: error)
