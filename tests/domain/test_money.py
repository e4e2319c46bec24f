"""Money: exact, in one currency, rounded only where a rounding is named."""

import copy
import decimal
import operator
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, CurrencyMismatch, InvalidValue, Money
from order_to_cash.domain.core.money import MAX_DAYS, MAX_MINOR, Rounding
from tests.wording import code_of as worded
from tests.work import MOST_TIMES, times

BOB, PEN, USD = Currency.BOB, Currency.PEN, Currency.USD
CLP, KWD = Currency.CLP, Currency.KWD
LARGEST = "92233720368547758.07"
EACH_OPERATION = pytest.mark.parametrize(
    "operation",
    [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge],
)

minors = st.integers(-MAX_MINOR, MAX_MINOR)
small = st.integers(-(10**12), 10**12)
currencies = st.sampled_from(Currency)
moneys = st.builds(Money, minors, currencies)
rates = st.fractions(min_value=-10, max_value=10, max_denominator=10_000)
periods = st.integers(1, 400)


def bob(amount: str) -> Money:
    return Money.of(amount, BOB)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(InvalidValue) as caught:
        call()
    return worded(caught.value)


# --- making one ---------------------------------------------------------------------------


@given(moneys)
def test_an_amount_survives_its_text(money: Money) -> None:
    """What `amount` writes, `Money.of` reads, from text and from a Decimal."""
    assert money == Money.of(money.amount, money.currency)
    assert money == Money.of(Decimal(money.amount), money.currency)


@given(moneys)
def test_an_amount_survives_its_repr(money: Money) -> None:
    """The repr is the expression that makes the same amount."""
    names: dict[str, object] = {"Money": Money, "Currency": Currency}
    assert money == eval(repr(money), names)  # noqa: S307


@given(moneys)
def test_an_amount_survives_a_copy(money: Money) -> None:
    """A deep copy is equal and hashes alike, so amounts may be keys."""
    twin = copy.deepcopy(money)
    assert (money, hash(money)) == (twin, hash(twin))


@given(small, currencies)
def test_a_whole_number_counts_major_units(units: int, currency: Currency) -> None:
    """An int is an amount without decimals."""
    assert Money(units * 10**currency.digits, currency) == Money.of(units, currency)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("0", 0),
        ("-0", 0),
        ("-0.00", 0),
        ("0.01", 1),
        ("-0.01", -1),
        ("-0.5", -50),
        ("7", 700),
        ("7.5", 750),
        ("146.28", 14628),
        ("146.280000", 14628),
        ("-146.28", -14628),
        ("00000000000000007", 700),
        (LARGEST, MAX_MINOR),
        ("-" + LARGEST, -MAX_MINOR),
    ],
)
def test_plain_text_and_the_same_decimal_are_read_exactly(text: str, minor: int) -> None:
    """Plain text is read to the minor unit, and so is the Decimal of the same figures."""
    assert minor == Money.of(text, BOB).minor
    assert minor == Money.of(Decimal(text), BOB).minor


@pytest.mark.parametrize(
    ("number", "minor"),
    [("1E+3", 100_000), ("-25E-1", -250), ("0E+1000000", 0), ("0E-1000000", 0), ("1E16", 10**18)],
)
def test_a_decimal_may_have_an_exponent(number: str, minor: int) -> None:
    """A Decimal counts by its value, however it is scaled."""
    assert minor == Money.of(Decimal(number), BOB).minor


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        " 1",
        "1 ",
        "1\n",
        "1e5",
        "1E5",
        "1_000",
        "1,000",
        "1,50",
        "+1",
        "--1",
        "-",
        ".5",
        "5.",
        "1.2.3",
        "0x10",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "١٢٣",
        "\uff11\uff12\uff13",
        "1\u066b5",
        "²",
        "146.2800000",
        "12345678901234567890",
        "9" * 5_000,
        "BOB 1",
        "1 BOB",
    ],
)
def test_text_that_is_not_plain_is_refused(text: str) -> None:
    """Exponents, blanks, grouping, foreign digits and too many figures are no amount."""
    assert "money.malformed" == code_of(lambda: Money.of(text, BOB))


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity", "NaN123"])
def test_a_decimal_that_is_not_finite_is_refused(number: str) -> None:
    """Not-a-number and infinity are no amounts."""
    assert "money.malformed" == code_of(lambda: Money.of(Decimal(number), BOB))


