"""Plan changes of a Bolivian operator, as builders for the stories."""

from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from order_to_cash.domain.core import Currency, Envelope, Money, Refusal, Role, Sensitive, changed
from order_to_cash.domain.plan_change import (
    Brought,
    Plan,
    PlanChange,
    PlanChangeKind,
    PlanChangeRequest,
)
from order_to_cash.domain.plan_change import commands as c
from order_to_cash.domain.trade import (
    Applicant,
    Cycle,
    Document,
    DocumentKind,
    HolderKind,
    Standing,
)
from order_to_cash.domain.trade.requirements import APPLICANT, HOLDER
from order_to_cash.operators.bolivia import PLAN_CHANGE_REQUESTS
from order_to_cash.testing import Story

ChangeStory: TypeAlias = Story[PlanChange, Any, Any]


def bob(amount: str) -> Money:
    """An amount in bolivianos."""
    return Money.of(amount, Currency.BOB)


LA_PAZ: Final = ZoneInfo("America/La_Paz")
NOON: Final = datetime(2026, 3, 2, 12, tzinfo=LA_PAZ)
"""A Monday in La Paz, on which every story begins."""

TODAY: Final = NOON.date()
DAY: Final = timedelta(days=1)
CENT: Final = bob("0.01")
NOTHING: Final = bob("0.00")
CHANGE: Final = "CP-0001"
CUSTOMER: Final = "CLI-0042"
ACCOUNT: Final = "CTA-0042"
CONTRACT: Final = "CON-0042"
MARCH: Final = Cycle(date(2026, 3, 1), date(2026, 3, 31))
WANTED: Final = date(2026, 3, 11)
SLOW: Final = Plan("INT-30", bob("200.00"), "ftth")
FAST: Final = Plan("INT-60", bob("310.00"), "ftth")
ON_THE_DAY: Final = NOON + 9 * DAY
CARD: Final = Document(DocumentKind.IDENTITY_CARD, (HOLDER,), date(2030, 1, 1))
HOLDER_HIMSELF: Final = Applicant(HolderKind.NATURAL_PERSON, Standing.HOLDER)
SOMEBODY: Final = Applicant(HolderKind.NATURAL_PERSON, Standing.THIRD_PARTY)
SOMEBODYS_CARD: Final = Document(DocumentKind.IDENTITY_CARD, (APPLICANT,), date(2030, 1, 1))
COMPANY: Final = Applicant(HolderKind.LEGAL_ENTITY, Standing.REPRESENTATIVE, ("rep-1",))


def request(**other: Any) -> PlanChangeRequest:
    """From 30 to 60 megabits on 11 March, in the cycle of March."""
    plain = PlanChangeRequest(
        ACCOUNT,
        CONTRACT,
        CUSTOMER,
        PlanChangeKind.INTERNET_SPEED,
        SLOW,
        FAST,
        WANTED,
        MARCH,
        "LP-SUR",
        Sensitive("Calle de ejemplo 5"),
        Sensitive("cliente@example.com"),
    )
    return changed(plain, **other)


def brought(**other: Any) -> Brought:
    """All that the holder needs."""
    return changed(Brought(HOLDER_HIMSELF, (CARD,), NOTHING), **other)


def to(
    command: c.Command,
    at: datetime = NOON,
    role: Role = Role.COMMERCIAL_ADVISOR,
    actor: str = "asesor-1",
) -> Envelope[Any]:
    """A command for the case."""
    return Envelope("x", CHANGE, "plan_change", at, actor, role, command)


def story() -> ChangeStory:
    """Nothing happened yet."""
    return Story(PLAN_CHANGE_REQUESTS)


def went(told: ChangeStory, *envelopes: Envelope[Any]) -> ChangeStory:
    """The story after these commands, none of which is refused."""
    for envelope in envelopes:
        told = told.when(envelope)
        assert not isinstance(told.outcome, Refusal), str(told.outcome)
    return told


def asked(papers: Brought | None = None, **other: Any) -> ChangeStory:
    """A change is asked for."""
    return story().when(to(c.RequestPlanChange(request(**other), papers or brought())))


def waiting() -> ChangeStory:
    """The identity card is missing."""
    return asked(brought(documents=()))


def confirmed(**other: Any) -> ChangeStory:
    """The customer confirmed."""
    return went(asked(**other), to(c.ConfirmChange()))


def applied(**other: Any) -> ChangeStory:
    """The new plan is in force."""
    return went(confirmed(**other), to(c.ApplyChange(NOTHING), ON_THE_DAY))
