"""What every journal asks of an entry before it writes, so that all of them refuse alike.

For whoever writes an adapter of the journal port: `check_entry` needs no storage, `stale` needs
the version of the case, and the instants are exact whole microseconds since 1970 in UTC.
"""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from order_to_cash.domain.core import Conflict, InvalidDocument, InvalidValue
from order_to_cash.domain.core.instants import in_utc
from order_to_cash.ports.journal import Entry

T = TypeVar("T")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SMALLEST: Final = -(2**63)
LARGEST: Final = 2**63 - 1
"""The whole numbers that a database holds: before and after every instant and every position."""


def microseconds(at: datetime) -> int:
    """The instant as whole microseconds since 1970 in UTC, counted without a rounding."""
    return (in_utc(at) - EPOCH) // MICROSECOND


def instant(counted: int) -> datetime:
    """The instant, aware and in UTC, of so many microseconds since 1970.

    Raises `InvalidDocument` for one that no calendar holds, which nobody can have written.
    """
    try:
        return EPOCH + timedelta(microseconds=counted)
    except OverflowError:
        raise InvalidDocument(
            "an instant that is stored lies outside the years 1 to 9999: the store is damaged; stop"
            " every program that uses it, keep a copy, restore the last backup",
            code="journal.damaged-instant",
        ) from None


def limited(limit: int) -> int:
    """The limit as a database can take it; one that asks for no whole row is refused."""
    if type(limit) is not int or limit < 1:
        raise InvalidValue(
            "the limit is no whole number from 1 on; ask for one row or more", code="journal.limit"
        )
    return min(limit, sys.maxsize)


def from_both(
    limit: int, put_off: Callable[[int], list[T]], fresh: Callable[[int], list[T]]
) -> list[T]:
    """As many as asked: half of those that were put off, half of the others, if there are so many.

    So neither holds up the other. Each is a search for that many.
    """
    half = (limit + 1) // 2
    late = put_off(half)
    others = fresh(limit - len(late)) if len(late) < limit else []
    if len(late) == half and half + len(others) < limit:
        late = put_off(limit - len(others))
    return [*late, *others]


def check_entry(entry: Entry) -> None:
    """Refuse an entry that contradicts itself: it could be read back by nobody."""
    for version, event in enumerate(entry.events, start=entry.after + 1):
        if (event.process, event.case, event.version) != (entry.process, entry.case, version):
            raise InvalidValue(
                "an event of the entry names another case, another process or a version that does"
                " not follow; number the events from `after` + 1 and give each the entry's names",
                code="journal.entry-events",
            )
    if any((m.process, m.case) != (entry.process, entry.case) for m in entry.messages):
        raise InvalidValue(
            "a message of the entry names another case; a case posts its own messages only, so"
            " that they keep their order: name the receiver in the topic or in the body",
            code="journal.entry-messages",
        )
    if entry.messages and not entry.events:
        raise InvalidValue(
            "the entry has messages and no events; a command that changed nothing tells nobody",
            code="journal.entry-messages",
        )
    last = entry.after + len(entry.events)
    if entry.snapshot is not None and not entry.after <= entry.snapshot.version <= last:
        raise InvalidValue(
            "the snapshot is of a version that the entry does not reach; take it of the state"
            " after the entry's last event",
            code="journal.entry-snapshot",
        )
    if entry.next_check is not None:
        in_utc(entry.next_check)
    written = (*(e.at for e in entry.events), *(m.at for m in entry.messages))
    for at in (entry.answer.given, entry.answer.counted, *written):
        in_utc(at)


def stale(entry: Entry, version: int) -> Conflict | None:
    """The refusal of an entry that does not follow its case, which is at this version."""
    if version == entry.after:
        return None
    return Conflict(
        f"the case is at version {version}, not {entry.after}; read it again, then decide again",
        code="journal.stale",
    )


def each_in_turn(
    entries: Iterable[Entry], write: Callable[[Entry], Conflict | None]
) -> tuple[Conflict | None, ...]:
    """What becomes of each entry; what follows one of its case that fell was decided in vain too.

    Somebody else may have brought the case to just the version that the one that fell would have.
    """
    fallen: dict[tuple[str, str], Conflict] = {}
    said: list[Conflict | None] = []
    for entry in entries:
        place = (entry.process, entry.case)
        conflict = fallen.get(place) or write(entry)
        if conflict is not None:
            fallen[place] = conflict
        said.append(conflict)
    return tuple(said)


def already_answered() -> Conflict:
    """The refusal of a command id that has an answer."""
    return Conflict(
        "the command was answered before, perhaps to somebody who never heard it;"
        " ask for its answer instead of giving it again",
        code="journal.answered",
    )


def already_posted() -> Conflict:
    """The refusal of a message whose key is on its way."""
    return Conflict(
        "a message with the same key is on its way already; derive the key from the case, the"
        " version and the index of the message",
        code="journal.posted",
    )


def cursor_of(*place: str | int) -> str:
    """A place in a list as a cursor."""
    return json.dumps(place, separators=(",", ":"))


def place_of(cursor: str, *, start: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The place that a cursor names, the start for an empty one; others are refused."""
    if not cursor:
        return start
    try:
        place = json.loads(cursor)
    except (TypeError, ValueError, RecursionError):
        place = None
    if (
        not isinstance(place, list)
        or [type(part) for part in place] != [type(part) for part in start]
        or any(isinstance(part, int) and not SMALLEST <= part < LARGEST for part in place)
        or any(isinstance(part, str) and not part.isprintable() for part in place)
    ):
        raise InvalidValue(
            "this is no cursor of such a list; give one that the same list gave, or none to start",
            code="journal.cursor",
        )
    return tuple(place)
