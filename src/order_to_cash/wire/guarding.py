"""The careful way through our values: it finds every problem, each with its place.

It asks of a value what reading asks of a document, so that whatever it lets through can be written
and read again.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeAlias

from order_to_cash.domain.core import Envelope, Problem, Sensitive
from order_to_cash.domain.trade.prices import Quantity
from order_to_cash.wire.faults import Wrong, enough, step, under, unexpected
from order_to_cash.wire.notation import NO_INSTANT
from order_to_cash.wire.passes import Making, Ways
from order_to_cash.wire.primitives import (
    case_identifier,
    identifier,
    name,
    stored_identifier,
    text,
    truth,
    whole,
)
from order_to_cash.wire.remaking import UNACCEPTABLE, objection, remade
from order_to_cash.wire.scalars import (
    check_token,
    day_text,
    decimal_text,
    fraction_text,
    instant_text,
    member,
    quantity_form,
)
from order_to_cash.wire.shapes import (
    CaseId,
    Id,
    Name,
    Shape,
    StoredId,
    class_of,
    fields_of,
    variants,
)
from order_to_cash.wire.values import check_value
from order_to_cash.wire.vocabulary import Check, Form, Vocabulary
from order_to_cash.wire.writing import TABLES

NOTHING: Final = object()
"""Stands for a field that was never set."""

Looked: TypeAlias = tuple[Check, Any, str]
"""A part of something: what looks at it, the part, and its place."""


class Guard:
    """Looks at values and changes nothing; raises `Wrong` with everything that is amiss."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        making = Making(
            choice=member,
            optional=_optional,
            many=many,
            fixed=_fixed,
            table=_table,
            one_of=self._one_of,
            record=self._looked,
            addressed=lambda: self._addressed(None),
            value=lambda: check_value(many, self.of),
        )
        self.of: Final = Ways(vocabulary, making, dict(SCALARS)).of
        """What looks at values of a shape; made once."""
        self.own_envelope: Final = self._addressed(StoredId)
        """Looks at an envelope of the library's own, whose identifiers hold others."""

    def _looked(self, shape: Shape) -> Check:
        form = self._vocabulary.form(shape)
        if form.parts is not None:
            return self._taken_apart(form, form.parts)
        return self._record(Form(fields_of(shape), shape))

    def _taken_apart(self, form: Form, parts: Callable[[Any], Mapping[str, Any]]) -> Check:
        hooks = {field.name: (self.of(field.shape), step(field.key)) for field in form.fields}

        def checked(value: Any) -> Iterable[Looked]:
            return ((hooks[name][0], part, hooks[name][1]) for name, part in parts(value).items())

        return _parts(checked)

    def _record(self, form: Form, **checks: Check) -> Check:
        cls: type = class_of(form.make)
        hooks = [
            (checks.get(field.name) or self.of(field.shape), field.name, step(field.key))
            for field in form.fields
        ]
        again = remade(cls)

        def parts(value: Any) -> Iterable[Looked]:
            if type(value) is not cls:
                raise unexpected(f"a value of the class {cls.__name__}", value)
            return ((hook, getattr(value, name, NOTHING), at) for hook, name, at in hooks)

        checked = _parts(parts)

        def check(value: Any) -> None:
            checked(value)
            _made_again(again, value)

        return check

    def _one_of(self, shape: Shape) -> Check:
        known = {cls: self.of(cls) for cls in variants(shape).values()}
        advice = f"give one of: {', '.join(cls.__name__ for cls in known)}"

        def check(value: Any) -> None:
            if (hook := known.get(type(value))) is None:
                raise Wrong(Problem("wire.unknown-type", "", advice))
            hook(value)

        return check

    def _addressed(self, id_: Shape | None) -> Check:
        commands, posted = self._vocabulary.commands, self._vocabulary.posted
        names = ", ".join(commands) or "none"
        unknown = Problem("wire.unknown-process", "", f"no such process; give one of: {names}")

        def process(value: Any) -> None:
            if type(value) is not str:
                raise unexpected("a text", value)
            if value not in commands:
                raise Wrong(unknown)

        def check(value: Any) -> None:
            name = getattr(value, "process", None)
            known = commands.get(name) if type(name) is str else None
            fields = posted(known or str, id_).fields
            # a command can only be judged by its process
            command = {} if known else {"command": _anything}
            self._record(Form(fields, Envelope), process=process, **command)(value)

        return check


