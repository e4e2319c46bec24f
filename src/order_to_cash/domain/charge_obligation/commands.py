"""The commands an obligation is given: by the correction behind it, and by billing."""

from typing import TypeAlias

from order_to_cash.domain.charge_obligation.facts import LineBill
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.trade.agreements import OweCorrection as OweCorrection

__all__ = ["Command", "OweCorrection", "ReportBill"]


@entity
class ReportBill:
    """Billing issued a bill for the line, of a past cycle or of the next (FIX-27)."""

    bill: LineBill


Command: TypeAlias = OweCorrection | ReportBill
