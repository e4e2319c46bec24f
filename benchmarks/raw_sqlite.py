"""What a desk writes and reads for each command, as bare calls of sqlite3."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.entries import microseconds
from order_to_cash.adapters.sql.rows import answer_row, event_row, message_row, personal_row
from order_to_cash.adapters.sqlite.file import PRAGMAS
from order_to_cash.adapters.sqlite.schema import MIGRATIONS
from order_to_cash.ports import Entry, Kept

Row = tuple[Any, ...]


class Rows(NamedTuple):
    """One command as rows: what it brought, its answer, the head, its events, its messages."""

    place: tuple[str, str]
    who: tuple[str, str]
    answer: Row
    head: Row
    snapshot: Row | None
    events: tuple[Row, ...]
    messages: tuple[Row, ...]
    personal: tuple[Row, ...]


def rows_of(entry: Entry, digest: str, kept: Sequence[Kept]) -> Rows:
    """The rows of an entry that holds at least one event, with the digest of its case after it."""
    last, snapshot, check = entry.events[-1], entry.snapshot, entry.next_check
    place, stood = (entry.process, entry.case), (entry.stage, entry.party)
    due = None if check is None else microseconds(check)
    return Rows(
        place,
        (entry.answer.actor, entry.answer.command),
        answer_row(entry),
        (*place, last.version, microseconds(last.at), due, digest, *stood, entry.after),
        None if snapshot is None else (*place, snapshot.version, snapshot.body),
        tuple(map(event_row, entry.events)),
        tuple(map(message_row, entry.messages)),
        tuple(map(personal_row, kept)),
    )


def opened(path: Path | str) -> sqlite3.Connection:
    """A new file with the tables and the settings of the library's."""
    connection = sqlite3.connect(path, isolation_level=None)
    steps = (statement for migration in MIGRATIONS for statement in migration)
    for statement in (*PRAGMAS, "PRAGMA journal_mode = WAL", *steps):
        connection.execute(statement)
    return connection


def store(connection: sqlite3.Connection, commands: Sequence[Rows]) -> None:
    """Look whether each command is known and where its case stands, then write it."""
    execute = connection.execute
    for rows in commands:
        execute(sql.ANSWER, (*rows.place, *rows.who)).fetchall()
        execute(sql.HEAD, rows.place).fetchall()
        if rows.personal:
            execute("BEGIN IMMEDIATE")
            connection.executemany(sql.KEEP, rows.personal)
            execute("COMMIT")
        execute("BEGIN IMMEDIATE")
        execute("SAVEPOINT entry")
        execute(sql.NEW_ANSWER, rows.answer)
        execute(sql.VERSION, rows.place).fetchone()
        execute(sql.NEW_HEAD, rows.head)
        if rows.snapshot is not None:
            execute(sql.NEW_SNAPSHOT, rows.snapshot)
        connection.executemany(sql.NEW_EVENT, rows.events)
        if rows.messages:
            connection.executemany(sql.NEW_MESSAGE, rows.messages)
        execute("RELEASE entry")
        execute("COMMIT")
