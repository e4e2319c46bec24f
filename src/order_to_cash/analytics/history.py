"""Requests from recorded histories: which events open, close and pause one is data per process."""

import enum
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from attrs import define, field

from order_to_cash.analytics.requests import Request
from order_to_cash.domain.core import BrokenDefinition, Lifecycle, Pause, Problem, entity
from order_to_cash.ports.journal import Journal, Listed, Recorded
from order_to_cash.wire.shapes import type_name

PAGE: Final = 500
"""How many cases are taken from the journal at a time."""

PROCESS: Final = "process"
"""The label that every request from a history has."""


@entity
class Where:
    """An event of a class that has a value in one place, such as a step that has a kind.

    Truth values are written `true` and `false`.
    """

    event: type
    place: str
    value: str


Mark: TypeAlias = type | Where
Marks: TypeAlias = frozenset[Mark]
NO_MARKS: Final[Marks] = frozenset()


def _marks(events: Iterable[Mark]) -> Marks:
    return frozenset(events)


class Told(enum.StrEnum):
    """What an event tells beside its content: who gave the command, and in which role."""

    ACTOR = "actor"
    ROLE = "role"


@entity
class Label:
    """A label of a request: what its events tell, or a place in them such as `request.channel`.

    The first event that has it says it; of those in `events`, if any are named.
    """

    name: str
    place: str | Told
    events: frozenset[type] = frozenset()


@entity
class Measured:
    """How the requests of a process are measured, by the kinds of its events.

    A request begins with the first of `opens`. The first of `closes` ends it; it was attended
    effectively if that is one of `effective`. One of `reopens` undoes the end, and may be another
    end itself; after one of `spoils` it is never effective. Time between `pauses` and `resumes`
    does not count.
    """

    process: str
    opens: Marks = field(converter=_marks)
    closes: Marks = field(converter=_marks)
    effective: Marks = field(converter=_marks)
    reopens: Marks = field(default=NO_MARKS, converter=_marks, kw_only=True)
    spoils: Marks = field(default=NO_MARKS, converter=_marks, kw_only=True)
    pauses: Marks = field(default=NO_MARKS, converter=_marks, kw_only=True)
    resumes: Marks = field(default=NO_MARKS, converter=_marks, kw_only=True)
    labels: tuple[Label, ...] = field(default=(), kw_only=True)

    @property
    def events(self) -> frozenset[type]:
        """Every kind of event that it names."""
        marks = (self.opens, self.closes, self.effective, self.reopens, self.spoils)
        said = [event for label in self.labels for event in label.events]
        named = NO_MARKS.union(*marks, self.pauses, self.resumes)
        return frozenset((*said, *(m.event if isinstance(m, Where) else m for m in named)))


def check_measured(measured: Measured, lifecycle: Lifecycle[Any, Any, Any]) -> None:
    """Raise `BrokenDefinition` unless the process records what is measured of it."""
    problems = [
        Problem(
            "indicators.unknown-event", type_name(event), "the process never emits it; leave it out"
        )
        for event in sorted(measured.events - frozenset(lifecycle.events), key=type_name)
    ]
    if problems or not measured.opens or not measured.effective <= measured.closes:
        raise BrokenDefinition(
            f"what is measured of {measured.process} is not what it records, or nothing opens a "
            "request, or an event attends one without closing it; correct the declaration",
            code="indicators.measured",
            problems=problems,
        )


def closing_into(lifecycle: Lifecycle[Any, Any, Any], stages: Iterable[object]) -> Marks:
    """The events that lead into these stages from another one, by the table of the process."""
    ends = frozenset(stages)
    return frozenset(
        arrow.event
        for arrow in lifecycle.arrows
        if arrow.target in ends and arrow.source not in ends
    )


def requests_of(
    journal: Journal,
    measured: Iterable[Measured],
    *,
    unreadable: Callable[[Listed, Exception], None] | None = None,
) -> Iterator[Request]:
    """Every request that the journal's cases tell of, case by case in constant memory.

    A case whose events cannot be read is told to `unreadable` and left out; without it, it raises.
    """
    readers = {each.process: _Reader.of(each) for each in measured}
    after = ""
    while page := journal.cases(after=after, limit=PAGE):
        for listed in page:
            reader = readers.get(listed.process)
            if reader is None:
                continue
            try:
                request = reader.read(journal.history(listed.process, listed.case))
            except (ValueError, TypeError, KeyError, RecursionError) as error:
                if unreadable is None:
                    raise
                unreadable(listed, error)
                continue
            if request is not None:
                yield request
        after = page[-1].cursor


