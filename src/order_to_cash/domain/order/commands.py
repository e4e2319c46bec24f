"""The commands an order is given, in the order of its life."""

from datetime import datetime
from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.order.facts import (
    Acceptance,
    CancelReason,
    DeliveryMode,
    FailReason,
    HoldReason,
    Item,
    OrderRequest,
    ReturnReason,
)
from order_to_cash.domain.trade.agreements import ReportAdvance as ReportAdvance
from order_to_cash.domain.trade.agreements import ReportCredit as ReportCredit
from order_to_cash.domain.trade.billing import NoteInvoice as NoteInvoice
from order_to_cash.domain.trade.billing import RecallPayment as RecallPayment
from order_to_cash.domain.trade.billing import TakePayment as TakePayment
from order_to_cash.domain.trade.collecting import NoteStanding as NoteStanding
from order_to_cash.domain.trade.fulfilment import Disposition
from order_to_cash.domain.trade.fulfilment import ReportReservation as ReportReservation
from order_to_cash.domain.trade.prices import Quantity
from order_to_cash.domain.trade.questions import ReportCoverage as ReportCoverage
from order_to_cash.domain.trade.questions import ReportOfferings as ReportOfferings
from order_to_cash.domain.trade.questions import ReportParty as ReportParty
from order_to_cash.domain.trade.questions import ReportStock as ReportStock
from order_to_cash.domain.trade.questions import ReportTerms as ReportTerms

__all__ = [
    "AcceptTerms",
    "AmendOrder",
    "CancelOrder",
    "CheckOrder",
    "Command",
    "CompleteInformation",
    "ConfirmActivation",
    "ConfirmDelivery",
    "ConfirmStopped",
    "DecideCancellation",
    "DecideFinancing",
    "FailLine",
    "HoldLine",
    "NoteInvoice",
    "NoteStanding",
    "OverrideCredit",
    "PlaceOrder",
    "RecallPayment",
    "RecordSatisfaction",
    "ReportAdvance",
    "ReportCoverage",
    "ReportCredit",
    "ReportOfferings",
    "ReportParty",
    "ReportReservation",
    "ReportStock",
    "ReportTerms",
    "RequestSupport",
    "ReturnGoods",
    "Schedule",
    "TakePayment",
]


@entity
class PlaceOrder:
    """A party asks for products (000 flow 1, § 1)."""

    request: OrderRequest


@entity
class CompleteInformation:
    """What was missing in the request is given; fields left out stay as they are.

    `items` are all lines anew, where a product stood on several or in a quantity nobody can order.
    """

    zone: str | None = None
    payment: str | None = None
    delivery: DeliveryMode | None = None
    address: Sensitive | None = None
    contact: Sensitive | None = None
    items: tuple[Item, ...] = ()
    own: Values = ()


@entity
class AmendOrder:
    """What was asked for changes before the release; fields left out stay as they are (FUL-05).

    `items` are all lines anew. What it makes uncertain is asked again: see `ASKED_AGAIN`.
    """

    zone: str | None = None
    payment: str | None = None
    delivery: DeliveryMode | None = None
    address: Sensitive | None = None
    contact: Sensitive | None = None
    items: tuple[Item, ...] = ()
    own: Values = ()


@entity
class OverrideCredit:
    """Credit & Collections lets a declined order go on, up to a ceiling and for a time (ORD-13)."""

    reason: str
    ceiling: Money
    expires: datetime


@entity
class AcceptTerms:
    """The party accepts a version of terms and conditions (000 § 3)."""

    acceptance: Acceptance


@entity
class DecideFinancing:
    """Credit & Collections approves the financing of this order, or does not (000 § 3)."""

    approved: bool
    reason: str


@entity
class Schedule:
    """A delivery, pick-up, installation or activation is agreed for an instant (000 § 5)."""

    line: int
    slot: datetime


@entity
class ConfirmDelivery:
    """Goods were handed over and the recipient signed (000 § 6); no signature, no delivery.

    `quantity` is how many of the line, `None` all that are left; the rest can follow, again and
    again, each time with a signature of its own (FUL-01).
    """

    line: int
    signed_by: Sensitive | None
    signed_at: datetime | None
    quantity: Quantity | None = None


@entity
class ConfirmActivation:
    """A service was installed or activated (000 flow 6): all that is left, or a `quantity`."""

    line: int
    quantity: Quantity | None = None


@entity
class ReturnGoods:
    """Goods that were delivered came back, with a reason and its words (FUL-02).

    They are put back into stock or written down. What of them was invoiced is credited; while the
    order is under way they can be delivered again.
    """

    line: int
    quantity: Quantity
    reason: ReturnReason
    disposition: Disposition
    note: str = ""


@entity
class HoldLine:
    """A line has to wait; it can be scheduled again, or fail.

    `note` says in words what the coded reason cannot (FUL-04).
    """

    line: int
    reason: HoldReason
    note: str = ""


@entity
class FailLine:
    """What is left of a line will not be delivered, in words and as a coded reason (FUL-04)."""

    line: int
    reason: str
    code: FailReason = FailReason.OTHER


@entity
class CancelOrder:
    """The order is to be cancelled: at once until its release, after it as a request (ORD-33).

    The reason is said in words and as a code (FUL-04).
    """

    reason: str
    code: CancelReason = CancelReason.OTHER


@entity
class DecideCancellation:
    """The request to cancel a released order is granted or not."""

    granted: bool
    reason: str


@entity
class ConfirmStopped:
    """Warehouse and technical team have stopped what was under way."""


@entity
class RecordSatisfaction:
    """The customer was contacted about satisfaction (000 § 6)."""

    satisfied: bool
    remark: Sensitive | None = None


@entity
class RequestSupport:
    """Technical support is scheduled for what was delivered (000 § 6)."""

    subject: Sensitive


@entity
class CheckOrder:
    """Time has passed: look whether it changes anything."""


Command: TypeAlias = (
    PlaceOrder
    | CompleteInformation
    | AmendOrder
    | ReportParty
    | ReportOfferings
    | ReportStock
    | ReportCoverage
    | ReportCredit
    | NoteStanding
    | OverrideCredit
    | ReportTerms
    | ReportReservation
    | AcceptTerms
    | DecideFinancing
    | TakePayment
    | RecallPayment
    | ReportAdvance
    | Schedule
    | ConfirmDelivery
    | ConfirmActivation
    | ReturnGoods
    | HoldLine
    | FailLine
    | CancelOrder
    | DecideCancellation
    | ConfirmStopped
    | NoteInvoice
    | RecordSatisfaction
    | RequestSupport
    | CheckOrder
)
