"""Where an answer turns: two values next to each other, with the answers on both sides."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    LESS,
    MORE,
    Answer,
    BrokenDefinition,
    Clause,
    Helps,
    Language,
    Money,
    Policy,
    Role,
    Value,
    Verdict,
    changed,
    entity,
    helps_of,
    warning,
)
from order_to_cash.domain.credit_account import Overdue
from order_to_cash.domain.receivable import Arrears
from order_to_cash.domain.trade import (
    Applicant,
    Document,
    DocumentKind,
    HolderKind,
    RequirementFacts,
    Standing,
)
from order_to_cash.operators import peru
from order_to_cash.rules import IdentityCardIsValid, credit_policy
from order_to_cash.whatif import Breakpoint, breakpoints
from order_to_cash.whatif.places import places, scale_of, value_at, with_value
from order_to_cash.whatif.turning import RANK
from tests.rules.test_credit import FACTS
from tests.rules.test_laws import cases
from tests.rules.told import CLAUSE, pen
from tests.whatif.subjects import ALL, checklists, documents

FEWER = max(20, settings().max_examples // 4)
"""A place is searched by dozens of answers, so that fewer facts do."""

POLICY = credit_policy(CLAUSE, days=3, amount=pen("10.00"))


def turnings(policy: Policy[Any], facts: Any) -> dict[str, tuple[Value, Value]]:
    """By place, the last value that holds and the first that does not."""
    return {found.place: (found.holds, found.turns) for found in breakpoints(policy, facts)}


def test_credit_turns_at_the_cent() -> None:
    """629.00 are left of the limit: each fact turns where they are used up, to the cent."""
    assert {
        "amount": (pen("729.00"), pen("729.01")),
        "limit": (pen("371.00"), pen("370.99")),
        "exposure.reserved": (pen("630.00"), pen("630.01")),
        "exposure.delivered": (pen("649.00"), pen("649.01")),
        "exposure.unpaid": (pen("929.00"), pen("929.01")),
    } == turnings(POLICY, FACTS)


def test_arrears_turn_at_the_day_and_at_the_cent() -> None:
    """What is tolerated up to three days and ten soles turns at the fourth day, and at a cent."""
    late = changed(FACTS, overdue=(Overdue(2, pen("50.00")), Overdue(4, pen("10.00"))))
    found = turnings(POLICY, late)
    assert (3, 4) == found["overdue.0.days"]
    assert (pen("10.00"), pen("10.01")) == found["overdue.1.amount"]
    assert "overdue.0.amount" not in found


def test_a_day_turns_after_the_last_valid_one() -> None:
    """A card is valid through its last day."""
    card = Document(DocumentKind.IDENTITY_CARD, ("holder",), date(2024, 3, 31))
    facts = RequirementFacts(
        on=date(2024, 3, 1),
        applicant=Applicant(HolderKind.NATURAL_PERSON, Standing.HOLDER),
        documents=(card,),
    )
    assert {
        "documents.0.expires": (date(2024, 3, 1), date(2024, 2, 29)),
        "on": (date(2024, 3, 31), date(2024, 4, 1)),
    } == turnings(Policy("mine", (IdentityCardIsValid(CLAUSE),)), facts)


@pytest.mark.parametrize("levels", [peru.DUNNING])
def test_dunning_turns_at_the_day_of_its_level(levels: Any) -> None:
    """Below a level until the day before it is reached, and below its least amount."""
    policy: Policy[Arrears] = Policy("dunning", levels[:1])
    first = levels[0].level
    owed = first.minimum + pen("100.00")
    found = turnings(policy, Arrears(first.days + 5, owed))
    assert (first.days - 1, first.days) == found["days"]
    below = changed(first.minimum, minor=first.minimum.minor - 1)
    expected = {"overdue": (below, first.minimum)} if first.minimum.is_positive else {}
    assert expected == {k: v for k, v in found.items() if k == "overdue"}


def test_nothing_turns_where_another_rule_is_in_the_way() -> None:
    """Of a suspended account no limit changes the answer; the one rule alone still tells."""
    suspended = changed(FACTS, active=False)
    assert () == breakpoints(POLICY, suspended)
    alone = Policy("credit", tuple(r for r in POLICY.rules if r.code == "credit.limit"))
    assert "limit" in turnings(alone, suspended)


def test_a_turning_reads_as_a_sentence() -> None:
    """With the place, both values, both outcomes and the rule, in each language."""
    found = {each.place: each for each in breakpoints(POLICY, FACTS)}
    assert (
        "amount: up to 729.00 PEN approved, at 729.01 PEN declined "
        "(The exposure with this order is within the limit)"
    ) == str(found["amount"])
    assert found["limit"].text(Language.ES).startswith("limit: desde 371.00 PEN aprobado, con")


def test_a_warning_turns_too() -> None:
    """COL-09: where a rule warns instead of refusing, the answer turns from approved to warned."""
    warned = warning(POLICY, "credit.limit", tells=Role.CREDIT_AND_COLLECTIONS)
    found = {each.place: each for each in breakpoints(warned, FACTS)}
    assert (pen("729.00"), pen("729.01")) == (found["amount"].holds, found["amount"].turns)
    assert (Verdict.PASS, Verdict.WARN) == (found["amount"].better, found["amount"].worse)


@entity
class Span:
    """Facts with an instant, a yes and a no."""

    at: datetime
    said: bool | None = None


LAST = datetime(2024, 1, 15, 12, tzinfo=UTC)


@entity
class InTime:
    """Something that holds until just before an instant, or where it was said so."""

    code: ClassVar[str] = "mine.in-time"
    helps: ClassVar[Helps] = {"at": LESS, "said": MORE}
    clause: Clause

    def check(self, facts: Span, /) -> Answer:
        return Answer(bool(facts.said) or facts.at < LAST)


def test_a_yes_turns_an_answer_too() -> None:
    """An instant turns to the microsecond, a no at yes; what is not known yet turns nothing."""
    policy = Policy("mine", (InTime(CLAUSE),))
    later = Span(LAST + timedelta(days=1), said=False)
    assert {
        "at": (LAST - timedelta(microseconds=1), LAST),
        "said": (True, False),
    } == turnings(policy, later)
    assert {"at"} == turnings(policy, Span(LAST)).keys()


@entity
class Astray:
    """A rule that leans along what is not there."""

    code: ClassVar[str] = "mine.astray"
    helps: ClassVar[Helps] = {"nothing": LESS}
    clause: Clause

    def check(self, _facts: Span, /) -> Answer:
        return Answer(True)


def test_a_rule_that_names_no_field_is_told() -> None:
    """Whoever misspells a path hears of the rule and of the path."""
    with pytest.raises(BrokenDefinition, match=r"mine\.astray.*nothing.*Span"):
        breakpoints(Policy("mine", (Astray(CLAUSE),)), Span(LAST))


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=FEWER)
@given(data=st.data())
def test_every_turning_is_one(name: str, data: st.DataObject) -> None:
    """Whatever the facts: at both values the policy says what was told, and they are neighbours."""
    policy, facts = ALL[name].policy, data.draw(cases(ALL[name]))
    for found in breakpoints(policy, facts):
        place = tuple(int(p) if p.isdigit() else p for p in found.place.split("."))
        answers = [
            policy.decide(with_value(facts, place, value)).verdict
            for value in (found.holds, found.turns)
        ]
        assert [found.better, found.worse] == answers
        assert RANK[found.better] < RANK[found.worse]
        units = [getattr(scale_of(value), "units", None) for value in (found.holds, found.turns)]
        assert (1 if found.helps is LESS else -1) == units[1] - units[0]  # type: ignore[operator]


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=FEWER)
@given(data=st.data())
def test_a_rule_leans_the_way_it_says(name: str, data: st.DataObject) -> None:
    """Along each path that a rule names no answer becomes worse the way that it names."""
    policy, facts = ALL[name].policy, data.draw(cases(ALL[name]))
    for rule in policy.rules:
        for path, direction in helps_of(rule).items():
            for place in places(facts, path):
                scale = scale_of(value_at(facts, place))
                if scale is None:
                    continue
                near = st.integers(max(scale.least, scale.units - 9), scale.units + 9)
                moved = data.draw(st.integers(scale.least, scale.most) | near)
                units = sorted({scale.units, min(moved, scale.most)}, reverse=direction is LESS)
                ranks = [
                    RANK[rule.check(with_value(facts, place, scale.value(each))).verdict]
                    for each in units
                ]
                assert sorted(ranks, reverse=True) == ranks, (rule.code, path)


@given(checklists(), documents())
def test_one_more_document_never_hurts(facts: RequirementFacts, one: Document) -> None:
    """REQ-01 to REQ-11: whoever brings more has no rule against him that was not before."""
    more = changed(facts, documents=(*(facts.documents or ()), one))
    for rule in ALL["checklists"].policy.rules:
        if "documents" in helps_of(rule):
            before, after = rule.check(facts).verdict, rule.check(more).verdict
            assert RANK[after] <= RANK[before], rule.code


def test_breakpoints_are_values() -> None:
    """Two that say the same are the same."""
    one, other = breakpoints(POLICY, FACTS)[0], breakpoints(POLICY, FACTS)[0]
    assert isinstance(one, Breakpoint)
    assert one == other
    assert isinstance(one.holds, Money)
