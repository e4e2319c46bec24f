"""Personal data in a table beside the journal, or in a store of its own."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.entries import cursor_of, instant, limited, place_of
from order_to_cash.adapters.sql.rows import personal_row
from order_to_cash.adapters.sql.store import Store
from order_to_cash.domain.core import Sensitive
from order_to_cash.ports.personal import Held, Kept

PAGE: Final = 50
"""How many tokens are looked up by one statement."""


class StoredPersonalData:
    """Personal data in a store, shared by threads and processes.

    What is forgotten is gone from its table; `scrub` of the store removes it from the bytes too.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, *kept: Kept) -> None:
        with self._store.writing() as connection:
            connection.executemany(sql.KEEP, map(personal_row, kept))

    def find(self, tokens: Iterable[str], /) -> Mapping[str, Sensitive]:
        found: dict[str, Sensitive] = {}
        wanted = iter(dict.fromkeys(tokens))
        while page := list(islice(wanted, PAGE)):
            filled = (*page, *[""] * (PAGE - len(page)))
            found |= {row[0]: Sensitive(row[1]) for row in self._store.rows(sql.FIND, filled)}
        return found

    def held(self, *, after: str = "", limit: int = 1000) -> tuple[Held, ...]:
        place = place_of(after, start=("", "", ""))
        rows = self._store.rows(sql.HELD, (*place, limited(limit)))
        return tuple(
            Held(token, process, case, kind, instant(since), cursor_of(process, case, token))
            for token, process, case, kind, since in rows
        )

    def forget(self, *tokens: str) -> None:
        with self._store.erasing() as connection:
            connection.executemany(sql.FORGET, [(token,) for token in tokens])
