"""The service in four processes under load, of which one after the other is killed."""

import json
import socket
from pathlib import Path
from signal import SIGTERM
from time import sleep

import pytest

from tests.examples.service_load import broken
from tests.examples.serving import PATIENCE, served
from tests.examples.test_service import PEOPLE, placed


@pytest.mark.parametrize("kind", ["file", "database"])
def test_workers_that_are_killed_under_load_lose_and_double_nothing(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """TRU-13, I7: what clients were answered is in the store once, and no promise is broken."""
    store = str(tmp_path / "load.db") if kind == "file" else request.getfixturevalue("postgres")
    assert () == broken(tmp_path, store, orders=60, kills=2)


def test_what_came_in_is_answered_before_it_stops(tmp_path: Path) -> None:
    """Told to stop, it takes nobody new and ends once the command on its way has its answer."""
    body = json.dumps(placed()).encode()
    head = (
        "POST /commands/order HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer d5\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    with (
        served(tmp_path, str(tmp_path / "stop.db"), PEOPLE) as service,
        socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE) as held,
    ):
        held.sendall(head.encode())
        assert held.recv(1024).startswith(b"HTTP/1.1 100 ")  # it waits for the body now
        service.watcher.send_signal(SIGTERM)
        while _is_open(service.port):
            sleep(0.05)
        held.sendall(body)
        assert held.recv(1024).startswith(b"HTTP/1.1 200 ")
        assert -SIGTERM == service.watcher.wait(PATIENCE)  # as uvicorn ends, once all has stopped


def _is_open(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
