"""The embedded durable journal: one SQLite file, no server."""

import os

from order_to_cash.adapters.sql.journal import StoredJournal
from order_to_cash.adapters.sqlite.file import SqliteFile


class SqliteJournal(StoredJournal):
    """A journal in one SQLite file, shared by the threads and processes of one machine.

    What `append` wrote survives a crash and a loss of power. `Unavailable` means that nothing is
    half written; where the disk failed in the very moment of committing, `answer` tells whether
    the entry was written. `path` may be ":memory:". Never carry a journal across a fork: open it
    again in the child. The file belongs on a local disk, not on a network share. `create`,
    `read_only` and `lasting` are as for `SqliteFile`.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        timeout: float = 5.0,
        create: bool = True,
        read_only: bool = False,
        lasting: bool = True,
    ) -> None:
        self.file: SqliteFile = SqliteFile(
            path, timeout=timeout, create=create, read_only=read_only, lasting=lasting
        )
        super().__init__(self.file)
