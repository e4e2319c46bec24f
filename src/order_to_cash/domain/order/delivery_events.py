"""What happens to an order once it is released, and when it ends (000 flows 5 to 7; ORD-33)."""

from datetime import datetime
from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.order.clearing_events import Clearing, ClearingOnlyStage, ClearingQuiet
from order_to_cash.domain.order.facts import (
    AccountStanding,
    CancelReason,
    FailReason,
    HoldReason,
    ReturnReason,
)
from order_to_cash.domain.trade.fulfilment import Disposition, KeptGoods
from order_to_cash.domain.trade.prices import CreditedLine, Quantity
from order_to_cash.domain.trade.questions import StockItem

__all__ = [
    "AdvancePart",
    "CancellationAsked",
    "CancellationGranted",
    "CancellationRefused",
    "DeliveriesResumed",
    "DeliveriesStopped",
    "DeliveryBilled",
    "Event",
    "GoodsReserved",
    "GoodsShort",
    "InvoiceNoted",
    "LineActivated",
    "LineDelivered",
    "LineFailed",
    "LineHeld",
    "LineReturned",
    "LineScheduled",
    "OrderCancelled",
    "OrderCompleted",
    "OrderFailed",
    "OrderHeld",
    "OrderPartlyCompleted",
    "OrderResumed",
    "OrderWithdrawn",
    "PiecesCredited",
    "ReservationAsked",
    "ReservationLapsed",
    "RestCancelled",
    "SatisfactionRecorded",
    "StandingNoted",
    "SupportRequested",
]


@entity
class ReservationAsked:
    """Exactly these goods are to be kept for the order, until just before an instant (FUL-03).

    `number` counts how often the order asked.
    """

    number: int
    goods: tuple[KeptGoods, ...]
    until: datetime
    at: datetime


@entity
class GoodsReserved:
    """What was asked for is kept for the order until then."""

    until: datetime


@entity
class GoodsShort:
    """Some of what was asked for is not there; so much of each is free for the order."""

    items: tuple[StockItem, ...]
    at: datetime


@entity
class ReservationLapsed:
    """The instant has come until which goods were kept: whoever asks next gets them."""

    at: datetime


@entity
class StandingNoted:
    """The account said whether it is stopped, and how far that reaches (COL-05)."""

    standing: AccountStanding


@entity
class DeliveriesStopped:
    """The account is stopped at this level: what is not delivered waits."""

    level: str


@entity
class DeliveriesResumed:
    """The account is stopped no more: what waited goes on."""


@entity
class LineScheduled:
    """A slot was agreed for a line."""

    line: int
    slot: datetime


@entity
class LineDelivered:
    """So many goods of a line were handed over against a signature."""

    line: int
    signed_by: Sensitive
    signed_at: datetime
    quantity: Quantity


@entity
class LineActivated:
    """So much of a service was installed or activated."""

    line: int
    at: datetime
    quantity: Quantity


@entity
class AdvancePart:
    """So much of the advance of that number, and the tax in it (PRI-10)."""

    number: int
    amount: Money
    tax: Money


@entity
class DeliveryBilled:
    """What was just delivered has an invoice of its own, of pieces `start` to `end` of the line.

    `amount` is to be invoiced, and `rest` is what the pieces that are not delivered yet come to.
    `deducted` is what the invoice deducts of advances.
    """

    line: int
    start: Quantity
    end: Quantity
    amount: Money
    rest: Money
    at: datetime
    deducted: tuple[AdvancePart, ...] = ()


@entity
class LineReturned:
    """So many goods of a line came back; `again` if they can be delivered again.

    Where each delivery is invoiced, `rest` is what all pieces come to that can be delivered now;
    `credited` is what is credited of it at once, as its invoices have numbers.
    """

    line: int
    quantity: Quantity
    reason: ReturnReason
    disposition: Disposition
    note: str
    again: bool
    rest: Money | None = None
    credited: Money | None = None


