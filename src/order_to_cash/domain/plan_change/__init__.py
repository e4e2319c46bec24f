"""Plan changes: another plan from a day on, and an invoice prorated by the day (004 annex 1)."""

from order_to_cash.domain.plan_change.commands import (
    ApplyChange,
    CancelPlanChange,
    Command,
    CompleteRequirements,
    ConfirmChange,
    RefuseChange,
    RequestPlanChange,
)
from order_to_cash.domain.plan_change.events import (
    ChangeApplied,
    ChangeConfirmed,
    ChangeProposed,
    Event,
    PlanChangeCancelled,
    PlanChangeRefused,
    PlanChangeRequested,
    RequirementsBrought,
    RequirementsMissing,
)
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
    "ApplyChange",
    "Asked",
    "Brought",
    "CancelPlanChange",
    "ChangeApplied",
    "ChangeConfirmed",
    "ChangeFacts",
    "ChangeProposed",
    "Command",
    "CompleteRequirements",
    "ConfirmChange",
    "CycleCharge",
    "Event",
    "Part",
    "Plan",
    "PlanChange",
    "PlanChangeCancelled",
    "PlanChangeKind",
    "PlanChangeProcess",
    "PlanChangeRefused",
    "PlanChangeRequest",
    "PlanChangeRequested",
    "Proration",
    "RefuseChange",
    "RequestPlanChange",
    "RequirementsBrought",
    "RequirementsMissing",
    "Stage",
]
