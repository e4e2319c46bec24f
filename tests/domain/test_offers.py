"""Offers that were agreed for a line: what they take off, and on which days (PRI-11)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.charge_obligation.amounts import agreed as agreed_in
from order_to_cash.domain.core import Currency, InvalidValue, Money, Term
from order_to_cash.domain.trade import AgreedOffer, BillLine, Cycle, UnitPrice

MARCH = date(2026, 3, 1)


def sol(amount: str) -> Money:
    """An amount in soles."""
    return Money.of(amount, Currency.PEN)


def line(price: str, quantity: int = 1) -> BillLine:
    """So many of something."""
    return BillLine("tv", quantity, UnitPrice.of(price, Currency.PEN))


@pytest.mark.parametrize(
    ("other", "last"),
    [
        ({}, None),
        ({"until": date(2026, 3, 1)}, date(2026, 3, 1)),
        ({"lasts": Term(months=6)}, date(2026, 8, 31)),
        ({"lasts": Term(days=1)}, MARCH),
    ],
)
def test_an_offer_holds_on_its_days(other: dict[str, Any], last: date | None) -> None:
    """PRI-11: from its first day to its last, counted by hand; without an end for ever."""
    offer = AgreedOffer("campaign", MARCH, share=Fraction(1, 2), **other)
    assert last == offer.ends
    assert not offer.holds(date(2026, 2, 28))
    assert offer.holds(MARCH)
    assert (last is None) == offer.holds(date(2099, 1, 1))
    if last is not None:
        assert (True, False) == (
            offer.holds(last),
            offer.holds(date.fromordinal(last.toordinal() + 1)),
        )


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"share": Fraction(1, 2), "amount": sol("1.00")},
        {"share": Fraction(3, 2)},
        {"share": Fraction(-1, 2)},
        {"amount": sol("-1.00")},
        {"share": Fraction(1, 2), "until": date(2026, 2, 28)},
        {"share": Fraction(1, 2), "lasts": Term()},
        {"share": Fraction(1, 2), "lasts": Term(days=9), "until": date(2026, 4, 1)},
    ],
)
def test_what_contradicts_itself_is_no_offer(other: dict[str, Any]) -> None:
    """PRI-11: nothing off, two ways at once, more than all, an end before the first day."""
    with pytest.raises(InvalidValue):
        AgreedOffer("campaign", MARCH, **other)


def test_half_of_an_odd_price() -> None:
    """PRI-11, PRI-02: of 883.11 half is 441.56 off, and 441.55 are agreed."""
    offer = AgreedOffer("campaign", MARCH, share=Fraction(1, 2), until=date(2026, 3, 31))
    agreed = offer.agreed("A-1", "O-1/1", line("883.11"))
    assert (sol("883.11"), sol("441.55")) == (agreed.listed, agreed.offered)
    assert (MARCH, date(2026, 3, 31)) == (agreed.since, agreed.until)


def test_an_amount_is_off_the_line() -> None:
    """PRI-11: 5.00 off two at 10.00 leave 15.00."""
    offer = AgreedOffer("campaign", MARCH, amount=sol("5.00"))
    assert sol("15.00") == offer.agreed("A-1", "O-1/1", line("10.00", 2)).offered


def test_a_correction_counts_its_days() -> None:
    """PRI-11, FIX-27: ten of thirty-one days at half of 31.00 are 5.00 less in that cycle."""
    offer = AgreedOffer("campaign", date(2026, 3, 22), share=Fraction(1, 2), lasts=Term(days=10))
    agreed = offer.agreed("A-1", "O-1/1", line("31.00"))
    march = Cycle(MARCH, date(2026, 3, 31))
    assert sol("26.00") == agreed_in(agreed, march)
    assert sol("31.00") == agreed_in(agreed, Cycle(date(2026, 4, 1), date(2026, 4, 30)))


@given(st.integers(0, 10**9), st.integers(1, 500), st.fractions(0, 1, max_denominator=1000))
def test_it_takes_off_what_fractions_say(cents: int, pieces: int, share: Fraction) -> None:
    """PRI-11: the share of the exact amount, rounded half up once, whatever price and quantity."""
    price = UnitPrice(Decimal(cents) / 100, Currency.PEN)
    billed = BillLine("tv", pieces, price)
    offered = AgreedOffer("campaign", MARCH, share=share).agreed("A-1", "O-1/1", billed).offered
    off = int(cents * pieces * share + Fraction(1, 2))
    assert Money(cents * pieces - off, Currency.PEN) == offered
