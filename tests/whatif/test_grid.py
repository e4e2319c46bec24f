"""What if: every combination of values, each with its outcome and the rule that decides."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from order_to_cash.domain.core import (
    InvalidValue,
    Language,
    Policy,
    Role,
    Verdict,
    changed,
    warning,
)
from order_to_cash.domain.credit_account import CreditFacts, Overdue
from order_to_cash.rules import PaymentTolerance, credit_policy
from order_to_cash.whatif import what_if
from tests.rules.test_credit import FACTS
from tests.rules.told import CLAUSE, pen, usd

POLICY = credit_policy(CLAUSE, days=0, amount=pen("0.00"))
"""Exposed are 271.00, and 100.00 are asked for: 371.00 are needed."""


def test_every_combination_is_asked() -> None:
    """A grid of outcomes with the rule that decides, the values of the last axis side by side."""
    grid = what_if(POLICY, FACTS, {"limit": ["371.00", "370.99"], "facts:amount": ["100.00", 101]})
    assert [
        {"limit": pen("371.00"), "facts:amount": pen("100.00"), "verdict": "pass", "rule": None},
        {
            "limit": pen("371.00"),
            "facts:amount": pen("101.00"),
            "verdict": "fail",
            "rule": "credit.limit",
        },
        {
            "limit": pen("370.99"),
            "facts:amount": pen("100.00"),
            "verdict": "fail",
            "rule": "credit.limit",
        },
        {
            "limit": pen("370.99"),
            "facts:amount": pen("101.00"),
            "verdict": "fail",
            "rule": "credit.limit",
        },
    ] == list(grid.rows())


def test_a_rule_has_values_too() -> None:
    """`days` is no fact but the tolerance of a rule; four days late pass with four, not with three.

    The facts and the policy that were given stay as they are.
    """
    late = changed(FACTS, overdue=(Overdue(4, pen("5.00")),))
    grid = what_if(POLICY, late, days=[3, 4])
    assert [Verdict.FAIL, Verdict.PASS] == [cell.verdict for cell in grid.cells]
    assert Verdict.FAIL is POLICY.decide(late).verdict


def test_values_inside_of_facts_and_rules_are_reached() -> None:
    """A path goes through entities and tuples, of the facts as of a rule."""
    record = PaymentTolerance(days=90, late=2, taken_back=1, levels=3, worst_days=8)
    policy = credit_policy(CLAUSE, days=0, amount=pen("0.00"), record=record)
    late = changed(FACTS, overdue=(Overdue(4, pen("5.00")), Overdue(9, pen("7.00"))))
    wider: dict[str, Sequence[object]] = {
        "overdue.1.amount": ["0.00", "0.01"],
        "credit.payment-record:most.late": [0],
        "credit.past-due:days": [4],
    }
    grid = what_if(policy, changed(late, record=None), wider)
    assert ["open", "fail"] == [row["verdict"] for row in grid.rows()]
    assert ["credit.payment-record", "credit.past-due"] == [row["rule"] for row in grid.rows()]


def test_an_unknown_value_can_be_tried() -> None:
    """What nobody knows is a value like any other: the answer is open then, and says why."""
    grid = what_if(POLICY, FACTS, limit=[None, pen("500.00"), usd("500.00")])
    assert ["open", "pass", "fail"] == [row["verdict"] for row in grid.rows()]
    assert "credit.limit" == next(grid.rows())["rule"]


def test_a_grid_reads_as_sentences() -> None:
    """In every language: the mark, the values, the outcome, and why it is not another one."""
    grid = what_if(POLICY, FACTS, limit=["371.00", Decimal("370.99")])
    assert (
        "credit",
        "  + limit 371.00 PEN: approved",
        "  - limit 370.99 PEN: declined (The exposure with this order is within the limit)",
    ) == grid.sentences()
    assert str(grid) == "\n".join(grid.sentences())
    assert grid.sentences(Language.ES)[1] == "  + limit 371.00 PEN: aprobado"


@pytest.mark.parametrize(
    ("name", "values", "code", "said"),
    [
        ("limits", ["1.00"], "what-if.unknown", "limit, exposure"),
        ("amount", ["1.00"], "what-if.ambiguous", "facts:amount, credit.past-due:amount"),
        ("order:limit", ["1.00"], "what-if.unknown", "limit"),
        ("overdue.*", [1], "what-if.unknown", "overdue"),
        ("days", ["3"], "what-if.kind", "int"),
        ("active", [1], "what-if.kind", "bool"),
        ("days", range(100_001), "what-if.too-many", "fewer values"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    name: str, values: Sequence[object], code: str, said: str
) -> None:
    """A name that nobody has, or that several have, is told with those that could be meant."""
    with pytest.raises(InvalidValue) as refused:
        what_if(POLICY, FACTS, {name: values})
    assert code == refused.value.code
    assert said in refused.value.message


def test_no_axis_gives_the_case_itself() -> None:
    """Where nothing varies there is one cell: what the policy says of the facts."""
    (cell,) = what_if(POLICY, FACTS).cells
    assert POLICY.decide(FACTS) == cell.decision
    assert cell.deciding is None


def test_facts_of_any_entity_are_asked() -> None:
    """A policy of one's own needs nothing but entities as facts."""
    empty: Policy[CreditFacts] = Policy("mine", ())
    (cell,) = what_if(empty, FACTS, limit=["1.00"]).cells
    assert not cell.decision.allows


def test_a_rule_that_warns_is_asked_like_any_other() -> None:
    """COL-09: its figures go by their names, and what it warns of decides where all else passes."""
    warned = warning(POLICY, "credit.past-due", tells=Role.CREDIT_AND_COLLECTIONS)
    late = changed(FACTS, overdue=(Overdue(4, pen("5.00")),))
    rows = list(what_if(warned, late, days=[3, 4]).rows())
    assert [("warn", "credit.past-due"), ("pass", None)] == [
        (row["verdict"], row["rule"]) for row in rows
    ]
