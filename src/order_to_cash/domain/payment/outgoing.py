"""What the world must be told once something happened to a payment."""

from datetime import date
from typing import assert_type

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.payment import events as e
from order_to_cash.domain.payment.lifecycle import Stage
from order_to_cash.domain.payment.state import PaymentState, target_of
from order_to_cash.domain.trade.billing import (
    NoteUntaken,
    OweBack,
    Payment,
    RecallPayment,
    TakePayment,
    Target,
)
from order_to_cash.domain.trade.invoicing import RecordChargeBack, RecordReceipt, RefundPayment
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.payment_terms import PaymentMethod


def outgoing(state: PaymentState, event: e.Event) -> tuple[Message, ...]:
    """The messages to send; `state` already includes the event."""
    payment = state.received
    match event:
        case e.PaymentReceived(_, towards):
            receipt = RecordReceipt(payment.id, payment.amount, payment.received)
            return (receipt, _take(payment, towards, payment.amount))
        case e.MoneySent(to, amount, on):
            return (_take(payment if on is None else _credit(payment, on), to, amount),)
        case e.MoneyPlaced(to, amount) | e.PlacingRetried(to, amount):
            return (_take(payment, to, amount),)
        case e.MoneyTaken(by, taken) if state.stage is Stage.TAKEN_BACK and taken.is_positive:
            return (_recall(payment, by, taken, "taken back"),)
        case e.MoneyUnplaced(amount):
            return (_told(state, Notice.PAYMENT_UNPLACED, amount),)
        case e.DebtUnplaced(amount):
            return (_told(state, Notice.PAYMENT_OWED, amount),)
        case e.DebtFollowed():
            return (_told(state, Notice.PAYMENT_OWED, -state.money.free),)
        case e.MoneyGivenBack(amount, owner, reason) | e.UnplacedGivenBack(amount, owner, reason):
            whom = owner.account or owner.party or payment.id
            refund = RefundPayment(whom, amount, reason, payment.id)
            return (refund, *_told_party(state, amount))
        case e.PaymentTakenBack(reason):
            recalled = (
                _recall(payment, target_of(name), holding.held, reason)
                for name, holding in state.money.holdings.items()
                if holding.held.is_positive
            )
            return (RecordChargeBack(payment.id, payment.amount, reason), *recalled)
        case e.DebtCharged(to, amount, reason):
            return (Tell(to.process, to.case, OweBack(payment.id, amount, reason)),)
        case _:
            assert_type(event, e.Quiet)
            return ()


def _credit(payment: Payment, on: date) -> Payment:
    """What an account kept of the payment and puts to use on a day: money that it had already."""
    return changed(payment, received=on, method=PaymentMethod.ACCOUNT_CREDIT)


def _take(payment: Payment, to: Target, amount: Money) -> Tell:
    take = TakePayment(changed(payment, amount=amount))
    return Tell(to.process, to.case, take, otherwise=NoteUntaken(to, amount))


def _recall(payment: Payment, by: Target, amount: Money, reason: str) -> Tell:
    return Tell(by.process, by.case, RecallPayment(payment.id, amount, reason))


def _told(state: PaymentState, notice: Notice, amount: Money) -> Notify:
    values = (("payment", state.received.id), ("amount", amount))
    return Notify(notice, Role.CREDIT_AND_COLLECTIONS.value, values)


def _told_party(state: PaymentState, amount: Money) -> tuple[Notify, ...]:
    owner, values = state.owner, (("payment", state.received.id), ("amount", amount))
    if not owner.party:
        return ()
    return (Notify(Notice.PAYMENT_GIVEN_BACK, owner.party, values, owner.contact),)
