"""The statements of a store as PostgreSQL takes them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, LiteralString

import order_to_cash.adapters.sql.ledger_statements as ledger
import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.postgres.schema import SCHEMA
from order_to_cash.adapters.sql.tables import TABLES, Table

HINT: Final = re.compile(r" INDEXED BY \w+")

CLAIMABLE: Final[tuple[LiteralString, LiteralString]] = (
    f"{sql.PUT_OFF} FOR UPDATE OF this SKIP LOCKED",
    f"{sql.FRESH} FOR UPDATE OF this SKIP LOCKED",
)
"""Whoever takes messages passes over those that somebody else is taking."""

OTHERS: Final[Mapping[LiteralString, LiteralString]] = {
    sql.VERSION: f"{sql.VERSION} FOR UPDATE",
    sql.NEW_EVENT: """
    INSERT INTO event
        (position, process, case_id, version, at, actor, role, command, type, body, shape)
    VALUES ((
        SELECT coalesce(max(position) + 1, first_position()) FROM event
        WHERE position >= first_position() AND position < first_position() + 1048576
    ), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """,
    ledger.NOTICE_BOOK.new: """
    INSERT INTO notice (position, key, type, about, body) VALUES ((
        SELECT coalesce(max(position) + 1, first_position()) FROM notice
        WHERE position >= first_position() AND position < first_position() + 1048576
    ), ?, ?, ?, ?) ON CONFLICT DO NOTHING
    """,
    ledger.INSTRUCTION_BOOK.new: """
    INSERT INTO instruction (position, key, type, about, body) VALUES ((
        SELECT coalesce(max(position) + 1, first_position()) FROM instruction
        WHERE position >= first_position() AND position < first_position() + 1048576
    ), ?, ?, ?, ?) ON CONFLICT DO NOTHING
    """,
    ledger.GOODS_BOOK.new: """
    INSERT INTO goods_move (position, key, type, about, body, said) VALUES ((
        SELECT coalesce(max(position) + 1, first_position()) FROM goods_move
        WHERE position >= first_position() AND position < first_position() + 1048576
    ), ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
    """,
    ledger.TICKET_BOOK.new: """
    INSERT INTO ticket (position, key, kind, about, body)
    VALUES ((SELECT coalesce(max(position), 0) + 1 FROM ticket), ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
    """,
    **{
        table.new: table.new.replace(" VALUES (", " OVERRIDING SYSTEM VALUE VALUES (")
        for table in TABLES
        if table.numbered
    },
}
"""Those that are worded otherwise than SQLite's, by the wording of SQLite.

A position is the place after the last one of the same transaction, below those of the next one.
"""


COMMA: Final[LiteralString] = ", "
ANALYZE: Final[LiteralString] = f"ANALYZE {COMMA.join(table.name for table in TABLES)}"
"""Counts what a new store has, so that its first statements are carried out well."""


def alone_in(tables: Sequence[Table]) -> LiteralString:
    """Lets nobody else write to these tables; whoever reads goes on."""
    names = COMMA.join(table.name for table in tables)
    return f"LOCK TABLE {names}, store IN SHARE ROW EXCLUSIVE MODE"


def going_on(table: Table) -> LiteralString:
    """Lets the numbers of a table go on after those that its rows brought."""
    sequence: LiteralString = f"pg_get_serial_sequence('{SCHEMA}.{table.name}', '{table.numbered}')"
    return f"SELECT setval({sequence}, max({table.numbered})) FROM {table.name}"  # noqa: S608


@cache
def spoken(statement: LiteralString) -> bytes:
    """A statement as the driver takes it: no hints, and `%s` for each value."""
    worded = OTHERS.get(statement, statement)
    return HINT.sub("", worded).replace("%", "%%").replace("?", "%s").encode()


@cache
def spoken_onward(statement: LiteralString) -> bytes:
    """The same of a statement that reads on: it stops before what somebody may still write."""
    return spoken(statement).replace(b"position > %s", b"position > %s AND position < settled()")
