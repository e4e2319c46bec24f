"""What becomes of money that was paid for an order before there was an invoice."""

from typing import TypeAlias, assert_never

from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.domain.trade.billing import Payment
from order_to_cash.domain.trade.messages import Message, Tell
from order_to_cash.domain.trade.settlement import (
    NoteRecalled,
    NoteTaken,
    Owner,
    PassOn,
    ReturnMoney,
    Target,
)

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


def receivable(order: Order, number: int) -> str:
    """The receivable of one of its invoices."""
    return receivable_of("order", order.id, number)
