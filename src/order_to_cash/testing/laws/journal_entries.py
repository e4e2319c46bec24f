"""Entries, events and messages as the laws of the journal write them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict, Unpack

from order_to_cash.domain.entity import changed
from order_to_cash.domain.errors import Conflict
from order_to_cash.ports.journal import (
    Answer,
    Entry,
    Journal,
    Posted,
    Recorded,
    Snapshot,
)
from order_to_cash.testing.laws import holds, same

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
EVER = datetime(2999, 1, 1, tzinfo=UTC)


class Extras(TypedDict, total=False):
    """What an entry may bring besides its events."""

    messages: tuple[Posted, ...]
    snapshot: Snapshot | None
    next_check: datetime | None
    settles: str | None


def event(case: str, version: int, *, process: str = "order") -> Recorded:
    """One event of a case, an hour after the one before it."""
    at = NOON + timedelta(hours=version)
    body = f'{{"n": {version}}}'
    return Recorded(case, process, version, at, "ana", "analyst", "c", "Noted", body)


def message(key: str, case: str = "a", topic: str = "billing") -> Posted:
    """One message of a case, posted at noon."""
    return Posted(key, case, "order", NOON, topic, "Bill", f'{{"key": "{key}"}}')


def entry(
    case: str = "a",
    after: int = 0,
    *,
    events: int = 1,
    process: str = "order",
    command: str = "",
    **extras: Unpack[Extras],
) -> Entry:
    """What one command writes: as many events as asked, and an answer of its own."""
    made = tuple(event(case, after + n, process=process) for n in range(1, events + 1))
    answer = Answer(command or f"{case}/{after}/{events}", "print", '{"ok": true}')
    return Entry(case, process, after, answer, made, **extras)


def unplaced(events: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """The events without their positions, to compare with what was written."""
    return tuple(changed(event, position=0) for event in events)


def keys(messages: tuple[Posted, ...]) -> tuple[str, ...]:
    """The keys of the messages, in their order."""
    return tuple(message.key for message in messages)


def seen(journal: Journal) -> tuple[Any, ...]:
    """All that can be seen of a journal without knowing what is in it."""
    cases = journal.cases()
    return (
        tuple(journal.read(case) for case, _ in cases),
        journal.events(),
        cases,
        journal.due(EVER),
        journal.waiting(EVER),
        journal.parked(),
    )


def conflicts(act: Callable[[], None]) -> bool:
    """Whether it raises `Conflict`."""
    try:
        act()
    except Conflict:
        return True
    return False


def refused(journal: Journal, *entries: Entry, why: str) -> None:
    """Check that the entries are refused with `Conflict` and that nothing at all was written."""
    before = seen(journal)
    commands = [entry.answer.command for entry in entries]
    answers = [journal.answer(command) for command in commands]
    holds(conflicts(lambda: journal.append(*entries)), f"no Conflict was raised, although {why}")
    same(before, seen(journal), f"the journal after a refusal, because {why}")
    same(answers, [journal.answer(command) for command in commands], f"the answers, as {why}")
