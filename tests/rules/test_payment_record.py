"""How the party paid before: within what the pack tolerates, in its period (COL-08)."""

import pytest

from order_to_cash.domain.core import BrokenDefinition, Language, Policy, Verdict, changed
from order_to_cash.domain.credit_account import CreditFacts, Misses, PaymentRecord
from order_to_cash.rules import PaymentTolerance, PaysAsAgreed, credit_policy
from tests.rules.test_credit import FACTS
from tests.rules.told import CLAUSE, pen

MOST = PaymentTolerance(days=90, late=2, taken_back=1, levels=3, worst_days=8)
RULE = PaysAsAgreed(CLAUSE, MOST)


def paid(*misses: tuple[int, Misses], payments: int = 5) -> CreditFacts:
    """The facts of a party that paid so often, with what went wrong so many days ago."""
    return changed(FACTS, record=PaymentRecord(payments, misses))


@pytest.mark.parametrize(
    ("misses", "verdict"),
    [
        (Misses(2, 1, 3, 8), Verdict.PASS),
        (Misses(3, 1, 3, 8), Verdict.FAIL),
        (Misses(2, 2, 3, 8), Verdict.FAIL),
        (Misses(2, 1, 4, 8), Verdict.FAIL),
        (Misses(2, 1, 3, 9), Verdict.FAIL),
    ],
)
def test_each_figure_is_tolerated_exactly(misses: Misses, verdict: Verdict) -> None:
    """COL-08: what the pack tolerates passes, one more of anything does not."""
    assert verdict is RULE.check(paid((0, misses))).verdict


@pytest.mark.parametrize(("ago", "counts"), [(0, True), (89, True), (90, False), (300, False)])
def test_only_the_period_counts(ago: int, *, counts: bool) -> None:
    """COL-08: ninety days with today; what is older is forgiven."""
    answer = RULE.check(paid((ago, Misses(late=3))))
    assert (Verdict.FAIL if counts else Verdict.PASS) is answer.verdict


def test_what_went_wrong_on_several_days_is_taken_together() -> None:
    """COL-08: counts add up, the worst delay is the worst of any day."""
    days = ((1, Misses(late=1, worst_days=3)), (2, Misses(late=1, worst_days=8)))
    assert Verdict.PASS is RULE.check(paid(*days)).verdict
    assert Verdict.FAIL is RULE.check(paid(*days, (3, Misses(late=1)))).verdict


def test_a_new_party_has_no_record() -> None:
    """COL-08: not applicable, and said so; one miss without a payment is a record."""
    (finding,) = (f for f in credit().decide(paid(payments=0)).findings if f.rule == RULE.code)
    assert "not applicable, the party is new" in finding.text()
    assert "no aplica, el cliente es nuevo" in finding.text(Language.ES)
    assert Verdict.FAIL is RULE.check(paid((0, Misses(late=3)), payments=0)).verdict


def test_an_unknown_record_leaves_it_open() -> None:
    """COL-08: while nobody knows how the party paid, nothing is decided by it."""
    assert Verdict.OPEN is RULE.check(FACTS).verdict
    nobody = changed(FACTS, known=False, active=False)
    assert Verdict.PASS is RULE.check(nobody).verdict


def test_a_policy_looks_at_it_only_where_the_pack_says_so() -> None:
    """COL-08: off unless a tolerance is given."""
    plain = credit_policy(CLAUSE, days=0, amount=pen("0.00"))
    assert RULE.code not in {rule.code for rule in plain.rules}
    assert RULE.code in {rule.code for rule in credit().rules}


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 367}, {"late": -1}, {"worst_days": -1}])
def test_a_tolerance_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    """COL-08: days are remembered for a year, and nothing below zero is tolerated."""
    with pytest.raises(BrokenDefinition):
        changed(MOST, **wrong)


def credit() -> Policy[CreditFacts]:
    """The policy with that tolerance."""
    return credit_policy(CLAUSE, days=0, amount=pen("0.00"), record=MOST)
