"""Rows of the embedded ledger, and the values they hold."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from order_to_cash.adapters.sql.store import Row, Value
from order_to_cash.domain.core import Currency, Money
from order_to_cash.domain.trade import (
    Adjustment,
    Amounts,
    Bill,
    BillLine,
    ChargeForm,
    ChargeOnce,
    IssueCreditNote,
    NoteLine,
    Prepaid,
    Totals,
    UnitPrice,
)
from order_to_cash.domain.trade.prices import decimals_of


def money(minor: int, currency: str) -> Money:
    """An amount as its two columns hold it."""
    return Money(minor, Currency(currency))


def held(minor: int | None, currency: str) -> Money | None:
    """An amount that a column holds or not."""
    return None if minor is None else money(minor, currency)


def minor_of(amount: Money | None) -> int | None:
    """The amount as such a column holds it."""
    return None if amount is None else amount.minor


def note_row(note: IssueCreditNote) -> tuple[Value, ...]:
    """A note as its columns hold it, but for its number."""
    return (
        *(note.invoice, note.amount.minor, note.amount.currency.value, note.reason),
        *(minor_of(note.tax), int(note.debit)),
    )


def note_line_rows(key: str, note: IssueCreditNote) -> list[Row]:
    """The lines of a note in their order."""
    return [
        (key, place, line.line, line.net.minor, line.tax.minor)
        for place, line in enumerate(note.lines, 1)
    ]


def note_of(row: Row, lines: Iterable[Row]) -> IssueCreditNote:
    """The note that a row and those of its lines hold; its number stands first."""
    _, invoice, minor, currency, reason, tax, debit = row
    return IssueCreditNote(
        invoice,
        money(minor, currency),
        reason,
        held(tax, currency),
        tuple(NoteLine(n, money(net, currency), money(part, currency)) for n, net, part in lines),
        debit=bool(debit),
    )


def head_row(totals: Totals) -> tuple[Value, ...]:
    """The sums of an invoice as its columns hold them; one that has several rates names none."""
    rates = {str(part.rate) for part in totals.taxes}
    amounts = (totals.allowances, totals.charges, totals.prepaid, totals.rounding)
    return (
        *(totals.net.minor, totals.tax.minor, totals.total.minor),
        rates.pop() if len(rates) == 1 else "",
        *(amount.minor for amount in amounts),
    )


def line_row(line: BillLine, comes_to: Amounts) -> tuple[Value, ...]:
    """A line as its columns hold it."""
    price, decimals = line.unit_price, decimals_of(line.quantity)
    count, of = line.quantity.as_integer_ratio()
    return (
        *(line.sku, count * 10**decimals // of, decimals, price.figures, price.decimals),
        *(int(price.with_tax), line.category, comes_to.net.minor, comes_to.tax.minor),
    )


def line_of(row: Row, currency: str, adjustments: tuple[Adjustment, ...]) -> BillLine:
    """The line that a row holds."""
    sku, count, places, figures, decimals, with_tax, category = row
    known = Currency(currency)
    written = known.digits if decimals is None else decimals
    price = UnitPrice.written(figures, written, known, with_tax=bool(with_tax))
    quantity = Decimal(f"{count}E-{places}") if places else count
    return BillLine(sku, quantity, price, category, adjustments)


def adjustment_rows(bill: Bill) -> Iterator[tuple[Value, ...]]:
    """The adjustments of the whole paper, which is line 0, and of each line."""
    for place, one in enumerate(bill.adjustments, 1):
        yield (0, place, *_change(one.adjustment), one.category, int(one.with_tax))
    for number, line in enumerate(bill.lines, 1):
        for place, change in enumerate(line.adjustments, 1):
            with_tax = int(line.unit_price.with_tax)
            yield (number, place, *_change(change), line.category, with_tax)


def adjustments_of(rows: Iterable[Row], currency: str) -> dict[int, tuple[Adjustment, ...]]:
    """The adjustments of the lines of one invoice, by the line."""
    found: dict[int, tuple[Adjustment, ...]] = {}
    for line, reason, amount, share, charge in rows:
        change = Adjustment(
            reason,
            None if amount is None else money(amount, currency),
            None if share is None else Fraction(share),
            bool(charge),
        )
        found[line] = (*found.get(line, ()), change)
    return found


def prepaid_rows(bill: Bill) -> Iterator[tuple[Value, ...]]:
    """The advances that an invoice deducts, in their order."""
    for one in bill.prepaid:
        yield (one.invoice, one.amount.minor, one.tax.minor)


def prepaid_of(rows: Iterable[Row], currency: str) -> tuple[Prepaid, ...]:
    """The advances that the rows of an invoice hold."""
    return tuple(Prepaid(n, money(part, currency), money(tax, currency)) for n, part, tax in rows)


def tax_rows(totals: Totals) -> Iterator[tuple[Value, ...]]:
    """The categories of an invoice, each with the text that says its rate."""
    for place, part in enumerate(totals.taxes, 1):
        amounts = (part.base.minor, part.net.minor, part.tax.minor)
        named = (place, part.category, part.kind.value, str(part.rate))
        yield (*named, *amounts, part.clause.document, part.clause.section)


def _change(change: Adjustment) -> tuple[Value, ...]:
    amount = None if change.amount is None else change.amount.minor
    share = None if change.share is None else str(change.share)
    return (change.reason, amount, share, int(change.charge))


def form_row(form: ChargeForm | None) -> tuple[Value, ...]:
    """The form of a charge as its columns hold it."""
    if form is None:
        return (None,) * 7
    figures = (form.value_to_collect.minor, form.observed.minor)
    return (form.invoice, form.received_at, form.kind, form.cause, *figures, form.note)


def charge_of(row: Row) -> ChargeOnce:
    """The charge that a row holds."""
    account, minor, currency, reason, invoice, at, kind, cause, value, observed, note, tax = row
    form = None
    if invoice is not None:
        figures = (money(value, currency), money(observed, currency))
        form = ChargeForm(invoice, at, kind, cause, *figures, note)
    return ChargeOnce(account, money(minor, currency), reason, form, tax=held(tax, currency))
