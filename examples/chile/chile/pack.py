"""The data pack of a made-up Chilean operator: prices in pesos, which have no cents.

Distributors buy at prices without tax; what consumers pay, plans and fees, holds it.

Everybody and every figure here is made up but for the rate of the tax; see the README for what of
it was not verified.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files
from typing import Final

from chile.porting import FEE, HERE, PortingProcess
from chile.rules import OneOrderLeavesRoom, porting_policy
from order_to_cash import (
    BusinessCalendar,
    Clause,
    Currency,
    Dated,
    Money,
    Operator,
    Policy,
    Term,
    Timeline,
    Words,
)
from order_to_cash.domain.credit_account import AccountLevel, CreditAccountProcess, Evaluation
from order_to_cash.domain.order import OrderProcess, OrderSettings
from order_to_cash.domain.payment import PaymentProcess, PaymentSettings
from order_to_cash.domain.receivable import (
    DifferenceTolerance,
    DunningLevel,
    ReceivableProcess,
)
from order_to_cash.domain.trade import (
    Due,
    DuePart,
    EndOfMonth,
    InAdvance,
    Instalments,
    NetDays,
    PaymentMethod,
    PaymentTerms,
    Reach,
    Tariffs,
    TaxKind,
    TaxPolicy,
    UpFront,
    WeightedParts,
    flat,
    untaxed,
)
from order_to_cash.rules import (
    account_schedule,
    attention_indicators,
    availability_policy,
    credit_policy,
    dunning_schedule,
    financing_policy,
    intake_policy,
    override_policy,
    party_policy,
    standing_policy,
    validation_policy,
)

VAT: Final = Clause("DL 825", "artículo 14")
EXEMPT: Final = Clause("DL 825", "artículos 12 y 13")
EXPORT: Final = Clause("DL 825", "artículo 12 D")
SALES: Final = Clause("Manual de ventas", "1")
CREDIT: Final = Clause("Manual de crédito", "2")
COLLECTION: Final = Clause("Manual de cobranza", "3")
ROUNDING: Final = Clause("Ley 20.956", "redondeo de pagos en efectivo")
PORTING: Final = Clause("Manual de portabilidad", "4")
TARGETS: Final = Clause("Metas", "atención de solicitudes")
FEES: Final = Clause("Tarifario", "portabilidad")

CALENDAR: Final = BusinessCalendar(
    zone="America/Santiago",
    holidays=frozenset({date(2024, 1, 1), date(2024, 3, 29), date(2024, 5, 1), date(2024, 5, 21)}),
)


def peso(amount: int) -> Money:
    """An amount in whole pesos."""
    return Money.of(amount, Currency.CLP)


SINCE: Final = date(2003, 10, 1)
TAX: Final = TaxPolicy(
    (
        flat("iva", (SINCE, Fraction(19, 100), VAT)),
        untaxed("exempt", TaxKind.EXEMPT, SINCE, EXEMPT),
        untaxed("export", TaxKind.EXPORT, SINCE, EXPORT),
    )
)

PAYMENT_TERMS: Final[Mapping[str, PaymentTerms]] = {
    "contado": UpFront(),
    "7-dias": NetDays(7),
    "30-dias": NetDays(30),
    "fin-de-mes": EndOfMonth(),
    "3-cuotas": Instalments(3, Term(months=1)),
    "40-y-60": WeightedParts(
        (
            DuePart(Fraction(40, 100), Due(days=10)),
            DuePart(Fraction(60, 100), Due(days=30, end_of_month=True, next_day=10)),
        )
    ),
    "anticipo-30": InAdvance(Fraction(30, 100), NetDays(30), days=7),
}

ORDERS: Final = OrderProcess(
    OrderSettings(
        intake=intake_policy(SALES),
        party=party_policy(SALES),
        availability=availability_policy(SALES, Currency.CLP, taxes=TAX.codes),
        financing=financing_policy(CREDIT),
        validation=validation_policy(CREDIT, above=peso(2_000_000)),
        currency=Currency.CLP,
        tax=TAX,
        payment_terms=PAYMENT_TERMS,
        calendar=CALENDAR,
        credit_holds=timedelta(hours=48),
        availability_holds=timedelta(hours=24),
        override_window=timedelta(days=3),
        standing=standing_policy(COLLECTION),
        reserved_for=timedelta(days=3),
    )
)

EVALUATION: Final = Policy(
    "credit",
    (
        *credit_policy(CREDIT, days=0, amount=peso(1_000)).rules,
        OneOrderLeavesRoom(CREDIT, Fraction(60, 100)),
    ),
)
ACCOUNT_LEVELS: Final = account_schedule(
    COLLECTION,
    AccountLevel("segundo-aviso", days=10, minimum=peso(5_000)),
    AccountLevel("detencion", days=25, minimum=peso(50_000), invoices=2, stops=(*Reach,)),
)
"""One letter over all invoices of a party, and a stop of its deliveries and new orders."""

CREDIT_ACCOUNTS: Final = CreditAccountProcess(
    Evaluation(EVALUATION, override_policy(CREDIT), CALENDAR),
    Currency.CLP,
    dunning=ACCOUNT_LEVELS,
)
RECEIVABLES: Final = ReceivableProcess(
    tax=TAX,
    dunning=dunning_schedule(
        COLLECTION,
        DunningLevel("recordatorio", days=1, minimum=peso(1_000)),
        DunningLevel("corte", days=20, minimum=peso(10_000), blocks=True),
    ),
    calendar=CALENDAR,
    differences=(DifferenceTolerance(PaymentMethod.STORE, peso(5), peso(4), ROUNDING),),
)
PAYMENTS: Final = PaymentProcess(PaymentSettings(CALENDAR))

TARIFFS: Final = Tariffs(
    "fees for numbers",
    Currency.CLP,
    {
        FEE: Timeline(
            "porting fee",
            (
                Dated(date(2024, 1, 1), peso(4_990), FEES),
                Dated(date(2024, 3, 15), peso(3_990), FEES),
            ),
        )
    },
    tax=TAX,
)
PORTINGS: Final = PortingProcess(
    porting_policy(PORTING, most=peso(0), least=60, fresh=5), TARIFFS, CALENDAR
)

INDICATORS: Final = attention_indicators(
    TARGETS, efficacy=Fraction(95, 100), timeliness=Fraction(90, 100), within=timedelta(hours=24)
)

CHILE: Final = Operator(
    "chile",
    (ORDERS, CREDIT_ACCOUNTS, RECEIVABLES, PAYMENTS, PORTINGS),
    CALENDAR,
    INDICATORS,
    words=Words((files("chile") / "words",)),
    codes=(HERE,),
)
