"""What is given back of paid invoices: once for each, and never more than was paid (REQ-10)."""

from order_to_cash.domain.core.money import Currency
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.technical_claim import commands as c
from order_to_cash.domain.technical_claim import events as e
from order_to_cash.domain.technical_claim.facts import Refund
from order_to_cash.domain.technical_claim.state import TechnicalClaim

Events = tuple[e.Event, ...]


def refunded(claim: TechnicalClaim, given: c.RefundInvoice, currency: Currency) -> Events | Refusal:
    """Give back part or all of what was paid of an invoice; what was refused can still be."""
    if (objection := _objection(claim, given.invoice)) is not None:
        return objection
    paid, amount = given.paid, given.amount
    one = paid.currency is currency and amount.currency is currency
    if one and not paid.is_positive:
        return refuse("technical-claim.not-paid", invoice=given.invoice)
    if not one or not amount.is_positive or paid < amount:
        return refuse("technical-claim.amount", amount=amount, paid=paid, currency=currency.value)
    return (e.InvoiceRefunded(Refund(given.invoice, amount)),)


def declined(claim: TechnicalClaim, given: c.RefuseRefund) -> Events | Refusal:
    """Give nothing back of an invoice."""
    if (objection := _objection(claim, given.invoice)) is not None:
        return objection
    if given.invoice in claim.declined:
        return refuse("technical-claim.refund-decided", invoice=given.invoice)
    return (e.RefundRefused(given.invoice, given.reason),)


def _objection(claim: TechnicalClaim, invoice: str) -> Refusal | None:
    asked = claim.claim.refunds
    if invoice not in asked:
        return refuse("technical-claim.refund-not-asked", invoice=invoice, asked=asked)
    if claim.refund_of(invoice) is not None:
        return refuse("technical-claim.refund-decided", invoice=invoice)
    return None
