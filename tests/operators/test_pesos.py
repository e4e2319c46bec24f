"""An operator in Chilean pesos, which have no decimals, from its files to the last payment."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest

from order_to_cash.cli.amounts import Figure
from order_to_cash.cli.survey import survey
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Accepted
from order_to_cash.domain.core import (
    Clause,
    Currency,
    InvalidDocument,
    Money,
    changed,
)
from order_to_cash.domain.credit_account import CreditAccountProcess, Evaluation
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.payment import PaymentProcess, PaymentSettings
from order_to_cash.domain.receivable import DunningLevel, ReceivableProcess
from order_to_cash.domain.trade import TaxPolicy, flat
from order_to_cash.embedded import open_desk, wire_of
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import ORDERS
from order_to_cash.rules import (
    availability_policy,
    credit_policy,
    dunning_schedule,
    override_policy,
    validation_policy,
)

OWN: Final = Clause("reglas del operador", "1")
CALENDAR: Final = changed(ORDERS.settings.calendar, zone="America/Santiago")
START: Final = datetime(2024, 3, 1, 15, tzinfo=UTC)


def peso(amount: str) -> Money:
    return Money.of(amount, Currency.CLP)


TAX: Final = TaxPolicy((flat("iva", (date(2003, 10, 1), Fraction(19, 100), OWN)),))
CHILE: Final = Operator(
    "chile",
    (
        OrderProcess(
            changed(
                ORDERS.settings,
                availability=availability_policy(OWN, Currency.CLP),
                validation=validation_policy(OWN, above=peso("5000000")),
                currency=Currency.CLP,
                tax=TAX,
                calendar=CALENDAR,
            )
        ),
        CreditAccountProcess(
            Evaluation(
                credit_policy(OWN, days=0, amount=peso("0")), override_policy(OWN), CALENDAR
            ),
            Currency.CLP,
        ),
        ReceivableProcess(
            tax=TAX,
            dunning=dunning_schedule(OWN, DunningLevel("reminder", days=1, minimum=peso("1"))),
            calendar=CALENDAR,
        ),
        PaymentProcess(PaymentSettings(CALENDAR)),
    ),
    CALENDAR,
)
FILES: Final = {
    "parties.csv": (
        "party,kind,status,account,payment_terms,products\n"
        "D-0,distributor,active,A-0,3-instalments,\n"
    ),
    "offerings.csv": (
        "sku,name,kind,price,currency,since,until,technology,terms,requires,excludes,replaces\n"
        "PHONE-1,teléfono,goods,33333,CLP,2020-01-01,,,,,,\n"
    ),
    "warehouses.csv": "zone,warehouse\nSCL,W-SCL\n",
    "stock.csv": "warehouse,sku,available,expected\nW-SCL,PHONE-1,10,\n",
    "coverage.csv": "zone,sku,technology,since,until,alternatives\n",
    "credit_lines.csv": "account,party,limit,currency\nA-0,D-0,1000000,CLP\n",
    "terms.csv": "terms,version,since\n",
}
REQUEST: Final = {
    "party": "D-0",
    "channel": "distributor_system",
    "items": [{"sku": "PHONE-1", "quantity": 2, "kind": "goods"}],
    "zone": "SCL",
    "payment": "3-instalments",
    "delivery": "home_delivery",
    "address": "an address",
    "contact": "a contact",
}
STEPS: Final = (
    ("O-1", "order", "distributor", {"type": "place_order", "request": REQUEST}),
    ("O-1", "order", "warehouse", {"type": "schedule", "line": 1, "slot": START.isoformat()}),
    (
        "O-1",
        "order",
        "warehouse",
        {
            "type": "confirm_delivery",
            "line": 1,
            "signed_by": "signer",
            "signed_at": START.isoformat(),
        },
    ),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of the operator on its files."""
    data = tmp_path / "data"
    data.mkdir()
    for name, text in FILES.items():
        (data / name).write_text(text, encoding="utf-8")
    with open_desk(tmp_path / "chile.db", operator=CHILE, data=data, clock=None) as opened:
        yield opened


def give(desk: Desk, case: str, process: str, role: str, command: dict[str, Any]) -> object:
    """Hand a document in, and deliver what it causes."""
    made = {"id": f"{case}-{command['type']}", "case": case, "process": process}
    made |= {"at": START.isoformat(), "actor": "D-0", "role": role}
    envelope = wire_of(CHILE).load_envelope(json.dumps({**made, "command": command}))
    outcome = desk.handle(envelope)
    desk.deliver(START)
    return outcome


def pay(desk: Desk, amount: str) -> object:
    """The bank reports money for the invoice."""
    command = {
        "type": "receive_payment",
        "amount": {"amount": amount, "currency": "CLP"},
        "received": "2024-03-01",
        "method": "store",
        "towards": {"process": "receivable", "case": "order/O-1"},
    }
    return give(desk, "P-1", "payment", "billing", command)


def test_an_order_in_pesos_is_invoiced_in_instalments_and_paid(desk: Desk) -> None:
    """OPN-05: 2 x 33333 with 19 % of tax is 79333, in whole pesos, in parts that sum to it."""
    for step in STEPS:
        assert isinstance(give(desk, *step), Accepted)
    debt = desk.state("receivable", "order/O-1").owed
    totals = debt.totals
    assert ["66666", "12667", "79333"] == [x.amount for x in (totals.net, totals.tax, totals.total)]
    assert ["26445", "26444", "26444"] == [part.amount.amount for part in debt.instalments]
    assert isinstance(pay(desk, "79333"), Accepted)
    assert "settled" == desk.state("receivable", "order/O-1").stage.value
    sums = survey(desk, START + timedelta(days=1)).sums
    assert {Currency.CLP} == set(sums)
    assert peso("79333") == sums[Currency.CLP][Figure.COLLECTED]


def test_a_peso_is_not_divided_at_the_door(desk: Desk) -> None:
    """OPN-05: an amount in pesos with decimals is refused where it stands."""
    for step in STEPS:
        give(desk, *step)
    with pytest.raises(InvalidDocument) as caught:
        pay(desk, "79333.00")
    assert ["command.amount.amount"] == [problem.path for problem in caught.value.problems]
