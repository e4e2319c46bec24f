"""Which pieces are billed and credited when, and where money that waited goes (FUL-01, FUL-02)."""

from collections.abc import Iterator
from datetime import datetime

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.advances import deducted_from, sum_of
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.lifecycle import DONE
from order_to_cash.domain.order.lines import FINISHED, GIVEN_UP, Line, Paper, part_of, sent_back
from order_to_cash.domain.order.reserving import asked
from order_to_cash.domain.order.settings import Invoicing, OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.prices import BillLine, CreditedLine

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
    amount = payable(settings, order, (part,), at)
    deducted = deducted_from(order.advances, amount)
    return (e.DeliveryBilled(number, start, end, amount, rest, at, deducted),)


def returned(settings: OrderSettings, order: Order, given: c.ReturnGoods, at: datetime) -> Events:
    """What came back, and the credit for what of it has an invoice with a number."""
    number, quantity = given.line, given.quantity
    again = order.stage not in DONE and order.lines[number - 1].status not in GIVEN_UP
    event = e.LineReturned(number, quantity, given.reason, given.disposition, given.note, again)
    after = evolve(order, event)
    if by_delivery(settings) and order.stage not in DONE:
        event = changed(event, rest=rest_of(settings, after, at))
    _, touched = sent_back(order.papers, number, quantity)
    credited: tuple[e.PiecesCredited, ...] = ()
    for paper in touched:
        made = tuple(_credited(settings, order, after, paper))
        after = _after(after, made)
        credited += made
    if credited:
        total = Money.sum_of((x.amount for x in credited), order.priced.currency)
        event = changed(event, credited=total)
    return (event, *credited, *(asked(settings, after, at) if again else ()))


def _after(order: Order, events: Events) -> Order:
    for event in events:
        order = evolve(order, event)
    return order


def _credited(
    settings: OrderSettings, before: Order, after: Order, number: int
) -> Iterator[e.PiecesCredited]:
    """The difference of what an invoice comes to, so that credits over all of it are all of it.

    What it had deducted of advances is credited on their invoices, the latest first.
    """
    old, new = before.paper(number), after.paper(number)
    if old is None or new is None or not new.invoice:
        return
    found = _by_line(settings, after, old if old.invoice else _whole(new), new)
    lines = tuple(sorted(found, key=lambda line: line.line))
    nothing = Money.zero(after.priced.currency)
    amount = Money.sum_of((line.amount for line in lines), nothing.currency)
    owed = payable(settings, after, new.billed(after.bill), new.at) - sum_of(new.deducted, nothing)
    room = owed - (nothing if new.credited is None else new.credited)
    why = (after.lines[part.line - 1].came_back for part in reversed(new.parts) if part.back)
    reason = next(filter(None, why), "")
    places = [(number, room), *((one.number, one.deducted) for one in reversed(after.advances))]
    for place, most in places:
        part = min(amount, most)
        if part.is_positive:
            all_of_it = place == number and part == amount
            yield e.PiecesCredited(place, part, lines if all_of_it else (), reason)
            amount = amount - part


def _whole(paper: Paper) -> Paper:
    """An invoice before anything of it came back."""
    return changed(paper, parts=tuple(changed(part, back=0) for part in paper.parts))


def _by_line(
    settings: OrderSettings, order: Order, before: Paper, after: Paper
) -> Iterator[CreditedLine]:
    """By how much each line makes the invoice less, the last one first: together it is all.

    So taxes are rounded as they were when the lines came to the invoice, one after the other.
    """
    known, parts = _owed(settings, order, before), list(before.parts)
    for place, part in reversed(tuple(enumerate(after.parts))):
        parts[place] = part
        now = _owed(settings, order, changed(before, parts=tuple(parts)))
        if now < known:
            yield CreditedLine(place + 1, known - now)
        known = now


def _owed(settings: OrderSettings, order: Order, paper: Paper) -> Money:
    return payable(settings, order, paper.owed(order.bill), paper.at)


def noted(settings: OrderSettings, order: Order, given: c.NoteInvoice) -> Events:
    """The invoice has a number: credit what came back meanwhile, and pass on what was paid."""
    if order.paper(given.part) is None:
        return ()
    event = e.InvoiceNoted(given.invoice, given.part)
    after = evolve(order, event)
    credited = tuple(_credited(settings, order, after, given.part))
    after = _after(after, credited)
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
    due = None
    if paper is not None:
        due = payable(settings, order, paper.owed(order.bill), paper.at)
        due = due - sum_of(paper.deducted, due - due)
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
