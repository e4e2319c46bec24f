"""What the stores on SQL databases offer to the journal and the ledger that they share.

Statements are written once, as SQLite takes them: a `?` for each value, and hints where to look.
A store on another database translates those two, and has its own wording for the few others that
it names. All are opened alike: with where they are, and how long they wait for others.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, LiteralString, Protocol, TypeAlias, TypeVar

from order_to_cash.adapters.sql.tables import Table
from order_to_cash.domain.core import InvalidValue

T = TypeVar("T")
Row: TypeAlias = tuple[Any, ...]
Value: TypeAlias = str | int | None

LONGEST_TIMEOUT: Final = 3600
"""The most seconds that a store waits for others."""


def path_of(place: str | os.PathLike[str], timeout: float = 0) -> str:
    """The path, or URL, as a text; raises `InvalidValue` for what is none, or for the timeout."""
    if type(timeout) not in {int, float} or not 0 <= timeout <= LONGEST_TIMEOUT:
        raise InvalidValue(
            f"a store waits for others from 0 to {LONGEST_TIMEOUT} seconds; give such a number",
            code="journal.settings",
        )
    try:
        path = os.fspath(place)
        if os.fsencode(path) and "\0" not in path:
            return path
    except (TypeError, ValueError):  # no path at all, or none that a file system knows
        pass
    raise InvalidValue(
        "a store is kept in a file, or in a database; give the path of the one, a text that is not"
        " empty, or the URL of the other",
        code="journal.settings",
    )


class Found(Protocol):
    """What a statement did and found."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""
        ...

    def fetchone(self) -> Any:
        """The next row, if there is one."""
        ...

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        ...


class Writing(Protocol):
    """A transaction under way."""

    def execute(self, query: LiteralString, parameters: Sequence[Value] = (), /) -> Found:
        """Carry out one statement."""
        ...

    def executemany(self, query: LiteralString, rows: Iterable[Sequence[Value]], /) -> Found:
        """Carry out one statement with each of the rows; together they wrote `rowcount`."""
        ...


class Store(Protocol):
    """A database with the tables of a journal and of a ledger."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        ...

    @property
    def first(self) -> str:
        """The smallest character that a text can hold: with it the next text begins."""
        ...

    @property
    def claimable(self) -> tuple[LiteralString, LiteralString]:
        """How messages are found by whoever takes them in the same transaction.

        First those that were put off, then those that never were.
        """
        ...

    def rows(self, query: LiteralString, parameters: Sequence[Value] = ()) -> list[Row]:
        """Every row that the query finds, as of one instant."""
        ...

    def onward(self, query: LiteralString, parameters: Sequence[Value] = ()) -> list[Row]:
        """The rows of a list that is read on from a position.

        Nothing ever appears at a position before the last one that was told.
        """
        ...

    def writing(self, *alone: str) -> AbstractContextManager[Writing]:
        """A transaction: committed at the end, undone by any exception.

        Of those who name the same thing in `alone` one writes at a time.
        """
        ...

    def filling(self, *tables: Table) -> AbstractContextManager[Writing]:
        """A transaction that alone writes to these tables, with rows that bring their numbers."""
        ...

    def erasing(self) -> AbstractContextManager[Writing]:
        """A transaction whose deletions leave as little behind as the database allows."""
        ...

    def perform(self, work: Callable[[Writing], T], /, *cases: tuple[str, str]) -> T:
        """Do the work, which writes to these cases, in a transaction; again where others met it."""
        ...

    def prepare_ledger(self) -> None:
        """Make the tables of the ledger, if they are not there and something can be written."""
        ...

    def scrub(self) -> None:
        """Remove what was deleted from the bytes too; raises `Unavailable` while others work."""
        ...

    def close(self) -> None:
        """Let the database go; closing twice is harmless."""
        ...
