"""The head of a table: under which titles it stands, and which of its columns are looked at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from order_to_cash.analytics.raw import MOST_COLUMNS, Pick, shown
from order_to_cash.analytics.streams import refused
from order_to_cash.domain.core import InvalidDocument, Problem

MOST_TITLES: Final = 100
"""The most rows that stand above the head of a table."""


class Row(NamedTuple):
    """The cells of a row in their order, or why there are none."""

    line: int
    cells: Sequence[str]
    problems: tuple[Problem, ...] = ()


def untitled(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows from the head on: above it stand titles, each of which has one cell.

    Where none has more, the first is the head. Raises `InvalidDocument` for one that is broken.
    """
    above: list[Row] = []
    every = iter(rows)
    for row in every:
        if row.problems:
            raise InvalidDocument(row.problems[0].message, problems=row.problems)
        if is_head(row.cells):
            above = [row]
            break
        above.append(row)
        if len(above) == MOST_TITLES:
            break
    yield from above
    yield from every


def is_head(cells: Iterable[str]) -> bool:
    """Whether a row has more than a title."""
    return sum(1 for cell in cells if cell.strip()) > 1


def places_of(head: Row, pick: Pick) -> dict[str, int]:
    """Where the columns that are looked at stand; `InvalidDocument` names one that is twice."""
    columns = tuple(" ".join(cell.split()) for cell in head.cells)
    if len(columns) > MOST_COLUMNS:
        raise refused("", "records.columns", f"a table has at most {MOST_COLUMNS} columns")
    chosen = tuple(pick(columns, True))
    if twice := [name for name in dict.fromkeys(chosen) if columns.count(name) > 1]:
        told = f"two columns are called {shown(twice)}; name each apart"
        raise refused("", "records.columns", told)
    return {name: columns.index(name) for name in chosen}
