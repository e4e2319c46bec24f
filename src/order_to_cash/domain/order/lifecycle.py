"""The table of an order: from its reception to the handing over to the receivable (000, 001)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.lifecycle import Door, Entrance, Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.order.clearing_events import (
    AdvanceBilled,
    AdvanceCredited,
    AdvanceReported,
    AvailabilityLapsed,
    CoverageReported,
    CreditApproved,
    CreditDeclined,
    CreditLapsed,
    CreditNotRequired,
    CreditOverridden,
    CreditPending,
    DetailsAmended,
    FinancingDecided,
    InformationAdded,
    InformationCompleted,
    InformationMissing,
    OfferingsReported,
    OrderAmended,
    OrderReceived,
    OrderRejected,
    OrderReleased,
    OrderVerified,
    PaidUpFront,
    PartyReported,
    PaymentForwarded,
    PaymentReturned,
    PrepaymentRecalled,
    StockReported,
    TermsAccepted,
    TermsReported,
)
from order_to_cash.domain.order.commands import (
    AcceptTerms,
    AmendOrder,
    CancelOrder,
    CheckOrder,
    Command,
    CompleteInformation,
    ConfirmActivation,
    ConfirmDelivery,
    ConfirmStopped,
    DecideCancellation,
    DecideFinancing,
    FailLine,
    HoldLine,
    NoteInvoice,
    NoteStanding,
    OverrideCredit,
    PlaceOrder,
    RecallPayment,
    RecordSatisfaction,
    ReportCoverage,
    ReportOfferings,
    ReportParty,
    ReportReservation,
    ReportStock,
    ReportTerms,
    RequestSupport,
    ReturnGoods,
    Schedule,
    TakePayment,
)
from order_to_cash.domain.order.delivery_events import (
    CancellationAsked,
    CancellationGranted,
    CancellationRefused,
    DeliveriesResumed,
    DeliveriesStopped,
    DeliveryBilled,
    Event,
    GoodsReserved,
    GoodsShort,
    InvoiceNoted,
    LineActivated,
    LineDelivered,
    LineFailed,
    LineHeld,
    LineReturned,
    LineScheduled,
    OrderCancelled,
    OrderCompleted,
    OrderFailed,
    OrderHeld,
    OrderPartlyCompleted,
    OrderResumed,
    OrderWithdrawn,
    PiecesCredited,
    ReservationAsked,
    ReservationLapsed,
    RestCancelled,
    SatisfactionRecorded,
    StandingNoted,
    SupportRequested,
)
from order_to_cash.domain.trade.agreements import ReportAdvance, ReportCredit


class Stage(enum.StrEnum):
    """Where an order stands."""

    NEW = "new"
    RECEIVED = "received"
    WAITING = "waiting_for_information"
    IN_CREDIT = "in_credit"
    DECLINED = "credit_declined"
    IN_VALIDATION = "in_validation"
    REJECTED = "rejected"
    RELEASED = "released"
    IN_DELIVERY = "in_delivery"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    PARTIAL = "partly_completed"
    FAILED = "failed"
    CANCELLATION_ASKED = "cancellation_asked"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


PUBLISHED: Final[Mapping[Stage, str]] = {
    Stage.RECEIVED: "acknowledged",
    Stage.WAITING: "pending",
    Stage.IN_CREDIT: "acknowledged",
    Stage.DECLINED: "acknowledged",
    Stage.IN_VALIDATION: "acknowledged",
    Stage.REJECTED: "rejected",
    Stage.RELEASED: "inProgress",
    Stage.IN_DELIVERY: "inProgress",
    Stage.ON_HOLD: "held",
    Stage.COMPLETED: "completed",
    Stage.PARTIAL: "partial",
    Stage.FAILED: "failed",
    Stage.CANCELLATION_ASKED: "assessingCancellation",
    Stage.CANCELLING: "pendingCancellation",
    Stage.CANCELLED: "cancelled",
}
"""The state that TM Forum's product ordering API (TMF622) publishes for each stage."""

(
    NEW,
    RECEIVED,
    WAITING,
    IN_CREDIT,
    DECLINED,
    IN_VALIDATION,
    REJECTED,
    RELEASED,
    IN_DELIVERY,
    ON_HOLD,
    COMPLETED,
    PARTIAL,
    FAILED,
    CANCELLATION_ASKED,
    CANCELLING,
    CANCELLED,
) = Stage

