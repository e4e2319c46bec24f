"""What the library needs from the world, as small protocols."""

from order_to_cash.ports.billing import (
    Acknowledgement,
    AlreadyIssued,
    Billing,
    Done,
    IssueAnswer,
    Issued,
    Refused,
    Unknown,
)
from order_to_cash.ports.directories import (
    Catalogue,
    Coverage,
    CreditLines,
    Directories,
    Parties,
    Stock,
    Terms,
)
from order_to_cash.ports.fulfilment import Fulfilment, FulfilmentInstruction
from order_to_cash.ports.journal import (
    Aside,
    Due,
    Entry,
    History,
    Journal,
    Lease,
    Listed,
    Marked,
    Posted,
    Recorded,
    Share,
    Snapshot,
)
from order_to_cash.ports.notification import Notification, SeenKeys
from order_to_cash.ports.personal import Held, Kept, PersonalData
from order_to_cash.ports.reservations import NoReservations, Reservations
from order_to_cash.ports.ticketing import NoTicketing, Ticketing
from order_to_cash.ports.world import Came, Port, World

__all__ = [
    "Acknowledgement",
    "AlreadyIssued",
    "Aside",
    "Billing",
    "Came",
    "Catalogue",
    "Coverage",
    "CreditLines",
    "Directories",
    "Done",
    "Due",
    "Entry",
    "Fulfilment",
    "FulfilmentInstruction",
    "Held",
    "History",
    "IssueAnswer",
    "Issued",
    "Journal",
    "Kept",
    "Lease",
    "Listed",
    "Marked",
    "NoReservations",
    "NoTicketing",
    "Notification",
    "Parties",
    "PersonalData",
    "Port",
    "Posted",
    "Recorded",
    "Refused",
    "Reservations",
    "SeenKeys",
    "Share",
    "Snapshot",
    "Stock",
    "Terms",
    "Ticketing",
    "Unknown",
    "World",
]
