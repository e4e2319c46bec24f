"""What the world must be asked or told once something happened to a credit account."""

from typing import assert_never

from order_to_cash.domain.billing import Payment
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.decision import Decision
from order_to_cash.domain.messages import (
    AskCreditLine,
    Message,
    Notice,
    Notify,
    RefundPayment,
    Tell,
)
from order_to_cash.domain.money import Money
from order_to_cash.domain.order.commands import ReportCredit
from order_to_cash.domain.parties import Role
from order_to_cash.domain.payment_terms import PaymentMethod
from order_to_cash.domain.receivable.commands import ReceivePayment
from order_to_cash.domain.receivable.names import receivable_of_obligation


def outgoing(event: e.Event) -> tuple[Message, ...]:
    """The messages to send."""
    match event:
        case e.CreditRequested(account, order, amount, _, decision):
            return (_answer(order, decision, amount), AskCreditLine(account))
        case (
            e.CreditReserved(order, amount, decision)
            | e.ReservationDeclined(order, amount, decision)
            | e.CreditRevoked(order, amount, decision)
        ):
            return (_answer(order, decision, amount),)
        case e.SurplusUsed(order, amount, payment, on):
            used = Payment(payment, amount, PaymentMethod.ACCOUNT_CREDIT, on)
            return (Tell("receivable", receivable_of_obligation(order), ReceivePayment(used)),)
        case e.SurplusRefunded(account, amount, reason):
            return (RefundPayment(account, amount, reason),)
        case e.LimitPassed(account, exposure, limit):
            values = (("account", account), ("exposure", exposure), ("limit", limit))
            return (Notify(Notice.LIMIT_PASSED, Role.CREDIT_AND_COLLECTIONS.value, values),)
        case (
            e.AccountOpened()
            | e.CreditFreed()
            | e.CreditCommitted()
            | e.DeliveryRecorded()
            | e.InvoiceRecorded()
            | e.PaymentRecorded()
            | e.ReversalRecorded()
            | e.DefaultRecorded()
            | e.SurplusKept()
            | e.LimitChanged()
            | e.AccountSuspended()
            | e.AccountReactivated()
            | e.AccountClosed()
        ):
            return ()
        case _:
            assert_never(event)


def _answer(order: str, decision: Decision, amount: Money) -> Tell:
    return Tell("order", order, ReportCredit(decision, amount))
