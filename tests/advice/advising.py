"""A refusal, what it says to do, and what is said once that is done."""

from typing import Any

from attrs import frozen

from order_to_cash.domain.core import Envelope, Moved, Process, Refusal, step


@frozen
class Advice:
    """One refusal of a process with its advice, in envelopes.

    `follow` is what the advice says to do first; `again` is the refused command as the advice
    amends it, or another that it names, and the refused one itself where nothing is to be amended.
    `elsewhere` is the case it is then given to, where the advice says that it is another one.
    """

    code: str
    process: Process[Any, Any, Any]
    state: Any
    refused: Envelope[Any]
    follow: tuple[Envelope[Any], ...] = ()
    again: Envelope[Any] | None = None
    elsewhere: Any = None

    def answer(self) -> "Moved[Any, Any] | Refusal":
        """The answer before the advice is followed."""
        return step(self.process, self.state, self.refused)

    def followed(self) -> "Moved[Any, Any] | Refusal":
        """The answer after it; a refusal on the way is the answer."""
        state = self.state if self.elsewhere is None else self.elsewhere
        for envelope in self.follow:
            moved = step(self.process, state, envelope)
            if isinstance(moved, Refusal):
                return moved
            state = moved.state
        return step(self.process, state, self.again or self.refused)