@pytest.mark.parametrize("thing", [1.5, 1.0, True, False, None, b"1", Fraction(1), object(), [1]])
def test_a_float_a_bool_or_anything_else_is_no_amount(thing: Any) -> None:
    """Only text, an int or a Decimal becomes an amount, and the error says so."""
    with pytest.raises(InvalidValue, match=r"never a float or a bool") as caught:
        Money.of(thing, BOB)
    assert "money.malformed" == worded(caught.value)


@pytest.mark.parametrize("text", ["146.285", "0.001", "-0.009", "0.000001", "1.999999"])
def test_more_decimals_than_the_currency_has_are_refused_not_rounded(text: str) -> None:
    """Nothing is rounded unless somebody asks for it."""
    assert "money.inexact" == code_of(lambda: Money.of(text, BOB))
    assert "money.inexact" == code_of(lambda: Money.of(Decimal(text), BOB))


def test_a_vanishing_decimal_is_inexact() -> None:
    """A figure far behind the point is still a figure."""
    assert "money.inexact" == code_of(lambda: Money.of(Decimal("1e-1000000"), BOB))
    assert "money.inexact" == code_of(lambda: Money.of(Decimal("12e-4"), BOB))


@pytest.mark.parametrize(
    "amount",
    [
        "92233720368547758.08",
        "-92233720368547758.08",
        "99999999999999999",
        "123456789012345678",
        92_233_720_368_547_759,
        -(10**400),
        Decimal("92233720368547758.08"),
        Decimal("-92233720368547758.08"),
        Decimal("1e17"),
        Decimal("-1e18"),
        Decimal("1e1000000"),
    ],
)
def test_an_amount_beyond_64_bits_is_refused(amount: str | int | Decimal) -> None:
    """One minor unit over the largest amount is too large, on either side of zero."""
    assert "money.too-large" == code_of(lambda: Money.of(amount, BOB))


def test_a_huge_exponent_costs_nothing() -> None:
    """A Decimal is bounded before it is converted, since converting it would take minutes."""
    assert "money.too-large" == code_of(lambda: Money.of(Decimal("-1e999999"), BOB))
    assert "money.inexact" == code_of(lambda: Money.of(Decimal("1e-999999"), BOB))
    assert Money.zero(BOB) == Money.of(Decimal("0e999999"), BOB)
    for huge, small in (("-1e999999", "-1e18"), ("1e-999999", "1e-3"), ("0e999999", "0e1")):
        dear, cheap = (partial(attempted, Decimal(text)) for text in (huge, small))
        assert times(dear, cheap) <= MOST_TIMES


def attempted(amount: Decimal) -> None:
    with suppress(InvalidValue):
        Money.of(amount, BOB)


@pytest.mark.parametrize("currency", ["BOB", None, 1])
def test_a_currency_is_a_currency(currency: Any) -> None:
    """The name of a currency is not a currency."""
    assert "money.unknown-currency" == code_of(lambda: Money.of("1", currency))
    assert "money.unknown-currency" == code_of(lambda: Money.rounded(Fraction(1), currency))
    assert "money.malformed" == code_of(lambda: Money.zero(currency))


@pytest.mark.parametrize("minor", [1.0, True, "1", None, Decimal(1)])
def test_minor_units_are_a_whole_number(minor: Any) -> None:
    """The constructor takes an int and nothing that looks like one."""
    assert "money.malformed" == code_of(lambda: Money(minor, BOB))


