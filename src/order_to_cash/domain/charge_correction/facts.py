"""What is known of a wrong fixed charge: what was offered, what was brought, what was found."""

import enum

from order_to_cash.domain.core.entity import OpenEnum, entity
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.agreements import Agreement


class Sale(enum.StrEnum):
    """In which operation the charge was offered."""

    NEW_LINE = "new_line"
    PORTABILITY = "portability"
    RENEWAL = "renewal"
    OTHER = "other"


class Intake(enum.StrEnum):
    """Through which channel the customer says so."""

    PHONE = "phone"
    CORPORATE_MAILBOX = "corporate_mailbox"
    OTHER = "other"


class Offer(enum.StrEnum):
    """How the offer stood when the sale was closed."""

    IN_FORCE = "in_force"
    NEGOTIATED = "negotiated"
    NONE = "none"


class Cause(OpenEnum):
    """Why the offered charge is not applied: the scenarios of the document, open to others."""

    CONFIGURATION = "configuration_error"
    MISALIGNMENT = "misalignment"
    SALES_WITH_OFFER = "sales_with_offer"
    SALES_WITHOUT_OFFER = "sales_without_offer"
    POST_SALE = "post_sale"


@entity
class CorrectionRequest:
    """Who asks for the correction, of which charge, and through which channel.

    `own` are facts of the operator's own, which its settings declare.
    """

    customer: str
    agreement: Agreement
    intake: Intake
    contact: Sensitive | None = None
    own: Values = ()


@entity
class Standing:
    """What the customer must be; `None` is a fact that nobody has looked up yet.

    `executive` says whether a portfolio executive is assigned.
    """

    corporate: bool | None = None
    executive: bool | None = None
    sale: Sale | None = None


@entity
class Checks:
    """The five checks of the intake; `None` is one that nobody has made yet.

    `evaluation`: the credit-evaluation request was consulted; `campaign`: the campaign offered is
    known from it. The two kinds of evidence are there, or are not.
    """

    ownership: bool | None = None
    evaluation: bool | None = None
    campaign: bool | None = None
    executive_evidence: bool | None = None
    customer_evidence: bool | None = None


@entity
class IntakeFacts:
    """All that decides whether the case is taken up."""

    request: CorrectionRequest
    standing: Standing
    checks: Checks


@entity
class CauseFacts:
    """What was found about the line; `None` is a fact that nobody has looked up yet.

    `in_evaluation`: the credit-evaluation request shows the discount or offer; `on_plan`: it is
    visible in the plan; `regularised`: it was put right before; `billed_since`: a bill since then
    bears the old charge; `post_sale`: the customer had the line changed after the sale.
    """

    in_evaluation: bool | None = None
    on_plan: bool | None = None
    regularised: bool | None = None
    billed_since: bool | None = None
    post_sale: bool | None = None
    offer: Offer | None = None
