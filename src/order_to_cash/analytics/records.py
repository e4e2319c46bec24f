"""Requests from a table: CSV, JSON Lines, a JSON array, a workbook or parquet, row by row.

By themselves the columns are `opened`, `closed` and `effective`, perhaps `pauses`, and every other
column is a label; a `Layout` names others. Of the columns only those are looked at that are asked
for.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, Final, NamedTuple, cast

from attrs import define, field

from order_to_cash.analytics.layout import JOIN, Layout
from order_to_cash.analytics.moments import Moment, moment
from order_to_cash.analytics.periods import PERIODS
from order_to_cash.analytics.raw import Cells, Raw, place_of, shown
from order_to_cash.analytics.requests import TRUTHS, UNTOLD, Request, label_of
from order_to_cash.analytics.streams import refused
from order_to_cash.analytics.tables import Table
from order_to_cash.domain.core import InvalidDocument, InvalidValue, Pause, Problem

STRICT: Final = Layout()


class Numbered(NamedTuple):
    """What a row says: a request, or everything that is wrong with it; `key` is its own name."""

    line: int
    request: Request | None
    problems: tuple[Problem, ...] = ()
    key: str = ""


def read_requests(
    stream: BinaryIO, layout: Layout = STRICT, *, labels: Sequence[str] | None = None
) -> Iterator[Numbered]:
    """Every row of a file that says something, as a request or with its problems.

    What the file is, is seen from its first bytes; `labels` are those that are looked at, or all.
    Raises `InvalidDocument` where nothing after it can be read: no column names, a file of another
    kind, a damaged archive, or one that unpacks to nothing but empty lines or to a line without
    end.
    """
    return requests_in(Table.of(stream), layout, labels=labels)


def requests_in(
    table: Table,
    layout: Layout = STRICT,
    *,
    labels: Sequence[str] | None = None,
    watched: str = "",
) -> Iterator[Numbered]:
    """Every row of a table that was opened already; `watched` is a column that may be a key."""
    reader = RowReader(layout, None if labels is None else tuple(labels), watched)
    for raw in table.rows(layout, reader.pick):
        yield reader.read(raw)


def parts_of(name: str, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of an instant: one, or that of its day and that of its time."""
    if JOIN not in name or name in columns:
        return (name,)
    return tuple(part.strip() for part in name.split(JOIN))


