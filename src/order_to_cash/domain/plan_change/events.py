"""What happens to a plan change, with the decisions and the proration behind it."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.plan_change.facts import Brought, PlanChangeRequest, Proration

__all__ = [
    "ChangeApplied",
    "ChangeConfirmed",
    "ChangeProposed",
    "Event",
    "PlanChangeCancelled",
    "PlanChangeRefused",
    "PlanChangeRequested",
    "RequirementsBrought",
    "RequirementsMissing",
]


@entity
class PlanChangeRequested:
    """The request is recorded, with what was brought."""

    change: str
    request: PlanChangeRequest
    brought: Brought
    on: date


@entity
class RequirementsBrought:
    """More of what the checklist names was brought."""

    brought: Brought
    on: date


@entity
class RequirementsMissing:
    """The checklist is not met, every item named (REQ-12)."""

    decision: Decision


@entity
class ChangeProposed:
    """The change is possible; its day and the prorated invoice wait to be confirmed (REQ-09)."""

    proration: Proration
    decision: Decision


@entity
class ChangeConfirmed:
    """The customer agrees with the day and with the prorated invoice."""

    on: date


@entity
class ChangeApplied:
    """The new plan is in force, and nothing was unpaid in that instant."""

    on: date
    proration: Proration
    decision: Decision


@entity
class PlanChangeRefused:
    """The change is not possible, with every reason."""

    decision: Decision


@entity
class PlanChangeCancelled:
    """The customer withdrew the request."""

    reason: str


Event: TypeAlias = (
    PlanChangeRequested
    | RequirementsBrought
    | RequirementsMissing
    | ChangeProposed
    | ChangeConfirmed
    | ChangeApplied
    | PlanChangeRefused
    | PlanChangeCancelled
)

OnlyStage: TypeAlias = ChangeConfirmed | PlanChangeCancelled
"""Events that change nothing but the stage."""

Quiet: TypeAlias = PlanChangeRequested | RequirementsBrought | ChangeConfirmed | PlanChangeCancelled
"""Events that nobody outside hears of."""
