"""Tables in CSV files: read whole, with every problem named by file, line and column."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Final, Generic, TypeAlias, TypeVar

from attrs import Factory

from order_to_cash.domain.core import InvalidValue, Problem, entity

LARGEST_FILE: Final = 67_108_864
"""The most bytes of one file."""

MOST_PROBLEMS: Final = 50
"""How many problems of one file are listed."""

R = TypeVar("R")
Cells: TypeAlias = Mapping[str, Callable[[str], Any]]
Numbered: TypeAlias = tuple[int, list[str]]


@entity
class Table(Generic[R]):
    """A kind of file: its columns with what reads their cells, and what a row becomes.

    `make` is given the cells of a row in the order of `columns`, and then those of `more`, which
    are columns that a file may leave out: their cells are empty then. If it raises `InvalidValue`,
    the column `blamed` is named. Rows of one `key` repeat each other; `None` compares nothing.
    """

    file: str
    columns: Cells
    make: Callable[..., R]
    blamed: str = ""
    key: Callable[[R], Any] | None = None
    more: Cells = Factory(dict)

    @property
    def readers(self) -> Cells:
        """What reads each column, those that may be left out at the end."""
        return {**self.columns, **self.more}


@entity
class Row(Generic[R]):
    """What a line of a file says."""

    line: int
    value: R


class Sheet(Generic[R]):
    """A file as it was read: its rows, and its problems."""

    def __init__(self, folder: Path, table: Table[R]) -> None:
        self.table = table
        self.rows: list[Row[R]] = []
        self._problems: list[Problem] = []
        content = self._content(folder / table.file)
        if content is not None:
            self._read(content)

    @property
    def values(self) -> tuple[R, ...]:
        """What the rows say."""
        return tuple(row.value for row in self.rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file, as far as it is listed."""
        if len(self._problems) <= MOST_PROBLEMS:
            return tuple(self._problems)
        advice = f"only the first {MOST_PROBLEMS} are listed; mend these and load it again"
        more = Problem("folder.too-many-problems", self.table.file, advice)
        return (*self._problems[:MOST_PROBLEMS], more)

    def add(self, problem: Problem) -> None:
        """One more problem; of many, only the first are kept."""
        if len(self._problems) <= MOST_PROBLEMS:
            self._problems.append(problem)

    def at(self, line: int, column: str = "") -> str:
        """A place in the file, such as `offerings.csv:12.price`."""
        return f"{self.table.file}:{line}{'.' if column else ''}{column}"

    def _content(self, path: Path) -> str | None:
        file = self.table.file
        try:
            if not path.is_file():
                columns = ",".join(self.table.columns)
                advice = f"the file is missing; create it, if only with its header: {columns}"
                self.add(Problem("folder.missing-file", file, advice))
                return None
            if path.stat().st_size > LARGEST_FILE:
                advice = f"the file has more than {LARGEST_FILE} bytes; leave out what is over"
                self.add(Problem("folder.too-large", file, advice))
                return None
            return self._decoded(path.read_bytes())
        except OSError:
            advice = "the file cannot be read; check its permissions and its disk"
            self.add(Problem("folder.cannot-read", file, advice))
            return None

    def _decoded(self, content: bytes) -> str | None:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
        advice = "the line is not UTF-8; save the file as CSV in UTF-8"
        self.add(Problem("folder.encoding", self.at(line), advice))
        return None

    def _read(self, content: str) -> None:
        lines = self._lines(content)
        header = next(lines, None)
        if header is None:
            self._lacks_header()
            return
        if not self._knows(*header):
            return
        names = header[1]
        order = [names.index(c) if c in names else -1 for c in self.table.readers]
        seen: set[Any] = set()
        for line, cells in lines:
            if len(cells) != len(header[1]):
                due = len(header[1])
                advice = f"the line has {len(cells)} cells; give {due}, one for each column"
                self.add(Problem("folder.cells", self.at(line), advice))
            else:
                self._take(line, [[*cells, ""][position] for position in order], seen)

    def _lines(self, content: str) -> Iterator[Numbered]:
        """Every line that says something, with its number and its cells without outer spaces."""
        reader = csv.reader(StringIO(content, newline=""), strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error:
                advice = (
                    "the quotes of the line are not closed, or a cell is too long; correct them"
                )
                self.add(Problem("folder.quotes", self.at(line), advice))
                return
            if cells is None:
                return
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped

    def _lacks_header(self) -> None:
        if not self._problems:
            columns = ",".join(self.table.columns)
            advice = f"the file is empty; begin it with its header: {columns}"
            self.add(Problem("folder.no-header", self.table.file, advice))

    def _knows(self, line: int, names: list[str]) -> bool:
        problems = tuple(self._header_problems(line, names))
        for problem in problems:
            self.add(problem)
        return not problems

    def _header_problems(self, line: int, names: list[str]) -> Iterator[Problem]:
        columns = ",".join(self.table.columns)
        for position, name in enumerate(names, 1):
            if name not in self.table.readers:
                advice = f"column {position} is not known; the header is, with commas: {columns}"
                yield Problem("folder.unknown-column", self.at(line), advice)
            elif name in names[: position - 1]:
                advice = "the column stands twice; keep one"
                yield Problem("folder.repeated-column", self.at(line, name), advice)
        for name in self.table.columns:
            if name not in names:
                advice = f"the column is missing; the header is, with commas: {columns}"
                yield Problem("folder.missing-column", self.at(line, name), advice)

    def _take(self, line: int, cells: Iterable[str], seen: set[Any]) -> None:
        made, sound = [], True
        for (column, read), cell in zip(self.table.readers.items(), cells, strict=True):
            try:
                made.append(read(cell))
            except InvalidValue as error:
                sound = False
                self.add(Problem(error.code, self.at(line, column), error.message))
        if sound:
            self._make(line, made, seen)

    def _make(self, line: int, made: list[Any], seen: set[Any]) -> None:
        try:
            value = self.table.make(*made)
        except InvalidValue as error:
            self.add(Problem(error.code, self.at(line, self.table.blamed), error.message))
            return
        if self.table.key is not None and _repeats(self.table.key(value), seen):
            advice = "an earlier line says something about the same; keep one of them"
            self.add(Problem("folder.repeated", self.at(line), advice))
            return
        self.rows.append(Row(line, value))


def _repeats(key: Any, seen: set[Any]) -> bool:
    repeated = key in seen
    seen.add(key)
    return repeated
