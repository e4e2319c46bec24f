"""Requests that have several rows in a table, told by a key; or rows that look as if they had."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from attrs import define, evolve, field

from order_to_cash.analytics.records import Numbered
from order_to_cash.analytics.requests import Request
from order_to_cash.domain.core import InvalidValue

MOST_KEYS: Final = 1_000_000
"""How many requests of several rows are held at most, and how many keys are watched."""


def merged(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    """One request for each key, at the line of its first row; what is no request goes through.

    All requests are held until the end. Raises `InvalidValue` for more than there is room for.
    """
    held: dict[str, Numbered] = {}
    for row in rows:
        if row.request is None:
            yield row
            continue
        known = held.get(row.key)
        if known is None:
            if len(held) == MOST_KEYS:
                raise InvalidValue(
                    f"there are more than {MOST_KEYS} keys; measure a part of the file at a time",
                    code="records.too-many-keys",
                )
            held[row.key] = row
        elif known.request is not None:
            held[row.key] = known._replace(request=together(known.request, row.request))
    yield from held.values()


def together(one: Request, other: Request) -> Request:
    """One request of two rows: from the first opening to the last closing.

    The row that closes last says whether it was effective, and both have to where they close at
    once. Labels are those of the row that opens first; what it leaves empty the other says.
    """
    first, second = (one, other) if one.opened <= other.opened else (other, one)
    pauses = dict.fromkeys((*first.pauses, *second.pauses))
    labels = {**second.labels, **{name: cell for name, cell in first.labels.items() if cell}}
    closed, effective = _end(one, other)
    return evolve(first, closed=closed, effective=effective, labels=labels, pauses=tuple(pauses))


def _end(one: Request, other: Request) -> tuple[datetime | None, bool]:
    if one.closed is None or other.closed is None:
        last = other if one.closed is None else one
        return last.closed, last.effective
    if one.closed == other.closed:
        return one.closed, one.effective and other.effective
    last = max(one, other, key=lambda row: row.closed or row.opened)
    return last.closed, last.effective


@define
class Repeats:
    """How often a value came again in a column that looks like a key."""

    count: int = 0
    seen: set[int] = field(factory=set)

    def see(self, key: str) -> None:
        """One more row; an empty cell is no key."""
        if not key:
            return
        told = hash(key)
        if told in self.seen:
            self.count += 1
        elif len(self.seen) < MOST_KEYS:
            self.seen.add(told)
