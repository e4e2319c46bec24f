"""Whether what a desk is made of belongs together, before it works with that."""

from collections.abc import Callable, Iterable

from order_to_cash.desk.present import Clock
from order_to_cash.domain.core import BrokenDefinition, InvalidValue, Problem, messages_of
from order_to_cash.domain.core.given import of_kind
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.ports.world import World


def check_owner(owner: str, operator: str) -> None:
    """Raise `InvalidValue` where a store of one operator is opened by another."""
    if owner not in ("", operator):
        raise InvalidValue(
            f"this store belongs to the operator {owner}, not to {operator}; open it with its own"
            " operator, or give another path",
            code="desk.other-operator",
        )


def check_kinds(clock: Clock | None, worker: str) -> None:
    """Raise `InvalidValue` for a clock that cannot be asked, or a worker without a name."""
    if clock is not None:
        of_kind(clock, Callable, "give a clock, a function that tells the instant, or none")
    of_kind(worker, str, "give the name of a worker as a text")


def check_ports(processes: Iterable[AnyProcess], world: World) -> None:
    """Raise `BrokenDefinition` where a process has messages that no port of this world takes."""
    if problems := tuple(
        Problem(
            "desk.no-port",
            f"{process.name}.{message.__name__}",
            f"it goes to {message.topic}, and no port of one's own has that name; give one to the "
            f'pack, `Operator(ports=...)`, to `open_desk(own={{"{message.topic}": ...}})` or '
            "to the world",
        )
        for process in processes
        for message in messages_of(process)
        if not world.takes(message)
    ):
        raise BrokenDefinition(
            "messages of these processes have nowhere to go; add the port of each one listed",
            code="desk.no-port",
            problems=problems,
        )
