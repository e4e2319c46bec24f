"""Money: whole minor units of one currency, exact until somebody names how to round."""

import enum
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final, Never, NoReturn

from order_to_cash.domain.core.currency import Currency
from order_to_cash.domain.core.entity import entity, filler
from order_to_cash.domain.core.errors import CurrencyMismatch, InvalidValue

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


MAX_DAYS: Final = 36_600
"""The longest period an amount is prorated over, about a century."""


@entity
class Money:
    """An amount in one currency: added and compared exactly, never mixed, never rounded in silence.

    >>> Money.of("146.28", Currency.BOB) * 2
    Money.of('292.56', Currency.BOB)
    """

    minor: int
    currency: Currency

    def __attrs_post_init__(self) -> None:
        if type(self.minor) is not int or type(self.currency) is not Currency:
            raise InvalidValue(
                "an amount is a whole number of minor units and a Currency; "
                "give Money.of('146.28', Currency.BOB)",
                code="money.malformed",
            )
        if not -MAX_MINOR <= self.minor <= MAX_MINOR:
            raise too_large()

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: Currency) -> "Money":
        """The amount in major units, exactly as given; raises `InvalidValue` sooner than round.

        Text is plain ASCII such as "-146.28". A float or a bool is never an amount.
        """
        return cls(minor_of(amount, currency), currency)

    @classmethod
    def zero(cls, currency: Currency) -> "Money":
        """Nothing, in that currency."""
        return cls(0, currency)

    @classmethod
    def nearest(cls, minor: int, currency: Currency) -> "Money":
        """So many minor units, or the largest amount on their side of zero where they are more.

        It is for what is shown of a sum that is judged exactly; what is kept is never cut.
        """
        return cls(max(-MAX_MINOR, min(minor, MAX_MINOR)), currency)

    @classmethod
    def rounded(
        cls, exact: Fraction, currency: Currency, *, rounding: Rounding = Rounding.HALF_UP
    ) -> "Money":
        """The exact amount in major units, rounded to minor units the way you name."""
        if not isinstance(exact, Fraction):
            raise _not_a_fraction()
        scaled = exact.numerator * 10 ** digits_of(currency)
        return cls(whole(scaled, exact.denominator, rounding), currency)

    @classmethod
    def sum_of(cls, amounts: Iterable["Money"], currency: Currency) -> "Money":
        """The sum, which is zero in that currency when there are no amounts."""
        total = cls(0, currency)
        for amount in amounts:
            total += amount
        return total

    @property
    def is_zero(self) -> bool:
        """Whether it is nothing."""
        return self.minor == 0

    @property
    def is_negative(self) -> bool:
        """Whether it is less than nothing."""
        return self.minor < 0

    @property
    def is_positive(self) -> bool:
        """Whether it is more than nothing."""
        return self.minor > 0

    @property
    def amount(self) -> str:
        """The amount in major units as plain text: "146.28" soles, "1500" Chilean pesos."""
        digits = self.currency.digits
        if not digits:
            return str(self.minor)
        units, part = divmod(abs(self.minor), 10**digits)
        return f"{'-' if self.minor < 0 else ''}{units}.{part:0{digits}d}"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency.value}"

    def __repr__(self) -> str:
        return f"Money.of({self.amount!r}, Currency.{self.currency.name})"

    def __bool__(self) -> NoReturn:
        raise InvalidValue(
            "an amount is neither true nor false; ask is_zero, or compare it with zero",
            code="money.no-truth-value",
        )

    def __add__(self, other: "Money") -> "Money":
        if type(other) is not Money or other.currency is not self.currency:
            raise _clash(self, other)
        return _same(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        if type(other) is not Money or other.currency is not self.currency:
            raise _clash(self, other)
        return _same(self.minor - other.minor, self.currency)

    def __radd__(self, other: Never) -> NoReturn:
        raise _clash(self, other)

    def __rsub__(self, other: Never) -> NoReturn:
        raise _clash(self, other)

    def __lt__(self, other: "Money") -> bool:
        if type(other) is not Money or other.currency is not self.currency:
            raise _clash(self, other)
        return self.minor < other.minor

    def __le__(self, other: "Money") -> bool:
        if type(other) is not Money or other.currency is not self.currency:
            raise _clash(self, other)
        return self.minor <= other.minor

    def __gt__(self, other: "Money") -> bool:
        if type(other) is not Money or other.currency is not self.currency:
            raise _clash(self, other)
        return self.minor > other.minor

    def __ge__(self, other: "Money") -> bool:
        if type(other) is not Money or other.currency is not self.currency:
            raise _clash(self, other)
        return self.minor >= other.minor

    def __neg__(self) -> "Money":
        return _same(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return _same(abs(self.minor), self.currency)

    def __mul__(self, count: int) -> "Money":
        if type(count) is not int:
            raise InvalidValue(
                "an amount is multiplied by a whole number; for a rate use "
                "times(Fraction(18, 100))",
                code="money.not-a-count",
            )
        return _same(self.minor * count, self.currency)

    __rmul__ = __mul__

    def times(self, rate: Fraction, *, rounding: Rounding = Rounding.HALF_UP) -> "Money":
        """The amount at that rate, such as a tax, rounded the way you name."""
        if not isinstance(rate, Fraction):
            raise _not_a_fraction()
        return Money(whole(self.minor * rate.numerator, rate.denominator, rounding), self.currency)

    def allocate(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Parts in proportion to the weights whose sum is the amount, to the last minor unit.

        What does not divide evenly goes to the largest remainders, the earlier part first.
        """
        total = _total_weight(weights)
        size, sign = abs(self.minor), -1 if self.minor < 0 else 1
        shares = [size * weight // total for weight in weights]
        by_rest = sorted(range(len(shares)), key=lambda i: -(size * weights[i] % total))
        for i in by_rest[: size - sum(shares)]:
            shares[i] += 1
        return tuple(Money(sign * share, self.currency) for share in shares)

    def prorate(self, days: int, *, of: int) -> "Money":
        """The share of the first `days` of a period of `of` days, half a minor unit rounded up."""
        _check_period(days, of)
        return Money(whole(self.minor * days, of, Rounding.HALF_UP), self.currency)

    def spread(self, of: int) -> tuple["Money", ...]:
        """The share of each day of a period; any first days sum to their `prorate`."""
        _check_period(of, of)
        so_far = [whole(self.minor * day, of, Rounding.HALF_UP) for day in range(of + 1)]
        return tuple(Money(after - before, self.currency) for before, after in pairwise(so_far))


_filled: Final = filler(Money)


def _same(minor: int, currency: Currency) -> Money:
    """What was reckoned of amounts that were checked, so that only its size is left to be."""
    if not -MAX_MINOR <= minor <= MAX_MINOR:
        raise too_large()
    return _filled(minor, currency)


def _total_weight(weights: Sequence[int]) -> int:
    if any(type(weight) is not int or weight < 0 for weight in weights) or not any(weights):
        raise InvalidValue(
            "an amount is divided by whole weights of zero or more, one of them at least above "
            "zero; give for instance (1, 1, 2)",
            code="money.weights",
        )
    return sum(weights)


def _check_period(days: int, of: int) -> None:
    counted = type(days) is int and type(of) is int
    if not counted or not 1 <= of <= MAX_DAYS or not 0 <= days <= of:
        raise InvalidValue(
            f"an amount is prorated over whole days, from none to all of a period of 1 to "
            f"{MAX_DAYS}; count the days of the period again",
            code="money.period",
        )


def _clash(money: Money, other: object) -> InvalidValue:
    if not isinstance(other, Money):
        return InvalidValue(
            "an amount meets only amounts in + - < <= > >=; wrap the number with Money.of, "
            "and add many with Money.sum_of",
            code="money.not-money",
        )
    return CurrencyMismatch(
        f"{money.currency.value} meets {other.currency.value}; convert one of them first, "
        "at a rate you name"
    )


def _not_a_fraction() -> InvalidValue:
    return InvalidValue(
        "an exact amount or a rate is a Fraction; give for instance Fraction(18, 100)",
        code="money.not-a-fraction",
    )


__all__ = ["MAX_DAYS", "MAX_MINOR", "Currency", "Money", "Rounding"]
