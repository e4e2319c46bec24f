"""How the example is written down: a case whose steps put lines into a book."""

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

LIMA = timezone(timedelta(hours=-5))
FIRST_DAY = datetime(2026, 3, 2, 9, 0, tzinfo=LIMA)
STEP = timedelta(minutes=10)
CARE, VARIATIONS = "asesor-1/customer_care", "variaciones-1/corporate_variations"
MANAGER, BILLING = "gerente-c/commercial_manager", "facturacion-1/billing"
LISTED, OFFERED = "99.90", "69.90"
CHECKS = ("ownership", "evaluation", "campaign", "executive_evidence", "customer_evidence")
FACTS: dict[str, dict[str, Any]] = {
    "configuration": {
        "in_evaluation": True,
        "on_plan": False,
        "regularised": False,
        "post_sale": False,
    },
    "misalignment": {
        "in_evaluation": True,
        "on_plan": True,
        "regularised": True,
        "billed_since": True,
    },
    "post_sale": {"in_evaluation": True, "on_plan": False, "post_sale": True},
    "in_force": {
        "in_evaluation": False,
        "on_plan": False,
        "regularised": False,
        "offer": "in_force",
    },
    "negotiated": {
        "in_evaluation": False,
        "on_plan": False,
        "regularised": False,
        "offer": "negotiated",
    },
    "no_offer": {"in_evaluation": False, "on_plan": False, "regularised": False, "offer": "none"},
    "unsure": {"in_evaluation": True, "on_plan": False, "regularised": False},
    "unexplained": {"in_evaluation": True, "on_plan": True, "regularised": False},
}


def money(amount: str) -> dict[str, str]:
    """An amount in soles as the wire has it."""
    return {"amount": amount, "currency": "PEN"}


def month_of(month: int) -> tuple[date, date]:
    """The first and the last day of a month of 2026."""
    first = date(2026, month, 1)
    return first, date(2026, month + 1, 1) - timedelta(days=1)


class Book:
    """Every line of the example, with the instant it belongs to."""

    def __init__(self) -> None:
        self.lines: list[tuple[datetime, dict[str, Any]]] = []

    def write(self, at: datetime, envelope: dict[str, Any]) -> None:
        """One more line."""
        self.lines.append((at, envelope))

    def texts(self) -> list[str]:
        """Every line in order of time."""
        ordered = sorted(self.lines, key=lambda line: (line[0], line[1]["id"]))
        return [
            json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
            for _, envelope in ordered
        ]


class Case:
    """A correction; every step happens ten minutes after the one before."""

    def __init__(self, book: Book, number: int, *, line: int | None = None) -> None:
        self.book, self.said = book, 0
        self.at = FIRST_DAY + timedelta(days=(number - 1) // 8, minutes=(number - 1) % 8)
        self.id, self.customer = f"CF-{number:02}", f"EMP-{number:02}"
        self.line = f"LIN-{line or number:02}"
        self.standing: dict[str, Any] = {"corporate": True, "executive": True, "sale": "new_line"}
        self.offered, self.intake = OFFERED, "phone"

    def say(self, who: str, type_: str, **fields: Any) -> "Case":
        """Give the case a command; `who` is an actor and a role."""
        self.at += STEP
        return self._write("charge_correction", self.id, self.at, who, type_, fields)

    def waits(self, *, days: int) -> "Case":
        """Nothing happens for some days."""
        self.at += timedelta(days=days)
        return self

    def asks(self, *, without: tuple[str, ...] = (), **standing: Any) -> "Case":
        """Customer care takes the request; these checks are not made yet."""
        agreement = {
            "account": f"CTA-{self.line}",
            "line": self.line,
            "listed": money(LISTED),
            "offered": money(self.offered),
            "since": "2026-01-15",
        }
        request = {
            "customer": self.customer,
            "agreement": agreement,
            "intake": self.intake,
            "contact": f"compras-{self.customer.lower()}@example.com",
        }
        self.standing.update(standing)
        made = {name: True for name in CHECKS if name not in without}
        fields = {"request": request, "standing": self.standing, "checks": made}
        return self.say(CARE, "request_correction", **fields)

    def completes(self, *, without: tuple[str, ...] = ()) -> "Case":
        """What was missing is there, but for these."""
        made = {name: True for name in CHECKS if name not in without}
        return self.say(CARE, "complete_intake", standing=self.standing, checks=made)

    def found(self, facts: str) -> "Case":
        """The variations advisor reports what was found."""
        return self.say(VARIATIONS, "report_facts", facts=FACTS[facts])

    def overrides(self, cause: str, reason: str) -> "Case":
        """The variations advisor names another cause."""
        return self.say(VARIATIONS, "override_cause", cause=cause, reason=reason)

    def routes(self) -> "Case":
        """The registration is asked for."""
        return self.say(VARIATIONS, "request_routing")

    def decides(self, *, approved: bool, reason: str, who: str = MANAGER) -> "Case":
        """Somebody approves the malpractice, or does not."""
        return self.say(who, "decide_malpractice", approved=approved, reason=reason)

    def answers(self) -> "Case":
        """The case is closed, and the customer has the reply."""
        return self.say(VARIATIONS, "close_correction").say(VARIATIONS, "record_reply")

    def corrected(self, facts: str) -> "Case":
        """From the facts to the reply."""
        return self.found(facts).routes().answers()

    def refused(self, reason: str) -> "Case":
        """The variations advisor refuses the case."""
        return self.say(VARIATIONS, "refuse_correction", reason=reason)

    def bill(self, month: int, charged: str) -> "Case":
        """The bill of a month is issued on the first of the next, and reported when it can be."""
        issued = datetime(2026, month + 1, 1, 8, int(self.id[-2:]), tzinfo=LIMA)
        number = self._bill_of(month)
        bill = {
            "number": number,
            "issued": issued.date().isoformat(),
            "account": f"CTA-{self.line}",
            "party": self.customer,
            "lines": [{"sku": "CARGO-FIJO", "quantity": 1, "unit_price": money(charged)}],
            "currency": "PEN",
            "terms": {"type": "net_days", "days": 120},
        }
        self._write("receivable", number, issued, BILLING, "report_bill", bill)
        self.at = max(self.at, issued)
        return self.reports(month, charged)

    def reports(self, month: int, charged: str) -> "Case":
        """Billing reports the bill of a month to the obligation of the line."""
        self.at += STEP
        first, last = month_of(month)
        followed = self._bill_of(month)
        bill = {
            "invoice": followed,
            "receivable": followed,
            "cycle": {"first": first.isoformat(), "last": last.isoformat()},
            "charged": money(charged),
        }
        owed = f"{self.line}.charge"
        return self._write(
            "charge_obligation", owed, self.at, BILLING, "report_bill", {"bill": bill}
        )

    def _bill_of(self, month: int) -> str:
        return f"{self.line}.2026-{month:02}"

    def _write(
        self, process: str, case: str, at: datetime, who: str, type_: str, fields: dict[str, Any]
    ) -> "Case":
        self.said += 1
        actor, _, role = who.partition("/")
        envelope = {
            "id": f"{self.id}-{self.said:02}",
            "case": case,
            "process": process,
            "at": at.isoformat(),
            "actor": actor,
            "role": role,
            "command": {"type": type_, **fields},
        }
        self.book.write(at, envelope)
        return self
