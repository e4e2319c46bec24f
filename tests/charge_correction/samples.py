"""Corrections of a Peruvian operator, as builders for the stories."""

from datetime import date, datetime
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from order_to_cash.domain.charge_correction import (
    Cause,
    CauseFacts,
    ChargeCorrection,
    Checks,
    CorrectionRequest,
    Intake,
    Offer,
    Sale,
    Standing,
)
from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.core import Currency, Envelope, Money, Moved, Refusal, Role, Sensitive
from order_to_cash.domain.trade import Agreement, ConfirmRegistered, ConfirmRouted, Notify
from order_to_cash.operators.peru import CORRECTIONS
from order_to_cash.testing import Story

CorrectionStory: TypeAlias = Story[ChargeCorrection, Any, Any]


def sol(amount: str) -> Money:
    """An amount in soles."""
    return Money.of(amount, Currency.PEN)


LIMA: Final = ZoneInfo("America/Lima")
NOON: Final = datetime(2026, 3, 10, 12, tzinfo=LIMA)
TODAY: Final = date(2026, 3, 10)
CASE, CUSTOMER, ACCOUNT, LINE = "CF-0001", "EMP-0042", "CTA-0042", "LIN-0042"
CONTACT: Final = Sensitive("compras@example.com")
CENT: Final = sol("0.01")
LISTED, OFFERED = sol("99.90"), sol("69.90")
AGREEMENT: Final = Agreement(ACCOUNT, LINE, LISTED, OFFERED, date(2026, 1, 15))
REQUEST: Final = CorrectionRequest(CUSTOMER, AGREEMENT, Intake.PHONE, CONTACT)
STANDING: Final = Standing(corporate=True, executive=True, sale=Sale.NEW_LINE)
CHECKS: Final = Checks(
    ownership=True,
    evaluation=True,
    campaign=True,
    executive_evidence=True,
    customer_evidence=True,
)
ADVISOR, MANAGER = "asesor-1", "gerente-1"

CONFIGURATION: Final = CauseFacts(
    in_evaluation=True, on_plan=False, regularised=False, post_sale=False
)
MISALIGNMENT: Final = CauseFacts(
    in_evaluation=True, on_plan=True, regularised=True, billed_since=True
)
POST_SALE: Final = CauseFacts(in_evaluation=True, on_plan=False, post_sale=True)
NEVER_ENTERED: Final[dict[str, Any]] = {
    "in_evaluation": False,
    "on_plan": False,
    "regularised": False,
}
WITH_OFFER: Final = CauseFacts(**NEVER_ENTERED, offer=Offer.IN_FORCE)
WITHOUT_OFFER: Final = CauseFacts(**NEVER_ENTERED, offer=Offer.NONE)
POINTING: Final = {
    Cause.CONFIGURATION: CONFIGURATION,
    Cause.MISALIGNMENT: MISALIGNMENT,
    Cause.SALES_WITH_OFFER: WITH_OFFER,
    Cause.SALES_WITHOUT_OFFER: WITHOUT_OFFER,
    Cause.POST_SALE: POST_SALE,
}


def by(role: Role, command: Any, actor: str = ADVISOR, at: datetime = NOON) -> Envelope[Any]:
    """A command for the case."""
    return Envelope("x", CASE, "charge_correction", at, actor, role, command)


def care(command: Any) -> Envelope[Any]:
    """A command of customer care."""
    return by(Role.CUSTOMER_CARE, command)


def variations(command: Any, actor: str = ADVISOR) -> Envelope[Any]:
    """A command of the corporate-variations advisor."""
    return by(Role.CORPORATE_VARIATIONS, command, actor)


def manager(command: Any, actor: str = MANAGER) -> Envelope[Any]:
    """A command of whoever approves."""
    return by(Role.COMMERCIAL_MANAGER, command, actor)


def still_wrong(invoice: str = "F-9") -> Envelope[Any]:
    """A bill still bears the old charge."""
    return by(Role.BILLING, c.ReportStillWrong(invoice))


ROUTING: Final = variations(c.RequestRouting())
ROUTED: Final = variations(ConfirmRouted("R-1"))
NUMBERED: Final = variations(ConfirmRegistered("N-1"))
CLOSING: Final = variations(c.CloseCorrection())
REPLY: Final = variations(c.RecordReply())
APPROVED: Final = manager(c.DecideMalpractice(approved=True, reason="se acordó por escrito"))
DENIED: Final = manager(c.DecideMalpractice(approved=False, reason="nadie lo ofreció"))


def story() -> CorrectionStory:
    """Nothing happened yet."""
    return Story(CORRECTIONS)


def went(told: CorrectionStory, *envelopes: Envelope[Any]) -> CorrectionStory:
    """The story after these commands, none of which is refused."""
    for envelope in envelopes:
        told = told.when(envelope)
        assert not isinstance(told.outcome, Refusal), str(told.outcome)
    return told


def requested(
    request: CorrectionRequest = REQUEST, standing: Standing = STANDING, checks: Checks = CHECKS
) -> CorrectionStory:
    """A correction is requested."""
    return story().when(care(c.RequestCorrection(request, standing, checks)))


def diagnosed(facts: CauseFacts = CONFIGURATION) -> CorrectionStory:
    """The facts about the line are reported."""
    return went(requested(), variations(c.ReportFacts(facts)))


def in_approval(checks: Checks = CHECKS) -> CorrectionStory:
    """A sale without an offer in force waits for approval."""
    told = went(diagnosed(WITHOUT_OFFER), ROUTING)
    return went(told, care(c.CompleteIntake(STANDING, checks)))


def routed(facts: CauseFacts = CONFIGURATION) -> CorrectionStory:
    """The registration is made."""
    return went(diagnosed(facts), ROUTING, ROUTED)


def attended() -> CorrectionStory:
    """The customer has the reply."""
    return went(routed(), CLOSING, REPLY)


def moved(told: CorrectionStory) -> Moved[ChargeCorrection, Any]:
    """The last command went through."""
    assert isinstance(told.outcome, Moved), str(told.outcome)
    return told.outcome


def notices(told: CorrectionStory) -> dict[str, Notify]:
    """Whom the last command tells something."""
    return {m.to: m for m in moved(told).messages if isinstance(m, Notify)}


def obstacles(told: CorrectionStory) -> tuple[str, ...]:
    """Every rule that is in the way, without its area."""
    found = moved(told).events[-1].decision.obstacles
    return tuple(one.rule.removeprefix("charge-correction.") for one in found)
