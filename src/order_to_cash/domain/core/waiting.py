"""What a case waits for, found from its table and from what its state knows (FUL-06)."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from attrs import Factory

from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.lifecycle import OUTSIDE, Door
from order_to_cash.domain.core.parties import CLIENTS, Role, Sensitive
from order_to_cash.domain.core.process import Process, givers

AnyProcess: TypeAlias = Process[Any, Any, Any]

PATIENCE: Final = timedelta(days=7)
"""How long a case stands still before somebody is told, where its operator says nothing else."""


@entity
class Seen:
    """A case as it is looked at: its process, its state, and the instant of its last event."""

    process: Any
    state: Any
    at: datetime


While: TypeAlias = Callable[[Seen], bool]


def never(_seen: Seen, /) -> bool:
    """Whether nothing is waited for: it always may be."""
    return False


@entity
class Party:
    """Whom a case is about, and how this is reached."""

    id: str
    contact: Sensitive | None = None


@entity(eq=False)
class Waiting:
    """What is to be known about a process beside its table, to say what its cases wait for.

    Waited for is each command that leads on from the stage. `aside` are those that somebody may
    give but nobody waits for; those in `only` are waited for while something holds, whether they
    lead on or not. `rests` says of which cases nothing is expected though they have not ended.
    `behind` are the people behind what another case or a port brings, as a payment is a
    customer's; `narrowed` says which of the roles it is in this very case. `urgent` is told to
    whoever has to give it as soon as it is waited for, all else once the case has stood still for
    the `patience`, by its stage or in general; `overseer` is told then where nobody else can be,
    in place of the role of the process. `party` is whom clients are in this case.
    """

    aside: tuple[type[Any], ...] = ()
    only: Mapping[type[Any], While] = Factory(dict)
    rests: While = never
    behind: Mapping[type[Any], tuple[Role, ...]] = Factory(dict)
    narrowed: Callable[[Seen, type[Any]], tuple[Role, ...]] | None = None
    urgent: tuple[type[Any], ...] = ()
    patience: timedelta = PATIENCE
    by_stage: Mapping[str, timedelta] = Factory(dict)
    overseer: Role | None = None
    party: Callable[[Any], Party] | None = None

    def lasts(self, stage: str) -> timedelta:
        """How long a case may stand still in a stage before somebody is told."""
        return self.by_stage.get(stage, self.patience)


@entity
class Deed:
    """What has to be done, by its command, and the roles that have to do it, by which door."""

    command: str
    roles: tuple[Role, ...]
    door: Door

    @property
    def is_for_people(self) -> bool:
        """Whether somebody outside has to act, and no port or other case."""
        return self.door in OUTSIDE


@entity
class Wait:
    """What a case waits for: where it stands, what is open, who has to do what, and until when.

    `then` are the events that would follow at `until` if nothing happened before: a step of the
    process itself, or `WaitTold`.
    """

    process: str
    stage: str
    findings: tuple[Finding, ...]
    deeds: tuple[Deed, ...]
    since: datetime
    until: datetime
    then: tuple[Any, ...]


def waiting_of(process: AnyProcess) -> Waiting:
    """What the process says about its waits; one that says nothing is read from its table."""
    return getattr(process, "waiting", None) or Waiting()


def deeds(
    process: AnyProcess, state: Any, at: datetime, of: Container[type[Any]] | None = None
) -> tuple[Deed, ...]:
    """Who has to do what for the case to go on, by these commands if some are named.

    There is nothing to do where it ended or rests.
    """
    return tuple(_deeds(process, state, at, of))


def _deeds(
    process: AnyProcess, state: Any, at: datetime, of: Container[type[Any]] | None = None
) -> Iterator[Deed]:
    waiting, seen = waiting_of(process), Seen(process, state, at)
    for kind in _wanted(waiting, seen):
        if of is None or kind in of:
            yield from _deeds_of(seen, waiting, kind)


def _wanted(waiting: Waiting, seen: Seen) -> Sequence[type[Any]]:
    """The commands that the case waits for; none where it ended or rests."""
    state, table = seen.state, seen.process.lifecycle
    if state is seen.process.initial or waiting.rests(seen):
        return ()
    leading: tuple[type[Any], ...] = table.onward(state.stage)
    wanted = [
        kind
        for kind in table.welcome(state.stage)
        if kind not in waiting.aside
        and (waiting.only[kind](seen) if kind in waiting.only else kind in leading)
    ]
    if wanted:
        return wanted
    # nothing in particular is missing: whatever leads on does
    return [kind for kind in leading if kind not in waiting.aside] or leading


def _deeds_of(seen: Seen, waiting: Waiting, command: type[Any]) -> tuple[Deed, ...]:
    name = command.__name__
    if (people := waiting.behind.get(command)) is not None:
        return (Deed(name, people, Door.PERSON),)
    may = givers(seen.process, seen.state, command)
    if waiting.narrowed is not None:
        may &= frozenset(waiting.narrowed(seen, command)) or may
    by_door: dict[Door, list[Role]] = {}
    for role in sorted(may):
        door = seen.process.lifecycle.door(command, role)
        if door is not None and door is not Door.CLOCK:
            by_door.setdefault(door, []).append(role)
    return tuple(Deed(name, tuple(roles), door) for door, roles in by_door.items())


def next_look(process: AnyProcess, state: Any, at: datetime | None) -> datetime | None:
    """When the clock looks at the case: for the process, else to tell that it stands still.

    `at` is the instant of its last event.
    """
    due = process.next_check(state)
    if due is not None or at is None or next(_deeds(process, state, at), None) is None:
        return due
    return at + waiting_of(process).lasts(state.stage.value)


def open_findings(process: AnyProcess, state: Any, at: datetime) -> tuple[Finding, ...]:
    """What does not hold yet, where the process has a function `obstacles` that says so."""
    obstacles = getattr(process, "obstacles", None)
    return () if obstacles is None else tuple(obstacles(state, at))


def doers(wanted: tuple[Deed, ...]) -> tuple[Role, ...]:
    """The people who have to act."""
    people = (role for deed in wanted if deed.is_for_people for role in deed.roles)
    return tuple(dict.fromkeys(people))


def overseers(process: AnyProcess, wanted: tuple[Deed, ...]) -> tuple[Role, ...]:
    """Who acts, and who oversees where only clients, ports or other cases do."""
    people = doers(wanted)
    if set(people) - CLIENTS:
        return people
    return (waiting_of(process).overseer or process.role, *people)
