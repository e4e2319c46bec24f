"""What is not named of a table, guessed from its beginning where there is exactly one guess."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Final
from unicodedata import combining, normalize

from attrs import evolve

from order_to_cash.analytics.contents import instants_of, suggestion
from order_to_cash.analytics.layout import CLOSED, EFFECTIVE, JOIN, OPENED, PAUSES, Layout
from order_to_cash.analytics.moments import ISO, Moment, fits, moment, readers
from order_to_cash.analytics.raw import Cells, shown
from order_to_cash.analytics.records import parts_of, pauses_of
from order_to_cash.analytics.requests import TRUTHS, says_nothing
from order_to_cash.analytics.streams import Kind, refused
from order_to_cash.analytics.tables import Sample, Table
from order_to_cash.domain.core import InvalidDocument, InvalidValue, Problem, entity

DELIMITERS: Final = (",", ";", "\t", "|")
UTF8: Final = "utf-8"
LONGEST_LETTER: Final = 4
WESTERN: Final = ("cp1252", "latin-1")
"""What a text is in that is no UTF-8: what spreadsheets write, or what can be read of anything."""

WORDS: Final[Mapping[str, frozenset[str]]] = {
    OPENED: frozenset(
        [
            "opened",
            "open",
            "opening",
            "created",
            "creation",
            "received",
            "start",
            "apertura",
            "abierto",
            "abierta",
            "ingreso",
            "inicio",
            "recepcion",
            "registro",
            "creacion",
            "abertura",
            "criacao",
            "recebimento",
        ]
    ),
    CLOSED: frozenset(
        [
            "closed",
            "close",
            "closing",
            "resolved",
            "resolution",
            "end",
            "cierre",
            "cerrado",
            "cerrada",
            "fin",
            "atencion",
            "solucion",
            "resolucion",
            "finalizacion",
            "fechamento",
            "encerramento",
        ]
    ),
    EFFECTIVE: frozenset(
        [
            "effective",
            "effectively",
            "efectivo",
            "efectiva",
            "eficaz",
            "eficazmente",
            "efetivo",
            "efetiva",
        ]
    ),
    PAUSES: frozenset(["pauses", "pause", "pausas", "pausa"]),
}
"""What the names of columns have of each fact, without accents."""

FILLING: Final = frozenset(
    [
        "date",
        "time",
        "hour",
        "at",
        "of",
        "the",
        "de",
        "del",
        "la",
        "el",
        "y",
        "e",
        "da",
        "do",
        "fecha",
        "hora",
        "data",
        "request",
        "solicitud",
        "reclamo",
        "caso",
        "ticket",
        "atendido",
        "atendida",
        "attended",
    ]
)
DAYS: Final = frozenset(("date", "fecha", "data"))
TIMES: Final = frozenset(("time", "hour", "hora"))
KEYS: Final = frozenset(
    [
        "id",
        "key",
        "ticket",
        "request",
        "solicitud",
        "reclamo",
        "caso",
        "codigo",
        "code",
        "number",
        "numero",
        "nro",
        "no",
        "folio",
    ]
)


@entity
class Understood:
    """How a table is read: its layout, what of it was guessed, and what keeps it from being read.

    `lacking` is empty where it can be read; else `suggested` is a layout that would. `key` names
    the column that looks as if one value of it were one request, where no key was named.
    """

    layout: Layout
    guessed: Layout
    columns: tuple[str, ...]
    lacking: tuple[Problem, ...] = ()
    suggested: Layout | None = None
    key: str = ""

    def require(self) -> None:
        """Raise `InvalidDocument` with the columns that were found unless it can be read."""
        if self.lacking:
            raise InvalidDocument(
                f"the columns of a request were not found; there are: {shown(self.columns)}",
                code=self.lacking[0].code,
                problems=self.lacking,
            )


def understand(table: Table, named: Layout, *, zone: str = "") -> Understood:
    """How a table is read, by what is named of it and by its beginning.

    `zone` is that of times without an offset, should all of them have none. Raises
    `InvalidDocument` for a table that cannot be read at all or holds no record.
    """
    table.look()
    layout = _encoded(table.head, named) if table.kind is Kind.TEXT else named
    if table.kind is Kind.TEXT and not named.delimiter:
        layout = evolve(layout, delimiter=_delimiter(table, layout))
    sample = table.sample(layout, partial(_known, layout))
    if not sample.rows_seen:
        raise _none(table, sample)
    columns, rows, head, _ = sample
    layout = _columns(evolve(layout, head=head), columns)
    asked = _asked(layout, columns, rows, whole=table.whole)
    problems = [*_missing(asked, columns)]
    if not problems:
        problems += _untold(layout, rows)
        cells = [*_instants(layout, columns, rows)]
        layout = _open(layout, columns, rows)
        layout, several = _format(layout, cells)
        layout = _pauses(_zone(layout, cells, zone), columns, rows)
        problems += several
    if problems:
        better = suggestion(layout, columns, rows, zone=zone)
        return Understood(layout, Layout(), columns, tuple(problems), better)
    return Understood(layout, layout.beside(named), columns, key=_key(layout, columns))


def _encoded(head: bytes, named: Layout) -> Layout:
    if named.encoding or _reads(head, UTF8, cut=True) or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return named
    lines = (line for line in head.splitlines() if not line.isascii())
    if any(_reads(line, UTF8) for line in lines):
        return named  # some lines are in one encoding and some in another
    return evolve(named, encoding=next(name for name in WESTERN if _reads(head, name)))


def _reads(raw: bytes, encoding: str, *, cut: bool = False) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        return (
            cut
            and len(raw) - error.start < LONGEST_LETTER
            and error.reason == "unexpected end of data"
        )
    return True


def _delimiter(table: Table, layout: Layout) -> str:
    """The only one that makes several columns of most of the rows; else none is named."""
    found: dict[str, tuple[int, int]] = {}
    for each in DELIMITERS:
        try:
            sample = table.sample(evolve(layout, delimiter=each), partial(_known, layout))
        except InvalidDocument:
            continue
        if len(sample.columns) > 1:
            found[each] = (len(sample.rows), len(sample.columns))
    best = max(found.values(), default=None)
    fitting = [each for each, score in found.items() if score == best]
    return fitting[0] if len(fitting) == 1 and fitting[0] != "," else ""


def words_of(name: str) -> frozenset[str]:
    """The words of a column's name, without accents and capitals."""
    plain = (c for c in normalize("NFKD", name.casefold()) if not combining(c))
    return frozenset(re.findall(r"[a-z0-9]+", "".join(plain).replace("º", "o")))


