"""Which pieces are billed and credited when, and where money that waited goes (FUL-01, FUL-02)."""

from collections.abc import Iterator
from datetime import datetime

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.lifecycle import DONE
from order_to_cash.domain.order.lines import FINISHED, GIVEN_UP, Line, Paper, part_of, sent_back
from order_to_cash.domain.order.reserving import asked
from order_to_cash.domain.order.settings import Invoicing, OrderSettings
from order_to_cash.domain.order.state import Order, evolve
from order_to_cash.domain.trade.prices import BillLine

Events = tuple[e.Event, ...]


def by_delivery(settings: OrderSettings) -> bool:
    """Whether each delivery has an invoice of its own."""
    return settings.invoicing is Invoicing.BY_DELIVERY


def payable(
    settings: OrderSettings, order: Order, lines: tuple[BillLine, ...], at: datetime
) -> Money:
    """What an invoice of these lines comes to, of none as well."""
    day, currency = settings.calendar.local_day(at), order.priced.currency
    return settings.tax.total(lines, day, currency)


def rest_of(settings: OrderSettings, order: Order, at: datetime) -> Money:
    """What the pieces come to that can still be delivered: so much stays committed."""
    left = tuple(
        part_of(bill, line.kept, line.item.quantity)
        for line, bill in zip(order.lines, order.bill, strict=True)
        if line.status not in FINISHED and line.open
    )
    return payable(settings, order, left, at)


def billed(
    settings: OrderSettings, order: Order, before: Line, at: datetime
) -> tuple[e.DeliveryBilled, ...]:
    """The invoice of what was just delivered of a line, if each delivery has one."""
    if not by_delivery(settings):
        return ()
    number, start = before.number, before.delivered
    end, rest = order.lines[number - 1].delivered, rest_of(settings, order, at)
    part = part_of(order.bill[number - 1], start, end)
    return (e.DeliveryBilled(number, start, end, payable(settings, order, (part,), at), rest, at),)


def returned(settings: OrderSettings, order: Order, given: c.ReturnGoods, at: datetime) -> Events:
    """What came back, and the credit for what of it has an invoice with a number."""
    number, quantity = given.line, given.quantity
    again = order.stage not in DONE and order.lines[number - 1].status not in GIVEN_UP
    event = e.LineReturned(number, quantity, given.reason, given.disposition, given.note, again)
    after = evolve(order, event)
    if by_delivery(settings) and order.stage not in DONE:
        event = changed(event, rest=rest_of(settings, after, at))
    _, touched = sent_back(order.papers, number, quantity)
    credited = tuple(x for paper in touched for x in _credited(settings, order, after, paper))
    if credited:
        total = Money.sum_of((x.amount for x in credited), order.priced.currency)
        event = changed(event, credited=total)
    return (event, *credited, *(asked(settings, after, at) if again else ()))


def _credited(
    settings: OrderSettings, before: Order, after: Order, number: int
) -> Iterator[e.PiecesCredited]:
    """The difference of what an invoice comes to, so that credits over all of it are all of it."""
    old, new = before.paper(number), after.paper(number)
    if old is None or new is None or not new.invoice:
        return
    known = old.owed(before.bill) if old.invoice else new.billed(after.bill)
    amount = payable(settings, after, known, new.at) - payable(
        settings, after, new.owed(after.bill), new.at
    )
    if amount.is_positive:
        why = [after.lines[part.line - 1].came_back for part in new.parts if part.back]
        yield e.PiecesCredited(number, amount, next(filter(None, reversed(why)), ""))


def noted(settings: OrderSettings, order: Order, given: c.NoteInvoice) -> Events:
    """The invoice has a number: credit what came back meanwhile, and pass on what was paid."""
    if order.paper(given.part) is None:
        return ()
    event = e.InvoiceNoted(given.invoice, given.part)
    after = evolve(order, event)
    credited = tuple(_credited(settings, order, after, given.part))
    last = forwarded(after)
    return (event, *credited, *(last or _passed_on(settings, after, given.part)))


def forwarded(order: Order) -> Events:
    """All money that still waits, once an order is over and all its invoices have numbers."""
    paper = latest(order)
    if order.stage not in DONE or paper is None or not all(p.invoice for p in order.papers):
        return ()
    return tuple(e.PaymentForwarded(payment, paper.number) for payment in order.prepaid)


def _passed_on(settings: OrderSettings, order: Order, number: int) -> Events:
    """Of the money that waits as much as this invoice needs."""
    paper = order.paper(number)
    due = payable(settings, order, paper.owed(order.bill), paper.at) if paper else None
    made: list[e.Event] = []
    for payment in order.prepaid:
        if due is None or not due.is_positive:
            break
        part = min(due, payment.amount)
        made.append(e.PaymentForwarded(changed(payment, amount=part), number))
        due = due - part
    return tuple(made)


def latest(order: Order) -> Paper | None:
    """The last of its invoices that has a number."""
    return next((p for p in reversed(order.papers) if p.invoice), None)
