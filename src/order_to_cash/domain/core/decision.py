"""Findings and decisions: what rules answer, why, and the clause that says so."""

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from itertools import chain
from typing import Generic, Protocol, Self, TypeVar

from attrs import Factory, field

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.wording import Language, Text, Value, in_words, shown

F = TypeVar("F")
F_contra = TypeVar("F_contra", contravariant=True)


class Verdict(enum.Enum):
    """PASS, FAIL, or OPEN while a fact that the rule needs is still unknown."""

    PASS = "pass"
    OPEN = "open"
    FAIL = "fail"

    @classmethod
    def of(cls, holds: bool | None) -> "Verdict":
        """The verdict of a three-valued answer, where `None` means not known yet."""
        return _OPEN if holds is None else _PASS if holds else _FAIL


_PASS, _OPEN, _FAIL = Verdict
"""The verdicts by names that are found at once, for every rule of every decision asks them."""


def either(*facts: bool | None) -> bool | None:
    """True if any fact is true, unknown if none is but one is not known yet."""
    return True if True in facts else None if None in facts else False


def all_known(*facts: bool | None) -> bool | None:
    """False if any fact is false, unknown if none is but one is not known yet."""
    return False if False in facts else None if None in facts else True


@entity
class Clause:
    """Where a rule is written down, so that every answer leads back to its text."""

    document: str
    section: str

    def __str__(self) -> str:
        return f"{self.document} § {self.section}"


OPEN = Text("{title}: not decided yet", "{title}: aún sin decidir")
SKIPPED = Text("{title}: not applicable", "{title}: no aplica")


@entity
class Sentence:
    """The wording of one rule: a stable code, the names of its values, its texts.

    `title` is the rule as a true sentence; the others tell how a case stands to it and may use
    every name in `observed` and `required`, and `{title}`; `skipped` only that. `nothing` takes the
    place of `failed` where nothing at all was observed. Raises `BrokenDefinition` for a text with
    another placeholder.
    """

    code: str
    title: Text = field(eq=False)
    passed: Text = field(eq=False)
    failed: Text = field(eq=False)
    observed: tuple[str, ...] = field(default=(), eq=False)
    required: tuple[str, ...] = field(default=(), eq=False)
    open: Text = field(default=OPEN, eq=False)
    skipped: Text = field(default=SKIPPED, eq=False)
    nothing: Text | None = field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        known = {"title", *self.observed, *self.required}
        texts = (self.passed, self.failed, self.open, self.nothing or self.failed)
        told = frozenset().union(*(text.names for text in texts))
        if odd := (told - known) | (self.skipped.names - {"title"}) | self.title.names:
            raise BrokenDefinition(
                f"the sentence {self.code} has no value for: {', '.join(sorted(odd))}; name it in "
                "`observed` or `required`, or mend the placeholder",
                code="wording.placeholder",
            )


@entity
class Finding:
    """One rule's answer about one case: what was observed, what was required, who says so.

    `applies` is false for a PASS that only means "this rule has nothing to say here".
    """

    sentence: Sentence = field(repr=lambda sentence: repr(sentence.code))
    verdict: Verdict
    observed: tuple[Value, ...]
    required: tuple[Value, ...]
    clause: Clause
    applies: bool = True

    @classmethod
    def skipped(cls, sentence: Sentence, clause: Clause) -> Self:
        """Not applicable: a PASS that says so."""
        return cls(sentence, _PASS, (), (), clause, False)

    @property
    def rule(self) -> str:
        """The stable code of the rule that found this."""
        return self.sentence.code

    def values(self) -> Mapping[str, Value]:
        """Every observed and required value under its name."""
        names = (*self.sentence.observed, *self.sentence.required)
        return dict(zip(names, (*self.observed, *self.required), strict=False))

    def text(self, language: Language = Language.EN) -> str:
        """The finding as a sentence, made when it is read."""
        sentence = self.sentence
        if not self.applies:
            return sentence.skipped.render({"title": sentence.title.render({}, language)}, language)
        failed = sentence.failed
        if sentence.nothing is not None and not any(self.observed):
            failed = sentence.nothing
        chosen = {Verdict.PASS: sentence.passed, _FAIL: failed, _OPEN: sentence.open}[self.verdict]
        title = sentence.title.render({}, language)
        unknown = dict.fromkeys((*sentence.observed, *sentence.required))
        return chosen.render({**unknown, **self.values(), "title": title}, language)

    def __str__(self) -> str:
        return f"{self.text()} ({self.clause})"


class Rule(Protocol[F_contra]):
    """A frozen object whose fields are its parameters and which answers about facts."""

    def check(self, facts: F_contra, /) -> Finding:
        """What this rule finds; it is always asked, and it never raises for unknown facts."""
        ...


