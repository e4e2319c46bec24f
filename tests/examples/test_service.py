"""The web service of the examples, as a team would copy it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock, Semaphore
from time import sleep
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient

from examples.service.app import create
from examples.service.people import Tokens
from examples.service.shop import Settings, Shop
from order_to_cash.domain.core import Unavailable
from order_to_cash.wire import LIMITS
from tests.cli.commands import DATA

PEOPLE: Final = {
    "d5": ("D-005", ("distributor",)),
    "d7": ("D-007", ("distributor",)),
    "warehouse": ("almacen-01", ("warehouse",)),
    "credit": ("creditos-01", ("credit_and_collections",)),
    "bank": ("banco-01", ("billing",)),
    "office": ("oficina-01", ("back_office",)),
    "nobody": ("nadie", ()),
}
ADDRESS: Final = "Calle de ejemplo 6020"
PROBLEM: Final = "application/problem+json"


def placed(id_: str = "c-1", case: str = "O-1", **other: Any) -> dict[str, Any]:
    """An order of a distributor, as a document."""
    request = {
        "party": "D-005",
        "channel": "distributor_system",
        "items": [{"sku": "CEL-E64", "quantity": 2, "kind": "goods"}],
        "zone": "LIM-NORTE",
        "payment": "net-7",
        "address": ADDRESS,
        "contact": "alguien@example.com",
        "accepted": [],
        "delivery": "home_delivery",
    }
    return {
        "id": id_,
        "case": case,
        "process": "order",
        "at": "2024-01-15T09:00:00-05:00",
        "actor": "D-005",
        "role": "distributor",
        "command": {"type": "place_order", "request": request},
        **other,
    }


def who(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def client_of(db: Path | str, **how: Any) -> TestClient:
    said = {"operator": "peru", "data": DATA, "works": False, **how}
    settings = Settings(str(db), **said)
    app = create(settings, Tokens.of(PEOPLE))
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "service.db"


@pytest.fixture
def client(db: Path) -> Iterator[TestClient]:
    with client_of(db) as made:
        yield made


def give(client: TestClient, document: Any, who_: str = "d5") -> Any:
    return client.post("/commands/order", json=document, headers=who(who_))


def get(client: TestClient, path: str, who_: str = "d5", **params: Any) -> Any:
    return client.get(path, headers=who(who_), params=params)


def test_a_command_is_answered_with_the_version_of_its_case(client: TestClient) -> None:
    """Given again it gets the same answer; the ETag is the version of the case."""
    first = give(client, placed())
    assert (200, "O-1") == (first.status_code, first.json()["case"])
    assert f'"{first.json()["version"]}"' == first.headers["etag"]
    again = give(client, placed())
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    shown = get(client, "/cases/order/O-1")
    assert first.headers["etag"] == shown.headers["etag"]


def test_one_id_for_two_commands_is_a_conflict(client: TestClient) -> None:
    """The same id with other content is 409."""
    give(client, placed())
    other = placed(at="2024-01-15T09:00:01-05:00")
    assert_problem(give(client, other), 409, "desk.idempotency-conflict")


def assert_problem(answer: Any, status: int, code: str, path: str = "") -> None:
    told = answer.json()
    assert (status, PROBLEM) == (answer.status_code, answer.headers["content-type"])
    assert (status, code) == (told["status"], told["code"])
    assert path in [problem["path"] for problem in told["problems"]]
    assert all(problem["advice"] for problem in told["problems"])


def test_what_cannot_be_read_is_told_by_its_place(client: TestClient) -> None:
    """Every problem comes with its code, its path and its advice."""
    assert_problem(give(client, {"id": "c-1"}), 400, "wire.invalid-document", "actor")
    body = client.post("/commands/order", content=b"\xff", headers=who("d5"))
    assert_problem(body, 400, "wire.invalid-document")


def test_a_body_that_is_too_large_is_not_read(client: TestClient) -> None:
    """One byte more than a document may have is 413."""
    large = b" " * (LIMITS.payload_bytes + 1)
    body = client.post("/commands/order", content=large, headers=who("d5"))
    assert_problem(body, 413, "wire.too-large")


def test_nobody_acts_for_another(client: TestClient) -> None:
    """The actor and the role of a command are those of whoever was authenticated (TRU-01)."""
    assert_problem(give(client, placed(), "d7"), 403, "service.not-you", "actor")
    assert_problem(give(client, placed(), "nobody"), 403, "service.not-you", "actor")
    assert_problem(give(client, placed(role="sales")), 403, "service.not-you", "actor")
    assert_problem(client.get("/cases"), 401, "service.nobody")


def test_what_the_business_refuses_is_a_conflict_with_every_reason(client: TestClient) -> None:
    """An unknown case is 404, a wrong role 403, a wrong stage 409, in the language asked for."""
    cancel = {"type": "cancel_order", "reason": "a mistake"}
    assert_problem(give(client, placed("c-0", "O-0", command=cancel)), 404, "process.unknown-case")
    give(client, placed())
    again = client.post("/commands/order?language=es", json=placed("c-2"), headers=who("d5"))
    assert_problem(again, 409, "process.wrong-stage")
    assert "etapa" in again.json()["advice"] or "no es posible" in again.json()["advice"]
    release = placed("c-3", command={"type": "schedule", "line": 1, "slot": "2024-01-16T12:00:00Z"})
    assert_problem(give(client, release), 403, "process.wrong-role")


def test_what_only_a_port_may_say_enters_from_nobody(client: TestClient) -> None:
    """An answer of the directories is refused whoever brings it (TRU-02)."""
    give(client, placed())
    answer = placed("c-2", command={"type": "report_coverage", "covered": True})
    assert give(client, answer).status_code in {400, 403}


def test_clients_see_their_own_cases_only(client: TestClient) -> None:
    """Another's case is not there: neither in the list nor by its name (PRI)."""
    give(client, placed())
    assert ["O-1"] == [one["case"] for one in get(client, "/cases").json()["cases"]]
    assert [] == get(client, "/cases", "d7").json()["cases"]
    for part in ("", "/story", "/decisions", "/picture", "/next"):
        answer = get(
            client,
            f"/cases/order/O-1{part}",
            "d7",
            **({"role": "distributor"} if part == "/next" else {}),
        )
        assert_problem(answer, 404, "desk.unknown-case")


