"""Whether a plan can be changed at all: another plan, a day of the cycle, one currency (REQ-09)."""

from typing import ClassVar

from order_to_cash.domain.core import (
    Answer,
    Clause,
    Currency,
    Policy,
    entity,
)
from order_to_cash.domain.plan_change import ChangeFacts


@entity
class AnotherPlan:
    """The new plan is not the one that there is."""

    code: ClassVar[str] = "plan-change.another-plan"
    clause: Clause

    def check(self, facts: ChangeFacts, /) -> Answer:
        old, new = facts.request.old.code, facts.request.new.code
        return Answer(old != new, {"old": old, "new": new})


@entity
class DayInCycle:
    """The effective day belongs to the bill cycle whose invoice is prorated."""

    code: ClassVar[str] = "plan-change.day"
    clause: Clause

    def check(self, facts: ChangeFacts, /) -> Answer:
        cycle, day = facts.request.cycle, facts.effective
        holds = cycle.holds(day)
        return Answer(holds, {"day": day}, {"first": cycle.first, "last": cycle.last})


@entity
class OneCurrency:
    """Both plans have their price in the currency that is billed."""

    code: ClassVar[str] = "plan-change.currency"
    clause: Clause
    currency: Currency

    def check(self, facts: ChangeFacts, /) -> Answer:
        prices = (facts.request.old.monthly, facts.request.new.monthly)
        found = tuple(dict.fromkeys(price.currency for price in prices))
        names = tuple(currency.value for currency in found)
        holds = found == (self.currency,)
        return Answer(holds, {"found": names}, {"currency": self.currency.value})


def possible_change_policy(clause: Clause, currency: Currency) -> Policy[ChangeFacts]:
    """What makes a change of plan possible; what must be brought for it is the checklist's."""
    return Policy(
        "plan change", (AnotherPlan(clause), DayInCycle(clause), OneCurrency(clause, currency))
    )