def _known(layout: Layout, cells: Sequence[str]) -> int:
    """How many facts of a request these names of columns say."""
    columns = [" ".join(cell.split()) for cell in cells]
    roles = (OPENED, layout.opened), (CLOSED, layout.closed), (EFFECTIVE, layout.effective)
    found = [
        set(parts_of(named, columns)) <= {*columns} if named else _says(role, columns)
        for role, named in roles
    ]
    return sum(found) + (layout.key in columns) + (layout.pauses in columns)


def _says(role: str, columns: Sequence[str]) -> bool:
    return role in columns or bool(_candidates(role, columns))


def _none(table: Table, sample: Sample) -> InvalidDocument:
    """The refusal of a table without a record, with what it was read as."""
    kinds = {Kind.WORKBOOK: "a workbook", Kind.PARQUET: "a parquet file"}
    read = kinds.get(table.kind, "a table of text" if sample.columns else "a text")
    has = "names of columns and no row under them" if sample.columns else "nothing"
    advice = f"the file holds no record: as {read} it has {has}; see why its export wrote none"
    return refused("", "records.none", advice)


def _columns(layout: Layout, columns: Sequence[str]) -> Layout:
    effective = layout.effective or _named_like(EFFECTIVE, columns)
    return evolve(
        layout,
        opened=layout.opened or _instant_named(OPENED, columns),
        closed=layout.closed or _instant_named(CLOSED, columns),
        effective="" if effective == EFFECTIVE else effective,
    )


def _candidates(role: str, columns: Iterable[str]) -> list[str]:
    """The columns whose names say this fact, and nothing else."""
    theirs = WORDS[role]
    return [
        name for name in columns if (words := words_of(name)) & theirs and words <= theirs | FILLING
    ]


def _named_like(role: str, columns: Sequence[str]) -> str:
    if role in columns:
        return role
    found = _candidates(role, columns)
    return found[0] if len(found) == 1 else ""


def _instant_named(role: str, columns: Sequence[str]) -> str:
    if role in columns:
        return ""
    found = _candidates(role, columns)
    times = [name for name in found if (words := words_of(name)) & TIMES and not words & DAYS]
    days = [name for name in found if name not in times]
    if len(days) == len(times) == 1:
        return f"{days[0]}{JOIN}{times[0]}"
    return days[0] if len(found) == 1 and days else ""


