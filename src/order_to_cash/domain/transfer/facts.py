"""What is known about a transfer: the request, both addresses, the equipment, the review (004)."""

import enum
from datetime import date

from order_to_cash.domain.core.entity import OpenEnum, entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.requirements import Applicant, Document


class Technology(enum.StrEnum):
    """How a service reaches an address."""

    COPPER = "copper"
    FTTH = "ftth"


class PlanGeneration(enum.StrEnum):
    """Whether the plan at the old address is of the old or the new generation."""

    OLD = "old"
    NEW = "new"


@entity
class Place:
    """One end of a transfer: the operator's name for the zone, and the technology there."""

    zone: str
    technology: Technology
    plan: PlanGeneration | None = None


@entity
class LoanedItem:
    """A piece of equipment that the operator lent to the customer."""

    code: str
    description: str


@entity
class TransferRequest:
    """What is asked for; the four data of the form can be given later (TRF-03).

    `services` are products of the contract, each with a fee of its own; a package is one of them.
    `own` are facts of the operator's own, which its settings declare.
    """

    account: str
    origin: Place
    destination: Place
    services: tuple[str, ...]
    equipment: tuple[LoanedItem, ...] = ()
    contract: str | None = None
    customer: Sensitive | None = None
    mobile: Sensitive | None = None
    hours: str | None = None
    own: Values = ()


@entity
class Feasibility:
    """What was found at the new address: whether it is in the zone, and can be served."""

    in_zone: bool | None
    feasible: bool | None
    reason: str = ""


@entity
class Presented:
    """What the applicant brought, and how the accounts stand, for the checklist of the annex."""

    applicant: Applicant
    documents: tuple[Document, ...] | None = None
    overdue: Money | None = None
    address: Sensitive | None = None
    phone: Sensitive | None = None
    charge_accepted: bool | None = None
    pays_cash: bool = False
    own: Values = ()

    def __attrs_post_init__(self) -> None:
        if self.overdue is not None and self.overdue.is_negative:
            raise InvalidValue(
                "what is overdue of an account is zero or more; give zero for one in credit",
                code="transfer.overdue",
            )


class FormKind(enum.StrEnum):
    """The printed documents (TRF-26)."""

    SERVICE_REQUEST = "service_request"
    SERVICE_CONTRACT = "service_contract"
    LOAN_CONTRACT = "loan_contract"


@entity
class PrintedForm:
    """A document as it was printed: how many originals for the archive, and copies to hand over."""

    kind: FormKind
    originals: int
    copies: int


class Outcome(enum.StrEnum):
    """How a loaned item ends."""

    CARRIED = "carried"
    RECOVERED = "recovered"
    CHARGED = "charged"


class Motive(OpenEnum):
    """Why an item is recovered (004 annex 4)."""

    MIGRATION = "migration"
    DAMAGED = "damaged"


@entity
class RecoveredForm:
    """The form of recovered equipment: from the technician to the warehouse lead (TRF-27)."""

    technician: str
    on: date
    zone: str
    project: str
    description: str
    motive: Motive
    observations: str
    collected: date | None
    signed_by: Sensitive | None
    received_by: str


@entity
class Settled:
    """How one loaned item ended, with the form or the charge that goes with it."""

    code: str
    outcome: Outcome
    form: RecoveredForm | None = None
    charge: Money | None = None


@entity
class Waiver:
    """Somebody let the customer off the fee, by name and with a reason."""

    actor: str
    reason: str
