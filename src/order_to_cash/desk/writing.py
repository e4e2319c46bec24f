"""What a command writes into the journal: its answer, its events, the messages they cause."""

import json
from typing import Any, Final

from attrs import define, field

from order_to_cash.desk.answers import Accepted, Outcome, Refused, body_of
from order_to_cash.desk.cases import Case, Cases, check_owner
from order_to_cash.desk.delivery import topic
from order_to_cash.domain.entity import changed, entity
from order_to_cash.domain.messages import Tell
from order_to_cash.domain.process import WRONG_STAGE, Envelope, Moved, Refusal, step
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.ports.journal import Answer, Entry, Posted, Recorded, Snapshot
from order_to_cash.wire import Wire

TELL: Final = "tell"
"""The type of a message that gives a command to another case, which its topic names."""


@entity
class Task:
    """A command to carry out, and the message whose delivery it is, if it came from one."""

    envelope: Envelope[Any]
    fingerprint: str
    settles: str | None = None


@define
class Sitting:
    """Commands that are decided one after the other and then written together."""

    wire: Wire
    known: Cases
    cases: dict[str, Case] = field(factory=dict)
    answers: dict[str, Answer] = field(factory=dict)
    entries: list[Entry] = field(factory=list)

    def decide(self, process: AnyProcess, task: Task) -> Outcome:
        """Decide a command on its case as the commands before it left that."""
        envelope = task.envelope
        case = self.cases.get(envelope.case) or self.known.read(process, envelope.case)
        check_owner(case.process, process)
        if case.at is not None and envelope.at < case.at:
            envelope = changed(envelope, at=case.at)
        decided = step(process, case.state, envelope)
        if isinstance(decided, Refusal):
            return self._refused(case, task, decided)
        return self._accepted(process, case, changed(task, envelope=envelope), decided)

    def _refused(self, case: Case, task: Task, refusal: Refusal) -> Outcome:
        """Only the answer is kept; the case stays as it is."""
        envelope = task.envelope
        refused = Refused(envelope.case, case.version, refusal)
        settles = None if needs_somebody(refused) else task.settles
        answer = self._answer(task, refused)
        entry = Entry(envelope.case, envelope.process, case.version, answer, settles=settles)
        self.entries.append(entry)
        return refused

    def _accepted(
        self, process: AnyProcess, case: Case, task: Task, moved: Moved[Any, Any]
    ) -> Outcome:
        envelope = task.envelope
        events = tuple(
            _recorded(self.wire, envelope, event, version)
            for version, event in enumerate(moved.events, case.version + 1)
        )
        after, snapshot = self._after(case, envelope, moved.state, events)
        accepted = Accepted(envelope.case, after.version, tuple(event.type for event in events))
        entry = Entry(
            case=envelope.case,
            process=envelope.process,
            after=case.version,
            answer=self._answer(task, accepted),
            events=events,
            messages=_messages(self.wire, envelope, moved.messages, after.version),
            snapshot=snapshot,
            next_check=process.next_check(moved.state),
            settles=task.settles,
        )
        self.entries.append(entry)
        self.cases[envelope.case] = after
        return accepted

    def _answer(self, task: Task, outcome: Outcome) -> Answer:
        answer = Answer(task.envelope.id, task.fingerprint, body_of(self.wire, outcome))
        self.answers[answer.command] = answer
        return answer

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


def needs_somebody(outcome: Outcome) -> bool:
    """Whether a message was refused; one that only came too late for its case needs nobody."""
    return isinstance(outcome, Refused) and outcome.refusal.code != WRONG_STAGE.code


def _recorded(wire: Wire, envelope: Envelope[Any], event: Any, version: int) -> Recorded:
    return Recorded(
        case=envelope.case,
        process=envelope.process,
        version=version,
        at=envelope.at,
        actor=envelope.actor,
        role=envelope.role.value,
        command=envelope.id,
        type=wire.type_name(type(event)),
        body=wire.dump_event(event),
    )


def _messages(
    wire: Wire, envelope: Envelope[Any], messages: tuple[Any, ...], version: int
) -> tuple[Posted, ...]:
    return tuple(
        _posted(wire, envelope, message, f"{envelope.case}:{version}:{index}")
        for index, message in enumerate(messages)
    )


def _posted(wire: Wire, envelope: Envelope[Any], message: Any, key: str) -> Posted:
    if isinstance(message, Tell):
        to, type_ = f"{message.process}/{message.case}", TELL
        body = wire.dump_command(message.process, message.command)
        if message.otherwise is not None:
            otherwise = wire.dump_command(envelope.process, message.otherwise)
            body = json.dumps([body, otherwise], ensure_ascii=False)
    else:
        to, type_ = topic(message), wire.type_name(type(message))
        body = wire.dump_message(message)
    return Posted(key, envelope.case, envelope.process, envelope.at, to, type_, body)
