"""What was in force on a day, and which text said so: tariffs, limits, targets."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

from attrs import Factory, field

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition, NotInForce, Problem
from order_to_cash.domain.core.html import DATED, named, table
from order_to_cash.domain.core.instants import plain_day
from order_to_cash.domain.core.wording import WORDS, Language, Words

T = TypeVar("T")


@entity
class Dated(Generic[T]):
    """A value with the day since which it holds, its source, and the day it holds no more."""

    since: date
    value: T
    clause: Clause
    until: date | None = None


@entity
class Timeline(Generic[T]):
    """Values in order of time, each from its `since` until its `until` or the next one's `since`.

    A day in no period has no answer: nothing is assumed before the first entry or in a gap.
    Raises `BrokenDefinition` naming every empty, repeated or overlapping period.
    """

    name: str
    entries: tuple[Dated[T], ...]
    _starts: tuple[date, ...] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: tuple(e.since for e in self.entries), takes_self=True),
    )

    def __attrs_post_init__(self) -> None:
        if problems := tuple(_contradictions(self.name, self.entries)):
            raise BrokenDefinition(
                f"the timeline {self.name} contradicts itself; correct its days",
                problems=problems,
            )

    def find(self, day: date) -> Dated[T] | None:
        """What was in force on that day with its source, if anything was."""
        after = bisect_right(self._starts, plain_day(day))
        if after == 0:
            return None
        entry = self.entries[after - 1]
        return entry if entry.until is None or day < entry.until else None

    def on(self, day: date) -> Dated[T]:
        """What was in force on that day with its source; raises `NotInForce` if nothing was."""
        if (entry := self.find(day)) is None:
            raise NotInForce(
                f"{self.name}: nothing was in force on {day}; add an entry for that day "
                "with its source, or ask for a day that has one"
            )
        return entry

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The timeline as a table: from which day, until when, what, and which text says so."""
        rows = (told(entry) for entry in self.entries)
        return table(self.name, named(DATED, language, words), rows)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        values = ", ".join(f"{since}: {value}" for since, _, value, _ in map(told, self.entries))
        return f"Timeline({self.name!r}, {values})"


def told(entry: Dated[T]) -> tuple[str, str, str, str]:
    """An entry as people read it: its days, its value, its source."""
    until = "" if entry.until is None else entry.until.isoformat()
    parts = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    value = ", ".join(map(str, parts))
    return entry.since.isoformat(), until, value, str(entry.clause)


def _contradictions(name: str, entries: tuple[Dated[T], ...]) -> Iterable[Problem]:
    if not entries:
        yield Problem("timeline.empty", name, "there is no entry; add at least one")
    for at, entry in enumerate(entries):
        since, until, path = plain_day(entry.since), entry.until, f"{name}[{at}]"
        if until is not None and plain_day(until) <= since:
            yield Problem(
                "timeline.no-period", path, f"{since} until {until} is no period; end it later"
            )
    for at, (one, other) in enumerate(pairwise(entries), 1):
        since, path = other.since, f"{name}[{at}]"
        if since == one.since:
            yield Problem("timeline.repeated", path, f"{since} is there twice; keep one entry")
        elif since < one.since:
            yield Problem(
                "timeline.disorder", path, f"{since} follows {one.since}; order the entries by day"
            )
        elif one.until is not None and since < one.until:
            yield Problem(
                "timeline.overlap",
                path,
                f"{since} lies before {one.until}, the end of the entry before; end that earlier",
            )
