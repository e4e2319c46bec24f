"""Messages on their way in the tables of a database: found, put off, set aside, settled.

Those that were never put off wait in order of posting, those that were by the instant until which
they were: so whoever looks passes over none that is put off until later. What lies behind one that
is put off cannot go before it, and so is put off with it, and freed with it.
"""

from collections.abc import Callable, Sequence
from typing import LiteralString, TypeAlias

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.entries import from_both
from order_to_cash.adapters.sql.rows import posted
from order_to_cash.adapters.sql.store import Row, Value, Writing
from order_to_cash.ports.journal import Posted, Share

Search: TypeAlias = Callable[[LiteralString, Sequence[Value]], list[Row]]


def found_waiting(
    search: Search,
    now: int,
    since: int,
    share: Share,
    limit: int,
    *,
    searches: tuple[LiteralString, LiteralString] = sql.SEARCHES,
) -> tuple[Posted, ...]:
    """The messages that wait at an instant and that nobody holds beyond `since`."""
    free, (put_off, fresh) = (since, *part_of(share)), searches
    found = from_both(
        limit,
        lambda most: search(put_off, (now, *free, most)),
        lambda most: search(fresh, (*free, most)),
    )
    # One that is released between two searches is found by both.
    by_place = {place: row for place, *row in found}
    return tuple(posted(tuple(by_place[place])) for place in sorted(by_place))


def part_of(share: Share) -> tuple[int, int, int]:
    """The share as the statements take it."""
    return share.of, share.of, share.part - 1


def settle(connection: Writing, key: str) -> None:
    """The message is gone, and what was put off with it alone is free."""
    for *place, until in connection.execute(sql.SETTLE, (key,)).fetchall():
        if until is not None:
            connection.execute(sql.FREE_BEHIND, place)


def postpone(connection: Writing, key: str, until: int, problem: str, by: str) -> None:
    """Put a message off, with those behind it that were never tried themselves."""
    if connection.execute(sql.POSTPONE, (until, problem, key, by, by)).rowcount:
        for place in connection.execute(sql.PLACE, (key,)).fetchall():
            connection.execute(sql.HOLD_BEHIND, (until, *place))


def park(connection: Writing, key: str, problem: str, by: str) -> None:
    """Set a message aside, where it holds nobody up."""
    if connection.execute(sql.PARK, (problem, key, by, by)).rowcount:
        for place in connection.execute(sql.PLACE, (key,)).fetchall():
            connection.execute(sql.FREE_BEHIND, place)
