"""The onboarding as a process: a new customer, from the request to the commercial close (003)."""

from datetime import datetime
from typing import Any, ClassVar, Final, assert_never

from attrs import Factory, field

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.own import undeclared
from order_to_cash.domain.core.parties import CLIENTS, Role
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Party, Seen, Waiting
from order_to_cash.domain.onboarding import beginning, making, reviewing
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding.approving import any_approver, approvers
from order_to_cash.domain.onboarding.facts import Paper
from order_to_cash.domain.onboarding.flow import Phase
from order_to_cash.domain.onboarding.lifecycle import table
from order_to_cash.domain.onboarding.making import Events, mark_of
from order_to_cash.domain.onboarding.outgoing import outgoing
from order_to_cash.domain.onboarding.settings import OnboardingSettings
from order_to_cash.domain.onboarding.state import INITIAL, Onboarding, evolve, knowing
from order_to_cash.domain.trade.billing import NoteInvoice
from order_to_cash.domain.trade.messages import Message


def _is_made(seen: Seen) -> bool:
    """Whether the document of the phase is there, and no new revision is needed."""
    phase, case = _phase(seen), seen.state
    paper: Paper | None = None if phase.makes is None else case.paper(phase.makes)
    return paper is not None and not paper.voided and paper.returned is None


def _phase(seen: Seen) -> Phase:
    phases: tuple[Phase, ...] = seen.process.settings.flow.phases
    return next(phase for phase in phases if seen.state.place in phase.stages)


def _still_to_vote(seen: Seen, command: type[c.Command]) -> tuple[Role, ...]:
    """The lanes that have not said yes yet in the validation under way."""
    if command is not c.ValidateDocument:
        return ()
    voted = {mark.role for mark in seen.state.votes}
    return tuple(role for role in seen.process.settings.flow.lanes if role not in voted)


WAITS: Final = Waiting(
    aside=(c.CancelOnboarding, c.ReviseDocument, c.ReturnDocument),
    only={
        c.GenerateDocument: lambda seen: not _is_made(seen),
        c.SendDocument: _is_made,
    },
    narrowed=_still_to_vote,
    party=lambda case: Party(case.request.customer, case.request.contact),
)


@entity
class OnboardingProcess:
    """Onboarding by the operator's flow; its table is made from the rows of the flow."""

    settings: OnboardingSettings
    lifecycle: Lifecycle[Any, c.Command, e.Event] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(
            lambda self: table(self.settings.flow, any_approver(self.settings)), takes_self=True
        ),
    )
    waiting: Waiting = WAITS

    name: ClassVar[str] = "onboarding"
    needs: ClassVar[frozenset[str]] = frozenset({"receivable"})
    role: ClassVar[Role] = Role.ONBOARDING
    initial: ClassVar[Onboarding] = INITIAL

    def decide(self, case: Onboarding, envelope: Envelope[c.Command], /) -> Events | Refusal:
        """What the command leads to; a customer acts on its own request only."""
        command, settings, mark = envelope.command, self.settings, mark_of(envelope)
        if envelope.role in CLIENTS and envelope.actor != case.request.customer:
            return refuse("onboarding.not-yours")
        if isinstance(command, c.Informing):
            if (odd := undeclared(settings.own, command.own)) is not None:
                return odd
            case = knowing(case, command.own)
        match command:
            case c.RequestOnboarding():
                return beginning.request(settings, envelope, command)
            case c.RecordActivity():
                return beginning.record(settings, case, command, mark)
            case c.ReportEnvironment(environment, ready):
                return (e.EnvironmentReported(environment, ready, mark),)
            case c.ValidateDocument():
                return making.validate(settings, case, command, mark)
            case c.GenerateDocument():
                return making.generate(settings, case, command, mark)
            case c.SendDocument():
                return making.send(settings, case, command, mark)
            case c.CommentOnDocument() | c.ReturnDocument() | c.ApproveDocument():
                return reviewing.review(settings, case, command, mark)
            case c.ReviseDocument():
                return making.revise(settings, case, command, mark)
            case c.CloseOnboarding():
                return reviewing.close(settings, case, mark)
            case c.CancelOnboarding(reason):
                return (e.OnboardingCancelled(reason, case.live, mark),)
            case NoteInvoice(invoice):
                return (e.InvoiceRecorded(invoice),)
            case c.CheckDeadlines():
                return beginning.overdue(case, envelope.at)
            case _:
                assert_never(command)

    def evolve(self, case: Onboarding, event: e.Event, /) -> Onboarding:
        """The onboarding once the event has happened."""
        return evolve(self.settings.flow, self.lifecycle, case, event)

    def outgoing(self, case: Onboarding, event: e.Event, /) -> tuple[Message, ...]:
        """What reviewers, the customer and the receivable must be told."""
        return outgoing(self.settings, case, event)

    def barred(self, case: Onboarding, command: type[c.Command], /) -> frozenset[Role]:
        """Who approves in other cases only: who may depends on the flow and the document."""
        if command is not c.ApproveDocument or case.asked is None:
            return frozenset()
        return self.lifecycle.roles[command] - approvers(self.settings, case)

    def party(self, case: Onboarding, /) -> str:
        """The customer who is onboarded."""
        return "" if case.asked is None else case.asked.customer

    def next_check(self, case: Onboarding, /) -> datetime | None:
        """The first instant after the next deadline."""
        if not case.awaited:
            return None
        return min(a.due for a in case.awaited) + datetime.resolution
