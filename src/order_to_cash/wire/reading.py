"""The fast way from JSON values to ours: it stops at the first doubt, and `examining` says why."""

from typing import Any, get_args

from order_to_cash.wire.faults import unexpected
from order_to_cash.wire.generated import reader
from order_to_cash.wire.primitives import LOADERS, Load, choice
from order_to_cash.wire.shapes import TAG, Kind, Shape, kind_of, variants, without_none
from order_to_cash.wire.values import load_value
from order_to_cash.wire.vocabulary import Form, Vocabulary


class Reader:
    """Makes values of JSON values; anything amiss raises some exception or other."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._made: dict[Shape, Load] = dict(LOADERS)

    def of(self, shape: Shape) -> Load:
        """What reads this shape; made once."""
        made = self._made.get(shape)
        if made is None:
            made = self._made[shape] = self._make(shape)
        return made

    def _make(self, shape: Shape) -> Load:
        match kind_of(shape):
            case Kind.CHOICE:
                return choice(shape, self._vocabulary.choices(shape))
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
                return self._addressed()
            case Kind.VALUE:
                return load_value(_many, self.of)
            case _:
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
