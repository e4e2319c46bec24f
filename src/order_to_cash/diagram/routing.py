"""Which way the wires run, so that none crosses a card and no two stages' wires share a lane.

A wire leaves its card at the side into a gutter, the space between two columns, runs there in the
lane of its target, and enters the target's head from the side. Where the target is not beside
that gutter, it crosses over to another in a track above the target's row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from order_to_cash.diagram.layout import HEAD, LINE, Card, Cell
from order_to_cash.domain.core import entity

LANE = 9
HEADROOM = 6
"""How far the tracks stay from a row, so that none runs through the head of an arrow to it."""

LEFT_AND_RIGHT = 4

Lanes: TypeAlias = Mapping[tuple[int, int], int]
"""The lane of each (gutter, target)."""
Tracks: TypeAlias = Mapping[int, int]
"""The track of each target that is reached across columns, counted up from its row."""


@entity
class Route:
    """The way of one group of a card; gutters are counted from the left."""

    source: Card
    group: int
    target: Card
    out: int
    into: int

    @property
    def to(self) -> int:
        """The stage it leads to."""
        return self.target.stage

    @property
    def rightwards(self) -> bool:
        """Whether it leaves its card at the right."""
        return self.out > self.source.cell.column

    @property
    def from_right(self) -> bool:
        """Whether it enters its target at the right."""
        return self.into > self.target.cell.column

    @property
    def back(self) -> bool:
        """Whether it leads up, or to the left in its row."""
        source, target = self.source.cell, self.target.cell
        return (target.row, target.column) < (source.row, source.column)

    def ys(self, tops: Sequence[int], tracks: Tracks) -> tuple[int, ...]:
        """The heights of its level parts, from the card to the target."""
        middle = len(self.source.groups[self.group].lines) * LINE // 2
        leaves = tops[self.source.cell.row] + self.source.offset(self.group) + middle
        # left and right exits never share a line, whatever the heights of their cards
        leaves = leaves // 6 * 6 + (0 if self.rightwards else 3)
        top = tops[self.target.cell.row]
        enters = top + HEAD // 2 + (LEFT_AND_RIGHT if self.from_right else -LEFT_AND_RIGHT)
        if self.out == self.into:
            return leaves, enters
        return leaves, top - HEADROOM - LANE * tracks[self.to], enters


def routes_of(made: Sequence[Card]) -> Iterator[Route]:
    """A route for every group that leads to another card."""
    for card in made:
        for at, group in enumerate(card.groups):
            if group.to != card.stage:
                target = made[group.to]
                yield Route(card, at, target, *_gutters(card.cell, target.cell))


def _gutters(source: Cell, target: Cell) -> tuple[int, int]:
    """Out to the right when it leads down, out to the left when it leads back, else across."""
    across = target.column - source.column
    if across == 0:
        side = source.column + (1 if target.row > source.row else 0)
        return side, side
    if across > 0:
        return source.column + 1, target.column
    return source.column, target.column + 1


def tracks_of(routes: Iterable[Route]) -> Tracks:
    """A track of its own for each target that is reached across columns."""
    tracks: dict[int, int] = {}
    used: dict[int, int] = {}
    for route in routes:
        row = route.target.cell.row
        if route.out != route.into and route.to not in tracks:
            used[row] = tracks[route.to] = used.get(row, 0) + 1
    return tracks


def lanes_of(routes: Iterable[Route], tops: Sequence[int], tracks: Tracks) -> Lanes:
    """Wires to one stage share a lane; others share it only above or below. Short ones first."""
    spans: dict[tuple[int, int], list[int]] = {}
    for route in routes:
        ys = route.ys(tops, tracks)
        spans.setdefault((route.out, route.to), []).extend(ys[:2])
        spans.setdefault((route.into, route.to), []).extend(ys[-2:])
    lanes: dict[tuple[int, int], int] = {}
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for key in sorted(spans, key=lambda key: (max(spans[key]) - min(spans[key]), key)):
        gutter, top, bottom = key[0], min(spans[key]) - LINE, max(spans[key]) + LINE
        lane = 0
        while any(top < b and a < bottom for a, b in taken.get((gutter, lane), ())):
            lane += 1
        taken.setdefault((gutter, lane), []).append((top, bottom))
        lanes[key] = lane
    return lanes
