"""A process in five pure functions, and `step`, the one way forward."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity, filler
from order_to_cash.domain.core.errors import InvalidValue, OutOfOrder
from order_to_cash.domain.core.given import unsaid
from order_to_cash.domain.core.html import paragraphs
from order_to_cash.domain.core.lifecycle import Door, Lifecycle
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.stillness import WaitTold
from order_to_cash.domain.core.wording import WORDS, Language, Value, Values, Words

LONGEST_PARTY: Final = 256
"""How many characters the id of a party has at most, so that every store can list by it."""


class Staged(Protocol):
    """Anything that is in a stage."""

    @property
    def stage(self) -> Any:
        """Where it stands in its lifecycle."""
        ...


State = TypeVar("State", bound=Staged)
State_co = TypeVar("State_co", bound=Staged, covariant=True)
C = TypeVar("C")
C_co = TypeVar("C_co", covariant=True)
E = TypeVar("E")


@entity
class Envelope(Generic[C_co]):
    """A command with who gives it, in which role, about which case, and when.

    `at` is an aware datetime and the only time there is; `id` makes giving it twice harmless.
    """

    id: str
    case: str
    process: str
    at: datetime
    actor: str
    role: Role
    command: C_co


@entity
class Refusal:
    """The business says no: a stable code with its values, and the decision behind it."""

    code: str
    values: Values = ()
    decision: Decision | None = None

    def text(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The reason as advice, made when it is read."""
        reason = words.say(language, "refusal", self.code, values=dict(self.values))
        if self.decision is None:
            return reason
        return "\n".join((reason, *self.decision.sentences(language, words)))

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The refusal as a sentence, with the table of the decision behind it."""
        reason = self.text(language, words).splitlines()[0]
        decision = "" if self.decision is None else self.decision.html(language, words)
        return f"{paragraphs((reason,))}{decision}"

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()


def refuse(code: str, decision: Decision | None = None, /, **values: Value) -> Refusal:
    """A refusal for this reason, with the values its text names."""
    return Refusal(code, tuple(values.items()), decision)


class Process(Protocol[State, C, E]):
    """What a process offers: its table, and pure functions over its state.

    `decide` proposes events or refuses; `evolve` remembers one; `outgoing` says what the world
    must be asked or told once an event has happened; `next_check` says when time alone could
    change something. A process that sends messages of its own to ports names their classes in a
    further attribute, `messages` (see `core.asking`). What its cases wait for is read from its
    table; a further attribute `waiting` says it more exactly, and a pure function
    `obstacles(state, at)` answers the findings that are open (see `core.waiting`). Another,
    `sums(state)`, answers what stories say of many events together, each as the name of its text
    among the words `sum` of the process with the values in it, and one more, `party(state)`, the id
    of the party that the case is of (see `party_of`).
    """

    @property
    def name(self) -> str:
        """Its name in envelopes and histories."""
        ...

    @property
    def role(self) -> Role:
        """The role under which its messages reach other cases."""
        ...

    @property
    def initial(self) -> State:
        """The state of a case about which nothing is recorded."""
        ...

    @property
    def lifecycle(self) -> Lifecycle[Any, C, E]:
        """The table: the only place where legality lives."""
        ...

    def decide(self, state: State, envelope: Envelope[C], /) -> "tuple[E, ...] | Refusal":
        """The events that the command leads to, or why it does not."""
        ...

    def evolve(self, state: State, event: E, /) -> State:
        """The state once the event has happened."""
        ...

    def outgoing(self, state: State, event: E, /) -> tuple[Any, ...]:
        """The messages to send once the event has happened; `state` already includes it."""
        ...

    def next_check(self, state: State, /) -> datetime | None:
        """The instant at which time alone could change something, if any."""
        ...


def givers(process: Process[State, C, E], state: State, command: type[C]) -> frozenset[Role]:
    """Who may give the command in this case: the roles of the table, but those it is barred to.

    A process whose cases differ in who may do what has a further pure function beside the five,
    `barred(state, command)`, with the roles of the table that may not give it in this case.
    """
    roles = process.lifecycle.roles.get(command, frozenset())
    barred = getattr(process, "barred", None)
    return roles if barred is None else roles - barred(state, command)


def party_of(process: Process[State, C, E], state: State) -> str:
    """The id of the party that the case is of; empty where it is of none, or of none yet.

    It is an id of the operator's directories, never personal data, and stays when that is
    forgotten. A text that is longer than any id, or holds what no text may, names nobody.
    """
    named = getattr(process, "party", None)
    party = "" if named is None else str(named(state))
    return party if len(party) <= LONGEST_PARTY and party.isprintable() else ""


def in_tables(processes: Iterable[Process[Any, Any, Any]]) -> frozenset[Role]:
    """Every role that may give something in one of these processes."""
    tables = (process.lifecycle for process in processes)
    return frozenset(role for table in tables for roles in table.roles.values() for role in roles)


def own_roles(
    processes: Iterable[Process[Any, Any, Any]], declared: Iterable[Role]
) -> tuple[Role, ...]:
    """The roles of an operator's own: those it declares, then those of its own tables."""
    named = sorted(role for role in in_tables(processes) if role.is_own)
    return tuple(dict.fromkeys((*declared, *named)))


