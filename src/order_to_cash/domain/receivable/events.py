"""What happens to a receivable, with the finding behind every level of dunning."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.core.decision import Clause, Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.receivable.debt import Owed
from order_to_cash.domain.receivable.withholding import Elsewhere
from order_to_cash.domain.trade.billing import Bill, Payment
from order_to_cash.domain.trade.payment_terms import Instalment
from order_to_cash.domain.trade.prices import NoteLine
from order_to_cash.domain.trade.totals import Totals

__all__ = [
    "AdvanceOwed",
    "ArrearsCleared",
    "BillReported",
    "ChargePaid",
    "ChargeReopened",
    "ChargesWaived",
    "CollectionAlertRaised",
    "CreditPassedOn",
    "CreditTakenBack",
    "DifferenceReopened",
    "DifferenceSettled",
    "DisputeOpened",
    "DisputeResolved",
    "Event",
    "ExemptionNoted",
    "InterestReckoned",
    "InvoiceCredited",
    "InvoiceIssued",
    "InvoiceRaised",
    "InvoiceSettled",
    "IssueRefused",
    "IssueRetried",
    "LateFeeCharged",
    "NoteIssued",
    "PaymentAllocated",
    "PaymentFreed",
    "PaymentPromised",
    "PaymentReminded",
    "PaymentReversed",
    "ServiceBlocked",
    "ServiceUnblocked",
    "ShareRaised",
    "SurplusReceived",
    "WrittenOff",
]


@entity
class InvoiceRaised:
    """What is to be invoiced is fixed, and billing is asked to issue it.

    `elsewhere` is what of it is owed on another account; the instalments are the rest (PRI-07).
    """

    receivable: str
    bill: Bill
    totals: Totals
    on: date
    instalments: tuple[Instalment, ...]
    elsewhere: Elsewhere | None = None


@entity
class BillReported:
    """Billing issued the bill itself, under its own number; its due days run."""

    bill: Bill
    totals: Totals
    on: date
    instalments: tuple[Instalment, ...]
    elsewhere: Elsewhere | None = None


@entity
class ShareRaised:
    """A share of an invoice is owed on another account, and followed here (PRI-07)."""

    receivable: str
    bill: Bill
    totals: Totals
    invoice: str
    on: date
    instalments: tuple[Instalment, ...]


@entity
class CreditPassedOn:
    """More is credited than is owed here: so much is taken off the share that is owed elsewhere."""

    amount: Money
    reason: str
    up_to: bool


@entity
class IssueRefused:
    """Billing refused; somebody has to look."""

    reason: str


@entity
class IssueRetried:
    """Billing is asked again."""


@entity
class InvoiceIssued:
    """The invoice exists, and its due days run."""

    invoice: str


@entity
class AdvanceOwed:
    """The order was released: what is unpaid of its advance, now or later, is owed (PRI-10)."""

    on: date


@entity
class PaymentAllocated:
    """Part or all of a payment was put to the invoice, oldest due day first."""

    payment: Payment
    allocated: Money
    late: bool


@entity
class SurplusReceived:
    """More was paid than is owed; the payment takes the rest to the account."""

    payment: str
    amount: Money


@entity
class DifferenceSettled:
    """So much was missing of a payment, or below zero too much, and settles the debt all the same.

    It is neither paid nor credited: it stands under its own name, by the text that allows it.
    """

    payment: str
    amount: Money
    clause: Clause


@entity
class DifferenceReopened:
    """The payment was taken back, or is the party's again: so much is settled by it no more."""

    payment: str
    amount: Money


@entity
class PaymentReversed:
    """A payment was taken back: what it paid is owed again, with its old due days.

    `by_credit` where all of it had come out of the account's credit.
    """

    payment: str
    amount: Money
    reason: str
    by_credit: bool = False


@entity
class PaymentReminded:
    """A level before or on the due day was reached: the party hears what falls due, and when.

    `days` are those past due, so below zero before the due day; `due` is what falls due.
    """

    level: str
    days: int
    due: Money
    decision: Decision
    on: date


