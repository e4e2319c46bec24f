"""What happens to a technical claim, with the checklist behind it."""

from typing import TypeAlias

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.technical_claim.facts import ClaimPapers, ClaimRequest, Refund

__all__ = [
    "ClaimAccepted",
    "ClaimClosed",
    "ClaimRegistered",
    "ClaimReopened",
    "ClaimSolved",
    "ClaimUnfounded",
    "ClaimWithdrawn",
    "DocumentsBrought",
    "DocumentsMissing",
    "Event",
    "InvoiceRefunded",
    "PassedToBilling",
    "RefundRefused",
]


@entity
class ClaimRegistered:
    """The claim is recorded, with the documents that were brought."""

    number: str
    claim: ClaimRequest
    papers: ClaimPapers


@entity
class DocumentsBrought:
    """More of what the checklist names was brought."""

    papers: ClaimPapers


@entity
class DocumentsMissing:
    """The checklist is not met, every item named (REQ-12)."""

    decision: Decision


@entity
class ClaimAccepted:
    """Every document is there, and the technical team is asked to look."""

    decision: Decision


@entity
class ClaimSolved:
    """The fault was found and mended."""

    found: str


@entity
class ClaimUnfounded:
    """There was no fault of the operator, for these reasons."""

    reasons: tuple[str, ...]


@entity
class PassedToBilling:
    """Billing has the claim, under the reference of the case system."""

    reference: str


@entity
class InvoiceRefunded:
    """Money of a paid invoice is given back, once and for all."""

    refund: Refund


@entity
class RefundRefused:
    """Nothing is given back of an invoice."""

    invoice: str
    reason: str


@entity
class ClaimClosed:
    """The customer has the answer."""


@entity
class ClaimReopened:
    """The technical team has to look again; an error of the operator counts against efficacy."""

    reason: str
    own_error: bool


@entity
class ClaimWithdrawn:
    """The customer took the claim back."""

    reason: str


Event: TypeAlias = (
    ClaimRegistered
    | DocumentsBrought
    | DocumentsMissing
    | ClaimAccepted
    | ClaimSolved
    | ClaimUnfounded
    | PassedToBilling
    | InvoiceRefunded
    | RefundRefused
    | ClaimClosed
    | ClaimReopened
    | ClaimWithdrawn
)

OnlyStage: TypeAlias = (
    DocumentsMissing
    | ClaimAccepted
    | ClaimSolved
    | PassedToBilling
    | ClaimUnfounded
    | ClaimClosed
    | ClaimWithdrawn
)
"""Events that change nothing but the stage."""

Quiet: TypeAlias = (
    ClaimRegistered | DocumentsBrought | PassedToBilling | ClaimClosed | ClaimWithdrawn
)
"""Events that nobody outside hears of."""
