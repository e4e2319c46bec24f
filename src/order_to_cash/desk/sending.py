"""Messages on their way: taken on a lease, handed to their port or case, and settled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import define

from order_to_cash.desk.answers import Outcome, Refused
from order_to_cash.desk.carrying import Carrier, Result
from order_to_cash.desk.delivery import Delivery, Retry
from order_to_cash.desk.leasing import RENEWING
from order_to_cash.desk.logs import LOG, code_of, left
from order_to_cash.desk.present import Clock
from order_to_cash.desk.turns import BEHIND, is_too_early
from order_to_cash.desk.watching import watched
from order_to_cash.desk.writing import TELL, Task, needs_somebody
from order_to_cash.domain.core import (
    AnswersLater,
    Envelope,
    InvalidValue,
    OrderToCashError,
    PortMessage,
    Unavailable,
    changed,
)
from order_to_cash.domain.core.instants import aware
from order_to_cash.ports.journal import Journal, Lease, Posted
from order_to_cash.ports.watching import Watch
from order_to_cash.ports.world import Came, World
from order_to_cash.wire import STORED, Wire

INTERNAL = ""
"""The fingerprint of what the desk itself commands: its ids name one occasion, not one content."""


@define
class Sender:
    """Hands messages over and records what came back."""

    journal: Journal
    world: World
    wire: Wire
    carrier: Carrier
    retry: Retry
    worker: str
    clock: Clock | None
    watch: Watch

    def send(
        self, taken: Sequence[Posted], lease: Lease, now: datetime, done: Delivery
    ) -> Delivery:
        """Hand each message to its port, then write what came back in one go.

        The lease lasts for as long as this takes, so that nobody else sends what is begun, and what
        came back is written down before anybody may ask again. Nothing is begun in the second half
        of the first lease: the rest is given up to those who are quicker.
        """
        keys = tuple(posted.key for posted in taken)
        with RENEWING.during(self.journal, lease, keys, self.clock):
            return self._send(taken, lease, now, done)

    def _send(
        self, taken: Sequence[Posted], lease: Lease, now: datetime, done: Delivery
    ) -> Delivery:
        sent: list[tuple[Posted, Task]] = []
        for begun, posted in enumerate(taken):
            if begun and self._is_short(lease):
                self.journal.abandon(self.worker, *(left_.key for left_ in taken[begun:]))
                break
            if is_too_early(self.journal, posted):
                self._set_aside(posted, BEHIND, self.worker)
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
        results = self.carrier.carry_out([task for _, task in sent])
        for (posted, _), result in zip(sent, results, strict=True):
            done = self._settled(posted, result, now, done)
        return done

    def answered(self, posted: Posted, answer: Any, now: datetime) -> Outcome | None:
        """Record a port's answer that came later; nothing where there was only to acknowledge.

        Raises `InvalidDocument` or `InvalidValue` for what is none of that port's answers.
        """
        if posted.type == TELL:
            raise InvalidValue(
                "this message is for another case, which alone answers it; nobody else can",
                code="desk.not-an-answer",
            )
        message = self.wire.load_message(posted.type, posted.body)
        task = self._returned(posted, message, answer, max(posted.at, now))
        if task is None:
            self.journal.settle(posted.key)
            return None
        (result,) = self.carrier.carry_out([task])
        if isinstance(result, Exception):
            raise result
        if needs_somebody(result):
            self._set_aside(posted, _code(result))
        return result

    def _sent(self, posted: Posted, now: datetime) -> Task | None:
        """Hand a message over; what came back is a command for its case, or nothing."""
        at = max(posted.at, now)
        if posted.type == TELL:
            return self._told(posted, at)
        told = {"process": posted.process, "case": posted.case, "message": posted.type}
        with watched(
            self.watch, "send", **told, key=posted.key, port=posted.topic, attempts=posted.attempts
        ) as note:
            message = self.wire.load_message(posted.type, posted.body)
            shown = self.carrier.veil.revealed(message)
            task = self._returned(posted, message, self.world.send(posted.key, shown), at)
            note(outcome="done" if task is None else "answered")
            return task

    def _returned(
        self, posted: Posted, message: PortMessage, answer: Any, at: datetime
    ) -> Task | None:
        """What a port answered as a command for the case that asked, or nothing."""
        try:
            command = answer.command if isinstance(answer, Came) else message.answered(answer)
            return None if command is None else self._answer(posted, command, at)
        except OrderToCashError:
            raise
        except Exception:  # noqa: BLE001  (what is none of the port's answers may raise anything)
            raise InvalidValue(
                "this is no answer of that port; give what its method would have returned",
                code="desk.not-an-answer",
            ) from None

    def _told(self, posted: Posted, at: datetime) -> Task:
        process, _, case = posted.topic.partition("/")
        command = self.wire.load_command(process, posted.body, limits=STORED)
        name, actor = f"tell:{posted.key}", f"{posted.process}/{posted.case}"
        role = self._process(posted.process).role
        given = Envelope(name, case, process, at, actor, role, command)
        return Task(given, INTERNAL, posted.key, otherwise=bool(posted.otherwise))

    def _answer(self, posted: Posted, command: Any, at: datetime) -> Task:
        # A port's answer is read as strictly as any document: a wrong one is refused here.
        body = self.wire.dump_command(posted.process, command)
        command = self.wire.load_command(posted.process, body, limits=STORED)
        name, role = f"answer:{posted.key}", self._process(posted.process).role
        given = Envelope(name, posted.case, posted.process, at, posted.topic, role, command)
        return Task(given, INTERNAL, posted.key)

    def _otherwise(self, posted: Posted, at: datetime) -> Task:
        """The other case refused, and the one who told it is told so."""
        command = self.wire.load_command(posted.process, posted.otherwise, limits=STORED)
        role, name = self._process(posted.process).role, f"otherwise:{posted.key}"
        given = Envelope(name, posted.case, posted.process, at, posted.topic, role, command)
        return Task(given, INTERNAL, posted.key)

    def _settled(self, posted: Posted, result: Result, now: datetime, done: Delivery) -> Delivery:
        if isinstance(result, Refused) and posted.otherwise:
            (result,) = self.carrier.carry_out([self._otherwise(posted, max(posted.at, now))])
        if isinstance(result, Exception):
            return self._failed(posted, now, result, done)
        if needs_somebody(result):
            self._set_aside(posted, _code(result), self.worker)
            return changed(done, parked=done.parked + 1)
        return changed(done, delivered=done.delivered + 1)

    def _is_short(self, lease: Lease) -> bool:
        half = lease.since + (lease.until - lease.since) / 2
        return self.clock is not None and self.clock() >= half

    def _set_aside(self, posted: Posted, code: str, by: str = "") -> None:
        LOG.warning("%s is set aside [%s]", posted.key, code)
        self.journal.park(posted.key, problem=code, by=by)

    def _failed(self, posted: Posted, now: datetime, error: Exception, done: Delivery) -> Delivery:
        if isinstance(error, AnswersLater):
            soon = now + self.retry.first  # an instant that has passed would ask for ever
            try:
                until = min(max(aware(error.until), soon), now + self.retry.answer)
            except InvalidValue as wrong:  # no instant: the port failed as any other may
                return self._failed(posted, now, wrong, done)
            self.journal.postpone(posted.key, until=until, problem=error.code, by=self.worker)
            return changed(done, postponed=done.postponed + 1)
        if posted.attempts + 1 >= self.retry.attempts:
            left("it is set aside after many attempts", posted.key, error)
            self.journal.park(posted.key, problem=code_of(error), by=self.worker)
            return changed(done, parked=done.parked + 1)
        left("it could not be delivered and is tried again", posted.key, error)
        until = now + self.retry.after(posted.attempts)
        self.journal.postpone(posted.key, until=until, problem=code_of(error), by=self.worker)
        return changed(done, postponed=done.postponed + 1)

    def _process(self, name: str) -> Any:
        if name not in self.carrier.operator.by_name:
            raise Unavailable(
                f"this operator has no process {name}; open the store with the one who has it",
                code="desk.unknown-process",
            )
        return self.carrier.operator.by_name[name]


def _code(outcome: Outcome) -> str:
    return outcome.refusal.code if isinstance(outcome, Refused) else ""
