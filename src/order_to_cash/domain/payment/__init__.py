"""The payment: from its arrival to wherever its money is, or back."""

from order_to_cash.domain.payment import commands, events
from order_to_cash.domain.payment.commands import *
from order_to_cash.domain.payment.events import *
from order_to_cash.domain.payment.lifecycle import Stage
from order_to_cash.domain.payment.process import Events, PaymentProcess
from order_to_cash.domain.payment.settings import PaymentSettings, Undelivered
from order_to_cash.domain.payment.state import Holding, Parts, PaymentState

__all__ = [
    *commands.__all__,
    *events.__all__,
    "Events",
    "Holding",
    "Parts",
    "PaymentProcess",
    "PaymentSettings",
    "PaymentState",
    "Stage",
    "Undelivered",
]
