"""What is kept for an order, and how events change it (FUL-03)."""

from datetime import datetime
from math import ceil
from typing import Any, TypeAlias, assert_never

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.facts import Answers, StockReport
from order_to_cash.domain.order.lines import Line, Progress
from order_to_cash.domain.trade.reservations import KeptGoods


@entity
class Reservation:
    """The latest question for goods to be kept; open while it is `pending`.

    `goods` are what was asked for, less what was handed over or given up since then.
    """

    number: int
    goods: tuple[KeptGoods, ...]
    until: datetime
    pending: bool = True


OfReservation: TypeAlias = e.ReservationAsked | e.GoodsReserved | e.GoodsShort | e.ReservationLapsed


def kept_after(
    lines: tuple[Line, ...], known: Reservation | None, event: OfReservation
) -> tuple[tuple[Line, ...], Reservation | None]:
    """What is kept for each line, and what is asked for."""
    match event:
        case e.ReservationAsked(number, goods, until):
            return lines, Reservation(number, goods, until)
        case e.GoodsReserved():
            kept = {x.line: x.pieces for x in known.goods} if known is not None else {}
            reserved = (changed(x, reserved=kept.get(x.number, 0)) for x in lines)
            return tuple(reserved), settled(known)
        case e.GoodsShort():
            return lines, settled(known)
        case e.ReservationLapsed():
            return tuple(changed(x, reserved=0) for x in lines), settled(known)
        case _:
            assert_never(event)


def lessened(known: Reservation | None, event: Progress) -> Reservation | None:
    """What is asked for without what left the warehouse, or will not be delivered any more."""
    if known is None or not known.pending:
        return known
    match event:
        case e.LineDelivered(number, quantity=quantity):
            gone = {number: ceil(quantity)}
        case e.LineFailed(number):
            gone = {x.line: x.pieces for x in known.goods if x.line == number}
        case e.RestCancelled():
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
    if not isinstance(event, e.GoodsShort) or (known := answers.stock) is None:
        return answers
    said = {item.sku for item in event.items}
    others = (item for item in known.items if item.sku not in said)
    return changed(answers, stock=StockReport(known.warehouse, (*event.items, *others), event.at))
