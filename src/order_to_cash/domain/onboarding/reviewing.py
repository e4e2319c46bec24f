"""Reviews: comment, back for correction, approve; and the close (003 § Criterios de revisión)."""

from order_to_cash.domain.core.advising import advised
from order_to_cash.domain.core.decision import together
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding.facts import ApprovalFacts, Mark, Paper, ReviewFacts
from order_to_cash.domain.onboarding.flow import Effect
from order_to_cash.domain.onboarding.making import Events, needed, other_revision, phase_of
from order_to_cash.domain.onboarding.settings import OnboardingSettings
from order_to_cash.domain.onboarding.state import Onboarding

Review = c.CommentOnDocument | c.ReturnDocument | c.ApproveDocument


def review(
    settings: OnboardingSettings, case: Onboarding, given: Review, mark: Mark
) -> Events | Refusal:
    """One review of the document under review, in its newest revision."""
    phase = phase_of(settings, case)
    if given.document != phase.makes:
        return refuse(
            "onboarding.wrong-document",
            phase=phase.code,
            expected=phase.makes,
            given=given.document,
        )
    paper = case.paper(given.document)
    if paper is None:
        raise OutOfOrder("a document is under review that was never made; check the history")
    if given.revision != paper.revision:
        return other_revision(paper, given.revision)
    if mark.role not in phase.reviewers:
        reviewers = tuple(role.value for role in phase.reviewers)
        return refuse(
            "onboarding.not-a-reviewer",
            role=mark.role.value,
            document=paper.kind,
            reviewers=reviewers,
        )
    match given:
        case c.CommentOnDocument(document, revision, outcomes, findings, own):
            return (e.DocumentCommented(document, revision, outcomes, findings, mark, own),)
        case c.ReturnDocument():
            return _returned(settings, paper, given, mark)
        case c.ApproveDocument():
            return _approved(settings, case, paper, given, mark)


def _returned(
    settings: OnboardingSettings, paper: Paper, given: c.ReturnDocument, mark: Mark
) -> Events | Refusal:
    limit = settings.flow.rounds
    if limit is not None and paper.rounds >= limit:
        return refuse("onboarding.rounds-exhausted", document=paper.kind, limit=limit)
    return (
        e.DocumentReturned(given.document, given.revision, given.outcomes, given.findings, mark),
    )


def _approved(
    settings: OnboardingSettings,
    case: Onboarding,
    paper: Paper,
    given: c.ApproveDocument,
    mark: Mark,
) -> Events | Refusal:
    """Only by the one who may, with every criterion passed, and what the act needs still there."""
    flow, phase, request = settings.flow, phase_of(settings, case), case.request
    by, customer = mark.actor, request.customer
    made_by = paper.made.actor
    facts = ApprovalFacts(
        request.segment, paper.kind, mark.role, by, made_by, customer, request.own
    )
    who = settings.approval.decide(facts)
    if not who.allows:
        role = mark.role.value
        return refuse("onboarding.wrong-approver", who, role=role, document=paper.kind)
    criteria = tuple(dict.fromkeys((*flow.criteria, *request.criteria)))
    reviewed = ReviewFacts(criteria, given.outcomes, request.own)
    what = settings.review.decide(reviewed)
    if not what.allows:
        what = advised(what, settings.advises, (settings.review, reviewed))
        return refuse("onboarding.criteria", what, document=paper.kind)
    there = needed(settings, case, phase)
    if phase.effect is Effect.INVOICE and not there.allows:
        return refuse("onboarding.environment-missing", there, phase=phase.code)
    following = flow.phases[flow.phases.index(phase) + 1]
    awaited = following.awaited(flow.lanes, mark.at, settings.calendar)
    decision = together("approval", (who, what))
    return (
        e.DocumentApproved(paper.kind, paper.revision, given.outcomes, decision, mark, awaited),
    )


def close(settings: OnboardingSettings, case: Onboarding, mark: Mark) -> Events | Refusal:
    """The one close, in the last phase; what it needs is looked at again."""
    phase = phase_of(settings, case)
    decision = needed(settings, case, phase)
    if not decision.allows:
        return refuse("onboarding.environment-missing", decision, phase=phase.code)
    return (e.OnboardingClosed(decision, mark),)
