"""How the example is written down: orders that put one command after another into a book."""

import csv
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

LIMA = timezone(timedelta(hours=-5))
FIRST_DAY = datetime(2024, 1, 15, tzinfo=LIMA)
DATA = Path(__file__).with_name("data")
FIELDS = ("zone", "payment", "delivery", "address", "contact")
WAREHOUSE, FIELD_TEAM = "almacen-01", "tecnico-07"
BANK, CASHIER = "banco-01/billing", "caja-01/cashier"


def day(number: int, clock: str) -> datetime:
    """The n-th day of the six weeks (counted from 0), at that time in Lima."""
    hour, minute = clock.split(":")
    return FIRST_DAY + timedelta(days=number, hours=int(hour), minutes=int(minute))


def soles(cents: int) -> dict[str, str]:
    """An amount in soles, as an envelope holds it."""
    return {"amount": f"{cents // 100}.{cents % 100:02}", "currency": "PEN"}


class Catalogue:
    """What the CSV files offer, day by day."""

    def __init__(self) -> None:
        with (DATA / "offerings.csv").open(encoding="utf-8", newline="") as file:
            self.offers = list(csv.DictReader(file))

    def offer(self, sku: str, at: datetime) -> dict[str, str]:
        """The offer in force on that day, or the last one there was."""
        known = [o for o in self.offers if o["sku"] == sku and o["since"] <= f"{at:%Y-%m-%d}"]
        return known[-1] if known else {"sku": sku, "kind": "goods", "price": "0.00", "terms": ""}

    def total(self, items: list[tuple[str, int]], at: datetime) -> int:
        """What they cost on that day in cents; tax is in every price."""
        return sum(int(self.offer(s, at)["price"].replace(".", "")) * n for s, n in items)


class Book:
    """Every line of the example, with the instant it belongs to."""

    def __init__(self) -> None:
        self.catalogue = Catalogue()
        self.lines: list[tuple[datetime, str]] = []

    def order(self, number: int, party: str) -> "Order":
        """A new order of a party."""
        return Order(self, f"O-{number}", party)

    def account(self, party: str) -> "Account":
        """The credit account of a party."""
        return Account(self, f"A-{party.replace('-', '')}")

    def write(self, at: datetime, envelope: dict[str, Any]) -> None:
        """One more line."""
        text = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
        self.lines.append((at, text))


class Case:
    """Anything that commands are given to; each gets an id of its own."""

    def __init__(self, book: Book, id_: str) -> None:
        self.book, self.id, self.given = book, id_, 0

    def say(
        self, at: datetime, who: str, type_: str, *, process: str, case: str = "", **fields: object
    ) -> None:
        """Give a command; `who` is an actor and a role, as in `ventas-12/sales`."""
        self.given += 1
        actor, _, role = who.partition("/")
        envelope = {
            "id": f"{self.id}-{self.given:02}",
            "case": case or self.id,
            "process": process,
            "at": at.isoformat(),
            "actor": actor,
            "role": role,
            "command": {"type": type_, **fields},
        }
        self.book.write(at, envelope)


class Account(Case):
    """A credit account, in the hands of Credit & Collections."""

    def do(self, at: datetime, type_: str, *, by: str = "creditos-01", **fields: object) -> None:
        """Give the account a command."""
        role = "credit_and_collections"
        self.say(at, f"{by}/{role}", type_, process="credit_account", **fields)


