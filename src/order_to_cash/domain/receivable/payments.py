"""Money that comes and goes: nothing is lost, whatever comes when (000 flow 8, § 7)."""

from collections.abc import Iterator
from datetime import date

from order_to_cash.domain.billing import Payment
from order_to_cash.domain.money import Money
from order_to_cash.domain.payment_terms import PaymentMethod
from order_to_cash.domain.process import Refusal, refuse
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable import refusals
from order_to_cash.domain.receivable.lifecycle import OWING, Stage
from order_to_cash.domain.receivable.names import OWN
from order_to_cash.domain.receivable.state import Receivable, evolve

Events = tuple[e.Event, ...]


def receive(receivable: Receivable, payment: Payment, today: date) -> Events | Refusal:
    """Put a payment to the invoice; what is too much, or comes too early or late, is kept."""
    if not payment.amount.is_positive:
        return refuse(refusals.NOT_POSITIVE, amount=payment.amount)
    if payment.id.startswith(OWN) is not (payment.method is PaymentMethod.ACCOUNT_CREDIT):
        return refuse(refusals.ACCOUNTS_OWN, payment=payment.id, own=OWN)
    if (known := _known(receivable, payment.id)) is not None:
        return () if known == payment.amount else refuse(refusals.OTHER_PAYMENT, payment=payment.id)
    debt = receivable.debt
    if debt is not None and payment.amount.currency is not debt.bill.currency:
        given = payment.amount.currency.value
        return refuse(refusals.WRONG_CURRENCY, expected=debt.bill.currency.value, given=given)
    if receivable.stage in (Stage.NEW, Stage.DRAFT):
        return (e.PaymentParked(payment),)
    return relieved(receivable, allocated(receivable, payment), today)


def _known(receivable: Receivable, payment: str) -> Money | None:
    for parked in receivable.parked:
        if parked.id == payment:
            return parked.amount
    booked = receivable.payments.get(payment)
    return booked.allocated + booked.surplus if booked is not None else None


def allocated(receivable: Receivable, payment: Payment) -> Events:
    """What of a payment is put to the invoice, and what is left over."""
    debt = receivable.owed
    owed = debt.outstanding if receivable.stage in OWING else Money.zero(debt.bill.currency)
    put = min(owed, payment.amount)
    rest = payment.amount - put
    late = debt.arrears(payment.received) is not None
    return (
        *((e.PaymentAllocated(payment, put, late),) if put.is_positive else ()),
        *((e.SurplusReceived(payment.id, rest),) if rest.is_positive else ()),
    )


def relieved(receivable: Receivable, events: Events, today: date) -> Events:
    """The events, and what ends with them: arrears, block, the debt itself."""
    after = receivable
    for event in events:
        after = evolve(after, event)
    if after.stage not in OWING:
        return events
    cleared: Events = ()
    if after.owed.arrears(today) is None:
        if after.stage is Stage.BLOCKED:
            cleared = (e.ServiceUnblocked(),)
        elif after.reached:
            cleared = (e.ArrearsCleared(),)
    settled: Events = (e.InvoiceSettled(),) if after.owed.outstanding.is_zero else ()
    return (*events, *cleared, *settled)


def reverse(receivable: Receivable, given: c.ReversePayment) -> Events | Refusal:
    """Take a payment back: what it paid is owed again, what was left over is no credit any more.

    What the account paid of its own credit is not taken back: no bank ever had it.
    """
    if given.payment.startswith(OWN):
        return refuse(refusals.NOT_TAKEN_BACK, payment=given.payment)
    booked = receivable.payments.get(given.payment)
    if booked is None or (booked.allocated.is_zero and booked.surplus.is_zero):
        return refuse(refusals.NO_SUCH_PAYMENT, payment=given.payment)
    owed, kept = booked.allocated, booked.surplus
    return (
        *((e.PaymentReversed(given.payment, owed, given.reason),) if owed.is_positive else ()),
        *((e.SurplusReversed(given.payment, kept),) if kept.is_positive else ()),
    )


def resolve(receivable: Receivable, given: c.ResolveDispute, today: date) -> Events | Refusal:
    """End a dispute, crediting part of the invoice or nothing."""
    if not receivable.pause.disputed:
        return refuse(refusals.NO_DISPUTE)
    resolved = e.DisputeResolved(given.reason)
    if given.credited is None:
        return (resolved,)
    owed = receivable.owed.outstanding
    if (objection := _too_large(given.credited, owed)) is not None:
        return objection
    return relieved(receivable, (resolved, e.InvoiceCredited(given.credited, given.reason)), today)


def credit(receivable: Receivable, given: c.CreditInvoice, today: date) -> Events | Refusal:
    """Credit part of the invoice; what was paid of it already becomes the party's credit."""
    debt, amount = receivable.owed, given.amount
    if (objection := _too_large(amount, debt.totals.total - debt.credited)) is not None:
        return objection
    freed = tuple(_freed(receivable, amount - debt.outstanding))
    return relieved(receivable, (*freed, e.InvoiceCredited(amount, given.reason)), today)


def _freed(receivable: Receivable, amount: Money) -> Iterator[e.PaymentFreed]:
    """So much of what was paid, the latest payments first."""
    for payment, booked in reversed(tuple(receivable.payments.items())):
        part = min(amount, booked.allocated)
        if part.is_positive:
            yield e.PaymentFreed(payment, part)
            amount = amount - part


def _too_large(amount: Money, most: Money) -> Refusal | None:
    if amount.currency is not most.currency:
        expected, given = most.currency.value, amount.currency.value
        return refuse(refusals.WRONG_CURRENCY, expected=expected, given=given)
    if not amount.is_positive or most < amount:
        return refuse(refusals.CREDIT_TOO_LARGE, amount=amount, most=most)
    return None
