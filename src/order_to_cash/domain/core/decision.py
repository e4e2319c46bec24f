"""Rules, their answers, and decisions: whether, why, and the clause that says so."""

import enum
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any, Final, Generic, Protocol, Self, TypeVar

from attrs import Factory, field

from order_to_cash.domain.core import html
from order_to_cash.domain.core.entity import changed, entity, filler, fitting, thaw, writable
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.proposals import Proposal
from order_to_cash.domain.core.shown import ways_to_tell
from order_to_cash.domain.core.wording import WORDS, Language, Named, Value, Values, Words

F = TypeVar("F")
F_contra = TypeVar("F_contra", contravariant=True)


class Verdict(enum.Enum):
    """PASS, FAIL, OPEN while a fact is still unknown, WARN for a "no" that only warns."""

    PASS = "pass"
    OPEN = "open"
    FAIL = "fail"
    WARN = "warn"

    @classmethod
    def of(cls, holds: bool | None) -> "Verdict":
        """The verdict of a three-valued answer, where `None` means not known yet."""
        return _OPEN if holds is None else _PASS if holds else _FAIL


_PASS, _OPEN, _FAIL, _WARN = Verdict
"""The verdicts by names that are found at once, for every rule of every decision asks them."""


@entity
class Clause:
    """Where a rule is written down, so that every answer leads back to its text."""

    document: str
    section: str

    def __str__(self) -> str:
        return f"{self.document} § {self.section}"


@entity(init=False)
class Answer:
    """What a rule says of one case: whether it holds, what was observed, what was required.

    `holds` is `None` while a fact that the rule needs is not known. Values go by their names, under
    which the words of the rule find them. `applies` is false where the rule has nothing to say.
    `warns` is the role that is told of a "no" that stands in nobody's way (see `core.warns`).
    """

    holds: bool | None
    _observed: Named | Values
    _required: Named | Values
    applies: bool = True
    warns: str = ""

    def __init__(
        self,
        holds: bool | None,
        observed: Named | Values = (),
        required: Named | Values = (),
        applies: bool = True,  # noqa: FBT002  (as a document gives it)
        warns: str = "",
    ) -> None:
        # a rule makes one each time it is asked, so that it is filled before it is frozen
        draft: Any = self
        thaw(draft, _ANSWER)
        draft.holds = holds
        draft._observed = observed  # noqa: SLF001
        draft._required = required  # noqa: SLF001
        draft.applies = applies
        draft.warns = warns
        draft.__class__ = Answer

    @property
    def observed(self) -> Values:
        """What was observed, each value after its name."""
        return _pairs(self._observed)

    @property
    def required(self) -> Values:
        """What was required, each value after its name."""
        return _pairs(self._required)

    @property
    def verdict(self) -> Verdict:
        """The answer as a verdict; what is not applicable passes."""
        return _WARN if self.warns else Verdict.of(self.holds)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not Answer:
            return NotImplemented
        return _said(self) == _said(other)

    def __hash__(self) -> int:
        return hash(_said(self))

    def __repr__(self) -> str:
        said = self.verdict.value if self.applies else "not applicable"
        told = ", ".join(f"{name}={value!s}" for name, value in (*self.observed, *self.required))
        return f"<{said}: {told}>" if told else f"<{said}>"


_said: Final = attrgetter("holds", "observed", "required", "applies", "warns")


def _pairs(named: Named | Values) -> Values:
    return named if isinstance(named, tuple) else tuple(named.items())


_ANSWER: Final = writable(Answer)

NOT_APPLICABLE: Final = Answer(True, applies=False)
"""The rule has nothing to say about this case; it stands in no one's way."""


class Rule(Protocol[F_contra]):
    """A frozen object whose fields are its parameters and which answers about facts."""

    @property
    def code(self) -> str:
        """The stable code under which its words and its answers are found."""
        ...

    @property
    def clause(self) -> Clause:
        """Where it is written down."""
        ...

    def check(self, facts: F_contra, /) -> Answer:
        """What this rule says; it is always asked, and it never raises for unknown facts."""
        ...