@define
class RowReader:
    """What reads requests from the rows of one table."""

    layout: Layout
    labels: tuple[str, ...] | None
    watched: str = ""
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    read_moment: Moment = field(init=False)
    roles: tuple[str, str, str] = field(init=False)
    asked: tuple[str, ...] | None = field(init=False)
    untold: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.roles, self.asked = self.layout.roles, self.labels
        self.read_moment = moment(self.layout.format, self.layout.zone)
        self.untold = UNTOLD.union(map(str.casefold, self.layout.open))

    def pick(self, columns: Sequence[str], whole: bool) -> Sequence[str]:
        """The columns that are looked at; of a whole table none may lack."""
        layout = self.layout
        opened, closed, effective = self.roles
        self.opened, self.closed = parts_of(opened, columns), parts_of(closed, columns)
        named = filter(None, (layout.key, layout.pauses))
        needed = (*self.opened, *self.closed, effective, *named)
        if whole:
            _check(columns, needed, self.labels or ())
        if self.labels is None:
            self.asked = tuple(self._others(dict.fromkeys(columns, ""))) if whole else None
            return tuple(columns)
        asked = dict.fromkeys((*needed, layout.paused, self.watched, *self.labels))
        return [name for name in asked if name in columns]

    def read(self, raw: Raw) -> Numbered:
        """The request of a row, or what is wrong with it."""
        if raw.cells is None:
            return Numbered(raw.line, None, raw.problems)
        try:
            key = self._key(raw.cells)
            return Numbered(raw.line, self.request(raw.cells), key=key)
        except InvalidDocument as refusal:
            return Numbered(raw.line, None, refusal.problems)

    def _key(self, cells: Cells) -> str:
        if not self.layout.key:
            return self._said(cells.get(self.watched, ""))
        key = self._said(cells.get(self.layout.key, ""))
        if not key:
            raise refused(
                *(place_of(self.layout.key), "records.key"),
                "the row does not say which request it is of; give its key, or name no column",
            )
        return key

    def request(self, cells: Cells) -> Request:
        """The request of these cells; raises `InvalidDocument` with everything that is wrong."""
        problems: list[Problem] = []
        began, ended = _joined(cells, self.opened), self._end(cells)
        told = cells.get(self.roles[2], "").strip()
        told = told if ended else self._said(told)
        opened = self._read(0, self.read_moment, began, problems)
        closed = self._read(1, self._closed, ended, problems) if ended else None
        effective = self._read(2, self._truth, told, problems) if told or ended else None
        paused = self._said(cells.get(self.layout.paused, ""))
        pauses = self._read(3, self._pauses, paused, problems) if paused else ()
        labels = {}
        for name in self.asked if self.asked is not None else self._others(cells):
            if name in cells:
                try:
                    labels[name] = label_of(cells[name])
                except InvalidValue as refusal:
                    problems.append(Problem(refusal.code, place_of(name), refusal.message))
        if problems:
            raise InvalidDocument("the line is no request", problems=problems)
        return Request(
            cast("datetime", opened),
            cast("datetime | None", closed),
            effective is True,
            labels,
            cast("tuple[Pause, ...]", pauses),
        )

    def _read(
        self, role: int, reader: Callable[[str], object], cell: str, problems: list[Problem]
    ) -> object:
        try:
            return reader(cell)
        except InvalidValue as refusal:
            path = place_of((*self.roles, self.layout.paused)[role])
            problems.append(Problem(refusal.code, path, refusal.message))
            return None

    def _said(self, cell: str) -> str:
        """The cell, or nothing where that is what it says."""
        cell = cell.strip()
        return "" if cell.casefold() in self.untold else cell

    def _end(self, cells: Cells) -> str:
        """When it was closed, as it is written; a day that is nothing has no time."""
        day, *times = (self._said(cells.get(part, "")) for part in self.closed)
        return " ".join(filter(None, (day, *times))) if day else ""

    def _closed(self, cell: str) -> datetime:
        try:
            return self.read_moment(cell)
        except InvalidValue as refusal:
            if refusal.code != "records.instant":
                raise
            more = "if it says that the request is open, name it: --open WORD,..."
            raise InvalidValue(f"{refusal.message}; {more}", code=refusal.code) from None

    def _others(self, cells: Cells) -> Iterator[str]:
        roles = {*self.opened, *self.closed, self.roles[2], self.layout.paused, self.layout.key}
        return (name for name in cells if name not in roles)

    def _pauses(self, cell: str) -> tuple[Pause, ...]:
        return pauses_of(cell, self.read_moment)

    def _truth(self, cell: str) -> bool:
        if self.layout.values and cell:
            return cell.casefold() in {value.casefold() for value in self.layout.values}
        truth = TRUTHS.get(cell.lower())
        if truth is None:
            raise InvalidValue(
                "say whether a closed request was attended effectively: true or false",
                code="records.effective",
            )
        return truth


def _check(columns: Sequence[str], needed: Sequence[str], labels: Sequence[str]) -> None:
    if lacking := [name for name in needed if name not in columns]:
        # What stands there instead may be data, so it is not shown.
        raise refused(
            *("", "records.columns"),
            f"the first line has to name the columns {', '.join(needed)}, or the layout others; "
            f"it lacks {', '.join(lacking)}",
        )
    if set(labels) - set(columns):
        raise unknown_label(columns)


def unknown_label(known: Sequence[str]) -> InvalidValue:
    """The error for a label that nothing has, with those that there are."""
    return InvalidValue(
        f"no request has such a label; group by one of: {', '.join(PERIODS)}, or: {shown(known)}",
        code="records.unknown-label",
    )


def _joined(cells: Cells, parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return cells.get(parts[0], "").strip()
    return " ".join(filter(None, (cells.get(part, "").strip() for part in parts)))


def pauses_of(cell: str, read: Moment) -> tuple[Pause, ...]:
    """The pauses of a cell, such as `begin/end|begin/`; the last one has no end yet."""
    return tuple(_pause(text, read) for text in cell.split("|")) if cell else ()


def _pause(text: str, read: Moment) -> Pause:
    """A pause; of several slashes, as days have them, the one between two instants counts."""
    places = [place for place, letter in enumerate(text) if letter == "/"] or [len(text)]
    wrong = []
    for place in sorted(places, key=lambda place: abs(2 * place + 1 - len(text))):
        begins, ends = text[:place].strip(), text[place + 1 :].strip()
        try:
            return Pause(read(begins), read(ends) if ends else None)
        except InvalidValue as refusal:
            wrong.append(refusal)
    raise wrong[0]
