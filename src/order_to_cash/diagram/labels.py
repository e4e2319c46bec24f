"""What a picture says: the names of the stages, and the rows between two stages as few lines."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeAlias

from order_to_cash.domain.lifecycle import Arrow, Lifecycle

Table: TypeAlias = Lifecycle[Any, Any, Any]
Edges: TypeAlias = Mapping[tuple[int, int], tuple[str, ...]]
"""The lines between two stages, given by their places in `Lifecycle.stages`."""

CONTINUES = "… "


def stage_label(stage: Enum) -> str:
    """A stage as it is written for people: its value if that is a text, else its name."""
    text = stage.value if isinstance(stage.value, str) else stage.name
    return " ".join(text.replace("_", " ").split()) or stage.name


def edges(lifecycle: Table) -> Edges:
    """The rows merged by the stages they join, in the order of the table."""
    place = {stage: at for at, stage in enumerate(lifecycle.stages)}
    merged: dict[tuple[int, int], list[Arrow[Any, Any, Any]]] = {}
    for arrow in lifecycle.arrows:
        merged.setdefault((place[arrow.source], place[arrow.target]), []).append(arrow)
    return {ends: _lines(arrows) for ends, arrows in merged.items()}


def _lines(arrows: list[Arrow[Any, Any, Any]]) -> tuple[str, ...]:
    """Events with the same commands share a line, and so do commands with the same event."""
    commands: dict[tuple[bool, str], list[str]] = {}
    for arrow in arrows:
        key = (arrow.first, arrow.event.__name__)
        commands.setdefault(key, []).append(arrow.command.__name__)
    events: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for (first, event), names in commands.items():
        events.setdefault((first, tuple(dict.fromkeys(names))), []).append(event)
    return tuple(
        f"{'' if first else CONTINUES}{', '.join(names)} / {', '.join(happened)}"
        for (first, names), happened in events.items()
    )
