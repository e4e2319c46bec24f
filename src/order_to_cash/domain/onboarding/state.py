"""An onboarding as its history made it."""

from typing import Any, Final, assert_never

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.own import merged
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding.facts import (
    Awaited,
    Done,
    Environment,
    Live,
    LiveThing,
    Mark,
    OnboardingRequest,
    Paper,
)
from order_to_cash.domain.onboarding.flow import Effect, Flow
from order_to_cash.domain.onboarding.lifecycle import NEW, Place
from order_to_cash.domain.trade.agreements import receivable_of


@entity
class Onboarding:
    """A new customer's request on its way through the phases.

    `votes` are the lanes that said yes in the validation under way. `awaited` are the deadlines
    that run, and those that passed and are still to be recorded; `delays` were recorded.
    """

    place: str
    id: str = ""
    asked: OnboardingRequest | None = None
    requested: Mark | None = None
    votes: tuple[Mark, ...] = ()
    papers: tuple[Paper, ...] = ()
    test_ready: bool | None = None
    production_ready: bool | None = None
    done: tuple[Done, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    delays: tuple[Awaited, ...] = ()
    live: tuple[LiveThing, ...] = ()
    invoice: str = ""

    @property
    def stage(self) -> Place:
        """Where it stands in its table."""
        return Place(self.place)

    @property
    def request(self) -> OnboardingRequest:
        """The request; raises `OutOfOrder` for a case that was never requested."""
        if self.asked is None:
            raise OutOfOrder("an onboarding that was never requested has no request")
        return self.asked

    def paper(self, kind: str) -> Paper | None:
        """The document of that kind, if it was made."""
        return next((paper for paper in self.papers if paper.kind == kind), None)

    def is_ready(self, environment: Environment) -> bool | None:
        """Whether that environment is ready; `None` if nobody has said."""
        return self.test_ready if environment is Environment.TEST else self.production_ready


INITIAL: Final = Onboarding(NEW)


def knowing(case: Onboarding, own: Values) -> Onboarding:
    """The onboarding with these facts of the operator's own in place of what was known before."""
    if not own:
        return case
    return changed(case, asked=changed(case.request, own=merged(case.request.own, own)))


def evolve(
    flow: Flow, lifecycle: Lifecycle[Any, Any, e.Event], case: Onboarding, event: e.Event
) -> Onboarding:
    """The onboarding once the event has happened."""
    stage = lifecycle.after(case.stage, event).value
    return changed(_remembered(flow, _begun(case, event), event), place=stage)


def _remembered(flow: Flow, case: Onboarding, event: e.Event) -> Onboarding:
    match event:
        case e.OnboardingRequested(id_, request, mark, awaited):
            return changed(case, id=id_, asked=request, requested=mark, awaited=awaited)
        case e.ActivityRecorded(activity, reference, mark):
            return changed(case, done=(*case.done, Done(activity, reference, mark)))
        case e.EnvironmentReported(environment, ready):
            if environment is Environment.TEST:
                return changed(case, test_ready=ready)
            return changed(case, production_ready=ready)
        case e.DocumentValidated(_, mark, own):
            return changed(knowing(case, own), votes=(*case.votes, mark))
        case e.PhaseEntered(phase):
            return _entered(flow, case, phase)
        case e.OnboardingRejected() | e.OnboardingCancelled() | e.OnboardingClosed():
            return changed(case, votes=())
        case (
            e.DocumentGenerated()
            | e.DocumentSent()
            | e.DocumentCommented()
            | e.DocumentReturned()
            | e.DocumentApproved()
        ):
            return _on_paper(flow, case, event)
        case e.PhaseReopened(lapsed=lapsed):
            papers = tuple(_lapsed(p) if p.kind in lapsed else p for p in case.papers)
            return changed(case, papers=papers, votes=())
        case e.InvoiceRecorded(invoice):
            return _invoiced(flow, case, invoice)
        case e.DeadlinePassed(role, phase, due):
            passed = Awaited(role, phase, due)
            awaited = tuple(a for a in case.awaited if a != passed)
            return changed(case, awaited=awaited, delays=(*case.delays, passed))
        case _:
            assert_never(event)


def _entered(flow: Flow, case: Onboarding, phase: str) -> Onboarding:
    """The document that was validated keeps who said yes to it."""
    kinds = {row.code: row.validates for row in flow.phases}
    papers = tuple(
        changed(p, validated=case.votes) if p.kind == kinds[phase] else p for p in case.papers
    )
    return changed(case, papers=papers, votes=())


def _lapsed(paper: Paper) -> Paper:
    return changed(paper, approved=None, validated=(), voided=True)


def _on_paper(
    flow: Flow,
    case: Onboarding,
    event: e.DocumentGenerated
    | e.DocumentSent
    | e.DocumentCommented
    | e.DocumentReturned
    | e.DocumentApproved,
) -> Onboarding:
    kind, mark = event.document, event.mark
    if isinstance(event, e.DocumentGenerated):
        return _generated(flow, case, event)
    paper = case.paper(kind)
    if paper is None:
        raise OutOfOrder("a document was sent or reviewed before it was made; check the history")
    match event:
        case e.DocumentSent(awaited=awaited):
            after = changed(case, awaited=(*case.awaited, *awaited))
            return _with(after, changed(paper, sent=mark))
        case e.DocumentCommented(own=own):
            return _with(knowing(case, own), changed(paper, comments=paper.comments + 1))
        case e.DocumentReturned():
            return _with(case, changed(paper, returned=mark, rounds=paper.rounds + 1))
        case e.DocumentApproved(awaited=awaited):
            after = changed(case, awaited=(*case.awaited, *awaited))
            if _effect(flow, kind) is Effect.INVOICE:
                after = _lives(after, LiveThing(Live.INVOICE, receivable_of("onboarding", case.id)))
            return _with(after, changed(paper, approved=mark))
        case _:
            assert_never(event)


def _generated(flow: Flow, case: Onboarding, event: e.DocumentGenerated) -> Onboarding:
    before = case.paper(event.document)
    paper = Paper(
        kind=event.document,
        revision=event.revision,
        files=event.files,
        made=event.mark,
        rounds=before.rounds if before else 0,
        comments=before.comments if before else 0,
        reference=event.reference,
    )
    if _effect(flow, event.document) is Effect.SERVICE:
        case = _lives(case, LiveThing(Live.SERVICE, case.id))
    return _with(knowing(case, event.own), paper)


def _invoiced(flow: Flow, case: Onboarding, invoice: str) -> Onboarding:
    """The number takes the place of the receivable, wherever that is named."""
    papers = tuple(
        changed(p, reference=invoice) if _effect(flow, p.kind) is Effect.INVOICE else p
        for p in case.papers
    )
    live = tuple(
        LiveThing(Live.INVOICE, invoice) if thing.what is Live.INVOICE else thing
        for thing in case.live
    )
    return changed(case, papers=papers, live=live, invoice=invoice)


def _with(case: Onboarding, paper: Paper) -> Onboarding:
    others = tuple(p for p in case.papers if p.kind != paper.kind)
    return changed(case, papers=(*others, paper))


def _lives(case: Onboarding, thing: LiveThing) -> Onboarding:
    if any(known.what is thing.what for known in case.live):
        return case
    return changed(case, live=(*case.live, thing))


def _effect(flow: Flow, kind: str) -> Effect:
    place = flow.made_in(kind)
    return Effect.NOTHING if place is None else flow.phases[place].effect


def _begun(case: Onboarding, event: e.Event) -> Onboarding:
    """What was done in time is awaited no more; what was late stays until the clock records it."""
    match event:
        case e.DocumentValidated(mark=mark) | e.DocumentCommented(mark=mark):
            kept = tuple(a for a in case.awaited if a.role is not mark.role or a.due < mark.at)
        case (
            e.PhaseEntered(mark=mark)
            | e.DocumentReturned(mark=mark)
            | e.DocumentApproved(mark=mark)
            | e.PhaseReopened(mark=mark)
            | e.OnboardingRejected(mark=mark)
            | e.OnboardingCancelled(mark=mark)
            | e.OnboardingClosed(mark=mark)
        ):
            kept = tuple(a for a in case.awaited if a.due < mark.at)
        case _:
            return case
    return changed(case, awaited=kept)
