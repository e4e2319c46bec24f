"""Event logs: every event of a store stands in them once, as it was, and nobody is named."""

import json
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft7Validator

from order_to_cash.domain.core import InvalidValue
from order_to_cash.standards import ocel, xes
from tests.standards.ocel_shape import SHAPE
from tests.standards.store import desk_on, filled, rows

SPACE: Final = "{http://www.xes-standard.org/}"
PERSONAL: Final = ("Calle de ejemplo", "example.com", "Receptor de")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("logs") / "peru.db")


def values(element: ET.Element) -> dict[str, str]:
    """The attributes of a trace or event, by key."""
    return {one.attrib["key"]: one.attrib["value"] for one in element if "key" in one.attrib}


def test_xes_holds_every_event_once(db: Path) -> None:
    """Counts, cases, types and instants are those of the journal."""
    with desk_on(db) as desk:
        log = ET.fromstring("".join(xes(desk)))  # noqa: S314  (it is our own)
        found = [
            (values(trace)["concept:name"], told["concept:name"], told["time:timestamp"])
            for trace in log.iter(f"{SPACE}trace")
            for told in map(values, trace.iter(f"{SPACE}event"))
        ]
        assert rows(desk) == sorted(found)


def test_ocel_holds_every_event_once(db: Path) -> None:
    """Counts, cases, types and instants are those of the journal."""
    with desk_on(db) as desk:
        log = json.loads("".join(ocel(desk)))
        found = [
            (event["relationships"][0]["objectId"], event["type"].partition(".")[2], event["time"])
            for event in log["events"]
        ]
        assert rows(desk) == sorted(found)


@pytest.mark.parametrize("actors", [False, True])
def test_ocel_has_the_shape_of_its_specification(db: Path, actors: bool) -> None:
    """Every part that § 8.2 asks for, each of its kind, and instants with their offset."""
    with desk_on(db) as desk:
        log = json.loads("".join(ocel(desk, actors=actors)))
    assert [] == [error.message for error in Draft7Validator(SHAPE).iter_errors(log)]
    told = {part["name"] for event in log["events"] for part in event["attributes"]}
    assert ({"role", "actor"} if actors else {"role"}) == told


def test_ocel_refers_to_what_it_holds(db: Path) -> None:
    """Every relation leads to an object, every type is declared, and no id stands twice."""
    with desk_on(db) as desk:
        log = json.loads("".join(ocel(desk)))
    objects = [one["id"] for one in log["objects"]]
    assert len(objects) == len(set(objects))
    assert len(log["events"]) == len({one["id"] for one in log["events"]})
    related = {
        r["objectId"] for one in (*log["objects"], *log["events"]) for r in one["relationships"]
    }
    assert related <= set(objects)
    for what in ("object", "event"):
        declared = [one["name"] for one in log[f"{what}Types"]]
        assert sorted({one["type"] for one in log[f"{what}s"]}) == declared
    [receivable] = [one for one in log["objects"] if one["id"] == "receivable/order/O-6010"]
    assert [{"objectId": "order/O-6010", "qualifier": "opened by"}] == receivable["relationships"]


@pytest.mark.parametrize("write", [xes, ocel])
def test_a_log_names_nobody_unless_it_is_asked_to(db: Path, write: Any) -> None:
    """Neither personal data nor actors stand in it; those come with `actors` (PRI)."""
    with desk_on(db) as desk:
        log, with_actors = "".join(write(desk)), "".join(write(desk, actors=True))
    assert not [one for one in PERSONAL if one in log or one in with_actors]
    assert "creditos-01" not in log
    assert "creditos-01" in with_actors


@pytest.mark.parametrize("write", [xes, ocel])
def test_a_log_is_the_same_each_time(db: Path, write: Any) -> None:
    """Two of one store are equal; of one process only its cases are there."""
    with desk_on(db) as desk:
        assert "".join(write(desk)) == "".join(write(desk))
        part = "".join(write(desk, process="payment"))
        assert "payment/P-6010-1" in part
        assert "order_placed" not in part
        with pytest.raises(InvalidValue, match="no such process"):
            "".join(write(desk, process="no"))
