"""Anything that a stranger may say: any command, by anybody, of any case, at any instant."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Final, TypeAlias, get_args

from attrs import define, field

from order_to_cash.desk.present import AHEAD
from order_to_cash.domain.core import (
    Currency,
    Decision,
    Envelope,
    InvalidValue,
    Money,
    Role,
    Sensitive,
    Term,
)
from order_to_cash.domain.trade import Cycle
from order_to_cash.domain.trade.prices import Quantity
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.wire.limits import LIMITS
from order_to_cash.wire.shapes import (
    Id,
    Kind,
    Shape,
    class_of,
    fields_of,
    kind_of,
    variants,
    without_none,
)
from tests.wire.swaps import Place, bare, part_of, places, swapped

Draw: TypeAlias = Callable[[Random], Any]
MOMENT: Final = timedelta(microseconds=1)
BOUND: Final = LIMITS.id_characters
KNOWN_CASES: Final = ("O-0", "O-1", "O-2", "A-0", "A-1", "P-0", "P-1", "X-1", "X-2")
CASES: Final = (
    *("order/O-0", "order/O-1", "receivable/order/O-0", "credit_account/A-0", "payment/P-0"),
    *("O-0.receivable", "A-0.account", "order/O-0/1", "order/", "/O-0", "order//O-0", "a/b"),
    *("o-0", "O-0 ", " O-0", "\uff2f-0", "O\u20110", "O-0\n", "O-0\u200b", "order/o-0", "a-0"),
    *("x" * BOUND, "x" * (BOUND + 1), "y" * (2 * BOUND + 50), "x" * 256, "x" * 257, "", "order"),
)
"""Derived, confusable, and as long as they may be or longer."""

ACTORS: Final = (
    *("ana", "ANA", "\uff41na", "ana ", "luis", "D-0", "d-0", "\uff24-0", "D-1", "eve"),
    *("clock", "order/O-0", "credit_account/A-0", "directories", "billing", ""),
)
IDS: Final = ("tell:order/O-0:1:0", "answer:order/O-0:1:0", "tick:order/O-0:1", "otherwise:x", "")
AMOUNTS: Final = (0, 1, 5_000, 11_800, 11_800, 100_000, 12_000_000, -1, -50_000, 10**17)
DAYS: Final = (date(2024, 3, 1), date(2024, 3, 20), date(2024, 5, 1), date(2020, 1, 1))

WRONG: Final[Mapping[type[Any], tuple[Any, ...]]] = {
    str: (7, b"x", "x" * 5_000, "\x00"),
    int: (True, 1.5, "3", 10**30),
    bool: (1, "yes"),
    date: (datetime(2024, 3, 1, 12, tzinfo=UTC), "2024-03-01", date(1999, 1, 1)),
    datetime: (date(2024, 3, 1), datetime(2024, 3, 1), "now"),  # noqa: DTZ001
    Money: (118, "118.00", bare(Money)),
    tuple: ([], {}),
    Sensitive: ("a plain text", bare(Sensitive)),
}
"""What is of another kind than a part of that type."""


NO_VALUES: Final[tuple[Any, ...]] = (b"x", 1.5, object(), [], bare(Money))
"""What is no value of a fact of the operator's own, which may be of many kinds."""


