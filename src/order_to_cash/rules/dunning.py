"""The levels of dunning: of an invoice by days past due, of an account by all it owes.

Reminders and alerts come first, then the block (000 flow 8, COL-05).
"""

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
from order_to_cash.domain.credit_account import AccountArrears, AccountLevel
from order_to_cash.domain.credit_account.levels import checked_levels
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


@entity
class BelowAccountLevel:
    """What is past due on the account is not so old, so much or of so many invoices (COL-05)."""

    code: ClassVar[str] = "dunning.account"
    helps: ClassVar[Helps] = {"days": LESS, "overdue": LESS, "invoices": LESS}
    clause: Clause
    level: AccountLevel

    def check(self, facts: AccountArrears, /) -> Answer:
        level = self.level
        if facts.overdue.currency is not level.minimum.currency:
            return NOT_APPLICABLE
        required: Named = {
            "level": level.code,
            "after": level.days,
            "minimum": level.minimum,
            "least": level.invoices,
        }
        observed: Named = {
            "overdue": facts.overdue,
            "days": facts.days,
            "invoices": facts.invoices,
        }
        return Answer(not level.reached(facts), observed, required)


def account_schedule(clause: Clause, *levels: AccountLevel) -> tuple[BelowAccountLevel, ...]:
    """Levels that look at an account as a whole and explain themselves, in the order given.

    Raises `BrokenDefinition` unless they rise, and a letter comes before the one that stops.
    """
    return checked_levels(tuple(BelowAccountLevel(clause, level) for level in levels))
