"""Where adapters that reach the outside remember what they did already."""

from collections import OrderedDict
from typing import Final

import order_to_cash.adapters.sqlite_statements as sql
from order_to_cash.adapters.sqlite_file import SqliteFile

REMEMBERED: Final = 100_000
"""How many keys are remembered in memory, the latest ones."""


class InMemoryKeys:
    """The latest keys, gone when the program ends; whoever shares it takes turns by itself."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()

    def has(self, key: str, /) -> bool:
        return key in self._keys

    def add(self, key: str, /) -> None:
        self._keys[key] = None
        if len(self._keys) > REMEMBERED:
            self._keys.popitem(last=False)


class SqliteKeys:
    """Keys kept in the file of the journal, for good; `adapter` tells whose they are."""

    def __init__(self, file: SqliteFile, adapter: str) -> None:
        self._file = file
        self._adapter = adapter

    def has(self, key: str, /) -> bool:
        return bool(self._file.rows(sql.SEEN, (self._adapter, key)))

    def add(self, key: str, /) -> None:
        with self._file.writing() as connection:
            connection.execute(sql.NEW_SEEN, (self._adapter, key))
