"""Walk the whole of a small world, breadth first, and tell the shortest story of everything."""

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeAlias, TypeVar, cast

import attrs

from order_to_cash.domain.core import (
    WORDS,
    Arrow,
    Envelope,
    InvalidValue,
    Language,
    Lifecycle,
    Process,
    Refusal,
    Staged,
    Words,
    entity,
)
from order_to_cash.domain.core.wording import placeholders
from order_to_cash.testing.checks import Broken, Checks, Taken, named, told
from order_to_cash.testing.difference import difference

State = TypeVar("State", bound=Staged)
C = TypeVar("C")
E = TypeVar("E")
Offer: TypeAlias = Callable[[State], Iterable[Envelope[C]]] | Iterable[Envelope[C]]
"""What is tried in every state: the same envelopes everywhere, or those made for the state."""


@entity
class World(Generic[State, C, E]):
    """Everything that can be reached, in the order of discovery, and how."""

    process: Process[State, C, E]
    states: tuple[State, ...]
    rows: Mapping[Taken, tuple[Envelope[C], ...]]
    refusals: Mapping[str, int]
    transitions: int
    _ended: Callable[[State], bool]
    _key: Callable[[State], Hashable]
    _index: Mapping[Hashable, int]
    _came: tuple[tuple[int, Envelope[C]] | None, ...]
    _onward: tuple[frozenset[int], ...]

    def story(self, state: State) -> tuple[Envelope[C], ...]:
        """The shortest sequence of commands that leads to the state."""
        if (at := self._index.get(self._key(state))) is None:
            raise InvalidValue("no story leads to this state; ask for one of `states`")
        return _story(self._came, at)

    def stuck(self, ended: Callable[[State], bool] | None = None) -> tuple[State, ...]:
        """States from which no end can be reached any more; an end is a state that `ended` tells.

        Without a predicate the ends are those that the world was explored with.
        """
        is_end = ended or self._ended
        back: list[set[int]] = [set() for _ in self.states]
        for source, targets in enumerate(self._onward):
            for target in targets:
                back[target].add(source)
        frontier = [at for at, state in enumerate(self.states) if is_end(state)]
        safe = set(frontier)
        while frontier:
            fresh = back[frontier.pop()] - safe
            safe |= fresh
            frontier.extend(fresh)
        return tuple(state for at, state in enumerate(self.states) if at not in safe)

    def rows_not_taken(self, lifecycle: Lifecycle[Any, C, E]) -> tuple[Arrow[Any, C, E], ...]:
        """The rows of a table that no story takes."""
        return tuple(
            a for a in lifecycle.arrows if (a.source, a.command, a.event, a.target) not in self.rows
        )

    def __str__(self) -> str:
        return (
            f"{len(self.states)} states, {self.transitions} transitions, {len(self.rows)} rows, "
            f"{sum(self.refusals.values())} refusals"
        )


def explore(
    process: Process[State, C, E],
    envelopes: Offer[State, C],
    *,
    start: State | None = None,
    limit: int = 200_000,
    key: Callable[[State], Hashable] | None = None,
    ended: Callable[[State], bool] | None = None,
    invariants: Iterable[Callable[[State], bool]] = (),
    words: Words = WORDS,
) -> World[State, C, E]:
    """Try every envelope in every state that can be reached, nearest first.

    Raises `Broken` with the shortest story when a promise is not kept: only rows of the table are
    taken, events fold to the state, a refusal changes nothing and reads well, the same question
    has one answer, no event follows a state that is `ended`, and every invariant holds. `key`
    makes states one that need not be told apart; a `repr` is too short for that, so `repr` is as
    none. `words` are those of the process; more than `limit` states raise `InvalidValue`.
    """
    offer = envelopes if callable(envelopes) else _always(tuple(envelopes))
    checks = Checks(process, tuple(invariants), ended)
    told_apart = _itself if key is None or key is repr else key
    search = _Search(checks, told_apart, limit, words)
    search.run(process.initial if start is None else start, offer)
    return search.world()


