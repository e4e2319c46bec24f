"""What strangers send to the service: none of it is an error of ours, and none gets through."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from starlette.types import Message

from examples.service.commands import body_of
from examples.service.problems import Failure
from order_to_cash.wire import LIMITS
from tests.examples.test_service import PROBLEM, client_of, get, give, placed, who

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
KNOWN: Final = {200, 400, 401, 403, 404, 405, 409, 412, 413, 415}
IDS: Final = (
    "..",
    "../../etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    ".",
    "a/b/c/d/e/f",
    "a%2Fb",
    "order%2FO-1",
    "%00",
    "O-1%00.svg",
    "%0d%0aSet-Cookie:%20a=b",
    "%ed%a0%80",
    "%ff%fe",
    "%F0%9F%98%80",
    "%",
    "%zz",
    "a" * 300,
    "story",
    "picture/picture",
    "O-1/../O-1",
    "'%20OR%201=1--",
    "%3Cscript%3E",
    "{}",
    "O-1;x=1",
)
BODIES: Final = (
    b"",
    b"null",
    b"true",
    b"[]",
    b"{}",
    b'"',
    b"{",
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
    b"\x00",
    b"NaN",
    b"1e999",
    b"9" * 5_000,
    b"[" * 100_000,
    b"[" * 40 + b"]" * 40,
    b'{"a":' * 50_000,
    b'{"id": 1, "id": 2}',
    b'{"__proto__": {"a": 1}}',
    b'{"id": "\\ud800"}',
    b'{"\\ud800": 1}',
    b'{"id": "\\u0000"}',
    b'"' + b"a" * 200_000 + b'"',
    b"<x/>",
    b"id=1&case=2",
)
TEXTS: Final[tuple[Any, ...]] = (
    "\x00",
    "\ud800",
    "\r\nSet-Cookie: a=b",
    "../..",
    "\u202e",
    "a" * 5_000,
    "",
    " ",
    "%00",
    "{0.__class__}",
    "${jndi:ldap://x}",
    [],
    {},
    None,
    True,
    -1,
    10**400,
    1.5,
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(tmp_path_factory.mktemp("strangers") / "s.db") as made:
        give(made, placed())
        yield made


def assert_told(answer: Any, known: set[int] = KNOWN) -> None:
    """The answer has a status of ours; where it is no success, it says what to do."""
    assert answer.status_code in known, (answer.request.method, answer.url, answer.text[:500])
    assert "set-cookie" not in answer.headers
    if answer.status_code >= 400:
        assert PROBLEM == answer.headers["content-type"]
        told = answer.json()
        assert answer.status_code == told["status"]
        assert told["code"]
        assert told["advice"]
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("id_", IDS)
def test_any_id_in_any_path_is_answered(client: TestClient, id_: str) -> None:
    """It is no case, no process and no key; nothing is looked for outside the store."""
    for path in (
        f"/cases/order/{id_}",
        f"/cases/order/{id_}/picture",
        f"/cases/{id_}/O-1",
        f"/answers/{id_}",
        f"/commands/{id_}",
        f"/{id_}",
    ):
        for method in ("GET", "POST"):
            assert_told(client.request(method, path, headers=who("credit")))


@pytest.mark.parametrize("method", METHODS)
def test_any_method_is_answered(client: TestClient, method: str) -> None:
    """What a path does not know is 405."""
    for path in ("/cases", "/cases/order/O-1", "/commands/order", "/answers/x", "/health", "/x"):
        assert_told(client.request(method, path, headers=who("d5")))


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:20]))
def test_any_body_is_answered(client: TestClient, body: bytes) -> None:
    """What is no envelope is 400 with what to do, however deep or wrong it is."""
    headers = {**who("d5"), "Content-Type": "application/json"}
    for path in ("/commands/order", "/commands/no", "/answers/order/O-1:1:0"):
        assert_told(client.post(path, content=body, headers=headers), {400, 403, 404})


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:20])
def test_any_value_in_any_place_of_a_command_is_answered(client: TestClient, text: Any) -> None:
    """Whatever stands in one place, the place is named, and the case stays as it was."""
    before = get(client, "/cases/order/O-1").text
    headers = {**who("d5"), "Content-Type": "application/json"}
    request = placed()["command"]["request"]
    documents = [placed(**{key: text}) for key in placed()]
    documents += [
        placed("s-1", "O-S", command={"type": "place_order", "request": {**request, key: text}})
        for key in request
    ]
    for document in documents:
        body = json.dumps(document)
        assert_told(client.post("/commands/order", content=body, headers=headers))
    assert before == get(client, "/cases/order/O-1").text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", b"Bearer"),
        ("Authorization", b"Bearer "),
        ("Authorization", b"Basic d5"),
        ("Authorization", b"Bearer \xff\xfe"),
        ("Authorization", b"Bearer d5, Bearer d7"),
        ("Authorization", b"Bearer " + b"d" * 60_000),
        ("Authorization", b""),
    ],
)
def test_who_is_not_known_is_told_so(client: TestClient, name: str, value: bytes) -> None:
    """Nobody is taken for somebody, and no secret comes back."""
    answer = client.get("/cases", headers=[(name.encode(), value)])
    assert_told(answer, {401})
    assert "Bearer" == answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("If-Match", b"\xff"),
        ("If-Match", b'"1"' * 10_000),
        ("Content-Type", b""),
        ("Content-Type", b"application/json; charset=utf-16"),
        ("Content-Type", b"text/html"),
        ("Content-Type", b"application/json\xff"),
        ("Content-Length", b"-1"),
        ("Content-Encoding", b"gzip"),
        ("Accept", b"image/png"),
        ("Host", b"evil\xff"),
        ("X-Forwarded-For", b"\xff" * 1_000),
    ],
)
def test_any_header_is_answered(client: TestClient, name: str, value: bytes) -> None:
    """A header that nobody asked for changes nothing; one that is wrong is told."""
    headers = {**who("d5"), "Content-Type": b"application/json", name: value}
    body = json.dumps(placed())
    answer = client.post("/commands/order", content=body, headers=headers)  # type: ignore[arg-type]
    assert_told(answer)


@pytest.mark.parametrize(
    "value", ["", "\x00", "xx", "es\r\nX: y", "é" * 500, "../es", "\U0001f600"]
)
def test_any_parameter_is_answered(client: TestClient, value: str) -> None:
    """A parameter that cannot be is told by its name."""
    for path in ("/cases", "/cases/order/O-1", "/cases/order/O-1/next", "/cases/order/O-1/story"):
        for name in ("language", "role", "after", "limit", "stage", "process", "party", "x"):
            asked = {"role": "distributor", name: value}
            assert_told(client.get(path, headers=who("d5"), params=asked))


def test_no_more_of_a_body_is_read_than_a_document_may_have() -> None:
    """One that comes in parts without end is left at the first that is too much."""
    part = LIMITS.payload_bytes // 4
    asked = 0

    async def receive() -> Message:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b" " * part, "more_body": True}

    headers = [(b"content-type", b"application/json")]
    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    with pytest.raises(Failure) as told:
        asyncio.run(body_of(request))
    assert (413, 5) == (told.value.status, asked)


def test_nobody_gives_in_a_role_that_is_not_his(client: TestClient) -> None:
    """TRU-01: neither a role that he lacks, nor one that nobody outside has."""
    cancel = {"type": "cancel_order", "reason": "a mistake"}
    for role in ("sales", "clock", "process", "onboarding", "no-such"):
        document = placed("s-2", command=cancel, role=role)
        assert_told(give(client, document), {400, 403})
    for actor in ("D-007", "d-005", "D-005 ", "clock", "system"):
        assert_told(give(client, placed("s-3", command=cancel, actor=actor)), {400, 403})
    for name in ("tell:x", "answer:order/O-1:1:0", "tick:order/O-1", "otherwise:x"):
        assert_told(give(client, placed(name, command=cancel)), {400})
