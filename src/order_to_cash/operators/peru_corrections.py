"""Corrections of a fixed charge at a Peruvian operator: queue, forms, tickets, areas (002).

The document names the scenarios and whoever acts. Names here are those under which the operator's
own systems know queues and forms; where those systems are is theirs to know.
"""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.charge_correction import Cause, CorrectionSettings
from order_to_cash.domain.core import BusinessCalendar, Clause, Currency
from order_to_cash.domain.trade import Route, RouteKind
from order_to_cash.rules.charge_correction import CAUSES, checks_policy, eligibility_policy

DOCUMENT: Final = "Modificación de Cargo Fijo Móvil Corporativa"
SCENARIOS: Final = Clause(DOCUMENT, "Inicio; a) Escenarios")
CASE: Final = Clause(DOCUMENT, "c) Generación del caso")

QUEUE: Final = "corporate-variations"
MAILBOX: Final = "corporate-care-mailbox"

OPERATOR_EXECUTION: Final = Route(
    "operator-execution", RouteKind.FORM, "network-planning", "fixed-charge-change"
)
ROUTES: Final[Mapping[Cause, Route]] = {
    Cause.CONFIGURATION: Route(
        "activations", RouteKind.FORM, "activations", "fixed-charge-regularisation"
    ),
    Cause.MISALIGNMENT: Route("incident", RouteKind.TICKET, "systems", "line-misalignment"),
    Cause.SALES_WITH_OFFER: OPERATOR_EXECUTION,
    Cause.SALES_WITHOUT_OFFER: OPERATOR_EXECUTION,
    Cause.POST_SALE: OPERATOR_EXECUTION,
}


def correction_settings(currency: Currency, calendar: BusinessCalendar) -> CorrectionSettings:
    """How charges in that currency are corrected, by the days of that calendar."""
    return CorrectionSettings(
        eligibility=eligibility_policy(SCENARIOS, CASE, currency),
        intake=checks_policy(CASE),
        causes=CAUSES,
        queue=QUEUE,
        routes=ROUTES,
        mailbox=MAILBOX,
        calendar=calendar,
    )
