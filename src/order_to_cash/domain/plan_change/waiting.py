"""What a plan change waits for: papers, the customer's yes, the day itself (FUL-06)."""

from typing import Final

from order_to_cash.domain.core.waiting import Party, Waiting
from order_to_cash.domain.plan_change import commands as c

WAITING: Final = Waiting(
    aside=(c.RefuseChange, c.CancelPlanChange),
    party=lambda change: Party(change.asked.request.customer, change.asked.request.contact),
)
