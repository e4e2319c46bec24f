"""The lines of an order: how far each is, what is kept for it and billed of it (FUL-01, FUL-03)."""

import enum
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any, Final, TypeAlias, assert_never

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.money import Money, Rounding, whole
from order_to_cash.domain.core.wording import Value, Values
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.facts import Answers, Item, StockReport
from order_to_cash.domain.trade.fulfilment import KeptGoods
from order_to_cash.domain.trade.prices import (
    QUANTITY_DECIMALS,
    Adjustment,
    BillLine,
    Quantity,
    decimals_of,
)
from order_to_cash.domain.trade.questions import Kind

_PARTS: Final = 10**QUANTITY_DECIMALS


class LineStatus(enum.StrEnum):
    """Where one line of a released order stands."""

    PENDING = "pending"
    SCHEDULED = "scheduled"
    ON_HOLD = "on_hold"
    DELIVERED = "delivered"
    PARTIAL = "partly_delivered"
    RETURNED = "returned"
    FAILED = "failed"


FINISHED: Final = (
    LineStatus.DELIVERED,
    LineStatus.PARTIAL,
    LineStatus.RETURNED,
    LineStatus.FAILED,
)
GIVEN_UP: Final = (LineStatus.PARTIAL, LineStatus.RETURNED, LineStatus.FAILED)
"""What is left of such a line will not be delivered."""


@entity
class Line:
    """One line of the order and how far it is.

    `delivered` counts what was handed over or activated, each time anew, and `returned` what came
    back; `note` is why it waits or failed, in words, and `reason` the code of that. `reserved` is
    how many pieces are kept for it, and `came_back` the coded reason of its last return.
    """

    number: int
    item: Item
    status: LineStatus = LineStatus.PENDING
    slot: datetime | None = None
    note: str = ""
    reason: str = ""
    delivered: Quantity = 0
    returned: Quantity = 0
    reserved: int = 0
    came_back: str = ""

    @property
    def kept(self) -> Quantity:
        """How many the party has."""
        return minus(self.delivered, self.returned)

    @property
    def open(self) -> Quantity:
        """How many the party does not have; unless the line is finished they can be delivered."""
        return minus(self.item.quantity, self.kept)

    @property
    def to_hand_over(self) -> int:
        """How many pieces a warehouse still has to hand over: none of a finished line."""
        return 0 if self.status in FINISHED or not self.is_goods else ceil(self.open)

    @property
    def is_goods(self) -> bool:
        """Whether a warehouse delivers it."""
        return self.item.kind is Kind.GOODS


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


@entity
class Reservation:
    """The latest question for goods to be kept; open while it is `pending`.

    `goods` are what was asked for, less what was handed over or given up since then.
    """

    number: int
    goods: tuple[KeptGoods, ...]
    until: datetime
    pending: bool = True


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


@entity
class Pieces:
    """The pieces of a line from the start-th to the end-th on an invoice; so many came `back`."""

    line: int
    start: Quantity
    end: Quantity
    back: Quantity = 0

    @property
    def kept(self) -> Quantity:
        """How many of them the party has."""
        return minus(minus(self.end, self.start), self.back)


@entity
class Paper:
    """An invoice of the order: which pieces it bills, and what was credited of it (FUL-01).

    The one at completion has the number zero, those of deliveries count from one; `at` is when it
    was asked for, and `invoice` the number that billing gave it, once it did. `deducted` is what it
    deducts of advances.
    """

    number: int
    parts: tuple[Pieces, ...]
    at: datetime
    invoice: str = ""
    credited: Money | None = None
    deducted: tuple[d.AdvancePart, ...] = ()

    def billed(self, bill: tuple[BillLine, ...]) -> tuple[BillLine, ...]:
        """Its lines as they were invoiced."""
        return tuple(part_of(bill[p.line - 1], p.start, p.end) for p in self.parts)

    def owed(self, bill: tuple[BillLine, ...]) -> tuple[BillLine, ...]:
        """Its lines without what came back."""
        return tuple(
            part_of(bill[p.line - 1], p.start, plus(p.start, p.kept)) for p in self.parts if p.kept
        )


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


def plus(one: Quantity, other: Quantity) -> Quantity:
    """Both together, exactly, whatever the context of decimals is: 1.5 and 1.5 are 3."""
    if type(one) is int and type(other) is int:
        return one + other
    return _plain(_parts(one) + _parts(other))


def minus(one: Quantity, other: Quantity) -> Quantity:
    """What is left of one without the other."""
    if type(one) is int and type(other) is int:
        return one - other
    return _plain(_parts(one) - _parts(other))


def is_countable(quantity: Quantity, *, most: Quantity, whole_only: bool) -> bool:
    """Whether so many can be taken of what is there: above zero, and no part of a piece."""
    if type(quantity) is Decimal and (whole_only or not quantity.is_finite()):
        return False
    return decimals_of(quantity) <= QUANTITY_DECIMALS and 0 < quantity <= most


def part_of(line: BillLine, start: Quantity, end: Quantity) -> BillLine:
    """The pieces of a line from the start-th to the end-th, as they are billed.

    A fixed amount that the line bears is shared out by quantity, in turn, so that parts which
    cover the line bear all of it and no more.
    """
    if start == 0 and end == line.quantity:
        return line
    shared = tuple(_shared(a, start, end, line.quantity) for a in line.adjustments)
    return changed(line, quantity=minus(end, start), adjustments=shared)


def _shared(adjustment: Adjustment, start: Quantity, end: Quantity, all_: Quantity) -> Adjustment:
    amount = adjustment.amount
    if amount is None:
        return adjustment
    minor = _until(amount, end, all_) - _until(amount, start, all_)
    return changed(adjustment, amount=Money(minor, amount.currency))


def _until(amount: Money, end: Quantity, all_: Quantity) -> int:
    return whole(amount.minor * _parts(end), _parts(all_), Rounding.HALF_UP)


def _parts(quantity: Quantity) -> int:
    number, of = quantity.as_integer_ratio()
    return number * _PARTS // of


def _plain(parts: int) -> Quantity:
    pieces, rest = divmod(parts, _PARTS)
    return pieces if not rest else Decimal(f"{pieces}.{rest:0{QUANTITY_DECIMALS}d}".rstrip("0"))
