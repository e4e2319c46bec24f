"""What would have helped against the refusals of transfers and onboardings, and does help."""

from itertools import combinations
from typing import Any, Final

import pytest
from hypothesis import given

from order_to_cash.domain.core import (
    Decision,
    Language,
    Moved,
    Proposal,
    Refusal,
    Verdict,
    changed,
    step,
)
from order_to_cash.domain.onboarding import Environment, OnboardingProcess, Outcome, ReviewFacts
from order_to_cash.domain.trade import Document, DocumentKind, Notify, worded
from order_to_cash.domain.trade.requirements import HOLDER
from order_to_cash.domain.transfer import Feasibility, Presented, Stage, TransferRefused
from order_to_cash.domain.transfer import commands as t
from order_to_cash.embedded import wire_of
from order_to_cash.operators.bolivia import BOLIVIA, TRANSFER_REQUESTS
from order_to_cash.operators.peru import ONBOARDING
from order_to_cash.testing import Story
from order_to_cash.whatif import Advice, remedies
from tests.onboarding import samples as o
from tests.rules import facts as f
from tests.transfer import samples as s

ADVICE: Final = Advice("America/La_Paz")
TRANSFERS: Final = changed(
    TRANSFER_REQUESTS, settings=changed(TRANSFER_REQUESTS.settings, advises=ADVICE)
)
ADVISING: Final = changed(ONBOARDING, settings=changed(ONBOARDING.settings, advises=ADVICE))
SKETCH: Final = Document(DocumentKind.LOCATION_SKETCH)
CARD: Final = Document(DocumentKind.IDENTITY_CARD, (HOLDER,))
BARE: Final = s.presented(documents=(CARD,), overdue=s.bob("99.90"))
"""Procedure 1 asks for an identity card, no debt, and a sketch: two of them lack."""


SERVED: Final = t.ReportFeasibility(Feasibility(in_zone=True, feasible=True))


def review(*given: t.Command, process: Any = TRANSFERS) -> Story[Any, Any, Any]:
    """A transfer by procedure 1, assigned, and then these commands of sales."""
    story: Story[Any, Any, Any] = Story(process)
    for envelope in (*tuple(s.steps(1))[:3], *(s.envelope(s.SALES, one) for one in given)):
        story = story.when(envelope)
    return story


def refused(story: Story[Any, Any, Any]) -> tuple[Decision, Notify]:
    """Why the transfer was refused, and what the customer is told."""
    outcome = story.reaches(Stage.NOT_POSSIBLE).outcome
    assert isinstance(outcome, Moved)
    event, told = outcome.events[-1], outcome.messages[0]
    assert isinstance(event, TransferRefused)
    return event.decision, told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            (
                "you may ask for it anew so:\n- Together: pay 99.90 BOB of what is unpaid, what is "
                "past due first; bring: location sketch.\n"
            ),
        ),
        (
            "es",
            (
                "puede pedirlo así de nuevo:\n- En conjunto: pagar 99.90 BOB de lo impago, lo "
                "vencido primero; traer: croquis de ubicación.\n"
            ),
        ),
    ],
)
def test_a_refused_transfer_is_told_what_would_have_helped(language: str, told: str) -> None:
    """TRF-07, FUL-07: 99.90 are past due and no sketch was brought; both together would do."""
    _, letter = refused(review(SERVED, t.PresentRequirements(BARE)))
    body = worded(letter, Language(language), BOLIVIA.words).body
    assert told in body
    assert "Nombre" not in body


@pytest.mark.parametrize(
    ("asked", "stage"),
    [
        (changed(BARE, overdue=s.NOTHING, documents=(CARD, SKETCH)), Stage.IN_EXECUTION),
        (changed(BARE, overdue=s.CENT, documents=(CARD, SKETCH)), Stage.NOT_POSSIBLE),
        (changed(BARE, overdue=s.NOTHING), Stage.NOT_POSSIBLE),
    ],
)
def test_what_is_asked_for_anew_as_proposed_is_approved(asked: Presented, stage: Stage) -> None:
    """FUL-05: after both it is approved; a cent of the debt, or without the sketch, it is not."""
    review(SERVED, t.PresentRequirements(asked)).reaches(stage)


def test_nothing_is_proposed_where_the_address_cannot_be_served() -> None:
    """TRF-06: whatever else were brought, it would be refused again."""
    nowhere = t.ReportFeasibility(Feasibility(in_zone=False, feasible=None, reason="lejos"))
    decision, letter = refused(review(nowhere))
    assert () == decision.proposals == letter.proposals
    assert "anew" not in worded(letter, Language.EN, BOLIVIA.words).body


