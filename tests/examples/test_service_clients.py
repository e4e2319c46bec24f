"""Clients of the service: one knows its OpenAPI document alone, others send anything."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from attrs import define
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from order_to_cash.audit import problems
from order_to_cash.embedded import open_desk
from tests.examples.test_service import PROBLEM, client_of, placed, who

ANY_JSON: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3)
    ),
    max_leaves=10,
)
DOCUMENTED: Final = {200, 400, 401, 403, 404, 409, 413, 503}


@define
class Client:
    """Finds the path and the shape of a command in the document, checks and sends it."""

    http: TestClient
    document: dict[str, Any]
    sent: int = 0

    def give(self, token: str, actor: str, role: str, case: str, command: dict[str, Any]) -> Any:
        """The answer to a command that is given now."""
        self.sent += 1
        process, _, id_ = case.partition("/")
        envelope = {
            "id": f"client-{self.sent}",
            "case": id_,
            "process": process,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "actor": actor,
            "role": role,
            "command": command,
        }
        path = f"/commands/{process}"
        body = self.document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        schema = {"components": self.document["components"], **body["schema"]}
        Draft202012Validator(schema).validate(envelope)
        answer = self.http.post(path, json=envelope, headers=who(token))
        assert 200 == answer.status_code, answer.text
        return answer.json()

    def until(self, case: str, *stages: str) -> dict[str, Any]:
        """The case once it stands in one of these stages."""
        shown: dict[str, Any] = {}
        for _ in range(400):
            answer = self.http.get(f"/cases/{case}", headers=who("credit"))
            if answer.status_code == 200 and (shown := answer.json())["stage"] in stages:
                return shown
            sleep(0.05)
        raise AssertionError((case, stages, shown.get("heading"), shown.get("waits")))


def test_a_client_that_knows_the_document_plays_an_order_to_its_last_payment(
    tmp_path: Path,
) -> None:
    """Every command fits the published schema; afterwards no promise is broken."""
    db = tmp_path / "played.db"
    with client_of(db, works=True) as http:
        client = Client(http, http.get("/openapi.json").json())
        order = placed()["command"]
        client.give("d5", "D-005", "distributor", "order/O-1", order)
        client.until("order/O-1", "released")
        slot = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
        warehouse = ("warehouse", "almacen-01", "warehouse")
        client.give(*warehouse, "order/O-1", {"type": "schedule", "line": 1, "slot": slot})
        signed = datetime.now(UTC).isoformat(timespec="seconds")
        delivered = {"type": "confirm_delivery", "line": 1, "signed_by": "x", "signed_at": signed}
        client.give(*warehouse, "order/O-1", delivered)
        client.until("order/O-1", "completed")
        owed = client.until("receivable/order/O-1", "issued")
        total = owed["state"]["debt"]["totals"]["total"]
        payment = {
            "type": "receive_payment",
            "amount": total,
            "received": datetime.now(ZoneInfo("America/Lima")).date().isoformat(),
            "method": "online",
            "towards": {"process": "receivable", "case": "order/O-1"},
        }
        client.give("bank", "banco-01", "billing", "payment/P-1", payment)
        client.until("receivable/order/O-1", "settled")
    with open_desk(db) as desk:
        assert () == problems(desk)


@pytest.fixture(scope="module")
def anybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(tmp_path_factory.mktemp("any") / "any.db") as made:
        yield made


@settings(max_examples=50)
@given(process=st.sampled_from(["order", "payment", "no"]), said=ANY_JSON)
def test_any_json_is_answered_with_a_documented_status(
    anybody: TestClient, process: str, said: Any
) -> None:
    """Nothing that a client sends breaks the service, by itself or in the place of a command."""
    for body in (said, placed(command=said), placed(id_=said), placed(case=said)):
        answer = anybody.post(f"/commands/{process}", json=body, headers=who("d5"))
        assert answer.status_code in DOCUMENTED
        if answer.status_code != 200:
            assert PROBLEM == answer.headers["content-type"]


@settings(max_examples=50)
@given(part=st.text(max_size=8), after=st.text(max_size=8), stage=st.text(max_size=8))
def test_any_path_and_parameter_is_answered_with_a_documented_status(
    anybody: TestClient, part: str, after: str, stage: str
) -> None:
    """So it is with whatever is asked for."""
    asked = {"after": after, "stage": stage, "limit": stage, "language": part, "role": part}
    for path in ("/cases", "/cases/order/O-1", "/cases/order/O-1/next", "/cases/no/O-1/story"):
        answer = anybody.get(path, headers=who("d5"), params=asked)
        assert answer.status_code in DOCUMENTED
