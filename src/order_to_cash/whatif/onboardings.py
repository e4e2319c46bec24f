"""What can be done about a document that is not approved, or a phase that cannot begin (003)."""

from datetime import tzinfo
from typing import ClassVar

from order_to_cash.domain.core import LESS, MORE, Helps, Named, changed, entity
from order_to_cash.domain.onboarding import Outcome, PrerequisiteFacts, ReviewFacts


@entity
class Review:
    """Review one criterion, once, so that it passes; what failed is put right before.

    One that has its outcome is one fewer of those that are asked for.
    """

    moves: ClassVar[Helps] = {"criteria": LESS, "outcomes.*.passed": MORE}
    criterion: str
    failed: bool

    @property
    def code(self) -> str:
        """What failed has to be corrected, the rest only to be looked at."""
        return "onboarding.correct" if self.failed else "onboarding.review"

    def most(self, _facts: ReviewFacts, /) -> int:
        return 1

    def after(self, facts: ReviewFacts, _units: int, /) -> ReviewFacts:
        others = (one for one in facts.outcomes if one.criterion != self.criterion)
        return changed(facts, outcomes=(*others, Outcome(self.criterion, passed=True)))

    def shown(self, _facts: ReviewFacts, _units: int, /) -> Named:
        return {"criterion": self.criterion}


@entity
class MakeReady:
    """Make the environment ready that the phase needs, and say so."""

    code: ClassVar[str] = "onboarding.environment"
    moves: ClassVar[Helps] = {"ready": MORE}

    def most(self, facts: PrerequisiteFacts, /) -> int:
        return int(facts.needed is not None and facts.ready is not True)

    def after(self, facts: PrerequisiteFacts, _units: int, /) -> PrerequisiteFacts:
        return changed(facts, ready=True)

    def shown(self, facts: PrerequisiteFacts, _units: int, /) -> Named:
        return {"environment": None if facts.needed is None else facts.needed.value}


def review_ways(facts: ReviewFacts, _zone: tzinfo) -> tuple[Review, ...]:
    """What can be done about each criterion that failed, or that has not exactly one outcome."""
    ways = []
    for name in dict.fromkeys((*facts.criteria, *(one.criterion for one in facts.outcomes))):
        passed = [one.passed for one in facts.outcomes if one.criterion == name]
        if not all(passed) or (name in facts.criteria and len(passed) != 1):
            ways.append(Review(name, failed=not all(passed)))
    return tuple(ways)


def prerequisite_ways(_facts: PrerequisiteFacts, _zone: tzinfo) -> tuple[MakeReady, ...]:
    """What can be done until a phase may begin."""
    return (MakeReady(),)