def _asked(
    layout: Layout, columns: Sequence[str], rows: Sequence[Cells], *, whole: bool
) -> Sequence[str]:
    """The columns that have to be there; objects may leave out what all of them do not say."""
    opened, closed, effective = layout.roles
    ends = parts_of(closed, columns)
    begins = parts_of(opened, columns)
    if not whole:
        others = [name for name in columns if name not in begins]
        if not layout.closed and closed not in columns and not any(instants_of(others, rows)):
            return begins
        if not layout.effective and not any(row.get(end) for row in rows for end in ends):
            return (*begins, *ends)
    return (*begins, *ends, effective, *filter(None, (layout.key, layout.pauses)))


def _missing(asked: Sequence[str], columns: Sequence[str]) -> Iterable[Problem]:
    lacking = tuple(dict.fromkeys(name for name in asked if name not in columns))
    if lacking:
        told = f"no column is called {shown(lacking)}; opened, closed and effective are due"
        yield Problem("records.columns", "", told)


def _untold(layout: Layout, rows: Sequence[Cells]) -> Iterable[Problem]:
    """That the column of effective has no words for yes and no, where none are named."""
    cells = {row.get(layout.roles[2], "").strip() for row in rows}
    told = {cell for cell in cells if not says_nothing(cell)}
    if told and not layout.values and not any(cell.lower() in TRUTHS for cell in told):
        advice = f"the cells of {layout.roles[2]} do not say yes or no; name those that say yes"
        yield Problem("records.effective", "", advice)


def _instants(layout: Layout, columns: Sequence[str], rows: Sequence[Cells]) -> Iterable[str]:
    for name in layout.roles[:2]:
        parts = parts_of(name, columns)
        for row in rows:
            told = (cell for part in parts if not says_nothing(cell := row.get(part, "").strip()))
            if cell := " ".join(told):
                yield cell


def _open(layout: Layout, columns: Sequence[str], rows: Sequence[Cells]) -> Layout:
    """With the words in place of a closing time that say by themselves that there is none."""
    day, *_ = parts_of(layout.roles[1], columns)
    cells = dict.fromkeys(row.get(day, "").strip() for row in rows)
    found = (cell for cell in cells if cell and says_nothing(cell) and cell not in layout.open)
    return evolve(layout, open=(*layout.open, *found))


def _format(layout: Layout, cells: Sequence[str]) -> tuple[Layout, tuple[Problem, ...]]:
    """The only format that reads most of the instants, or that there are several."""
    if layout.format:
        return layout, ()
    found = readers(cells)
    if not found and cells:
        told = "no format that is known reads the instants; name theirs as strptime has it, such as"
        return layout, (Problem("records.instant", "", f"{told} --format '%b %d, %Y %I:%M %p'"),)
    if not found or ISO in found:
        return layout, ()
    if len(found) == 1:
        return evolve(layout, format=found[0]), ()
    told = f"days and months could be either of: {', '.join(found)}; name the format"
    return layout, (Problem("records.several-formats", "", told),)


def _zone(layout: Layout, cells: Sequence[str], zone: str) -> Layout:
    naive = [fits(layout.format, cell, naive=True) for cell in cells if fits(layout.format, cell)]
    return evolve(layout, zone=zone) if not layout.zone and naive and all(naive) else layout


def _pauses(layout: Layout, columns: Sequence[str], rows: Sequence[Cells]) -> Layout:
    """With the only column that is called pauses and holds them, where none is named."""
    if layout.pauses or PAUSES in columns:
        return layout
    read = moment(layout.format, layout.zone)
    found = [name for name in _candidates(PAUSES, columns) if _holds_pauses(name, rows, read)]
    return evolve(layout, pauses=found[0]) if len(found) == 1 else layout


def _holds_pauses(name: str, rows: Sequence[Cells], read: Moment) -> bool:
    for cell in filter(None, (row.get(name, "").strip() for row in rows)):
        with suppress(InvalidValue):
            return bool(pauses_of(cell, read))
    return False


def _key(layout: Layout, columns: Sequence[str]) -> str:
    """The only column whose name is that of a key, where none is named."""
    found = [name for name in columns if (words := words_of(name)) and words <= KEYS | FILLING]
    found = [name for name in found if words_of(name) & KEYS]
    return found[0] if len(found) == 1 and not layout.key else ""