@entity
class CollectionAlertRaised:
    """A level of the dunning schedule was reached, and the party is told (000 flow 8)."""

    level: str
    days: int
    overdue: Money
    decision: Decision
    on: date


@entity
class ServiceBlocked:
    """The level that blocks the service was reached, after at least one alert (000 flow 8)."""

    level: str
    days: int
    overdue: Money
    decision: Decision
    on: date


@entity
class ArrearsCleared:
    """Nothing is past due any more: the dunning schedule begins anew."""


@entity
class ServiceUnblocked:
    """All that was past due is paid, so the block is lifted."""


@entity
class DisputeOpened:
    """Dunning leaves out what is disputed."""

    reason: str
    amount: Money


@entity
class DisputeResolved:
    """Dunning goes on with what is still owed."""

    reason: str


@entity
class PaymentFreed:
    """So much of a payment is the party's credit: what it paid of the invoice was credited."""

    payment: str
    amount: Money


@entity
class InvoiceCredited:
    """Part of the invoice need not be paid; what was `freed` of it had been paid already.

    `lines` are those of the credit note, and `note` is its name here until it has a number.
    """

    amount: Money
    reason: str
    freed: Money | None = None
    lines: tuple[NoteLine, ...] = ()
    note: str = ""


@entity
class NoteIssued:
    """The credit or debit note of that name exists, under its number."""

    note: str
    number: str


@entity
class CreditTakenBack:
    """The credit note `taken` was wrong: a debit note of the same lines makes them owed again."""

    taken: str
    amount: Money
    reason: str
    lines: tuple[NoteLine, ...]
    note: str


@entity
class PaymentPromised:
    """Dunning pauses until the day is over."""

    until: date


@entity
class ExemptionNoted:
    """Dunning pauses until the day is over, or goes on, as the account says (COL-05)."""

    number: int
    until: date | None = None


@entity
class WrittenOff:
    """What is still owed is given up."""

    amount: Money
    reason: str


@entity
class InterestReckoned:
    """Late interest was charged for the days after `since` to `until`, on what was overdue then."""

    amount: Money
    since: date
    until: date
    overdue: Money


@entity
class LateFeeCharged:
    """A level of dunning was reached, and that costs so much by this text."""

    level: str
    amount: Money
    clause: Clause
    on: date


@entity
class ChargePaid:
    """Part or all of a payment was put to costs or interest."""

    payment: str
    kind: Owed
    amount: Money


@entity
class ChargeReopened:
    """A payment was taken back: what it paid of costs or interest is owed again."""

    payment: str
    kind: Owed
    amount: Money


@entity
class ChargesWaived:
    """What was open of costs or interest need not be paid."""

    kind: Owed
    amount: Money
    reason: str


@entity
class InvoiceSettled:
    """Nothing is owed any more."""


Event: TypeAlias = (
    InvoiceRaised
    | BillReported
    | ShareRaised
    | CreditPassedOn
    | IssueRefused
    | IssueRetried
    | InvoiceIssued
    | AdvanceOwed
    | PaymentAllocated
    | SurplusReceived
    | DifferenceSettled
    | DifferenceReopened
    | PaymentReversed
    | PaymentReminded
    | CollectionAlertRaised
    | ServiceBlocked
    | ArrearsCleared
    | ServiceUnblocked
    | DisputeOpened
    | DisputeResolved
    | PaymentFreed
    | InvoiceCredited
    | NoteIssued
    | CreditTakenBack
    | PaymentPromised
    | ExemptionNoted
    | WrittenOff
    | InterestReckoned
    | LateFeeCharged
    | ChargePaid
    | ChargeReopened
    | ChargesWaived
    | InvoiceSettled
)

OnlyStage: TypeAlias = IssueRefused | IssueRetried | SurplusReceived | CreditPassedOn
"""Events that change nothing but the stage."""

Quiet: TypeAlias = ArrearsCleared | PaymentPromised | InvoiceSettled | NoteIssued | ExemptionNoted
"""Events that nobody outside hears of."""
