"""A correction as its history made it."""

from datetime import date
from typing import Final, assert_type

from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.charge_correction.causes import Diagnosis
from order_to_cash.domain.charge_correction.facts import (
    Cause,
    Checks,
    CorrectionRequest,
    Standing,
)
from order_to_cash.domain.charge_correction.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder


@entity
class ChargeCorrection:
    """One correction; `returns` counts how often a later bill bore the old charge again.

    `advisor` asked for the approval, `named_by` named the cause against the table.
    """

    stage: Stage
    number: str = ""
    recorded: CorrectionRequest | None = None
    standing: Standing = Standing()
    checks: Checks = Checks()
    diagnosis: Diagnosis | None = None
    cause: Cause | None = None
    advisor: str = ""
    named_by: str = ""
    effective: date | None = None
    references: tuple[str, ...] = ()
    returns: int = 0

    @property
    def request(self) -> CorrectionRequest:
        """What is asked for; raises `OutOfOrder` for a correction that nobody requested."""
        if self.recorded is None:
            raise OutOfOrder(
                f"a correction in {self.stage.name} is not requested; check its history"
            )
        return self.recorded

    @property
    def needs_approval(self) -> bool:
        """Whether the sale may have been closed without an offer in force, whatever is claimed."""
        possible = self.diagnosis.possible if self.diagnosis else ()
        return Cause.SALES_WITHOUT_OFFER in (self.cause, *possible)

    @property
    def effective_from(self) -> date:
        """The day from which the charge is to be right; raises `OutOfOrder` before the routing."""
        if self.effective is None:
            raise OutOfOrder(f"a correction in {self.stage.name} is not routed; check its history")
        return self.effective


INITIAL: Final = ChargeCorrection(Stage.NEW)


def evolve(correction: ChargeCorrection, event: e.Event) -> ChargeCorrection:
    """The correction once the event has happened."""
    after = changed(correction, stage=LIFECYCLE.after(correction.stage, event))
    match event:
        case e.CorrectionRequested(number, request, standing, checks):
            known = changed(after, number=number, recorded=request)
            return changed(known, standing=standing, checks=checks)
        case e.IntakeCompleted(standing, checks, own):
            request = changed(after.request, own=own)
            return changed(after, recorded=request, standing=standing, checks=checks)
        case e.CauseLeftOpen(_, diagnosis):
            return changed(after, diagnosis=diagnosis, cause=None, named_by="")
        case e.CauseFound(_, diagnosis, cause):
            return changed(after, diagnosis=diagnosis, cause=cause, named_by="")
        case e.CauseOverridden(cause, named_by):
            return changed(after, cause=cause, named_by=named_by)
        case e.ApprovalAsked(advisor):
            return changed(after, advisor=advisor)
        case e.RoutingAsked(cause, _, effective):
            return changed(after, cause=cause, effective=effective)
        case e.CaseNumbered(reference) | e.CaseRouted(reference):
            return changed(after, references=(*after.references, reference))
        case e.FoundMisaligned():
            return changed(after, returns=after.returns + 1)
        case _:
            assert_type(event, e.OnlyStage)
            return after
