"""The table of a process as the nodes and flows of BPMN.

A stage is reached by an event of its own and then waits for one of its commands: a message of
whoever gives it, or a timer for those of the clock. Where several events may follow a command a
gateway chooses, and again for as long as further ones may follow. Where a case ends, or rests,
nothing more may be awaited, which leads to the end.
"""

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final, TypeAlias

import attrs
from attrs import define, field

from order_to_cash.diagram.naming import Naming
from order_to_cash.domain.core import Role, changed, entity
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.waiting import AnyProcess, Seen, never, waiting_of

Table: TypeAlias = Lifecycle[Any, Any, Any]


class Shape(enum.Enum):
    """What a node is in BPMN."""

    START = "startEvent"
    END = "endEvent"
    STAGE = "intermediateThrowEvent"
    MESSAGE = "message"
    TIMER = "timer"
    REST = "rest"
    EITHER = "eventBasedGateway"
    CHOICE = "choice"
    JOIN = "join"


AWAITED: Final = frozenset({Shape.MESSAGE, Shape.TIMER, Shape.REST})
GATEWAYS: Final = frozenset({Shape.EITHER, Shape.CHOICE, Shape.JOIN})


@entity
class Node:
    """An event or a gateway, in the lane of whoever makes it go on, drawn with a stage."""

    id: str
    shape: Shape
    stage: int
    name: str = ""
    lane: int = 0
    command: str = ""


@entity
class Flow:
    """What leads from one node to another, on these events; on none it goes on by itself.

    One that is `otherwise` is taken where no further event happened.
    """

    source: str
    target: str
    name: str = ""
    events: tuple[str, ...] = ()
    otherwise: bool = False


@entity
class Graph:
    """A whole process: its lanes by name, its nodes by id, its flows."""

    lanes: tuple[str, ...]
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]


Situation: TypeAlias = tuple[Any, type[Any]]
"""A stage, and the command that is carried out in it."""


def graph(process: AnyProcess, naming: Naming) -> Graph:
    """The whole process as nodes and flows, in the order of its table."""
    made = _Graph(process, naming, _alike(process.lifecycle))
    for place, stage in enumerate(process.lifecycle.stages):
        made.stage(place, stage)
    return made.joined()


def resting(process: AnyProcess) -> frozenset[Any]:
    """The stages in which nothing more may be awaited: the ends, and those where a case rests."""
    table, rests = process.lifecycle, waiting_of(process).rests
    at, blank = datetime(1970, 1, 1, tzinfo=UTC), process.initial
    if rests is never or not any(one.name == "stage" for one in attrs.fields(type(blank))):
        return table.ends
    states = (changed(blank, stage=stage) for stage in table.stages if stage != table.start)
    return table.ends | {one.stage for one in states if rests(Seen(process, one, at))}


def _outcomes(table: Table, situation: Situation) -> Iterator[tuple[type[Any], Situation]]:
    """The events that may happen now, each with the situation after it."""
    for arrow in table.arrows:
        if (arrow.source, arrow.command) == situation:
            yield arrow.event, (arrow.target, arrow.command)


def _alike(table: Table) -> Mapping[Situation, int]:
    """Situations in which the same can happen, now and further on, by the number of their kind."""
    every = list(dict.fromkeys((arrow.source, arrow.command) for arrow in table.arrows))
    kinds = dict.fromkeys(every, 0)
    while True:
        known: dict[Any, int] = {}
        looks = {
            one: (one[0], tuple((e, to[0], kinds.get(to)) for e, to in _outcomes(table, one)))
            for one in every
        }
        after = {one: known.setdefault(look, len(known)) for one, look in looks.items()}
        if len(known) == len(set(kinds.values())):
            return after
        kinds = after


