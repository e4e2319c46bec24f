"""Contracts of rounding, proration and percentages, for a solver that looks for counterexamples.

`crosshair check --analysis_kind=asserts tests/contracts/money.py` reads them.
"""

from fractions import Fraction

from order_to_cash.domain.core.money import Rounding, whole
from order_to_cash.rules.percentages import percent


def rounding_is_near(numerator: int, denominator: int, rounding: Rounding) -> None:
    """Whatever the rounding, the answer is less than one unit away."""
    assert 1 <= denominator <= 10**6
    assert abs(numerator) <= 10**12
    answer = whole(numerator, denominator, rounding)
    assert abs(answer * denominator - numerator) < denominator


def rounding_mirrors(numerator: int, denominator: int, rounding: Rounding) -> None:
    """What is owed and what is owed back round alike."""
    assert 1 <= denominator <= 10**6
    assert abs(numerator) <= 10**12
    answer = whole(-numerator, denominator, rounding)
    assert -whole(numerator, denominator, rounding) == answer


def half_goes_away_from_zero(numerator: int, denominator: int) -> None:
    """HALF_UP is at most half a unit away, and takes the larger of two that are as near."""
    assert 1 <= denominator <= 10**6
    assert 0 <= numerator <= 10**12
    gained = 2 * (whole(numerator, denominator, Rounding.HALF_UP) * denominator - numerator)
    assert -denominator < gained <= denominator


def more_days_never_cost_less(minor: int, days: int, of: int) -> None:
    """The share of one day more is not smaller, and the whole period is the amount."""
    assert 0 <= minor <= 10**12
    assert 0 <= days < of <= 366
    one, next_ = (whole(minor * n, of, Rounding.HALF_UP) for n in (days, days + 1))
    assert one <= next_ <= whole(minor * of, of, Rounding.HALF_UP) == minor


def a_percentage_never_crosses(part: int, total: int, least: int) -> None:
    """A share below a threshold in whole percent never reads as one that reaches it."""
    assert 0 <= part <= total <= 1000
    assert 1 <= total
    assert 0 <= least <= 100
    share, beside = Fraction(part, total), Fraction(least, 100)
    shown = Fraction(percent(share, beside=beside).removesuffix(" %")) / 100
    assert (share < beside) is (shown < beside)
