"""Where adapters that reach the outside remember what they did already."""

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.sql.store import Store


class StoredKeys:
    """Keys kept in the store of the journal, for good; `adapter` tells whose they are."""

    def __init__(self, store: Store, adapter: str) -> None:
        self._store = store
        self._adapter = adapter

    def has(self, key: str, /) -> bool:
        return bool(self._store.rows(sql.SEEN, (self._adapter, key)))

    def add(self, key: str, /) -> None:
        with self._store.writing() as connection:
            connection.execute(sql.NEW_SEEN, (self._adapter, key))
