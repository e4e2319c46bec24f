"""What is billed and credited when, ahead and later, and where money goes (PRI-10, FUL-01)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.lifecycle import DONE
from order_to_cash.domain.order.lines import deducted_from, sent_back, sum_of
from order_to_cash.domain.order.reserving import asked
from order_to_cash.domain.order.settings import Invoicing, OrderSettings
from order_to_cash.domain.order.state import FINISHED, GIVEN_UP, Line, Order, Paper
from order_to_cash.domain.trade.payment_terms import advance_of
from order_to_cash.domain.trade.prices import BillLine, CreditedLine, UnitPrice, part_of

Events = tuple[d.Event, ...]


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
        return (_ahead(settings, order, more, at),)
    return tuple(_less(order, -more))


def _ahead(settings: OrderSettings, order: Order, amount: Money, at: datetime) -> e.AdvanceBilled:
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


def _less(order: Order, amount: Money) -> Iterator[e.AdvanceCredited]:
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
    made: list[d.Event] = []
    for one in order.advances:
        wanted = one.wanted
        for payment in order.prepaid:
            part = min(wanted, payment.amount)
            if part.is_positive:
                moved = e.PaymentForwarded(changed(payment, amount=part), one.number)
                made.append(moved)
                order, wanted = evolve(order, moved), wanted - part
    return tuple(made)


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
) -> tuple[d.DeliveryBilled, ...]:
    """The invoice of what was just delivered of a line, if each delivery has one."""
    if not by_delivery(settings):
        return ()
    number, start = before.number, before.delivered
    end, rest = order.lines[number - 1].delivered, rest_of(settings, order, at)
    part = part_of(order.bill[number - 1], start, end)
    amount = payable(settings, order, (part,), at)
    deducted = deducted_from(order.advances, amount)
    return (d.DeliveryBilled(number, start, end, amount, rest, at, deducted),)


def returned(settings: OrderSettings, order: Order, given: c.ReturnGoods, at: datetime) -> Events:
    """What came back, and the credit for what of it has an invoice with a number."""
    number, quantity = given.line, given.quantity
    again = order.stage not in DONE and order.lines[number - 1].status not in GIVEN_UP
    event = d.LineReturned(number, quantity, given.reason, given.disposition, given.note, again)
    after = evolve(order, event)
    if by_delivery(settings) and order.stage not in DONE:
        event = changed(event, rest=rest_of(settings, after, at))
    _, touched = sent_back(order.papers, number, quantity)
    credited: tuple[d.PiecesCredited, ...] = ()
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
) -> Iterator[d.PiecesCredited]:
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
            yield d.PiecesCredited(place, part, lines if all_of_it else (), reason)
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
    event = d.InvoiceNoted(given.invoice, given.part)
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
    made: list[d.Event] = []
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
