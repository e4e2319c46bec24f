"""How every value and entity of the library is made: frozen, slotted, compared by value.

One place decides, so one place can be made faster or stricter for all of them. How values are
compared and shown is the same for all, so that no class costs the time of compiling that.
"""

import enum
import re
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, get_args, get_origin

import attrs

T = TypeVar("T")


def _changed(value: Any, /, **changes: Any) -> Any:
    """Another value of the same class with these fields changed; the given one stays as it is.

    A copy that can still be written to is filled and then made one of the class. That takes a
    third of the time of calling the class, which freezes while it fills.
    """
    kind: Any = type(value)
    if (draft := _draft(kind)) is None:
        return attrs.evolve(value, **changes)
    make, read = draft
    made = make(*read(value))
    for name, new in changes.items():
        setattr(made, name, new)
    made.__class__ = kind
    return made


@cache
def _draft(kind: Any) -> tuple[type, Callable[..., Any]] | None:
    """The class with the same slots whose values can be written to, and what reads all fields.

    There is none where more happens than filling: checks, conversions, fields that are computed,
    or that go by another name when they are given.
    """
    fields = attrs.fields(kind)
    checks = any(f.converter or f.validator or f.alias != f.name for f in fields)
    if (
        checks
        or hasattr(kind, "__attrs_post_init__")
        or len(fields) <= 1
        or (made := _same_slots(kind)) is None
    ):
        return None
    return made, attrgetter(*(field.name for field in fields))


def _same_slots(kind: Any) -> type | None:
    """The class with the same slots; none for one of others that has other slots, or stands on one.

    Nor is there one where a field is computed.
    """
    fields = attrs.fields(kind)
    if not all(f.init for f in fields) or any(attrs.has(base) for base in kind.__mro__[1:]):
        return None
    names = [field.name for field in fields]
    bases = getattr(kind, "__orig_bases__", kind.__bases__)
    made: Any = attrs.make_class(
        kind.__name__, names, bases=bases, slots=True, weakref_slot=False, eq=False, repr=False
    )
    return made if made.__slots__ == getattr(kind, "__slots__", ()) else None


thaw: Final[Callable[[Any, type], None]] = object.__dict__["__class__"].__set__
"""Makes a value one of the class that `writable` gives, until its own class is put back."""


def writable(kind: Any) -> Any:
    """The class with the slots of an entity whose values can be written to.

    An `__init__` by hand fills such a value and then makes it one of its own class, where one is
    made so often that filling a frozen one costs too much. Raises `TypeError` if there is none.
    """
    if (made := _same_slots(kind)) is None:
        raise TypeError(f"{kind.__name__} does more than fill its fields")
    return made


def filler(kind: type[T]) -> Callable[..., T]:
    """What makes values of an entity out of its fields, in order, and leaves its checks out.

    It takes half the time of calling the class, for whoever makes very many of what was checked.
    """
    draft = writable(kind)

    def filled(*values: Any) -> T:
        made: Any = draft(*values)
        made.__class__ = kind
        value: T = made
        return value

    return filled


def _entity(cls: Any = None, /, **options: Any) -> Any:
    """Made by attrs, but for what is the same for all, and so is not compiled for each."""
    if cls is None:
        return partial(_entity, **options)
    compared = options.pop("eq", True) and "__eq__" not in vars(cls)
    hashed, shown = "__hash__" not in vars(cls), "__repr__" not in vars(cls)
    made: Any = attrs.frozen(cls, weakref_slot=False, eq=False, repr=False, **options)
    if shown:
        made.__repr__ = _repr
    if compared:
        _compare(made, hashed=hashed)
    return made


def _compare(made: Any, *, hashed: bool) -> None:
    """Let values be equal whose fields are, and hash them by these fields.

    A table has no hash, so neither has what holds one; it says so before it is tried.
    """
    fields = [field for field in attrs.fields(made) if field.eq]
    read = attrgetter(*(field.name for field in fields)) if fields else type

    def equals(one: Any, other: object) -> Any:
        if other.__class__ is not one.__class__:
            return NotImplemented
        return one is other or read(one) == read(other)

    made.__eq__ = equals
    if not hashed:
        return
    if any(_is_table(field.type) for field in fields):
        made.__hash__ = None
    else:
        made.__hash__ = lambda value: hash(read(value))


LONGEST: Final = 400
"""So many characters are shown of a value whole; a longer one is told in short."""

DEEPEST: Final = 3
"""So far inside a long value its parts are told one by one, less far if that is too long."""

FEW: Final = 3
"""So many members of a long value's part are told one by one; of more, how many there are."""

TEXT: Final = 60
"""So much is told of a text, and of any other value, inside a long value."""


def fitting(ways: Iterable[str]) -> str:
    """The first way to show a value that is short enough, or as much as there is room for."""
    told = ""
    for told in ways:
        if len(told) <= LONGEST:
            return told
    return f"{told[: LONGEST - 4]}...)"


