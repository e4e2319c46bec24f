"""The credit account as a process: every promise about the limit is kept here, in one case."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import ClassVar, Final, TypeAlias, assert_never

from attrs import Factory, field

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.money import Currency, Money
from order_to_cash.domain.core.parties import Role, same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Seen, Waiting
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.collecting import (
    cleared,
    exempted,
    kept,
    looked,
    next_look,
    next_told,
    told_again,
    withdrawn,
)
from order_to_cash.domain.credit_account.evaluation import (
    Evaluation,
    Events,
    answered,
    opened,
    raised,
    reserve,
    revoking,
)
from order_to_cash.domain.credit_account.levels import AccountRule, checked_levels
from order_to_cash.domain.credit_account.lifecycle import LIFECYCLE, RELIEVING, Stage
from order_to_cash.domain.credit_account.outgoing import outgoing
from order_to_cash.domain.credit_account.state import CreditAccount, Kind, evolve, unopened
from order_to_cash.domain.trade.agreements import ORDER, obligation_of
from order_to_cash.domain.trade.billing import Payment
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.trade.payment_terms import Instalment

_GENEROUS: Final = (
    c.UseSurplus,
    c.RefundSurplus,
    c.ChangeLimit,
    c.ReactivateAccount,
    c.ExemptAccount,
)
"""What gives the party money, time, or room for more debt (TRU-16)."""


def _owes(seen: Seen) -> bool:
    return bool(seen.state.indebted.is_positive)


def _asked(seen: Seen) -> bool:
    return bool(seen.state.pending) and seen.state.stage is Stage.UNKNOWN


WAITS: Final = Waiting(
    aside=(c.ChangeLimit, c.SuspendAccount, c.ReactivateAccount, c.CloseAccount),
    only={c.TakePayment: _owes, c.ReportCreditLine: _asked},
    rests=lambda seen: not _owes(seen) and not _asked(seen),
    behind={c.TakePayment: (Role.DISTRIBUTOR, Role.CUSTOMER)},
    overseer=Role.CREDIT_AND_COLLECTIONS,
)
"""What an account waits for: its credit line, or the money that it owes back."""


@entity
class CreditAccountProcess:
    """Credit evaluation, reservations and exposure of accounts in one currency.

    `follow` is how often it is told what an account owes of refunds that the bank took back.
    `dunning` are the levels that look at an account as a whole, if any do (COL-05). Raises
    `BrokenDefinition` for levels that do not rise, or stop before a letter.
    """

    evaluation: Evaluation
    currency: Currency
    follow: timedelta = timedelta(days=7)
    initial: CreditAccount = field(
        init=False, repr=False, default=Factory(lambda self: unopened(self.currency), True)
    )
    waiting: Waiting = WAITS
    dunning: tuple[AccountRule, ...] = ()

    name: ClassVar[str] = "credit_account"
    needs: ClassVar[frozenset[str]] = frozenset({"order", "payment", "receivable"})
    role: ClassVar[Role] = Role.DISTRIBUTOR_MANAGEMENT
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, e.Event]] = LIFECYCLE

    def __attrs_post_init__(self) -> None:
        checked_levels(self.dunning, self.currency)

    def decide(self, account: CreditAccount, envelope: Envelope[c.Command], /) -> Events | Refusal:
        """What the command leads to; what was delivered, invoiced or paid is never refused."""
        command, at, name = envelope.command, envelope.at, envelope.case
        if isinstance(command, _GENEROUS) and same_person(envelope.actor, account.party):
            return refuse("account.own-gain")
        if (stranger := _foreign(account, command)) is not None:
            return stranger
        if (below := _negative(command)) is not None:
            return refuse("account.negative-amount", amount=below)
        match command:
            case c.ReserveCredit():
                return reserve(self.evaluation, name, account, command, at)
            case c.ReportCreditLine(line):
                return opened(self.evaluation, account, line, at)
            case c.FreeCredit(order):
                return (e.CreditFreed(order),) if _knows(account, order) else ()
            case c.UseSurplus(order, amount):
                today = self._day(at)
                if not _is_delivered(account, order):
                    return refuse("account.no-such-order", order=order)
                return _lacking(account, amount) or tuple(
                    e.SurplusUsed(name, order, part, payment, today)
                    for payment, part in _taken_from(account, amount)
                )
            case c.RefundSurplus(amount, reason):
                refunds = (
                    e.SurplusRefunded(name, part, reason, payment)
                    for payment, part in _taken_from(account, amount)
                )
                return _lacking(account, amount) or raised(self.evaluation, name, account, *refunds)
            case c.ChangeLimit(limit, reason):
                changes = revoking(self.evaluation, account, e.LimitChanged(limit, reason), at)
                return raised(self.evaluation, name, account, *changes)
            case c.SuspendAccount(reason):
                return revoking(self.evaluation, account, e.AccountSuspended(reason), at)
            case c.ReactivateAccount(reason):
                return (e.AccountReactivated(reason),)
            case c.CloseAccount() if account.indebted.is_positive:
                return refuse("account.in-debt", amount=account.indebted)
            case c.CloseAccount(reason):
                return revoking(self.evaluation, account, e.AccountClosed(reason), at)
            case (
                c.CommitCredit()
                | c.RecordDelivery()
                | c.RecordInvoice()
                | c.RecordPayment()
                | c.RecordReversal()
                | c.RecordDefault()
                | c.RecordCharges()
            ):
                recorded = _recorded(account, command, self._day(at))
                events = raised(self.evaluation, name, account, *_kept(command), recorded)
                return self._relieved(name, account, command, events, at)
            case c.TakePayment() | c.RecallPayment() | c.OweBack():
                return raised(self.evaluation, name, account, *kept(name, account, command, at))
            case _:
                return self._collected(name, account, command, at)

    def _collected(
        self, name: str, account: CreditAccount, command: "_Collecting", at: datetime
    ) -> Events | Refusal:
        """What collection does to the account as a whole."""
        match command:
            case c.FollowAccount(order):
                known = order in account.collection.following
                return () if known else (e.AccountFollowed(name, order),)
            case c.LeaveAccount(order):
                known = order in account.collection.following
                return (e.AccountLeft(order),) if known else ()
            case c.ExemptAccount():
                granted = exempted(name, account, command, self._day(at))
                if isinstance(granted, Refusal):
                    return granted
                return self._relieved(name, account, command, granted, at)
            case c.WithdrawExemption():
                return withdrawn(name, account, command)
            case c.CheckAccount():
                again = told_again(name, account, self.follow, at)
                return (*again, *looked(name, account, self.dunning, self._day(at)))
            case _:
                assert_never(command)

    def _relieved(
        self,
        name: str,
        account: CreditAccount,
        command: c.Command,
        events: Events,
        at: datetime,
    ) -> Events:
        """The events, and what ends with them: levels, a stop, and the waiting of its orders."""
        if not isinstance(command, RELIEVING):
            return events
        events = (*events, *cleared(name, _after(account, events), self._day(at)))
        if not any(isinstance(event, e.StopLifted) for event in events):
            return events
        return (*events, *answered(self.evaluation, name, _after(account, events), at))

    def _day(self, at: datetime) -> date:
        return self.evaluation.calendar.local_day(at)

    def evolve(self, account: CreditAccount, event: e.Event, /) -> CreditAccount:
        """The account once the event has happened."""
        return evolve(account, event)

    def outgoing(self, account: CreditAccount, event: e.Event, /) -> tuple[Message, ...]:
        """What the orders, the receivables and the directory must be told or asked."""
        return outgoing(account, event)

    def party(self, account: CreditAccount, /) -> str:
        """The party that has the account."""
        return account.party

    def next_check(self, account: CreditAccount, /) -> datetime | None:
        """When what it owes back is told again, a level is reached, or an exemption has ended."""
        day, told = next_look(account, self.dunning), next_told(account, self.follow)
        starts = None if day is None else self.evaluation.calendar.start_of(day)
        return min((at for at in (starts, told) if at is not None), default=None)


_Collecting: TypeAlias = (
    c.FollowAccount | c.LeaveAccount | c.ExemptAccount | c.WithdrawExemption | c.CheckAccount
)


def _after(account: CreditAccount, events: Events) -> CreditAccount:
    for event in events:
        account = evolve(account, event)
    return account


_Fact = (
    c.CommitCredit
    | c.RecordDelivery
    | c.RecordInvoice
    | c.RecordPayment
    | c.RecordReversal
    | c.RecordDefault
    | c.RecordCharges
)


def _kept(command: _Fact) -> tuple[e.CreditCommitted, ...]:
    """What stays committed of an order of which a part is counted on its own."""
    match command:
        case c.RecordDelivery(order, rest=Money() as rest):
            return (e.CreditCommitted(order, rest),)
        case _:
            return ()


def _recorded(account: CreditAccount, command: _Fact, today: date) -> e.Event:
    match command:
        case c.CommitCredit(order, amount):
            return e.CreditCommitted(order, amount)
        case c.RecordDelivery(order, amount, part):
            return e.DeliveryRecorded(obligation_of(ORDER, order, part), amount)
        case c.RecordInvoice(order, parts, sequence):
            parts = _newest(account, order, parts, sequence)
            return e.InvoiceRecorded(
                order,
                parts,
                sequence,
                command.disputed,
                command.freed,
                command.awaited,
                command.invoice,
                command.owner,
            )
        case c.RecordPayment(order, payment, amount, late, parts, sequence, by_credit):
            parts = _newest(account, order, parts, sequence)
            return e.PaymentRecorded(
                order, payment, amount, late, parts, sequence, today, by_credit
            )
        case c.RecordReversal(order, payment, amount, parts, sequence, by_credit, invoice):
            parts = _newest(account, order, parts, sequence)
            return e.ReversalRecorded(
                order, payment, amount, parts, sequence, today, by_credit, invoice
            )
        case c.RecordDefault(order, level, days, amount):
            return e.DefaultRecorded(order, level, days, amount, today)
        case c.RecordCharges(order, amount, sequence):
            return e.ChargesRecorded(order, amount, sequence)
        case _:
            assert_never(command)


def _newest(
    account: CreditAccount, order: str, parts: tuple[Instalment, ...], sequence: int
) -> tuple[Instalment, ...]:
    """What remains of an invoice, unless something newer about it is known already."""
    existing = account.obligations.get(order)
    return existing.instalments if existing is not None and sequence < existing.sequence else parts


def _taken_from(account: CreditAccount, amount: Money) -> Iterator[tuple[str, Money]]:
    """So much of the credit, the oldest payments first, so that each use names its payment."""
    for payment, lot in account.lots.items():
        part = min(lot, amount)
        if part.is_positive:
            yield payment, part
            amount = amount - part


def _knows(account: CreditAccount, order: str) -> bool:
    return order in account.obligations or any(p.order == order for p in account.pending)


def _is_delivered(account: CreditAccount, order: str) -> bool:
    """Whether there is or will be an invoice: money put to an order without one would be lost."""
    existing = account.obligations.get(order)
    return existing is not None and existing.kind not in (Kind.RESERVED, Kind.COMMITTED)


def _lacking(account: CreditAccount, amount: Money) -> Refusal | None:
    if not amount.is_positive:
        return refuse("account.amount-not-positive", amount=amount)
    if account.exposure.unallocated < amount:
        kept = account.exposure.unallocated
        return refuse("account.surplus-too-small", amount=amount, kept=kept)
    return None


def _negative(command: c.Command) -> Money | None:
    """An amount below zero where none can be: it would make room that is not there."""
    match command:
        case (
            c.ReserveCredit(amount=amount)
            | c.CommitCredit(amount=amount)
            | c.RecordDelivery(rest=Money(is_negative=True) as amount)
            | c.RecordDelivery(amount=amount)
            | c.RecordCharges(amount=amount)
            | c.ChangeLimit(limit=amount)
            | c.ReportCreditLine(line=c.CreditLine(limit=amount))
        ):
            return amount if amount.is_negative else None
        case _:
            return None


def _foreign(account: CreditAccount, command: c.Command) -> Refusal | None:
    """One currency per account; only a request for credit answers another one by its policy."""
    match command:
        case (
            c.CommitCredit(amount=amount)
            | c.RecordDelivery(amount=amount)
            | c.RecordPayment(amount=amount)
            | c.RecordReversal(amount=amount)
            | c.RecordCharges(amount=amount)
            | c.TakePayment(payment=Payment(amount=amount))
            | c.RecallPayment(amount=amount)
            | c.OweBack(amount=amount)
            | c.UseSurplus(amount=amount)
            | c.RefundSurplus(amount=amount)
            | c.ChangeLimit(limit=amount)
            | c.ReportCreditLine(line=c.CreditLine(limit=amount))
            | c.RecordInvoice(freed=Money() as amount)
            | c.RecordInvoice(instalments=(Instalment(amount=amount), *_))
        ):
            if amount.currency is not account.currency:
                expected, given = account.currency.value, amount.currency.value
                return refuse("account.currency", expected=expected, given=given)
            return None
        case _:
            return None
