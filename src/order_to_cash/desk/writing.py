"""What a command writes into the journal: its answer, its events, the messages they cause."""

from typing import Any, Final

from attrs import define, field

from order_to_cash.desk.answers import Accepted, Outcome, Refused, body_of
from order_to_cash.desk.cases import Case, Cases
from order_to_cash.desk.people import allowed
from order_to_cash.domain.core import (
    Conflict,
    Door,
    Envelope,
    LookAtWait,
    Moved,
    Refusal,
    Unavailable,
    changed,
    entity,
    refuse,
    step,
)
from order_to_cash.domain.core.given import of_kind
from order_to_cash.domain.core.lifecycle import OUTSIDE
from order_to_cash.domain.core.process import acting, party_of
from order_to_cash.domain.core.waiting import next_look
from order_to_cash.domain.trade import Tell
from order_to_cash.domain.trade.standing import beside, look
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.ports.journal import Answer, Entry, Posted, Recorded, Snapshot
from order_to_cash.wire import Wire

VERSION: Final = "give the version that the case shall have as a whole number"

TELL: Final = "tell"
"""The type of a message that gives a command to another case, which its topic names."""


@entity
class Task:
    """A command to carry out, and the message whose delivery it is, if it came from one.

    `outside` says that it came through the door. `otherwise` says that the message has something
    else to do where the command is refused, and stays until that is done. `after` is the version of
    the case that its giver saw, where it counts on no other.
    """

    envelope: Envelope[Any]
    fingerprint: str
    settles: str | None = None
    outside: bool = False
    otherwise: bool = False
    after: int | None = None

    def keeps_its_message(self, outcome: Outcome) -> bool:
        """Whether the message it came from stays, since somebody or something has to see to it."""
        return isinstance(outcome, Refused) and (self.otherwise or needs_somebody(outcome))

    def is_decided_anew(self, outcome: Outcome) -> bool:
        """Whether the outcome is not kept, since its message can be released for another try."""
        brought = self.settles is not None and not self.otherwise
        return brought and self.keeps_its_message(outcome)


@entity
class Decided:
    """What was found for one command, what is to be written, and the case after it."""

    outcome: Outcome
    entry: Entry
    case: Case | None = None


@define
class Sitting:
    """Commands that are decided one after the other and then written together."""

    wire: Wire
    known: Cases
    operator: Operator
    cases: dict[tuple[str, str], Case] = field(factory=dict)
    answers: dict[tuple[str, str, str, str], Answer] = field(factory=dict)

    def decide(self, process: AnyProcess, task: Task) -> Decided | Unavailable:
        """Decide a command on its case as the commands before it left that.

        What a process says to be away is so for this command alone. Raises `Conflict` for a case of
        another version than the command counts on, and `Unavailable` where that cannot be read.
        """
        name = (process.name, task.envelope.case)
        case = self.cases.get(name) or self.known.read(process, task.envelope.case)
        if task.after is not None and of_kind(task.after, int, VERSION) != case.version:
            raise Conflict(
                f"the case is at version {case.version}, not {task.after}; read it again,"
                " then decide again",
                code="desk.other-version",
            )
        try:
            made = self._made(process, case, task)
        except Unavailable as error:
            return error
        self.answers[place_of(task.envelope)] = made.entry.answer
        if made.case is not None:
            self.cases[name] = made.case
        return made

    def _made(self, process: AnyProcess, case: Case, task: Task) -> Decided:
        given = envelope = task.envelope
        if case.at is not None and envelope.at < case.at:
            envelope = changed(envelope, at=case.at)
        acted = self._acted(process, case, envelope)
        decided = (_from_outside if task.outside else _stepped)(process, case, acted)
        if isinstance(decided, Refusal):
            return self._refused(case, task, envelope, allowed(self.operator, decided))
        return self._accepted(process, case, changed(task, envelope=envelope), decided, given)

    def _acted(self, process: AnyProcess, case: Case, envelope: Envelope[Any]) -> Envelope[Any]:
        """The command as given in the role that the giver's own stands for, if it stands for one.

        What is recorded keeps the giver's own role.
        """
        others = self.operator.roles.get(envelope.role, ())
        if not others:
            return envelope
        role = acting(process, case.state, type(envelope.command), envelope.role, others)
        return changed(envelope, role=role)

    def _refused(self, case: Case, task: Task, counted: Envelope[Any], refusal: Refusal) -> Decided:
        """Only the answer is kept; the case stays as it is."""
        given = task.envelope
        refused = Refused(given.case, case.version, refusal)
        settles = None if task.keeps_its_message(refused) else task.settles
        answer = self._answer(task, given, counted, refused)
        entry = Entry(given.process, given.case, case.version, answer, settles=settles)
        return Decided(refused, entry)

    def _accepted(
        self,
        process: AnyProcess,
        case: Case,
        task: Task,
        moved: Moved[Any, Any],
        given: Envelope[Any],
    ) -> Decided:
        envelope = task.envelope
        events = tuple(
            _recorded(self.wire, envelope, event, version)
            for version, event in enumerate(moved.events, case.version + 1)
        )
        after, snapshot = self._after(case, envelope, moved.state, events)
        told = beside(process, case.state, moved.events, moved.state, envelope.case, envelope.at)
        accepted = Accepted(envelope.case, after.version, tuple(event.type for event in events))
        entry = Entry(
            process=envelope.process,
            case=envelope.case,
            after=case.version,
            answer=self._answer(task, given, envelope, accepted),
            events=events,
            messages=_messages(self.wire, envelope, (*moved.messages, *told), after.version),
            snapshot=snapshot,
            next_check=next_look(process, moved.state, after.at),
            settles=task.settles,
            stage=moved.state.stage.value,
            party=party_of(process, moved.state),
        )
        return Decided(accepted, entry, after)

    def _answer(
        self, task: Task, given: Envelope[Any], counted: Envelope[Any], outcome: Outcome
    ) -> Answer:
        return Answer(
            command=given.id,
            actor=given.actor,
            role=given.role.value,
            given=given.at,
            counted=counted.at,
            said=self.wire.dump_command(given.process, given.command),
            fingerprint=task.fingerprint,
            body=body_of(self.wire, outcome),
        )

    def _after(
        self, case: Case, envelope: Envelope[Any], state: Any, events: tuple[Recorded, ...]
    ) -> tuple[Case, Snapshot | None]:
        version, at = case.version + len(events), envelope.at if events else case.at
        tail = case.tail + sum(len(event.body) for event in events)
        after = changed(case, version=version, state=state, at=at, tail=tail)
        if not events or not after.wants_snapshot:
            return after, None
        snapshot = Snapshot(version, self.wire.dump_state(state))
        return changed(after, tail=0, snapshot=len(snapshot.body)), snapshot


