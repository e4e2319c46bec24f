"""What dunning looks at, and what an operator decides about it (000 flow 8)."""

from datetime import date, timedelta
from typing import Protocol

from order_to_cash.domain.core.decision import Answer, Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.collecting import may_follow


@entity
class Arrears:
    """What a level looks at: since how many days the oldest part is past due, and how much in all.

    `days` are below zero for what falls due so many days later, which only levels before the due
    day look at.
    """

    days: int
    overdue: Money


@entity
class DunningLevel:
    """A level of a dunning schedule: reached so many days past due, for at least an amount.

    On the due day `days` are 0, before it they are below zero: then the level reminds, and nothing
    is in default. `waits` are the days that must have passed since the level before was told.
    `blocks` marks the level that blocks the service; at least one whole day lies between it and the
    last alert. The others alert (COL-04).
    """

    code: str
    days: int
    minimum: Money
    blocks: bool = False
    waits: int = 0

    @property
    def in_default(self) -> bool:
        """Whether it speaks of what is past due, and not of what falls due."""
        return self.days > 0

    def reached(self, facts: Arrears) -> bool:
        """Whether what is owed is old enough and enough for it."""
        return self.days <= facts.days and self.asks_for(facts.overdue)

    def counts_from(self, due: date) -> date:
        """The first day on which what is due on that day counts for it."""
        return due + timedelta(days=min(self.days, 1))

    def after(self, told: date) -> date:
        """The first day on which it may follow a level that was told on that day."""
        return may_follow(told, self.waits, blocks=self.blocks)

    def asks_for(self, owed: Money) -> bool:
        """Whether that much is enough for it; an amount in another currency never is."""
        return owed.currency is self.minimum.currency and self.minimum <= owed


class DunningRule(Protocol):
    """A level that explains itself: its answer is "no" once the level is reached."""

    @property
    def code(self) -> str:
        """The stable code under which its words are found."""
        ...

    @property
    def clause(self) -> Clause:
        """Where it is written down."""
        ...

    @property
    def level(self) -> DunningLevel:
        """The level in question."""
        ...

    def check(self, facts: Arrears, /) -> Answer:
        """Whether these arrears stay below the level."""
        ...