@reprlib.recursive_repr()
def _repr(value: Any) -> str:
    return fitting(_ways(value))


def _ways(value: Any) -> Iterator[str]:
    """All fields, and then those that differ from their defaults, as deep as there is room."""
    shown = [field for field in attrs.fields(type(value)) if field.repr]
    yield _call(value, (f"{f.name}={_told(f, getattr(value, f.name))}" for f in shown))
    yield from (_brief(value, deep) for deep in range(DEEPEST, 0, -1))


def _call(value: Any, fields: Iterable[str]) -> str:
    return f"{type(value).__qualname__.rsplit('>.', 1)[-1]}({', '.join(fields)})"


def _told(field: Any, value: Any) -> str:
    return repr(value) if field.repr is True else str(field.repr(value))


def shows_fields(kind: type) -> bool:
    """Whether values of a class are shown by their fields, and not in a way of their own."""
    return vars(kind).get("__repr__") is _repr


def _brief(value: Any, deep: int) -> str:
    """What tells the value from others of its class; what is too deep inside by its class alone."""
    if shows_fields(type(value)):
        if not deep:
            return _call(value, ("...",))
        read = [(f, getattr(value, f.name)) for f in attrs.fields(type(value)) if f.repr]
        kept = [(field, inner) for field, inner in read if not _is_default(field, inner)]
        left_out = ("...",) if len(kept) < len(read) else ()
        fields = (
            f"{f.name}={_brief(v, deep - 1) if f.repr is True else f.repr(v)}" for f, v in kept
        )
        return _call(value, (*fields, *left_out))
    if isinstance(value, Mapping | tuple | list | frozenset | set):
        return _members(value, deep)
    told = repr(value)
    return told if len(told) <= TEXT else f"{told[: TEXT - 3]}..."


def _members(value: Any, deep: int) -> str:
    """A collection: its members where they are few, or how many there are of what."""
    if value and (len(value) > FEW or not deep):
        kinds = dict.fromkeys(
            type(one).__name__ for one in (value.values() if isinstance(value, Mapping) else value)
        )
        return f"<{len(value)} {' | '.join(kinds)}>" if len(kinds) <= FEW else f"<{len(value)}>"
    if isinstance(value, Mapping):
        pairs = (f"{_brief(key, deep - 1)}: {_brief(v, deep - 1)}" for key, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    told = ", ".join(_brief(one, deep - 1) for one in value)
    match value:
        case tuple():
            return f"({told},)" if len(value) == 1 else f"({told})"
        case list():
            return f"[{told}]"
        case set() if value:
            return f"{{{told}}}"
        case _:
            return f"{type(value).__name__}({{{told}}})" if value else f"{type(value).__name__}()"


def _is_default(field: Any, value: Any) -> bool:
    """Whether that is what stands in the field where nobody says otherwise."""
    default = field.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return not default.takes_self and bool(value == default.factory())
    return default is not attrs.NOTHING and type(value) is type(default) and value == default


def _is_table(kind: Any) -> bool:
    if isinstance(kind, str):
        return "Mapping[" in kind
    origin = get_origin(kind) or kind
    return (isinstance(origin, type) and _is_mapping(origin)) or any(map(_is_table, get_args(kind)))


@cache
def _is_mapping(kind: type) -> bool:
    return issubclass(kind, Mapping)


CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""How a code is written, ours and any other."""


class OpenEnum(enum.StrEnum):
    """Codes of ours, to which an operator adds its own: `Channel("kiosk")`.

    Calling it makes the code that a text names, one object a code, so that `is` compares; a text
    that is none raises `ValueError`. Going through it gives ours alone. Which others are known is
    the operator's to say (`Operator(codes=..., roles=...)`): its door refuses the rest.

    >>> class Colour(OpenEnum):
    ...     RED = "red"
    >>> Colour("sea_green") is Colour("sea_green"), Colour("sea_green") in list(Colour)
    (True, False)
    """

    @property
    def is_own(self) -> bool:
        """Whether it is an operator's own, and none of ours."""
        return type(self).__members__.get(self.name) is not self

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str) or CODE.fullmatch(value) is None:
            raise ValueError(
                f"{value!r} is not a valid {cls.__name__}: a code has up to 60 small letters, "
                "digits and _, a letter first; write it so, such as call_centre"
            )
        made: Self = _OWN.setdefault((cls, str(value)), _made(cls, str(value)))
        return made

    def __reduce_ex__(self, _protocol: Any, /) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.value,)


_OWN: Final[dict[tuple[type[OpenEnum], str], Any]] = {}


def _made(cls: type[OpenEnum], value: str) -> OpenEnum:
    """A member that going through the enumeration does not give."""
    made = str.__new__(cls, value)
    made._name_, made._value_ = value.upper(), value
    return made


if TYPE_CHECKING:
    from attrs import evolve as changed
    from attrs import frozen as entity
else:
    entity = _entity
    changed = _changed

__all__ = ["OpenEnum", "changed", "entity", "filler", "fitting", "shows_fields", "thaw", "writable"]
