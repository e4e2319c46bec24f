"""What is known about an onboarding: the request, its documents, what is ready, what is live."""

import enum
from datetime import datetime

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.parties import Role, Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.prices import BillLine


class Segment(enum.StrEnum):
    """Which flow a customer belongs to: it decides who approves (003 § Nota B2B)."""

    B2B = "b2b"
    OTHER = "other"


class Environment(enum.StrEnum):
    """Where the customer integrates (003 § Pre-requisitos); neither stands for the other."""

    TEST = "test"
    PRODUCTION = "production"


class Activity(enum.StrEnum):
    """What the operator may record beside the documents (003 § Fase 1)."""

    BOOKING_CONFIRMED = "booking_confirmed"
    CRM_LOADED = "crm_loaded"
    OOB_NOTIFIED = "oob_notified"


class Live(enum.StrEnum):
    """What the customer has already, and must be undone when the request is rejected after it."""

    SERVICE = "service"
    INVOICE = "invoice"


@entity
class OnboardingRequest:
    """What the new customer asks for; `criteria` are those of its own policy, beside the common.

    `lines` and `payment` are what its invoice will be made of, `own` facts of the operator's own.
    """

    customer: str
    account: str
    segment: Segment
    lines: tuple[BillLine, ...]
    payment: str
    international: bool = False
    criteria: tuple[str, ...] = ()
    contact: Sensitive | None = None
    own: Values = ()

    def __attrs_post_init__(self) -> None:
        if any(line.unit_price.is_negative for line in self.lines):
            raise InvalidValue(
                "the price of a service is zero or more; give the price that was agreed",
                code="onboarding.negative-price",
            )


@entity
class FileRef:
    """Where a file is kept, and the digest of its content; never the content itself.

    `kind` is the kind of document that it is the documentation of (003 § Documentación requerida).
    """

    name: str
    digest: str
    kind: str


@entity
class Mark:
    """Who did something, in which role, and when."""

    actor: str
    role: Role
    at: datetime


@entity
class Outcome:
    """What a review found about one criterion, such as the price."""

    criterion: str
    passed: bool


@entity
class Paper:
    """A document as its newest revision stands.

    `rounds` counts the reviews that ended with "back for correction", over all revisions;
    `voided` tells that an earlier document changed after it, so that it needs a new revision.
    `reference` is what it stands for elsewhere: the invoice, the follow-up of its payment.
    """

    kind: str
    revision: int
    files: tuple[FileRef, ...]
    made: Mark
    sent: Mark | None = None
    returned: Mark | None = None
    approved: Mark | None = None
    validated: tuple[Mark, ...] = ()
    comments: int = 0
    rounds: int = 0
    voided: bool = False
    reference: str = ""


@entity
class Awaited:
    """The first activity of a role in a phase, and the last instant at which it is in time."""

    role: Role
    phase: str
    due: datetime


@entity
class LiveThing:
    """Something the customer has already, and where it can be found."""

    what: Live
    reference: str


@entity
class Done:
    """An activity beside the documents, with its reference."""

    activity: Activity
    reference: str
    mark: Mark


@entity
class ApprovalFacts:
    """Who wants to approve which document, who made it, and for which customer."""

    segment: Segment
    document: str
    role: Role
    actor: str
    made_by: str
    customer: str
    own: Values = ()


@entity
class ReviewFacts:
    """The outcomes of a review, and the criteria that it has to answer."""

    criteria: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    own: Values = ()


@entity
class PrerequisiteFacts:
    """Which environment is needed, and whether it is ready; `None` is not known yet."""

    needed: Environment | None
    ready: bool | None
    own: Values = ()