def test_the_constructor_holds_the_bounds() -> None:
    """The largest amount exists on both sides of zero, the next one on neither."""
    assert (MAX_MINOR, -MAX_MINOR) == (Money(MAX_MINOR, BOB).minor, Money(-MAX_MINOR, BOB).minor)
    assert "money.too-large" == code_of(lambda: Money(MAX_MINOR + 1, BOB))
    assert "money.too-large" == code_of(lambda: Money(-MAX_MINOR - 1, BOB))
    assert 2**63 - 1 == MAX_MINOR


def test_an_amount_cannot_be_changed() -> None:
    """An amount is a value."""
    with pytest.raises(AttributeError):
        bob("1").minor = 2  # type: ignore[misc]


# --- reading one --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minor", "amount"),
    [
        (0, "0.00"),
        (1, "0.01"),
        (-1, "-0.01"),
        (5, "0.05"),
        (-5, "-0.05"),
        (50, "0.50"),
        (14628, "146.28"),
        (-14628, "-146.28"),
    ],
)
def test_an_amount_is_written_with_all_its_decimals(minor: int, amount: str) -> None:
    """Every amount has one text."""
    assert amount == Money(minor, PEN).amount


def test_the_texts_of_an_amount() -> None:
    """The text names the currency, and the repr is code."""
    assert "146.28 BOB" == str(bob("146.28"))
    assert "Money.of('146.28', Currency.BOB)" == repr(bob("146.28"))
    assert "-0.50 USD" == str(Money.of("-0.5", USD))
    assert "1500 CLP" == str(Money.of("1500", CLP))
    assert "1.250 KWD" == str(Money.of("1.25", KWD))
    assert "-0.001 KWD" == str(Money(-1, KWD))


@pytest.mark.parametrize(
    ("currency", "largest", "next_"),
    [
        (CLP, "9223372036854775807", "9223372036854775808"),
        (KWD, "9223372036854775.807", "9223372036854775.808"),
    ],
)
def test_the_bounds_are_in_minor_units_whatever_the_decimals(
    currency: Currency, largest: str, next_: str
) -> None:
    """A currency without decimals reaches further in major units, one with three less far."""
    for make in (str, Decimal):
        assert MAX_MINOR == Money.of(make(largest), currency).minor
        assert -MAX_MINOR == Money.of(make("-" + largest), currency).minor
        assert "money.too-large" == code_of(partial(Money.of, make(next_), currency))


@pytest.mark.parametrize(
    ("text", "currency"), [("1500.5", CLP), ("0.1", CLP), ("-0.5", CLP), ("1.2505", KWD)]
)
def test_no_currency_takes_more_decimals_than_its_own(text: str, currency: Currency) -> None:
    """OPN-05: a peso of Chile is not divided, a dinar of Kuwait in a thousand, no further."""
    assert "money.inexact" == code_of(lambda: Money.of(text, currency))
    assert "money.inexact" == code_of(lambda: Money.of(Decimal(text), currency))


@given(small, st.lists(st.integers(0, 1_000), min_size=1, max_size=8), currencies)
def test_parts_and_days_conserve_an_amount_in_any_currency(
    minor: int, weights: list[int], currency: Currency
) -> None:
    """OPN-05: instalments and days sum to the amount, and each is a whole minor unit."""
    money = Money(minor, currency)
    weights[0] += 1
    assert money == Money.sum_of(money.allocate(weights), currency)
    assert money == Money.sum_of(money.spread(31), currency)


@pytest.mark.parametrize(
    ("minor", "signs"),
    [(-1, (False, True, False)), (0, (True, False, False)), (1, (False, False, True))],
)
def test_the_sign_is_asked_by_name(minor: int, signs: tuple[bool, bool, bool]) -> None:
    """An amount is zero, negative or positive, and never two of them."""
    money = Money(minor, BOB)
    assert signs == (money.is_zero, money.is_negative, money.is_positive)


