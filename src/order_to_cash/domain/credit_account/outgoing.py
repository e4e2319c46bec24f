"""What the world must be asked or told once something happened to a credit account."""

from typing import TypeAlias, assert_never

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.trade.agreements import ReportCredit, receivable_of_obligation
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.questions import AskCreditLine
from order_to_cash.domain.trade.settlement import (
    NoteRecalled,
    NoteTaken,
    Owner,
    PassOn,
    RefundMoney,
    Target,
)


def outgoing(event: e.Event) -> tuple[Message, ...]:
    """The messages to send."""
    match event:
        case e.CreditRequested(account):
            return (_answer(event), AskCreditLine(account))
        case e.CreditReserved() | e.ReservationDeclined() | e.CreditRevoked():
            return (_answer(event),)
        case e.SurplusKept(account, payment, amount):
            taken = NoteTaken(_here(account), amount, amount - amount, Owner(account))
            return (Tell("payment", payment, taken),)
        case e.SurplusRecalled(account, payment, amount):
            return (Tell("payment", payment, NoteRecalled(_here(account), amount)),)
        case e.SurplusUsed(account, order, amount, payment, on):
            to = Target("receivable", receivable_of_obligation(order))
            used = PassOn(_here(account), amount, to, Owner(account), on)
            return (Tell("payment", payment, used),)
        case e.SurplusRefunded(account, amount, reason, payment):
            refund = RefundMoney(_here(account), amount, Owner(account), reason)
            return (Tell("payment", payment, refund),)
        case e.DebtIncurred(account, _, amount) | e.DebtFollowed(account, amount):
            owed: tuple[tuple[str, Value], ...] = (("account", account), ("amount", amount))
            return (Notify(Notice.ACCOUNT_IN_DEBT, Role.CREDIT_AND_COLLECTIONS.value, owed),)
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
            | e.DebtSettled()
            | e.LimitChanged()
            | e.AccountSuspended()
            | e.AccountReactivated()
            | e.AccountClosed()
        ):
            return ()
        case _:
            assert_never(event)


def _here(account: str) -> Target:
    return Target("credit_account", account)


_Answered: TypeAlias = (
    e.CreditRequested | e.CreditReserved | e.ReservationDeclined | e.CreditRevoked
)


def _answer(event: _Answered) -> Tell:
    told = ReportCredit(event.decision, event.amount, event.amended)
    return Tell("order", event.order, told)
