"""The port through which histories, answers and messages are kept.

One `append` is one transaction: the answer to the command, the events, the messages they cause,
and the message that the command itself settles. An adapter keeps the promise of this port when it
obeys `order_to_cash.testing.laws.journal.LAWS`. Bodies are JSON texts that the journal never reads.
"""

from datetime import datetime
from typing import Protocol

from order_to_cash.domain.entity import entity


@entity
class Recorded:
    """One event of a case as it is stored: who, in which role, by which command, and when.

    `version` counts the events of the case from 1; `position` counts all events of the journal in
    the order in which they became visible, and is given by the journal.
    """

    case: str
    process: str
    version: int
    at: datetime
    actor: str
    role: str
    command: str
    type: str
    body: str
    position: int = 0


@entity
class Posted:
    """One message on its way. Its key never changes, so whoever receives it twice can tell."""

    key: str
    case: str
    process: str
    at: datetime
    topic: str
    type: str
    body: str
    attempts: int = 0
    problem: str = ""


@entity
class Snapshot:
    """The state of a case after `version` events; it can be thrown away and folded again."""

    version: int
    body: str


@entity
class Answer:
    """What a command was answered, kept under its id with a fingerprint of its content."""

    command: str
    fingerprint: str
    body: str


@entity
class History:
    """A case as a command needs it: the latest snapshot and the events after it.

    `version` is the number of events, `at` the instant of the last one, `process` whose case it is
    (empty for a case nobody wrote to).
    """

    version: int = 0
    process: str = ""
    at: datetime | None = None
    snapshot: Snapshot | None = None
    tail: tuple[Recorded, ...] = ()


@entity
class Entry:
    """Everything that one command writes, in one transaction, after version `after` of its case.

    `next_check` replaces the instant at which time alone could change the case (`None`: never).
    `settles` names the message whose delivery this command records, if it came from one.
    """

    case: str
    process: str
    after: int
    answer: Answer
    events: tuple[Recorded, ...] = ()
    messages: tuple[Posted, ...] = ()
    snapshot: Snapshot | None = None
    next_check: datetime | None = None
    settles: str | None = None


@entity
class Due:
    """A case that asked to be checked at an instant that has come."""

    case: str
    process: str
    at: datetime


class Journal(Protocol):
    """Append-only histories, one per case, with the messages and answers that belong to them."""

    def read(self, case: str, /, *, known: int = 0) -> History:
        """The case as of now; a case nobody wrote to is an empty history.

        Who has the state of version `known` already gets no snapshot, only the events after it;
        if the case is not that far, the whole answer comes as if nothing were known.
        """
        ...

    def append(self, *entries: Entry) -> None:
        """Write the entries, all or nothing.

        Raises `Conflict` if a case is not at version `after`, if it belongs to another process, or
        if a command id has an answer already. An entry without events stores its answer and
        settles its message, and leaves the case's version and next check as they were. The
        entries of one call name different cases or follow each other in version. An entry that
        contradicts itself (versions with a gap, a naive instant, a snapshot of another version)
        raises `InvalidValue`.
        """
        ...

    def answer(self, command: str, /) -> Answer | None:
        """What the command with this id was answered, if it ever was."""
        ...

    def events(self, *, after: int = 0, limit: int = 1000) -> tuple[Recorded, ...]:
        """Everything that happened, in order of position, from just after a position on."""
        ...

    def history(self, case: str, /) -> tuple[Recorded, ...]:
        """All events of a case, oldest first."""
        ...

    def cases(self, *, after: str = "", limit: int = 1000) -> tuple[tuple[str, str], ...]:
        """Every `(case, process)`, in order of case id, from just after an id on."""
        ...

    def due(self, now: datetime, /, *, limit: int = 100) -> tuple[Due, ...]:
        """Cases whose next check has come (`at <= now`), earliest first."""
        ...

    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        """Messages to deliver now, in order of posting, each the first of its case and topic.

        A message that was put off until later is left out, and so are those behind it with the
        same case and topic; a parked message holds nobody up.
        """
        ...

    def settle(self, key: str, /) -> None:
        """The message has been delivered; settling twice is harmless."""
        ...

    def postpone(self, key: str, /, *, until: datetime, problem: str) -> None:
        """The message could not be delivered: count the attempt and try again at `until`."""
        ...

    def park(self, key: str, /, *, problem: str) -> None:
        """The message keeps failing: set it aside, where `parked` shows it."""
        ...

    def parked(self, *, limit: int = 100) -> tuple[Posted, ...]:
        """Messages that were set aside, oldest first."""
        ...

    def release(self, key: str, /) -> None:
        """Put a parked message back among the waiting ones, with its attempts at zero."""
        ...
