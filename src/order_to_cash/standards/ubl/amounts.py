"""What stands on an invoice or a note in the terms of EN 16931: lines, allowances, breakdown.

EN 16931 knows prices and lines without tax, and one rate for each of its categories. So a price
with tax in it is written as what is left of it for a unit, its discounts taken off; a tax that is
a share of the gross is written at the rate that it comes to of the net. Sums stay those that the
paper was totalled with.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from order_to_cash.domain.core import Money, changed, entity
from order_to_cash.domain.core.money import Rounding
from order_to_cash.domain.trade import (
    BillLine,
    NoteLine,
    TaxKind,
    TaxTotal,
    Totals,
)
from order_to_cash.domain.trade.prices import quantity_text
from order_to_cash.standards.ubl.papers import Kind, Paper

CODES: Final[Mapping[TaxKind, str]] = {
    TaxKind.STANDARD: "S",
    TaxKind.REDUCED: "AA",
    TaxKind.EXEMPT: "E",
    TaxKind.OUTSIDE: "O",
    TaxKind.EXPORT: "G",
    TaxKind.FREE: "Z",
}
"""The codes of UNCL 5305; what is given for nothing bears no tax that anybody owes."""

RATED: Final = frozenset({"S", "AA"})
"""The codes of what bears a rate above zero."""

REASONED: Final = frozenset({"E", "G", "O"})
"""The codes of what bears none and says why."""

DECIMALS: Final = 10
"""How many decimals a price or a rate is written with at most."""

HUNDRED: Final = 100


@entity
class Category:
    """A tax category of EN 16931: its code, its rate, and why there is none."""

    code: str
    percent: str
    reason: str = ""


@entity
class Change:
    """An allowance, or a charge, of a line or of a whole paper."""

    charge: bool
    reason: str
    amount: Money
    category: Category | None = None


@entity
class Line:
    """A line without tax; `reference` is what a unit would cost of what is given for nothing."""

    number: int
    name: str
    quantity: str
    net: Money
    price: str
    category: Category
    changes: tuple[Change, ...] = ()
    reference: str = ""


@entity
class Share:
    """What a paper comes to in one category."""

    category: Category
    net: Money
    tax: Money


@entity
class Sums:
    """The lines of a paper and all that they come to."""

    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    shares: tuple[Share, ...]
    totals: Mapping[str, Money]
    """By the names of UBL, in their order."""


Parts: TypeAlias = Mapping[str, TaxTotal]


def sums(paper: Paper) -> Sums:
    """The sums of an invoice, or of a note."""
    return _of_invoice(paper) if paper.kind is Kind.INVOICE else _of_note(paper)


def noted(paper: Paper) -> Iterator[tuple[NoteLine, str, TaxTotal]]:
    """Each line of a note, what it is called, and the part of the invoice's tax that it is of."""
    bill, rest = paper.debt.bill, _without_lines(paper)
    parts = {part.category: part for part in paper.debt.totals.taxes}
    for one in paper.lines:
        if one.line:
            billed = bill.lines[one.line - 1]
            yield one, billed.sku, parts[billed.category]
        else:
            yield one, paper.reason, rest


def of_note(paper: Paper) -> tuple[Money, Money]:
    """What a note comes to, without its tax, and its tax."""
    currency = paper.debt.bill.currency
    net = Money.sum_of((one.net for one in paper.lines), currency)
    return net, Money.sum_of((one.tax for one in paper.lines), currency)


def category(part: TaxTotal) -> Category:
    """The category in which a part of the totals is written."""
    code = CODES[part.kind]
    if code == "O":
        return Category(code, "", str(part.clause))
    rate = Fraction(0) if part.kind is TaxKind.FREE else part.rate
    if part.base != part.net and rate:
        rate = rate / (1 - rate)  # a share of the gross, as it is of the net
    if code in RATED and not rate:
        code = CODES[TaxKind.FREE]
    return Category(code, decimal(rate * HUNDRED), str(part.clause) if code in REASONED else "")


