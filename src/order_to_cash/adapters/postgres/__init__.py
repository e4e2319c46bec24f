"""A journal and a world kept in a PostgreSQL database, for many workers on many machines."""

from order_to_cash.adapters.postgres.journal import PostgresJournal
from order_to_cash.adapters.postgres.store import PostgresStore

__all__ = ["PostgresJournal", "PostgresStore"]