@pytest.mark.parametrize("text", ["0", "1"])
def test_an_amount_has_no_truth_value(text: str) -> None:
    """`if amount` is refused, with what to write instead."""
    with pytest.raises(InvalidValue, match=r"ask is_zero, or compare it with zero") as caught:
        bool(bob(text))
    assert "money.no-truth-value" == worded(caught.value)


# --- adding and comparing -----------------------------------------------------------------


@given(small, small, currencies)
def test_arithmetic_is_that_of_whole_numbers(a: int, b: int, currency: Currency) -> None:
    """Adding, subtracting, negating and comparing amounts is doing so with minor units."""
    one, other = Money(a, currency), Money(b, currency)
    assert Money(a + b, currency) == one + other
    assert Money(a - b, currency) == one - other
    assert (Money(-a, currency), Money(abs(a), currency)) == (-one, abs(one))
    assert (a < b, a <= b, a > b, a >= b, a == b) == (
        one < other,
        one <= other,
        one > other,
        one >= other,
        one == other,
    )


def test_an_amount_compares_with_its_equal() -> None:
    """An equal amount is neither less nor more."""
    one, same = bob("1"), bob("1.00")
    assert (False, True, False, True) == (one < same, one <= same, one > same, one >= same)


def test_equality_is_by_value_and_never_raises() -> None:
    """Other currencies, numbers and texts are simply not equal."""
    others: list[object] = [Money.of("1", PEN), bob("1.01"), 100, 1, "1.00 BOB", None]
    assert [False] * len(others) == [bob("1") == other for other in others]
    assert 2 == len({bob("1"), bob("1.00"), Money.of("1", PEN)})


@EACH_OPERATION
def test_two_currencies_never_meet(operation: Callable[[Money, Money], object]) -> None:
    """Nothing is converted in silence; the error names both currencies."""
    with pytest.raises(CurrencyMismatch) as caught:
        operation(bob("1"), Money.of("1", PEN))
    advice = "BOB meets PEN; convert one of them first, at a rate you name"
    assert (advice, "money.currency-mismatch") == (caught.value.message, caught.value.code)


@EACH_OPERATION
@pytest.mark.parametrize("other", [0, 1, 1.0, Decimal(1), Fraction(1), None, "1", True])
def test_an_amount_meets_only_amounts(
    operation: Callable[[Any, Any], object], other: object
) -> None:
    """A number on either side is refused with advice, not with a TypeError."""
    for left, right in ((bob("1"), other), (other, bob("1"))):
        with pytest.raises(InvalidValue, match=r"add many with Money.sum_of") as caught:
            operation(left, right)
        assert "money.not-money" == worded(caught.value)


def test_the_largest_amount_is_the_end() -> None:
    """Arithmetic stops at 64 bits, on both sides, and never wraps."""
    most, cent = Money(MAX_MINOR, BOB), Money(1, BOB)
    assert most == Money(MAX_MINOR - 1, BOB) + cent
    assert -most == -Money(MAX_MINOR - 1, BOB) - cent
    for call in (lambda: most + cent, lambda: -most - cent, lambda: most * 2):
        assert "money.too-large" == code_of(call)


@given(st.lists(small, max_size=20), currencies)
def test_a_sum_is_the_sum(parts: list[int], currency: Currency) -> None:
    """The sum of no amounts is zero in the currency that was named."""
    amounts = (Money(part, currency) for part in parts)
    assert Money(sum(parts), currency) == Money.sum_of(amounts, currency)


def test_a_sum_has_one_currency_and_a_bound() -> None:
    """A stranger among the amounts is refused, and so is a sum beyond 64 bits."""
    with pytest.raises(CurrencyMismatch):
        Money.sum_of([bob("1")], PEN)
    assert "money.not-money" == code_of(lambda: Money.sum_of([1], BOB))  # type: ignore[list-item]
    most = Money(MAX_MINOR, BOB)
    assert "money.too-large" == code_of(lambda: Money.sum_of([most, Money(1, BOB)], BOB))


# --- multiplying and rounding -------------------------------------------------------------


