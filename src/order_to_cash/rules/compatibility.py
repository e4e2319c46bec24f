"""Does what is ordered fit itself, and what the customer has already (000 § 3)?"""

from collections.abc import Iterable
from typing import ClassVar, Protocol

from order_to_cash.domain.core import (
    NOT_APPLICABLE,
    Answer,
    Clause,
    entity,
)
from order_to_cash.domain.order import Answers
from order_to_cash.domain.trade import Offering


class Answered(Protocol):
    """Facts that hold what the directories answered about an order."""

    @property
    def answers(self) -> Answers:
        """What they answered so far."""
        ...


@entity
class Compatible:
    """Everything required is there, nothing excluded is, and what is replaced does not count.

    All conflicts are named. It is not applicable to a party that nobody knows, nor to a new
    customer whose order names no relations.
    """

    code: ClassVar[str] = "validation.compatible"
    clause: Clause

    def check(self, facts: Answered, /) -> Answer:
        ordered, record = facts.answers.offerings, facts.answers.record
        if facts.answers.party == ():
            return NOT_APPLICABLE
        if ordered is None or record is None:
            return Answer(None, {"missing": (), "conflicts": (), "replaced": ()})
        if not record.products and not any(_relations(o) for o in ordered):
            return NOT_APPLICABLE
        replaced = {sku for o in ordered for sku in o.replaces}
        kept = set(record.products) - replaced
        there = kept | {o.sku for o in ordered}
        missing = _pairs((o.sku, r) for o in ordered for r in o.requires if r not in there)
        conflicts = _pairs((o.sku, x) for o in ordered for x in o.excludes if x in there - {o.sku})
        given_up = tuple(sorted(replaced & set(record.products)))
        fits = not missing and not conflicts
        return Answer(fits, {"missing": missing, "conflicts": conflicts, "replaced": given_up})


def _relations(offering: Offering) -> bool:
    return bool(offering.requires or offering.excludes or offering.replaces)


def _pairs(found: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted(f"{product} - {other}" for product, other in found))
