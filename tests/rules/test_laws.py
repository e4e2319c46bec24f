"""Laws that every policy keeps, whatever its rules, and the laws of the trade."""

import decimal
import locale
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    Clause,
    Currency,
    Decision,
    Language,
    Money,
    Policy,
    Rule,
    Sensitive,
    Verdict,
    ask,
    changed,
)
from order_to_cash.domain.core.money import MAX_MINOR
from order_to_cash.domain.credit_account import CreditFacts, Overdue, Part
from order_to_cash.domain.order import (
    Acceptance,
    CoverageReport,
    LineFacts,
    StockReport,
    ValidationFacts,
)
from order_to_cash.domain.receivable import Arrears
from order_to_cash.operators import peru
from order_to_cash.operators.peru_corrections import CASE
from order_to_cash.rules import (
    FinancingIsApproved,
    NothingPastDue,
    QuantitiesCanBeOrdered,
    StockSuffices,
    WithinCreditLimit,
    availability_policy,
    checks_policy,
    credit_policy,
    validation_policy,
)
from order_to_cash.rules.charge_correction import CHECKS
from order_to_cash.wire import Wire
from tests.rules import facts as f
from tests.rules.told import CLAUSE, pen

F = TypeVar("F")
WIRE = Wire(peru.PERU.processes)


class Subject(NamedTuple):
    """A policy, complete facts for it, and the places of those that can be unknown."""

    policy: Policy[Any]
    known: st.SearchStrategy[Any]
    unknown: tuple[str, ...] = ()


ORDERS, ONBOARDING = peru.ORDERS.settings, peru.ONBOARDING.settings
LINE = ("zone", "answers.offerings", "answers.stock", "answers.coverage")
ACCOUNT = ("known", "active", "limit", "overdue")
INTERNAL = ("credit", "approval", "answers.party", "answers.offerings", "answers.terms")
STRICT: tuple[Rule[ValidationFacts], ...] = (
    FinancingIsApproved(CLAUSE, pen("0.20"), when_financed=True),
)
TOLERANT: tuple[Rule[CreditFacts], ...] = (
    NothingPastDue(CLAUSE, 3, pen("0.20")),
    WithinCreditLimit(CLAUSE),
)


def also(policy: Policy[F], *rules: Rule[F]) -> Policy[F]:
    """An operator's policy, and rules with other figures than the operator's."""
    return Policy(policy.name, (*policy.rules, *rules))


SUBJECTS = {
    "intake": Subject(also(ORDERS.intake, QuantitiesCanBeOrdered(CLAUSE, 5)), f.requests()),
    "party": Subject(ORDERS.party, f.party_facts(), ("request.payment", "answers.party")),
    "availability": Subject(
        also(ORDERS.availability, StockSuffices(CLAUSE, back_order=True)), f.line_facts(), LINE
    ),
    "credit": Subject(
        also(peru.CREDIT_ACCOUNTS.evaluation.policy, *TOLERANT), f.credit_facts(), ACCOUNT
    ),
    "financing": Subject(ORDERS.financing, f.payment_terms()),
    "validation": Subject(also(ORDERS.validation, *STRICT), f.validation_facts(), INTERNAL),
    "dunning": Subject(Policy("dunning", peru.DUNNING), f.arrears()),
    "approval": Subject(ONBOARDING.approval, f.approvals()),
    "review": Subject(ONBOARDING.review, f.reviews()),
    "prerequisites": Subject(ONBOARDING.prerequisites, f.prerequisites(), ("ready",)),
    "eligibility": Subject(
        peru.CORRECTIONS.settings.eligibility,
        f.intakes(),
        ("standing.corporate", "standing.executive", "standing.sale"),
    ),
    "intake checks": Subject(
        also(peru.CORRECTIONS.settings.intake, *checks_policy(CASE, either_evidence=True).rules),
        f.intakes(),
        tuple(f"checks.{kind}" for kind in CHECKS),
    ),
}
RANK = {Verdict.PASS: 0, Verdict.OPEN: 1, Verdict.FAIL: 2}