def place_of(envelope: Envelope[Any]) -> tuple[str, str, str, str]:
    """What tells a command from every other: process, case, actor and id."""
    return envelope.process, envelope.case, envelope.actor, envelope.id


def kept_cases(
    decided: list[tuple[Decided, Conflict | None]],
) -> dict[tuple[str, str], Case]:
    """Each case as the last of its entries that was written left it."""
    return {
        (made.entry.process, made.entry.case): made.case
        for made, conflict in decided
        if conflict is None and made.case is not None
    }


def needs_somebody(outcome: Outcome) -> bool:
    """Whether a message was refused; one that only came too late for its case needs nobody."""
    return isinstance(outcome, Refused) and outcome.refusal.code != "process.wrong-stage"


def _stepped(process: AnyProcess, case: Case, envelope: Envelope[Any]) -> Moved[Any, Any] | Refusal:
    told = isinstance(envelope.command, LookAtWait)
    decided = (look if told else step)(process, case.state, envelope)
    if isinstance(decided, Refusal):
        return _not_new(process, case, envelope, decided)
    return decided


def _from_outside(
    process: AnyProcess, case: Case, envelope: Envelope[Any]
) -> Moved[Any, Any] | Refusal:
    barred = _at_the_door(process, case, envelope)
    return _stepped(process, case, envelope) if barred is None else barred


def _at_the_door(process: AnyProcess, case: Case, envelope: Envelope[Any]) -> Refusal | None:
    """Why a command does not even come in, if it does not."""
    command = type(envelope.command)
    looks = command is LookAtWait
    door = Door.CLOCK if looks else process.lifecycle.door(command, envelope.role)
    if door is not None and door not in OUTSIDE:
        name = command.__name__
        return refuse("process.wrong-door", command=name, process=process.name, door=door.value)
    opens = process.lifecycle.welcomes(case.state.stage, command)
    if not case.version and "/" in envelope.case and opens:
        return refuse("process.id-of-the-library")
    return None


def _not_new(process: AnyProcess, case: Case, envelope: Envelope[Any], refusal: Refusal) -> Refusal:
    """A case that nobody wrote to is said to be unknown, never to be in its first stage."""
    if case.version or refusal.code != "process.wrong-stage":
        return refusal
    table, stage = process.lifecycle, case.state.stage
    possible = tuple(
        c.__name__
        for c in table.welcome(stage)
        if OUTSIDE & {table.door(c, r) for r in table.roles[c]}
    )
    name = type(envelope.command).__name__
    return refuse("process.unknown-case", command=name, process=process.name, possible=possible)


def _recorded(wire: Wire, envelope: Envelope[Any], event: Any, version: int) -> Recorded:
    type_ = wire.type_name(type(event))
    return Recorded(
        process=envelope.process,
        case=envelope.case,
        version=version,
        at=envelope.at,
        actor=envelope.actor,
        role=envelope.role.value,
        command=envelope.id,
        type=type_,
        body=wire.dump_event(event),
        shape=wire.event_version(envelope.process, type_),
    )


def _messages(
    wire: Wire, envelope: Envelope[Any], messages: tuple[Any, ...], version: int
) -> tuple[Posted, ...]:
    return tuple(
        _posted(wire, envelope, message, f"{envelope.process}/{envelope.case}:{version}:{index}")
        for index, message in enumerate(messages)
    )


def _posted(wire: Wire, envelope: Envelope[Any], message: Any, key: str) -> Posted:
    otherwise = ""
    if isinstance(message, Tell):
        to, type_ = f"{message.process}/{message.case}", TELL
        body = wire.dump_command(message.process, message.command)
        if message.otherwise is not None:
            otherwise = wire.dump_command(envelope.process, message.otherwise)
    else:
        to, type_ = message.topic, wire.type_name(type(message))
        body = wire.dump_message(message)
    process, case, at = envelope.process, envelope.case, envelope.at
    return Posted(key, process, case, at, to, type_, body, otherwise)
