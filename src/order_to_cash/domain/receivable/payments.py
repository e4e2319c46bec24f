"""Money that comes and goes: nothing is lost, whatever comes when (000 flow 8, § 7)."""

from datetime import date

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.debt import Owed
from order_to_cash.domain.receivable.differences import (
    Tolerances,
    difference,
    kept_too_much,
    taken_along,
)
from order_to_cash.domain.receivable.late import reopened_charges, waived
from order_to_cash.domain.receivable.lifecycle import GIVEN_OR_OWING, Stage
from order_to_cash.domain.receivable.state import Receivable, evolve
from order_to_cash.domain.trade.billing import Payment

Events = tuple[e.Event, ...]


def take(
    receivable: Receivable,
    payment: Payment,
    today: date,
    tolerances: Tolerances = (),
    order: tuple[Owed, ...] = tuple(Owed),
) -> Events | Refusal:
    """Put a payment to what is unpaid, also of what was given up; the rest it does not need.

    It is put to costs, interest and the invoice in that order.
    """
    debt, amount = receivable.owed, payment.amount
    if amount.currency is not debt.bill.currency:
        given = amount.currency.value
        return refuse("receivable.currency", expected=debt.bill.currency.value, given=given)
    put, rest = _put(receivable, payment, tolerances, order)
    surplus: Events = (e.SurplusReceived(payment.id, rest),) if rest.is_positive else ()
    return relieved(receivable, (*put, *surplus), today)


def _put(
    receivable: Receivable, payment: Payment, tolerances: Tolerances, order: tuple[Owed, ...]
) -> tuple[Events, Money]:
    """What money is put to, one kind after the other, and what is left of it."""
    debt, charges, left = receivable.owed, receivable.charges, payment.amount
    late = receivable.is_demanded and debt.arrears(payment.received) is not None
    events: Events = ()
    for place, kind in enumerate(order, start=1):
        if kind is not Owed.PRINCIPAL:
            put = min(charges.of(kind).open, left)
            events += (e.ChargePaid(payment.id, kind, put),) if put.is_positive else ()
            left = left - put
            continue
        part, more = changed(payment, amount=left), order[place:]
        small = () if any(charges.of(k).open.is_positive for k in more) else tolerances
        put = min(debt.unpaid, left) + kept_too_much(receivable, part, small)
        events += (e.PaymentAllocated(payment, put, late),) if put.is_positive else ()
        events += tuple(difference(receivable, part, put, small))
        left = left - put
    return events, left


def after(receivable: Receivable, events: Events) -> Receivable:
    """The receivable once these have happened."""
    for event in events:
        receivable = evolve(receivable, event)
    return receivable


def relieved(receivable: Receivable, events: Events, today: date) -> Events:
    """The events, and what ends with them: arrears, block, the debt itself."""
    now = after(receivable, events)
    if now.stage not in GIVEN_OR_OWING:
        return events
    cleared: Events = ()
    if now.owed.arrears(today) is None:
        if now.blocked:
            cleared = (e.ServiceUnblocked(),)
        elif now.reached and now.stage is Stage.ISSUED and now.owed.oldest != now.dunned:
            cleared = (e.ArrearsCleared(),)
    settled: Events = (e.InvoiceSettled(),) if now.is_paid else ()
    return (*events, *cleared, *settled)


def recall(receivable: Receivable, given: c.RecallPayment) -> Events:
    """Give up what is held of a payment: it is owed again, with its old due days."""
    held, left = receivable.payments.get(given.payment), given.amount
    reversed_: Events = ()
    if held is not None:
        by_credit, taken = given.payment in receivable.by_credit, min(held, given.amount)
        left = left - taken
        reversed_ = (
            e.PaymentReversed(given.payment, taken, given.reason, by_credit),
            *taken_along(receivable, given.payment, taken),
        )
    return (*reversed_, *reopened_charges(receivable, given.payment, left))


def give_up(receivable: Receivable, reason: str) -> Events:
    """Waive late interest and fees, and write off what is owed of the invoice, if anything is."""
    events = (*waived(receivable, reason),)
    if receivable.owed.outstanding.is_zero:
        return (*events, e.InvoiceSettled())
    return (*events, e.WrittenOff(receivable.owed.outstanding, reason))


def waive(receivable: Receivable, reason: str) -> Events | Refusal:
    """Waive what is open of late interest and fees; the invoice stays as it is."""
    events = (*waived(receivable, reason),)
    if not events:
        return refuse("receivable.no-charges")
    settled: Events = (e.InvoiceSettled(),) if receivable.owed.unpaid.is_zero else ()
    return (*events, *settled)
