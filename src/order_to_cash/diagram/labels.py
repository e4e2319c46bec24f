"""What a picture says: the names of the stages, and the rows between two stages as few lines."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeAlias

from order_to_cash.diagram.naming import CLASSES, Naming
from order_to_cash.domain.core import Arrow, Lifecycle

Table: TypeAlias = Lifecycle[Any, Any, Any]
Edges: TypeAlias = Mapping[tuple[int, int], tuple[str, ...]]
"""The lines between two stages, given by their places in `Lifecycle.stages`."""

CONTINUES = "… "
LONG = 20
"""A table of more stages is read like a page, and what holds in all of them is said once."""


def edges(lifecycle: Table, naming: Naming = CLASSES) -> Edges:
    """The rows merged by the stages they join, in the order of the table."""
    place = {stage: at for at, stage in enumerate(lifecycle.stages)}
    merged: dict[tuple[int, int], list[Arrow[Any, Any, Any]]] = {}
    said, middle = _shared(lifecycle), _middle(lifecycle)
    for arrow in lifecycle.arrows:
        if arrow.source not in middle or _row(arrow) not in said:
            merged.setdefault((place[arrow.source], place[arrow.target]), []).append(arrow)
    return {ends: _lines(arrows, naming) for ends, arrows in merged.items()}


def is_long(lifecycle: Table) -> bool:
    """Whether the table has too many stages to follow every arrow."""
    return len(lifecycle.stages) > LONG


def everywhere(lifecycle: Table, naming: Naming = CLASSES) -> tuple[str, ...]:
    """What a long table says of every stage between the start and the ends, a line each."""
    return tuple(
        f"{'' if first else CONTINUES}{naming.command(command)} / {naming.event(event)} "
        f"{'○' if target is None else f'→ {naming.stage(target)}'}"
        for command, event, first, target in _shared(lifecycle)
    )


def onward(lifecycle: Table, stage: Enum, naming: Naming = CLASSES) -> str:
    """Who can lead a case on from a stage of a long table, by name."""
    if not is_long(lifecycle):
        return ""
    place = {other: at for at, other in enumerate(lifecycle.stages)}
    shared = _shared(lifecycle)
    commands = {
        arrow.command
        for arrow in lifecycle.arrows
        if arrow.source == stage and place[arrow.target] > place[stage]
        if _row(arrow) not in shared
    }
    roles = {role for command in commands for role in lifecycle.roles[command]}
    return ", ".join(sorted(naming.role(role) for role in roles))


def _row(arrow: Arrow[Any, Any, Any]) -> tuple[Any, Any, bool, Any]:
    target = None if arrow.target == arrow.source else arrow.target
    return arrow.command, arrow.event, arrow.first, target


def _middle(lifecycle: Table) -> frozenset[Any]:
    return frozenset(lifecycle.stages) - lifecycle.ends - {lifecycle.start}


def _shared(lifecycle: Table) -> tuple[tuple[Any, Any, bool, Any], ...]:
    """The rows that every stage between the start and the ends has."""
    if not is_long(lifecycle):
        return ()
    middle = _middle(lifecycle)
    sources: dict[tuple[Any, Any, bool, Any], set[Any]] = {}
    for arrow in lifecycle.arrows:
        sources.setdefault(_row(arrow), set()).add(arrow.source)
    return tuple(row for row, of in sources.items() if middle and middle <= of)


def _lines(arrows: list[Arrow[Any, Any, Any]], naming: Naming) -> tuple[str, ...]:
    """Events with the same commands share a line, and so do commands with the same event."""
    commands: dict[tuple[bool, str], list[str]] = {}
    for arrow in arrows:
        key = (arrow.first, naming.event(arrow.event))
        commands.setdefault(key, []).append(naming.command(arrow.command))
    events: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for (first, event), names in commands.items():
        events.setdefault((first, tuple(dict.fromkeys(names))), []).append(event)
    return tuple(
        f"{'' if first else CONTINUES}{naming.join(list(names))} / {naming.join(happened)}"
        for (first, names), happened in events.items()
    )
