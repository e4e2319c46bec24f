"""Who approves which document, and what an approval has to show."""

from itertools import product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    BrokenDefinition,
    Clause,
    Policy,
    Refusal,
    Role,
    Verdict,
    changed,
    step,
)
from order_to_cash.domain.core.process import next_steps
from order_to_cash.domain.onboarding import ApproveDocument, CommentOnDocument, OnboardingProcess
from order_to_cash.domain.onboarding import facts as f
from order_to_cash.operators.b2b import FLOW, REVIEWERS
from order_to_cash.operators.peru import ONBOARDING
from order_to_cash.rules import OneRoleApproves, RoleIsInMatrix
from tests.onboarding import samples as s
from tests.onboarding.samples import after, say, until

REVIEWED: Final = s.KINDS[1:]
OTHERS: Final = {
    "proposal": {s.ALLIANCES, s.MANAGER},
    "contract": {s.MANAGER},
    "service_order": {s.LEAD, s.MANAGER},
    "implementation_plan": {s.LEAD, s.MANAGER},
    "implementation_confirmation": {s.LEAD, s.MANAGER},
    "invoice": {s.MANAGER},
    "collection": {s.MANAGER},
}
"""Outside the flow of business customers, by hand from ONB-10."""

SETTINGS: Final = ONBOARDING.settings
OUTCOMES = st.tuples(*[st.lists(st.booleans(), max_size=2).map(tuple) for _ in FLOW.criteria]).map(
    lambda given: tuple(
        f.Outcome(name, passed)
        for name, several in zip(FLOW.criteria, given, strict=True)
        for passed in several
    )
)


@pytest.mark.parametrize(("kind", "role"), tuple(product(REVIEWED, Role)))
def test_who_approves_what(kind: str, role: Role) -> None:
    """ONB-10: B2B the Commercial Manager alone, all seven; in other flows the matrix by hand."""
    for segment in f.Segment:
        facts = f.ApprovalFacts(segment, kind, role, "a", "b", "c")
        may = {s.MANAGER} if segment is f.Segment.B2B else OTHERS[kind]
        assert (role in may) == SETTINGS.approval.decide(facts).allows


@pytest.mark.parametrize(("kind", "role"), tuple(product(REVIEWED, REVIEWERS)))
def test_every_other_reviewer_is_refused_with_the_reason(kind: str, role: Role) -> None:
    """ONB-01, ONB-10: only the Commercial Manager gets a business document through."""
    state = until(FLOW.phases[s.KINDS.index(kind)].review)
    outcome = step(ONBOARDING, state, say(s.approve(kind), role))
    if role is s.MANAGER:
        assert not isinstance(outcome, Refusal)
        return
    assert isinstance(outcome, Refusal)
    assert "process.wrong-role" == outcome.code
    assert outcome.text().endswith("it is for: Commercial Manager")


@pytest.mark.parametrize(("kind", "segment"), tuple(product(REVIEWED, f.Segment)))
def test_an_approval_is_offered_to_those_who_may_give_it(kind: str, segment: f.Segment) -> None:
    """ONB-10: `next` names the approval for the Commercial Manager alone in B2B, else by hand."""
    stage = FLOW.phases[s.KINDS.index(kind)].review
    said = [say(s.request(segment=segment), s.OPERATOR), *s.straight()[1:]]
    state = until(stage, said)
    able = {role for role in Role if ApproveDocument in next_steps(ONBOARDING, state, role)}
    assert ({s.MANAGER} if segment is f.Segment.B2B else OTHERS[kind]) == able
    for role in set(REVIEWERS) - able:
        outcome = step(ONBOARDING, state, say(s.approve(kind), role))
        assert isinstance(outcome, Refusal)
        assert tuple(sorted(able)) == dict(outcome.values)["allowed"]


def test_the_table_names_nobody_who_never_approves() -> None:
    """ONB-10: the role that coordinates reviews, and approves nothing in any flow."""
    assert {s.MANAGER, s.ALLIANCES, s.LEAD} == ONBOARDING.lifecycle.roles[ApproveDocument]


def test_a_policy_by_which_nobody_approves_makes_no_process() -> None:
    """ONB-10: a flow in which no document can get through is refused when it is made."""
    approval = Policy(
        "ours",
        (OneRoleApproves(Clause("ours", "1"), s.CLOCK), RoleIsInMatrix(Clause("ours", "2"), ())),
    )
    with pytest.raises(BrokenDefinition, match="ApproveDocument"):
        OnboardingProcess(changed(SETTINGS, approval=approval))


def test_nobody_approves_what_they_made_themselves() -> None:
    """ONB-10: the manager who made the proposal is refused, a colleague in the role is not."""
    state = after(until("proposal_making"), say(s.make("proposal"), s.MANAGER, actor="ana"))
    state = after(state, say(s.send("proposal"), s.MANAGER, actor="ana"))
    own = step(ONBOARDING, state, say(s.approve("proposal"), s.MANAGER, actor="ana"))
    assert isinstance(own, Refusal)
    assert own.decision is not None
    assert ["onboarding.own-document"] == [x.rule for x in own.decision.obstacles]
    state = after(state, say(s.approve("proposal"), s.MANAGER, actor="eva"))
    assert "commercial_analysis_validation" == state.stage


