"""The advice of onboardings."""

from typing import Any, Final

from order_to_cash.domain.core import Currency, changed
from order_to_cash.domain.onboarding import Onboarding, OnboardingProcess
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import facts as f
from order_to_cash.domain.trade import BillLine, NoteInvoice, UnitPrice
from order_to_cash.operators.peru import ONBOARDING
from tests.advice.advising import Advice
from tests.onboarding import samples as s
from tests.onboarding.samples import after, say, until

TEST: Final = f.Environment.TEST
DOLLARS: Final = (BillLine("LINK-100", 1, UnitPrice.of("10.00", Currency.USD)),)
LUXURY: Final = (BillLine("LINK-100", 1, s.PRICE, "luxury"),)
WITHOUT_NUMBER: Final = [e for e in s.straight() if not isinstance(e.command, NoteInvoice)]


def of(
    code: str,
    state: Onboarding,
    refused: Any,
    *follow: Any,
    again: Any = None,
    process: OnboardingProcess = ONBOARDING,
) -> Advice:
    """Advice of an onboarding."""
    return Advice(code, process, state, refused, follow, again)


def requested(**changes: Any) -> Any:
    """A request that cannot be taken."""
    return say(s.request(**changes), s.OPERATOR)


def cancel(actor: str) -> Any:
    """A customer does not want it any more."""
    return say(c.CancelOnboarding("x"), s.CUSTOMER, actor=actor)


def recorded(activity: f.Activity) -> Any:
    """An activity beside the documents."""
    return say(c.RecordActivity(activity, "R"), s.OPERATOR)


def revised(kind: str) -> Any:
    """An earlier document changes."""
    return say(c.ReviseDocument(kind, 2, s.files(kind)), s.DESK)


def returned(findings: str) -> Any:
    """The proposal goes back."""
    return say(c.ReturnDocument("proposal", 1, (), findings), s.MANAGER)


NEW: Final = ONBOARDING.initial
MAKING: Final = until("proposal_making")
REVIEW: Final = until("proposal_review")
HALF: Final = after(until("start_validation"), say(s.yes("request"), s.OPERATOR))
OWN: Final = after(
    MAKING,
    say(s.make("proposal"), s.MANAGER, actor="ana"),
    say(s.send("proposal"), s.MANAGER, actor="ana"),
)
UNREADY: Final = after(
    until("implementation_validation"),
    say(s.ready(TEST, is_ready=False), s.LEAD),
    say(s.yes("implementation_plan"), s.OPERATOR),
)
LIVE: Final = until("implementation_review")
CONFIRMED: Final = say(s.approve("implementation_confirmation"), s.MANAGER)

ONCE: Final = s.with_flow(changed(s.small_flow(), rounds=1))
TWO_REVIEWERS: Final = s.with_flow(
    changed(
        s.small_flow(),
        phases=tuple(
            changed(phase, reviewers=(s.LEAD, s.MANAGER)) if phase.code == "billing" else phase
            for phase in s.small_flow().phases
        ),
    )
)
OFFERED: Final = (
    requested(),
    *s.validated("request"),
    *s.reviewed("form")[:2],
    *s.validated("form"),
    *s.reviewed("offer")[:2],
)
PRICED: Final = (f.Outcome("price", passed=True),)
BACK_ONCE: Final = after(
    ONCE.initial,
    *OFFERED,
    say(s.back("offer"), s.MANAGER),
    say(s.make("offer", 2), s.OPERATOR),
    say(s.send("offer", 2), s.OPERATOR),
    process=ONCE,
)


def comment(role: Any) -> Any:
    """A reviewer says what was found."""
    return say(c.CommentOnDocument("offer", 1, (), "ver"), role)


