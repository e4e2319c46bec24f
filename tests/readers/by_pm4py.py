"""pm4py reads our event logs as they are, and a model that it discovers fits them."""

import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.standards import ocel, xes
from tests.standards.store import desk_on, filled, rows

pytestmark = pytest.mark.filterwarnings("ignore")  # its own


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("pm4py") / "peru.db")


def pm4py() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("pm4py")  # it has no types


def test_pm4py_reads_the_cases_types_and_instants_of_xes(db: Path, tmp_path: Path) -> None:
    """Row by row it has what the journal has."""
    path = tmp_path / "log.xes"
    with desk_on(db) as desk:
        path.write_text("".join(xes(desk)), encoding="utf-8")
        expected = rows(desk)
    log = pm4py().read_xes(str(path))
    columns = ("case:concept:name", "concept:name", "time:timestamp")
    found = zip(*(log[name] for name in columns), strict=True)
    assert expected == sorted((case, type_, at.isoformat()) for case, type_, at in found)


@pytest.mark.parametrize("process", ["order", "receivable", "payment"])
def test_a_model_that_pm4py_discovers_fits(db: Path, tmp_path: Path, process: str) -> None:
    """The inductive miner promises a fitting model, if what it reads is a log of cases."""
    path = tmp_path / "log.xes"
    with desk_on(db) as desk:
        path.write_text("".join(xes(desk, process=process)), encoding="utf-8")
    read = pm4py()
    log = read.read_xes(str(path))
    fitness = read.fitness_token_based_replay(log, *read.discover_petri_net_inductive(log))
    assert 1.0 == pytest.approx(fitness["log_fitness"])


def test_pm4py_discovers_a_model_of_objects_that_share_events(db: Path, tmp_path: Path) -> None:
    """Each process is an object type of it, with the types of its own events."""
    path = tmp_path / "log.json"
    with desk_on(db) as desk:
        path.write_text("".join(ocel(desk)), encoding="utf-8")
        expected = {case.partition("/")[0] for case, _, _ in rows(desk)}
    read = pm4py()
    log = read.read_ocel2_json(str(path))
    assert expected == set(read.ocel_get_object_types(log))
    activities = read.discover_ocdfg(log)["activities"]
    told = {event.partition(".")[0] for event in activities}
    assert expected == told
    related = log.relations[log.relations["ocel:qualifier"] == "opened by"]
    assert {"order"} <= set(related["ocel:type"])


def test_pm4py_reads_the_objects_and_events_of_ocel(db: Path, tmp_path: Path) -> None:
    """Counts and instants are those of the journal, and the log is consistent for it."""
    path = tmp_path / "log.json"
    with desk_on(db) as desk:
        path.write_text("".join(ocel(desk)), encoding="utf-8")
        expected = rows(desk)
    log = pm4py().read_ocel2_json(str(path))
    assert sorted(at for _, _, at in expected) == sorted(
        at.isoformat() for at in log.events["ocel:timestamp"]
    )
    assert {case for case, _, _ in expected} == set(log.objects["ocel:oid"])
