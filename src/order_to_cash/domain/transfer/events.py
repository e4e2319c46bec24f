"""What happens to a transfer, with the decisions and tariff lines behind it."""

from datetime import datetime
from typing import TypeAlias

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.tariffs import Quote
from order_to_cash.domain.transfer.facts import (
    Feasibility,
    Presented,
    Settled,
    TransferRequest,
    Waiver,
)
from order_to_cash.domain.transfer.procedures import Step
from order_to_cash.domain.transfer.records import Record

__all__ = [
    "ConsentRefused",
    "DataCompleted",
    "DataCorrected",
    "DataMissing",
    "EquipmentSettled",
    "Event",
    "FeasibilityReported",
    "FeePaid",
    "FeeWaived",
    "ProcedureFinished",
    "RequirementsPresented",
    "ServiceOff",
    "ServiceOn",
    "StepRecorded",
    "SummaryConfirmed",
    "SummaryRejected",
    "TransferApproved",
    "TransferAssigned",
    "TransferCancelled",
    "TransferCompleted",
    "TransferReceived",
    "TransferRefused",
    "WorkOrdersIssued",
]


@entity
class TransferReceived:
    """The request is recorded under its procedure, with the fee of the day (TRF-02, TAR-02)."""

    transfer: str
    request: TransferRequest
    procedure: int
    quote: Quote


@entity
class DataMissing:
    """Data of the form are missing, all of them named (TRF-03)."""

    decision: Decision


@entity
class DataCorrected:
    """Data were given, and the fee is that of the day; some data are still missing."""

    request: TransferRequest
    quote: Quote
    decision: Decision


@entity
class DataCompleted:
    """All data of the form are there, and the fee is that of the day."""

    request: TransferRequest
    quote: Quote


@entity
class TransferAssigned:
    """Somebody is in charge of the request."""

    to: str


@entity
class FeasibilityReported:
    """The new address was looked at."""

    found: Feasibility


@entity
class RequirementsPresented:
    """The applicant's documents and accounts were looked at."""

    presented: Presented


@entity
class TransferApproved:
    """Feasible, and every requirement is met."""

    decision: Decision


@entity
class TransferRefused:
    """Not possible, with every reason, and what was not looked at any more (TRF-06, TRF-07)."""

    decision: Decision
    unseen: tuple[Step, ...] = ()


@entity
class StepRecorded:
    """A step of the procedure was done."""

    step: Step
    record: Record


@entity
class ConsentRefused:
    """The customer does not consent to the addition and withdraws; `undo` has to be put back."""

    undo: tuple[Step, ...]


@entity
class SummaryConfirmed:
    """The customer confirmed order and charges: the price is fixed (TRF-18)."""

    quote: Quote


@entity
class SummaryRejected:
    """The customer did not confirm: back to the data (TRF-18)."""

    round: int


@entity
class FeePaid:
    """Part or all of the fee was paid in cash."""

    receipt: str
    amount: Money


@entity
class FeeWaived:
    """The fee need not be paid."""

    waiver: Waiver


@entity
class WorkOrdersIssued:
    """The work orders of the procedure are out; nothing was past due at that instant."""

    at: datetime
    decision: Decision


@entity
class ProcedureFinished:
    """Every step of the procedure is done; the installation and the equipment may be open."""


@entity
class EquipmentSettled:
    """Loaned items ended carried, recovered or charged."""

    items: tuple[Settled, ...]


@entity
class ServiceOff:
    """The service at the old address is off."""

    since: datetime


@entity
class ServiceOn:
    """The service at the new address is on; `gap_seconds` is how long the customer was without."""

    since: datetime
    gap_seconds: int


@entity
class TransferCompleted:
    """The service works at the new address, and no loaned item is open."""


@entity
class TransferCancelled:
    """The customer withdrew the request."""

    reason: str


Event: TypeAlias = (
    TransferReceived
    | DataMissing
    | DataCorrected
    | DataCompleted
    | TransferAssigned
    | FeasibilityReported
    | RequirementsPresented
    | TransferApproved
    | TransferRefused
    | StepRecorded
    | ConsentRefused
    | SummaryConfirmed
    | SummaryRejected
    | FeePaid
    | FeeWaived
    | WorkOrdersIssued
    | ProcedureFinished
    | EquipmentSettled
    | ServiceOff
    | ServiceOn
    | TransferCompleted
    | TransferCancelled
)

OnlyStage: TypeAlias = (
    DataMissing
    | TransferApproved
    | TransferRefused
    | ProcedureFinished
    | TransferCompleted
    | TransferCancelled
    | ConsentRefused
)
"""Events that change nothing but the stage."""

Quiet: TypeAlias = (
    FeasibilityReported
    | RequirementsPresented
    | TransferApproved
    | SummaryConfirmed
    | SummaryRejected
    | FeePaid
    | FeeWaived
    | ProcedureFinished
    | ServiceOff
    | TransferCompleted
)
"""Events that nobody outside hears of."""