def request_of(history: Iterable[Recorded], measured: Measured) -> Request | None:
    """The request that one case tells of, if anything has opened one yet."""
    return _Reader.of(measured).read(history)


@define
class _Event:
    """A recorded event; its body is read when somebody asks for a place in it."""

    recorded: Recorded
    _body: Any = None

    def at(self, place: str) -> str:
        """What stands there as text; empty if nothing does."""
        if self._body is None:
            self._body = json.loads(self.recorded.body)
        found = self._body
        for step in place.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        if isinstance(found, bool):
            return "true" if found else "false"
        return str(found) if isinstance(found, str | int) else ""

    def marked(self, wanted: Mapping[str, tuple[Where, ...]]) -> bool:
        """Whether it is one of those that are wanted."""
        conditions = wanted.get(self.recorded.type)
        if conditions is None:
            return False
        return not conditions or any(self.at(each.place) == each.value for each in conditions)

    def said(self, label: Label, of: frozenset[str]) -> str:
        """What it says of a label; empty if nothing."""
        if of and self.recorded.type not in of:
            return ""
        if isinstance(label.place, Told):
            return self.recorded.actor if label.place is Told.ACTOR else self.recorded.role
        return self.at(label.place)


def _wanted(marks: Marks) -> Mapping[str, tuple[Where, ...]]:
    """The types of events that are looked for; with conditions, one of which must hold."""
    plain = {type_name(mark) for mark in marks if not isinstance(mark, Where)}
    wanted: dict[str, tuple[Where, ...]] = {}
    for mark in marks:
        if isinstance(mark, Where):
            name = type_name(mark.event)
            wanted[name] = (*wanted.get(name, ()), mark)
    return {**wanted, **dict.fromkeys(plain, ())}


@define
class _Course:
    """What was seen of a case so far."""

    opened: datetime | None = None
    closed: datetime | None = None
    effective: bool = False
    spoiled: bool = False
    paused: datetime | None = None
    pauses: list[Pause] = field(factory=list)

    def pause(self, at: datetime) -> None:
        """The time stands still, if it did not already."""
        self.paused = self.paused or at

    def resume(self, at: datetime) -> None:
        """The time goes on."""
        if self.paused is not None:
            self.pauses.append(Pause(self.paused, at))
            self.paused = None

    def all_pauses(self) -> tuple[Pause, ...]:
        """Those that ended, then the one that did not."""
        return (*self.pauses, *([] if self.paused is None else [Pause(self.paused)]))


@entity
class _Reader:
    process: str
    wanted: Mapping[str, Mapping[str, tuple[Where, ...]]]
    labels: tuple[tuple[Label, frozenset[str]], ...]

    @classmethod
    def of(cls, measured: Measured) -> "_Reader":
        """What is measured, by the names that events are recorded under."""
        names = ("opens", "closes", "effective", "reopens", "spoils", "pauses", "resumes")
        wanted = {name: _wanted(getattr(measured, name)) for name in names}
        labels = ((label, frozenset(map(type_name, label.events))) for label in measured.labels)
        return cls(measured.process, wanted, tuple(labels))

    def read(self, history: Iterable[Recorded]) -> Request | None:
        """The request of one case."""
        course, labels = _Course(), {PROCESS: self.process}
        for recorded in history:
            event = _Event(recorded)
            self._mark(course, event)
            for label, of in self.labels:
                if label.name not in labels and (said := event.said(label, of)):
                    labels[label.name] = said
        if course.opened is None:
            return None
        effective = course.effective and not course.spoiled
        return Request(course.opened, course.closed, effective, labels, course.all_pauses())

    def _mark(self, course: _Course, event: _Event) -> None:
        wanted, at = self.wanted, event.recorded.at
        if course.opened is None:
            course.opened = at if event.marked(wanted["opens"]) else None
            return
        course.spoiled = course.spoiled or event.marked(wanted["spoils"])
        if event.marked(wanted["reopens"]):
            course.closed, course.effective = None, False
        if course.closed is None and event.marked(wanted["closes"]):
            course.closed, course.effective = at, event.marked(wanted["effective"])
        if event.marked(wanted["pauses"]):
            course.pause(at)
        elif event.marked(wanted["resumes"]):
            course.resume(at)