def look(check: Check, value: Any, at: str, found: list[Problem]) -> None:
    """Add what is amiss with a part to what was found, under its place."""
    if value is NOTHING:
        advice = "this field was never set; make the value by calling its class"
        found.append(Problem("wire.half-built", at, advice))
        return
    try:
        check(value)
    except Wrong as caught:
        found += under(at, caught.problems)
    except (RecursionError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  (whatever a class of others does when it is looked at)
        found += under(at, (UNACCEPTABLE,))


def _anything(_: Any) -> None:
    """Looks at nothing."""


def _made_again(again: Callable[[Any], bool] | None, value: Any) -> None:
    try:
        if again is None or again(value):
            return
        problem = Wrong(UNACCEPTABLE)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (whatever a class objects to)
        problem = objection(error)
    raise problem


def _parts(check: Callable[[Any], Iterable[Looked]]) -> Check:
    """Looks at every part of something, until there is more to report than one refusal names."""

    def checked(value: Any) -> None:
        found: list[Problem] = []
        for inner, part, at in check(value):
            look(inner, part, at, found)
            if enough(found):
                break
        if found:
            raise Wrong(*found)

    return checked


def _optional(inner: Check) -> Check:
    return lambda value: None if value is None else inner(value)


def many(inner: Check) -> Check:
    """Looks at each entry of a tuple."""

    def parts(value: Any) -> Iterable[Looked]:
        if type(value) is not tuple:
            raise unexpected("a tuple", value)
        return ((inner, item, f"[{at}]") for at, item in enumerate(value))

    return _parts(parts)


def _fixed(inner: tuple[Check, ...]) -> Check:
    def parts(value: Any) -> Iterable[Looked]:
        if type(value) is not tuple:
            raise unexpected("a tuple", value)
        if len(value) != len(inner):
            raise Wrong(Problem("wire.wrong-length", "", f"give exactly {len(inner)} entries"))
        pairs = enumerate(zip(inner, value, strict=True))
        return ((hook, item, f"[{at}]") for at, (hook, item) in pairs)

    return _parts(parts)


def _table(key: Check, inner: Check) -> Check:
    def parts(value: Any) -> Iterable[Looked]:
        if type(value) not in TABLES:
            raise unexpected("a dict", value)
        for entry, item in value.items():
            at = step(entry if type(entry) is str else "*")
            yield key, entry, at
            yield inner, item, at

    return _parts(parts)


def _instant(value: Any) -> None:
    try:
        instant_text(value)
        return
    except Wrong as wrong:
        problems = wrong.problems
    except Exception:  # noqa: BLE001  (whatever a time zone of others does)
        problems = (NO_INSTANT,)
    raise Wrong(*problems)


def _sensitive(value: Any) -> None:
    if type(value) is not Sensitive:
        raise unexpected("Sensitive personal data", value)
    text(getattr(value, "_value", None))
    check_token(value)


def _fraction(value: Any) -> None:
    fraction_text(value)
    if Fraction(value.numerator, value.denominator) != value or value.denominator < 1:
        raise Wrong(UNACCEPTABLE)


SCALARS: Final[dict[Shape, Callable[..., object]]] = {
    str: text,
    int: whole,
    bool: truth,
    date: day_text,
    datetime: _instant,
    Fraction: _fraction,
    Decimal: decimal_text,
    Quantity: quantity_form,
    Sensitive: _sensitive,
    Id: identifier,
    CaseId: case_identifier,
    StoredId: stored_identifier,
    Name: name,
}
