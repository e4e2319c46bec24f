"""The order as a process, from its reception to its delivery (000, 001)."""

from datetime import datetime
from typing import ClassVar, Final, TypeAlias, assert_never

from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.parties import CLIENTS, Role
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Waiting
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import (
    delivery,
    invoicing,
    reception,
    reserving,
    validation,
)
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.evolving import evolve
from order_to_cash.domain.order.lifecycle import (
    DONE,
    KEEPING,
    LIFECYCLE,
    UNDELIVERED,
    UNDER_WAY,
    Stage,
)
from order_to_cash.domain.order.lines import summed
from order_to_cash.domain.order.outgoing import outgoing
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import INITIAL, Order
from order_to_cash.domain.order.validation import WAITS
from order_to_cash.domain.trade.billing import Payment
from order_to_cash.domain.trade.messages import Message

Events: TypeAlias = tuple[d.Event, ...]
_Report: TypeAlias = c.ReportParty | c.ReportOfferings | c.ReportStock | c.ReportCoverage

_NUMBERED: Final = (
    c.ReportOfferings,
    c.ReportStock,
    c.ReportCoverage,
    c.ReportTerms,
    c.ReportCredit,
)
"""Answers that say how often the order was amended when it asked: to an older question no more."""


_ASKING: Final = (c.PlaceOrder, c.CompleteInformation, c.AmendOrder)
"""What says which lines are asked for."""


@entity
class OrderProcess:
    """Orders of distributors and customers, by the operator's policies."""

    settings: OrderSettings
    waiting: Waiting = WAITS

    name: ClassVar[str] = "order"
    needs: ClassVar[frozenset[str]] = frozenset({"credit_account", "payment", "receivable"})
    role: ClassVar[Role] = Role.DISTRIBUTOR_MANAGEMENT
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, d.Event]] = LIFECYCLE
    initial: ClassVar[Order] = INITIAL

    def decide(self, order: Order, envelope: Envelope[c.Command], /) -> Events | Refusal:
        """What the command leads to; clients act on their own orders only."""
        command, at, settings = envelope.command, envelope.at, self.settings
        if (turned := _turned_away(order, envelope)) is not None:
            return turned
        match command:
            case c.PlaceOrder(request):
                return reception.place(settings, envelope, request)
            case c.CompleteInformation():
                return reception.complete(settings, order, command, at)
            case c.AmendOrder():
                return reception.amend(settings, order, command, at)
            case c.ReportParty() | c.ReportOfferings() | c.ReportStock() | c.ReportCoverage():
                return self._reported(order, command, at)
            case c.ReportCredit():
                return self._credited(order, command, at)
            case c.NoteStanding() | c.ReportReservation():
                return self._heard(order, command, at)
            case c.OverrideCredit():
                return reception.override(order, envelope, command)
            case c.ReportTerms(items):
                return validation.settled(settings, order, e.TermsReported(items), at)
            case c.AcceptTerms(acceptance):
                return validation.settled(settings, order, e.TermsAccepted(acceptance), at)
            case c.DecideFinancing():
                return validation.decide_financing(settings, order, envelope, command)
            case c.TakePayment(payment):
                return self._paid(order, payment, at)
            case c.RecallPayment(payment_id):
                return _recalled(order, payment_id)
            case c.ReportAdvance():
                return self._of_advance(order, command, at)
            case c.Schedule():
                return delivery.schedule(settings, order, command, at)
            case c.ConfirmDelivery():
                return delivery.deliver(settings, order, command, at)
            case c.ConfirmActivation():
                return delivery.activate(settings, order, command, at)
            case c.ReturnGoods():
                return delivery.take_back(settings, order, command, at)
            case c.HoldLine():
                return delivery.hold(settings, order, command, at)
            case c.FailLine():
                return delivery.fail(settings, order, command, at)
            case c.CancelOrder():
                return _cancel(order, command)
            case c.DecideCancellation():
                return delivery.decide_cancellation(settings, order, envelope, command)
            case c.ConfirmStopped():
                return (d.OrderCancelled(),)
            case c.NoteInvoice():
                return invoicing.noted(settings, order, command)
            case c.RecordSatisfaction(satisfied, remark):
                return (d.SatisfactionRecorded(satisfied, remark),)
            case c.RequestSupport(subject):
                return (d.SupportRequested(subject),)
            case c.CheckOrder():
                return self._checked(order, at)
            case _:
                assert_never(command)

    def _credited(self, order: Order, command: c.ReportCredit, at: datetime) -> Events:
        if order.stage is Stage.IN_CREDIT:
            answered = reception.credit_answered(self.settings, command, at)
        elif order.stage is Stage.DECLINED:
            answered = reception.credit_given_after_all(self.settings, command, at)
        else:
            return reception.credit_taken_back(self.settings, command, at)
        after = order
        for event in answered:
            after = evolve(after, event)
        if after.stage is not Stage.IN_VALIDATION:
            return answered
        levelled = invoicing.levelled(self.settings, after, at)
        for event in levelled:
            after = evolve(after, event)
        return (*answered, *levelled, *invoicing.passed_on(after))

    def _of_advance(self, order: Order, given: c.ReportAdvance, at: datetime) -> Events:
        event = invoicing.reported(order, given)
        if event is None:
            return ()
        if order.stage is Stage.IN_VALIDATION:
            return validation.settled(self.settings, order, event, at)
        return (event,)

    def evolve(self, order: Order, event: d.Event, /) -> Order:
        """The order once the event has happened."""
        return evolve(order, event)

    def outgoing(self, order: Order, event: d.Event, /) -> tuple[Message, ...]:
        """What directories, other cases, warehouse, technical team and party must be told."""
        return outgoing(self.settings, order, event)

    def party(self, order: Order, /) -> str:
        """The party that ordered."""
        return order.request.party

    def next_check(self, order: Order, /) -> datetime | None:
        """When a declined order is closed, a credit approval or a reservation lapses."""
        if order.stage is Stage.DECLINED:
            return order.credit.closes
        if order.stage is Stage.IN_VALIDATION and order.credit.approval is not None:
            return order.credit.approval.expires
        known = order.reservation
        if known is not None and order.stage in KEEPING and reserving.holds(order):
            return known.until
        return None

    def obstacles(self, order: Order, at: datetime, /) -> tuple[Finding, ...]:
        """What keeps the order from going on, as far as people can do something about it."""
        open_ = validation.obstacles(self.settings, order, at)
        return (*open_, *validation.held(self.settings, order))

    def sums(self, order: Order, /) -> tuple[tuple[str, Values], ...]:
        """How many of each line the party has, once some are delivered and not simply all."""
        return tuple(summed(order.lines))

    def _heard(
        self, order: Order, command: c.NoteStanding | c.ReportReservation, at: datetime
    ) -> Events:
        if isinstance(command, c.NoteStanding):
            return validation.stood(self.settings, order, command, at)
        return self._kept(order, command, at)

    def _kept(self, order: Order, command: c.ReportReservation, at: datetime) -> Events:
        known = order.reservation
        if known is None or not known.pending or known.number != command.number:
            return ()
        short = d.GoodsShort(command.short, at)
        event = short if command.short else d.GoodsReserved(known.until)
        if order.stage is Stage.IN_VALIDATION:
            return validation.kept(self.settings, order, event, at)
        if order.stage in KEEPING:
            return delivery.kept(self.settings, order, event, at)
        return (event,)

    def _checked(self, order: Order, at: datetime) -> Events:
        if order.stage in KEEPING:
            over = reserving.is_over(order, at)
            return delivery.lapse(self.settings, order, at) if over else ()
        return _checked(order, at)

    def _reported(self, order: Order, command: _Report, at: datetime) -> Events:
        event = _as_event(order, command, at)
        if order.stage is Stage.IN_VALIDATION:
            return validation.settled(self.settings, order, event, at)
        return reception.reported(self.settings, order, event, at)

    def _paid(self, order: Order, payment: Payment, at: datetime) -> Events | Refusal:
        currency = self.settings.currency
        if payment.amount.currency is not currency:
            given = payment.amount.currency.value
            return refuse("order.currency", expected=currency.value, given=given)
        if order.stage is Stage.IN_VALIDATION:
            return validation.settled(self.settings, order, e.PaidUpFront(payment), at)
        if order.stage in UNDELIVERED:
            return (e.PaidUpFront(payment), e.PaymentReturned(payment))
        if order.stage in DONE and (paper := invoicing.latest(order)) is not None:
            return (e.PaidUpFront(payment), e.PaymentForwarded(payment, paper.number))
        return (e.PaidUpFront(payment),)


