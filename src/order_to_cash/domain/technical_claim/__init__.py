"""Technical claims: from the registration to the answer, and what is given back (004 annex 3)."""

from order_to_cash.domain.technical_claim import commands, events
from order_to_cash.domain.technical_claim.commands import *
from order_to_cash.domain.technical_claim.events import *
from order_to_cash.domain.technical_claim.facts import ClaimPapers, ClaimRequest, Refund
from order_to_cash.domain.technical_claim.lifecycle import Stage
from order_to_cash.domain.technical_claim.process import TechnicalClaimProcess
from order_to_cash.domain.technical_claim.state import TechnicalClaim
from order_to_cash.domain.trade.ticketing import ConfirmRouted

__all__ = [
    *commands.__all__,
    *events.__all__,
    "ClaimPapers",
    "ClaimRequest",
    "ConfirmRouted",
    "Refund",
    "Stage",
    "TechnicalClaim",
    "TechnicalClaimProcess",
]
