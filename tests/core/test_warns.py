"""Rules that warn instead of refusing: what a warning is, and how it reads (COL-09)."""

from itertools import product
from typing import Any, ClassVar

import pytest

from order_to_cash.domain.core import (
    Answer,
    BrokenDefinition,
    Clause,
    Decision,
    Language,
    Policy,
    Role,
    Verdict,
    Warns,
    entity,
    warning,
)
from order_to_cash.domain.core.decision import worst

CREDIT = Role.CREDIT_AND_COLLECTIONS
FACTS = (True, False, None)


@entity
class Holds:
    """A rule about one of the facts."""

    clause: ClassVar[Clause] = Clause("000", "3.2")
    place: int

    @property
    def code(self) -> str:
        return f"fact.{self.place}"

    def check(self, facts: Any, /) -> Answer:
        return Answer(facts[self.place], {"seen": str(facts[self.place])})


REFUSING = Policy("facts", (Holds(0), Holds(1)))
WARNING = warning(REFUSING, "fact.1", tells=CREDIT)


@pytest.mark.parametrize(("first", "second"), list(product(FACTS, FACTS)))
def test_a_warning_stands_in_nobodys_way(first: bool | None, second: bool | None) -> None:
    """COL-09: a "no" of it lets the case go on, and changes nothing of what others say."""
    facts = (first, second)
    decision, strict = WARNING.decide(facts), REFUSING.decide(facts)
    said = Verdict.WARN if second is False else Verdict.of(second)
    assert [Verdict.of(first), said] == [f.verdict for f in decision.findings]
    if second is not False:
        assert strict.verdict is decision.verdict
        assert () == decision.warnings
        return
    alone = Policy("facts", (Holds(0),)).decide(facts)
    assert alone.allows == decision.allows
    assert alone.failures == decision.failures
    assert alone.obstacles == decision.obstacles
    assert ["fact.1"] == [f.rule for f in decision.warnings]
    assert (Verdict.WARN if first else alone.verdict) is decision.verdict


def test_a_no_outweighs_and_a_yes_is_outweighed() -> None:
    """COL-09: FAIL, OPEN, WARN, PASS, in this order."""
    warned = Answer(False, warns="sales")
    yes, no, unknown = Answer(True), Answer(False), Answer(None)
    assert Verdict.FAIL is worst((warned, no, unknown, yes))
    assert Verdict.OPEN is worst((warned, unknown, yes))
    assert Verdict.WARN is worst((yes, warned))


def test_a_warning_says_that_it_is_one() -> None:
    """COL-09: shown with a mark of its own, in the words of its rule, in every language."""
    decision = WARNING.decide((True, False))
    english, spanish = decision.sentences(), decision.sentences(Language.ES)
    assert english[0].endswith("approved, with a warning")
    assert spanish[0].endswith("aprobado, con una advertencia")
    assert english[2].startswith("  ~ warning: ")
    assert spanish[2].startswith("  ~ advertencia: ")
    assert "+" == english[1].strip()[0]


def test_it_has_the_code_and_clause_of_its_rule() -> None:
    """COL-09: whoever counts by rule counts it there."""
    rule = Warns(Holds(1), CREDIT)
    assert ("fact.1", Holds.clause) == (rule.code, rule.clause)
    assert CREDIT.value == rule.check((True, False)).warns


def test_a_code_that_no_rule_has_is_named() -> None:
    """A warning that would never be given is a mistake of the pack."""
    with pytest.raises(BrokenDefinition, match=r"fact\.7.*fact\.0, fact\.1"):
        warning(REFUSING, "fact.0", "fact.7", tells=CREDIT)


def test_an_override_is_not_needed_for_a_warning() -> None:
    """COL-09: nobody has to give leave for what goes on by itself."""
    decision: Decision = WARNING.decide((True, False))
    assert decision.override is None
    assert decision.allows
