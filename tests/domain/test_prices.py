"""Prices and lines: exact to ten decimals, with tax or without, and rounded once."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, CurrencyMismatch, InvalidValue, Money
from order_to_cash.domain.core.money import MAX_MINOR, Rounding
from order_to_cash.domain.trade import Adjustment, BillLine, Kind, Offering, UnitPrice
from order_to_cash.domain.trade.prices import decimals_of
from order_to_cash.testing.strategies import decimals, quantities
from tests.domain.reckoning import line_amount
from tests.domain.reckoning import lines as drawn
from tests.rules.told import pen, usd

HALF = Adjustment("half price", share=Fraction(1, 2))


def price(amount: str, *, with_tax: bool = False) -> UnitPrice:
    return UnitPrice.of(amount, Currency.PEN, with_tax=with_tax)


@pytest.mark.parametrize(
    ("quantity", "amount", "with_tax", "expected"),
    [
        (700, "1.102", False, "771.40"),
        (100, "0.65", True, "65.00"),
        (20, "330.00", True, "6600.00"),
        (120, "330.00", True, "39600.00"),
        (1, "0.0000000001", False, "0.00"),
        (100_000_000, "0.0000000001", False, "0.01"),
        (Decimal("2.5"), "0.30", False, "0.75"),
        (Decimal("0.5"), "0.01", False, "0.01"),
    ],
)
def test_a_line_is_its_quantity_times_its_price(
    quantity: Any, amount: str, with_tax: bool, expected: str
) -> None:
    """PRI-01: 700 x 1.102 = 771.40, 100 x 0.65 = 65.00, 20 x 330.00 = 6600.00."""
    line = BillLine("SKU", quantity, price(amount, with_tax=with_tax))
    assert pen(expected) == line.amount()


def test_a_discount_is_taken_off_and_rounded_once() -> None:
    """PRI-02: 883.11 with 50 % is 441.56 off, and the base is 441.55."""
    line = BillLine("SKU", 1, price("883.11"), adjustments=(HALF,))
    assert (pen("-441.56"),) == line.changes()
    assert pen("441.55") == line.amount()


def test_discounts_that_follow_each_other_are_rounded_together() -> None:
    """PRI-02: two halves of a cent take off that cent, and not one cent each."""
    line = BillLine("SKU", 1, price("0.01"), adjustments=(HALF, HALF))
    assert (pen("-0.01"), pen("0.00")) == line.changes()
    assert pen("0.00") == line.amount()


def test_a_charge_is_added() -> None:
    """PRI-02: 100.00 with a fee of 5.00 and a tenth off is 95.00."""
    fee = Adjustment("delivery", pen("5.00"), charge=True)
    tenth = Adjustment("agreed", share=Fraction(1, 10))
    line = BillLine("SKU", 1, price("100.00"), adjustments=(fee, tenth))
    assert (pen("5.00"), pen("-10.00")) == line.changes()
    assert pen("95.00") == line.amount()


@pytest.mark.parametrize(
    "adjustments",
    [
        (Adjustment("too much", pen("10.01")),),
        (HALF, HALF, Adjustment("a cent", pen("0.01"))),
        (Adjustment("all and more", share=Fraction(101, 100)),),
    ],
)
def test_no_line_is_less_than_nothing(adjustments: tuple[Adjustment, ...]) -> None:
    """PRI-02: discounts of more than a line costs are refused, to the cent."""
    with pytest.raises(InvalidValue) as caught:
        BillLine("SKU", 1, price("10.00"), adjustments=adjustments)
    assert "billing.discount" == caught.value.code


@pytest.mark.parametrize(
    "make",
    [
        lambda: Adjustment("nothing at all"),
        lambda: Adjustment("both", pen("1.00"), Fraction(1, 2)),
        lambda: Adjustment(" ", pen("1.00")),
        lambda: Adjustment("below zero", pen("-0.01")),
        lambda: Adjustment("below zero", share=Fraction(-1, 100)),
    ],
)
def test_an_adjustment_has_a_reason_and_one_size(make: Any) -> None:
    """PRI-02: each allowance and charge says why, and how much in one way."""
    with pytest.raises(InvalidValue) as caught:
        make()
    assert "billing.adjustment" == caught.value.code


def test_an_adjustment_is_in_the_currency_of_its_line() -> None:
    """No rate is assumed between a price and what is taken off it."""
    with pytest.raises(CurrencyMismatch):
        BillLine("SKU", 1, price("10.00"), adjustments=(Adjustment("x", usd("1.00")),))


@given(drawn(Currency.PEN) | drawn(Currency.CLP) | drawn(Currency.KWD), st.sampled_from(Rounding))
def test_a_line_is_as_a_second_reckoning_says(line: BillLine, rounding: Rounding) -> None:
    """PRI-01, PRI-02: any price, quantity and discounts, rounded in any way."""
    assert line_amount(line, rounding) == line.amount(rounding).minor
    full = BillLine(line.sku, line.quantity, line.unit_price).amount(rounding)
    assert line.amount(rounding) == Money.sum_of((full, *line.changes(rounding)), full.currency)


@pytest.mark.parametrize("quantity", [0, -1, True, 1.5, "1", None, Decimal(2), Decimal("NaN")])
def test_a_quantity_is_above_zero_and_written_in_one_way(quantity: Any) -> None:
    """PRI-01: pieces are whole numbers, parts are decimals, and nothing else is a quantity."""
    with pytest.raises(InvalidValue) as caught:
        BillLine("SKU", quantity, price("1.00"))
    assert "billing.quantity" == caught.value.code


@pytest.mark.parametrize(
    ("quantity", "sound"),
    [("0.000001", True), ("0.0000001", False), ("-0.5", False), ("2.50", True), ("1E-70", False)],
)
def test_a_quantity_has_at_most_six_decimals(quantity: str, sound: bool) -> None:
    """PRI-01: the sixth decimal is taken, the seventh refused."""
    if sound:
        assert Decimal(quantity) == BillLine("SKU", Decimal(quantity), price("1.00")).quantity
        return
    with pytest.raises(InvalidValue):
        BillLine("SKU", Decimal(quantity), price("1.00"))


@pytest.mark.parametrize(
    ("kind", "decimals", "sound"),
    [
        (Kind.SERVICE, 0, True),
        (Kind.SERVICE, 6, True),
        (Kind.SERVICE, 7, False),
        (Kind.SERVICE, -1, False),
        (Kind.GOODS, 0, True),
        (Kind.GOODS, 1, False),
    ],
)
def test_goods_come_in_pieces(kind: Kind, decimals: int, sound: bool) -> None:
    """PRI-01: a quantity has decimals where the offering says so, and never of goods."""
    if sound:
        made = Offering("SKU", "Cable", kind, price("1.00"), decimals=decimals)
        assert decimals == made.decimals
        return
    with pytest.raises(InvalidValue) as caught:
        Offering("SKU", "Cable", kind, price("1.00"), decimals=decimals)
    assert "offering.decimals" == caught.value.code


@pytest.mark.parametrize(
    "amount", [1.5, True, "1e3", "1,5", " 1", "1_0", "NaN", "٣", "", None, "1.00000000001"]
)
def test_a_price_is_exact_or_refused(amount: Any) -> None:
    """PRI-01: ten decimals are kept, an eleventh and every float is refused."""
    with pytest.raises(InvalidValue) as caught:
        UnitPrice.of(amount, Currency.PEN)
    assert "price.malformed" == caught.value.code


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("330", Currency.PEN, "330.00 PEN"),
        ("330.000", Currency.PEN, "330.00 PEN"),
        ("1.102", Currency.PEN, "1.102 PEN"),
        ("-0.5", Currency.PEN, "-0.50 PEN"),
        ("0.0000000001", Currency.PEN, "0.0000000001 PEN"),
        ("11900", Currency.CLP, "11900 CLP"),
        ("1.5", Currency.CLP, "1.5 CLP"),
        ("1.25", Currency.KWD, "1.250 KWD"),
    ],
)
def test_a_price_shows_the_decimals_it_needs(amount: str, currency: Currency, text: str) -> None:
    """PRI-01: those of its currency at least, and its own where it has more."""
    assert text == str(UnitPrice.of(amount, currency))


@given(decimals(), st.sampled_from(Currency), st.booleans())
def test_the_figures_of_a_price_make_it_again(
    amount: Decimal, currency: Currency, with_tax: bool
) -> None:
    """Nothing is lost between a price and the two numbers a ledger keeps of it."""
    assume(abs(Fraction(amount)) * 1000 <= MAX_MINOR)
    made = UnitPrice(amount, currency, with_tax)
    again = UnitPrice.written(made.figures, made.decimals, currency, with_tax=with_tax)
    assert made == again
    assert Fraction(amount) == Fraction(made.figures, 10**made.decimals)


@given(quantities())
def test_the_decimals_of_a_quantity_are_those_it_needs(quantity: Any) -> None:
    """So many decimals write it exactly, and one fewer does not."""
    places = decimals_of(quantity)
    scaled = Fraction(quantity) * 10**places
    assert 1 == scaled.denominator
    assert places == 0 or scaled.numerator % 10


def test_a_price_has_as_many_figures_as_64_bits_hold() -> None:
    """The largest is kept, and one more in its last place is refused."""
    most = UnitPrice.of("92233720368547758.07", Currency.PEN)
    assert most.figures == MAX_MINOR
    with pytest.raises(InvalidValue) as caught:
        UnitPrice.of("92233720368547758.08", Currency.PEN)
    assert "price.too-large" == caught.value.code
