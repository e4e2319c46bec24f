"""The flow by which new customers are taken on: nine phases, one row each (003).

The document names roles, documents and prerequisites. It names no durations and no holidays: those
here are the operator's to set.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from order_to_cash.domain.core import BusinessCalendar, Clause, Currency, Role
from order_to_cash.domain.onboarding import (
    REQUEST,
    Activity,
    Effect,
    Environment,
    Flow,
    OnboardingProcess,
    OnboardingSettings,
    Phase,
    TimeLimit,
)
from order_to_cash.domain.trade import PaymentTerms
from order_to_cash.domain.trade.prices import STANDARD
from order_to_cash.rules.onboarding import (
    Approver,
    approval_policy,
    prerequisite_policy,
    review_policy,
)

FLOW_OF_SERVICES: Final = "Flujo de proceso de servicios para nuevos clientes"
ROLES: Final = Clause(FLOW_OF_SERVICES, "Roles y responsabilidades")
BUSINESS: Final = Clause(FLOW_OF_SERVICES, "Nota importante para flujo B2B")
CRITERIA: Final = Clause(FLOW_OF_SERVICES, "Criterios de revisión")
PREREQUISITES: Final = Clause(FLOW_OF_SERVICES, "Pre-requisitos importantes")

LANES: Final = (Role.OPERATIONS_OPERATOR, Role.HELP_DESK)
REVIEWERS: Final = (
    Role.ALLIANCES_MANAGER,
    Role.COMMERCIAL_MANAGER,
    Role.IMPLEMENTATION_LEAD,
    Role.PROCESS,
)

A_DAY: Final = (
    TimeLimit(Role.OPERATIONS_OPERATOR, timedelta(hours=9), working=True),
    TimeLimit(Role.HELP_DESK, timedelta(hours=9), working=True),
)
REVIEWED: Final = (*A_DAY, *(TimeLimit(role, timedelta(hours=48)) for role in REVIEWERS))
"""Every role has a deadline for its first activity of a phase (003 § Eventos temporales)."""

HOLIDAYS: Final = frozenset(
    date(2024, month, day)
    for month, day in (
        (1, 1),
        (3, 28),
        (3, 29),
        (5, 1),
        (6, 7),
        (6, 29),
        (7, 23),
        (7, 28),
        (7, 29),
        (8, 6),
        (8, 30),
        (10, 8),
        (11, 1),
        (12, 8),
        (12, 9),
        (12, 25),
    )
)

PHASES: Final = (
    Phase(
        "start",
        validates=REQUEST,
        makes="cro",
        told=REVIEWERS,
        limits=A_DAY,
        activities=tuple(Activity),
    ),
    Phase(
        "proposal",
        validates="cro",
        makes="proposal",
        told=REVIEWERS,
        reviewers=REVIEWERS,
        limits=REVIEWED,
        activities=(Activity.CRM_LOADED, Activity.OOB_NOTIFIED),
    ),
    Phase(
        "commercial_analysis",
        validates="proposal",
        makes="contract",
        told=REVIEWERS,
        reviewers=REVIEWERS,
        limits=REVIEWED,
    ),
    Phase(
        "technical_analysis",
        validates="contract",
        makes="service_order",
        told=REVIEWERS,
        reviewers=REVIEWERS,
        limits=REVIEWED,
    ),
    Phase(
        "contract",
        validates="service_order",
        makes="implementation_plan",
        told=REVIEWERS,
        reviewers=REVIEWERS,
        limits=REVIEWED,
    ),
    Phase(
        "implementation",
        validates="implementation_plan",
        makes="implementation_confirmation",
        told=REVIEWERS,
        reviewers=REVIEWERS,
        effect=Effect.SERVICE,
        environment=Environment.TEST,
        limits=REVIEWED,
    ),
    Phase(
        "invoicing",
        validates="implementation_confirmation",
        makes="invoice",
        told=REVIEWERS,
        reviewers=REVIEWERS,
        effect=Effect.INVOICE,
        environment=Environment.PRODUCTION,
        limits=REVIEWED,
    ),
    Phase(
        "collection",
        validates="invoice",
        makes="collection",
        told=REVIEWERS,
        reviewers=REVIEWERS,
        effect=Effect.COLLECTION,
        environment=Environment.PRODUCTION,
        limits=REVIEWED,
    ),
    Phase(
        "commercial_close",
        validates="collection",
        makes=None,
        environment=Environment.PRODUCTION,
        limits=A_DAY,
    ),
)
"""What is validated, what is made, who hears of it and reviews it, what is needed, by when."""

FLOW: Final = Flow(
    PHASES,
    lanes=LANES,
    recorders=(Role.OPERATIONS_OPERATOR,),
    reporters=(*LANES, Role.IMPLEMENTATION_LEAD),
    coordinator=Role.PROCESS,
    criteria=("price", "term", "service", "sla"),
    agreeing=len(LANES),
)

MATRIX: Final = (
    Approver(Role.COMMERCIAL_MANAGER),
    Approver(Role.ALLIANCES_MANAGER, ("proposal",)),
    Approver(
        Role.IMPLEMENTATION_LEAD,
        ("service_order", "implementation_plan", "implementation_confirmation"),
    ),
)


def onboarding_process(
    *,
    currency: Currency,
    zone: str,
    payment_terms: Mapping[str, PaymentTerms],
    flow: Flow = FLOW,
    taxes: tuple[str, ...] = (STANDARD,),
) -> OnboardingProcess:
    """The onboarding of an operator that sells in that currency, on its clocks and terms."""
    calendar = BusinessCalendar(zone, holidays=HOLIDAYS, opens=time(9), closes=time(18))
    return OnboardingProcess(
        OnboardingSettings(
            flow=flow,
            approval=approval_policy(BUSINESS, ROLES, sole=Role.COMMERCIAL_MANAGER, matrix=MATRIX),
            review=review_policy(CRITERIA),
            prerequisites=prerequisite_policy(PREREQUISITES),
            payment_terms=payment_terms,
            currency=currency,
            calendar=calendar,
            taxes=taxes,
        )
    )
