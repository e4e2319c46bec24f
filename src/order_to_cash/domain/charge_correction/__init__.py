"""The correction of a fixed charge that was offered and not applied (002)."""

from order_to_cash.domain.charge_correction import commands, events
from order_to_cash.domain.charge_correction.causes import CauseTable, Diagnosis, Row, Value
from order_to_cash.domain.charge_correction.commands import *
from order_to_cash.domain.charge_correction.events import *
from order_to_cash.domain.charge_correction.facts import (
    Cause,
    CauseFacts,
    Checks,
    CorrectionRequest,
    Intake,
    IntakeFacts,
    Offer,
    Sale,
    Standing,
)
from order_to_cash.domain.charge_correction.lifecycle import Stage
from order_to_cash.domain.charge_correction.process import ChargeCorrectionProcess
from order_to_cash.domain.charge_correction.settings import CorrectionSettings
from order_to_cash.domain.charge_correction.state import ChargeCorrection
from order_to_cash.domain.trade.ticketing import ConfirmRegistered, ConfirmRouted

__all__ = [
    *commands.__all__,
    *events.__all__,
    "Cause",
    "CauseFacts",
    "CauseTable",
    "ChargeCorrection",
    "ChargeCorrectionProcess",
    "Checks",
    "ConfirmRegistered",
    "ConfirmRouted",
    "CorrectionRequest",
    "CorrectionSettings",
    "Diagnosis",
    "Intake",
    "IntakeFacts",
    "Offer",
    "Row",
    "Sale",
    "Stage",
    "Standing",
    "Value",
]
