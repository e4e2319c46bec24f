"""What the world must be asked or told once something happened to an order."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias, assert_never

from order_to_cash.domain.core.by_class import by_class
from order_to_cash.domain.core.decision import Decision, Finding
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.bookkeeping import (
    OfAdvance,
    OfMoney,
    about_money,
    ask_credit,
    credited,
    delivered,
    financed,
    follow,
    leave,
    none_ahead,
    of_advance,
    raised,
    receivable,
    to_account,
    undone,
)
from order_to_cash.domain.order.invoicing import by_delivery
from order_to_cash.domain.order.lines import sum_of
from order_to_cash.domain.order.reserving import (
    free,
    goods,
    of_goods,
    pieces_of,
    warehouse_of,
    work_orders,
)
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade import agreements
from order_to_cash.domain.trade.fulfilment import (
    AskFree,
    GoodsLine,
    HoldFulfilment,
    OpenSupport,
    ReceiveReturn,
    ResumeFulfilment,
    StopFulfilment,
    TakeBackGoods,
)
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.prices import quantity_text
from order_to_cash.domain.trade.questions import (
    AskCoverage,
    AskOfferings,
    AskParty,
    AskStock,
    AskTerms,
    Kind,
)


def outgoing(settings: OrderSettings, order: Order, event: d.Event) -> tuple[Message, ...]:
    """The messages to send; `order` already includes the event."""
    return _TOLD[type(event)](settings, order, event)


def _nothing(_settings: OrderSettings, _order: Order, _event: d.Quiet) -> tuple[Message, ...]:
    return ()


_Request: TypeAlias = (
    e.OrderReceived
    | e.InformationCompleted
    | e.OrderAmended
    | e.InformationMissing
    | e.InformationAdded
)


def _of_request(settings: OrderSettings, order: Order, event: _Request) -> tuple[Message, ...]:
    match event:
        case e.OrderReceived(at=at, complete=complete):
            if complete is None:
                complete = settings.intake.decide(order.request).allows
            return questions(settings, order, at) if complete else ()
        case e.InformationCompleted(at=at):
            return questions(settings, order, at)
        case e.OrderAmended(freed=freed, at=at):
            return _asked_again(settings, order, at, freed=freed)
        case e.InformationMissing(decision) | e.InformationAdded(_, decision):
            return (because(order, Notice.INFORMATION_MISSING, decision.obstacles),)
        case _:
            assert_never(event)


def questions(settings: OrderSettings, order: Order, at: datetime) -> tuple[Message, ...]:
    """What is asked of every directory once a request is complete."""
    catalogue = ask_catalogue(settings, order, at)
    return (AskParty(order.request.party), catalogue, *ask_availability(settings, order, at))


def ask_catalogue(settings: OrderSettings, order: Order, at: datetime) -> AskOfferings:
    """Which of the products are offered, and for how much."""
    skus = tuple(item.sku for item in order.request.items)
    return AskOfferings(skus, settings.calendar.local_day(at), order.amended)


def ask_availability(settings: OrderSettings, order: Order, at: datetime) -> tuple[Message, ...]:
    """Stock of goods, and coverage of services."""
    zone, items = order.request.zone or "", order.request.items
    goods = tuple(i.sku for i in items if i.kind is Kind.GOODS)
    services = tuple(i.sku for i in items if i.kind is Kind.SERVICE)
    stock = (ask_stock(settings, order, goods, at),) if goods else ()
    if not services:
        return stock
    day = settings.calendar.local_day(at)
    return (*stock, AskCoverage(zone, services, day, order.amended))


def ask_stock(
    settings: OrderSettings, order: Order, skus: tuple[str, ...], at: datetime
) -> AskStock | AskFree:
    """How many there are; where goods are kept for orders, how many are free for this one."""
    zone = order.request.zone or ""
    if settings.reserved_for is None:
        return AskStock(zone, skus, order.amended)
    return AskFree(order.id, zone, skus, at, order.amended)


def _asked_again(
    settings: OrderSettings, order: Order, at: datetime, *, freed: bool
) -> tuple[Message, ...]:
    """What is open again after an amendment; credit is asked for once the new total is known."""
    credit = (to_account(order, agreements.FreeCredit(order.id)),) if freed else ()
    freed_goods = (*free(order), *credit)
    catalogue = (ask_catalogue(settings, order, at),) if order.answers.offerings is None else ()
    return (*freed_goods, *catalogue, *ask_again(settings, order, at))


def ask_again(settings: OrderSettings, order: Order, at: datetime) -> tuple[Message, ...]:
    """What of stock and coverage nobody knows: it lapsed, or what was asked for was amended."""
    stock, coverage = order.answers.stock, order.answers.coverage
    return tuple(
        question
        for question in ask_availability(settings, order, at)
        if (stock if isinstance(question, AskStock | AskFree) else coverage) is None
    )


_Clearing: TypeAlias = (
    e.OrderVerified
    | e.CreditApproved
    | e.CreditNotRequired
    | e.CreditOverridden
    | e.CreditLapsed
    | e.CreditDeclined
    | e.AvailabilityLapsed
)


def _of_clearing(settings: OrderSettings, order: Order, event: _Clearing) -> tuple[Message, ...]:
    match event:
        case e.OrderVerified():
            return (available(order), *follow(settings, order), *ask_credit(settings, order))
        case e.CreditApproved(approval):
            return (
                ask_terms(settings, order, approval.at),
                *ask_again(settings, order, approval.at),
            )
        case e.CreditNotRequired(at=at):
            return (ask_terms(settings, order, at), *none_ahead(order))
        case e.CreditOverridden() | e.CreditLapsed():
            return ask_credit(settings, order)
        case e.CreditDeclined(decision, closes):
            return (declined(order, decision, closes),)
        case e.AvailabilityLapsed(at):
            return ask_availability(settings, order, at)
        case _:
            assert_never(event)


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


def ask_terms(settings: OrderSettings, order: Order, at: datetime) -> AskTerms:
    """Which of the terms of what was ordered are in force."""
    named = {o.terms for o in order.answers.offerings or () if o.terms}
    return AskTerms(tuple(sorted(named)), settings.calendar.local_day(at), order.amended)


def _released(settings: OrderSettings, order: Order, _: e.OrderReleased) -> tuple[Message, ...]:
    commit: tuple[Message, ...] = ()
    if financed(settings, order):
        commit = (to_account(order, agreements.CommitCredit(order.id, order.committed)),)
    owed = tuple(
        Tell("receivable", receivable(order, one.number), agreements.OweAdvance())
        for one in order.advances
        if one.kept.is_positive
    )
    kept = any(line.reserved for line in order.lines) and order.reservation
    until = (("until", kept.until),) if kept else ()
    released = notify(order, Notice.ORDER_RELEASED, ("total", order.total), *until)
    return (*commit, *owed, *goods(order), *work_orders(order), released)


_Delivery: TypeAlias = (
    d.LineHeld
    | d.CancellationGranted
    | d.DeliveriesStopped
    | d.DeliveriesResumed
    | d.RestCancelled
    | d.SupportRequested
)


def _of_delivery(_: OrderSettings, order: Order, event: _Delivery) -> tuple[Message, ...]:
    match event:
        case d.LineHeld(number, reason):
            values = (("line", number), ("reason", reason.value))
            return (notify(order, Notice.LINE_ON_HOLD, *values),)
        case d.CancellationGranted():
            return (StopFulfilment(order.id),)
        case d.DeliveriesStopped():
            return (HoldFulfilment(order.id),)
        case d.DeliveriesResumed():
            return (ResumeFulfilment(order.id),)
        case d.RestCancelled():
            return (StopFulfilment(order.id), *free(order))
        case d.SupportRequested(subject):
            return (OpenSupport(order.id, subject),)
        case _:
            assert_never(event)


_Goods: TypeAlias = d.ReservationAsked | d.ReservationLapsed | d.LineDelivered | d.LineFailed


def _of_goods(_: OrderSettings, order: Order, event: _Goods) -> tuple[Message, ...]:
    return of_goods(order, event)


def _completed(
    settings: OrderSettings, order: Order, event: d.OrderCompleted | d.OrderPartlyCompleted
) -> tuple[Message, ...]:
    """The one invoice of all that was delivered; where each delivery has its own, none more."""
    counted: tuple[Message, ...] = ()
    if financed(settings, order):
        owed = event.delivered - sum_of(event.deducted, event.delivered - event.delivered)
        done = agreements.RecordDelivery(order.id, owed)
        over = agreements.FreeCredit(order.id)
        counted = (to_account(order, over if by_delivery(settings) else done),)
    whole = () if by_delivery(settings) else (raised(settings, order, order.papers[-1]),)
    back = tuple(credited(order, part.number, part.amount) for part in event.undone)
    how = "each_invoiced" if by_delivery(settings) else "to_invoice"
    amount = event.delivered
    told = notify(order, Notice.ORDER_COMPLETED, ("amount", amount), (how, amount))
    return (*counted, *leave(settings, order), *whole, *back, told)


_Pieces: TypeAlias = d.DeliveryBilled | d.LineReturned | d.PiecesCredited


def _of_pieces(settings: OrderSettings, order: Order, event: _Pieces) -> tuple[Message, ...]:
    match event:
        case d.DeliveryBilled(amount=amount, deducted=deducted):
            owed = amount - sum_of(deducted, amount - amount)
            return delivered(settings, order, owed)
        case d.LineReturned():
            return _returned(settings, order, event)
        case d.PiecesCredited(number, amount, lines, why):
            return (credited(order, number, amount, lines, why),)
        case _:
            assert_never(event)


def _returned(settings: OrderSettings, order: Order, event: d.LineReturned) -> tuple[Message, ...]:
    """Where the goods go; and that what can be delivered again is committed again."""
    sku, warehouse = order.lines[event.line - 1].item.sku, warehouse_of(order)
    goods, where = GoodsLine(event.line, sku, event.quantity), event.disposition
    back: tuple[Message, ...] = (ReceiveReturn(order.id, warehouse, goods, where),)
    if order.reservation is not None:
        pieces = pieces_of(order, event.line, event.quantity)
        back = (*back, TakeBackGoods(order.id, warehouse, pieces, where))
    back = (*back, _back_again(order, event, sku))
    if event.rest is None or not financed(settings, order):
        return back
    return (*back, to_account(order, agreements.CommitCredit(order.id, order.committed)))


def _back_again(order: Order, event: d.LineReturned, sku: str) -> Notify:
    """What came back, why, and what is credited of it at once."""
    return notify(
        order,
        Notice.GOODS_RETURNED,
        ("quantity", quantity_text(event.quantity)),
        ("sku", sku),
        ("reason", event.reason.value),
        ("credited", event.credited),
        ("again", event.again or None),
    )


_Ended: TypeAlias = e.OrderRejected | d.OrderFailed | d.OrderCancelled


def _of_end(settings: OrderSettings, order: Order, event: _Ended) -> tuple[Message, ...]:
    if isinstance(event, e.OrderRejected):
        return (rejected(order, event.decision), *undone(settings, order))
    return undone(settings, order)


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


def _of_money(_: OrderSettings, order: Order, event: OfMoney) -> tuple[Message, ...]:
    return (about_money(order, event),)


_Told: TypeAlias = Callable[[OrderSettings, Order, Any], tuple[Message, ...]]


_TOLD: Final[Mapping[type, _Told]] = by_class(
    d.Event,
    (d.Quiet, _nothing),
    (_Request, _of_request),
    (_Clearing, _of_clearing),
    (e.OrderReleased, _released),
    (OfAdvance, of_advance),
    (_Goods, _of_goods),
    (_Delivery, _of_delivery),
    (d.OrderCompleted | d.OrderPartlyCompleted, _completed),
    (_Pieces, _of_pieces),
    (_Ended, _of_end),
    (OfMoney, _of_money),
)
"""By the class of an event: what is told once it has happened."""
