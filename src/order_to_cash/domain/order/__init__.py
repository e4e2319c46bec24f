"""The order: from a request to what was delivered."""

from order_to_cash.domain.order import clearing_events, commands, delivery_events
from order_to_cash.domain.order.clearing_events import *
from order_to_cash.domain.order.commands import *
from order_to_cash.domain.order.delivery_events import *
from order_to_cash.domain.order.facts import (
    Acceptance,
    AccountStanding,
    Answers,
    Approval,
    CancelReason,
    Channel,
    CoverageReport,
    CreditApproval,
    DeliveryMode,
    FailReason,
    HoldReason,
    Item,
    LineFacts,
    OrderRequest,
    PartyFacts,
    ReturnReason,
    StockReport,
    ValidationFacts,
)
from order_to_cash.domain.order.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.order.process import Events, OrderProcess
from order_to_cash.domain.order.reception import ASKED_AGAIN
from order_to_cash.domain.order.settings import Invoicing, OrderSettings
from order_to_cash.domain.order.state import (
    Advance,
    Credit,
    Line,
    LineStatus,
    Order,
    Paper,
    Pieces,
    Reservation,
)
from order_to_cash.domain.trade.questions import (
    AccountStatus,
    CoverageItem,
    PartyKind,
    PartyRecord,
    StockItem,
    TermsInForce,
)

__all__ = [
    *clearing_events.__all__,
    *commands.__all__,
    *delivery_events.__all__,
    "ASKED_AGAIN",
    "Acceptance",
    "AccountStanding",
    "AccountStatus",
    "Advance",
    "Answers",
    "Approval",
    "CancelReason",
    "Channel",
    "CoverageItem",
    "CoverageReport",
    "Credit",
    "CreditApproval",
    "DeliveryMode",
    "Events",
    "FailReason",
    "HoldReason",
    "Invoicing",
    "Item",
    "LIFECYCLE",
    "Line",
    "LineFacts",
    "LineStatus",
    "Order",
    "OrderProcess",
    "OrderRequest",
    "OrderSettings",
    "Paper",
    "PartyFacts",
    "PartyKind",
    "PartyRecord",
    "Pieces",
    "Reservation",
    "ReturnReason",
    "Stage",
    "StockItem",
    "StockReport",
    "TermsInForce",
    "ValidationFacts",
]
