"""How the example is written down: a customer whose phases put lines into a book."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

LIMA = timezone(timedelta(hours=-5))
FIRST_DAY = datetime(2024, 3, 18, 9, 5, tzinfo=LIMA)
STEP = timedelta(minutes=10)
OPERATOR, DESK = "operador-1/operations_operator", "mesa-4/help_desk"
COMMERCIAL, COMMERCIAL_TOO = "gerente-c/commercial_manager", "gerente-d/commercial_manager"
ALLIANCES, LEAD = "gerente-a/alliances_manager", "implantador-7/implementation_lead"
CASH = "banco/billing"
KINDS = (
    "cro",
    "proposal",
    "contract",
    "service_order",
    "implementation_plan",
    "implementation_confirmation",
    "invoice",
    "collection",
)
CRITERIA = ("price", "term", "service", "sla")


class Book:
    """Every line of the example, with the instant it belongs to."""

    def __init__(self) -> None:
        self.lines: list[tuple[datetime, str]] = []

    def customer(self, number: int, *, day: int, **wishes: Any) -> "Customer":
        """A new customer who comes on the n-th day."""
        return Customer(self, number, FIRST_DAY + timedelta(days=day), wishes)

    def write(self, at: datetime, envelope: dict[str, Any]) -> None:
        """One more line."""
        self.lines.append((at, json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))))


class Customer:
    """A case; every method says something about it, ten minutes after what was said before."""

    def __init__(self, book: Book, number: int, at: datetime, wishes: dict[str, Any]) -> None:
        self.book, self.at, self.said, self.wishes = book, at, 0, wishes
        self.id, self.name = f"ONB-{number:02}", f"N-{number:02}"

    def say(self, who: str, type_: str, **fields: Any) -> "Customer":
        """Give the case a command; `who` is an actor and a role."""
        return self.tell("onboarding", self.id, who, type_, **fields)

    def tell(self, process: str, case: str, who: str, type_: str, **fields: Any) -> "Customer":
        """Give any case a command."""
        self.said, self.at = self.said + 1, self.at + STEP
        actor, _, role = who.partition("/")
        envelope = {
            "id": f"{self.id}-{self.said:02}",
            "case": case,
            "process": process,
            "at": self.at.isoformat(),
            "actor": actor,
            "role": role,
            "command": {"type": type_, **fields},
        }
        self.book.write(self.at, envelope)
        return self

    def begins(self) -> "Customer":
        """The operator takes the request for a link of 1,500.00 soles."""
        price = {"amount": "1500.00", "currency": "PEN"}
        request = {
            "customer": self.name,
            "account": f"A-{self.name}",
            "segment": "b2b",
            "lines": [{"sku": "ENLACE-100", "quantity": 1, "unit_price": price}],
            "payment": "net-30",
            "contact": f"compras-{self.name.lower()}@example.com",
            **self.wishes,
        }
        return self.say(OPERATOR, "request_onboarding", request=request)

    def waits(self, *, days: int) -> "Customer":
        """Nothing happens for some days."""
        self.at += timedelta(days=days)
        return self

    def records(self, activity: str, reference: str) -> "Customer":
        """The operator records an activity beside the documents."""
        return self.say(OPERATOR, "record_activity", activity=activity, reference=reference)

    def environment(self, environment: str, *, ready: bool = True) -> "Customer":
        """An environment is ready, or is not."""
        return self.say(LEAD, "report_environment", environment=environment, ready=ready)

    def environments(self) -> "Customer":
        """Both environments are ready."""
        return self.environment("test").environment("production")

    def valid(self, document: str, who: str) -> "Customer":
        """A lane says yes."""
        return self.say(who, "validate_document", document=document, valid=True)

    def invalid(self, document: str, who: str, reason: str) -> "Customer":
        """A lane says no."""
        fields = {"document": document, "valid": False, "reason": reason}
        return self.say(who, "validate_document", **fields)

    def generates(self, document: str, revision: int = 1, *, who: str = OPERATOR) -> "Customer":
        """A revision is made."""
        files = self._files(document, revision)
        fields = {"document": document, "revision": revision, "files": files}
        return self.say(who, "generate_document", **fields)

    def revises(self, document: str, revision: int) -> "Customer":
        """A document of an earlier phase changes."""
        files = self._files(document, revision)
        fields = {"document": document, "revision": revision, "files": files}
        return self.say(OPERATOR, "revise_document", **fields)

    def sends(self, document: str, revision: int = 1) -> "Customer":
        """It is sent to the reviewers."""
        return self.say(DESK, "send_document", document=document, revision=revision)

    def makes(self, document: str) -> "Customer":
        """What came before is valid for both lanes; the document is made and sent."""
        at = KINDS.index(document)
        before = KINDS[at - 1] if at else "request"
        self.valid(before, OPERATOR).valid(before, DESK)
        return self.makes_again(document, 1)

    def makes_again(self, document: str, revision: int) -> "Customer":
        """A revision is made and sent."""
        return self.generates(document, revision).sends(document, revision)

    def goes_back(self, document: str, revision: int, failed: str, why: str) -> "Customer":
        """The Commercial Manager sends it back."""
        outcomes = self._outcomes(failed=failed)
        fields = {"document": document, "revision": revision, "outcomes": outcomes}
        return self.say(COMMERCIAL, "return_document", findings=why, **fields)

    def approved(
        self,
        document: str,
        revision: int = 1,
        *,
        by: str = COMMERCIAL,
        failed: str = "",
        without: str = "",
    ) -> "Customer":
        """Somebody approves, or tries to."""
        outcomes = self._outcomes(failed=failed, without=without)
        fields = {"document": document, "revision": revision, "outcomes": outcomes}
        return self.say(by, "approve_document", **fields)

    def goes_through(self, documents: Iterable[str]) -> "Customer":
        """Each document is made, sent and, after the CRO, approved."""
        for document in documents:
            self.makes(document)
            if document != "cro":
                self.approved(document)
        return self

    def closes(self) -> "Customer":
        """The last document is valid, and the case is closed."""
        self.valid("collection", OPERATOR).valid("collection", DESK)
        return self.say(DESK, "close_onboarding")

    def cancels(self, reason: str) -> "Customer":
        """The customer gives up."""
        return self.say(f"{self.name}/customer", "cancel_onboarding", reason=reason)

    def pays(self, amount: str) -> "Customer":
        """The invoice is paid by transfer."""
        payment = {
            "amount": {"amount": amount, "currency": "PEN"},
            "method": "online",
            "received": self.at.date().isoformat(),
        }
        towards = {"process": "receivable", "case": f"onboarding/{self.id}"}
        case = f"PAGO-{self.name}"
        return self.tell("payment", case, CASH, "receive_payment", **payment, towards=towards)

    def _files(self, document: str, revision: int) -> list[dict[str, str]]:
        name = f"expedientes/{self.id}/{document}-{revision}.pdf"
        return [{"name": name, "digest": f"sha256:{self.id}-{document}-{revision}"}]

    def _outcomes(self, *, failed: str = "", without: str = "") -> list[dict[str, Any]]:
        criteria = (*CRITERIA, *self.wishes.get("criteria", ()))
        return [{"criterion": c, "passed": c != failed} for c in criteria if c != without]
