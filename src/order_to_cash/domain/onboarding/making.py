"""Validating the document before, then making and sending the one of the phase (003 § Fases)."""

from typing import TypeAlias

from order_to_cash.domain.core.advising import advised
from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.parties import same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding.facts import FileRef, Mark, Paper, PrerequisiteFacts
from order_to_cash.domain.onboarding.flow import Effect, Phase
from order_to_cash.domain.onboarding.settings import OnboardingSettings
from order_to_cash.domain.onboarding.state import Onboarding
from order_to_cash.domain.trade.agreements import receivable_of

Events: TypeAlias = tuple[e.Event, ...]


def mark_of(envelope: Envelope[c.Command]) -> Mark:
    """Who gives the command, in which role, and when."""
    return Mark(envelope.actor, envelope.role, envelope.at)


def phase_of(settings: OnboardingSettings, case: Onboarding) -> Phase:
    """The phase that the case is in; raises `OutOfOrder` before the first and after the last."""
    place = settings.flow.at(case.place)
    if place is None:
        raise OutOfOrder(f"an onboarding in {case.place} is in no phase; check its history")
    return settings.flow.phases[place]


def needed(settings: OnboardingSettings, case: Onboarding, phase: Phase) -> Decision:
    """Whether what the phase needs is there."""
    environment, policy = phase.environment, settings.prerequisites
    ready = None if environment is None else case.is_ready(environment)
    facts = PrerequisiteFacts(environment, ready, case.request.own)
    return advised(policy.decide(facts), settings.advises, (policy, facts))


def validate(
    settings: OnboardingSettings, case: Onboarding, given: c.ValidateDocument, mark: Mark
) -> Events | Refusal:
    """A lane's answer: any "no" ends the case, enough "yes" begin the work of the phase."""
    phase = phase_of(settings, case)
    if given.document != phase.validates:
        return _wrong(phase, phase.validates, given.document)
    if same_person(mark.actor, case.request.customer):
        return refuse("onboarding.own-service")
    for vote in case.votes:
        if vote.role is mark.role:
            return refuse("onboarding.already-validated", role=vote.role.value)
        if same_person(vote.actor, mark.actor):
            return refuse("onboarding.same-person", role=vote.role.value)
    if not given.valid:
        return (e.OnboardingRejected(given.document, given.reason, case.live, mark),)
    yes = e.DocumentValidated(given.document, mark, given.own)
    if len(case.votes) + 1 < settings.flow.agreeing:
        return (yes,)
    decision = needed(settings, case, phase)
    if not decision.allows:
        return refuse("onboarding.environment-missing", decision, phase=phase.code)
    return (yes, e.PhaseEntered(phase.code, decision, mark))


def generate(
    settings: OnboardingSettings, case: Onboarding, given: c.GenerateDocument, mark: Mark
) -> Events | Refusal:
    """A revision, once; what the phase needs is looked at again, for it can have gone."""
    phase = phase_of(settings, case)
    if given.document != phase.makes:
        return _wrong(phase, phase.makes or "", given.document)
    paper = case.paper(given.document)
    current = paper is not None and not paper.voided and paper.returned is None
    if paper is not None and (current or given.revision <= paper.revision):
        return _made_already(paper)
    refusal = unfit(paper, given.document, given.revision, given.files)
    if refusal is not None:
        return refusal
    decision = needed(settings, case, phase)
    if not decision.allows:
        return refuse("onboarding.environment-missing", decision, phase=phase.code)
    if phase.effect is Effect.COLLECTION and not case.invoice:
        return refuse("onboarding.not-invoiced")
    return (made(phase, case, given, mark),)


def unfit(
    paper: Paper | None, document: str, revision: int, files: tuple[FileRef, ...]
) -> Refusal | None:
    """Why this cannot be the next revision, if it cannot."""
    expected = paper.revision + 1 if paper else 1
    if revision != expected:
        return refuse(
            "onboarding.wrong-revision", document=document, expected=expected, given=revision
        )
    if not files or not all(file.name.strip() and file.digest.strip() for file in files):
        return refuse("onboarding.no-files", document=document)
    if strange := tuple(dict.fromkeys(file.kind for file in files if file.kind != document)):
        return refuse("onboarding.wrong-files", document=document, kinds=strange)
    return None


def made(
    phase: Phase, case: Onboarding, given: c.GenerateDocument | c.ReviseDocument, mark: Mark
) -> e.DocumentGenerated:
    """The event of a new revision; an invoice and its follow-up refer to the receivable."""
    reference = ""
    if phase.effect is Effect.INVOICE:
        reference = case.invoice
    elif phase.effect is Effect.COLLECTION:
        reference = receivable_of("onboarding", case.id)
    return e.DocumentGenerated(
        given.document, given.revision, given.files, reference, mark, given.own
    )


def send(
    settings: OnboardingSettings, case: Onboarding, given: c.SendDocument, mark: Mark
) -> Events | Refusal:
    """Send the newest revision; who is to act next has a deadline from now on."""
    flow, phase = settings.flow, phase_of(settings, case)
    if given.document != phase.makes:
        return _wrong(phase, phase.makes or "", given.document)
    paper = case.paper(given.document)
    if paper is None or paper.voided or paper.returned is not None:
        expected = paper.revision + 1 if paper else 1
        return refuse("onboarding.not-generated", document=given.document, expected=expected)
    if given.revision != paper.revision:
        return other_revision(paper, given.revision)
    following, roles = (
        (phase, phase.reviewers) if phase.reviewers else (_after(settings, phase), flow.lanes)
    )
    awaited = following.awaited(roles, mark.at, settings.calendar)
    return (e.DocumentSent(given.document, given.revision, mark, awaited),)


def revise(
    settings: OnboardingSettings, case: Onboarding, given: c.ReviseDocument, mark: Mark
) -> Events | Refusal:
    """Back to the phase of an earlier document; all that rests on it lapses."""
    flow, here = settings.flow, settings.flow.phases.index(phase_of(settings, case))
    to = flow.made_in(given.document)
    if to is None or to >= here:
        return refuse("onboarding.not-earlier", document=given.document)
    if case.live:
        return refuse("onboarding.live", document=given.document)
    paper = case.paper(given.document)
    if paper is not None and given.revision <= paper.revision:
        return _made_already(paper)
    refusal = unfit(paper, given.document, given.revision, given.files)
    if refusal is not None:
        return refusal
    back = tuple(
        e.PhaseReopened(flow.phases[n].code, _lapsed(case, flow.phases[n : n + 2]), mark)
        for n in reversed(range(to, here))
    )
    return (*back, made(flow.phases[to], case, given, mark))


def _lapsed(case: Onboarding, phases: tuple[Phase, ...]) -> tuple[str, ...]:
    kinds = {phase.makes for phase in phases}
    return tuple(paper.kind for paper in case.papers if paper.kind in kinds and not paper.voided)


def other_revision(paper: Paper, given: int) -> Refusal:
    """The command is about another revision than the newest."""
    expected = paper.revision
    return refuse("onboarding.wrong-revision", document=paper.kind, expected=expected, given=given)


def _after(settings: OnboardingSettings, phase: Phase) -> Phase:
    return settings.flow.phases[settings.flow.phases.index(phase) + 1]


def _wrong(phase: Phase, expected: str, given: str) -> Refusal:
    return refuse("onboarding.wrong-document", phase=phase.code, expected=expected, given=given)


def _made_already(paper: Paper) -> Refusal:
    return refuse(
        "onboarding.already-generated",
        document=paper.kind,
        revision=paper.revision,
        role=paper.made.role.value,
    )
