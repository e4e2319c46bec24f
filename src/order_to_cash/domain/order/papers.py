"""What billing, account and warehouse are told of invoices, advances, and what comes back."""

from typing import TypeAlias, assert_never

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.advances import sum_of
from order_to_cash.domain.order.following import leave
from order_to_cash.domain.order.invoicing import by_delivery
from order_to_cash.domain.order.lines import Paper
from order_to_cash.domain.order.reserving import pieces_of, warehouse_of
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade import agreements
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.domain.trade.billing import Bill, Prepaid
from order_to_cash.domain.trade.fulfilment import GoodsLine, ReceiveReturn, TakeBackGoods
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.payment_terms import (
    InAdvance,
    NetDays,
    PaymentTerms,
    is_financed,
)
from order_to_cash.domain.trade.prices import BillLine, CreditedLine


def completed(
    settings: OrderSettings, order: Order, event: e.OrderCompleted | e.OrderPartlyCompleted
) -> tuple[Message, ...]:
    """The one invoice of all that was delivered; where each delivery has its own, none more."""
    counted: tuple[Message, ...] = ()
    if financed(settings, order):
        owed = event.delivered - sum_of(event.deducted, event.delivered - event.delivered)
        done = agreements.RecordDelivery(order.id, owed)
        over = agreements.FreeCredit(order.id)
        counted = (to_account(order, over if by_delivery(settings) else done),)
    raised = () if by_delivery(settings) else (_raised(settings, order, order.papers[-1]),)
    undone = tuple(credited(order, part.number, part.amount) for part in event.undone)
    told = notify(order, Notice.ORDER_COMPLETED, ("amount", event.delivered))
    return (*counted, *leave(settings, order), *raised, *undone, told)


_OfAdvance: TypeAlias = e.AdvanceBilled | e.AdvanceCredited | e.AdvanceReported


def of_advance(settings: OrderSettings, order: Order, event: _OfAdvance) -> tuple[Message, ...]:
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
            return (credited(order, number, amount),) if known else ()
        case e.AdvanceReported(number, undone=undone):
            return () if undone is None else (credited(order, number, undone),)
        case _:
            assert_never(event)


def credited(
    order: Order, number: int, amount: Money, lines: tuple[CreditedLine, ...] = ()
) -> Tell:
    """Credit so much of one of its invoices, at most what is left of it."""
    credit = agreements.CreditInvoice(amount, order.id, up_to=True, lines=lines)
    return Tell("receivable", receivable(order, number), credit)


def none_ahead(order: Order) -> tuple[Message, ...]:
    """No advance is needed: what is left of its invoices is credited, whatever it is.

    One whose invoice has no number yet is credited once it has.
    """
    return tuple(credited(order, x.number, x.amount) for x in order.advances if x.invoice)


def of_pieces(
    settings: OrderSettings,
    order: Order,
    event: e.DeliveryBilled | e.LineReturned | e.PiecesCredited,
) -> tuple[Message, ...]:
    """What is invoiced and credited of pieces, and where those go that came back."""
    match event:
        case e.DeliveryBilled(amount=amount, deducted=deducted):
            owed = amount - sum_of(deducted, amount - amount)
            return _delivered(settings, order, owed)
        case e.LineReturned():
            return _returned(settings, order, event)
        case e.PiecesCredited(number, amount, lines):
            return (credited(order, number, amount, lines),)
        case _:
            assert_never(event)


def _delivered(settings: OrderSettings, order: Order, amount: Money) -> tuple[Message, ...]:
    """The invoice of one delivery; what is not delivered yet stays committed."""
    paper = order.papers[-1]
    counted: tuple[Message, ...] = ()
    if financed(settings, order):
        done = agreements.RecordDelivery(order.id, amount, paper.number, order.committed)
        counted = (to_account(order, done),)
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
    if event.rest is None or not financed(settings, order):
        return back
    return (*back, to_account(order, agreements.CommitCredit(order.id, order.committed)))


def financed(settings: OrderSettings, order: Order) -> bool:
    """Whether the operator delivers before it is paid."""
    return is_financed(settings.terms_of(order.request))


def to_account(order: Order, command: agreements.ToAccount) -> Tell:
    """Tell the account that pays."""
    return Tell("credit_account", order.account, command)


def receivable(order: Order, number: int) -> str:
    """The case that follows the invoice of that number."""
    return receivable_of("order", order.id, number)


def notify(order: Order, notice: Notice, *values: tuple[str, Value]) -> Notify:
    """Tell the party about its order."""
    named: tuple[tuple[str, Value], ...] = (("order", order.id), *values)
    return Notify(notice, order.request.party, named, order.request.contact)
