"""What dunning looks at, and what an operator decides about it (000 flow 8)."""

from typing import Protocol

from order_to_cash.domain.core.decision import Answer, Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money


@entity
class Arrears:
    """What is past due: since how many days the oldest part is, and how much in all."""

    days: int
    overdue: Money


@entity
class DunningLevel:
    """A level of a dunning schedule: reached after so many days past due, for at least an amount.

    `blocks` marks the level that blocks the service; the others alert.
    """

    code: str
    days: int
    minimum: Money
    blocks: bool = False

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
