"""Where a store is kept: in a file, or in a database that a URL names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from order_to_cash.adapters.sql.journal import StoredJournal
from order_to_cash.adapters.sql.store import path_of
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.adapters.sqlite.copy import copy_of

Place: TypeAlias = str | os.PathLike[str]

SCHEMES: Final = ("postgresql://", "postgres://")
"""How the URL of a database begins."""


def is_url(place: Place) -> bool:
    """Whether this is the URL of a database, and no path."""
    return isinstance(place, str) and place.startswith(SCHEMES)


def told(place: Place) -> str:
    """The place as it may be shown to anybody: a URL without its user and password."""
    if not is_url(place):
        return path_of(place)
    from order_to_cash.adapters.postgres.address import address_of  # noqa: PLC0415

    return address_of(path_of(place), 0).told


def open_journal(
    place: Place, *, timeout: float = 5.0, create: bool = True, read_only: bool = False
) -> StoredJournal:
    """The journal at a place, with its store; raises `MissingExtra` without a driver for it."""
    if not is_url(place):
        return SqliteJournal(place, timeout=timeout, create=create, read_only=read_only)
    from order_to_cash.adapters.postgres import PostgresJournal  # noqa: PLC0415

    return PostgresJournal(path_of(place), timeout=timeout, create=create, read_only=read_only)


@contextmanager
def still_journal(place: Place, *, timeout: float = 5.0) -> Iterator[StoredJournal]:
    """The journal and its store as of one instant; whoever works on it goes on."""
    if not is_url(place):
        with copy_of(place) as copy, SqliteJournal(copy, timeout=timeout) as journal:
            yield journal
        return
    from order_to_cash.adapters.postgres import PostgresJournal  # noqa: PLC0415

    with PostgresJournal(path_of(place), timeout=timeout, frozen=True) as still:
        yield still


def file_of(place: Place) -> Path:
    """The file of a store, or the name of its database where it has none."""
    return Path(told(place).rpartition("/")[2] if is_url(place) else place)
