"""Transfers: a service moves to another address, by one of the operator's procedures (004)."""

from order_to_cash.domain.transfer import commands, events
from order_to_cash.domain.transfer.commands import *
from order_to_cash.domain.transfer.events import *
from order_to_cash.domain.transfer.facts import (
    Feasibility,
    FormKind,
    LoanedItem,
    Motive,
    Outcome,
    Place,
    PlanGeneration,
    Presented,
    PrintedForm,
    RecoveredForm,
    Settled,
    Technology,
    TransferRequest,
    Waiver,
)
from order_to_cash.domain.transfer.lifecycle import Stage
from order_to_cash.domain.transfer.procedures import Fate, Procedure, Row, Side, Step, WorkOrder
from order_to_cash.domain.transfer.process import TransferProcess
from order_to_cash.domain.transfer.records import (
    AddressChange,
    ChargeClaim,
    Consent,
    Contact,
    ContractTerms,
    EquipmentTold,
    PassedOn,
    PreSale,
    Printed,
    ProductEntry,
    Record,
    Signed,
)
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import Fee, Field, Transfer

__all__ = [
    *commands.__all__,
    *events.__all__,
    "AddressChange",
    "ChargeClaim",
    "Consent",
    "Contact",
    "ContractTerms",
    "EquipmentTold",
    "Fate",
    "Feasibility",
    "Fee",
    "Field",
    "FormKind",
    "LoanedItem",
    "Motive",
    "Outcome",
    "PassedOn",
    "Place",
    "PlanGeneration",
    "PreSale",
    "Presented",
    "Printed",
    "PrintedForm",
    "Procedure",
    "ProductEntry",
    "Record",
    "RecoveredForm",
    "Row",
    "Settled",
    "Side",
    "Signed",
    "Stage",
    "Step",
    "Technology",
    "Transfer",
    "TransferProcess",
    "TransferRequest",
    "TransferSettings",
    "Waiver",
    "WorkOrder",
]