def _turned_away(order: Order, envelope: Envelope[c.Command]) -> Events | Refusal | None:
    """What comes of a command that is not looked at further: not theirs, or answered too late."""
    command = envelope.command
    if not isinstance(command, c.PlaceOrder) and _is_a_stranger(order, envelope):
        return refuse("order.not-yours")
    if isinstance(command, _NUMBERED) and command.amended != order.amended:
        return ()
    if isinstance(command, _ASKING):
        return reception.self_given(order, envelope, command)
    return None


def _is_a_stranger(order: Order, envelope: Envelope[c.Command]) -> bool:
    return envelope.role in CLIENTS and envelope.actor != order.request.party


def _as_event(order: Order, command: _Report, at: datetime) -> d.Event:
    match command:
        case c.ReportParty(record):
            return e.PartyReported(record)
        case c.ReportOfferings(offerings):
            ordered = {item.sku for item in order.request.items}
            return e.OfferingsReported(tuple(o for o in offerings if o.sku in ordered))
        case c.ReportStock(warehouse, stock):
            return e.StockReported(warehouse, stock, at)
        case c.ReportCoverage(coverage):
            return e.CoverageReported(coverage, at)
        case _:
            assert_never(command)


def _recalled(order: Order, payment: str) -> Events:
    held = [known.amount for known in order.prepaid if known.id == payment]
    return tuple(e.PrepaymentRecalled(payment, amount) for amount in held)


def _cancel(order: Order, given: c.CancelOrder) -> Events:
    if order.stage in UNDER_WAY:
        return (d.CancellationAsked(given.reason, given.code),)
    return (d.OrderWithdrawn(given.reason, given.code), d.OrderCancelled())


def _checked(order: Order, at: datetime) -> Events:
    credit = order.credit
    if order.stage is Stage.DECLINED:
        if credit.declined is not None and credit.closes is not None and credit.closes <= at:
            return (e.OrderRejected(changed(credit.declined, proposals=())),)
        return ()
    return (e.CreditLapsed(),) if validation.credit_has_lapsed(order, at) else ()
