"""Adapters that keep everything in memory: for tests, notebooks and first steps."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from threading import Lock

from order_to_cash.adapters.entries import (
    already_answered,
    already_posted,
    check_entry,
    check_place,
    limited,
)
from order_to_cash.domain.entity import changed, entity
from order_to_cash.domain.instants import in_utc
from order_to_cash.ports.journal import (
    Answer,
    Due,
    Entry,
    History,
    Posted,
    Recorded,
    Snapshot,
)


@entity
class Held:
    """A message as it lies here: put off until an instant, or parked."""

    message: Posted
    until: datetime | None = None
    parked: bool = False


class InMemoryJournal:
    """A journal that is gone when the program ends. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._events: list[Recorded] = []
        self._histories: dict[str, list[Recorded]] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._checks: dict[str, datetime] = {}
        self._answers: dict[str, Answer] = {}
        self._messages: dict[str, Held] = {}

    def read(self, case: str, /, *, known: int = 0) -> History:
        with self._lock:
            if (events := self._histories.get(case)) is None:
                return History()
            last, snapshot = events[-1], self._snapshots.get(case)
            if 0 < known <= last.version:
                return History(last.version, last.process, last.at, None, tuple(events[known:]))
            tail = tuple(events[snapshot.version :] if snapshot else events)
            return History(last.version, last.process, last.at, snapshot, tail)

    def append(self, *entries: Entry) -> None:
        for entry in entries:
            check_entry(entry)
        plain = [_in_utc(entry) for entry in entries]
        with self._lock:
            self._check(plain)
            for entry in plain:
                self._write(entry)

    def answer(self, command: str, /) -> Answer | None:
        with self._lock:
            return self._answers.get(command)

    def events(self, *, after: int = 0, limit: int = 1000) -> tuple[Recorded, ...]:
        first = max(after, 0)
        with self._lock:
            return tuple(self._events[first : first + limited(limit)])

    def history(self, case: str, /) -> tuple[Recorded, ...]:
        with self._lock:
            return tuple(self._histories.get(case, ()))

    def cases(self, *, after: str = "", limit: int = 1000) -> tuple[tuple[str, str], ...]:
        with self._lock:
            found = sorted(case for case in self._histories if case > after)
            return tuple((case, self._head(case)[0]) for case in found[: limited(limit)])

    def due(self, now: datetime, /, *, limit: int = 100) -> tuple[Due, ...]:
        now = in_utc(now)
        with self._lock:
            found = sorted((at, case) for case, at in self._checks.items() if at <= now)
            return tuple(Due(case, self._head(case)[0], at) for at, case in found[: limited(limit)])

    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        now = in_utc(now)
        with self._lock:
            ready = (h.message for h in self._heads() if h.until is None or h.until <= now)
            return tuple(islice(ready, limited(limit)))

    def settle(self, key: str, /) -> None:
        with self._lock:
            self._messages.pop(key, None)

    def postpone(self, key: str, /, *, until: datetime, problem: str) -> None:
        until = in_utc(until)

        def put_off(message: Posted) -> Held:
            tried = changed(message, attempts=message.attempts + 1, problem=problem)
            return Held(tried, until)

        self._change(key, put_off, parked=False)

    def park(self, key: str, /, *, problem: str) -> None:
        self._change(key, lambda m: Held(changed(m, problem=problem), parked=True), parked=False)

    def parked(self, *, limit: int = 100) -> tuple[Posted, ...]:
        with self._lock:
            aside = (held.message for held in self._messages.values() if held.parked)
            return tuple(islice(aside, limited(limit)))

    def release(self, key: str, /) -> None:
        self._change(key, lambda message: Held(changed(message, attempts=0)), parked=True)

    def _head(self, case: str) -> tuple[str, int]:
        events = self._histories.get(case)
        return (events[-1].process, len(events)) if events else ("", 0)

    def _heads(self) -> Iterator[Held]:
        seen: set[tuple[str, str]] = set()
        for held in self._messages.values():
            place = (held.message.case, held.message.topic)
            if not held.parked and place not in seen:
                seen.add(place)
                yield held

    def _change(self, key: str, change: Callable[[Posted], Held], *, parked: bool) -> None:
        with self._lock:
            held = self._messages.get(key)
            if held is not None and held.parked is parked:
                self._messages[key] = change(held.message)

    def _check(self, entries: list[Entry]) -> None:
        heads: dict[str, tuple[str, int]] = {}
        commands: set[str] = set()
        keys: set[str] = set()
        for entry in entries:
            if entry.answer.command in self._answers or entry.answer.command in commands:
                raise already_answered()
            check_place(entry, *heads.get(entry.case, self._head(entry.case)))
            if entry.events:
                heads[entry.case] = (entry.process, entry.after + len(entry.events))
            commands.add(entry.answer.command)
            for message in entry.messages:
                if message.key in self._messages or message.key in keys:
                    raise already_posted()
                keys.add(message.key)

    def _write(self, entry: Entry) -> None:
        self._answers[entry.answer.command] = entry.answer
        if entry.events:
            self._write_events(entry)
        self._messages.update((message.key, Held(message)) for message in entry.messages)
        if entry.settles is not None:
            self._messages.pop(entry.settles, None)

    def _write_events(self, entry: Entry) -> None:
        history = self._histories.setdefault(entry.case, [])
        for event in entry.events:
            placed = changed(event, position=len(self._events) + 1)
            history.append(placed)
            self._events.append(placed)
        if entry.snapshot is not None:
            self._snapshots[entry.case] = entry.snapshot
        if entry.next_check is None:
            self._checks.pop(entry.case, None)
        else:
            self._checks[entry.case] = entry.next_check


def _in_utc(entry: Entry) -> Entry:
    return changed(
        entry,
        events=tuple(changed(event, at=in_utc(event.at)) for event in entry.events),
        messages=tuple(changed(message, at=in_utc(message.at)) for message in entry.messages),
        next_check=None if entry.next_check is None else in_utc(entry.next_check),
    )
