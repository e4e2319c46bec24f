"""Can every line be delivered? Catalogue, stock and coverage answer (000 flow 2, § 2)."""

from datetime import date
from math import ceil
from typing import ClassVar

from order_to_cash.domain.core import (
    LESS,
    MORE,
    NOT_APPLICABLE,
    Answer,
    Clause,
    Currency,
    Helps,
    Named,
    Policy,
    entity,
)
from order_to_cash.domain.order import CoverageItem, LineFacts
from order_to_cash.domain.trade import Kind
from order_to_cash.domain.trade.prices import STANDARD, decimals_of


@entity
class ProductIsOffered:
    """The catalogue offers the product on that day, as the kind that was asked for."""

    code: ClassVar[str] = "availability.offered"
    clause: Clause

    def check(self, facts: LineFacts, /) -> Answer:
        sku, asked = facts.item.sku, facts.item.kind
        offering = facts.answers.offering(sku)
        known = facts.answers.offerings is not None
        holds = None if not known else offering is not None and offering.kind is asked
        unlisted = () if known else None
        observed: Named = {
            "line": facts.line,
            "sku": sku,
            "kind": offering.kind.value if offering else unlisted,
        }
        return Answer(holds, observed, {"asked": asked.value})


@entity
class PriceIsInCurrency:
    """The product is priced in the currency of the operator's accounts: no rate is assumed."""

    code: ClassVar[str] = "availability.currency"
    clause: Clause
    currency: Currency

    def check(self, facts: LineFacts, /) -> Answer:
        sku = facts.item.sku
        offering = facts.answers.offering(sku)
        if facts.answers.offerings is not None and offering is None:
            return NOT_APPLICABLE
        given = offering.price.currency if offering else None
        holds = None if given is None else given is self.currency
        observed: Named = {
            "line": facts.line,
            "sku": sku,
            "currency": given.value if given else None,
        }
        return Answer(holds, observed, {"expected": self.currency.value})


@entity
class QuantityIsAsOffered:
    """The quantity has at most the decimals that the offering says: none, for most (PRI-01)."""

    code: ClassVar[str] = "availability.quantity"
    clause: Clause

    def check(self, facts: LineFacts, /) -> Answer:
        sku, asked = facts.item.sku, decimals_of(facts.item.quantity)
        offering = facts.answers.offering(sku)
        if not asked or (facts.answers.offerings is not None and offering is None):
            return NOT_APPLICABLE
        allowed = offering.decimals if offering else None
        holds = None if allowed is None else asked <= allowed
        observed: Named = {"line": facts.line, "sku": sku, "allowed": allowed}
        return Answer(holds, observed, {"decimals": asked})


@entity
class TaxIsKnown:
    """The product is of a tax category that the operator has: no rate is assumed (PRI-03)."""

    code: ClassVar[str] = "availability.tax"
    clause: Clause
    known: tuple[str, ...]

    def check(self, facts: LineFacts, /) -> Answer:
        sku = facts.item.sku
        offering = facts.answers.offering(sku)
        if facts.answers.offerings is not None and offering is None:
            return NOT_APPLICABLE
        given = offering.tax if offering else None
        holds = None if given is None else given in self.known
        observed: Named = {"line": facts.line, "sku": sku, "category": given}
        return Answer(holds, observed, {"known": self.known})


@entity
class StockSuffices:
    """The warehouse that serves the zone has what is ordered, or expects it if that is allowed."""

    code: ClassVar[str] = "availability.stock"
    helps: ClassVar[Helps] = {"item.quantity": LESS, "answers.stock.items.*.available": MORE}
    clause: Clause
    back_order: bool = False

    def check(self, facts: LineFacts, /) -> Answer:
        if facts.item.kind is not Kind.GOODS:
            return NOT_APPLICABLE
        sku, ordered, report = facts.item.sku, ceil(facts.item.quantity), facts.answers.stock
        if report is None:
            unknown: Named = {
                "line": facts.line,
                "sku": sku,
                "warehouse": None,
                "available": None,
                "expected": None,
            }
            return Answer(None, unknown, {"ordered": ordered})
        found = next((i for i in report.items if i.sku == sku), None)
        available, expected = (found.available, found.expected) if found else (0, None)
        enough = ordered <= available or (self.back_order and expected is not None)
        observed: Named = {
            "line": facts.line,
            "sku": sku,
            "warehouse": report.warehouse,
            "available": available,
            "expected": expected,
        }
        return Answer(enough, observed, {"ordered": ordered})


@entity
class ZoneIsCovered:
    """The service can be given in the zone on that day."""

    code: ClassVar[str] = "availability.coverage"
    helps: ClassVar[Helps] = {"on": LESS, "answers.coverage.items.*.until": MORE}
    clause: Clause

    def check(self, facts: LineFacts, /) -> Answer:
        if facts.item.kind is not Kind.SERVICE:
            return NOT_APPLICABLE
        sku, report = facts.item.sku, facts.answers.coverage
        if report is None:
            unknown: Named = {
                "line": facts.line,
                "sku": sku,
                "zone": facts.zone,
                "technology": None,
                "until": None,
                "alternatives": (),
            }
            return Answer(None, unknown)
        found = next((i for i in report.items if i.sku == sku), CoverageItem(sku, False))
        covered = found.qualified and _still(found.until, facts.on)
        how, until = found.technology or None, () if found.until is None else found.until
        observed: Named = {
            "line": facts.line,
            "sku": sku,
            "zone": facts.zone,
            "technology": how,
            "until": until,
            "alternatives": found.alternatives,
        }
        return Answer(covered, observed)


def _still(until: date | None, on: date) -> bool:
    return until is None or on < until


def availability_policy(
    clause: Clause,
    currency: Currency,
    *,
    back_order: bool = False,
    taxes: tuple[str, ...] = (STANDARD,),
) -> Policy[LineFacts]:
    """What must hold for each line, by the clause that says so; `taxes` are categories it has."""
    return Policy(
        "availability",
        (
            ProductIsOffered(clause),
            PriceIsInCurrency(clause, currency),
            QuantityIsAsOffered(clause),
            TaxIsKnown(clause, taxes),
            StockSuffices(clause, back_order),
            ZoneIsCovered(clause),
        ),
    )
