"""The careful way from JSON values to ours: it finds every problem, each with its place."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from order_to_cash.domain.core import Problem, changed
from order_to_cash.wire.faults import Marker, Wrong, enough, step, under, unexpected
from order_to_cash.wire.passes import Making, Ways
from order_to_cash.wire.primitives import LOADERS, Load, choice
from order_to_cash.wire.remaking import objection
from order_to_cash.wire.shapes import TAG, Shape, variants
from order_to_cash.wire.values import load_value
from order_to_cash.wire.vocabulary import Form, Vocabulary

ANYTHING: Final = object()
"""The shape of what cannot be judged because something else is wrong."""

OTHER: Final = object()
"""The shape of a process name that is not among those known here."""


class Examiner:
    """Makes values of JSON values; raises `Wrong` with everything that is amiss."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        names = ", ".join(vocabulary.commands) or "none"
        unknown = Problem("wire.unknown-process", "", f"no such process; give one of: {names}")
        making = Making(
            choice=choice,
            optional=_optional,
            many=_many,
            fixed=_fixed,
            table=_table,
            one_of=self._one_of,
            record=lambda shape: self._record(vocabulary.form(shape), tagged=False),
            addressed=self._addressed,
            value=lambda: load_value(_many, self.of),
        )
        known = {**LOADERS, ANYTHING: lambda value, _: value, OTHER: _refuse(unknown)}
        self.of: Final = Ways(vocabulary, making, known).of
        """What examines a shape; made once."""

    def _record(self, form: Form, *, tagged: bool) -> Load:
        hooks = {field.key: self.of(field.shape) for field in form.fields}
        keys = form.keys | {TAG} if tagged else form.keys

        def load(value: Any, _: Any = None) -> Any:
            found, value = _object(value)
            found += _keys(value, keys, form.required)
            made = {}
            for key, hook in hooks.items():
                if key in value and not enough(found):
                    made[key] = _part(hook, value[key], step(key), found)
            if found:
                raise Wrong(*found)
            return _built(form, made)

        return load

    def _one_of(self, shape: Shape) -> Load:
        known = variants(shape)
        form = self._vocabulary.form
        made = {tag: self._record(form(cls), tagged=True) for tag, cls in known.items()}
        unknown = Problem("wire.unknown-type", step(TAG), f"give one of: {', '.join(made)}")

        def load(value: Any, _: Any = None) -> Any:
            inside = _object(value)[1]
            if TAG not in inside:
                raise Wrong(_missing(TAG))
            tag = inside[TAG]
            if type(tag) is not str or tag not in made:
                raise Wrong(unknown)
            return made[tag](value, None)

        return load

    def _addressed(self) -> Load:
        form, commands = self._vocabulary.addressed, self._vocabulary.commands
        known = {
            name: self._record(form(command), tagged=False) for name, command in commands.items()
        }
        strange = form(ANYTHING)
        fields = tuple(
            changed(field, shape=OTHER) if field.name == "process" else field
            for field in strange.fields
        )
        other = self._record(Form(fields, strange.make), tagged=False)

        def load(value: Any, _: Any = None) -> Any:
            name = _object(value)[1].get("process")
            hook = known.get(name, other) if type(name) is str else other
            return hook(value, None)

        return load


def _refuse(problem: Problem) -> Load:
    def load(value: Any, _: Any = None) -> Any:
        raise unexpected("a text", value) if type(value) is not str else Wrong(problem)

    return load


def _object(value: Any) -> tuple[list[Problem], dict[str, Any]]:
    """The object, and the problem it has already if a key stands in it twice."""
    if type(value) is dict:
        return [], value
    if isinstance(value, Marker) and isinstance(value.document, dict):
        return [value.problem], value.document
    raise unexpected("an object", value)


def _part(hook: Load, value: Any, name: str, found: list[Problem]) -> Any:
    try:
        return hook(value, None)
    except Wrong as caught:
        found += under(name, caught.problems)
    return None


def _keys(
    value: Mapping[str, Any], keys: frozenset[str], required: frozenset[str]
) -> Iterator[Problem]:
    strange = tuple(key for key in value if key not in keys)
    for key in strange[: len(keys) + 25]:
        yield Problem("wire.unknown-key", step(key), "this key is not known here; remove it")
    for key in sorted(required - value.keys()):
        yield _missing(key)


def _missing(key: str) -> Problem:
    return Problem("wire.missing-key", step(key), "this key must be there; add it")


def _built(form: Form, made: Mapping[str, Any]) -> Any:
    try:
        return form.make(**made)
    except MemoryError:  # says nothing of the document
        raise
    except Exception as error:  # noqa: BLE001  (whatever it is, only `InvalidDocument` comes out)
        wrong = objection(error)
    raise wrong


def _optional(inner: Load) -> Load:
    return lambda value, _: None if value is None else inner(value, None)


def _many(inner: Load) -> Load:
    def load(value: Any, _: Any = None) -> Any:
        if type(value) is not list:
            raise unexpected("a list", value)
        found: list[Problem] = []
        made = []
        for position, item in enumerate(value):
            made.append(_part(inner, item, f"[{position}]", found))
            if enough(found):
                break
        if found:
            raise Wrong(*found)
        return tuple(made)

    return load


def _fixed(inner: tuple[Load, ...]) -> Load:
    def load(value: Any, _: Any = None) -> Any:
        if type(value) is not list:
            raise unexpected("a list", value)
        if len(value) != len(inner):
            raise Wrong(Problem("wire.wrong-length", "", f"give exactly {len(inner)} entries"))
        found: list[Problem] = []
        parts = enumerate(zip(inner, value, strict=True))
        made = [_part(hook, item, f"[{at}]", found) for at, (hook, item) in parts]
        if found:
            raise Wrong(*found)
        return tuple(made)

    return load


def _table(key: Load, inner: Load) -> Load:
    def load(value: Any, _: Any = None) -> Any:
        found, value = _object(value)
        made: dict[Any, Any] = {}
        for name, item in value.items():
            at = step(name)
            made[_part(key, name, at, found)] = _part(inner, item, at, found)
            if enough(found):
                break
        if found:
            raise Wrong(*found)
        return made

    return load
