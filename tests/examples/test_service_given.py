"""What is given to the service under a condition, or late."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient

from order_to_cash.embedded import open_desk
from tests.cli.commands import DATA
from tests.examples.test_service import assert_problem, client_of, get, give, placed, who

ASKED: Final = "/answers/order/O-1:1:0"
"""Where the answer to the first question of an order goes: who the party is."""

RECORD: Final = {
    "party": "D-005",
    "kind": "distributor",
    "status": "active",
    "account": "A-D005",
    "payment_terms": ["net-7"],
}
ZONE: Final = {"type": "amend_order", "zone": "LIM-SUR"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "given.db"


@pytest.fixture
def client(db: Path) -> Iterator[TestClient]:
    with client_of(db) as made:
        yield made


def given(client: TestClient, document: Any, etag: str) -> Any:
    headers = {**who("d5"), "If-Match": etag}
    return client.post("/commands/order", json=document, headers=headers)


def test_a_command_counts_on_the_version_that_its_giver_saw(client: TestClient) -> None:
    """With the ETag of what was read it is taken; with an older one it is 412."""
    seen = given(client, placed(), '"0"').headers["etag"]
    amended = given(client, placed("c-2", command=ZONE), seen)
    assert 200 == amended.status_code
    assert_problem(given(client, placed("c-3", command=ZONE), seen), 412, "desk.other-version")
    assert amended.headers["etag"] == get(client, "/cases/order/O-1").headers["etag"]
    assert 200 == given(client, placed("c-3", command=ZONE), amended.headers["etag"]).status_code


def test_a_repeat_gets_the_first_answer_whatever_the_version_is_now(client: TestClient) -> None:
    """Whoever got no answer repeats the command with the same ETag, and is not told 412 (I7)."""
    first = given(client, placed(), '"0"')
    give(client, placed("c-2", command=ZONE))
    again = given(client, placed(), '"0"')
    assert (200, first.json()) == (again.status_code, again.json())


@pytest.mark.parametrize(
    "etag", ["*", "1", 'W/"1"', '"1", "2"', '"-1"', '"x"', '""', '"' + "9" * 99]
)
def test_a_condition_that_names_no_version_is_refused(client: TestClient, etag: str) -> None:
    """Only the ETag of the case says which version is meant."""
    assert_problem(given(client, placed(), etag), 400, "service.if-match", "if-match")


def answered(client: TestClient, said: Any, by: str = "office", path: str = ASKED) -> Any:
    headers = {**who(by), "Content-Type": "application/json"}
    return client.post(path, content=json.dumps(said), headers=headers)


def test_a_directory_answers_late_under_the_key_of_its_question(
    client: TestClient, db: Path
) -> None:
    """The answer comes back to the case once; a second one finds nobody who waits."""
    give(client, placed())
    first = answered(client, RECORD)
    assert (200, ["party_reported"]) == (first.status_code, first.json()["events"])
    assert_problem(answered(client, RECORD), 404, "desk.unknown-key")
    with open_desk(db) as desk:
        happened = desk.history("order", "O-1")[-1]
    assert ("directories", "answer:order/O-1:1:0") == (happened.actor, happened.command)


def test_billing_answers_late(client: TestClient, db: Path) -> None:
    """What billing cannot say yet settles nothing; its number does."""
    key = invoice_waits(client, db)
    path = f"/answers/{key}"
    unknown = answered(client, {"type": "unknown"}, "bank", path)
    assert_problem(unknown, 409, "service.settles-nothing")
    issued = answered(client, {"type": "issued", "invoice": "F001-77"}, "bank", path)
    assert (200, ["invoice_issued"]) == (issued.status_code, issued.json()["events"])


def invoice_waits(client: TestClient, db: Path) -> str:
    """The key of the invoice of an order that was delivered, and that billing was not asked for."""
    warehouse = {"actor": "almacen-01", "role": "warehouse", "at": "2024-01-16T10:00:00-05:00"}
    slot, signed = "2024-01-17T12:00:00Z", "2024-01-16T15:00:00Z"
    schedule = {"type": "schedule", "line": 1, "slot": slot}
    confirm = {"type": "confirm_delivery", "line": 1, "signed_by": "x", "signed_at": signed}
    now = datetime(2024, 1, 16, 15, tzinfo=UTC)
    give(client, placed())
    with open_desk(db, data=DATA, clock=None) as desk:
        desk.deliver(now)
        for id_, command in (("w-1", schedule), ("w-2", confirm)):
            document = placed(id_, command=command, **warehouse)
            desk.handle(desk.wire.load_envelope(json.dumps(document)))
        while True:
            posted = desk.journal.waiting(now)[0]
            if posted.type == "issue_invoice":
                return posted.key
            assert 1 == desk.deliver(now, most=1).delivered


def test_an_answer_is_read_as_strictly_as_a_command(client: TestClient) -> None:
    """What is none of that port's answers is told by its place, and nothing is taken."""
    give(client, placed())
    assert_problem(answered(client, {**RECORD, "kind": "x"}), 400, "wire.invalid-document", "kind")
    assert_problem(answered(client, []), 400, "wire.invalid-document")
    assert 200 == answered(client, None).status_code  # the directory knows no such party


def test_only_the_system_that_was_asked_answers(client: TestClient) -> None:
    """Nobody learns either which messages wait for another (TRU-02)."""
    give(client, placed())
    assert_problem(answered(client, RECORD, "d5"), 403, "service.not-your-answer")
    assert_problem(answered(client, RECORD, "bank"), 404, "desk.unknown-key")
    assert_problem(answered(client, None, path="/answers/order/O-9:1:0"), 404, "desk.unknown-key")


def test_a_document_is_json_by_its_media_type(client: TestClient) -> None:
    """Another one is 415, before the body is looked at."""
    headers = {**who("d5"), "Content-Type": "text/plain"}
    told = client.post("/commands/order", content=b"{}", headers=headers)
    assert_problem(told, 415, "service.media-type")


def test_lists_are_of_one_party(client: TestClient) -> None:
    """Each line names its party; a client finds nobody else's cases by naming him."""
    give(client, placed())
    found = get(client, "/cases", "credit", party="D-005", process="order").json()["cases"]
    assert [("O-1", "D-005")] == [(one["case"], one["party"]) for one in found]
    assert [] == get(client, "/cases", "credit", party="D-007").json()["cases"]
    assert [] == get(client, "/cases", "d7", party="D-005").json()["cases"]
