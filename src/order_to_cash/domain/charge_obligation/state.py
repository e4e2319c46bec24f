"""An obligation as its history made it."""

from datetime import date
from typing import Final, assert_type

from order_to_cash.domain.charge_obligation import events as e
from order_to_cash.domain.charge_obligation.facts import Credit
from order_to_cash.domain.charge_obligation.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.trade.agreements import Agreement
from order_to_cash.domain.trade.bill_cycle import Cycle


@entity
class ChargeObligation:
    """What is owed for one line, in whose name, and every cycle that was credited."""

    stage: Stage
    correction: str = ""
    known: Agreement | None = None
    effective: date | None = None
    credits: tuple[Credit, ...] = ()

    @property
    def agreement(self) -> Agreement:
        """What was agreed; raises `OutOfOrder` while nothing is owed."""
        if self.known is None:
            raise OutOfOrder(f"an obligation in {self.stage.name} owes nothing; check its history")
        return self.known

    def credited(self, cycle: Cycle) -> bool:
        """Whether some of the days were credited before."""
        return any(credit.cycle.overlaps(cycle) for credit in self.credits)


INITIAL: Final = ChargeObligation(Stage.NEW)


def evolve(obligation: ChargeObligation, event: e.Event) -> ChargeObligation:
    """The obligation once the event has happened."""
    after = changed(obligation, stage=LIFECYCLE.after(obligation.stage, event))
    match event:
        case e.CorrectionOwed(correction, agreement, effective):
            return changed(after, correction=correction, known=agreement, effective=effective)
        case e.BillCredited(credit):
            return changed(after, credits=(*after.credits, credit))
        case _:
            assert_type(event, e.OnlyStage)
            return after
