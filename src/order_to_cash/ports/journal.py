"""The port through which histories, answers and messages are kept.

A case is named by its process and its id. One entry is what one command writes: its answer, the
events, the messages they cause, and the message that the command itself settles. It names one case
and stands or falls alone, so that work can be spread by case. An adapter keeps the promise of this
port when it obeys `order_to_cash.testing.laws.journal.LAWS`. Bodies are JSON texts that the journal
never reads. A cursor is a text whose meaning only the journal knows; the empty one is the start.
"""

from collections.abc import Collection
from datetime import datetime
from hashlib import md5
from typing import Final, Protocol

from order_to_cash.domain.core import Conflict, InvalidValue, entity


@entity
class Recorded:
    """One event of a case as it is stored: who, in which role, by which command, and when.

    `version` counts the events of the case from 1. `shape` counts the forms that this type of
    event has had. `cursor` is given by the journal: whoever reads on from it misses nothing.
    """

    process: str
    case: str
    version: int
    at: datetime
    actor: str
    role: str
    command: str
    type: str
    body: str
    shape: int = 1
    cursor: str = ""


@entity
class Posted:
    """One message on its way. Its key never changes, so whoever receives it twice can tell.

    `otherwise` is the command that its case is given where another case refuses the message.
    """

    key: str
    process: str
    case: str
    at: datetime
    topic: str
    type: str
    body: str
    otherwise: str = ""
    attempts: int = 0
    problem: str = ""


@entity
class Snapshot:
    """The state of a case after `version` events; it can be thrown away and folded again."""

    version: int
    body: str


@entity
class Answer:
    """What a command was answered, beside the command as it was given, refused ones too.

    Commands are told apart by process, case, actor and id. `given` is the instant that the command
    named, `counted` the one at which it counts: never before the last event of its case.
    """

    command: str
    actor: str
    role: str
    given: datetime
    counted: datetime
    said: str
    fingerprint: str
    body: str


@entity
class History:
    """A case as a command needs it: the latest snapshot and the events after it.

    `version` is the number of events (none: nobody wrote to the case), `at` the instant of the
    last one.
    """

    version: int = 0
    at: datetime | None = None
    snapshot: Snapshot | None = None
    tail: tuple[Recorded, ...] = ()


@entity
class Entry:
    """Everything that one command writes after version `after` of its case.

    `next_check` replaces the instant at which time alone could change the case (`None`: never).
    Its messages are the case's own, and come with events. `settles` names the message, of
    whatever case, whose delivery this command records, if it came from one. With events, `stage`
    and `party` replace those by which the case is listed; empty ones list it by neither.
    """

    process: str
    case: str
    after: int
    answer: Answer
    events: tuple[Recorded, ...] = ()
    messages: tuple[Posted, ...] = ()
    snapshot: Snapshot | None = None
    next_check: datetime | None = None
    settles: str | None = None
    stage: str = ""
    party: str = ""


@entity
class Listed:
    """A case of the journal with its stage and party, and where the list goes on after it.

    An empty stage is that of a case that was written before the journal kept stages.
    """

    process: str
    case: str
    cursor: str = ""
    stage: str = ""
    party: str = ""


@entity
class Marked:
    """A case with the number of its events, their digest, and where the list goes on after it."""

    process: str
    case: str
    events: int
    digest: str
    cursor: str = ""


@entity
class Due:
    """A case that asked to be checked at an instant that has come."""

    process: str
    case: str
    at: datetime
    cursor: str = ""


@entity
class Aside:
    """A case that could not be looked at: it is left alone until an instant, and stops nobody."""

    process: str
    case: str
    since: datetime
    until: datetime
    problem: str
    attempts: int = 1


PARTS: Final = 1 << 28
"""Into how many parts the cases can be divided."""


@entity
class Share:
    """One part of so many of all cases, counted from 1; every case is in one of them, for good."""

    part: int
    of: int

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.part <= self.of <= PARTS:
            raise InvalidValue(
                "a share is one part of so many, counted from 1; give such as Share(2, 8)",
                code="journal.share",
            )

    def has(self, process: str, case: str) -> bool:
        """Whether the case is in this part."""
        return share_of(process, case) % self.of == self.part - 1


ALL: Final = Share(1, 1)
"""The share of whoever works on every case."""


def share_of(process: str, case: str) -> int:
    """A number below `PARTS` that stands for a case: the same on every machine, in every store."""
    named = f"{process}/{case}".encode(errors="replace")
    return int(md5(named, usedforsecurity=False).hexdigest()[:7], 16)


@entity
class Lease:
    """Who takes messages, from which instant on, until when they are his alone, of which cases."""

    by: str
    since: datetime
    until: datetime
    share: Share = ALL


