"""The payment as a process: every amount of it is somewhere, and it knows where (TRU-15)."""

from datetime import datetime
from typing import ClassVar, Final, TypeAlias, assert_never

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Role, same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Seen, Waiting
from order_to_cash.domain.payment import commands as c
from order_to_cash.domain.payment import events as e
from order_to_cash.domain.payment.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.payment.outgoing import outgoing
from order_to_cash.domain.payment.settings import PaymentSettings, Undelivered
from order_to_cash.domain.payment.state import INITIAL, PaymentState, evolve, key
from order_to_cash.domain.trade.billing import Owner, Payment, Target
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.trade.payment_terms import PaymentMethod

Events: TypeAlias = tuple[e.Event, ...]
TARGETS: Final = ("order", "receivable", "credit_account")
_GIVING: Final = (c.PlacePayment, c.GiveBack)
"""What says where money of somebody goes (TRU-16)."""


def _unplaced(seen: Seen) -> bool:
    parts = seen.state.parts
    return parts is not None and not parts.free.is_zero


WAITS: Final = Waiting(
    aside=(c.TakeBack, c.NoteTaken, c.NoteUntaken),
    only={
        c.PlacePayment: _unplaced,
        c.GiveBack: lambda seen: seen.state.stage is Stage.UNPLACED,
    },
    rests=lambda seen: not _unplaced(seen),
    overseer=Role.CREDIT_AND_COLLECTIONS,
)
"""What a payment waits for: somebody who says where its money goes."""


@entity
class PaymentProcess:
    """Payments of bank and cashier, by what the operator does with money that cannot stay."""

    settings: PaymentSettings
    waiting: Waiting = WAITS

    name: ClassVar[str] = "payment"
    role: ClassVar[Role] = Role.BILLING
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, e.Event]] = LIFECYCLE
    initial: ClassVar[PaymentState] = INITIAL

    def decide(self, state: PaymentState, envelope: Envelope[c.Command], /) -> Events | Refusal:
        """What the command leads to; what holders say is never refused."""
        command, at = envelope.command, envelope.at
        if isinstance(command, _GIVING) and same_person(envelope.actor, state.owner.party):
            return refuse("payment.own-gain")
        match command:
            case c.ReceivePayment():
                return self._receive(state, envelope, command)
            case c.NoteTaken(by, taken, rest, owner):
                noted = e.MoneyTaken(by, taken, rest, owner)
                return (noted, *_rest(state, rest, by, owner, at))
            case c.NoteUntaken(by, amount):
                untaken = e.MoneyUntaken(by, amount)
                return (untaken, *_ended(state, e.MoneyUnplaced(amount, at), amount))
            case c.PassOn(by, amount, to, owner, on):
                released = e.MoneyReleased(by, amount, owner)
                return (released, *_ended(state, e.MoneySent(to, amount, on), amount))
            case c.ReturnMoney(by, amount, owner, reason):
                released = e.MoneyReleased(by, amount, owner)
                return (released, *_ended(state, self._returned(amount, owner, reason), amount))
            case c.RefundMoney(by, amount, owner, reason):
                released = e.MoneyReleased(by, amount, owner)
                given = e.MoneyGivenBack(amount, owner, reason)
                return (released, *_ended(state, given, amount))
            case c.NoteRecalled(by, amount):
                return (e.MoneyReleased(by, amount), e.MoneyTakenBack(amount))
            case c.PlacePayment(towards):
                return _placed(state, towards)
            case c.GiveBack(reason):
                return (e.UnplacedGivenBack(state.money.free, state.owner, reason),)
            case c.TakeBack(reason):
                return _taken_back(state, reason, at)
            case c.LookAgain():
                return _looked(state, at)
            case _:
                assert_never(command)

    def evolve(self, state: PaymentState, event: e.Event, /) -> PaymentState:
        """The payment once the event has happened."""
        return evolve(state, event)

    def outgoing(self, state: PaymentState, event: e.Event, /) -> tuple[Message, ...]:
        """What the ledger, the holders, the party and Credit & Collections must be told."""
        return outgoing(state, event)

    def party(self, state: PaymentState, /) -> str:
        """The party whose money it is, once it is known."""
        return state.owner.party

    def next_check(self, state: PaymentState, /) -> datetime | None:
        """When money that nobody took, or a debt that nobody owes, is looked at again."""
        if state.parts is None or state.looked is None or state.parts.free.is_zero:
            return None
        return state.looked + self.settings.again

    def _receive(
        self, state: PaymentState, envelope: Envelope[c.Command], given: c.ReceivePayment
    ) -> Events | Refusal:
        payment = Payment(envelope.case, given.amount, given.method, given.received)
        if state.payment is not None:
            if payment == state.payment and given.towards == state.towards:
                return (e.PaymentRepeated(),)
            return _other_content(state)
        today = self.settings.calendar.local_day(envelope.at)
        if not given.amount.is_positive:
            return refuse("payment.amount-not-positive", amount=given.amount)
        if today < given.received:
            return refuse("payment.received-later", received=given.received, today=today)
        if given.method is PaymentMethod.ACCOUNT_CREDIT:
            return refuse("payment.accounts-own")
        return _no_target(given.towards) or (e.PaymentReceived(payment, given.towards),)

    def _returned(self, amount: Money, owner: Owner, reason: str) -> e.Event:
        if self.settings.undelivered is Undelivered.TO_ACCOUNT and owner.account:
            return e.MoneySent(_account(owner), amount)
        return e.MoneyGivenBack(amount, owner, reason)


