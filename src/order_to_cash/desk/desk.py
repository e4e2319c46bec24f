"""The desk itself: where cases, their journal and the world meet.

`give` and `handle` take a command, `deliver` sends what is to be sent, `pass_time` and `tick` let
time pass, `work` does both for as long as it shall. Killed at any instant, the next start goes on
where the journal stands.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final, TypeVar, overload

from attrs import define, field

from order_to_cash.desk.answers import Outcome
from order_to_cash.desk.carrying import Carrier, Result
from order_to_cash.desk.cases import Cases, Happened
from order_to_cash.desk.delivery import Delivery, Retry
from order_to_cash.desk.fitting import check_kinds, check_owner, check_ports
from order_to_cash.desk.forgetting import Forgetting, Forgotten
from order_to_cash.desk.giving import addressed
from order_to_cash.desk.listing import check_stage, enlist
from order_to_cash.desk.logs import left
from order_to_cash.desk.looking import Going, Looking, Passed
from order_to_cash.desk.people import waited_for
from order_to_cash.desk.personal import Veil
from order_to_cash.desk.present import Clock, check_jump, instant_of, not_ahead, told_by
from order_to_cash.desk.sending import Sender
from order_to_cash.desk.watching import told_to, unwatched, watched
from order_to_cash.desk.writing import Task
from order_to_cash.domain.core import Envelope, InvalidValue, Process, Role, Wait
from order_to_cash.domain.core.given import of_kind
from order_to_cash.domain.core.instants import aware
from order_to_cash.domain.core.process import Staged
from order_to_cash.domain.trade.standing import Past, wait_of
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.ports.journal import ALL, Journal, Lease, Listed, Share
from order_to_cash.ports.personal import PersonalData
from order_to_cash.ports.watching import Watch
from order_to_cash.ports.world import World
from order_to_cash.wire import Wire

S = TypeVar("S", bound=Staged)
E = TypeVar("E")
T = TypeVar("T")

OWN_IDS: Final = ("tell:", "answer:", "otherwise:", "tick:")
"""How the ids of the desk's own commands begin."""

BATCH: Final = 100
"""How many messages or due cases are taken from the journal at a time."""

FEW: Final = 20
"""How many of them `work` takes, which may be told to stop after each time."""


