"""Plausible facts: one currency, and what an account could be asked; Hypothesis finds them."""

import sys
import tomllib
from datetime import UTC, datetime
from importlib import import_module
from subprocess import run
from typing import Any

from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, Envelope, Role
from order_to_cash.domain.credit_account import CreditFacts, PaymentRecord
from order_to_cash.domain.order import OrderRequest, PlaceOrder, Stage
from order_to_cash.domain.receivable import Arrears
from order_to_cash.domain.trade import Kind
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS
from order_to_cash.rules import HasCreditLine
from order_to_cash.testing import Story, plausible
from tests.architecture.source import ROOT

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
QUICKLY = settings(
    phases=[Phase.generate], max_examples=2_000, suppress_health_check=list(HealthCheck)
)
"""The first one that is found does; it need not be the smallest."""


@given(plausible.credit_facts())
def test_credit_facts_are_in_one_currency(facts: CreditFacts) -> None:
    """Amount, limit, exposure and arrears: no rate is ever needed."""
    currencies = {facts.amount.currency} | set(facts.exposure.currencies)
    currencies |= {part.amount.currency for part in facts.overdue or ()}
    currencies |= {facts.limit.currency} if facts.limit is not None else set()
    assert 1 == len(currencies)


@given(plausible.credit_facts(Currency.PEN))
def test_credit_facts_are_what_an_account_could_say(facts: CreditFacts) -> None:
    """What is past due is part of what is unpaid; of an unknown account nothing is known."""
    late = sum(part.amount.minor for part in facts.overdue or ())
    assert late <= facts.exposure.unpaid.minor
    assert facts.amount.is_positive
    if facts.known is not True:
        assert (None, None) == (facts.limit, facts.record)


def test_every_answer_of_the_policy_is_drawn() -> None:
    """Approved, declined by each rule that can decline, and not decided yet."""
    policy = CREDIT_ACCOUNTS.evaluation.policy
    facts = plausible.credit_facts(Currency.PEN)
    find(facts, lambda case: policy.decide(case).allows, settings=QUICKLY)
    find(facts, lambda case: policy.decide(case).waits, settings=QUICKLY)
    for code in (HasCreditLine.code, "credit.account-active", "credit.past-due", "credit.limit"):
        failed = {code}

        def only(case: CreditFacts, failed: set[str] = failed) -> bool:
            return failed == {f.rule for f in policy.decide(case).failures}

        find(facts, only, settings=QUICKLY)


@given(plausible.order_requests(parties=("D-1",)))
def test_orders_are_taken_by_the_process_that_they_are_given_to(request: OrderRequest) -> None:
    """A distributor places them and nothing is missing: the order is received."""
    place = Envelope("c-1", "O-1", "order", NOON, "D-1", Role.DISTRIBUTOR, PlaceOrder(request))
    told = Story(ORDERS).when(place)
    assert {"OrderReceived"} == {type(event).__name__ for event in told.events}
    told.reaches(Stage.RECEIVED)


def test_orders_ask_for_what_is_sold_there_and_nothing_else() -> None:
    """Goods, services and both; each of what a directory knows is drawn."""
    drawn = plausible.order_requests(("CEL",), ("FIBRE",), zones=("LIMA",), payments=("net-7",))
    for kinds in ({Kind.GOODS}, {Kind.SERVICE}, set(Kind)):
        found = find(drawn, lambda one, k=kinds: {i.kind for i in one.items} == k)  # type: ignore[misc]
        assert ("LIMA", "net-7") == (found.zone, found.payment)
        assert {item.sku for item in found.items} <= {"CEL", "FIBRE"}


def test_hypothesis_is_told_at_its_entry_point() -> None:
    """The distribution names a function that registers them; then a class is enough."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["hypothesis"]["order_to_cash"].partition(":")
    hook: Any = getattr(import_module(module), name)
    hook()
    for kind in (CreditFacts, PaymentRecord, OrderRequest, Arrears):
        assert isinstance(find(st.from_type(kind), lambda _: True, settings=QUICKLY), kind)


def test_the_facts_are_imported_before_anything_else_is() -> None:
    """Hypothesis starts in the middle of that import, and finds its entry point all the same."""
    code = "import order_to_cash.testing.plausible as made; print(made.__name__)"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "order_to_cash.testing.plausible\n" == done.stdout, done.stderr
