"""What if: a policy asked about many cases at once, one for each combination of values."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any, Final, TypeVar

from order_to_cash.domain.core import (
    WORDS,
    Decision,
    Finding,
    InvalidValue,
    Language,
    Money,
    Policy,
    Value,
    Verdict,
    Warns,
    Words,
    entity,
)
from order_to_cash.domain.core.decision import MARKS
from order_to_cash.domain.core.html import table
from order_to_cash.whatif.places import Place, places, value_at, with_value

F = TypeVar("F")

LARGEST: Final = 100_000
"""How many cells a grid has at most."""

FACTS: Final = "facts"


@entity
class Cell:
    """One combination of values, and what the policy says of it."""

    values: tuple[Value, ...]
    decision: Decision

    @property
    def verdict(self) -> Verdict:
        """What comes of it."""
        return self.decision.verdict

    @property
    def deciding(self) -> Finding | None:
        """The first finding that is as bad as the whole; nothing where all of them pass."""
        verdict = self.decision.verdict
        if verdict is Verdict.PASS:
            return None
        return next((f for f in self.decision.findings if f.verdict is verdict), None)


@entity
class Grid:
    """The outcome for every combination of the values, those of the last axis next to each other.

    Printed it is a table. `rows` are dictionaries, from which any library makes a frame.
    """

    policy: str
    axes: tuple[str, ...]
    cells: tuple[Cell, ...]

    def __repr__(self) -> str:
        return f"Grid({self.policy!r}, {' x '.join(self.axes)}, {len(self.cells)} cells)"

    def rows(self) -> Iterator[dict[str, Value]]:
        """One dictionary a cell: its values by axis, its verdict, and the code of what decides."""
        for cell in self.cells:
            deciding = cell.deciding
            yield {
                **dict(zip(self.axes, cell.values, strict=True)),
                "verdict": cell.verdict.value,
                "rule": None if deciding is None else deciding.rule,
            }

    def sentences(self, language: Language = Language.EN, words: Words = WORDS) -> tuple[str, ...]:
        """A line for the policy, then one for each cell, with the rule that decides."""
        name = words.word(language, "Policy", self.policy)
        return (name, *(f"  {self._line(cell, language, words)}" for cell in self.cells))

    def _line(self, cell: Cell, language: Language, words: Words) -> str:
        named = zip(self.axes, cell.values, strict=True)
        told = ", ".join(f"{axis} {words.shown(language, value)}" for axis, value in named)
        deciding = cell.deciding
        why = "" if deciding is None else f" ({deciding.title(language, words)})"
        outcome = words.word(language, "Verdict", cell.verdict.value)
        return f"{MARKS[cell.verdict]} {told}: {outcome}{why}"

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The grid as a table: a column for each axis, the outcome, and the rule that decides."""
        names = (words.say(language, "text", f"shown.{name}") for name in ("verdict", "rule"))
        rows = (
            (
                *(words.shown(language, value) for value in cell.values),
                words.word(language, "Verdict", cell.verdict.value),
                "" if cell.deciding is None else cell.deciding.title(language, words),
            )
            for cell in self.cells
        )
        return table(words.word(language, "Policy", self.policy), (*self.axes, *names), rows)

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return "\n".join(self.sentences())


@entity
class _Axis:
    """Where the values of an axis go: into the facts, or into one rule of the policy."""

    rule: int | None
    place: Place


def what_if(
    policy: Policy[F],
    facts: F,
    values: Mapping[str, Sequence[Any]] = {},
    /,
    **named: Sequence[Any],
) -> Grid:
    """What the policy says of every combination of these values, all else being as in the facts.

    A name is a field of the facts, or of a rule: `limit=[...]`, `days=[...]`. Where a name is not
    enough, give `values`: `{"exposure.unpaid": [...], "credit.past-due:days": [...],
    "facts:amount": [...]}`. An amount may be a text in the currency that stands there.
    Raises `InvalidValue` for a name that is in neither or in several, for a value of another
    kind, and for more than 100,000 combinations.
    """
    axes = {**values, **named}
    found = [_axis(policy, facts, name) for name in axes]
    if prod(map(len, axes.values())) > LARGEST:
        raise InvalidValue(
            f"a grid has at most {LARGEST} cells; give fewer values, or ask once for each part",
            code="what-if.too-many",
        )
    columns = [
        [_fitting(name, value, _standing(policy, facts, axis)) for value in given]
        for (name, given), axis in zip(axes.items(), found, strict=True)
    ]
    cells = []
    for chosen in product(*columns):
        rules, case = list(policy.rules), facts
        for axis, value in zip(found, chosen, strict=True):
            if axis.rule is None:
                case = with_value(case, axis.place, value)
            else:
                rules[axis.rule] = with_value(rules[axis.rule], axis.place, value)
        cells.append(Cell(chosen, Policy(policy.name, tuple(rules)).decide(case)))
    return Grid(policy.name, tuple(axes), tuple(cells))


def _standing(policy: Policy[Any], facts: Any, axis: _Axis) -> Any:
    return value_at(facts if axis.rule is None else policy.rules[axis.rule], axis.place)


def _axis(policy: Policy[F], facts: F, name: str) -> _Axis:
    """The one place that a name means."""
    owner, colon, path = name.rpartition(":")
    found: dict[str, _Axis] = {}
    if not colon or owner == FACTS:
        found |= {f"{FACTS}:{path}": _Axis(None, place) for place in _found(facts, path)}
    for at, rule in enumerate(policy.rules):
        if not colon or owner == rule.code:
            for place in _of_rule(rule, path):
                found[f"{rule.code}:{path}"] = _Axis(at, place)
    if not found:
        raise InvalidValue(
            f"{name!r} is a field neither of the facts nor of a rule; give the path of one, such "
            f"as {', '.join(_some(policy, facts))}",
            code="what-if.unknown",
        )
    if len(found) > 1:
        raise InvalidValue(
            f"{name!r} means several things; give one of: {', '.join(found)}",
            code="what-if.ambiguous",
        )
    return next(iter(found.values()))


def _found(thing: Any, path: str) -> tuple[Place, ...]:
    try:
        return places(thing, path) if "*" not in path else ()
    except LookupError:
        return ()


def _of_rule(rule: Any, path: str) -> tuple[Place, ...]:
    """Within a rule, or within the rule that it turns into a warning."""
    if not isinstance(rule, Warns):
        return _found(rule, path)
    return tuple(("rule", *place) for place in _of_rule(rule.rule, path))


def _some(policy: Policy[Any], facts: Any) -> Iterator[str]:
    """Names that could have been meant."""
    yield from (f"{field.name}" for field in getattr(type(facts), "__attrs_attrs__", ()))
    for rule in policy.rules:
        fields = getattr(type(rule), "__attrs_attrs__", ())
        yield from (f"{rule.code}:{f.name}" for f in fields if f.name not in {"clause", "code"})


def _fitting(name: str, value: Any, standing: Any) -> Any:
    """The value as it can stand there; a text may give an amount of the same currency."""
    if isinstance(standing, Money) and isinstance(value, str | int | Decimal):
        return Money.of(value, standing.currency)
    if value is None or standing is None or type(value) is type(standing):
        return value
    raise InvalidValue(
        f"{name!r} is of the kind {type(standing).__name__}; give values of that kind",
        code="what-if.kind",
    )
