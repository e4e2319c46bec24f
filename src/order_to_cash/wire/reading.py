"""The fast way from JSON values to ours: it stops at the first doubt, and `examining` says why."""

from typing import Any, Final

from order_to_cash.wire.faults import unexpected
from order_to_cash.wire.generated import reader
from order_to_cash.wire.passes import Making, Ways
from order_to_cash.wire.primitives import LOADERS, Load, choice
from order_to_cash.wire.shapes import TAG, Shape, variants
from order_to_cash.wire.values import load_value
from order_to_cash.wire.vocabulary import Form, Vocabulary


class Reader:
    """Makes values of JSON values; anything amiss raises some exception or other."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        making = Making(
            choice=choice,
            optional=_optional,
            many=_many,
            fixed=_fixed,
            table=_table,
            one_of=self._one_of,
            record=self._record,
            addressed=self._addressed,
            value=lambda: load_value(_many, self.of),
        )
        self.of: Final = Ways(vocabulary, making, dict(LOADERS)).of
        """What reads a shape; made once."""

    def _record(self, shape: Shape) -> Load:
        return reader(self._vocabulary.form(shape), self.of, closed=True)

    def _one_of(self, shape: Shape) -> Load:
        made: dict[str, Load] = {}
        known = variants(shape)

        def load(value: Any, _: Any = None) -> Any:
            tag = value[TAG]
            hook = made.get(tag)
            if hook is None:
                hook = made[tag] = self._tagged(known[tag])
            return hook(value, None)

        return load

    def _tagged(self, cls: type) -> Load:
        form = self._vocabulary.form(cls)
        return _closed(form, reader(form, self.of, closed=False))

    def _addressed(self) -> Load:
        known = {
            name: reader(self._vocabulary.addressed(command), self.of, closed=True)
            for name, command in self._vocabulary.commands.items()
        }

        def load(value: Any, _: Any = None) -> Any:
            return known[value["process"]](value, None)

        return load


def _closed(form: Form, made: Load) -> Load:
    keys = form.keys | {TAG}

    def load(value: Any, _: Any = None) -> Any:
        if value.keys() <= keys:
            return made(value, None)
        raise unexpected("an object", value)

    return load


def _optional(inner: Load) -> Load:
    def load(value: Any, _: Any = None) -> Any:
        return None if value is None else inner(value, None)

    return load


def _many(inner: Load) -> Load:
    def load(value: Any, _: Any = None) -> Any:
        if type(value) is list:
            return tuple([inner(item, None) for item in value])
        raise unexpected("a list", value)

    return load


def _fixed(inner: tuple[Load, ...]) -> Load:
    def load(value: Any, _: Any = None) -> Any:
        if type(value) is list and len(value) == len(inner):
            return tuple([hook(item, None) for hook, item in zip(inner, value, strict=True)])
        raise unexpected("a list", value)

    return load


def _table(key: Load, inner: Load) -> Load:
    def load(value: Any, _: Any = None) -> Any:
        if type(value) is not dict:
            raise unexpected("an object", value)
        return {key(name, None): inner(item, None) for name, item in value.items()}

    return load
