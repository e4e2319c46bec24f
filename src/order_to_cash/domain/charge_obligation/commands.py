"""The commands an obligation is given: by the correction behind it, and by billing."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.charge_correction.facts import Agreement
from order_to_cash.domain.charge_obligation.facts import LineBill
from order_to_cash.domain.entity import entity


@entity
class OweCorrection:
    """A correction was routed: the charge is to be as agreed, from `effective` on by itself."""

    correction: str
    agreement: Agreement
    effective: date


@entity
class ReportBill:
    """Billing issued a bill for the line, of a past cycle or of the next (FIX-27)."""

    bill: LineBill


Command: TypeAlias = OweCorrection | ReportBill
