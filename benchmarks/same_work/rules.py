"""The rules by hand: each answers with what it observed and required, and none is left out."""

from collections.abc import Iterable
from datetime import date, datetime
from math import ceil
from typing import Any, Final

from benchmarks.same_work.order import Order
from benchmarks.same_work.records import Decision, Finding
from order_to_cash.domain.order import AccountStatus, Channel, DeliveryMode, PartyKind
from order_to_cash.domain.trade import Kind, UpFront
from order_to_cash.domain.trade.prices import decimals_of
from order_to_cash.operators.peru import PAYMENT_TERMS

DOCUMENT: Final = "Gestión de Pedidos, Evaluación de Crédito y Liberación"
PRECONDITION: Final = (DOCUMENT, "precondición 1")
RECEPTION: Final = (DOCUMENT, "flujo 1; sección 1")
AVAILABILITY: Final = (DOCUMENT, "flujo 2; sección 2")
CREDIT: Final = (DOCUMENT, "flujo 3; sección 2")
VALIDATION: Final = (DOCUMENT, "flujo 4; sección 3")
MOST: Final = 10_000
CURRENCY: Final = "PEN"
TAXES: Final = ("standard", "exempt", "outside", "export", "free", "detraccion")
APPROVED_ALONE: Final = 20_000_00
THRESHOLD: Final = (("threshold", APPROVED_ALONE),)


def skipped(rule: str, clause: tuple[str, str]) -> Finding:
    """The rule has nothing to say here."""
    return Finding(rule, clause, True, (), (), False)


def given(text: str | None) -> bool:
    """Whether there is a sign that can be seen."""
    if text is not None:
        for sign in text:
            if sign.isprintable() and not sign.isspace():
                return True
    return False


def intake(r: Any) -> Decision:
    """Whether the request is complete."""
    items, mode = r.items, r.delivery
    wrong = tuple([i.sku for i in items if not _can_be_ordered(i)])
    skus = [i.sku for i in items]
    twice = tuple(sorted({sku for sku in skus if skus.count(sku) > 1}))
    kinds = [i.kind for i in items]
    shown = mode.value if mode is not None else None
    at_home = mode is DeliveryMode.HOME_DELIVERY or Kind.SERVICE in kinds
    address = r.address is not None and given(r.address.reveal())
    contact = r.contact is not None and given(r.contact.reveal())
    return Decision(
        "intake",
        (
            Finding("intake.lines", RECEPTION, len(items) > 0, (("lines", len(items)),)),
            Finding(
                "intake.quantities", RECEPTION, not wrong, (("products", wrong),), (("most", MOST),)
            ),
            Finding("intake.distinct", RECEPTION, not twice, (("products", twice),)),
            Finding("intake.zone", RECEPTION, given(r.zone), (("zone", r.zone),)),
            Finding("intake.payment", RECEPTION, given(r.payment), (("payment", r.payment),)),
            Finding("intake.delivery", RECEPTION, mode is not None, (("mode", shown),))
            if Kind.GOODS in kinds
            else skipped("intake.delivery", RECEPTION),
            Finding("intake.address", RECEPTION, address)
            if at_home
            else skipped("intake.address", RECEPTION),
            Finding("intake.contact", RECEPTION, contact),
        ),
    )


def _can_be_ordered(item: Any) -> bool:
    in_pieces = type(item.quantity) is int or item.kind is not Kind.GOODS
    return in_pieces and 0 < item.quantity <= MOST


def entitled(o: Order) -> tuple[Finding, ...]:
    """What the party must be, whatever it orders."""
    found, payment = o.party, o.request.payment
    known = None if found is None else bool(found)
    first = Finding("party.registered", PRECONDITION, known, (("party", o.request.party),))
    if found == ():
        return (
            first,
            skipped("party.active", PRECONDITION),
            skipped("party.channel", PRECONDITION),
            skipped("party.payment-terms", PRECONDITION),
        )
    record, channel = found[0] if found else None, o.request.channel
    status = kind = active = fits = holds = None
    agreed: tuple[str, ...] = ()
    if record is not None:
        status, kind = record.status.value, record.kind.value
        active = record.status is AccountStatus.ACTIVE
        fits = (channel is Channel.DISTRIBUTOR_SYSTEM) == (record.kind is PartyKind.DISTRIBUTOR)
        agreed = tuple([t for t in record.payment_terms if t in PAYMENT_TERMS])
        holds = None if payment is None else payment in agreed
    asked, channels = (("payment", payment),), (("kind", kind), ("channel", channel.value))
    return (
        first,
        Finding("party.active", PRECONDITION, active, (("status", status),)),
        Finding("party.channel", PRECONDITION, fits, channels),
        Finding("party.payment-terms", PRECONDITION, holds, asked, (("agreed", agreed),)),
    )


