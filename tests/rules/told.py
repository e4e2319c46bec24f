"""What a rule answers, written out whole: verdict, values, clause, both texts."""

from typing import NamedTuple, TypeVar

from order_to_cash.domain.core import (
    Answer,
    Clause,
    Currency,
    Finding,
    Language,
    Money,
    Policy,
    Rule,
    Value,
    Verdict,
    ask,
)

F = TypeVar("F")
CLAUSE = Clause("Manual de pedidos", "7")
PASS, FAIL, OPEN = Verdict.PASS, Verdict.FAIL, Verdict.OPEN


class Told(NamedTuple):
    """A finding as everybody sees it."""

    rule: str
    verdict: Verdict
    observed: tuple[Value, ...]
    required: tuple[Value, ...]
    en: str
    es: str
    applies: bool = True
    clause: Clause = CLAUSE


def told(rule: Rule[F], facts: F) -> Told:
    """What the rule finds about the facts."""
    return of(ask(rule, facts))


def of(finding: Finding) -> Told:
    """All of a finding."""
    return Told(
        finding.rule,
        finding.verdict,
        tuple(finding.observed.values()),
        tuple(finding.required.values()),
        finding.text(Language.EN),
        finding.text(Language.ES),
        finding.applies,
        finding.clause,
    )


def skipped(rule: str, en: str, es: str) -> Told:
    """Not applicable: a PASS without values."""
    texts = (f"{en}: not applicable", f"{es}: no aplica")
    return Told(rule, PASS, (), (), *texts, applies=False)


def undecided(rule: str, observed: tuple[Value, ...], en: str, es: str, *required: Value) -> Told:
    """Not decided yet, in the words that most rules share."""
    texts = (f"{en}: not decided yet", f"{es}: aún sin decidir")
    return Told(rule, OPEN, observed, required, *texts)


def codes(policy: Policy[F], facts: F) -> list[str]:
    """The rules of a policy, in the order in which it asks them."""
    return [finding.rule for finding in policy.decide(facts).findings]


def pen(amount: str) -> Money:
    """An amount in soles."""
    return Money.of(amount, Currency.PEN)


def usd(amount: str) -> Money:
    """An amount in dollars."""
    return Money.of(amount, Currency.USD)


def seen(answer: Answer) -> tuple[Value, ...]:
    """What a rule observed, without the names."""
    return tuple(value for _, value in answer.observed)
