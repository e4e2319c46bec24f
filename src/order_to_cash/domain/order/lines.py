"""What becomes of the lines of an order, the goods kept for them, its papers and advances.

Of a line see FUL-01, of goods FUL-03. At every instant an advance is credited, deducted by a later
invoice, or left for one (PRI-10).
"""

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import Any, TypeAlias, assert_never

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.wording import Value, Values
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.facts import Answers, StockReport
from order_to_cash.domain.order.state import FINISHED, Advance, Line, LineStatus, Paper, Reservation
from order_to_cash.domain.trade.prices import (
    Quantity,
    minus,
    plus,
)


def summed(lines: tuple[Line, ...]) -> Iterator[tuple[str, Values]]:
    """How many of each line the party has; nothing of what was delivered whole, or not at all."""
    if not any(line.delivered for line in lines):
        return
    if any(line.open or line.returned for line in lines):
        for line in lines:
            told = ("line", "sku", "kept", "quantity", "delivered", "returned")
            numbers = (line.kept, line.item.quantity, line.delivered, line.returned)
            shown: tuple[Value, ...] = (
                line.number,
                line.item.sku,
                *(format(Decimal(n), "f") for n in numbers),
            )
            yield "returned" if line.returned else "parts", tuple(zip(told, shown, strict=True))


Progress: TypeAlias = (
    d.LineScheduled
    | d.LineDelivered
    | d.LineActivated
    | d.LineReturned
    | d.LineHeld
    | d.LineFailed
    | d.RestCancelled
)


def progress(lines: tuple[Line, ...], event: Progress) -> tuple[Line, ...]:
    """The lines of an order once the event has happened to one of them, or to what is left."""
    if isinstance(event, d.RestCancelled):
        rest = (_ended(x, event.reason) if x.status not in FINISHED else x for x in lines)
        return tuple(rest)
    before, after = lines[: event.line - 1], lines[event.line :]
    return (*before, _line_after(lines[event.line - 1], event), *after)


_OfLine: TypeAlias = (
    d.LineScheduled | d.LineDelivered | d.LineActivated | d.LineReturned | d.LineHeld | d.LineFailed
)


def _line_after(line: Line, event: _OfLine) -> Line:
    match event:
        case d.LineScheduled(_, slot):
            agreed = changed(line, status=LineStatus.SCHEDULED, slot=slot)
            return changed(agreed, note="", reason="")
        case d.LineDelivered(quantity=quantity) | d.LineActivated(quantity=quantity):
            left = max(0, line.reserved - ceil(quantity))
            handed = changed(line, delivered=plus(line.delivered, quantity), reserved=left)
            return handed if handed.open else changed(handed, status=LineStatus.DELIVERED)
        case d.LineReturned(quantity=quantity, reason=why, again=again):
            returned = plus(line.returned, quantity)
            return _came_back(changed(line, returned=returned, came_back=why.value), again=again)
        case d.LineHeld(_, reason, note):
            return changed(line, status=LineStatus.ON_HOLD, note=note, reason=reason.value)
        case d.LineFailed(_, words, code):
            return _ended(line, words, code.value)
        case _:
            assert_never(event)


def _ended(line: Line, note: str, reason: str = "") -> Line:
    """What is left of the line will not be delivered."""
    return changed(line, status=_end_of(line), note=note, reason=reason, reserved=0)


def _end_of(line: Line) -> LineStatus:
    if line.kept:
        return LineStatus.PARTIAL
    return LineStatus.RETURNED if line.delivered else LineStatus.FAILED


def _came_back(line: Line, *, again: bool) -> Line:
    """A line that was finished waits for a new slot, or stays finished with less of it."""
    if line.status not in FINISHED:
        return line
    return changed(line, status=LineStatus.PENDING if again else _end_of(line))


OfReservation: TypeAlias = d.ReservationAsked | d.GoodsReserved | d.GoodsShort | d.ReservationLapsed


def kept_after(
    lines: tuple[Line, ...], known: Reservation | None, event: OfReservation
) -> tuple[tuple[Line, ...], Reservation | None]:
    """What is kept for each line, and what is asked for."""
    match event:
        case d.ReservationAsked(number, goods, until):
            return lines, Reservation(number, goods, until)
        case d.GoodsReserved():
            kept = {x.line: x.pieces for x in known.goods} if known is not None else {}
            reserved = (changed(x, reserved=kept.get(x.number, 0)) for x in lines)
            return tuple(reserved), settled(known)
        case d.GoodsShort():
            return lines, settled(known)
        case d.ReservationLapsed():
            return tuple(changed(x, reserved=0) for x in lines), settled(known)
        case _:
            assert_never(event)


def lessened(known: Reservation | None, event: Progress) -> Reservation | None:
    """What is asked for without what left the warehouse, or will not be delivered any more."""
    if known is None or not known.pending:
        return known
    match event:
        case d.LineDelivered(number, quantity=quantity):
            gone = {number: ceil(quantity)}
        case d.LineFailed(number):
            gone = {x.line: x.pieces for x in known.goods if x.line == number}
        case d.RestCancelled():
            gone = {x.line: x.pieces for x in known.goods}
        case _:
            return known
    goods = (changed(x, pieces=max(0, x.pieces - gone.get(x.line, 0))) for x in known.goods)
    return changed(known, goods=tuple(goods))


