"""Values inside of facts and rules by their paths, and what they can be counted in."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeAlias

import attrs

from order_to_cash.domain.core import Money, Value, changed, entity
from order_to_cash.domain.core.money import MAX_MINOR

Place: TypeAlias = tuple[str | int, ...]
"""The way to one value: names of fields, and positions in tuples."""

FEWEST: Final = -36_600
MOST: Final = 10**12
"""Between which whole numbers a count is looked for, days before a due day among them."""

EPOCH: Final = datetime(2, 1, 1, tzinfo=UTC)
INSTANTS: Final = (datetime(9998, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
"""How many microseconds are looked through: all but the first and the last year there are."""


def places(thing: Any, path: str) -> tuple[Place, ...]:
    """Each value that a path leads to; none where something on the way is not known.

    `*` goes through a tuple. Raises `LookupError` for a name that is no field.
    """
    return tuple(_places(thing, tuple(path.split("."))))


def _places(thing: Any, rest: tuple[str, ...]) -> Iterator[Place]:
    if not rest:
        yield ()
        return
    first, *others = rest
    if thing is None:
        return
    if isinstance(thing, tuple):
        chosen = range(len(thing)) if first == "*" else _positions(thing, first)
        for at in chosen:
            yield from ((at, *inner) for inner in _places(thing[at], tuple(others)))
    elif attrs.has(type(thing)) and first in attrs.fields_dict(type(thing)):
        yield from ((first, *inner) for inner in _places(getattr(thing, first), tuple(others)))
    else:
        raise LookupError(first)


def _positions(thing: tuple[Any, ...], name: str) -> tuple[int, ...]:
    if not (name.isascii() and name.isdigit()) or int(name) >= len(thing):
        raise LookupError(name)
    return (int(name),)


def value_at(thing: Any, place: Place) -> Any:
    """What stands there."""
    for part in place:
        thing = thing[part] if isinstance(part, int) else getattr(thing, part)
    return thing


def with_value(thing: Any, place: Place, value: Any) -> Any:
    """The same thing with another value there; the given one stays as it is."""
    if not place:
        return value
    first, rest = place[0], place[1:]
    if isinstance(first, int):
        inner = with_value(thing[first], rest, value)
        return (*thing[:first], inner, *thing[first + 1 :])
    return changed(thing, **{first: with_value(getattr(thing, first), rest, value)})


def shown(place: Place) -> str:
    """The place as text: `overdue.0.amount`."""
    return ".".join(map(str, place))


@entity
class Scale:
    """A value in whole units: cents, days, pieces, microseconds, or no and yes."""

    units: int
    least: int
    most: int
    value: Callable[[int], Value]


def scale_of(value: Any) -> Scale | None:
    """What a value is counted in; nothing for one that has no next one.

    Amounts and counts are looked for from zero, or from where they stand below it.
    """
    match value:
        case bool():
            return Scale(int(value), 0, 1, bool)
        case int():
            return Scale(value, min(FEWEST, value), max(MOST, value), int)
        case Money(minor, currency):
            return Scale(minor, min(0, minor), MAX_MINOR, lambda units: Money(units, currency))
        case datetime(tzinfo=zone) if zone is not None:
            return Scale(
                (value - EPOCH) // timedelta(microseconds=1),
                0,
                INSTANTS,
                lambda units: (EPOCH + timedelta(microseconds=units)).astimezone(zone),
            )
        case date() if not isinstance(value, datetime):
            most = date.max.toordinal()
            return Scale(value.toordinal(), 1, most, date.fromordinal)
        case _:
            return None


def first_good(good: Callable[[int], bool], below: int, at: int) -> int:
    """Where it turns between `below`, where it is not good, and `at`, where it is.

    At the unit found it is good, at its neighbour towards `below` not; `at` may lie on either side.
    """
    while abs(at - below) > 1:
        middle = (below + at) // 2
        if good(middle):
            at = middle
        else:
            below = middle
    return at
