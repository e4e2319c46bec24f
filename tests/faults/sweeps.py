"""Sweeps over the three stories: every single fault, every pair of them, and what is reported."""

from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from typing import Final, TypeAlias

from order_to_cash.testing import Fault, Plan
from order_to_cash.testing.faults import at, between, first_of, from_then_on, never, only
from tests.faults.stories import STORIES, Telling

Story: TypeAlias = Callable[[Telling], None]
WORLD: Final = (
    *("parties", "catalogue", "stock", "coverage", "credit_lines", "terms"),
    *("billing", "fulfilment", "notification"),
)
MODES: Final[dict[str, Callable[[int, Fault], Plan]]] = {
    "once": at,
    "for a while": lambda n, fault: between(n, n + 40, fault),
    "from then on": from_then_on,
    "in the world from then on": lambda n, fault: only(from_then_on(n, fault), *WORLD),
}


def tell(story: Story, plan: Plan, name: str) -> Telling:
    """Tell a story in a world that fails by a plan; a fault found names the plan."""
    telling = Telling(plan)
    try:
        story(telling)
    except Exception as problem:
        happened = ", ".join(
            f"{fault.value} at {place}" for place, fault in telling.faults.happened[:9]
        )
        raise AssertionError(f"{story.__name__}, {name}: {problem} (after {happened})") from problem
    return telling


def calls(story: Story) -> int:
    """How many calls of ports an undisturbed story makes."""
    return tell(story, never, "undisturbed").calls


def singles(story: Story, fault: Fault, mode: str) -> Iterator[Telling]:
    """The story with this fault at each call, one after another."""
    for number in range(1, calls(story) + 1):
        yield tell(story, MODES[mode](number, fault), f"{fault.value} {mode} at call {number}")


def pairs(story: Story) -> Iterator[tuple[int, Fault, int, Fault]]:
    """Every pair of faults at two calls; the second counts from the disturbed story on."""
    count = calls(story)
    for first, second in product(range(1, count + 1), repeat=2):
        if first < second:
            for one, other in product(Fault, repeat=2):
                yield first, one, second, other


def tell_pair(story: Story, pair: tuple[int, Fault, int, Fault]) -> Telling:
    """The story with two faults."""
    first, one, second, other = pair
    plan = first_of(at(first, one), at(second, other))
    return tell(story, plan, f"{one.value} at call {first}, {other.value} at call {second}")


def some_pairs(story: Story, number: int, seed: int) -> Iterator[Telling]:
    """That many of all pairs, drawn anew for each seed."""
    for pair in Random(seed).sample(tuple(pairs(story)), number):  # noqa: S311  (repeatable)
        yield tell_pair(story, pair)


__all__ = [
    "MODES",
    "STORIES",
    "calls",
    "pairs",
    "singles",
    "some_pairs",
    "tell",
    "tell_pair",
]
