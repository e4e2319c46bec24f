"""Delivery line by line, and cancelling what is under way (000 §§ 5 and 6; ORD-33)."""

from datetime import datetime

from order_to_cash.domain.core.parties import same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.facts import HoldReason
from order_to_cash.domain.order.invoicing import billed, by_delivery, forwarded, payable, returned
from order_to_cash.domain.order.lifecycle import Stage
from order_to_cash.domain.order.lines import deducted_from, left_over
from order_to_cash.domain.order.reserving import asked, wanted
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import FINISHED, Line, LineStatus, Order
from order_to_cash.domain.trade.prices import Quantity, is_countable, quantity_text
from order_to_cash.domain.trade.questions import Kind

WAITING = (LineStatus.PENDING, LineStatus.SCHEDULED, LineStatus.ON_HOLD)


def schedule(
    settings: OrderSettings, order: Order, given: c.Schedule, at: datetime
) -> "tuple[d.Event, ...] | Refusal":
    """Agree on a slot for a line that is not finished, again as often as needed."""
    line = _line(order, given.line, WAITING)
    if isinstance(line, Refusal):
        return line
    if given.slot < at:
        return refuse("order.slot-in-the-past", slot=given.slot)
    if order.standing.stops_deliveries:
        return refuse("order.account-stopped", level=order.standing.level)
    events = _followed(settings, order, d.LineScheduled(given.line, given.slot), at)
    return (*events, *asked(settings, _after(order, events), at))


def deliver(
    settings: OrderSettings, order: Order, given: c.ConfirmDelivery, at: datetime
) -> "tuple[d.Event, ...] | Refusal":
    """Goods were handed over: only against the signature of somebody, at an instant."""
    line = _line(order, given.line, (LineStatus.SCHEDULED,), kind=Kind.GOODS)
    if isinstance(line, Refusal):
        return line
    signer, signed = given.signed_by, given.signed_at
    if signer is None or signed is None or signed > at:
        return refuse("order.no-signature", line=given.line)
    if isinstance(handed := _handed(line, given.quantity), Refusal):
        return handed
    delivered = d.LineDelivered(given.line, signer, signed, handed)
    return _handed_over(settings, order, line, delivered, at)


def activate(
    settings: OrderSettings, order: Order, given: c.ConfirmActivation, at: datetime
) -> "tuple[d.Event, ...] | Refusal":
    """A service is in operation."""
    line = _line(order, given.line, (LineStatus.SCHEDULED,), kind=Kind.SERVICE)
    if isinstance(line, Refusal):
        return line
    if isinstance(active := _handed(line, given.quantity), Refusal):
        return active
    return _handed_over(settings, order, line, d.LineActivated(given.line, at, active), at)


def take_back(
    settings: OrderSettings, order: Order, given: c.ReturnGoods, at: datetime
) -> "tuple[d.Event, ...] | Refusal":
    """Goods came back: at most as many as the party has (FUL-02)."""
    line = _line(order, given.line, tuple(LineStatus), kind=Kind.GOODS)
    if isinstance(line, Refusal):
        return line
    if is_countable(given.quantity, most=line.kept, whole_only=True):
        return returned(settings, order, given, at)
    said, kept = quantity_text(given.quantity), quantity_text(line.kept)
    return refuse("order.returned-quantity", line=line.number, quantity=said, kept=kept)


def hold(
    settings: OrderSettings, order: Order, given: c.HoldLine, at: datetime
) -> "tuple[d.Event, ...] | Refusal":
    """A line has to wait, with the reason."""
    line = _line(order, given.line, (LineStatus.PENDING, LineStatus.SCHEDULED))
    if isinstance(line, Refusal):
        return line
    return _followed(settings, order, d.LineHeld(given.line, given.reason, given.note), at)


def fail(
    settings: OrderSettings, order: Order, given: c.FailLine, at: datetime
) -> "tuple[d.Event, ...] | Refusal":
    """What is left of a line will not be delivered, with the reason."""
    line = _line(order, given.line, WAITING)
    if isinstance(line, Refusal):
        return line
    failed = d.LineFailed(given.line, given.reason, given.code)
    return _followed(settings, order, failed, at)


def kept(
    settings: OrderSettings, order: Order, event: d.GoodsReserved | d.GoodsShort, at: datetime
) -> tuple[d.Event, ...]:
    """Goods are kept for a released order, or a line waits until there are some (FUL-03)."""
    after = evolve(order, event)
    if isinstance(event, d.GoodsReserved):
        return (event, *asked(settings, after, at))
    there = {item.sku: item.available for item in event.items}
    lacking = tuple(
        line
        for line in wanted(after)
        if (needed := line.to_hand_over) > there.get(line.item.sku, needed)
    )
    held = _held(settings, after, lacking, HoldReason.STOCK_LOST, at)
    again = asked(settings, _after(after, held), at) if held else ()
    return (event, *held, *again)


