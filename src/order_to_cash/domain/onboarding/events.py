"""What happens to an onboarding, each with who did it, in which role, and when."""

from datetime import datetime
from typing import TypeAlias

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.onboarding.facts import (
    Activity,
    Awaited,
    Environment,
    FileRef,
    LiveThing,
    Mark,
    OnboardingRequest,
    Outcome,
)

__all__ = [
    "ActivityRecorded",
    "DeadlinePassed",
    "DocumentApproved",
    "DocumentCommented",
    "DocumentGenerated",
    "DocumentReturned",
    "DocumentSent",
    "DocumentValidated",
    "EnvironmentReported",
    "Event",
    "InvoiceRecorded",
    "OnboardingCancelled",
    "OnboardingClosed",
    "OnboardingRejected",
    "OnboardingRequested",
    "PhaseEntered",
    "PhaseReopened",
]


@entity
class OnboardingRequested:
    """The request is recorded, and the deadlines of the first phase run."""

    onboarding: str
    request: OnboardingRequest
    mark: Mark
    awaited: tuple[Awaited, ...]


@entity
class ActivityRecorded:
    """Something beside the documents was done."""

    activity: Activity
    reference: str
    mark: Mark


@entity
class EnvironmentReported:
    """An environment of the customer is ready, or not any more."""

    environment: Environment
    ready: bool
    mark: Mark


@entity
class DocumentValidated:
    """A lane says yes to the request, or to the document of the phase before.

    `own` are the facts that came with it.
    """

    document: str
    mark: Mark
    own: Values = ()


@entity
class PhaseEntered:
    """Enough lanes said yes, and what the phase needs is there: its work begins."""

    phase: str
    decision: Decision
    mark: Mark


@entity
class OnboardingRejected:
    """A lane said no: the request ends here; `live` is what has to be undone."""

    document: str
    reason: str
    live: tuple[LiveThing, ...]
    mark: Mark


@entity
class DocumentGenerated:
    """A revision of a document exists, with its files; `own` are the facts that came with it."""

    document: str
    revision: int
    files: tuple[FileRef, ...]
    reference: str
    mark: Mark
    own: Values = ()


@entity
class DocumentSent:
    """A document was sent; the deadlines of whoever acts next run."""

    document: str
    revision: int
    mark: Mark
    awaited: tuple[Awaited, ...]


@entity
class DocumentCommented:
    """A reviewer said what was found; `own` are the facts that came with it."""

    document: str
    revision: int
    outcomes: tuple[Outcome, ...]
    findings: str
    mark: Mark
    own: Values = ()


@entity
class DocumentReturned:
    """A round of review ended with "back for correction"."""

    document: str
    revision: int
    outcomes: tuple[Outcome, ...]
    findings: str
    mark: Mark


@entity
class DocumentApproved:
    """A document was approved, with the decision that let it, and the next phase begins."""

    document: str
    revision: int
    outcomes: tuple[Outcome, ...]
    decision: Decision
    mark: Mark
    awaited: tuple[Awaited, ...]


@entity
class PhaseReopened:
    """An earlier document changes: back by one phase, and its document and the later one lapse."""

    phase: str
    lapsed: tuple[str, ...]
    mark: Mark


@entity
class OnboardingClosed:
    """Closed commercially."""

    decision: Decision
    mark: Mark


@entity
class OnboardingCancelled:
    """The customer gave up; `live` is what has to be undone."""

    reason: str
    live: tuple[LiveThing, ...]
    mark: Mark


@entity
class InvoiceRecorded:
    """The invoice exists, under its number."""

    invoice: str


@entity
class DeadlinePassed:
    """A role did not begin in time; nothing is rejected by that."""

    role: Role
    phase: str
    due: datetime


Event: TypeAlias = (
    OnboardingRequested
    | ActivityRecorded
    | EnvironmentReported
    | DocumentValidated
    | PhaseEntered
    | OnboardingRejected
    | DocumentGenerated
    | DocumentSent
    | DocumentCommented
    | DocumentReturned
    | DocumentApproved
    | PhaseReopened
    | OnboardingClosed
    | OnboardingCancelled
    | InvoiceRecorded
    | DeadlinePassed
)

Quiet: TypeAlias = (
    OnboardingRequested
    | EnvironmentReported
    | DocumentValidated
    | PhaseEntered
    | DocumentGenerated
    | DocumentCommented
    | DocumentReturned
    | PhaseReopened
    | InvoiceRecorded
)
"""Events that nobody outside hears of."""
