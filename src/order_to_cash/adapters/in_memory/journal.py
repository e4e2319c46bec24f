"""Adapters that keep everything in memory: for tests, notebooks and first steps."""

from collections.abc import Callable, Collection
from datetime import datetime
from itertools import islice
from threading import Lock
from typing import TypeAlias

from order_to_cash.adapters.entries import (
    SMALLEST,
    already_answered,
    already_posted,
    check_entry,
    cursor_of,
    each_in_turn,
    limited,
    microseconds,
    place_of,
    stale,
)
from order_to_cash.adapters.in_memory.queue import Held, Queue
from order_to_cash.domain.core import Conflict, changed
from order_to_cash.domain.core.instants import in_utc
from order_to_cash.ports.digest import digest_of
from order_to_cash.ports.journal import (
    ALL,
    Answer,
    Aside,
    Due,
    Entry,
    History,
    Lease,
    Listed,
    Marked,
    Posted,
    Recorded,
    Share,
    Snapshot,
)

Place: TypeAlias = tuple[str, str]
"""A case by its process and its id."""


class InMemoryJournal:
    """A journal that is gone when the program ends. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._events: list[Recorded] = []
        self._histories: dict[Place, list[Recorded]] = {}
        self._digests: dict[Place, str] = {}
        self._snapshots: dict[Place, Snapshot] = {}
        self._checks: dict[Place, datetime] = {}
        self._stood: dict[Place, tuple[str, str]] = {}
        self._answers: dict[Place, dict[tuple[str, str], Answer]] = {}
        self._messages = Queue()
        self._aside: dict[Place, Aside] = {}
        self._reached: datetime | None = None
        self._owner = ""

    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        with self._lock:
            if (events := self._histories.get((process, case))) is None:
                return History()
            last, snapshot = events[-1], self._snapshots.get((process, case))
            if 0 < known <= last.version:
                return History(last.version, last.at, None, tuple(events[known:]))
            tail = tuple(events[snapshot.version :] if snapshot else events)
            return History(last.version, last.at, snapshot, tail)

    def append(self, *entries: Entry) -> tuple[Conflict | None, ...]:
        for entry in entries:
            check_entry(entry)
        plain = [_in_utc(entry) for entry in entries]
        with self._lock:
            return each_in_turn(plain, self._written)

    def answer(self, process: str, case: str, actor: str, command: str, /) -> Answer | None:
        with self._lock:
            return self._answers.get((process, case), {}).get((actor, command))

    def answers(self, process: str, case: str, /) -> tuple[Answer, ...]:
        with self._lock:
            return tuple(self._answers.get((process, case), {}).values())

    def events(self, *, after: str = "", limit: int = 1000) -> tuple[Recorded, ...]:
        (first,) = place_of(after, start=(0,))
        start = max(int(first), 0)
        with self._lock:
            return tuple(self._events[start : start + limited(limit)])

    def history(self, process: str, case: str, /) -> tuple[Recorded, ...]:
        with self._lock:
            return tuple(self._histories.get((process, case), ()))

    def cases(
        self,
        *,
        process: str = "",
        stage: str = "",
        party: str = "",
        after: str = "",
        limit: int = 1000,
    ) -> tuple[Listed, ...]:
        def is_meant(one: Listed) -> bool:
            named = process in ("", one.process)
            return named and stage in ("", one.stage) and party in ("", one.party)

        return self._listed(is_meant, after, limit)

    def unlisted(self, *, after: str = "", limit: int = 1000) -> tuple[Listed, ...]:
        return self._listed(lambda one: not one.stage, after, limit)

    def enlist(self, *cases: Listed) -> None:
        with self._lock:
            for one in cases:
                place = (one.process, one.case)
                if place in self._stood and not self._stood[place][0]:
                    self._stood[place] = (one.stage, one.party)

    def marks(self, *, after: str = "", limit: int = 1000) -> tuple[Marked, ...]:
        start = place_of(after, start=("", ""))
        with self._lock:
            found = sorted(place for place in self._histories if place > start)[: limited(limit)]
            return tuple(
                Marked(*place, len(self._histories[place]), self._digests[place], cursor_of(*place))
                for place in found
            )

    def processes_of(self, case: str, /) -> tuple[str, ...]:
        with self._lock:
            return tuple(sorted(process for process, id_ in self._histories if id_ == case))

    def due(
        self,
        now: datetime,
        /,
        *,
        processes: Collection[str],
        after: str = "",
        limit: int = 100,
        share: Share = ALL,
    ) -> tuple[Due, ...]:
        start, now = place_of(after, start=(SMALLEST, "", "")), in_utc(now)
        with self._lock:
            found = sorted(
                (microseconds(at), *place)
                for place, at in self._checks.items()
                if at <= now and place[0] in processes and not self._is_aside(place, now)
            )
            mine = (each for each in found if each > start and share.has(*each[1:]))
            onward = islice(mine, limited(limit))
            return tuple(
                Due(process, case, self._checks[process, case], cursor_of(at, process, case))
                for at, process, case in onward
            )

    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        now = in_utc(now)
        with self._lock:
            return self._messages.ready(now, limited(limit), lambda _: True)

    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        now, most = in_utc(now), limited(limit)
        lease = changed(lease, since=in_utc(lease.since), until=in_utc(lease.until))
        with self._lock:
            taken = self._messages.ready(now, most, lambda held: _is_for(held, lease))
            for message in taken:
                self._messages[message.key] = changed(self._messages[message.key], lease=lease)
            return taken

    def abandon(self, by: str, /, *keys: str) -> None:
        with self._lock:
            for key in keys or [held.message.key for held in self._messages.values()]:
                held = self._messages.get(key)
                if held is not None and held.lease is not None and held.lease.by == by:
                    self._messages[key] = changed(held, lease=None)

    def renew(self, lease: Lease, /, *keys: str) -> None:
        until = in_utc(lease.until)
        with self._lock:
            for held in filter(None, map(self._messages.get, keys)):
                if held.lease is not None and held.lease.by == lease.by:
                    longer = changed(held.lease, until=max(until, held.lease.until))
                    self._messages[held.message.key] = changed(held, lease=longer)

    def message(self, key: str, /) -> Posted | None:
        with self._lock:
            held = self._messages.get(key)
            return None if held is None else held.message

    def settle(self, key: str, /) -> None:
        with self._lock:
            self._remove(key)

    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        until = in_utc(until)

        def put_off(message: Posted) -> Held:
            tried = changed(message, attempts=message.attempts + 1, problem=problem)
            return Held(tried, until)

        self._change(key, put_off, parked=False, by=by)

    def park(self, key: str, /, *, problem: str, by: str = "") -> None:
        def aside(message: Posted) -> Held:
            return Held(changed(message, problem=problem), parked=True)

        self._change(key, aside, parked=False, by=by)

    def parked(
        self, *, process: str = "", case: str = "", topic: str = "", limit: int = 100
    ) -> tuple[Posted, ...]:
        def is_meant(m: Posted) -> bool:
            return process in ("", m.process) and case in ("", m.case) and topic in ("", m.topic)

        with self._lock:
            aside = (h.message for h in self._messages.values() if h.parked and is_meant(h.message))
            return tuple(islice(aside, limited(limit)))

    def release(self, key: str, /) -> None:
        self._change(key, lambda message: Held(changed(message, attempts=0)), parked=True)

    def set_aside(
        self, process: str, case: str, /, *, since: datetime, until: datetime, problem: str
    ) -> int:
        with self._lock:
            before = self._aside.get((process, case))
            first = in_utc(since) if before is None else before.since
            attempts = 1 if before is None else before.attempts + 1
            made = Aside(process, case, first, in_utc(until), problem, attempts)
            self._aside[process, case] = made
            return attempts

    def resume(self, process: str, case: str, /) -> None:
        with self._lock:
            self._aside.pop((process, case), None)

    def aside(self, *, process: str = "", case: str = "", limit: int = 100) -> tuple[Aside, ...]:
        with self._lock:
            meant = (
                aside
                for aside in self._aside.values()
                if process in ("", aside.process) and case in ("", aside.case)
            )
            found = sorted(meant, key=lambda a: (a.since, a.process, a.case))
            return tuple(found[: limited(limit)])

    def reached(self) -> datetime | None:
        with self._lock:
            return self._passed()

    def reach(self, at: datetime, /) -> None:
        at = in_utc(at)
        with self._lock:
            passed = self._passed()
            if passed is None or passed <= at:
                self._reached = at

    def owner(self, claimant: str = "", /) -> str:
        with self._lock:
            self._owner = self._owner or claimant
            return self._owner

    def _listed(
        self, is_meant: Callable[[Listed], bool], after: str, limit: int
    ) -> tuple[Listed, ...]:
        start = place_of(after, start=("", ""))
        with self._lock:
            onward = (
                Listed(*place, cursor_of(*place), *stood)
                for place, stood in sorted(self._stood.items())
                if place > start
            )
            return tuple(islice(filter(is_meant, onward), limited(limit)))

    def _passed(self) -> datetime | None:
        if self._reached is None:
            return max((events[-1].at for events in self._histories.values()), default=None)
        return self._reached

    def _is_aside(self, place: Place, now: datetime) -> bool:
        aside = self._aside.get(place)
        return aside is not None and now < aside.until

    def _remove(self, key: str) -> None:
        if key in self._messages:
            del self._messages[key]

    def _change(
        self, key: str, change: Callable[[Posted], Held], *, parked: bool, by: str = ""
    ) -> None:
        with self._lock:
            held = self._messages.get(key)
            if held is None or held.parked is not parked:
                return
            if by and (held.lease is None or held.lease.by != by):
                return
            self._messages[key] = change(held.message)

    def _written(self, entry: Entry) -> Conflict | None:
        place, who = (entry.process, entry.case), (entry.answer.actor, entry.answer.command)
        if who in self._answers.get(place, ()):
            return already_answered()
        if (conflict := stale(entry, len(self._histories.get(place, ())))) is not None:
            return conflict
        keys = [message.key for message in entry.messages]
        if len(set(keys)) < len(keys) or any(key in self._messages for key in keys):
            return already_posted()
        self._answers.setdefault(place, {})[who] = entry.answer
        if entry.events:
            self._write_events(entry, place)
        for message in entry.messages:
            self._messages[message.key] = Held(message)
        if entry.settles is not None:
            self._remove(entry.settles)
        return None

    def _write_events(self, entry: Entry, place: Place) -> None:
        history = self._histories.setdefault(place, [])
        self._digests[place] = digest_of(entry.events, after=self._digests.get(place, ""))
        for event in entry.events:
            placed = changed(event, cursor=cursor_of(len(self._events) + 1))
            history.append(placed)
            self._events.append(placed)
        if entry.snapshot is not None:
            self._snapshots[place] = entry.snapshot
        self._stood[place] = (entry.stage, entry.party)
        if entry.next_check is None:
            self._checks.pop(place, None)
        else:
            self._checks[place] = entry.next_check


def _is_for(held: Held, lease: Lease) -> bool:
    free = held.lease is None or held.lease.until <= lease.since
    return free and lease.share.has(held.message.process, held.message.case)


def _in_utc(entry: Entry) -> Entry:
    answer = entry.answer
    return changed(
        entry,
        answer=changed(answer, given=in_utc(answer.given), counted=in_utc(answer.counted)),
        events=tuple(changed(event, at=in_utc(event.at)) for event in entry.events),
        messages=tuple(changed(message, at=in_utc(message.at)) for message in entry.messages),
        next_check=None if entry.next_check is None else in_utc(entry.next_check),
    )
