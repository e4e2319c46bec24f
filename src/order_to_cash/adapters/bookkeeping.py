"""What our worlds share: why billing refuses, and how what was billed and told is read.

A reason stands in the ledger and in histories in English; `REASONS` words each in both languages.
"""

import re
import sys
from collections.abc import Mapping
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeVar

from order_to_cash.adapters import entries
from order_to_cash.domain.core import InvalidValue, Money, entity
from order_to_cash.domain.trade import (
    BillLine,
    IssueCreditNote,
    IssueInvoice,
    Prepaid,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
)
from order_to_cash.ports.billing import Refused

T = TypeVar("T")

SERIES: Final = re.compile(r"[A-Z0-9]{1,8}")
LAST_NUMBER: Final = 99_999_999
"""The last number of a series: eight digits."""

ONE_CURRENCY: Final = "billing.one-currency"
DISAGREE: Final = "billing.disagree"
PARTS: Final = "billing.parts"
OTHER_TOTALS: Final = "billing.other-totals"
SERIES_FULL: Final = "billing.series-full"
NO_INVOICE: Final = "billing.no-invoice"
NOT_POSITIVE: Final = "billing.not-positive"
OTHER_CURRENCY: Final = "billing.other-currency"
NOTE_DISAGREES: Final = "billing.note-disagrees"
TOO_MUCH: Final = "billing.too-much"
NO_CHARGE: Final = "billing.no-charge"
NO_PAYMENT: Final = "billing.no-payment"
MORE_THAN_CAME_IN: Final = "billing.more-than-came-in"
MORE_TAKEN_BACK: Final = "billing.more-taken-back"
RECEIVED_BEFORE: Final = "billing.received-before"
OTHER_PAYMENT_CURRENCY: Final = "billing.other-payment-currency"
KEY_TAKEN: Final = "billing.key-taken"
"""Why billing refuses: a code, which the words of each language tell."""


@entity
class LedgerInvoice:
    """An invoice as a ledger of ours shows it."""

    number: str
    receivable: str
    order: str
    account: str
    party: str
    on: date
    lines: tuple[BillLine, ...]
    net: Money
    tax: Money
    total: Money
    prepaid: tuple[Prepaid, ...] = ()

    @classmethod
    def of(cls, number: str, invoice: IssueInvoice) -> "LedgerInvoice":
        """The invoice that was issued under that number."""
        bill, totals = invoice.bill, invoice.totals
        return cls(
            *(number, invoice.receivable, bill.order, bill.account, bill.party, invoice.on),
            *(bill.lines, totals.net, totals.tax, totals.total, bill.prepaid),
        )


def page(book: Mapping[str, T], after: str, limit: int | None) -> Mapping[str, T]:
    """What came under the keys just after that one, at most so many; all for an empty key."""
    keys = iter(book)
    if after and after not in keys:
        raise unknown_key()
    return MappingProxyType({key: book[key] for key in islice(keys, limited(limit))})


def limited(limit: int | None) -> int:
    """The limit as a number, the largest there is for none; raises `InvalidValue` below one."""
    return sys.maxsize if limit is None else entries.limited(limit)


def unknown_key() -> InvalidValue:
    """The refusal to read on after a key under which nothing came."""
    return InvalidValue(
        "nothing came under this key; give the last key that was read, or none to start",
        code="ledger.unknown-key",
    )


@entity
class Series:
    """The series of a ledger's papers: each is 1 to 8 capital letters and digits of its own."""

    invoice: str = "F001"
    credit: str = "FC01"
    debit: str = "FD01"

    def __attrs_post_init__(self) -> None:
        for series in (self.invoice, self.credit, self.debit):
            checked_series(series)
        if len({self.invoice, self.credit, self.debit}) < len(("invoice", "credit", "debit")):
            raise InvalidValue(
                "invoices, credit notes and debit notes have a series each; give three",
                code="billing.series",
            )

    def of(self, note: IssueCreditNote) -> str:
        """The series of a note."""
        return self.debit if note.debit else self.credit


@entity
class Balance:
    """What an invoice was about, and how much of it was credited already."""

    total: Money
    credited: Money


def checked_series(series: str) -> str:
    """The series, or `InvalidValue` for one that no invoice can bear."""
    if SERIES.fullmatch(series) is None:
        raise InvalidValue(
            "a series is 1 to 8 capital letters and digits; give for instance 'F001'",
            code="billing.series",
        )
    return series


