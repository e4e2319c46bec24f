"""What one unit costs, how many there are, and what is taken off or added (PRI-01, PRI-02).

Here nothing is rounded but what stands on a line, and that once, from the exact value.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import CurrencyMismatch, InvalidValue
from order_to_cash.domain.core.money import MAX_MINOR, Currency, Money, Rounding, digits_of, whole

PLAIN: Final = re.compile(r"-?[0-9]{1,19}(\.[0-9]{1,10})?")
PRICE_DECIMALS: Final = 10
"""The most decimals of a unit price."""

QUANTITY_DECIMALS: Final = 6
"""The most decimals of a quantity."""

_PARTS: Final = 10**QUANTITY_DECIMALS
LONGEST: Final = 64
"""More decimals are not looked at one by one: they are too many."""

STANDARD: Final = "standard"
"""The tax category of whatever names none."""

Quantity: TypeAlias = int | Decimal
"""How many: a whole number of pieces, or a Decimal with a part, such as Decimal("2.5") metres."""

Exact: TypeAlias = tuple[int, int]
"""A numerator and a denominator above zero: exact, and not reduced at each step."""


def decimals_of(number: Quantity) -> int:
    """How many decimals it needs: none for 3, one for 2.50."""
    if isinstance(number, int):
        return 0
    exponent = number.as_tuple().exponent
    if type(exponent) is not int or exponent < -LONGEST:
        return LONGEST
    _, denominator = number.as_integer_ratio()
    return next(n for n in range(LONGEST) if 10**n % denominator == 0)


def quantity_text(quantity: Quantity) -> str:
    """The quantity as people write it: "3", "2.5"."""
    return str(quantity) if isinstance(quantity, int) else format(quantity, "f").rstrip("0")


def checked_quantity(quantity: Quantity) -> Quantity:
    """The quantity, if it is above zero and is written as one; raises `InvalidValue` if not."""
    if type(quantity) is int:
        sound = quantity > 0
    elif type(quantity) is Decimal and quantity.is_finite():
        sound = quantity > 0 and 0 < decimals_of(quantity) <= QUANTITY_DECIMALS
    else:
        sound = False
    if sound:
        return quantity
    raise InvalidValue(
        "a line bills a quantity above zero: a whole number of pieces, or a Decimal with a part "
        f"and at most {QUANTITY_DECIMALS} decimals; leave out what was not delivered",
        code="billing.quantity",
    )


@entity
class UnitPrice:
    """What one unit costs in major units, exactly, and whether tax is in it.

    It has up to ten decimals, whatever its currency has: 1.102 PEN. Raises `InvalidValue` for
    more of them, and for what is no finite Decimal.
    """

    amount: Decimal
    currency: Currency
    with_tax: bool = False

    def __attrs_post_init__(self) -> None:
        digits_of(self.currency)
        if type(self.amount) is not Decimal or not self.amount.is_finite():
            raise _malformed()
        if self.decimals > PRICE_DECIMALS or type(self.with_tax) is not bool:
            raise _malformed()
        if not -MAX_MINOR <= self.figures <= MAX_MINOR:
            raise InvalidValue(
                "a unit price with more figures than 64 bits hold is refused; check its unit",
                code="price.too-large",
            )

    @classmethod
    def of(
        cls, amount: str | int | Decimal, currency: Currency, *, with_tax: bool = False
    ) -> "UnitPrice":
        """The price as it is given, exactly; a float or a bool is never one."""
        if isinstance(amount, bool) or not isinstance(amount, str | int | Decimal):
            raise _malformed()
        if isinstance(amount, str) and PLAIN.fullmatch(amount) is None:
            raise _malformed()
        return cls(Decimal(amount), currency, with_tax)

    @classmethod
    def from_money(cls, amount: Money, *, with_tax: bool = False) -> "UnitPrice":
        """The amount as the price of one unit."""
        return cls(Decimal(amount.amount), amount.currency, with_tax)

    @property
    def decimals(self) -> int:
        """How many decimals it is written with: those of its currency at least."""
        return max(decimals_of(self.amount), self.currency.digits)

    @property
    def figures(self) -> int:
        """Its amount as a whole number, without the point before its decimals."""
        numerator, denominator = self.amount.as_integer_ratio()
        return int(numerator * 10**self.decimals // denominator)

    @classmethod
    def written(
        cls, figures: int, decimals: int, currency: Currency, *, with_tax: bool
    ) -> "UnitPrice":
        """The price of those figures with that many decimals."""
        return cls(Decimal(f"{figures}E-{decimals}"), currency, with_tax)

    @property
    def is_negative(self) -> bool:
        """Whether it is less than nothing."""
        return self.amount < 0

    @property
    def text(self) -> str:
        """The amount as plain text, with the decimals of its currency at least: "330.00"."""
        units, part = divmod(abs(self.figures), 10**self.decimals)
        sign = "-" if self.is_negative else ""
        return f"{sign}{units}.{part:0{self.decimals}d}" if self.decimals else f"{sign}{units}"

    def __str__(self) -> str:
        return f"{self.text} {self.currency.value}"

    def times(self, quantity: Quantity) -> Exact:
        """So many units in minor units, exactly."""
        number, of = self.amount.as_integer_ratio()
        count, parts = quantity.as_integer_ratio()
        return number * count * 10**self.currency.digits, of * parts


@entity
class Adjustment:
    """What is taken off, or with `charge` added to, a line or a paper, and why.

    Either a fixed `amount`, or a `share` of what it is taken from, such as Fraction(1, 2). Neither
    is below zero, for the direction is said by `charge`.
    """

    reason: str
    amount: Money | None = None
    share: Fraction | None = None
    charge: bool = False

    def __attrs_post_init__(self) -> None:
        given = [value for value in (self.amount, self.share) if value is not None]
        below = (self.amount is not None and self.amount.is_negative) or (
            self.share is not None and self.share < 0
        )
        if len(given) != 1 or below or not self.reason.strip():
            raise InvalidValue(
                "an allowance or a charge has a reason and either an amount or a share, of zero "
                "or more; say by `charge` whether it is added",
                code="billing.adjustment",
            )

    def exact(self, basis: Exact, currency: Currency) -> Exact:
        """What it adds in minor units, exactly, to such a basis; below zero if it takes off."""
        sign = 1 if self.charge else -1
        if self.amount is not None:
            if self.amount.currency is not currency:
                raise CurrencyMismatch(
                    f"an adjustment in {self.amount.currency.value} meets {currency.value}; "
                    "convert one of them first, at a rate you name"
                )
            return sign * self.amount.minor, 1
        share = self.share or Fraction(0)
        return sign * basis[0] * share.numerator, basis[1] * share.denominator


def rounded_in_turn(parts: Iterable[Exact], rounding: Rounding) -> list[int]:
    """Each part as the difference of rounded sums so far: together they are the rounded whole."""
    made, sum_, before = [], Fraction(0), 0
    for numerator, denominator in parts:
        sum_ += Fraction(numerator, denominator)
        now = whole(sum_.numerator, sum_.denominator, rounding)
        made.append(now - before)
        before = now
    return made


@entity
class BillLine:
    """One product on a paper: its quantity times its price, less what its adjustments take off.

    `category` is the tax category by its code. Of a line that is free of charge, the price is the
    reference value. Raises `InvalidValue` for discounts that come to more than the line.
    """

    sku: str
    quantity: Quantity
    unit_price: UnitPrice
    category: str = STANDARD
    adjustments: tuple[Adjustment, ...] = ()

    def __attrs_post_init__(self) -> None:
        checked_quantity(self.quantity)
        if not self.adjustments or self.unit_price.is_negative:
            return
        left = sum((Fraction(*part) for part in self._changes()), Fraction(*self._times()))
        if left < 0:
            raise InvalidValue(
                "the discounts of a line come to at most what the line costs; correct them",
                code="billing.discount",
            )

    def amount(self, rounding: Rounding = Rounding.HALF_UP) -> Money:
        """What the line comes to as it is priced, with tax in it or not."""
        currency, (numerator, denominator) = self.unit_price.currency, self._times()
        minor = whole(numerator, denominator, rounding)
        if self.adjustments:
            minor += sum(rounded_in_turn(self._changes(), rounding))
        return Money(minor, currency)

    def changes(self, rounding: Rounding = Rounding.HALF_UP) -> tuple[Money, ...]:
        """What each of its adjustments adds, below zero for what is taken off."""
        currency = self.unit_price.currency
        return tuple(Money(n, currency) for n in rounded_in_turn(self._changes(), rounding))

    def _times(self) -> Exact:
        return self.unit_price.times(self.quantity)

    def _changes(self) -> Iterable[Exact]:
        basis, currency = self._times(), self.unit_price.currency
        return (adjustment.exact(basis, currency) for adjustment in self.adjustments)


@entity
class PaperAdjustment:
    """An allowance or a charge of a whole paper, under the tax category that it belongs to.

    A share is of the lines of that category whose prices are with tax, or without, as it is.
    """

    adjustment: Adjustment
    category: str = STANDARD
    with_tax: bool = False


@entity
class CreditedLine:
    """So much, tax included, is to be credited of the line of that number, counted from one."""

    line: int
    amount: Money


@entity
class NoteLine:
    """What a note says of one line of its invoice: an amount without tax, and the tax of it."""

    line: int
    net: Money
    tax: Money

    @property
    def amount(self) -> Money:
        """Both together."""
        return self.net + self.tax


def _malformed() -> InvalidValue:
    return InvalidValue(
        "a unit price is plain text such as '1.102', a whole number or a finite Decimal with at "
        f"most {PRICE_DECIMALS} decimals, never a float; give UnitPrice.of('330.00', Currency.PEN)",
        code="price.malformed",
    )


def plus(one: Quantity, other: Quantity) -> Quantity:
    """Both together, exactly, whatever the context of decimals is: 1.5 and 1.5 are 3."""
    if type(one) is int and type(other) is int:
        return one + other
    return _plain(_parts(one) + _parts(other))


def minus(one: Quantity, other: Quantity) -> Quantity:
    """What is left of one without the other."""
    if type(one) is int and type(other) is int:
        return one - other
    return _plain(_parts(one) - _parts(other))


def is_countable(quantity: Quantity, *, most: Quantity, whole_only: bool) -> bool:
    """Whether so many can be taken of what is there: above zero, and no part of a piece."""
    if type(quantity) is Decimal and (whole_only or not quantity.is_finite()):
        return False
    return decimals_of(quantity) <= QUANTITY_DECIMALS and 0 < quantity <= most


def part_of(line: BillLine, start: Quantity, end: Quantity) -> BillLine:
    """The pieces of a line from the start-th to the end-th, as they are billed.

    A fixed amount that the line bears is shared out by quantity, in turn, so that parts which
    cover the line bear all of it and no more.
    """
    if start == 0 and end == line.quantity:
        return line
    shared = tuple(_shared(a, start, end, line.quantity) for a in line.adjustments)
    return changed(line, quantity=minus(end, start), adjustments=shared)


def _shared(adjustment: Adjustment, start: Quantity, end: Quantity, all_: Quantity) -> Adjustment:
    amount = adjustment.amount
    if amount is None:
        return adjustment
    minor = _until(amount, end, all_) - _until(amount, start, all_)
    return changed(adjustment, amount=Money(minor, amount.currency))


def _until(amount: Money, end: Quantity, all_: Quantity) -> int:
    return whole(amount.minor * _parts(end), _parts(all_), Rounding.HALF_UP)


def _parts(quantity: Quantity) -> int:
    number, of = quantity.as_integer_ratio()
    return number * _PARTS // of


def _plain(parts: int) -> Quantity:
    pieces, rest = divmod(parts, _PARTS)
    return pieces if not rest else Decimal(f"{pieces}.{rest:0{QUANTITY_DECIMALS}d}".rstrip("0"))
