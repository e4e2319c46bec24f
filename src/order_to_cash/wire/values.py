"""Values of findings and refusals: JSON scalars, lists, and tagged objects for the rest."""

from collections.abc import Callable
from datetime import date, datetime
from types import NoneType
from typing import Any, Final

from order_to_cash.domain.core import Money, entity
from order_to_cash.wire.faults import unexpected
from order_to_cash.wire.primitives import (
    Load,
    text,
    truth,
    whole,
)
from order_to_cash.wire.scalars import day_text, instant_text, plain_text
from order_to_cash.wire.shapes import OneOf, Shape
from order_to_cash.wire.vocabulary import Check, Write


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


NO_VALUE: Final = (
    "a value of a finding, a refusal or a notice: a text, a whole number, an amount, a day, an "
    "instant or a tuple of these"
)


def write_value(of: Callable[[Shape], Write]) -> Write:
    """Writes one value."""
    money = of(Money)
    writes: dict[type, Write] = {
        str: plain_text,
        int: whole,
        bool: truth,
        NoneType: lambda value: value,
        Money: lambda value: {"type": "money", **money(value)},
        datetime: lambda value: {"type": "datetime", "value": instant_text(value)},
        date: lambda value: {"type": "date", "value": day_text(value)},
        tuple: lambda value: [write(item) for item in value],
    }

    def write(value: Any) -> Any:
        if (hook := writes.get(type(value))) is None:
            raise unexpected(NO_VALUE, value)
        return hook(value)

    return write


def check_value(many: Callable[[Check], Check], of: Callable[[Shape], Check]) -> Check:
    """Looks at one value, with this way to look at tuples."""
    scalars = (str, int, bool, date, datetime, Money)
    checks: dict[type, Check] = {NoneType: lambda _: None, **{kind: of(kind) for kind in scalars}}

    def check(value: Any) -> None:
        if (hook := checks.get(type(value))) is None:
            raise unexpected(NO_VALUE, value)
        hook(value)

    checks[tuple] = many(check)
    return check
