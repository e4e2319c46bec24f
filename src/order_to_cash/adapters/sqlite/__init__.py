"""A journal and a world kept in one SQLite file, without a server."""

from order_to_cash.adapters.bookkeeping import LedgerInvoice
from order_to_cash.adapters.sql.keys import StoredKeys as SqliteKeys
from order_to_cash.adapters.sql.ledger import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
    Messages,
)
from order_to_cash.adapters.sql.personal import StoredPersonalData as SqlitePersonalData
from order_to_cash.adapters.sql.reservations import EmbeddedReservations
from order_to_cash.adapters.sql.ticketing import EmbeddedTicketing
from order_to_cash.adapters.sqlite.file import SqliteFile
from order_to_cash.adapters.sqlite.journal import SqliteJournal

__all__ = [
    "EmbeddedBilling",
    "EmbeddedFulfilment",
    "EmbeddedNotification",
    "EmbeddedReservations",
    "EmbeddedTicketing",
    "LedgerInvoice",
    "Messages",
    "SqliteFile",
    "SqliteJournal",
    "SqliteKeys",
    "SqlitePersonalData",
]
