"""Which goods are kept for an order, and what warehouse and technical team are told (FUL-03)."""

from datetime import datetime
from math import ceil
from typing import TypeAlias, assert_never

from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.facts import DeliveryMode
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Line, LineStatus, Order
from order_to_cash.domain.trade.fulfilment import (
    FreeGoods,
    GoodsLine,
    HandOverGoods,
    KeptGoods,
    OpenWorkOrder,
    PrepareGoods,
    ReservationInstruction,
    ReserveGoods,
)
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.trade.prices import Quantity

_Goods: TypeAlias = d.ReservationAsked | d.ReservationLapsed | d.LineDelivered | d.LineFailed
"""Events of goods that concern whoever keeps them for orders."""


def is_pending(order: Order) -> bool:
    """Whether the goods of an order were asked for and nobody answered yet."""
    return order.reservation is not None and order.reservation.pending


def asked(settings: OrderSettings, order: Order, at: datetime) -> tuple[d.ReservationAsked, ...]:
    """The question for goods, where fewer are kept than are to be handed over and none is open."""
    known, lines = order.reservation, wanted(order)
    if settings.reserved_for is None or is_pending(order):
        return ()
    over = known is None or known.until <= at
    if not any(over or line.reserved < line.to_hand_over for line in lines):
        return ()
    number = 1 if known is None else known.number + 1
    goods = tuple(KeptGoods(line.number, line.item.sku, line.to_hand_over) for line in lines)
    return (d.ReservationAsked(number, goods, at + settings.reserved_for, at),)


def wanted(order: Order) -> tuple[Line, ...]:
    """The lines whose goods are to be kept: those that go on, and those of which some are kept."""
    return tuple(
        line
        for line in order.lines
        if line.to_hand_over and (line.status is not LineStatus.ON_HOLD or line.reserved)
    )


def is_over(order: Order, at: datetime) -> bool:
    """Whether goods are kept, or were asked for, until an instant that has come."""
    known = order.reservation
    return known is not None and known.until <= at and holds(order)


def holds(order: Order) -> bool:
    """Whether goods are kept for the order, or asked for."""
    return is_pending(order) or any(line.reserved for line in order.lines)


def of_goods(order: Order, event: _Goods) -> tuple[ReservationInstruction, ...]:
    """What whoever keeps goods is asked and told; of an order that never asked, nothing."""
    if order.reservation is None:
        return ()
    match event:
        case d.ReservationAsked(number, goods, until, at):
            zone, warehouse = order.request.zone or "", warehouse_of(order)
            return (ReserveGoods(order.id, zone, warehouse, goods, at, until, number),)
        case d.ReservationLapsed():
            return free(order)
        case d.LineDelivered(line, quantity=quantity):
            return (HandOverGoods(order.id, warehouse_of(order), pieces_of(order, line, quantity)),)
        case d.LineFailed(line):
            return free(order, line)
        case _:
            assert_never(event)


def free(order: Order, *lines: int) -> tuple[FreeGoods, ...]:
    """Nothing is kept any more for these lines, or for any; of an order that asked for some."""
    return () if order.reservation is None else (FreeGoods(order.id, lines),)


def pieces_of(order: Order, line: int, quantity: Quantity) -> KeptGoods:
    """So much of a line, counted in pieces."""
    return KeptGoods(line, order.lines[line - 1].item.sku, ceil(quantity))


def warehouse_of(order: Order) -> str:
    """Where the goods of an order come from."""
    return order.answers.stock.warehouse if order.answers.stock else ""


def goods(order: Order) -> tuple[Message, ...]:
    """What the warehouse prepares, where goods were ordered."""
    lines = tuple(
        GoodsLine(x.number, x.item.sku, x.item.quantity) for x in order.lines if x.is_goods
    )
    if not lines or order.answers.stock is None or order.request.delivery is None:
        return ()
    mode, warehouse = order.request.delivery, order.answers.stock.warehouse
    address = order.request.address if mode is DeliveryMode.HOME_DELIVERY else None
    return (PrepareGoods(order.id, warehouse, lines, mode.value, address),)


def work_orders(order: Order) -> tuple[Message, ...]:
    """What the technical team installs, a line each."""
    request, coverage = order.request, order.answers.coverage
    technologies = {item.sku: item.technology for item in coverage.items} if coverage else {}
    return tuple(
        OpenWorkOrder(
            order.id,
            line.number,
            line.item.sku,
            request.zone or "",
            technologies.get(line.item.sku, ""),
            request.address,
        )
        for line in order.lines
        if not line.is_goods
    )
