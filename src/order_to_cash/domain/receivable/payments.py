"""Money that comes and goes: nothing is lost, whatever comes when (000 flow 8, § 7)."""

from datetime import date

from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.differences import (
    Tolerances,
    difference,
    kept_too_much,
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