def worst(findings: Iterable[Finding]) -> Verdict:
    """FAIL outweighs OPEN, OPEN outweighs PASS."""
    found = [finding.verdict for finding in findings if finding.verdict is not _PASS]
    return _FAIL if _FAIL in found else _OPEN if found else _PASS


@entity
class Override:
    """A named person's leave to go on in spite of a declined decision (ORD-13).

    `ceiling` is the exposure that may be reached with it; from `expires` on it is ignored.
    """

    actor: str
    role: str
    reason: str
    ceiling: Money
    expires: datetime

    def covers(self, exposure: Money, at: datetime) -> bool:
        """Whether it still holds at that instant, for that exposure."""
        return at < self.expires and exposure <= self.ceiling


MARKS: Mapping[Verdict, str] = {Verdict.PASS: "+", Verdict.OPEN: "?", Verdict.FAIL: "-"}
OUTCOMES: Mapping[Verdict, Text] = {
    Verdict.PASS: Text("approved", "aprobado"),
    Verdict.OPEN: Text("not decided yet", "aún sin decidir"),
    Verdict.FAIL: Text("declined", "denegado"),
}
OVERRIDDEN = Text(
    "overridden by {role:Role} {actor} up to {ceiling} until {expires}: {reason}",
    "autorizado por {role:Role} {actor} hasta {ceiling} y hasta {expires}: {reason}",
)
STYLE = "border-collapse:collapse;font-family:sans-serif;font-size:13px"


@entity
class Decision:
    """Everything a policy found about one case; the worst finding is the verdict.

    Printed it reads as sentences; in a notebook it shows as a table.
    """

    policy: str
    findings: tuple[Finding, ...]
    override: Override | None = None
    verdict: Verdict = field(
        init=False, default=Factory(lambda self: worst(self.findings), takes_self=True)
    )

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """Every finding that is in the way, failed or still open."""
        return tuple(f for f in self.findings if f.verdict is not _PASS)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """Every finding that failed; what nobody knows yet is no reason for a "no"."""
        return tuple(f for f in self.findings if f.verdict is _FAIL)

    @property
    def allows(self) -> bool:
        """Whether the case may go on: all passed, or a "no" that somebody overrode.

        Where nothing was looked at, nothing is allowed.
        """
        overridden = self.verdict is _FAIL and self.override is not None
        return bool(self.findings) and (self.verdict is _PASS or overridden)

    @property
    def waits(self) -> bool:
        """Whether a finding is still open, though others may have failed already."""
        return _OPEN in [finding.verdict for finding in self.findings]

    def overridden(self, override: Override) -> "Decision":
        """The same decision with the override that lets the case go on."""
        return changed(self, override=override)

    def sentences(self, language: Language = Language.EN) -> tuple[str, ...]:
        """The outcome, then one line for each finding with its clause, then the override."""
        name = in_words(self.policy, "Policy", language)
        head = f"{name}: {OUTCOMES[self.verdict].render({}, language)}"
        lines = (f"  {MARKS[f.verdict]} {f.text(language)} ({f.clause})" for f in self.findings)
        return (head, *lines, *self._override_line(language))

    def _override_line(self, language: Language) -> tuple[str, ...]:
        if (given := self.override) is None:
            return ()
        values: Mapping[str, Value] = {
            "role": given.role,
            "actor": given.actor,
            "ceiling": given.ceiling,
            "expires": given.expires,
            "reason": given.reason,
        }
        return (f"  ! {OVERRIDDEN.render(values, language)}",)

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{MARKS[f.verdict]}</td><td>{escape(f.rule)}</td><td>{escape(f.text())}</td>"
            f"<td>{escape(str(f.clause))}</td></tr>"
            for f in self.findings
        )
        notes = "".join(f"<p>{escape(line)}</p>" for line in self._override_line(Language.EN))
        head = f"{escape(self.policy)}: {OUTCOMES[self.verdict].en}"
        return f'<table style="{STYLE}"><caption>{head}</caption>{rows}</table>{notes}'


@entity
class Policy(Generic[F]):
    """Rules that must all pass. All of them are asked: a refusal names every obstacle."""

    name: str
    rules: tuple[Rule[F], ...]

    def decide(self, facts: F) -> Decision:
        """Every rule's finding about these facts."""
        return Decision(self.name, tuple([rule.check(facts) for rule in self.rules]))


def together(policy: str, decisions: Iterable[Decision]) -> Decision:
    """One decision with the findings of several, for instance of a policy asked line by line."""
    return Decision(policy, tuple(chain.from_iterable(d.findings for d in decisions)))


__all__ = [
    "Clause",
    "Decision",
    "Finding",
    "Override",
    "Policy",
    "Rule",
    "Sentence",
    "Verdict",
    "all_known",
    "either",
    "shown",
    "together",
]
