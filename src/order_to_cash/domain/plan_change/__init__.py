"""Plan changes: another plan from a day on, and an invoice prorated by the day (004 annex 1)."""

from order_to_cash.domain.plan_change import commands, events
from order_to_cash.domain.plan_change.commands import *
from order_to_cash.domain.plan_change.events import *
from order_to_cash.domain.plan_change.facts import (
    Brought,
    ChangeFacts,
    CycleCharge,
    Part,
    Plan,
    PlanChangeKind,
    PlanChangeRequest,
    Proration,
)
from order_to_cash.domain.plan_change.lifecycle import Stage
from order_to_cash.domain.plan_change.process import PlanChangeProcess
from order_to_cash.domain.plan_change.state import Asked, PlanChange

__all__ = [
    *commands.__all__,
    *events.__all__,
    "Asked",
    "Brought",
    "ChangeFacts",
    "CycleCharge",
    "Part",
    "Plan",
    "PlanChange",
    "PlanChangeKind",
    "PlanChangeProcess",
    "PlanChangeRequest",
    "Proration",
    "Stage",
]
