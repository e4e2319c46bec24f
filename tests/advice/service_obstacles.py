"""What stands in the way of transfers, plan changes, claims, corrections and onboardings."""

from typing import Any, Final

from order_to_cash.domain.charge_correction import Checks, Intake
from order_to_cash.domain.charge_correction import commands as cc
from order_to_cash.domain.core import Currency, Money, Role, changed
from order_to_cash.domain.onboarding import ApprovalFacts, Environment, Segment
from order_to_cash.domain.plan_change import Plan
from order_to_cash.domain.plan_change import commands as pc
from order_to_cash.domain.technical_claim import commands as tc
from order_to_cash.domain.trade import Applicant, Document, DocumentKind, HolderKind, Standing
from order_to_cash.domain.trade.requirements import APPLICANT, HOLDER
from order_to_cash.domain.transfer import Step
from order_to_cash.domain.transfer import commands as t
from order_to_cash.domain.transfer.review import checklist
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS
from order_to_cash.operators.peru import ONBOARDING
from order_to_cash.testing.stories import Story
from tests.advice.obstacles import Obstacle
from tests.charge_correction import samples as corrections
from tests.onboarding import samples as onboardings
from tests.plan_change import samples as plans
from tests.technical_claim import samples as claims
from tests.transfer import samples as s

K = DocumentKind
LETTER: Final = Document(K.REPRESENTATIVES_LETTER, ("rep-1",))


# --- transfers -----------------------------------------------------------------------------------


def form(datum: str) -> Obstacle:
    """The form of a transfer lacks one of its four data, which is then given."""
    asked = s.envelope(s.CARE, t.RequestTransfer(s.request(1, **{datum: None})))
    before: Story[Any, Any, Any] = Story(TRANSFER_REQUESTS).when(asked)
    given = t.CompleteData(**{datum: getattr(s.request(1), datum)})
    return Obstacle(f"transfer.{datum}", before, before.when(s.envelope(s.CARE, given)))


def presented(code: str, before: Any, after: Any) -> Obstacle:
    """Something is lacking at the desk; asked again with it, the review goes on."""
    review = s.before(3, Step.REQUIREMENTS)
    told = (s.envelope(s.ADVISOR, t.PresentRequirements(one)) for one in (before, after))
    first, second = (review.when(envelope) for envelope in told)
    return Obstacle(f"requirements.{code}", first, second)


def lacks(code: str, kind: DocumentKind, whole: Any = None, of: str | None = None) -> Obstacle:
    """A document of this kind is lacking, then brought."""
    whole = whole or s.presented()
    papers = tuple(
        d for d in whole.documents if d.kind is not kind or (of is not None and of not in d.of)
    )
    return presented(code, changed(whole, documents=papers), whole)


THIRD: Final = s.presented(
    applicant=Applicant(HolderKind.NATURAL_PERSON, Standing.THIRD_PARTY),
    documents=(
        *s.DOCUMENTS,
        Document(K.HOLDER_LETTER, (HOLDER,)),
        Document(K.IDENTITY_CARD, (APPLICANT,), s.TODAY),
        Document(K.IDENTITY_COPY, (APPLICANT,)),
    ),
)
INSTITUTION: Final = changed(
    s.COMPANY,
    applicant=Applicant(HolderKind.INSTITUTION, Standing.REPRESENTATIVE, ("rep-1",)),
    documents=(*(s.COMPANY.documents or ()), LETTER),
)
UNCOVERED: Final = s.presented(charge_accepted=False)
FREE: Final = s.before(3, Step.REQUIREMENTS).when(s.envelope(s.LEAD, t.WaiveFee("error nuestro")))
PAID: Final = s.before(3, Step.REQUIREMENTS).when(s.envelope(s.CASHIER, t.PayFee("R-1", s.FEE)))


def covered(story: Story[Any, Any, Any]) -> Obstacle:
    """The fee was not covered; this story did something about that before."""
    shown = s.envelope(s.ADVISOR, t.PresentRequirements(UNCOVERED))
    before = s.before(3, Step.REQUIREMENTS).when(shown)
    return Obstacle("requirements.fee", before, story.when(shown))


