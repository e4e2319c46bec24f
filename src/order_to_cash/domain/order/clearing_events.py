"""What happens to an order until it is released, with the decision behind it (000 flows 1 to 4)."""

from datetime import datetime
from typing import TypeAlias

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.order.facts import Acceptance, Approval, CreditApproval, OrderRequest
from order_to_cash.domain.trade.billing import Payment
from order_to_cash.domain.trade.prices import BillLine
from order_to_cash.domain.trade.questions import (
    CoverageItem,
    Offering,
    PartyRecord,
    StockItem,
    TermsInForce,
)

__all__ = [
    "AdvanceBilled",
    "AdvanceCredited",
    "AdvanceReported",
    "AvailabilityLapsed",
    "CoverageReported",
    "CreditApproved",
    "CreditDeclined",
    "CreditLapsed",
    "CreditNotRequired",
    "CreditOverridden",
    "CreditPending",
    "DetailsAmended",
    "FinancingDecided",
    "InformationAdded",
    "InformationCompleted",
    "InformationMissing",
    "OfferingsReported",
    "OrderAmended",
    "OrderReceived",
    "OrderRejected",
    "OrderReleased",
    "OrderVerified",
    "PaidUpFront",
    "PartyReported",
    "PaymentForwarded",
    "PaymentReturned",
    "PrepaymentRecalled",
    "StockReported",
    "TermsAccepted",
    "TermsReported",
]


@entity
class OrderReceived:
    """The order was recorded, whoever sent it and however it goes on.

    `complete` says whether it lacked nothing, so that the directories were asked at once; events
    from before that was recorded do not say.
    """

    order: str
    request: OrderRequest
    requested_by: str
    at: datetime
    complete: bool | None = None


@entity
class InformationMissing:
    """The request lacks something, and the decision names all of it."""

    decision: Decision


@entity
class InformationCompleted:
    """The request now holds everything it needs."""

    request: OrderRequest
    at: datetime


@entity
class InformationAdded:
    """Something that was missing was given, but not all of it."""

    request: OrderRequest
    decision: Decision


@entity
class OrderAmended:
    """The request is another one in these fields, and what depends on them is not known any more.

    `freed` says that credit was asked for before, which is free until it is asked for anew.
    """

    request: OrderRequest
    fields: tuple[str, ...]
    freed: bool
    at: datetime


@entity
class DetailsAmended:
    """The request is another one in what nothing else depends on, such as its address."""

    request: OrderRequest


@entity
class PartyReported:
    """The directory of parties answered."""

    record: PartyRecord | None


@entity
class OfferingsReported:
    """The catalogue answered."""

    offerings: tuple[Offering, ...]


@entity
class StockReported:
    """The warehouse answered."""

    warehouse: str
    items: tuple[StockItem, ...]
    at: datetime


@entity
class CoverageReported:
    """The coverage directory answered."""

    items: tuple[CoverageItem, ...]
    at: datetime


@entity
class OrderVerified:
    """Party and availability passed; this is what the order will cost."""

    decision: Decision
    lines: tuple[BillLine, ...]
    total: Money


@entity
class OrderRejected:
    """The order ends here, and the decision says why."""

    decision: Decision


@entity
class CreditNotRequired:
    """The order is paid up front, so credit does not apply, and the decision says so."""

    decision: Decision
    at: datetime


@entity
class CreditPending:
    """The account cannot be evaluated yet; the answer follows when its source can be reached."""

    decision: Decision


@entity
class CreditApproved:
    """The account reserved the amount; the approval holds until just before it expires."""

    approval: CreditApproval


@entity
class CreditDeclined:
    """The account declined; without an override the order ends when `closes` has come."""

    decision: Decision
    closes: datetime


@entity
class CreditOverridden:
    """Credit & Collections lets the order go on; the account is asked again with this."""

    override: Override


@entity
class CreditLapsed:
    """The approval expired before the release; the account is asked again."""


@entity
class TermsReported:
    """The directory of terms and conditions answered."""

    items: tuple[TermsInForce, ...]


@entity
class TermsAccepted:
    """The party accepted a version of terms and conditions."""

    acceptance: Acceptance


@entity
class FinancingDecided:
    """The financing was approved, or was not."""

    approval: Approval


@entity
class PaidUpFront:
    """Money arrived before the order was invoiced; it goes on to the invoice, or back."""

    payment: Payment


@entity
class PaymentReturned:
    """Money arrived for an order that ended without delivery; its payment takes it back."""

    payment: Payment


@entity
class PaymentForwarded:
    """Money waited for an invoice, or came after it; its payment passes it on to that.

    Of a payment that several invoices need it is a part; `paper` counts the invoices of the order.
    """

    payment: Payment
    paper: int = 0


@entity
class PrepaymentRecalled:
    """The bank took back what had been paid for the order."""

    payment: str
    amount: Money


@entity
class AdvanceBilled:
    """A part is to be paid before the release: it has an invoice of its own, numbered as a paper.

    `amount` is what its lines come to, and `tax` what of that is tax.
    """

    number: int
    lines: tuple[BillLine, ...]
    amount: Money
    tax: Money
    at: datetime


@entity
class AdvanceCredited:
    """The order was amended and needs less in advance: so much of the invoice is credited."""

    number: int
    amount: Money


@entity
class AdvanceReported:
    """So much of the invoice of an advance is unpaid now.

    `undone` is what is credited only now, because the invoice had no number before.
    """

    number: int
    invoice: str
    unpaid: Money
    sequence: int
    undone: Money | None = None


@entity
class AvailabilityLapsed:
    """The answers about stock and coverage are too old; they are asked for again."""

    at: datetime


@entity
class OrderReleased:
    """Everything passed: warehouse and technical team begin."""

    decision: Decision


Clearing: TypeAlias = (
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
    | OrderReleased
)
"""What happens to an order until its release."""

ClearingOnlyStage: TypeAlias = InformationMissing | CreditPending | CreditLapsed | OrderReleased

ClearingQuiet: TypeAlias = (
    DetailsAmended
    | PartyReported
    | OfferingsReported
    | StockReported
    | CoverageReported
    | TermsReported
    | CreditPending
    | TermsAccepted
    | FinancingDecided
)
