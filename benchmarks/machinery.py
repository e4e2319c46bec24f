"""The table, `step` and frozen states alone: the checks are those of the plain class, as in peers.

This is what the library adds to an order before it explains anything.
"""

import enum
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final, TypeAlias

from benchmarks.measure import per_call
from benchmarks.order import AT, walk
from benchmarks.plain_order import PlainOrder
from order_to_cash.domain.core import Envelope, Lifecycle, Refusal, Role, changed, entity, step


class Stage(enum.StrEnum):
    """Where an order stands, named as in the plain class."""

    NEW = "new"
    RECEIVED = "received"
    IN_CREDIT = "in_credit"
    IN_VALIDATION = "in_validation"
    RELEASED = "released"
    IN_DELIVERY = "in_delivery"
    COMPLETED = "completed"


@entity
class Place:
    """Reception."""

    given: tuple[Any, ...]


@entity
class Report:
    """A directory or the account answers; `check` names the method of the plain class."""

    check: str
    given: tuple[Any, ...]


@entity
class Perform:
    """Warehouse or technical team did something."""

    check: str
    given: tuple[Any, ...]


@entity
class Done:
    """A step was done and the order stays where it is."""

    given: tuple[Any, ...]


@entity
class Advanced:
    """A step was done and the order went on."""

    given: tuple[Any, ...]


@entity
class Completed:
    """The last line was delivered."""


Command: TypeAlias = Place | Report | Perform
Event: TypeAlias = Done | Advanced | Completed


@entity
class Order:
    """An order in a stage."""

    stage: Stage
    plain: PlainOrder
    steps: int = 0


TABLE: Final[Lifecycle[Stage, Command, Event]] = Lifecycle.of(
    Stage.NEW,
    (Stage.NEW, Place, Advanced, Stage.RECEIVED),
    (Stage.RECEIVED, Report, Done, Stage.RECEIVED),
    (Stage.RECEIVED, Report, Advanced, Stage.IN_CREDIT),
    (Stage.IN_CREDIT, Report, Advanced, Stage.IN_VALIDATION),
    (Stage.IN_VALIDATION, Report, Advanced, Stage.RELEASED),
    (Stage.RELEASED, Perform, Advanced, Stage.IN_DELIVERY),
    (Stage.IN_DELIVERY, Perform, Done, Stage.IN_DELIVERY),
    (Stage.IN_DELIVERY, Perform, Completed, Stage.COMPLETED),
    roles=dict.fromkeys((Place, Report, Perform), (Role.SALES,)),
    commands=Command,
    events=Event,
)


@entity
class Orders:
    """The process whose decisions are the plain class's."""

    initial: Order

    name: ClassVar[str] = "order"
    role: ClassVar[Role] = Role.SALES
    lifecycle: ClassVar[Lifecycle[Stage, Command, Event]] = TABLE

    def decide(self, order: Order, envelope: Envelope[Command], /) -> tuple[Event, ...]:
        """Check, then say whether the order goes on."""
        command, plain = envelope.command, order.plain
        check = "place" if isinstance(command, Place) else command.check
        getattr(plain, check)(*command.given)
        if plain.stage == "completed":
            return (Done(command.given), Completed())
        moved = plain.stage != order.stage
        return (Advanced(command.given) if moved else Done(command.given),)

    def evolve(self, order: Order, event: Event, /) -> Order:
        """One step further."""
        return changed(order, stage=TABLE.after(order.stage, event), steps=order.steps + 1)

    def outgoing(self, _order: Order, _event: Event, /) -> tuple[Any, ...]:
        """Nothing is told to anybody."""
        return ()

    def next_check(self, _order: Order, /) -> datetime | None:
        """Time changes nothing."""
        return None


ORDERS: Final = Orders(Order(Stage.NEW, PlainOrder()))
KINDS: Final[Mapping[str, type[Report | Perform]]] = {"schedule": Perform, "deliver": Perform}


def _journey() -> tuple[Envelope[Command], ...]:
    """The steps of `walk` as envelopes."""
    made: list[Envelope[Command]] = []

    class Listener:
        """Writes down what is asked of it."""

        def __getattr__(self, check: str) -> Any:
            def listen(*given: Any) -> None:
                kind = KINDS.get(check, Report)
                command = Place(given) if check == "place" else kind(check, given)
                made.append(Envelope(check, "O-0", "order", AT, "D-0", Role.SALES, command))

            return listen

    walk(Listener())
    return tuple(made)


JOURNEY: Final = _journey()


def once() -> Order:
    """One order, delivered."""
    state = Order(Stage.NEW, PlainOrder())
    for envelope in JOURNEY:
        moved = step(ORDERS, state, envelope)
        if isinstance(moved, Refusal):
            raise TypeError(moved.code)
        state = moved.state
    return state


def order() -> float:
    """Processor seconds for one order."""
    return per_call(once)
