"""The desk itself: where cases, their journal and the world meet.

`handle` takes a command, `deliver` sends what is to be sent, `tick` lets time pass. Killed at any
instant, the next start goes on where the journal stands.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import define, field

from order_to_cash.desk.answers import Outcome, Refused, outcome_of
from order_to_cash.desk.cases import Cases
from order_to_cash.desk.delivery import Delivery, Retry, delivered
from order_to_cash.desk.turns import BEHIND, in_order, too_early
from order_to_cash.desk.writing import TELL, Sitting, Task, needs_somebody
from order_to_cash.domain.entity import changed
from order_to_cash.domain.errors import (
    Conflict,
    IdempotencyConflict,
    InvalidValue,
    OrderToCashError,
    Unavailable,
)
from order_to_cash.domain.instants import aware
from order_to_cash.domain.parties import Role
from order_to_cash.domain.process import Envelope, Moved, step
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.ports.journal import Due, Journal, Posted
from order_to_cash.ports.world import World
from order_to_cash.wire import STORED, Wire

TRIES: Final = 100
"""How often a command is decided again because somebody else wrote to its case first."""

OWN_IDS: Final = ("tell:", "answer:", "tick:")
"""How the ids of the desk's own commands begin."""

INTERNAL: Final = ""
"""The fingerprint of what the desk itself commands: its ids name one occasion, not one content."""

BATCH: Final = 100
"""How many messages or due cases are taken from the journal at a time."""

MANY: Final = 100_000
"""More messages than are ever set aside at a time."""


