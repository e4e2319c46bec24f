"""What is proposed about credit is done in the process itself, command by command, and passes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from order_to_cash.domain.core import Envelope, Money, Role, changed
from order_to_cash.domain.credit_account import (
    Command,
    CreditAccount,
    CreditAccountProcess,
    CreditLine,
    CreditReserved,
    Event,
    RecordInvoice,
    RecordPayment,
    ReportCreditLine,
    ReserveCredit,
)
from order_to_cash.domain.trade import Instalment
from order_to_cash.operators.peru import CREDIT_ACCOUNTS
from order_to_cash.rules import PaymentTolerance, credit_policy
from order_to_cash.whatif import Change, remedies
from tests.rules.told import CLAUSE, pen

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)
TODAY = date(2026, 3, 2)
TOLERANCE = PaymentTolerance(days=30, late=1, taken_back=0, levels=0, worst_days=0)
POLICY = credit_policy(CLAUSE, days=2, amount=pen("1.00"), record=TOLERANCE)
ACCOUNTS: CreditAccountProcess = changed(
    CREDIT_ACCOUNTS, evaluation=changed(CREDIT_ACCOUNTS.evaluation, policy=POLICY)
)
NOTHING = pen("0.00")


def caused(account: CreditAccount, command: Command, at: datetime) -> tuple[Event, ...]:
    """What a command leads to, which no remedy may be refused."""
    envelope = Envelope("c", "A-1", "credit_account", at, "x", Role.CREDIT_AND_COLLECTIONS, command)
    events = ACCOUNTS.decide(account, envelope)
    assert isinstance(events, tuple)
    return events


def after(account: CreditAccount, command: Command, at: datetime) -> CreditAccount:
    """The account once the command is done."""
    for happened in caused(account, command, at):
        account = ACCOUNTS.evolve(account, happened)
    return account


def paid(
    account: CreditAccount, cents: int, at: datetime, which: Callable[[date], bool]
) -> CreditAccount:
    """The account once so much is paid of some invoices, by their due days, the oldest first."""
    today = ACCOUNTS.evaluation.calendar.local_day(at)
    parts = [
        (part.due, order, part.outstanding, held.sequence)
        for order, held in account.obligations.items()
        for part in held.instalments
        if which(part.due)
    ]
    for due, order, owed, sequence in sorted(parts, key=lambda part: part[0]):
        put = Money(min(cents, owed.minor), owed.currency)
        if put.is_positive:
            rest = (Instalment(due, owed, put),)
            cents -= put.minor
            payment = RecordPayment(order, "P", put, due < today, rest, sequence + 1)
            account = after(account, payment, at)
    return account


def reserved(account: CreditAccount, amount: Money, changes: tuple[Change, ...]) -> bool:
    """Whether the order gets its credit once these changes are done, one after the other."""
    at = NOW
    for change in changes:
        match change.code:
            case "credit.pay":
                account = paid(account, change.units, at, lambda _: True)
            case "credit.order-less":
                amount = Money(amount.minor - change.units, amount.currency)
            case _:
                for day in range(change.units + 1):
                    at, due = NOW + timedelta(days=day), TODAY + timedelta(days=day)
                    account = paid(account, 10**9, at, lambda d, due=due: d == due)  # type: ignore[misc]
    asked = ReserveCredit("order/NEW", amount)
    return isinstance(caused(account, asked, at)[-1], CreditReserved)


@st.composite
def accounts(draw: st.DrawFn) -> CreditAccount:
    """A party with a limit and some invoices, due on different days before and after today."""
    line = CreditLine("A-1", "D-1", pen("100.00"))
    account = after(ACCOUNTS.initial, ReportCreditLine(line), NOW - timedelta(days=90))
    for number, days in enumerate(draw(st.lists(st.integers(-9, 20), max_size=3, unique=True))):
        owed = Money(draw(st.integers(1, 6000)), line.limit.currency)
        parts = (Instalment(TODAY + timedelta(days=days), owed, NOTHING),)
        invoice = RecordInvoice(f"order/{number}", parts, 1)
        account = after(account, invoice, NOW - timedelta(days=60))
    late = draw(st.sampled_from((None, 3, 20, 40)))
    if late is not None:
        at, due = NOW - timedelta(days=late), TODAY - timedelta(days=50)
        account = after(
            account, RecordInvoice("order/old", (Instalment(due, NOTHING, NOTHING),), 1), at
        )
        account = after(account, RecordPayment("order/old", "P", pen("1.00"), True, (), 2), at)
    return account


@given(accounts(), st.integers(1, 12_000).map(lambda cents: Money(cents, NOTHING.currency)))
def test_what_is_proposed_is_what_the_process_takes(account: CreditAccount, amount: Money) -> None:
    """COL-08, ORD-10, ORD-11: paid, ordered less and waited as proposed, the order gets its credit.

    One cent or one day less, and it gets none, as long as nothing falls due meanwhile.
    """
    facts: Any = ACCOUNTS.evaluation.facts(account, ReserveCredit("order/NEW", amount), NOW)
    found = remedies(POLICY, facts)
    assert reserved(account, amount, ()) is not bool(found.against)
    for remedy in found.found:
        codes = [change.code for change in remedy.changes]
        event(" and ".join(codes))
        assert reserved(account, amount, remedy.changes)
        if "credit.wait" not in codes:
            for spared in remedy.changes:
                less = tuple(
                    changed(c, units=c.units - 1) if c is spared else c for c in remedy.changes
                )
                assert not reserved(account, amount, less)
