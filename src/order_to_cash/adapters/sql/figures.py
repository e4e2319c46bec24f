"""Figures kept beside the events: what each case adds to them, and their sums.

They follow the events by position and are brought up to date when somebody asks, so that a command
costs nothing for them. The sums and the place up to which they are true are written together. They
can be thrown away and counted again: whoever asks says on what basis they are reckoned, and those
of another basis are.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.sql.store import Row, Store, Writing

Place: TypeAlias = tuple[str, str]
"""A case by its process and its id."""

Key: TypeAlias = tuple[str, str, int]
"""What is summed: a kind, a name of that kind, and since which day it counts (0: always)."""

Parts: TypeAlias = Mapping[Key, int]
PAGE: Final = 1_000
"""How many events are followed at a time."""


class StoredFigures:
    """The figures of a store, as a function of its cases counts them."""

    def __init__(self, store: Store, basis: str, count: Callable[[str, str], Parts]) -> None:
        self._store = store
        self._basis = basis
        self._count = count

    def follow(self) -> None:
        """Count every case that events came to since it was counted, those alone."""
        while not self._followed():
            pass

    def _followed(self) -> bool:
        """Count the cases of a page of events; whether none was left."""
        position = self._begun()
        rows = self._store.onward(sql.CHANGED, (position, PAGE))
        if not rows:
            return self._follow_the_rest(position)
        self._keep(rows, position, rows[-1][0])
        return False

    def sums(self) -> Parts:
        """Every sum that is not zero."""
        rows = self._store.rows(sql.SUMS)
        return {(kind, name, since): int(amount) for kind, name, since, amount in rows}

    def first(self, kind: str, limit: int) -> tuple[Place, ...]:
        """The first cases that add to this kind, by process and id."""
        return tuple(
            (process, case) for process, case in self._store.rows(sql.FIRST_NAMED, (kind, limit))
        )

    def _begun(self) -> int:
        """The position up to which all is counted on this basis; the start where it is another."""
        position, basis = self._store.rows(sql.COUNTED_UNTIL)[0]
        if basis == self._basis:
            return int(position)
        with self._store.writing() as connection:
            # Whoever is counting has this row: nothing of his is written behind what is removed.
            connection.execute(sql.COUNT_ANEW, (self._basis,))
            for statement in (sql.NO_PARTS, sql.NO_SUMS):
                connection.execute(statement)
        return 0

    def _follow_the_rest(self, position: int) -> bool:
        """Count what earlier events may still join; it stays to be read again."""
        after = position
        while rows := self._store.rows(sql.CHANGED, (after, PAGE)):
            if not self._keep(rows, position, position):
                return False
            after = rows[-1][0]
        return True

    def _keep(self, rows: Sequence[Row], before: int, after: int) -> bool:
        """Write what the cases of these events add by now, unless somebody else counted on."""
        cases = sorted({(process, case) for _, process, case in rows})
        counted = {place: self._count(*place) for place in cases}
        with self._store.writing() as connection:
            if not connection.execute(sql.COUNT_ON, (after, before, self._basis)).rowcount:
                return False
            more: Counter[Key] = Counter()
            for place, parts in counted.items():
                _replace(connection, place, parts, more)
            added = ((*key, amount) for key, amount in sorted(more.items()) if amount)
            connection.executemany(sql.ADD_SUM, added)
        return True


def _replace(connection: Writing, place: Place, parts: Parts, more: Counter[Key]) -> None:
    """Let these be the parts of a case; what there is more or less of them in all is told."""
    rows = connection.execute(sql.PARTS, place).fetchall()
    known = {(kind, name, since): int(amount) for kind, name, since, amount in rows}
    if known == parts:
        return
    more.update(parts)
    more.subtract(known)
    connection.execute(sql.NO_PARTS_OF, place)
    connection.executemany(sql.NEW_PART, [(*place, *key, parts[key]) for key in sorted(parts)])
