"""What must hold at every step of any process, and how a fault is told."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import Factory, field

from order_to_cash.domain.core import Envelope, Moved, Process, Refusal, Staged, entity, step
from order_to_cash.domain.core.process import fold
from order_to_cash.testing.difference import difference

State = TypeVar("State", bound=Staged)
C = TypeVar("C")
E = TypeVar("E")
Taken: TypeAlias = tuple[Enum, type[Any], type[Any], Enum]
"""A row as it happened: stage before, type of the command, type of the event, stage after."""


class Broken(AssertionError):
    """A process breaks a promise; the message tells which one and how to see it again."""


def told(envelopes: Iterable[Envelope[Any]]) -> str:
    """A story as numbered lines: who gives which command."""
    lines = (f"  {n}. {e.role.value}: {e.command!r}" for n, e in enumerate(envelopes, start=1))
    return "\n".join(lines) or "  (at the very start)"


def named(what: object) -> str:
    """How a stage, a type or a function is called in messages."""
    return what.name if isinstance(what, Enum) else getattr(what, "__name__", repr(what))


def row_text(row: Taken) -> str:
    """A row in one line, such as `SENT: Deliver / Delivered -> HOME`."""
    source, command, event, target = map(named, row)
    return f"{source}: {command} / {event} -> {target}"


@entity
class Checks(Generic[State, C, E]):
    """One process under observation: `step`, and every promise that a single step must keep."""

    process: Process[State, C, E]
    invariants: tuple[Callable[[State], bool], ...] = ()
    ended: Callable[[State], bool] | None = None
    _lawful: frozenset[Taken] = field(
        init=False,
        repr=False,
        default=Factory(lambda self: _rows_of(self.process), takes_self=True),
    )

    def step(
        self, before: State, envelope: Envelope[C]
    ) -> tuple[Moved[State, E] | Refusal, tuple[Taken, ...]]:
        """The outcome with the rows it took; raises `Broken` where a promise is not kept."""
        outcome = self.answer(before, envelope)
        if isinstance(outcome, Refusal):
            return outcome, ()
        taken = self._rows(before, envelope, outcome)
        self.holds(outcome.state)
        return outcome, taken

    def answer(self, before: State, envelope: Envelope[C]) -> Moved[State, E] | Refusal:
        """What `step` says; an exception of any kind is a fault of the process."""
        try:
            return step(self.process, before, envelope)
        except Exception as error:
            name = type(envelope.command).__name__
            what = f"{name} in {named(before.stage)} raised {type(error).__name__}: {error}"
            raise Broken(what) from error

    def holds(self, state: State) -> None:
        """Every invariant is true of the state, or `Broken` names the one that is not."""
        for invariant in self.invariants:
            if not invariant(state):
                raise Broken(f"{named(invariant)} does not hold for {state!r}")

    def _rows(
        self, before: State, envelope: Envelope[C], moved: Moved[State, E]
    ) -> tuple[Taken, ...]:
        taken: list[Taken] = []
        cursor = before
        for event in moved.events:
            if self.ended is not None and self.ended(cursor):
                raise Broken(f"{type(event).__name__} follows an end: {cursor!r}")
            after = fold(self.process, cursor, (event,))
            row = (cursor.stage, type(envelope.command), type(event), after.stage)
            if row not in self._lawful:
                raise Broken(f"a row was taken that the table does not have: {row_text(row)}")
            taken.append(row)
            cursor = after
        if cursor != moved.state:
            what = "the events fold to another state than the step led to"
            raise Broken("\n  ".join((what, *difference(cursor, moved.state))))
        return tuple(taken)


def _rows_of(process: Process[State, C, E]) -> frozenset[Taken]:
    return frozenset((a.source, a.command, a.event, a.target) for a in process.lifecycle.arrows)
