"""The rooms of the domain: the core knows nobody, trade the core, a process both and itself."""

import pytest

from tests.architecture.source import SOURCES, Source
from tests.architecture.test_imports import imported

ROOMS = tuple(s for s in SOURCES if len(s.parts) > 2 and s.parts[0] == "domain")
COLLECTS = ("domain", "trade", "refusals")
"""The list of every process's refusals, which alone looks down on all of them."""


def known_to(room: str) -> set[str]:
    """The rooms that the modules of a room may import."""
    return {"core": {"core"}, "trade": {"core", "trade"}}.get(room, {"core", "trade", room})


@pytest.mark.parametrize("source", ROOMS, ids=lambda source: source.name)
def test_no_process_knows_another(source: Source) -> None:
    """A module of the domain imports only the core, what processes share, and its own process."""
    wrong = [
        f"{source.at(node)} imports {name}"
        for name, node in imported(source)
        if name.startswith("order_to_cash.domain.")
        and name.split(".")[2] not in known_to(source.parts[1])
    ]
    assert bool(wrong) is (source.parts == COLLECTS), wrong


@pytest.mark.parametrize(
    "source",
    [s for s in SOURCES if s.layer in {"desk", "ports", "wire", "adapters"}],
    ids=lambda source: source.name,
)
def test_what_serves_every_process_knows_none(source: Source) -> None:
    """Desk, ports, wire and adapters import of the domain what all processes share (OPN-07)."""
    wrong = [
        f"{source.at(node)} imports {name}"
        for name, node in imported(source)
        if name.startswith("order_to_cash.domain.") and name.split(".")[2] not in {"core", "trade"}
    ]
    assert [] == wrong
