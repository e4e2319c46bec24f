"""Values with one part swapped for another, past every class that would object.

Whoever holds a frozen value can do this by mistake or malice; what is written must survive it.
"""

import enum
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any, Final, TypeAlias

import attrs

from order_to_cash.domain.core import (
    Answer,
    Asked,
    Clause,
    Currency,
    Decision,
    Finding,
    Money,
    Overlay,
    Refusal,
    Role,
    Sensitive,
    entity,
)
from order_to_cash.domain.trade import Kind

Place: TypeAlias = tuple[Any, ...]
"""The way to a part: the name of a field, a position, or a key."""


class Word(str):
    """A text that is not quite one."""

    __slots__ = ()


class Moment(datetime):
    """An instant that is not quite one."""


@entity
class Amount(Money):
    """An amount that is not quite one."""


def bare(cls: type) -> Any:
    """A value of the class, no field of which was ever set."""
    return object.__new__(cls)


def past_its_class(value: Any, /, **fields: Any) -> Any:
    """The same value with these fields, which its class was not asked about."""
    made = bare(type(value))
    for field in attrs.fields(type(value)):
        if field.name in fields or hasattr(value, field.name):
            found = fields[field.name] if field.name in fields else getattr(value, field.name)
            object.__setattr__(made, field.name, found)
    return made


ONE: Final = Money(100, Currency.PEN)
DEEP: Final[list[tuple[Any, ...]]] = [()]
for _ in range(40):
    DEEP[0] = (DEEP[0],)
ENDLESS: Final[list[tuple[Any, ...]]] = [()]
for _ in range(20_000):
    ENDLESS[0] = (ENDLESS[0],)

NASTY: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 3, 1.5, 1.0, float("nan"), 10**18, 10**19, 10**30, -(10**19), 1j,
    "", " ", "fax", "x" * 4_096, "x" * 4_097, "\ud800", "Jose\u0301", "a\nb",
    "\x00", "\x7f", "\u202e",
    'say "so"', "back\\slash", "ñandú", "2024-02-29", "goods", "distributor", "sales",
    "x" * 300, "a/b",
    b"bytes", bytearray(b"x"), Word("word"), Kind.GOODS, Role.SALES, Currency.PEN, Role, enum.Enum,
    datetime(2024, 2, 29, tzinfo=UTC), datetime(2024, 2, 29), Moment(2024, 2, 29, tzinfo=UTC),  # noqa: DTZ001
    datetime(1999, 12, 31, tzinfo=UTC), datetime(1, 1, 1, tzinfo=timezone(timedelta(seconds=1))),
    datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(seconds=-61))),
    date(2024, 2, 29), date(1999, 12, 31), date(2201, 1, 1), timedelta(days=1),
    Fraction(1, 3), Fraction(10**19), Fraction(1, 10**19),
    (), (1,), ("a", "b"), ("a", 1), (("a", 1),), ((("a",),),), (None,),
    [], [1], ["a"], {}, {"a": 1},
    {1: "a"}, {"a": "b"}, {"\n": 1}, {None: None}, {date(2024, 2, 29): ONE}, {"a": ONE},
    {1}, frozenset(),
    DEEP[0], ENDLESS[0], object(), object, int, len, Ellipsis,
    ONE, Amount(100, Currency.PEN), past_its_class(ONE, minor=1.5), past_its_class(ONE, minor="1"),
    past_its_class(ONE, minor=10**18), past_its_class(ONE, currency="PEN"), bare(Money),
    past_its_class(ONE, minor=True), Sensitive("Ñusta"), bare(Sensitive), Sensitive(ONE),  # type: ignore[arg-type]
    Sensitive("\ud800"), Sensitive(None), Clause("d", "s"), Clause(1, None), bare(Clause),  # type: ignore[arg-type]
    Answer(True), Answer(1), Answer(None, {"a": ONE}), bare(Answer), bare(Asked), bare(Finding),  # type: ignore[arg-type]
    bare(Decision), bare(Refusal),
    Overlay({"a": 1}, {"b": 2}, frozenset()), bare(Overlay), attrs.NOTHING,
)  # fmt: skip


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """The way to every part of a value that the wire looks at."""
    yield at
    if type(value) is Overlay:
        return
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from places(getattr(value, field.name), (*at, field.name))
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            yield from places(part, (*at, position))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from places(part, (*at, key))


def part_of(value: Any, place: Place) -> Any:
    """What stands at that place of a value."""
    for step in place:
        value = getattr(value, step) if attrs.has(type(value)) else value[step]
    return value


def swapped(value: Any, place: Place, new: Any) -> Any:
    """The value with another part at that place."""
    if not place:
        return new
    first, *rest = place
    if attrs.has(type(value)):
        return past_its_class(value, **{first: swapped(getattr(value, first), tuple(rest), new)})
    part = swapped(value[first], tuple(rest), new)
    if isinstance(value, tuple):
        return (*value[:first], part, *value[first + 1 :])
    return {**value, first: part}


def meaning(value: Any) -> Any:
    """All that the wire keeps of a value, with the type of everything, to be compared."""
    if isinstance(value, Finding):
        return (
            value.rule, value.verdict, meaning(value.observed),
            meaning(value.required), meaning(value.clause), value.applies, type(value.applies),
            value.answer.warns, type(value.answer.warns),
        )  # fmt: skip
    if isinstance(value, Refusal):
        return value.code, meaning(value.values), meaning(value.decision)
    if isinstance(value, Answer):
        said = value.holds, value.observed, value.required, value.applies, value.warns
        return Answer, meaning(said)
    if attrs.has(type(value)) and not isinstance(value, Overlay):
        fields = attrs.fields(type(value))
        return type(value), tuple(meaning(getattr(value, field.name)) for field in fields)
    if isinstance(value, Mapping):
        return "mapping", tuple((meaning(k), meaning(v)) for k, v in value.items())
    if isinstance(value, tuple):
        return tuple(map(meaning, value))
    if isinstance(value, datetime):
        return type(value), value.astimezone(UTC)
    return type(value), value
