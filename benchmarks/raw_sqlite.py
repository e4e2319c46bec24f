"""What a desk writes and reads for each command, as bare calls of sqlite3."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import order_to_cash.adapters.sqlite_statements as sql
from order_to_cash.adapters.entries import microseconds
from order_to_cash.adapters.sqlite_file import PRAGMAS
from order_to_cash.adapters.sqlite_schema import HISTORIES
from order_to_cash.ports.journal import Entry, Posted, Recorded

Row = tuple[Any, ...]


class Rows(NamedTuple):
    """One command as rows: its answer, the head of its case, its events, its messages."""

    case: str
    answer: Row
    head: Row
    snapshot: Row | None
    events: tuple[Row, ...]
    messages: tuple[Row, ...]


def rows_of(entry: Entry) -> Rows:
    """The rows of an entry that holds at least one event."""
    last, answer, snapshot, check = (
        entry.events[-1],
        entry.answer,
        entry.snapshot,
        entry.next_check,
    )
    due = None if check is None else microseconds(check)
    return Rows(
        entry.case,
        (answer.command, answer.fingerprint, answer.body),
        (entry.case, entry.process, last.version, microseconds(last.at), due),
        None if snapshot is None else (entry.case, snapshot.version, snapshot.body),
        tuple(map(_event, entry.events)),
        tuple(map(_message, entry.messages)),
    )


def _event(e: Recorded) -> Row:
    at = microseconds(e.at)
    return (e.case, e.process, e.version, at, e.actor, e.role, e.command, e.type, e.body)


def _message(m: Posted) -> Row:
    at = microseconds(m.at)
    return (m.key, m.case, m.process, at, m.topic, m.type, m.body, m.attempts, m.problem)


def opened(path: Path) -> sqlite3.Connection:
    """A new file with the tables and the settings of the library's."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in (*PRAGMAS, "PRAGMA journal_mode = WAL", *HISTORIES):
        connection.execute(statement)
    return connection


def store(connection: sqlite3.Connection, commands: Sequence[Rows]) -> None:
    """Look whether each command is known and where its case stands, then write it."""
    execute = connection.execute
    for rows in commands:
        execute(sql.ANSWER, rows.answer[:1]).fetchall()
        execute(sql.HEAD, (rows.case,)).fetchall()
        execute("BEGIN IMMEDIATE")
        execute(sql.NEW_ANSWER, rows.answer)
        execute(sql.PLACE, (rows.case,)).fetchone()
        execute(sql.NEW_HEAD, rows.head)
        if rows.snapshot is not None:
            execute(sql.NEW_SNAPSHOT, rows.snapshot)
        connection.executemany(sql.NEW_EVENT, rows.events)
        if rows.messages:
            connection.executemany(sql.NEW_MESSAGE, rows.messages)
        execute("COMMIT")
