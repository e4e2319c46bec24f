"""A process in five pure functions, and `step`, the one way forward."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.lifecycle import Door, Lifecycle
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.wording import Language, Phrase, Text, Value


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
    """The business says no: a stable code, the reason in words, and the decision behind it."""

    phrase: Phrase
    values: tuple[tuple[str, Value], ...] = ()
    decision: Decision | None = None

    @property
    def code(self) -> str:
        """The stable code of the reason."""
        return self.phrase.code

    def text(self, language: Language = Language.EN) -> str:
        """The reason as advice, made when it is read."""
        unknown = dict.fromkeys(self.phrase.text.names)
        reason = self.phrase.text.render({**unknown, **dict(self.values)}, language)
        if self.decision is None:
            return reason
        return "\n".join((reason, *self.decision.sentences(language)))

    def __str__(self) -> str:
        return self.text()


def refuse(phrase: Phrase, decision: Decision | None = None, /, **values: Value) -> Refusal:
    """A refusal for this reason, with the values its text names."""
    return Refusal(phrase, tuple(values.items()), decision)


WRONG_STAGE = Phrase(
    "process.wrong-stage",
    Text(
        "not possible while the case is {stage:{process}}: {command:Command}; "
        "possible now: {possible:Command}",
        "no es posible en la etapa «{stage:{process}}»: {command:Command}; "
        "posible ahora: {possible:Command}",
    ),
)
WRONG_ROLE = Phrase(
    "process.wrong-role",
    Text(
        "not for {role:Role}: {command:Command}; it is for: {allowed:Role}",
        "no corresponde al rol «{role:Role}»: {command:Command}; corresponde a: {allowed:Role}",
    ),
)
WRONG_DOOR = Phrase(
    "process.wrong-door",
    Text(
        "nobody outside gives this: {command:Command}; it comes from {door:Door} alone",
        "nadie de fuera da esto: {command:Command}; solo llega de {door:Door}",
    ),
)
UNKNOWN_CASE = Phrase(
    "process.unknown-case",
    Text(
        "nobody wrote to this case, so this is not possible: {command:Command}; check the id and "
        "the process, or begin with: {possible:Command}",
        "nadie escribió en este caso, así que no es posible: {command:Command}; verifique el "
        "identificador y el proceso, o comience con: {possible:Command}",
    ),
)
NOT_TO_GIVE = Phrase(
    "process.id-of-the-library",
    Text(
        "an id with a slash names a case that the library opens, so nobody can open one under it; "
        "give the new case an id without a slash",
        "un identificador con barra nombra un caso que abre la biblioteca y nadie puede abrir otro "
        "con él; dé al caso nuevo un identificador sin barra",
    ),
)

PHRASES: Final = (WRONG_STAGE, WRONG_ROLE, WRONG_DOOR, UNKNOWN_CASE, NOT_TO_GIVE)
"""Why a command is refused before its process is asked."""


class Process(Protocol[State, C, E]):
    """What a process offers: its table, and pure functions over its state.

    `decide` proposes events or refuses; `evolve` remembers one; `outgoing` says what the world
    must be asked or told once an event has happened; `next_check` says when time alone could
    change something.
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
    """The one way forward: allowed for this role, welcome here, then decide and evolve."""
    lifecycle, command, before = process.lifecycle, type(envelope.command), state.stage
    if envelope.role not in (may := givers(process, state, command)):
        return refuse(
            WRONG_ROLE,
            command=command.__name__,
            role=envelope.role.value,
            allowed=tuple(sorted(role.value for role in may)),
        )
    if not lifecycle.welcomes(before, command):
        possible = tuple(c.__name__ for c in lifecycle.commands if lifecycle.welcomes(before, c))
        return refuse(
            WRONG_STAGE,
            command=command.__name__,
            process=process.name,
            stage=before.value,
            possible=possible,
        )
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
        messages += process.outgoing(state, event)
    return Moved(state, answer, messages)


def fold(process: Process[State, C, E], state: State, events: Iterable[E]) -> State:
    """The state after these events; raises `OutOfOrder` where they do not fit the table."""
    for event in events:
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
) -> tuple[type[C], ...]:
    """What somebody in this role can do next by one of these doors, in the table's order."""
    lifecycle = process.lifecycle
    return tuple(
        command
        for command in lifecycle.commands
        if lifecycle.welcomes(state.stage, command)
        and lifecycle.door(command, role) in doors
        and role in givers(process, state, command)
    )
