"""Whether something was given at all, and of the kind that is due.

A blank text is as good as none, wherever it stands.
"""

from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any, TypeVar, cast

import attrs

from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.parties import Sensitive

K = TypeVar("K")


def of_kind(value: K, kind: Any, advice: str) -> K:
    """The value itself; raises `InvalidValue` with the advice where it is of another kind.

    Yes and no are no numbers. What came is told by the name of its type alone, never by itself.
    """
    came = type(value)
    if not issubclass(came, kind) or (came is bool and kind is not bool):
        raise InvalidValue(f"{advice}; what came is of the type {came.__name__}", code="value.kind")
    return value


def is_given(value: Any) -> bool:
    """Whether there is something: no nothing, no blank text, no list with a blank in it."""
    match value:
        case None:
            return False
        case str() if value.isprintable():
            return bool(value) and not value.isspace()
        case str():
            return any(sign.isprintable() and not sign.isspace() for sign in value)
        case Sensitive():
            return is_given(value.reveal())
        case tuple():
            return bool(value) and all(map(is_given, value))
        case _:
            return True


def blanks(thing: Any, path: str = "") -> Iterator[str]:
    """The paths of texts that must be there and are blank; a field with a default may be."""
    for field in attrs.fields(type(thing)):
        value, place = getattr(thing, field.name), f"{path}{field.name}"
        yield from _blanks(value, place, required=field.default is attrs.NOTHING)


def unsaid(command: Any) -> tuple[str, ...]:
    """The texts that stand in a command itself, must be there, and are blank.

    What is said in the parts of a request is judged by its process, which may ask for it again.
    """
    given = ((name, getattr(command, name)) for name in _required(cast("Hashable", type(command))))
    return tuple(
        name for name, value in given if isinstance(value, str | Sensitive) and not is_given(value)
    )


@cache
def _required(kind: Any) -> tuple[str, ...]:
    if not attrs.has(kind):
        return ()
    return tuple(field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING)


def _blanks(value: Any, place: str, *, required: bool) -> Iterator[str]:
    if isinstance(value, str | Sensitive):
        if required and not is_given(value):
            yield place
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _blanks(part, f"{place}[{index}]", required=required)
    elif attrs.has(type(value)):
        yield from blanks(value, f"{place}.")
