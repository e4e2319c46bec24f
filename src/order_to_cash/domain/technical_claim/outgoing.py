"""What the technical team, billing and the customer are told about a technical claim."""

from typing import assert_type

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.technical_claim import events as e
from order_to_cash.domain.technical_claim.facts import Refund
from order_to_cash.domain.technical_claim.state import TechnicalClaim
from order_to_cash.domain.trade.fulfilment import OpenSupport
from order_to_cash.domain.trade.invoicing import RefundPayment
from order_to_cash.domain.trade.messages import Message, Notice, Notify
from order_to_cash.domain.trade.ticketing import Route, RouteTicket


def outgoing(
    claim: TechnicalClaim, event: e.Event, billing: Route | None = None
) -> tuple[Message, ...]:
    """The messages to send; `claim` already includes the event."""
    match event:
        case e.DocumentsMissing(decision):
            told = _notify(claim, Notice.CLAIM_DOCUMENTS_MISSING)
            return (changed(told, findings=decision.obstacles),)
        case e.ClaimAccepted():
            return (_support(claim), _notify(claim, Notice.CLAIM_ACCEPTED))
        case e.ClaimReopened():
            return (_support(claim), _notify(claim, Notice.CLAIM_REOPENED))
        case e.ClaimSolved(found):
            told = _notify(claim, Notice.CLAIM_SOLVED, ("found", found))
            return (*_passed_on(claim, billing), told)
        case e.ClaimUnfounded(reasons):
            return (_notify(claim, Notice.CLAIM_UNFOUNDED, ("reasons", reasons)),)
        case e.InvoiceRefunded(refund):
            named = (("invoice", refund.invoice), ("amount", refund.amount))
            told = _notify(claim, Notice.CLAIM_REFUNDED, *named)
            return (_given_back(claim, refund), told)
        case e.RefundRefused(invoice, reason):
            values = (("invoice", invoice), ("reason", reason))
            return (_notify(claim, Notice.CLAIM_REFUND_REFUSED, *values),)
        case _:
            assert_type(event, e.Quiet)
            return ()


def _support(claim: TechnicalClaim) -> OpenSupport:
    return OpenSupport(claim.claim.contract, claim.claim.problem)


def _passed_on(claim: TechnicalClaim, billing: Route | None) -> tuple[Message, ...]:
    """Billing has to decide on every refund that was asked for, and hears so by its own way."""
    if billing is None or not (invoices := claim.undecided):
        return ()
    fields: tuple[tuple[str, Value], ...] = (
        ("account", claim.claim.account),
        ("contract", claim.claim.contract),
        ("invoices", invoices),
    )
    return (RouteTicket(claim.number, billing, fields),)


def _given_back(claim: TechnicalClaim, refund: Refund) -> RefundPayment:
    reason = f"{claim.number}: {refund.invoice}"
    return RefundPayment(claim.claim.account, refund.amount, reason)


def _notify(claim: TechnicalClaim, notice: Notice, *values: tuple[str, Value]) -> Notify:
    asked = claim.claim
    named = (("claim", claim.number), ("service", asked.service), *values)
    return Notify(notice, asked.customer, named, asked.contact)