BEGINNING: Final = (
    of("onboarding.not-yours", REVIEW, cancel("N-2"), again=cancel("N-1")),
    of("onboarding.no-lines", NEW, requested(lines=()), again=requested()),
    of("onboarding.payment-terms", NEW, requested(payment="ayer"), again=requested()),
    of("onboarding.tax-category", NEW, requested(lines=LUXURY), again=requested()),
    of("onboarding.currency", NEW, requested(lines=DOLLARS), again=requested()),
    of(
        "onboarding.activity-not-here",
        MAKING,
        recorded(f.Activity.BOOKING_CONFIRMED),
        again=recorded(f.Activity.OOB_NOTIFIED),
    ),
)
MADE: Final = (
    of(
        "onboarding.wrong-document",
        REVIEW,
        say(s.approve("contract"), s.MANAGER),
        again=say(s.approve("proposal"), s.MANAGER),
    ),
    of(
        "onboarding.already-validated",
        HALF,
        say(s.yes("request"), s.OPERATOR, actor="eva"),
        again=say(s.yes("request"), s.DESK),
    ),
    of(
        "onboarding.same-person",
        HALF,
        say(s.yes("request"), s.DESK, actor="operations_operator-1"),
        again=say(s.yes("request"), s.DESK),
    ),
    of(
        "onboarding.own-service",
        HALF,
        say(s.yes("request"), s.DESK, actor="N-1"),
        again=say(s.yes("request"), s.DESK),
    ),
    of(
        "onboarding.wrong-revision",
        MAKING,
        say(s.make("proposal", 2), s.OPERATOR),
        again=say(s.make("proposal"), s.OPERATOR),
    ),
    of(
        "onboarding.not-generated",
        MAKING,
        say(s.send("proposal"), s.OPERATOR),
        say(s.make("proposal"), s.OPERATOR),
    ),
    of(
        "onboarding.no-files",
        MAKING,
        say(c.GenerateDocument("proposal", 1, ()), s.OPERATOR),
        again=say(s.make("proposal"), s.OPERATOR),
    ),
    of(
        "onboarding.wrong-files",
        MAKING,
        say(c.GenerateDocument("proposal", 1, s.files("cro")), s.OPERATOR),
        again=say(s.make("proposal"), s.OPERATOR),
    ),
    of(
        "onboarding.environment-missing",
        UNREADY,
        say(s.yes("implementation_plan"), s.DESK),
        say(s.ready(TEST), s.LEAD),
    ),
    of(
        "onboarding.not-invoiced",
        until("collection_making", WITHOUT_NUMBER),
        say(s.make("collection"), s.OPERATOR),
        say(NoteInvoice("F-1"), s.BILLING),
    ),
    of(
        "onboarding.not-earlier",
        MAKING,
        revised("proposal"),
        again=say(s.make("proposal"), s.OPERATOR),
    ),
    of(
        "onboarding.live",
        LIVE,
        revised("contract"),
        CONFIRMED,
        again=say(s.no("implementation_confirmation"), s.DESK),
    ),
    of("onboarding.live", LIVE, revised("contract"), again=cancel("N-1")),
)
REVIEWED: Final = (
    of(
        "onboarding.not-a-reviewer",
        after(TWO_REVIEWERS.initial, *OFFERED, process=TWO_REVIEWERS),
        comment(s.LEAD),
        again=comment(s.MANAGER),
        process=TWO_REVIEWERS,
    ),
    of(
        "onboarding.wrong-approver",
        OWN,
        say(s.approve("proposal"), s.MANAGER, actor="ana"),
        again=say(s.approve("proposal"), s.MANAGER, actor="eva"),
    ),
    of(
        "onboarding.wrong-approver",
        OWN,
        say(s.approve("proposal"), s.MANAGER, actor="ana"),
        again=say(c.CommentOnDocument("proposal", 1, (), "ver"), s.MANAGER, actor="ana"),
    ),
    of(
        "onboarding.criteria",
        REVIEW,
        say(s.approve("proposal", 1, ()), s.MANAGER),
        again=say(s.approve("proposal"), s.MANAGER),
    ),
    of(
        "onboarding.criteria",
        REVIEW,
        say(s.approve("proposal", 1, ()), s.MANAGER),
        again=say(s.back("proposal"), s.MANAGER),
    ),
    of(
        "onboarding.rounds-exhausted",
        BACK_ONCE,
        say(s.back("offer", 2), s.MANAGER),
        say(s.approve("offer", 2, PRICED), s.MANAGER),
        again=say(s.no("offer"), s.DESK),
        process=ONCE,
    ),
    of(
        "onboarding.rounds-exhausted",
        BACK_ONCE,
        say(s.back("offer", 2), s.MANAGER),
        again=cancel("N-1"),
        process=ONCE,
    ),
)

ADVICE: Final = (*BEGINNING, *MADE, *REVIEWED)