def _other_content(state: PaymentState) -> Refusal:
    known = state.received
    if state.stage is Stage.TAKEN_BACK:
        return refuse("payment.was-taken-back", payment=known.id, amount=known.amount)
    towards = "" if state.towards is None else key(state.towards)
    return refuse(
        "payment.recorded-otherwise",
        payment=known.id,
        amount=known.amount,
        received=known.received,
        towards=towards,
    )


def _account(owner: Owner) -> Target:
    return Target("credit_account", owner.account)


def _no_target(towards: Target) -> Refusal | None:
    if towards.process in TARGETS:
        return None
    return refuse("payment.no-such-target", targets=TARGETS, process=towards.process)


def _rest(state: PaymentState, rest: Money, by: Target, owner: Owner, at: datetime) -> Events:
    """What a holder does not need goes to the account, or to nobody."""
    if rest.is_zero:
        return ()
    account = _account(owner)
    if owner.account and account != by:
        return _ended(state, e.MoneySent(account, rest), rest)
    return _ended(state, e.MoneyUnplaced(rest, at), rest)


def _ended(state: PaymentState, goes: e.Event, amount: Money) -> Events:
    """Money that is free again goes on, unless the bank has taken the payment back."""
    return (e.MoneyTakenBack(amount) if state.stage is Stage.TAKEN_BACK else goes,)


def _placed(state: PaymentState, towards: Target) -> Events | Refusal:
    free = state.money.free
    if (objection := _no_target(towards)) is not None:
        return objection
    if state.stage is Stage.UNPLACED:
        return (e.MoneyPlaced(towards, free),)
    if free.is_zero:
        return refuse("payment.nothing-to-place", payment=state.received.id)
    if towards.process != "credit_account":
        return refuse("payment.only-an-account")
    return (e.DebtCharged(towards, -free, "taken back"),)


def _taken_back(state: PaymentState, reason: str, at: datetime) -> Events:
    """What is here goes at once, what is held is recalled, what was given back is owed."""
    money = state.money
    events: Events = (e.PaymentTakenBack(reason),)
    gone = money.free + money.given_back
    if not gone.is_zero:
        events = (*events, e.MoneyTakenBack(gone))
    if money.given_back.is_zero:
        return events
    if state.owner.account:
        return (*events, e.DebtCharged(_account(state.owner), money.given_back, reason))
    return (*events, e.DebtUnplaced(money.given_back, at))


def _looked(state: PaymentState, at: datetime) -> Events:
    free = state.money.free
    if free.is_zero:
        return ()
    if state.stage is Stage.TAKEN_BACK:
        return (e.DebtFollowed(at),)
    return () if state.last is None else (e.PlacingRetried(state.last, free),)
