"""A technical claim as its history made it."""

from typing import Final, assert_type

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.technical_claim import events as e
from order_to_cash.domain.technical_claim.facts import ClaimPapers, ClaimRequest, Refund
from order_to_cash.domain.technical_claim.lifecycle import LIFECYCLE, Stage


@entity
class TechnicalClaim:
    """One claim; `own_errors` counts how often it was reopened for an error of the operator."""

    stage: Stage
    number: str = ""
    recorded: ClaimRequest | None = None
    refunded: tuple[Refund, ...] = ()
    declined: tuple[str, ...] = ()
    own_errors: int = 0
    papers: ClaimPapers | None = None

    @property
    def claim(self) -> ClaimRequest:
        """What is claimed; raises `OutOfOrder` for a claim that nobody registered."""
        if self.recorded is None:
            raise OutOfOrder(f"a claim in {self.stage.name} is not registered; check its history")
        return self.recorded

    @property
    def undecided(self) -> tuple[str, ...]:
        """The invoices of which money is asked back, and nobody decided yet."""
        decided = {refund.invoice for refund in self.refunded} | set(self.declined)
        return tuple(i for i in dict.fromkeys(self.claim.refunds) if i not in decided)

    @property
    def effective(self) -> bool:
        """Whether it was attended effectively: it ended, and never reopened for an own error."""
        return self.stage in (Stage.CLOSED, Stage.WITHDRAWN) and self.own_errors == 0

    def refund_of(self, invoice: str) -> Refund | None:
        """What was given back of that invoice, if anything was."""
        return next((refund for refund in self.refunded if refund.invoice == invoice), None)


INITIAL: Final = TechnicalClaim(Stage.NEW)


def evolve(claim: TechnicalClaim, event: e.Event) -> TechnicalClaim:
    """The claim once the event has happened."""
    stage = LIFECYCLE.after(claim.stage, event)
    match event:
        case e.ClaimRegistered(number, request, papers):
            return changed(claim, stage=stage, number=number, recorded=request, papers=papers)
        case e.DocumentsBrought(papers):
            return changed(claim, stage=stage, papers=papers)
        case e.InvoiceRefunded(refund):
            left = tuple(invoice for invoice in claim.declined if invoice != refund.invoice)
            return changed(claim, stage=stage, refunded=(*claim.refunded, refund), declined=left)
        case e.RefundRefused(invoice):
            return changed(claim, stage=stage, declined=(*claim.declined, invoice))
        case e.ClaimReopened(_, own_error):
            return changed(claim, stage=stage, own_errors=claim.own_errors + own_error)
        case _:
            assert_type(event, e.OnlyStage)
            return changed(claim, stage=stage)
