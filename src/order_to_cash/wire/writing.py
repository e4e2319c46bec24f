"""The fast way from values to JSON values: it stops at the first doubt, and `guarding` says why.

The keys of every record stand in the order of its fields.
"""

from typing import Any, Final

from order_to_cash.domain.core import Envelope, Overlay
from order_to_cash.wire.faults import unexpected
from order_to_cash.wire.generated import writer
from order_to_cash.wire.passes import Making, Ways
from order_to_cash.wire.remaking import remade
from order_to_cash.wire.scalars import WRITERS, member
from order_to_cash.wire.shapes import (
    TAG,
    Shape,
    StoredId,
    class_of,
    variants,
)
from order_to_cash.wire.values import write_value
from order_to_cash.wire.vocabulary import Form, Vocabulary, Write

TABLES: Final = (dict, Overlay)
"""What can be a table; another mapping might not come back the same."""


class Writer:
    """Makes JSON values of values; anything amiss raises some exception or other."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        making = Making(
            choice=member,
            optional=_optional,
            many=_many,
            fixed=_fixed,
            table=_table,
            one_of=self._one_of,
            record=self._shown,
            addressed=lambda: self._addressed(None),
            value=lambda: write_value(self.of),
        )
        self.of: Final = Ways(vocabulary, making, dict(WRITERS)).of
        """What writes a shape; made once."""
        self.own_envelope: Final = self._addressed(StoredId)
        """Writes an envelope of the library's own, whose identifiers hold others."""

    def _shown(self, shape: Shape) -> Write:
        form = self._vocabulary.form(shape)
        return form.show(self.of) if form.show else self._record(form, shape)

    def _record(self, form: Form, shape: Shape) -> Write:
        cls = class_of(shape)
        made, again = writer(form, shape, self.of), remade(cls)

        def write(value: Any) -> Any:
            if type(value) is cls and (again is None or again(value)):
                return made(value)
            raise unexpected(cls.__name__, value)

        return write

    def _one_of(self, shape: Shape) -> Write:
        tags = {cls: tag for tag, cls in variants(shape).items()}
        made: dict[type, tuple[str, Write]] = {}

        def write(value: Any) -> Any:
            cls = type(value)
            found = made.get(cls)
            if found is None:
                found = made[cls] = tags[cls], self.of(cls)
            tag, hook = found
            return {TAG: tag, **hook(value)}

        return write

    def _addressed(self, id_: Shape | None) -> Write:
        known: dict[str, Write] = {}
        commands = self._vocabulary.commands

        def write(value: Any) -> Any:
            name = value.process
            if (hook := known.get(name)) is None:
                form = self._vocabulary.posted(commands[name], id_)
                hook = known[name] = self._record(form, Envelope)
            return hook(value)

        return write


def _optional(inner: Write) -> Write:
    return lambda value: None if value is None else inner(value)


def _many(inner: Write) -> Write:
    def write(value: Any) -> Any:
        if type(value) is tuple:
            return list(map(inner, value))
        raise unexpected("a tuple", value)

    return write


def _fixed(inner: tuple[Write, ...]) -> Write:
    def write(value: Any) -> Any:
        if type(value) is tuple:
            return [hook(item) for hook, item in zip(inner, value, strict=True)]
        raise unexpected("a tuple", value)

    return write


def _table(key: Write, inner: Write) -> Write:
    def write(value: Any) -> Any:
        if type(value) in TABLES:
            return {key(name): inner(item) for name, item in value.items()}
        raise unexpected("a dict", value)

    return write
