"""What a stop of the account does to an order, and how it goes on afterwards (COL-05)."""

from datetime import datetime

from order_to_cash.domain.core.decision import Decision, Finding
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.facts import AccountStanding
from order_to_cash.domain.order.lifecycle import BEFORE_RELEASE, Stage
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.order.validation import settled


def stood(
    settings: OrderSettings, order: Order, given: c.NoteStanding, at: datetime
) -> tuple[e.Event, ...]:
    """What the account says, unless it said something newer, and what that stops or sets going."""
    before = order.standing
    if given.number <= before.number:
        return ()
    new = bool(given.reach) and (before.new or not before.number)
    standing = AccountStanding(given.number, given.level, given.reach, new)
    noted = e.StandingNoted(standing)
    if order.stage is Stage.IN_VALIDATION:
        return settled(settings, order, noted, at)
    if order.stage in BEFORE_RELEASE:
        decision = decided(settings, standing)
        rejects = decision is not None and decision.failures
        return (noted, e.OrderRejected(decision)) if decision and rejects else (noted,)
    if standing.stops_deliveries is before.stops_deliveries:
        return (noted,)
    if standing.stops_deliveries:
        return (noted, e.DeliveriesStopped(standing.level))
    return (noted, e.DeliveriesResumed())


def decided(settings: OrderSettings, standing: AccountStanding) -> Decision | None:
    """What the operator says of an order whose account stands so; nothing where it never asks."""
    return None if settings.standing is None else settings.standing.decide(standing)


def held(settings: OrderSettings, order: Order) -> tuple[Finding, ...]:
    """Why the order waits for its account, if it does."""
    decision = decided(settings, order.standing) if order.standing.reach else None
    return () if decision is None else decision.obstacles
