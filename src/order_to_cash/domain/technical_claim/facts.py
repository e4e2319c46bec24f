"""What is known about a technical claim: who claims what, and which paid invoices it concerns."""

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.requirements import Applicant, Document


@entity
class ClaimRequest:
    """What is claimed; `refunds` are the paid invoices of which money is asked back (REQ-10)."""

    account: str
    contract: str
    customer: str
    service: str
    problem: Sensitive
    refunds: tuple[str, ...] = ()
    contact: Sensitive | None = None


@entity
class ClaimPapers:
    """Who stands at the desk, with which documents and facts of the operator's own."""

    applicant: Applicant
    documents: tuple[Document, ...] | None = None
    own: Values = ()


@entity
class Refund:
    """What was given back of a paid invoice."""

    invoice: str
    amount: Money
