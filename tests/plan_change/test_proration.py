"""Proration by the day and to the cent: the parts always make the whole (REQ-09)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, InvalidValue, Money
from order_to_cash.domain.plan_change import CycleCharge, Part, Plan
from order_to_cash.domain.plan_change.proration import charged, prorated
from order_to_cash.domain.trade import Cycle
from order_to_cash.domain.trade.bill_cycle import DAYS_MAX
from tests.plan_change import samples as s

FIRST = date(2024, 2, 1)
IN_FULL, NOT_AT_ALL = CycleCharge.IN_FULL, CycleCharge.NOT_AT_ALL
PRICES = st.integers(0, 10**9).map(lambda minor: Money(minor, Currency.BOB))


def plan(code: str, price: Money) -> Plan:
    return Plan(code, price, "ftth")


@given(PRICES, PRICES, st.integers(1, DAYS_MAX), st.data())
def test_the_parts_sum_to_what_is_billed(
    old: Money, new: Money, days: int, data: st.DataObject
) -> None:
    """REQ-09: whatever prices, days and cycle, parts, sum and difference agree to the cent."""
    before = data.draw(st.integers(0, days - 1))
    cycle = Cycle(FIRST, FIRST + timedelta(days=days - 1))
    asked = s.request(old=plan("A", old), new=plan("B", new), cycle=cycle)
    found = prorated(asked, FIRST + timedelta(days=before))
    assert found.billed == Money.sum_of((p.amount for p in found.parts), Currency.BOB)
    assert found.billed == old + found.difference
    assert days == sum(p.days for p in found.parts)
    by_day = (*old.spread(days)[:before], *new.spread(days)[before:])
    assert found.billed == Money.sum_of(by_day, Currency.BOB)
    assert min(old, new) <= found.billed <= max(old, new)


@given(PRICES, st.integers(1, 31), st.data())
def test_plans_of_one_price_make_that_price(price: Money, days: int, data: st.DataObject) -> None:
    """REQ-09: no cent appears or is lost by splitting, on whatever day."""
    before = data.draw(st.integers(0, days - 1))
    cycle = Cycle(FIRST, FIRST + timedelta(days=days - 1))
    asked = s.request(old=plan("A", price), new=plan("B", price), cycle=cycle)
    assert price == prorated(asked, FIRST + timedelta(days=before)).billed


@pytest.mark.parametrize("days", [28, 29, 30, 31])
def test_the_first_day_bills_the_new_plan_alone(days: int) -> None:
    """A change on the first day of the cycle has one part, the whole new price."""
    cycle = Cycle(FIRST, FIRST + timedelta(days=days - 1))
    found = prorated(s.request(cycle=cycle), FIRST)
    assert (Part("INT-60", days, s.bob("310.00")),) == found.parts
    assert s.bob("110.00") == found.difference


@pytest.mark.parametrize(
    ("days", "old", "new"),
    [
        (28, "192.86", "11.07"),
        (29, "193.10", "10.69"),
        (30, "193.33", "10.33"),
        (31, "193.55", "10.00"),
    ],
)
def test_the_last_day_bills_one_day_of_the_new_plan(days: int, old: str, new: str) -> None:
    """A change on the last day of the cycle bills exactly one day of the new plan."""
    cycle = Cycle(FIRST, FIRST + timedelta(days=days - 1))
    found = prorated(s.request(cycle=cycle), cycle.last)
    expected = (Part("INT-30", days - 1, s.bob(old)), Part("INT-60", 1, s.bob(new)))
    assert expected == found.parts


def test_a_cycle_of_one_day_bills_the_new_plan() -> None:
    """In a cycle of one day there is no day left for the old plan."""
    found = prorated(s.request(cycle=Cycle(FIRST, FIRST)), FIRST)
    assert (Part("INT-60", 1, s.bob("310.00")),) == found.parts


def test_cents_that_do_not_divide_are_not_lost() -> None:
    """A fee over 29 days, rounded day by day, would lose 12 cents; here it does not."""
    price = s.bob("146.28")
    cycle = Cycle(FIRST, date(2024, 2, 29))
    same = s.request(old=plan("A", price), new=plan("B", price), cycle=cycle)
    found = prorated(same, date(2024, 2, 15))
    assert (s.bob("70.62"), s.bob("75.66")) == tuple(p.amount for p in found.parts)
    assert price == found.billed
    assert s.bob("146.16") == s.bob("5.04") * 29


@pytest.mark.parametrize("day", range(1, 31))
def test_a_change_in_full_costs_the_same_on_every_day(day: int) -> None:
    """FUL-08: from 10.00 to 15.00 in full is 5.00, whenever in the cycle; not at all is nothing."""
    cycle, on = Cycle(date(2024, 4, 1), date(2024, 4, 30)), date(2024, 4, day)
    asked = s.request(old=plan("A", s.bob("10.00")), new=plan("B", s.bob("15.00")), cycle=cycle)
    whole, none = (charged(asked, on, each) for each in (IN_FULL, NOT_AT_ALL))
    assert (s.bob("15.00"), s.bob("5.00")) == (whole.billed, whole.difference)
    assert (Part("B", 30, s.bob("15.00")),) == whole.parts
    assert (s.bob("10.00"), s.bob("0.00")) == (none.billed, none.difference)
    assert (Part("A", 30, s.bob("10.00")),) == none.parts
    by_day = charged(asked, on, CycleCharge.PRORATED)
    assert by_day == prorated(asked, on)
    exact = Fraction(500 * (31 - day), 30)
    assert abs(exact - by_day.difference.minor) < 1


@pytest.mark.parametrize("charge", CycleCharge)
def test_a_cheaper_plan_in_full_gives_the_difference_back(charge: CycleCharge) -> None:
    """FUL-08: on the first day of the cycle all but the last policy owe the customer 5.00."""
    cycle = Cycle(FIRST, date(2024, 2, 29))
    asked = s.request(old=plan("A", s.bob("15.00")), new=plan("B", s.bob("10.00")), cycle=cycle)
    owed = s.bob("0.00") if charge is NOT_AT_ALL else s.bob("-5.00")
    assert owed == charged(asked, FIRST, charge).difference


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), FIRST + timedelta(days=29)])
def test_no_day_outside_the_cycle_is_prorated(day: date) -> None:
    """A day before the first or after the last is an error, never a share below zero."""
    with pytest.raises(InvalidValue):
        prorated(s.request(cycle=Cycle(FIRST, date(2024, 2, 29))), day)


def test_a_cycle_has_one_day_to_a_year() -> None:
    """No cycle ends before it begins, or lasts longer than a leap year."""
    assert 366 == Cycle(FIRST, FIRST + timedelta(days=365)).days
    for last in (FIRST - timedelta(days=1), FIRST + timedelta(days=366)):
        with pytest.raises(InvalidValue) as caught:
            Cycle(FIRST, last)
        assert "billing.cycle" == caught.value.code


def test_a_plan_has_no_negative_price() -> None:
    """A plan may be free, and never costs less than nothing."""
    assert plan("GRATIS", s.NOTHING).monthly.is_zero
    with pytest.raises(InvalidValue) as caught:
        plan("X", -s.CENT)
    assert "plan-change.price" == caught.value.code