BEFORE_RELEASE: Final = (RECEIVED, IN_CREDIT, DECLINED, IN_VALIDATION)
UNDER_WAY: Final = (RELEASED, IN_DELIVERY, ON_HOLD)
KEEPING: Final = (*UNDER_WAY, CANCELLATION_ASKED)
"""Where goods may be kept for an order that was released, until an instant."""

DONE: Final = (COMPLETED, PARTIAL)
UNDELIVERED: Final = (REJECTED, FAILED, CANCELLED)
HOLDING: Final = (
    WAITING,
    *BEFORE_RELEASE,
    *UNDER_WAY,
    CANCELLATION_ASKED,
    CANCELLING,
    *DONE,
)
"""Where an order may hold money: until its invoice, or until it ended without one."""

ADVANCED: Final = tuple(stage for stage in Stage if stage not in (NEW, WAITING))
"""Where the invoice of an advance may be paid or taken back: always, once there is one."""

_ANSWERED: Final = Door.ANSWER.of(Role.DISTRIBUTOR_MANAGEMENT)
_CREDIT: Final = (Role.CREDIT_AND_COLLECTIONS,)
_CLIENT: Final = (Role.DISTRIBUTOR, Role.CUSTOMER, Role.SALES)
_FIELD: Final = (Role.WAREHOUSE, Role.TECHNICAL_TEAM)

ROLES: Final[Mapping[type[Command], tuple[Role | Entrance, ...]]] = {
    PlaceOrder: _CLIENT,
    CompleteInformation: _CLIENT,
    AmendOrder: _CLIENT,
    ReportParty: _ANSWERED,
    ReportOfferings: _ANSWERED,
    ReportStock: _ANSWERED,
    ReportCoverage: _ANSWERED,
    ReportCredit: Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT),
    NoteStanding: Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT),
    OverrideCredit: _CREDIT,
    ReportTerms: _ANSWERED,
    ReportReservation: _ANSWERED,
    AcceptTerms: _CLIENT,
    DecideFinancing: _CREDIT,
    TakePayment: Door.CASE.of(Role.BILLING),
    RecallPayment: Door.CASE.of(Role.BILLING),
    ReportAdvance: Door.CASE.of(Role.BILLING),
    Schedule: (Role.WAREHOUSE, Role.TECHNICAL_TEAM, Role.SALES),
    ConfirmDelivery: (Role.WAREHOUSE,),
    ConfirmActivation: (Role.TECHNICAL_TEAM,),
    ReturnGoods: (Role.WAREHOUSE,),
    HoldLine: _FIELD,
    FailLine: _FIELD,
    CancelOrder: (*_CLIENT, Role.CREDIT_AND_COLLECTIONS),
    DecideCancellation: (Role.SALES, Role.CREDIT_AND_COLLECTIONS),
    ConfirmStopped: _FIELD,
    NoteInvoice: Door.CASE.of(Role.BILLING),
    RecordSatisfaction: (Role.CUSTOMER_CARE,),
    RequestSupport: (Role.CUSTOMER_CARE, Role.DISTRIBUTOR, Role.CUSTOMER),
    CheckOrder: (Role.CLOCK,),
}

_REPORTS: Final[tuple[type[Command], ...]] = (
    ReportParty,
    ReportOfferings,
    ReportStock,
    ReportCoverage,
)
_SETTLING: Final[tuple[type[Command], ...]] = (
    ReportTerms,
    AcceptTerms,
    DecideFinancing,
    TakePayment,
    ReportAdvance,
    ReportStock,
    ReportCoverage,
    NoteStanding,
    ReportReservation,
)
_PAYING: Final[tuple[type[Command], ...]] = (ReportCredit, ReportAdvance, TakePayment)

_ASKING: Final[tuple[type[Command], ...]] = (ReportReservation, ReturnGoods)
_INVOICED: Final[tuple[type[Command], ...]] = (TakePayment, NoteInvoice)
_HANDING: Final[tuple[type[Command], ...]] = (ConfirmDelivery, ConfirmActivation)
_HANDED: Final = (IN_DELIVERY, ON_HOLD, CANCELLATION_ASKED)

