"""The fifteen conditions of the decision as one compiled expression of GoRules zen."""

# mypy: disable-error-code="import-not-found"

from typing import Any, Final

import zen

from benchmarks.measure import per_call

CONDITIONS: Final = (
    "len(items) > 0",
    "all(items, #.quantity >= 1 and #.quantity <= 10000)",
    "all(items as item, count(items, #.sku == item.sku) == 1)",
    "len(zone) > 0",
    "len(payment) > 0",
    "not some(items, #.kind == 'goods') or delivery != null",
    "not (some(items, #.kind == 'service') or delivery == 'home_delivery') or address != null",
    "contact != null",
    "party != null",
    "party.status == 'active'",
    "(channel == 'distributor_system') == (party.kind == 'distributor')",
    "payment in party.terms and payment in agreed",
    "offering.kind == items[0].kind",
    "offering.currency == 'PEN'",
    "items[0].quantity <= available",
)
FACTS: Final[dict[str, Any]] = {
    "channel": "distributor_system",
    "items": [{"sku": "PHONE-1", "quantity": 1, "kind": "goods"}],
    "zone": "LIMA",
    "payment": "net-30",
    "delivery": "home_delivery",
    "address": "an address",
    "contact": "a contact",
    "party": {"status": "active", "kind": "distributor", "terms": ["net-30", "up-front"]},
    "agreed": ["up-front", "net-7", "net-15", "net-30", "end-of-month"],
    "offering": {"kind": "goods", "currency": "PEN"},
    "available": 100,
}
COMPILED: Final = zen.compile_expression(" and ".join(f"({text})" for text in CONDITIONS))


def once() -> bool:
    """One answer."""
    return bool(COMPILED.evaluate(FACTS))


def decision() -> float:
    """Processor seconds for one answer."""
    assert once()
    return per_call(once)
