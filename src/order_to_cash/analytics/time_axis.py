"""Periods on an axis of time: where each begins, and whether it follows the one before it."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from order_to_cash.domain.core import entity

DAYS: Final = range(date.min.toordinal(), date.max.toordinal() + 1)


@entity
class Point:
    """A period: its name, its first day as an ordinal, and whether it follows the point before.

    Only what follows may be joined to it by a line.
    """

    name: str
    begins: int
    follows: bool = True


def points_of(names: Sequence[str], named: Callable[[date], str]) -> Iterator[Point]:
    """The points of these periods, which are in their order; `named` says of which one a day is."""
    before = ""
    for name in names:
        begins = _first_day(name, named)
        last = date.fromordinal(max(begins - 1, DAYS.start))
        yield Point(name, begins, named(last) == before)
        before = name


def _first_day(name: str, named: Callable[[date], str]) -> int:
    """The first day of a period; names of periods have the order of their days."""
    return DAYS[bisect_left(DAYS, name, key=lambda day: named(date.fromordinal(day)))]