def of_line(o: Order, number: int, item: Any, day: date) -> tuple[Finding, ...]:
    """Whether one line can be delivered."""
    known, found = o.offerings is not None, offering_of(o, item.sku)
    return (
        offered(number, item, found, known=known),
        priced(number, item, found, known=known),
        _divided(number, item, found, known=known),
        _taxed(number, item, found, known=known),
        in_stock(o, number, item),
        _covered(o, number, item, day),
    )


def offering_of(o: Order, sku: str) -> Any:
    """What is offered under that sku."""
    for offering in o.offerings or ():
        if offering.sku == sku:
            return offering
    return None


def offered(number: int, item: Any, found: Any, *, known: bool) -> Finding:
    """Whether it is offered as what was asked for."""
    kind = found.kind.value if found is not None else () if known else None
    return Finding(
        "availability.offered",
        AVAILABILITY,
        None if not known else found is not None and found.kind is item.kind,
        (("line", number), ("sku", item.sku), ("kind", kind)),
        (("asked", item.kind.value),),
    )


def priced(number: int, item: Any, found: Any, *, known: bool) -> Finding:
    """Whether its price is in the one currency."""
    if known and found is None:
        return skipped("availability.currency", AVAILABILITY)
    currency = None if found is None else found.price.currency.value
    return Finding(
        "availability.currency",
        AVAILABILITY,
        None if currency is None else currency == CURRENCY,
        (("line", number), ("sku", item.sku), ("currency", currency)),
        (("expected", CURRENCY),),
    )


def _divided(number: int, item: Any, found: Any, *, known: bool) -> Finding:
    needed = decimals_of(item.quantity)
    if not needed or (known and found is None):
        return skipped("availability.quantity", AVAILABILITY)
    allowed = None if found is None else found.decimals
    return Finding(
        "availability.quantity",
        AVAILABILITY,
        None if allowed is None else needed <= allowed,
        (("line", number), ("sku", item.sku), ("allowed", allowed)),
        (("decimals", needed),),
    )


def _taxed(number: int, item: Any, found: Any, *, known: bool) -> Finding:
    if known and found is None:
        return skipped("availability.tax", AVAILABILITY)
    category = None if found is None else found.tax
    return Finding(
        "availability.tax",
        AVAILABILITY,
        None if category is None else category in TAXES,
        (("line", number), ("sku", item.sku), ("category", category)),
        (("known", TAXES),),
    )


def in_stock(o: Order, number: int, item: Any) -> Finding:
    """Whether the warehouse has as many."""
    if item.kind is not Kind.GOODS:
        return skipped("availability.stock", AVAILABILITY)
    sku, ordered, warehouse, available, expected = item.sku, ceil(item.quantity), None, None, None
    if o.stock is not None:
        warehouse, items, _ = o.stock
        available = 0
        for there in items:
            if there.sku == sku:
                available, expected = there.available, there.expected
                break
    return Finding(
        "availability.stock",
        AVAILABILITY,
        None if available is None else ordered <= available,
        (
            ("line", number),
            ("sku", sku),
            ("warehouse", warehouse),
            ("available", available),
            ("expected", expected),
        ),
        (("ordered", ordered),),
    )


def _covered(o: Order, number: int, item: Any, day: date) -> Finding:
    if item.kind is not Kind.SERVICE:
        return skipped("availability.coverage", AVAILABILITY)
    holds, technology, others = None, None, ()
    until: Any = None
    if o.coverage is not None:
        holds, until = False, ()
        for there in o.coverage[0]:
            if there.sku == item.sku:
                holds = there.qualified and (there.until is None or day < there.until)
                technology, others = there.technology or None, there.alternatives
                until = () if there.until is None else there.until
                break
    observed = (
        ("line", number),
        ("sku", item.sku),
        ("zone", o.request.zone),
        ("technology", technology),
        ("until", until),
        ("alternatives", others),
    )
    return Finding("availability.coverage", AVAILABILITY, holds, observed)


