"""Money that an account keeps of payments, gives up, or owes (TRU-15, COL-01)."""

from datetime import datetime, timedelta
from typing import TypeAlias, assert_never

from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.state import CreditAccount, evolve

_Money: TypeAlias = c.TakePayment | c.RecallPayment | c.OweBack


def kept(name: str, account: CreditAccount, command: _Money, at: datetime) -> tuple[e.Event, ...]:
    """What comes of money for the account itself."""
    match command:
        case c.TakePayment(payment):
            taken = e.SurplusKept(name, payment.id, payment.amount)
            settles = (
                account.indebted.is_positive and not evolve(account, taken).indebted.is_positive
            )
            return (taken, e.DebtSettled()) if settles else (taken,)
        case c.RecallPayment(payment_id, amount):
            part = min(account.held(payment_id), amount)
            return (e.SurplusRecalled(name, payment_id, part, at),) if part.is_positive else ()
        case c.OweBack(payment_id, amount):
            return (e.DebtIncurred(name, payment_id, amount, at),)
        case _:
            assert_never(command)


def next_told(account: CreditAccount, follow: timedelta) -> datetime | None:
    """When it is told again what the account owes of refunds, if it owes any."""
    if account.looked is None or not account.indebted.is_positive:
        return None
    return account.looked + follow


def told_again(
    name: str, account: CreditAccount, follow: timedelta, at: datetime
) -> tuple[e.Event, ...]:
    """That the account still owes what it was refunded, once it is time to say so."""
    due = next_told(account, follow)
    return (e.DebtFollowed(name, account.indebted, at),) if due is not None and due <= at else ()
