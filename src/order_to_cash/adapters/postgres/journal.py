"""The journal of an operation with many workers: a PostgreSQL database."""

from order_to_cash.adapters.postgres.store import PostgresStore
from order_to_cash.adapters.sql.journal import StoredJournal


class PostgresJournal(StoredJournal):
    """A journal in the schema `order_to_cash` of a database, shared by any number of machines.

    What `append` wrote survives a crash of the server. `Unavailable` means that nothing is half
    written; where the server went away in the very moment of committing, `answer` tells whether
    the entry was written. Never carry a journal across a fork: open it again in the child. The
    settings are those of `PostgresStore`.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 5.0,
        create: bool = True,
        read_only: bool = False,
        frozen: bool = False,
    ) -> None:
        super().__init__(
            PostgresStore(url, timeout=timeout, create=create, read_only=read_only, frozen=frozen)
        )