class _Search(Generic[State, C, E]):
    def __init__(
        self,
        checks: Checks[State, C, E],
        key: Callable[[State], Hashable],
        limit: int,
        words: Words,
    ) -> None:
        self.checks, self.key, self.limit, self.words = checks, key, limit, words
        self.states: list[State] = []
        self.index: dict[Hashable, int] = {}
        self.came: list[tuple[int, Envelope[C]] | None] = []
        self.onward: list[set[int]] = []
        self.rows: dict[Taken, tuple[Envelope[C], ...]] = {}
        self.refusals: Counter[str] = Counter()
        self.read: set[tuple[object, type[C], str]] = set()
        self.transitions = 0
        self.frontier: deque[int] = deque()

    def run(self, start: State, offer: Callable[[State], Iterable[Envelope[C]]]) -> None:
        self.checks.holds(start)
        self.reached(start, None)
        while self.frontier:
            here = self.frontier.popleft()
            for envelope in offer(self.states[here]):
                try:
                    self.attempt(here, envelope)
                except Broken as fault:
                    story = told((*_story(self.came, here), envelope))
                    raise Broken(f"{fault}\nshortest story:\n{story}") from fault.__cause__

    def attempt(self, here: int, envelope: Envelope[C]) -> None:
        before = self.states[here]
        name, seen = type(envelope.command).__name__, hash(self.key(before))
        outcome, taken = self.checks.step(before, envelope)
        if outcome != (other := self.checks.answer(before, envelope)):
            what = f"{name} in {named(before.stage)} has two answers to one question"
            raise Broken("\n  ".join((what, *difference(outcome, other))))
        if hash(self.key(before)) != seen:
            raise Broken(f"{name} in {named(before.stage)} changed the state it was given")
        if isinstance(outcome, Refusal):
            self.refused(before, envelope, outcome)
            return
        for row in taken:
            if row not in self.rows:
                self.rows[row] = (*_story(self.came, here), envelope)
        self.transitions += 1
        self.onward[here].add(self.reached(outcome.state, (here, envelope)))

    def refused(self, before: State, envelope: Envelope[C], refusal: Refusal) -> None:
        self.refusals[refusal.code] += 1
        cell = (before.stage, type(envelope.command), refusal.code)
        if cell in self.read:
            return
        self.read.add(cell)
        for said in _unsaid(refusal, self.words):
            raise Broken(f"the refusal {refusal.code} {said}")

    def reached(self, state: State, came: tuple[int, Envelope[C]] | None) -> int:
        key = self.key(state)
        if (known := self.index.get(key)) is not None:
            return known
        if len(self.states) >= self.limit:
            raise InvalidValue(
                f"this world has more than {self.limit} states; offer fewer envelopes, give a "
                "coarser key, or raise the limit",
                code="testing.limit",
            )
        at = self.index[key] = len(self.states)
        self.states.append(state)
        self.came.append(came)
        self.onward.append(set())
        self.frontier.append(at)
        return at

    def world(self) -> World[State, C, E]:
        process = self.checks.process
        ends = process.lifecycle.ends
        return World(
            process,
            tuple(self.states),
            self.rows,
            self.refusals,
            self.transitions,
            self.checks.ended or (lambda state: state.stage in ends),
            self.key,
            self.index,
            tuple(self.came),
            tuple(map(frozenset, self.onward)),
        )


def _story(
    came: Sequence[tuple[int, Envelope[C]] | None],
    at: int,
) -> tuple[Envelope[C], ...]:
    backwards: list[Envelope[C]] = []
    while (step := came[at]) is not None:
        at, envelope = step
        backwards.append(envelope)
    return tuple(reversed(backwards))


def _itself(state: Any) -> Hashable:
    """The state, or what it holds where it has a table and cannot be hashed."""
    try:
        hash(state)
    except TypeError:
        return _held(state)
    return cast("Hashable", state)


def _held(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return frozenset((key, _held(member)) for key, member in value.items())
    if isinstance(value, tuple):
        return tuple(map(_held, value))
    if attrs.has(type(value)):
        fields = (f.name for f in attrs.fields(type(value)) if f.eq)
        return type(value), *(_held(getattr(value, name)) for name in fields)
    return cast("Hashable", value)


def _always(envelopes: tuple[Envelope[C], ...]) -> Callable[[Any], Iterable[Envelope[C]]]:
    return lambda _: envelopes


__all__ = ["Broken", "Offer", "Taken", "World", "explore"]


def _unsaid(refusal: Refusal, words: Words) -> Iterator[str]:
    """What is wrong with the words of a refusal, language by language."""
    key = ("refusal", refusal.code)
    if words.find(Language.EN, *key) is None:
        return
    for language in words.languages:
        text = words.find(language, *key) or ""
        if lacking := placeholders(text) - dict(refusal.values).keys():
            yield f"has no value for: {', '.join(sorted(lacking))}"
        if not text.strip():
            yield f"says nothing in {language}"
