"""Facts of an operator's own in every process that has a checklist (OPN-04)."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

import pytest

from order_to_cash.domain.charge_correction import commands as correction
from order_to_cash.domain.core import (
    Answer,
    BrokenDefinition,
    Clause,
    Envelope,
    OwnFact,
    Policy,
    Values,
    changed,
    entity,
    own,
)
from order_to_cash.domain.onboarding import OnboardingProcess
from order_to_cash.domain.onboarding import commands as onboarding
from order_to_cash.domain.plan_change import commands as change
from order_to_cash.domain.technical_claim import commands as claim
from order_to_cash.domain.transfer import commands as transfer
from order_to_cash.operators.bolivia import (
    PLAN_CHANGE_REQUESTS as PLAN_CHANGES,
)
from order_to_cash.operators.bolivia import TECHNICAL_CLAIMS as CLAIMS
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as TRANSFERS
from order_to_cash.operators.peru import CORRECTIONS, ONBOARDING
from order_to_cash.testing import Story
from tests.charge_correction import samples as corrections
from tests.onboarding import samples as onboardings
from tests.plan_change import samples as changes
from tests.technical_claim import samples as claims
from tests.transfer import samples as transfers

DECLARED: Final = (OwnFact("tier", str),)
GOLD: Final[Values] = (("tier", "gold"),)
IRON: Final[Values] = (("tier", "iron"),)


@entity
class TierIsServed:
    """The tier of the customer is one that is served."""

    code: ClassVar[str] = "own.tier"
    clause: Clause

    def check(self, facts: Any, /) -> Answer:
        """Whether it is; nobody knows it as long as nobody said it."""
        given = facts.own if hasattr(facts, "own") else facts.request.own
        tier = own(given, "tier")
        return Answer(None if tier is None else tier == "gold", {"tier": tier}, {"tier": "gold"})


def asks(policy: Policy[Any]) -> Policy[Any]:
    """The policy with one rule more."""
    return Policy(policy.name, (*policy.rules, TierIsServed(Clause("manual of service", "2"))))


def settled(process: Any, **policies: Any) -> Any:
    """The process with other settings."""
    return type(process)(changed(process.settings, own=DECLARED, **policies))


@entity
class Case:
    """A process whose policy asks for the tier: how it is opened, and completed later."""

    process: Any
    opened: Callable[[Values], tuple[Envelope[Any], ...]]
    completed: Callable[[Values], Envelope[Any]]
    waits: str
    goes_on: str


def moves(given: Values) -> tuple[Envelope[Any], ...]:
    """A transfer is asked for, with all data of the form."""
    asked = transfer.RequestTransfer(transfers.request(1, own=given))
    return (transfers.envelope(next(transfers.steps(1)).role, asked),)


CASES: Final = {
    "transfer": Case(
        settled(TRANSFERS, intake=asks(TRANSFERS.settings.intake)),
        moves,
        lambda given: transfers.envelope(
            next(transfers.steps(1)).role, transfer.CompleteData(own=given)
        ),
        "WAITING",
        "RECEIVED",
    ),
    "charge_correction": Case(
        settled(CORRECTIONS, intake=asks(CORRECTIONS.settings.intake)),
        lambda given: (
            corrections.care(
                correction.RequestCorrection(
                    changed(corrections.REQUEST, own=given),
                    corrections.STANDING,
                    corrections.CHECKS,
                )
            ),
        ),
        lambda given: corrections.care(correction.CompleteIntake(own=given)),
        "PENDING",
        "IN_REVIEW",
    ),
    "plan_change": Case(
        changed(PLAN_CHANGES, own=DECLARED, requirements=asks(PLAN_CHANGES.requirements)),
        lambda given: (
            changes.to(change.RequestPlanChange(changes.request(), changes.brought(own=given))),
        ),
        lambda given: changes.to(change.CompleteRequirements(changes.brought(own=given))),
        "WAITING",
        "PROPOSED",
    ),
    "technical_claim": Case(
        changed(CLAIMS, own=DECLARED, requirements=asks(CLAIMS.requirements)),
        lambda given: (
            claims.desk(claim.RegisterClaim(claims.request(), changed(claims.ALL, own=given))),
        ),
        lambda given: claims.desk(claim.BringDocuments(changed(claims.ALL, own=given))),
        "WAITING",
        "IN_WORK",
    ),
}


def told(case: Case, given: Values) -> Any:
    """The case once it was opened with these facts."""
    story: Any = Story(case.process)
    for envelope in case.opened(given):
        story = story.when(envelope)
    return story


@pytest.mark.parametrize("name", CASES)
def test_a_rule_waits_for_a_fact_of_ones_own(name: str) -> None:
    """OPN-04: what nobody said keeps the case waiting, is named, and can be given later."""
    case = CASES[name]
    open_ = told(case, ())
    assert case.waits == open_.state.stage.name
    obstacles = case.process.obstacles(open_.state, case.opened(())[0].at)
    assert ["own.tier"] == [finding.rule for finding in obstacles]
    assert case.goes_on == open_.when(case.completed(GOLD)).state.stage.name
    assert case.goes_on == told(case, GOLD).state.stage.name
    assert case.goes_on != told(case, IRON).state.stage.name


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("odd", [(("tier", 1),), (("colour", "red"),), (*GOLD, *IRON)])
def test_what_nobody_declared_is_refused_first_and_later(name: str, odd: Values) -> None:
    """OPN-04: another type, an unknown name and a name said twice, when it opens and after."""
    case = CASES[name]
    told(case, odd).refused("process.own-facts")
    told(case, ()).when(case.completed(odd)).refused("process.own-facts")


def test_who_may_approve_can_hang_on_a_fact_of_ones_own() -> None:
    """OPN-04: the approval of a document looks at what the request of the customer says."""
    settings = changed(
        ONBOARDING.settings, own=DECLARED, approval=asks(ONBOARDING.settings.approval)
    )
    process = OnboardingProcess(settings)
    first = onboardings.straight()
    asked = first[0].command
    assert isinstance(asked, onboarding.RequestOnboarding)

    def approved(given: Values) -> Any:
        story: Any = Story(process)
        opening = changed(
            first[0], command=changed(asked, request=changed(asked.request, own=given))
        )
        for envelope in (opening, *first[1:]):
            story = story.when(envelope)
            if isinstance(envelope.command, onboarding.ApproveDocument):
                break
        return story

    assert approved(GOLD).state.place != approved(IRON).state.place
    approved(IRON).refused("onboarding.wrong-approver")


def under_review(*said: Envelope[Any], **brought: Values) -> Any:
    """An onboarding up to its first approval, with facts brought by the commands named."""
    settings = changed(
        ONBOARDING.settings, own=DECLARED, approval=asks(ONBOARDING.settings.approval)
    )
    story: Any = Story(OnboardingProcess(settings))
    for envelope in onboardings.straight():
        command = envelope.command
        if isinstance(command, onboarding.ApproveDocument):
            break
        given = brought.get(type(command).__name__)
        says = changed(command, own=given) if given else command
        story = story.when(changed(envelope, command=says))
    return story.when(*said) if said else story


def reviewer(command: Any) -> Envelope[Any]:
    """The one who may approve says so."""
    return onboardings.say(command, onboardings.MANAGER)


def comment(given: Values) -> Envelope[Any]:
    """A comment that brings a fact."""
    return reviewer(onboarding.CommentOnDocument("proposal", 1, (), own=given))


APPROVE: Final = reviewer(onboardings.approve("proposal"))
PLACES: Final[dict[str, tuple[Values, Callable[[], Any]]]] = {
    "nobody": ((), under_review),
    "a lane": (GOLD, lambda: under_review(ValidateDocument=GOLD)),
    "a maker": (GOLD, lambda: under_review(GenerateDocument=GOLD)),
    "a reviewer": (GOLD, lambda: under_review(comment(GOLD))),
    "a reviewer, anew": (GOLD, lambda: under_review(comment(GOLD), GenerateDocument=IRON)),
    "a reviewer, otherwise": (IRON, lambda: under_review(comment(IRON), GenerateDocument=GOLD)),
}


@pytest.mark.parametrize("place", PLACES)
def test_whoever_works_on_an_onboarding_brings_what_its_request_did_not_say(place: str) -> None:
    """OPN-04: the fact is kept with the case, the last one counts, and it lets a document pass."""
    known, told_so = PLACES[place]
    story = told_so()
    assert known == story.state.request.own
    if known == GOLD:
        assert story.when(APPROVE).state.paper("proposal").approved
    else:
        story.when(APPROVE).refused("onboarding.wrong-approver")


def test_a_fact_that_comes_with_a_new_revision_is_kept() -> None:
    """OPN-04: who changes an earlier document may know more than the request said."""
    again = onboarding.ReviseDocument("cro", 2, onboardings.files("cro"), own=GOLD)
    revised = under_review(onboardings.say(again, onboardings.OPERATOR))
    assert revised.state.request.own == GOLD


@pytest.mark.parametrize("odd", [(("tier", 1),), (("colour", "red"),), (*GOLD, *IRON)])
def test_a_reviewer_brings_only_what_was_declared(odd: Values) -> None:
    """OPN-04: another type, an unknown name and a name said twice change nothing."""
    under_review(comment(odd)).refused("process.own-facts")


@pytest.mark.parametrize("name", CASES)
def test_a_fact_is_declared_once_in_each_process(name: str) -> None:
    """OPN-02: two types under one name are refused with the pack."""
    process: Any = CASES[name].process
    whole = getattr(process, "settings", process)
    with pytest.raises(BrokenDefinition, match="stand twice: tier"):
        changed(whole, own=(*DECLARED, OwnFact("tier", int)))
