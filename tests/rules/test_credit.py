"""Credit: an active account with a line, nothing late, exposure within the limit."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from order_to_cash.domain.core import Money, Override, Verdict, ask, changed
from order_to_cash.domain.core.money import MAX_MINOR
from order_to_cash.domain.credit_account import CreditFacts, Exposure, Overdue, OverrideFacts, Part
from order_to_cash.domain.trade import NetDays, UpFront
from order_to_cash.rules import (
    CreditAccountIsActive,
    CreditIsEvaluated,
    HasCreditLine,
    InAccountCurrency,
    NothingPastDue,
    OverrideCovers,
    WithinCreditLimit,
    credit_policy,
    financing_policy,
    override_policy,
)
from tests.rules.told import (
    CLAUSE,
    FAIL,
    OPEN,
    PASS,
    Told,
    codes,
    pen,
    seen,
    skipped,
    told,
    undecided,
    usd,
)

FACTS = CreditFacts(
    at=datetime(2026, 3, 2, 15, tzinfo=UTC),
    order="O-1",
    amount=pen("100.00"),
    known=True,
    active=True,
    limit=pen("1000.00"),
    exposure=Exposure(
        reserved=pen("1.00"),
        delivered=pen("20.00"),
        unpaid=pen("300.00"),
        unallocated=pen("50.00"),
    ),
    overdue=(),
)
AMOUNTS = {
    Part.RESERVED: pen("1.00"),
    Part.DELIVERED: pen("20.00"),
    Part.UNPAID: pen("300.00"),
    Part.UNALLOCATED: pen("-50.00"),
}
STANDING = ("The credit account is active", "La cuenta de crédito está activa")
LIMIT = (
    "The exposure with this order is within the limit",
    "La exposición con este pedido está dentro del límite",
)
PAST_DUE = (
    "Nothing is past due beyond the tolerance",
    "Nada está vencido más allá de la tolerancia",
)
WAITS = (
    "the credit line and payment history cannot be reached yet; the evaluation waits",
    "la línea de crédito y el historial de pagos aún no están accesibles; la evaluación espera",
)
NO_LINE = (
    "the account has no credit line; ask Credit & Collections for one, or pay up front",
    "la cuenta no tiene línea de crédito; pídala a Créditos y Cobranzas, o pague por adelantado",
)
A_LINE = ("the account has a credit line", "la cuenta tiene una línea de crédito")


def facts(**values: Any) -> CreditFacts:
    return changed(FACTS, **values)


def late(*parts: tuple[int, Money]) -> CreditFacts:
    return facts(overdue=tuple(Overdue(days, amount) for days, amount in parts))


@pytest.mark.parametrize(
    ("known", "verdict", "texts"),
    [(True, PASS, A_LINE), (False, FAIL, NO_LINE), (None, OPEN, WAITS)],
)
def test_the_account_has_a_credit_line(known: bool | None, verdict: Any, texts: Any) -> None:
    """ORD-02: while a source cannot be reached the evaluation waits, and never fails for it."""
    expected = Told("credit.line", verdict, (), (), *texts)
    assert expected == told(HasCreditLine(CLAUSE), facts(known=known))


def test_the_credit_account_is_active() -> None:
    """ORD-01: a suspended or closed account gets no credit."""
    rule, code = CreditAccountIsActive(CLAUSE), "credit.account-active"
    en, es = "the credit account is active", "la cuenta de crédito está activa"
    assert Told(code, PASS, (), (), en, es) == told(rule, FACTS)
    en = "the credit account is suspended or closed; Credit & Collections can tell why"
    es = "la cuenta de crédito está suspendida o cerrada; Créditos y Cobranzas sabe por qué"
    assert Told(code, FAIL, (), (), en, es) == told(rule, facts(active=False))
    for unknown in (facts(active=None), facts(known=None), facts(known=None, active=None)):
        assert undecided(code, (), *STANDING) == told(rule, unknown)
    assert skipped(code, *STANDING) == told(rule, facts(known=False, active=False))


def test_the_order_is_in_the_accounts_currency() -> None:
    """ORD-11: one currency per account."""
    rule, code = InAccountCurrency(CLAUSE), "credit.currency"
    en, es = "the order and the account are in PEN", "el pedido y la cuenta están en PEN"
    assert Told(code, PASS, ("PEN",), ("PEN",), en, es) == told(rule, FACTS)
    en = "the order is in USD, the account is kept in PEN"
    es = "el pedido está en USD, la cuenta se lleva en PEN"
    failed = Told(code, FAIL, ("USD",), ("PEN",), en, es)
    assert failed == told(rule, facts(amount=usd("100.00")))


def test_an_account_in_two_currencies_fails() -> None:
    """ORD-11: were an exposure ever of two currencies, no order would be in "the" currency."""
    mixed = facts(exposure=changed(FACTS.exposure, delivered=usd("20.00")))
    en = "the order is in PEN, the account is kept in PEN, USD"
    es = "el pedido está en PEN, la cuenta se lleva en PEN, USD"
    failed = Told("credit.currency", FAIL, ("PEN",), (("PEN", "USD"),), en, es)
    assert failed == told(InAccountCurrency(CLAUSE), mixed)
    assert skipped("credit.limit", *LIMIT) == told(WithinCreditLimit(CLAUSE), mixed)


def test_nothing_is_past_due() -> None:
    """ORD-10: without a tolerance nothing may be past due; the finding says how much is."""
    rule, code = NothingPastDue(CLAUSE, 0, pen("0.00")), "credit.past-due"
    values = ((pen("0.00"), 0), (0, pen("0.00")))
    en = "0.00 PEN past due for more than 0 days, tolerated up to 0.00 PEN"
    es = "0.00 PEN vencidos por más de 0 días, se tolera hasta 0.00 PEN"
    assert Told(code, PASS, *values, en, es) == told(rule, FACTS)
    failed = Told(
        code,
        FAIL,
        (pen("10.01"), 9),
        (0, pen("0.00")),
        "10.01 PEN past due for more than 0 days (the oldest 9 days), tolerated up to 0.00 PEN; "
        "pay at least the difference",
        "10.01 PEN vencidos por más de 0 días (lo más antiguo 9 días), se tolera hasta 0.00 PEN; "
        "pague al menos la diferencia",
    )
    assert failed == told(rule, late((1, pen("0.01")), (9, pen("10.00"))))
    unknown = undecided(code, (None, None), *PAST_DUE, 0, pen("0.00"))
    assert unknown == told(rule, facts(overdue=None))


@pytest.mark.parametrize(
    ("days", "amount", "verdict"),
    [
        (0, "0.01", PASS),
        (1, "0.00", PASS),
        (1, "0.01", FAIL),
    ],
)
def test_without_a_tolerance_one_cent_on_one_day_is_too_late(
    days: int, amount: str, verdict: object
) -> None:
    """ORD-10: overdue begins the day after the due date, with the first cent."""
    rule = NothingPastDue(CLAUSE, 0, pen("0.00"))
    assert verdict is rule.check(late((days, pen(amount)))).verdict


@pytest.mark.parametrize(
    ("days", "amount", "verdict"),
    [
        (5, "9999.00", PASS),
        (6, "99.99", PASS),
        (6, "100.00", PASS),
        (6, "100.01", FAIL),
    ],
)
def test_the_tolerance_is_in_days_and_in_amount(days: int, amount: str, verdict: object) -> None:
    """ORD-10: exactly the tolerated days, or exactly the tolerated amount, is tolerated."""
    rule = NothingPastDue(CLAUSE, 5, pen("100.00"))
    assert verdict is rule.check(late((days, pen(amount)))).verdict


def test_only_what_is_late_beyond_the_days_is_summed() -> None:
    """ORD-10: parts that are tolerated by their age do not add up with those that are not."""
    parts = ((5, pen("70.00")), (6, pen("60.00")), (30, pen("40.00")))
    finding = NothingPastDue(CLAUSE, 5, pen("100.00")).check(late(*parts))
    assert (PASS, (pen("100.00"), 30)) == (finding.verdict, seen(finding))


def test_nothing_is_tolerated_in_another_currency() -> None:
    """ORD-10: no rate is assumed, so a debt in another currency is compared with nothing."""
    rule = NothingPastDue(CLAUSE, 5, pen("100.00"))
    failed = Told(
        "credit.past-due",
        FAIL,
        ((pen("70.00"), usd("0.01")), 6),
        (5, pen("100.00")),
        "70.00 PEN, 0.01 USD past due for more than 5 days (the oldest 6 days), tolerated up to "
        "100.00 PEN; pay at least the difference",
        "70.00 PEN, 0.01 USD vencidos por más de 5 días (lo más antiguo 6 días), se tolera hasta "
        "100.00 PEN; pague al menos la diferencia",
    )
    assert failed == told(rule, late((6, usd("0.01")), (6, pen("70.00"))))
    assert PASS is rule.check(late((5, usd("0.01")))).verdict
    assert PASS is rule.check(late((6, usd("0.00")))).verdict


@pytest.mark.parametrize(("limit", "within"), [("370.99", 0), ("371.00", 1), ("371.01", 1)])
def test_the_exposure_is_within_the_limit(limit: str, within: int) -> None:
    """ORD-11: exposure and order may reach the limit exactly, and no cent more."""
    values = (pen("271.00"), pen("100.00"), *map(pen, ("1.00", "20.00", "300.00", "50.00")))
    passed = Told(
        "credit.limit",
        PASS,
        values,
        (pen(limit),),
        f"exposure 271.00 PEN and this order 100.00 PEN are within the limit of {limit} PEN",
        f"la exposición 271.00 PEN y este pedido 100.00 PEN están dentro del límite de {limit} PEN",
    )
    failed = Told(
        "credit.limit",
        FAIL,
        values,
        (pen(limit),),
        "exposure 271.00 PEN (reserved 1.00 PEN, delivered 20.00 PEN, unpaid 300.00 PEN, "
        f"unallocated 50.00 PEN) and this order 100.00 PEN exceed the limit of {limit} PEN; "
        "order less, pay first, or ask Credit & Collections for an override",
        "la exposición 271.00 PEN (reservado 1.00 PEN, entregado 20.00 PEN, impago 300.00 PEN, "
        f"sin aplicar 50.00 PEN) y este pedido 100.00 PEN superan el límite de {limit} PEN; "
        "pida menos, pague antes, o solicite una autorización a Créditos y Cobranzas",
    )
    assert (failed, passed)[within] == told(WithinCreditLimit(CLAUSE), facts(limit=pen(limit)))


def test_an_unknown_limit_decides_nothing() -> None:
    """ORD-02: as long as the limit is not known, the exposure is told and nothing decided."""
    parts = map(pen, ("1.00", "20.00", "300.00", "50.00"))
    observed = (pen("271.00"), pen("100.00"), *parts)
    open_ = undecided("credit.limit", observed, *LIMIT, None)
    assert open_ == told(WithinCreditLimit(CLAUSE), facts(limit=None))
    assert OPEN is WithinCreditLimit(CLAUSE).check(facts(known=None)).verdict


def test_the_limit_says_nothing_where_another_rule_says_it() -> None:
    """Without a line, or in another currency, there is no limit to compare with."""
    rule, expected = WithinCreditLimit(CLAUSE), skipped("credit.limit", *LIMIT)
    assert expected == told(rule, facts(known=False, limit=None))
    assert expected == told(rule, facts(amount=usd("1.00")))


def test_no_amount_is_within_a_limit_in_another_currency() -> None:
    """ORD-11: no rate is assumed, so such a limit covers nothing."""
    rule = WithinCreditLimit(CLAUSE)
    assert FAIL is rule.check(facts(limit=usd("999999.00"))).verdict


SWITCHES = [frozenset(c) for size in range(5) for c in combinations(Part, size)]


@pytest.mark.parametrize("counts", SWITCHES, ids=lambda c: "+".join(sorted(c)) or "none")
def test_each_part_of_the_exposure_can_be_switched(counts: frozenset[Part]) -> None:
    """ORD-11: a part that a policy leaves out changes the exposure by exactly its own amount."""
    expected = Money.sum_of((AMOUNTS[part] for part in counts), FACTS.amount.currency)
    counted = FACTS.exposure.only(counts)
    rule = WithinCreditLimit(CLAUSE)
    counted_in = changed(FACTS, exposure=counted)
    assert expected == counted.total == seen(rule.check(counted_in))[0]
    limit = expected + FACTS.amount
    assert PASS is rule.check(changed(counted_in, limit=limit)).verdict
    assert FAIL is rule.check(changed(counted_in, limit=limit - pen("0.01"))).verdict


def test_all_parts_count_unless_the_policy_says_otherwise() -> None:
    """ORD-11: exposure is every part, unallocated payments deducted."""
    assert FACTS.exposure == FACTS.exposure.only(tuple(Part))


def leave(ceiling: Money, expires: datetime) -> OverrideFacts:
    return OverrideFacts(Override("ana", "credit_and_collections", "x", ceiling, expires), FACTS)


TOMORROW = FACTS.at + timedelta(days=1)
NEEDED = FACTS.exposure.total + FACTS.amount
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ceiling", "expires", "verdict"),
    [
        (NEEDED - pen("0.01"), TOMORROW, FAIL),
        (NEEDED, TOMORROW, PASS),
        (NEEDED + pen("0.01"), TOMORROW, PASS),
        (NEEDED, FACTS.at - A_SECOND, FAIL),
        (NEEDED, FACTS.at, FAIL),
        (NEEDED, FACTS.at + A_SECOND, PASS),
        (usd("99999.00"), TOMORROW, FAIL),
    ],
)
def test_an_override_covers_up_to_its_ceiling_until_it_expires(
    ceiling: Money, expires: datetime, verdict: Verdict
) -> None:
    """ORD-13: to the cent and to the second, in the account's currency, and it says by what."""
    exposure, amount, at = FACTS.exposure.total, FACTS.amount, FACTS.at
    asked_en = f"exposure {exposure} and this order {amount}"
    asked_es = f"la exposición {exposure} y este pedido {amount}"
    passed = (
        f"{asked_en} are within the {ceiling} that were let through until {expires}",
        f"{asked_es} están dentro de los {ceiling} autorizados hasta {expires}",
    )
    given_en = f"the override up to {ceiling} until {expires} does not help with {asked_en}"
    given_es = f"la autorización por {ceiling} hasta {expires} no alcanza para {asked_es}"
    failed = (
        f"{given_en} at {at}; ask Credit & Collections for another one",
        f"{given_es} al {at}; solicite otra a Créditos y Cobranzas",
    )
    values, texts = ((exposure, amount, at), (ceiling, expires)), (failed, passed)[verdict is PASS]
    expected = Told("credit.override", verdict, *values, *texts)
    assert expected == told(OverrideCovers(CLAUSE), leave(ceiling, expires))
    assert ["credit.override"] == codes(override_policy(CLAUSE), leave(ceiling, expires))


