"""What comes in at the port of the service and is no good HTTP: nothing of it stops the service."""

import json
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.examples.serving import PATIENCE, Served, served
from tests.examples.test_service import PEOPLE, placed

WHO: Final = b"Host: x\r\nAuthorization: Bearer d5\r\n"
LOOK: Final = b"GET /cases HTTP/1.1\r\n" + WHO
GIVE: Final = b"POST /commands/order HTTP/1.1\r\nContent-Type: application/json\r\n" + WHO
BODY: Final = json.dumps(placed()).encode()
WHOLE: Final = GIVE + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
CHUNKED: Final = GIVE + b"Transfer-Encoding: chunked\r\n\r\n"
RESET: Final = struct.pack("ii", 1, 0)
"""Ends a connection at once, and throws away what is on its way."""

MALFORMED: Final = {
    "no HTTP at all": bytes(range(256)) * 20,
    "a greeting of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100),
    "empty lines": b"\r\n" * 5_000,
    "a method that is none": b"G@T / HTTP/1.1\r\n" + WHO + b"\r\n",
    "a method without end": b"G" * 100_000,
    "no version": b"GET /cases\r\n\r\n",
    "bytes in a path": b"GET /cases/order/\xff\xfe HTTP/1.1\r\n" + WHO + b"\r\n",
    "bytes in a query": b"GET /cases?stage=\xc3\xa9 HTTP/1.1\r\n" + WHO + b"\r\n",
    "a query without end": b"GET /cases?after=" + b"a" * 300_000,
    "no host": b"GET /cases HTTP/1.1\r\nAuthorization: Bearer d5\r\n\r\n",
    "two hosts": LOOK + b"Host: y\r\n\r\n",
    "bytes in the name of a header": LOOK + b"X\xff: a\r\n\r\n",
    "a zero in a header": LOOK + b"X: a\x00b\r\n\r\n",
    "a huge header": LOOK + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
    "a length that is no number": GIVE + b"Content-Length: two\r\n\r\n{}",
    "a length below zero": GIVE + b"Content-Length: -1\r\n\r\n{}",
    "a length beyond all": GIVE + b"Content-Length: 999999999999999999999\r\n\r\n{}",
    "two lengths": GIVE + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a shorter length": GIVE + b"Content-Length: 1\r\n\r\n{}",
    "another coding": GIVE + b"Transfer-Encoding: gzip\r\n\r\n{}",
    "a chunk without size": CHUNKED + b"size\r\n{}\r\n0\r\n\r\n",
    "a chunk below zero": CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n",
    "a chunk and a length": GIVE
    + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "a trailer of bytes": CHUNKED + b"2\r\n{}\r\n0\r\nX: \xff\r\n\r\n",
    "bytes in a cursor": b"GET /cases?after=%ff%ed%a0%80 HTTP/1.1\r\n" + WHO + b"\r\n",
    "bytes in an id": b"GET /cases/order/%ff%ed%a0%80 HTTP/1.1\r\n" + WHO + b"\r\n",
    "bytes in a language": b"GET /cases/order/O-1?language=%ff HTTP/1.1\r\n" + WHO + b"\r\n",
    "bytes in a version": WHOLE.replace(b"Host", b'If-Match: "\xff"\r\nHost'),
}
"""What is 400, by the server or by the service."""

