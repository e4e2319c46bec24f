"""The schema of a store: made, brought up to date, or refused."""

from collections.abc import Sequence
from typing import Final, LiteralString

from order_to_cash.adapters.postgres.address import Address
from order_to_cash.adapters.postgres.connections import Connection
from order_to_cash.adapters.postgres.later_steps import Migration
from order_to_cash.adapters.postgres.schema import SCHEMA
from order_to_cash.adapters.postgres.troubles import about
from order_to_cash.domain.core import PortError

LOCK: Final = b"SELECT pg_advisory_xact_lock(7881132906218578787)"
KIND: Final = b"""
    SELECT current_setting('server_encoding'), current_setting('server_version_num')::int,
        count(pg_class.oid), count(*) FILTER (WHERE relname = 'schema_step')
    FROM pg_namespace LEFT JOIN pg_class ON relnamespace = pg_namespace.oid
    WHERE nspname = %s
"""
MAKE: Final = f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}".encode()
STEPS: Final = b"SELECT count(*) FROM schema_step"
STEP_TABLE: Final = b"""
    CREATE TABLE schema_step (
        number integer PRIMARY KEY, taken timestamptz NOT NULL DEFAULT current_timestamp
    )
"""
TAKE: Final = b"INSERT INTO schema_step (number) VALUES (%s)"
BEHIND: Final = b"""
    SELECT greatest(
        (SELECT max(position) FROM event),
        (SELECT max(position) FROM notice),
        (SELECT max(position) FROM instruction),
        (SELECT max(position) FROM goods_move)
    ) >= (shift + pg_snapshot_xmax(pg_current_snapshot())::text::bigint) << 20 FROM store
"""
CATCH_UP: Final[LiteralString] = """
    UPDATE store
    SET shift = 1 - pg_snapshot_xmax(pg_current_snapshot())::text::bigint + (last >> 20)
    FROM (SELECT greatest(
        (SELECT max(position) FROM event),
        (SELECT max(position) FROM notice),
        (SELECT max(position) FROM instruction),
        (SELECT max(position) FROM goods_move)
    ) AS last) AS places
    WHERE last >= (shift + pg_snapshot_xmax(pg_current_snapshot())::text::bigint) << 20
"""
"""Goes on after the last position where the numbers of transactions are behind it."""

OLDEST_SERVER: Final = 140000


def prepare(
    connection: Connection,
    address: Address,
    migrations: Sequence[Migration],
    *,
    make: bool,
    read: bool,
) -> None:
    """See that the schema is there and as this version knows it.

    One that lacks steps is given them, all or none, by one program at a time. Raises `PortError`
    for a database without a schema where none is to be made, and for a schema that is newer, of
    somebody else, or older where it is only read.
    """
    known = len(migrations)
    done = _steps(connection, address, known)
    if not done and not make:
        advice = "there is no store in it; give the URL of one that was written to before"
        raise PortError(about(address, advice), code="journal.missing")
    if done < known and read:
        raise PortError(
            about(
                address,
                "its schema is older than this version of the library reads; open it once to write",
            ),
            code="journal.older-schema",
        )
    if not read and (done < known or _is_behind(connection)):
        with connection.transaction():
            connection.execute(LOCK)
            _bring_up(connection, migrations, _steps(connection, address, known))


def _bring_up(connection: Connection, migrations: Sequence[Migration], done: int) -> None:
    if not done:
        connection.execute(MAKE)
        connection.execute(STEP_TABLE)
    for number, migration in enumerate(migrations[done:], done + 1):
        for statement in migration:
            connection.execute(statement)
        connection.execute(TAKE, (number,))
    connection.execute(CATCH_UP)


def _is_behind(connection: Connection) -> bool:
    """Whether the numbers of transactions are behind the positions, as in another server."""
    row = connection.execute(BEHIND).fetchone()
    return bool(row and row[0])


def _steps(connection: Connection, address: Address, known: int) -> int:
    row = connection.execute(KIND, (SCHEMA,)).fetchone()
    encoding, server, tables, ours = row or ("", 0, 0, 0)
    if encoding != "UTF8" or server < OLDEST_SERVER:
        raise PortError(
            about(address, "it needs PostgreSQL 14 or later and a database in UTF8; make one so"),
            code="journal.not-fit",
        )
    if not ours and tables:
        raise PortError(
            about(
                address,
                f"its schema {SCHEMA} belongs to another program; give another database",
            ),
            code="journal.not-a-journal",
        )
    if not ours:
        return 0
    done: int = (connection.execute(STEPS).fetchone() or (0,))[0]
    if done > known:
        raise PortError(
            about(
                address,
                f"its schema {done} is newer than {known}, the newest this version of the library"
                " knows; install the version that wrote it, or a later one",
            ),
            code="journal.newer-schema",
        )
    return done
