"""Replay: what a policy would have changed, told before it is switched on."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import replay
from order_to_cash.analytics.replay import EXAMPLES
from order_to_cash.domain.core import Language, Policy, Verdict, changed
from order_to_cash.domain.credit_account import CreditFacts, Overdue
from order_to_cash.rules import credit_policy
from tests.rules.facts import forgotten
from tests.rules.test_credit import FACTS
from tests.rules.test_laws import SUBJECTS, cases
from tests.rules.told import CLAUSE, FAIL, OPEN, PASS, pen

STRICT = credit_policy(CLAUSE, days=0, amount=pen("0.00"))
TOLERANT = credit_policy(CLAUSE, days=7, amount=pen("0.00"))
CREDIT = SUBJECTS["credit"].policy


def late(days: int) -> CreditFacts:
    return changed(FACTS, overdue=(Overdue(days, pen("1.00")),))


HISTORY = [
    ("O-1", FACTS),
    ("O-2", late(3)),
    ("O-3", late(8)),
    ("O-4", changed(late(3), overdue=None)),
    ("O-5", late(7)),
]


def test_a_replay_tells_what_changes_and_why() -> None:
    """A wider tolerance lets two of five cases pass, both by the rule about what is past due."""
    found = replay(STRICT, TOLERANT, HISTORY)
    assert (5, 2, "credit") == (found.cases, found.changed, found.policy)
    assert {(FAIL, PASS): 2} == found.verdicts
    assert {"credit.past-due": 2} == found.rules
    one = found.examples[0]
    assert (["O-2", "O-5"], ("credit.past-due",)) == ([e.case for e in found.examples], one.rules)
    assert (STRICT.decide(late(3)), TOLERANT.decide(late(3))) == (one.before, one.after)


@pytest.mark.parametrize(
    ("language", "head"),
    [
        (Language.EN, "credit: 2 of 5 cases change"),
        (Language.ES, "credit: cambian 2 de 5 casos"),
    ],
)
def test_a_replay_can_be_read(language: Language, head: str) -> None:
    """The count comes first, then each change of verdict, then each rule."""
    expected = (head, "  fail -> pass: 2", "  credit.past-due: 2")
    assert expected == replay(STRICT, TOLERANT, HISTORY).sentences(language)


def test_rules_are_counted_by_how_often_they_decide() -> None:
    """A case in which several rules answer otherwise counts for each, the most frequent first."""
    lower = Policy("lower", TOLERANT.rules[3:])
    history = [
        ("O-1", changed(FACTS, known=None, limit=None)),
        ("O-2", changed(FACTS, active=False)),
        ("O-3", changed(FACTS, active=False)),
    ]
    found = replay(lower, TOLERANT, history)
    assert {(PASS, FAIL): 2} == found.verdicts
    assert {"credit.account-active": 2} == found.rules
    back = replay(TOLERANT, lower, [*history, ("O-4", changed(FACTS, known=False, active=False))])
    assert {(FAIL, PASS): 3} == back.verdicts
    assert ["credit.account-active", "credit.line"] == list(back.rules)


def test_an_open_case_that_stays_open_does_not_change() -> None:
    """Rules that answer otherwise without another verdict are no change."""
    without_limit = Policy("no limit", STRICT.rules[:4])
    unknown = forgotten(FACTS, ("known", "limit"))
    assert OPEN is STRICT.decide(unknown).verdict
    assert 0 == replay(STRICT, without_limit, [("O-1", unknown)]).changed


@pytest.mark.parametrize(("examples", "kept"), [(0, 0), (1, 1), (EXAMPLES, 5), (100, 100)])
def test_facts_are_read_once_and_only_the_first_examples_are_kept(examples: int, kept: int) -> None:
    """A replay over a long history holds no more than its first examples."""
    held: list[int] = []

    def history() -> Iterator[tuple[str, CreditFacts]]:
        for number in range(1000):
            held.append(number)
            yield f"O-{number}", late(3)

    found = replay(STRICT, TOLERANT, history(), examples=examples)
    assert (1000, 1000, list(range(1000))) == (found.cases, found.changed, held)
    assert [f"O-{n}" for n in range(kept)] == [e.case for e in found.examples]


def test_without_history_nothing_changes() -> None:
    """A replay of nothing says so."""
    found = replay(STRICT, TOLERANT, ())
    assert (0, 0, {}, {}, ()) == (
        found.cases,
        found.changed,
        found.verdicts,
        found.rules,
        found.examples,
    )
    assert ("credit: 0 of 0 cases change",) == found.sentences()


HISTORIES = st.lists(cases(SUBJECTS["credit"]), max_size=6).map(
    lambda facts: [(str(n), known) for n, known in enumerate(facts)]
)


@given(HISTORIES)
def test_a_policy_changes_nothing_against_itself(history: Any) -> None:
    """Replaying what is in force gives no difference."""
    found = replay(CREDIT, CREDIT, history)
    assert (len(history), 0, {}) == (found.cases, found.changed, found.rules)


@given(HISTORIES, st.sets(st.sampled_from(range(len(CREDIT.rules)))))
def test_every_change_has_its_rule(history: Any, kept: set[int]) -> None:
    """A change of verdict is counted once, names a rule, and is undone by going back."""
    fewer = Policy("fewer", tuple(CREDIT.rules[n] for n in sorted(kept)))
    found = replay(CREDIT, fewer, history, examples=len(history))
    expected: Counter[tuple[Verdict, Verdict]] = Counter()
    for _, facts in history:
        before, after = CREDIT.decide(facts).verdict, fewer.decide(facts).verdict
        expected.update({(before, after): 1} if before is not after else {})
    assert expected == found.verdicts
    assert all(example.rules for example in found.examples)
    named = Counter(rule for example in found.examples for rule in example.rules)
    assert named == found.rules
    back = replay(fewer, CREDIT, history)
    assert {(b, a): n for (a, b), n in expected.items()} == back.verdicts
    assert found.rules == back.rules
