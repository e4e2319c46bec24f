"""Scalars on their way out: of exactly the type that is due, and readable again."""

import enum
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from order_to_cash.domain.core import OpenEnum, Sensitive
from order_to_cash.domain.core.money import LARGEST_POWER
from order_to_cash.domain.core.parties import TOKEN
from order_to_cash.domain.trade.prices import Quantity
from order_to_cash.wire.faults import Wrong, unexpected
from order_to_cash.wire.notation import (
    AFTER_LAST_TEXT,
    DECIMAL,
    FIRST,
    FIRST_TEXT,
    INSTANT_LENGTHS,
    LAST,
    NAME,
    NO_DAY,
    NO_DECIMAL,
    NO_INSTANT,
    NO_NAME,
    NO_QUANTITY,
    PART,
)
from order_to_cash.wire.primitives import (
    case_identifier,
    identifier,
    stored_identifier,
    truth,
    whole,
)
from order_to_cash.wire.shapes import CaseId, Id, Name, Shape, StoredId
from order_to_cash.wire.vocabulary import Write


def plain_text(value: Any) -> str:
    """The text itself; what stands in it is looked at in the whole document, all at once."""
    if type(value) is str:
        return value
    raise unexpected("a text", value)


def day_text(value: Any) -> str:
    """The day as YYYY-MM-DD."""
    if type(value) is not date:
        raise unexpected("a day", value)
    if FIRST <= value.year <= LAST:
        return value.isoformat()
    raise Wrong(NO_DAY)


def instant_text(value: Any) -> str:
    """The instant as it was given; in UTC if its offset has seconds."""
    if type(value) is not datetime:
        raise unexpected("an instant", value)
    made = value.isoformat()
    # with and without microseconds; any other length is naive or has an offset with seconds
    if len(made) in INSTANT_LENGTHS:
        if FIRST_TEXT <= made < AFTER_LAST_TEXT:
            return made
    elif value.utcoffset() is not None:
        return instant_text(value.astimezone(UTC))
    raise Wrong(NO_INSTANT)


def fraction_text(value: Any) -> str:
    """The fraction in lowest terms."""
    if type(value) is not Fraction:
        raise unexpected("a fraction", value)
    return f"{whole(value.numerator)}/{whole(value.denominator)}"


def decimal_text(value: Any) -> str:
    """The number with its decimals, as it was given."""
    if type(value) is not Decimal:
        raise unexpected("a Decimal", value)
    made = format(value, "f") if value.is_finite() and value.adjusted() <= LARGEST_POWER else ""
    if DECIMAL.fullmatch(made) is None:
        raise Wrong(NO_DECIMAL)
    return made


def quantity_form(value: Any) -> int | str:
    """A whole number as it is, and one with decimals as text."""
    if type(value) is not Decimal:
        return whole(value)
    made = decimal_text(value).rstrip("0")
    if PART.fullmatch(made) is None:
        raise Wrong(NO_QUANTITY)
    return made


def revealed(value: Any) -> str:
    """Personal data as it must stand in a document: by its token, where it is kept elsewhere."""
    if type(value) is Sensitive:
        check_token(value)
        return plain_text(value.kept)
    raise unexpected("Sensitive personal data", value)


def check_token(value: Sensitive) -> None:
    """Refuse a token that the library did not write: nobody could tell it from a text again."""
    token = getattr(value, "_token", None)
    if type(token) is not str or (token and TOKEN.fullmatch(token) is None):
        raise unexpected("a token of the library", token)


@lru_cache(maxsize=1024)
def _is_name(value: str) -> bool:
    return NAME.fullmatch(value) is not None


def checked_name(value: Any) -> str:
    """The name itself, if it can be read again."""
    if type(value) is str and _is_name(value):
        return value
    raise Wrong(NO_NAME)


def member(cls: type[enum.Enum], choices: tuple[enum.Enum, ...]) -> Write:
    """Writes one of these members of an enumeration by its value."""
    is_text = issubclass(cls, enum.StrEnum)
    known = ", ".join(map(_named, choices))
    taken = frozenset(choices) if issubclass(cls, OpenEnum) else None

    def write(value: Any) -> Any:
        if type(value) is cls and (taken is None or value in taken):
            # a StrEnum is a text already
            return value if is_text else value._value_
        raise unexpected(f"one of {known}", value)

    return write


def _named(member: enum.Enum) -> str:
    """A member as it is named in Python."""
    cls, own = type(member), isinstance(member, OpenEnum) and member.is_own
    return f"{cls.__name__}({member.value!r})" if own else f"{cls.__name__}.{member.name}"


WRITERS: Final[Mapping[Shape, Callable[..., Any]]] = {
    str: plain_text,
    int: whole,
    bool: truth,
    date: day_text,
    datetime: instant_text,
    Fraction: fraction_text,
    Decimal: decimal_text,
    Quantity: quantity_form,
    Sensitive: revealed,
    Id: identifier,
    CaseId: case_identifier,
    StoredId: stored_identifier,
    Name: checked_name,
}
"""How each scalar is written."""
