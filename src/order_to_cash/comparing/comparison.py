"""What came of the same commands under two packs, and where the two differ."""

import enum
from collections.abc import Mapping
from datetime import date, datetime

from order_to_cash.comparing import page, telling
from order_to_cash.domain.core import (
    WORDS,
    Currency,
    Decision,
    Language,
    Voice,
    Words,
    entity,
)


class Figure(enum.StrEnum):
    """What is counted in money; each amount is in one currency."""

    INVOICED = "invoiced"
    CREDITED = "credited"
    COLLECTED = "collected"
    LATE_CHARGED = "late_charged"
    OVERDUE = "overdue"
    WRITTEN_OFF = "written_off"
    PEAK_EXPOSURE = "peak_exposure"


@entity
class Meant:
    """A figure under one pack and under the other, in minor units of its currency."""

    figure: Figure
    currency: Currency
    before: int
    after: int

    @property
    def change(self) -> int:
        """By how much it is more under the other pack, below zero where it is less."""
        return self.after - self.before


@entity
class Ended:
    """How a case of a process stands at the end; no stage means that there is no such case."""

    process: str
    before: str
    after: str


@entity
class CaseChange:
    """A case that ends otherwise, and the rules that answered it otherwise first.

    Where no decision of its own is another one, it follows from another case, or from a figure.
    """

    case: str
    ended: Ended
    rules: tuple[str, ...] = ()
    before: Decision | None = None
    after: Decision | None = None


@entity
class Unplayed:
    """What a play cannot say, by how often.

    `otherwise` are commands that were carried out under the one pack and not under the other, by
    the code of why: people would have acted otherwise. `anew` are those that only the other one
    carries out. `going_on` are cases that ended under the one and not under the other, where nobody
    has acted any more. `failed` are commands that cannot be played at all, by code; `unanswered`
    questions under either pack that nobody answers; `strays` cases that end otherwise already when
    the store's own pack plays them, or `None` where it was not asked.
    """

    otherwise: Mapping[str, int]
    anew: int
    going_on: int
    failed: Mapping[str, int]
    unanswered: int
    strays: int | None = None


@entity
class Curve:
    """The exposure of all accounts in a currency, at its highest of each day, under each pack."""

    currency: Currency
    days: tuple[date, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]


@entity
class Comparison:
    """Two packs on the same commands, up to one instant.

    `ends` counts the cases that end otherwise, `rules` the rules by which; a case that none of its
    own decisions explains counts as `following`. `blocked` are days of blocked services under each.
    `examples` are the first cases that end otherwise by a decision, then others.
    """

    operator: str
    against: str
    until: datetime | None
    zone: str
    commands: int
    cases: int
    ends: Mapping[Ended, int]
    rules: Mapping[str, int]
    following: int
    examples: tuple[CaseChange, ...]
    money: tuple[Meant, ...]
    blocked: tuple[int, int]
    unplayed: Unplayed
    curves: tuple[Curve, ...] = ()

    @property
    def changed(self) -> int:
        """How many cases end otherwise."""
        return sum(self.ends.values())

    @property
    def is_same(self) -> bool:
        """Whether both packs come to the same, in every case and in every figure."""
        amounts = any(meant.change for meant in self.money)
        return not (self.changed or amounts or self.blocked[0] != self.blocked[1])

    def sentences(self, language: Language = Language.EN, words: Words = WORDS) -> tuple[str, ...]:
        """What differs, line by line, in the words of a language."""
        return telling.sentences(self, Voice(language, words))

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The same with pictures, as a notebook shows it."""
        return page.fragment(self, Voice(language, words))

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def __repr__(self) -> str:
        return (
            f"Comparison({self.operator!r} against {self.against!r}: {self.changed} of "
            f"{self.cases} cases end otherwise)"
        )
