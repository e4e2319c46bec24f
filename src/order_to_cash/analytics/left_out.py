"""What could not be measured of a table, by kind: how many lines, and which was the first."""

from typing import Final

from attrs import define, field

from order_to_cash.domain.core import Problem, entity

MOST_KINDS: Final = 100
"""How many kinds are told apart at most; what comes after them is counted with the last."""


@entity
class LeftOut:
    """Lines that could not be measured for one reason: the reason, their count, the first of them.

    `first` is a line of a file, or the name of a case.
    """

    problem: Problem
    count: int
    first: str


@define
class Losses:
    """Lines that were left out, in constant memory; a line counts once, by its first problem."""

    kinds: dict[tuple[str, str], LeftOut] = field(factory=dict)

    def add(self, problem: Problem, first: str, count: int = 1) -> None:
        """So many more for that reason."""
        kind = (problem.code, problem.path)
        if kind not in self.kinds and len(self.kinds) >= MOST_KINDS:
            kind = next(reversed(self.kinds))
        known = self.kinds.get(kind)
        if known is None:
            self.kinds[kind] = LeftOut(problem, count, first)
        else:
            self.kinds[kind] = LeftOut(known.problem, known.count + count, known.first)

    def told(self) -> tuple[LeftOut, ...]:
        """All kinds, in the order in which they were met."""
        return tuple(self.kinds.values())
