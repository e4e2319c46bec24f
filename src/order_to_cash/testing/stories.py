"""Given events, when a command, then events or a refusal: stories that read like sentences."""

from typing import Any, Generic, TypeVar

from attrs import Factory, field

from order_to_cash.domain.core import (
    Envelope,
    InvalidValue,
    Moved,
    Process,
    Refusal,
    Staged,
    changed,
    entity,
)
from order_to_cash.domain.core.entity import shows_fields
from order_to_cash.domain.core.process import fold
from order_to_cash.testing.checks import Broken, Checks, named
from order_to_cash.testing.difference import difference

State = TypeVar("State", bound=Staged)
C = TypeVar("C")
E = TypeVar("E")


@entity
class Story(Generic[State, C, E]):
    """A case of a process, told step by step; every step returns the story so far.

    ::

        Story(process).given(Booked()).when(send).then(Sent()).when(drop).refused("parcel.gone")
    """

    process: Process[State, C, E]
    state: State = field(default=Factory(lambda self: self.process.initial, takes_self=True))
    outcome: Moved[State, E] | Refusal | None = None

    def given(self, *events: E) -> "Story[State, C, E]":
        """The case after these events; raises `OutOfOrder` if they cannot have happened."""
        return changed(self, state=fold(self.process, self.state, events), outcome=None)

    def when(self, envelope: Envelope[C]) -> "Story[State, C, E]":
        """The case after somebody gave this command, whatever came of it."""
        outcome, _ = Checks(self.process).step(self.state, envelope)
        state = self.state if isinstance(outcome, Refusal) else outcome.state
        return changed(self, state=state, outcome=outcome)

    @property
    def events(self) -> tuple[E, ...]:
        """What came of the last command; raises `Broken` where it was refused."""
        return self._moved().events

    def then(self, *events: E) -> "Story[State, C, E]":
        """Exactly these events came of it, in this order."""
        moved = self._moved()
        if moved.events != events:
            raise Broken(_difference("events", events, moved.events))
        return self

    def sends(self, *messages: object) -> "Story[State, C, E]":
        """Exactly these messages are to be sent, in this order."""
        moved = self._moved()
        if moved.messages != messages:
            raise Broken(_difference("messages", messages, moved.messages))
        return self

    def refused(self, code: str) -> "Story[State, C, E]":
        """The command was refused for this reason."""
        outcome = self._outcome()
        if isinstance(outcome, Moved):
            happened = _listed(outcome.events)
            raise Broken(f"expected the refusal {code}, but this happened:\n{happened}")
        if outcome.code != code:
            raise Broken(f"expected the refusal {code}, but it was {outcome.code}:\n{outcome}")
        return self

    def reaches(self, stage: object) -> "Story[State, C, E]":
        """The case stands in this stage now."""
        if self.state.stage != stage:
            raise Broken(f"expected {named(stage)}, but it stands in {named(self.state.stage)}")
        return self

    def _outcome(self) -> Moved[State, E] | Refusal:
        if self.outcome is None:
            raise InvalidValue(
                "nothing was asked yet; say when(envelope) before what comes of it",
                code="testing.story",
            )
        return self.outcome

    def _moved(self) -> Moved[State, E]:
        outcome = self._outcome()
        if isinstance(outcome, Refusal):
            raise Broken(
                f"expected it to go on, but it was refused with {outcome.code}:\n{outcome}"
            )
        return outcome


def _difference(what: str, expected: tuple[Any, ...], actual: tuple[Any, ...]) -> str:
    lines = [f"other {what} than expected"]
    for at in range(max(len(expected), len(actual))):
        want, got = expected[at : at + 1], actual[at : at + 1]
        if want == got:
            lines.append(f"    {got[0]!r}")
        else:
            lines += [f"  - {one!r}" for one in want] + [f"  + {one!r}" for one in got]
            lines += [
                f"      {one}" for w, g in zip(want, got, strict=False) for one in _within(w, g)
            ]
    return "\n".join((*lines, "  (- expected, + came)"))


def _within(want: Any, got: Any) -> tuple[str, ...]:
    """Which parts differ, when both are of one type."""
    return difference(want, got) if type(want) is type(got) and shows_fields(type(want)) else ()


def _listed(values: tuple[Any, ...]) -> str:
    return "\n".join(f"  {value!r}" for value in values) or "  (nothing)"


__all__ = ["Story"]
