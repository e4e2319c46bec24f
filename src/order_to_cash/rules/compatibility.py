"""Does what is ordered fit itself, and what the customer has already (000 § 3)?"""

from collections.abc import Iterable
from typing import Final, Protocol

from order_to_cash.domain.core import Clause, Finding, Sentence, Text, Verdict, entity
from order_to_cash.domain.order import Answers
from order_to_cash.domain.trade import Offering

COMPATIBLE: Final = Sentence(
    "validation.compatible",
    Text(
        "The products fit each other and what the party has",
        "Los productos son compatibles entre sí y con lo que tiene la parte",
    ),
    Text(
        "nothing missing, nothing in conflict; replaced: {replaced}",
        "nada falta, nada en conflicto; reemplazados: {replaced}",
    ),
    Text(
        "missing: {missing}; in conflict: {conflicts}; order what is missing, or leave out what "
        "conflicts",
        "falta: {missing}; en conflicto: {conflicts}; pida lo que falta o quite lo que está en "
        "conflicto",
    ),
    observed=("missing", "conflicts", "replaced"),
)


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

    clause: Clause

    def check(self, facts: Answered, /) -> Finding:
        ordered, record = facts.answers.offerings, facts.answers.record
        if facts.answers.party == ():
            return Finding.skipped(COMPATIBLE, self.clause)
        if ordered is None or record is None:
            return Finding(COMPATIBLE, Verdict.OPEN, ((), (), ()), (), self.clause)
        if not record.products and not any(_relations(o) for o in ordered):
            return Finding.skipped(COMPATIBLE, self.clause)
        replaced = {sku for o in ordered for sku in o.replaces}
        kept = set(record.products) - replaced
        there = kept | {o.sku for o in ordered}
        missing = _pairs((o.sku, r) for o in ordered for r in o.requires if r not in there)
        conflicts = _pairs((o.sku, x) for o in ordered for x in o.excludes if x in there - {o.sku})
        given_up = tuple(sorted(replaced & set(record.products)))
        fits = Verdict.of(not missing and not conflicts)
        return Finding(COMPATIBLE, fits, (missing, conflicts, given_up), (), self.clause)


def _relations(offering: Offering) -> bool:
    return bool(offering.requires or offering.excludes or offering.replaces)


def _pairs(found: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted(f"{product} - {other}" for product, other in found))


SENTENCES: Final = (COMPATIBLE,)
