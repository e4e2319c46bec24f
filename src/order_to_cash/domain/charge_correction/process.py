"""The correction of a fixed charge as a process: intake, cause, registration, reply (002)."""

from datetime import datetime
from typing import ClassVar, Final, assert_never

from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.charge_correction.facts import IntakeFacts
from order_to_cash.domain.charge_correction.intake import added, answered
from order_to_cash.domain.charge_correction.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.charge_correction.outgoing import outgoing
from order_to_cash.domain.charge_correction.routing import (
    asked,
    decided,
    diagnosed,
    overridden,
    still_wrong,
)
from order_to_cash.domain.charge_correction.settings import CorrectionSettings
from order_to_cash.domain.charge_correction.state import INITIAL, ChargeCorrection, evolve
from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.own import merged, undeclared
from order_to_cash.domain.core.parties import CLIENTS, Role, same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Waiting, While
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.trade.ticketing import ConfirmRegistered, ConfirmRouted

Events = tuple[e.Event, ...]
_FAVOURABLE: Final = (c.OverrideCause, c.RequestRouting, c.DecideMalpractice)
"""What brings the customer nearer to the correction (TRU-16)."""


def _in(stage: Stage) -> While:
    return lambda seen: seen.state.stage is stage


WAITS: Final = Waiting(
    aside=(c.ReportStillWrong, c.RefuseCorrection, c.WithdrawCorrection),
    only={
        c.CompleteIntake: _in(Stage.PENDING),
        c.ReportFacts: _in(Stage.IN_REVIEW),
        c.OverrideCause: _in(Stage.IN_REVIEW),
    },
    rests=_in(Stage.ATTENDED),
)
"""What a correction waits for: evidence, a cause, an approval, its registration."""


@entity
class ChargeCorrectionProcess:
    """Corrections of wrong fixed charges, by the operator's policies, causes and routes."""

    settings: CorrectionSettings
    waiting: Waiting = WAITS

    name: ClassVar[str] = "charge_correction"
    needs: ClassVar[frozenset[str]] = frozenset({"charge_obligation"})
    role: ClassVar[Role] = Role.CORPORATE_VARIATIONS
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, e.Event]] = LIFECYCLE
    initial: ClassVar[ChargeCorrection] = INITIAL

    def decide(
        self, correction: ChargeCorrection, envelope: Envelope[c.Command], /
    ) -> Events | Refusal:
        """What the command leads to, on the local day of the envelope."""
        command, settings = envelope.command, self.settings
        if envelope.role in CLIENTS and envelope.actor != correction.request.customer:
            return refuse("charge-correction.not-yours")
        if isinstance(command, _FAVOURABLE) and same_person(
            envelope.actor, correction.request.customer
        ):
            return refuse("charge-correction.own-gain")
        today = settings.calendar.local_day(envelope.at)
        match command:
            case c.RequestCorrection(request, standing, checks):
                if (odd := undeclared(settings.own, request.own)) is not None:
                    return odd
                recorded = e.CorrectionRequested(envelope.case, request, standing, checks)
                return (recorded, answered(IntakeFacts(request, standing, checks), settings))
            case c.CompleteIntake():
                return self._completed(correction, command)
            case c.ReportFacts(facts):
                return diagnosed(facts, settings.causes)
            case c.OverrideCause():
                return overridden(correction, command, envelope.actor)
            case c.RequestRouting():
                return asked(correction, settings, envelope.actor, today)
            case c.DecideMalpractice():
                return decided(correction, envelope, command, settings, today)
            case c.ReportStillWrong(invoice):
                return still_wrong(correction, invoice, settings, today)
            case _:
                return _noted(command)

    def evolve(self, correction: ChargeCorrection, event: e.Event, /) -> ChargeCorrection:
        """The correction once the event has happened."""
        return evolve(correction, event)

    def outgoing(self, correction: ChargeCorrection, event: e.Event, /) -> tuple[Message, ...]:
        """What case systems, the obligation and people must be told."""
        return outgoing(correction, event, self.settings.mailbox)

    def party(self, correction: ChargeCorrection, /) -> str:
        """The customer who was charged."""
        return "" if correction.recorded is None else correction.recorded.customer

    def next_check(self, _correction: ChargeCorrection, /) -> datetime | None:
        """Never: time alone changes nothing."""
        return None

    def obstacles(self, correction: ChargeCorrection, _at: datetime, /) -> tuple[Finding, ...]:
        """What the intake still lacks."""
        if correction.stage is not Stage.PENDING:
            return ()
        facts = IntakeFacts(correction.request, correction.standing, correction.checks)
        return answered(facts, self.settings).decision.obstacles

    def _completed(
        self, correction: ChargeCorrection, command: c.CompleteIntake
    ) -> Events | Refusal:
        if (odd := undeclared(self.settings.own, command.own)) is not None:
            return odd
        standing = added(correction.standing, command.standing)
        checks = added(correction.checks, command.checks)
        known = merged(correction.request.own, command.own)
        completed = e.IntakeCompleted(standing, checks, known)
        if correction.stage is not Stage.PENDING:
            return (completed,)
        facts = IntakeFacts(changed(correction.request, own=known), standing, checks)
        return (completed, answered(facts, self.settings))


Noted = (
    ConfirmRegistered
    | ConfirmRouted
    | c.CloseCorrection
    | c.RecordReply
    | c.RefuseCorrection
    | c.WithdrawCorrection
)


def _noted(command: Noted) -> Events | Refusal:
    """What is recorded as it is said."""
    match command:
        case ConfirmRegistered(reference):
            return (e.CaseNumbered(reference),)
        case ConfirmRouted(reference):
            return (e.CaseRouted(reference),)
        case c.CloseCorrection():
            return (e.CorrectionClosed(),)
        case c.RecordReply():
            return (e.CustomerAnswered(),)
        case c.RefuseCorrection(reason):
            return (e.CorrectionRefused(reason),)
        case c.WithdrawCorrection(reason):
            return (e.CorrectionWithdrawn(reason),)
        case _:
            assert_never(command)
