"""Moving a store to another place: a file into a database, back, or any to any.

What is moved is everything: cases, events and answers, messages on their way with their order,
cases set aside, personal data, the ledger, notices, instructions and tickets. Positions stay what
they were, so that whoever follows the events goes on from the cursor he has.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final, LiteralString

from order_to_cash.adapters.sql.journal import StoredJournal
from order_to_cash.adapters.sql.store import Row, Store, Writing
from order_to_cash.adapters.sql.tables import KEEP_STORE, STORE, TABLES, Table
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.adapters.sqlite.copy import appearing
from order_to_cash.adapters.stores import Place, is_url, open_journal, still_journal, told
from order_to_cash.domain.core import (
    InvalidDocument,
    InvalidValue,
    PortError,
    Problem,
    Unavailable,
    entity,
)
from order_to_cash.ports.digest import SIZE, digest_of

PAGE: Final = 1000
"""How many rows are in memory at once."""

MOST: Final = 20
"""How many cases of a store that is not whole are named."""

STANDING: Final[LiteralString] = """
    SELECT (SELECT max(position) FROM event), (SELECT max(seq) FROM answer),
        (SELECT count(*) FROM message), (SELECT max(seq) FROM message),
        (SELECT count(*) FROM aside), (SELECT count(*) FROM personal),
        (SELECT owner FROM store), (SELECT reached FROM store)
"""
"""What is otherwise whenever somebody was answered, delivered, forgot or let time pass."""


@entity
class MovedStore:
    """What stands in the new place: so many cases, events and rows in all."""

    cases: int
    events: int
    rows: int


def move(source: Place, to: Place, *, timeout: float = 5.0) -> MovedStore:
    """Move the store at `source` to `to`, each the path of a file or the URL of a database.

    Nobody may work on either meanwhile. The source is only read and stays as it is. At `to` all
    of it appears at once, after it was read back and found equal, or nothing does, whatever
    happens: do it again then. It takes the memory of a thousand rows. `timeout` is for how many
    seconds others may keep a place busy. Raises `InvalidValue` where something stands at `to`
    already, `InvalidDocument` with cases of a source that is not whole, `Unavailable` when somebody
    wrote to the source meanwhile, `PortError` for a source that is not there or cannot be read.
    """
    with still_journal(source, timeout=timeout) as still:
        still.store.prepare_ledger()
        _whole(still)
        with _target(to, timeout) as target, target.filling(*TABLES) as writing:
            if any(writing.execute(table.any).fetchone() for table in TABLES):
                raise InvalidValue(
                    f"there is a store in {told(to)} already, and nothing is written over it; give"
                    " another place",
                    code="copy.taken",
                )
            counts = [_moved(still.store, writing, table) for table in TABLES]
            writing.execute(KEEP_STORE, still.store.rows(STORE)[0])
            _stands_still(source, still, timeout)
    count = dict(zip((table.name for table in TABLES), counts, strict=True))
    return MovedStore(count["case_head"], count["event"], sum(counts))


@contextmanager
def _target(to: Place, timeout: float) -> Iterator[Store]:
    if is_url(to):
        with open_journal(to, timeout=timeout) as journal:
            yield journal.store
        return
    with appearing(Path(to)) as beside, SqliteJournal(beside, timeout=timeout) as journal:
        journal.store.prepare_ledger()
        yield journal.store


def _moved(store: Store, writing: Writing, table: Table) -> int:
    """Write every row of a table, read them back, and tell how many they are."""
    count, given, kept = 0, blake2b(digest_size=SIZE), blake2b(digest_size=SIZE)
    for page in _pages(table, store.rows):
        writing.executemany(table.new, page)
        given.update(_told(page))
        count += len(page)
    for page in _pages(table, lambda query, given: writing.execute(query, given).fetchall()):
        kept.update(_told(page))
    if given.digest() != kept.digest():
        raise PortError(
            f"the rows of {table.name} are not those that were written; look for another program"
            " that writes there, or for a broken disk, then move to another place",
            code="move.differs",
        )
    return count


def _pages(table: Table, ask: Callable[[LiteralString, Row], list[Row]]) -> Iterator[list[Row]]:
    place: Row = table.start
    while page := ask(table.page, (*place, PAGE)):
        yield page
        place = page[-1][: len(place)]


def _told(page: list[Row]) -> bytes:
    return "".join(map(repr, page)).encode("utf-8", "surrogatepass")


def _whole(journal: StoredJournal) -> None:
    """Raise `InvalidDocument` with cases whose events do not fit the digest beside them."""
    found = tuple(islice(_broken(journal), MOST))
    if found:
        raise InvalidDocument("the store is not whole, and is left where it is", problems=found)


def _broken(journal: StoredJournal) -> Iterator[Problem]:
    after = ""
    while page := journal.marks(after=after):
        for mark in page:
            events = journal.history(mark.process, mark.case)
            if len(events) != mark.events or digest_of(events) != mark.digest:
                case = f"{mark.process}/{mark.case}"
                yield Problem("mark.differs", case, "its events are lost or altered; see `check`")
        after = page[-1].cursor


def _stands_still(source: Place, still: StoredJournal, timeout: float) -> None:
    with open_journal(source, timeout=timeout, read_only=True) as now:
        if now.store.rows(STANDING) != still.store.rows(STANDING):
            raise Unavailable(
                f"somebody wrote to {told(source)} meanwhile; stop every program that works on it,"
                " then move it again",
                code="move.went-on",
            )
