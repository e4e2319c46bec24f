"""What would help: the smallest changes that make a refused decision pass."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from itertools import combinations
from typing import Any, Final, Generic, TypeVar

from attrs import field

from order_to_cash.domain.core import (
    WORDS,
    Answer,
    Decision,
    Finding,
    Language,
    Policy,
    Proposal,
    Proposed,
    Rule,
    Value,
    Values,
    Words,
    entity,
)
from order_to_cash.domain.core.html import paragraphs
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.domain.credit_account import CreditFacts
from order_to_cash.domain.onboarding import PrerequisiteFacts, ReviewFacts
from order_to_cash.domain.order import LineFacts, ValidationFacts
from order_to_cash.domain.trade import RequirementFacts
from order_to_cash.whatif.checklists import checklist_ways
from order_to_cash.whatif.credit import credit_ways
from order_to_cash.whatif.onboardings import prerequisite_ways, review_ways
from order_to_cash.whatif.orders import line_ways, validation_ways
from order_to_cash.whatif.places import first_good
from order_to_cash.whatif.ways import Way, helped

F = TypeVar("F")

TOGETHER: Final = 3
"""How many changes are proposed together at most."""

WAYS: Final[Mapping[type, Callable[[Any, tzinfo], tuple[Way[Any], ...]]]] = {
    CreditFacts: credit_ways,
    LineFacts: line_ways,
    ValidationFacts: validation_ways,
    RequirementFacts: checklist_ways,
    ReviewFacts: review_ways,
    PrerequisiteFacts: prerequisite_ways,
}
"""What can be done about the facts of the library's own policies."""


