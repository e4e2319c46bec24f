"""What is owed for a line whose fixed charge was wrong, until a bill shows the agreed one (002)."""

from order_to_cash.domain.charge_obligation import commands, events
from order_to_cash.domain.charge_obligation.commands import *
from order_to_cash.domain.charge_obligation.events import *
from order_to_cash.domain.charge_obligation.facts import Credit, LineBill
from order_to_cash.domain.charge_obligation.lifecycle import Stage
from order_to_cash.domain.charge_obligation.process import ChargeObligationProcess
from order_to_cash.domain.charge_obligation.state import ChargeObligation

__all__ = [
    *commands.__all__,
    *events.__all__,
    "ChargeObligation",
    "ChargeObligationProcess",
    "Credit",
    "LineBill",
    "Stage",
]
