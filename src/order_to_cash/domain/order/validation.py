"""Internal validation and release: everything still holds at that instant (000 flow 4, § 3)."""

from datetime import datetime

from order_to_cash.domain.core.advising import Question, advised
from order_to_cash.domain.core.decision import Finding, Verdict, ask, together
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.process import Envelope, Refusal
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.advancing import advanced, in_advance, passed_on
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.facts import Approval, ValidationFacts
from order_to_cash.domain.order.lifecycle import Stage
from order_to_cash.domain.order.reception import availability, conflict_of
from order_to_cash.domain.order.reserving import asked, is_pending
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.payment_terms import is_financed


def settled(
    settings: OrderSettings, order: Order, event: e.Event, at: datetime
) -> tuple[e.Event, ...]:
    """One more fact; released once nothing is open, rejected once it cannot pass any more.

    Money that waits goes to the invoice of an advance first.
    """
    after = evolve(order, event)
    passed = passed_on(after)
    for one in passed:
        after = evolve(after, one)
    return (event, *passed, *_proceed(settings, after, at))


def unsettled(
    settings: OrderSettings, order: Order, at: datetime
) -> tuple[tuple[Finding, tuple[type[c.Command], ...]], ...]:
    """What is open in the validation that people can settle, and the commands that do (FUL-06).

    A rule says which they are in an attribute of its own, `settled_by`. Nothing is until it is
    known which terms are in force, so that people are asked for all at once.
    """
    if order.stage is not Stage.IN_VALIDATION or order.answers.terms is None:
        return ()
    facts = validation_facts(settings, order, at)
    answers = ((ask(rule, facts), rule) for rule in settings.validation.rules)
    return tuple(
        (finding, commands)
        for finding, rule in answers
        if finding.verdict is Verdict.OPEN and (commands := getattr(rule, "settled_by", ()))
    )


def obstacles(settings: OrderSettings, order: Order, at: datetime) -> tuple[Finding, ...]:
    """What keeps the order from going on, as far as people can do something about it."""
    match order.stage:
        case Stage.WAITING:
            return settings.intake.decide(order.request).obstacles
        case Stage.DECLINED if order.credit.declined is not None:
            return order.credit.declined.obstacles
        case Stage.IN_VALIDATION:
            return tuple(finding for finding, _ in unsettled(settings, order, at))
        case _:
            return ()


def kept(
    settings: OrderSettings, order: Order, event: e.GoodsReserved | e.GoodsShort, at: datetime
) -> tuple[e.Event, ...]:
    """The goods are kept, or there are so many: released, or rejected for what is short (FUL-03).

    What may be delivered later, as it comes in, is released without being kept.
    """
    ask_again = isinstance(event, e.GoodsReserved)
    return (event, *_proceed(settings, evolve(order, event), at, keep=ask_again))


def _proceed(
    settings: OrderSettings, order: Order, at: datetime, *, keep: bool = True
) -> tuple[e.Event, ...]:
    asked_about = _validated_by(settings, order, at)
    decision = together("validation", [policy.decide(facts) for policy, facts in asked_about])
    if decision.verdict is Verdict.OPEN:
        return ()
    if credit_has_lapsed(order, at):
        return (e.CreditLapsed(),)
    if _availability_has_lapsed(settings, order, at):
        return (e.AvailabilityLapsed(at),)
    if not decision.allows:
        return (e.OrderRejected(advised(decision, settings.advises, *asked_about)),)
    if keep and is_pending(order):
        return ()
    return (keep and asked(settings, order, at)) or (e.OrderReleased(decision),)


def _validated_by(settings: OrderSettings, order: Order, at: datetime) -> tuple[Question, ...]:
    """What is asked about an order before its release."""
    standing = settings.standing
    stands = () if standing is None else ((standing, order.standing),)
    lines = availability(settings, order, settings.calendar.local_day(at))
    return ((settings.validation, validation_facts(settings, order, at)), *stands, *lines)


def validation_facts(settings: OrderSettings, order: Order, at: datetime) -> ValidationFacts:
    """What the internal validation looks at, as of an instant."""
    total = order.priced
    paid = Money.zero(total.currency)
    for payment in order.prepaid:
        paid = paid + payment.amount
    return ValidationFacts(
        at=at,
        request=order.request,
        answers=order.answers,
        total=total,
        financed=is_financed(settings.terms_of(order.request)),
        credit=order.credit.approval,
        approval=order.approval,
        paid=paid,
        in_advance=in_advance(settings, order),
        advanced=advanced(order),
    )


def credit_has_lapsed(order: Order, at: datetime) -> bool:
    """Whether there was an approval that no longer holds; it holds until just before it expires."""
    approval = order.credit.approval
    return approval is not None and approval.expires <= at


def _availability_has_lapsed(settings: OrderSettings, order: Order, at: datetime) -> bool:
    reports = (order.answers.stock, order.answers.coverage)
    return any(r.at + settings.availability_holds <= at for r in reports if r is not None)


def decide_financing(
    settings: OrderSettings, order: Order, envelope: Envelope[c.Command], given: c.DecideFinancing
) -> "tuple[e.Event, ...] | Refusal":
    """The approval or refusal of the financing, by somebody without a part in it (TRU-16)."""
    leave = order.credit.approval.decision.override if order.credit.approval else None
    overridden_by = leave.actor if leave else ""
    if (conflict := conflict_of(order, envelope.actor, overridden_by)) is not None:
        return conflict
    approval = Approval(given.approved, envelope.actor, given.reason, envelope.at)
    return settled(settings, order, e.FinancingDecided(approval), envelope.at)