@st.composite
def cases(draw: st.DrawFn, subject: Subject) -> Any:
    """Facts of a subject, some of them perhaps not known yet."""
    complete = draw(subject.known)
    if not subject.unknown:
        return complete
    return f.forgotten(complete, draw(st.sets(st.sampled_from(subject.unknown))))


def hurts(before: Decision, after: Decision) -> list[str]:
    """Every rule whose answer is worse after than before."""
    pairs = zip(before.findings, after.findings, strict=True)
    return [a.rule for b, a in pairs if RANK[b.verdict] < RANK[a.verdict]]


@pytest.mark.parametrize("name", SUBJECTS)
@given(data=st.data())
def test_every_rule_answers_whatever_is_known(name: str, data: st.DataObject) -> None:
    """A policy never raises, whatever currencies meet, and has one finding for each rule."""
    subject = SUBJECTS[name]
    facts = data.draw(cases(subject))
    decision = subject.policy.decide(facts)
    assert tuple(ask(rule, facts) for rule in subject.policy.rules) == decision.findings


def at_the_edge(value: Any, draw: st.DataObject) -> Any:
    """The same facts with amounts as large as there are, on their side of zero."""
    if isinstance(value, Money):
        most = Money(MAX_MINOR * (-1 if value.is_negative else 1), value.currency)
        return draw.draw(st.sampled_from((value, most, most)))
    if isinstance(value, tuple):
        return tuple(at_the_edge(part, draw) for part in value)
    if isinstance(value, Mapping):
        return {key: at_the_edge(part, draw) for key, part in value.items()}
    if attrs.has(type(value)) and not isinstance(value, Decision | Clause | Sensitive):
        names = [field.name for field in attrs.fields(type(value))]
        return changed(value, **{name: at_the_edge(getattr(value, name), draw) for name in names})
    return value


@pytest.mark.parametrize("name", SUBJECTS)
@given(data=st.data())
def test_every_rule_answers_about_the_largest_amounts(name: str, data: st.DataObject) -> None:
    """However large the amounts are that meet, a rule answers, and its decision can be kept."""
    facts = at_the_edge(data.draw(cases(SUBJECTS[name])), data)
    decision = SUBJECTS[name].policy.decide(facts)
    assert decision == WIRE.load_decision(WIRE.dump_decision(decision))


@pytest.mark.parametrize("name", SUBJECTS)
@given(data=st.data())
def test_a_refusal_names_every_obstacle(name: str, data: st.DataObject) -> None:
    """All that fails or is open is an obstacle, and a decision passes exactly without any."""
    policy = SUBJECTS[name].policy
    facts = data.draw(cases(SUBJECTS[name]))
    alone = [Policy(policy.name, (rule,)).decide(facts) for rule in policy.rules]
    decision = policy.decide(facts)
    assert tuple(o for one in alone for o in one.obstacles) == decision.obstacles
    assert (not decision.obstacles) == (decision.verdict is Verdict.PASS) == decision.allows
    ranks = [RANK[one.verdict] for one in alone]
    assert max(ranks) == RANK[decision.verdict]


@pytest.mark.parametrize("name", [n for n, subject in SUBJECTS.items() if subject.unknown])
@given(data=st.data())
def test_learning_a_fact_never_reverses_an_answer(name: str, data: st.DataObject) -> None:
    """PASS and FAIL are final: a fact learned later can only settle what was OPEN."""
    subject = SUBJECTS[name]
    complete = data.draw(subject.known)
    sooner = data.draw(st.sets(st.sampled_from(subject.unknown)))
    later = data.draw(st.sets(st.sampled_from(subject.unknown))) & sooner
    decide = subject.policy.decide
    before, after = decide(f.forgotten(complete, sooner)), decide(f.forgotten(complete, later))
    pairs = zip(before.findings, after.findings, strict=True)
    assert [] == [b.rule for b, a in pairs if b.verdict not in (Verdict.OPEN, a.verdict)]


