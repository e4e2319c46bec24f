"""The desk: the only place where cases, their journal and the world meet."""

from order_to_cash.desk.answers import Accepted, Outcome, Refused
from order_to_cash.desk.cases import Happened
from order_to_cash.desk.delivery import Delivery, Retry
from order_to_cash.desk.desk import Desk
from order_to_cash.desk.forgetting import Forgotten
from order_to_cash.desk.looking import Passed
from order_to_cash.desk.personal import swapped
from order_to_cash.desk.present import Clock
from order_to_cash.desk.watching import unwatched
from order_to_cash.ports.watching import Note, Watch

__all__ = [
    "Accepted",
    "Clock",
    "Delivery",
    "Desk",
    "Forgotten",
    "Happened",
    "Note",
    "Outcome",
    "Passed",
    "Refused",
    "Retry",
    "Watch",
    "swapped",
    "unwatched",
]
