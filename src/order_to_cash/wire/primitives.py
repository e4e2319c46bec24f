"""Scalars both ways: strict when read, canonical when written, nothing coerced in silence."""

import enum
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeAlias
from unicodedata import is_normalized

from order_to_cash.domain.core import Currency, Problem, Sensitive
from order_to_cash.domain.core.currency import ADVICE
from order_to_cash.domain.trade.prices import Quantity
from order_to_cash.wire.faults import NUMBER_TOO_LONG, Marker, Wrong, unexpected
from order_to_cash.wire.limits import LARGEST_INTEGER, LIMITS, STORED
from order_to_cash.wire.notation import (
    CASE_ID,
    CONTROL,
    DAY_LENGTH,
    DECIMAL,
    FIRST,
    FORBIDDEN,
    FRACTION,
    ID,
    INSTANT,
    LAST,
    NAME,
    NO_AMOUNT,
    NO_CASE_ID,
    NO_DAY,
    NO_DECIMAL,
    NO_FRACTION,
    NO_ID,
    NO_INSTANT,
    NO_NAME,
    NO_QUANTITY,
    NO_STORED_ID,
    NOT_NFC,
    NUMBER,
    OTHER_VERSION,
    PART,
    STORED_ID,
    TEXT,
    TOO_LONG,
    VERSION,
)
from order_to_cash.wire.shapes import (
    Amount,
    CaseId,
    Id,
    Name,
    Shape,
    StoredId,
    Version,
)

Load: TypeAlias = Callable[[Any, Any], Any]
"""Makes a value of one shape from a JSON value, or raises `Wrong`; the second argument is idle."""


def text(value: Any, _: Any = None) -> str:
    """A text in NFC of bounded length, without control characters."""
    if (
        type(value) is str
        and len(value) <= TEXT
        and value.isprintable()
        and (value.isascii() or is_normalized("NFC", value))
    ):
        return value
    return _uncommon_text(value)


def _uncommon_text(value: Any) -> str:
    if type(value) is not str:
        raise unexpected("a text", value)
    if len(value) > TEXT:
        raise Wrong(TOO_LONG)
    if FORBIDDEN.search(value):
        raise Wrong(CONTROL)
    if not is_normalized("NFC", value):
        raise Wrong(NOT_NFC)
    return value


def sensitive(value: Any, _: Any = None) -> Sensitive:
    """Personal data, under the rules of any text."""
    return Sensitive(text(value))


def whole(value: Any, _: Any = None) -> int:
    """A whole number; true and false are none."""
    if type(value) is int:
        if -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            return value
        raise Wrong(NUMBER_TOO_LONG)
    raise unexpected("a whole number", value)


def truth(value: Any, _: Any = None) -> bool:
    """True or false, and nothing that merely looks like it."""
    if type(value) is bool:
        return value
    raise unexpected("true or false", value)


def day(value: Any, _: Any = None) -> date:
    """A day of the calendar as YYYY-MM-DD."""
    if type(value) is not str:
        raise unexpected("a day as text", value)
    made = None
    if len(value) == DAY_LENGTH and value[4] == "-" == value[7]:
        try:
            made = date.fromisoformat(value)
        except ValueError:
            made = None
    if made is None or not FIRST <= made.year <= LAST:
        raise Wrong(NO_DAY)
    return made


def instant(value: Any, _: Any = None) -> datetime:
    """An instant with its offset, as RFC 3339 writes it."""
    if type(value) is not str:
        raise unexpected("an instant as text", value)
    made = None
    if INSTANT.fullmatch(value):
        try:
            made = datetime.fromisoformat(value)
        except ValueError:
            made = None
    if made is None or not FIRST <= made.year <= LAST:
        raise Wrong(NO_INSTANT)
    return made


def fraction(value: Any, _: Any = None) -> Fraction:
    """An exact rate such as "18/100"."""
    if type(value) is not str:
        raise unexpected("a fraction as text", value)
    if FRACTION.fullmatch(value) is None:
        raise Wrong(NO_FRACTION)
    numerator, _, denominator = value.partition("/")
    return Fraction(int(numerator), int(denominator))


def decimal(value: Any, _: Any = None) -> Decimal:
    """A number with decimals such as "1.102"."""
    if type(value) is not str:
        raise unexpected("a number with decimals as text", value)
    if DECIMAL.fullmatch(value) is None:
        raise Wrong(NO_DECIMAL)
    return Decimal(value)


def quantity(value: Any, _: Any = None) -> Quantity:
    """A whole number, or one with decimals such as "2.5"."""
    if type(value) is not str:
        return whole(value)
    if PART.fullmatch(value) is None:
        raise Wrong(NO_QUANTITY)
    return Decimal(value)


def _identifier(pattern: "re.Pattern[str]", problem: Problem, longest: int) -> Callable[..., str]:
    fits = pattern.fullmatch

    def load(value: Any, _: Any = None) -> str:
        if type(value) is not str:
            raise unexpected("an identifier as text", value)
        if len(value) > longest or fits(value) is None:
            raise Wrong(problem)
        return value

    return load


identifier: Final = _identifier(ID, NO_ID, LIMITS.id_characters)
"""A short ASCII identifier without spaces."""

case_identifier: Final = _identifier(CASE_ID, NO_CASE_ID, LIMITS.case_characters)
"""The identifier of a case, given from outside."""

stored_identifier: Final = _identifier(STORED_ID, NO_STORED_ID, STORED.id_characters)
"""An identifier that the library made of others."""


def name(value: Any, _: Any = None) -> str:
    """The name of a value: an ASCII letter, then letters, digits and underscores."""
    if type(value) is not str or NAME.fullmatch(value) is None:
        raise Wrong(NO_NAME)
    return value


def amount(value: Any, _: Any = None) -> str:
    """An amount in major units, as text; how many decimals it has, its currency knows."""
    if type(value) is not str:
        raise unexpected("an amount as text", value)
    if NUMBER.fullmatch(value) is None:
        raise Wrong(NO_AMOUNT)
    return value


def version(value: Any, _: Any = None) -> int:
    """The one version of the wire format that is read."""
    if isinstance(value, Marker):
        raise Wrong(value.problem)
    if type(value) is not int or value != VERSION:
        raise Wrong(OTHER_VERSION)
    return value


LOADERS: Final[Mapping[Shape, Load]] = {
    str: text,
    int: whole,
    bool: truth,
    date: day,
    datetime: instant,
    Fraction: fraction,
    Decimal: decimal,
    Quantity: quantity,
    Sensitive: sensitive,
    Id: identifier,
    CaseId: case_identifier,
    StoredId: stored_identifier,
    Name: name,
    Amount: amount,
    Version: version,
}


MOST_SHOWN: Final = 40
"""How many choices a refusal names; nobody reads more."""


def choice(cls: type[enum.Enum], choices: tuple[enum.Enum, ...]) -> Load:
    """Reads one of these members of an enumeration by its value."""
    members = {(type(member.value), member.value): member for member in choices}
    known = ", ".join(str(member.value) for member in choices[:MOST_SHOWN])
    if (others := len(choices) - MOST_SHOWN) > 0:
        known = f"{known}, or one of {others} others, which the schema lists"
    due = ADVICE if cls is Currency else f"one of: {known}"
    unknown = Problem("wire.unknown-choice", "", f"give {due}")

    def load(value: Any, _: Any = None) -> enum.Enum:
        if type(value) is str or type(value) is int:
            if (member := members.get((type(value), value))) is not None:
                return member
            raise Wrong(unknown)
        raise unexpected("one of the known choices", value)

    return load
