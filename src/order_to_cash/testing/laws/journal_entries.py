"""Entries, events and messages as the laws of the journal write them."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any, TypedDict, TypeVar, Unpack

from order_to_cash.domain.core import Conflict, changed
from order_to_cash.ports.journal import (
    Answer,
    Due,
    Entry,
    Journal,
    Lease,
    Posted,
    Recorded,
    Snapshot,
)
from order_to_cash.testing.laws import holds, same

T = TypeVar("T")

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
EVER = datetime(2999, 1, 1, tzinfo=UTC)
PROCESSES = ("order", "receivable")
PATIENCE = 30
"""Seconds in which a thread comes to where it meets the others, however busy the machine is."""


class Extras(TypedDict, total=False):
    """What an entry may bring besides its events."""

    messages: tuple[Posted, ...]
    snapshot: Snapshot | None
    next_check: datetime | None
    settles: str | None


def event(case: str, version: int, *, process: str = "order") -> Recorded:
    """One event of a case, an hour after the one before it."""
    at, body = NOON + version * HOUR, f'{{"n": {version}}}'
    return Recorded(process, case, version, at, "ana", "analyst", "c", "Noted", body, shape=2)


def message(key: str, case: str = "a", topic: str = "billing", *, process: str = "order") -> Posted:
    """One message of a case, posted at noon."""
    return Posted(key, process, case, NOON, topic, "Bill", f'{{"key": "{key}"}}', '{"if": "not"}')


def answered(command: str, *, actor: str = "ana") -> Answer:
    """The answer to a command of this actor, given at noon and counted an hour later."""
    said, body = f'{{"say": "{command}"}}', '{"ok": true}'
    return Answer(command, actor, "analyst", NOON, NOON + HOUR, said, "print", body)


def entry(
    case: str = "a",
    after: int = 0,
    *,
    events: int = 1,
    process: str = "order",
    command: str = "",
    actor: str = "ana",
    **extras: Unpack[Extras],
) -> Entry:
    """What one command writes: as many events as asked, and an answer of its own."""
    made = tuple(event(case, after + n, process=process) for n in range(1, events + 1))
    answer = answered(command or f"{case}/{after}/{events}", actor=actor)
    return Entry(process, case, after, answer, made, **extras)


def lease(by: str, *, since: datetime = NOON, until: datetime = NOON + HOUR) -> Lease:
    """A lease of this name, from noon on and for an hour unless said otherwise."""
    return Lease(by, since, until)


def write(journal: Journal, *entries: Entry) -> None:
    """Append the entries, all of which follow their cases and are therefore written."""
    same((None,) * len(entries), journal.append(*entries), "what was said of good entries")


def unplaced(events: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """The events without their cursors, to compare with what was written."""
    return tuple(changed(event, cursor="") for event in events)


def keys(messages: tuple[Posted, ...]) -> tuple[str, ...]:
    """The keys of the messages, in their order."""
    return tuple(message.key for message in messages)


def listed(journal: Journal) -> tuple[tuple[str, str], ...]:
    """The process and the id of every case, in their order."""
    return tuple((case.process, case.case) for case in journal.cases())


def due(journal: Journal, now: datetime = EVER) -> tuple[Due, ...]:
    """The cases of both processes that are due, without their cursors."""
    return tuple(changed(each, cursor="") for each in journal.due(now, processes=PROCESSES))


def seen(journal: Journal) -> tuple[Any, ...]:
    """All that can be seen of a journal without knowing what is in it."""
    cases = listed(journal)
    return (
        cases,
        tuple(journal.read(*case) for case in cases),
        tuple(journal.answers(*case) for case in cases),
        journal.events(),
        journal.marks(),
        journal.due(EVER, processes=PROCESSES),
        journal.waiting(EVER),
        journal.parked(),
        journal.aside(),
        journal.reached(),
        journal.owner(),
    )


def conflicted(journal: Journal, *entries: Entry) -> tuple[bool, ...]:
    """Of each of the entries, whether it was refused with a `Conflict`."""
    return tuple(isinstance(said, Conflict) for said in journal.append(*entries))


def refused(journal: Journal, entry: Entry, *, why: str) -> None:
    """Check that the entry is refused with a `Conflict` and that nothing at all was written."""
    place = (entry.process, entry.case)
    before = (seen(journal), journal.read(*place), journal.answers(*place))
    holds(conflicted(journal, entry) == (True,), f"no conflict was told, although {why}")
    after = (seen(journal), journal.read(*place), journal.answers(*place))
    same(before, after, f"the journal after a refusal, because {why}")


def at_once(acts: Iterable[Callable[[], T]]) -> list[T]:
    """What each act gives, all of them begun by threads of their own at the same moment."""
    waiting = list(acts)
    gate = Barrier(len(waiting))

    def begun(act: Callable[[], T]) -> T:
        gate.wait(PATIENCE)
        return act()

    with ThreadPoolExecutor(len(waiting)) as pool:
        return list(pool.map(begun, waiting))
