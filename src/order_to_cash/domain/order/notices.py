"""What the party of an order is told."""

from datetime import datetime

from order_to_cash.domain.core.decision import Decision, Finding
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.messages import Notice, Notify


def available(order: Order) -> Notify:
    """What was ordered, from where, and its price: how much more there is concerns no party."""
    values: tuple[tuple[str, Value], ...] = (
        ("zone", order.request.zone),
        ("total", order.total),
    )
    goods = tuple(f"{x.item.quantity} x {x.item.sku}" for x in order.lines if x.is_goods)
    services = tuple(x.item.sku for x in order.lines if not x.is_goods)
    if goods and order.answers.stock is not None:
        values = (*values, ("goods", goods), ("warehouse", order.answers.stock.warehouse))
    if services:
        values = (*values, ("services", services))
    return notify(order, Notice.AVAILABILITY, *values)


def declined(order: Order, decision: Decision, closes: datetime) -> Notify:
    """That the account declined, what would have helped, and when the order is closed for that."""
    values = (("total", order.total), ("closes", closes))
    told = because(order, Notice.CREDIT_DECLINED, decision.failures, *values)
    return changed(told, proposals=decision.proposals)


def rejected(order: Order, decision: Decision) -> Notify:
    """That the order cannot go on, why, and with what it would have."""
    told = because(order, Notice.ORDER_REJECTED, decision.failures)
    return changed(told, proposals=decision.proposals)


def because(
    order: Order, notice: Notice, findings: tuple[Finding, ...], *values: tuple[str, Value]
) -> Notify:
    """A notice with the findings that are the reason."""
    return changed(notify(order, notice, *values), findings=findings)


def notify(order: Order, notice: Notice, *values: tuple[str, Value]) -> Notify:
    """A notice to the party, about its order."""
    named: tuple[tuple[str, Value], ...] = (("order", order.id), *values)
    return Notify(notice, order.request.party, named, order.request.contact)
