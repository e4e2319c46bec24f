"""Whose turn it is: instructions never overtake an earlier one of their case that was set aside.

A block that nobody took, then a payment, then the word that lifts the block: were the block
released last, a service that is paid for would stay blocked.
"""

from typing import Final

from order_to_cash.ports.journal import Journal, Posted

IN_ORDER: Final = frozenset({"fulfilment", "reservations"})
"""The topics in which the order of messages matters; in all others a parked one is passed by."""

BEHIND: Final = "desk.behind-parked"
"""The problem of a message that is set aside because an earlier one was; release that one first."""


def is_too_early(journal: Journal, posted: Posted) -> bool:
    """Whether the message would overtake an earlier one of its case that was set aside."""
    if posted.topic not in IN_ORDER:
        return False
    place = {"process": posted.process, "case": posted.case, "topic": posted.topic}
    return any(turn(aside) < turn(posted) for aside in journal.parked(**place, limit=1))


def turn(posted: Posted) -> tuple[int, int]:
    """The place of a message among those of its case: its version, and its index in it."""
    _, version, index = posted.key.rsplit(":", 2)
    return int(version), int(index)