def lapse(settings: OrderSettings, order: Order, at: datetime) -> tuple[d.Event, ...]:
    """Goods are not kept any more: their lines wait until somebody agrees on them anew."""
    event = d.ReservationLapsed(at)
    after = evolve(order, event)
    return (event, *_held(settings, after, wanted(after), HoldReason.RESERVATION_LAPSED, at))


def _held(
    settings: OrderSettings,
    order: Order,
    lines: tuple[Line, ...],
    reason: HoldReason,
    at: datetime,
) -> tuple[d.Event, ...]:
    """Those of the lines wait for which nothing is kept, and so does the order."""
    held = tuple(
        d.LineHeld(line.number, reason)
        for line in lines
        if not line.reserved and line.status is not LineStatus.ON_HOLD
    )
    return (*held, *_consequences(settings, _after(order, held), at)) if held else ()


def _after(order: Order, events: tuple[d.Event, ...]) -> Order:
    for event in events:
        order = evolve(order, event)
    return order


def decide_cancellation(
    settings: OrderSettings,
    order: Order,
    envelope: Envelope[c.Command],
    given: c.DecideCancellation,
) -> "tuple[d.Event, ...] | Refusal":
    """Stop everything, or only what is not delivered yet, or go on; not for oneself (TRU-16)."""
    at = envelope.at
    if same_person(envelope.actor, order.request.party):
        return refuse("order.own-gain")
    if not given.granted:
        return _followed(settings, order, d.CancellationRefused(given.reason), at)
    if all(line.status in FINISHED for line in order.lines):
        return refuse("order.nothing-to-cancel")
    if not order.delivered and not order.papers:
        return (d.CancellationGranted(given.reason),)
    return _followed(settings, order, d.RestCancelled(given.reason), at)


def _line(
    order: Order, number: int, statuses: tuple[LineStatus, ...], *, kind: Kind | None = None
) -> Line | Refusal:
    line = order.line(number)
    if line is None:
        return refuse("order.no-such-line", line=number, lines=len(order.lines))
    if kind is not None and line.item.kind is not kind:
        return refuse("order.wrong-kind", line=number, kind=line.item.kind.value)
    if line.status not in statuses:
        needed = tuple(status.value for status in statuses)
        return refuse("order.line-status", line=number, status=line.status.value, needed=needed)
    return line


def _handed(line: Line, quantity: Quantity | None) -> Quantity | Refusal:
    """How many are handed over now: all that is left, or as many as is said (FUL-01)."""
    if quantity is None:
        return line.open
    if is_countable(quantity, most=line.open, whole_only=line.is_goods):
        return quantity
    said, left = quantity_text(quantity), quantity_text(line.open)
    return refuse("order.quantity", line=line.number, quantity=said, open=left)


def _handed_over(
    settings: OrderSettings, order: Order, line: Line, event: d.Event, at: datetime
) -> tuple[d.Event, ...]:
    """The delivery, its invoice if it has one of its own, and what that means for the order."""
    after = evolve(order, event)
    own = billed(settings, after, line, at)
    for bill in own:
        after = evolve(after, bill)
    return (event, *own, *_consequences(settings, after, at))


def _followed(
    settings: OrderSettings, order: Order, event: d.Event, at: datetime
) -> tuple[d.Event, ...]:
    """The event, and what it means for the order as a whole."""
    return (event, *_consequences(settings, evolve(order, event), at))


def _consequences(settings: OrderSettings, after: Order, at: datetime) -> tuple[d.Event, ...]:
    held = any(line.status is LineStatus.ON_HOLD for line in after.lines)
    if after.stage is Stage.CANCELLATION_ASKED:
        return ()
    if held:
        return () if after.stage is Stage.ON_HOLD else (d.OrderHeld(),)
    if after.stage is Stage.ON_HOLD:
        resumed = d.OrderResumed()
        return (resumed, *_finished(settings, evolve(after, resumed), at))
    return _finished(settings, after, at)


def _finished(settings: OrderSettings, order: Order, at: datetime) -> tuple[d.Event, ...]:
    if any(line.status not in FINISHED for line in order.lines):
        return ()
    if not order.delivered and not order.papers:
        return (d.OrderFailed(),)
    amount = payable(settings, order, order.delivered, at)
    whole = all(line.status is LineStatus.DELIVERED for line in order.lines)
    deducted = () if by_delivery(settings) else deducted_from(order.advances, amount)
    undone = left_over(order.advances, deducted)
    kind = d.OrderCompleted if whole else d.OrderPartlyCompleted
    ended = kind(at, amount, deducted, undone)
    return (ended, *(forwarded(evolve(order, ended)) if order.prepaid else ()))
