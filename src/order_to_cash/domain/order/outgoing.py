"""What the world must be asked or told once something happened to an order."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias, assert_never

from order_to_cash.domain.core.by_class import by_class
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.advances import sum_of
from order_to_cash.domain.order.advancing import financed_part
from order_to_cash.domain.order.following import follow, leave
from order_to_cash.domain.order.invoicing import by_delivery
from order_to_cash.domain.order.lines import Paper
from order_to_cash.domain.order.notices import available, because, declined, notify, rejected
from order_to_cash.domain.order.prepaid import OfMoney, about_money, give_back, receivable
from order_to_cash.domain.order.preparing import goods, work_orders
from order_to_cash.domain.order.questions import (
    ask_again,
    ask_availability,
    ask_catalogue,
    ask_terms,
    questions,
)
from order_to_cash.domain.order.reserving import (
    free,
    of_goods,
    pieces_of,
    warehouse_of,
)
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade import agreements
from order_to_cash.domain.trade.billing import Bill, Prepaid
from order_to_cash.domain.trade.fulfilment import (
    GoodsLine,
    HoldFulfilment,
    OpenSupport,
    ReceiveReturn,
    ResumeFulfilment,
    StopFulfilment,
    TakeBackGoods,
)
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.payment_terms import (
    InAdvance,
    NetDays,
    PaymentTerms,
    is_financed,
)
from order_to_cash.domain.trade.prices import BillLine, CreditedLine, quantity_text

_Quiet: TypeAlias = (
    e.DetailsAmended
    | e.PartyReported
    | e.OfferingsReported
    | e.StockReported
    | e.CoverageReported
    | e.TermsReported
    | e.CreditPending
    | e.TermsAccepted
    | e.FinancingDecided
    | e.StandingNoted
    | e.GoodsReserved
    | e.GoodsShort
    | e.LineScheduled
    | e.LineActivated
    | e.OrderHeld
    | e.OrderResumed
    | e.CancellationAsked
    | e.CancellationRefused
    | e.OrderWithdrawn
    | e.InvoiceNoted
    | e.SatisfactionRecorded
)
"""Events that nobody outside the order has to hear of."""


def outgoing(settings: OrderSettings, order: Order, event: e.Event) -> tuple[Message, ...]:
    """The messages to send; `order` already includes the event."""
    return _TOLD[type(event)](settings, order, event)


def _nothing(_settings: OrderSettings, _order: Order, _event: _Quiet) -> tuple[Message, ...]:
    return ()


_Request: TypeAlias = (
    e.OrderReceived
    | e.InformationCompleted
    | e.OrderAmended
    | e.InformationMissing
    | e.InformationAdded
)


def _of_request(settings: OrderSettings, order: Order, event: _Request) -> tuple[Message, ...]:
    match event:
        case e.OrderReceived(at=at, complete=complete):
            if complete is None:
                complete = settings.intake.decide(order.request).allows
            return questions(settings, order, at) if complete else ()
        case e.InformationCompleted(at=at):
            return questions(settings, order, at)
        case e.OrderAmended(freed=freed, at=at):
            return _asked_again(settings, order, at, freed=freed)
        case e.InformationMissing(decision) | e.InformationAdded(_, decision):
            return (because(order, Notice.INFORMATION_MISSING, decision.obstacles),)
        case _:
            assert_never(event)


_Clearing: TypeAlias = (
    e.OrderVerified
    | e.CreditApproved
    | e.CreditNotRequired
    | e.CreditOverridden
    | e.CreditLapsed
    | e.CreditDeclined
    | e.AvailabilityLapsed
)


def _of_clearing(settings: OrderSettings, order: Order, event: _Clearing) -> tuple[Message, ...]:
    match event:
        case e.OrderVerified():
            return (available(order), *follow(settings, order), *_ask_credit(settings, order))
        case e.CreditApproved(approval):
            return (
                ask_terms(settings, order, approval.at),
                *ask_again(settings, order, approval.at),
            )
        case e.CreditNotRequired(at=at):
            return (ask_terms(settings, order, at), *_none_ahead(order))
        case e.CreditOverridden() | e.CreditLapsed():
            return _ask_credit(settings, order)
        case e.CreditDeclined(decision, closes):
            return (declined(order, decision, closes),)
        case e.AvailabilityLapsed(at):
            return ask_availability(settings, order, at)
        case _:
            assert_never(event)


_Ended: TypeAlias = e.OrderRejected | e.OrderFailed | e.OrderCancelled


def _of_end(settings: OrderSettings, order: Order, event: _Ended) -> tuple[Message, ...]:
    if isinstance(event, e.OrderRejected):
        return (rejected(order, event.decision), *_undone(settings, order))
    return _undone(settings, order)


_Delivery: TypeAlias = (
    e.LineHeld
    | e.CancellationGranted
    | e.DeliveriesStopped
    | e.DeliveriesResumed
    | e.RestCancelled
    | e.SupportRequested
)


def _of_delivery(_: OrderSettings, order: Order, event: _Delivery) -> tuple[Message, ...]:
    match event:
        case e.LineHeld(number, reason):
            values = (("line", number), ("reason", reason.value))
            return (notify(order, Notice.LINE_ON_HOLD, *values),)
        case e.CancellationGranted():
            return (StopFulfilment(order.id),)
        case e.DeliveriesStopped():
            return (HoldFulfilment(order.id),)
        case e.DeliveriesResumed():
            return (ResumeFulfilment(order.id),)
        case e.RestCancelled():
            return (StopFulfilment(order.id), *free(order))
        case e.SupportRequested(subject):
            return (OpenSupport(order.id, subject),)
        case _:
            assert_never(event)


_Goods: TypeAlias = e.ReservationAsked | e.ReservationLapsed | e.LineDelivered | e.LineFailed


def _of_goods(_: OrderSettings, order: Order, event: _Goods) -> tuple[Message, ...]:
    return of_goods(order, event)


def _of_money(_: OrderSettings, order: Order, event: OfMoney) -> tuple[Message, ...]:
    return (about_money(order, event),)


def _asked_again(
    settings: OrderSettings, order: Order, at: datetime, *, freed: bool
) -> tuple[Message, ...]:
    """What is open again after an amendment; credit is asked for once the new total is known."""
    credit = (_to_account(order, agreements.FreeCredit(order.id)),) if freed else ()
    freed_goods = (*free(order), *credit)
    catalogue = (ask_catalogue(settings, order, at),) if order.answers.offerings is None else ()
    return (*freed_goods, *catalogue, *ask_again(settings, order, at))


def _ask_credit(settings: OrderSettings, order: Order) -> tuple[Message, ...]:
    if not _financed(settings, order):
        return ()
    override, own = order.credit.override, order.request.own
    amount = financed_part(settings, order)
    asked = agreements.ReserveCredit(order.id, amount, override, own, order.amended)
    return (_to_account(order, asked),)


def _released(settings: OrderSettings, order: Order, _: e.OrderReleased) -> tuple[Message, ...]:
    commit: tuple[Message, ...] = ()
    if _financed(settings, order):
        commit = (_to_account(order, agreements.CommitCredit(order.id, order.committed)),)
    owed = tuple(
        Tell("receivable", receivable(order, one.number), agreements.OweAdvance())
        for one in order.advances
        if one.kept.is_positive
    )
    kept = any(line.reserved for line in order.lines) and order.reservation
    until = (("until", kept.until),) if kept else ()
    released = notify(order, Notice.ORDER_RELEASED, ("total", order.total), *until)
    return (*commit, *owed, *goods(order), *work_orders(order), released)


def _completed(
    settings: OrderSettings, order: Order, event: e.OrderCompleted | e.OrderPartlyCompleted
) -> tuple[Message, ...]:
    """The one invoice of all that was delivered; where each delivery has its own, none more."""
    counted: tuple[Message, ...] = ()
    if _financed(settings, order):
        owed = event.delivered - sum_of(event.deducted, event.delivered - event.delivered)
        done = agreements.RecordDelivery(order.id, owed)
        over = agreements.FreeCredit(order.id)
        counted = (_to_account(order, over if by_delivery(settings) else done),)
    raised = () if by_delivery(settings) else (_raised(settings, order, order.papers[-1]),)
    undone = tuple(_credited(order, part.number, part.amount) for part in event.undone)
    how = "each_invoiced" if by_delivery(settings) else "to_invoice"
    amount = event.delivered
    told = notify(order, Notice.ORDER_COMPLETED, ("amount", amount), (how, amount))
    return (*counted, *leave(settings, order), *raised, *undone, told)


_OfAdvance: TypeAlias = e.AdvanceBilled | e.AdvanceCredited | e.AdvanceReported


def _of_advance(settings: OrderSettings, order: Order, event: _OfAdvance) -> tuple[Message, ...]:
    """The invoice of what is paid in advance, and what of it is not needed any more."""
    match event:
        case e.AdvanceBilled(number, lines):
            terms = settings.terms_of(order.request)
            due = NetDays(terms.days if isinstance(terms, InAdvance) else 0)
            bill = changed(_bill(order, lines, due, number), advance=True)
            raised = agreements.RaiseInvoice(bill)
            return (Tell("receivable", receivable(order, number), raised),)
        case e.AdvanceCredited(number, amount):
            known = any(one.number == number and one.invoice for one in order.advances)
            return (_credited(order, number, amount),) if known else ()
        case e.AdvanceReported(number, undone=undone):
            return () if undone is None else (_credited(order, number, undone),)
        case _:
            assert_never(event)


def _credited(
    order: Order,
    number: int,
    amount: Money,
    lines: tuple[CreditedLine, ...] = (),
    why: str = "",
) -> Tell:
    reason = f"{order.id}: {why}" if why else order.id
    credit = agreements.CreditInvoice(amount, reason, up_to=True, lines=lines)
    return Tell("receivable", receivable(order, number), credit)


def _none_ahead(order: Order) -> tuple[Message, ...]:
    """No advance is needed: what is left of its invoices is credited, whatever it is.

    One whose invoice has no number yet is credited once it has.
    """
    return tuple(_credited(order, x.number, x.amount) for x in order.advances if x.invoice)


_Pieces: TypeAlias = e.DeliveryBilled | e.LineReturned | e.PiecesCredited


def _of_pieces(settings: OrderSettings, order: Order, event: _Pieces) -> tuple[Message, ...]:
    match event:
        case e.DeliveryBilled(amount=amount, deducted=deducted):
            owed = amount - sum_of(deducted, amount - amount)
            return _delivered(settings, order, owed)
        case e.LineReturned():
            return _returned(settings, order, event)
        case e.PiecesCredited(number, amount, lines, why):
            return (_credited(order, number, amount, lines, why),)
        case _:
            assert_never(event)


def _delivered(settings: OrderSettings, order: Order, amount: Money) -> tuple[Message, ...]:
    """The invoice of one delivery; what is not delivered yet stays committed."""
    paper = order.papers[-1]
    counted: tuple[Message, ...] = ()
    if _financed(settings, order):
        done = agreements.RecordDelivery(order.id, amount, paper.number, order.committed)
        counted = (_to_account(order, done),)
    return (*counted, _raised(settings, order, paper))


def _raised(settings: OrderSettings, order: Order, paper: Paper) -> Tell:
    terms = settings.terms_of(order.request)
    rest = terms.rest if isinstance(terms, InAdvance) else terms
    numbers = {one.number: one.invoice for one in order.advances}
    bill = changed(
        _bill(order, paper.billed(order.bill), rest, paper.number),
        prepaid=tuple(Prepaid(numbers[x.number], x.amount, x.tax) for x in paper.deducted),
    )
    return Tell("receivable", receivable(order, paper.number), agreements.RaiseInvoice(bill))


def _bill(order: Order, lines: tuple[BillLine, ...], terms: PaymentTerms, number: int) -> Bill:
    return Bill(
        order=order.id,
        account=order.account,
        party=order.request.party,
        lines=lines,
        currency=order.priced.currency,
        terms=terms,
        contact=order.request.contact,
        part=number,
    )


def _returned(settings: OrderSettings, order: Order, event: e.LineReturned) -> tuple[Message, ...]:
    """Where the goods go; and that what can be delivered again is committed again."""
    sku, warehouse = order.lines[event.line - 1].item.sku, warehouse_of(order)
    goods, where = GoodsLine(event.line, sku, event.quantity), event.disposition
    back: tuple[Message, ...] = (ReceiveReturn(order.id, warehouse, goods, where),)
    if order.reservation is not None:
        pieces = pieces_of(order, event.line, event.quantity)
        back = (*back, TakeBackGoods(order.id, warehouse, pieces, where))
    back = (*back, _back_again(order, event, sku))
    if event.rest is None or not _financed(settings, order):
        return back
    return (*back, _to_account(order, agreements.CommitCredit(order.id, order.committed)))


def _back_again(order: Order, event: e.LineReturned, sku: str) -> Notify:
    """What came back, why, and what is credited of it at once."""
    return notify(
        order,
        Notice.GOODS_RETURNED,
        ("quantity", quantity_text(event.quantity)),
        ("sku", sku),
        ("reason", event.reason.value),
        ("credited", event.credited),
        ("again", event.again or None),
    )


def _undone(settings: OrderSettings, order: Order) -> tuple[Message, ...]:
    """The order ends without delivery: free its credit, give back what was paid."""
    messages: tuple[Message, ...] = leave(settings, order)
    if order.total is not None and _financed(settings, order):
        messages = (_to_account(order, agreements.FreeCredit(order.id)), *messages)
    returned = (give_back(order, payment) for payment in order.prepaid)
    return (*free(order), *messages, *_none_ahead(order), *returned)


def _financed(settings: OrderSettings, order: Order) -> bool:
    return is_financed(settings.terms_of(order.request))


def _to_account(order: Order, command: agreements.ToAccount) -> Tell:
    return Tell("credit_account", order.account, command)


_Told: TypeAlias = Callable[[OrderSettings, Order, Any], tuple[Message, ...]]

_TOLD: Final[Mapping[type, _Told]] = by_class(
    e.Event,
    (_Quiet, _nothing),
    (_Request, _of_request),
    (_Clearing, _of_clearing),
    (e.OrderReleased, _released),
    (_OfAdvance, _of_advance),
    (_Goods, _of_goods),
    (_Delivery, _of_delivery),
    (e.OrderCompleted | e.OrderPartlyCompleted, _completed),
    (_Pieces, _of_pieces),
    (_Ended, _of_end),
    (OfMoney, _of_money),
)
"""By the class of an event: what is told once it has happened."""
