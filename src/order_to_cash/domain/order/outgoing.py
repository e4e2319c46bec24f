"""What the world must be asked or told once something happened to an order."""

from datetime import datetime
from typing import TypeAlias, assert_never

from order_to_cash.domain.core.decision import Decision, Finding
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.advances import sum_of
from order_to_cash.domain.order.advancing import financed_part
from order_to_cash.domain.order.facts import DeliveryMode
from order_to_cash.domain.order.following import follow, leave
from order_to_cash.domain.order.invoicing import by_delivery
from order_to_cash.domain.order.lines import Paper
from order_to_cash.domain.order.reserving import (
    ask_stock,
    free,
    of_goods,
    pieces_of,
    warehouse_of,
)
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade import agreements
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.domain.trade.billing import Bill, Payment, Prepaid
from order_to_cash.domain.trade.fulfilment import (
    AskFree,
    GoodsLine,
    HoldFulfilment,
    OpenSupport,
    OpenWorkOrder,
    PrepareGoods,
    ReceiveReturn,
    ResumeFulfilment,
    StopFulfilment,
    TakeBackGoods,
)
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.offering import Kind
from order_to_cash.domain.trade.payment_terms import (
    InAdvance,
    NetDays,
    PaymentTerms,
    is_financed,
)
from order_to_cash.domain.trade.prices import BillLine, CreditedLine
from order_to_cash.domain.trade.questions import (
    AskCoverage,
    AskOfferings,
    AskParty,
    AskStock,
    AskTerms,
)
from order_to_cash.domain.trade.settlement import (
    NoteRecalled,
    NoteTaken,
    Owner,
    PassOn,
    ReturnMoney,
    Target,
)

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

_Money: TypeAlias = e.PaidUpFront | e.PaymentReturned | e.PaymentForwarded | e.PrepaymentRecalled
"""Events of money that was paid before there was an invoice."""


def outgoing(settings: OrderSettings, order: Order, event: e.Event) -> tuple[Message, ...]:
    """The messages to send; `order` already includes the event."""
    if isinstance(event, _Quiet):
        return ()
    match event:
        case e.OrderReceived(at=at, complete=complete):
            if complete is None:
                complete = settings.intake.decide(order.request).allows
            return _questions(settings, order, at) if complete else ()
        case e.InformationCompleted(at=at):
            return _questions(settings, order, at)
        case e.OrderAmended(freed=freed, at=at):
            return _asked_again(settings, order, at, freed=freed)
        case e.InformationMissing(decision) | e.InformationAdded(_, decision):
            return (_because(order, Notice.INFORMATION_MISSING, decision.obstacles),)
        case e.OrderVerified():
            return (_available(order), *follow(settings, order), *_ask_credit(settings, order))
        case e.CreditOverridden() | e.CreditLapsed():
            return _ask_credit(settings, order)
        case e.CreditDeclined(decision, closes):
            return (_declined(order, decision, closes),)
        case e.OrderRejected(decision):
            rejected = _because(order, Notice.ORDER_REJECTED, decision.failures)
            return (rejected, *_undone(settings, order))
        case e.CreditApproved(approval):
            return (
                _ask_terms(settings, order, approval.at),
                *_ask_again(settings, order, approval.at),
            )
        case e.CreditNotRequired(at=at):
            return (_ask_terms(settings, order, at), *_none_ahead(order))
        case e.AdvanceBilled() | e.AdvanceCredited() | e.AdvanceReported():
            return _of_advance(settings, order, event)
        case e.AvailabilityLapsed(at):
            return _ask_availability(settings, order, at)
        case e.OrderReleased():
            return _release(settings, order)
        case e.ReservationAsked() | e.ReservationLapsed() | e.LineDelivered() | e.LineFailed():
            return of_goods(order, event)
        case e.LineHeld(number, reason):
            values = (("line", number), ("reason", reason.value))
            return (_notify(order, Notice.LINE_ON_HOLD, *values),)
        case e.OrderCompleted() | e.OrderPartlyCompleted():
            return _completed(settings, order, event)
        case e.DeliveryBilled() | e.LineReturned() | e.PiecesCredited():
            return _of_pieces(settings, order, event)
        case e.OrderFailed() | e.OrderCancelled():
            return _undone(settings, order)
        case e.CancellationGranted():
            return (StopFulfilment(order.id),)
        case e.DeliveriesStopped():
            return (HoldFulfilment(order.id),)
        case e.DeliveriesResumed():
            return (ResumeFulfilment(order.id),)
        case e.RestCancelled():
            return (StopFulfilment(order.id), *free(order))
        case e.PaidUpFront() | e.PaymentReturned() | e.PaymentForwarded() | e.PrepaymentRecalled():
            return (_of_money(order, event),)
        case e.SupportRequested(subject):
            return (OpenSupport(order.id, subject),)
        case _:
            assert_never(event)