def test_what_fell_due_before_the_work_orders_is_to_be_paid() -> None:
    """TRF-20, FUL-07: the refusal says how much, and after it is paid they go out."""
    ready = review(SERVED, t.PresentRequirements(s.presented()))
    for envelope in tuple(s.steps(1))[5:9]:
        ready = ready.when(envelope)
    in_arrears = ready.when(s.envelope(s.OFFICE, t.IssueWorkOrders(s.bob("80.00"))))
    in_arrears.refused("transfer.accounts-in-arrears")
    assert isinstance(in_arrears.outcome, Refusal)
    paid = "it would pass: pay 80.00 BOB of what is unpaid, what is past due first"
    assert paid in in_arrears.outcome.text()
    ready.when(s.envelope(s.OFFICE, t.IssueWorkOrders(s.CENT))).refused(
        "transfer.accounts-in-arrears"
    )
    issued = ready.when(s.envelope(s.OFFICE, t.IssueWorkOrders(s.NOTHING))).outcome
    assert isinstance(issued, Moved)


def said(refusal: object) -> tuple[str, ...]:
    """What a refusal says would help, in Spanish."""
    assert isinstance(refusal, Refusal)
    assert refusal.decision is not None
    return tuple(one.text(Language.ES) for one in refusal.decision.proposals)


def asked(case: str, command: Any, *, process: OnboardingProcess = ADVISING) -> Any:
    """What becomes of a command of the manager in a case that got to that stage."""
    return step(process, o.until(case), o.say(command, o.MANAGER))


def test_a_document_that_lacks_an_outcome_is_to_be_reviewed_and_corrected() -> None:
    """ONB-13, FUL-07: one criterion has no outcome and one failed; with both it is approved."""
    first, second, *rest = o.GOOD
    short = (*rest, Outcome(second.criterion, passed=False))
    answer = asked("proposal_review", o.approve("proposal", outcomes=short))
    assert (
        (
            f"en conjunto: revisar una vez {first.criterion}, y que esté conforme; hacer corregir "
            f"{second.criterion}, y revisarlo una vez más"
        ),
    ) == said(answer)
    for less in ((first, *short), (second, *rest)):
        again = asked("proposal_review", o.approve("proposal", outcomes=less))
        assert isinstance(again, Refusal)
    assert isinstance(asked("proposal_review", o.approve("proposal")), Moved)


@pytest.mark.parametrize("ready", [None, False])
def test_an_environment_that_is_missing_is_to_be_made_ready(ready: bool | None) -> None:
    """ONB-11, FUL-07: nobody has said it, or it is not; once it is reported the phase begins."""
    phase = next(p for p in ONBOARDING.settings.flow.phases if p.environment is not None)
    assert phase.environment is Environment.TEST
    said_before = o.until(phase.validation)
    case = changed(said_before, test_ready=ready)
    first, last = (o.say(o.yes(phase.validates), role) for role in (o.OPERATOR, o.DESK))
    voted = o.after(case, first, process=ADVISING)
    refusal = step(ADVISING, voted, last)
    assert ("hacer preparar el ambiente de pruebas, e informarlo",) == said(refusal)
    told = o.after(voted, o.say(o.ready(phase.environment), o.LEAD), process=ADVISING)
    assert isinstance(step(ADVISING, told, last), Moved)


def test_a_pack_that_wants_none_of_it_tells_nothing() -> None:
    """FUL-07: what is shipped keeps, and tells, what it did."""
    decision, letter = refused(
        review(SERVED, t.PresentRequirements(BARE), process=TRANSFER_REQUESTS)
    )
    assert () == decision.proposals == letter.proposals
    assert "proposals" not in wire_of(BOLIVIA).dump_decision(decision)
    unfinished = asked("proposal_review", o.approve("proposal", outcomes=()), process=ONBOARDING)
    assert () == said(unfinished)


@given(f.reviews())
def test_what_is_proposed_of_a_review_passes_and_less_does_not(facts: ReviewFacts) -> None:
    """Whatever was reviewed: with all that is proposed it passes, with any part of it it does not.

    At most three are proposed, each of them about another criterion.
    """
    policy = ONBOARDING.settings.review
    wrong = {
        name
        for name in (*facts.criteria, *(one.criterion for one in facts.outcomes))
        if (passed := [one.passed for one in facts.outcomes if one.criterion == name]) != [True]
        and (name in facts.criteria or not all(passed))
    }
    found = remedies(policy, facts).found
    assert (1 if 0 < len(wrong) <= 3 else 0) == len(found)
    for remedy in found:
        assert Verdict.PASS is policy.decide(remedy.facts).verdict
        for some in combinations(remedy.changes, len(remedy.changes) - 1):
            less = facts
            for change in some:
                less = change.way.after(less, 1)
            assert Verdict.PASS is not policy.decide(less).verdict


def test_a_proposal_is_kept_with_the_decision_of_a_transfer() -> None:
    """OPN-06: read again from the store it says the same."""
    decision, _ = refused(review(SERVED, t.PresentRequirements(BARE)))
    wire = wire_of(BOLIVIA)
    assert decision == wire.load_decision(wire.dump_decision(decision))
    assert all(isinstance(one, Proposal) for one in decision.proposals)
    assert 1 == len(decision.proposals)
