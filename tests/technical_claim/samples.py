"""Technical claims of a Bolivian operator, as builders for the stories."""

from datetime import datetime
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from order_to_cash.domain.core import Currency, Envelope, Money, Refusal, Role, Sensitive, changed
from order_to_cash.domain.technical_claim import ClaimPapers, ClaimRequest, TechnicalClaim
from order_to_cash.domain.technical_claim import commands as c
from order_to_cash.domain.trade import (
    Applicant,
    ConfirmRouted,
    Document,
    DocumentKind,
    HolderKind,
    Standing,
)
from order_to_cash.domain.trade.requirements import HOLDER
from order_to_cash.operators.bolivia import TECHNICAL_CLAIMS
from order_to_cash.testing import Story

ClaimStory: TypeAlias = Story[TechnicalClaim, Any, Any]


def bob(amount: str) -> Money:
    """An amount in bolivianos."""
    return Money.of(amount, Currency.BOB)


LA_PAZ: Final = ZoneInfo("America/La_Paz")
NOON: Final = datetime(2026, 3, 2, 12, tzinfo=LA_PAZ)
CENT: Final = bob("0.01")
NOTHING: Final = bob("0.00")
PAID: Final = bob("200.00")
CLAIM: Final = "RT-0001"
CUSTOMER: Final = "CLI-0042"
ACCOUNT: Final = "CTA-0042"
CONTRACT: Final = "CON-0042"
FEBRUARY, MARCH = "F-0202", "F-0203"
PROBLEM: Final = Sensitive("sin señal desde el lunes")
COPY: Final = Document(DocumentKind.IDENTITY_COPY, (HOLDER,))
BILL_FEBRUARY: Final = Document(DocumentKind.PAID_INVOICE, (FEBRUARY,))
BILL_MARCH: Final = Document(DocumentKind.PAID_INVOICE, (MARCH,))
PERSON: Final = Applicant(HolderKind.NATURAL_PERSON, Standing.HOLDER)
INSTITUTION: Final = Applicant(
    HolderKind.INSTITUTION, Standing.THIRD_PARTY, ("rep-1", "rep-2"), ("owner-1", "owner-2")
)


def request(*refunds: str) -> ClaimRequest:
    """A claim about internet, with money asked back of these invoices."""
    contact = Sensitive("cliente@example.com")
    return ClaimRequest(ACCOUNT, CONTRACT, CUSTOMER, "internet", PROBLEM, refunds, contact)


def papers(*documents: Document, applicant: Applicant = PERSON) -> ClaimPapers:
    """What was brought."""
    return ClaimPapers(applicant, documents)


ALL: Final = papers(COPY, BILL_FEBRUARY, BILL_MARCH)


def by(role: Role, command: Any, actor: str = "alguien") -> Envelope[Any]:
    """A command for the case."""
    return Envelope("x", CLAIM, "technical_claim", NOON, actor, role, command)


def desk(command: Any) -> Envelope[Any]:
    """A command of customer care."""
    return by(Role.CUSTOMER_CARE, command)


def mended() -> Envelope[Any]:
    """The technical team mended the fault."""
    return by(Role.TECHNICAL_TEAM, c.ReportSolved("conector cambiado"))


def passed_on() -> Envelope[Any]:
    """The case system passed the claim on to billing."""
    return desk(ConfirmRouted("R-1"))


def unfounded(*reasons: str) -> Envelope[Any]:
    """The technical team found no fault of the operator."""
    return by(Role.TECHNICAL_TEAM, c.ReportUnfounded(reasons))


def refund(
    amount: Money, invoice: str = FEBRUARY, paid: Money = PAID, role: Role = Role.BILLING
) -> Envelope[Any]:
    """Billing gives money back."""
    return by(role, c.RefundInvoice(invoice, paid, amount))


def refuse_refund(invoice: str = FEBRUARY) -> Envelope[Any]:
    """Billing gives nothing back."""
    return by(Role.BILLING, c.RefuseRefund(invoice, "el servicio funcionó"))


def reopen(*, own_error: bool) -> Envelope[Any]:
    """The fault is there again."""
    return desk(c.ReopenClaim("volvió la falla", own_error))


def story() -> ClaimStory:
    """Nothing happened yet."""
    return Story(TECHNICAL_CLAIMS)


def went(told: ClaimStory, *envelopes: Envelope[Any]) -> ClaimStory:
    """The story after these commands, none of which is refused."""
    for envelope in envelopes:
        told = told.when(envelope)
        assert not isinstance(told.outcome, Refusal), str(told.outcome)
    return told


def registered(*refunds: str, brought: ClaimPapers = ALL) -> ClaimStory:
    """A claim is registered."""
    return story().when(desk(c.RegisterClaim(request(*refunds), brought)))


def waiting(*refunds: str) -> ClaimStory:
    """The copy of the identity card is missing."""
    return registered(*refunds, brought=papers(BILL_FEBRUARY, BILL_MARCH))


def solved(*refunds: str) -> ClaimStory:
    """The fault is mended."""
    return went(registered(*refunds), mended())


def closed() -> ClaimStory:
    """The claim is closed."""
    return went(solved(), desk(c.CloseClaim()))


def without_contact(claim: ClaimRequest) -> ClaimRequest:
    """The same claim of somebody who left no contact."""
    return changed(claim, contact=None)
