"""Try every role on every command in every stage, to compare with a matrix written by hand."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum
from itertools import product
from typing import Any, TypeAlias, TypeVar

from order_to_cash.domain.core import Envelope, InvalidValue, Process, Refusal, Role, Staged, entity
from order_to_cash.testing.checks import Checks, named

State = TypeVar("State", bound=Staged)
C = TypeVar("C")
E = TypeVar("E")
ByHand: TypeAlias = Mapping[type[Any], tuple[Iterable[Enum], Iterable[Role]]]
"""For each command the stages in which it is welcome and the roles that may give it."""

TABLE_CODES = frozenset({"process.wrong-role", "process.wrong-stage"})
SOME_DAY = datetime(2024, 1, 2, 12, tzinfo=UTC)


@entity
class Cell:
    """One question to the table, and whether the process let the command through to `decide`."""

    stage: Enum
    command: type[Any]
    role: Role
    allowed: bool
    code: str = ""

    def __str__(self) -> str:
        return f"{self.command.__name__} by {self.role.value} in {self.stage.name}"


def matrix(
    process: Process[State, C, E],
    samples: Iterable[C],
    states: Iterable[State],
    *,
    roles: Iterable[Role] = tuple(Role),
    at: datetime = SOME_DAY,
    actor: str = "somebody",
) -> tuple[Cell, ...]:
    """Every (stage, command, role) tried through `step`.

    Give one sample command of each type and one state of each stage; `InvalidValue` names those
    that are missing. A cell is allowed unless the table refuses it by role or by stage.
    """
    commands = {type(sample): sample for sample in samples}
    stages: dict[Any, State] = {state.stage: state for state in states}
    _complete("command", process.lifecycle.commands, commands)
    _complete("state", process.lifecycle.stages, stages)
    checks = Checks(process)
    cells = []
    for (stage, state), command, role in product(stages.items(), commands.values(), roles):
        envelope = Envelope("matrix", "matrix", process.name, at, actor, role, command)
        outcome = checks.answer(state, envelope)
        code = outcome.code if isinstance(outcome, Refusal) else ""
        cells.append(Cell(stage, type(command), role, code not in TABLE_CODES, code))
    return tuple(cells)


def differences(cells: Iterable[Cell], by_hand: ByHand) -> tuple[str, ...]:
    """One sentence for each cell that answers otherwise than the matrix written by hand."""
    rules = {command: (set(stages), set(roles)) for command, (stages, roles) in by_hand.items()}
    nowhere: tuple[set[Enum], set[Role]] = (set(), set())
    seen = []
    for cell in cells:
        stages, roles = rules.get(cell.command, nowhere)
        if cell.allowed != (cell.stage in stages and cell.role in roles):
            verb = "is allowed, but should not be" if cell.allowed else "should be allowed"
            seen.append(f"{cell} {verb}{f' ({cell.code})' if cell.code else ''}")
    return tuple(seen)


def _complete(what: str, needed: Iterable[object], given: Mapping[Any, object]) -> None:
    if missing := [named(one) for one in needed if one not in given]:
        raise InvalidValue(
            f"the matrix needs a sample {what} for {', '.join(missing)}; add them",
            code="testing.incomplete-matrix",
        )


__all__ = ["ByHand", "Cell", "differences", "matrix"]
