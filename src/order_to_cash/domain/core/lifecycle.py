"""A process as data: what is welcome where, from whom, what it emits, where that leads."""

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from types import UnionType
from typing import Final, Generic, TypeAlias, TypeVar, cast, get_args

from attrs import field

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import BrokenDefinition, OutOfOrder, Problem
from order_to_cash.domain.core.html import table
from order_to_cash.domain.core.parties import Role

S = TypeVar("S", bound=Enum)
C = TypeVar("C")
E = TypeVar("E")
S_co = TypeVar("S_co", bound=Enum, covariant=True)
C_co = TypeVar("C_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)


class Door(StrEnum):
    """By which door a command enters when somebody in a role gives it.

    A desk lets in from outside what persons and systems give; an answer only for a question that
    waits, a case only through a message of that case, the clock only when time passes.
    """

    PERSON = "person"
    SYSTEM = "system"
    ANSWER = "answer"
    CASE = "case"
    CLOCK = "clock"

    def of(self, *roles: Role) -> "tuple[Entrance, ...]":
        """These roles, by this door."""
        return tuple(Entrance(role, self) for role in roles)


@entity
class Entrance:
    """A role that may give a command, and the door by which it does."""

    role: Role
    door: Door


OUTSIDE: Final = frozenset({Door.PERSON, Door.SYSTEM})
"""The doors that stand open to whoever is outside; the others are the desk's own."""


@entity
class Arrow(Generic[S_co, C_co, E_co]):
    """One row of the table. A row that is not `first` only continues what the command began."""

    source: S_co
    command: type[C_co]
    event: type[E_co]
    target: S_co
    first: bool = True


Row: TypeAlias = tuple[S, type[C], type[E], S] | Arrow[S, C, E]


def rows(
    sources: Iterable[S],
    command: type[C] | tuple[type[C], ...],
    event: type[E],
    to: S | None = None,
) -> tuple[Arrow[S, C, E], ...]:
    """The same row from several stages, on one or several commands; without `to` it stays there."""
    commands = command if isinstance(command, tuple) else (command,)
    return tuple(Arrow(source, c, event, to or source) for c in commands for source in sources)


def then(
    sources: Iterable[S],
    command: type[C] | tuple[type[C], ...],
    event: type[E],
    to: S | None = None,
) -> tuple[Arrow[S, C, E], ...]:
    """Rows that continue a command begun elsewhere: they do not make it welcome in `sources`."""
    return tuple(changed(row, first=False) for row in rows(sources, command, event, to))


@entity
class Lifecycle(Generic[S, C, E]):
    """The table of a process, checked when it is built; the only place where legality lives."""

    start: S
    arrows: tuple[Arrow[S, C, E], ...]
    roles: Mapping[type[C], frozenset[Role]]
    doors: Mapping[tuple[type[C], Role], Door]
    commands: tuple[type[C], ...]
    events: tuple[type[E], ...]
    _after: Mapping[tuple[S, type[E]], S] = field(repr=False, eq=False)
    _welcome: Mapping[S, tuple[type[C], ...]] = field(repr=False, eq=False)
    _onward: Mapping[S, tuple[type[C], ...]] = field(repr=False, eq=False)
    _emits: frozenset[tuple[S, type[C], type[E]]] = field(repr=False, eq=False)
    _open: frozenset[tuple[type[C], Role]] = field(repr=False, eq=False)

    @classmethod
    def of(
        cls,
        start: S,
        *table: Row[S, C, E],
        roles: Mapping[type[C], Iterable[Role | Entrance]],
        commands: UnionType | type[C],
        events: UnionType | type[E],
    ) -> "Lifecycle[S, C, E]":
        """Build the table from rows `(from, command, event, to)` and from who may give what.

        `commands` and `events` are unions, or the class where there is only one.
        A role alone is that of a person, or the clock; `Door` says by which other door one enters.
        Raises `BrokenDefinition` naming every contradiction: a stage that cannot be reached, a
        command that is never welcome or that nobody may give, an event that is never emitted, an
        event that leads from one stage to two.
        """
        arrows = tuple(row if isinstance(row, Arrow) else Arrow(*row) for row in table)
        who = {command: tuple(map(_entrance, given)) for command, given in roles.items()}
        doors = {(command, e.role): e.door for command, given in who.items() for e in given}
        known = cast("tuple[type[C], ...]", get_args(commands) or (commands,))
        roles_of = {command: frozenset(e.role for e in given) for command, given in who.items()}
        first = {(a.source, a.command) for a in arrows if a.first}
        out = {(a.source, a.command) for a in arrows if a.target != a.source}
        clock = frozenset({Role.CLOCK})
        welcome = {at: tuple(c for c in known if (at, c) in first) for at in type(start)}
        made = cls(
            start,
            arrows,
            roles_of,
            doors,
            known,
            cast("tuple[type[E], ...]", get_args(events) or (events,)),
            {(a.source, a.event): a.target for a in arrows},
            welcome,
            {
                at: tuple(c for c in may if (at, c) in out and roles_of.get(c) != clock)
                for at, may in welcome.items()
            },
            frozenset((a.source, a.command, a.event) for a in arrows),
            frozenset(entrance for entrance, door in doors.items() if door in OUTSIDE),
        )
        if problems := tuple(made._contradictions()):
            raise BrokenDefinition(
                f"the table that starts at {start.name} contradicts itself", problems=problems
            )
        return made

    @property
    def stages(self) -> tuple[S, ...]:
        """Every stage, in the order of its enumeration."""
        return tuple(type(self.start))

    @property
    def ends(self) -> frozenset[S]:
        """The stages that no row leaves."""
        return frozenset(self.stages) - {a.source for a in self.arrows if a.target != a.source}

    def welcomes(self, stage: S, command: type[C]) -> bool:
        """Whether the command may be given in this stage."""
        return command in self._welcome.get(stage, ())

    def welcome(self, stage: S) -> tuple[type[C], ...]:
        """The commands that may be given in this stage, in the table's order."""
        return self._welcome.get(stage, ())

    def onward(self, stage: S) -> tuple[type[C], ...]:
        """Those of them with which somebody, and not the clock alone, can lead out of the stage."""
        return self._onward.get(stage, ())

    def allows(self, command: type[C], role: Role) -> bool:
        """Whether somebody in this role may give the command at all."""
        return role in self.roles.get(command, ())

    def door(self, command: type[C], role: Role) -> Door | None:
        """The door by which the command enters in this role; none if the role may not give it."""
        return self.doors.get((command, role))

    def is_open(self, command: type[C], role: Role) -> bool:
        """Whether the command enters in this role by a door that stands open to whoever is out."""
        return (command, role) in self._open

    def emits(self, stage: S, command: type[C], event: type[E]) -> bool:
        """Whether the table has a row for this event, on this command, from this stage."""
        return (stage, command, event) in self._emits

    def after(self, stage: S, event: E) -> S:
        """The stage that follows; raises `OutOfOrder` if the table has no such row."""
        try:
            return self._after[stage, type(event)]
        except KeyError:
            name = type(event).__name__
            raise OutOfOrder(
                f"{name} cannot follow {stage.name}: check which process wrote this history"
            ) from None

    def reachable(self) -> frozenset[S]:
        """Every stage that some sequence of rows leads to."""
        seen, frontier = {self.start}, [self.start]
        while frontier:
            here = frontier.pop()
            fresh = {a.target for a in self.arrows if a.source == here} - seen
            seen |= fresh
            frontier.extend(fresh)
        return frozenset(seen)

    def html(self, caption: str = "") -> str:
        """The table as a table: from where, on which command, by which event, to where, by whom."""
        rows = (
            (a.source.name, a.command.__name__, a.event.__name__, a.target.name, self._givers(a))
            for a in self.arrows
        )
        return table(caption or repr(self), ("from", "on", "emits", "to", "given by"), rows)

    def _givers(self, arrow: Arrow[S, C, E]) -> str:
        return ", ".join(sorted(role.value for role in self.roles.get(arrow.command, ())))

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        stages, rows = len(self.stages), len(self.arrows)
        return f"Lifecycle(from {self.start!s}, {stages} stages, {rows} rows)"

    def _contradictions(self) -> Iterable[Problem]:
        for a in self.arrows:
            if self._after[a.source, a.event] != a.target:
                yield _problem(
                    a.source.name, f"{a.event.__name__} leads to two stages; use two events"
                )
        for stage in sorted(set(self.stages) - self.reachable(), key=str):
            yield _problem(stage.name, "cannot be reached; add a row that leads to it or remove it")
        welcome = {a.command for a in self.arrows if a.first}
        emitted = {a.event for a in self.arrows}
        for command in self.commands:
            if command not in welcome:
                yield _problem(command.__name__, "is never welcome; add a row or remove it")
            if not self.roles.get(command):
                yield _problem(command.__name__, "may be given by nobody; name its roles")
        for event in self.events:
            if event not in emitted:
                yield _problem(event.__name__, "is never emitted; add a row or remove it")
        given = {a.command for a in self.arrows} | set(self.roles)
        for stranger in sorted(given - set(self.commands), key=_name):
            yield _problem(stranger.__name__, "is not among the commands; add it to the union")
        for unknown in sorted(emitted - set(self.events), key=_name):
            yield _problem(unknown.__name__, "is not among the events; add it to the union")


def _entrance(given: Role | Entrance) -> Entrance:
    if isinstance(given, Entrance):
        return given
    return Entrance(given, Door.CLOCK if given is Role.CLOCK else Door.PERSON)


def _name(kind: type[object]) -> str:
    return kind.__name__


def _problem(where: str, what: str) -> Problem:
    return Problem("lifecycle.contradiction", where, what)
