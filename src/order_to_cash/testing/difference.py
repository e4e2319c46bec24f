"""What differs between two values, path by path: a failing test prints this and not both."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from order_to_cash.domain.core import Sensitive
from order_to_cash.domain.core.entity import shows_fields

MOST: Final = 12
"""So many paths are told; of more, how many there are."""


def difference(before: Any, after: Any) -> tuple[str, ...]:
    """Each path on which two values differ, with what stands there in each; none if they are equal.

    Paths go by fields, keys and places counted from 0. Personal data reads `***`.

    >>> from order_to_cash import Currency, Money
    >>> one, other = (Money.of(amount, Currency.PEN) for amount in ("1.00", "2.50"))
    >>> for path in difference({"due": one, "parts": (1, 2)}, {"due": other, "parts": (1,)}):
    ...     print(path)
    due: Money.of('1.00', Currency.PEN) -> Money.of('2.50', Currency.PEN)
    parts.1: 2 -> nothing
    """
    found = tuple(_changes("", before, after))
    if len(found) <= MOST:
        return found
    return (*found[:MOST], f"and {len(found) - MOST} more")


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """What pytest prints where two values of ours should be equal and are not: what differs.

    It is a hook of pytest, which one line in a `conftest.py` turns on:
    `from order_to_cash.testing import pytest_assertrepr_compare`.
    """
    if op != "==" or type(left) is not type(right) or not attrs.has(type(left)):
        return None
    return [f"two values of {type(left).__name__} differ", *difference(left, right)]


def _changes(path: str, before: Any, after: Any) -> Iterator[str]:
    if type(before) is type(after):
        if before == after:
            return
        ours, theirs = _parts(before), _parts(after)
        inner = [
            change
            for name in (() if _stands_alone(before, after) else dict.fromkeys((*ours, *theirs)))
            for change in _changes(
                f"{path}.{name}" if path else f"{name}",
                ours.get(name, NOTHING),
                theirs.get(name, NOTHING),
            )
        ]
        if inner:
            yield from inner
            return
    told, other = repr(before), repr(after)
    yield f"{path or 'all of it'}: {told} -> {other}{' (another one)' * (told == other)}"


def _stands_alone(before: Any, after: Any) -> bool:
    """Whether such values are told whole: those with a `repr` of their own that tells them apart.

    Personal data always is, so that nothing looks inside.
    """
    if isinstance(before, Mapping | tuple | list):
        return False
    own = not shows_fields(type(before))
    return isinstance(before, Sensitive) or (own and repr(before) != repr(after))


def _parts(value: Any) -> Mapping[Any, Any]:
    """What a value is made of, by name, key or place; nothing of what has no parts."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, tuple | list):
        return dict(enumerate(value))
    fields = attrs.fields(type(value)) if attrs.has(type(value)) else ()
    return {field.name: getattr(value, field.name) for field in fields if field.eq}


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


NOTHING: Final = _Nothing()
"""What stands where one of the two has no such member."""

__all__ = ["difference", "pytest_assertrepr_compare"]
