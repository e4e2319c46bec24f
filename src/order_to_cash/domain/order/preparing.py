"""What warehouse and technical team are told once an order is released."""

from order_to_cash.domain.order.facts import DeliveryMode
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.fulfilment import (
    GoodsLine,
    OpenWorkOrder,
    PrepareGoods,
)
from order_to_cash.domain.trade.messages import Message


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
