"""The service in processes of its own, as `uvicorn` starts it, and clients that give up nothing."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from os import environ
from pathlib import Path
from signal import SIGKILL, SIGTERM
from time import monotonic, sleep
from typing import Any, Final

from attrs import frozen

from tests.cli.commands import DATA

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 90.0
"""Seconds after which whatever was waited for will never come."""

People = Mapping[str, tuple[str, tuple[str, ...]]]


@frozen
class Answered:
    """What a service answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@frozen
class Served:
    """A service at a port of this machine, and the process that watches its workers."""

    port: int
    watcher: subprocess.Popen[bytes]

    def ask(self, method: str, path: str, token: str, said: Any = None) -> Answered:
        """The answer to one request; an exception where its connection brought none."""
        headers = {"Authorization": f"Bearer {token}", "Connection": "close"}
        body = None if said is None else json.dumps(said)
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answered(answer.status, told, answer.read())

    def insist(self, method: str, path: str, token: str, said: Any = None) -> Answered:
        """The answer to the same request, sent until one comes that is not "ask again"."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            with suppress(OSError, HTTPException):
                answer = self.ask(method, path, token, said)
                if answer.status != 503:
                    return answer
                assert answer.headers["retry-after"].isdecimal()
            sleep(0.05)
        raise AssertionError(f"{method} {path} was never answered")

    def workers(self) -> list[int]:
        """The processes that answer, oldest first; for each that ends another is started."""
        processes: Any = import_module("psutil")
        with suppress(processes.NoSuchProcess):
            return [
                child.pid
                for child in processes.Process(self.watcher.pid).children()
                if any("spawn_main" in part for part in child.cmdline())
            ]
        return []

    def kill(self, worker: int) -> None:
        """End a worker as a machine without power would."""
        processes: Any = import_module("psutil")
        process = processes.Process(worker)
        process.send_signal(SIGKILL)
        process.wait(PATIENCE)

    def stop(self) -> int:
        """Ask it to stop; how it ended."""
        self.watcher.send_signal(SIGTERM)
        return self.watcher.wait(PATIENCE)


@contextmanager
def served(
    folder: Path, store: str, people: People, workers: int = 1, *, http: str = "h11"
) -> Iterator[Served]:
    """The service on that store, from when it answers until all its processes are gone.

    `http` is who reads HTTP: `h11`, as the service is told to start, or `httptools`.
    """
    known, port = folder / "people.json", _free_port()
    named = {sha256(token.encode()).hexdigest(): who for token, who in people.items()}
    told = {key: {"name": name, "roles": roles} for key, (name, roles) in named.items()}
    known.write_text(json.dumps(told))
    said = {
        "SERVICE_STORE": store,
        "SERVICE_OPERATOR": "peru",
        "SERVICE_DATA": str(DATA),
        "SERVICE_PEOPLE": str(known),
    }
    how = ("-m", "uvicorn", "--factory", "examples.service.app:from_environment")
    options = ("--port", str(port), "--workers", str(workers), "--log-level", "warning")
    command = (sys.executable, *how, *options, "--http", http)
    with subprocess.Popen(command, cwd=ROOT, env=environ | said) as watcher:
        made = Served(port, watcher)
        try:
            made.insist("GET", "/ready", "")
            yield made
        finally:
            if watcher.poll() is None:
                made.stop()


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port
