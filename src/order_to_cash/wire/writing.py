"""From values to JSON values, the keys of every record in the order of its fields."""

import enum
from collections.abc import Callable
from operator import attrgetter
from typing import Any, get_args

from order_to_cash.domain.errors import InvalidValue
from order_to_cash.wire.generated import unchanged, writer
from order_to_cash.wire.notation import ID, NO_ID
from order_to_cash.wire.primitives import WRITERS
from order_to_cash.wire.shapes import (
    SCALARS,
    TAG,
    Id,
    Kind,
    OneOf,
    Shape,
    kind_of,
    variants,
    without_none,
)
from order_to_cash.wire.values import write_value
from order_to_cash.wire.vocabulary import Form, Vocabulary, Write


class Writer:
    """Makes JSON values of values."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._made: dict[Shape, Write] = {
            **dict.fromkeys(SCALARS, unchanged),
            **WRITERS,
        }

    def of(self, shape: Shape) -> Write:
        """What writes this shape; made once."""
        made = self._made.get(shape)
        if made is None:
            made = self._made[shape] = self._make(shape)
        return made

    def _make(self, shape: Shape) -> Write:
        match kind_of(shape):
            case Kind.CHOICE:
                # a StrEnum is a text already
                return unchanged if issubclass(shape, enum.StrEnum) else attrgetter("_value_")
            case Kind.OPTIONAL:
                return _optional(self.of(without_none(shape)))
            case Kind.MANY:
                return _many(self.of(get_args(shape)[0]))
            case Kind.FIXED:
                return _fixed(tuple(self.of(part) for part in get_args(shape)))
            case Kind.TABLE:
                return _table(*(self.of(part) for part in get_args(shape)))
            case Kind.ONE_OF:
                return self._one_of(shape)
            case Kind.ADDRESSED:
                return self._addressed(shape)
            case Kind.VALUE:
                return write_value(self.of)
            case _:
                form = self._vocabulary.form(shape)
                return form.show(self.of) if form.show else writer(form, shape, self.of)

    def _one_of(self, shape: Shape) -> Write:
        tags = {cls: tag for tag, cls in variants(shape).items()}
        made: dict[type, tuple[str, Write]] = {}

        def named(cls: type) -> tuple[str, Write]:
            if cls in tags:
                return tags[cls], self.of(cls)
            raise InvalidValue(
                f"{cls.__name__} is none of: {', '.join(tags.values())}; give one of these",
                code="wire.unknown-type",
            )

        def write(value: Any) -> Any:
            found = made.get(type(value))
            if found is None:
                found = made[type(value)] = named(type(value))
            tag, hook = found
            return {TAG: tag, **hook(value)}

        return write

    def _addressed(self, shape: Shape) -> Write:
        known = {
            name: writer(self._vocabulary.posted(shape, command), shape, self.of)
            for name, command in self._vocabulary.commands.items()
        }
        check = _ids(self._vocabulary.posted(shape, OneOf(())))

        def write(value: Any) -> Any:
            if (hook := known.get(value.process)) is None:
                advice = f"no such process here; give one of: {', '.join(known) or 'none'}"
                raise InvalidValue(advice, code="wire.unknown-process")
            check(value)
            return hook(value)

        return write


def _ids(form: Form) -> Callable[[Any], None]:
    """Checks all identifiers of a record with one look."""
    names = [field.name for field in form.fields if field.shape is Id]
    pick = attrgetter(*names)

    def check(value: Any) -> None:
        ids = pick(value)
        joined = "".join(ids)
        if ("" in ids or not ID.fullmatch(joined)) and not all(map(ID.fullmatch, ids)):
            raise InvalidValue(NO_ID.message, code=NO_ID.code)

    return check


def _optional(inner: Write) -> Write:
    if inner is unchanged:
        return unchanged
    return lambda value: None if value is None else inner(value)


def _many(inner: Write) -> Write:
    if inner is unchanged:
        return unchanged
    return lambda value: list(map(inner, value))


def _fixed(inner: tuple[Write, ...]) -> Write:
    return lambda value: [hook(item) for hook, item in zip(inner, value, strict=True)]


def _table(key: Write, inner: Write) -> Write:
    return lambda value: {key(name): inner(item) for name, item in value.items()}
