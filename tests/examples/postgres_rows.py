"""Every row that a run left in a PostgreSQL database, as `dying.left` tells those of a file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from tests.examples.dying import IN_TURN, Left

OWN = frozenset({"sqlite_sequence", "ledger_step", "store"})
"""Tables that only a file has, and the one that each has of its own."""


def left_on(url: str, like: Path) -> Left:
    """The rows of the tables that a file has too, by the columns of those."""
    with closing(sqlite3.connect(like)) as file, psycopg.connect(url) as connection:
        named = file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        tables = sorted({name for (name,) in named} - OWN)
        return {table: _rows(connection, table, _columns(file, table)) for table in tables}


def _columns(file: sqlite3.Connection, table: str) -> list[str]:
    found = file.execute(f"PRAGMA table_info({table})").fetchall()
    return [row[1] for row in found if row[1] not in IN_TURN]


def _rows(connection: psycopg.Connection[Any], table: str, columns: list[str]) -> list[Any]:
    query = f"SELECT {', '.join(columns)} FROM order_to_cash.{table}"  # noqa: S608  (our own)
    return sorted(connection.execute(query.encode()).fetchall(), key=repr)
