"""Money that comes and goes: nothing is lost, whatever comes when (000 flow 8, § 7)."""

from collections.abc import Iterator
from datetime import date

from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.differences import (
    Tolerances,
    difference,
    kept_too_much,
    reopened,
    taken_along,
)
from order_to_cash.domain.receivable.lifecycle import GIVEN_OR_OWING, Stage
from order_to_cash.domain.receivable.state import Receivable, evolve
from order_to_cash.domain.trade.billing import Payment

Events = tuple[e.Event, ...]


def take(
    receivable: Receivable, payment: Payment, today: date, tolerances: Tolerances = ()
) -> Events | Refusal:
    """Put a payment to what is unpaid, also of what was given up; the rest it does not need."""
    debt, amount = receivable.owed, payment.amount
    if amount.currency is not debt.bill.currency:
        given = amount.currency.value
        return refuse("receivable.currency", expected=debt.bill.currency.value, given=given)
    put = min(debt.unpaid, amount) + kept_too_much(receivable, payment, tolerances)
    rest = amount - put
    late = debt.arrears(payment.received) is not None
    events: Events = (
        *((e.PaymentAllocated(payment, put, late),) if put.is_positive else ()),
        *difference(receivable, payment, put, tolerances),
        *((e.SurplusReceived(payment.id, rest),) if rest.is_positive else ()),
    )
    return relieved(receivable, events, today)


def relieved(receivable: Receivable, events: Events, today: date) -> Events:
    """The events, and what ends with them: arrears, block, the debt itself."""
    after = receivable
    for event in events:
        after = evolve(after, event)
    if after.stage not in GIVEN_OR_OWING:
        return events
    cleared: Events = ()
    if after.owed.arrears(today) is None:
        if after.blocked:
            cleared = (e.ServiceUnblocked(),)
        elif after.reached and after.stage is Stage.ISSUED and after.owed.oldest != after.dunned:
            cleared = (e.ArrearsCleared(),)
    settled: Events = (e.InvoiceSettled(),) if after.owed.unpaid.is_zero else ()
    return (*events, *cleared, *settled)


def recall(receivable: Receivable, given: c.RecallPayment) -> Events:
    """Give up what is held of a payment: it is owed again, with its old due days."""
    held = receivable.payments.get(given.payment)
    if held is None:
        return ()
    by_credit, taken = given.payment in receivable.by_credit, min(held, given.amount)
    return (
        e.PaymentReversed(given.payment, taken, given.reason, by_credit),
        *taken_along(receivable, given.payment, taken),
    )


def dispute(receivable: Receivable, given: c.OpenDispute) -> Events | Refusal:
    """Dispute what was invoiced, whole or in part, one dispute at a time."""
    if receivable.pause.disputed is not None:
        return refuse("receivable.disputed-already", amount=receivable.pause.disputed)
    most = receivable.owed.totals.payable - receivable.owed.credited
    amount = most if given.amount is None else given.amount
    if (objection := _too_large(amount, most)) is not None:
        return objection
    return (e.DisputeOpened(given.reason, amount),)


def resolve(receivable: Receivable, given: c.ResolveDispute, today: date) -> Events | Refusal:
    """End a dispute, crediting part of the invoice or nothing."""
    if receivable.pause.disputed is None:
        return refuse("receivable.no-dispute")
    resolved = e.DisputeResolved(given.reason)
    if given.credited is None:
        return (resolved,)
    credited = _credited(receivable, given.credited, given.reason)
    if isinstance(credited, Refusal):
        return credited
    return relieved(receivable, (resolved, *credited), today)


def credit(receivable: Receivable, given: c.CreditInvoice, today: date) -> Events | Refusal:
    """Credit part of the invoice; what was paid of it already becomes the party's credit."""
    left = receivable.owed.totals.payable - receivable.owed.credited
    if given.up_to and not left.is_positive:
        return ()
    amount = min(given.amount, left) if given.up_to else given.amount
    credited = _credited(receivable, amount, given.reason)
    if isinstance(credited, Refusal):
        return credited
    return relieved(receivable, credited, today)


def _credited(receivable: Receivable, amount: Money, reason: str) -> Events | Refusal:
    debt, left = receivable.owed, receivable.owed.totals.payable - receivable.owed.credited
    if (objection := _too_large(amount, left)) is not None:
        return objection
    settled = amount - debt.unpaid
    if not settled.is_positive:
        return (e.InvoiceCredited(amount, reason),)
    freed = debt.paid if amount == left else min(settled, debt.paid)
    return (
        *_freed(receivable, freed),
        *reopened(receivable, None if amount == left else settled - freed),
        e.InvoiceCredited(amount, reason, freed),
    )


def _freed(receivable: Receivable, amount: Money) -> Iterator[e.PaymentFreed]:
    """So much of what was paid, the latest payments first."""
    for payment, held in reversed(tuple(receivable.payments.items())):
        part = min(amount, held)
        if part.is_positive:
            yield e.PaymentFreed(payment, part)
            amount = amount - part


def _too_large(amount: Money, most: Money) -> Refusal | None:
    if amount.currency is not most.currency:
        expected, given = most.currency.value, amount.currency.value
        return refuse("receivable.currency", expected=expected, given=given)
    if not amount.is_positive or most < amount:
        return refuse("receivable.credit-too-large", amount=amount, most=most)
    return None
