"""BPMN of every process: it keeps the rules, says the whole table, and a history is a way in it."""

from itertools import groupby, takewhile
from pathlib import Path
from typing import Any, Final

import pytest

from order_to_cash.diagram import Naming
from order_to_cash.domain.core import Language, Role, Voice
from order_to_cash.domain.core.stillness import WaitTold
from order_to_cash.domain.core.waiting import AnyProcess
from order_to_cash.standards import bpmn
from order_to_cash.standards.bpmn.drawing import WIDEST
from order_to_cash.standards.bpmn.graph import Shape, graph, leaving
from order_to_cash.standards.cases import cases
from tests.parcel import Parcels
from tests.standards.bpmn_rules import MODEL, Document, problems
from tests.standards.processes import EVERY
from tests.standards.store import desk_on, filled

LANGUAGES: Final = (None, Language.EN, Language.ES)


def naming(process: str, language: Language | None) -> Naming:
    return Naming() if language is None else Naming(process, Voice(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_every_process_keeps_the_rules(name: str, language: Language | None) -> None:
    """Flows go somewhere, choices are named, nothing overlaps, in every language."""
    assert [] == problems(bpmn(EVERY[name], naming=naming(name, language)))


@pytest.mark.parametrize("name", EVERY)
def test_every_process_has_an_end(name: str) -> None:
    """Where its table ends, and where its cases rest: a receivable rests once it is settled."""
    made = Document(bpmn(EVERY[name]))
    ends = {node.attrib["name"] for id_, node in made.nodes.items() if "end" in made.kind(id_)}
    assert ends
    if name == "receivable":
        assert {"settled", "written off"} == ends


@pytest.mark.parametrize("name", EVERY)
def test_every_command_stands_in_the_lane_of_its_roles(name: str) -> None:
    """Whoever may give it, by the table; what the clock gives is a timer of `next_check`."""
    table, made = EVERY[name].lifecycle, Document(bpmn(EVERY[name]))
    lanes = {
        str(ref.text): lane.attrib["name"]
        for lane in made.root.iter(f"{MODEL}lane")
        for ref in lane.iter(f"{MODEL}flowNodeRef")
    }
    told: set[tuple[str, str]] = set()
    timers: set[str | None] = set()
    for id_, node in made.nodes.items():
        for waits in node.iter(f"{MODEL}messageEventDefinition"):
            told.add((waits.attrib["messageRef"].removeprefix("message_"), lanes[id_]))
        timers.update(date.text for date in node.iter(f"{MODEL}timeDate"))
    expected = {
        (command.__name__, ", ".join(sorted(r.value.replace("_", " ") for r in people)))
        for command, roles in table.roles.items()
        if (people := roles - {Role.CLOCK})
    }
    assert expected == told
    clock = any(Role.CLOCK in roles for roles in table.roles.values())
    assert ({"next_check"} if clock else set()) == timers


STANDS: Final = (Shape.START, Shape.STAGE, Shape.END)


class Ways:
    """A process as a case goes through it."""

    def __init__(self, process: AnyProcess) -> None:
        self.process = process
        self.made = graph(process, Naming())
        self.out = leaving(self.made.flows)
        self.commands = {node.command for node in self.made.nodes.values()} - {""}
        self.known: dict[tuple[str, tuple[str, ...]], set[str]] = {}

    def stage(self, at: str) -> Any:
        return self.process.lifecycle.stages[self.made.nodes[at].stage]

    def standing(self, stage: int) -> str:
        """The node at which a case stands in a stage."""
        nodes = self.made.nodes.values()
        return next(n.id for n in nodes if n.stage == stage and n.shape in STANDS)

    def onward(self, at: str) -> str:
        """The node behind what only joins."""
        while self.made.nodes[at].shape is Shape.JOIN:
            at = self.out[at][0].target
        return at

    def walked(self, at: str, command: str, events: tuple[str, ...]) -> str | None:
        """Where a command leads with these events; none if there is no such way."""
        here = self.onward(self.out[at][0].target) if at in self.out else at
        either = self.made.nodes[here].shape is Shape.EITHER
        for option in [f.target for f in self.out[here]] if either else [here]:
            if self.made.nodes[option].command == command:
                return self.followed(option, list(events))
        return None

    def followed(self, option: str, left: list[str]) -> str | None:
        """What is named with its one event stands for that event, once or several in a row."""
        name, at = self.made.nodes[option].name, self.onward(self.out[option][0].target)
        if " / " in name:
            if not name.endswith(f" / {left[0]}"):
                return None
            left = left[len([*takewhile(left[0].__eq__, left)]) :]
        while self.made.nodes[at].shape is Shape.CHOICE:
            ways = [f for f in self.out[at] if (left[0] in f.events if left else f.otherwise)]
            if not ways:
                return None
            left, at = left[1:], self.onward(ways[0].target)
        return None if left else self.standing(self.made.nodes[at].stage)

    def reached(self, at: str, events: tuple[str, ...]) -> set[str]:
        """Where these events lead by any command."""
        if (at, events) not in self.known:
            ends = (self.walked(at, command, events) for command in self.commands)
            self.known[at, events] = {end for end in ends if end is not None}
        return self.known[at, events]


@pytest.mark.parametrize("name", EVERY)
def test_every_row_of_a_table_is_a_way(name: str) -> None:
    """Each command with each event that may begin it leads to the stage that the table says."""
    ways, table = Ways(EVERY[name]), EVERY[name].lifecycle
    at = {stage: ways.standing(place) for place, stage in enumerate(table.stages)}
    for row in table.arrows:
        if row.first:
            found = ways.walked(at[row.source], row.command.__name__, (row.event.__name__,))
            assert found is not None
            assert row.target == ways.stage(found)


def test_every_history_of_the_example_is_a_way(tmp_path: Path) -> None:
    """What happened in six weeks, command by command, ends in the stage where each case stands."""
    ways, count = {name: Ways(process) for name, process in EVERY.items()}, 0
    with desk_on(filled(tmp_path / "peru.db")) as desk:
        for listed in cases(desk):
            way = ways[listed.process]
            at = way.standing(way.process.lifecycle.stages.index(way.process.lifecycle.start))
            recorded = desk.journal.history(listed.process, listed.case)
            happened = desk.history(listed.process, listed.case)
            pairs = [
                (r.command, type(h.event).__name__)
                for r, h in zip(recorded, happened, strict=True)
                if not isinstance(h.event, WaitTold)
            ]
            for _, group in groupby(pairs, key=lambda pair: pair[0]):
                [at] = way.reached(at, tuple(event for _, event in group))
                count += 1
            assert desk.state(listed.process, listed.case).stage == way.stage(at)
    assert count > 100


def test_a_process_of_somebodys_own_is_drawn_too() -> None:
    """Whatever its names are made of; the same each time."""
    assert [] == problems(bpmn(Parcels(), title='<&"\x00]]>'))
    assert bpmn(Parcels()) == bpmn(Parcels())


def test_a_long_process_is_drawn_in_rows_of_its_lanes() -> None:
    """A picture of 29 stages stays about as wide as a page, each row with its lanes."""
    long = Document(bpmn(EVERY["onboarding"]))
    left, top, right, bottom = long.boxes()["pool"]
    assert right - left < 1.25 * WIDEST
    assert right - left < 1.5 * (bottom - top)
    stages = [box for id_, box in long.boxes().items() if id_.startswith("stage_")]
    assert 3 == len({box[1] for box in stages})
    lanes = [lane.attrib["name"] for lane in long.root.iter(f"{MODEL}lane")]
    assert 3 == lanes.count("onboarding")
    assert len(lanes) > len(set(lanes))
    short = Document(bpmn(EVERY["order"]))
    names = [lane.attrib["name"] for lane in short.root.iter(f"{MODEL}lane")]
    assert len(names) == len(set(names))
