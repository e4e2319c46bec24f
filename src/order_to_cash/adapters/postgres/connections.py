"""Connections to one database, as many as threads work at the same time.

Each is used by one thread at a time and then kept for the next one, so that there is nothing in
the background and a connection that cannot be made says why to whoever needed it.
"""

import os
from threading import Lock
from typing import Any, Final, TypeAlias

from order_to_cash.adapters.postgres.address import Address
from order_to_cash.adapters.postgres.driver import psycopg
from order_to_cash.adapters.postgres.schema import SCHEMA
from order_to_cash.adapters.postgres.troubles import about
from order_to_cash.domain.core import PortError

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

IDLE: Final = psycopg.pq.TransactionStatus.IDLE
LONGEST_PAUSE: Final = "60s"
"""How long a transaction may stand still: a program that hangs then holds nobody up any more."""

SETTINGS: Final = b"""
    SELECT set_config('search_path', %s, false),
        set_config('lock_timeout', %s, false),
        set_config('idle_in_transaction_session_timeout', %s, false),
        set_config('default_transaction_isolation', 'read committed', false),
        set_config('synchronous_commit',
            CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
            ELSE current_setting('synchronous_commit') END, false)
"""


class Connections:
    """Open connections that nobody uses right now; never carried across a fork."""

    def __init__(self, address: Address, *, timeout: float) -> None:
        self._address = address
        self._patience = f"{max(1, round(timeout * 1000))}ms"
        self._process = os.getpid()
        self._lock = Lock()
        self._idle: list[Connection] = []
        self._closed = False

    def take(self) -> tuple[Connection, bool]:
        """A connection, and whether it was made just now; raises as the driver does."""
        self._check()
        with self._lock:
            if self._idle:
                return self._idle.pop(), False
        return self.new(), True

    def new(self, *, pause: str = LONGEST_PAUSE) -> Connection:
        """A connection made just now."""
        self._check()
        made = psycopg.connect(self._address.conninfo, autocommit=True)
        try:
            made.execute(SETTINGS, (SCHEMA, self._patience, pause))
        except BaseException:
            made.close()
            raise
        return made

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for the next one, unless it is lost or in the middle of something."""
        if self._process != os.getpid():
            return
        if not connection.closed and connection.info.transaction_status != IDLE:
            try:
                connection.execute(b"ROLLBACK")
            except psycopg.Error:
                connection.close()
        with self._lock:
            if not self._closed and not connection.closed:
                self._idle.append(connection)
                return
        connection.close()

    def drop_idle(self) -> None:
        """Close those that nobody uses: the server they were made with has gone."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def close(self) -> None:
        """Close all of them, those in use when they are given back."""
        if self._process == os.getpid():
            self._closed = True
            self.drop_idle()

    def _check(self) -> None:
        if self._process != os.getpid():
            raise PortError(
                about(
                    self._address,
                    "it was opened before a fork; open it again in this process",
                ),
                code="journal.forked",
            )
        if self._closed:
            advice = "it was closed; open it again"
            raise PortError(about(self._address, advice), code="journal.closed")