def test_an_order_that_is_paid_up_front_needs_no_credit() -> None:
    """ORD-12: paid in full up front is recorded as not applicable, not skipped in silence."""
    expected = Told(
        "credit.needed",
        PASS,
        (),
        (),
        "Credit is evaluated where the order is financed: not applicable, the order is paid in "
        "full up front",
        "El crédito se evalúa si el pedido es financiado: no aplica, el pedido se paga en su "
        "totalidad por adelantado",
        applies=False,
    )
    assert expected == told(CreditIsEvaluated(CLAUSE), UpFront())
    assert financing_policy(CLAUSE).decide(UpFront()).allows


def test_a_financed_order_waits_for_its_evaluation() -> None:
    """ORD-12: a financed order is not decided until the account is asked."""
    expected = undecided(
        "credit.needed",
        (),
        "Credit is evaluated where the order is financed",
        "El crédito se evalúa si el pedido es financiado",
    )
    assert expected == told(CreditIsEvaluated(CLAUSE), NetDays(30))
    assert ["credit.needed"] == codes(financing_policy(CLAUSE), NetDays(30))


def test_the_credit_policy_asks_five_rules() -> None:
    """ORD-10, ORD-11: the rules of the evaluation, in order, with the operator's tolerance."""
    names = [f"credit.{n}" for n in ("line", "account-active", "currency", "past-due", "limit")]
    policy = credit_policy(CLAUSE, days=5, amount=pen("7.00"))
    assert names == codes(policy, FACTS)
    nothing = FACTS.exposure.only(())
    tight = changed(late((6, pen("7.00"))), limit=pen("100.00"), exposure=nothing)
    assert policy.decide(tight).allows
    assert not policy.decide(changed(tight, amount=pen("100.01"))).allows
    strict = credit_policy(CLAUSE, days=0, amount=pen("0.00"))
    failed = [f.rule for f in strict.decide(changed(tight, exposure=FACTS.exposure)).obstacles]
    assert ["credit.past-due", "credit.limit"] == failed


