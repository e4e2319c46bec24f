"""The laws of billing hold in currencies with no, two and three decimals."""

from pathlib import Path
from typing import Any

import pytest

from order_to_cash.adapters.in_memory import InMemoryBilling
from order_to_cash.adapters.sqlite import EmbeddedBilling, SqliteFile
from order_to_cash.domain.core import Currency, Money
from order_to_cash.domain.trade import IssueInvoice
from order_to_cash.ports import IssueAnswer, Issued
from order_to_cash.testing.laws import billing, name
from order_to_cash.testing.laws.billing import Books
from order_to_cash.testing.laws.billing_samples import Law
from order_to_cash.testing.laws.currencies import in_currency

CURRENCIES = (Currency.PEN, Currency.CLP, Currency.KWD)
LAWS = pytest.mark.parametrize("law", billing.LAWS, ids=name)
EACH = pytest.mark.parametrize("currency", CURRENCIES)


def books(kept: InMemoryBilling | EmbeddedBilling, currency: Currency) -> Books:
    """What stands in the books, in memory or in the file."""
    sums: tuple[Any, ...] = (
        (invoice.total for invoice in kept.invoices().values()),
        (-note.amount if note.debit else note.amount for note in kept.credit_notes().values()),
        (refund.amount for refund in kept.refunds().values()),
        (charge.amount for charge in kept.charges().values()),
        (receipt.amount for receipt in kept.receipts().values()),
        (back.amount for back in kept.charge_backs().values()),
    )
    return Books(len(kept.invoices()), *(Money.sum_of(amounts, currency) for amounts in sums))


@LAWS
@EACH
def test_billing_in_memory_obeys_in_any_currency(law: Law, currency: Currency) -> None:
    """OPN-05: the laws are about minor units, whatever a major unit is."""
    kept = InMemoryBilling()
    in_currency(law, currency)(kept, lambda: books(kept, currency))


@LAWS
@EACH
def test_embedded_billing_obeys_in_any_currency(
    law: Law, currency: Currency, tmp_path: Path
) -> None:
    """OPN-05: the ledger in the file keeps minor units and the currency they are of."""
    file = SqliteFile(tmp_path / "journal.db")
    kept = EmbeddedBilling(file)
    in_currency(law, currency)(kept, lambda: books(kept, currency))
    file.close()


class InHundredths(InMemoryBilling):
    """A billing that takes every invoice for one in soles."""

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        """Issue it if it has two decimals."""
        answer = super().issue(invoice)
        whole = invoice.totals.total.currency.digits != 2
        return Issued("") if whole else answer


@EACH
def test_the_laws_see_a_billing_that_knows_hundredths_alone(currency: Currency) -> None:
    """A billing that is right in soles only breaks the laws in other currencies, not in soles."""
    kept = InHundredths()
    law = in_currency(billing.an_invoice_is_issued_under_a_number, currency)
    if currency is Currency.PEN:
        law(kept, lambda: books(kept, currency))
        return
    with pytest.raises(AssertionError):
        law(kept, lambda: books(kept, currency))
