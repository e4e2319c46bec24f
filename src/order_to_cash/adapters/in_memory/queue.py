"""Messages on their way, in memory: those of one case and topic stand in line.

The first of each line is found by its place, or, where it was put off, by the end of that.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeAlias

from order_to_cash.adapters.entries import from_both
from order_to_cash.domain.core import entity
from order_to_cash.ports.journal import Lease, Posted

Line: TypeAlias = tuple[str, str, str]
"""Where messages wait one behind another: process, case and topic."""


@entity
class Held:
    """A message as it lies here: put off until an instant, taken on a lease, or parked."""

    message: Posted
    until: datetime | None = None
    lease: Lease | None = None
    parked: bool = False


class Queue:
    """Every message by its key, in order of posting; the first of each line is found fast."""

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._places: dict[str, int] = {}
        self._posted = 0
        self._lines: dict[Line, list[tuple[int, str]]] = {}
        self._first: dict[Line, tuple[datetime | None, int, str]] = {}
        self._fresh: list[tuple[int, str]] = []
        self._put_off: list[tuple[datetime, int, str]] = []

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def __getitem__(self, key: str) -> Held:
        return self._held[key]

    def __setitem__(self, key: str, held: Held) -> None:
        """The message as it lies here now; a new one comes behind all others."""
        if key not in self._places:
            self._posted += 1
            self._places[key] = self._posted
        self._held[key] = held
        self._line_up(held.message, waits=not held.parked)

    def __delitem__(self, key: str) -> None:
        self._line_up(self._held.pop(key).message, waits=False)
        del self._places[key]

    def get(self, key: str) -> Held | None:
        """The message under this key, while it is here."""
        return self._held.get(key)

    def values(self) -> Iterator[Held]:
        """Every message, in order of posting; it may change meanwhile."""
        return iter(tuple(self._held.values()))

    def ready(
        self, now: datetime, limit: int, is_meant: Callable[[Held], bool]
    ) -> tuple[Posted, ...]:
        """The messages that wait by now and are meant, as many as asked, in order of posting."""
        found = from_both(
            limit,
            lambda most: list(islice(filter(is_meant, self._due(now)), most)),
            lambda most: list(islice(filter(is_meant, self._never_put_off()), most)),
        )
        messages = (held.message for held in found)
        return tuple(sorted(messages, key=lambda message: self._places[message.key]))

    def _due(self, now: datetime) -> Iterator[Held]:
        for until, _, key in self._put_off:
            if until > now:
                return
            yield self._held[key]

    def _never_put_off(self) -> Iterator[Held]:
        return (self._held[key] for _, key in self._fresh)

    def _line_up(self, message: Posted, *, waits: bool) -> None:
        """Bring the line of a message in order, of which it is part or not any more."""
        name = (message.process, message.case, message.topic)
        line = self._lines.setdefault(name, [])
        place = (self._places[message.key], message.key)
        index = bisect_left(line, place)
        if (place in line[index : index + 1]) is not waits:
            line[index : index + (not waits)] = [place] if waits else []
        self._bring_forward(name, line)

    def _bring_forward(self, name: Line, line: list[tuple[int, str]]) -> None:
        """Let the first of a line be found, and none that was."""
        if (before := self._first.pop(name, None)) is not None:
            until, number, key = before
            if until is None:
                del self._fresh[bisect_left(self._fresh, (number, key))]
            else:
                del self._put_off[bisect_left(self._put_off, (until, number, key))]
        if not line:
            del self._lines[name]
            return
        number, key = line[0]
        until = self._held[key].until
        self._first[name] = (until, number, key)
        if until is None:
            insort(self._fresh, (number, key))
        else:
            insort(self._put_off, (until, number, key))
