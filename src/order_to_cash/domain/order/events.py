"""Every event of an order."""

from typing import TypeAlias

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
from order_to_cash.domain.order.delivery_events import (
    AdvancePart,
    CancellationAsked,
    CancellationGranted,
    CancellationRefused,
    DeliveriesResumed,
    DeliveriesStopped,
    DeliveryBilled,
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

Event: TypeAlias = (
    OrderReceived
    | InformationMissing
    | InformationCompleted
    | InformationAdded
    | OrderAmended
    | DetailsAmended
    | PartyReported
    | OfferingsReported
    | StockReported
    | CoverageReported
    | OrderVerified
    | OrderRejected
    | CreditNotRequired
    | CreditPending
    | CreditApproved
    | CreditDeclined
    | CreditOverridden
    | CreditLapsed
    | TermsReported
    | TermsAccepted
    | FinancingDecided
    | PaidUpFront
    | PaymentReturned
    | PaymentForwarded
    | PrepaymentRecalled
    | AdvanceBilled
    | AdvanceCredited
    | AdvanceReported
    | AvailabilityLapsed
    | ReservationAsked
    | GoodsReserved
    | GoodsShort
    | ReservationLapsed
    | OrderReleased
    | StandingNoted
    | DeliveriesStopped
    | DeliveriesResumed
    | LineScheduled
    | LineDelivered
    | LineActivated
    | DeliveryBilled
    | LineReturned
    | PiecesCredited
    | LineHeld
    | LineFailed
    | OrderHeld
    | OrderResumed
    | OrderCompleted
    | OrderPartlyCompleted
    | OrderFailed
    | CancellationAsked
    | CancellationRefused
    | CancellationGranted
    | RestCancelled
    | OrderWithdrawn
    | OrderCancelled
    | InvoiceNoted
    | SatisfactionRecorded
    | SupportRequested
)

__all__ = [
    "AdvanceBilled",
    "AdvanceCredited",
    "AdvancePart",
    "AdvanceReported",
    "AvailabilityLapsed",
    "CancellationAsked",
    "CancellationGranted",
    "CancellationRefused",
    "CoverageReported",
    "CreditApproved",
    "CreditDeclined",
    "CreditLapsed",
    "CreditNotRequired",
    "CreditOverridden",
    "CreditPending",
    "DeliveriesResumed",
    "DeliveriesStopped",
    "DeliveryBilled",
    "DetailsAmended",
    "Event",
    "FinancingDecided",
    "GoodsReserved",
    "GoodsShort",
    "InformationAdded",
    "InformationCompleted",
    "InformationMissing",
    "InvoiceNoted",
    "LineActivated",
    "LineDelivered",
    "LineFailed",
    "LineHeld",
    "LineReturned",
    "LineScheduled",
    "OfferingsReported",
    "OrderAmended",
    "OrderCancelled",
    "OrderCompleted",
    "OrderFailed",
    "OrderHeld",
    "OrderPartlyCompleted",
    "OrderReceived",
    "OrderRejected",
    "OrderReleased",
    "OrderResumed",
    "OrderVerified",
    "OrderWithdrawn",
    "PaidUpFront",
    "PartyReported",
    "PaymentForwarded",
    "PaymentReturned",
    "PiecesCredited",
    "PrepaymentRecalled",
    "ReservationAsked",
    "ReservationLapsed",
    "RestCancelled",
    "SatisfactionRecorded",
    "StandingNoted",
    "StockReported",
    "SupportRequested",
    "TermsAccepted",
    "TermsReported",
]
