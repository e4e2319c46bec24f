"""The commands a transfer is given, in the order of its life (004)."""

from datetime import datetime
from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.transfer.facts import (
    Feasibility,
    Presented,
    Settled,
    TransferRequest,
)
from order_to_cash.domain.transfer.procedures import Step
from order_to_cash.domain.transfer.records import Record

__all__ = [
    "AssignTransfer",
    "CancelTransfer",
    "Command",
    "CompleteData",
    "ConfirmSummary",
    "IssueWorkOrders",
    "PayFee",
    "PresentRequirements",
    "RecordStep",
    "ReportFeasibility",
    "ReportOff",
    "ReportOn",
    "RequestTransfer",
    "SettleEquipment",
    "WaiveFee",
]


@entity
class RequestTransfer:
    """A customer asks that services move to another address (004 II, steps 1 to 3)."""

    request: TransferRequest


@entity
class CompleteData:
    """The data of the form are given or corrected; what is left out stays as it is (TRF-03)."""

    contract: str | None = None
    customer: Sensitive | None = None
    mobile: Sensitive | None = None
    hours: str | None = None
    services: tuple[str, ...] = ()
    own: Values = ()


@entity
class AssignTransfer:
    """The head or lead assigns the request to somebody (TRF-05)."""

    to: str


@entity
class ReportFeasibility:
    """The new address was looked at: it can be served, or not (TRF-06, TRF-07)."""

    found: Feasibility


@entity
class PresentRequirements:
    """The applicant brings the documents, and the accounts are looked up (004 annex 2)."""

    presented: Presented


@entity
class RecordStep:
    """A step was done in the system or at the desk, with its facts (TRF-08 to TRF-25)."""

    step: Step
    record: Record


@entity
class ConfirmSummary:
    """The customer confirms the summary of order and charges, or does not (TRF-18)."""

    confirmed: bool


@entity
class PayFee:
    """The customer pays at the cash desk, in full or in part (TRF-20)."""

    receipt: str
    amount: Money


@entity
class WaiveFee:
    """The customer is let off the fee, for a reason."""

    reason: str


@entity
class IssueWorkOrders:
    """Work orders are generated; the accounts are looked up once more (TRF-13, TRF-21)."""

    overdue: Money


@entity
class SettleEquipment:
    """Loaned items were carried along, recovered with the form, or charged (TRF-27)."""

    items: tuple[Settled, ...]


@entity
class ReportOff:
    """The service at the old address is off since an instant."""

    since: datetime


@entity
class ReportOn:
    """The service at the new address is on since an instant."""

    since: datetime


@entity
class CancelTransfer:
    """The customer withdraws the request; possible until the work orders are out."""

    reason: str


Command: TypeAlias = (
    RequestTransfer
    | CompleteData
    | AssignTransfer
    | ReportFeasibility
    | PresentRequirements
    | RecordStep
    | ConfirmSummary
    | PayFee
    | WaiveFee
    | IssueWorkOrders
    | SettleEquipment
    | ReportOff
    | ReportOn
    | CancelTransfer
)