def mobile() -> Obstacle:
    """The reference mobile is lacking; a form without it waits before, so the list is asked."""
    settings, state = TRANSFER_REQUESTS.settings, s.before(3, Step.REQUIREMENTS).state
    facts = checklist(settings, state, s.presented(), s.AT)
    lacking = settings.requirements.decide(changed(facts, mobile=False))
    return Obstacle("requirements.mobile", lacking, settings.requirements.decide(facts))


TRANSFERS: Final = (
    form("contract"),
    form("customer"),
    form("mobile"),
    form("hours"),
    lacks("holder", K.HOLDER_LETTER, THIRD),
    lacks("identity", K.IDENTITY_CARD),
    lacks("third-party-copies", K.IDENTITY_COPY, THIRD, APPLICANT),
    presented("accounts", s.presented(overdue=s.CENT), s.presented()),
    presented("address", s.presented(address=None), s.presented()),
    mobile(),
    lacks("sketch", K.LOCATION_SKETCH),
    presented("fee", UNCOVERED, s.presented()),
    covered(PAID),
    covered(FREE),
    lacks("accreditation", K.REPRESENTATIVES_LETTER, INSTITUTION),
    lacks("tax-id", K.TAX_ID_COPY, s.COMPANY),
    lacks("representative-copies", K.IDENTITY_COPY, s.COMPANY, APPLICANT),
    presented("phone", changed(s.COMPANY, phone=None), s.COMPANY),
    lacks("identity-copy", K.IDENTITY_COPY),
    lacks("plan-form", K.PLAN_FORM),
)

# --- plan changes and claims ---------------------------------------------------------------------

BOLIVIANOS: Final = Plan("INT-60", Money.of("310.00", Currency.BOB), "ftth")
DOLLARS: Final = changed(BOLIVIANOS, monthly=Money.of("45.00", Currency.USD))
COMPANY: Final = plans.brought(applicant=plans.COMPANY, documents=(plans.SOMEBODYS_CARD,))
SIGNED: Final = changed(COMPANY, documents=(plans.SOMEBODYS_CARD, LETTER))


def brought(code: str, before: Any, after: Any) -> Obstacle:
    """Something is lacking for a plan change, and is brought to the same case."""
    asked = plans.asked(before)
    return Obstacle(
        f"requirements.{code}", asked, asked.when(plans.to(pc.CompleteRequirements(after)))
    )


def claimed(code: str, before: Any, after: Any, *refunds: str) -> Obstacle:
    """A document of a claim is lacking, and is brought to the same case."""
    told = claims.registered(*refunds, brought=before)
    return Obstacle(f"requirements.{code}", told, told.when(claims.desk(tc.BringDocuments(after))))


def legal(*gone: Document) -> Any:
    """What a third party brings for an institution's claim, but for these."""
    whole = (
        Document(K.HOLDER_LETTER, (HOLDER,)),
        Document(K.REPRESENTATIVES_LETTER, ("rep-1", "rep-2")),
        *CO_OWNERS,
        THIRDS,
    )
    kept = tuple(document for document in whole if document not in gone)
    return claims.papers(*kept, applicant=claims.INSTITUTION)


CO_OWNERS: Final = (
    Document(K.IDENTITY_COPY, ("owner-1",)),
    Document(K.IDENTITY_COPY, ("owner-2",)),
)
THIRDS: Final = Document(K.IDENTITY_COPY, (APPLICANT,))
AFTER_MARCH: Final = plans.asked(day=plans.MARCH.last + plans.DAY)
PLANS: Final = (
    Obstacle("plan-change.another-plan", plans.asked(new=plans.SLOW), plans.asked()),
    Obstacle("plan-change.day", AFTER_MARCH, plans.asked(day=plans.MARCH.last)),
    Obstacle("plan-change.currency", plans.asked(new=DOLLARS), plans.asked(new=BOLIVIANOS)),
    brought("no-debts", plans.brought(unpaid=plans.CENT), plans.brought()),
    brought("identity", plans.brought(documents=()), plans.brought(unpaid=None)),
    brought("request-note", COMPANY, SIGNED),
    claimed("identity-copy", claims.papers(), claims.papers(claims.COPY)),
    claimed(
        "paid-invoices",
        claims.papers(claims.COPY),
        claims.papers(claims.BILL_MARCH),
        claims.MARCH,
    ),
    claimed("claim-letter", legal(Document(K.HOLDER_LETTER, (HOLDER,))), legal()),
    claimed("co-owner-copies", legal(*CO_OWNERS), legal()),
    claimed("third-party-copy", legal(THIRDS), legal()),
)

