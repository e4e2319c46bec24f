"""Findings, decisions and overrides: what a verdict is, and how it reads."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import product
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    NOT_APPLICABLE,
    Answer,
    Clause,
    Currency,
    CurrencyMismatch,
    Decision,
    Finding,
    Language,
    Money,
    Override,
    Policy,
    Value,
    Verdict,
    all_known,
    ask,
    entity,
    refuse,
    together,
)
from order_to_cash.domain.core.decision import either, worst
from tests.words import SMALL

EN, ES = Language.EN, Language.ES
PASS, OPEN, FAIL, WARN = Verdict.PASS, Verdict.OPEN, Verdict.FAIL, Verdict.WARN
CLAUSE = Clause("000", "3.2")
EXPIRY = datetime(2024, 1, 2, 12, tzinfo=UTC)
FACTS = (True, False, None)
VERDICTS = st.sampled_from(Verdict)
HOLDS = {PASS: True, OPEN: None, FAIL: False, WARN: False}

LIGHT = "parcel.light"


def soles(amount: str) -> Money:
    return Money.of(amount, Currency.PEN)


def finding(verdict: Verdict, weight: int | str | None = 2) -> Finding:
    warns = "sales" if verdict is WARN else ""
    answer = Answer(HOLDS[verdict], {"weight": weight}, {"most": 3}, warns=warns)
    return Finding(LIGHT, CLAUSE, answer)


def override(reason: str = "old friend", actor: str = "ana") -> Override:
    return Override(actor, "credit_and_collections", reason, soles("100.00"), EXPIRY)


@entity
class Light:
    """A rule about the weight alone."""

    code: ClassVar[str] = LIGHT
    clause: ClassVar[Clause] = CLAUSE
    most: int

    def check(self, weight: int | None, /) -> Answer:
        holds = None if weight is None else weight <= self.most
        return Answer(holds, {"weight": weight}, {"most": self.most})


@pytest.mark.parametrize(("holds", "verdict"), [(True, PASS), (False, FAIL), (None, OPEN)])
def test_a_verdict_is_a_three_valued_answer(holds: bool | None, verdict: Verdict) -> None:
    """Yes passes, no fails, and what nobody knows yet stays open."""
    assert verdict is Verdict.of(holds)


EITHER = {
    (True, True): True, (True, None): True, (True, False): True,
    (None, True): True, (None, None): None, (None, False): None,
    (False, True): True, (False, None): None, (False, False): False,
}  # fmt: skip
BOTH = {
    (True, True): True, (True, None): None, (True, False): False,
    (None, True): None, (None, None): None, (None, False): False,
    (False, True): False, (False, None): False, (False, False): False,
}  # fmt: skip


@pytest.mark.parametrize("pair", EITHER)
def test_the_truth_tables(pair: tuple[bool | None, bool | None]) -> None:
    """`either` and `all_known` answer as the three-valued tables say."""
    assert (EITHER[pair], BOTH[pair]) == (either(*pair), all_known(*pair))


@pytest.mark.parametrize("fact", FACTS)
def test_one_fact_is_its_own_answer(fact: bool | None) -> None:
    """With a single fact both say what it says; with none, nothing is true and all holds."""
    assert fact is either(fact)
    assert fact is all_known(fact)
    assert (False, True) == (either(), all_known())


@pytest.mark.parametrize("facts", list(product(FACTS, repeat=3)))
def test_three_facts_are_asked_two_by_two(facts: tuple[bool | None, ...]) -> None:
    """The order and grouping of facts does not matter."""
    a, b, c = facts
    assert either(a, either(b, c)) is either(a, b, c) is either(c, b, a)
    assert all_known(a, all_known(b, c)) is all_known(a, b, c) is all_known(c, b, a)


@pytest.mark.parametrize("known", list(product((True, False), repeat=2)))
def test_learning_a_fact_never_reverses_an_answer(known: tuple[bool, bool]) -> None:
    """An answer that was given while a fact was unknown stays when it becomes known."""
    for hidden in range(2):
        before = tuple(None if at == hidden else fact for at, fact in enumerate(known))
        assert either(*before) in {None, either(*known)}
        assert all_known(*before) in {None, all_known(*known)}


@given(st.lists(VERDICTS))
def test_the_worst_finding_is_the_verdict(verdicts: list[Verdict]) -> None:
    """COL-09: a failure outweighs all, then an open question, then a warning."""
    expected = next((v for v in (FAIL, OPEN, WARN) if v in verdicts), PASS)
    findings = tuple(map(finding, verdicts))
    assert expected is worst(f.answer for f in findings) is Decision.of("p", findings).verdict


@given(st.lists(VERDICTS))
def test_obstacles_are_all_that_did_not_pass(verdicts: list[Verdict]) -> None:
    """A refusal names every obstacle, open questions too, in their order, and no warning."""
    decision = Decision.of("p", tuple(map(finding, verdicts)))
    assert [v for v in verdicts if v in (OPEN, FAIL)] == [f.verdict for f in decision.obstacles]


@given(st.lists(VERDICTS))
def test_failures_are_all_that_failed(verdicts: list[Verdict]) -> None:
    """What nobody knows yet is no reason for a no."""
    decision = Decision.of("p", tuple(map(finding, verdicts)))
    assert [v for v in verdicts if v is FAIL] == [f.verdict for f in decision.failures]


@pytest.mark.parametrize(
    ("verdict", "alone", "overridden"),
    [(PASS, True, True), (WARN, True, True), (OPEN, False, False), (FAIL, False, True)],
)
def test_an_override_opens_only_a_closed_door(
    verdict: Verdict, alone: bool, overridden: bool
) -> None:
    """A failed decision may be overridden; an open one must be answered first."""
    decision = Decision.of("p", (finding(verdict),))
    assert (alone, overridden) == (decision.allows, decision.overridden(override()).allows)
    assert verdict is decision.overridden(override()).verdict


@pytest.mark.parametrize(
    ("exposure", "covered"), [("99.99", True), ("100.00", True), ("100.01", False)]
)
def test_an_override_covers_up_to_its_ceiling(exposure: str, covered: bool) -> None:
    """Exactly the ceiling is covered, one cent more is not."""
    at = EXPIRY - timedelta(microseconds=1)
    assert covered is override().covers(soles(exposure), at)


@pytest.mark.parametrize(("after", "covered"), [(-1, True), (0, False), (1, False)])
def test_an_override_ends_at_its_expiry(after: int, covered: bool) -> None:
    """It holds one microsecond before its expiry, and no longer at the instant itself."""
    at = EXPIRY + timedelta(microseconds=after)
    assert covered is override().covers(soles("100.00"), at)


def test_an_override_covers_one_currency() -> None:
    """A ceiling in one currency says nothing about another."""
    with pytest.raises(CurrencyMismatch):
        override().covers(Money.of("1.00", Currency.BOB), EXPIRY - timedelta(days=1))


def test_a_finding_names_its_values() -> None:
    """Observed and required values stand under the names of the sentence."""
    assert {"weight": 2, "most": 3} == finding(PASS).values
    assert "parcel.light" == finding(PASS).rule


@pytest.mark.parametrize(
    ("verdict", "english", "spanish"),
    [
        (PASS, "2 g is within 3 g", "2 g no pasa de 3 g"),
        (FAIL, "2 g is over 3 g", "2 g pasa de 3 g"),
        (
            OPEN,
            "the parcel is light: not decided yet",
            "el paquete es liviano: aún sin decidir",
        ),
    ],
)
def test_a_finding_is_a_sentence(verdict: Verdict, english: str, spanish: str) -> None:
    """Each verdict has its own sentence in both languages, and the clause when printed."""
    found = finding(verdict)
    assert (english, spanish) == (found.text(words=SMALL), found.text(ES, SMALL))
    assert str(found).endswith("(000 § 3.2)")


def test_what_does_not_apply_says_so() -> None:
    """Not applicable is a pass without values that is worded as such."""
    found = Finding(LIGHT, CLAUSE, NOT_APPLICABLE)
    assert (PASS, False, {}) == (found.verdict, found.applies, found.values)
    assert "the parcel is light: not applicable" == found.text(words=SMALL)
    assert "el paquete es liviano: no aplica" == found.text(ES, SMALL)


def test_a_title_may_stand_in_every_sentence() -> None:
    """All four texts of a rule may name its title, in the language asked for."""
    answers = (*map(Answer, FACTS), NOT_APPLICABLE)
    found = [Finding("echo", CLAUSE, answer) for answer in answers]
    texts = {(f.text(words=SMALL), f.text(ES, SMALL)) for f in found}
    assert {("[it is so]", "<es así>")} == texts


def test_a_better_wording_changes_no_decision() -> None:
    """What is kept is the code and the values; the words are found when somebody reads."""
    assert "parcel.light (weight: 2, most: 3)" == finding(PASS).text()
    assert "2 g is within 3 g" == finding(PASS).text(words=SMALL)
    assert "Finding(rule='parcel.light'" in repr(finding(PASS))


def test_an_answer_is_made_when_it_is_asked_for() -> None:
    """One rule can be asked by itself, and gives what its policy gives."""
    assert finding(PASS) == ask(Light(3), 2)
    assert (ask(Light(3), 4),) == Policy("weight", (Light(3),)).decide(4).findings


def test_values_have_names_and_can_be_hashed() -> None:
    """Values are given by name, kept in their order, and the answer is a value like any other."""
    answer = Answer(False, {"weight": 4}, {"most": 3})
    assert ((("weight", 4),), (("most", 3),)) == (answer.observed, answer.required)
    assert {answer} == {Answer(False, (("weight", 4),), (("most", 3),))}


@given(st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=3), st.integers(1, 5))
def test_every_rule_is_asked_in_its_order(facts: list[int | None], most: int) -> None:
    """A policy gives one finding for each rule, whatever the first ones say."""
    policy = Policy("weight", tuple(Light(most + extra) for extra in range(3)))
    for fact in facts:
        decision = policy.decide(fact)
        assert "weight" == decision.policy
        expected = [{"most": most}, {"most": most + 1}, {"most": most + 2}]
        assert expected == [f.required for f in decision.findings]


@pytest.mark.parametrize(("weight", "verdict"), [(2, PASS), (3, PASS), (4, FAIL), (None, OPEN)])
def test_an_unknown_fact_leaves_the_decision_open(weight: int | None, verdict: Verdict) -> None:
    """Below, at and above the limit, and not known yet."""
    assert verdict is Policy("weight", (Light(3),)).decide(weight).verdict


def test_several_decisions_become_one() -> None:
    """Findings of several decisions stand together, in order, with the worst verdict."""
    decisions = [Decision.of("a", (finding(PASS, 1),)), Decision.of("b", (finding(FAIL, 4),))]
    joint = together("both", iter(decisions))
    assert Decision.of("both", (finding(PASS, 1), finding(FAIL, 4))) == joint
    assert FAIL is joint.verdict
    assert PASS is together("none", ()).verdict


def test_a_decision_reads_as_sentences_in_english() -> None:
    """The outcome, each finding with its mark and clause, and the override."""
    found = (
        finding(PASS),
        finding(OPEN, None),
        finding(FAIL, 4),
        Finding(LIGHT, CLAUSE, NOT_APPLICABLE),
    )
    expected = (
        "weight: declined\n"
        "  + 2 g is within 3 g (000 § 3.2)\n"
        "  ? the parcel is light: not decided yet (000 § 3.2)\n"
        "  - 4 g is over 3 g (000 § 3.2)\n"
        "  + the parcel is light: not applicable (000 § 3.2)\n"
        "  ! overridden by Credit & Collections ana up to 100.00 PEN "
        "until 2024-01-02 12:00:00+00:00: old friend"
    )
    decision = Decision.of("weight", found).overridden(override())
    assert expected == "\n".join(decision.sentences(words=SMALL))


def test_a_decision_reads_as_sentences_in_spanish() -> None:
    """The same in Spanish."""
    until = "2024-01-02 12:00:00+00:00"
    expected = (
        "peso: denegado",
        "  - 4 g pasa de 3 g (000 § 3.2)",
        f"  ! autorizado por Créditos y Cobranzas ana hasta 100.00 PEN y hasta {until}: amigo",
    )
    decision = Decision.of("peso", (finding(FAIL, 4),)).overridden(override("amigo"))
    assert expected == decision.sentences(ES, SMALL)


@pytest.mark.parametrize(
    ("verdict", "english", "spanish"),
    [
        (PASS, "p: approved", "p: aprobado"),
        (OPEN, "p: not decided yet", "p: aún sin decidir"),
        (FAIL, "p: declined", "p: denegado"),
    ],
)
def test_the_outcome_comes_first(verdict: Verdict, english: str, spanish: str) -> None:
    """The first line of a decision is its outcome."""
    decision = Decision.of("p", (finding(verdict),))
    assert (english, spanish) == (decision.sentences()[0], decision.sentences(ES)[0])


class Reader(HTMLParser):
    """What a browser would see of a page: its tags and its texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


