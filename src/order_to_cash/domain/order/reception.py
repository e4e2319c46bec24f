"""From the request to the answer of the credit account (000 flows 1 to 3)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from order_to_cash.domain.core.advising import Question, advised
from order_to_cash.domain.core.decision import Verdict, together
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.own import merged, undeclared
from order_to_cash.domain.core.parties import CLIENTS, same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.facts import (
    CreditApproval,
    Item,
    LineFacts,
    OrderRequest,
    PartyFacts,
)
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.payment_terms import is_financed
from order_to_cash.domain.trade.prices import BillLine


def place(
    settings: OrderSettings, envelope: Envelope[c.Command], request: OrderRequest
) -> "tuple[d.Event, ...] | Refusal":
    """Record the order, whatever it lacks, and name all that it lacks."""
    if envelope.role in CLIENTS and envelope.actor != request.party:
        return refuse("order.not-yours")
    if (odd := _not_taken(settings, request.own, request.items)) is not None:
        return odd
    decision = settings.intake.decide(request)
    whole, actor, at = decision.allows, envelope.actor, envelope.at
    received = e.OrderReceived(envelope.case, request, actor, at, whole)
    return (received,) if whole else (received, e.InformationMissing(decision))


def complete(
    settings: OrderSettings, order: Order, given: c.CompleteInformation, at: datetime
) -> "tuple[d.Event, ...] | Refusal":
    """Put what is given into the request; whatever is left out stays as it was."""
    if (odd := _not_taken(settings, given.own, given.items)) is not None:
        return odd
    request = _with(order.request, given)
    decision = settings.intake.decide(request)
    if decision.allows:
        return (e.InformationCompleted(request, at),)
    return (e.InformationAdded(request, decision),)


ASKED_AGAIN: Final[Mapping[str, tuple[type[c.Command], ...]]] = {
    "items": (c.ReportOfferings, c.ReportStock, c.ReportCoverage),
    "zone": (c.ReportStock, c.ReportCoverage),
    "payment": (),
    "own": (),
    "delivery": (),
    "address": (),
    "contact": (),
}
"""By field of a request: which directories answer again once it is amended (FUL-05).

What is known of the party stays. After an amendment of the first four the order is verified,
priced and evaluated for credit anew, and a financing that was approved is approved again; the
others change nothing but where the goods go, and who is told.
"""

DETAILS: Final = ("delivery", "address", "contact")


def amend(
    settings: OrderSettings, order: Order, given: c.AmendOrder, at: datetime
) -> "tuple[d.Event, ...] | Refusal":
    """Change what was asked for; at once verified again if nothing has to be asked for that."""
    if (odd := _not_taken(settings, given.own, given.items)) is not None:
        return odd
    request = _with(order.request, given)
    decision = settings.intake.decide(request)
    if not decision.allows:
        lacks = tuple(finding.rule for finding in decision.obstacles)
        return refuse("order.amendment", lacks=lacks)
    fields = tuple(f for f in ASKED_AGAIN if getattr(request, f) != getattr(order.request, f))
    if not fields:
        return ()
    if not set(fields) - set(DETAILS):
        return (e.DetailsAmended(request),)
    before = settings.payment_terms.get(order.request.payment or "")
    asked = order.total is not None and before is not None and is_financed(before)
    event = e.OrderAmended(request, fields, asked, at)
    return (event, *_verified(settings, evolve(order, event), at))


def _with(request: OrderRequest, given: c.CompleteInformation | c.AmendOrder) -> OrderRequest:
    return changed(
        request,
        zone=given.zone if is_given(given.zone) else request.zone,
        payment=given.payment if is_given(given.payment) else request.payment,
        delivery=given.delivery or request.delivery,
        address=given.address if is_given(given.address) else request.address,
        contact=given.contact if is_given(given.contact) else request.contact,
        items=given.items or request.items,
        own=merged(request.own, given.own),
    )


def _not_taken(settings: OrderSettings, own: Values, items: tuple[Item, ...]) -> Refusal | None:
    """Why facts of the operator's own cannot be taken, or offers of amounts, if they cannot."""
    amounts = (x.offer.amount for x in items if x.offer is not None)
    given = {x.currency.value for x in amounts if x is not None} - {settings.currency.value}
    if given:
        expected = settings.currency.value
        return refuse("order.offer-currency", given=tuple(sorted(given)), expected=expected)
    return undeclared(settings.own, own)


def self_given(
    order: Order,
    envelope: Envelope[c.Command],
    given: c.PlaceOrder | c.CompleteInformation | c.AmendOrder,
) -> Refusal | None:
    """Why these lines cannot be asked for: sales agrees on offers, not the one who orders.

    Nor does who orders in the role of sales (TRU-16); an offer that stands may stay (PRI-11).
    """
    match given:
        case c.PlaceOrder(request):
            party, items = request.party, request.items
        case _:
            party, items = order.request.party, given.items
    agreed = {(item.sku, item.offer) for item in order.request.items}
    own = tuple(x.sku for x in items if x.offer is not None and (x.sku, x.offer) not in agreed)
    if not own or not (envelope.role in CLIENTS or same_person(envelope.actor, party)):
        return None
    return refuse("order.own-offer", products=own)


