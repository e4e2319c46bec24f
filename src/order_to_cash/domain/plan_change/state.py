"""A plan change as its history made it."""

from datetime import date
from typing import Final, assert_type

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.plan_change import events as e
from order_to_cash.domain.plan_change.facts import Brought, PlanChangeRequest, Proration
from order_to_cash.domain.plan_change.lifecycle import LIFECYCLE, Stage


@entity
class Asked:
    """What was asked for, what was brought for it, and on which day that was last looked at."""

    request: PlanChangeRequest
    brought: Brought
    on: date


@entity
class PlanChange:
    """One change of plan, from the request until the new plan is in force."""

    stage: Stage
    id: str = ""
    recorded: Asked | None = None
    proposal: Proration | None = None
    decision: Decision | None = None

    @property
    def asked(self) -> Asked:
        """The request; raises `OutOfOrder` for a change that nobody asked for."""
        if self.recorded is None:
            raise OutOfOrder(
                f"a plan change in {self.stage.name} has no request; check its history"
            )
        return self.recorded

    @property
    def proposed(self) -> Proration:
        """The proration that the customer is asked about; raises `OutOfOrder` if there is none."""
        if self.proposal is None:
            raise OutOfOrder(f"a plan change in {self.stage.name} has no day; check its history")
        return self.proposal

    @property
    def reasons(self) -> Decision:
        """The latest decision about it; raises `OutOfOrder` if there is none."""
        if self.decision is None:
            raise OutOfOrder(f"a plan change in {self.stage.name} is undecided; check its history")
        return self.decision


INITIAL: Final = PlanChange(Stage.NEW)


def evolve(change: PlanChange, event: e.Event) -> PlanChange:
    """The plan change once the event has happened."""
    stage = LIFECYCLE.after(change.stage, event)
    match event:
        case e.PlanChangeRequested(id_, request, brought, on):
            return changed(change, stage=stage, id=id_, recorded=Asked(request, brought, on))
        case e.RequirementsBrought(brought, on):
            asked = Asked(change.asked.request, brought, on)
            return changed(change, stage=stage, recorded=asked)
        case e.RequirementsMissing(decision) | e.PlanChangeRefused(decision):
            return changed(change, stage=stage, decision=decision)
        case e.ChangeProposed(proration, decision) | e.ChangeApplied(_, proration, decision):
            return changed(change, stage=stage, proposal=proration, decision=decision)
        case _:
            assert_type(event, e.OnlyStage)
            return changed(change, stage=stage)
