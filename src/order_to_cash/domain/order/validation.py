"""The internal validation, and what an order waits for (000 flow 4, § 3; COL-05, FUL-06)."""

from datetime import datetime
from typing import Final

from order_to_cash.domain.core.advising import Question, advised
from order_to_cash.domain.core.decision import Decision, Finding, Verdict, ask, together
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.process import Envelope, Refusal
from order_to_cash.domain.core.waiting import Party, Seen, Waiting, While
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.facts import AccountStanding, Approval, ValidationFacts
from order_to_cash.domain.order.invoicing import advanced, in_advance, passed_on
from order_to_cash.domain.order.lifecycle import BEFORE_RELEASE, Stage
from order_to_cash.domain.order.reception import availability, conflict_of
from order_to_cash.domain.order.reserving import asked, is_pending
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import FINISHED, LineStatus, Order
from order_to_cash.domain.trade.agreements import ReportCredit
from order_to_cash.domain.trade.payment_terms import is_financed
from order_to_cash.domain.trade.questions import Kind


def settled(
    settings: OrderSettings, order: Order, event: d.Event, at: datetime
) -> tuple[d.Event, ...]:
    """One more fact; released once nothing is open, rejected once it cannot pass any more.

    Money that waits goes to the invoice of an advance first.
    """
    after = evolve(order, event)
    passed = passed_on(after)
    for one in passed:
        after = evolve(after, one)
    return (event, *passed, *_proceed(settings, after, at))


def _proceed(
    settings: OrderSettings, order: Order, at: datetime, *, keep: bool = True
) -> tuple[d.Event, ...]:
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


def kept(
    settings: OrderSettings, order: Order, event: d.GoodsReserved | d.GoodsShort, at: datetime
) -> tuple[d.Event, ...]:
    """The goods are kept, or there are so many: released, or rejected for what is short (FUL-03).

    What may be delivered later, as it comes in, is released without being kept.
    """
    ask_again = isinstance(event, d.GoodsReserved)
    return (event, *_proceed(settings, evolve(order, event), at, keep=ask_again))


def decide_financing(
    settings: OrderSettings, order: Order, envelope: Envelope[c.Command], given: c.DecideFinancing
) -> "tuple[d.Event, ...] | Refusal":
    """The approval or refusal of the financing, by somebody without a part in it (TRU-16)."""
    leave = order.credit.approval.decision.override if order.credit.approval else None
    overridden_by = leave.actor if leave else ""
    if (conflict := conflict_of(order, envelope.actor, overridden_by)) is not None:
        return conflict
    approval = Approval(given.approved, envelope.actor, given.reason, envelope.at)
    return settled(settings, order, e.FinancingDecided(approval), envelope.at)


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


def stood(
    settings: OrderSettings, order: Order, given: c.NoteStanding, at: datetime
) -> tuple[d.Event, ...]:
    """What the account says, unless it said something newer, and what that stops or sets going."""
    before = order.standing
    if given.number <= before.number:
        return ()
    new = bool(given.reach) and (before.new or not before.number)
    standing = AccountStanding(given.number, given.level, given.reach, new)
    noted = d.StandingNoted(standing)
    if order.stage is Stage.IN_VALIDATION:
        return settled(settings, order, noted, at)
    if order.stage in BEFORE_RELEASE:
        decision = decided(settings, standing)
        rejects = decision is not None and decision.failures
        return (noted, e.OrderRejected(decision)) if decision and rejects else (noted,)
    if standing.stops_deliveries is before.stops_deliveries:
        return (noted,)
    if standing.stops_deliveries:
        return (noted, d.DeliveriesStopped(standing.level))
    return (noted, d.DeliveriesResumed())


def decided(settings: OrderSettings, standing: AccountStanding) -> Decision | None:
    """What the operator says of an order whose account stands so; nothing where it never asks."""
    return None if settings.standing is None else settings.standing.decide(standing)