def reported(
    settings: OrderSettings, order: Order, event: d.Event, at: datetime
) -> tuple[d.Event, ...]:
    """One more answer; once none is open the order is verified, or rejected with every reason."""
    return (event, *_verified(settings, evolve(order, event), at))


def _verified(settings: OrderSettings, order: Order, at: datetime) -> tuple[d.Event, ...]:
    if not order.is_answered:
        return ()
    day = settings.calendar.local_day(at)
    asked = _verified_by(settings, order, day)
    decision = together("verification", [policy.decide(facts) for policy, facts in asked])
    if decision.waits:
        return ()
    if not decision.allows:
        return (e.OrderRejected(advised(decision, settings.advises, *asked)),)
    lines = _bill(order, day)
    total = settings.tax.total(lines, day, settings.currency)
    verified = e.OrderVerified(decision, lines, total)
    terms = settings.terms_of(order.request)
    if is_financed(terms):
        return (verified,)
    return (verified, e.CreditNotRequired(settings.financing.decide(terms), at))


def _verified_by(settings: OrderSettings, order: Order, on: date) -> tuple[Question, ...]:
    """What is asked about the party and, line by line, about what it asked for."""
    party = PartyFacts(order.request, order.answers, settings.agreed(on))
    return ((settings.party, party), *availability(settings, order, on))


def availability(settings: OrderSettings, order: Order, on: date) -> tuple[Question, ...]:
    """Whether each line can be delivered, as far as catalogue, stock and coverage have answered."""
    zone, answers, policy = order.request.zone, order.answers, settings.availability
    return tuple(
        (policy, LineFacts(line.number, line.item, zone, answers, on)) for line in order.lines
    )


def _bill(order: Order, day: date) -> tuple[BillLine, ...]:
    """What the order is billed at: the prices of that day, less the offers that hold on it."""
    offered = {o.sku: o for o in order.answers.offerings or ()}
    plain = (
        (i.offer, BillLine(i.sku, i.quantity, offered[i.sku].price, offered[i.sku].tax))
        for i in order.request.items
    )
    return tuple(
        line if offer is None or not offer.holds(day) else offer.off(line) for offer, line in plain
    )


def credit_answered(
    settings: OrderSettings, answer: c.ReportCredit, at: datetime
) -> tuple[d.Event, ...]:
    """Approved for a time, declined until somebody overrides it, or still pending."""
    if answer.decision.allows:
        approval = CreditApproval(answer.decision, answer.amount, at, at + settings.credit_holds)
        return (e.CreditApproved(approval),)
    if answer.decision.verdict is Verdict.OPEN:
        return (e.CreditPending(answer.decision),)
    return (e.CreditDeclined(answer.decision, at + settings.override_window),)


def credit_taken_back(
    settings: OrderSettings, answer: c.ReportCredit, at: datetime
) -> tuple[d.Event, ...]:
    """What the account approved before it may decline while the order is not released."""
    if answer.decision.allows or answer.decision.verdict is Verdict.OPEN:
        return ()
    return (e.CreditDeclined(answer.decision, at + settings.override_window),)


def credit_given_after_all(
    settings: OrderSettings, answer: c.ReportCredit, at: datetime
) -> tuple[d.Event, ...]:
    """The answer to an older question came first; the account has reserved the amount."""
    return credit_answered(settings, answer, at) if answer.decision.allows else ()


def conflict_of(order: Order, actor: str, other: str) -> Refusal | None:
    """Why this person cannot decide, if so: asked for it, gets it, or gave the other leave too."""
    if same_person(actor, order.requested_by):
        return refuse("order.own-approval")
    if same_person(actor, order.request.party):
        return refuse("order.own-gain")
    return refuse("order.two-people") if same_person(actor, other) else None


def override(
    order: Order, envelope: Envelope[c.Command], given: c.OverrideCredit
) -> "tuple[d.Event, ...] | Refusal":
    """Let a declined order go on, for a time, by somebody without a part in it (TRU-16)."""
    approved_by = order.approval.actor if order.approval else ""
    if (conflict := conflict_of(order, envelope.actor, approved_by)) is not None:
        return conflict
    if given.expires <= envelope.at:
        return refuse("order.override-expired", expires=given.expires)
    if given.ceiling.is_negative:
        return refuse("order.override-below-zero", ceiling=given.ceiling)
    if order.total is not None and given.ceiling.currency is not order.total.currency:
        return refuse(
            "order.currency",
            expected=order.total.currency.value,
            given=given.ceiling.currency.value,
        )
    made = Override(envelope.actor, envelope.role.value, given.reason, given.ceiling, given.expires)
    return (e.CreditOverridden(made),)