def test_personal_data_is_shown_to_who_needs_it(client: TestClient) -> None:
    """The warehouse and the client read the address, credit reads `***` (PRI)."""
    give(client, placed())
    for token, expected in (("d5", True), ("warehouse", True), ("credit", False)):
        shown = get(client, "/cases/order/O-1", token)
        assert (200, expected) == (shown.status_code, ADDRESS in shown.text)
    hidden = get(client, "/cases/order/O-1", "credit").json()
    assert "***" == hidden["state"]["request"]["address"]
    for part in ("story", "decisions", "picture"):
        assert ADDRESS not in get(client, f"/cases/order/O-1/{part}", "credit").text


def test_a_case_is_told_drawn_and_says_what_is_next(client: TestClient) -> None:
    """The story, the decisions, the picture with its stage and the next steps of a role."""
    incomplete = placed()
    del incomplete["command"]["request"]["zone"]
    give(client, incomplete)
    [step] = get(client, "/cases/order/O-1/story", language="es").json()["steps"]
    [told] = [one for one in step["told"] if one["decisions"]]
    [intake] = get(client, "/cases/order/O-1/decisions", language="es").json()
    assert told["decisions"] == [intake]
    assert "fail" == intake["verdict"]
    assert any("falta la zona" in sentence for sentence in intake["sentences"])
    drawn = get(client, "/cases/order/O-1/picture")
    assert ("image/svg+xml", True) == (drawn.headers["content-type"], drawn.text.startswith("<svg"))
    steps = get(client, "/cases/order/O-1/next", role="distributor").json()
    assert "cancel_order" in [step["command"] for step in steps]
    other = get(client, "/cases/order/O-1/next", role="sales")
    assert_problem(other, 403, "service.not-your-role", "role")


def test_lists_go_on_after_their_last_line(client: TestClient) -> None:
    """Page by page comes every case once, by process and by stage."""
    names = [f"O-{number}" for number in range(5)]
    for name in names:
        give(client, placed(f"c-{name}", name))
    seen, after = [], ""
    while True:
        page = get(client, "/cases", "credit", process="order", limit=2, after=after).json()
        seen += [one["case"] for one in page["cases"]]
        if (after := page["next"]) is None:
            break
    assert names == seen
    stage = get(client, "/cases/order/O-0").json()["stage"]
    assert 5 == len(get(client, "/cases", "credit", stage=stage).json()["cases"])
    assert [] == get(client, "/cases", "credit", stage="cancelled").json()["cases"]


@pytest.mark.parametrize("after", ["x", "[]", '["\\ud800","x"]', '["\\u0000","x"]', "\x00"])
def test_a_cursor_that_no_list_gave_is_refused(client: TestClient, after: str) -> None:
    """Whatever stands there, it is the client's mistake."""
    assert_problem(get(client, "/cases", after=after), 400, "journal.cursor")


def test_a_store_that_is_away_is_tried_once_for_all_who_wait(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each who came while it was tried is told at once, instead of trying one after the other."""
    came, away, tries = Semaphore(0), Event(), Semaphore(3)

    class Door:
        def __init__(self) -> None:
            self.lock = Lock()

        def __enter__(self) -> None:
            came.release()
            self.lock.acquire()

        def __exit__(self, *_: object) -> None:
            self.lock.release()

    def opened(*_: object, **__: object) -> None:
        assert tries.acquire(blocking=False)
        assert away.wait(60)
        raise Unavailable("the store is away")

    monkeypatch.setattr("examples.service.shop.open_desk", opened)
    shop = Shop(Settings(str(db), "peru"), lock=Door())  # type: ignore[arg-type]
    with ThreadPoolExecutor(8) as pool:
        told = [pool.submit(shop.desk) for _ in range(8)]
        assert all(came.acquire(timeout=60) for _ in told)
        away.set()
        assert {Unavailable} == {type(one.exception(60)) for one in told}
    assert tries.acquire(blocking=False)  # one try was enough
    assert tries.acquire(blocking=False)


def test_the_service_sends_and_stops(db: Path) -> None:
    """Its own thread asks the directories, and ends with the service."""
    with client_of(db, works=True) as client:
        give(client, placed())
        version = 1
        for _ in range(400):
            version = get(client, "/cases/order/O-1").json()["version"]
            if version > 3:
                break
            sleep(0.05)
        assert version > 3
        assert 200 == client.get("/ready").status_code


def test_every_path_of_the_document_says_what_it_answers(client: TestClient) -> None:
    """One schema a command, with its description; every problem has its status."""
    told = client.get("/openapi.json").json()
    schemas = told["components"]["schemas"]
    command = schemas["order.envelope"]["properties"]["command"]
    assert "place_order" in command["discriminator"]["mapping"]
    assert "report_coverage" not in command["discriminator"]["mapping"]
    for ref in command["discriminator"]["mapping"].values():
        assert schemas[ref.rpartition("/")[2]]["description"]
    text = json.dumps(told)
    assert "422" not in text
    assert set(_references(told)) <= {f"#/components/schemas/{name}" for name in schemas}


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for part in schema.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)
