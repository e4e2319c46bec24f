"""Laws of a policy, about any facts: it answers, it can be read, it leans as it says.

::

    @pytest.mark.parametrize("law", policy.LAWS, ids=name)
    @given(facts=our_facts())
    def test_our_policy(law, facts):
        law(OUR_POLICY, facts)

Facts are entities. Each law is given complete ones, and forgets by itself what may be unknown.
"""

from collections.abc import Callable, Iterator
from types import NoneType
from typing import Any, Final, TypeAlias, get_args

import attrs

from order_to_cash.domain.core import LESS, WORDS, Decision, Policy, Verdict, Words, helps_of
from order_to_cash.domain.core.wording import Values, placeholders
from order_to_cash.testing.laws import holds, same
from order_to_cash.whatif import breakpoints, remedies
from order_to_cash.whatif.places import (
    Place,
    Scale,
    places,
    scale_of,
    shown,
    value_at,
    with_value,
)
from order_to_cash.whatif.turning import RANK

Law: TypeAlias = Callable[[Policy[Any], Any], None]

PARTS: Final = {
    Verdict.PASS: "passed",
    Verdict.OPEN: "open",
    Verdict.WARN: "failed",
    Verdict.FAIL: "failed",
}
"""Under which name the words of a rule tell each verdict."""


def it_answers_whatever_is_known(policy: Policy[Any], facts: Any) -> None:
    """No rule raises, whatever is forgotten, and each has one finding."""
    for known in (facts, *_forgotten(facts)):
        decision = policy.decide(known)
        same(len(policy.rules), len(decision.findings), "findings")


def what_it_answered_stays(policy: Policy[Any], facts: Any) -> None:
    """Asked about other facts, and then about the same, it said and says what it said first.

    A rule that keeps the table it gives to its answer, and writes to it again, breaks this.
    """
    first = policy.decide(facts)
    said = _values(first)
    for known in _forgotten(facts):
        policy.decide(known)
    same(said, _values(first), "values of findings once others were asked about")
    same(first, policy.decide(facts), "decision about the same facts")


def the_order_of_its_rules_does_not_matter(policy: Policy[Any], facts: Any) -> None:
    """Listed the other way round, they find the same."""
    back = Policy(policy.name, policy.rules[::-1]).decide(facts)
    decision = policy.decide(facts)
    same(decision.findings, back.findings[::-1], "findings of the rules in reverse order")
    same(decision.verdict, back.verdict, "verdict of the rules in reverse order")


def learning_a_fact_reverses_no_answer(policy: Policy[Any], facts: Any) -> None:
    """What was settled before a fact was known stays as it was."""
    after = policy.decide(facts)
    for place in _unknowable(facts):
        before = policy.decide(with_value(facts, place, None))
        for was, now in zip(before.findings, after.findings, strict=True):
            settled = was.verdict is not Verdict.OPEN
            holds(
                not settled or was.verdict is now.verdict,
                f"{was.rule} said {was.verdict.value} before {shown(place)} was known, and "
                f"{now.verdict.value} after",
            )


def it_leans_the_way_it_says(policy: Policy[Any], facts: Any) -> None:
    """Along each path of `helps` no answer of the rule becomes worse in the direction it names."""
    for rule in policy.rules:
        for path, direction in helps_of(rule).items():
            for place in places(facts, path):
                scale = scale_of(value_at(facts, place))
                if scale is None:
                    continue
                steps = sorted(set(_steps(scale)), reverse=direction is LESS)
                ranks = [
                    RANK[rule.check(with_value(facts, place, scale.value(units))).verdict]
                    for units in steps
                ]
                same(
                    sorted(ranks, reverse=True),
                    ranks,
                    f"{rule.code} along {shown(place)} towards {direction.value}: ranks",
                )


def its_turning_points_are_real(policy: Policy[Any], facts: Any) -> None:
    """Where it says that an answer turns, it does, and between neighbours."""
    for turning in breakpoints(policy, facts):
        place = tuple(int(part) if part.isdigit() else part for part in turning.place.split("."))
        answers = [
            policy.decide(with_value(facts, place, value)).verdict
            for value in (turning.holds, turning.turns)
        ]
        same([turning.better, turning.worse], answers, f"verdicts around {turning.place}")


def its_remedies_help_and_no_less_does(policy: Policy[Any], facts: Any) -> None:
    """What it proposes passes, and one unit less of any change does not."""
    for remedy in remedies(policy, facts).found:
        holds(policy.decide(remedy.facts).allows, f"it does not pass: {remedy}")
        for spared in remedy.changes:
            after = facts
            for change in remedy.changes:
                units = change.units - (change is spared)
                after = change.way.after(after, units) if units else after
            holds(not policy.decide(after).allows, f"less of it does, too: {spared}, of: {remedy}")


def its_sentences_are_complete(policy: Policy[Any], facts: Any, words: Words = WORDS) -> None:
    """Each finding is worded in each language that its rule has words in, with every value."""
    for known in (facts, *_forgotten(facts)):
        for finding in policy.decide(known).findings:
            part = PARTS[finding.verdict] if finding.applies else "skipped"
            title = words.find(words.spoken("en"), "rule", finding.rule, "title")
            holds(title is not None, f"{finding.rule} has no title; write its words")
            for language in words.languages:
                text = words.find(language, "rule", finding.rule, part)
                if text is None:
                    worded = part in ("open", "skipped")
                    holds(worded, f"{finding.rule} has no words for {part}; write them")
                    continue
                lacking = placeholders(text) - {*finding.values, "title"}
                same(set(), set(lacking), f"values that {finding.rule} {part} shows and has not")


LAWS: Final[tuple[Law, ...]] = (
    it_answers_whatever_is_known,
    what_it_answered_stays,
    the_order_of_its_rules_does_not_matter,
    learning_a_fact_reverses_no_answer,
    it_leans_the_way_it_says,
    its_turning_points_are_real,
    its_remedies_help_and_no_less_does,
    its_sentences_are_complete,
)
"""All of them; that of the sentences asks the library's words unless it is given others."""


def _values(decision: Decision) -> list[tuple[Values, Values]]:
    return [(found.answer.observed, found.answer.required) for found in decision.findings]


def _steps(scale: Scale) -> Iterator[int]:
    """Units near and far on both sides of where a value stands."""
    for far in (0, 1, 2, 10, 100, 10_000, 10**9):
        yield max(scale.least, scale.units - far)
        yield min(scale.most, scale.units + far)
    yield from (scale.least, scale.most)


def _forgotten(facts: Any) -> Iterator[Any]:
    """The facts without one of those that may be unknown, and without any of them."""
    nothing = facts
    for place in _unknowable(facts):
        yield with_value(facts, place, None)
    for place in _unknowable(facts, deep=False):
        nothing = with_value(nothing, place, None)
    yield nothing


def _unknowable(thing: Any, *, deep: bool = True) -> tuple[Place, ...]:
    """The fields that can be `None` by their types and are known, those within others too."""
    found: list[Place] = []
    for field in attrs.fields(type(thing)) if attrs.has(type(thing)) else ():
        value = getattr(thing, field.name)
        if value is not None and NoneType in get_args(field.type):
            found.append((field.name,))
        if deep and value is not None and not isinstance(value, Decision):
            found += [(field.name, *inner) for inner in _unknowable(value)]
    return tuple(found)
