"""The days that one bill covers, and what a monthly amount comes to for some of them."""

from datetime import date
from typing import Final

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Money

DAYS_MAX: Final = 366
"""The longest bill cycle, a leap year."""


@entity
class Cycle:
    """The days that one invoice of the contract covers, both ends included."""

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.days <= DAYS_MAX:
            raise InvalidValue(
                f"a bill cycle ends on or after its first day and has at most {DAYS_MAX} days; "
                "correct its days",
                code="billing.cycle",
            )

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether that day belongs to it."""
        return self.first <= day <= self.last

    def overlaps(self, other: "Cycle") -> bool:
        """Whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def days_until(self, day: date) -> int:
        """How many of its days are before that day, from none to all."""
        return min(max((day - self.first).days, 0), self.days)

    def share(self, monthly: Money, since: int, until: int) -> Money:
        """The part of an amount from just after `since` days of the cycle to `until` of them.

        A difference of cumulative shares: parts that follow each other sum to the whole, to the
        cent. This is the one place where a bill cycle is prorated.
        """
        return monthly.prorate(until, of=self.days) - monthly.prorate(since, of=self.days)
