"""Where the nodes of a process stand, and which way its flows run.

Stages follow each other from left to right in the order of our pictures, each with its own block
of columns; what is awaited stands in the lane of whoever gives it. In the lane of the process, on
top, every node that others lead to has a track of its own above the nodes, so no flow runs through
a node and those to one node share their way, as the wires of our pictures do. A long table is
read like a page: its blocks stand in rows, each row with the lanes that it needs and tracks of its
own, and what leads to another row goes by the margin on the left.
"""

from collections.abc import Mapping
from typing import ClassVar, Final, TypeAlias

from attrs import define, field

from order_to_cash.diagram.labels import Table, edges, is_long
from order_to_cash.diagram.layout import LINE, cells
from order_to_cash.diagram.text import wrapped
from order_to_cash.domain.core import entity
from order_to_cash.standards.bpmn.graph import AWAITED, GATEWAYS, Flow, Graph, Node, Shape

Point: TypeAlias = tuple[int, int]

HEADER: Final = 30
"""How wide the name of the pool is, and that of a lane."""

PAD: Final = 20
EVENT: Final = 36
GATEWAY: Final = 50
PITCH: Final = 80
LABEL: Final = 120
"""How wide what is written at an event is."""

WIDE: Final = 170
"""How wide what is written on a flow is."""

LOWEST: Final = 240
"""How high a lane is at least, so that its name has room."""

WIDEST: Final = 7_000
"""About how wide a row of a long table is at most; the rows of one are about equally wide."""

TRACK: Final = 8
"""How far tracks and channels are from each other."""


@entity
class Box:
    """A rectangle, in pixels from the upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """How far down its centre is."""
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        """How far right its right edge is."""
        return self.x + self.width


@entity
class Way:
    """A flow as it is drawn, and where its name stands."""

    points: tuple[Point, ...]
    label: Box | None


@entity
class Band:
    """A lane as far as one row of stages goes: which lane, and the stages of that row."""

    lane: int
    stages: frozenset[int]
    box: Box

    def has(self, node: Node) -> bool:
        """Whether the node stands in it."""
        return node.lane == self.lane and node.stage in self.stages


@entity
class Drawing:
    """The pool, its lanes, every node with its name's place, every flow, in their orders."""

    pool: Box
    lanes: tuple[Band, ...]
    nodes: Mapping[str, Box]
    labels: Mapping[str, Box]
    ways: tuple[Way, ...]


@define
class _Block:
    """The columns of one stage, by how far they are from its left edge."""

    stage: int
    row: int = 0
    left: int = 0
    tall: int = 0
    rows: dict[str, int] = field(factory=dict)
    """How far down in the lane of the process a choice stands, above its flows."""
    channels: dict[str, int] = field(factory=dict)
    """The channel up or down to each choice of the block."""
    out: dict[str, int] = field(factory=dict)
    """The channel to each node that the block leads to."""

    join: ClassVar[int] = 16
    stage_: ClassVar[int] = 86
    either: ClassVar[int] = 142
    fan: ClassVar[int] = 210
    awaited: ClassVar[int] = 230

    @property
    def between(self) -> int:
        return self.awaited + LABEL + PAD

    @property
    def choice_join(self) -> int:
        return self.between + len(self.channels) * TRACK + PAD

    @property
    def choice(self) -> int:
        return self.choice_join + PITCH

    @property
    def names(self) -> int:
        return self.choice + PITCH

    @property
    def leave(self) -> int:
        return self.names + WIDE + PAD if self.rows else self.names

    @property
    def width(self) -> int:
        return self.leave + len(self.out) * TRACK + PAD


def drawing(table: Table, graph: Graph) -> Drawing:
    """The whole drawing of a process."""
    return _Drawer(graph, reading_order(table), is_long(table)).drawn()


def reading_order(table: Table) -> tuple[int, ...]:
    """The stages by their places in our picture: row by row, from left to right."""
    where = cells(table, edges(table))
    return tuple(sorted(where, key=lambda at: (where[at].row, where[at].column)))


def height_of(text: str, width: int) -> int:
    """How high a text is in so narrow a column."""
    return LINE * len(wrapped(text, width)) if text else 0


