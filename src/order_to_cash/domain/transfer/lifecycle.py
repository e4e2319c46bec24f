"""The table of a transfer; the order of the steps inside a stage is the procedure's (004)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.lifecycle import Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e


class Stage(enum.StrEnum):
    """Where a transfer stands."""

    NEW = "new"
    WAITING = "waiting_for_data"
    RECEIVED = "received"
    IN_REVIEW = "in_review"
    IN_EXECUTION = "in_execution"
    INSTALLING = "installing"
    COMPLETED = "completed"
    NOT_POSSIBLE = "not_possible"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


(
    NEW,
    WAITING,
    RECEIVED,
    IN_REVIEW,
    IN_EXECUTION,
    INSTALLING,
    COMPLETED,
    NOT_POSSIBLE,
    CANCELLED,
    WITHDRAWN,
) = Stage

_DESK: Final = (Role.CUSTOMER_CARE, Role.SALES)
_HEADS: Final = (Role.COMMERCIAL_HEAD, Role.PLATFORM_LEAD)
_ADVISERS: Final = (Role.SALES, Role.COMMERCIAL_ADVISOR)
_OFFICE: Final = (Role.BACK_OFFICE, Role.COMMERCIAL_ADVISOR)

ROLES: Final[Mapping[type[c.Command], tuple[Role, ...]]] = {
    c.RequestTransfer: _DESK,
    c.CompleteData: (*_DESK, Role.COMMERCIAL_ADVISOR),
    c.AssignTransfer: _HEADS,
    c.ReportFeasibility: _ADVISERS,
    c.PresentRequirements: _ADVISERS,
    c.RecordStep: (Role.SALES, *_OFFICE),
    c.ConfirmSummary: (Role.COMMERCIAL_ADVISOR,),
    c.PayFee: (Role.CASHIER,),
    c.WaiveFee: _HEADS,
    c.IssueWorkOrders: _OFFICE,
    c.SettleEquipment: (Role.TECHNICAL_TEAM, *_OFFICE),
    c.ReportOff: (Role.TECHNICAL_TEAM,),
    c.ReportOn: (Role.TECHNICAL_TEAM,),
    c.CancelTransfer: (*_DESK, Role.COMMERCIAL_ADVISOR),
}

_REVIEW: Final[tuple[type[c.Command], ...]] = (c.ReportFeasibility, c.PresentRequirements)
_STEPS: Final[tuple[type[c.Command], ...]] = (c.RecordStep, c.IssueWorkOrders)
_FIELD: Final[tuple[type[c.Command], ...]] = (c.SettleEquipment, c.ReportOn)

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    NEW,
    # reception: what is missing is asked for (steps 1 to 3)
    (NEW, c.RequestTransfer, e.TransferReceived, RECEIVED),
    *then((RECEIVED,), c.RequestTransfer, e.DataMissing, WAITING),
    (WAITING, c.CompleteData, e.DataCorrected, WAITING),
    (WAITING, c.CompleteData, e.DataCompleted, RECEIVED),
    (RECEIVED, c.AssignTransfer, e.TransferAssigned, IN_REVIEW),
    # the review: feasibility and requirements, in the procedure's order
    (IN_REVIEW, c.RecordStep, e.StepRecorded, IN_REVIEW),
    (IN_REVIEW, c.ReportFeasibility, e.FeasibilityReported, IN_REVIEW),
    (IN_REVIEW, c.PresentRequirements, e.RequirementsPresented, IN_REVIEW),
    *then((IN_REVIEW,), _REVIEW, e.TransferApproved, IN_EXECUTION),
    *then((IN_REVIEW,), _REVIEW, e.TransferRefused, NOT_POSSIBLE),
    # the steps of the procedure, one after the other
    (IN_EXECUTION, c.RecordStep, e.StepRecorded, IN_EXECUTION),
    (IN_EXECUTION, c.RecordStep, e.ConsentRefused, WITHDRAWN),
    (IN_EXECUTION, c.IssueWorkOrders, e.WorkOrdersIssued, IN_EXECUTION),
    (IN_EXECUTION, c.ConfirmSummary, e.SummaryConfirmed, IN_EXECUTION),
    (IN_EXECUTION, c.ConfirmSummary, e.SummaryRejected, WAITING),
    *rows((RECEIVED, IN_REVIEW, IN_EXECUTION), c.PayFee, e.FeePaid),
    *rows((RECEIVED, IN_REVIEW, IN_EXECUTION), c.WaiveFee, e.FeeWaived),
    *then((IN_EXECUTION,), _STEPS, e.ProcedureFinished, INSTALLING),
    # the field: never two services at once, and no loaned item is forgotten
    *rows((IN_EXECUTION, INSTALLING), c.SettleEquipment, e.EquipmentSettled),
    *rows((IN_EXECUTION, INSTALLING), c.ReportOff, e.ServiceOff),
    *rows((IN_EXECUTION, INSTALLING), c.ReportOn, e.ServiceOn),
    *then((INSTALLING,), (c.RecordStep, *_FIELD), e.TransferCompleted, COMPLETED),
    *rows(
        (WAITING, RECEIVED, IN_REVIEW, IN_EXECUTION),
        c.CancelTransfer,
        e.TransferCancelled,
        CANCELLED,
    ),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
