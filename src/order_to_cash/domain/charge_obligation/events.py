"""What happens to an obligation."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.charge_obligation.facts import Credit, LineBill
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.trade.agreements import Agreement

__all__ = [
    "AgreedChargeBilled",
    "BillCredited",
    "BillInOrder",
    "BillStillWrong",
    "CorrectionOwed",
    "Event",
]


@entity
class CorrectionOwed:
    """The agreed charge is owed, in the name of this correction."""

    correction: str
    agreement: Agreement
    effective: date


@entity
class BillCredited:
    """What the bill bore too much is given back, once for its cycle."""

    credit: Credit


@entity
class BillInOrder:
    """A bill of a past cycle bears no more than was agreed."""

    bill: LineBill


@entity
class BillStillWrong:
    """A bill after the correction bears the old charge."""

    bill: LineBill


@entity
class AgreedChargeBilled:
    """A bill after the correction shows the agreed charge: the obligation is discharged."""

    bill: LineBill


Event: TypeAlias = CorrectionOwed | BillCredited | BillInOrder | BillStillWrong | AgreedChargeBilled

OnlyStage: TypeAlias = BillInOrder | BillStillWrong | AgreedChargeBilled
"""Events that change nothing but the stage."""

Quiet: TypeAlias = CorrectionOwed | BillInOrder | AgreedChargeBilled
"""Events that nobody outside hears of."""
