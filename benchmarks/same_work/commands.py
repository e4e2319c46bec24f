"""The commands by hand: who may give them where, which events follow, and what is to be told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from benchmarks.same_work import records as e
from benchmarks.same_work import rules
from benchmarks.same_work.order import Line, Order, apply
from order_to_cash.domain.core import Envelope, Role, Verdict
from order_to_cash.domain.core.parties import same_person
from order_to_cash.domain.order import DeliveryMode
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import Kind, UpFront
from order_to_cash.domain.trade.prices import is_countable, minus, quantity_text
from order_to_cash.operators.peru import PAYMENT_TERMS

Told: TypeAlias = tuple[tuple[Any, ...], tuple[Any, ...]]
"""The events and the messages of one command."""

ZONE: Final = ZoneInfo("America/Lima")
HOLDS: Final = timedelta(hours=72)
AVAILABLE: Final = timedelta(hours=24)
WINDOW: Final = timedelta(days=5)
RATES: Final = (
    (date(2011, 3, 1), Fraction(18, 100)),
    (date(2003, 8, 1), Fraction(19, 100)),
)
TAXED: Final = frozenset({"standard", "free"})

CLIENTS: Final = frozenset({Role.DISTRIBUTOR, Role.CUSTOMER})
SYSTEM: Final = frozenset({Role.DISTRIBUTOR_MANAGEMENT})
ROLES: Final[dict[type, frozenset[Role]]] = {
    c.PlaceOrder: frozenset({Role.DISTRIBUTOR, Role.CUSTOMER, Role.SALES}),
    c.ReportParty: SYSTEM,
    c.ReportOfferings: SYSTEM,
    c.ReportStock: SYSTEM,
    c.ReportCoverage: SYSTEM,
    c.ReportCredit: SYSTEM,
    c.ReportTerms: SYSTEM,
    c.Schedule: frozenset({Role.WAREHOUSE, Role.TECHNICAL_TEAM, Role.SALES}),
    c.ConfirmDelivery: frozenset({Role.WAREHOUSE}),
    c.ConfirmActivation: frozenset({Role.TECHNICAL_TEAM}),
}
NUMBERED: Final = frozenset(
    {c.ReportOfferings, c.ReportStock, c.ReportCoverage, c.ReportTerms, c.ReportCredit}
)
"""Answers that say to which amendment they belong; here nobody amends."""

WELCOME: Final[dict[type, frozenset[str]]] = {
    c.PlaceOrder: frozenset({"new"}),
    c.ReportParty: frozenset({"received"}),
    c.ReportOfferings: frozenset({"received"}),
    c.ReportStock: frozenset({"received", "in_validation"}),
    c.ReportCoverage: frozenset({"received", "in_validation"}),
    c.ReportCredit: frozenset({"in_credit", "in_validation", "credit_declined"}),
    c.ReportTerms: frozenset({"in_validation"}),
    c.Schedule: frozenset({"released", "in_delivery", "on_hold"}),
    c.ConfirmDelivery: frozenset({"in_delivery", "on_hold", "cancellation_asked"}),
    c.ConfirmActivation: frozenset({"in_delivery", "on_hold", "cancellation_asked"}),
}


class No(Exception):
    """Refused: a code and the values that its sentence names."""

    def __init__(self, code: str, *values: tuple[str, Any]) -> None:
        self.code = code
        self.values = values


def handle(o: Order, envelope: Envelope[Any]) -> Told:
    """The events and messages of one command; raises `No` with the reason."""
    command, role = envelope.command, envelope.role
    kind = type(command)
    if role not in ROLES[kind]:
        allowed = tuple(sorted([other.value for other in ROLES[kind]]))
        raise No(
            "process.wrong-role",
            ("command", kind.__name__),
            ("process", "order"),
            ("role", role.value),
            ("allowed", allowed),
        )
    if o.stage not in WELCOME[kind]:
        raise No("process.wrong-stage", ("command", kind.__name__), ("stage", o.stage))
    if kind is not c.PlaceOrder and role in CLIENTS and envelope.actor != o.request.party:
        raise No("order.not-yours")
    if kind in NUMBERED and command.amended:
        return (), ()
    told: Told = HANDLERS[kind](o, envelope, command, envelope.at)
    return told


def _place(o: Order, envelope: Any, command: Any, at: datetime) -> Told:
    r = command.request
    given = tuple([i.sku for i in r.items if i.offer is not None])
    if given and (envelope.role in CLIENTS or same_person(envelope.actor, r.party)):
        raise No("order.own-offer", ("products", given))
    if envelope.role in CLIENTS and envelope.actor != r.party:
        raise No("order.not-yours")
    if r.own:
        raise No(
            "process.own-facts", ("facts", tuple([name for name, _ in r.own])), ("declared", ())
        )
    decision = rules.intake(r)
    complete = rules.verdict(decision.findings) is True
    received = e.OrderReceived(envelope.case, r, envelope.actor, at, complete)
    apply(o, received)
    if not complete:
        missing = e.InformationMissing(decision)
        apply(o, missing)
        told = _notify(o, "information_missing")
        told.findings = tuple([f for f in decision.findings if f.holds is not True])
        return (received, missing), (told,)
    asked = (e.AskParty(r.party), e.AskOfferings(tuple([i.sku for i in r.items]), _day(at)))
    return (received,), asked + _ask_availability(o, at)


def _ask_availability(o: Order, at: datetime) -> tuple[Any, ...]:
    zone, items = o.request.zone or "", o.request.items
    goods = tuple([i.sku for i in items if i.kind is Kind.GOODS])
    services = tuple([i.sku for i in items if i.kind is Kind.SERVICE])
    stock = (e.AskStock(zone, goods),) if goods else ()
    return (*stock, e.AskCoverage(zone, services, _day(at))) if services else stock


def _report_party(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    return _reported(o, e.PartyReported(command.record), at)


def _report_offerings(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    skus = {i.sku for i in o.request.items}
    offered = tuple([x for x in command.offerings if x.sku in skus])
    return _reported(o, e.OfferingsReported(offered), at)


def _report_stock(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    return _reported(o, e.StockReported(command.warehouse, command.items, at), at)


def _report_coverage(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    return _reported(o, e.CoverageReported(command.items, at), at)


def _reported(o: Order, event: Any, at: datetime) -> Told:
    if o.stage == "in_validation":
        return _settled(o, event, at)
    apply(o, event)
    kinds = {i.kind for i in o.request.items}
    if (
        o.party is None
        or o.offerings is None
        or (o.stock is None and Kind.GOODS in kinds)
        or (o.coverage is None and Kind.SERVICE in kinds)
    ):
        return (event,), ()
    day = _day(at)
    findings = (*rules.entitled(o), rules.compatible(o))
    for line in o.lines:
        findings += rules.of_line(o, line.number, line.item, day)
    if rules.waits(findings):
        return (event,), ()
    decision = e.Decision("verification", findings)
    if rules.verdict(findings) is not True:
        return _rejected(o, event, decision)
    return _verified(o, event, decision, at)


def _verified(o: Order, event: Any, decision: e.Decision, at: datetime) -> Told:
    day = _day(at)
    offered = {x.sku: x for x in o.offerings}
    bill = tuple(
        [
            e.BillLine(
                i.sku, i.quantity, offered[i.sku].price, offered[i.sku].tax, _off(i.offer, day)
            )
            for i in o.request.items
        ]
    )
    verified = e.OrderVerified(decision, bill, total_of(bill, day))
    apply(o, verified)
    available = _available(o)
    if _financed(o):
        return (event, verified), (available, _ask_credit(o))
    skipped = rules.skipped("credit.needed", rules.CREDIT)
    up_front = e.CreditNotRequired(e.Decision("credit", (skipped,)), at)
    apply(o, up_front)
    return (event, verified, up_front), (available, _ask_terms(o, at))


def _off(offer: Any, day: date) -> tuple[e.Adjustment, ...]:
    if offer is None or day < offer.since:
        return ()
    last = offer.ends
    if last is not None and last < day:
        return ()
    return (e.Adjustment(offer.reason, offer.amount, offer.share),)


def _available(o: Order) -> e.Notify:
    values: list[tuple[str, Any]] = [("zone", o.request.zone), ("total", o.total)]
    items = o.request.items
    goods = tuple([f"{i.quantity} x {i.sku}" for i in items if i.kind is Kind.GOODS])
    services = tuple([i.sku for i in items if i.kind is not Kind.GOODS])
    if goods and o.stock is not None:
        values += (("goods", goods), ("warehouse", o.stock[0]))
    if services:
        values.append(("services", services))
    return _notify(o, "availability", *values)


def _rejected(o: Order, event: Any, decision: e.Decision) -> Told:
    rejected = e.OrderRejected(decision)
    apply(o, rejected)
    told = _notify(o, "order_rejected")
    told.findings = tuple([f for f in decision.findings if f.holds is False])
    messages: tuple[Any, ...] = (told,)
    if o.total is not None and _financed(o):
        messages += (e.Tell("credit_account", o.account, e.FreeCredit(o.id)),)
    return (event, rejected), messages


def _report_credit(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    decision, stage = command.decision, o.stage
    if decision.allows:
        if stage == "in_validation":
            return (), ()
        approved = e.CreditApproved(e.Approval(decision, command.amount.minor, at, at + HOLDS))
        apply(o, approved)
        again = [
            asked
            for asked in _ask_availability(o, at)
            if (o.stock if type(asked) is e.AskStock else o.coverage) is None
        ]
        return (approved,), (_ask_terms(o, at), *again)
    if stage == "credit_declined":
        return (), ()
    if decision.verdict is Verdict.OPEN:
        if stage == "in_validation":
            return (), ()
        pending = e.CreditPending(decision)
        apply(o, pending)
        return (pending,), ()
    declined = e.CreditDeclined(decision, at + WINDOW)
    apply(o, declined)
    told = _notify(o, "credit_declined", ("total", o.total), ("closes", declined.closes))
    told.findings = decision.failures
    return (declined,), (told,)


def _report_terms(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    return _settled(o, e.TermsReported(command.items), at)


def _settled(o: Order, event: Any, at: datetime) -> Told:
    apply(o, event)
    day = _day(at)
    findings = rules.of_validation(o, at)
    for line in o.lines:
        findings += rules.of_line(o, line.number, line.item, day)
    holds = rules.verdict(findings)
    if holds is None:
        return (event,), ()
    if o.approval is not None and o.approval.expires <= at:
        lapsed = e.CreditLapsed()
        apply(o, lapsed)
        return (event, lapsed), (_ask_credit(o),)
    for report in (o.stock, o.coverage):
        if report is not None and report[-1] + AVAILABLE <= at:
            outdated = e.AvailabilityLapsed(at)
            apply(o, outdated)
            return (event, outdated), _ask_availability(o, at)
    decision = e.Decision("validation", findings)
    if not holds:
        return _rejected(o, event, decision)
    released = e.OrderReleased(decision)
    apply(o, released)
    return (event, released), _release(o)


def _release(o: Order) -> tuple[Any, ...]:
    r = o.request
    messages: list[Any] = []
    if _financed(o):
        messages.append(e.Tell("credit_account", o.account, e.CommitCredit(o.id, o.total)))
    goods = tuple(
        [
            e.GoodsLine(line.number, line.item.sku, line.item.quantity)
            for line in o.lines
            if line.item.kind is Kind.GOODS
        ]
    )
    if goods and o.stock is not None and r.delivery is not None:
        to = r.address if r.delivery is DeliveryMode.HOME_DELIVERY else None
        messages.append(e.PrepareGoods(o.id, o.stock[0], goods, r.delivery.value, to))
    how = {x.sku: x.technology for x in o.coverage[0]} if o.coverage else {}
    for line in o.lines:
        if line.item.kind is not Kind.GOODS:
            sku = line.item.sku
            made = (o.id, line.number, sku, r.zone or "", how.get(sku, ""), r.address)
            messages.append(e.OpenWorkOrder(*made))
    messages.append(_notify(o, "order_released", ("total", o.total)))
    return tuple(messages)


def _schedule(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    _line(o, command.line, ("pending", "scheduled", "on_hold"))
    if command.slot < at:
        raise No("order.slot-in-the-past", ("slot", command.slot))
    return _followed(o, e.LineScheduled(command.line, command.slot), at)


def _deliver(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    signer, signed = command.signed_by, command.signed_at
    if signer is not None and not rules.given(signer.reveal()):
        raise No("process.blank", ("fields", ("signed_by",)))
    line = _line(o, command.line, ("scheduled",), Kind.GOODS)
    if signer is None or signed is None or signed > at:
        raise No("order.no-signature", ("line", command.line))
    handed = _handed(line, command.quantity)
    return _followed(o, e.LineDelivered(command.line, signer, signed, handed), at)


def _activate(o: Order, _envelope: Any, command: Any, at: datetime) -> Told:
    line = _line(o, command.line, ("scheduled",), Kind.SERVICE)
    active = _handed(line, command.quantity)
    return _followed(o, e.LineActivated(command.line, at, active), at)


def _handed(line: Line, quantity: Any) -> Any:
    left = line.item.quantity
    if line.delivered:
        left = minus(left, line.delivered)
    if quantity is None:
        return left
    if not is_countable(quantity, most=left, whole_only=line.item.kind is Kind.GOODS):
        said, of = quantity_text(quantity), quantity_text(left)
        raise No("order.quantity", ("line", line.number), ("quantity", said), ("open", of))
    return quantity


def _line(o: Order, number: int, statuses: tuple[str, ...], kind: Kind | None = None) -> Line:
    if not 0 < number <= len(o.lines):
        raise No("order.no-such-line", ("line", number), ("lines", len(o.lines)))
    line = o.lines[number - 1]
    if kind is not None and line.item.kind is not kind:
        raise No("order.wrong-kind", ("line", number), ("kind", line.item.kind.value))
    if line.status not in statuses:
        values = (("line", number), ("status", line.status), ("needed", statuses))
        raise No("order.line-status", *values)
    return line


def _followed(o: Order, event: Any, at: datetime) -> Told:
    apply(o, event)
    for line in o.lines:
        if line.status != "delivered":
            return (event,), ()
    amount, r = total_of(o.bill, _day(at)), o.request
    completed = e.OrderCompleted(at, amount)
    apply(o, completed)
    messages: list[Any] = []
    if _financed(o):
        messages.append(e.Tell("credit_account", o.account, e.RecordDelivery(o.id, amount)))
    terms = PAYMENT_TERMS[r.payment or ""]
    bill = e.Bill(o.id, o.account, r.party, o.bill, rules.CURRENCY, terms, r.contact)
    messages.append(e.Tell("receivable", f"order/{o.id}", e.RaiseInvoice(bill)))
    messages.append(_notify(o, "order_completed", ("amount", amount), ("to_invoice", amount)))
    return (event, completed), tuple(messages)


def total_of(lines: Iterable[e.BillLine], day: date) -> int:
    """What lines cost on that day, in cents: each rounded, then the tax of each category."""
    sums: dict[tuple[str, bool], int] = {}
    for line in lines:
        price, of = line.unit_price.amount.as_integer_ratio()
        count, parts = line.quantity.as_integer_ratio()
        key = (line.category, line.unit_price.with_tax)
        minor = _half_up(price * count * 100, of * parts)
        for off in line.adjustments:
            if off.amount is not None:
                minor -= off.amount.minor
            else:
                share, whole = off.share.as_integer_ratio()
                minor -= _half_up(price * count * 100 * share, of * parts * whole)
        sums[key] = sums.get(key, 0) + minor
    total = 0
    for (category, with_tax), minor in sums.items():
        if category == "free":
            continue
        total += minor
        if category in TAXED and not with_tax:
            rate = next(rate for since, rate in RATES if since <= day)
            total += _half_up(minor * rate.numerator, rate.denominator)
    return total


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _financed(o: Order) -> bool:
    return type(PAYMENT_TERMS[o.request.payment or ""]) is not UpFront


def _ask_credit(o: Order) -> e.Tell:
    return e.Tell("credit_account", o.account, e.ReserveCredit(o.id, o.total))


def _ask_terms(o: Order, at: datetime) -> e.AskTerms:
    return e.AskTerms(tuple(sorted({x.terms for x in o.offerings if x.terms})), _day(at))


def _notify(o: Order, notice: str, *values: tuple[str, Any]) -> e.Notify:
    return e.Notify(notice, o.request.party, (("order", o.id), *values), o.request.contact)


def _day(at: datetime) -> date:
    return at.astimezone(ZONE).date()


HANDLERS: Final[dict[type, Any]] = {
    c.PlaceOrder: _place,
    c.ReportParty: _report_party,
    c.ReportOfferings: _report_offerings,
    c.ReportStock: _report_stock,
    c.ReportCoverage: _report_coverage,
    c.ReportCredit: _report_credit,
    c.ReportTerms: _report_terms,
    c.Schedule: _schedule,
    c.ConfirmDelivery: _deliver,
    c.ConfirmActivation: _activate,
}


def through(journey: Iterable[Envelope[Any]]) -> tuple[Order, list[Told]]:
    """A whole order: what it became, and what each command led to."""
    o = Order()
    return o, [handle(o, envelope) for envelope in journey]
