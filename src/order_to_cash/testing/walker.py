"""Walk far and at random through a process, reproducibly, with other habits in every life."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from random import Random
from typing import Any, Generic, TypeAlias, TypeVar

from order_to_cash.domain.core import Envelope, Lifecycle, Process, Refusal, Staged, entity
from order_to_cash.testing.checks import Broken, Checks, told
from order_to_cash.testing.explore import World

State = TypeVar("State", bound=Staged)
C = TypeVar("C")
E = TypeVar("E")
Choose: TypeAlias = Callable[[Random, State], Envelope[C]]
"""Makes a random command for a state, with all its randomness from the generator it is given."""

HABITS = (0.0, 0.1, 0.5, 1.0)
TRIES = 16
LINGER = 0.75


@entity
class Walk:
    """How far a walk went: every command tried, by stage, and what was refused."""

    seed: int
    steps: int
    moves: int
    refusals: Mapping[str, int]
    visits: Mapping[tuple[Enum, type[Any]], int]

    def seldom(
        self, lifecycle: Lifecycle[Any, C, E], *, below: int = 1
    ) -> tuple[tuple[Enum, type[C]], ...]:
        """Every (stage, command) of a table that was tried fewer times than that."""
        return tuple(
            (stage, command)
            for stage in lifecycle.stages
            for command in lifecycle.commands
            if self.visits.get((stage, command), 0) < below
        )


def walk(
    origin: Process[State, C, E] | World[State, C, E],
    choose: Choose[State, C],
    *,
    seed: int,
    steps: int,
    invariants: Iterable[Callable[[State], bool]] = (),
    life: int = 50,
) -> Walk:
    """Give that many random commands, one life after another of at most `life` commands.

    A life begins at the start of the process, or anywhere in an explored world. In each life every
    type of command is off, rare, frequent or always taken, so that unusual sequences come up.
    Raises `Broken` with the seed and the step at the first promise that is not kept; the same
    seed walks the same way.
    """
    process = origin.process if isinstance(origin, World) else origin
    random = Random(seed)  # noqa: S311  (it must be reproducible, not secret)
    walker = _Walker(Checks(process, tuple(invariants)), origin, choose, random, life)
    for number in range(1, steps + 1):
        try:
            walker.go()
        except Broken as fault:
            raise Broken(
                f"{fault}\nseed {seed}, step {number}: walk with seed={seed}, steps={number} "
                f"to see it again\nthis life:\n{walker.story()}"
            ) from fault.__cause__
    return Walk(seed, steps, walker.moves, walker.refusals, walker.visits)


class _Walker(Generic[State, C, E]):
    def __init__(
        self,
        checks: Checks[State, C, E],
        origin: Process[State, C, E] | World[State, C, E],
        choose: Choose[State, C],
        random: Random,
        life: int,
    ) -> None:
        self.checks, self.origin, self.choose = checks, origin, choose
        self.random, self.life = random, life
        self.commands = checks.process.lifecycle.commands
        self.ends = checks.process.lifecycle.ends
        self.visits: Counter[tuple[Enum, type[Any]]] = Counter()
        self.refusals: Counter[str] = Counter()
        self.moves = 0
        self.begin()

    def begin(self) -> None:
        """A new life, with new habits."""
        self.state = self.start = self.birth()
        self.lived: list[Envelope[C]] = []
        self.habits = {command: self.random.choice(HABITS) for command in self.commands}
        self.habits[self.random.choice(self.commands)] = 1.0

    def birth(self) -> State:
        if isinstance(self.origin, World):
            return self.random.choice(self.origin.states)
        return self.origin.initial

    def go(self) -> None:
        """One command."""
        if len(self.lived) >= self.life or self.leaves():
            self.begin()
        envelope = self.pick()
        self.lived.append(envelope)
        self.visits[self.state.stage, type(envelope.command)] += 1
        outcome, _ = self.checks.step(self.state, envelope)
        if isinstance(outcome, Refusal):
            self.refusals[outcome.code] += 1
            return
        self.moves += 1
        self.state = outcome.state

    def leaves(self) -> bool:
        return self.state.stage in self.ends and self.random.random() > LINGER

    def pick(self) -> Envelope[C]:
        """What this life is in the habit of doing, or at the last try anything at all."""
        envelope = self.choose(self.random, self.state)
        for _ in range(TRIES):
            if self.random.random() < self.habits.get(type(envelope.command), 1.0):
                break
            envelope = self.choose(self.random, self.state)
        return envelope

    def story(self) -> str:
        before = self.origin.story(self.start) if isinstance(self.origin, World) else ()
        return told((*before, *self.lived))


__all__ = ["Choose", "Walk", "walk"]
