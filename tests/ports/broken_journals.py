"""Journals that each break one promise, to show that the laws notice."""

import time
from collections.abc import Callable, Collection
from copy import deepcopy
from datetime import UTC, datetime
from threading import current_thread, main_thread
from typing import Any, TypeAlias

from order_to_cash.adapters.entries import already_answered, cursor_of, place_of
from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.adapters.in_memory.queue import Held
from order_to_cash.domain.core import Conflict, changed
from order_to_cash.ports import Due, Entry, History, Journal, Listed, Posted, Recorded, Snapshot
from order_to_cash.ports.journal import ALL, Answer, Share
from order_to_cash.testing.laws.journal_entries import EVER, MOMENT
from tests.ports.overlap import PATIENCE, Overlap

Make: TypeAlias = Callable[[], Journal]
Said: TypeAlias = tuple[Conflict | None, ...]


class NeverRefuses(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        version = len(self._histories.get((entry.process, entry.case), ()))
        super()._written(changed(entry, after=version))
        return None


class LetsTheFutureIn(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        version = len(self._histories.get((entry.process, entry.case), ()))
        return super()._written(changed(entry, after=min(version, entry.after)))


class LetsOldRefusalsIn(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        version = len(self._histories.get((entry.process, entry.case), ()))
        return super()._written(entry if entry.events else changed(entry, after=version))


class AnswersTwice(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        known = self._answers.pop((entry.process, entry.case), {})
        said = super()._written(entry)
        place = (entry.process, entry.case)
        self._answers[place] = {**known, **self._answers.get(place, {})}
        return said


class WritesAllOrNothing(InMemoryJournal):
    def append(self, *entries: Entry) -> Said:
        kept = deepcopy({k: v for k, v in vars(self).items() if k != "_lock"})
        said = super().append(*entries)
        if any(said):
            vars(self).update(kept)
        return said


class ForgetsWhatFell(InMemoryJournal):
    def append(self, *entries: Entry) -> Said:
        return tuple(InMemoryJournal.append(self, entry)[0] for entry in entries)


class LeavesThePostOfARefusedEntry(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        if (said := super()._written(entry)) is not None:
            for message in entry.messages:
                if message.key not in self._messages:
                    self._messages[message.key] = Held(message)
        return said


class StopsAtAConflict(InMemoryJournal):
    def append(self, *entries: Entry) -> Said:
        said: list[Conflict | None] = []
        for entry in entries:
            stopped = next((one for one in said if one is not None), None)
            said.append(stopped or super().append(entry)[0])
        return tuple(said)


class WritesBackwards(InMemoryJournal):
    def append(self, *entries: Entry) -> Said:
        return super().append(*entries[::-1])[::-1]


class NamesCasesByTheirIdAlone(InMemoryJournal):
    def _write_events(self, entry: Entry, place: tuple[str, str]) -> None:
        super()._write_events(entry, place)
        for other in self._checks:
            if other[1] == place[1]:
                self._checks[other] = entry.next_check or self._checks[other]


class ForgetsToLock(InMemoryJournal):
    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def append(self, *entries: Entry) -> Said:
        known = {
            (e.process, e.case): len(self._histories.get((e.process, e.case), ())) for e in entries
        }
        self.overlap.meet()
        for entry in entries:
            if entry.after == known[entry.process, entry.case]:
                now = len(self._histories.get((entry.process, entry.case), ()))
                super().append(_moved(entry, now))
        return tuple(None for _ in entries)


def _moved(entry: Entry, version: int) -> Entry:
    events = tuple(changed(e, version=n) for n, e in enumerate(entry.events, version + 1))
    return changed(entry, after=version, events=events, snapshot=None)


class NumbersBeforeItWrites(InMemoryJournal):
    """Gives a cursor away early: the sixth event shows only after a reader went past it."""

    numbered = 0
    seen = 0

    def append(self, *entries: Entry) -> Said:
        with self._lock:
            first = self.numbered
            self.numbered += sum(len(entry.events) for entry in entries)
        until = time.monotonic() + 0.5
        while first == 5 and self.seen <= first + 1 and time.monotonic() < until:
            time.sleep(0.001)
        with self._lock:
            for entry in entries:
                self._written(entry)
                for _ in entry.events:
                    first += 1
                    self._events[-1] = changed(self._events[-1], cursor=cursor_of(first))
        return (None,) * len(entries)

    def events(self, *, after: str = "", limit: int = 1000) -> tuple[Recorded, ...]:
        start = int(place_of(after, start=(0,))[0])
        known = sorted(
            (int(place_of(e.cursor, start=(0,))[0]), n) for n, e in enumerate(self._events)
        )
        found = [(at, self._events[n]) for at, n in known if at > start][:limit]
        self.seen = found[-1][0] if found else self.seen
        return tuple(event for _, event in found)


class ForgetsAnswers(InMemoryJournal):
    def answer(self, process: str, case: str, actor: str, command: str, /) -> Answer | None:
        return super().answer(process, case, actor, f"{command} again")


class AnswersAnybody(InMemoryJournal):
    def answer(self, process: str, case: str, actor: str, command: str, /) -> Answer | None:
        return super().answer(process, case, actor, command.lower())


class TakesOneActorForAnother(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        known = self._answers.get((entry.process, entry.case), {})
        if any(command == entry.answer.command for _, command in known):
            return already_answered()
        return super()._written(entry)


class ForgetsWhatWasSaid(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        return super()._written(changed(entry, answer=changed(entry.answer, said="", role="")))


class TellsTheNewestCommandFirst(InMemoryJournal):
    def answers(self, process: str, case: str, /) -> tuple[Answer, ...]:
        return super().answers(process, case)[::-1]


class ForgetsRefusals(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        return super()._written(entry) if entry.events else None


class RefusalsMoveTheCheck(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        said = super()._written(entry)
        if entry.next_check is not None and said is None:
            self._checks[entry.process, entry.case] = entry.next_check
        return said


class InventsCases(InMemoryJournal):
    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        return changed(super().read(process, case, known=known), at=EVER)


class LosesTheFirstEvent(InMemoryJournal):
    def history(self, process: str, case: str, /) -> tuple[Recorded, ...]:
        return super().history(process, case)[1:]


class NewestFirst(InMemoryJournal):
    def history(self, process: str, case: str, /) -> tuple[Recorded, ...]:
        return super().history(process, case)[::-1]


class HidesWhatASnapshotHolds(InMemoryJournal):
    def history(self, process: str, case: str, /) -> tuple[Recorded, ...]:
        return super().read(process, case).tail


class RepeatsWhatASnapshotHolds(InMemoryJournal):
    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        return changed(
            super().read(process, case, known=known),
            tail=tuple(self._histories.get((process, case), ())),
        )


class ReadsInTwoSteps(InMemoryJournal):
    """Once another thread writes, every reading waits for what it writes next."""

    followed = False

    def append(self, *entries: Entry) -> Said:
        said = super().append(*entries)
        self.followed = current_thread() is not main_thread()
        return said

    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        found = super().read(process, case, known=known)
        until = time.monotonic() + (PATIENCE if self.followed else 0)
        while super().read(process, case).version == found.version and time.monotonic() < until:
            time.sleep(0.001)
        return changed(found, snapshot=super().read(process, case, known=known).snapshot)


class TellsWhatIsKnown(InMemoryJournal):
    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        return super().read(process, case, known=known - 1)


class BelievesWhoKnowsTooMuch(InMemoryJournal):
    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        found = super().read(process, case, known=known)
        return changed(found, snapshot=None, tail=()) if known > found.version else found


class KeepsTheFirstSnapshot(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        said = super()._written(entry)
        if entry.snapshot is not None and entry.after:
            self._snapshots[entry.process, entry.case] = Snapshot(1, "one")
        return said


class DropsSnapshots(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        self._snapshots.pop((entry.process, entry.case), None)
        return super()._written(entry)


class MixesCases(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        self._checks.clear()
        return super()._written(entry)


class GivesEveryEventTheSameCursor(InMemoryJournal):
    def events(self, *, after: str = "", limit: int = 1000) -> tuple[Recorded, ...]:
        found = super().events(after=after, limit=limit)
        return tuple(changed(event, cursor=cursor_of(0)) for event in found)


class RepeatsTheLastEvent(InMemoryJournal):
    def events(self, *, after: str = "", limit: int = 1000) -> tuple[Recorded, ...]:
        start = max(int(place_of(after, start=(0,))[0]) - 1, 0)
        return super().events(after=cursor_of(start), limit=limit)


class ListsCasesAsTheyCame(InMemoryJournal):
    def cases(self, *, limit: int = 1000, **asked: Any) -> tuple[Listed, ...]:
        found = super().cases(**asked)
        came = list(self._histories)
        return tuple(sorted(found, key=lambda each: came.index((each.process, each.case))))[:limit]


class KeepsTheFirstStage(InMemoryJournal):
    def _write_events(self, entry: Entry, place: tuple[str, str]) -> None:
        before = self._stood.get(place)
        super()._write_events(entry, place)
        self._stood[place] = before or self._stood[place]


class ListsByEitherStageOrParty(InMemoryJournal):
    def cases(self, *, stage: str = "", party: str = "", **asked: Any) -> tuple[Listed, ...]:
        return super().cases(stage=stage, party="" if stage else party, **asked)


class SkipsTheCaseAfterAPage(InMemoryJournal):
    def cases(self, *, stage: str = "", after: str = "", **asked: Any) -> tuple[Listed, ...]:
        return super().cases(stage=stage, after=after, **asked)[bool(stage and after) :]


class EnlistsAgain(InMemoryJournal):
    def enlist(self, *cases: Listed) -> None:
        for one in cases:
            self._stood[one.process, one.case] = (one.stage, one.party)


class DueTooLate(InMemoryJournal):
    def due(
        self, now: datetime, /, *, processes: Collection[str], after: str = "", **asked: Any
    ) -> tuple[Due, ...]:
        return super().due(now - MOMENT, processes=processes, after=after, **asked)


class DueTooEarly(InMemoryJournal):
    def due(
        self, now: datetime, /, *, processes: Collection[str], after: str = "", **asked: Any
    ) -> tuple[Due, ...]:
        return super().due(now + MOMENT, processes=processes, after=after, **asked)


class DueByName(InMemoryJournal):
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
        found = super().due(now, processes=processes, after=after, share=share)
        return tuple(sorted(found, key=lambda due: due.case))[:limit]


class KeepsOldChecks(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        check = self._checks.get((entry.process, entry.case))
        said = super()._written(entry)
        if entry.next_check is None and check is not None:
            self._checks[entry.process, entry.case] = check
        return said


class NaiveInstants(InMemoryJournal):
    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        found = super().read(process, case, known=known)
        return changed(found, at=found.at and found.at.replace(tzinfo=None))


class WholeSeconds(InMemoryJournal):
    def append(self, *entries: Entry) -> Said:
        return super().append(*map(self._rounded, entries))

    @staticmethod
    def _rounded(entry: Entry) -> Entry:
        events = tuple(changed(e, at=e.at.replace(microsecond=0)) for e in entry.events)
        return changed(entry, events=events)


class ReadsTheWallClock(InMemoryJournal):
    def due(
        self, now: datetime, /, *, processes: Collection[str], after: str = "", **asked: Any
    ) -> tuple[Due, ...]:
        return super().due(now.replace(tzinfo=UTC), processes=processes, after=after, **asked)


class TrimsTexts(InMemoryJournal):
    def append(self, *entries: Entry) -> Said:
        return super().append(*map(self._trimmed, entries))

    @staticmethod
    def _trimmed(entry: Entry) -> Entry:
        return changed(
            entry, events=tuple(changed(e, body=e.body[:4096].strip()) for e in entry.events)
        )


class WaitsForNobody(InMemoryJournal):
    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        ready = (h for h in self._messages.values() if not h.parked)
        return tuple(h.message for h in ready if h.until is None or h.until <= now)[:limit]


class TheOldestAlone(InMemoryJournal):
    """Takes the oldest of all: one that fails again and again holds up what was never tried."""

    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        return super().waiting(now, limit=1000)[:limit]


class HoldsBackWhatWasBehind(InMemoryJournal):
    """Puts off what is behind a message as if it had been tried, and forgets to free it."""

    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        super().postpone(key, until=until, problem=problem, by=by)
        first = self._messages[key]
        behind = (held for held in self._messages.values() if _line_of(held) == _line_of(first))
        for held in behind:
            if not held.parked and held.until is None and first.until == until:
                self._messages[held.message.key] = changed(held, until=until)


def _line_of(held: Held) -> tuple[str, str, str]:
    return held.message.process, held.message.case, held.message.topic


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
    def _written(self, entry: Entry) -> Conflict | None:
        return super()._written(changed(entry, settles=None))


class SettlesOnlyWhatWaits(InMemoryJournal):
    def settle(self, key: str, /) -> None:
        if key in self._messages and not self._messages[key].parked:
            super().settle(key)

    def _written(self, entry: Entry) -> Conflict | None:
        said = super()._written(changed(entry, settles=None))
        held = self._messages.get(entry.settles or "")
        if held is not None and not held.parked:
            del self._messages[held.message.key]
        return said


class BackTooLate(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        super().postpone(key, until=until + MOMENT, problem=problem, by=by)


class BackTooEarly(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        super().postpone(key, until=until - MOMENT, problem=problem, by=by)


class CountsNothing(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        held = self._messages[key]
        if not by or (held.lease is not None and held.lease.by == by):
            self._messages[key] = Held(changed(held.message, attempts=1, problem=problem), until)


class ParksInTheWay(InMemoryJournal):
    def park(self, key: str, /, *, problem: str, by: str = "") -> None:
        self.postpone(key, until=EVER, problem=problem, by=by)


class ParkedByKey(InMemoryJournal):
    def parked(
        self, *, process: str = "", case: str = "", topic: str = "", limit: int = 100
    ) -> tuple[Posted, ...]:
        found = super().parked(process=process, case=case, topic=topic)
        return tuple(sorted(found, key=lambda message: message.key))[:limit]


class ReleasesToTheEnd(InMemoryJournal):
    def release(self, key: str, /) -> None:
        super().release(key)
        if key in self._messages:
            held = self._messages[key]
            del self._messages[key]
            self._messages[key] = held


class ReleasesWithItsPast(InMemoryJournal):
    def release(self, key: str, /) -> None:
        self._change(key, Held, parked=True)


class HurriesWhatWasPutOff(InMemoryJournal):
    def release(self, key: str, /) -> None:
        for parked in (True, False):
            self._change(key, Held, parked=parked)


class BringsParkedMessagesBack(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        super().release(key)
        super().postpone(key, until=until, problem=problem, by=by)


class PostsTwice(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        said = super()._written(changed(entry, messages=()))
        for message in entry.messages:
            self._messages[message.key] = Held(message)
        return said


BROKEN: tuple[Make, ...] = tuple(
    cls
    for cls in list(globals().values())
    if isinstance(cls, type) and issubclass(cls, InMemoryJournal) and cls is not InMemoryJournal
)
