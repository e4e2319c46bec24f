"""An obstacle that a rule names, and what is said of it once somebody did as it says."""

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from order_to_cash.domain.core import Decision, Finding, Refusal, Verdict
from order_to_cash.testing.stories import Story


@frozen
class Obstacle:
    """One rule of a policy, before and after its advice is followed.

    Both are stories, or the decisions themselves where a policy is asked and no event tells it.
    """

    code: str
    before: Story[Any, Any, Any] | Decision
    after: Story[Any, Any, Any] | Decision

    def is_named(self) -> bool:
        """Whether the rule stands in the way before."""
        return any(self._stands_in(decision) for decision in decisions(self.before))

    def is_gone(self) -> bool:
        """Whether nothing of it is left after, and whatever told of it went on."""
        after = tuple(decisions(self.after))
        if any(self._stands_in(decision) and not decision.allows for decision in after):
            return False
        return bool(after) or self._went_on()

    def _stands_in(self, decision: Decision) -> bool:
        return self.code in {finding.rule for finding in decision.obstacles}

    def _went_on(self) -> bool:
        if isinstance(self.before, Decision) or isinstance(self.after, Decision):
            return False
        if self.after.outcome is None or isinstance(self.after.outcome, Refusal):
            return False
        return bool(self.before.state.stage != self.after.state.stage)


def decisions(told: Story[Any, Any, Any] | Decision) -> Iterator[Decision]:
    """Every decision that came of the last command, in its events or its refusal."""
    if isinstance(told, Decision):
        yield told
    elif isinstance(told.outcome, Refusal):
        yield from () if told.outcome.decision is None else (told.outcome.decision,)
    elif told.outcome is not None:
        for event in told.outcome.events:
            yield from _inside(event)


def _inside(thing: Any) -> Iterator[Decision]:
    if isinstance(thing, Decision):
        yield thing
    elif attrs.has(type(thing)) and not isinstance(thing, Finding | Verdict):
        for field in attrs.fields(type(thing)):
            yield from _inside(getattr(thing, field.name))
