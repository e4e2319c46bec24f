"""A bill of a line, what was credited of it, and how the obligation of a line is named."""

from order_to_cash.domain.bill_cycle import Cycle
from order_to_cash.domain.entity import entity
from order_to_cash.domain.money import Money


@entity
class LineBill:
    """The fixed charge of a line on one invoice, for the days of its cycle.

    `receivable` is the case that follows the invoice's payment, if this library does.
    """

    invoice: str
    cycle: Cycle
    charged: Money
    receivable: str | None = None


@entity
class Credit:
    """What was given back of a bill, once for its cycle."""

    invoice: str
    cycle: Cycle
    amount: Money
    receivable: str | None = None


def obligation_of(line: str) -> str:
    """The case id of the one obligation of a line, so that no cycle is credited twice."""
    return f"{line}.charge"
