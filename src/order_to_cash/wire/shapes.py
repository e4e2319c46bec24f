"""The shape of every type that crosses the wire, read from the classes themselves."""

import enum
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import (
    Any,
    Final,
    NewType,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from order_to_cash.domain.core import BrokenDefinition, Envelope, Sensitive, Value, entity
from order_to_cash.domain.trade.prices import Quantity

Id = NewType("Id", str)
"""A short ASCII identifier without spaces, given from outside: of a command, an actor."""

CaseId = NewType("CaseId", str)
"""The identifier of a case, given from outside; a "/" in it addresses one the library opened."""

StoredId = NewType("StoredId", str)
"""An identifier that the library made of others, which is longer."""

Name = NewType("Name", str)
"""The name of a value in a finding or a refusal, as the texts about it use it."""

Amount = NewType("Amount", str)
"""An amount of money in major units, as text with all the decimals of its currency."""

Version = NewType("Version", int)
"""The version of the wire format that a document says it follows."""

Shape: TypeAlias = Any
"""A type, an alias such as `tuple[str, ...]`, or a `OneOf`."""

SCALARS: Final[frozenset[Shape]] = frozenset(
    {
        *(str, int, bool, date, datetime, Fraction, Decimal, Quantity, Sensitive),
        *(Id, CaseId, StoredId, Name, Amount, Version),
    }
)
TAG: Final = "type"


class Kind(enum.Enum):
    """The kinds of shape; whoever reads, writes or describes a document handles each."""

    SCALAR = enum.auto()
    CHOICE = enum.auto()
    OPTIONAL = enum.auto()
    MANY = enum.auto()
    FIXED = enum.auto()
    TABLE = enum.auto()
    ONE_OF = enum.auto()
    RECORD = enum.auto()
    ADDRESSED = enum.auto()
    VALUE = enum.auto()


@entity(eq=False)
class OneOf:
    """A union of classes, told apart by their tag; one class alone is tagged as well."""

    classes: tuple[type, ...]


def kind_of(shape: Shape) -> Kind:
    """Which kind of shape a type is; raises `BrokenDefinition` for one the wire cannot carry."""
    if shape == Value:
        return Kind.VALUE
    if isinstance(shape, OneOf):
        return Kind.ONE_OF
    if shape in SCALARS:
        return Kind.SCALAR
    if (kind := _kind_of_alias(shape)) is not None:
        return kind
    if isinstance(shape, type) and issubclass(shape, enum.Enum):
        return Kind.CHOICE
    if shape is Envelope:
        return Kind.ADDRESSED
    if _is_record(shape):
        return Kind.RECORD
    raise BrokenDefinition(
        f"{shape!r} cannot cross the wire; use an entity, an enumeration, a text, a whole number, "
        "a day, an instant, an amount, a Fraction, a tuple[T, ...] or a Mapping[str, T] of these",
        code="wire.unknown-shape",
    )


def _kind_of_alias(shape: Shape) -> Kind | None:
    origin: Shape = get_origin(shape)
    args = get_args(shape)
    if origin is Union or origin is UnionType:
        if NoneType in args:
            return Kind.OPTIONAL
        return Kind.ONE_OF if all(map(_is_record, args)) else None
    if origin is tuple:
        return Kind.MANY if args[1:] == (...,) else Kind.FIXED
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Kind.TABLE
    return None


def _is_record(shape: Shape) -> bool:
    return isinstance(cls := class_of(shape), type) and attrs.has(cls)


def class_of(shape: Shape) -> Shape:
    """The class of a record, without its parameters."""
    origin: Shape = get_origin(shape)
    return shape if origin is None else origin


def without_none(shape: Shape) -> Shape:
    """What an optional shape holds when it holds something."""
    rest = tuple(arg for arg in get_args(shape) if arg is not NoneType)
    if set(rest) == set(get_args(Quantity)):
        return Quantity
    return rest[0] if len(rest) == 1 else OneOf(rest)


def variants(shape: Shape) -> dict[str, type]:
    """The classes of a union by their tags."""
    classes = shape.classes if isinstance(shape, OneOf) else get_args(shape)
    named = {type_name(cls): cls for cls in classes}
    if len(named) < len(classes):
        raise BrokenDefinition(f"{shape!r}: two classes share a tag; rename one of them")
    return named


def type_name(cls: type) -> str:
    """The tag of a class: its name in snake_case."""
    return _in_snake_case(cls.__name__)


@cache
def _in_snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


@entity
class Field:
    """A field that a record is made from: its name, its key in a document, and its shape."""

    name: str
    key: str
    shape: Shape
    attribute: "attrs.Attribute[Any]"

    @property
    def is_required(self) -> bool:
        """Whether a document must have it."""
        return self.attribute.default is attrs.NOTHING


def fields_of(shape: Shape, **shapes: Shape) -> tuple[Field, ...]:
    """The fields a record is made from, each with its shape; `shapes` replaces some of them."""
    cls = class_of(shape)
    given: dict[Any, Shape] = dict(
        zip(getattr(cls, "__parameters__", ()), get_args(shape), strict=False)
    )
    return tuple(
        Field(a.name, str(a.alias), shapes.get(a.name) or _shape_of(cls, a, given), a)
        for a in attrs.fields(cls)
        if a.init
    )


def _shape_of(cls: type, a: "attrs.Attribute[Any]", given: Mapping[Any, Shape]) -> Shape:
    found: Shape = a.type
    if isinstance(found, str) and found != Value:
        found = get_type_hints(cls)[a.name]
    return _filled(found, given)


def _filled(shape: Shape, given: Mapping[Any, Shape]) -> Shape:
    if isinstance(shape, TypeVar):
        return given.get(shape, shape)
    if given and (inner := getattr(shape, "__parameters__", ())):
        return shape[tuple(given.get(variable, variable) for variable in inner)]
    return shape
