"""What happens to a correction, with the decision or the diagnosis behind it."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.charge_correction.causes import Diagnosis
from order_to_cash.domain.charge_correction.facts import (
    Cause,
    CauseFacts,
    Checks,
    CorrectionRequest,
    Standing,
)
from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.ticketing import Route

__all__ = [
    "ApprovalAsked",
    "CaseAccepted",
    "CaseNumbered",
    "CaseRouted",
    "CauseFound",
    "CauseLeftOpen",
    "CauseOverridden",
    "CorrectionClosed",
    "CorrectionRefused",
    "CorrectionRequested",
    "CorrectionWithdrawn",
    "CustomerAnswered",
    "Event",
    "EvidenceMissing",
    "FoundMisaligned",
    "IntakeCompleted",
    "MalpracticeApproved",
    "MalpracticeRefused",
    "NotEligible",
    "RoutingAsked",
    "StillWrongNoted",
]


@entity
class CorrectionRequested:
    """The request is recorded, with what is known so far."""

    number: str
    request: CorrectionRequest
    standing: Standing
    checks: Checks


@entity
class IntakeCompleted:
    """More of what the intake asks for is known; `own` are all facts of the operator's own."""

    standing: Standing
    checks: Checks
    own: Values = ()


@entity
class EvidenceMissing:
    """The case is pending, and every check that is missing is named (FIX-18)."""

    decision: Decision


@entity
class NotEligible:
    """The customer or the sale is not one of those that this is for, every reason named."""

    decision: Decision


@entity
class CaseAccepted:
    """All checks are made: the case is registered and goes to the queue (FIX-19)."""

    decision: Decision
    queue: str


@entity
class CauseLeftOpen:
    """The facts leave several causes, or none."""

    facts: CauseFacts
    diagnosis: Diagnosis


@entity
class CauseFound:
    """The facts leave one cause."""

    facts: CauseFacts
    diagnosis: Diagnosis
    cause: Cause


@entity
class CauseOverridden:
    """An advisor named the cause, with a reason."""

    cause: Cause
    advisor: str
    reason: str


@entity
class ApprovalAsked:
    """There may have been no offer in force: flagged for sales audit, somebody must approve."""

    advisor: str


@entity
class MalpracticeApproved:
    """It is corrected all the same, with a reason and the executive's evidence."""

    approver: str
    reason: str


@entity
class MalpracticeRefused:
    """It is not corrected, with a reason."""

    approver: str
    reason: str


@entity
class RoutingAsked:
    """The registration of the scenario is asked for; the charge is to be right from `effective`."""

    cause: Cause
    route: Route
    effective: date


@entity
class CaseNumbered:
    """The case system's own reference of the case."""

    reference: str


@entity
class CaseRouted:
    """The registration is made, under its reference."""

    reference: str


@entity
class CorrectionClosed:
    """The case is closed, routed; what is owed stays owed."""


@entity
class CustomerAnswered:
    """The customer was contacted and has the reply."""


@entity
class FoundMisaligned:
    """A bill still bears the old charge: what was regularised did not hold (FIX-22)."""

    invoice: str


@entity
class StillWrongNoted:
    """A bill bears the old charge while the registration is under way anyway."""

    invoice: str


@entity
class CorrectionRefused:
    """Nothing is corrected, for this reason."""

    reason: str


@entity
class CorrectionWithdrawn:
    """The customer took the request back."""

    reason: str


Event: TypeAlias = (
    CorrectionRequested
    | IntakeCompleted
    | EvidenceMissing
    | NotEligible
    | CaseAccepted
    | CauseLeftOpen
    | CauseFound
    | CauseOverridden
    | ApprovalAsked
    | MalpracticeApproved
    | MalpracticeRefused
    | RoutingAsked
    | CaseNumbered
    | CaseRouted
    | CorrectionClosed
    | CustomerAnswered
    | FoundMisaligned
    | StillWrongNoted
    | CorrectionRefused
    | CorrectionWithdrawn
)

OnlyStage: TypeAlias = (
    EvidenceMissing
    | NotEligible
    | CaseAccepted
    | MalpracticeApproved
    | MalpracticeRefused
    | CorrectionClosed
    | CustomerAnswered
    | StillWrongNoted
    | CorrectionRefused
    | CorrectionWithdrawn
)
"""Events that change nothing but the stage."""

Quiet: TypeAlias = (
    CorrectionRequested
    | IntakeCompleted
    | CauseLeftOpen
    | CauseFound
    | CauseOverridden
    | MalpracticeApproved
    | CaseNumbered
    | FoundMisaligned
    | StillWrongNoted
    | CorrectionWithdrawn
)
"""Events that nobody outside hears of."""
