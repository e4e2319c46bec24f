"""One database, opened for several threads; any number of processes and machines share it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Final, LiteralString

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.postgres.address import address_of
from order_to_cash.adapters.postgres.connections import LONGEST_PAUSE, Connection, Connections
from order_to_cash.adapters.postgres.dialect import (
    ANALYZE,
    CLAIMABLE,
    alone_in,
    going_on,
    spoken,
    spoken_onward,
)
from order_to_cash.adapters.postgres.driver import psycopg
from order_to_cash.adapters.postgres.later_steps import Migration
from order_to_cash.adapters.postgres.making import CATCH_UP, prepare
from order_to_cash.adapters.postgres.schema import MIGRATIONS
from order_to_cash.adapters.postgres.troubles import Crossed, about, port_error
from order_to_cash.adapters.sql.store import Found, Row, T, Value, Writing, path_of
from order_to_cash.adapters.sql.tables import Table
from order_to_cash.domain.core import InvalidValue, PortError

TRIES: Final = 10
"""How often work is done again that was in the way of other work."""

ALONE: Final = b"SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
AS_OF_NOW: Final = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class PostgresStore:
    """The database under the adapters: transactions, errors and the schema.

    A connection that is lost, as when the server starts again, is replaced at the next call.
    Nobody waits for others longer than `timeout` seconds. Never carry a store across a fork; open
    it again in the child. With `frozen` it is only read, all of it as of the instant of opening.
    """

    first: Final = "\1"
    claimable: Final = CLAIMABLE

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 5.0,
        migrations: Sequence[Migration] = MIGRATIONS,
        create: bool = True,
        read_only: bool = False,
        frozen: bool = False,
    ) -> None:
        self.read_only: bool = read_only or frozen
        self._address = address_of(path_of(url, timeout), timeout)
        self._connections = Connections(self._address, timeout=timeout)
        self._still: Connection | None = None
        self._turn = Lock()
        with self._translated():
            connection = self._connections.new(pause="0" if frozen else LONGEST_PAUSE)
            try:
                may = create and not self.read_only
                prepare(connection, self._address, migrations, make=may, read=self.read_only)
                if frozen:
                    connection.execute(AS_OF_NOW)
            except BaseException:
                connection.close()
                raise
        if frozen:
            self._still = connection
        else:
            self._connections.give_back(connection)

    def __repr__(self) -> str:
        return f"PostgresStore({self._address.told!r})"

    @property
    def name(self) -> str:
        """The server and the name of the database, without user and password."""
        return self._address.told

    def rows(self, query: LiteralString, parameters: Sequence[Value] = ()) -> list[Row]:
        """Every row that the query finds, as of one instant."""
        return self._rows(spoken(query), parameters)

    def onward(self, query: LiteralString, parameters: Sequence[Value] = ()) -> list[Row]:
        """The rows of a list from a position on, none before what may still be written.

        All that a frozen store holds is written.
        """
        return self._rows((spoken if self._still else spoken_onward)(query), parameters)

    @contextmanager
    def writing(self, *alone: str) -> Iterator[Writing]:
        """A transaction: committed at the end, undone by any exception.

        Of those who name the same thing in `alone` one writes at a time.
        """
        if self.read_only:
            advice = "it was opened to be read only; open it again to write to it"
            raise PortError(about(self._address, advice), code="journal.read-only")
        with self._translated():
            connection = self._begun(b"BEGIN")
            try:
                # In one order for everybody, so that no two wait for each other.
                for name in sorted(set(alone)):
                    connection.execute(ALONE, (name,))
                yield Transaction(connection)
                connection.execute(b"COMMIT")
            finally:
                self._connections.give_back(connection)

    erasing = writing
    """The bytes of what was deleted are free to be written over; `scrub` does it at once."""

    def perform(self, work: Callable[[Writing], T], /, *cases: tuple[str, str]) -> T:
        """Do the work in a transaction, again where another one was in its way.

        Cases that are there are taken in one order by everybody, so that no two wait in a circle.
        """
        places = sorted(set(cases)) if len(cases) > 1 else ()
        for _ in range(TRIES):
            try:
                return self._performed(work, places)
            except Crossed:
                continue
        return self._performed(work, places)

    @contextmanager
    def filling(self, *tables: Table) -> Iterator[Writing]:
        """A transaction that alone writes to these tables, with rows that bring their numbers.

        What comes later goes on after those.
        """
        with self.writing() as transaction:
            transaction.execute(alone_in(tables))
            yield transaction
            for table in tables:
                if table.numbered:
                    transaction.execute(going_on(table))
            transaction.execute(CATCH_UP)
            transaction.execute(ANALYZE)

    def prepare_ledger(self) -> None:
        """Its tables were made with those of the journal."""

    def scrub(self) -> None:
        """Write the table of personal data anew, without what was deleted from it."""
        with self._translated():
            connection, _ = self._connections.take()
            try:
                connection.execute(b"VACUUM FULL personal")
            finally:
                self._connections.give_back(connection)

    def close(self) -> None:
        """Close every connection; closing twice is harmless."""
        if self._still is not None:
            self._still.close()
        self._connections.close()

    def _performed(self, work: Callable[[Writing], T], places: Sequence[tuple[str, str]]) -> T:
        with self.writing() as transaction:
            if places:
                transaction.executemany(sql.VERSION, places)
            return work(transaction)

    def _rows(self, query: bytes, parameters: Sequence[Value]) -> list[Row]:
        with self._translated():
            if self._still is not None:
                with self._turn:
                    return self._still.execute(query, parameters).fetchall()
            connection, new = self._connections.take()
            try:
                return connection.execute(query, parameters).fetchall()
            except psycopg.OperationalError:
                if new or not connection.closed:
                    raise
            finally:
                self._connections.give_back(connection)
            self._connections.drop_idle()
            return self._rows(query, parameters)

    def _begun(self, begin: bytes) -> Connection:
        """A connection in a transaction; one that was lost since it was last used is replaced."""
        connection, new = self._connections.take()
        try:
            connection.execute(begin)
        except psycopg.OperationalError:
            connection.close()
            if new:
                raise
            self._connections.drop_idle()
            return self._begun(begin)
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise port_error(self._address, error) from None
        except UnicodeEncodeError:
            raise InvalidValue(
                "a text cannot be stored: it holds half of a surrogate pair; correct it where it"
                " comes from",
                code="journal.cannot-store",
            ) from None


class Transaction:
    """A transaction under way, which takes statements as the store words them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, query: LiteralString, parameters: Sequence[Value] = (), /) -> Found:
        """Carry out one statement."""
        return self._connection.execute(spoken(query), parameters)

    def executemany(self, query: LiteralString, rows: Iterable[Sequence[Value]], /) -> Found:
        """Carry out one statement with each of the rows."""
        cursor = self._connection.cursor()
        cursor.executemany(spoken(query), rows)
        return cursor
