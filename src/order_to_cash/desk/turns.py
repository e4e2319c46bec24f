"""Whose turn it is: instructions never overtake an earlier one of their case that was set aside.

A block that nobody took, then a payment, then the word that lifts the block: were the block
released last, a service that is paid for would stay blocked.
"""

from collections.abc import Iterable
from typing import Final

from order_to_cash.ports.journal import Posted

IN_ORDER: Final = frozenset({"fulfilment"})
"""The topics in which the order of messages matters; in all others a parked one is passed by."""

BEHIND: Final = "desk.behind-parked"
"""The problem of a message that is set aside because an earlier one was; release that one first."""


def in_order(waiting: Iterable[Posted]) -> tuple[Posted, ...]:
    """The messages whose order matters."""
    return tuple(posted for posted in waiting if posted.topic in IN_ORDER)


def too_early(waiting: Iterable[Posted], aside: Iterable[Posted]) -> tuple[Posted, ...]:
    """The waiting messages that would overtake one that was set aside; oldest first in both."""
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for posted in aside:
        first.setdefault((posted.case, posted.topic), turn(posted))
    return tuple(p for p in waiting if first.get((p.case, p.topic), turn(p)) < turn(p))


def turn(posted: Posted) -> tuple[int, int]:
    """The place of a message among those of its case: its version, and its index in it."""
    _, version, index = posted.key.rsplit(":", 2)
    return int(version), int(index)
