"""What credit account, receivables and payments are told of an order: credit, invoices, money."""

from typing import TypeAlias, assert_never

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order.invoicing import financed_part
from order_to_cash.domain.order.reserving import (
    free,
)
from order_to_cash.domain.order.settings import OrderSettings
from order_to_cash.domain.order.state import Order, Paper
from order_to_cash.domain.trade import agreements
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.domain.trade.billing import (
    Bill,
    NoteRecalled,
    NoteTaken,
    Owner,
    PassOn,
    Payment,
    Prepaid,
    ReturnMoney,
    Target,
)
from order_to_cash.domain.trade.collecting import FollowAccount, LeaveAccount
from order_to_cash.domain.trade.messages import Message, Tell
from order_to_cash.domain.trade.payment_terms import (
    InAdvance,
    NetDays,
    PaymentTerms,
    is_financed,
)
from order_to_cash.domain.trade.prices import BillLine, CreditedLine


def follow(settings: OrderSettings, order: Order) -> tuple[Tell, ...]:
    """Once, that the order wants to know how its account stands."""
    if settings.standing is None or order.standing.number:
        return ()
    return (Tell("credit_account", order.account, FollowAccount(order.id)),)


def leave(settings: OrderSettings, order: Order) -> tuple[Tell, ...]:
    """The order is over: its account need not tell it any more."""
    if settings.standing is None or not order.account:
        return ()
    return (Tell("credit_account", order.account, LeaveAccount(order.id)),)


def ask_credit(settings: OrderSettings, order: Order) -> tuple[Message, ...]:
    """What is asked of the account, of an order that is financed."""
    if not financed(settings, order):
        return ()
    override, own = order.credit.override, order.request.own
    amount = financed_part(settings, order)
    asked = agreements.ReserveCredit(order.id, amount, override, own, order.amended)
    return (to_account(order, asked),)


def financed(settings: OrderSettings, order: Order) -> bool:
    """Whether the account keeps credit for the order."""
    return is_financed(settings.terms_of(order.request))


def to_account(order: Order, command: agreements.ToAccount) -> Tell:
    """A word to the account that pays the order."""
    return Tell("credit_account", order.account, command)


OfAdvance: TypeAlias = e.AdvanceBilled | e.AdvanceCredited | e.AdvanceReported


def of_advance(settings: OrderSettings, order: Order, event: OfAdvance) -> tuple[Message, ...]:
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


def none_ahead(order: Order) -> tuple[Message, ...]:
    """No advance is needed: what is left of its invoices is credited, whatever it is.

    One whose invoice has no number yet is credited once it has.
    """
    return tuple(credited(order, x.number, x.amount) for x in order.advances if x.invoice)


def credited(
    order: Order,
    number: int,
    amount: Money,
    lines: tuple[CreditedLine, ...] = (),
    why: str = "",
) -> Tell:
    """A credit note on one of its invoices, of so much at most."""
    reason = f"{order.id}: {why}" if why else order.id
    credit = agreements.CreditInvoice(amount, reason, up_to=True, lines=lines)
    return Tell("receivable", receivable(order, number), credit)


def delivered(settings: OrderSettings, order: Order, amount: Money) -> tuple[Message, ...]:
    """The invoice of one delivery; what is not delivered yet stays committed."""
    paper = order.papers[-1]
    counted: tuple[Message, ...] = ()
    if financed(settings, order):
        done = agreements.RecordDelivery(order.id, amount, paper.number, order.committed)
        counted = (to_account(order, done),)
    return (*counted, raised(settings, order, paper))


def raised(settings: OrderSettings, order: Order, paper: Paper) -> Tell:
    """What the receivable of one of its papers is told: its invoice, less what was paid ahead."""
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


def receivable(order: Order, number: int) -> str:
    """The receivable of one of its invoices."""
    return receivable_of("order", order.id, number)


OfMoney: TypeAlias = e.PaidUpFront | e.PaymentReturned | e.PaymentForwarded | e.PrepaymentRecalled
"""Events of money that was paid before there was an invoice."""


def about_money(order: Order, event: OfMoney) -> Message:
    """What the payment is told of the part of it that this order has."""
    match event:
        case e.PaidUpFront(payment):
            return _taken(order, payment)
        case e.PaymentReturned(payment):
            return give_back(order, payment)
        case e.PaymentForwarded(payment, number):
            return _pass_on(order, payment, number)
        case e.PrepaymentRecalled(payment_id, recalled):
            return Tell("payment", payment_id, NoteRecalled(_here(order), recalled))
        case _:
            assert_never(event)


def _taken(order: Order, payment: Payment) -> Tell:
    amount = payment.amount
    taken = NoteTaken(_here(order), amount, amount - amount, _owner(order))
    return Tell("payment", payment.id, taken)


def _pass_on(order: Order, payment: Payment, number: int) -> Tell:
    to = Target("receivable", receivable(order, number))
    passed = PassOn(_here(order), payment.amount, to, _owner(order))
    return Tell("payment", payment.id, passed)


def give_back(order: Order, payment: Payment) -> Tell:
    """Money for an order that will not be delivered: the payment decides where it goes."""
    returned = ReturnMoney(_here(order), payment.amount, _owner(order), order.id)
    return Tell("payment", payment.id, returned)


def _here(order: Order) -> Target:
    return Target("order", order.id)


def _owner(order: Order) -> Owner:
    return Owner(order.account, order.request.party, order.request.contact)


def undone(settings: OrderSettings, order: Order) -> tuple[Message, ...]:
    """The order ends without delivery: free its credit, give back what was paid."""
    messages: tuple[Message, ...] = leave(settings, order)
    if order.total is not None and financed(settings, order):
        messages = (to_account(order, agreements.FreeCredit(order.id)), *messages)
    returned = (give_back(order, payment) for payment in order.prepaid)
    return (*free(order), *messages, *none_ahead(order), *returned)
