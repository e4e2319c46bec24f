"""Journals that each break one promise about leases, checks, cases set aside, time or owners."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from order_to_cash.adapters.entries import place_of
from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.adapters.in_memory.queue import Held, Queue
from order_to_cash.domain.core import changed
from order_to_cash.ports import Aside, Due, Entry, Lease, Listed, Posted, Recorded, Share
from order_to_cash.ports.journal import ALL
from order_to_cash.testing.laws.journal_entries import MOMENT
from tests.ports.broken_journals import Make, Said
from tests.ports.overlap import Overlap


class LeasesNothing(InMemoryJournal):
    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        return self.waiting(now, limit=limit if lease.by else 1)


class ClaimsInTwoSteps(InMemoryJournal):
    """Looks, and takes what it saw, while another does the same."""

    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        def is_free(held: Held) -> bool:
            return held.lease is None or held.lease.until <= lease.since

        free = self._messages.ready(now, limit, is_free)
        self.overlap.meet()
        for message in free:
            self._messages[message.key] = changed(self._messages[message.key], lease=lease)
        return free


class TakesAllForAShare(InMemoryJournal):
    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        return super().claim(now, changed(lease, share=ALL), limit=limit)


class LeasesTooLong(InMemoryJournal):
    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        return super().claim(now, changed(lease, until=lease.until + MOMENT), limit=limit)


class LeasesTooShort(InMemoryJournal):
    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        return super().claim(now, changed(lease, until=lease.until - MOMENT), limit=limit)


class OvertakesWhatIsHeld(InMemoryJournal):
    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        before, self._messages = self._messages, Queue()
        for held in before.values():
            if not held.lease or held.lease.until <= lease.since:
                self._messages[held.message.key] = held
        taken = super().claim(now, lease, limit=limit)
        for message in taken:
            before[message.key] = self._messages[message.key]
        self._messages = before
        return taken


class HidesWhatIsHeld(InMemoryJournal):
    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        found = super().waiting(now)
        return tuple(m for m in found if self._messages[m.key].lease is None)[:limit]


class HoldsOnAfterAReport(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        before = self._messages.get(key)
        super().postpone(key, until=until, problem=problem, by=by)
        if before is not None and not before.parked:
            self._messages[key] = changed(self._messages[key], lease=before.lease)


class HearsWhoCameTooLate(InMemoryJournal):
    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        super().postpone(key, until=until, problem=problem)
        del by


class SetsAsideForWhoCameTooLate(InMemoryJournal):
    def park(self, key: str, /, *, problem: str, by: str = "") -> None:
        super().park(key, problem=problem)
        del by


class SettlesNothingThatIsHeld(InMemoryJournal):
    def settle(self, key: str, /) -> None:
        if key not in self._messages or self._messages[key].lease is None:
            super().settle(key)


class EntriesLeaveWhatIsHeld(InMemoryJournal):
    def append(self, *entries: Entry) -> Said:
        free = (
            changed(e, settles=None)
            if (held := self._messages.get(e.settles or "")) is not None and held.lease
            else e
            for e in entries
        )
        return super().append(*free)


class AbandonsEverything(InMemoryJournal):
    def abandon(self, by: str, /, *keys: str) -> None:
        for held in self._messages.values():
            if by and not keys:
                self._messages[held.message.key] = Held(held.message, held.until, None, held.parked)


class GivesUpAllOfTheName(InMemoryJournal):
    def abandon(self, by: str, /, *keys: str) -> None:
        super().abandon(by)
        del keys


class GivesUpForAnybody(InMemoryJournal):
    def abandon(self, by: str, /, *keys: str) -> None:
        holders = [self._messages[key].lease for key in keys if key in self._messages]
        for holder in (lease.by for lease in holders if lease is not None):
            super().abandon(holder, *keys)
        if not keys:
            super().abandon(by)


class RenewsNothing(InMemoryJournal):
    def renew(self, lease: Lease, /, *keys: str) -> None:
        del lease, keys


class RenewsAllOfTheName(InMemoryJournal):
    def renew(self, lease: Lease, /, *keys: str) -> None:
        super().renew(lease, *keys, *(held.message.key for held in self._messages.values()))


class RenewsForAnybody(InMemoryJournal):
    def renew(self, lease: Lease, /, *keys: str) -> None:
        for held in filter(None, map(self._messages.get, keys)):
            if held.lease is not None:
                super().renew(changed(lease, by=held.lease.by), held.message.key)


class RenewsWhatNobodyHolds(InMemoryJournal):
    def renew(self, lease: Lease, /, *keys: str) -> None:
        super().renew(lease, *keys)
        for held in filter(None, map(self._messages.get, keys)):
            if held.lease is None:
                self._messages[held.message.key] = changed(held, lease=lease)


class Shortens(InMemoryJournal):
    def renew(self, lease: Lease, /, *keys: str) -> None:
        for held in filter(None, map(self._messages.get, keys)):
            if held.lease is not None and held.lease.by == lease.by:
                self._messages[held.message.key] = changed(held, lease=lease)


class FindsNoParkedMessage(InMemoryJournal):
    def message(self, key: str, /) -> Posted | None:
        held = self._messages.get(key)
        return None if held is None or held.parked else held.message


class ShowsEveryTopic(InMemoryJournal):
    def parked(
        self, *, process: str = "", case: str = "", topic: str = "", limit: int = 100
    ) -> tuple[Posted, ...]:
        return super().parked(process=process, case=case, topic=topic[:0], limit=limit)


class DueOfAnybody(InMemoryJournal):
    def due(
        self, now: datetime, /, *, processes: Collection[str], after: str = "", **asked: Any
    ) -> tuple[Due, ...]:
        everybody = [*processes, *(place[0] for place in self._checks)]
        return super().due(now, processes=everybody, after=after, **asked)


class DueOfEveryShare(InMemoryJournal):
    def due(self, now: datetime, /, *, processes: Collection[str], **asked: Any) -> tuple[Due, ...]:
        return super().due(now, processes=processes, **{**asked, "share": ALL})


class DuePagesFromTheInstant(InMemoryJournal):
    """Goes on after the instant of the cursor, past the cases that share it."""

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
        if after:
            first = place_of(after, start=(0, "", ""))[0]
            found = tuple(d for d in found if place_of(d.cursor, start=(0, "", ""))[0] != first)
        return found[:limit]


class RepeatsTheLastCase(InMemoryJournal):
    def cases(self, *, after: str = "", limit: int = 1000, **asked: Any) -> tuple[Listed, ...]:
        start = place_of(after, start=("", ""))
        found = super().cases(**asked)
        return tuple(each for each in found if (each.process, each.case) >= start)[:limit]


class TakesAnyCursor(InMemoryJournal):
    def events(self, *, after: str = "", limit: int = 1000) -> tuple[Recorded, ...]:
        return super().events(after=after if after[1:-1].isdigit() else "", limit=limit)


class KnowsOneProcessOfAnId(InMemoryJournal):
    def processes_of(self, case: str, /) -> tuple[str, ...]:
        return super().processes_of(case)[:1]


class LooksAtCasesSetAside(InMemoryJournal):
    def _is_aside(self, place: tuple[str, str], now: datetime) -> bool:
        return super()._is_aside(place, now + MOMENT)


class CountsNoSettingAside(InMemoryJournal):
    def set_aside(
        self, process: str, case: str, /, *, since: datetime, until: datetime, problem: str
    ) -> int:
        self.resume(process, case)
        return super().set_aside(process, case, since=since, until=until, problem=problem)


class ResumesNobody(InMemoryJournal):
    def resume(self, process: str, case: str, /) -> None:
        pass


class ShowsTheLatestAsideFirst(InMemoryJournal):
    def aside(self, *, process: str = "", case: str = "", limit: int = 100) -> tuple[Aside, ...]:
        return super().aside(process=process, case=case)[::-1][:limit]


class ReachesTheLastWritten(InMemoryJournal):
    def _passed(self) -> datetime | None:
        return self._reached or (self._events[-1].at if self._events else None)


class GoesBackInTime(InMemoryJournal):
    def reach(self, at: datetime, /) -> None:
        self._reached = at


class BelongsToTheLast(InMemoryJournal):
    def owner(self, claimant: str = "", /) -> str:
        self._owner = claimant or self._owner
        return self._owner


class BelongsToBoth(InMemoryJournal):
    """Two who ask at once are both told that it is theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.overlap = Overlap()

    def owner(self, claimant: str = "", /) -> str:
        known = self._owner
        self.overlap.meet()
        self._owner = known or claimant
        return known or claimant


BROKEN: tuple[Make, ...] = tuple(
    cls
    for cls in list(globals().values())
    if isinstance(cls, type) and issubclass(cls, InMemoryJournal) and cls is not InMemoryJournal
)