@given(small, st.integers(-1000, 1000), currencies)
def test_an_amount_is_multiplied_by_whole_numbers(n: int, count: int, currency: Currency) -> None:
    """From the left and from the right alike."""
    assert Money(n * count, currency) == Money(n, currency) * count
    assert Money(n * count, currency) == count * Money(n, currency)


@pytest.mark.parametrize("count", [1.0, True, Fraction(1), Decimal(1), None, "2", bob("1")])
def test_an_amount_is_multiplied_by_nothing_else(count: Any) -> None:
    """A rate has its own method, which names the rounding."""
    assert "money.not-a-count" == code_of(lambda: bob("1") * count)


HALVES = {
    "146.284999": ("146.28", "146.28", "146.28", "146.29"),
    "146.285": ("146.28", "146.29", "146.28", "146.29"),
    "146.285001": ("146.29", "146.29", "146.28", "146.29"),
    "146.295": ("146.30", "146.30", "146.29", "146.30"),
    "146.28": ("146.28", "146.28", "146.28", "146.28"),
    "146.280001": ("146.28", "146.28", "146.28", "146.29"),
    "0.005": ("0.00", "0.01", "0.00", "0.01"),
    "0.015": ("0.02", "0.02", "0.01", "0.02"),
    "0.004": ("0.00", "0.00", "0.00", "0.01"),
    "0": ("0.00", "0.00", "0.00", "0.00"),
}


@pytest.mark.parametrize(("exact", "expected"), HALVES.items())
@pytest.mark.parametrize("sign", [1, -1])
def test_half_a_cent_goes_where_the_rounding_says(
    exact: str, expected: tuple[str, ...], sign: int
) -> None:
    """Each rounding, just under, at and just over half a cent, mirrored below zero."""
    for rounding, amount in zip(Rounding, expected, strict=True):
        found = Money.rounded(sign * Fraction(exact), BOB, rounding=rounding)
        assert bob(amount) * sign == found, rounding


def test_half_up_is_the_rounding_unless_another_is_named() -> None:
    """Half a cent goes up, away from zero."""
    assert bob("146.29") == Money.rounded(Fraction("146.285"), BOB)
    assert bob("-146.29") == Money.rounded(Fraction("-146.285"), BOB)
    assert bob("0.01") == bob("0.01").times(Fraction(1, 2))


def test_the_least_part_of_a_cent_rounds_up() -> None:
    """UP needs no more than a third of a cent."""
    assert bob("0.01") == bob("0.01").times(Fraction(1, 3), rounding=Rounding.UP)


def test_roundings_have_stable_names() -> None:
    """Policies and documents name a rounding by these texts."""
    assert ["half_even", "half_up", "down", "up"] == list(Rounding)


MODES = {
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.DOWN: decimal.ROUND_DOWN,
    Rounding.UP: decimal.ROUND_UP,
}


@given(st.integers(-(10**9), 10**9), st.sampled_from(Rounding), currencies)
@example(14628_5, Rounding.HALF_EVEN, BOB)
def test_rounding_agrees_with_the_decimal_module(
    thousandths: int, rounding: Rounding, currency: Currency
) -> None:
    """An independent implementation rounds the same way."""
    with decimal.localcontext(decimal.Context(prec=50, traps=[])):
        unit = Decimal(1).scaleb(-currency.digits)
        expected = Decimal(thousandths).scaleb(-3).quantize(unit, MODES[rounding])
    found = Money.rounded(Fraction(thousandths, 1000), currency, rounding=rounding)
    assert Money.of(expected, currency) == found


@given(small, rates, st.sampled_from(Rounding))
def test_a_rate_is_rounded_once(minor: int, rate: Fraction, rounding: Rounding) -> None:
    """`times` is the exact product, rounded at the end, less than one minor unit away."""
    money, exact = Money(minor, PEN), Fraction(minor, 100) * rate
    found = money.times(rate, rounding=rounding)
    assert Money.rounded(exact, PEN, rounding=rounding) == found
    assert abs(found.minor - exact * 100) < 1
    assert -found == (-money).times(rate, rounding=rounding)