def test_an_account_without_a_line_has_one_obstacle() -> None:
    """ORD-02: what cannot be said about an account without a line is not held against it."""
    nobody = facts(known=False, active=False, limit=None, overdue=())
    decision = credit_policy(CLAUSE, days=0, amount=pen("0.00")).decide(nobody)
    assert ["credit.line"] == [finding.rule for finding in decision.obstacles]


def test_the_policies_of_credit_quote_the_clause_they_were_given() -> None:
    """Every rule follows the text it was given, in a policy named for credit."""
    credit = credit_policy(CLAUSE, days=5, amount=pen("7.00"))
    financing = financing_policy(CLAUSE)
    assert ("credit", "credit") == (credit.name, financing.name)
    clauses = [getattr(rule, "clause", None) for rule in (*credit.rules, *financing.rules)]
    assert [CLAUSE] * 6 == clauses


MOST = Money(MAX_MINOR, FACTS.amount.currency)
CENT, NO_MONEY = pen("0.01"), pen("0.00")


def exposed(*parts: Money) -> CreditFacts:
    return facts(exposure=Exposure(*parts), amount=MOST, limit=MOST)


@pytest.mark.parametrize(
    ("known", "shown", "within"),
    [
        (exposed(MOST, CENT, CENT, NO_MONEY), MOST, FAIL),
        (exposed(MOST, MOST, MOST, MOST), MOST, FAIL),
        (exposed(-MOST, -MOST, -MOST, MOST), -MOST, PASS),
        (exposed(MOST, MOST, -MOST, MOST), NO_MONEY, PASS),
        (exposed(CENT, NO_MONEY, NO_MONEY, NO_MONEY), CENT, FAIL),
    ],
)
def test_a_rule_answers_where_a_sum_is_larger_than_any_amount(
    known: CreditFacts, shown: Money, within: Verdict
) -> None:
    """Sums are exact beyond the largest amount, which is shown beside the parts (TRU-09)."""
    override = Override("ana", "credit_and_collections", "x", MOST, TOMORROW)
    found = WithinCreditLimit(CLAUSE).check(known)
    helped = OverrideCovers(CLAUSE).check(OverrideFacts(override, known))
    assert (within, shown) == (found.verdict, seen(found)[0])
    assert (within, shown) == (helped.verdict, seen(helped)[0])


