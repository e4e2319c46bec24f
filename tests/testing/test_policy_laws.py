"""The laws of policies: the library's own keep them, and each catches a policy that breaks it."""

from datetime import date
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from order_to_cash.domain.core import LESS, Answer, Clause, Helps, Money, Policy, entity
from order_to_cash.domain.credit_account import CreditFacts, Exposure
from order_to_cash.operators import peru
from order_to_cash.rules import transfer_policy
from order_to_cash.testing.laws import name, policy
from order_to_cash.whatif import remedies
from tests.rules import facts as f
from tests.rules.told import CLAUSE, pen
from tests.whatif.subjects import checklists

FEWER = max(20, settings().max_examples // 8)
OURS: dict[str, tuple[Policy[Any], st.SearchStrategy[Any]]] = {
    "credit": (peru.CREDIT_ACCOUNTS.evaluation.policy, f.credit_facts()),
    "availability": (peru.ORDERS.settings.availability, f.line_facts()),
    "checklist": (transfer_policy(CLAUSE), checklists()),
}


@pytest.mark.parametrize("subject", OURS)
@pytest.mark.parametrize("law", policy.LAWS, ids=name)
@settings(max_examples=FEWER)
@given(data=st.data())
def test_the_librarys_own_policies_keep_the_laws(
    subject: str, law: policy.Law, data: st.DataObject
) -> None:
    """Credit, the lines of an order, a checklist: each law about any facts."""
    asked, known = OURS[subject]
    law(asked, data.draw(known))


@entity
class Facts:
    """How much is asked for, and who answers for it, if that is known."""

    amount: Money
    known: bool | None = True
    on: date = date(2024, 1, 1)


FACTS = Facts(pen("5.00"))


@entity
class Odd:
    """A rule that says what it is told to say of these facts."""

    helps: ClassVar[Helps] = {"amount": LESS}
    clause: Clause
    code: str = "credit.limit"

    def check(self, facts: Facts, /) -> Answer:
        """Whether the amount is above five: the contrary of what it leans to."""
        return Answer(facts.amount >= pen("5.00"), {"amount": facts.amount})


@entity
class Forgetful(Odd):
    """A rule that refuses what it does not know yet."""

    def check(self, facts: Facts, /) -> Answer:
        """Whether it is known; what nobody knows is refused, and reversed later."""
        return Answer(bool(facts.known))


@entity
class Brittle(Odd):
    """A rule that raises for what nobody knows."""

    def check(self, facts: Facts, /) -> Answer:
        """Whether it is known."""
        if facts.known is None:
            raise ValueError
        return Answer(facts.known)


@entity
class Wordless(Odd):
    """A rule without words."""

    def check(self, facts: Facts, /) -> Answer:
        """Yes."""
        return Answer(facts.known)


@entity
class Sparing(Odd):
    """A rule that has one table for all of its answers."""

    table: dict[str, Any] = attrs.field(factory=dict, eq=False)

    def check(self, facts: Facts, /) -> Answer:
        """Yes; what was known is written over what was known before."""
        self.table["known"] = facts.known
        return Answer(True, self.table)


@pytest.mark.parametrize(
    ("rule", "law", "said"),
    [
        (Brittle(CLAUSE), policy.it_answers_whatever_is_known, ""),
        (Sparing(CLAUSE), policy.what_it_answered_stays, "once others were asked about"),
        (Forgetful(CLAUSE), policy.learning_a_fact_reverses_no_answer, "before known was known"),
        (Odd(CLAUSE), policy.it_leans_the_way_it_says, "credit.limit along amount towards less"),
        (Wordless(CLAUSE, "mine.rule"), policy.its_sentences_are_complete, "has no title"),
        (Odd(CLAUSE), policy.its_sentences_are_complete, "credit.limit passed shows and has not"),
    ],
)
def test_a_policy_that_breaks_a_law_is_told_so(rule: Any, law: policy.Law, said: str) -> None:
    """Each law names the rule, what it says and where."""
    with pytest.raises((AssertionError, ValueError)) as told:
        law(Policy("mine", (rule,)), FACTS)
    assert said in str(told.value)


@entity
class Unsteady(Odd):
    """A rule that says no and yes in turns, as if it remembered whom it was asked about."""

    asked: list[int] = attrs.field(factory=list, eq=False)

    def check(self, _facts: Facts, /) -> Answer:
        """Yes every second time."""
        self.asked.append(1)
        return Answer(len(self.asked) % 2 == 0)


@entity
class Tiring:
    """A rule that asks for no more than one, until it was asked too often: then it says no."""

    helps: ClassVar[Helps] = {"amount": LESS}
    clause: Clause
    patience: int = 1_000_000
    code: str = "credit.limit"
    asked: list[int] = attrs.field(factory=list, eq=False)

    def check(self, facts: CreditFacts, /) -> Answer:
        """Up to one, as long as it is patient."""
        self.asked.append(1)
        small = facts.amount <= pen("1.00") and len(self.asked) <= self.patience
        return Answer(small, {"amount": facts.amount})


def test_a_turning_point_that_is_none_is_noticed() -> None:
    """A rule that answers otherwise when it is asked again turns nowhere."""
    with pytest.raises(AssertionError, match="verdicts around"):
        policy.its_turning_points_are_real(Policy("mine", (Unsteady(CLAUSE),)), FACTS)


def test_a_remedy_that_does_not_help_is_noticed() -> None:
    """What was found while the rule was patient does not pass when it no longer is."""
    patient, nothing = Tiring(CLAUSE), pen("0.00")
    exposure = Exposure(nothing, nothing, nothing, nothing)
    asked = CreditFacts(f.NOON, "order/O-1", pen("5.00"), True, True, pen("9.00"), exposure, ())
    (remedy,) = remedies(Policy("credit", (patient,)), asked).found
    assert pen("1.00") == remedy.facts.amount
    tired = Policy("credit", (Tiring(CLAUSE, patience=len(patient.asked)),))
    with pytest.raises(AssertionError, match="it does not pass"):
        policy.its_remedies_help_and_no_less_does(tired, asked)


def test_the_order_counts_where_rules_are_not_pure() -> None:
    """Rules that say yes in turns are caught when they are asked the other way round."""
    asked: list[str] = []

    class Remembers:
        clause = CLAUSE

        def __init__(self, code: str) -> None:
            self.code = code

        def check(self, _facts: Facts, /) -> Answer:
            asked.append(self.code)
            return Answer(len(asked) % 2 == 1)

    rules: Any = (Remembers("mine.one"), Remembers("mine.other"))
    whole: Policy[Facts] = Policy("mine", rules)
    with pytest.raises(AssertionError, match="reverse order"):
        policy.the_order_of_its_rules_does_not_matter(whole, FACTS)
