"""Technical claims: from the registration to the answer, and what is given back (004 annex 3)."""

from order_to_cash.domain.technical_claim.commands import (
    BringDocuments,
    CloseClaim,
    Command,
    RefundInvoice,
    RefuseRefund,
    RegisterClaim,
    ReopenClaim,
    ReportSolved,
    ReportUnfounded,
    WithdrawClaim,
)
from order_to_cash.domain.technical_claim.events import (
    ClaimAccepted,
    ClaimClosed,
    ClaimRegistered,
    ClaimReopened,
    ClaimSolved,
    ClaimUnfounded,
    ClaimWithdrawn,
    DocumentsBrought,
    DocumentsMissing,
    Event,
    InvoiceRefunded,
    PassedToBilling,
    RefundRefused,
)
from order_to_cash.domain.technical_claim.facts import ClaimPapers, ClaimRequest, Refund
from order_to_cash.domain.technical_claim.lifecycle import Stage
from order_to_cash.domain.technical_claim.process import TechnicalClaimProcess
from order_to_cash.domain.technical_claim.state import TechnicalClaim
from order_to_cash.domain.trade.ticketing import ConfirmRouted

__all__ = [
    "BringDocuments",
    "ClaimAccepted",
    "ClaimClosed",
    "ClaimPapers",
    "ClaimRegistered",
    "ClaimReopened",
    "ClaimRequest",
    "ClaimSolved",
    "ClaimUnfounded",
    "ClaimWithdrawn",
    "CloseClaim",
    "Command",
    "ConfirmRouted",
    "DocumentsBrought",
    "DocumentsMissing",
    "Event",
    "InvoiceRefunded",
    "PassedToBilling",
    "Refund",
    "RefundInvoice",
    "RefundRefused",
    "RefuseRefund",
    "RegisterClaim",
    "ReopenClaim",
    "ReportSolved",
    "ReportUnfounded",
    "Stage",
    "TechnicalClaim",
    "TechnicalClaimProcess",
    "WithdrawClaim",
]
