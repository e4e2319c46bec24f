"""The picture with all its measures: where each card stands and each wire bends."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from order_to_cash.diagram.labels import Table
from order_to_cash.diagram.layout import LINE, TITLE, Card, cards
from order_to_cash.diagram.naming import CLASSES, Naming
from order_to_cash.diagram.routing import (
    HEADROOM,
    LANE,
    Lanes,
    Route,
    Tracks,
    lanes_of,
    routes_of,
    tracks_of,
)
from order_to_cash.diagram.text import width_of
from order_to_cash.domain.core import entity

SIDE = 16
TOP = 84
FOOT = 34
GAP = 32
CARD_WIDTH_MIN = 200
DROP = 22
"""How far from its left edge a straight arrow leaves a card."""


@entity
class Wire:
    """An arrow: its corners, the stage it leads to, and whether it leads back."""

    to: int
    points: tuple[tuple[int, int], ...]
    back: bool = False


Point: TypeAlias = tuple[int, int]
Stretch: TypeAlias = tuple[Point, Point]


def stretches(wires: Iterable[Wire]) -> Mapping[Stretch, bool]:
    """What wires to one stage cover, each stretch once, and whether all that run there lead back.

    Drawn one upon the other, dashes fill each other's gaps and look like one solid line.
    """
    parts = [(min(part), max(part), wire.back) for wire in wires for part in pairwise(wire.points)]
    corners = {corner for first, last, _ in parts for corner in (first, last)}
    back: dict[Stretch, bool] = {}
    for first, last, leads_back in parts:
        between = (corner for corner in corners if _on(corner, first, last))
        for stretch in pairwise(sorted({first, *between, last})):
            back[stretch] = leads_back and back.get(stretch, True)
    return back


def _on(point: Point, first: Point, last: Point) -> bool:
    (x, y), (left, top), (right, bottom) = point, first, last
    return left <= x <= right and top <= y <= bottom


@entity
class Bar:
    """The edge of the lines that a wire leaves from."""

    to: int
    x: int
    y: int
    height: int


@entity
class Grid:
    """The edges of rows, columns and gutters."""

    tops: tuple[int, ...]
    lefts: tuple[int, ...]
    gutters: tuple[int, ...]
    card_width: int

    def edge(self, card: Card, *, right: bool) -> int:
        """The left or right edge of a card."""
        return self.lefts[card.cell.column] + (self.card_width if right else 0)

    def top(self, card: Card) -> int:
        """The upper edge of a card."""
        return self.tops[card.cell.row]


@entity
class Picture:
    """Everything to draw, and how large it is."""

    cards: tuple[Card, ...]
    grid: Grid
    wires: tuple[Wire, ...]
    bars: tuple[Bar, ...]
    width: int
    height: int


def picture(lifecycle: Table, naming: Naming = CLASSES) -> Picture:
    """The whole picture of a table."""
    made = cards(lifecycle, naming)
    routes = tuple(routes_of(made))
    tracks = tracks_of(routes)
    tops, height = _rows(made, tracks)
    lanes = lanes_of(routes, tops, tracks)
    grid, width = _columns(made, lanes, tops)
    downs = (_straight(card, made[card.down.to], grid) for card in made if card.down)
    bent = (_bent(route, grid, lanes, tracks) for route in routes)
    bars = tuple(_bar(route, grid) for route in routes)
    return Picture(made, grid, (*downs, *bent), bars, width, height)


def _rows(made: Sequence[Card], tracks: Tracks) -> tuple[tuple[int, ...], int]:
    """Where each row begins, and where the last one ends."""
    tops, y = [], TOP
    for row in range(1 + max(card.cell.row for card in made)):
        here = [card for card in made if card.cell.row == row]
        most = max(tracks.get(card.stage, 0) for card in here)
        y += LANE * most + (HEADROOM if most else 0)
        tops.append(y)
        y += max(card.reach for card in here) + GAP
    return tuple(tops), y - GAP + FOOT


def _columns(made: Sequence[Card], lanes: Lanes, tops: tuple[int, ...]) -> tuple[Grid, int]:
    """The grid with room for the lanes of each gutter, and how wide all is."""
    most: dict[int, int] = {}
    for (gutter, _), lane in lanes.items():
        most[gutter] = max(lane, most.get(gutter, 0))
    gutters, lefts, x, width = [], [], SIDE, _card_width(made)
    columns = 1 + max(card.cell.column for card in made)
    for gutter in range(columns + 1):
        gutters.append(x + SIDE)
        x += most[gutter] * LANE + 2 * SIDE if gutter in most else LANE
        if gutter < columns:
            lefts.append(x)
            x += width
    return Grid(tops, tuple(lefts), tuple(gutters), width), x + SIDE


def _card_width(made: Sequence[Card]) -> int:
    groups = [group for card in made for group in (*card.groups, card.down) if group]
    widths = [width_of(line) for group in groups for line in group.lines]
    titles = [width_of(line, size=TITLE, bold=True) for card in made for line in card.titles]
    return max(CARD_WIDTH_MIN, *(width + 2 * SIDE for width in widths + titles))


def _straight(source: Card, target: Card, grid: Grid) -> Wire:
    x = grid.edge(source, right=False) + DROP
    return Wire(target.stage, ((x, grid.top(source) + source.height), (x, grid.top(target))))


def _bent(route: Route, grid: Grid, lanes: Lanes, tracks: Tracks) -> Wire:
    ys = route.ys(grid.tops, tracks)
    gutters = (route.out, route.into)[: len(ys) - 1]
    lane_xs = [grid.gutters[gutter] + LANE * lanes[gutter, route.to] for gutter in gutters]
    start = grid.edge(route.source, right=route.rightwards)
    end = grid.edge(route.target, right=route.from_right)
    xs = (start, *lane_xs, end)
    points = tuple((x, y) for at, y in enumerate(ys) for x in xs[at : at + 2])
    return Wire(route.to, points, route.back)


def _bar(route: Route, grid: Grid) -> Bar:
    source, lines = route.source, len(route.source.groups[route.group].lines)
    x = grid.edge(source, right=route.rightwards) - (4 if route.rightwards else 0)
    return Bar(route.to, x, grid.top(source) + source.offset(route.group) - 1, lines * LINE)