@define
class Desk:
    """Takes commands for cases, delivers their messages, and lets time pass.

    `clock` is only a ceiling: what is dated later is refused, and `deliver`, `tick` and
    `pass_time` use it where no instant is given. Without one there is no ceiling. `worker` is the
    name under which messages are taken; give a fixed one to whoever starts again under it. Of a
    `share` only its cases are delivered for and looked at, which leaves the others to others.
    `personal` is where personal data is kept, so that it can be forgotten; without one it stands in
    the events themselves, for good. `watch` is told what is done (see `ports.watching`).
    Raises `InvalidValue` for a journal that belongs to another operator, and `BrokenDefinition`
    naming each message of a process for which the world has no port.
    """

    operator: Operator
    journal: Journal
    world: World
    wire: Wire
    retry: Retry = field(factory=Retry)
    clock: Clock | None = None
    worker: str = ""
    personal: PersonalData | None = None
    share: Share = ALL
    watch: Watch = unwatched
    _veil: Veil = field(init=False)
    _cases: Cases = field(init=False)

    def __attrs_post_init__(self) -> None:
        check_owner(self.journal.owner(self.operator.name), self.operator.name)
        check_ports(self.operator.processes, self.world)
        check_kinds(self.clock, self.worker)
        self.worker = self.worker or secrets.token_hex(8)
        self._veil = Veil(self.personal, self.wire)
        self._cases = Cases(self.journal, self.wire, self._veil)

    def process(self, name: str) -> AnyProcess:
        """The process of that name; raises `InvalidValue` naming those there are."""
        known = self.operator.by_name
        if of_kind(name, str, "give the name of a process as a text") not in known:
            names = ", ".join(known)
            raise InvalidValue(f"no such process; there are: {names}", code="desk.unknown-process")
        return known[name]

    @overload
    def state(self, process: Process[S, Any, Any], case: str) -> S: ...
    @overload
    def state(self, process: str, case: str) -> Any: ...
    def state(self, process: AnyProcess | str, case: str) -> Any:
        """The state of a case as of now, of the type of its process where that is given itself.

        Raises `InvalidValue` for a case that nobody wrote to or a process that is not this desk's,
        `InvalidDocument` for a case that cannot be read.
        """
        own = self._own(process, case)
        found = self._cases.read(own, case)
        if not found.version:
            raise _unknown(own, case)
        return found.state

    @overload
    def history(self, process: Process[Any, Any, E], case: str) -> tuple[Happened[E], ...]: ...
    @overload
    def history(self, process: str, case: str) -> tuple[Happened[Any], ...]: ...
    def history(self, process: AnyProcess | str, case: str) -> tuple[Happened[Any], ...]:
        """What happened to a case, oldest first: each event with who gave its command, and when.

        Raises as `state` does.
        """
        own = self._own(process, case)
        if not (happened := self._cases.history(own.name, case)):
            raise _unknown(own, case)
        return happened

    def cases(
        self,
        *,
        process: str = "",
        stage: str = "",
        party: str = "",
        after: str = "",
        limit: int = 1000,
    ) -> tuple[Listed, ...]:
        """A page of the cases of a process, in a stage, of a party, by process and id.

        What is empty leaves it open; `after` is the `cursor` of the last case of the page before.
        A page costs what it shows, however many cases there are. Raises `InvalidValue` naming the
        processes, or the stages, where there is none of that name.
        """
        for text in (process, stage, party):
            of_kind(text, str, "give process, stage and party as texts, each may be empty")
        if process:
            self.process(process)
        check_stage(self.operator, process, stage)
        return self.journal.cases(
            process=process, stage=stage, party=party, after=after, limit=limit
        )

    def enlist(self) -> int:
        """Bring cases that an older version wrote into the lists, as `open_desk` does; how many."""
        return enlist(self.operator, self.journal, self._cases)

    def waits(self, process: AnyProcess | str, case: str) -> Wait | None:
        """What a case waits for: who has to do what, since when, until when, and what follows then.

        The operator's own roles are among those for which they stand. None where it has ended, or
        nothing is expected of anybody. Raises as `state` does.
        """
        own = self._own(process, case)
        past = (Past(happened.event, happened.at) for happened in self.history(own, case))
        return waited_for(self.operator, wait_of(own, case, past))

    def give(
        self,
        command: Any,
        *,
        to: str,
        by: str,
        role: Role,
        id: str,  # noqa: A002  (it is what an envelope calls it)
        at: datetime,
    ) -> Outcome:
        """Give a command to a case by its whole name, such as `order/O-1`; then as `handle` does.

        Both `id` and `at` are the caller's: a command that is given again has the same. Raises
        `InvalidValue` for a name that is no case's, or one of another process than the command's.
        """
        process, case = addressed(self.operator, command, to)
        return self.handle(Envelope(id, case, process, at, by, role, command))

    def handle(self, envelope: Envelope[Any], *, after: int | None = None) -> Outcome:
        """Carry out a command, once: given again, the same id gets the first answer.

        A command that is dated before the last event of its case counts at that event's instant;
        both are kept. `after` is the version that the case must have for it: 0 for a case that
        nobody wrote to. Raises `IdempotencyConflict` for an id that its actor used on this case for
        other content, `InvalidValue` for a command from the future, `Conflict` if others keep
        writing to the case or, as `desk.other-version`, if it has another version than `after`,
        `Unavailable` if the journal cannot be reached.
        """
        with watched(self.watch, "handle") as note:
            task = self._task(envelope, after)
            if isinstance(task, Exception):
                raise task
            type_ = self.wire.type_name(type(envelope.command))
            note(process=envelope.process, case=envelope.case, command=type_, id=envelope.id)
            (result,) = self._carrier.carry_out([task])
            if isinstance(result, Exception):
                raise result
            told_to(note, result)
            return result

    def admit(self, envelope: Envelope[Any]) -> None:
        """Raise `InvalidValue` where `handle` would not even ask the case; nothing else happens.

        So it is with an unknown process, an instant from the future and an id of the desk's own.
        """
        of_kind(envelope, Envelope, "give a command in its envelope, `Envelope(id, case, ...)`")
        of_kind(envelope.id, str, "give the id of a command as a text")
        self._admit(envelope)

    def _admit(self, envelope: Envelope[Any]) -> None:
        self.process(envelope.process)
        not_ahead(aware(envelope.at), self.clock)
        if envelope.id.startswith(OWN_IDS):
            raise InvalidValue(
                f"ids that begin with {', '.join(OWN_IDS)} are the desk's own; give another",
                code="desk.reserved-id",
            )

    def handle_many(self, envelopes: Iterable[Envelope[Any]]) -> tuple[Result, ...]:
        """Carry out several commands in their order: faster than one by one.

        Each is answered by itself: with what `handle` would answer, or with the exception that it
        would raise. Only an unreachable journal raises, and then none is written.
        """
        with watched(self.watch, "handle_many") as note:
            of_kind(envelopes, Iterable, "give the envelopes in a list, or another iterable")
            given = [self._task(envelope) for envelope in envelopes]
            note(commands=len(given))
            tasks = [task for task in given if isinstance(task, Task)]
            results = iter(self._carrier.carry_out(tasks))
            return tuple(next(results) if isinstance(task, Task) else task for task in given)

    def answer(self, key: str, value: Any, now: datetime | None = None) -> Outcome | None:
        """Take the answer of a port that said it would answer later, under the message's key.

        `value` is what the port's method would have returned. Raises `InvalidValue` for a key that
        nobody waits for any more, or never did.
        """
        with watched(self.watch, "answer") as note:
            posted = self.journal.message(of_kind(key, str, "give the key of a message as a text"))
            if posted is None:
                raise InvalidValue(
                    "no message waits under this key: it was answered already, or the key is wrong",
                    code="desk.unknown-key",
                )
            note(process=posted.process, case=posted.case, message=posted.type, key=key)
            now = not_ahead(instant_of(now, self.clock), self.clock)
            outcome = self._sender.answered(posted, value, now)
            told_to(note, outcome)
            return outcome

    def revealed(self, value: T) -> T:
        """A message, event or state as it was read, with the text of its personal data.

        What was forgotten reads `***`. The desk reveals by itself what it hands over and answers.
        """
        return self._veil.revealed(value)

    def forget(self, party: str, *, under_way: bool = False) -> Forgotten:
        """Forget what was brought to every case that names the party, by its id.

        A case that names several parties forgets what it has of all. Cases that are not at their
        end keep what they need, unless `under_way` gives that up too. Other desks on the same store
        may still have it in memory until they are closed. Raises `InvalidValue` for a desk that has
        no place of its own for personal data.
        """
        return self._forgetting.of_party(party, under_way=under_way)

    def forget_due(self, now: datetime | None = None) -> Forgotten:
        """Forget what the operator's terms of retention are over for.

        A case that waits for an instant or a message keeps what it needs; otherwise as `forget`.
        """
        return self._forgetting.out_of_term(instant_of(now, self.clock))

    def deliver(self, now: datetime | None = None, *, most: int | None = None) -> Delivery:
        """Send what waits, and what that causes, until nothing is left or `most` were.

        Answers count at this instant, so one from the future is refused like a command's.
        Raises `InvalidValue` for a `most` that is no whole number.
        """
        if most is not None:
            of_kind(most, int, "give how many messages are sent at most as a whole number")
        return self._deliver(not_ahead(instant_of(now, self.clock), self.clock), most)

    def _deliver(self, now: datetime, most: int | None = None) -> Delivery:
        return self._delivered(now, lambda done: BATCH if most is None else most - done.delivered)

    def _delivered(self, now: datetime, still: Callable[[Delivery], int]) -> Delivery:
        """Send as many as `still` says of what was done, until it says none or nothing waits."""
        done, sender = Delivery(), self._sender
        while (limit := min(BATCH, still(done))) > 0:
            lease = self._lease(now)
            taken = self.journal.claim(now, lease, limit=limit)
            if not taken:
                break
            done = sender.send(taken, lease, now, done)
        return done

    def start_again(self) -> None:
        """Give up the messages that this worker took before it was stopped, so as to go on."""
        self.journal.abandon(self.worker)

    def tick(self, now: datetime | None = None, *, jump: bool = False) -> int:
        """Let time pass: every case whose instant has come looks; how many were looked at.

        A case that cannot be read or raises is set aside, and holds nobody up. Cases of a process
        that this operator does not have are left to the one who has it. With a clock, an instant
        more than 45 days beyond what the store has reached is refused unless `jump` says so.
        """
        instant = instant_of(now, self.clock)
        self._check_jump(instant, jump=jump)
        return self._looking.pass_by(instant, BATCH, Delivery).looked

    def pass_time(self, now: datetime | None = None, *, jump: bool = False) -> Passed:
        """Send what waits, then let each due case look, sending at once what that causes.

        However it is interrupted, going on comes to the same.
        """
        instant = instant_of(now, self.clock)
        self._check_jump(instant, jump=jump)
        first = Passed(delivery=self._deliver(instant))
        return first + self._looking.pass_by(instant, 1, lambda: self._deliver(instant))

    def work(self, going: Going, *, jump: bool = False) -> Passed:
        """Send what waits and let each due case look, for as long as `going` says so.

        This is one round of a worker, at the present of the clock. `going` is asked before each few
        messages and each case. What a case causes is sent before the next few are looked at, not at
        once. Any number of workers may do so at the same time; one that stops leaves nothing half
        done.
        """
        now = instant_of(None, self.clock)
        self._check_jump(now, jump=jump)

        def send() -> Delivery:
            return self._delivered(instant_of(None, self.clock), lambda _: FEW if going() else 0)

        return Passed(delivery=send()) + self._looking.pass_by(now, FEW, send, going, self.worker)

    def _own(self, process: AnyProcess | str, case: str) -> AnyProcess:
        """The desk's own process of that name, of the type of the one that was given."""
        of_kind(case, str, "give the id of a case as a text")
        own = self.process(process if isinstance(process, str) else getattr(process, "name", ""))
        if not isinstance(process, str | type(own)):
            raise InvalidValue(
                f"the {own.name} of this operator is another process; give the operator's own",
                code="desk.unknown-process",
            )
        return own

    @property
    def _forgetting(self) -> Forgetting:
        return Forgetting.of(self.operator, self.journal, self._cases, self.personal)

    @property
    def _looking(self) -> Looking:
        parts = (self.operator, self.journal, self._cases, self._carrier)
        return Looking(*parts, self.waits, self.retry, self.share, self.watch)

    @property
    def _carrier(self) -> Carrier:
        return Carrier(self.operator, self.journal, self.wire, self._cases, self._veil)

    @property
    def _sender(self) -> Sender:
        parts = (self.journal, self.world, self.wire, self._carrier)
        return Sender(*parts, self.retry, self.worker, self.clock, self.watch)

    def _task(self, envelope: Envelope[Any], after: int | None = None) -> Task | Exception:
        try:
            fingerprint = self.wire.checked_envelope(envelope)
            self._admit(envelope)
            return Task(envelope, fingerprint, outside=True, after=after)
        except Exception as error:  # noqa: BLE001  (each command is answered by itself)
            kind = type(getattr(envelope, "command", envelope)).__name__
            left("it was refused at the door", kind, error)
            return error

    def _check_jump(self, now: datetime, *, jump: bool) -> None:
        if self.clock is not None and not jump:
            check_jump(now, self.journal.reached())

    def _lease(self, now: datetime) -> Lease:
        since = now if self.clock is None else told_by(self.clock)
        return Lease(self.worker, since, since + self.retry.lease, self.share)


def _unknown(process: AnyProcess, case: str) -> InvalidValue:
    return InvalidValue(
        f"no case {process.name}/{case} here; check the id, or whether its first command came",
        code="desk.unknown-case",
    )
