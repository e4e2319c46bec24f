"""Money that an account keeps of payments, gives up, or owes (TRU-15, COL-01)."""

from datetime import datetime
from typing import TypeAlias, assert_never

from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.state import CreditAccount, evolve

_Money: TypeAlias = c.TakePayment | c.RecallPayment | c.OweBack | c.CheckAccount


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
            lot = account.lots.get(payment_id, amount - amount)
            part = min(lot, amount)
            return (e.SurplusRecalled(name, payment_id, part, at),) if part.is_positive else ()
        case c.OweBack(payment_id, amount):
            return (e.DebtIncurred(name, payment_id, amount, at),)
        case c.CheckAccount():
            owed = account.indebted
            return (e.DebtFollowed(name, owed, at),) if owed.is_positive else ()
        case _:
            assert_never(command)