def _of_money(order: Order, event: _Money) -> Message:
    match event:
        case e.PaidUpFront(payment):
            return _taken(order, payment)
        case e.PaymentReturned(payment):
            return _return(order, payment)
        case e.PaymentForwarded(payment, number):
            return _pass_on(order, payment, number)
        case e.PrepaymentRecalled(payment_id, recalled):
            return Tell("payment", payment_id, NoteRecalled(_here(order), recalled))
        case _:
            assert_never(event)


def _asked_again(
    settings: OrderSettings, order: Order, at: datetime, *, freed: bool
) -> tuple[Message, ...]:
    """What is open again after an amendment; credit is asked for once the new total is known."""
    credit = (_to_account(order, agreements.FreeCredit(order.id)),) if freed else ()
    freed_goods = (*free(order), *credit)
    catalogue = (_ask_catalogue(settings, order, at),) if order.answers.offerings is None else ()
    return (*freed_goods, *catalogue, *_ask_again(settings, order, at))


def _questions(settings: OrderSettings, order: Order, at: datetime) -> tuple[Message, ...]:
    catalogue = _ask_catalogue(settings, order, at)
    return (AskParty(order.request.party), catalogue, *_ask_availability(settings, order, at))


def _ask_catalogue(settings: OrderSettings, order: Order, at: datetime) -> AskOfferings:
    skus = tuple(item.sku for item in order.request.items)
    return AskOfferings(skus, settings.calendar.local_day(at), order.amended)


def _ask_availability(settings: OrderSettings, order: Order, at: datetime) -> tuple[Message, ...]:
    zone, items = order.request.zone or "", order.request.items
    goods = tuple(i.sku for i in items if i.kind is Kind.GOODS)
    services = tuple(i.sku for i in items if i.kind is Kind.SERVICE)
    stock = (ask_stock(settings, order, goods, at),) if goods else ()
    if not services:
        return stock
    day = settings.calendar.local_day(at)
    return (*stock, AskCoverage(zone, services, day, order.amended))


def _ask_again(settings: OrderSettings, order: Order, at: datetime) -> tuple[Message, ...]:
    """What of stock and coverage nobody knows: it lapsed, or what was asked for was amended."""
    stock, coverage = order.answers.stock, order.answers.coverage
    return tuple(
        question
        for question in _ask_availability(settings, order, at)
        if (stock if isinstance(question, AskStock | AskFree) else coverage) is None
    )


def _ask_credit(settings: OrderSettings, order: Order) -> tuple[Message, ...]:
    if not _financed(settings, order):
        return ()
    override, own = order.credit.override, order.request.own
    amount = financed_part(settings, order)
    asked = agreements.ReserveCredit(order.id, amount, override, own, order.amended)
    return (_to_account(order, asked),)


def _ask_terms(settings: OrderSettings, order: Order, at: datetime) -> AskTerms:
    named = {o.terms for o in order.answers.offerings or () if o.terms}
    return AskTerms(tuple(sorted(named)), settings.calendar.local_day(at), order.amended)


def _release(settings: OrderSettings, order: Order) -> tuple[Message, ...]:
    commit: tuple[Message, ...] = ()
    if _financed(settings, order):
        commit = (_to_account(order, agreements.CommitCredit(order.id, order.committed)),)
    owed = tuple(
        Tell("receivable", _receivable(order, one.number), agreements.OweAdvance())
        for one in order.advances
        if one.kept.is_positive
    )
    kept = any(line.reserved for line in order.lines) and order.reservation
    until = (("until", kept.until),) if kept else ()
    released = _notify(order, Notice.ORDER_RELEASED, ("total", order.total), *until)
    return (*commit, *owed, *_goods(order), *_work_orders(order), released)


def _goods(order: Order) -> tuple[Message, ...]:
    lines = tuple(
        GoodsLine(x.number, x.item.sku, x.item.quantity) for x in order.lines if x.is_goods
    )
    if not lines or order.answers.stock is None or order.request.delivery is None:
        return ()
    mode, warehouse = order.request.delivery, order.answers.stock.warehouse
    address = order.request.address if mode is DeliveryMode.HOME_DELIVERY else None
    return (PrepareGoods(order.id, warehouse, lines, mode.value, address),)


def _work_orders(order: Order) -> tuple[Message, ...]:
    request, coverage = order.request, order.answers.coverage
    technologies = {item.sku: item.technology for item in coverage.items} if coverage else {}
    return tuple(
        OpenWorkOrder(
            order.id,
            line.number,
            line.item.sku,
            request.zone or "",
            technologies.get(line.item.sku, ""),
            request.address,
        )
        for line in order.lines
        if not line.is_goods
    )


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
    told = _notify(order, Notice.ORDER_COMPLETED, ("amount", event.delivered))
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
            return (Tell("receivable", _receivable(order, number), raised),)
        case e.AdvanceCredited(number, amount):
            known = any(one.number == number and one.invoice for one in order.advances)
            return (_credited(order, number, amount),) if known else ()
        case e.AdvanceReported(number, undone=undone):
            return () if undone is None else (_credited(order, number, undone),)
        case _:
            assert_never(event)