class Journal(Protocol):
    """Append-only histories, one per case, with the messages and answers that belong to them."""

    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        """The case as of now; a case nobody wrote to is an empty history.

        Who has the state of version `known` already gets no snapshot, only the events after it;
        if the case is not that far, the whole answer comes as if nothing were known.
        """
        ...

    def append(self, *entries: Entry) -> tuple[Conflict | None, ...]:
        """Write each entry whole or not at all; for each one nothing, or why it was not written.

        An entry conflicts if its case is not at version `after`, if its command has an answer
        already, if the key of one of its messages is on its way, or if an earlier entry of its case
        in this call conflicts: it was decided on what that one would have left. An entry without
        events stores its answer and settles its message, and leaves the case's version and next
        check as they were. Entries are tried in their order. One that contradicts itself (versions
        with a gap, a naive instant, a snapshot of another version, a message of another case)
        raises `InvalidValue`, and none is written.
        """
        ...

    def answer(self, process: str, case: str, actor: str, command: str, /) -> Answer | None:
        """What this actor's command with this id was answered on this case, if it ever was."""
        ...

    def answers(self, process: str, case: str, /) -> tuple[Answer, ...]:
        """Every command that the case was given, refused ones too, in the order of writing."""
        ...

    def events(self, *, after: str = "", limit: int = 1000) -> tuple[Recorded, ...]:
        """Everything that happened, in the order of their cursors, from just after one on."""
        ...

    def history(self, process: str, case: str, /) -> tuple[Recorded, ...]:
        """All events of a case, oldest first."""
        ...

    def cases(
        self,
        *,
        process: str = "",
        stage: str = "",
        party: str = "",
        after: str = "",
        limit: int = 1000,
    ) -> tuple[Listed, ...]:
        """Every case, or those of a process, stage and party, by process and id, after a cursor.

        A page costs what it shows, however many cases there are.
        """
        ...

    def unlisted(self, *, after: str = "", limit: int = 1000) -> tuple[Listed, ...]:
        """The cases without a stage, by process and id, from just after a cursor."""
        ...

    def enlist(self, *cases: Listed) -> None:
        """Keep the stage and party of cases that have no stage; any other is left as it is."""
        ...

    def marks(self, *, after: str = "", limit: int = 1000) -> tuple[Marked, ...]:
        """Every case with its mark, by process and id, from just after a cursor of this list.

        The digest is kept in the transaction that writes the events, by
        `order_to_cash.ports.digest`, so that a case that lost some of them does not fit its mark.
        """
        ...

    def processes_of(self, case: str, /) -> tuple[str, ...]:
        """The processes that have a case of this id, in order of their names."""
        ...

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
        """Cases of these processes whose next check has come (`at <= now`), earliest first.

        A case that was set aside until later than `now` is left out, and so are those of others
        than the share.
        """
        ...

    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        """Messages that are due by now, in order of posting, each the first of its case and topic.

        A message that was put off until later is left out, and so are those behind it with the
        same case and topic; a parked message holds nobody up. Where more wait than are asked for,
        half are those that were put off, the earliest due first, and half the others, the first
        posted first, so that neither hold up the other. Nothing is taken.
        """
        ...

    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        """Take messages of the share that wait: until the lease ends nobody else is given them.

        What somebody holds whose lease lasts beyond `lease.since` is left out, with those behind
        it. Settling, postponing, parking or abandoning a message ends its lease.
        """
        ...

    def abandon(self, by: str, /, *keys: str) -> None:
        """End every lease of this name, or those on these messages alone where keys are given.

        Who starts again gives up what it held before; who runs out of time, what it did not begin.
        """
        ...

    def renew(self, lease: Lease, /, *keys: str) -> None:
        """Let the lease of this name on these messages last until the end of this one.

        What that name does not hold any more, or never did, is left as it is; a lease never
        becomes shorter. Renewing takes nothing.
        """
        ...

    def message(self, key: str, /) -> Posted | None:
        """The message under this key, while it is on its way or parked."""
        ...

    def settle(self, key: str, /) -> None:
        """The message has been delivered; settling twice is harmless."""
        ...

    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        """The message could not be delivered: count the attempt and try again at `until`.

        `by` is who took it on a lease: once somebody else has it, or nobody any more, a report
        comes too late and changes nothing. Without a name the report counts, whoever has it.
        """
        ...

    def park(self, key: str, /, *, problem: str, by: str = "") -> None:
        """The message keeps failing: set it aside, where `parked` shows it; `by` as above."""
        ...

    def parked(
        self, *, process: str = "", case: str = "", topic: str = "", limit: int = 100
    ) -> tuple[Posted, ...]:
        """Messages that were set aside, oldest first; of one process, case or topic if named."""
        ...

    def release(self, key: str, /) -> None:
        """Put a parked message back among the waiting ones, with its attempts at zero."""
        ...

    def set_aside(
        self, process: str, case: str, /, *, since: datetime, until: datetime, problem: str
    ) -> int:
        """Leave a case alone until an instant; how often in a row it has been set aside now."""
        ...

    def resume(self, process: str, case: str, /) -> None:
        """A case that was set aside is looked at again; one that was not is left as it is."""
        ...

    def aside(self, *, process: str = "", case: str = "", limit: int = 100) -> tuple[Aside, ...]:
        """Cases that were set aside, those that have been so longest first; or one, if named."""
        ...

    def reached(self) -> datetime | None:
        """The instant up to which time has passed; before any, the latest that an event has."""
        ...

    def reach(self, at: datetime, /) -> None:
        """Time has passed up to this instant; an earlier one than before changes nothing."""
        ...

    def owner(self, claimant: str = "", /) -> str:
        """The name of the operator whose store this is, or nothing; an unowned store is claimed."""
        ...
