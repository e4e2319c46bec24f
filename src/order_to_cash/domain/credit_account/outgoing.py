"""What the world must be asked or told once something happened to a credit account."""

from typing import TypeAlias, assert_never, assert_type

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.state import CreditAccount, Kind
from order_to_cash.domain.trade.agreements import ReportCredit, receivable_of_obligation
from order_to_cash.domain.trade.billing import (
    NoteRecalled,
    NoteTaken,
    Owner,
    PassOn,
    RefundMoney,
    Target,
)
from order_to_cash.domain.trade.collecting import NoteExemption, NoteStanding
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.questions import AskCreditLine


def outgoing(account: CreditAccount, event: e.Event) -> tuple[Message, ...]:
    """The messages to send; `account` already includes the event."""
    match event:
        case e.CreditRequested(name):
            return (_answer(event), AskCreditLine(name))
        case e.CreditReserved() | e.ReservationDeclined() | e.CreditRevoked():
            return (_answer(event),)
        case e.SurplusKept(name, payment, amount):
            taken = NoteTaken(_here(name), amount, amount - amount, Owner(name))
            return (Tell("payment", payment, taken),)
        case e.SurplusRecalled(name, payment, amount):
            return (Tell("payment", payment, NoteRecalled(_here(name), amount)),)
        case e.SurplusUsed(name, order, amount, payment, on):
            to = Target("receivable", receivable_of_obligation(order))
            used = PassOn(_here(name), amount, to, Owner(name), on)
            return (Tell("payment", payment, used),)
        case e.SurplusRefunded(name, amount, reason, payment):
            refund = RefundMoney(_here(name), amount, Owner(name), reason)
            return (Tell("payment", payment, refund),)
        case e.DebtIncurred(name, _, amount) | e.DebtFollowed(name, amount):
            owed: tuple[tuple[str, Value], ...] = (("account", name), ("amount", amount))
            return (Notify(Notice.ACCOUNT_IN_DEBT, Role.CREDIT_AND_COLLECTIONS.value, owed),)
        case e.LimitPassed(name, exposure, limit):
            values = (("account", name), ("exposure", exposure), ("limit", limit))
            return (Notify(Notice.LIMIT_PASSED, Role.CREDIT_AND_COLLECTIONS.value, values),)
        case e.InvoiceRecorded(order) | e.ReversalRecorded(order):
            exempt = account.collection.until(order) is not None and _is_invoice(account, order)
            return (_left_alone(account, order),) if exempt else ()
        case (
            e.AccountReminded()
            | e.AccountStopped()
            | e.StopLifted()
            | e.AccountFollowed()
            | e.ExemptionGranted()
            | e.ExemptionWithdrawn()
            | e.ExemptionEnded()
        ):
            return _of_collection(account, event)
        case _:
            assert_type(event, e.Quiet)
            return ()


_Collecting: TypeAlias = (
    e.AccountReminded
    | e.AccountStopped
    | e.StopLifted
    | e.AccountFollowed
    | e.ExemptionGranted
    | e.ExemptionWithdrawn
    | e.ExemptionEnded
)


def _of_collection(account: CreditAccount, event: _Collecting) -> tuple[Message, ...]:
    """The letters of an account, and what its orders and receivables are told of it (COL-05)."""
    match event:
        case e.AccountReminded():
            return (_letter(account, event, Notice.ACCOUNT_PAST_DUE),)
        case e.AccountStopped():
            letter = _letter(account, event, Notice.ACCOUNT_STOPPED)
            return (*_to_followers(account), letter)
        case e.StopLifted(name):
            freed = _to_party(account, Notice.ACCOUNT_RESUMED, ("account", name))
            return (*_to_followers(account), freed)
        case e.AccountFollowed(_, order):
            return (Tell("order", order, _standing(account)),)
        case e.ExemptionGranted(order=order) | e.ExemptionWithdrawn(order=order):
            named = (order,) if order else tuple(account.obligations)
            return tuple(_left_alone(account, name) for name in named if _is_invoice(account, name))
        case e.ExemptionEnded(name, kind, until, invoice):
            values = (
                ("account", name),
                ("name", kind.value),
                ("until", until),
                ("invoice", invoice),
            )
            role = Role.CREDIT_AND_COLLECTIONS.value
            return (Notify(Notice.EXEMPTION_ENDED, role, values),)
        case _:
            assert_never(event)


def _letter(
    account: CreditAccount, event: e.AccountReminded | e.AccountStopped, notice: Notice
) -> Notify:
    """One letter over everything that is past due."""
    rows: Value = tuple((one.invoice, one.due, one.amount) for one in event.invoices)
    reach: tuple[tuple[str, Value], ...] = ()
    if isinstance(event, e.AccountStopped):
        reach = (("reach", tuple(one.value for one in event.reach)),)
    return _to_party(
        account,
        notice,
        ("account", event.account),
        ("days", event.days),
        ("overdue", event.overdue),
        ("invoices", rows),
        *reach,
    )


def _to_party(account: CreditAccount, notice: Notice, *values: tuple[str, Value]) -> Notify:
    """To whom the account belongs, or to Credit & Collections where nobody said who that is."""
    to = account.party or Role.CREDIT_AND_COLLECTIONS.value
    return Notify(notice, to, values, account.contact)


def _standing(account: CreditAccount) -> NoteStanding:
    collection = account.collection
    return NoteStanding(collection.number, collection.stopped, collection.reach)


def _to_followers(account: CreditAccount) -> tuple[Message, ...]:
    told = _standing(account)
    return tuple(Tell("order", order, told) for order in account.collection.following)


def _is_invoice(account: CreditAccount, name: str) -> bool:
    known = account.obligations.get(name)
    return known is not None and known.kind is Kind.UNPAID


def _left_alone(account: CreditAccount, name: str) -> Tell:
    """What the receivable is told, whose own levels stay silent as well."""
    told = NoteExemption(account.collection.spoken, account.collection.until(name))
    return Tell("receivable", receivable_of_obligation(name), told)


def _here(account: str) -> Target:
    return Target("credit_account", account)


_Answered: TypeAlias = (
    e.CreditRequested | e.CreditReserved | e.ReservationDeclined | e.CreditRevoked
)


def _answer(event: _Answered) -> Tell:
    told = ReportCredit(event.decision, event.amount, event.amended)
    return Tell("order", event.order, told)
