"""A journal and a world kept in one SQLite file, without a server."""

from order_to_cash.adapters.bookkeeping import LedgerInvoice
from order_to_cash.adapters.sqlite.file import SqliteFile
from order_to_cash.adapters.sqlite.journal import SqliteJournal
from order_to_cash.adapters.sqlite.keys import SqliteKeys
from order_to_cash.adapters.sqlite.personal import SqlitePersonalData
from order_to_cash.adapters.sqlite.ticketing import EmbeddedTicketing
from order_to_cash.adapters.sqlite.world import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
    Messages,
)

__all__ = [
    "EmbeddedBilling",
    "EmbeddedFulfilment",
    "EmbeddedNotification",
    "EmbeddedTicketing",
    "LedgerInvoice",
    "Messages",
    "SqliteFile",
    "SqliteJournal",
    "SqliteKeys",
    "SqlitePersonalData",
]
