"""An order that is changed in place, by its events only, so that it can be replayed."""

from collections.abc import Iterable
from typing import Any

from benchmarks.same_work import records as e
from order_to_cash.domain.trade.prices import plus


class Line:
    """One line and how far it is."""

    __slots__ = ("delivered", "item", "number", "slot", "status")

    def __init__(self, number: int, item: Any) -> None:
        self.number = number
        self.item = item
        self.status = "pending"
        self.slot: Any = None
        self.delivered: Any = 0


class Order:
    """Everything that is known of an order."""

    __slots__ = (
        "approval",
        "bill",
        "closes",
        "coverage",
        "declined",
        "id",
        "lines",
        "offerings",
        "papers",
        "party",
        "rejection",
        "request",
        "requested_by",
        "stage",
        "stock",
        "terms",
        "total",
    )

    def __init__(self) -> None:
        self.stage = "new"
        self.id = self.requested_by = self.rejection = ""
        self.request: Any = None
        self.party: Any = None
        self.offerings: Any = None
        self.stock: Any = None
        self.coverage: Any = None
        self.terms: Any = None
        self.lines: list[Line] = []
        self.bill: tuple[e.BillLine, ...] = ()
        self.papers: tuple[e.Paper, ...] = ()
        self.total: Any = None
        self.approval: Any = None
        self.declined: Any = None
        self.closes: Any = None

    @property
    def account(self) -> str:
        """The account that pays."""
        return str(self.party[0].account) if self.party else ""


def _received(o: Order, event: e.OrderReceived) -> None:
    o.stage = "received"
    o.id, o.request, o.requested_by = event.order, event.request, event.requested_by
    o.lines = [Line(number, item) for number, item in enumerate(event.request.items, 1)]


def _party(o: Order, event: e.PartyReported) -> None:
    o.party = (event.record,) if event.record else ()


def _offerings(o: Order, event: e.OfferingsReported) -> None:
    o.offerings = event.offerings


def _stock(o: Order, event: e.StockReported) -> None:
    o.stock = (event.warehouse, event.items, event.at)


def _coverage(o: Order, event: e.CoverageReported) -> None:
    o.coverage = (event.items, event.at)


def _verified(o: Order, event: e.OrderVerified) -> None:
    o.stage, o.bill, o.total = "in_credit", event.lines, event.total


def _rejected(o: Order, event: e.OrderRejected) -> None:
    o.stage = "rejected"
    o.rejection = next((f.rule for f in event.decision.findings if f.holds is False), "")


def _approved(o: Order, event: e.CreditApproved) -> None:
    o.stage, o.approval = "in_validation", event.approval


def _declined(o: Order, event: e.CreditDeclined) -> None:
    o.stage, o.approval = "credit_declined", None
    o.declined, o.closes = event.decision, event.closes


def _terms(o: Order, event: e.TermsReported) -> None:
    o.terms = event.items


def _outdated(o: Order, _event: e.AvailabilityLapsed) -> None:
    o.stock = o.coverage = None


def _scheduled(o: Order, event: e.LineScheduled) -> None:
    line = o.lines[event.line - 1]
    line.status, line.slot = "scheduled", event.slot
    o.stage = "in_delivery"


def _delivered(o: Order, event: e.LineDelivered | e.LineActivated) -> None:
    line, quantity = o.lines[event.line - 1], event.quantity
    line.delivered = plus(line.delivered, quantity) if line.delivered else quantity
    if line.delivered == line.item.quantity:
        line.status = "delivered"


def _completed(o: Order, event: e.OrderCompleted) -> None:
    parts = tuple([e.Pieces(line.number, 0, line.delivered) for line in o.lines])
    o.stage, o.papers = "completed", (e.Paper(0, parts, event.at),)


def _to(stage: str) -> Any:
    def move(o: Order, _event: Any) -> None:
        o.stage = stage

    return move


CHANGES: dict[type, Any] = {
    e.OrderReceived: _received,
    e.InformationMissing: _to("waiting_for_information"),
    e.PartyReported: _party,
    e.OfferingsReported: _offerings,
    e.StockReported: _stock,
    e.CoverageReported: _coverage,
    e.OrderVerified: _verified,
    e.OrderRejected: _rejected,
    e.CreditNotRequired: _to("in_validation"),
    e.CreditPending: _to("in_credit"),
    e.CreditApproved: _approved,
    e.CreditDeclined: _declined,
    e.CreditLapsed: _to("in_credit"),
    e.TermsReported: _terms,
    e.AvailabilityLapsed: _outdated,
    e.OrderReleased: _to("released"),
    e.LineScheduled: _scheduled,
    e.LineDelivered: _delivered,
    e.LineActivated: _delivered,
    e.OrderCompleted: _completed,
}


def apply(o: Order, event: Any) -> None:
    """Change the order as the event says."""
    CHANGES[type(event)](o, event)


def replay(events: Iterable[Any]) -> Order:
    """The order from its events."""
    o = Order()
    for event in events:
        apply(o, event)
    return o