@define
class _Graph:
    """Nodes and flows as they are found."""

    process: AnyProcess
    naming: Naming
    alike: Mapping[Situation, int]
    lanes: dict[frozenset[Role], int] = field(factory=dict)
    nodes: dict[str, Node] = field(factory=dict)
    flows: list[Flow] = field(factory=list)
    rests: frozenset[Any] = frozenset()

    def __attrs_post_init__(self) -> None:
        self.lanes[frozenset({self.process.role})] = 0
        self.rests = resting(self.process)

    @property
    def table(self) -> Table:
        return self.process.lifecycle

    def stage(self, place: int, stage: Enum) -> None:
        """The stage, what it awaits, and what follows that."""
        awaited = list(self._awaited(place, stage))
        first, shape = f"stage_{_word(stage.name)}", Shape.STAGE
        if stage == self.table.start:
            shape = Shape.START
        elif not awaited:
            shape = Shape.END
        self._node(Node(first, shape, place, self.naming.stage(stage)))
        if len(awaited) > 1:
            either = self._node(Node(f"either_{_word(stage.name)}", Shape.EITHER, place))
            self.flows.append(Flow(first, either))
            first = either
        for node, situation in awaited:
            self.flows.append(Flow(first, self._node(node)))
            if situation is None:
                end = Node(f"end_{_word(stage.name)}", Shape.END, place, self.naming.stage(stage))
                self.flows.append(Flow(node.id, self._node(end)))
            else:
                self.flows.append(Flow(node.id, self._begin(situation)))

    def _awaited(self, place: int, stage: Enum) -> Iterator[tuple[Node, Situation | None]]:
        """What a case in the stage waits for, and what is carried out then."""
        for command in self.table.commands:
            if self.table.welcomes(stage, command):
                situation = (stage, command)
                for shape, lane in self._givers(command):
                    given = command.__name__
                    kind = "timer" if shape is Shape.TIMER else "give"
                    id_ = f"{kind}_{_word(stage.name)}_{_word(given)}"
                    name = self._called(command, situation)
                    yield Node(id_, shape, place, name, lane, given), situation
        own_rows = any(arrow.source == stage for arrow in self.table.arrows)
        if stage in self.rests and own_rows:
            name = self.naming.say("at_rest")
            yield Node(f"rest_{_word(stage.name)}", Shape.REST, place, name), None

    def _givers(self, command: type[Any]) -> Iterator[tuple[Shape, int]]:
        """The clock in the lane of the process, everybody else in one of theirs."""
        roles = self.table.roles[command]
        if others := roles - {Role.CLOCK}:
            yield Shape.MESSAGE, self.lanes.setdefault(others, len(self.lanes))
        if Role.CLOCK in roles:
            yield Shape.TIMER, 0

    def _called(self, command: type[Any], situation: Situation) -> str:
        """A command with its event, where only one can follow."""
        events = [event for event, _ in _outcomes(self.table, situation)]
        name = self.naming.command(command)
        return f"{name} / {self.naming.event(events[0])}" if len(events) == 1 else name

    def _begin(self, situation: Situation) -> str:
        """Where a command leads: by a gateway, unless only one event can follow."""
        outcomes = list(_outcomes(self.table, situation))
        return (
            self._choice(situation)
            if len(outcomes) > 1
            else self._after(*outcomes[0][1:], situation)
        )

    def _after(self, situation: Situation, before: Situation) -> str:
        """Where an event leads: to what may follow it, else to its stage.

        The same event several times in a row is told as once.
        """
        outcomes = list(_outcomes(self.table, situation))
        if not outcomes or (situation == before and len(outcomes) == 1):
            return f"stage_{_word(situation[0].name)}"
        return self._choice(situation)

    def _choice(self, situation: Situation) -> str:
        """The gateway of a situation, made when it is first met."""
        stage, _ = situation
        id_ = f"choice_{self.alike[situation]}"
        if id_ in self.nodes:
            return id_
        place = self.table.stages.index(stage)
        self._node(Node(id_, Shape.CHOICE, place, self.naming.say("what_happens")))
        by_landing: dict[str, list[type[Any]]] = {}
        for event, after in _outcomes(self.table, situation):
            by_landing.setdefault(self._after(after, situation), []).append(event)
        for landing, events in by_landing.items():
            name = self.naming.join([self.naming.event(event) for event in events])
            self.flows.append(Flow(id_, landing, name, tuple(e.__name__ for e in events)))
        nothing = self.naming.say("nothing_further")
        self.flows.append(Flow(id_, f"stage_{_word(stage.name)}", nothing, otherwise=True))
        return id_

    def _node(self, node: Node) -> str:
        self.nodes.setdefault(node.id, node)
        return node.id

    def joined(self) -> Graph:
        """The graph with a gateway before whatever several flows lead to."""
        start = next(node for node in self.nodes.values() if node.shape is Shape.START)
        entries: dict[str, int] = {}
        for flow in self.flows:
            entries[flow.target] = entries.get(flow.target, 0) + 1
        nodes, flows = dict(self.nodes), []
        if start.id in entries:  # a case that came back: after the start event, not into it
            nodes[f"join_{start.id}"] = Node(f"join_{start.id}", Shape.JOIN, start.stage)
        for id_, count in entries.items():
            if count > 1 and id_ != start.id:
                node = nodes[id_]
                nodes[f"join_{id_}"] = Node(f"join_{id_}", Shape.JOIN, node.stage)
                flows.append(Flow(f"join_{id_}", id_))
        after_start = f"join_{start.id}" if start.id in entries else ""
        for flow in self.flows:
            target = f"join_{flow.target}" if f"join_{flow.target}" in nodes else flow.target
            source = after_start if flow.source == start.id and after_start else flow.source
            flows.append(attrs.evolve(flow, source=source, target=target))
        if after_start:
            flows.append(Flow(start.id, after_start))
        return Graph(self._names(), nodes, tuple(flows))

    def _names(self) -> tuple[str, ...]:
        say = self.naming
        return tuple(say.join(sorted(map(say.role, roles))) for roles in self.lanes)


def _word(name: str) -> str:
    """A name as part of an id in XML: letters, digits and lines, whatever else it has."""
    return re.sub(r"[^A-Za-z0-9_]", lambda odd: f"-{ord(odd.group()):x}", name)


def leaving(flows: Iterable[Flow]) -> Mapping[str, tuple[Flow, ...]]:
    """The flows by where they begin."""
    made: dict[str, tuple[Flow, ...]] = {}
    for flow in flows:
        made[flow.source] = (*made.get(flow.source, ()), flow)
    return made
