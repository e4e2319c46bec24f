"""What has to be paid before a release, and what becomes of it (PRI-10)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.payment_terms import advance_of
from order_to_cash.domain.trade.prices import BillLine, UnitPrice

Events = tuple[e.Event, ...]

ADVANCE: Final = "advance"
"""What stands for the product on the invoice of an advance, one line for each tax category."""


def in_advance(settings: OrderSettings, order: Order) -> Money:
    """What of a priced order is to be paid before its release by an invoice of its own."""
    return advance_of(settings.terms_of(order.request), order.priced)


def financed_part(settings: OrderSettings, order: Order) -> Money:
    """What of a priced order is financed: all that is not paid in advance."""
    return order.priced - in_advance(settings, order)


def advanced(order: Order) -> Money:
    """What is paid of its advances and not credited."""
    nothing = order.priced - order.priced
    return sum((one.paid for one in order.advances), nothing)


def levelled(settings: OrderSettings, order: Order, at: datetime) -> Events:
    """What is invoiced in advance, more or less than before if the order was amended."""
    needed = in_advance(settings, order)
    more = needed - sum((one.kept for one in order.advances), needed - needed)
    if more.is_positive:
        return (_billed(settings, order, more, at),)
    return tuple(_credited(order, -more))


def _billed(settings: OrderSettings, order: Order, amount: Money, at: datetime) -> e.AdvanceBilled:
    """The invoice of an advance: its share of each tax category of the order."""
    day, currency = settings.calendar.local_day(at), amount.currency
    totals = settings.tax.totals(order.bill, day, currency)
    owed = [(part.category, (part.net + part.tax).minor) for part in totals.taxes if part.is_owed]
    parts = amount.allocate([weight for _, weight in owed])
    lines = tuple(
        BillLine(ADVANCE, 1, UnitPrice.from_money(part, with_tax=True), category)
        for (category, _), part in zip(owed, parts, strict=True)
        if part.is_positive
    )
    tax = settings.tax.totals(lines, day, currency).tax
    return e.AdvanceBilled(order.next_paper, lines, amount, tax, at)


def _credited(order: Order, amount: Money) -> Iterator[e.AdvanceCredited]:
    """So much less, the latest invoice first."""
    for one in reversed(order.advances):
        part = min(one.kept, amount)
        if part.is_positive:
            yield e.AdvanceCredited(one.number, part)
            amount = amount - part


def reported(order: Order, given: c.ReportAdvance) -> e.AdvanceReported | None:
    """What the receivable of an advance says, unless something newer is known."""
    for one in order.advances:
        if one.number == given.part and one.sequence < given.sequence:
            first = not one.invoice and one.credited.is_positive
            return e.AdvanceReported(
                *(given.part, given.invoice, given.unpaid, given.sequence),
                undone=one.credited if first else None,
            )
    return None


def passed_on(order: Order) -> Events:
    """Of the money that waits as much as the invoices of its advances still need."""
    made: list[e.Event] = []
    for one in order.advances:
        wanted = one.wanted
        for payment in order.prepaid:
            part = min(wanted, payment.amount)
            if part.is_positive:
                moved = e.PaymentForwarded(changed(payment, amount=part), one.number)
                made.append(moved)
                order, wanted = evolve(order, moved), wanted - part
    return tuple(made)