@pytest.mark.parametrize("name", SUBJECTS)
@given(data=st.data())
def test_the_order_of_the_rules_does_not_matter(name: str, data: st.DataObject) -> None:
    """However the rules are listed, the same findings lead to the same verdict."""
    policy, facts = SUBJECTS[name].policy, data.draw(cases(SUBJECTS[name]))
    order = data.draw(st.permutations(range(len(policy.rules))))
    decision = policy.decide(facts)
    other = Policy(policy.name, tuple(policy.rules[n] for n in order)).decide(facts)
    assert tuple(decision.findings[n] for n in order) == other.findings
    assert decision.verdict is other.verdict


@contextmanager
def elsewhere() -> Iterator[None]:
    """A process with other habits of counting and writing numbers."""
    before, coarse = locale.setlocale(locale.LC_ALL), decimal.Context(prec=1, Emax=1, Emin=-1)
    with decimal.localcontext(coarse):
        for name in ("es_PE.UTF-8", "de_DE.UTF-8", "C.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_ALL, name)
                break
            except locale.Error:
                continue
        try:
            yield
        finally:
            locale.setlocale(locale.LC_ALL, before)


@pytest.mark.parametrize("name", SUBJECTS)
@given(data=st.data())
def test_a_decision_is_the_same_everywhere(name: str, data: st.DataObject) -> None:
    """Neither a decimal context nor a locale changes an answer or its words."""
    policy, facts = SUBJECTS[name].policy, data.draw(cases(SUBJECTS[name]))
    here = policy.decide(facts)
    with elsewhere():
        there, words = policy.decide(facts), here.sentences(Language.ES)
    assert (here, here.sentences(Language.ES)) == (there, words)


PARTS = ("reserved", "delivered", "unpaid")


@st.composite
def worse(draw: st.DrawFn, facts: CreditFacts) -> CreditFacts:
    """The same account with more debt, less limit, or more that is overdue."""
    more = draw(f.amounts(st.just(facts.exposure.unpaid.currency)))
    match draw(st.sampled_from(("part", "unallocated", "limit", "overdue", "older", "amount"))):
        case "part":
            part = draw(st.sampled_from(PARTS))
            value: Money = getattr(facts.exposure, part)
            grown = value + Money(more.minor, value.currency)
            return changed(facts, exposure=changed(facts.exposure, **{part: grown}))
        case "unallocated":
            kept = facts.exposure.unallocated
            less = kept - Money(more.minor, kept.currency)
            return changed(facts, exposure=changed(facts.exposure, unallocated=less))
        case "limit" if facts.limit is not None:
            return changed(facts, limit=facts.limit - Money(more.minor, facts.limit.currency))
        case "overdue" if facts.overdue is not None:
            part_due = draw(st.builds(Overdue, st.integers(0, 9), f.amounts()))
            return changed(facts, overdue=(*facts.overdue, part_due))
        case "older" if facts.overdue is not None:
            late = tuple(changed(o, days=o.days + more.minor) for o in facts.overdue)
            return changed(facts, overdue=late)
        case _:
            asked = facts.amount + Money(more.minor, facts.amount.currency)
            return changed(facts, amount=asked)


@given(data=st.data())
def test_more_debt_never_improves_credit(data: st.DataObject) -> None:
    """ORD-10, ORD-11: more debt, less limit, more or older arrears help nobody."""
    subject = SUBJECTS["credit"]
    facts = data.draw(cases(subject))
    after = data.draw(worse(facts))
    assert [] == hurts(subject.policy.decide(after), subject.policy.decide(facts))


@given(cases(SUBJECTS["credit"]), st.integers(0, 5), st.integers(0, 5), f.amounts(), f.amounts())
def test_raising_the_tolerance_never_hurts(
    facts: CreditFacts, days: int, more: int, amount: Money, higher: Money
) -> None:
    """ORD-10: whoever passed with a tolerance passes with a larger one, in days or in amount."""
    larger = amount + Money(higher.minor, amount.currency)
    before = credit_policy(CLAUSE, days=days, amount=amount).decide(facts)
    after = credit_policy(CLAUSE, days=days + more, amount=larger).decide(facts)
    assert [] == hurts(before, after)


@given(f.exposures(Currency.PEN), st.sets(st.sampled_from(Part)), st.sampled_from(Part))
def test_a_switch_changes_the_exposure_by_its_part(
    exposure: Any, others: set[Part], part: Part
) -> None:
    """ORD-11: each part on or off changes exactly its own amount, whatever else counts."""
    without = exposure.only(others - {part}).total
    with_it = exposure.only(others | {part}).total
    own: Money = getattr(exposure, part.value)
    assert (-own if part is Part.UNALLOCATED else own) == with_it - without


@given(f.line_facts(), st.integers(0, 10_001))
def test_more_stock_never_hurts(facts: LineFacts, more: int) -> None:
    """ORD-07: whatever passed with less stock passes with more."""
    report = facts.answers.stock
    assert report is not None
    items = tuple(changed(item, available=item.available + more) for item in report.items)
    fuller = StockReport(report.warehouse, items, report.at)
    after = changed(facts, answers=changed(facts.answers, stock=fuller))
    decide = SUBJECTS["availability"].policy.decide
    assert [] == hurts(decide(facts), decide(after))


@given(f.line_facts())
def test_allowing_back_orders_never_hurts(facts: LineFacts) -> None:
    """ORD-07: the policy that allows them refuses nothing that the other one allows."""
    without = availability_policy(CLAUSE, Currency.PEN).decide(facts)
    assert [] == hurts(
        without, availability_policy(CLAUSE, Currency.PEN, back_order=True).decide(facts)
    )


@given(f.line_facts(), f.days())
def test_longer_coverage_never_hurts(facts: LineFacts, until: Any) -> None:
    """ORD-08: coverage that ends later, or not at all, covers no less."""
    report = facts.answers.coverage
    assert report is not None
    longer = tuple(
        changed(item, until=None if item.until is None else max(item.until, until))
        for item in report.items
    )
    endless = tuple(changed(item, until=None) for item in report.items)
    decide = SUBJECTS["availability"].policy.decide
    answers = [
        decide(
            changed(facts, answers=changed(facts.answers, coverage=CoverageReport("Z", i, f.NOON)))
        )
        for i in (report.items, longer, endless)
    ]
    assert [] == hurts(answers[0], answers[1]) + hurts(answers[1], answers[2])


@given(cases(SUBJECTS["validation"]), st.builds(Acceptance, f.TERMS, f.VERSIONS))
def test_one_more_acceptance_never_hurts(facts: ValidationFacts, one: Acceptance) -> None:
    """ORD-14: accepting one more version takes nothing away."""
    more = changed(facts.request, accepted=(*facts.request.accepted, one))
    decide = SUBJECTS["validation"].policy.decide
    assert [] == hurts(decide(facts), decide(changed(facts, request=more)))


@given(cases(SUBJECTS["validation"]), st.integers(0, 10**15))
def test_paying_more_and_a_larger_approval_never_hurt(facts: ValidationFacts, more: int) -> None:
    """ORD-14, ORD-28: more money paid, or more credit approved, is no obstacle."""
    decide, credit = SUBJECTS["validation"].policy.decide, facts.credit
    after = changed(facts, paid=facts.paid + Money(more, facts.paid.currency))
    if credit is not None:
        larger = credit.amount + Money(more, credit.amount.currency)
        after = changed(after, credit=changed(credit, amount=larger))
    assert [] == hurts(decide(facts), decide(after))


@given(cases(SUBJECTS["validation"]), f.amounts(), f.amounts())
def test_raising_the_threshold_of_approval_never_hurts(
    facts: ValidationFacts, above: Money, more: Money
) -> None:
    """ORD-15: a higher amount asks for no approval that the lower one did not ask for."""
    higher = above + Money(more.minor, above.currency)
    before = validation_policy(CLAUSE, above=above).decide(facts)
    assert [] == hurts(before, validation_policy(CLAUSE, above=higher).decide(facts))


@given(f.arrears(), st.integers(0, 20), st.integers(0, 10**15))
def test_waiting_longer_or_owing_more_never_leaves_a_level(
    before: Arrears, days: int, more: int
) -> None:
    """ORD-30: a level that was reached stays reached as arrears grow."""
    owed = before.overdue + Money(more, before.overdue.currency)
    decide = SUBJECTS["dunning"].policy.decide
    assert [] == hurts(decide(Arrears(before.days + days, owed)), decide(before))
