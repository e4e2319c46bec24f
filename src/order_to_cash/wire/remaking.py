"""Classes that check or compute what they are made from: their values are made once more.

A value that was put together past its class could not be made again when it is read.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import attrs

from order_to_cash.domain.core import OrderToCashError, Problem
from order_to_cash.wire.faults import Wrong

UNACCEPTABLE: Final = Problem(
    "wire.unacceptable", "", "these values do not go together; check them"
)


def objection(error: Exception) -> Wrong:
    """What a class objects to, whatever exception it raises."""
    if isinstance(error, Wrong):
        return error
    if isinstance(error, OrderToCashError):
        return Wrong(Problem(error.code, "", error.message))
    return Wrong(UNACCEPTABLE)


@cache
def remade(cls: Any) -> Callable[[Any], bool] | None:
    """Whether a value is equal to what its class makes of its fields; `None` where it always is."""
    fields = attrs.fields(cls)
    plain = all(field.init for field in fields)
    checks = any(field.converter or field.validator for field in fields)
    if plain and not checks and not hasattr(cls, "__attrs_post_init__"):
        return None
    given = [(field.name, field.alias) for field in fields if field.init]

    def again(value: Any) -> bool:
        return bool(cls(**{alias: getattr(value, name) for name, alias in given}) == value)

    return again
