"""Columns told by what stands in them: a layout that reads a table whose names say nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve

from order_to_cash.analytics.layout import JOIN, Layout
from order_to_cash.analytics.moments import FORMATS, fits, readers
from order_to_cash.analytics.raw import Cells
from order_to_cash.analytics.requests import TRUTHS, says_nothing
from order_to_cash.domain.core import entity

TIME: Final = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\s*[ap]\.?\s?m\.?)?", re.IGNORECASE)
MOST_VALUES: Final = 12
"""The most values of a column that says what became of requests."""

YES: Final = [
    "efectiv",
    "eficaz",
    "atendid",
    "resuelt",
    "solucionad",
    "procedente",
    "effective",
    "attended",
    "resolved",
    "solved",
    "done",
    "resolvid",
    "atendid",
]
"""How values begin that say that a request was attended."""


@entity
class Told:
    """A column by its contents: how its cells are written, or its few values."""

    name: str
    format: str = ""
    few: tuple[str, ...] = ()


def suggestion(
    named: Layout, columns: Sequence[str], rows: Sequence[Cells], *, zone: str
) -> Layout | None:
    """A layout that reads the table, by its contents where its names do not tell.

    It is somebody's to judge: nothing is read by it unasked. `None` where nothing fits.
    """
    cells = _cells(columns, rows)
    instants = [*instants_of(columns, rows)]
    opened = _known(named.opened, columns) or next((t.name for t in instants), "")
    others = (t.name for t in instants if t.name != opened)
    closed = _known(named.closed, columns) or next(others, "")
    used = {opened, closed, *opened.split(JOIN), *closed.split(JOIN)}
    effective = _effective(named, columns, {n: c for n, c in cells.items() if n not in used})
    if not (opened and closed and effective.name):
        return None
    joined = [" ".join(filter(None, (row.get(n, "") for n in opened.split(JOIN)))) for row in rows]
    told = cells.get(opened) or [each.strip() for each in joined if each.strip()]
    written = next(iter(readers(told)), "")
    if told and not (written or named.format):
        return None
    naive = bool(written) and not any("+" in c[10:] or c.endswith("Z") for c in told)
    return evolve(
        named,
        opened=opened,
        closed=closed,
        effective=effective.name,
        values=effective.few,
        key=named.key if named.key in columns else "",
        format=named.format or ("" if written == "iso" else written),
        zone=named.zone or (zone if naive else ""),
    )


def _known(name: str, columns: Sequence[str]) -> str:
    parts = (name,) if name in columns else tuple(part.strip() for part in name.split(JOIN))
    return name if name and all(part in columns for part in parts) else ""


def _cells(columns: Sequence[str], rows: Sequence[Cells]) -> Mapping[str, Sequence[str]]:
    return {
        name: [c for row in rows if not says_nothing(c := row.get(name, "").strip())]
        for name in columns
    }


def instants_of(columns: Sequence[str], rows: Sequence[Cells]) -> Iterator[Told]:
    """The columns that hold instants, each with the column of times that follows it."""
    cells = _cells(columns, rows)
    followers = {*pairwise(columns)}
    for name in columns:
        found = cells[name]
        written = next((f for f in FORMATS if found and all(fits(f, c) for c in found)), "")
        if not written:
            continue
        after = next((b for a, b in followers if a == name), "")
        timed = bool(cells.get(after)) and all(map(TIME.fullmatch, cells[after]))
        yield Told(f"{name}{JOIN}{after}" if timed else name, written)


def _effective(named: Layout, columns: Sequence[str], cells: Mapping[str, Sequence[str]]) -> Told:
    """The column that says what became of requests, with its values that say yes."""
    asked = _known(named.effective, columns)
    if asked and (named.values or not cells.get(asked)):
        return Told(asked, few=named.values)
    found = {name: tuple(dict.fromkeys(c)) for name, c in cells.items() if c}
    if asked:
        found = {asked: found[asked]}
    for name, values in found.items():
        if all(value.lower() in TRUTHS for value in values):
            return Told(name)
    few = {name: values for name, values in found.items() if len(values) <= MOST_VALUES}
    for name, values in few.items():
        if yes := tuple(v for v in values if v.casefold().startswith(tuple(YES)) and "," not in v):
            return Told(name, few=yes)
    name, values = next(iter(few.items()), ("", ()))
    return Told(name, few=values[:1])
