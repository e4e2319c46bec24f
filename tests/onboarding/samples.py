"""A short way to tell onboardings: who acts, what they say, and how a case gets somewhere."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from order_to_cash.domain.core import (
    Currency,
    Envelope,
    Moved,
    Role,
    Sensitive,
    changed,
    step,
)
from order_to_cash.domain.onboarding import (
    REQUEST,
    Effect,
    Flow,
    Onboarding,
    OnboardingProcess,
    Phase,
    TimeLimit,
)
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import facts as f
from order_to_cash.domain.trade import (
    BillLine,
    NoteInvoice,
    UnitPrice,
)
from order_to_cash.operators.b2b import FLOW, LANES, REVIEWERS, onboarding_process
from order_to_cash.operators.peru import ONBOARDING, PAYMENT_TERMS

CASE: Final = "ONB-1"
NOON: Final = datetime(2024, 3, 5, 17, tzinfo=UTC)
"""Tuesday at noon in Lima; work goes from nine to six."""

OPERATOR, DESK = LANES
ALLIANCES, MANAGER, LEAD, PROCESS = REVIEWERS
CUSTOMER, BILLING, CLOCK = Role.CUSTOMER, Role.BILLING, Role.CLOCK
PRICE: Final = UnitPrice.of("1500.00", Currency.PEN)
GOOD: Final = tuple(f.Outcome(name, passed=True) for name in FLOW.criteria)
KINDS: Final = (
    "cro",
    "proposal",
    "contract",
    "service_order",
    "implementation_plan",
    "implementation_confirmation",
    "invoice",
    "collection",
)
REQUESTED: Final = f.OnboardingRequest(
    customer="N-1",
    account="A-N1",
    segment=f.Segment.B2B,
    lines=(BillLine("LINK-100", 1, PRICE),),
    payment="net-30",
    contact=Sensitive("compras@example.com"),
)


def say(
    command: Any, role: Role, *, actor: str = "", at: datetime = NOON, case: str = CASE
) -> Envelope[Any]:
    """A command, by default from somebody of that role, at noon."""
    return Envelope("x", case, "onboarding", at, actor or f"{role.value}-1", role, command)


def request(**changes: Any) -> c.RequestOnboarding:
    """The request, with changes."""
    return c.RequestOnboarding(changed(REQUESTED, **changes))


def yes(document: str) -> c.ValidateDocument:
    """It is valid."""
    return c.ValidateDocument(document, valid=True)


def no(document: str) -> c.ValidateDocument:
    """It is not."""
    return c.ValidateDocument(document, valid=False, reason="no cuadra")


def files(kind: str) -> tuple[f.FileRef, ...]:
    """The documentation of a document of that kind."""
    return (f.FileRef("file.pdf", "sha256:00", kind),)


def make(document: str, revision: int = 1) -> c.GenerateDocument:
    """A revision with a file."""
    return c.GenerateDocument(document, revision, files(document))


def send(document: str, revision: int = 1) -> c.SendDocument:
    """It is sent."""
    return c.SendDocument(document, revision)


def approve(
    document: str, revision: int = 1, outcomes: tuple[f.Outcome, ...] = GOOD
) -> c.ApproveDocument:
    """It is approved, by default with every criterion passed."""
    return c.ApproveDocument(document, revision, outcomes)


def back(document: str, revision: int = 1) -> c.ReturnDocument:
    """It goes back for correction."""
    return c.ReturnDocument(document, revision, (f.Outcome("price", passed=False),), "corregir")


def ready(environment: f.Environment, *, is_ready: bool = True) -> c.ReportEnvironment:
    """An environment is ready, or not."""
    return c.ReportEnvironment(environment, is_ready)


def validated(document: str) -> tuple[Envelope[Any], ...]:
    """Both lanes say yes."""
    return (say(yes(document), OPERATOR), say(yes(document), DESK))


def reviewed(document: str, revision: int = 1) -> tuple[Envelope[Any], ...]:
    """Made, sent and approved."""
    return (
        say(make(document, revision), OPERATOR),
        say(send(document, revision), OPERATOR),
        say(approve(document, revision), MANAGER),
    )


BEGUN: Final = (
    say(request(), OPERATOR),
    say(ready(f.Environment.TEST), LEAD),
    say(ready(f.Environment.PRODUCTION), LEAD),
)


def straight() -> tuple[Envelope[Any], ...]:
    """Everything goes well, from the request to the close."""
    said = [*BEGUN, *validated(REQUEST), *reviewed("cro")[:2]]
    for before, kind in pairwise(KINDS):
        said += [*validated(before), *reviewed(kind)]
        if kind == "invoice":
            said.append(say(NoteInvoice("F-1"), BILLING))
    said += [*validated("collection"), say(c.CloseOnboarding(), DESK)]
    return tuple(said)


def until(stage: str, said: Iterable[Envelope[Any]] = ()) -> Onboarding:
    """The straight way, until the case first stands there."""
    state = ONBOARDING.initial
    for envelope in said or straight():
        if state.stage == stage:
            return state
        state = after(state, envelope)
    assert state.stage == stage
    return state


def after(
    state: Onboarding, *said: Envelope[Any], process: OnboardingProcess = ONBOARDING
) -> Onboarding:
    """The case after these commands, none of which is refused."""
    for envelope in said:
        outcome = step(process, state, envelope)
        assert isinstance(outcome, Moved), str(outcome)
        state = outcome.state
    return state


def small_flow(**changes: Any) -> Flow:
    """Four phases: a form that nobody reviews, an offer, a bill for it, the close."""
    return changed(
        Flow(
            (
                Phase("start", REQUEST, "form", activities=tuple(f.Activity)),
                Phase(
                    "offer",
                    "form",
                    "offer",
                    told=(MANAGER,),
                    reviewers=(MANAGER,),
                    limits=(TimeLimit(MANAGER, timedelta(hours=1)),),
                ),
                Phase(
                    "billing",
                    "offer",
                    "bill",
                    told=(MANAGER,),
                    reviewers=(MANAGER,),
                    effect=Effect.INVOICE,
                    environment=f.Environment.PRODUCTION,
                ),
                Phase("close", "bill", None),
            ),
            lanes=LANES,
            recorders=(OPERATOR,),
            reporters=(LEAD,),
            coordinator=PROCESS,
            criteria=("price",),
            agreeing=2,
        ),
        **changes,
    )


def with_flow(flow: Flow) -> OnboardingProcess:
    """The process of an operator with that flow."""
    return onboarding_process(
        currency=Currency.PEN, zone="America/Lima", payment_terms=PAYMENT_TERMS, flow=flow
    )
