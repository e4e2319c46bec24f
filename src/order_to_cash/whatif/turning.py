"""Where an answer turns: the last value with one answer, and the next one with another."""

from collections.abc import Iterator
from typing import Any, Final, TypeVar

from order_to_cash.domain.core import (
    LESS,
    WORDS,
    BrokenDefinition,
    Direction,
    Language,
    Policy,
    Rule,
    Value,
    Verdict,
    Words,
    entity,
    helps_of,
)
from order_to_cash.domain.core.html import paragraphs
from order_to_cash.whatif.places import (
    Place,
    Scale,
    first_good,
    places,
    scale_of,
    shown,
    value_at,
    with_value,
)

F = TypeVar("F")

RANK: Final = {Verdict.PASS: 0, Verdict.WARN: 1, Verdict.OPEN: 2, Verdict.FAIL: 3}
BARS: Final = (Verdict.PASS, Verdict.WARN, Verdict.OPEN)


@entity
class Breakpoint:
    """Two neighbouring values of one fact between which the answer of a policy turns.

    Neighbours lie a cent, a day, a piece or a microsecond apart. With `holds` the answer is
    `better`, with `turns` it is `worse`; `rule` is the code of the rule that turns there.
    """

    place: str
    helps: Direction
    holds: Value
    turns: Value
    better: Verdict
    worse: Verdict
    rule: str

    def text(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The turning as a sentence."""
        part = "up-to" if self.helps is LESS else "from"
        values: dict[str, Value] = {
            "place": self.place,
            "holds": self.holds,
            "turns": self.turns,
            "better": self.better.value,
            "worse": self.worse.value,
            "rule": words.find(language, "rule", self.rule, "title") or self.rule,
        }
        return words.say(language, "text", f"what-if.{part}", values=values)

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The turning as a paragraph."""
        return paragraphs((self.text(language, words),))

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()


def breakpoints(policy: Policy[F], facts: F) -> tuple[Breakpoint, ...]:
    """Every value at which the answer about these facts turns, all else staying as it is.

    Looked at are the values that a rule names in its `helps`; they are exact. Where another rule
    is in the way whatever the value, nothing turns: ask about that one first. Raises
    `BrokenDefinition` where a rule names a field that the facts have not.
    """
    found: dict[tuple[str, Value], Breakpoint] = {}
    for rule in policy.rules:
        for path, direction in helps_of(rule).items():
            for place in _places(rule, facts, path):
                for turning in _along(policy, rule, facts, place, direction):
                    found.setdefault((turning.place, turning.holds), turning)
    return tuple(found.values())


def _places(rule: Rule[F], facts: F, path: str) -> tuple[Place, ...]:
    try:
        return places(facts, path)
    except LookupError:
        raise BrokenDefinition(
            f"the rule {rule.code} says that it leans along {path}, which {type(facts).__name__} "
            "has not; name a field of the facts in its `helps`",
            code="what-if.no-field",
        ) from None


def _along(
    policy: Policy[F], rule: Rule[F], facts: F, place: Place, helps: Direction
) -> Iterator[Breakpoint]:
    scale = scale_of(value_at(facts, place))
    if scale is None:
        return
    best, worst = (scale.least, scale.most) if helps is LESS else (scale.most, scale.least)

    def at(units: int) -> Any:
        return with_value(facts, place, scale.value(units))

    for bar in BARS:

        def good(units: int, bar: Verdict = bar) -> bool:
            return RANK[rule.check(at(units)).verdict] <= RANK[bar]

        if not good(best) or good(worst):
            continue
        units = first_good(good, worst, best)
        after = units + (1 if helps is LESS else -1)
        better, worse = (policy.decide(at(each)).verdict for each in (units, after))
        if better is not worse:
            values = _values(scale, units, after)
            yield Breakpoint(shown(place), helps, *values, better, worse, rule.code)


def _values(scale: Scale, *units: int) -> tuple[Value, Value]:
    one, other = map(scale.value, units)
    return one, other
