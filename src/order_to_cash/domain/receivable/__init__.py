"""The receivable: from what was delivered to the last payment."""

from order_to_cash.domain.receivable import commands, events
from order_to_cash.domain.receivable.commands import *
from order_to_cash.domain.receivable.debt import (
    Arrears,
    Charged,
    Debt,
    DunningLevel,
    DunningRule,
    LateDebts,
    Owed,
)
from order_to_cash.domain.receivable.differences import DifferenceTolerance
from order_to_cash.domain.receivable.events import *
from order_to_cash.domain.receivable.late import LateFee, LateInterest, LatePolicy
from order_to_cash.domain.receivable.lifecycle import Stage
from order_to_cash.domain.receivable.process import ReceivableProcess
from order_to_cash.domain.receivable.state import Note, Pause, Receivable
from order_to_cash.domain.receivable.withholding import Elsewhere, Withholding

__all__ = [
    *commands.__all__,
    *events.__all__,
    "Arrears",
    "Charged",
    "Debt",
    "DifferenceTolerance",
    "DunningLevel",
    "DunningRule",
    "Elsewhere",
    "LateDebts",
    "LateFee",
    "LateInterest",
    "LatePolicy",
    "Note",
    "Owed",
    "Pause",
    "Receivable",
    "ReceivableProcess",
    "Stage",
    "Withholding",
]
