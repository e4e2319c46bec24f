"""Every row that a run left in a PostgreSQL database, as `dying.left` tells those of a file."""

from typing import Any, Final

import psycopg

from tests.examples.dying import IN_TURN, Left

OWN: Final = frozenset({"schema_step", "store", "sqlite_sequence", "ledger_step"})
"""What each kind of store has of its own."""


def left_on(url: str) -> Left:
    """Every row of every table but for its place in line: cases, answers, messages, ledger."""
    with psycopg.connect(url, options="-c search_path=order_to_cash") as connection:
        named = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'order_to_cash' ORDER BY 1"
        )
        return {name: _rows(connection, name) for (name,) in named.fetchall() if name not in OWN}


def shared(left: Left, columns: dict[str, list[str]]) -> Left:
    """The tables that both kinds of store have."""
    return {name: rows for name, rows in left.items() if name in columns}


def _rows(connection: psycopg.Connection[Any], table: str) -> list[tuple[object, ...]]:
    found = connection.execute(f"SELECT * FROM {table}".encode())  # noqa: S608  (our own tables)
    names = [column.name for column in found.description or ()]
    kept = sorted((name, at) for at, name in enumerate(names) if name not in IN_TURN)
    return sorted((tuple(row[at] for _, at in kept) for row in found.fetchall()), key=repr)
