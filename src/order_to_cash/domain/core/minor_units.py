"""Minor units: whole numbers made of text, numbers and fractions."""

import enum
import re
from decimal import Decimal
from typing import Final

from order_to_cash.domain.core.currency import Currency
from order_to_cash.domain.core.errors import InvalidValue

MAX_MINOR: Final = 2**63 - 1
"""The largest amount, in minor units: what a signed 64-bit column holds."""

PLAIN: Final = re.compile(r"-?[0-9]{1,19}(\.[0-9]{1,6})?")
LARGEST_POWER: Final = 18


class Rounding(enum.StrEnum):
    """What happens to a part of a minor unit; DOWN is towards zero, UP is away from it."""

    HALF_EVEN = "half_even"
    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


def digits_of(currency: Currency) -> int:
    """How many decimals its amounts have; raises `InvalidValue` for what is no `Currency`."""
    if type(currency) is not Currency:
        raise InvalidValue(
            "an amount needs its currency; give a Currency such as Currency.BOB",
            code="money.unknown-currency",
        )
    return currency.digits


def minor_of(amount: str | int | Decimal, currency: Currency) -> int:
    """The amount in minor units, exactly; raises `InvalidValue` sooner than round."""
    digits = digits_of(currency)
    if isinstance(amount, str):
        return _minor_of_text(amount, digits, currency)
    if isinstance(amount, Decimal):
        return _minor_of_decimal(amount, digits, currency)
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise _malformed()
    return int(amount * 10**digits)


def _minor_of_text(text: str, digits: int, currency: Currency) -> int:
    if PLAIN.fullmatch(text) is None:
        raise _malformed()
    units, _, part = text.partition(".")
    if part[digits:].strip("0"):
        raise _inexact(currency)
    return int(units + part[:digits].ljust(digits, "0"))


def _minor_of_decimal(number: Decimal, digits: int, currency: Currency) -> int:
    if not number.is_finite():
        raise _malformed()
    if number.is_zero():
        return 0
    if number.adjusted() > LARGEST_POWER:
        raise too_large()
    sign, figures, exponent = number.as_tuple()
    # as_tuple() gives letters for what is not finite, so here it is a whole number
    shift = int(exponent) + digits
    kept, lost = (figures, ()) if shift >= 0 else (figures[:shift], figures[shift:])
    if any(lost):
        raise _inexact(currency)
    size = int("0" + "".join(map(str, kept)) + "0" * shift)
    return -size if sign else size


def whole(numerator: int, denominator: int, rounding: Rounding) -> int:
    """The one place that rounds; negative amounts mirror positive ones."""
    size, rest = divmod(abs(numerator), denominator)
    match rounding:
        case Rounding.DOWN:
            up = False
        case Rounding.UP:
            up = rest > 0
        case Rounding.HALF_UP:
            up = 2 * rest >= denominator
        case Rounding.HALF_EVEN:
            up = 2 * rest + size % 2 > denominator
        case _:
            raise InvalidValue(
                "this way to round is not known; give a Rounding such as Rounding.HALF_UP",
                code="money.unknown-rounding",
            )
    size += up
    return -size if numerator < 0 else size


def too_large() -> InvalidValue:
    """The error for an amount that does not fit."""
    return InvalidValue(
        "an amount beyond 64-bit minor units is refused; check its unit or split it",
        code="money.too-large",
    )


def _inexact(currency: Currency) -> InvalidValue:
    return InvalidValue(
        f"the amount has more decimals than {currency.value}, which has "
        f"{currency.digits or 'none'}; round it yourself with Money.rounded",
        code="money.inexact",
    )


def _malformed() -> InvalidValue:
    return InvalidValue(
        "an amount is plain text such as '146.28', a whole number or a finite Decimal, "
        "never a float or a bool; write it with a point and without grouping",
        code="money.malformed",
    )
