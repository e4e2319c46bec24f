"""The embedded durable journal: one SQLite file, no server."""

import os
import sqlite3
from datetime import datetime
from types import TracebackType
from typing import LiteralString, Self

import order_to_cash.adapters.sqlite_statements as sql
from order_to_cash.adapters.entries import (
    already_answered,
    already_posted,
    check_entry,
    check_place,
    instant,
    limited,
    microseconds,
)
from order_to_cash.adapters.sqlite_file import Row, SqliteFile, Value
from order_to_cash.ports.journal import (
    Answer,
    Due,
    Entry,
    History,
    Posted,
    Recorded,
    Snapshot,
)


class SqliteJournal:
    """A journal in one SQLite file, shared by the threads and processes of one machine.

    What `append` wrote survives a crash and a loss of power. `Unavailable` means that nothing is
    half written; where the disk failed in the very moment of committing, `answer` tells whether
    the entry was written. `path` may be ":memory:". Never carry a journal across a fork: open it
    again in the child. The file belongs on a local disk, not on a network share.
    """

    def __init__(self, path: str | os.PathLike[str], *, timeout: float = 5.0) -> None:
        self.file: SqliteFile = SqliteFile(path, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self.file.close()

    def read(self, case: str, /, *, known: int = 0) -> History:
        heads = self.file.rows(sql.HEAD, (case,))
        if not heads:
            return History()
        version, process, at = heads[0]
        snapshot = None if 0 < known <= version else self._snapshot(case, version)
        start = snapshot.version if snapshot else known if known <= version else 0
        # Events never change, so reading up to the head's version is reading as of the head.
        tail = self.file.rows(sql.TAIL, (case, start, version)) if start != version else ()
        return History(version, process, instant(at), snapshot, tuple(map(_recorded, tail)))

    def _snapshot(self, case: str, version: int) -> Snapshot | None:
        rows = self.file.rows(sql.SNAPSHOT, (case, version))
        return next((Snapshot(*row) for row in rows), None)

    def append(self, *entries: Entry) -> None:
        for entry in entries:
            check_entry(entry)
        with self.file.writing() as connection:
            for entry in entries:
                _write(connection, entry)

    def answer(self, command: str, /) -> Answer | None:
        return next((Answer(*row) for row in self.file.rows(sql.ANSWER, (command,))), None)

    def events(self, *, after: int = 0, limit: int = 1000) -> tuple[Recorded, ...]:
        return tuple(map(_recorded, self.file.rows(sql.ONWARD, (after, limited(limit)))))

    def history(self, case: str, /) -> tuple[Recorded, ...]:
        return tuple(map(_recorded, self.file.rows(sql.WHOLE, (case,))))

    def cases(self, *, after: str = "", limit: int = 1000) -> tuple[tuple[str, str], ...]:
        return tuple((row[0], row[1]) for row in self.file.rows(sql.CASES, (after, limited(limit))))

    def due(self, now: datetime, /, *, limit: int = 100) -> tuple[Due, ...]:
        rows = self.file.rows(sql.DUE, (microseconds(now), limited(limit)))
        return tuple(Due(case, process, instant(at)) for case, process, at in rows)

    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        rows = self.file.rows(sql.WAITING, (microseconds(now), limited(limit)))
        return tuple(map(_posted, rows))

    def settle(self, key: str, /) -> None:
        self._write(sql.SETTLE, key)

    def postpone(self, key: str, /, *, until: datetime, problem: str) -> None:
        self._write(sql.POSTPONE, microseconds(until), problem, key)

    def park(self, key: str, /, *, problem: str) -> None:
        self._write(sql.PARK, problem, key)

    def parked(self, *, limit: int = 100) -> tuple[Posted, ...]:
        return tuple(map(_posted, self.file.rows(sql.PARKED, (limited(limit),))))

    def release(self, key: str, /) -> None:
        self._write(sql.RELEASE, key)

    def _write(self, statement: LiteralString, *parameters: Value) -> None:
        with self.file.writing() as connection:
            connection.execute(statement, parameters)


def _write(connection: sqlite3.Connection, entry: Entry) -> None:
    answer = entry.answer
    new = connection.execute(sql.NEW_ANSWER, (answer.command, answer.fingerprint, answer.body))
    if not new.rowcount:
        raise already_answered()
    check_place(entry, *connection.execute(sql.PLACE, (entry.case,)).fetchone() or ("", 0))
    if entry.events:
        _write_events(connection, entry)
    if entry.messages:
        new = connection.executemany(sql.NEW_MESSAGE, map(_message_row, entry.messages))
        if new.rowcount < len(entry.messages):
            raise already_posted()
    if entry.settles is not None:
        connection.execute(sql.SETTLE, (entry.settles,))


def _write_events(connection: sqlite3.Connection, entry: Entry) -> None:
    last, snapshot = entry.events[-1], entry.snapshot
    head: tuple[Value, ...] = (
        entry.case,
        entry.process,
        last.version,
        microseconds(last.at),
        None if entry.next_check is None else microseconds(entry.next_check),
    )
    connection.execute(sql.NEW_HEAD, head)
    if snapshot is not None:
        connection.execute(sql.NEW_SNAPSHOT, (entry.case, snapshot.version, snapshot.body))
    connection.executemany(sql.NEW_EVENT, map(_event_row, entry.events))


def _event_row(event: Recorded) -> Row:
    return (
        event.case,
        event.process,
        event.version,
        microseconds(event.at),
        event.actor,
        event.role,
        event.command,
        event.type,
        event.body,
    )


def _message_row(message: Posted) -> Row:
    return (
        message.key,
        message.case,
        message.process,
        microseconds(message.at),
        message.topic,
        message.type,
        message.body,
        message.attempts,
        message.problem,
    )


def _recorded(row: Row) -> Recorded:
    case, process, version, at, *rest = row
    return Recorded(case, process, version, instant(at), *rest)


def _posted(row: Row) -> Posted:
    key, case, process, at, *rest = row
    return Posted(key, case, process, instant(at), *rest)
