"""OCEL 2.0, the object-centric event log, as JSON: an object a case, related to what opened it."""

import json
from collections.abc import Iterator
from typing import Any

from order_to_cash.desk import Desk
from order_to_cash.ports.journal import Listed, Recorded
from order_to_cash.standards.cases import cases, named


def ocel(desk: Desk, *, process: str = "", actors: bool = False) -> Iterator[str]:
    """The log of a store, or of one process, piece by piece: write them one after the other.

    An event is named by its process and type and belongs to its case; one of a case that another
    case opened belongs to that one too. `actors` says whether events tell by whom, beside in which
    role. Raises `InvalidValue` for a process that is not there.
    """
    kinds: dict[str, None] = {}
    processes: dict[str, None] = {}
    yield '{"objects":['
    yield from _joined(_object(desk, listed, processes) for listed in cases(desk, process))
    yield '],"events":['
    yield from _joined(
        _event(recorded, origins(desk, listed), kinds, actors=actors)
        for listed in cases(desk, process)
        for recorded in desk.journal.history(listed.process, listed.case)
    )
    told = [{"name": name, "type": "string"} for name in ("role", "actor")[: 1 + actors]]
    types = [{"name": kind, "attributes": told} for kind in sorted(kinds)]
    objects = [{"name": name, "attributes": []} for name in sorted(processes)]
    yield f'],"eventTypes":{_written(types)},"objectTypes":{_written(objects)}}}\n'


def origins(desk: Desk, listed: Listed) -> tuple[str, ...]:
    """The case that opened this one, where its id holds one that is there."""
    process, _, case = listed.case.partition("/")
    return (listed.case,) if case and process in desk.journal.processes_of(case) else ()


def _joined(values: Iterator[dict[str, Any]]) -> Iterator[str]:
    for number, value in enumerate(values):
        yield f"{',' if number else ''}\n{_written(value)}"


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _object(desk: Desk, listed: Listed, processes: dict[str, None]) -> dict[str, Any]:
    processes[listed.process] = None
    return {
        "id": named(listed),
        "type": listed.process,
        "attributes": [],
        "relationships": [
            {"objectId": origin, "qualifier": "opened by"} for origin in origins(desk, listed)
        ],
    }


def _event(
    recorded: Recorded, opened_by: tuple[str, ...], kinds: dict[str, None], *, actors: bool
) -> dict[str, Any]:
    kind, case = f"{recorded.process}.{recorded.type}", f"{recorded.process}/{recorded.case}"
    kinds[kind] = None
    told = [{"name": "role", "value": recorded.role}, {"name": "actor", "value": recorded.actor}]
    return {
        "id": f"{case}#{recorded.version}",
        "type": kind,
        "time": recorded.at.isoformat(),
        "attributes": told[: 1 + actors],
        "relationships": [
            {"objectId": case, "qualifier": "case"},
            *({"objectId": origin, "qualifier": "opened by"} for origin in opened_by),
        ],
    }