def decimal(value: Fraction) -> str:
    """The value as a decimal, exact where ten decimals hold it."""
    scaled = round(value * 10**DECIMALS)
    digits = f"{Decimal(scaled).scaleb(-DECIMALS):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _of_invoice(paper: Paper) -> Sums:
    bill, totals = paper.debt.bill, paper.debt.totals
    parts = {part.category: part for part in totals.taxes}
    lines = tuple(
        _line(number, line, each.net, parts[line.category])
        for number, (line, each) in enumerate(zip(bill.lines, totals.each, strict=True), 1)
    )
    changes = tuple(_changes(paper, parts))
    shares = _shares([(category(part), part.net, part.tax) for part in _owed(totals)])
    named = {
        "LineExtensionAmount": totals.lines,
        "TaxExclusiveAmount": totals.net,
        "TaxInclusiveAmount": totals.total,
        "AllowanceTotalAmount": totals.allowances,
        "ChargeTotalAmount": totals.charges,
        "PrepaidAmount": totals.prepaid,
        "PayableRoundingAmount": totals.rounding,
        "PayableAmount": totals.payable,
    }
    return Sums(lines, changes, shares, _told(named))


def _owed(totals: Totals) -> Iterator[TaxTotal]:
    """The parts of a paper, those of what is free without the tax that the operator bears."""
    for part in totals.taxes:
        yield part if part.is_owed else changed(part, tax=part.net - part.net)


def _line(number: int, line: BillLine, net: Money, part: TaxTotal) -> Line:
    quantity, price = quantity_text(line.quantity), line.unit_price
    if not part.is_owed:
        return Line(number, line.sku, quantity, net, "0", category(part), reference=price.text)
    if price.with_tax:
        unit = decimal(Fraction(Decimal(net.amount)) / Fraction(line.quantity))
        return Line(number, line.sku, quantity, net, unit, category(part))
    rounding = next(way for way in Rounding if line.amount(way) == net)
    changes = tuple(
        Change(adjustment.charge, adjustment.reason, abs(amount))
        for adjustment, amount in zip(line.adjustments, line.changes(rounding), strict=True)
    )
    return Line(number, line.sku, quantity, net, price.text, category(part), changes)


def _changes(paper: Paper, parts: Parts) -> Iterator[Change]:
    """The allowances and charges of the paper by category, which sum to those of its totals.

    Where a category has both, totals tell only what they come to together: of what is left of
    the sums, the first such category has both.
    """
    bill, totals = paper.debt.bill, paper.debt.totals
    nothing = totals.net - totals.net
    lines: dict[str, Money] = defaultdict(lambda: nothing)
    for line, each in zip(bill.lines, totals.each, strict=True):
        lines[line.category] += each.net
    by_category: dict[str, dict[bool, str]] = defaultdict(dict)
    for one in bill.adjustments:
        said, way = by_category[one.category], one.adjustment.charge
        said[way] = "; ".join(filter(None, (said.get(way), one.adjustment.reason)))
    more = {code: parts[code].net - lines[code] for code in by_category}
    left = totals.charges - Money.sum_of((max(n, nothing) for n in more.values()), bill.currency)
    for code, reasons in by_category.items():
        both, left = (left, nothing) if len(reasons) > 1 else (nothing, left)
        for way, reason in reasons.items():
            amount = max(more[code] if way else -more[code], nothing) + both
            yield Change(way, reason, amount, category(parts[code]))


def _of_note(paper: Paper) -> Sums:
    lines, shares = [], []
    for number, (one, name, part) in enumerate(noted(paper), 1):
        of = category(part)
        lines.append(Line(number, name, "1", one.net, one.net.amount, of))
        shares.append((of, one.net, one.tax))
    net, tax = of_note(paper)
    named = {
        "LineExtensionAmount": net,
        "TaxExclusiveAmount": net,
        "TaxInclusiveAmount": net + tax,
        "PayableAmount": net + tax,
    }
    return Sums(tuple(lines), (), _shares(shares), named)


def _without_lines(paper: Paper) -> TaxTotal:
    """The category of what belongs to no line, such as a charge in a category of its own."""
    own = {line.category for line in paper.debt.bill.lines}
    taxes = paper.debt.totals.taxes
    return next((part for part in taxes if part.category not in own), taxes[0])


def _shares(parts: list[tuple[Category, Money, Money]]) -> tuple[Share, ...]:
    """One for each code and rate, in the order in which they are met."""
    made: dict[tuple[str, str], Share] = {}
    for of, net, tax in parts:
        key = of.code, of.percent
        if key in made:
            before = made[key]
            made[key] = Share(before.category, before.net + net, before.tax + tax)
        else:
            made[key] = Share(of, net, tax)
    return tuple(made.values())


def _told(named: Mapping[str, Money]) -> Mapping[str, Money]:
    """Without what is nothing, but for the sums that every paper has."""
    always = ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount")
    return {name: amount for name, amount in named.items() if name in always or not amount.is_zero}
