"""What is owed for a line whose fixed charge was wrong, until a bill shows the agreed one (002)."""

from order_to_cash.domain.charge_obligation.commands import Command, OweCorrection, ReportBill
from order_to_cash.domain.charge_obligation.events import (
    AgreedChargeBilled,
    BillCredited,
    BillInOrder,
    BillStillWrong,
    CorrectionOwed,
    Event,
)
from order_to_cash.domain.charge_obligation.facts import Credit, LineBill
from order_to_cash.domain.charge_obligation.lifecycle import Stage
from order_to_cash.domain.charge_obligation.process import ChargeObligationProcess
from order_to_cash.domain.charge_obligation.state import ChargeObligation

__all__ = [
    "AgreedChargeBilled",
    "BillCredited",
    "BillInOrder",
    "BillStillWrong",
    "ChargeObligation",
    "ChargeObligationProcess",
    "Command",
    "CorrectionOwed",
    "Credit",
    "Event",
    "LineBill",
    "OweCorrection",
    "ReportBill",
    "Stage",
]
