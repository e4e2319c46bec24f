"""The table of a plan change: requirements, proposal, confirmation, application (004 annex 1)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.lifecycle import Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.plan_change import commands as c
from order_to_cash.domain.plan_change import events as e


class Stage(enum.StrEnum):
    """Where a plan change stands."""

    NEW = "new"
    WAITING = "waiting_for_requirements"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    APPLIED = "applied"
    REFUSED = "refused"
    CANCELLED = "cancelled"


NEW, WAITING, PROPOSED, CONFIRMED, APPLIED, REFUSED, CANCELLED = Stage

_DESK: Final = (Role.CUSTOMER_CARE, Role.COMMERCIAL_ADVISOR)

ROLES: Final[Mapping[type[c.Command], tuple[Role, ...]]] = {
    c.RequestPlanChange: _DESK,
    c.CompleteRequirements: _DESK,
    c.RefuseChange: (Role.COMMERCIAL_ADVISOR,),
    c.ConfirmChange: (Role.CUSTOMER, *_DESK),
    c.ApplyChange: (Role.COMMERCIAL_ADVISOR, Role.BACK_OFFICE),
    c.CancelPlanChange: (Role.CUSTOMER, *_DESK),
}

_ASKING: Final[tuple[type[c.Command], ...]] = (c.RequestPlanChange, c.CompleteRequirements)

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    NEW,
    # the checklist: what is missing is asked for
    (NEW, c.RequestPlanChange, e.PlanChangeRequested, WAITING),
    (WAITING, c.CompleteRequirements, e.RequirementsBrought, WAITING),
    *then((WAITING,), _ASKING, e.RequirementsMissing),
    *then((WAITING,), _ASKING, e.ChangeProposed, PROPOSED),
    *then((WAITING,), _ASKING, e.PlanChangeRefused, REFUSED),
    (WAITING, c.RefuseChange, e.PlanChangeRefused, REFUSED),
    # the customer confirms; a day that is over by then is proposed anew
    (PROPOSED, c.ConfirmChange, e.ChangeConfirmed, CONFIRMED),
    (PROPOSED, c.ConfirmChange, e.ChangeProposed, PROPOSED),
    (PROPOSED, c.ConfirmChange, e.PlanChangeRefused, REFUSED),
    (CONFIRMED, c.ApplyChange, e.ChangeApplied, APPLIED),
    *rows((WAITING, PROPOSED, CONFIRMED), c.CancelPlanChange, e.PlanChangeCancelled, CANCELLED),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
