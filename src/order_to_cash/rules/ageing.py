"""How what is owed is told by its age: the buckets, and over how many days sales are counted."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from attrs import field

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition

NOT_DUE: Final = "not-due"
"""The bucket of what is not past due yet, on its due day at the latest."""

MOST_BUCKETS: Final = 24
MOST_DAYS: Final = 3_660
"""The longest time that an age or a sale is told apart over, ten years."""


def _days(until: Sequence[int]) -> tuple[int, ...]:
    return tuple(until)


@entity
class Ageing:
    """Buckets by days past due, named by those days, and the days of days sales outstanding.

    `until` are the last days of each bucket but the last one, which has no end: (30, 60, 90) makes
    "not-due", "1-30", "31-60", "61-90" and "91+". `days` is the n of "open / credit sales of the
    last n days x n" (COL-07). Raises `BrokenDefinition` for buckets that do not rise from 1.
    """

    until: tuple[int, ...] = field(default=(30, 60, 90), converter=_days)
    days: int = 90

    def __attrs_post_init__(self) -> None:
        whole = all(type(day) is int for day in self.until)
        rises = whole and all(a < b for a, b in pairwise((0, *self.until)))
        if not rises or not 0 < len(self.until) <= MOST_BUCKETS or self.until[-1] > MOST_DAYS:
            raise BrokenDefinition(
                f"the buckets of an ageing end on at most {MOST_BUCKETS} days past due that rise "
                f"from 1 to at most {MOST_DAYS}; give them so, such as 30, 60, 90",
                code="ageing.buckets",
            )
        if type(self.days) is not int or not 0 < self.days <= MOST_DAYS:
            raise BrokenDefinition(
                f"credit sales are those of the last 1 to {MOST_DAYS} days; give such a number",
                code="ageing.days",
            )

    @property
    def spans(self) -> tuple[tuple[int, int | None], ...]:
        """The first and last days past due of each bucket but that of what is not due."""
        firsts = (1, *(day + 1 for day in self.until))
        return tuple(zip(firsts, (*self.until, None), strict=True))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the buckets, from what is not due to the oldest."""
        named = (f"{first}+" if last is None else f"{first}-{last}" for first, last in self.spans)
        return (NOT_DUE, *named)

    def place(self, days: int) -> int:
        """Which bucket is that of so many days past due; none or less is that of what is not."""
        return 0 if days < 1 else 1 + bisect_left(self.until, days)