@define
class _Drawer:
    """Measures everything once, from the outside in."""

    graph: Graph
    order: tuple[int, ...]
    long: bool = False
    blocks: dict[int, _Block] = field(factory=dict)
    tracks: dict[tuple[int, str], int] = field(factory=dict)
    """The track to each node in each row that leads to it, or where it stands."""
    margins: dict[str, int] = field(factory=dict)
    """The channel on the left to each node that another row leads to."""
    tops: list[int] = field(factory=list)
    """How far down each row begins."""
    rows: dict[str, int] = field(factory=dict)
    """Which row of its lane what is awaited stands in."""
    nodes: dict[str, Box] = field(factory=dict)
    fans: dict[int, int] = field(factory=dict)
    """How far down the name of each flow out of a choice stands."""
    lanes: list[Band] = field(factory=list)
    heads: dict[tuple[int, int], int] = field(factory=dict)
    """Where the first row of what is awaited stands in each lane of a row of blocks."""

    def drawn(self) -> Drawing:
        self._measure()
        self._wrap()
        for flow in self.graph.flows:
            if not self._is_near(flow):
                self._lead(self.graph.nodes[flow.source], self._goal(flow.target))
        begin = 2 * HEADER + len(self.margins) * TRACK + (PAD if self.margins else 0)
        right = begin
        for row in range(self.rows_of_blocks):
            left = begin
            for block in self._row(row):
                block.left = left
                left += block.width
            right = max(right, left)
        for row in range(self.rows_of_blocks):
            self._lanes(row, right - HEADER)
        for node in self.graph.nodes.values():
            self.nodes[node.id] = self._box(node)
        ways = tuple(self._way(number, flow) for number, flow in enumerate(self.graph.flows))
        labels = {node.id: self._label(node) for node in self.graph.nodes.values() if node.name}
        last = self.lanes[-1].box
        pool = Box(0, 0, right, last.y + last.height)
        return Drawing(pool, tuple(self.lanes), self.nodes, labels, ways)

    def _measure(self) -> None:
        """Rows and channels of each block, and the tracks."""
        for place in self.order:
            self.blocks[place] = _Block(place)
        counts: dict[tuple[int, int], int] = {}
        for node in self.graph.nodes.values():
            if node.shape is Shape.CHOICE:
                block = self.blocks[node.stage]
                block.channels[node.id] = len(block.channels)
                block.rows[node.id] = block.tall
                block.tall += max(self._fan(node, block.tall), GATEWAY + 3 * LINE)
            elif node.shape in AWAITED:
                key = node.stage, node.lane
                self.rows[node.id] = counts[key] = counts.get(key, -1) + 1
        for flow in self.graph.flows:
            if not self._is_near(flow):
                out = self.blocks[self.graph.nodes[flow.source].stage].out
                out.setdefault(self._goal(flow.target), len(out))

    @property
    def rows_of_blocks(self) -> int:
        return 1 + max(block.row for block in self.blocks.values())

    def _row(self, row: int) -> list[_Block]:
        """The blocks of a row, from left to right."""
        blocks = (self.blocks[place] for place in self.order)
        return [block for block in blocks if block.row == row]

    def _wrap(self) -> None:
        """The row of each block: one for all, unless the table is long."""
        whole = sum(block.width for block in self.blocks.values())
        rows, before = -(-whole // WIDEST), 0
        for place in self.order if self.long else ():
            block = self.blocks[place]
            block.row = rows * (before + block.width // 2) // whole
            before += block.width

    def _lead(self, source: Node, goal: str) -> None:
        """Give a flow its track in the row where it begins and in the one where it ends."""
        begin = self.blocks[source.stage].row
        end = self.blocks[self.graph.nodes[goal].stage].row
        for row in dict.fromkeys((begin, end)):
            known = sum(1 for of, _ in self.tracks if of == row)
            self.tracks.setdefault((row, goal), known)
        if begin != end:
            self.margins.setdefault(goal, len(self.margins))

    def _track(self, row: int, goal: str) -> int:
        """How far down the track to a node is in a row."""
        return self.tops[row] + PAD + self.tracks[row, goal] * TRACK

    def _top(self, row: int) -> int:
        """How far down the nodes of a row begin, below its tracks."""
        known = sum(1 for of, _ in self.tracks if of == row)
        return self.tops[row] + PAD + known * TRACK + PAD

    def _fan(self, node: Node, above: int) -> int:
        """How high the names of the flows out of a choice are, one below the other."""
        tall = 0
        for number, flow in enumerate(self.graph.flows):
            if flow.source == node.id:
                tall += height_of(flow.name, WIDE) + 6
                self.fans[number] = above + tall
                tall += 8
        return tall

    def _goal(self, id_: str) -> str:
        """The node behind a gateway that only joins."""
        return id_.removeprefix("join_")

    def _is_near(self, flow: Flow) -> bool:
        """Whether a flow stays inside the block and runs from left to right there."""
        source, target = self.graph.nodes[flow.source], self.graph.nodes[flow.target]
        if source.shape in (Shape.JOIN, Shape.START, Shape.STAGE, Shape.EITHER):
            return True
        here = target.stage == source.stage and self._goal(target.id).startswith("choice_")
        return source.shape is Shape.REST or (source.shape in AWAITED and here)

    def _lanes(self, row: int, width: int) -> None:
        """Each as high as the block that has most in it, and where its first row stands."""
        blocks = self._row(row)
        stages = frozenset(block.stage for block in blocks)
        last = self.lanes[-1].box if self.lanes else Box(0, 0, 0, 0)
        y, most = last.y + last.height, max(block.tall for block in blocks)
        self.tops.append(y)
        head = self._top(row) - y + max(most, GATEWAY + 5 * LINE)
        for lane in range(len(self.graph.lanes)):
            nodes = [n for n in self.graph.nodes.values() if n.lane == lane and n.stage in stages]
            if not nodes:
                continue
            rows = 1 + max((self.rows[n.id] for n in nodes if n.id in self.rows), default=-1)
            above = head if lane == 0 else 0
            tall = max(above + PAD + rows * self._pitch(lane), LOWEST)
            self.heads[row, lane] = y + above + PAD
            self.lanes.append(Band(lane, stages, Box(HEADER, y, width, tall)))
            y += tall

    def _pitch(self, lane: int) -> int:
        """How far the rows of a lane are apart, so that the longest name has room."""
        here = (n for n in self.graph.nodes.values() if n.lane == lane and n.shape in AWAITED)
        return EVENT + 18 + max((height_of(node.name, LABEL) for node in here), default=0)

    def _box(self, node: Node) -> Box:
        block, goal = self.blocks[node.stage], self._goal(node.id)
        y, size = self._top(block.row), GATEWAY if node.shape in GATEWAYS else EVENT
        at = {Shape.JOIN: block.join, Shape.EITHER: block.either}.get(node.shape, block.stage_)
        if node.shape in AWAITED:
            at = block.awaited + (LABEL - EVENT) // 2
            head = self.heads[block.row, node.lane]
            y = head + self.rows[node.id] * self._pitch(node.lane)
        elif node.id.startswith("end_"):  # beside what it waits for
            rest = self.rows[node.id.replace("end_", "rest_", 1)]
            head = self.heads[block.row, node.lane]
            at, y = block.choice_join, head + rest * self._pitch(node.lane)
        elif goal in block.rows:
            at = block.choice_join if node.shape is Shape.JOIN else block.choice
            y += block.rows[goal]
        else:
            y += (GATEWAY - size) // 2
            if self.graph.nodes[goal].shape is Shape.START and f"join_{goal}" in self.graph.nodes:
                at = block.stage_ if node.shape is Shape.JOIN else block.join
        return Box(block.left + at, y, size, size)

    def _way(self, number: int, flow: Flow) -> Way:
        source, target = self.nodes[flow.source], self.nodes[flow.target]
        begin, end = (source.right, source.middle), (target.x, target.middle)
        block = self.blocks[self.graph.nodes[flow.source].stage]
        if self._is_near(flow):
            return Way(_plain(self._near(flow, block, begin, end)), None)
        goal = self._goal(flow.target)
        points, label = [begin], None
        if number in self.fans:
            y, fan = self._top(block.row) + self.fans[number], block.left + block.names - PAD // 2
            points += [(fan, begin[1]), (fan, y)]
            tall = height_of(flow.name, WIDE)
            label = Box(block.left + block.names, y - tall - 2, WIDE, tall)
        channel = block.left + block.leave + block.out[goal] * TRACK
        own = self._track(block.row, goal)
        points += [(channel, points[-1][1]), (channel, own)]
        row = self.blocks[self.graph.nodes[goal].stage].row
        track = self._track(row, goal)
        if row != block.row:
            margin = 2 * HEADER + PAD // 2 + self.margins[goal] * TRACK
            points += [(margin, own), (margin, track)]
        return Way(_plain([*points, *self._enter(goal, target, track)]), label)

    def _near(self, flow: Flow, block: _Block, begin: Point, end: Point) -> list[Point]:
        goal = self._goal(flow.target)
        at = block.left + block.fan
        if goal in block.channels and self.graph.nodes[flow.source].shape in AWAITED:
            at = block.left + block.between + block.channels[goal] * TRACK
        return [begin, (at, begin[1]), (at, end[1]), end] if begin[1] != end[1] else [begin, end]

    def _enter(self, goal: str, target: Box, track: int) -> list[Point]:
        """From the track down into a node: from above, or from the left into a choice."""
        stage = self.blocks[self.graph.nodes[goal].stage]
        if goal in stage.channels:
            at = stage.left + stage.between + stage.channels[goal] * TRACK
            return [(at, track), (at, target.middle), (target.x, target.middle)]
        middle = target.x + target.width // 2
        return [(middle, track), (middle, target.y)]

    def _label(self, node: Node) -> Box:
        box, wide = self.nodes[node.id], LABEL
        below = box.y + box.height + 4
        return Box(box.x + (box.width - wide) // 2, below, wide, height_of(node.name, wide))


def _plain(points: list[Point]) -> tuple[Point, ...]:
    """The corners without those where nothing turns."""
    kept: list[Point] = []
    for point in points:
        if point in kept[-1:]:
            continue
        if len(kept) > 1 and any(
            a == b == c for a, b, c in zip(kept[-2], kept[-1], point, strict=True)
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)
