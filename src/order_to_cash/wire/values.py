"""Values of findings and refusals: JSON scalars, lists, and tagged objects for the rest."""

from collections.abc import Callable
from datetime import date, datetime
from types import NoneType
from typing import Any, Final

from order_to_cash.domain.entity import entity
from order_to_cash.domain.errors import InvalidValue
from order_to_cash.domain.money import Money
from order_to_cash.wire.faults import unexpected
from order_to_cash.wire.primitives import (
    Load,
    day_text,
    instant_text,
    text,
    truth,
    whole,
    whole_number,
)
from order_to_cash.wire.shapes import OneOf, Shape
from order_to_cash.wire.vocabulary import Write


@entity
class Date:
    """A day among values: `{"type": "date", "value": "2024-02-29"}`."""

    value: date


@entity
class Datetime:
    """An instant among values: `{"type": "datetime", "value": "2024-02-29T10:00:00-05:00"}`."""

    value: datetime


TAGGED: Final = OneOf((Money, Date, Datetime))
"""The values that JSON has no scalar for."""


def load_value(many: Callable[[Load], Load], of: Callable[[Shape], Load]) -> Load:
    """Reads one value, with this way to read lists and shapes."""
    tagged = of(TAGGED)

    def load_tagged(value: Any, _: Any = None) -> Any:
        made = tagged(value, None)
        return made if type(made) is Money else made.value

    loads: dict[type, Load] = {
        str: text,
        int: whole,
        bool: truth,
        NoneType: lambda value, _: value,
        dict: load_tagged,
    }

    def load(value: Any, _: Any = None) -> Any:
        if (hook := loads.get(type(value))) is None:
            raise unexpected("a value", value)
        return hook(value, None)

    loads[list] = many(load)
    return load


def write_value(of: Callable[[Shape], Write]) -> Write:
    """Writes one value."""
    money = of(Money)
    plain = (str, int, NoneType)

    def write(value: Any) -> Any:
        if isinstance(value, plain):
            return whole_number(value) if type(value) is int else value
        if isinstance(value, Money):
            return {"type": "money", **money(value)}
        if isinstance(value, datetime):
            return {"type": "datetime", "value": instant_text(value)}
        if isinstance(value, date):
            return {"type": "date", "value": day_text(value)}
        if isinstance(value, tuple):
            return [write(item) for item in value]
        raise InvalidValue(
            "a finding holds texts, whole numbers, amounts, days, instants and tuples of these; "
            "give one of them",
            code="wire.unknown-value",
        )

    return write