class Order(Case):
    """An order and its invoice, step by step."""

    def __init__(self, book: Book, id_: str, party: str) -> None:
        super().__init__(book, id_)
        self.party, self.items, self.paid = party, [("", 0)], 0
        kind = "distributor" if party.startswith("D") else "customer"
        self.client = f"{party}/{kind}"

    @property
    def total(self) -> int:
        """What the order costs, in cents."""
        return self.book.catalogue.total(self.items, self.placed)

    def place(  # noqa: PLR0913  (an order has many sides)
        self,
        at: datetime,
        items: dict[str, int],
        *,
        zone: str,
        payment: str,
        channel: str = "",
        delivery: str = "home_delivery",
        accepted: dict[str, str] | None = None,
        without: tuple[str, ...] = (),
        by: str = "",
    ) -> "Order":
        """Place it; what is named in `without` is left out, `accepted` are other terms."""
        self.placed, self.items = at, list(items.items())
        offers = {sku: self.book.catalogue.offer(sku, at) for sku in items}
        if accepted is None:
            accepted = {o["terms"]: version(o["terms"], at) for o in offers.values() if o["terms"]}
        kinds = {sku: offer["kind"] for sku, offer in offers.items()}
        request: dict[str, object] = {
            "party": self.party,
            "channel": channel or ("distributor_system" if self.party[0] == "D" else "website"),
            "items": [{"sku": s, "quantity": n, "kind": kinds[s]} for s, n in self.items],
            "zone": zone,
            "payment": payment,
            "address": f"Calle de ejemplo {int(self.id[2:])}, {zone}",
            "contact": f"contacto-{self.party.lower()}@example.com",
            "accepted": [{"terms": t, "version": v} for t, v in accepted.items()],
        }
        if "goods" in kinds.values():
            request["delivery"] = delivery
        if "service" not in kinds.values() and delivery == "store_pickup":
            del request["address"]
        for field in without:
            del request[field]
        self.kinds = list(kinds.values())
        self.do(at, "place_order", by=by or self.client, request=request)
        return self

    def do(self, at: datetime, type_: str, *, by: str, **fields: object) -> None:
        """Give the order a command."""
        self.say(at, by, type_, process="order", **fields)

    def bill(self, at: datetime, type_: str, *, by: str, **fields: object) -> None:
        """Give the order's receivable a command."""
        self.say(at, by, type_, process="receivable", case=f"order/{self.id}", **fields)

    def team(self, line: int) -> str:
        """Who delivers the line."""
        goods = line > len(self.kinds) or self.kinds[line - 1] == "goods"
        return f"{WAREHOUSE}/warehouse" if goods else f"{FIELD_TEAM}/technical_team"

    def schedule(self, at: datetime, line: int, slot: datetime) -> None:
        """Agree on a slot for a line."""
        self.do(at, "schedule", by=self.team(line), line=line, slot=slot.isoformat())

    def confirm(self, at: datetime, line: int) -> None:
        """The line is delivered and signed for, or in operation."""
        if self.kinds[line - 1] == "goods":
            signed = {"signed_by": f"Receptor de {self.party}", "signed_at": at.isoformat()}
            self.do(at, "confirm_delivery", by=self.team(line), line=line, **signed)
        else:
            self.do(at, "confirm_activation", by=self.team(line), line=line)

    def fulfil(self, at: datetime, *, days: int = 1) -> datetime:
        """Schedule every line and deliver it some days later; when the last one was."""
        numbers, slot = range(1, len(self.items) + 1), at + timedelta(days=days)
        for line in numbers:
            self.schedule(at + timedelta(minutes=5 * line), line, slot)
        for line in numbers:
            self.confirm(slot + timedelta(minutes=30 * line), line)
        return slot + timedelta(minutes=30 * len(numbers))

    def prepay(self, at: datetime, cents: int, method: str = "online") -> str:
        """Money arrives for the order itself; the reference of the payment."""
        return self._received(at, cents, method, {"process": "order", "case": self.id})

    def pay(self, at: datetime, cents: int, method: str = "online") -> str:
        """Money arrives for its invoice; the reference of the payment."""
        towards = {"process": "receivable", "case": f"order/{self.id}"}
        return self._received(at, cents, method, towards)

    def take_back(self, at: datetime, payment: str, reason: str) -> None:
        """The bank takes a payment back."""
        self.say(at, BANK, "take_back", process="payment", case=payment, reason=reason)

    def _received(self, at: datetime, cents: int, method: str, towards: dict[str, str]) -> str:
        self.paid += 1
        known = {"amount": soles(cents), "received": f"{at:%Y-%m-%d}", "method": method}
        by, case = CASHIER if method == "store" else BANK, f"P-{self.id[2:]}-{self.paid}"
        fields = {**known, "towards": towards}
        self.say(at, by, "receive_payment", process="payment", case=case, **fields)
        return case


def version(terms: str, at: datetime) -> str:
    """The version of terms and conditions in force on that day."""
    with (DATA / "terms.csv").open(encoding="utf-8", newline="") as file:
        known = [r for r in csv.DictReader(file) if r["terms"] == terms]
    return next((r["version"] for r in reversed(known) if r["since"] <= f"{at:%Y-%m-%d}"), "1")
