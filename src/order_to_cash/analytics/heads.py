"""The head of a table: under which titles it stands, and which of its columns are looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, dropwhile, islice
from statistics import median_low
from typing import Final, NamedTuple, TypeAlias

from order_to_cash.analytics.moments import FORMATS, fits
from order_to_cash.analytics.raw import MOST_COLUMNS, Pick, Raw, shown
from order_to_cash.analytics.streams import refused
from order_to_cash.domain.core import InvalidDocument, Problem

MOST_TITLES: Final = 100
"""The most rows that stand above the head of a table."""


class Row(NamedTuple):
    """The cells of a row in their order, or why there are none."""

    line: int
    cells: Sequence[str]
    problems: tuple[Problem, ...] = ()


FromHead: TypeAlias = Callable[[Iterable[Row]], Iterator[Row]]
"""The rows of a table from its head on."""

Known: TypeAlias = Callable[[Sequence[str]], int]
"""How many of the facts of a request are columns among these names."""


def rows_under(rows: Iterable[Row], from_head: FromHead, pick: Pick) -> Iterator[Raw]:
    """Every row that says something below the head, by its columns."""
    rows = from_head(rows)
    head = next(rows, None)
    if head is None:
        return
    width, places = len(head.cells), places_of(head, pick)
    for row in rows:
        found = len(row.cells)
        if row.problems:
            yield Raw(row.line, None, row.problems)
        elif found < width or any(row.cells[width:]):
            advice = f"the line has {found} cells, the head of the table {width}; quote commas"
            yield Raw(row.line, None, refused("", "records.cells", advice).problems)
        elif any(map(str.strip, row.cells)):
            yield Raw(row.line, {name: row.cells[place] for name, place in places.items()})


def untitled(rows: Iterable[Row], line: int = 0) -> Iterator[Row]:
    """The rows from the head on: that of a line, or the first of several cells.

    Where none has several, the first is the head. Raises `InvalidDocument` for one that is broken
    or is not there.
    """
    if line:
        return _from_line(rows, line)
    every = iter(rows)
    above = list(islice(every, MOST_TITLES))
    places = (n for n, row in enumerate(above) if row.problems or is_head(row.cells))
    begin = next(places, 0)
    if above and above[begin].problems:
        raise _broken(above[begin])
    return chain(above[begin:], every)


def _from_line(rows: Iterable[Row], line: int) -> Iterator[Row]:
    rest = dropwhile(lambda row: row.line < line, rows)
    head = next(rest, None)
    if head is None or head.line != line:
        advice = f"line {line} is no row of the table; name that of the head, as it is told"
        raise refused("", "records.head", advice)
    if head.problems:
        raise _broken(head)
    return chain((head,), rest)


def _broken(row: Row) -> InvalidDocument:
    return InvalidDocument(row.problems[0].message, problems=row.problems)


def is_head(cells: Iterable[str]) -> bool:
    """Whether a row has more than a title."""
    return _filled(cells) > 1


def _filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def likely_head(rows: Sequence[Row], known: Known, formats: Sequence[str] = FORMATS) -> int:
    """The line of the head, where the first row of several cells is a title; else 0.

    The head has names of facts, or as many cells as the rows of data have; it has no data itself.
    """
    wide = [row for row in rows if is_head(row.cells)]
    of_data = {row.line for row in wide if _has_data(row.cells, formats)}
    names = [row for row in wide if row.line not in of_data]
    if not names or names[0] is wide[0] is wide[-1]:
        return 0
    usual = median_low(_filled(row.cells) for row in wide if row.line in of_data or not of_data)

    def likeness(row: Row) -> tuple[bool, bool, int]:
        count = known(row.cells)
        return count > 1, _filled(row.cells) >= usual, count

    best = max(names, key=likeness)
    return 0 if best is wide[0] else best.line


def _has_data(cells: Iterable[str], formats: Sequence[str]) -> bool:
    """Whether an instant or a number is among the cells."""
    return any(fits(each, cell.strip()) for cell in cells for each in formats)


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
