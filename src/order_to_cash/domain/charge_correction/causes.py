"""The root cause, decided from the facts by a table that stands as data (002, scenarios)."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final, TypeAlias

import attrs

from order_to_cash.domain.charge_correction.facts import Cause, CauseFacts, Offer
from order_to_cash.domain.core.entity import entity

Value: TypeAlias = bool | Offer

FACTS: Final[Mapping[str, tuple[Value, ...]]] = {
    "in_evaluation": (True, False),
    "on_plan": (True, False),
    "regularised": (True, False),
    "billed_since": (True, False),
    "post_sale": (True, False),
    "offer": tuple(Offer),
}
"""Every fact that the cause depends on, and what it can be found to be."""


@entity
class Row:
    """One row of the table: a cause, and the facts that point to it; `None` is any."""

    cause: Cause
    facts: CauseFacts

    @property
    def names(self) -> tuple[str, ...]:
        """The facts that it asks for."""
        return tuple(name for name in FACTS if getattr(self.facts, name) is not None)

    def fits(self, facts: CauseFacts) -> bool:
        """Whether complete facts are as it says."""
        return all(getattr(facts, name) == getattr(self.facts, name) for name in self.names)


@entity
class Diagnosis:
    """What the facts say: every cause that is still possible, and the evidence behind it.

    `None` among the possible ones means that the facts may explain nothing. `missing` is what
    could tell the possible ones apart.
    """

    possible: tuple[Cause | None, ...]
    used: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def cause(self) -> Cause | None:
        """The one cause, if the facts leave no other."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether more facts could still tell."""
        return len(self.possible) > 1


@entity
class CauseTable:
    """Rows that exclude each other; facts that fit none of them explain nothing."""

    rows: tuple[Row, ...]

    def row_of(self, facts: CauseFacts) -> Row | None:
        """The row that complete facts fit, if any."""
        return next((row for row in self.rows if row.fits(facts)), None)

    def diagnose(self, facts: CauseFacts) -> Diagnosis:
        """Every cause that some completion of the facts has, and what would tell them apart."""
        met = tuple(dict.fromkeys(self.row_of(whole) for whole in completions(facts)))
        possible = self._in_order({row.cause if row else None for row in met})
        known = [name for name in FACTS if getattr(facts, name) is not None]
        asked = {name for row in met if row for name in row.names}
        if None in met:
            asked = set(FACTS)
        used = tuple(name for name in known if name in asked)
        return Diagnosis(possible, used, self._missing(facts, len(possible)))

    def _in_order(self, found: set[Cause | None]) -> tuple[Cause | None, ...]:
        """Ours in the order of the document, then an operator's own as the rows name them."""
        every = dict.fromkeys((*Cause, *(row.cause for row in self.rows), None))
        return tuple(cause for cause in every if cause in found)

    def _missing(self, facts: CauseFacts, possible: int) -> tuple[str, ...]:
        """Unknown facts of which some finding would leave fewer causes."""
        unknown = (name for name in FACTS if getattr(facts, name) is None)
        return tuple(name for name in unknown if possible > 1 and self._tells(facts, name))

    def _tells(self, facts: CauseFacts, name: str) -> bool:
        """Whether two completions that differ in that fact alone have two causes."""
        return any(
            len({self._cause(_found(whole, name, value)) for value in FACTS[name]}) > 1
            for whole in completions(facts)
        )

    def _cause(self, facts: CauseFacts) -> Cause | None:
        row = self.row_of(facts)
        return None if row is None else row.cause


def completions(facts: CauseFacts) -> Iterator[CauseFacts]:
    """Every way in which what is unknown can turn out."""
    known = attrs.asdict(facts)
    choices = [FACTS[n] if known[n] is None else (known[n],) for n in FACTS]
    for values in product(*choices):
        yield CauseFacts(**dict(zip(FACTS, values, strict=True)))


def _found(facts: CauseFacts, name: str, value: Value) -> CauseFacts:
    return CauseFacts(**{**attrs.asdict(facts), name: value})
