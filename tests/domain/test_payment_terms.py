"""Payment terms: the due days, and parts that sum exactly to the total."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, InvalidValue, Money, Term
from order_to_cash.domain.trade import (
    EndOfMonth,
    Instalment,
    Instalments,
    NetDays,
    PaymentTerms,
    UpFront,
)
from order_to_cash.domain.trade.payment_terms import MAX_PARTS, due_days, instalments, is_financed
from tests.rules.facts import payment_terms
from tests.rules.told import pen
from tests.wording import code_of as worded

MONTH = Term(months=1)
JAN_31, NOTHING = date(2026, 1, 31), pen("0.00")
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
CENTS = st.integers(0, 50) | st.integers(-(10**15), 10**15)


@given(payment_terms(), CENTS, DAYS)
def test_the_parts_sum_to_the_total(terms: PaymentTerms, cents: int, issued: date) -> None:
    """ORD-26: nothing is lost or won by splitting, and parts differ by a cent at most."""
    total = Money(cents, Currency.PEN)
    parts = instalments(terms, total, issued)
    assert total == Money.sum_of((part.amount for part in parts), Currency.PEN)
    sizes = [part.amount.minor for part in parts]
    assert max(sizes) - min(sizes) <= 1
    assert sorted(sizes, key=abs, reverse=True) == sizes
    assert all(part.paid == NOTHING and part.outstanding == part.amount for part in parts)


@given(payment_terms(), DAYS)
def test_due_days_rise_and_are_not_before_the_invoice(terms: PaymentTerms, issued: date) -> None:
    """ORD-26: nothing is due before it is invoiced, and no two parts are due on one day."""
    days = due_days(terms, issued)
    assert issued <= days[0]
    assert sorted(set(days)) == list(days)
    assert days == tuple(part.due for part in instalments(terms, NOTHING, issued))


@given(st.integers(1, 60), st.integers(1, 12), st.integers(0, 40), DAYS)
def test_each_part_is_counted_from_the_invoice(
    count: int, months: int, days: int, issued: date
) -> None:
    """The n-th part is due n terms after the invoice, whatever day the one before fell on."""
    expected = tuple(
        Term(months=months * n, days=days * n).after(issued) for n in range(1, count + 1)
    )
    assert expected == due_days(Instalments(count, Term(months, days)), issued)


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        (JAN_31, ["2026-02-28", "2026-03-31", "2026-04-30"]),
        (date(2024, 1, 31), ["2024-02-29", "2024-03-31", "2024-04-30"]),
        (date(2024, 2, 29), ["2024-03-29", "2024-04-29", "2024-05-29"]),
        (date(2026, 11, 30), ["2026-12-30", "2027-01-30", "2027-02-28"]),
        (date(2026, 1, 1), ["2026-02-01", "2026-03-01", "2026-04-01"]),
    ],
)
def test_monthly_parts_keep_the_day_of_the_invoice(issued: date, expected: list[str]) -> None:
    """A short month shortens its own due day and no later one."""
    found = due_days(Instalments(3, MONTH), issued)
    assert expected == [day.isoformat() for day in found]


@pytest.mark.parametrize("years", [1, 4])
def test_a_leap_day_falls_on_the_last_of_february(years: int) -> None:
    """Years after 29 February, the part is due on the last day that February then has."""
    (day,) = due_days(Instalments(1, Term(months=12 * years)), date(2024, 2, 29))
    assert date(2024 + years, 2, 29 if years == 4 else 28) == day


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("100.00", ["33.34", "33.33", "33.33"]),
        ("100.01", ["33.34", "33.34", "33.33"]),
        ("99.99", ["33.33", "33.33", "33.33"]),
        ("0.02", ["0.01", "0.01", "0.00"]),
        ("0.00", ["0.00", "0.00", "0.00"]),
        ("-0.01", ["-0.01", "0.00", "0.00"]),
    ],
)
def test_odd_cents_come_first(total: str, parts: list[str]) -> None:
    """ORD-26: whoever pays in parts pays the odd cents with the first ones."""
    found = instalments(Instalments(3, MONTH), pen(total), JAN_31)
    assert [pen(part) for part in parts] == [part.amount for part in found]


@pytest.mark.parametrize(
    ("issued", "months", "expected"),
    [
        (date(2026, 2, 1), 0, date(2026, 2, 28)),
        (date(2026, 2, 28), 0, date(2026, 2, 28)),
        (date(2024, 2, 28), 0, date(2024, 2, 29)),
        (date(2024, 2, 29), 0, date(2024, 2, 29)),
        (date(2026, 12, 1), 0, date(2026, 12, 31)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2026, 3, 31), 13, date(2027, 4, 30)),
    ],
)
def test_the_end_of_a_month(issued: date, months: int, expected: date) -> None:
    """The last day of the month, in leap years and in December too."""
    assert (expected,) == due_days(EndOfMonth(months), issued)
    assert 1 == (expected + timedelta(days=1)).day


@pytest.mark.parametrize(
    ("days", "expected"), [(0, JAN_31), (1, date(2026, 2, 1)), (30, date(2026, 3, 2))]
)
def test_days_are_counted_from_the_invoice(days: int, expected: date) -> None:
    """With no days it is due the very day; the day of the invoice itself is not counted."""
    assert (expected,) == due_days(NetDays(days), JAN_31)


def test_what_is_paid_up_front_is_due_at_once() -> None:
    """ORD-12: up front is the one way that is not financed."""
    whole = Instalment(JAN_31, pen("10.00"), NOTHING)
    assert (whole,) == instalments(UpFront(), pen("10.00"), JAN_31)
    assert not is_financed(UpFront())
    later: tuple[PaymentTerms, ...] = (NetDays(0), EndOfMonth(), Instalments(1, MONTH))
    assert all(is_financed(terms) for terms in later)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: NetDays(-1), "terms.days"),
        (lambda: NetDays(any_(True)), "terms.days"),
        (lambda: NetDays(any_("30")), "terms.days"),
        (lambda: EndOfMonth(-1), "terms.months"),
        (lambda: EndOfMonth(any_(1.0)), "terms.months"),
        (lambda: Instalments(0, MONTH), "terms.parts"),
        (lambda: Instalments(-3, MONTH), "terms.parts"),
        (lambda: Instalments(any_(True), MONTH), "terms.parts"),
        (lambda: Instalments(MAX_PARTS + 1, Term(days=1)), "terms.parts"),
        (lambda: Instalments(3, Term()), "terms.parts"),
    ],
)
def test_terms_that_make_no_sense_are_refused(make: Any, code: str) -> None:
    """Negative days, no part, too many parts, or parts all on one day cannot be written."""
    with pytest.raises(InvalidValue) as caught:
        make()
    assert code == worded(caught.value)


def any_(value: Any) -> Any:
    return value


def test_the_most_parts_are_possible() -> None:
    """An invoice is split into as many parts as the limit says."""
    assert MAX_PARTS == len(due_days(Instalments(MAX_PARTS, Term(days=1)), JAN_31))


def test_a_due_day_after_the_end_of_time_is_refused() -> None:
    """Terms that no calendar holds are an error of ours, not of Python's."""
    with pytest.raises(InvalidValue) as caught:
        due_days(NetDays(10**9), JAN_31)
    assert "time.out-of-range" == caught.value.code


def test_what_is_outstanding_is_what_is_not_paid() -> None:
    """ORD-28: a part that is paid in part owes the rest."""
    part = Instalment(JAN_31, pen("10.00"), pen("3.99"))
    assert pen("6.01") == part.outstanding
