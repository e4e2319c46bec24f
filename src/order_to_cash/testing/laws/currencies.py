"""The laws of billing in any currency: the same minor units, under another code and other digits.

for law in LAWS:
in_currency(law, Currency.CLP)(OurBilling(), books)
"""

from typing import Any, Final

import attrs

from order_to_cash.domain.core import Currency, Money, changed, entity
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    IssueInvoice,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
    UnitPrice,
)
from order_to_cash.ports.billing import Acknowledgement, Billing, IssueAnswer
from order_to_cash.testing.laws.billing_samples import Law, ReadBooks

OF_THE_LAWS: Final = Currency.PEN
"""The currency that the laws are written in."""


def in_currency(law: Law, currency: Currency) -> Law:
    """The law with all its soles in that currency; `books` answers in that currency too."""

    def law_in_currency(billing: Billing, books: ReadBooks) -> None:
        law(_Elsewhere(billing, currency), lambda: _exchanged(books(), currency))

    law_in_currency.__name__ = f"{law.__name__}_in_{currency.value.lower()}"
    law_in_currency.__doc__ = law.__doc__
    return law_in_currency


@entity
class _Elsewhere:
    billing: Billing
    currency: Currency

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        return self.billing.issue(_exchanged(invoice, self.currency))

    def find(self, receivable: str, /) -> str | None:
        return self.billing.find(receivable)

    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        return self.billing.credit(key, _exchanged(note, self.currency))

    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        return self.billing.receive(key, _exchanged(receipt, self.currency))

    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        return self.billing.refund(key, _exchanged(refund, self.currency))

    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        return self.billing.take_back(key, _exchanged(charge_back, self.currency))

    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        return self.billing.charge(key, _exchanged(charge, self.currency))


def _exchanged(value: Any, currency: Currency) -> Any:
    """The value with both currencies in each other's place, so that two that differ still do."""
    if isinstance(value, Currency):
        return {OF_THE_LAWS: currency, currency: OF_THE_LAWS}.get(value, value)
    if isinstance(value, Money):
        return Money(value.minor, _exchanged(value.currency, currency))
    if isinstance(value, UnitPrice):
        other = _exchanged(value.currency, currency)
        decimals = value.decimals + other.digits - value.currency.digits
        return UnitPrice.written(value.figures, decimals, other, with_tax=value.with_tax)
    if isinstance(value, tuple):
        return tuple(_exchanged(item, currency) for item in value)
    if attrs.has(type(value)):
        fields = [field.name for field in attrs.fields(type(value))]
        return changed(value, **{f: _exchanged(getattr(value, f), currency) for f in fields})
    return value