# --- corrections and onboardings -----------------------------------------------------------------


def checked(name: str) -> Obstacle:
    """A check of the intake was not made, and is made."""
    before = corrections.requested(checks=changed(corrections.CHECKS, **{name: None}))
    given = cc.CompleteIntake(checks=Checks(**{name: True}))
    code = f"charge-correction.{name.replace('_', '-')}"
    return Obstacle(code, before, before.when(corrections.care(given)))


def asked(**changes: Any) -> Any:
    """A correction is asked for otherwise."""
    return corrections.requested(changed(corrections.REQUEST, **changes))


HIGHER: Final = changed(corrections.AGREEMENT, offered=corrections.LISTED)
CORRECTIONS: Final = (
    Obstacle("charge-correction.offered-charge", asked(agreement=HIGHER), corrections.requested()),
    Obstacle("charge-correction.channel", asked(intake=Intake.OTHER), asked(intake=Intake.PHONE)),
    *map(
        checked,
        ("ownership", "evaluation", "campaign", "executive_evidence", "customer_evidence"),
    ),
)


def approving(segment: Segment, role: Role, actor: str = "eva") -> Any:
    """Somebody approves the contract that Ana made for N-1."""
    facts = ApprovalFacts(segment, "contract", role, actor, "ana", "N-1")
    return ONBOARDING.settings.approval.decide(facts)


def approved(actor: str) -> Obstacle:
    """Somebody with a part in it approves, then somebody without one."""
    code = "own-gain" if actor == "N-1" else "own-document"
    before = approving(Segment.B2B, Role.COMMERCIAL_MANAGER, actor)
    after = approving(Segment.B2B, Role.COMMERCIAL_MANAGER)
    return Obstacle(f"onboarding.{code}", before, after)


def reviewed(*outcomes: Any) -> Any:
    """The proposal is approved with these outcomes."""
    story: Story[Any, Any, Any] = Story(ONBOARDING, onboardings.until("proposal_review"))
    given = onboardings.approve("proposal", 1, outcomes)
    return story.when(onboardings.say(given, onboardings.MANAGER))


def sent_back() -> Any:
    """The proposal goes back, is corrected and approved."""
    m = onboardings
    story: Story[Any, Any, Any] = Story(ONBOARDING, m.until("proposal_review"))
    story = story.when(m.say(m.back("proposal"), m.MANAGER))
    for envelope in m.reviewed("proposal", 2):
        story = story.when(envelope)
    return story


FAILED: Final = changed(onboardings.GOOD[0], passed=False)


def entering(*said: Any) -> Any:
    """The second lane says yes to the plan, after somebody spoke of the test environment."""
    m = onboardings
    first = (m.say(m.ready(Environment.TEST, is_ready=False), m.LEAD),)
    one = m.say(m.yes("implementation_plan"), m.OPERATOR)
    state = m.after(m.until("implementation_validation"), *first, one, *said)
    story: Story[Any, Any, Any] = Story(ONBOARDING, state)
    return story.when(m.say(m.yes("implementation_plan"), m.DESK))


READY: Final = onboardings.say(onboardings.ready(Environment.TEST), onboardings.LEAD)
ONBOARDINGS: Final = (
    Obstacle(
        "onboarding.sole-approver",
        approving(Segment.B2B, Role.ALLIANCES_MANAGER),
        approving(Segment.B2B, Role.COMMERCIAL_MANAGER),
    ),
    Obstacle(
        "onboarding.approver",
        approving(Segment.OTHER, Role.HELP_DESK),
        approving(Segment.OTHER, Role.COMMERCIAL_MANAGER),
    ),
    approved("ana"),
    approved("N-1"),
    Obstacle("onboarding.criteria-answered", reviewed(), reviewed(*onboardings.GOOD)),
    Obstacle("onboarding.criteria-passed", reviewed(FAILED, *onboardings.GOOD[1:]), sent_back()),
    Obstacle("onboarding.environment", entering(), entering(READY)),
)

OBSTACLES: Final = (*TRANSFERS, *PLANS, *CORRECTIONS, *ONBOARDINGS)
