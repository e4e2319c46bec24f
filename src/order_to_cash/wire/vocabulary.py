"""What one wire knows: the commands of each process, and the forms that records take in JSON."""

import enum
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias, TypeVar, get_args

from order_to_cash.domain.core import (
    BrokenDefinition,
    Currency,
    Envelope,
    Money,
    OpenEnum,
    Problem,
    Process,
    Role,
    entity,
)
from order_to_cash.domain.core.money import MAX_MINOR
from order_to_cash.domain.core.process import own_roles
from order_to_cash.wire.faults import Wrong, unexpected
from order_to_cash.wire.notation import AMOUNTS, VERSION
from order_to_cash.wire.shapes import (
    TAG,
    Amount,
    CaseId,
    Field,
    Id,
    Kind,
    Name,
    OneOf,
    Shape,
    Version,
    class_of,
    fields_of,
    kind_of,
    variants,
    without_none,
)

Write: TypeAlias = Callable[[Any], Any]
"""Makes a JSON value of a value of one shape; whatever could not be read again raises."""

Member = TypeVar("Member", bound=enum.Enum)

Check: TypeAlias = Callable[[Any], object]
"""Raises `Wrong` with everything that is amiss in a value of one shape."""


@entity
class Form:
    """How a record stands in a document: its fields, what makes it of them, what shows it.

    `show` is given the way to write any shape, and answers the way to write this record; `parts`
    takes a record apart into these fields, where it has others of its own.
    """

    fields: tuple[Field, ...]
    make: Callable[..., Any]
    show: Callable[[Callable[[Shape], Write]], Write] | None = None
    parts: Callable[[Any], Mapping[str, Any]] | None = None

    @property
    def required(self) -> frozenset[str]:
        """The keys that a document must have."""
        return frozenset(field.key for field in self.fields if field.is_required)

    @property
    def keys(self) -> frozenset[str]:
        """The keys that a document may have."""
        return frozenset(field.key for field in self.fields)


@entity
class _Envelope:
    id: Id
    case: CaseId
    process: Id
    at: datetime
    actor: Id
    role: Role
    command: Any
    wire: Version = Version(VERSION)


@entity
class _Money:
    amount: Amount
    currency: Currency


# each makes a value straight from the fields above, without an object of the form in between
def _envelope(  # noqa: PLR0913, PLR0917  (the fields of an envelope)
    id: str,  # noqa: A002
    case: str,
    process: str,
    at: datetime,
    actor: str,
    role: Role,
    command: Any,
    wire: int = VERSION,  # noqa: ARG001  (checked, and of no further use)
) -> Envelope[Any]:
    return Envelope(id, case, process, at, actor, role, command)


def _money(amount: str, currency: Currency) -> Money:
    if AMOUNTS[currency.digits].fullmatch(amount) is None:
        raise Wrong(
            Problem(
                "money.not-an-amount",
                ".amount",
                f"amounts in {currency.value} are written with {currency.digits or 'no'} decimals, "
                f"like {Money(146_280, currency).amount}, without leading zeros or a minus before "
                "zero; write it so",
            )
        )
    return Money(int(amount.replace(".", "")), currency)


def _show_money(_: Callable[[Shape], Write]) -> Write:
    def show(money: Any) -> dict[str, str]:
        minor, currency = money.minor, money.currency
        sound = type(money) is Money and type(minor) is int and type(currency) is Currency
        if sound and -MAX_MINOR <= minor <= MAX_MINOR:
            return {"amount": money.amount, "currency": currency._value_}
        raise unexpected("an amount of Money", money)

    return show


def own_codes(
    processes: Iterable[Process[Any, Any, Any]], codes: Iterable[OpenEnum]
) -> tuple[OpenEnum, ...]:
    """An operator's own codes, and the roles of its own in the tables of its processes."""
    return tuple(dict.fromkeys((*codes, *own_roles(processes, ()))))


KEYS: Final[frozenset[Shape]] = frozenset({str, Id, Name, date})
"""What can be the key of a table, beside an enumeration of texts."""

MONEY: Final = Form(fields_of(_Money), _money, _show_money)


@entity(eq=False)
class Vocabulary:
    """The commands each process knows, by its name, and the records with a form of their own.

    `codes` are the operator's own codes of our open enumerations.
    """

    commands: Mapping[str, OneOf]
    forms: Mapping[Shape, Form]
    codes: tuple[OpenEnum, ...] = ()

    def choices(self, shape: type[Member]) -> tuple[Member, ...]:
        """The members of an enumeration, and with an open one those of the operator's own."""
        return (*shape, *(code for code in self.codes if isinstance(code, shape)))

    def form(self, shape: Shape) -> Form:
        """The form of a record: its own fields, unless it has a form of its own."""
        return self.forms.get(shape) or Form(fields_of(shape), class_of(shape))

    def addressed(self, command: Shape) -> Form:
        """The form of an envelope that carries a command of this shape, given from outside."""
        return Form(fields_of(_Envelope, command=command), _envelope)

    def posted(self, command: Shape, id_: Shape | None = None) -> Form:
        """The same form as it is written: without what only a document can say.

        `id_` is the shape of the identifiers in it, if it is none from outside.
        """
        shapes = dict.fromkeys(("id", "case", "actor"), id_) if id_ else {}
        fields = fields_of(_Envelope, command=command, **shapes)
        return Form(tuple(field for field in fields if field.name != "wire"), _envelope)

    def check(self, shape: Shape, within: tuple[Shape, ...] = ()) -> None:
        """Raise `BrokenDefinition` if something in this shape cannot cross the wire."""
        kind = kind_of(shape)
        if kind is Kind.RECORD and shape in within:
            raise BrokenDefinition(f"{shape!r} holds itself, without end; give its depth a limit")
        try:
            for part in self._parts(kind, shape):
                self.check(part, (*within, shape))
        except BrokenDefinition as broken:
            if kind is not Kind.RECORD:
                raise
            raise BrokenDefinition(f"{shape.__name__}: {broken.message}") from None

    def _check_tagged(self, record: Shape) -> None:
        kind = kind_of(record)
        if kind is Kind.RECORD and TAG in self.form(record).keys:
            raise BrokenDefinition(f"{record!r} has a field named {TAG}; rename it")
        if kind is not Kind.RECORD:
            raise BrokenDefinition(f"{record!r} is one of several here; make an entity of each")

    def _parts(self, kind: Kind, shape: Shape) -> tuple[Shape, ...]:
        match kind:
            case Kind.OPTIONAL:
                return (without_none(shape),)
            case Kind.TABLE:
                key, inner = get_args(shape)
                if not (key in KEYS or kind_of(key) is Kind.CHOICE):
                    raise BrokenDefinition(f"{shape!r}: a key is text in JSON; key it by one")
                return (key, inner)
            case Kind.MANY | Kind.FIXED:
                return tuple(part for part in get_args(shape) if part is not ...)
            case Kind.ONE_OF:
                records = tuple(variants(shape).values())
                for record in records:
                    self._check_tagged(record)
                return records
            case Kind.RECORD:
                return tuple(field.shape for field in self.form(shape).fields)
            case _:
                return ()
