"""The levels of dunning: alerts, then the block, each after so many days past due (000 flow 8)."""

from typing import ClassVar

from order_to_cash.domain.core import NOT_APPLICABLE, Answer, Clause, Named, entity
from order_to_cash.domain.receivable import Arrears, DunningLevel
from order_to_cash.domain.receivable.dunning import checked


@entity
class BelowDunningLevel:
    """What is past due is not so old, or not so much, that the level is reached.

    A level says nothing about an amount in another currency: no rate is assumed.
    """

    code: ClassVar[str] = "dunning.level"
    clause: Clause
    level: DunningLevel

    def check(self, facts: Arrears, /) -> Answer:
        level = self.level
        if facts.overdue.currency is not level.minimum.currency:
            return NOT_APPLICABLE
        reached = level.days <= facts.days and level.asks_for(facts.overdue)
        required: Named = {"level": level.code, "after": level.days, "minimum": level.minimum}
        observed: Named = {"overdue": facts.overdue, "days": facts.days}
        return Answer(not reached, observed, required)


def dunning_schedule(clause: Clause, *levels: DunningLevel) -> tuple[BelowDunningLevel, ...]:
    """A schedule of levels that explain themselves, in the order given.

    Raises `BrokenDefinition` unless it rises in days and alerts before it blocks.
    """
    return checked(tuple(BelowDunningLevel(clause, level) for level in levels))