def invoice_number(series: str, count: int) -> str:
    """The number of the n-th invoice of a series, counted from one."""
    return f"{series}-{count:08d}"


def objection_to_invoice(invoice: IssueInvoice) -> Refused | None:
    """Why the invoice cannot be issued as it is, if anything is wrong with it."""
    bill, totals, parts = invoice.bill, invoice.totals, invoice.instalments
    amounts = (
        *(totals.net, totals.tax, totals.total, totals.payable),
        *(part.amount for part in parts),
    )
    currencies = {
        *(amount.currency for amount in amounts),
        *(line.unit_price.currency for line in bill.lines),
        *(amount.currency for one in bill.prepaid for amount in (one.amount, one.tax)),
    }
    if currencies != {bill.currency}:
        return Refused(ONE_CURRENCY)
    if not totals.agree or not totals.bills(bill.lines) or totals.payable.is_negative:
        return Refused(DISAGREE)
    if Money.sum_of((one.amount for one in bill.prepaid), bill.currency) != totals.prepaid:
        return Refused(DISAGREE)
    if Money.sum_of((part.amount for part in parts), bill.currency) != totals.payable:
        return Refused(PARTS)
    return None


def objection_to_credit(note: IssueCreditNote, balance: Balance | None) -> Refused | None:
    """Why the amount cannot be credited; no balance means that there is no such invoice."""
    if balance is None:
        return Refused(NO_INVOICE)
    if note.amount.currency is not balance.total.currency:
        return Refused(OTHER_CURRENCY)
    if not note.amount.is_positive:
        return Refused(NOT_POSITIVE)
    if not _adds_up(note):
        return Refused(NOTE_DISAGREES)
    left = balance.credited if note.debit else balance.total - balance.credited
    return Refused(TOO_MUCH) if left < note.amount else None


def _adds_up(note: IssueCreditNote) -> bool:
    """Whether its lines, where it has any, are its amount and its tax, none of them below zero."""
    if not note.lines:
        return True
    parts = {part for line in note.lines for part in (line.net, line.tax)}
    if any(part.currency is not note.amount.currency or part.is_negative for part in parts):
        return False
    currency = note.amount.currency
    tax = Money.sum_of((line.tax for line in note.lines), currency)
    amount = Money.sum_of((line.amount for line in note.lines), currency)
    return (amount, tax) == (note.amount, note.tax)


@entity
class Account:
    """What came in with a payment, and how much of it was given back and taken back already."""

    received: Money
    refunded: Money
    taken_back: Money


def objection_to_receipt(receipt: RecordReceipt, account: Account | None) -> Refused | None:
    """Why the payment cannot be recorded; an account means that it came in before."""
    if not receipt.amount.is_positive:
        return Refused(NOT_POSITIVE)
    return None if account is None else Refused(RECEIVED_BEFORE)


def objection_to_refund(refund: RefundPayment, account: Account | None) -> Refused | None:
    """Why the amount cannot be given back, of its payment if it names one."""
    if not refund.amount.is_positive:
        return Refused(NOT_POSITIVE)
    if refund.payment is None:
        return None
    if account is None:
        return Refused(NO_PAYMENT)
    if refund.amount.currency is not account.received.currency:
        return Refused(OTHER_PAYMENT_CURRENCY)
    if account.refunded + refund.amount > account.received - account.taken_back:
        return Refused(MORE_THAN_CAME_IN)
    return None


def objection_to_charge_back(
    charge_back: RecordChargeBack, account: Account | None
) -> Refused | None:
    """Why the bank cannot have taken that back; what was given back before does not matter."""
    if not charge_back.amount.is_positive:
        return Refused(NOT_POSITIVE)
    if account is None:
        return Refused(NO_PAYMENT)
    if charge_back.amount.currency is not account.received.currency:
        return Refused(OTHER_PAYMENT_CURRENCY)
    if account.taken_back + charge_back.amount > account.received:
        return Refused(MORE_TAKEN_BACK)
    return None


def objection_to_charge(amount: Money) -> Refused | None:
    """Why the amount cannot be charged."""
    return None if amount.is_positive else Refused(NO_CHARGE)
