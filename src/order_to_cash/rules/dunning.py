"""The levels of dunning: reminders, alerts, then the block, by days past due (000 flow 8)."""

from typing import ClassVar

from order_to_cash.domain.core import (
    LESS,
    NOT_APPLICABLE,
    Answer,
    Clause,
    Helps,
    Named,
    entity,
)
from order_to_cash.domain.receivable import Arrears, DunningLevel
from order_to_cash.domain.receivable.dunning import checked


@entity
class BelowDunningLevel:
    """What is past due is not so old, or not so much, that the level is reached.

    A level says nothing about an amount in another currency: no rate is assumed.
    """

    code: ClassVar[str] = "dunning.level"
    helps: ClassVar[Helps] = {"days": LESS, "overdue": LESS}
    clause: Clause
    level: DunningLevel

    def check(self, facts: Arrears, /) -> Answer:
        return _below(self.level, facts, amount="overdue", days="after")


@entity
class BelowReminder:
    """What falls due is not so near, or not so much, that a reminder is reached.

    A level says nothing about an amount in another currency: no rate is assumed (COL-04).
    """

    code: ClassVar[str] = "dunning.reminder"
    helps: ClassVar[Helps] = {"days": LESS, "overdue": LESS}
    clause: Clause
    level: DunningLevel

    def check(self, facts: Arrears, /) -> Answer:
        return _below(self.level, facts, amount="due", days="start")


def _below(level: DunningLevel, facts: Arrears, *, amount: str, days: str) -> Answer:
    """Whether the level is not reached; the words call the amount and the level's days so."""
    if facts.overdue.currency is not level.minimum.currency:
        return NOT_APPLICABLE
    required: Named = {"level": level.code, days: level.days, "minimum": level.minimum}
    observed: Named = {amount: facts.overdue, "days": facts.days}
    return Answer(not level.reached(facts), observed, required)


def dunning_schedule(
    clause: Clause, *levels: DunningLevel
) -> tuple[BelowDunningLevel | BelowReminder, ...]:
    """A schedule of levels that explain themselves, in the order given.

    Raises `BrokenDefinition` unless it rises in days and alerts before it blocks.
    """
    rules = (BelowDunningLevel if level.in_default else BelowReminder for level in levels)
    return checked(tuple(rule(clause, level) for rule, level in zip(rules, levels, strict=True)))