@entity
class Change:
    """One thing to do, in whole units: so many cents, days or pieces, or one document."""

    way: Way[Any] = field(repr=False)
    units: int
    values: Values

    @property
    def code(self) -> str:
        """The code under which its words are found."""
        return self.way.code

    @property
    def proposed(self) -> Proposed:
        """The same as it is told to people, and kept."""
        return Proposed(self.code, self.values)

    def text(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """What to do, in words."""
        return self.proposed.text(language, words)

    def __str__(self) -> str:
        return self.text()


@entity
class Remedy(Generic[F]):
    """Changes that together make the decision pass; one unit less of any of them does not.

    They are done in the order in which they stand; `facts` are what they lead to.
    """

    changes: tuple[Change, ...]
    facts: F = field(repr=False)

    def text(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """What to do, in words."""
        return Proposal(tuple(each.proposed for each in self.changes)).text(language, words)

    def __str__(self) -> str:
        return self.text()


@entity
class Against(Generic[F]):
    """What removes one obstacle, whatever becomes of the others."""

    obstacle: Finding
    remedies: tuple[Remedy[F], ...]


@entity
class Remedies(Generic[F]):
    """All that makes a refused decision pass, and against each obstacle what removes that one.

    Where `found` is empty, an obstacle has no remedy, or more than three changes are needed.
    """

    decision: Decision
    found: tuple[Remedy[F], ...]
    against: tuple[Against[F], ...]

    @property
    def hopeless(self) -> tuple[Finding, ...]:
        """The obstacles against which nothing helps that can be done here."""
        return tuple(each.obstacle for each in self.against if not each.remedies)

    def sentences(self, language: Language = Language.EN, words: Words = WORDS) -> tuple[str, ...]:
        """The outcome, then a line for each remedy and for each obstacle without one."""
        head = self.decision.sentences(language, words)[0]
        return (head, *(f"  {line}" for line in self._lines(language, words)))

    def _lines(self, language: Language, words: Words) -> Iterator[str]:
        def say(part: str, **values: Value) -> str:
            return words.say(language, "text", f"what-if.{part}", values=values)

        if not self.against:
            yield say("nothing")
        for remedy in self.found:
            yield say("helps", changes=remedy.text(language, words))
        for finding in self.hopeless:
            yield say("hopeless", rule=finding.title(language, words))
        if self.found:
            return
        for each in self.against:
            if each.remedies:
                ways = tuple(remedy.text(language, words) for remedy in each.remedies)
                title = each.obstacle.title(language, words)
                yield say("against", rule=title, changes=say("or").join(ways))

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The decision as a table, and below it what would help."""
        below = paragraphs(self._lines(language, words))
        return f"{self.decision.html(language, words)}{below}"

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return "\n".join(self.sentences())


def remedies(
    policy: Policy[F], facts: F, *, ways: Sequence[Way[F]] | None = None, zone: str = "UTC"
) -> Remedies[F]:
    """What would make the policy pass about these facts: each change by itself, then up to three.

    Only that is proposed which can be done: `ways`, or what is known for the facts of credit,
    lines, releases and checklists. A way is tried against the rules that say in their `helps` that
    they lean its way, and what is proposed was asked of the whole policy. Days are those of `zone`.
    """
    known = WAYS.get(type(facts))
    if ways is None:
        ways = () if known is None else known(facts, zone_of(zone))
    decision = policy.decide(facts)
    pairs = zip(policy.rules, decision.findings, strict=True)
    hindering = [(rule, finding) for rule, finding in pairs if _hinders(finding.answer)]
    against = tuple(
        Against(finding, _search((rule,), (rule,), ways, facts)) for rule, finding in hindering
    )
    all_of_them = tuple(rule for rule, _ in hindering)
    hopeless = any(not each.remedies for each in against)
    found = () if hopeless else _search(policy.rules, all_of_them, ways, facts)
    return Remedies(decision, found, against)


def _hinders(answer: Answer) -> bool:
    """Whether an answer is in the way; a warning is in nobody's."""
    return answer.holds is not True and not answer.warns


def _search(
    rules: tuple[Rule[F], ...],
    hindering: tuple[Rule[F], ...],
    ways: Sequence[Way[F]],
    facts: F,
) -> tuple[Remedy[F], ...]:
    """The smallest changes of at most three ways with which all these rules hold."""
    useful = [w for w in ways if any(helped(r, w) for r in rules) and w.most(facts) > 0]
    enough: list[frozenset[int]] = []
    found: list[Remedy[F]] = []
    for size in range(1, TOGETHER + 1) if hindering else ():
        for chosen in combinations(range(len(useful)), size):
            if any(known <= {*chosen} for known in enough):
                continue
            some = [useful[at] for at in chosen]
            if not all(any(helped(rule, way) for way in some) for rule in hindering):
                continue
            if smallest := _Search(rules, some, facts).smallest():
                enough.append(frozenset(chosen))
                found += smallest
    return tuple(found)


@entity
class _Search(Generic[F]):
    """Some ways together, and the rules that shall hold after them."""

    rules: tuple[Rule[F], ...]
    ways: list[Way[F]]
    facts: F

    def smallest(self) -> list[Remedy[F]]:
        """The least of each way, once with every way spared first; none where they do not do."""
        found: dict[tuple[int, ...], None] = {}
        for first in range(len(self.ways)):
            order = [first, *(at for at in range(len(self.ways)) if at != first)]
            units = self._spared(order)
            if units is not None and all(units) and self._hold(self.rules, units):
                found[units] = None
        return [self._remedy(units) for units in found]

    def _spared(self, order: list[int]) -> tuple[int, ...] | None:
        """As little of each way as the rules that lean its way allow, in turns until none is less.

        The others only ever gain by less of it, so what is least stays least.
        """
        units = tuple(way.most(self.facts) for way in self.ways)
        before: tuple[int, ...] | None = None
        while units != before:
            before = units
            for at in order:
                least = self._least(units, at)
                if least is None:
                    return None
                units = (*units[:at], least, *units[at + 1 :])
        return units

    def _least(self, units: tuple[int, ...], at: int) -> int | None:
        leaning = tuple(rule for rule in self.rules if helped(rule, self.ways[at]))

        def hold(less: int) -> bool:
            return self._hold(leaning, (*units[:at], less, *units[at + 1 :]))

        if not hold(units[at]):
            return None
        return first_good(hold, -1, units[at])

    def _hold(self, rules: tuple[Rule[F], ...], units: tuple[int, ...]) -> bool:
        facts = self._after(units)
        return not any(_hinders(rule.check(facts)) for rule in rules)

    def _after(self, units: tuple[int, ...]) -> F:
        facts = self.facts
        for way, number in zip(self.ways, units, strict=True):
            facts = way.after(facts, number) if number > 0 else facts
        return facts

    def _remedy(self, units: tuple[int, ...]) -> Remedy[F]:
        changes = tuple(
            Change(way, number, tuple(way.shown(self.facts, number).items()))
            for way, number in zip(self.ways, units, strict=True)
        )
        return Remedy(changes, self._after(units))
