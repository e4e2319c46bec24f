"""Spoil a table cell by cell: tests that let a spoiled table pass do not know what it says."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import reduce
from types import UnionType
from typing import Any, Generic, TypeAlias, TypeVar, cast

from order_to_cash.domain.core import (
    Arrow,
    BrokenDefinition,
    Door,
    Entrance,
    Envelope,
    Lifecycle,
    OrderToCashError,
    Process,
    Refusal,
    Role,
    Staged,
    changed,
    entity,
)
from order_to_cash.domain.core.lifecycle import S
from order_to_cash.testing.checks import row_text

State = TypeVar("State", bound=Staged)
C = TypeVar("C")
E = TypeVar("E")
Mutant: TypeAlias = tuple[str, Lifecycle[S, C, E] | None]
"""What was changed, and the changed table: `None` if it contradicts itself, caught when built."""


def table_mutants(
    lifecycle: Lifecycle[S, C, E], *, roles: Iterable[Role] = tuple(Role)
) -> Iterator[Mutant[S, C, E]]:
    """Every table that differs in one cell.

    Each role is added to or taken from each command, each row is removed, led to every other
    stage, or turned between beginning and continuing, each command is made welcome in every other
    stage, and each other stage is made the start. Doors stay as they are (see `door_mutants`).
    """
    yield from _other_roles(lifecycle, tuple(roles))
    yield from _other_rows(lifecycle)
    yield from _more_welcome(lifecycle)
    for stage in lifecycle.stages:
        if stage != lifecycle.start:
            yield f"start at {stage.name}", _table(lifecycle, start=stage)


def door_mutants(lifecycle: Lifecycle[S, C, E]) -> Iterator[Mutant[S, C, E]]:
    """Every table in which one role gives one command by another door; all else is as it was."""
    for (command, role), door in lifecycle.doors.items():
        for other in Door:
            if other is not door:
                doors = {**lifecycle.doors, (command, role): other}
                name = f"{command.__name__} by {role.value} through the door of {other.name}"
                yield name, _table(lifecycle, doors=doors)


def survivors(
    lifecycle: Lifecycle[S, C, E],
    check: Callable[[Lifecycle[S, C, E]], object],
    *,
    mutants: Callable[[Lifecycle[S, C, E]], Iterator[Mutant[S, C, E]]] = table_mutants,
) -> tuple[str, ...]:
    """The mutants that a check does not notice; it notices by raising what a test raises.

    A check of stages and roles knows nothing of doors: hold one of doors against `door_mutants`.
    """
    return tuple(
        description
        for description, mutant in mutants(lifecycle)
        if mutant is not None and not _noticed(check, mutant)
    )


@entity
class Under(Generic[State, C, E]):
    """A process with another table in the place of its own."""

    process: Process[State, C, E]
    lifecycle: Lifecycle[Any, C, E]

    @property
    def name(self) -> str:
        """The name of the process."""
        return self.process.name

    @property
    def role(self) -> Role:
        """The role of the process."""
        return self.process.role

    @property
    def initial(self) -> State:
        """The initial state of the process."""
        return self.process.initial

    def decide(self, state: State, envelope: Envelope[C], /) -> tuple[E, ...] | Refusal:
        """What the process decides."""
        return self.process.decide(state, envelope)

    def evolve(self, state: State, event: E, /) -> State:
        """What the process remembers."""
        return self.process.evolve(state, event)

    def outgoing(self, state: State, event: E, /) -> tuple[Any, ...]:
        """What the process sends."""
        return self.process.outgoing(state, event)

    def next_check(self, state: State, /) -> datetime | None:
        """When the process wants to be asked again."""
        return self.process.next_check(state)


def _noticed(check: Callable[[Lifecycle[S, C, E]], object], mutant: Lifecycle[S, C, E]) -> bool:
    try:
        check(mutant)
    except (AssertionError, OrderToCashError):
        return True
    return False


def _other_roles(
    lifecycle: Lifecycle[S, C, E], roles: tuple[Role, ...]
) -> Iterator[Mutant[S, C, E]]:
    for command in lifecycle.commands:
        now = lifecycle.roles[command]
        for role in roles:
            verb = "taken from" if role in now else "added to"
            table = _table(lifecycle, roles={**lifecycle.roles, command: now ^ {role}})
            yield f"{role.value} {verb} {command.__name__}", table


def _other_rows(lifecycle: Lifecycle[S, C, E]) -> Iterator[Mutant[S, C, E]]:
    for at, arrow in enumerate(lifecycle.arrows):
        text = row_text((arrow.source, arrow.command, arrow.event, arrow.target))
        yield f"without {text}", _table(lifecycle, arrows=_with(lifecycle, at))
        for stage in lifecycle.stages:
            if stage != arrow.target:
                bent = changed(arrow, target=stage)
                yield (
                    f"{text} led to {stage.name}",
                    _table(lifecycle, arrows=_with(lifecycle, at, bent)),
                )
        if _alone(lifecycle, arrow):
            turned = changed(arrow, first=not arrow.first)
            verb = "only continues" if arrow.first else "also begins"
            yield f"{text} {verb}", _table(lifecycle, arrows=_with(lifecycle, at, turned))


def _alone(lifecycle: Lifecycle[S, C, E], arrow: Arrow[S, C, E]) -> bool:
    """Whether this row alone tells if its command is welcome in its stage."""
    cell = (arrow.source, arrow.command)
    firsts = [a for a in lifecycle.arrows if a.first and (a.source, a.command) == cell]
    return firsts in ([], [arrow])


def _more_welcome(lifecycle: Lifecycle[S, C, E]) -> Iterator[Mutant[S, C, E]]:
    model = {a.command: a for a in reversed(lifecycle.arrows) if a.first}
    for command in lifecycle.commands:
        for stage in lifecycle.stages:
            if not lifecycle.welcomes(stage, command):
                more = changed(model[command], source=stage)
                table = _table(lifecycle, arrows=(*lifecycle.arrows, more))
                yield f"{command.__name__} welcome in {stage.name}", table


def _with(
    lifecycle: Lifecycle[S, C, E], at: int, *instead: Arrow[S, C, E]
) -> tuple[Arrow[S, C, E], ...]:
    return (*lifecycle.arrows[:at], *instead, *lifecycle.arrows[at + 1 :])


def _table(
    lifecycle: Lifecycle[S, C, E],
    *,
    start: S | None = None,
    arrows: tuple[Arrow[S, C, E], ...] | None = None,
    roles: Mapping[type[C], Iterable[Role]] | None = None,
    doors: Mapping[tuple[type[C], Role], Door] | None = None,
) -> Lifecycle[S, C, E] | None:
    by_door = lifecycle.doors if doors is None else doors
    given = (lifecycle.roles if roles is None else roles).items()
    try:
        return Lifecycle.of(
            lifecycle.start if start is None else start,
            *(lifecycle.arrows if arrows is None else arrows),
            roles={
                command: tuple(
                    Entrance(role, by_door[command, role]) if (command, role) in by_door else role
                    for role in who
                )
                for command, who in given
            },
            commands=cast("UnionType", reduce(operator.or_, cast("Any", lifecycle.commands))),
            events=cast("UnionType", reduce(operator.or_, cast("Any", lifecycle.events))),
        )
    except BrokenDefinition:
        return None


__all__ = ["Mutant", "Under", "door_mutants", "survivors", "table_mutants"]
