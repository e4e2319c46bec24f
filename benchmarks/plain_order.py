"""The same order as a plain mutable class with ifs: what the language allows, and no explanation.

It checks what the library's policies check on the way from reception to completion, keeps an event
for each transition, and computes the same amounts in whole cents. It cannot say why, cannot be
replayed, and knows nothing of messages, roles by table, or repeats.
"""

from datetime import datetime, timedelta
from typing import Any, Final

MOST: Final = 10_000
APPROVED_ALONE: Final = 20_000_00


class Declined(Exception):
    """The answer is no, and that is all it says."""


class PlainOrder:
    """An order of one distributor, changed in place."""

    __slots__ = (
        "account",
        "approved",
        "events",
        "expires",
        "lines",
        "net",
        "offerings",
        "party",
        "request",
        "stage",
        "stock",
        "terms",
        "total",
    )

    def __init__(self) -> None:
        self.stage = "new"
        self.request: Any = None
        self.party: Any = None
        self.offerings: Any = None
        self.stock: Any = None
        self.terms: Any = None
        self.account = ""
        self.approved = 0
        self.expires: datetime | None = None
        self.net = 0
        self.total = 0
        self.lines: list[str] = []
        self.events: list[tuple[Any, ...]] = []

    def place(self, request: dict[str, Any], role: str, actor: str) -> None:
        """Reception: the request is complete."""
        if self.stage != "new":
            raise Declined
        if role not in ("distributor", "customer", "sales"):
            raise Declined
        if role != "sales" and actor != request["party"]:
            raise Declined
        items = request["items"]
        if not items:
            raise Declined
        if any(not 1 <= item["quantity"] <= MOST for item in items):
            raise Declined
        if len({item["sku"] for item in items}) != len(items):
            raise Declined
        if not request["zone"] or not request["payment"] or not request["contact"]:
            raise Declined
        goods = any(item["kind"] == "goods" for item in items)
        if goods and not request["delivery"]:
            raise Declined
        if (not goods or request["delivery"] == "home_delivery") and not request["address"]:
            raise Declined
        self.request = request
        self.lines = ["pending" for _ in items]
        self.stage = "received"
        self.events.append(("received", actor))

    def report_party(self, party: dict[str, Any], role: str, agreed: set[str]) -> None:
        """The directory of parties answers."""
        if self.stage != "received" or role != "distributor_management":
            raise Declined
        self.party = party
        self.events.append(("party", party["party"]))
        self._verify(agreed)

    def report_offerings(self, offerings: dict[str, Any], role: str, agreed: set[str]) -> None:
        """The catalogue answers."""
        if self.stage != "received" or role != "distributor_management":
            raise Declined
        self.offerings = offerings
        self.events.append(("offerings", len(offerings)))
        self._verify(agreed)

    def report_stock(self, stock: dict[str, int], role: str, agreed: set[str]) -> None:
        """The warehouse answers."""
        if self.stage != "received" or role != "distributor_management":
            raise Declined
        self.stock = stock
        self.events.append(("stock", len(stock)))
        self._verify(agreed)

    def _verify(self, agreed: set[str]) -> None:
        if self.party is None or self.offerings is None or self.stock is None:
            return
        party, request = self.party, self.request
        if party["status"] != "active":
            raise Declined
        if (request["channel"] == "distributor_system") != (party["kind"] == "distributor"):
            raise Declined
        if request["payment"] not in party["payment_terms"] or request["payment"] not in agreed:
            raise Declined
        net = 0
        for item in request["items"]:
            offering = self.offerings.get(item["sku"])
            if offering is None or offering["kind"] != item["kind"]:
                raise Declined
            if offering["currency"] != "PEN":
                raise Declined
            if item["kind"] == "goods" and self.stock.get(item["sku"], 0) < item["quantity"]:
                raise Declined
            net += offering["price"] * item["quantity"]
        self.net = net
        self.total = net + (net * 18 * 2 + 100) // 200
        self.account = party["account"]
        self.stage = "in_credit"
        self.events.append(("verified", self.total))

    def report_credit(self, approved: int, role: str, at: datetime) -> None:
        """The account answers."""
        if self.stage != "in_credit" or role != "distributor_management":
            raise Declined
        self.approved = approved
        self.expires = at + timedelta(hours=72)
        self.stage = "in_validation"
        self.events.append(("approved", approved))

    def report_terms(self, terms: dict[str, str], role: str, at: datetime) -> None:
        """Terms and conditions answer, and the order is validated and released."""
        if self.stage != "in_validation" or role != "distributor_management":
            raise Declined
        self.terms = terms
        self.events.append(("terms", len(terms)))
        needed = {o["terms"] for o in self.offerings.values() if o["terms"]}
        accepted = self.request["accepted"]
        if any(accepted.get(name) != terms.get(name) for name in needed):
            raise Declined
        if self.expires is None or self.expires <= at or self.approved < self.total:
            raise Declined
        if self.total > APPROVED_ALONE:
            raise Declined
        there = {*self.party["products"], *self.offerings}
        for sku, offering in self.offerings.items():
            if any(r not in there for r in offering["requires"]):
                raise Declined
            if any(x in there for x in offering["excludes"] if x != sku):
                raise Declined
        self.stage = "released"
        self.events.append(("released", at))

    def schedule(self, line: int, slot: datetime, role: str, at: datetime) -> None:
        """A slot is agreed."""
        if self.stage not in ("released", "in_delivery", "on_hold"):
            raise Declined
        if role not in ("warehouse", "technical_team", "sales"):
            raise Declined
        if slot < at or self.lines[line - 1] not in ("pending", "scheduled", "on_hold"):
            raise Declined
        self.lines[line - 1] = "scheduled"
        self.stage = "in_delivery"
        self.events.append(("scheduled", line, slot))

    def deliver(
        self, line: int, signed_by: str, signed_at: datetime, role: str, at: datetime
    ) -> None:
        """Goods are handed over."""
        if self.stage not in ("in_delivery", "on_hold") or role != "warehouse":
            raise Declined
        if not signed_by or signed_at > at or self.lines[line - 1] != "scheduled":
            raise Declined
        if self.request["items"][line - 1]["kind"] != "goods":
            raise Declined
        self.lines[line - 1] = "delivered"
        self.events.append(("delivered", line, signed_by, signed_at))
        if all(status in ("delivered", "failed") for status in self.lines):
            self.stage = "completed"
            self.events.append(("completed", at, self.total))
