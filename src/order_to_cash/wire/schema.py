"""JSON Schema (2020-12) of envelopes and commands, from the same shapes that the wire reads by.

A document is valid against the schema if and only if it is read, except for what JSON Schema
cannot say: texts in the normal form NFC, amounts beyond 64-bit minor units, fractions of
numbers, keys that stand twice, `1.0` (a whole number to JSON Schema, refused here), the size and
depth of the whole document, and what a class itself demands of its values together.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import NoneType
from typing import Any, Final, get_args

from order_to_cash.domain.core import Currency, InvalidValue, Money, Sensitive, asked_for
from order_to_cash.domain.trade.prices import Quantity
from order_to_cash.wire.limits import LARGEST_INTEGER, LIMITS
from order_to_cash.wire.notation import (
    AMOUNT,
    AMOUNTS,
    CASE_ID,
    DECIMAL,
    FORBIDDEN,
    FRACTION,
    ID,
    NAME,
    PART,
    VERSION,
)
from order_to_cash.wire.shapes import (
    TAG,
    Amount,
    CaseId,
    Field,
    Id,
    Kind,
    Name,
    Shape,
    Version,
    kind_of,
    type_name,
    variants,
    without_none,
)
from order_to_cash.wire.values import TAGGED
from order_to_cash.wire.vocabulary import Form, Vocabulary
from order_to_cash.wire.wire import Wire

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
YEARS: Final = "(2[01][0-9]{2}|2200)"
LEAP_YEARS: Final = "(2000|2[01](0[48]|[2468][048]|[13579][26]))"
DAY: Final = (
    f"({YEARS}-(((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01]))|((0[469]|11)-(0[1-9]|[12][0-9]|30))"
    f"|(02-(0[1-9]|1[0-9]|2[0-8])))|{LEAP_YEARS}-02-29)"
)
TIME: Final = (
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)


def _whole(pattern: str) -> Schema:
    # "$" alone also matches before a final line break
    return {"type": "string", "pattern": rf"^({pattern})$(?!\n)"}


TEXT: Final[Schema] = {
    "type": "string",
    "maxLength": LIMITS.text_characters,
    "not": {"pattern": FORBIDDEN.pattern},
}
SCALARS: Final[Mapping[Shape, Schema]] = {
    str: TEXT,
    Sensitive: TEXT,
    int: {"type": "integer", "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER},
    bool: {"type": "boolean"},
    date: _whole(DAY),
    datetime: _whole(DAY + TIME),
    Fraction: _whole(FRACTION.pattern),
    Decimal: _whole(DECIMAL.pattern),
    Quantity: {
        "anyOf": [
            {"type": "integer", "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER},
            _whole(PART.pattern),
        ]
    },
    Id: _whole(ID.pattern),
    CaseId: {**_whole(CASE_ID.pattern), "maxLength": LIMITS.case_characters},
    Name: _whole(NAME.pattern),
    Amount: _whole(AMOUNT.pattern),
    Version: {"const": VERSION},
}
BY_DECIMALS: Final[list[dict[str, Any]]] = [
    {
        "properties": {
            "amount": _whole(pattern.pattern),
            "currency": {"enum": [c.value for c in Currency if c.digits == digits]},
        }
    }
    for digits, pattern in AMOUNTS.items()
]
"""An amount has the decimals of its currency: one of these holds."""


def json_schema(wire: Wire, process: str | None = None) -> Schema:
    """The schema of an envelope, for one process or for all that the wire knows."""
    known = tuple(wire.vocabulary.commands)
    if process is not None and process not in known:
        raise InvalidValue(
            f"no such process here; give one of: {', '.join(known) or 'none'}",
            code="wire.unknown-process",
        )
    names = known if process is None else (process,)
    schemas = _Schemas(wire.vocabulary)
    choices = [schemas.envelope(name) for name in names]
    root = choices[0] if len(choices) == 1 else {"anyOf": choices}
    return {"$schema": DIALECT, "title": "Envelope", **root, "$defs": schemas.definitions}


def answer_schema(wire: Wire) -> Schema:
    """The schema of what ports answer later: one of these, by the type of the message that asked.

    Each stands among the definitions as `answer.TYPE`.
    """
    schemas = _Schemas(wire.vocabulary)
    made = {}
    for type_, message in wire.messages.items():
        with suppress(InvalidValue):  # one that says nothing about its answer takes none from here
            shape = asked_for(message)
            made[f"answer.{type_}"] = {"type": "null"} if shape is NoneType else schemas.of(shape)
    choices = [{"$ref": f"#/$defs/{name}"} for name in made]
    definitions = schemas.definitions | made
    return {"$schema": DIALECT, "title": "Answer", "anyOf": choices, "$defs": definitions}


class _Schemas:
    """Builds the schema of each shape once, as a definition where it has a name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names: dict[tuple[Shape, bool], str] = {}
        self.definitions: dict[str, Schema] = {}

    def envelope(self, process: str) -> Schema:
        """The schema of an envelope for that process."""
        form = self._vocabulary.addressed(self._vocabulary.commands[process])
        made = self._object(form, None)
        made["properties"]["process"] = {"const": process}
        return made

    def of(self, shape: Shape) -> Schema:
        """The schema of a shape."""
        match kind_of(shape):
            case Kind.SCALAR:
                return dict(SCALARS[shape])
            case Kind.CHOICE:
                return {"enum": [member.value for member in self._vocabulary.choices(shape)]}
            case Kind.OPTIONAL:
                return {"anyOf": [{"type": "null"}, self.of(without_none(shape))]}
            case Kind.MANY:
                return _many(self.of(get_args(shape)[0]))
            case Kind.FIXED:
                return _fixed([self.of(part) for part in get_args(shape)])
            case Kind.TABLE:
                return _table(*(self.of(part) for part in get_args(shape)))
            case Kind.ONE_OF:
                return {
                    "anyOf": [self._record(cls, tagged=True) for cls in variants(shape).values()]
                }
            case Kind.VALUE:
                return self._value()
            case _:
                return self._record(shape, tagged=False)

    def _record(self, shape: Shape, *, tagged: bool) -> Schema:
        name = self._names.get((shape, tagged))
        if name is None:
            name = self._names[shape, tagged] = self._free_name(shape, tagged=tagged)
            self.definitions[name] = {}
            tag = type_name(shape) if tagged else None
            made = self._object(self._vocabulary.form(shape), tag)
            self.definitions[name] = made | ({"anyOf": BY_DECIMALS} if shape is Money else {})
        return {"$ref": f"#/$defs/{name}"}

    def _value(self) -> Schema:
        if "value" not in self.definitions:
            self.definitions["value"] = {}
            choices = [dict(SCALARS[scalar]) for scalar in (str, int, bool)]
            many = _many({"$ref": "#/$defs/value"})
            choices += [{"type": "null"}, many, self.of(TAGGED)]
            self.definitions["value"] = {"anyOf": choices}
        return {"$ref": "#/$defs/value"}

    def _object(self, form: Form, tag: str | None) -> Schema:
        properties: Schema = {} if tag is None else {TAG: {"const": tag}}
        properties |= {
            field.key: _with_default(field, self.of(field.shape)) for field in form.fields
        }
        required = [key for key in properties if key in form.required or key == TAG]
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _free_name(self, shape: Shape, *, tagged: bool) -> str:
        name = type_name(shape) + ("_tagged" if tagged else "")
        taken = sum(1 for known in self.definitions if known.rstrip("0123456789") == name)
        return f"{name}{taken + 1}" if taken else name


def _with_default(field: Field, schema: Schema) -> Schema:
    default = field.attribute.default
    return {**schema, "default": default} if type(default) in (int, bool, str) else schema


def _many(inner: Schema) -> Schema:
    return {"type": "array", "items": inner, "maxItems": LIMITS.items}


def _fixed(parts: list[Schema]) -> Schema:
    count = len(parts)
    return {"type": "array", "prefixItems": parts, "minItems": count, "maxItems": count}


def _table(key: Schema, inner: Schema) -> Schema:
    return {
        "type": "object",
        "propertyNames": key,
        "additionalProperties": inner,
        "maxProperties": LIMITS.items,
    }