@define
class Desk:
    """Takes commands for cases, delivers their messages, and lets time pass."""

    operator: Operator
    journal: Journal
    world: World
    wire: Wire
    retry: Retry = field(factory=Retry)
    _cases: Cases = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._cases = Cases(self.journal, self.wire)

    def process(self, name: str) -> AnyProcess:
        """The process of that name; raises `InvalidValue` naming those there are."""
        known = self.operator.by_name
        if name not in known:
            names = ", ".join(known)
            raise InvalidValue(f"no such process; there are: {names}", code="desk.unknown-process")
        return known[name]

    def state(self, process: str, case: str) -> Any:
        """The state of a case as of now."""
        return self._cases.read(self.process(process), case).state

    def handle(self, envelope: Envelope[Any]) -> Outcome:
        """Carry out a command, once: given again, the same id gets the first answer.

        A command that is dated before the last event of its case is recorded as of that event's
        instant. Raises `IdempotencyConflict` for an id that was used for other content,
        `Conflict` if others keep writing to the case, `Unavailable` if the journal cannot be
        reached.
        """
        return self.handle_many((envelope,))[0]

    def handle_many(self, envelopes: Iterable[Envelope[Any]]) -> tuple[Outcome, ...]:
        """Carry out several commands in their order and in one transaction: faster than one by one.

        Each is answered as `handle` would answer it. Where one raises, none is written.
        """
        return self._carry_out([self._task(envelope) for envelope in envelopes])

    def deliver(self, now: datetime, *, most: int | None = None) -> Delivery:
        """Send what waits, and what that causes, until nothing is left or `most` were."""
        done = Delivery()
        while most is None or done.delivered < most:
            limit = BATCH if most is None else min(BATCH, most - done.delivered)
            waiting = self.journal.waiting(aware(now), limit=limit)
            if not waiting:
                break
            done = self._send_all(waiting, now, done)
        return done

    def tick(self, now: datetime) -> int:
        """Give every case whose time has come the command to look; how many were looked at.

        Cases of a process that this operator does not have are left to the one who has it.
        """
        seen: set[str] = set()
        known, looked = self.operator.by_name, 0
        while True:
            due = self.journal.due(aware(now), limit=BATCH + len(seen))
            fresh = [item for item in due if item.case not in seen]
            if not fresh:
                return looked
            seen.update(item.case for item in fresh)
            for item in fresh:
                if item.process in known:
                    self._look(item, now)
                    looked += 1

    def _task(self, envelope: Envelope[Any]) -> Task:
        self.process(envelope.process)
        aware(envelope.at)
        if envelope.id.startswith(OWN_IDS):
            raise InvalidValue(
                f"ids that begin with {', '.join(OWN_IDS)} are the desk's own; give another id",
                code="desk.reserved-id",
            )
        return Task(envelope, self.wire.fingerprint(envelope))

    def _carry_out(self, tasks: Sequence[Task]) -> tuple[Outcome, ...]:
        for _ in range(TRIES):
            sitting = Sitting(self.wire, self._cases)
            outcomes = tuple(self._answered(sitting, task) for task in tasks)
            try:
                if sitting.entries:
                    self.journal.append(*sitting.entries)
            except Conflict:
                continue
            self._cases.keep(sitting.cases)
            return outcomes
        raise Conflict("others kept writing to the case; try the same command again")

    def _answered(self, sitting: Sitting, task: Task) -> Outcome:
        """The first answer to a command: kept from before, or found now."""
        envelope = task.envelope
        known = sitting.answers.get(envelope.id) or self.journal.answer(envelope.id)
        if known is None:
            return sitting.decide(self.process(envelope.process), task)
        if known.fingerprint != task.fingerprint:
            raise IdempotencyConflict(
                "this command id was used for another command; give each command its own id"
            )
        outcome = outcome_of(self.wire, known.body)
        if task.settles is not None and not needs_somebody(outcome):
            self.journal.settle(task.settles)
        return outcome

    def _send_all(self, waiting: Sequence[Posted], now: datetime, done: Delivery) -> Delivery:
        """Hand each message to its port, then write what came back in one go."""
        sent: list[tuple[Posted, Task]] = []
        early = self._too_early(waiting)
        for posted in waiting:
            if posted in early:
                self.journal.park(posted.key, problem=BEHIND)
                done = changed(done, parked=done.parked + 1)
                continue
            try:
                task = self._sent(posted, now)
            except Exception as problem:  # noqa: BLE001  (an adapter may raise anything)
                done = self._failed(posted, now, problem, done)
                continue
            if task is None:
                self.journal.settle(posted.key)
                done = changed(done, delivered=done.delivered + 1)
            else:
                sent.append((posted, task))
        return self._recorded(sent, now, done)

    def _too_early(self, waiting: Sequence[Posted]) -> tuple[Posted, ...]:
        ordered = in_order(waiting)
        return too_early(ordered, self.journal.parked(limit=MANY)) if ordered else ()

    def _recorded(
        self, sent: Sequence[tuple[Posted, Task]], now: datetime, done: Delivery
    ) -> Delivery:
        try:
            outcomes = self._carry_out([task for _, task in sent])
        except Unavailable:
            raise
        except Exception as problem:  # noqa: BLE001  (a process of others may raise anything)
            if len(sent) == 1:
                return self._failed(sent[0][0], now, problem, done)
            for one in sent:
                done = self._recorded((one,), now, done)
            return done
        for (posted, task), outcome in zip(sent, outcomes, strict=True):
            if isinstance(outcome, Refused) and posted.body.startswith("["):
                self._otherwise(posted, task)
            done = self._settled(posted, outcome, done)
        return done

    def _otherwise(self, posted: Posted, task: Task) -> None:
        """What the teller asked for where its words are refused."""
        body = json.loads(posted.body)[1]
        command = self.wire.load_command(posted.process, body, limits=STORED)
        role, at = self.process(posted.process).role, task.envelope.at
        name, case = f"otherwise:{posted.key}", posted.case
        told = Envelope(name, case, posted.process, at, posted.topic, role, command)
        self._carry_out([Task(told, INTERNAL)])

    def _settled(self, posted: Posted, outcome: Outcome, done: Delivery) -> Delivery:
        if posted.body.startswith("["):
            self.journal.settle(posted.key)
            return changed(done, delivered=done.delivered + 1)
        if isinstance(outcome, Refused) and needs_somebody(outcome):
            self.journal.park(posted.key, problem=outcome.refusal.code)
            return changed(done, parked=done.parked + 1)
        return changed(done, delivered=done.delivered + 1)

    def _sent(self, posted: Posted, now: datetime) -> Task | None:
        """Hand a message over; what came back is a command for its case, or nothing."""
        at = max(posted.at, now)
        role = self.process(posted.process).role
        if posted.type == TELL:
            process, _, case = posted.topic.partition("/")
            body = json.loads(posted.body)[0] if posted.body.startswith("[") else posted.body
            command = self.wire.load_command(process, body, limits=STORED)
            told = Envelope(f"tell:{posted.key}", case, process, at, posted.case, role, command)
            # what has an otherwise is settled once that was given, if it had to be
            settles = None if posted.body.startswith("[") else posted.key
            return Task(told, INTERNAL, settles)
        message = self.wire.load_message(posted.type, posted.body)
        command = delivered(self.world, posted.key, message)
        if command is None:
            return None
        # A port's answer is read as strictly as any document: a wrong one is refused here.
        body = self.wire.dump_command(posted.process, command)
        command = self.wire.load_command(posted.process, body, limits=STORED)
        name, case = f"answer:{posted.key}", posted.case
        answer = Envelope(name, case, posted.process, at, posted.topic, role, command)
        return Task(answer, INTERNAL, posted.key)

    def _failed(self, posted: Posted, now: datetime, error: Exception, done: Delivery) -> Delivery:
        problem = error.code if isinstance(error, OrderToCashError) else type(error).__name__
        attempts = posted.attempts + 1
        if attempts >= self.retry.attempts:
            self.journal.park(posted.key, problem=problem)
            return changed(done, parked=done.parked + 1)
        until = now + self.retry.after(posted.attempts)
        self.journal.postpone(posted.key, until=until, problem=problem)
        return changed(done, postponed=done.postponed + 1)

    def _look(self, due: Due, now: datetime) -> None:
        """A look that leads to nothing is not written, so that a later one is not taken for it."""
        process = self.process(due.process)
        case = self._cases.read(process, due.case)
        name = f"tick:{due.case}:{case.version}:{due.at.isoformat()}"
        at = now if case.at is None else max(now, case.at)
        command = clock_command(process)
        look = Envelope(name, due.case, due.process, at, "clock", Role.CLOCK, command)
        seen = step(process, case.state, look)
        if isinstance(seen, Moved) and seen.events:
            self._carry_out([Task(look, INTERNAL)])


def clock_command(process: AnyProcess) -> Any:
    """The command by which time passes in a process: the one that only the clock may give."""
    alone = frozenset({Role.CLOCK})
    for command, roles in process.lifecycle.roles.items():
        if roles == alone:
            return command()
    raise InvalidValue(
        f"{process.name} has no command of the clock; give it one, or no next check",
        code="desk.no-clock",
    )
