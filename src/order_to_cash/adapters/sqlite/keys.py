"""Where adapters that reach the outside remember what they did already."""

import order_to_cash.adapters.sqlite.statements as sql
from order_to_cash.adapters.sqlite.file import SqliteFile


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
