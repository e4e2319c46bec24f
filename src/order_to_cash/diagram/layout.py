"""Where the stages stand: cards in rows and columns, each with the lines that leave it.

Rows follow the distance from the start; ends stand below all that leads to them. What leads to
the next card straight below is a label on the arrow, all else stands in the card.
"""

from collections.abc import Mapping

from order_to_cash.diagram.labels import Edges, Table, edges, is_long, onward
from order_to_cash.diagram.naming import CLASSES, Naming
from order_to_cash.diagram.text import wrapped
from order_to_cash.domain.core import entity

COLUMNS = 3
TEXT_WIDTH = 290
TITLE = 13
"""How large the name of a stage is written."""
INDENT = "\N{NO-BREAK SPACE}" * 4
LINE = 14
TITLE_LINE = 16
HEAD = 26
PAD = 7
BETWEEN = 6


@entity
class Cell:
    """A place in the grid."""

    row: int
    column: int


@entity
class Group:
    """The lines of a card that lead to one stage, which may be its own."""

    to: int
    lines: tuple[str, ...]


@entity
class Card:
    """A stage with what leaves it: the groups inside, and the one that goes straight down."""

    stage: int
    titles: tuple[str, ...]
    people: tuple[str, ...]
    cell: Cell
    groups: tuple[Group, ...]
    down: Group | None
    start: bool
    end: bool

    @property
    def height(self) -> int:
        """From its upper to its lower edge."""
        return self.offset(len(self.groups)) if self.groups else self.head

    @property
    def title(self) -> str:
        """The name of the stage, on one line."""
        return " ".join(self.titles)

    @property
    def head(self) -> int:
        """How high its title is, with the people below it."""
        return HEAD + (len(self.titles) - 1) * TITLE_LINE + len(self.people) * LINE

    @property
    def reach(self) -> int:
        """From its upper edge to the end of the label below it."""
        return self.height + (len(self.down.lines) * LINE + 4 if self.down else 0)

    def offset(self, group: int) -> int:
        """How far below its upper edge a group begins."""
        lines = sum(len(g.lines) for g in self.groups[:group])
        return self.head + PAD + lines * LINE + group * BETWEEN


def cards(lifecycle: Table, naming: Naming = CLASSES) -> tuple[Card, ...]:
    """Every stage as a card, in the order of the stages."""
    joined = edges(lifecycle, naming)
    where = cells(lifecycle, joined)
    return tuple(_card(lifecycle, at, joined, where, naming) for at in range(len(lifecycle.stages)))


def cells(lifecycle: Table, joined: Edges) -> Mapping[int, Cell]:
    """The grid, with each stage as near as possible to a column that leads to it.

    A long table is read like a page: its stages stand in their order, from left to right.
    """
    if is_long(lifecycle):
        return {at: Cell(*divmod(at, COLUMNS)) for at in range(len(lifecycle.stages))}
    rank = _ranks(lifecycle, joined)
    placed: dict[int, Cell] = {}
    row = 0
    for level in sorted(set(rank.values())):
        waiting = [at for at in sorted(rank) if rank[at] == level]
        while waiting:
            free = list(range(COLUMNS))
            for at in waiting[:COLUMNS]:
                wish = _wish(at, joined, placed)
                column = min(free, key=lambda c: (abs(c - wish), c))
                free.remove(column)
                placed[at] = Cell(row, column)
            waiting = waiting[COLUMNS:]
            row += 1
    return placed


def _ranks(lifecycle: Table, joined: Edges) -> Mapping[int, int]:
    start = lifecycle.stages.index(lifecycle.start)
    rank, frontier = {start: 0}, [start]
    while frontier:
        here = frontier.pop(0)
        for source, target in joined:
            if source == here and target not in rank:
                rank[target] = rank[here] + 1
                frontier.append(target)
    for at, stage in enumerate(lifecycle.stages):
        if stage in lifecycle.ends and at != start:
            rank[at] = 1 + max(rank[s] for s, t in joined if t == at and s != at)
    return rank


def _wish(at: int, joined: Edges, placed: Mapping[int, Cell]) -> int:
    """The column of the lowest stage that leads here, the first if there are several."""
    above = [placed[s] for s, t in joined if t == at and s in placed]
    return max(above, key=lambda cell: cell.row).column if above else 0


def _card(
    lifecycle: Table, at: int, joined: Edges, where: Mapping[int, Cell], naming: Naming
) -> Card:
    stage = lifecycle.stages[at]
    leaving = {t: _wrap(lines) for (s, t), lines in joined.items() if s == at and t != at}
    below = _below(at, where)
    down = None if below not in leaving else Group(below, leaving.pop(below))
    order = sorted(leaving, key=lambda t: (where[t].row, where[t].column))
    groups = [Group(to, leaving[to]) for to in order]
    if (at, at) in joined:
        groups.append(Group(at, _wrap(joined[at, at], "○ ")))
    titles = wrapped(naming.stage(stage), TEXT_WIDTH, size=TITLE, bold=True)
    people = onward(lifecycle, stage, naming)
    start, end = stage == lifecycle.start, stage in lifecycle.ends
    return Card(
        at,
        titles,
        wrapped(people, TEXT_WIDTH) if people else (),
        where[at],
        tuple(groups),
        down,
        start,
        end,
    )


def _below(at: int, where: Mapping[int, Cell]) -> int:
    """The next stage down in the same column, or the stage itself at the foot of it."""
    own = where[at]
    lower = {
        cell.row: other
        for other, cell in where.items()
        if cell.column == own.column and cell.row > own.row
    }
    return lower[min(lower)] if lower else at


def _wrap(lines: tuple[str, ...], mark: str = "") -> tuple[str, ...]:
    return tuple(part for line in lines for part in wrapped(mark + line, TEXT_WIDTH, indent=INDENT))