@define
class Sayings:
    """Draws what a stranger says; the same random says the same."""

    random: Random
    processes: tuple[AnyProcess, ...]
    count: int = field(default=0, init=False)

    def envelope(self, now: datetime) -> Envelope[Any]:
        """A whole command of any process, by anybody in any role, of any case, at any instant."""
        draw, process = self.random, self.random.choice(self.processes)
        command = self.command(process)
        role: Role = draw.choice(tuple(Role))
        if draw.random() < 0.6:
            role = draw.choice(sorted(process.lifecycle.roles[type(command)]))
        self.count += 1
        id_ = draw.choice(IDS) if draw.random() < 0.1 else f"s-{self.count}"
        return Envelope(
            id_, self.case(), process.name, self.instant(now), self.actor(), role, command
        )

    def command(self, process: AnyProcess) -> Any:
        """Any command of a process, each as likely as any other."""
        return self.value(self.random.choice(process.lifecycle.commands))

    def case(self) -> str:
        """A case that may be there, or an id that nearly is one."""
        return self.random.choice(CASES if self.random.random() < 0.5 else KNOWN_CASES)

    def actor(self) -> str:
        """Anybody, spelled in any way, also as the desk spells its own."""
        return self.random.choice(ACTORS)

    def instant(self, now: datetime) -> datetime:
        """Now, before, long before, at the ceiling, a moment beyond, and far beyond."""
        far = (
            now - timedelta(hours=self.random.randint(1, 2_000)),
            datetime(LIMITS.first_year, 1, 1, tzinfo=UTC),
            now + AHEAD,
            now + AHEAD + MOMENT,
            now + timedelta(days=400),
            datetime(2050, 1, 1, tzinfo=UTC),
            datetime(LIMITS.last_year, 12, 31, tzinfo=UTC),
        )
        return now if self.random.random() < 0.5 else self.random.choice(far)

    def value(self, shape: Shape) -> Any:
        """A value of any shape, every part of it drawn."""
        if kind_of(shape) is Kind.VALUE:
            return self.random.choice((None, "x", 3, True))
        if (known := SCALARS.get(shape)) is not None:
            return known(self.random)
        match kind_of(shape):
            case Kind.CHOICE:
                return self.random.choice(tuple(shape))
            case Kind.OPTIONAL:
                return None if self.random.random() < 0.3 else self.value(without_none(shape))
            case Kind.MANY:
                return tuple(self.value(get_args(shape)[0]) for _ in range(self._few()))
            case Kind.FIXED:
                return tuple(self.value(part) for part in get_args(shape))
            case Kind.TABLE:
                key, part = get_args(shape)
                return {self.value(key): self.value(part) for _ in range(self._few())}
            case Kind.ONE_OF:
                return self.value(self.random.choice(tuple(variants(shape).values())))
            case _:
                return self._record(shape)

    def spoiled(self, envelope: Envelope[Any]) -> Envelope[Any]:
        """The envelope with one part of another kind, past every class."""
        known = [at for at in places(envelope) if _wrong(part_of(envelope, at), at)]
        at = self.random.choice(known)
        wrong = self.random.choice(_wrong(part_of(envelope, at), at))
        made: Envelope[Any] = swapped(envelope, at, wrong)
        return made

    def _few(self) -> int:
        return self.random.choice((0, 1, 1, 2))

    def _record(self, shape: Shape) -> Any:
        for _ in range(20):
            try:
                made = {field.key: self.value(field.shape) for field in fields_of(shape)}
                return class_of(shape)(**made)
            except InvalidValue:
                continue
        raise InvalidValue(f"no {shape} could be drawn", code="testing.nothing-drawn")


def _wrong(part: Any, at: Place) -> tuple[Any, ...]:
    """What is of another kind than this part; a member's own text, for a member."""
    if at[-3:-2] == ("own",) and at[-1] == 1:
        return NO_VALUES
    if isinstance(part, Role) or (hasattr(part, "value") and hasattr(part, "name")):
        return (str(part.value), object())
    return WRONG.get(type(part), ())


def _cycle(random: Random) -> Cycle:
    first = random.choice(DAYS)
    return Cycle(first, first + timedelta(days=random.randint(1, 30)))


SCALARS: Final[Mapping[Any, Draw]] = {
    str: lambda r: r.choice(("x", "", "looked at", "ñandú", "O-0", "D-0", "PHONE-1", "net-30")),
    int: lambda r: r.choice((0, 1, 1, 2, 3, 180, -1)),
    bool: lambda r: r.random() < 0.5,
    date: lambda r: r.choice(DAYS),
    datetime: lambda r: datetime(2024, 3, r.randint(1, 28), 15, tzinfo=UTC),
    Decimal: lambda r: Decimal(r.choice(("0.5", "1", "330.00", "84.7457627119", "-1"))),
    Quantity: lambda r: r.choice((1, 2, 0, 180, Decimal("1.5"), Decimal(-1))),
    Fraction: lambda r: Fraction(r.randint(-1, 3), r.randint(1, 4)),
    Sensitive: lambda r: Sensitive(r.choice(("somebody", ""))),
    Id: lambda r: r.choice((*KNOWN_CASES, "D-0", "PHONE-1", "o-0", "A-0", "ana")),
    Money: lambda r: Money(r.choice(AMOUNTS), r.choice((Currency.PEN,) * 9 + (Currency.USD,))),
    Term: lambda r: Term(r.randint(0, 2), r.randint(0, 40)),
    Cycle: _cycle,
    Decision: lambda _: Decision.of("credit", ()),
}
"""A decision of a stranger has no findings, as whoever tries to be believed would send it."""