@entity
class PiecesCredited:
    """What came back is credited on the invoice that billed it, numbered as in its order.

    `lines` say of which lines of that. What the invoice had deducted of an advance is credited on
    the invoice of the advance.
    `reason` is the coded reason of what came back last.
    """

    paper: int
    amount: Money
    lines: tuple[CreditedLine, ...] = ()
    reason: str = ""


@entity
class LineHeld:
    """A line has to wait until it is scheduled again."""

    line: int
    reason: HoldReason
    note: str = ""


@entity
class LineFailed:
    """What was left of a line will not be delivered."""

    line: int
    reason: str
    code: FailReason = FailReason.OTHER


@entity
class OrderHeld:
    """At least one line waits."""


@entity
class OrderResumed:
    """No line waits any more."""


@entity
class OrderCompleted:
    """Every line was delivered; `delivered` is the total of all of them.

    `deducted` is what the invoice deducts of advances, `undone` what of them is credited.
    """

    at: datetime
    delivered: Money
    deducted: tuple[AdvancePart, ...] = ()
    undone: tuple[AdvancePart, ...] = ()


@entity
class OrderPartlyCompleted:
    """What could be delivered was, the rest failed; `delivered` is the total of what was.

    `deducted` is what the invoice deducts of advances, `undone` what of them is credited.
    """

    at: datetime
    delivered: Money
    deducted: tuple[AdvancePart, ...] = ()
    undone: tuple[AdvancePart, ...] = ()


@entity
class OrderFailed:
    """Nothing could be delivered."""


@entity
class CancellationAsked:
    """Somebody asked to cancel a released order."""

    reason: str
    code: CancelReason = CancelReason.OTHER


@entity
class CancellationRefused:
    """The order goes on."""

    reason: str


@entity
class CancellationGranted:
    """Nothing was delivered yet, so everything is stopped."""

    reason: str


@entity
class RestCancelled:
    """What was not delivered yet is cancelled; what was delivered stays and is invoiced."""

    reason: str


@entity
class OrderWithdrawn:
    """The order is called back before its release."""

    reason: str
    code: CancelReason = CancelReason.OTHER


@entity
class OrderCancelled:
    """The order ends without delivery."""


@entity
class InvoiceNoted:
    """The order's invoice has a number; `paper` counts the invoices of an order with several."""

    invoice: str
    paper: int = 0


@entity
class SatisfactionRecorded:
    """The customer said whether what was delivered meets what was promised."""

    satisfied: bool
    remark: Sensitive | None


@entity
class SupportRequested:
    """Technical support was asked for."""

    subject: Sensitive


Event: TypeAlias = (
    Clearing
    | ReservationAsked
    | GoodsReserved
    | GoodsShort
    | ReservationLapsed
    | StandingNoted
    | DeliveriesStopped
    | DeliveriesResumed
    | LineScheduled
    | LineDelivered
    | LineActivated
    | DeliveryBilled
    | LineReturned
    | PiecesCredited
    | LineHeld
    | LineFailed
    | OrderHeld
    | OrderResumed
    | OrderCompleted
    | OrderPartlyCompleted
    | OrderFailed
    | CancellationAsked
    | CancellationRefused
    | CancellationGranted
    | RestCancelled
    | OrderWithdrawn
    | OrderCancelled
    | InvoiceNoted
    | SatisfactionRecorded
    | SupportRequested
)
"""Every event of an order."""

OnlyStage: TypeAlias = (
    ClearingOnlyStage
    | DeliveriesStopped
    | DeliveriesResumed
    | OrderHeld
    | OrderResumed
    | CancellationAsked
    | CancellationRefused
    | CancellationGranted
    | OrderWithdrawn
    | SatisfactionRecorded
    | SupportRequested
)
"""Events that change nothing but the stage."""

Quiet: TypeAlias = (
    ClearingQuiet
    | StandingNoted
    | GoodsReserved
    | GoodsShort
    | LineScheduled
    | LineActivated
    | OrderHeld
    | OrderResumed
    | CancellationAsked
    | CancellationRefused
    | OrderWithdrawn
    | InvoiceNoted
    | SatisfactionRecorded
)
"""Events that nobody outside hears of."""
