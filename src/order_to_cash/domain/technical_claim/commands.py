"""The commands a technical claim is given, in the order of its life (004 annex 3)."""

from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.technical_claim.facts import ClaimPapers, ClaimRequest
from order_to_cash.domain.trade.ticketing import ConfirmRouted

__all__ = [
    "BringDocuments",
    "CloseClaim",
    "Command",
    "RefundInvoice",
    "RefuseRefund",
    "RegisterClaim",
    "ReopenClaim",
    "ReportSolved",
    "ReportUnfounded",
    "WithdrawClaim",
]


@entity
class RegisterClaim:
    """A customer claims that a service does not work as it should (REQ-10, REQ-11)."""

    claim: ClaimRequest
    papers: ClaimPapers


@entity
class BringDocuments:
    """What the checklist still missed is brought."""

    papers: ClaimPapers


@entity
class ReportSolved:
    """The technical team found the fault and mended it."""

    found: str


@entity
class ReportUnfounded:
    """The technical team found no fault of the operator, and says why."""

    reasons: tuple[str, ...]


@entity
class RefundInvoice:
    """Billing gives back money of one invoice; `paid` is what was paid of it in all (REQ-10)."""

    invoice: str
    paid: Money
    amount: Money


@entity
class RefuseRefund:
    """Billing gives nothing back of one invoice, and says why."""

    invoice: str
    reason: str


@entity
class CloseClaim:
    """The customer has the answer, and every refund that was asked for is decided."""


@entity
class ReopenClaim:
    """The fault is there again or was never mended; `own_error` says that the operator erred."""

    reason: str
    own_error: bool


@entity
class WithdrawClaim:
    """The customer takes the claim back; possible until it is answered."""

    reason: str


Command: TypeAlias = (
    RegisterClaim
    | BringDocuments
    | ReportSolved
    | ReportUnfounded
    | ConfirmRouted
    | RefundInvoice
    | RefuseRefund
    | CloseClaim
    | ReopenClaim
    | WithdrawClaim
)
