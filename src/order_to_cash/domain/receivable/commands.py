"""The commands a receivable is given (000 flows 7 and 8, § 7)."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Currency, Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.trade.agreements import CreditInvoice as CreditInvoice
from order_to_cash.domain.trade.agreements import OweAdvance as OweAdvance
from order_to_cash.domain.trade.agreements import RaiseInvoice as RaiseInvoice
from order_to_cash.domain.trade.billing import Bill
from order_to_cash.domain.trade.billing import RecallPayment as RecallPayment
from order_to_cash.domain.trade.billing import TakePayment as TakePayment
from order_to_cash.domain.trade.collecting import NoteExemption as NoteExemption
from order_to_cash.domain.trade.invoicing import ConfirmIssue as ConfirmIssue
from order_to_cash.domain.trade.invoicing import ConfirmNote as ConfirmNote
from order_to_cash.domain.trade.invoicing import RefuseIssue as RefuseIssue
from order_to_cash.domain.trade.payment_terms import PaymentTerms
from order_to_cash.domain.trade.prices import BillLine, CreditedLine, PaperAdjustment
from order_to_cash.domain.trade.totals import Totals

__all__ = [
    "Command",
    "ConfirmIssue",
    "ConfirmNote",
    "CreditInvoice",
    "FollowUp",
    "NoteExemption",
    "OpenDispute",
    "OweAdvance",
    "OweShare",
    "PromiseToPay",
    "RaiseInvoice",
    "RecallPayment",
    "RefuseIssue",
    "ReportBill",
    "ResolveDispute",
    "RetryIssue",
    "TakeBackCredit",
    "TakePayment",
    "WaiveCharges",
    "WriteOff",
]


@entity
class ReportBill:
    """Billing reports a bill that it issued itself, under its own number (TRU-05).

    The number is the id of the case, so a bill is reported once; `issued` is the day it bears.
    """

    number: str
    issued: date
    account: str
    party: str
    lines: tuple[BillLine, ...]
    currency: Currency
    terms: PaymentTerms
    contact: Sensitive | None = None
    adjustments: tuple[PaperAdjustment, ...] = ()


@entity
class OweShare:
    """The receivable of an invoice says which share of it is owed on another account (PRI-07)."""

    bill: Bill
    totals: Totals
    invoice: str
    on: date
    due: date


@entity
class RetryIssue:
    """What stood in the way of the invoice is mended: ask billing again, under the same key."""


@entity
class OpenDispute:
    """The party disputes the invoice or an amount of it, paid or not: dunning leaves that out."""

    reason: str
    amount: Money | None = None


@entity
class ResolveDispute:
    """The dispute is over, with an amount credited or none; `lines` say of which lines."""

    credited: Money | None
    reason: str
    lines: tuple[CreditedLine, ...] = ()


@entity
class TakeBackCredit:
    """The credit note of that number was wrong: a debit note takes it back, and all is owed."""

    number: str
    reason: str


@entity
class PromiseToPay:
    """The party promises to pay by the end of a day: no further level of dunning until then."""

    until: date


@entity
class WriteOff:
    """Credit & Collections gives up what is still owed."""

    reason: str


@entity
class WaiveCharges:
    """Credit & Collections waives what is open of late interest and fees; the invoice stays."""

    reason: str


@entity
class FollowUp:
    """Time has passed: look whether a level of dunning is reached (000 flow 8)."""


Command: TypeAlias = (
    RaiseInvoice
    | ReportBill
    | OweShare
    | ConfirmIssue
    | RefuseIssue
    | RetryIssue
    | OweAdvance
    | TakePayment
    | RecallPayment
    | OpenDispute
    | ResolveDispute
    | CreditInvoice
    | ConfirmNote
    | TakeBackCredit
    | PromiseToPay
    | NoteExemption
    | WriteOff
    | WaiveCharges
    | FollowUp
)
