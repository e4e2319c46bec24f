"""To which case a command goes that is given by the whole name of its case."""

from typing import Any

from order_to_cash.domain.core import InvalidValue
from order_to_cash.operators.operator import Operator


def addressed(operator: Operator, command: Any, to: object) -> tuple[str, str]:
    """The process and the id in the name of a case, `order/O-1`, of a process with this command.

    The id may hold its origin, as `receivable/order/O-1` does: only the first part is the process,
    so a name without one would be taken for another's. Raises `InvalidValue` naming the processes
    that have the command.
    """
    process, _, case = to.partition("/") if isinstance(to, str) else ("", "", "")
    owners = tuple(p.name for p in operator.processes if type(command) in p.lifecycle.commands)
    if case and process in owners:
        return process, case
    name = type(command).__name__
    if not owners:
        raise InvalidValue(
            f"{name} is a command of no process of {operator.name}; give one of its processes'",
            code="desk.nobodys-command",
        )
    cases = " or ".join(f"{owner}/ID" for owner in owners)
    raise InvalidValue(
        f"{name} is for a case by its whole name, {cases}; give it to one of those",
        code="desk.other-case",
    )
