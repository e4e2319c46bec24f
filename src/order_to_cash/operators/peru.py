"""The data pack of a Peruvian operator: orders of distributors and customers (000, 001).

The process documents name the rules; where they name no figure, the figure here is the operator's
to set.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from order_to_cash.domain.charge_correction import ChargeCorrectionProcess
from order_to_cash.domain.charge_obligation import ChargeObligationProcess
from order_to_cash.domain.core import (
    BusinessCalendar,
    Clause,
    Currency,
    Dated,
    Money,
    Term,
    Timeline,
)
from order_to_cash.domain.credit_account import CreditAccountProcess, Evaluation
from order_to_cash.domain.order import OrderProcess, OrderSettings
from order_to_cash.domain.payment import PaymentProcess, PaymentSettings
from order_to_cash.domain.receivable import DunningLevel, ReceivableProcess, Withholding
from order_to_cash.domain.trade import (
    EndOfMonth,
    Instalments,
    NetDays,
    PaymentTerms,
    TaxCategory,
    TaxKind,
    TaxPart,
    TaxPolicy,
    UpFront,
    untaxed,
)
from order_to_cash.operators.b2b import onboarding_process
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru_corrections import correction_settings
from order_to_cash.rules.availability import availability_policy
from order_to_cash.rules.credit import credit_policy, financing_policy, override_policy
from order_to_cash.rules.dunning import dunning_schedule
from order_to_cash.rules.indicators import attention_indicators
from order_to_cash.rules.intake import intake_policy
from order_to_cash.rules.registration import party_policy
from order_to_cash.rules.validation import validation_policy

CASE_OF_USE: Final = "Gestión de Pedidos, Evaluación de Crédito y Liberación"
PRECONDITION: Final = Clause(CASE_OF_USE, "precondición 1")
RECEPTION: Final = Clause(CASE_OF_USE, "flujo 1; sección 1")
AVAILABILITY: Final = Clause(CASE_OF_USE, "flujo 2; sección 2")
CREDIT: Final = Clause(CASE_OF_USE, "flujo 3; sección 2")
VALIDATION: Final = Clause(CASE_OF_USE, "flujo 4; sección 3")
COLLECTION: Final = Clause(CASE_OF_USE, "flujo 8")
TARGETS: Final = Clause("Metas del operador", "atención de pedidos")
LAW: Final = "TUO de la Ley del IGV e ISC, DS 055-99-EF"
SALES_TAX: Final = Clause(LAW, "artículo 17; DL 776, artículo 76")
EXEMPT: Final = Clause(LAW, "artículo 5; apéndices I y II")
OUTSIDE: Final = Clause(LAW, "artículo 2")
EXPORT: Final = Clause(LAW, "artículo 33")
FREE: Final = Clause(LAW, "artículo 3 a) 2; artículo 15")
SPOT: Final = Clause("RS 183-2004/SUNAT", "artículos 13 y 14; anexo 3, por RS 071-2018/SUNAT")
FIRST: Final = date(2003, 8, 1)

CALENDAR: Final = BusinessCalendar(zone="America/Lima")


def sol(amount: str) -> Money:
    """An amount in soles."""
    return Money.of(amount, Currency.PEN)


def sales_tax(clause: Clause) -> Timeline[tuple[TaxPart, ...]]:
    """The general sales tax and the municipal promotion tax, which are one rate of two parts."""
    municipal = TaxPart("ipm", Fraction(2, 100))
    return Timeline(
        "general sales tax",
        (
            Dated(FIRST, (TaxPart("igv", Fraction(17, 100)), municipal), clause),
            Dated(date(2011, 3, 1), (TaxPart("igv", Fraction(16, 100)), municipal), clause),
        ),
    )


TAX: Final = TaxPolicy(
    (
        TaxCategory("standard", sales_tax(SALES_TAX)),
        untaxed("exempt", TaxKind.EXEMPT, FIRST, EXEMPT),
        untaxed("outside", TaxKind.OUTSIDE, FIRST, OUTSIDE),
        untaxed("export", TaxKind.EXPORT, FIRST, EXPORT),
        TaxCategory("free", sales_tax(FREE), TaxKind.FREE),
        TaxCategory("detraccion", sales_tax(SALES_TAX)),
    )
)

PAYMENT_TERMS: Final[Mapping[str, PaymentTerms]] = {
    "up-front": UpFront(),
    "net-7": NetDays(7),
    "net-15": NetDays(15),
    "net-30": NetDays(30),
    "end-of-month": EndOfMonth(),
    "3-instalments": Instalments(3, Term(months=1)),
    "12-instalments": Instalments(12, Term(months=1)),
}

DUNNING: Final = dunning_schedule(
    COLLECTION,
    DunningLevel("reminder", days=1, minimum=sol("0.01")),
    DunningLevel("second-alert", days=8, minimum=sol("20.00")),
    DunningLevel("block", days=15, minimum=sol("50.00"), blocks=True),
)

DETRACTION: Final = Withholding(
    "detraccion",
    Timeline("detracción", (Dated(date(2018, 4, 1), Fraction(12, 100), SPOT),)),
    above=sol("700.00"),
    categories=("detraccion",),
    unit=100,
)
"""Off unless an offering has the tax category `detraccion`: taxed as any, subject to it (PRI-07).

The rate since that day is that of points 1, 3, 5 and 10 of the annex; what exceeds 700.00 is
subject. `docs/explanation/prices.md` says how far these figures were verified.
"""

ORDERS: Final = OrderProcess(
    OrderSettings(
        intake=intake_policy(RECEPTION),
        party=party_policy(PRECONDITION, VALIDATION),
        availability=availability_policy(AVAILABILITY, Currency.PEN, taxes=TAX.codes),
        financing=financing_policy(CREDIT),
        validation=validation_policy(VALIDATION, above=sol("20000.00")),
        currency=Currency.PEN,
        tax=TAX,
        payment_terms=PAYMENT_TERMS,
        calendar=CALENDAR,
        credit_holds=timedelta(hours=72),
        availability_holds=timedelta(hours=24),
        override_window=timedelta(days=5),
    )
)
CREDIT_ACCOUNTS: Final = CreditAccountProcess(
    Evaluation(
        credit_policy(CREDIT, days=0, amount=sol("0.00")), override_policy(CREDIT), CALENDAR
    ),
    Currency.PEN,
)
PAYMENTS: Final = PaymentProcess(PaymentSettings(CALENDAR))
RECEIVABLES: Final = ReceivableProcess(
    tax=TAX, dunning=DUNNING, calendar=CALENDAR, withholding=DETRACTION
)

ONBOARDING: Final = onboarding_process(
    currency=Currency.PEN, zone=CALENDAR.zone, payment_terms=PAYMENT_TERMS, taxes=TAX.codes
)

CORRECTIONS: Final = ChargeCorrectionProcess(correction_settings(Currency.PEN, CALENDAR))
OBLIGATIONS: Final = ChargeObligationProcess()

INDICATORS: Final = attention_indicators(
    TARGETS,
    efficacy=Fraction(98, 100),
    timeliness=Fraction(95, 100),
    within=timedelta(hours=24),
)

PERU: Final = Operator(
    "peru",
    (ORDERS, CREDIT_ACCOUNTS, RECEIVABLES, PAYMENTS, ONBOARDING, CORRECTIONS, OBLIGATIONS),
    CALENDAR,
    INDICATORS,
)
