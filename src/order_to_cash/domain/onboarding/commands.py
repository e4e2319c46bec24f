"""The commands an onboarding is given, in the order of its life."""

from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.onboarding.facts import (
    Activity,
    Environment,
    FileRef,
    OnboardingRequest,
    Outcome,
)
from order_to_cash.domain.trade.billing import NoteInvoice

__all__ = [
    "ApproveDocument",
    "CancelOnboarding",
    "CheckDeadlines",
    "CloseOnboarding",
    "Command",
    "CommentOnDocument",
    "GenerateDocument",
    "RecordActivity",
    "ReportEnvironment",
    "RequestOnboarding",
    "ReturnDocument",
    "ReviseDocument",
    "SendDocument",
    "ValidateDocument",
]


@entity
class RequestOnboarding:
    """A new customer asks for services (003 § Fase 1)."""

    request: OnboardingRequest


@entity
class RecordActivity:
    """The booking is confirmed, the customer loaded into the CRM, or OOB told (003 § Fase 1)."""

    activity: Activity
    reference: str


@entity
class ReportEnvironment:
    """An environment of the customer is ready for the integration, or is not any more."""

    environment: Environment
    ready: bool


@entity
class ValidateDocument:
    """A lane says whether the request, or the document before, is valid; a "no" ends the case.

    `own` are facts of the operator's own that are known now, or anew.
    """

    document: str
    valid: bool
    reason: str = ""
    own: Values = ()


@entity
class GenerateDocument:
    """The phase's document was made: its revision and its files; each revision exists once.

    `own` are facts of the operator's own that are known now, or anew.
    """

    document: str
    revision: int
    files: tuple[FileRef, ...]
    own: Values = ()


@entity
class SendDocument:
    """The document was sent to those who review it."""

    document: str
    revision: int


@entity
class CommentOnDocument:
    """A reviewer says what was found, without deciding.

    `own` are facts of the operator's own that are known now, or anew.
    """

    document: str
    revision: int
    outcomes: tuple[Outcome, ...]
    findings: str = ""
    own: Values = ()


@entity
class ReturnDocument:
    """A reviewer sends the document back: it needs a corrected revision."""

    document: str
    revision: int
    outcomes: tuple[Outcome, ...]
    findings: str


@entity
class ApproveDocument:
    """Whoever may approve does so, for a business customer one role alone (003 § Nota B2B).

    There is an outcome for every criterion.
    """

    document: str
    revision: int
    outcomes: tuple[Outcome, ...]


@entity
class ReviseDocument:
    """A document of an earlier phase gets a new revision; later approvals do not hold any more.

    `own` are facts of the operator's own that are known now, or anew.
    """

    document: str
    revision: int
    files: tuple[FileRef, ...]
    own: Values = ()


@entity
class CloseOnboarding:
    """The onboarding is closed commercially, once (003 § Fase 9)."""


@entity
class CancelOnboarding:
    """The customer does not want it any more."""

    reason: str


@entity
class CheckDeadlines:
    """Time has passed: look which deadlines are over (003 § Eventos temporales)."""


Informing: TypeAlias = ValidateDocument | GenerateDocument | CommentOnDocument | ReviseDocument
"""What may bring facts of the operator's own."""

Command: TypeAlias = (
    RequestOnboarding
    | RecordActivity
    | ReportEnvironment
    | ValidateDocument
    | GenerateDocument
    | SendDocument
    | CommentOnDocument
    | ReturnDocument
    | ApproveDocument
    | ReviseDocument
    | CloseOnboarding
    | CancelOnboarding
    | NoteInvoice
    | CheckDeadlines
)
