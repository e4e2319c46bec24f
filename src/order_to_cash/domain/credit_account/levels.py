"""The levels of dunning that look at a whole account (COL-05)."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from order_to_cash.domain.core.decision import Answer, Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.money import Currency, Money
from order_to_cash.domain.trade.collecting import Reach, may_follow


@entity
class AccountArrears:
    """What a level looks at: how old the oldest part past due is, how much, of how many invoices.

    What is disputed or exempt is left out.
    """

    days: int
    overdue: Money
    invoices: int


@entity
class AccountLevel:
    """A level that an account reaches once all three are so: days, sum past due, and invoices.

    `days` are those since the oldest due day, from 1 on. `waits` are the days that must have passed
    since the level before was told. `stops` says how far the level reaches; one that stops nothing
    is a letter alone. Between the last letter and a stop lies at least one whole day.
    """

    code: str
    days: int
    minimum: Money
    invoices: int = 1
    waits: int = 0
    stops: tuple[Reach, ...] = ()

    def reached(self, facts: AccountArrears) -> bool:
        """Whether what is past due is old enough, enough, and of enough invoices."""
        return self.days <= facts.days and self.asks_for(facts.overdue, facts.invoices)

    def asks_for(self, overdue: Money, invoices: int) -> bool:
        """Whether so much of so many invoices is enough; no other currency ever is."""
        same = overdue.currency is self.minimum.currency
        return same and self.minimum <= overdue and self.invoices <= invoices

    def after(self, told: date) -> date:
        """The first day on which it may follow a level that was told on that day."""
        return may_follow(told, self.waits, blocks=bool(self.stops))


class AccountRule(Protocol):
    """A level of an account that explains itself: its answer is "no" once it is reached."""

    @property
    def code(self) -> str:
        """The stable code under which its words are found."""
        ...

    @property
    def clause(self) -> Clause:
        """Where it is written down."""
        ...

    @property
    def level(self) -> AccountLevel:
        """The level in question."""
        ...

    def check(self, facts: AccountArrears, /) -> Answer:
        """Whether the account stays below the level."""
        ...


R = TypeVar("R", bound=AccountRule)


def checked_levels(schedule: Sequence[R], currency: Currency | None = None) -> tuple[R, ...]:
    """The schedule, or `BrokenDefinition` unless its levels rise and a letter precedes the stop."""
    levels = [rule.level for rule in schedule]
    if len({level.code for level in levels}) < len(levels):
        raise BrokenDefinition("two levels of an account have one code; give each its own")
    if any(level.days < 1 or level.invoices < 1 or level.waits < 0 for level in levels):
        raise BrokenDefinition(
            "a level of an account counts from 1 day past due and 1 invoice on, and waits no days "
            "or some; what falls due later is each invoice's own to remind of"
        )
    least = [level.minimum for level in levels]
    kept_in = currency or (least[0].currency if least else None)
    if any(amount.currency is not kept_in or not amount.is_positive for amount in least):
        raise BrokenDefinition(
            "a level of an account asks for an amount above zero in the currency of the accounts"
        )
    if any(_falls(sooner, later) for sooner, later in pairwise(levels)):
        raise BrokenDefinition(
            "a later level of an account asks for as many days, as much and as many invoices as "
            "the level before, or more; less would never be reached before it"
        )
    stopping = [n for n, level in enumerate(levels) if level.stops]
    if len(stopping) > 1 or stopping[:1] == [0]:
        raise BrokenDefinition("the levels of an account stop it once, after a letter")
    return tuple(schedule)


def _falls(sooner: AccountLevel, later: AccountLevel) -> bool:
    return (
        later.days < sooner.days
        or later.minimum < sooner.minimum
        or later.invoices < sooner.invoices
    )
