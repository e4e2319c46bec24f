"""Rows of the embedded ledger, and the values they hold."""

from order_to_cash.adapters.sql.store import Row, Value
from order_to_cash.domain.core import Currency, Money
from order_to_cash.domain.trade import ChargeForm, ChargeOnce


def money(minor: int, currency: str) -> Money:
    """An amount as its two columns hold it."""
    return Money(minor, Currency(currency))


def form_row(form: ChargeForm | None) -> tuple[Value, ...]:
    """The form of a charge as its columns hold it."""
    if form is None:
        return (None,) * 7
    figures = (form.value_to_collect.minor, form.observed.minor)
    return (form.invoice, form.received_at, form.kind, form.cause, *figures, form.note)


def charge_of(row: Row) -> ChargeOnce:
    """The charge that a row holds."""
    account, minor, currency, reason, invoice, at, kind, cause, value, observed, note = row
    form = None
    if invoice is not None:
        figures = (money(value, currency), money(observed, currency))
        form = ChargeForm(invoice, at, kind, cause, *figures, note)
    return ChargeOnce(account, money(minor, currency), reason, form)
