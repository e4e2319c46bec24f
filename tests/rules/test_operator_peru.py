"""The Peruvian pack: its dated figures, its terms, its schedule, its clauses."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    BrokenDefinition,
    Clause,
    Currency,
    Dated,
    NotInForce,
    Policy,
    Term,
    Verdict,
    changed,
)
from order_to_cash.domain.receivable import Arrears, DunningLevel, ReceivableProcess
from order_to_cash.domain.receivable.dunning import checked
from order_to_cash.domain.trade import (
    BillLine,
    EndOfMonth,
    Instalments,
    NetDays,
    TaxPart,
    TaxPolicy,
    UnitPrice,
    UpFront,
)
from order_to_cash.domain.trade.payment_terms import due_days, instalments
from order_to_cash.operators.peru import (
    CREDIT_ACCOUNTS,
    DUNNING,
    ONBOARDING,
    ORDERS,
    PAYMENT_TERMS,
    PERU,
    RECEIVABLES,
    SALES_TAX,
    TAX,
    sol,
)
from order_to_cash.rules import (
    BelowDunningLevel,
    FinancingIsApproved,
    NothingPastDue,
    WithinCreditLimit,
    dunning_schedule,
)
from tests.rules.test_readable import policies
from tests.rules.told import CLAUSE

DAY = timedelta(days=1)
CHANGE, NEXT = date(2011, 3, 1), date(2027, 1, 1)
ONE = (BillLine("SKU", 1, UnitPrice.of("100.00", Currency.PEN)),)


def longer(line: Dated[tuple[TaxPart, ...]]) -> TaxPolicy:
    """The taxes with one more line of the standard category."""
    standard, *others = TAX.categories
    rates = changed(standard.rates, entries=(*standard.rates.entries, line))
    return changed(TAX, categories=(changed(standard, rates=rates), *others))


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        (date(2003, 8, 1), 19),
        (date(2011, 2, 28), 19),
        (date(2011, 3, 1), 18),
        (date(2026, 3, 2), 18),
    ],
)
def test_the_sales_tax_of_a_day(on: date, rate: int) -> None:
    """The rate went from 19 to 18 % on 1 March 2011, and the totals name the law."""
    found = TAX.totals(ONE, on, Currency.PEN)
    (only,) = found.taxes
    expected = (sol(f"{rate}.00"), Fraction(rate, 100), SALES_TAX)
    assert expected == (found.tax, only.rate, only.clause)


def test_before_the_first_line_no_tax_is_assumed() -> None:
    """The pack begins on 1 August 2003, and says nothing about the day before."""
    with pytest.raises(NotInForce):
        TAX.totals(ONE, date(2003, 7, 31), Currency.PEN)


@given(st.dates(date(2003, 8, 1), date(2040, 1, 1)))
def test_one_more_dated_line_changes_only_the_days_from_then_on(on: date) -> None:
    """A pack with a new rate answers every earlier day as it did before."""
    law = Clause("Another law", "1")
    renewed = longer(Dated(NEXT, (TaxPart("igv", Fraction(16, 100)),), law))
    before, after = TAX.totals(ONE, on, Currency.PEN), renewed.totals(ONE, on, Currency.PEN)
    if on < NEXT:
        assert before == after
    else:
        assert (sol("16.00"), law) == (after.tax, after.taxes[0].clause)


@pytest.mark.parametrize(("on", "tax"), [(NEXT - DAY, "18.00"), (NEXT, "16.00")])
def test_the_new_line_holds_from_its_first_day(on: date, tax: str) -> None:
    """On the eve the old rate holds, on the day the new one."""
    renewed = longer(Dated(NEXT, (TaxPart("igv", Fraction(16, 100)),), SALES_TAX))
    assert sol(tax) == renewed.totals(ONE, on, Currency.PEN).tax


def test_the_payment_terms_that_are_offered() -> None:
    """ORD-26: each code stands for the terms that its name says."""
    expected = {
        "up-front": UpFront(),
        "net-7": NetDays(7),
        "net-15": NetDays(15),
        "net-30": NetDays(30),
        "end-of-month": EndOfMonth(0),
        "3-instalments": Instalments(3, Term(months=1)),
        "12-instalments": Instalments(12, Term(months=1)),
    }
    assert expected == PAYMENT_TERMS
    assert PAYMENT_TERMS is ORDERS.settings.payment_terms


@pytest.mark.parametrize("code", PAYMENT_TERMS)
def test_every_offered_term_can_be_invoiced(code: str) -> None:
    """ORD-26: on any day of a leap year, each gives due days and parts that sum exactly."""
    terms, total = PAYMENT_TERMS[code], sol("100.01")
    for day in (date(2024, 1, 1) + n * DAY for n in range(366)):
        amounts = [part.amount.minor for part in instalments(terms, total, day)]
        assert 10_001 == sum(amounts)
        assert day <= due_days(terms, day)[0]


def test_the_dunning_schedule_alerts_before_it_blocks() -> None:
    """ORD-30, ORD-31: two alerts, then the block, each later than the one before."""
    assert DUNNING == checked(DUNNING) == RECEIVABLES.dunning
    levels = [(r.level.code, r.level.days, r.level.minimum, r.level.blocks) for r in DUNNING]
    assert [
        ("reminder", 1, sol("0.01"), False),
        ("second-alert", 8, sol("20.00"), False),
        ("block", 15, sol("50.00"), True),
    ] == levels


@pytest.mark.parametrize(
    ("days", "amount", "reached"),
    [
        (0, "99.00", 0),
        (1, "0.00", 0),
        (1, "0.01", 1),
        (7, "99.00", 1),
        (8, "19.99", 1),
        (8, "20.00", 2),
        (14, "99.00", 2),
        (15, "49.99", 2),
        (15, "50.00", 3),
    ],
)
def test_the_levels_that_arrears_reach(days: int, amount: str, reached: int) -> None:
    """ORD-30: the first cent on the first day is reminded of; the block is for fifty soles."""
    verdicts = [rule.check(Arrears(days, sol(amount))).verdict for rule in DUNNING]
    assert [Verdict.FAIL] * reached + [Verdict.PASS] * (3 - reached) == verdicts


@pytest.mark.parametrize("order", [o for o in permutations(range(3)) if o != (0, 1, 2)])
def test_a_process_refuses_a_schedule_in_disorder(order: tuple[int, ...]) -> None:
    """ORD-30: the levels of a process rise in days, or it cannot be built."""
    shuffled = tuple(DUNNING[n] for n in order)
    with pytest.raises(BrokenDefinition):
        changed(RECEIVABLES, dunning=shuffled)


@pytest.mark.parametrize(
    "levels",
    [
        (DunningLevel("block", 1, sol("1.00"), blocks=True),),
        (DunningLevel("a", 1, sol("1.00")), DunningLevel("b", 1, sol("1.00"))),
        (
            DunningLevel("a", 1, sol("1.00")),
            DunningLevel("b", 2, sol("1.00"), blocks=True),
            DunningLevel("c", 3, sol("1.00"), blocks=True),
        ),
    ],
    ids=["block without alert", "two on a day", "blocks twice"],
)
def test_a_process_refuses_a_schedule_that_makes_no_sense(levels: Any) -> None:
    """ORD-31: an alert comes first, a day has one level, and one level blocks."""
    with pytest.raises(BrokenDefinition):
        dunning_schedule(CLAUSE, *levels)
    schedule = tuple(BelowDunningLevel(CLAUSE, level) for level in levels)
    with pytest.raises(BrokenDefinition):
        ReceivableProcess(tax=TAX, dunning=schedule, calendar=PERU.calendar)


def test_a_process_may_do_without_dunning() -> None:
    """ORD-30: an operator may raise nothing, or alert without ever blocking."""
    for schedule in ((), DUNNING[:2]):
        assert schedule == changed(RECEIVABLES, dunning=schedule).dunning


def rules_of(policy: Policy[Any], kind: type) -> list[Any]:
    return [rule for rule in policy.rules if isinstance(rule, kind)]


def test_the_figures_of_the_operator() -> None:
    """ORD-10, ORD-15: nothing late is tolerated; above 20 000 soles financing is approved."""
    (past_due,) = rules_of(CREDIT_ACCOUNTS.evaluation.policy, NothingPastDue)
    assert (0, sol("0.00")) == (past_due.days, past_due.amount)
    (approval,) = rules_of(ORDERS.settings.validation, FinancingIsApproved)
    assert (sol("20000.00"), False) == (approval.above, approval.when_financed)
    evaluation = CREDIT_ACCOUNTS.evaluation
    assert 1 == len(rules_of(evaluation.policy, WithinCreditLimit))
    assert (4, False) == (len(evaluation.counts), evaluation.disputed_counts)
    settings = ORDERS.settings
    hours = [settings.credit_holds, settings.availability_holds, settings.override_window]
    assert [timedelta(hours=72), timedelta(hours=24), timedelta(hours=120)] == hours


def test_the_operator_has_its_processes_and_its_calendar() -> None:
    """One calendar counts the days of orders and bills; onboarding has hours on top, in Lima."""
    orders = {"order", "credit_account", "receivable", "payment", "onboarding"}
    assert {*orders, "charge_correction", "charge_obligation"} == set(PERU.by_name)
    assert PERU.calendar.zone == ONBOARDING.settings.calendar.zone
    calendars = (
        ORDERS.settings.calendar,
        CREDIT_ACCOUNTS.evaluation.calendar,
        RECEIVABLES.calendar,
    )
    assert (PERU.calendar,) * 3 == calendars
    assert "America/Lima" == PERU.calendar.zone
    assert {Currency.PEN} == {
        CREDIT_ACCOUNTS.currency,
        *(r.level.minimum.currency for r in DUNNING),
    }


def clauses() -> list[Clause]:
    """Every clause in the pack, of rules and of dated lines."""
    rules: list[Any] = [rule for policy in policies() for rule in policy.rules] + [*DUNNING]
    found = [getattr(rule, field.name) for rule in rules for field in attrs.fields(type(rule))]
    return [c for c in found if isinstance(c, Clause)] + [
        e.clause for category in TAX.categories for e in category.rates.entries
    ]


def test_every_figure_leads_back_to_its_text() -> None:
    """No rule and no dated line of the pack is without the clause that says so."""
    found = clauses()
    dated = [entry for category in TAX.categories for entry in category.rates.entries]
    assert len(found) == sum(len(p.rules) for p in policies()) + len(DUNNING) + len(dated)
    assert [] == [c for c in found if not (c.document.strip() and c.section.strip())]
