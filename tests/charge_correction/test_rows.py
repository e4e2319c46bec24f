"""Stories of single rows: the same step from each stage that welcomes it."""

from typing import Any

import pytest

from order_to_cash.domain.charge_correction import Cause, CauseFacts, Checks, Stage
from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.core import changed
from tests.charge_correction import samples as s

NOT_CORPORATE = changed(s.STANDING, corporate=False)


def pending() -> s.CorrectionStory:
    return s.requested(checks=Checks())


def open_cause() -> s.CorrectionStory:
    return s.diagnosed(CauseFacts())


@pytest.mark.parametrize(
    ("standing", "checks", "stage"),
    [
        (s.STANDING, s.CHECKS, Stage.IN_REVIEW),
        (s.STANDING, Checks(), Stage.PENDING),
        (NOT_CORPORATE, s.CHECKS, Stage.REFUSED),
    ],
)
def test_the_intake_answers_at_once_and_later(standing: Any, checks: Checks, stage: Stage) -> None:
    """FIX-18: a request and what completes it are answered in the same three ways."""
    s.requested(standing=standing, checks=checks).reaches(stage)
    pending().when(s.care(c.CompleteIntake(standing, checks))).reaches(stage)


@pytest.mark.parametrize("before", [s.requested, open_cause, s.diagnosed])
def test_facts_and_overrides_are_welcome_until_it_is_routed(before: Any) -> None:
    """FIX-12: what was found can be told again, and be overridden, in review and after it."""
    before().when(s.variations(c.ReportFacts(s.POST_SALE))).reaches(Stage.DIAGNOSED)
    before().when(s.variations(c.ReportFacts(CauseFacts()))).reaches(Stage.IN_REVIEW)
    told = s.went(before(), s.variations(c.ReportFacts(CauseFacts())))
    named = c.OverrideCause(Cause.POST_SALE, "x")
    told.when(s.variations(named)).reaches(Stage.DIAGNOSED)


def test_evidence_may_come_while_somebody_approves() -> None:
    """FIX-10: it is recorded, and the case still waits for the decision."""
    told = s.in_approval().when(s.care(c.CompleteIntake(s.STANDING, s.CHECKS)))
    told.then(e.IntakeCompleted(s.STANDING, s.CHECKS)).reaches(Stage.IN_APPROVAL)


@pytest.mark.parametrize("before", [pending, s.requested, s.diagnosed])
def test_it_can_be_refused_until_it_is_routed(before: Any) -> None:
    """With a reason, from each stage in which nobody was asked to act yet."""
    before().when(s.variations(c.RefuseCorrection("x"))).then(e.CorrectionRefused("x")).reaches(
        Stage.REFUSED
    )


@pytest.mark.parametrize("before", [pending, s.requested, s.diagnosed, s.in_approval])
def test_it_can_be_withdrawn_until_it_is_routed(before: Any) -> None:
    """The customer need not wait for the approval either."""
    before().when(s.care(c.WithdrawCorrection("x"))).then(e.CorrectionWithdrawn("x")).reaches(
        Stage.WITHDRAWN
    )


@pytest.mark.parametrize(
    "before",
    [
        s.requested,
        s.diagnosed,
        s.in_approval,
        lambda: s.went(s.diagnosed(), s.ROUTING),
        s.routed,
        lambda: s.went(s.routed(), s.CLOSING),
        s.attended,
        lambda: s.in_approval().when(s.DENIED),
        lambda: s.went(s.requested(), s.care(c.WithdrawCorrection("x"))),
    ],
)
def test_the_reference_is_welcome_whenever_it_comes(before: Any) -> None:
    """FIX-19: the answer of a case system is recorded and moves nothing."""
    told = before()
    told.when(s.NUMBERED).then(e.CaseNumbered("N-1")).reaches(told.state.stage)
