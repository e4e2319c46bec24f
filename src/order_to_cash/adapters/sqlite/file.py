"""One SQLite file, opened for several threads and several processes.

One connection writes and one reads, each behind its own lock. Threads of one process therefore
queue fairly instead of polling the file, a reader never waits for a writer's sync to the disk,
and closing leaves nothing behind that belongs to a thread long gone. Processes wait for each
other in SQLite, for `timeout` seconds at most.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Final, LiteralString

from order_to_cash.adapters.sql.statements import SEARCHES
from order_to_cash.adapters.sql.store import Row, T, Value, Writing, path_of
from order_to_cash.adapters.sql.tables import Table
from order_to_cash.adapters.sqlite.ledger_schema import take_steps
from order_to_cash.adapters.sqlite.making import make
from order_to_cash.adapters.sqlite.reading import Reading
from order_to_cash.adapters.sqlite.schema import APPLICATION, MIGRATIONS, UNRELEASED, Migration
from order_to_cash.adapters.sqlite.troubles import BUSY, LASTING, about, port_error
from order_to_cash.adapters.sqlite.turns import Translated, Turns
from order_to_cash.domain.core import PortError, Unavailable
from order_to_cash.ports.journal import share_of

MEMORY: Final = ":memory:"
ON_READING: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY}
"""What stops a copy at the file that is read; anything else does so at the one that is written."""
EMPTY: Final = (
    "it is empty: what was in it is lost, or it never was a store; restore the last backup, or"
    " remove the file if a new store shall begin here"
)
KIND: Final[LiteralString] = """
    SELECT (SELECT user_version FROM pragma_user_version),
        (SELECT application_id FROM pragma_application_id),
        (SELECT count(*) FROM sqlite_schema)
