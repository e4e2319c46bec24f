"""A bill of a line, what was credited of it, and how the obligation of a line is named."""

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.bill_cycle import Cycle


@entity
class LineBill:
    """The fixed charge of a line on one invoice, for the days of its cycle.

    `receivable` is the case that follows the invoice's payment, if this library does, and `place`
    the number of the charge among the lines of the invoice, if that is known.
    """

    invoice: str
    cycle: Cycle
    charged: Money
    receivable: str | None = None
    place: int | None = None


@entity
class Credit:
    """What was given back of a bill, once for its cycle."""

    invoice: str
    cycle: Cycle
    amount: Money
    receivable: str | None = None
    place: int | None = None