def _credited(
    order: Order, number: int, amount: Money, lines: tuple[CreditedLine, ...] = ()
) -> Tell:
    credit = agreements.CreditInvoice(amount, order.id, up_to=True, lines=lines)
    return Tell("receivable", _receivable(order, number), credit)


def _none_ahead(order: Order) -> tuple[Message, ...]:
    """No advance is needed: what is left of its invoices is credited, whatever it is.

    One whose invoice has no number yet is credited once it has.
    """
    return tuple(_credited(order, x.number, x.amount) for x in order.advances if x.invoice)


def _of_pieces(
    settings: OrderSettings,
    order: Order,
    event: e.DeliveryBilled | e.LineReturned | e.PiecesCredited,
) -> tuple[Message, ...]:
    match event:
        case e.DeliveryBilled(amount=amount, deducted=deducted):
            owed = amount - sum_of(deducted, amount - amount)
            return _delivered(settings, order, owed)
        case e.LineReturned():
            return _returned(settings, order, event)
        case e.PiecesCredited(number, amount, lines):
            return (_credited(order, number, amount, lines),)
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
    return Tell("receivable", _receivable(order, paper.number), agreements.RaiseInvoice(bill))


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
    if event.rest is None or not _financed(settings, order):
        return back
    return (*back, _to_account(order, agreements.CommitCredit(order.id, order.committed)))


def _undone(settings: OrderSettings, order: Order) -> tuple[Message, ...]:
    """The order ends without delivery: free its credit, give back what was paid."""
    messages: tuple[Message, ...] = leave(settings, order)
    if order.total is not None and _financed(settings, order):
        messages = (_to_account(order, agreements.FreeCredit(order.id)), *messages)
    returned = (_return(order, payment) for payment in order.prepaid)
    return (*free(order), *messages, *_none_ahead(order), *returned)


def _financed(settings: OrderSettings, order: Order) -> bool:
    return is_financed(settings.terms_of(order.request))


def _to_account(order: Order, command: agreements.ToAccount) -> Tell:
    return Tell("credit_account", order.account, command)


def _receivable(order: Order, number: int) -> str:
    return receivable_of("order", order.id, number)


def _here(order: Order) -> Target:
    return Target("order", order.id)


def _owner(order: Order) -> Owner:
    return Owner(order.account, order.request.party, order.request.contact)


def _taken(order: Order, payment: Payment) -> Tell:
    amount = payment.amount
    taken = NoteTaken(_here(order), amount, amount - amount, _owner(order))
    return Tell("payment", payment.id, taken)


def _pass_on(order: Order, payment: Payment, number: int) -> Tell:
    to = Target("receivable", _receivable(order, number))
    passed = PassOn(_here(order), payment.amount, to, _owner(order))
    return Tell("payment", payment.id, passed)


def _return(order: Order, payment: Payment) -> Tell:
    """Money for an order that will not be delivered: the payment decides where it goes."""
    returned = ReturnMoney(_here(order), payment.amount, _owner(order), order.id)
    return Tell("payment", payment.id, returned)


def _available(order: Order) -> Notify:
    """What was ordered, from where, and its price: how much more there is concerns no party."""
    values: tuple[tuple[str, Value], ...] = (
        ("zone", order.request.zone),
        ("total", order.total),
    )
    goods = tuple(f"{x.item.quantity} x {x.item.sku}" for x in order.lines if x.is_goods)
    services = tuple(x.item.sku for x in order.lines if not x.is_goods)
    if goods and order.answers.stock is not None:
        values = (*values, ("goods", goods), ("warehouse", order.answers.stock.warehouse))
    if services:
        values = (*values, ("services", services))
    return _notify(order, Notice.AVAILABILITY, *values)


def _declined(order: Order, decision: Decision, closes: datetime) -> Notify:
    values = (("total", order.total), ("closes", closes))
    return _because(order, Notice.CREDIT_DECLINED, decision.failures, *values)


def _because(
    order: Order, notice: Notice, findings: tuple[Finding, ...], *values: tuple[str, Value]
) -> Notify:
    return changed(_notify(order, notice, *values), findings=findings)


def _notify(order: Order, notice: Notice, *values: tuple[str, Value]) -> Notify:
    named: tuple[tuple[str, Value], ...] = (("order", order.id), *values)
    return Notify(notice, order.request.party, named, order.request.contact)