def of_validation(o: Order, at: datetime) -> tuple[Finding, ...]:
    """Whether everything still holds at that instant."""
    total, approval = o.total, o.approval
    financed = type(PAYMENT_TERMS[o.request.payment or ""]) is not UpFront
    if not financed:
        credit = skipped("validation.credit-holds", VALIDATION)
        asked = skipped("validation.approval", VALIDATION)
        paid = Finding("validation.paid", VALIDATION, None, (("paid", 0),), (("total", total),))
        ahead = skipped("validation.advance", VALIDATION)
        return (_accepted(o), credit, asked, paid, ahead, compatible(o))
    amount = expires = holds = None
    if approval is not None:
        amount, expires = approval.amount, approval.expires
        holds = at < expires and total <= amount
    credit = Finding(
        "validation.credit-holds",
        VALIDATION,
        holds,
        (("approved", amount), ("expires", expires), ("at", at)),
        (("total", total),),
    )
    if approval is None or total > APPROVED_ALONE or approval.decision.override is not None:
        observed = (("total", total), ("by", None), ("reason", None))
        asked = Finding("validation.approval", VALIDATION, None, observed, THRESHOLD)
    else:
        asked = skipped("validation.approval", VALIDATION)
    paid = skipped("validation.paid", VALIDATION)
    ahead = skipped("validation.advance", VALIDATION)
    return (_accepted(o), credit, asked, paid, ahead, compatible(o))


def _accepted(o: Order) -> Finding:
    needed = tuple(sorted({x.terms for x in o.offerings if x.terms}))
    if o.terms is None:
        observed: Any = (("missing", needed), ("unknown", ()))
        return Finding("validation.terms", VALIDATION, None, observed, (("in_force", None),))
    if not needed:
        return skipped("validation.terms", VALIDATION)
    force = {t.terms: t.version for t in o.terms}
    accepted = {(a.terms, a.version) for a in o.request.accepted}
    unknown = tuple([name for name in needed if name not in force])
    missing = tuple([name for name in needed if (name, force.get(name, "")) not in accepted])
    shown = tuple([f"{name} {force[name]}" for name in needed if name in force])
    return Finding(
        "validation.terms",
        VALIDATION,
        False if unknown else None if missing else True,
        (("missing", missing), ("unknown", unknown)),
        (("in_force", shown),),
    )


def compatible(o: Order) -> Finding:
    """Whether what is ordered fits itself and what the party has."""
    if o.party == ():
        return skipped("validation.compatible", VALIDATION)
    ordered, record = o.offerings, o.party[0] if o.party else None
    if ordered is None or record is None:
        nothing: Any = (("missing", ()), ("conflicts", ()), ("replaced", ()))
        return Finding("validation.compatible", VALIDATION, None, nothing)
    has = record.products
    if not has and not any(x.requires or x.excludes or x.replaces for x in ordered):
        return skipped("validation.compatible", VALIDATION)
    gone = {sku for x in ordered for sku in x.replaces}
    there = (set(has) - gone) | {x.sku for x in ordered}
    missing = sorted([f"{x.sku} - {r}" for x in ordered for r in x.requires if r not in there])
    clash = sorted(
        [f"{x.sku} - {e}" for x in ordered for e in x.excludes if e in there and e != x.sku]
    )
    observed = (
        ("missing", tuple(missing)),
        ("conflicts", tuple(clash)),
        ("replaced", tuple(sorted(gone & set(has)))),
    )
    return Finding("validation.compatible", VALIDATION, not missing and not clash, observed)


def verdict(findings: Iterable[Finding]) -> bool | None:
    """False if one failed, none if one is open, else true."""
    worst: bool | None = True
    for finding in findings:
        if finding.holds is not True:
            if finding.holds is False:
                return False
            worst = None
    return worst


def waits(findings: Iterable[Finding]) -> bool:
    """Whether one is open."""
    for finding in findings:  # noqa: SIM110  (a generator costs more)
        if finding.holds is None:
            return True
    return False