def test_a_tax_depends_on_where_it_is_rounded() -> None:
    """Three lines of 0.99 at 18 % are 0.54 line by line and 0.53 on the total."""
    line, rate = Money.of("0.99", PEN), Fraction(18, 100)
    assert Money.of("0.54", PEN) == line.times(rate) * 3
    assert Money.of("0.53", PEN) == (line * 3).times(rate)


@pytest.mark.parametrize("rate", [0.18, 1, True, Decimal("0.18"), "18/100", None])
def test_a_rate_is_a_fraction(rate: Any) -> None:
    """A float or a Decimal is no rate, and no exact amount."""
    assert "money.not-a-fraction" == code_of(lambda: bob("1").times(rate))
    assert "money.not-a-fraction" == code_of(lambda: Money.rounded(rate, BOB))


@pytest.mark.parametrize("rounding", ["ROUND_HALF_UP", None, "half up"])
def test_an_unknown_rounding_is_refused(rounding: Any) -> None:
    """Even where there would be nothing to round."""
    call = lambda: Money.rounded(Fraction(1), BOB, rounding=rounding)  # noqa: E731
    assert "money.unknown-rounding" == code_of(call)


def test_rounding_stays_within_64_bits() -> None:
    """Rounding up past the largest amount is refused."""
    most = Fraction(MAX_MINOR, 100)
    assert Money(MAX_MINOR, BOB) == Money.rounded(most, BOB)
    call = lambda: Money.rounded(most + Fraction(1, 1000), BOB, rounding=Rounding.UP)  # noqa: E731
    assert "money.too-large" == code_of(call)
    assert "money.too-large" == code_of(lambda: Money(MAX_MINOR, BOB).times(Fraction(2)))


# --- dividing -----------------------------------------------------------------------------


@given(minors, st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_parts_sum_to_the_amount(minor: int, weights: list[int]) -> None:
    """Nothing is lost or gained, each part is within one minor unit of its exact share."""
    money = Money(minor, BOB)
    parts = money.allocate(weights)
    assert money == Money.sum_of(parts, BOB)
    assert len(weights) == len(parts)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor - Fraction(minor * weight, sum(weights))) < 1
    assert tuple(-part for part in parts) == (-money).allocate(weights)


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("0.10", (1, 1, 1), ("0.04", "0.03", "0.03")),
        ("-0.10", (1, 1, 1), ("-0.04", "-0.03", "-0.03")),
        ("0.11", (1, 1, 1), ("0.04", "0.04", "0.03")),
        ("0.10", (1, 2), ("0.03", "0.07")),
        ("0.10", (1, 5, 1), ("0.02", "0.07", "0.01")),
        ("0.10", (0, 1, 1, 1), ("0.00", "0.04", "0.03", "0.03")),
        ("0.01", (0, 1, 0), ("0.00", "0.01", "0.00")),
        ("0.05", (3, 7), ("0.02", "0.03")),
        ("0.05", (7, 3), ("0.04", "0.01")),
        ("0.00", (1, 2), ("0.00", "0.00")),
        ("146.28", (1,), ("146.28",)),
    ],
)
def test_the_largest_remainder_gets_the_odd_cent(
    amount: str, weights: tuple[int, ...], parts: tuple[str, ...]
) -> None:
    """Odd cents go to the largest remainders, and among equals to the earlier part."""
    assert tuple(map(bob, parts)) == bob(amount).allocate(weights)


@pytest.mark.parametrize("weights", [(), (0,), (0, 0), (-1,), (2, -1), (1.0,), (True,), ("1",)])
def test_weights_that_divide_nothing_are_refused(weights: Any) -> None:
    """No weights, only zeros, a negative one or anything but an int."""
    assert "money.weights" == code_of(lambda: bob("1").allocate(weights))


