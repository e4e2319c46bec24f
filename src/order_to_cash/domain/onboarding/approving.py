"""Who may approve at all: what the policy answers for each reviewer, before anybody asks."""

from collections.abc import Iterable

from order_to_cash.domain.core.decision import Verdict
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.onboarding.facts import ApprovalFacts, Segment
from order_to_cash.domain.onboarding.flow import Phase
from order_to_cash.domain.onboarding.settings import OnboardingSettings
from order_to_cash.domain.onboarding.state import Onboarding


def any_approver(settings: OnboardingSettings) -> frozenset[Role]:
    """Every role that may approve some document of some customer."""
    return _of(settings, settings.flow.phases, tuple(Segment))


def approvers(settings: OnboardingSettings, case: Onboarding) -> frozenset[Role]:
    """Who may approve what is under review, or anything later on where nothing is."""
    under_review = tuple(p for p in settings.flow.phases if p.review == case.place)
    phases = under_review or settings.flow.phases
    return _of(settings, phases, (case.request.segment,))


def _of(
    settings: OnboardingSettings, phases: Iterable[Phase], segments: tuple[Segment, ...]
) -> frozenset[Role]:
    """The reviewers to whom the policy does not say no, as far as it looks at the role alone."""
    return frozenset(
        role
        for phase in phases
        for role in phase.reviewers
        for segment in segments
        if phase.makes and _may(settings, segment, phase.makes, role)
    )


def _may(settings: OnboardingSettings, segment: Segment, document: str, role: Role) -> bool:
    facts = ApprovalFacts(
        segment, document, role, actor="somebody", made_by="another", customer="a third"
    )
    return settings.approval.decide(facts).verdict is not Verdict.FAIL
