"""One SQLite file, opened for several threads and several processes.

One connection writes and one reads, each behind its own lock. Threads of one process therefore
queue fairly instead of polling the file, a reader never waits for a writer's sync to the disk,
and closing leaves nothing behind that belongs to a thread long gone. Processes wait for each
other in SQLite, for `timeout` seconds at most.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Any, LiteralString, TypeAlias

from order_to_cash.adapters.sqlite.schema import APPLICATION, MIGRATIONS, UNRELEASED, Migration
from order_to_cash.domain.core import InvalidValue, PortError, Unavailable, entity

Row: TypeAlias = tuple[Any, ...]
Value: TypeAlias = str | int | None


@entity
class Trouble:
    """What is wrong with the file for good: advice, under a stable code."""

    advice: str
    code: str


LONGEST_TIMEOUT = 3600
PRAGMAS: tuple[LiteralString, ...] = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)
# SQLite waits longer and longer, up to a tenth of a second, while others write on without a pause:
# asking again after 3 ms brings everybody a turn.
SHORT_PATIENCE: LiteralString = "PRAGMA busy_timeout = 3"
TRANSIENT: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "other writers kept it busy; try again, or give it a longer timeout",
    sqlite3.SQLITE_LOCKED: "other writers kept it busy; try again, or give it a longer timeout",
    sqlite3.SQLITE_PROTOCOL: "other writers kept it busy; try again, or give it a longer timeout",
    sqlite3.SQLITE_FULL: "the disk is full; make room, then try again",
    sqlite3.SQLITE_IOERR: "the disk did not read or write; look at the disk, then try again",
    sqlite3.SQLITE_NOMEM: "memory ran out; free some, then try again",
    sqlite3.SQLITE_INTERRUPT: "the work was interrupted; try again",
}
LASTING: Mapping[int, Trouble] = {
    sqlite3.SQLITE_CANTOPEN: Trouble(
        "it cannot be opened; check that its directory exists and may be written to",
        code="journal.cannot-open",
    ),
    sqlite3.SQLITE_READONLY: Trouble(
        "it may not be written to; let the user of this program write to it and its directory",
        code="journal.read-only",
    ),
    sqlite3.SQLITE_CORRUPT: Trouble(
        "it is damaged; stop every program that uses it, keep a copy, restore the last backup",
        code="journal.damaged",
    ),
    sqlite3.SQLITE_NOTADB: Trouble(
        "it is not a SQLite file, or it is damaged; check the path, else restore the last backup",
        code="journal.not-sqlite",
    ),
}
UNKNOWN = Trouble(
    "SQLite refused the work for a reason of its own; check that no other program changes the"
    " file, else report this",
    code="journal.failed",
)


class SqliteFile:
    """The file under the embedded adapters: transactions, errors and the schema.

    Never carry it across a fork: every call in the child raises `PortError`, because the two
    processes would break each other's locks; open the file again in the child.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        timeout: float = 5.0,
        migrations: Sequence[Migration] = MIGRATIONS,
    ) -> None:
        self.path: str = _checked(os.fspath(path), timeout)
        self._timeout = timeout
        self._process = os.getpid()
        self._closed = False
        self._writer_lock = Lock()
        self._writer = self._open()
        alone = self.path == ":memory:"
        try:
            self._prepare(migrations)
            self._reader = self._writer if alone else self._open()
        except BaseException:
            self._writer.close()
            raise
        self._reader_lock = self._writer_lock if alone else Lock()

    def rows(self, query: LiteralString, parameters: Sequence[Value] = ()) -> list[Row]:
        """Every row that the query finds, as of one instant."""
        with self._turn(self._reader_lock), self._translated():
            return self._reader.execute(query, parameters).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that alone may write: committed at the end, undone by any exception.

        It takes the write lock at its start. A transaction that starts by reading and wants to
        write later fails at once if another writer came between, whatever the timeout.
        """
        with self._turn(self._writer_lock), self._translated():
            self._patiently("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            finally:
                if self._writer.in_transaction:
                    self._writer.rollback()

    def close(self) -> None:
        """Close both connections; closing twice is harmless."""
        if self._process == os.getpid():
            with self._writer_lock:
                self._closed = True
                self._writer.close()
            with self._reader_lock:
                self._reader.close()

    def _open(self) -> sqlite3.Connection:
        with self._translated():
            connection = sqlite3.connect(
                self.path, timeout=self._timeout, isolation_level=None, check_same_thread=False
            )
            try:
                for pragma in PRAGMAS:
                    connection.execute(pragma)
            except BaseException:
                connection.close()
                raise
            return connection

    def _patiently(self, statement: LiteralString) -> None:
        deadline = monotonic() + self._timeout
        while True:
            try:
                self._writer.execute(statement)
            except sqlite3.OperationalError as error:
                if _code(error) != sqlite3.SQLITE_BUSY or monotonic() >= deadline:
                    raise
            else:
                return

    def _prepare(self, migrations: Sequence[Migration]) -> None:
        with self._translated():
            self._schema_version(self._writer, len(migrations))
            self._writer.execute(SHORT_PATIENCE)
            # Where several open a new file at once, SQLite does not wait for this one by itself.
            self._patiently("PRAGMA journal_mode = WAL")
        with self.writing() as connection:
            done = self._schema_version(connection, len(migrations))
            for migration in migrations[done:]:
                for statement in migration:
                    connection.execute(statement)

    def _schema_version(self, connection: sqlite3.Connection, known: int) -> int:
        version, application, tables = connection.execute(
            "SELECT (SELECT user_version FROM pragma_user_version),"
            " (SELECT application_id FROM pragma_application_id),"
            " (SELECT count(*) FROM sqlite_schema)"
        ).fetchone()
        if tables and application == UNRELEASED:
            raise self._refused(
                "it was written by 0.1.0 before its release, which named cases by their id alone;"
                " give another path and pass the same commands through again",
                code="journal.unreleased",
            )
        if tables and application != APPLICATION:
            raise self._refused(
                "it belongs to another program; give another path", code="journal.not-a-journal"
            )
        if version > known:
            raise self._refused(
                f"its schema {version} is newer than {known}, the newest this version of the"
                " library knows; install the version that wrote it, or a later one",
                code="journal.newer-schema",
            )
        return int(version)

    @contextmanager
    def _turn(self, lock: Lock) -> Iterator[None]:
        if self._process != os.getpid():
            raise self._refused(
                "it was opened before a fork; open it again in this process", code="journal.forked"
            )
        if not lock.acquire(timeout=self._timeout):
            raise Unavailable(self._about(TRANSIENT[sqlite3.SQLITE_BUSY]))
        try:
            if self._closed:
                raise self._refused("it was closed; open it again", code="journal.closed")
            yield
        finally:
            lock.release()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._translation(error) from None
        except (OverflowError, UnicodeEncodeError):
            raise InvalidValue(
                "a text or number cannot be stored: a text holds half of a surrogate pair, or a"
                " number has more than 64 bits; correct it where it comes from",
                code="journal.cannot-store",
            ) from None

    def _translation(self, error: sqlite3.Error) -> PortError:
        code = _code(error)
        if (advice := TRANSIENT.get(code)) is not None:
            return Unavailable(self._about(advice))
        trouble = LASTING.get(code, UNKNOWN)
        return self._refused(trouble.advice, code=trouble.code)

    def _refused(self, advice: str, *, code: str) -> PortError:
        return PortError(self._about(advice), code=code)

    def _about(self, advice: str) -> str:
        return f"the journal file {self.path}: {advice}"


def _checked(path: str, timeout: float) -> str:
    if not path or not 0 <= timeout <= LONGEST_TIMEOUT:
        raise InvalidValue(
            "a journal file needs a path that is not empty, and a timeout from 0 to 3600 seconds",
            code="journal.settings",
        )
    return path


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
