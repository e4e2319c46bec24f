"""Journals that each break one promise, to show that the laws notice."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import current_thread, main_thread
from typing import TypeAlias

from order_to_cash.adapters.entries import check_place
from order_to_cash.adapters.in_memory import Held, InMemoryJournal
from order_to_cash.domain.entity import changed
from order_to_cash.domain.errors import Conflict
from order_to_cash.ports.journal import (
    Answer,
    Due,
    Entry,
    History,
    Journal,
    Posted,
    Recorded,
    Snapshot,
)
from order_to_cash.testing.laws.journal_entries import EVER, MOMENT
from tests.ports.overlap import PATIENCE, Overlap

Make: TypeAlias = Callable[[], Journal]


class NeverRefuses(InMemoryJournal):
    def _check(self, entries: list[Entry]) -> None:
        pass


class LetsTheFutureIn(InMemoryJournal):
    def _check(self, entries: list[Entry]) -> None:
        for entry in entries:
            process, version = self._head(entry.case)
            check_place(entry, process, min(version, entry.after) if entry.events else version)
            if version > entry.after:
                raise Conflict("stale")


class LetsOldRefusalsIn(InMemoryJournal):
    def _check(self, entries: list[Entry]) -> None:
        super()._check([entry for entry in entries if entry.events])


class LetsAnyProcessIn(InMemoryJournal):
    def _head(self, case: str) -> tuple[str, int]:
        process, version = super()._head(case)
        return ("receivable" if version else process), version


class AnswersTwice(InMemoryJournal):
    def _check(self, entries: list[Entry]) -> None:
        known = self._answers
        self._answers = {}
        try:
            super()._check(entries)
        finally:
            self._answers = known


class WritesOneByOne(InMemoryJournal):
    def append(self, *entries: Entry) -> None:
        for entry in entries:
            super().append(entry)


class ChecksEachEntryAlone(InMemoryJournal):
    def _check(self, entries: list[Entry]) -> None:
        for entry in entries:
            super()._check([entry])


class ForgetsToLock(InMemoryJournal):
    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def append(self, *entries: Entry) -> None:
        self._check(list(entries))
        self.overlap.meet()
        for entry in entries:
            self._write(entry)


class NumbersBeforeItWrites(InMemoryJournal):
    """Gives a position away early: the sixth event shows only after a reader went past it."""

    numbered = 0
    seen = 0

    def append(self, *entries: Entry) -> None:
        with self._lock:
            first = self.numbered
            self.numbered += sum(len(entry.events) for entry in entries)
        until = time.monotonic() + 0.5
        while first == 5 and self.seen <= first + 1 and time.monotonic() < until:
            time.sleep(0.001)
        with self._lock:
            self._check(list(entries))
            for entry in entries:
                self._write(entry)
                for event in entry.events:
                    first += 1
                    self._events[-1] = changed(event, position=first)

    def events(self, *, after: int = 0, limit: int = 1000) -> tuple[Recorded, ...]:
        known = sorted(self._events, key=lambda event: event.position)
        found = tuple(event for event in known if event.position > after)[:limit]
        self.seen = found[-1].position if found else self.seen
        return found


class ForgetsAnswers(InMemoryJournal):
    def answer(self, command: str, /) -> Answer | None:
        return super().answer(f"{command} again")


class AnswersAnybody(InMemoryJournal):
    def answer(self, command: str, /) -> Answer | None:
        return super().answer(command.lower())


class ForgetsRefusals(InMemoryJournal):
    def _write(self, entry: Entry) -> None:
        if entry.events:
            super()._write(entry)


class RefusalsMoveTheCheck(InMemoryJournal):
    def _write(self, entry: Entry) -> None:
        super()._write(entry)
        if entry.next_check is not None:
            self._checks[entry.case] = entry.next_check


class InventsCases(InMemoryJournal):
    def read(self, case: str, /, *, known: int = 0) -> History:
        return changed(super().read(case, known=known), process="order")


class LosesTheFirstEvent(InMemoryJournal):
    def history(self, case: str, /) -> tuple[Recorded, ...]:
        return super().history(case)[1:]


class NewestFirst(InMemoryJournal):
    def history(self, case: str, /) -> tuple[Recorded, ...]:
        return super().history(case)[::-1]


class HidesWhatASnapshotHolds(InMemoryJournal):
    def history(self, case: str, /) -> tuple[Recorded, ...]:
        return super().read(case).tail


class RepeatsWhatASnapshotHolds(InMemoryJournal):
    def read(self, case: str, /, *, known: int = 0) -> History:
        return changed(super().read(case, known=known), tail=tuple(self._histories.get(case, ())))


class ReadsInTwoSteps(InMemoryJournal):
    """Once another thread writes, every reading waits for what it writes next."""

    followed = False

    def append(self, *entries: Entry) -> None:
        super().append(*entries)
        self.followed = current_thread() is not main_thread()

    def read(self, case: str, /, *, known: int = 0) -> History:
        found = super().read(case, known=known)
        until = time.monotonic() + (PATIENCE if self.followed else 0)
        while super().read(case).version == found.version and time.monotonic() < until:
            time.sleep(0.001)
        return changed(found, snapshot=super().read(case, known=known).snapshot)


class TellsWhatIsKnown(InMemoryJournal):
    def read(self, case: str, /, *, known: int = 0) -> History:
        return super().read(case, known=known - 1)


class BelievesWhoKnowsTooMuch(InMemoryJournal):
    def read(self, case: str, /, *, known: int = 0) -> History:
        found = super().read(case, known=known)
        return changed(found, snapshot=None, tail=()) if known > found.version else found


class KeepsTheFirstSnapshot(InMemoryJournal):
    def _write(self, entry: Entry) -> None:
        super()._write(entry)
        if entry.snapshot is not None and entry.after:
            self._snapshots[entry.case] = Snapshot(1, "one")


class DropsSnapshots(InMemoryJournal):
    def _write(self, entry: Entry) -> None:
        self._snapshots.pop(entry.case, None)
        super()._write(entry)


class MixesCases(InMemoryJournal):
    def _write(self, entry: Entry) -> None:
        self._checks.clear()
        super()._write(entry)


class BeginsPositionsAtZero(InMemoryJournal):
    def events(self, *, after: int = -1, limit: int = 1000) -> tuple[Recorded, ...]:
        found = super().events(after=after + 1, limit=limit)
        return tuple(changed(event, position=event.position - 1) for event in found)


class RepeatsTheLastPosition(InMemoryJournal):
    def events(self, *, after: int = 0, limit: int = 1000) -> tuple[Recorded, ...]:
        return super().events(after=after - 1, limit=limit)


class ListsCasesAsTheyCame(InMemoryJournal):
    def cases(self, *, after: str = "", limit: int = 1000) -> tuple[tuple[str, str], ...]:
        found = [(case, self._head(case)[0]) for case in self._histories if case > after]
        return tuple(found[:limit])


class DueTooLate(InMemoryJournal):
    def due(self, now: datetime, /, *, limit: int = 100) -> tuple[Due, ...]:
        return super().due(now - MOMENT, limit=limit)


class DueTooEarly(InMemoryJournal):
    def due(self, now: datetime, /, *, limit: int = 100) -> tuple[Due, ...]:
        return super().due(now + MOMENT, limit=limit)


class DueByName(InMemoryJournal):
    def due(self, now: datetime, /, *, limit: int = 100) -> tuple[Due, ...]:
        return tuple(sorted(super().due(now), key=lambda due: due.case))[:limit]


class KeepsOldChecks(InMemoryJournal):
    def _write(self, entry: Entry) -> None:
        check = self._checks.get(entry.case)
        super()._write(entry)
        if entry.next_check is None and check is not None:
            self._checks[entry.case] = check


class NaiveInstants(InMemoryJournal):
    def read(self, case: str, /, *, known: int = 0) -> History:
        found = super().read(case, known=known)
        return changed(found, at=found.at and found.at.replace(tzinfo=None))


class WholeSeconds(InMemoryJournal):
    def append(self, *entries: Entry) -> None:
        super().append(*map(self._rounded, entries))

    @staticmethod
    def _rounded(entry: Entry) -> Entry:
        events = tuple(changed(e, at=e.at.replace(microsecond=0)) for e in entry.events)
        return changed(entry, events=events)


class ReadsTheWallClock(InMemoryJournal):
    def due(self, now: datetime, /, *, limit: int = 100) -> tuple[Due, ...]:
        return super().due(now.replace(tzinfo=UTC), limit=limit)


class TrimsTexts(InMemoryJournal):
    def append(self, *entries: Entry) -> None:
        super().append(*map(self._trimmed, entries))

    @staticmethod
    def _trimmed(entry: Entry) -> Entry:
        return changed(
            entry, events=tuple(changed(e, body=e.body[:4096].strip()) for e in entry.events)
        )


class WaitsForNobody(InMemoryJournal):
    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        ready = (h for h in self._messages.values() if not h.parked)
        return tuple(h.message for h in ready if h.until is None or h.until <= now)[:limit]


class WaitsByKey(InMemoryJournal):
    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        return tuple(sorted(super().waiting(now), key=lambda message: message.key))[:limit]


class TrustsTheClockOfWhoPosted(InMemoryJournal):
    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        return tuple(message for message in super().waiting(now) if message.at <= now)[:limit]


class SettlesOnce(InMemoryJournal):
    def settle(self, key: str, /) -> None:
        del self._messages[key]


class SettlesInTheWrongPlace(InMemoryJournal):
    def _write(self, entry: Entry) -> None:
        super()._write(changed(entry, settles=None))


class SettlesOnlyWhatWaits(InMemoryJournal):
    def settle(self, key: str, /) -> None:
        if key in self._messages and not self._messages[key].parked:
            super().settle(key)

    def _write(self, entry: Entry) -> None:
        super()._write(changed(entry, settles=None))
        held = self._messages.get(entry.settles or "")
        if held is not None and not held.parked:
            del self._messages[held.message.key]


class BackTooLate(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str) -> None:
        super().postpone(key, until=until + MOMENT, problem=problem)


class BackTooEarly(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str) -> None:
        super().postpone(key, until=until - MOMENT, problem=problem)


class CountsNothing(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str) -> None:
        held = self._messages[key]
        self._messages[key] = Held(changed(held.message, attempts=1, problem=problem), until)


class ParksInTheWay(InMemoryJournal):
    def park(self, key: str, /, *, problem: str) -> None:
        self.postpone(key, until=EVER, problem=problem)


class ParkedByKey(InMemoryJournal):
    def parked(self, *, limit: int = 100) -> tuple[Posted, ...]:
        return tuple(sorted(super().parked(), key=lambda message: message.key))[:limit]


class ReleasesToTheEnd(InMemoryJournal):
    def release(self, key: str, /) -> None:
        super().release(key)
        if key in self._messages:
            self._messages[key] = self._messages.pop(key)


class ReleasesWithItsPast(InMemoryJournal):
    def release(self, key: str, /) -> None:
        self._change(key, Held, parked=True)


class HurriesWhatWasPutOff(InMemoryJournal):
    def release(self, key: str, /) -> None:
        for parked in (True, False):
            self._change(key, Held, parked=parked)


class BringsParkedMessagesBack(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str) -> None:
        super().release(key)
        super().postpone(key, until=until, problem=problem)


class PostsTwice(InMemoryJournal):
    def _check(self, entries: list[Entry]) -> None:
        super()._check([changed(entry, messages=()) for entry in entries])


BROKEN: tuple[Make, ...] = tuple(
    cls
    for cls in list(globals().values())
    if isinstance(cls, type) and issubclass(cls, InMemoryJournal) and cls is not InMemoryJournal
)
