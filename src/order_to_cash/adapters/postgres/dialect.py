"""The statements of a store as PostgreSQL takes them."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, LiteralString

import order_to_cash.adapters.sql.ledger_statements as ledger
import order_to_cash.adapters.sql.statements as sql

HINT: Final = re.compile(r" INDEXED BY \w+")

CLAIMABLE: Final[LiteralString] = f"{sql.WAITING} FOR UPDATE OF this SKIP LOCKED"
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
}
"""Those that are worded otherwise than SQLite's, by the wording of SQLite.

A position is the place after the last one of the same transaction, below those of the next one.
"""


@cache
def spoken(statement: LiteralString) -> bytes:
    """A statement as the driver takes it: no hints, and `%s` for each value."""
    worded = OTHERS.get(statement, statement)
    return HINT.sub("", worded).replace("%", "%%").replace("?", "%s").encode()


@cache
def spoken_onward(statement: LiteralString) -> bytes:
    """The same of a statement that reads on: it stops before what somebody may still write."""
    return spoken(statement).replace(b"position > %s", b"position > %s AND position < settled()")