def held(settings: OrderSettings, order: Order) -> tuple[Finding, ...]:
    """Why the order waits for its account, if it does."""
    decision = decided(settings, order.standing) if order.standing.reach else None
    return () if decision is None else decision.obstacles


_VERIFYING: Final = (Stage.RECEIVED, Stage.IN_VALIDATION)


_DELIVERING: Final = (Stage.RELEASED, Stage.IN_DELIVERY, Stage.ON_HOLD)


def _stock_unknown(seen: Seen) -> bool:
    order: Order = seen.state
    goods = any(line.is_goods for line in order.lines)
    return order.stage in _VERIFYING and goods and order.answers.stock is None


def _coverage_unknown(seen: Seen) -> bool:
    order: Order = seen.state
    services = any(line.item.kind is Kind.SERVICE for line in order.lines)
    return order.stage in _VERIFYING and services and order.answers.coverage is None


def _stopped(seen: Seen) -> bool:
    """Whether the order waits for its account: to be stopped no more, or to say so (COL-05)."""
    order: Order = seen.state
    settings = seen.process.settings
    unsaid = settings.standing is not None and not order.standing.number
    return bool(held(settings, order)) or (unsaid and order.stage is Stage.IN_VALIDATION)


def _open(command: type[c.Command]) -> While:
    """Whether a rule of the internal validation is open that this command can settle."""

    def holds(seen: Seen) -> bool:
        settled_by = unsettled(seen.process.settings, seen.state, seen.at)
        return any(command in commands for _, commands in settled_by)

    return holds


def _advance_unnumbered(seen: Seen) -> bool:
    """Whether billing is still to give the invoice of an advance its number."""
    order: Order = seen.state
    return any(one.kept.is_positive and not one.invoice for one in order.advances)


def _to_agree(seen: Seen) -> bool:
    order: Order = seen.state
    waiting = (LineStatus.PENDING, LineStatus.ON_HOLD)
    return _is_delivered(order) and any(line.status in waiting for line in order.lines)


def _is_delivered(order: Order) -> bool:
    """Whether deliveries are under way, and no stop of the account keeps them waiting."""
    return order.stage in _DELIVERING and not order.standing.stops_deliveries


def _under_way(*, goods: bool) -> While:
    """Whether a line of that kind is agreed and not at its end."""

    def holds(seen: Seen) -> bool:
        order: Order = seen.state
        before = (*FINISHED, LineStatus.PENDING, LineStatus.ON_HOLD)
        return _is_delivered(order) and any(
            line.is_goods is goods and line.status not in before for line in order.lines
        )

    return holds


WAITS: Final = Waiting(
    aside=(
        c.AmendOrder,
        c.CancelOrder,
        c.HoldLine,
        c.FailLine,
        c.ReturnGoods,
    ),
    only={
        c.ReportParty: lambda seen: seen.state.answers.party is None,
        c.ReportOfferings: lambda seen: seen.state.answers.offerings is None,
        c.ReportStock: _stock_unknown,
        c.ReportCoverage: _coverage_unknown,
        ReportCredit: lambda seen: seen.state.stage is Stage.IN_CREDIT and not _stopped(seen),
        c.NoteStanding: _stopped,
        c.ReportReservation: lambda seen: is_pending(seen.state),
        c.ReportTerms: lambda seen: seen.state.answers.terms is None,
        c.AcceptTerms: _open(c.AcceptTerms),
        c.DecideFinancing: _open(c.DecideFinancing),
        c.TakePayment: _open(c.TakePayment),
        c.ReportAdvance: _advance_unnumbered,
        c.Schedule: _to_agree,
        c.ConfirmDelivery: _under_way(goods=True),
        c.ConfirmActivation: _under_way(goods=False),
    },
    behind=dict.fromkeys((c.TakePayment, c.NoteStanding), (Role.DISTRIBUTOR, Role.CUSTOMER)),
    urgent=(c.OverrideCredit, c.AcceptTerms, c.DecideFinancing, c.TakePayment),
    party=lambda order: Party(order.request.party, order.request.contact),
)