HOSTILE = ["<img src=x onerror=1>", "</table><script>1</script>", '"&amp;', "{0.__class__}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_inert_in_a_notebook(text: str) -> None:
    """Whatever stands in a name, a value, a clause or a reason is shown, never run."""
    found = Finding(text, Clause(text, text), Answer(False, {"it": text}))
    decision = Decision.of(text, (found,))
    page = decision.overridden(override(reason=text, actor=text))._repr_html_()
    reader = Reader()
    reader.feed(page)
    assert {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p"} == reader.tags
    assert 8 == "".join(reader.texts).count(text)


def test_a_decision_is_a_table_in_a_notebook() -> None:
    """One row for each finding under the outcome, and the override below."""
    decision = Decision.of("weight", (finding(PASS), finding(FAIL, 4)))
    page = decision._repr_html_()
    assert page.startswith('<div style="overflow-x:auto"')
    reader = Reader()
    reader.feed(page)
    assert [
        "weight: declined",
        *("verdict", "finding", "clause", "code"),
        *("approved", "parcel.light (weight: 2, most: 3)", "000 § 3.2", "parcel.light"),
        *("declined", "parcel.light (weight: 4, most: 3)", "000 § 3.2", "parcel.light"),
    ] == reader.texts
    assert decision.overridden(override())._repr_html_().endswith("old friend</p>")


@pytest.mark.parametrize("value", [*HOSTILE, "{weight.__class__}"])
def test_hostile_values_stay_values(value: Any) -> None:
    """A value that looks like a template is shown as it is."""
    assert f"{value} g is over 3 g" == finding(FAIL, value).text(words=SMALL)


@pytest.mark.parametrize(
    ("observed", "expected"), [({"weight": 2}, "2 g"), ({}, "not known yet g")]
)
def test_a_finding_can_be_read_whatever_it_lacks(observed: dict[str, Value], expected: str) -> None:
    """A value that a rule did not give is one that nobody knows."""
    made = Finding(LIGHT, CLAUSE, Answer(True, observed))
    assert f"{expected} is within not known yet g" == made.text(words=SMALL)


def test_a_refusal_can_be_read_whatever_it_lacks() -> None:
    """A value that its text names and nobody gave is not known."""
    said = refuse("parcel.too-heavy").text(words=SMALL)
    assert "not known yet g is more than not known yet g" == said


@pytest.mark.parametrize("given_override", [None, override()])
def test_a_decision_about_nothing_allows_nothing(given_override: Override | None) -> None:
    """Where no rule was asked, nobody said yes (TRU-16)."""
    assert not Decision.of("credit", (), given_override).allows
    assert not together("order", ()).allows
    assert Decision.of("credit", (finding(PASS),)).allows
