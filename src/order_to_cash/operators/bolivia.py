"""The data pack of a Bolivian operator: post-sale requests of its customers (PLN-GPI-P09).

A tariff is one dated line. Nothing is assumed for days before the first one.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from order_to_cash.domain.core import BusinessCalendar, Clause, Currency, Dated, Money, Timeline
from order_to_cash.domain.plan_change import PlanChangeKind, PlanChangeProcess
from order_to_cash.domain.technical_claim import TechnicalClaimProcess
from order_to_cash.domain.trade import (
    Route,
    RouteKind,
    Tariffs,
    TaxCategory,
    TaxPart,
    TaxPolicy,
    TaxWay,
)
from order_to_cash.domain.transfer import TransferProcess, TransferSettings
from order_to_cash.operators.bolivia_returns import BOOT_TO_COPPER, BOOT_TO_FTTH
from order_to_cash.operators.bolivia_transfers import COPPER_TO_BOOT, DOCUMENT, FTTH_TO_BOOT
from order_to_cash.operators.operator import Operator
from order_to_cash.rules.checklists import claim_policy, plan_change_policy, transfer_policy
from order_to_cash.rules.indicators import attention_indicators
from order_to_cash.rules.plan_change import possible_change_policy
from order_to_cash.rules.transfer import data_policy, execution_policy, feasibility_policy

PLAN_CHANGES: Final = Clause(DOCUMENT, "anexo 1")
TRANSFERS: Final = Clause(DOCUMENT, "anexo 2")
CLAIMS: Final = Clause(DOCUMENT, "anexo 3")
DATA: Final = Clause(DOCUMENT, "II, paso 2")
FEASIBILITY: Final = Clause(DOCUMENT, "II, verificación de factibilidad técnica")
TARGETS: Final = Clause(DOCUMENT, "III.2, indicador del procedimiento")
TAX_LAW: Final = Clause("Ley 843", "artículos 5 y 15")
FORMS: Final = Clause(DOCUMENT, "II.3 paso 5; II.4 paso 9")

CALENDAR: Final = BusinessCalendar(zone="America/La_Paz")
APRIL_2019: Final = date(2019, 4, 1)


def boliviano(amount: str) -> Money:
    """An amount in bolivianos."""
    return Money.of(amount, Currency.BOB)


TAX: Final = TaxPolicy(
    (
        TaxCategory(
            "standard",
            Timeline("IVA", (Dated(APRIL_2019, (TaxPart("iva", Fraction(13, 100)),), TAX_LAW),)),
            way=TaxWay.INSIDE,
        ),
    )
)
"""Reckoned inside the price that holds it: of 100.00 are 13.00."""

TRANSFER_FEES: Final = Tariffs(
    "transfer fees",
    Currency.BOB,
    {
        "fixed_telephony": Timeline(
            "transfer fee of fixed telephony",
            (Dated(APRIL_2019, boliviano("146.28"), TRANSFERS),),
        ),
        "internet": Timeline(
            "transfer fee of internet",
            (Dated(APRIL_2019, boliviano("200.00"), TRANSFERS),),
        ),
        "cable_tv": Timeline(
            "transfer fee of cable TV",
            (Dated(APRIL_2019, boliviano("200.00"), TRANSFERS),),
        ),
        "package": Timeline(
            "transfer fee of a duo or multipack",
            (Dated(APRIL_2019, boliviano("200.00"), TRANSFERS),),
        ),
    },
    packages={"package": frozenset({"fixed_telephony", "internet", "cable_tv"})},
    tax=TAX,
)

TRANSFER_REQUESTS: Final = TransferProcess(
    TransferSettings(
        procedures=(COPPER_TO_BOOT, FTTH_TO_BOOT, BOOT_TO_FTTH, BOOT_TO_COPPER),
        tariffs=TRANSFER_FEES,
        intake=data_policy(DATA),
        feasibility=feasibility_policy(FEASIBILITY),
        requirements=transfer_policy(TRANSFERS),
        back=transfer_policy(TRANSFERS, forms=FORMS),
        needs_forms=frozenset({3, 4}),
        execution=execution_policy(TRANSFERS),
        calendar=CALENDAR,
    )
)

PLAN_CHANGE_REQUESTS: Final = PlanChangeProcess(
    requirements=plan_change_policy(PLAN_CHANGES),
    possible=possible_change_policy(PLAN_CHANGES, Currency.BOB),
    calendar=CALENDAR,
    visited=frozenset({PlanChangeKind.DUO_TO_MULTIPACK, PlanChangeKind.MULTIPACK_TO_DUO}),
    tax=TAX,
)
TECHNICAL_CLAIMS: Final = TechnicalClaimProcess(
    requirements=claim_policy(CLAIMS),
    currency=Currency.BOB,
    calendar=CALENDAR,
    billing=Route("billing-claims", RouteKind.QUEUE, "billing", "invoice-refund"),
)
INDICATORS: Final = attention_indicators(
    TARGETS,
    efficacy=Fraction(98, 100),
    timeliness=Fraction(95, 100),
    within=timedelta(hours=24),
)

BOLIVIA: Final = Operator(
    "bolivia", (TRANSFER_REQUESTS, PLAN_CHANGE_REQUESTS, TECHNICAL_CLAIMS), CALENDAR, INDICATORS
)