@pytest.mark.parametrize(
    ("parts", "shown", "verdict"),
    [
        ((MOST, CENT), MOST, FAIL),
        ((MOST, CENT, -CENT), MOST, PASS),
        ((-MOST, -CENT), -MOST, PASS),
    ],
)
def test_what_is_late_is_summed_beyond_any_amount(
    parts: tuple[Money, ...], shown: Money, verdict: Verdict
) -> None:
    """However much is late, the rule answers."""
    rule = NothingPastDue(CLAUSE, 0, MOST)
    found = rule.check(late(*((1, part) for part in parts)))
    assert (verdict, shown) == (found.verdict, seen(found)[0])


def test_an_override_does_not_help_an_account_in_two_currencies() -> None:
    """Such an exposure has no sum, and its parts are shown instead."""
    mixed = facts(exposure=Exposure(CENT, usd("1.00"), CENT, CENT))
    override = Override("ana", "credit_and_collections", "x", MOST, TOMORROW)
    found = OverrideCovers(CLAUSE).check(OverrideFacts(override, mixed))
    assert FAIL is found.verdict
    assert (CENT, usd("1.00"), CENT, CENT) == seen(found)[0]
    said = ask(OverrideCovers(CLAUSE), OverrideFacts(override, mixed)).text()
    assert "0.01 PEN, 1.00 USD" in said