def acting(
    process: Process[State, C, E],
    state: State,
    command: type[C],
    role: Role,
    stands_for: Collection[Role],
) -> Role:
    """The role under which the table takes a command of somebody whose role stands for others.

    That is the role itself where it may give the command, else the first of the others that may.
    """
    may = givers(process, state, command)
    return next((one for one in (role, *stands_for) if one in may), role)


def clock_command(process: Process[Any, Any, Any]) -> Any:
    """The command by which time passes in a process: the one that only the clock may give."""
    alone = frozenset({Role.CLOCK})
    for command, roles in process.lifecycle.roles.items():
        if roles == alone:
            return command()
    raise InvalidValue(
        f"{process.name} has no command of the clock; give it one, or no next check",
        code="desk.no-clock",
    )


@entity
class Moved(Generic[State_co, E]):
    """The process went on: the new state, the events to store, the messages to send."""

    state: State_co
    events: tuple[E, ...]
    messages: tuple[Any, ...] = ()


Outcome: TypeAlias = Moved[State, E] | Refusal


def step(
    process: Process[State, C, E], state: State, envelope: Envelope[C]
) -> Moved[State, E] | Refusal:
    """The one way forward: allowed for this role, welcome here, said, then decide and evolve."""
    lifecycle, command, before = process.lifecycle, type(envelope.command), state.stage
    if envelope.role not in (may := givers(process, state, command)):
        return refuse(
            "process.wrong-role",
            command=command.__name__,
            process=process.name,
            role=envelope.role.value,
            allowed=tuple(sorted(role.value for role in may)),
        )
    if not lifecycle.welcomes(before, command):
        possible = tuple(c.__name__ for c in lifecycle.welcome(before))
        return refuse(
            "process.wrong-stage",
            command=command.__name__,
            process=process.name,
            stage=before.value,
            possible=possible,
        )
    if lifecycle.is_open(command, envelope.role) and (blank := unsaid(envelope.command)):
        return refuse("process.blank", fields=blank)
    answer = process.decide(state, envelope)
    if isinstance(answer, Refusal):
        return answer
    messages: tuple[Any, ...] = ()
    for event in answer:
        if not lifecycle.emits(state.stage, command, type(event)):
            raise OutOfOrder(
                f"{command.__name__} must not emit {type(event).__name__} in {state.stage.name}"
            )
        state = process.evolve(state, event)
        if sent := process.outgoing(state, event):
            messages += sent
    return _moved(state, answer, messages)


_moved: Final = filler(Moved)


def fold(process: Process[State, C, E], state: State, events: Iterable[E]) -> State:
    """The state after these events; raises `OutOfOrder` where they do not fit the table.

    That somebody was told how long a case has stood still changes nothing in it.
    """
    for event in events:
        if not isinstance(event, WaitTold):
            state = process.evolve(state, event)
    return state


def replay(process: Process[State, C, E], events: Iterable[E]) -> State:
    """The state of a case from its whole history."""
    return fold(process, process.initial, events)


def next_steps(
    process: Process[State, C, E],
    state: State,
    role: Role,
    *,
    doors: Collection[Door] = tuple(Door),
    stands_for: Collection[Role] = (),
) -> tuple[type[C], ...]:
    """What somebody in this role can do next by one of these doors, in the table's order.

    `stands_for` are the roles that a role of an operator's own stands for.
    """
    lifecycle = process.lifecycle
    return tuple(
        command
        for command in lifecycle.welcome(state.stage)
        if (as_ := acting(process, state, command, role, stands_for))
        in givers(process, state, command)
        and lifecycle.door(command, as_) in doors
    )