@pytest.mark.parametrize(
    ("actor", "rule"),
    [
        ("ANA", "onboarding.own-document"),
        (s.REQUESTED.customer, "onboarding.own-gain"),
        (s.REQUESTED.customer.lower(), "onboarding.own-gain"),
    ],
)
def test_another_spelling_is_nobody_else(actor: str, rule: str) -> None:
    """TRU-16: neither the author nor the customer approves, however the name is written."""
    state = after(until("proposal_making"), say(s.make("proposal"), s.OPERATOR, actor="ana"))
    state = after(state, say(s.send("proposal"), s.OPERATOR, actor="ana"))
    outcome = step(ONBOARDING, state, say(s.approve("proposal"), s.MANAGER, actor=actor))
    assert isinstance(outcome, Refusal)
    assert outcome.decision is not None
    assert [rule] == [x.rule for x in outcome.decision.obstacles]


def test_one_person_never_answers_for_both_lanes_however_spelt() -> None:
    """TRU-16: "ana" of one lane and "ANA" of the other are one voice."""
    state = after(until("start_validation"), say(s.yes("request"), s.OPERATOR, actor="ana"))
    outcome = step(ONBOARDING, state, say(s.yes("request"), s.DESK, actor="ANA"))
    assert "onboarding.same-person" == getattr(outcome, "code", "")


def test_the_approver_policy_is_an_object_of_the_user() -> None:
    """ONB-10: another policy in its place, and another role approves."""
    clause = Clause("ours", "1")
    approval = Policy("ours", (OneRoleApproves(clause, s.PROCESS),))
    ours = OnboardingProcess(changed(SETTINGS, approval=approval))
    state = after(until("proposal_review"), say(s.approve("proposal"), s.PROCESS), process=ours)
    assert "commercial_analysis_validation" == state.stage


@given(outcomes=OUTCOMES)
def test_an_approval_shows_each_criterion_passed_once(outcomes: tuple[f.Outcome, ...]) -> None:
    """ONB-13: price, term, service and SLA, each exactly once and passed; all else is refused."""
    outcome = step(
        ONBOARDING, until("proposal_review"), say(s.approve("proposal", 1, outcomes), s.MANAGER)
    )
    complete = sorted(FLOW.criteria) == sorted(o.criterion for o in outcomes)
    holds = complete and all(o.passed for o in outcomes)
    assert holds != isinstance(outcome, Refusal)
    if isinstance(outcome, Refusal):
        assert "onboarding.criteria" == outcome.code


def test_the_criteria_are_those_of_the_source() -> None:
    """ONB-13: price, term, service, SLA."""
    assert ("price", "term", "service", "sla") == FLOW.criteria


def test_a_customer_may_have_criteria_of_its_own() -> None:
    """ONB-13: what its policy adds has to be answered as well."""
    said = [say(s.request(criteria=("price", "security")), s.OPERATOR), *s.straight()[1:]]
    state = until("proposal_review", said[: 3 + 2 + 2 + 2 + 2])
    without = step(ONBOARDING, state, say(s.approve("proposal"), s.MANAGER))
    assert isinstance(without, Refusal)
    assert without.decision is not None
    assert (("security",),) == tuple(without.decision.obstacles[0].observed.values())
    outcomes = (*s.GOOD, f.Outcome("security", passed=True))
    state = after(state, say(s.approve("proposal", 1, outcomes), s.MANAGER))
    assert "commercial_analysis_validation" == state.stage


def test_reviewers_comment_without_deciding() -> None:
    """ONB-10: the others may comment; the case stays where it is."""
    state = until("contract_review")
    for n, role in enumerate(REVIEWERS, start=1):
        state = after(state, say(CommentOnDocument("implementation_plan", 1, (), "ver"), role))
        paper = state.paper("implementation_plan")
        assert paper is not None
        assert ("contract_review", n) == (state.place, paper.comments)


@pytest.mark.parametrize("revision", [0, 2])
def test_a_review_names_the_newest_revision(revision: int) -> None:
    """ONB-09: an approval of another revision, or of another document, does not count."""
    state = until("proposal_review")
    other = step(ONBOARDING, state, say(s.approve("proposal", revision), s.MANAGER))
    assert "onboarding.wrong-revision" == getattr(other, "code", "")
    wrong = step(ONBOARDING, state, say(s.approve("contract"), s.MANAGER))
    assert "onboarding.wrong-document" == getattr(wrong, "code", "")


@pytest.mark.parametrize(
    ("needed", "ready", "verdict"),
    [
        (None, None, Verdict.PASS),
        (f.Environment.TEST, None, Verdict.OPEN),
        (f.Environment.TEST, False, Verdict.FAIL),
        (f.Environment.PRODUCTION, True, Verdict.PASS),
    ],
)
def test_what_a_phase_needs(
    needed: f.Environment | None, ready: bool | None, verdict: Verdict
) -> None:
    """ONB-11, ONB-12: nothing needed, not known, not ready, ready; learning never reverses."""
    decision = SETTINGS.prerequisites.decide(f.PrerequisiteFacts(needed, ready))
    assert verdict is decision.verdict
    assert all(decision.sentences())


def test_only_the_reviewers_of_a_phase_review_its_document() -> None:
    """ONB-08, ONB-10: a role that reviews elsewhere in the flow is refused here."""
    flow = s.small_flow()
    start, offer, bill, close = flow.phases
    both = changed(bill, reviewers=(s.LEAD, s.MANAGER))
    process = s.with_flow(changed(flow, phases=(start, offer, both, close)))
    said = [say(s.request(), s.OPERATOR), *s.validated("request"), *s.reviewed("form")[:2]]
    said += [*s.validated("form"), *s.reviewed("offer")[:2]]
    state = after(process.initial, *said, process=process)
    outcome = step(process, state, say(CommentOnDocument("offer", 1, (), "ver"), s.LEAD))
    assert isinstance(outcome, Refusal)
    assert "onboarding.not-a-reviewer" == outcome.code
    assert "Commercial Manager" in outcome.text()