def nothing_kept(lines: tuple[Line, ...], known: Reservation | None) -> dict[str, Any]:
    """What changes in an order that ends: nothing is kept for it, and nothing asked for."""
    return (
        {}
        if known is None
        else {
            "lines": tuple(changed(x, reserved=0) for x in lines),
            "reservation": settled(known),
        }
    )


def settled(known: Reservation | None) -> Reservation | None:
    """Whatever was asked for, nobody waits for the answer."""
    return None if known is None else changed(known, pending=False)


def restocked(answers: Answers, event: OfReservation) -> Answers:
    """What is known of the stock, with what whoever keeps goods said of some of it."""
    if not isinstance(event, d.GoodsShort) or (known := answers.stock) is None:
        return answers
    said = {item.sku for item in event.items}
    others = (item for item in known.items if item.sku not in said)
    return changed(answers, stock=StockReport(known.warehouse, (*event.items, *others), event.at))


def sent_back(
    papers: tuple[Paper, ...], line: int, quantity: Quantity
) -> tuple[tuple[Paper, ...], tuple[int, ...]]:
    """The invoices once so many of a line came back, latest first, and the numbers of those."""
    made, touched = list(papers), []
    for at, paper in reversed(tuple(enumerate(papers))):
        parts = list(paper.parts)
        for n, part in enumerate(parts):
            gone = min(part.kept, quantity) if part.line == line else 0
            parts[n] = changed(part, back=plus(part.back, gone))
            quantity = minus(quantity, gone)
            touched.extend([paper.number] if gone else [])
        made[at] = changed(paper, parts=tuple(parts))
    return tuple(made), tuple(touched)


Advances: TypeAlias = tuple[Advance, ...]


_OfAdvance: TypeAlias = e.AdvanceBilled | e.AdvanceCredited | e.AdvanceReported


def advances_after(advances: Advances, event: _OfAdvance) -> Advances:
    """The advances once the event has happened."""
    match event:
        case e.AdvanceBilled(number, lines, amount, tax):
            nothing = amount - amount
            return (*advances, Advance(number, lines, amount, tax, nothing, nothing))
        case e.AdvanceCredited(number, amount):
            return tuple(
                changed(one, credited=one.credited + amount) if one.number == number else one
                for one in advances
            )
        case e.AdvanceReported():
            return tuple(_reported(one, event) for one in advances)
        case _:
            assert_never(event)


def _reported(advance: Advance, event: e.AdvanceReported) -> Advance:
    if advance.number != event.number or event.sequence <= advance.sequence:
        return advance
    known = changed(advance, invoice=event.invoice, unpaid=event.unpaid)
    return changed(known, sequence=event.sequence, sent=None)


def paid_towards(advances: Advances, number: int, amount: Money) -> Advances:
    """The advances once so much money is on its way to the invoice of that number."""
    return tuple(
        changed(one, sent=amount if one.sent is None else one.sent + amount)
        if one.number == number
        else one
        for one in advances
    )


def less_used(
    advances: Advances, deducted: tuple[d.AdvancePart, ...], undone: tuple[d.AdvancePart, ...] = ()
) -> Advances:
    """The advances once an invoice deducted so much of them, and so much was credited."""
    made = {one.number: one for one in advances}
    for part in deducted:
        one = made[part.number]
        made[part.number] = changed(one, deducted=one.deducted + part.amount)
    for part in undone:
        one = made[part.number]
        made[part.number] = changed(one, credited=one.credited + part.amount)
    return tuple(made.values())


def less_given_back(advances: Advances, number: int, amount: Money) -> Advances:
    """The advances once so much of what had been deducted of one came back."""
    return tuple(
        changed(one, credited=one.credited + amount, deducted=one.deducted - amount)
        if one.number == number
        else one
        for one in advances
    )


def none_needed(advances: Advances) -> Advances:
    """The advances of an order that needs none any more: all that was not deducted is credited."""
    return tuple(changed(one, credited=one.amount - one.deducted) for one in advances)


def deducted_from(advances: Advances, amount: Money) -> tuple[d.AdvancePart, ...]:
    """What an invoice over that amount deducts: the oldest advances first, at most all of it."""
    return tuple(_parts(advances, amount))


def left_over(
    advances: Advances, deducted: tuple[d.AdvancePart, ...] = ()
) -> tuple[d.AdvancePart, ...]:
    """What is left of the advances after the last invoice of the order."""
    after_ = less_used(advances, deducted)
    return tuple(one.part(one.deducted, one.left) for one in after_ if one.left.is_positive)


def _parts(advances: Advances, amount: Money) -> Iterator[d.AdvancePart]:
    for one in advances:
        part = min(one.left, amount)
        if part.is_positive:
            yield one.part(one.deducted, part)
            amount = amount - part


def sum_of(parts: tuple[d.AdvancePart, ...], nothing: Money) -> Money:
    """What parts of advances come to together."""
    return sum((part.amount for part in parts), nothing)