ODD: Final = {
    "bytes for a token": (401, b"GET /cases HTTP/1.1\r\nHost: x\r\nAuthorization: \xff\r\n\r\n"),
    "bytes in a header": (200, LOOK + b"X: \xff\r\nCookie: \xff;==\r\n\r\n"),
    "many headers": (200, LOOK + b"X: a\r\n" * 2_000 + b"\r\n"),
    "who it came from": (200, LOOK + b"X-Forwarded-For: \xff, [::\r\nForwarded: \xff\r\n\r\n"),
    "a header on two lines": (200, LOOK + b"X: a\r\n b\r\n\r\n"),
    "an older HTTP": (200, b"GET /cases HTTP/1.0\r\n" + WHO + b"\r\n"),
    "a wish for a socket": (200, LOOK + b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
    "a wish for HTTP/2": (200, LOOK + b"Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
    "HTTP/2 at once": (404, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    "a path above all": (404, b"GET /../../etc/passwd HTTP/1.1\r\n" + WHO + b"\r\n"),
    "another host": (404, b"GET http://x/cases HTTP/1.1\r\n" + WHO + b"\r\n"),
    "a tunnel": (404, b"CONNECT x:443 HTTP/1.1\r\n" + WHO + b"\r\n"),
    "no path": (404, b"OPTIONS * HTTP/1.1\r\n" + WHO + b"\r\n"),
}
"""What is strange, and is answered as if it were not."""

BY_HTTPTOOLS: Final = {
    "no version": 401,
    "no host": 200,
    "two hosts": 200,
    "a huge header": 200,
    "a header on two lines": 400,
    "HTTP/2 at once": 400,
    "a tunnel": 400,
    "another host": 200,
}
"""What `httptools` takes otherwise than `h11` does: it looks at no host, and bounds no header."""

ENDLESS: Final = {"empty lines", "a query without end"}
"""What `httptools` reads on for as long as somebody sends it."""

CUT: Final = {
    "nothing": b"",
    "half a line": WHOLE[:9],
    "half the headers": WHOLE[:90],
    "no body": GIVE + b"Content-Length: %d\r\n\r\n" % len(BODY),
    "half a body": WHOLE[:-100],
    "all but a byte": WHOLE[:-1],
    "half a chunk": CHUNKED + b"fff\r\n" + BODY[:100],
    "a chunk without the last": CHUNKED + b"%x\r\n" % len(BODY) + BODY + b"\r\n",
    "a chunk beyond all": CHUNKED + b"ffffffffffffffffffff\r\n" + BODY,
}
"""What ends too early."""


@pytest.fixture(params=["h11", "httptools"])
def reader(request: pytest.FixtureRequest) -> str:
    """Who reads HTTP for the service."""
    name: str = request.param
    return name


@pytest.fixture
def service(tmp_path: Path, capfd: pytest.CaptureFixture[str], reader: str) -> Iterator[Served]:
    """The service; at the end it lives, took no command, and told of no error of its own."""
    with served(tmp_path, str(tmp_path / "raw.db"), PEOPLE, http=reader) as made:
        yield made
        assert 200 == made.ask("GET", "/health", "").status
        assert [] == made.ask("GET", "/cases", "credit").json()["cases"]
    assert "Traceback" not in capfd.readouterr().err


def expected(statuses: dict[str, int], reader: str) -> dict[str, int]:
    """What each is answered where this one reads HTTP."""
    if reader == "h11":
        return statuses
    return {
        name: BY_HTTPTOOLS.get(name, status)
        for name, status in statuses.items()
        if name not in ENDLESS
    }


def status_of(service: Served, sent: bytes) -> int:
    """The status of the first answer to these bytes."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE) as connection:
        connection.sendall(sent)
        return int(connection.makefile("rb").readline().split()[1])


def test_what_is_no_good_http_is_told_so(service: Served, reader: str) -> None:
    """Malformed lines, headers, lengths and chunks are 400, whoever notices them."""
    statuses = expected(dict.fromkeys(MALFORMED, 400), reader)
    told = {name: status_of(service, MALFORMED[name]) for name in statuses}
    assert statuses == told


def test_what_is_strange_is_answered(service: Served, reader: str) -> None:
    """A header that nobody reads changes nothing; a place that is not here is 404."""
    told = {name: status_of(service, sent) for name, (_, sent) in ODD.items()}
    assert expected({name: status for name, (status, _) in ODD.items()}, reader) == told


@pytest.mark.parametrize("ends", ["half closed", "closed", "reset"])
def test_who_goes_in_the_middle_leaves_nothing_behind(
    service: Served, ends: str, reader: str
) -> None:
    """What ends too early is not taken, nobody waits for its rest, and no error is told."""
    for name, sent in CUT.items():
        with socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE) as connection:
            connection.sendall(sent)
            if ends == "half closed":
                connection.shutdown(socket.SHUT_WR)
                bad = reader == "httptools" and name == "a chunk beyond all"
                assert (b"HTTP/1.1 400" if bad else b"") == connection.recv(12)
            elif ends == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
