"""The levels of dunning: alerts, then the block, each after so many days past due (000 flow 8)."""

from typing import Final

from order_to_cash.domain.core import Clause, Finding, Sentence, Text, Verdict, entity
from order_to_cash.domain.receivable import Arrears, DunningLevel
from order_to_cash.domain.receivable.dunning import checked

BELOW_LEVEL: Final = Sentence(
    "dunning.level",
    Text("What is past due stays below the level", "Lo vencido queda por debajo del nivel"),
    Text(
        "{overdue} past due since {days:days} stays below level {level} ({after:days}, {minimum})",
        "{overdue} vencidos hace {days:days} quedan por debajo del nivel {level} ({after:days}, "
        "{minimum})",
    ),
    Text(
        "{overdue} past due since {days:days} reaches level {level} ({after:days}, {minimum})",
        "{overdue} vencidos hace {days:days} alcanzan el nivel {level} ({after:days}, {minimum})",
    ),
    observed=("overdue", "days"),
    required=("level", "after", "minimum"),
)


@entity
class BelowDunningLevel:
    """What is past due is not so old, or not so much, that the level is reached.

    A level says nothing about an amount in another currency: no rate is assumed.
    """

    clause: Clause
    level: DunningLevel

    def check(self, facts: Arrears, /) -> Finding:
        level = self.level
        if facts.overdue.currency is not level.minimum.currency:
            return Finding.skipped(BELOW_LEVEL, self.clause)
        reached = level.days <= facts.days and level.asks_for(facts.overdue)
        required = (level.code, level.days, level.minimum)
        observed = (facts.overdue, facts.days)
        return Finding(BELOW_LEVEL, Verdict.of(not reached), observed, required, self.clause)


SENTENCES: Final = (BELOW_LEVEL,)


def dunning_schedule(clause: Clause, *levels: DunningLevel) -> tuple[BelowDunningLevel, ...]:
    """A schedule of levels that explain themselves, in the order given.

    Raises `BrokenDefinition` unless it rises in days and alerts before it blocks.
    """
    return checked(tuple(BelowDunningLevel(clause, level) for level in levels))
