"""Replay of a policy over recorded facts: what it would change, before it is switched on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final, TypeVar

from order_to_cash.domain.core import (
    WORDS,
    Decision,
    Language,
    Policy,
    Verdict,
    Voice,
    Words,
    entity,
)
from order_to_cash.domain.core.decision import worst
from order_to_cash.domain.core.html import named, table

F = TypeVar("F")
EXAMPLES: Final = 5


@entity
class Change:
    """One case that would be decided otherwise, and the rules by which."""

    case: str
    before: Decision
    after: Decision
    rules: tuple[str, ...]


@entity
class Replay:
    """What a policy would have changed: how many cases, from which verdict to which, and why.

    A changed case counts once in `verdicts`, and in `rules` for each rule that answers otherwise.
    """

    policy: str
    cases: int
    verdicts: Mapping[tuple[Verdict, Verdict], int]
    rules: Mapping[str, int]
    examples: tuple[Change, ...]

    @property
    def changed(self) -> int:
        """How many cases would have got another verdict."""
        return sum(self.verdicts.values())

    def sentences(self, language: Language = Language.EN, words: Words = WORDS) -> tuple[str, ...]:
        """How many cases change, then each change of verdict and each rule with its count."""
        voice = Voice(language, words)
        counts = {"changed": self.changed, "cases": self.cases}
        head = voice.say("text", "replay.head", policy=self.policy, **counts)
        verdicts = (f"  {a.value} -> {b.value}: {n}" for (a, b), n in self.verdicts.items())
        rules = (f"  {rule}: {count}" for rule, count in self.rules.items())
        return (head, *verdicts, *rules)

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """Each change of verdict and each rule with its count, then the first cases."""
        voice = Voice(language, words)
        caption, *_ = self.sentences(language, words)
        turned = (
            (f"{_verdict(a, voice)} → {_verdict(b, voice)}", str(n))
            for (a, b), n in self.verdicts.items()
        )
        rules = (
            (words.find(language, "rule", rule, "title") or rule, str(n))
            for rule, n in self.rules.items()
        )
        headings = named(("change", "cases"), language, words)
        shown = table(caption, headings, (*turned, *rules))
        return shown + "".join(
            f"<p>{escape(change.case)}</p>{change.after.html(language, words)}"
            for change in self.examples
        )

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def __repr__(self) -> str:
        return f"Replay({self.policy!r}, {self.changed} of {self.cases} cases change)"


def replay(
    old: Policy[F], new: Policy[F], facts: Iterable[tuple[str, F]], *, examples: int = EXAMPLES
) -> Replay:
    """Decide each case by both policies and tell the differences; the facts are read once.

    Memory does not grow with the history: only counts and the first examples are kept.
    """
    cases = 0
    verdicts: Counter[tuple[Verdict, Verdict]] = Counter()
    rules: Counter[str] = Counter()
    first: list[Change] = []
    for case, known in facts:
        cases += 1
        before, after = old.decide(known), new.decide(known)
        if before.verdict is not after.verdict:
            causes = differing(before, after)
            verdicts[before.verdict, after.verdict] += 1
            rules.update(causes)
            first += [Change(case, before, after, causes)] if len(first) < examples else []
    return Replay(new.name, cases, dict(verdicts), dict(rules.most_common()), tuple(first))


def differing(before: Decision, after: Decision) -> tuple[str, ...]:
    """The rules that one decision answers otherwise than another."""
    codes = dict.fromkeys(asked.rule for asked in (*before.asked, *after.asked))
    return tuple(code for code in codes if _answer(before, code) is not _answer(after, code))


def _verdict(verdict: Verdict, voice: Voice) -> str:
    return voice.word("Verdict", verdict.value)


def _answer(decision: Decision, code: str) -> Verdict:
    """The worst answer of a rule; a policy that does not ask it lets it pass."""
    return worst(finding.answer for finding in decision.findings if finding.rule == code)
