"""What accounts, orders and receivables say of collection: how far a stop goes, who is exempt."""

import enum
from datetime import date, timedelta

from order_to_cash.domain.core.entity import OpenEnum, entity


class Reach(enum.StrEnum):
    """What a level of an account stops: deliveries and releases, or new orders (COL-05)."""

    DELIVERIES = "deliveries"
    ORDERS = "orders"


class ExemptionName(OpenEnum):
    """Why an account or an invoice is left alone for a time; the reason beside it says more."""

    AGREEMENT = "agreement"
    CLAIM = "claim"
    HARDSHIP = "hardship"
    OTHER = "other"


@entity
class FollowAccount:
    """An order wants to know whether its account is stopped, now and until it is over."""

    order: str


@entity
class LeaveAccount:
    """The order is over, so that its account need not tell it any more."""

    order: str


@entity
class NoteStanding:
    """An account is stopped at this level, and how far that reaches; none of it means it is not.

    `number` counts what the account told, so that an older word never wins.
    """

    number: int
    level: str = ""
    reach: tuple[Reach, ...] = ()


@entity
class NoteExemption:
    """No level is told of this invoice until that day is over; without one its exemption is over.

    `number` counts what the account told, so that an older word never wins.
    """

    number: int
    until: date | None = None


def may_follow(told: date, waits: int, *, blocks: bool) -> date:
    """The first day on which a level may follow one that was told on that day.

    Between the last alert and a block lies a whole day at least, whatever the level waits (COL-04).
    """
    return told + timedelta(days=max(waits, 2 if blocks else 0))