LIFECYCLE: Final[Lifecycle[Stage, Command, Event]] = Lifecycle.of(
    NEW,
    # reception: what is missing is asked for (000 flow 1, §§ 1 and 2)
    (NEW, PlaceOrder, OrderReceived, RECEIVED),
    *then((RECEIVED,), PlaceOrder, InformationMissing, WAITING),
    (WAITING, CompleteInformation, InformationAdded, WAITING),
    (WAITING, CompleteInformation, InformationCompleted, RECEIVED),
    # verification: party, catalogue, stock and coverage answer in any order (000 flows 1 and 2)
    (RECEIVED, ReportParty, PartyReported, RECEIVED),
    (RECEIVED, ReportOfferings, OfferingsReported, RECEIVED),
    (RECEIVED, ReportStock, StockReported, RECEIVED),
    (RECEIVED, ReportCoverage, CoverageReported, RECEIVED),
    *then((RECEIVED,), _REPORTS, OrderVerified, IN_CREDIT),
    *then((RECEIVED,), _REPORTS, OrderRejected, REJECTED),
    *then((IN_CREDIT,), _REPORTS, CreditNotRequired, IN_VALIDATION),
    # amended before its release: what depends on it is asked again (FUL-05)
    *rows(BEFORE_RELEASE, AmendOrder, OrderAmended, RECEIVED),
    *rows(BEFORE_RELEASE, AmendOrder, DetailsAmended),
    *then((RECEIVED,), AmendOrder, OrderVerified, IN_CREDIT),
    *then((RECEIVED,), AmendOrder, OrderRejected, REJECTED),
    *then((IN_CREDIT,), AmendOrder, CreditNotRequired, IN_VALIDATION),
    # credit (000 flow 3)
    (IN_CREDIT, ReportCredit, CreditPending, IN_CREDIT),
    (IN_CREDIT, ReportCredit, CreditApproved, IN_VALIDATION),
    (IN_CREDIT, ReportCredit, CreditDeclined, DECLINED),
    (IN_VALIDATION, ReportCredit, CreditDeclined, DECLINED),
    # an older no may cross a newer question: the last word of the account counts
    (DECLINED, ReportCredit, CreditApproved, IN_VALIDATION),
    (DECLINED, OverrideCredit, CreditOverridden, IN_CREDIT),
    (DECLINED, CheckOrder, OrderRejected, REJECTED),
    # internal validation and release (000 flows 4 and 5, §§ 3 and 4)
    (IN_VALIDATION, ReportTerms, TermsReported, IN_VALIDATION),
    (IN_VALIDATION, AcceptTerms, TermsAccepted, IN_VALIDATION),
    (IN_VALIDATION, DecideFinancing, FinancingDecided, IN_VALIDATION),
    *rows((WAITING, *BEFORE_RELEASE), TakePayment, PaidUpFront),
    (IN_VALIDATION, ReportStock, StockReported, IN_VALIDATION),
    (IN_VALIDATION, ReportCoverage, CoverageReported, IN_VALIDATION),
    *then((IN_VALIDATION,), _SETTLING, AvailabilityLapsed),
    *then((IN_VALIDATION,), _SETTLING, CreditLapsed, IN_CREDIT),
    *then((IN_VALIDATION,), _SETTLING, OrderRejected, REJECTED),
    *then((IN_VALIDATION,), _SETTLING, OrderReleased, RELEASED),
    (IN_VALIDATION, CheckOrder, CreditLapsed, IN_CREDIT),
    # a stop of the account: new orders are refused or wait, releases and deliveries wait (COL-05)
    *rows((*BEFORE_RELEASE, *UNDER_WAY, CANCELLATION_ASKED), NoteStanding, StandingNoted),
    *then((RECEIVED, IN_CREDIT, DECLINED), NoteStanding, OrderRejected, REJECTED),
    *then((*UNDER_WAY, CANCELLATION_ASKED), NoteStanding, DeliveriesStopped),
    *then((*UNDER_WAY, CANCELLATION_ASKED), NoteStanding, DeliveriesResumed),
    # a part that is paid in advance has an invoice of its own (PRI-10)
    *then((IN_VALIDATION,), ReportCredit, AdvanceBilled),
    *then((IN_VALIDATION,), ReportCredit, AdvanceCredited),
    *then((IN_VALIDATION,), _PAYING, PaymentForwarded),
    *rows(ADVANCED, ReportAdvance, AdvanceReported),
    # goods are kept at the release, or the order is told that they are not there (FUL-03)
    *then((IN_VALIDATION,), _SETTLING, ReservationAsked),
    *rows((IN_CREDIT, DECLINED, IN_VALIDATION, *_HANDED), ReportReservation, GoodsReserved),
    *rows((IN_CREDIT, DECLINED, IN_VALIDATION, *_HANDED), ReportReservation, GoodsShort),
    *then(_HANDED, ReportReservation, LineHeld),
    *then((IN_DELIVERY,), ReportReservation, OrderHeld, ON_HOLD),
    *then(_HANDED, _ASKING, ReservationAsked),
    *then((IN_DELIVERY, ON_HOLD), Schedule, ReservationAsked),
    *rows(KEEPING, CheckOrder, ReservationLapsed),
    *then(KEEPING, CheckOrder, LineHeld),
    *then((RELEASED, IN_DELIVERY), CheckOrder, OrderHeld, ON_HOLD),
    # delivery, installation, activation (000 flow 6, §§ 5 and 6)
    *rows((RELEASED, IN_DELIVERY), Schedule, LineScheduled, IN_DELIVERY),
    (ON_HOLD, Schedule, LineScheduled, ON_HOLD),
    *then((ON_HOLD,), Schedule, OrderResumed, IN_DELIVERY),
    *rows(_HANDED, ConfirmDelivery, LineDelivered),
    *rows(_HANDED, ConfirmActivation, LineActivated),
    *then(_HANDED, _HANDING, DeliveryBilled),
    *then((IN_DELIVERY,), _HANDING, OrderCompleted, COMPLETED),
    *then((IN_DELIVERY,), _HANDING, OrderPartlyCompleted, PARTIAL),
    # what came back (FUL-02)
    *rows((*_HANDED, *DONE), ReturnGoods, LineReturned),
    *then((*_HANDED, *DONE), ReturnGoods, PiecesCredited),
    *rows((*UNDER_WAY, CANCELLATION_ASKED), HoldLine, LineHeld),
    *then((RELEASED, IN_DELIVERY), HoldLine, OrderHeld, ON_HOLD),
    *rows(UNDER_WAY, FailLine, LineFailed),
    *then((ON_HOLD,), FailLine, OrderResumed, IN_DELIVERY),
    *then((IN_DELIVERY,), FailLine, OrderPartlyCompleted, PARTIAL),
    *then((RELEASED, IN_DELIVERY), FailLine, OrderFailed, FAILED),
    # cancellation: at once until the release, a request after it (ORD-33)
    (WAITING, CancelOrder, OrderCancelled, CANCELLED),
    *rows((WAITING, *BEFORE_RELEASE), CancelOrder, OrderWithdrawn, WAITING),
    *rows(UNDER_WAY, CancelOrder, CancellationAsked, CANCELLATION_ASKED),
    (CANCELLATION_ASKED, DecideCancellation, CancellationRefused, IN_DELIVERY),
    (CANCELLATION_ASKED, DecideCancellation, CancellationGranted, CANCELLING),
    (CANCELLATION_ASKED, DecideCancellation, RestCancelled, IN_DELIVERY),
    *then((IN_DELIVERY,), DecideCancellation, OrderHeld, ON_HOLD),
    *then((IN_DELIVERY,), DecideCancellation, OrderCompleted, COMPLETED),
    *then((IN_DELIVERY,), DecideCancellation, OrderPartlyCompleted, PARTIAL),
    (CANCELLING, ConfirmStopped, OrderCancelled, CANCELLED),
    # money that comes at another time than it should is never lost (ORD-28)
    *rows((*UNDER_WAY, CANCELLATION_ASKED, CANCELLING), TakePayment, PaidUpFront),
    *rows((*DONE, *UNDELIVERED), TakePayment, PaidUpFront),
    *then(DONE, (*_INVOICED, DecideCancellation), PaymentForwarded),
    *then((PARTIAL,), FailLine, PaymentForwarded),
    *then(_HANDED, NoteInvoice, PaymentForwarded),
    *then(UNDELIVERED, TakePayment, PaymentReturned),
    # the bank took it back (COL-01)
    *rows(HOLDING, RecallPayment, PrepaymentRecalled),
    # invoice and follow-up (000 flow 7, § 6)
    *rows((*_HANDED, *DONE), NoteInvoice, InvoiceNoted),
    *then((*_HANDED, *DONE), NoteInvoice, PiecesCredited),
    *rows(DONE, RecordSatisfaction, SatisfactionRecorded),
    *rows(DONE, RequestSupport, SupportRequested),
    roles=ROLES,
    commands=Command,
    events=Event,
)
