"""Ports kept in memory, for tests, trials and the first hour with the library."""

from order_to_cash.adapters.in_memory.directories import (
    Covered,
    InMemoryDirectories,
    Offered,
    VersionOfTerms,
)
from order_to_cash.adapters.in_memory.journal import InMemoryJournal
from order_to_cash.adapters.in_memory.keys import InMemoryKeys
from order_to_cash.adapters.in_memory.personal import InMemoryPersonalData
from order_to_cash.adapters.in_memory.reservations import InMemoryReservations
from order_to_cash.adapters.in_memory.ticketing import InMemoryTicketing
from order_to_cash.adapters.in_memory.world import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryNotification,
)

__all__ = [
    "Covered",
    "InMemoryBilling",
    "InMemoryDirectories",
    "InMemoryFulfilment",
    "InMemoryJournal",
    "InMemoryKeys",
    "InMemoryNotification",
    "InMemoryPersonalData",
    "InMemoryReservations",
    "InMemoryTicketing",
    "Offered",
    "VersionOfTerms",
]
