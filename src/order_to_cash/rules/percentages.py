"""Percentages for the eye: exact shares, never rounded across the figure beside them."""

from fractions import Fraction
from typing import Final

DECIMALS: Final = 2
"""How many decimals a percentage has at least."""


def percent(share: Fraction, *, beside: Fraction | None = None) -> str:
    """A share as a percentage, rounded for the eye alone.

    >>> percent(Fraction(48, 49)), percent(Fraction(979999, 1000000), beside=Fraction(98, 100))
    ('97.96 %', '97.9999 %')
    """
    decimals = DECIMALS
    while beside is not None and _hides(share, beside, decimals):
        decimals += 1
    whole, rest = divmod(_rounded(share, decimals), _unit(decimals))
    digits = f"{whole}.{rest:0{decimals}d}"
    return f"{digits if beside is not None else digits.removesuffix('.00')} %"


def _hides(share: Fraction, beside: Fraction, decimals: int) -> bool:
    """Whether both would read the same, or the other way round, with so many decimals."""
    shown = Fraction(_rounded(share, decimals), 100 * _unit(decimals))
    return share != beside and (shown == beside or (shown < beside) is not (share < beside))


def _rounded(share: Fraction, decimals: int) -> int:
    """The percentage in units of its last decimal, half upwards."""
    part, whole = share.numerator * 100 * _unit(decimals), share.denominator
    return (2 * part + whole) // (2 * whole)


def _unit(decimals: int) -> int:
    return int("1" + "0" * decimals)
