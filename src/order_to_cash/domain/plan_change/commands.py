"""The commands a plan change is given, in the order of its life (004 annex 1)."""

from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.plan_change.facts import Brought, PlanChangeRequest

__all__ = [
    "ApplyChange",
    "CancelPlanChange",
    "Command",
    "CompleteRequirements",
    "ConfirmChange",
    "RefuseChange",
    "RequestPlanChange",
]


@entity
class RequestPlanChange:
    """A customer asks for another plan, and brings what the checklist names (REQ-08)."""

    request: PlanChangeRequest
    brought: Brought


@entity
class CompleteRequirements:
    """What the checklist still missed is brought."""

    brought: Brought


@entity
class RefuseChange:
    """What is missing will not come: the change is refused, with every reason."""


@entity
class ConfirmChange:
    """The customer confirms the day and the prorated invoice (REQ-09)."""


@entity
class ApplyChange:
    """The new plan is entered; what is unpaid is looked up once more."""

    unpaid: Money


@entity
class CancelPlanChange:
    """The customer withdraws the request; possible until the change is applied."""

    reason: str


Command: TypeAlias = (
    RequestPlanChange
    | CompleteRequirements
    | RefuseChange
    | ConfirmChange
    | ApplyChange
    | CancelPlanChange
)
