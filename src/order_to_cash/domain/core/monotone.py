"""Which way a rule leans: in which values of the facts more, or less, never makes it worse."""

import enum
from collections.abc import Mapping
from typing import Final, TypeAlias


class Direction(enum.Enum):
    """Which way a value goes so that an answer can only become better."""

    LESS = "less"
    MORE = "more"


LESS: Final = Direction.LESS
"""Less of the value, or an earlier instant, never makes the answer worse."""

MORE: Final = Direction.MORE
"""More of the value, a later instant, or a yes where a no stood, never makes it worse."""

Helps: TypeAlias = Mapping[str, Direction]
"""Paths of the facts, such as `exposure.unpaid`, each with the direction that helps.

`*` stands for each part of a tuple: `overdue.*.amount`. A tuple itself grows with more parts.
"""


def helps_of(rule: object) -> Helps:
    """What a rule says of itself in its attribute `helps`; one that says nothing is not searched.

    Verdicts rank FAIL, OPEN, PASS: along each of these paths they only ever rise that way.
    """
    found: Helps = getattr(rule, "helps", {})
    return found
