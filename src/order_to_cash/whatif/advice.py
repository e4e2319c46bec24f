"""What a pack tells in its letters: the smallest changes that would have made a "no" a yes."""

from itertools import product
from typing import Final

from order_to_cash.domain.core import Proposal, entity
from order_to_cash.domain.core.advising import Question
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.whatif.remedy import TOGETHER, remedies

TOLD: Final = 3
"""How many proposals are told at most, those of fewest steps first."""


@entity
class Advice:
    """Finds what would help against a refused decision: `advises` of settings and of credit.

    Days are those of `zone`. Where one of the answers has no remedy nothing is proposed, since
    nothing would do. Raises `InvalidValue` for a zone that nobody knows.
    """

    zone: str = "UTC"

    def __attrs_post_init__(self) -> None:
        zone_of(self.zone)

    def __call__(self, asked: tuple[Question, ...], /) -> tuple[Proposal, ...]:
        """The proposals, each of at most three steps."""
        answers = (remedies(policy, facts, zone=self.zone) for policy, facts in asked)
        against = [answer.found for answer in answers if answer.against]
        joined = (
            tuple(change.proposed for remedy in chosen for change in remedy.changes)
            for chosen in product(*against)
        )
        short = sorted((steps for steps in joined if 0 < len(steps) <= TOGETHER), key=len)
        return tuple(map(Proposal, short[:TOLD]))
