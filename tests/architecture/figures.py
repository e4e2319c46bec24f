"""Every figure of the shipped packs, so that none changes without a word to those who use it.

`figures.csv` keeps each with its value and, where it is newer than the first release, the day from
which it counts. Renew it with `python -m tests.architecture.figures` and tell that day in
`CHANGELOG.md`.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any, Final, NamedTuple

import attrs

from order_to_cash.domain.core import Clause, Dated, Lifecycle, Money, Words
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.operator import Operator
from tests.architecture.source import ROOT

KEPT: Final = Path(__file__).with_suffix(".csv")
CHANGELOG: Final = ROOT / "CHANGELOG.md"
RENEW: Final = "python -m tests.architecture.figures"
GONE: Final = "gone"
TITLES: Final = ("figure", "value", "changed")
NO_FIGURES: Final = (Lifecycle, Clause, Words, type)
"""What has numbers in it that are nobody's figures, or none at all."""


class Figure(NamedTuple):
    """A figure by its place in a pack, and the day since which a dated one is in force."""

    value: str
    since: str = ""


class Kept(NamedTuple):
    """A figure as it is kept: its value, and the day from which it counts if it ever changed."""

    value: str
    changed: str = ""


def figures(operators: Iterable[Operator] = OPERATORS.values()) -> dict[str, Figure]:
    """Every amount, count, share, span and day in these packs, by its place."""
    return {
        f"{operator.name} {place}": figure
        for operator in operators
        for place, figure in _within(operator, "")
    }


def _within(thing: Any, place: str, since: str = "") -> Iterator[tuple[str, Figure]]:
    match thing:
        case bool() | str() | None:
            return
        case int() | Fraction() | Decimal() | Money() | timedelta() | date():
            yield place, Figure(str(thing), since)
        case Dated(since=start, value=value, until=until):
            end = () if until is None else _within(until, f"{place} until", start.isoformat())
            yield from (*_within(value, place, start.isoformat()), *end)
        case Mapping():
            for key, held in thing.items():
                yield from _within(held, f"{place}.{getattr(key, 'value', key)}", since)
        case tuple() | list():
            for name, held in _named(thing):
                yield from _within(held, f"{place}.{name}" if place else name, since)
        case frozenset():
            for held in sorted(thing, key=str):
                yield from _within(held, f"{place}.{held}", since)
        case _ if attrs.has(type(thing)) and not isinstance(thing, NO_FIGURES):
            for field in attrs.fields(type(thing)):
                if field.init:
                    inner = f"{place}.{field.name}" if place else field.name
                    yield from _within(getattr(thing, field.name), inner, since)


def _named(things: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Each part of a list by its own name, or by its place where it has none."""
    for at, thing in enumerate(things):
        own = (getattr(thing, each, None) for each in ("code", "name", "since"))
        yield str(next((name for name in own if isinstance(name, str | date)), at)), thing


def kept(text: str) -> dict[str, Kept]:
    """The figures of the file."""
    rows = csv.DictReader(StringIO(text))
    return {row["figure"]: Kept(row["value"], row["changed"]) for row in rows}


def unnoticed(now: Mapping[str, Figure], before: Mapping[str, Kept]) -> list[str]:
    """Every figure that is new, gone or another than the file says."""
    there = {name: one.value for name, one in before.items() if one.value != GONE}
    here = {name: one.value for name, one in now.items()}
    return sorted(n for n in there.keys() | here.keys() if there.get(n) != here.get(n))


def untold(before: Mapping[str, Kept], changelog: str) -> list[str]:
    """Every figure that changed from a day which no line of the changelog names."""
    return sorted(n for n, one in before.items() if one.changed and one.changed not in changelog)


def renewed(now: Mapping[str, Figure], before: Mapping[str, Kept], today: date) -> str:
    """The file with the figures as they are now.

    What changed carries the day since which it is in force; where it has none of its own, today.
    """
    new = set(unnoticed(now, before))
    rows = dict(before)
    for name in new:
        value, since = now.get(name, Figure(GONE))
        rows[name] = Kept(value, since or today.isoformat())
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(TITLES)
    writer.writerows((name, *rows[name]) for name in sorted(rows))
    return out.getvalue()


if __name__ == "__main__":
    text = KEPT.read_text(encoding="utf-8")
    day = datetime.now(UTC).date()
    KEPT.write_text(renewed(figures(), kept(text), day), encoding="utf-8")