@entity
class Asked:
    """Which rule was asked, and where that rule is written down."""

    rule: str
    clause: Clause


@entity
class Finding:
    """One rule's answer with its code and its clause, made when somebody reads it."""

    rule: str
    clause: Clause
    answer: Answer

    @property
    def verdict(self) -> Verdict:
        """The answer as a verdict; what is not applicable passes."""
        return self.answer.verdict

    @property
    def applies(self) -> bool:
        """Whether the rule has something to say about this case."""
        return self.answer.applies

    @property
    def observed(self) -> Mapping[str, Value]:
        """What was observed, by name."""
        return dict(self.answer.observed)

    @property
    def required(self) -> Mapping[str, Value]:
        """What was required, by name."""
        return dict(self.answer.required)

    @property
    def values(self) -> Mapping[str, Value]:
        """Every observed and required value under its name."""
        return {**self.observed, **self.required}

    def title(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The rule as a true sentence."""
        return words.find(language, "rule", self.rule, "title") or self.rule

    def text(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The finding as a sentence; a warning says that it is one."""
        said = self._said(language, words)
        if not self.answer.warns:
            return said
        return words.say(language, "default", "warned", values={"finding": said})

    def _said(self, language: Language, words: Words) -> str:
        values = {**self.values, "title": self.title(language, words)}
        part = self._part
        if part == "failed" and words.find(language, "rule", self.rule, "nothing") is not None:
            part = part if any(value for _, value in self.answer.observed) else "nothing"
        if words.find(language, "rule", self.rule, part) is not None:
            said = words.say(language, "rule", self.rule, part, values=values)
            if part != "failed":
                return said
            return "".join((said, *words.more(language, "rule", self.rule, values=values)))
        if part in ("open", "skipped"):
            return words.say(language, "default", part, values=values)
        return words.say(language, "rule", self.rule, values=self.values)

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The finding as a table of one row under the title of its rule."""
        return html.of_finding(self, language, words)

    def _repr_html_(self) -> str:
        return self.html()

    @property
    def _part(self) -> str:
        if not self.answer.applies:
            return "skipped"
        return {True: "passed", False: "failed", None: "open"}[self.answer.holds]

    def __str__(self) -> str:
        return f"{self.text()} ({self.clause})"


def ask(rule: Rule[F], facts: F) -> Finding:
    """What one rule finds about these facts, asked by itself."""
    return Finding(rule.code, rule.clause, rule.check(facts))


def worst(answers: Iterable[Answer]) -> Verdict:
    """FAIL outweighs OPEN, OPEN outweighs WARN, WARN outweighs PASS."""
    found = _PASS
    for answer in answers:
        if answer.warns:
            found = found if found is _OPEN else _WARN
        elif answer.holds is None:
            found = _OPEN
        elif not answer.holds:
            return _FAIL
    return found


MARKS: Final[Mapping[Verdict, str]] = {_PASS: "+", _OPEN: "?", _FAIL: "-", _WARN: "~"}


@entity
class Decision:
    """What a policy said of one case: every rule that was asked, and what each answered.

    The worst answer is the verdict, and where nothing was asked nothing is allowed. Printed it
    reads as sentences; in a notebook it shows as a table. `proposals` are what would have made it
    pass, where it did not and the operator wants that told.
    """

    policy: str
    asked: tuple[Asked, ...]
    answers: tuple[Answer, ...]
    override: Override | None = None
    proposals: tuple[Proposal, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst of its answers."""
        return worst(self.answers)

    @classmethod
    def of(
        cls,
        policy: str,
        findings: Iterable[Finding],
        override: Override | None = None,
        proposals: tuple[Proposal, ...] = (),
    ) -> Self:
        """A decision from its findings, as they are kept in documents."""
        found = tuple(findings)
        asked = tuple(Asked(finding.rule, finding.clause) for finding in found)
        return cls(policy, asked, tuple(f.answer for f in found), override, proposals)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every answer with its rule and clause, in the order of the policy."""
        return self._said((_PASS, _OPEN, _FAIL, _WARN))

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """Every finding that is in the way, failed or still open."""
        return self._said((_FAIL, _OPEN))

    @property
    def failures(self) -> tuple[Finding, ...]:
        """Every finding that failed; what nobody knows yet is no reason for a "no"."""
        return self._said((_FAIL,))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Every finding that warns and stands in nobody's way."""
        return self._said((_WARN,))

    @property
    def allows(self) -> bool:
        """Whether the case may go on: all passed or only warned, or a "no" somebody overrode.

        Where nothing was looked at, nothing is allowed.
        """
        found = worst(self.answers) if self.answers else _OPEN
        return found is _PASS or found is _WARN or (found is _FAIL and self.override is not None)

    @property
    def waits(self) -> bool:
        """Whether a finding is still open, though others may have failed already."""
        return None in [answer.holds for answer in self.answers]

    def overridden(self, override: Override) -> "Decision":
        """The same decision with the override that lets the case go on."""
        return changed(self, override=override)

    def sentences(self, language: Language = Language.EN, words: Words = WORDS) -> tuple[str, ...]:
        """The outcome, a line for each finding with its clause, the override, what would help."""
        lines = (
            f"  {MARKS[f.verdict]} {f.text(language, words)} ({f.clause})" for f in self.findings
        )
        return (self.heading(language, words), *lines, *self.lines_below(language, words))

    def heading(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The policy and the outcome."""
        name = words.word(language, "Policy", self.policy)
        return f"{name}: {words.word(language, 'Verdict', self.verdict.value)}"

    def lines_below(self, language: Language, words: Words) -> tuple[str, ...]:
        """The override as a line below the others, if there is one, and one for each proposal."""
        helps = (
            words.say(language, "text", "what-if.helps", values={"changes": one})
            for one in (proposal.text(language, words) for proposal in self.proposals)
        )
        given = () if self.override is None else (f"  ! {self.override.text(language, words)}",)
        return (*given, *(f"  > {said}" for said in helps))

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The decision as a table: the outcome, a row for each finding, the override below."""
        return html.of_decision(self, language, words)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return fitting(ways_to_tell(self))

    def _said(self, verdicts: tuple[Verdict, ...]) -> tuple[Finding, ...]:
        pairs = zip(self.asked, self.answers, strict=True)
        return tuple(Finding(a.rule, a.clause, n) for a, n in pairs if n.verdict in verdicts)


_decided: Final = filler(Decision)


@entity
class Policy(Generic[F]):
    """Rules that must all pass. All of them are asked: a refusal names every obstacle."""

    name: str
    rules: tuple[Rule[F], ...]
    asked: tuple[Asked, ...] = field(
        init=False,
        eq=False,
        repr=False,
        default=Factory(
            lambda self: tuple(Asked(rule.code, rule.clause) for rule in self.rules),
            takes_self=True,
        ),
    )

    def decide(self, facts: F) -> Decision:
        """What every rule answers about these facts."""
        answers = tuple([rule.check(facts) for rule in self.rules])
        return _decided(self.name, self.asked, answers, None, ())

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The policy as a table: each rule as a sentence, its figures, its clause, its code."""
        return html.of_policy(self, language, words)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        codes = (", ".join(rule.code for rule in self.rules), f"{len(self.rules)} rules")
        return fitting(f"Policy({self.name!r}, {told})" for told in codes)


def together(policy: str, decisions: Iterable[Decision]) -> Decision:
    """One decision with the findings of several, for instance of a policy asked line by line."""
    asked: tuple[Asked, ...] = ()
    answers: tuple[Answer, ...] = ()
    for part in decisions:
        asked += part.asked
        answers += part.answers
    return _decided(policy, asked, answers, None, ())
