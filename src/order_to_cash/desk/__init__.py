"""The desk: the only place where cases, their journal and the world meet."""

from order_to_cash.desk.answers import Accepted, Outcome, Refused
from order_to_cash.desk.delivery import Delivery, Retry
from order_to_cash.desk.desk import Desk

__all__ = ["Accepted", "Delivery", "Desk", "Outcome", "Refused", "Retry"]
