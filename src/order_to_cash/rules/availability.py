"""Can every line be delivered? Catalogue, stock and coverage answer (000 flow 2, § 2)."""

from datetime import date
from typing import Final

from order_to_cash.domain.core import (
    Clause,
    Currency,
    Finding,
    Policy,
    Sentence,
    Text,
    Verdict,
    entity,
)
from order_to_cash.domain.order import CoverageItem, LineFacts
from order_to_cash.domain.trade import Kind

OFFERED: Final = Sentence(
    "availability.offered",
    Text("The product is offered", "El producto se ofrece"),
    Text(
        "line {line}: {sku} is offered as {kind:Kind}",
        "línea {line}: {sku} se ofrece como {kind:Kind}",
    ),
    Text(
        "line {line}: {sku} is not offered as {asked:Kind}; the catalogue has it as: {kind:Kind}",
        "línea {line}: {sku} no se ofrece como {asked:Kind}; el catálogo lo tiene como: "
        "{kind:Kind}",
    ),
    observed=("line", "sku", "kind"),
    required=("asked",),
)
CURRENCY: Final = Sentence(
    "availability.currency",
    Text("The price is in the account's currency", "El precio está en la moneda de la cuenta"),
    Text(
        "line {line}: {sku} is priced in {currency}",
        "línea {line}: {sku} tiene precio en {currency}",
    ),
    Text(
        "line {line}: {sku} is priced in {currency}, the account is kept in {expected}",
        "línea {line}: {sku} tiene precio en {currency}, la cuenta se lleva en {expected}",
    ),
    observed=("line", "sku", "currency"),
    required=("expected",),
)
IN_STOCK: Final = Sentence(
    "availability.stock",
    Text("The warehouse has enough", "El almacén tiene suficiente"),
    Text(
        "line {line}: {warehouse} has {available} of {sku}, ordered {ordered}",
        "línea {line}: {warehouse} tiene {available} de {sku}, pedido {ordered}",
    ),
    Text(
        "line {line}: {warehouse} has {available} of {sku}, ordered {ordered}; more expected: "
        "{expected}",
        "línea {line}: {warehouse} tiene {available} de {sku}, pedido {ordered}; se espera más: "
        "{expected}",
    ),
    observed=("line", "sku", "warehouse", "available", "expected"),
    required=("ordered",),
)
COVERED: Final = Sentence(
    "availability.coverage",
    Text("The zone is covered", "La zona tiene cobertura"),
    Text(
        "line {line}: {sku} can be given in {zone}; technology: {technology}; end: {until}",
        "línea {line}: {sku} se puede dar en {zone}; tecnología: {technology}; fin: {until}",
    ),
    Text(
        "line {line}: {sku} cannot be given in {zone}; what can: {alternatives}",
        "línea {line}: {sku} no se puede dar en {zone}; lo que sí: {alternatives}",
    ),
    observed=("line", "sku", "zone", "technology", "until", "alternatives"),
)


@entity
class ProductIsOffered:
    """The catalogue offers the product on that day, as the kind that was asked for."""

    clause: Clause

    def check(self, facts: LineFacts, /) -> Finding:
        sku, asked = facts.item.sku, facts.item.kind
        offering = facts.answers.offering(sku)
        known = facts.answers.offerings is not None
        holds = None if not known else offering is not None and offering.kind is asked
        unlisted = () if known else None
        observed = (facts.line, sku, offering.kind.value if offering else unlisted)
        return Finding(OFFERED, Verdict.of(holds), observed, (asked.value,), self.clause)


@entity
class PriceIsInCurrency:
    """The product is priced in the currency of the operator's accounts: no rate is assumed."""

    clause: Clause
    currency: Currency

    def check(self, facts: LineFacts, /) -> Finding:
        sku = facts.item.sku
        offering = facts.answers.offering(sku)
        if facts.answers.offerings is not None and offering is None:
            return Finding.skipped(CURRENCY, self.clause)
        given = offering.price.currency if offering else None
        holds = None if given is None else given is self.currency
        observed = (facts.line, sku, given.value if given else None)
        return Finding(CURRENCY, Verdict.of(holds), observed, (self.currency.value,), self.clause)


@entity
class StockSuffices:
    """The warehouse that serves the zone has what is ordered, or expects it if that is allowed."""

    clause: Clause
    back_order: bool = False

    def check(self, facts: LineFacts, /) -> Finding:
        if facts.item.kind is not Kind.GOODS:
            return Finding.skipped(IN_STOCK, self.clause)
        sku, ordered, report = facts.item.sku, facts.item.quantity, facts.answers.stock
        if report is None:
            unknown = (facts.line, sku, None, None, None)
            return Finding(IN_STOCK, Verdict.OPEN, unknown, (ordered,), self.clause)
        found = next((i for i in report.items if i.sku == sku), None)
        available, expected = (found.available, found.expected) if found else (0, None)
        enough = ordered <= available or (self.back_order and expected is not None)
        observed = (facts.line, sku, report.warehouse, available, expected)
        return Finding(IN_STOCK, Verdict.of(enough), observed, (ordered,), self.clause)


@entity
class ZoneIsCovered:
    """The service can be given in the zone on that day."""

    clause: Clause

    def check(self, facts: LineFacts, /) -> Finding:
        if facts.item.kind is not Kind.SERVICE:
            return Finding.skipped(COVERED, self.clause)
        sku, report = facts.item.sku, facts.answers.coverage
        if report is None:
            unknown = (facts.line, sku, facts.zone, None, None, ())
            return Finding(COVERED, Verdict.OPEN, unknown, (), self.clause)
        found = next((i for i in report.items if i.sku == sku), CoverageItem(sku, False))
        covered = found.qualified and _still(found.until, facts.on)
        how, until = found.technology or None, () if found.until is None else found.until
        observed = (facts.line, sku, facts.zone, how, until, found.alternatives)
        return Finding(COVERED, Verdict.of(covered), observed, (), self.clause)


def _still(until: date | None, on: date) -> bool:
    return until is None or on < until


SENTENCES: Final = (OFFERED, CURRENCY, IN_STOCK, COVERED)


def availability_policy(
    clause: Clause, currency: Currency, *, back_order: bool = False
) -> Policy[LineFacts]:
    """What must hold for each line, by the clause that says so."""
    return Policy(
        "availability",
        (
            ProductIsOffered(clause),
            PriceIsInCurrency(clause, currency),
            StockSuffices(clause, back_order),
            ZoneIsCovered(clause),
        ),
    )
