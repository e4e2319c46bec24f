"""A second reckoning of papers, in fractions alone, and papers drawn to be compared with it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from order_to_cash.domain.core import Clause, Currency, Dated, Money, Timeline
from order_to_cash.domain.core.money import Rounding
from order_to_cash.domain.trade import (
    Adjustment,
    BillLine,
    PaperAdjustment,
    TaxCategory,
    TaxKind,
    TaxPart,
    TaxPolicy,
    TaxWay,
    UnitPrice,
)
from order_to_cash.testing.strategies import currencies, quantities

LAW: Final = Clause("Law", "1")
TODAY: Final = date(2026, 3, 2)
HALF: Final = Fraction(1, 2)


def rounded(exact: Fraction, rounding: Rounding) -> int:
    """A number rounded, negative ones as their mirror."""
    sign, size = (-1, -exact) if exact < 0 else (1, exact)
    down, up = floor(size), ceil(size)
    match rounding:
        case Rounding.DOWN:
            made = down
        case Rounding.UP:
            made = up
        case Rounding.HALF_UP:
            made = floor(size + HALF)
        case Rounding.HALF_EVEN:
            made = round(size)
        case _:
            raise AssertionError(rounding)
    return sign * made


class Sums(NamedTuple):
    """What a category comes to, in minor units."""

    net: int
    tax: int


def category(
    rate: Fraction,
    way: TaxWay = TaxWay.ON_TOP,
    *,
    kind: TaxKind = TaxKind.STANDARD,
    code: str = "standard",
    parts: Sequence[Fraction] = (),
) -> TaxCategory:
    """A category at that rate, since long ago, in these parts or in one."""
    named = tuple(TaxPart(f"tax-{n}", part) for n, part in enumerate(parts or (rate,)))
    return TaxCategory(code, Timeline(code, (Dated(date(2000, 1, 1), named, LAW),)), kind, way)


def split(exact: int, rate: Fraction, way: TaxWay, *, with_tax: bool, by: Rounding) -> Sums:
    """Net and tax of an amount, by the definition of each way and each mode."""
    if way is TaxWay.ON_TOP and not with_tax:
        return Sums(exact, rounded(exact * rate, by))
    if way is TaxWay.ON_TOP:
        net = rounded(exact / (1 + rate), by)
        return Sums(net, exact - net)
    if with_tax:
        tax = rounded(exact * rate, by)
        return Sums(exact - tax, tax)
    gross = rounded(exact / (1 - rate), by)
    return Sums(exact, gross - exact)


def size_of(change: Adjustment, basis: Fraction) -> Fraction:
    """What an allowance takes off, below zero, or a charge adds."""
    fixed = Fraction(0) if change.amount is None else Fraction(change.amount.minor)
    size = fixed if change.share is None else basis * change.share
    return size if change.charge else -size


def line_amount(line: BillLine, by: Rounding) -> int:
    """What a line comes to in minor units: what it costs, less what is taken off, each rounded."""
    unit = Fraction(line.unit_price.amount) * 10**line.unit_price.currency.digits
    full, off = unit * Fraction(line.quantity), Fraction(0)
    for change in line.adjustments:
        off += size_of(change, full)
    return rounded(full, by) + rounded(off, by)


def reckoned(
    policy: TaxPolicy, lines: Sequence[BillLine], changes: Sequence[PaperAdjustment]
) -> dict[str, Sums]:
    """Each category by the whole of it, or by line where the policy says so."""
    amounts: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for line in lines:
        amounts[line.category, line.unit_price.with_tax].append(line_amount(line, policy.rounding))
    for key in {(change.category, change.with_tax) for change in changes}:
        basis, so_far, before = sum(amounts[key]), Fraction(0), 0
        for change in changes:
            if (change.category, change.with_tax) == key:
                so_far += size_of(change.adjustment, Fraction(basis))
                amounts[key].append(rounded(so_far, policy.rounding) - before)
                before = rounded(so_far, policy.rounding)
    found: dict[str, Sums] = {}
    for (code, with_tax), each in amounts.items():
        known = policy.category(code)
        rate = sum((part.rate for part in known.rates.on(TODAY).value), Fraction(0))
        for exact in each if policy.by_line else [sum(each)]:
            one = split(exact, rate, known.way, with_tax=with_tax, by=policy.rounding)
            sums = found.get(code, Sums(0, 0))
            found[code] = Sums(sums.net + one.net, sums.tax + one.tax)
    return found


CODES: Final = ("standard", "reduced", "inside", "exempt", "free")
RATES: Final = st.fractions(0, Fraction(1, 2), max_denominator=1000)


@st.composite
def policies(draw: st.DrawFn) -> TaxPolicy:
    """Policies with rates of any parts, both ways, what is exempt and what is free."""
    parts = draw(st.lists(RATES, min_size=1, max_size=3).filter(lambda each: sum(each) < 1))
    return TaxPolicy(
        (
            category(sum(parts, Fraction(0)), parts=parts),
            category(draw(RATES), kind=TaxKind.REDUCED, code="reduced"),
            category(draw(RATES), TaxWay.INSIDE, code="inside"),
            category(Fraction(0), kind=TaxKind.EXEMPT, code="exempt"),
            category(draw(RATES), kind=TaxKind.FREE, code="free"),
        ),
        draw(st.sampled_from(Rounding)),
        by_line=draw(st.booleans()),
    )


@st.composite
def adjustments(draw: st.DrawFn, currency: Currency, most: int) -> Adjustment:
    """A discount of a share or an amount, small enough that several can stand together."""
    charge = draw(st.booleans())
    if draw(st.booleans()):
        share = draw(st.fractions(0, Fraction(1, 3), max_denominator=997))
        return Adjustment("agreed", share=share, charge=charge)
    amount = Money(draw(st.integers(0, max(most // 4, 0))), currency)
    return Adjustment("agreed", amount, charge=charge)


@st.composite
def lines(draw: st.DrawFn, currency: Currency) -> BillLine:
    """Lines of any price with up to ten decimals, any quantity, any mode and category."""
    figures, decimals = draw(st.integers(0, 10**9)), draw(st.integers(0, 10))
    taxed = draw(st.booleans())
    price = UnitPrice.written(figures, decimals, currency, with_tax=taxed)
    quantity = draw(quantities())
    minor = int(Fraction(price.amount) * Fraction(quantity) * 10**currency.digits)
    changes = draw(st.lists(adjustments(currency, minor), max_size=2))
    code = draw(st.sampled_from(CODES))
    return BillLine("SKU", quantity, price, code, tuple(changes))


class Paper(NamedTuple):
    """All that a paper is reckoned from."""

    policy: TaxPolicy
    currency: Currency
    lines: tuple[BillLine, ...]
    changes: tuple[PaperAdjustment, ...]

    @property
    def totals(self) -> Any:
        """What the library makes of it."""
        return self.policy.totals(self.lines, TODAY, self.currency, adjustments=self.changes)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Papers of several lines, with allowances and charges of their own."""
    currency = draw(currencies())
    drawn = tuple(draw(st.lists(lines(currency), max_size=5)))
    change = st.builds(
        PaperAdjustment, adjustments(currency, 400), st.sampled_from(CODES[:4]), st.booleans()
    )
    return Paper(draw(policies()), currency, drawn, tuple(draw(st.lists(change, max_size=3))))
