"""Payment terms in weighted parts, each due by its own rule (PRI-09)."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import InvalidValue, Money, Term
from order_to_cash.domain.trade import Due, DuePart, Instalments, NetDays, WeightedParts
from order_to_cash.domain.trade.payment_terms import instalments, is_financed
from order_to_cash.testing.strategies import currencies
from tests.rules.told import pen

INVOICED = date(2016, 1, 14)


@pytest.mark.parametrize(
    ("due", "issued", "expected"),
    [
        (Due(days=30, end_of_month=True, next_day=10), INVOICED, date(2016, 3, 10)),
        (Due(), INVOICED, INVOICED),
        (Due(days=30), INVOICED, date(2016, 2, 13)),
        (Due(end_of_month=True, then_days=15), INVOICED, date(2016, 2, 15)),
        (Due(months=1), date(2016, 1, 31), date(2016, 2, 29)),
        (Due(months=1, day=31), date(2015, 1, 5), date(2015, 2, 28)),
        (Due(months=2, day=5), INVOICED, date(2016, 3, 5)),
        (Due(next_day=14), INVOICED, INVOICED),
        (Due(next_day=13), INVOICED, date(2016, 2, 13)),
        (Due(next_day=15), INVOICED, date(2016, 1, 15)),
        (Due(next_day=31), date(2016, 2, 10), date(2016, 2, 29)),
        (Due(next_day=30), date(2016, 1, 31), date(2016, 2, 29)),
        (Due(next_day=10), date(2015, 12, 11), date(2016, 1, 10)),
    ],
)
def test_a_part_is_due_by_its_rule(due: Due, issued: date, expected: date) -> None:
    """PRI-09: 14 January with "30 days, end of month, on the 10th" is 10 March."""
    assert expected == due.after(issued)


def test_a_quarter_at_once_and_five_times_fifteen_percent() -> None:
    """PRI-09: 25 % at once and five times 15 % every 30 days is six parts."""
    later = [DuePart(Fraction(15, 100), Due(days=30 * n)) for n in range(1, 6)]
    terms = WeightedParts((DuePart(Fraction(1, 4), Due()), *later))
    parts = instalments(terms, pen("1000.00"), INVOICED)
    assert 6 == len(parts)
    assert [pen("250.00"), *[pen("150.00")] * 5] == [part.amount for part in parts]
    assert [INVOICED + timedelta(days=30 * n) for n in range(6)] == [part.due for part in parts]
    assert is_financed(terms)


def test_what_is_odd_is_never_negative() -> None:
    """PRI-09: a cent in three parts is in one of them, and none is below nothing."""
    terms = WeightedParts(tuple(DuePart(Fraction(1, 3), Due(days=n)) for n in range(3)))
    assert ["0.00", "0.01", "0.00"] == [
        part.amount.amount for part in instalments(terms, pen("0.01"), INVOICED)
    ]


def test_parts_stand_in_the_order_in_which_they_are_due() -> None:
    """Money is put to the oldest part first, in whatever order the terms name them."""
    late, soon = DuePart(Fraction(3, 4), Due(days=60)), DuePart(Fraction(1, 4), Due(days=30))
    found = instalments(WeightedParts((late, soon)), pen("100.00"), INVOICED)
    assert [pen("25.00"), pen("75.00")] == [part.amount for part in found]


@given(st.integers(0, 10**9), currencies(), st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_the_parts_are_the_whole(minor: int, currency: Any, weights: list[int]) -> None:
    """PRI-09: shares of any size sum to the invoice, each within one minor unit of its share."""
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    terms = WeightedParts(tuple(DuePart(share, Due(days=n)) for n, share in enumerate(shares)))
    total = Money(minor, currency)
    found = [part.amount for part in instalments(terms, total, INVOICED)]
    assert total == Money.sum_of(found, currency)
    for share, part in zip(shares, found, strict=True):
        assert 0 <= part.minor
        assert abs(part.minor - share * minor) <= 1


def test_equal_instalments_stay_as_they_are() -> None:
    """PRI-09: three instalments of 100.00 are 33.34, 33.33 and 33.33, as before."""
    thirds = instalments(Instalments(3, Term(months=1)), pen("100.00"), INVOICED)
    assert ["33.34", "33.33", "33.33"] == [part.amount.amount for part in thirds]
    (only,) = instalments(NetDays(30), pen("100.00"), INVOICED)
    assert (pen("100.00"), date(2016, 2, 13)) == (only.amount, only.due)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Due(days=-1),
        lambda: Due(months=True),
        lambda: Due(then_days=36_601),
        lambda: Due(day=0),
        lambda: Due(next_day=32),
    ],
)
def test_a_rule_that_is_none_is_refused(make: Any) -> None:
    """PRI-09: whole steps, and days that a month can have."""
    with pytest.raises(InvalidValue) as caught:
        make()
    assert "terms.due" == caught.value.code


@pytest.mark.parametrize(
    "shares",
    [(), (Fraction(1, 2),), (Fraction(1), Fraction(0)), (Fraction(3, 2), Fraction(-1, 2))],
)
def test_shares_are_the_whole_together(shares: tuple[Fraction, ...]) -> None:
    """PRI-09: nothing of an invoice is in no part, and no part is nothing."""
    with pytest.raises(InvalidValue) as caught:
        WeightedParts(tuple(DuePart(share, Due()) for share in shares))
    assert "terms.shares" == caught.value.code
