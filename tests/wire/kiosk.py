"""A small process that uses every shape the wire knows: a kiosk sells on account."""

import enum
from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from attrs import field

from order_to_cash.domain.core import (
    Answer,
    Clause,
    Currency,
    Dated,
    Decision,
    Envelope,
    Finding,
    InvalidValue,
    Lifecycle,
    Money,
    Refusal,
    Role,
    Sensitive,
    entity,
    rows,
)


class Stage(enum.StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@entity
class Cash:
    pass


@entity
class OnAccount:
    days: int
    rate: Fraction = Fraction(18, 100)


@entity
class Line:
    sku: str
    quantity: int
    price: Money
    size: Size = Size.SMALL
    colours: tuple[Colour, ...] = ()


@entity
class Customer:
    _name: Sensitive
    phone: Sensitive | None = None


def _sane(quantities: Mapping[str, int]) -> Mapping[str, int]:
    if any(quantity < 0 for quantity in quantities.values()):
        raise InvalidValue("a quantity is zero or more; check its sign", code="kiosk.negative")
    return quantities


@entity
class Sell:
    lines: tuple[Line, ...]
    customer: Customer
    terms: Cash | OnAccount
    day: date
    slot: datetime | None = None
    gift: bool = False
    stock: Mapping[str, int] = field(factory=dict, converter=_sane)
    pairs: tuple[tuple[str, int], ...] = ()
    net: Money | None = field(init=False, default=None)


@entity
class Close:
    pass


@entity
class Fickle:
    """Its maker fails in its own ways."""

    kind: str = ""

    def __attrs_post_init__(self) -> None:
        if self.kind == "key":
            raise KeyError(self.kind)
        if self.kind == "deep":
            raise RecursionError(self.kind)


@entity
class Sold:
    decision: Decision
    at: datetime
    lines: tuple[Line, ...]


@entity
class Closed:
    pass


@entity
class Puzzled:
    price: Dated[Money]


Command = Sell | Close | Fickle
Event = Sold | Closed | Puzzled


@entity
class Kiosk:
    stage: Stage = Stage.OPEN
    due: Mapping[date, Money] = field(factory=dict)
    sold: Mapping[Stage, tuple[Line, ...]] = field(factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(factory=dict)
    terms: Cash | OnAccount | None = None


TABLE: Lifecycle[Stage, Command, Event] = Lifecycle.of(
    Stage.OPEN,
    *rows([Stage.OPEN], Sell, Sold),
    *rows([Stage.OPEN], Fickle, Puzzled),
    (Stage.OPEN, Close, Closed, Stage.CLOSED),
    roles={Sell: [Role.SALES], Close: [Role.SALES], Fickle: [Role.SALES]},
    commands=Command,
    events=Event,
)


@entity
class Kiosks:
    name: str = "kiosk"
    role: Role = Role.SALES
    initial: Kiosk = Kiosk()
    lifecycle: Lifecycle[Stage, Command, Event] = field(default=TABLE, repr=False)

    def decide(self, state: Kiosk, envelope: Envelope[Command], /) -> tuple[Event, ...] | Refusal:
        raise NotImplementedError

    def evolve(self, state: Kiosk, event: Event, /) -> Kiosk:
        raise NotImplementedError

    def outgoing(self, state: Kiosk, event: Event, /) -> tuple[Any, ...]:
        raise NotImplementedError

    def next_check(self, state: Kiosk, /) -> datetime | None:
        raise NotImplementedError


NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
PRICE = Money.of("146.28", Currency.BOB)
ANSWER = Answer(False, {"asked": 3, "there": PRICE}, {"least": NOON})
FINDING = Finding("kiosk.enough-stock", Clause("000", "2"), ANSWER)
DECISION = Decision.of("kiosk sale", (FINDING,))
REFUSED = "kiosk.shut"
SALE = Sell(
    (Line("SKU-1", 2, PRICE, Size.LARGE, (Colour.RED,)),),
    Customer(Sensitive("Ñusta"), Sensitive("555-0100")),
    OnAccount(30),
    date(2024, 2, 29),
    NOON,
    True,
    {"SKU-1": 4},
    (("a", 1),),
)


def envelope(command: Command = SALE) -> Envelope[Command]:
    return Envelope("id-1", "case-1", "kiosk", NOON, "ana", Role.SALES, command)
