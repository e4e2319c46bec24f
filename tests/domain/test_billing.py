"""Billing: tax on the total by a dated policy, and totals that always agree."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    Clause,
    Currency,
    CurrencyMismatch,
    Dated,
    InvalidValue,
    Money,
    NotInForce,
    Timeline,
)
from order_to_cash.domain.core.money import Rounding
from order_to_cash.domain.trade import BillLine, TaxPolicy, Totals
from tests.rules.told import pen, usd

OLD, NEW = Clause("Law", "16"), Clause("Law", "17")
FIRST, CHANGE, DAY = date(2003, 8, 1), date(2011, 3, 1), timedelta(days=1)
RATES = Timeline(
    "tax", (Dated(FIRST, Fraction(19, 100), OLD), Dated(CHANGE, Fraction(18, 100), NEW))
)
TAX = TaxPolicy(RATES)
LINES = st.lists(
    st.builds(
        BillLine,
        st.just("SKU"),
        st.integers(1, 10_000),
        st.builds(Money, st.integers(0, 10**9), st.just(Currency.PEN)),
    ),
    max_size=5,
)


def line(price: str, quantity: int = 1) -> BillLine:
    return BillLine("SKU", quantity, pen(price))


def totals(*lines: BillLine, on: date = CHANGE, tax: TaxPolicy = TAX) -> Totals:
    return tax.totals(lines, on, Currency.PEN)


def flat(rate: Fraction, rounding: Rounding = Rounding.HALF_UP) -> TaxPolicy:
    return TaxPolicy(Timeline("tax", (Dated(FIRST, rate, OLD),)), rounding)


@given(LINES, st.sampled_from(Rounding), st.fractions(0, 1, max_denominator=10_000))
def test_totals_always_agree(lines: list[BillLine], rounding: Rounding, rate: Fraction) -> None:
    """ORD-25: net and tax are the total, and the tax is the rate of the net within a cent."""
    found = flat(rate, rounding).totals(lines, CHANGE, Currency.PEN)
    assert found.net + found.tax == found.total
    assert sum(one.unit_price.minor * one.quantity for one in lines) == found.net.minor
    assert abs(found.tax.minor - found.net.minor * rate) < 1
    assert (rate, OLD) == (found.rate, found.clause)


@given(LINES, st.permutations(range(5)))
def test_the_order_of_the_lines_does_not_matter(lines: list[BillLine], order: list[int]) -> None:
    """The same lines cost the same, however they are listed or taken apart."""
    shuffled = [lines[n] for n in order if n < len(lines)]
    single = [BillLine(one.sku, 1, one.net) for one in lines]
    assert totals(*lines) == totals(*shuffled) == totals(*single)


@pytest.mark.parametrize(
    ("on", "rate", "clause"),
    [
        (FIRST, 19, OLD),
        (CHANGE - DAY, 19, OLD),
        (CHANGE, 18, NEW),
        (CHANGE + DAY, 18, NEW),
        (date.max, 18, NEW),
    ],
)
def test_the_rate_is_that_of_the_day(on: date, rate: int, clause: Clause) -> None:
    """The new rate holds from its day on, and the totals name the rate and its law."""
    found = totals(line("100.00"), on=on)
    expected = Totals(
        pen("100.00"), pen(f"{rate}.00"), pen(f"{100 + rate}.00"), Fraction(rate, 100), clause
    )
    assert expected == found


@pytest.mark.parametrize("on", [FIRST - DAY, date.min])
def test_no_rate_is_assumed(on: date) -> None:
    """Before the first published rate nothing can be invoiced, not even nothing."""
    with pytest.raises(NotInForce):
        totals(on=on)


def test_tax_is_computed_once_on_the_total() -> None:
    """Three times 0.99 at 18 % is 0.53 of tax, where line by line it would be 0.54."""
    by_line = totals(line("0.99")).tax * 3
    assert (pen("0.54"), pen("0.53")) == (by_line, totals(line("0.99", 3)).tax)
    expected = Totals(pen("2.97"), pen("0.53"), pen("3.50"), Fraction(18, 100), NEW)
    assert expected == totals(line("0.99"), line("0.99"), line("0.99"))


@pytest.mark.parametrize(
    ("rounding", "net", "tax"),
    [
        (Rounding.HALF_UP, "0.25", "0.05"),
        (Rounding.HALF_EVEN, "0.25", "0.04"),
        (Rounding.DOWN, "0.25", "0.04"),
        (Rounding.UP, "0.25", "0.05"),
        (Rounding.HALF_UP, "0.75", "0.14"),
        (Rounding.HALF_EVEN, "0.75", "0.14"),
        (Rounding.DOWN, "0.75", "0.13"),
        (Rounding.HALF_UP, "0.24", "0.04"),
        (Rounding.UP, "0.24", "0.05"),
        (Rounding.HALF_UP, "0.26", "0.05"),
        (Rounding.DOWN, "0.26", "0.04"),
    ],
)
def test_half_a_cent_is_rounded_as_the_policy_says(rounding: Rounding, net: str, tax: str) -> None:
    """At 18 %, 0.25 bears four cents and a half: the policy says where the half goes."""
    assert pen(tax) == totals(line(net), tax=flat(Fraction(18, 100), rounding)).tax


def test_half_a_cent_goes_up_unless_the_policy_says_otherwise() -> None:
    """The rounding of a policy that names none."""
    assert pen("0.05") == totals(line("0.25")).tax


def test_no_lines_cost_nothing() -> None:
    """A bill without lines is of zero, in the currency that was asked for."""
    nothing = pen("0.00")
    assert Totals(nothing, nothing, nothing, Fraction(18, 100), NEW) == totals()
    assert usd("0.00") == TAX.totals((), CHANGE, Currency.USD).total


def test_currencies_are_not_mixed() -> None:
    """ORD-11: a line in another currency is refused, since no rate is assumed."""
    with pytest.raises(CurrencyMismatch):
        totals(line("1.00"), BillLine("SKU", 1, usd("1.00")))


def test_a_line_costs_its_units() -> None:
    """A line's net is the quantity times the unit price."""
    assert (pen("0.99"), pen("2.97")) == (line("0.99").net, line("0.99", 3).net)


@pytest.mark.parametrize("quantity", [0, -1, True, 1.0, "1", None])
def test_a_line_bills_at_least_one(quantity: Any) -> None:
    """What was not delivered has no line, so a line of none is a mistake."""
    with pytest.raises(InvalidValue) as caught:
        BillLine("SKU", quantity, pen("1.00"))
    assert "billing.quantity" == caught.value.code
    assert (
        "a line bills a whole quantity of at least one; leave out what was not delivered"
    ) == caught.value.message
