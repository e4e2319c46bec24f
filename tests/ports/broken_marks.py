"""Journals whose marks break a promise, to show that the laws notice."""

import time
from threading import current_thread, main_thread

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.domain.core import Conflict, changed
from order_to_cash.ports import Entry, Marked
from order_to_cash.ports.digest import digest_of
from tests.ports.broken_journals import Make


class DigestsTheLastEntryAlone(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        said = super()._written(entry)
        if said is None and entry.events:
            self._digests[entry.process, entry.case] = digest_of(entry.events)
        return said


class DigestsBodiesAlone(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        before = self._digests.get((entry.process, entry.case), "")
        said = super()._written(entry)
        if said is None and entry.events:
            plain = tuple(changed(event, command="") for event in entry.events)
            self._digests[entry.process, entry.case] = digest_of(plain, after=before)
        return said


class MarksWhatWasRefused(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        said, place = super()._written(entry), (entry.process, entry.case)
        if said is not None and place in self._digests:
            self._digests[place] = digest_of(entry.events, after=self._digests[place])
        return said


class MarksWithoutEvents(InMemoryJournal):
    def _written(self, entry: Entry) -> Conflict | None:
        said, place = super()._written(entry), (entry.process, entry.case)
        if said is None and not entry.events and place in self._digests:
            self._digests[place] = self._digests[place][::-1]
        return said


class MarksAsTheyCame(InMemoryJournal):
    def marks(self, *, after: str = "", limit: int = 1000) -> tuple[Marked, ...]:
        found, came = super().marks(after=after), list(self._histories)
        return tuple(sorted(found, key=lambda each: came.index((each.process, each.case))))[:limit]


class MarksInTwoSteps(InMemoryJournal):
    """The digest is read before the entry is written, and kept after it."""

    def append(self, *entries: Entry) -> tuple[Conflict | None, ...]:
        if current_thread() is main_thread():
            return super().append(*entries)
        before = dict(self._digests)
        time.sleep(0.002)
        said = super().append(*entries)
        for entry in entries:
            place = (entry.process, entry.case)
            self._digests[place] = digest_of(entry.events, after=before.get(place, ""))
        return said


BROKEN: tuple[Make, ...] = tuple(
    cls
    for cls in list(globals().values())
    if isinstance(cls, type) and issubclass(cls, InMemoryJournal) and cls is not InMemoryJournal
)