"""
PRAGMAS: tuple[LiteralString, ...] = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)
UNSYNCED: Final[LiteralString] = "PRAGMA synchronous = OFF"
# SQLite waits longer and longer, up to a tenth of a second, while others write on without a pause:
# asking again after 3 ms brings everybody a turn.
SHORT_PATIENCE: LiteralString = "PRAGMA busy_timeout = 3"


class SqliteFile:
    """The file under the embedded adapters: transactions, errors and the schema.

    Never carry it across a fork: every call in the child raises `PortError`, because the two
    processes would break each other's locks; open the file again in the child. A file that is not
    there is made, unless `create` says that one is expected; one that is there and empty is never
    taken for a new one. With `read_only` nothing is written, neither to the file nor beside it.
    One that is not `lasting` waits for no disk: whoever loses power has lost it.
    """

    first: Final = "\0"
    claimable: Final = SEARCHES

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        timeout: float = 5.0,
        migrations: Sequence[Migration] = MIGRATIONS,
        create: bool = True,
        read_only: bool = False,
        lasting: bool = True,
    ) -> None:
        self.path: str = path_of(path, timeout)
        self.read_only: bool = read_only
        self._pragmas = PRAGMAS if lasting else (*PRAGMAS, UNSYNCED)
        self._timeout = timeout
        self._translated = Translated(self.path)
        self._writes = Turns(self.path, timeout)
        alone = self.path == MEMORY
        if not alone:
            self._expect(migrations, create=create and not read_only)
        self._reading = self._opened_to_read(len(migrations)) if read_only else None
        if self._reading is not None:
            self._reads = self._writes
            return
        self._writer = self._open()
        try:
            self._prepare(migrations)
            self._reader = self._writer if alone else self._open()
        except BaseException:
            self._writer.close()
            raise
        self._reads = self._writes if alone else Turns(self.path, timeout)

    def rows(self, query: LiteralString, parameters: Sequence[Value] = ()) -> list[Row]:
        """Every row that the query finds, as of one instant."""
        with self._reads:
            if self._reading is not None:
                return self._reading.rows(query, parameters)
            return self._reader.execute(query, parameters).fetchall()

    onward = rows
    """Positions become visible in their order, since one transaction writes at a time."""

    def perform(self, work: Callable[[Writing], T], /, *_cases: tuple[str, str]) -> T:
        """Do the work in a transaction; nobody else can be in its way."""
        with self.writing() as connection:
            return work(connection)

    def prepare_ledger(self) -> None:
        """Take the steps of the ledger that the file lacks, all or none; none of one only read."""
        if not self.read_only:
            with self.writing() as connection:
                take_steps(connection, self.path)

    @contextmanager
    def erasing(self) -> Iterator[sqlite3.Connection]:
        """A transaction whose deletions are overwritten in their tables."""
        with self.writing() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            yield connection

    @contextmanager
    def writing(self, *_alone: str) -> Iterator[sqlite3.Connection]:
        """A transaction that alone may write: committed at the end, undone by any exception.

        It takes the write lock at its start. A transaction that starts by reading and wants to
        write later fails at once if another writer came between, whatever the timeout.
        """
        if self._reading is not None:
            raise self._refused(
                "it was opened to be read only; open it again to write to it",
                code="journal.read-only",
            )
        with self._writes:
            self._patiently("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            finally:
                if self._writer.in_transaction:
                    self._writer.rollback()

    @contextmanager
    def filling(self, *_tables: Table) -> Iterator[sqlite3.Connection]:
        """A transaction for rows that bring their numbers; what comes later gets higher ones."""
        with self.writing() as connection:
            yield connection

    def copy_to(self, to: Path) -> None:
        """Copy this file, which is only read, as of one instant to where nothing is yet.

        Raises `PortError` for a copy that SQLite does not find whole.
        """
        if self._reading is None:
            raise self._refused("open it to be read only, then copy it", code="journal.settings")
        with self._reads:
            try:
                with closing(sqlite3.connect(to, isolation_level=None)) as written:
                    self._reading.copy_to(written)
                    (said,) = written.execute("PRAGMA quick_check(1)").fetchone()
            except sqlite3.Error as error:
                code = _code(error)
                raise port_error(self.path if code in ON_READING else str(to), error) from None
        if said != "ok":
            damaged = LASTING[sqlite3.SQLITE_CORRUPT]
            raise self._refused(damaged.advice, code=damaged.code)

    def scrub(self) -> None:
        """Remove from the bytes of the file and its log what was deleted from its tables.

        Raises `Unavailable` while others work on the file.
        """
        with self._writes:
            self._patiently("VACUUM")
            busy, *_ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Unavailable(about(self.path, BUSY))

    def close(self) -> None:
        """Close both connections; closing twice is harmless."""
        if self._writes.process == os.getpid():
            with self._writes.lock:
                self._writes.closed = self._reads.closed = True
                if self._reading is not None:
                    self._reading.close()
                    return
                self._writer.close()
            with self._reads.lock:
                self._reader.close()

    def _open(self) -> sqlite3.Connection:
        with self._translated:
            connection = sqlite3.connect(
                self.path, timeout=self._timeout, isolation_level=None, check_same_thread=False
            )
            try:
                for pragma in self._pragmas:
                    connection.execute(pragma)
                connection.create_function("share_of", 2, share_of, deterministic=True)
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

    def _expect(self, migrations: Sequence[Migration], *, create: bool) -> None:
        """Make the file if it is not there and may be made; refuse one that is empty."""
        with suppress(OSError):  # what else is in the way, opening the file will tell
            if not Path(self.path).stat().st_size:
                raise self._refused(EMPTY, code="journal.empty")
            return
        if Path(self.path).exists() or not Path(self.path).absolute().parent.is_dir():
            return
        if not create:
            raise self._refused(
                "it is not there; give the path of a file that was written to before",
                code="journal.missing",
            )
        with self._translated:
            make(self.path, PRAGMAS, (step for migration in migrations for step in migration))

    def _opened_to_read(self, known: int) -> Reading:
        with self._translated:
            reading = Reading(self.path, self._timeout)
        try:
            if self._schema_version(reading.rows(KIND)[0], known) < known:
                raise self._refused(
                    "its schema is older than this version of the library reads; open it once to"
                    " write, or a copy of it where this one must stay as it is",
                    code="journal.older-schema",
                )
        except BaseException:
            reading.close()
            raise
        return reading

    def _prepare(self, migrations: Sequence[Migration]) -> None:
        known = len(migrations)
        with self._translated:
            self._schema_version(self._writer.execute(KIND).fetchone(), known)
            self._writer.execute(SHORT_PATIENCE)
            # Where several open a new file at once, SQLite does not wait for this one by itself.
            self._patiently("PRAGMA journal_mode = WAL")
        with self.writing() as connection:
            done = self._schema_version(connection.execute(KIND).fetchone(), known)
            for migration in migrations[done:]:
                for statement in migration:
                    connection.execute(statement)

    def _schema_version(self, kind: Row, known: int) -> int:
        version, application, tables = kind
        if not tables and self.path != MEMORY:
            raise self._refused(EMPTY, code="journal.empty")
        if tables and application in UNRELEASED:
            raise self._refused(
                "it was written by 0.1.0 before its release, whose tables were others; give another"
                " path and pass the same commands through again",
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

    def _refused(self, advice: str, *, code: str) -> PortError:
        return PortError(about(self.path, advice), code=code)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
