"""A payment as its history made it: where each part of its money is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, assert_type

from attrs import Factory

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.payment import events as e
from order_to_cash.domain.payment.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.trade.billing import Owner, Payment, Target


@entity
class Holding:
    """What is on its way to a case, and what that case holds; negative is what it owes."""

    sent: Money
    held: Money


@entity
class Parts:
    """The money of a payment: amount = free + given back + taken back + sent + held, always.

    `free` is with the payment itself: nobody took it, or below zero nobody is known to owe it.
    """

    amount: Money
    free: Money
    given_back: Money
    taken_back: Money
    holdings: Mapping[str, Holding] = Factory(dict)

    @property
    def collected(self) -> Money:
        """What came in and stayed in."""
        return self.amount - self.given_back - self.taken_back


@entity
class PaymentState:
    """One payment (TM Forum: Payment), its money, whose it is, and where it was sent last."""

    stage: Stage
    payment: Payment | None = None
    towards: Target | None = None
    parts: Parts | None = None
    owner: Owner = Owner("")
    last: Target | None = None
    looked: datetime | None = None

    @property
    def money(self) -> Parts:
        """Where the money is; raises `OutOfOrder` for a payment that never arrived."""
        if self.parts is None:
            raise OutOfOrder(f"a payment in {self.stage.name} has no money; check its history")
        return self.parts

    @property
    def received(self) -> Payment:
        """The payment as it arrived; raises `OutOfOrder` for one that never did."""
        if self.payment is None:
            raise OutOfOrder(f"a payment in {self.stage.name} never arrived; check its history")
        return self.payment


INITIAL: Final = PaymentState(Stage.NEW)


def key(target: Target) -> str:
    """How a holder is named: by its process and its case."""
    return f"{target.process}/{target.case}"


def target_of(name: str) -> Target:
    """The holder of that name."""
    process, _, case = name.partition("/")
    return Target(process, case)


def evolve(state: PaymentState, event: e.Event) -> PaymentState:
    """The payment once the event has happened."""
    stage = LIFECYCLE.after(state.stage, event)
    match event:
        case e.PaymentReceived(payment, towards):
            nothing = Money.zero(payment.amount.currency)
            parts = Parts(payment.amount, payment.amount, nothing, nothing)
            made = changed(state, stage=stage, payment=payment, towards=towards, last=towards)
            return changed(made, parts=_sent(parts, towards, payment.amount))
        case e.MoneyTaken(by, taken, rest, owner):
            parts = _moved(state.money, by, sent=-(taken + rest), held=taken)
            return changed(state, stage=stage, parts=parts, owner=owner)
        case e.MoneyUntaken(by, amount):
            parts = _moved(state.money, by, sent=-amount, held=amount - amount)
            return changed(state, stage=stage, parts=parts)
        case e.MoneyReleased(by, amount, owner_):
            parts = _moved(state.money, by, sent=amount - amount, held=-amount)
            return changed(state, stage=stage, parts=parts, owner=owner_ or state.owner)
        case e.MoneySent(to, amount) | e.MoneyPlaced(to, amount) | e.PlacingRetried(to, amount):
            return changed(state, stage=stage, parts=_sent(state.money, to, amount), last=to)
        case e.MoneyGivenBack(amount, owner__) | e.UnplacedGivenBack(amount, owner__):
            money = state.money
            given = changed(money, free=money.free - amount, given_back=money.given_back + amount)
            return changed(state, stage=stage, parts=given, owner=owner__)
        case e.MoneyTakenBack(amount):
            return changed(state, stage=stage, parts=_taken(state.money, amount))
        case e.DebtCharged(to, amount):
            parts = _moved(state.money, to, sent=amount - amount, held=-amount)
            return changed(state, stage=stage, parts=parts, looked=None)
        case e.DebtUnplaced(amount, at):
            return changed(state, stage=stage, looked=at)
        case e.MoneyUnplaced(_, at) | e.DebtFollowed(at):
            return changed(state, stage=stage, looked=at)
        case e.PaymentTakenBack():
            return changed(state, stage=stage, looked=None)
        case _:
            assert_type(event, e.OnlyStage)
            return changed(state, stage=stage)


def _sent(parts: Parts, to: Target, amount: Money) -> Parts:
    return _moved(parts, to, sent=amount, held=amount - amount)


def _taken(parts: Parts, amount: Money) -> Parts:
    return changed(parts, free=parts.free - amount, taken_back=parts.taken_back + amount)


def _moved(parts: Parts, target: Target, *, sent: Money, held: Money) -> Parts:
    """What goes to a holder comes from the free money, and the other way round."""
    holdings, name, nothing = dict(parts.holdings), key(target), sent - sent
    known = holdings.get(name, Holding(nothing, nothing))
    after = Holding(known.sent + sent, known.held + held)
    if after.sent.is_zero and after.held.is_zero:
        holdings.pop(name, None)
    else:
        holdings[name] = after
    return changed(parts, free=parts.free - sent - held, holdings=holdings)