@given(minors, periods)
def test_a_whole_period_is_the_amount(minor: int, of: int) -> None:
    """The days of a period sum to the amount, and any first days to their proration."""
    money = Money(minor, BOB)
    days = money.spread(of)
    assert of == len(days)
    assert (Money.zero(BOB), money) == (money.prorate(0, of=of), money.prorate(of, of=of))
    assert money == Money.sum_of(days, BOB)
    half = of // 2
    assert money.prorate(half, of=of) == Money.sum_of(days[:half], BOB)


@given(minors, periods)
def test_days_differ_by_a_cent_at_most(minor: int, of: int) -> None:
    """No day carries more than one minor unit above another, and credits mirror charges."""
    days = Money(minor, BOB).spread(of)
    assert max(day.minor for day in days) - min(day.minor for day in days) <= 1
    assert tuple(-day for day in days) == Money(-minor, BOB).spread(of)


def test_146_28_over_29_days() -> None:
    """Rounding each day would lose twelve cents; the cumulative shares lose none."""
    fee = bob("146.28")
    assert bob("146.16") == fee.times(Fraction(1, 29)) * 29
    assert fee == Money.sum_of(fee.spread(29), BOB)
    assert (bob("5.04"), bob("5.05")) == fee.spread(29)[:2]
    assert (bob("5.04"), bob("10.09"), bob("141.24")) == tuple(
        fee.prorate(n, of=29) for n in (1, 2, 28)
    )


def test_half_a_cent_of_a_period_goes_up() -> None:
    """Half a minor unit falls to the earlier days."""
    assert (bob("0.01"), bob("-0.01")) == (
        bob("0.01").prorate(1, of=2),
        bob("-0.01").prorate(1, of=2),
    )


@pytest.mark.parametrize(
    ("days", "of"),
    [(-1, 30), (31, 30), (0, 0), (0, -1), (1, MAX_DAYS + 1), (1.0, 30), (1, 30.0), (True, 30)],
)
def test_a_period_that_cannot_be_is_refused(days: Any, of: Any) -> None:
    """From none to all of the days of a period that has at least one and is not endless."""
    with pytest.raises(InvalidValue, match=r"1 to 36600; count the days of the period again"):
        bob("1").prorate(days, of=of)
    assert "money.period" == code_of(lambda: bob("1").prorate(days, of=of))


@pytest.mark.parametrize("of", [0, -1, MAX_DAYS + 1, 1.5, True])
def test_an_amount_is_spread_over_a_period(of: Any) -> None:
    """A period has at least one day and at most a century."""
    assert "money.period" == code_of(lambda: bob("1").spread(of))


def test_the_longest_period() -> None:
    """A century is still prorated."""
    assert 36_600 == MAX_DAYS
    assert MAX_DAYS == len(bob("146.28").spread(MAX_DAYS))
    assert bob("146.28") == bob("146.28").prorate(MAX_DAYS, of=MAX_DAYS)


# --- the caller's decimal context ---------------------------------------------------------

HOSTILE = [
    decimal.Context(prec=3),
    decimal.Context(prec=3, rounding=decimal.ROUND_DOWN, traps=[decimal.Inexact]),
    decimal.Context(prec=1, Emax=1, Emin=-1, traps=list(decimal.getcontext().traps)),
]


@pytest.mark.parametrize("context", HOSTILE)
def test_no_answer_depends_on_the_decimal_context(context: decimal.Context) -> None:
    """Precision, rounding and traps of the caller's context change nothing."""
    number, small_part = Decimal("123456.78"), Decimal("-0.01")
    with decimal.localcontext(context):
        assert 12345677 == (Money.of(number, BOB) + Money.of(small_part, BOB)).minor
        assert "123456.78 BOB" == str(Money.of("123456.78", BOB))
        assert 12345678 == Money.rounded(Fraction("123456.775"), BOB).minor
        assert 3 == Money.of("0.10", BOB).allocate((1, 1, 1))[1].minor
        assert MAX_MINOR == Money.of(LARGEST, BOB).minor
