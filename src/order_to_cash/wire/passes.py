"""What every pass over values has in common: one way for each shape, found once, by its kind.

Reading, examining, writing and guarding each say what they do with a list, a table or a record,
given the ways for its parts; here alone stands how a shape falls into its parts.
"""

import enum
from collections.abc import Callable
from typing import Any, Generic, TypeVar, get_args

from attrs import define

from order_to_cash.domain.core import entity
from order_to_cash.wire.shapes import Kind, Shape, kind_of, without_none
from order_to_cash.wire.vocabulary import Vocabulary

W = TypeVar("W")


@entity
class Making(Generic[W]):
    """What a pass does with each kind of shape: from the ways for its parts to the way for it."""

    choice: Callable[[Any, tuple[enum.Enum, ...]], W]
    optional: Callable[[W], W]
    many: Callable[[W], W]
    fixed: Callable[[tuple[W, ...]], W]
    table: Callable[[W, W], W]
    one_of: Callable[[Shape], W]
    record: Callable[[Shape], W]
    addressed: Callable[[], W]
    value: Callable[[], W]


@define
class Ways(Generic[W]):
    """The way of one pass for each shape; those of scalars are known from the start."""

    vocabulary: Vocabulary
    making: Making[W]
    known: dict[Shape, W]

    def of(self, shape: Shape) -> W:
        """The way for this shape; made once."""
        way = self.known.get(shape)
        if way is None:
            way = self.known[shape] = self._made(shape)
        return way

    def _made(self, shape: Shape) -> W:
        making, parts = self.making, get_args(shape)
        match kind_of(shape):
            case Kind.CHOICE:
                return making.choice(shape, self.vocabulary.choices(shape))
            case Kind.OPTIONAL:
                return making.optional(self.of(without_none(shape)))
            case Kind.MANY:
                return making.many(self.of(parts[0]))
            case Kind.FIXED:
                return making.fixed(tuple(map(self.of, parts)))
            case Kind.TABLE:
                return making.table(*map(self.of, parts))
            case Kind.ONE_OF:
                return making.one_of(shape)
            case Kind.ADDRESSED:
                return making.addressed()
            case Kind.VALUE:
                return making.value()
            case _:
                return making.record(shape)
