"""The order as an aggregate of eventsourcing, in memory."""

# mypy: disable-error-code="import-not-found, misc, no-any-return, untyped-decorator"

from typing import Any

from eventsourcing.domain import Aggregate, event

from benchmarks.measure import per_call
from benchmarks.order import walk
from benchmarks.peers import checks


class Order(Aggregate):
    """Each step is an event; its method checks, and applies it."""

    @event("Opened")
    def __init__(self) -> None:
        self.plain = checks.new()

    @event("Placed")
    def place(self, request: Any, role: str, actor: str) -> None:
        """Reception."""
        self.plain.place(request, role, actor)

    @event("PartyReported")
    def report_party(self, party: Any, role: str, agreed: Any) -> None:
        """The directory of parties."""
        self.plain.report_party(party, role, agreed)

    @event("OfferingsReported")
    def report_offerings(self, offerings: Any, role: str, agreed: Any) -> None:
        """The catalogue."""
        self.plain.report_offerings(offerings, role, agreed)

    @event("StockReported")
    def report_stock(self, stock: Any, role: str, agreed: Any) -> None:
        """The warehouse."""
        self.plain.report_stock(stock, role, agreed)

    @event("CreditReported")
    def report_credit(self, approved: int, role: str, at: Any) -> None:
        """The account."""
        self.plain.report_credit(approved, role, at)

    @event("TermsReported")
    def report_terms(self, terms: Any, role: str, at: Any) -> None:
        """Terms and conditions."""
        self.plain.report_terms(terms, role, at)

    @event("Scheduled")
    def schedule(self, line: int, slot: Any, role: str, at: Any) -> None:
        """A slot."""
        self.plain.schedule(line, slot, role, at)

    @event("Delivered")
    def deliver(self, line: int, signed_by: str, signed_at: Any, role: str, at: Any) -> None:
        """Goods handed over."""
        self.plain.deliver(line, signed_by, signed_at, role, at)


def once() -> Order:
    """One order, delivered."""
    made = Order()
    walk(made)
    return made


def order() -> float:
    """Processor seconds for one order."""
    assert once().plain.stage == "completed"
    return per_call(once)


def answered() -> float:
    """Processor seconds for one order, with every answer."""
    return checks.with_answers(order)
