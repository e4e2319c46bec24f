"""What the directories are asked about an order."""

from datetime import datetime

from order_to_cash.domain.order.reserving import (
    ask_stock,
)
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.fulfilment import (
    AskFree,
)
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.trade.offering import Kind
from order_to_cash.domain.trade.questions import (
    AskCoverage,
    AskOfferings,
    AskParty,
    AskStock,
    AskTerms,
)


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


def ask_again(settings: OrderSettings, order: Order, at: datetime) -> tuple[Message, ...]:
    """What of stock and coverage nobody knows: it lapsed, or what was asked for was amended."""
    stock, coverage = order.answers.stock, order.answers.coverage
    return tuple(
        question
        for question in ask_availability(settings, order, at)
        if (stock if isinstance(question, AskStock | AskFree) else coverage) is None
    )


def ask_terms(settings: OrderSettings, order: Order, at: datetime) -> AskTerms:
    """Which of the terms of what was ordered are in force."""
    named = {o.terms for o in order.answers.offerings or () if o.terms}
    return AskTerms(tuple(sorted(named)), settings.calendar.local_day(at), order.amended)
