"""What a receivable waits for: its number, its money, the end of a dispute (FUL-06)."""

from datetime import timedelta
from typing import Final

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.waiting import Seen, Waiting
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable.lifecycle import OWING, Stage


def _rests(seen: Seen) -> bool:
    """Nothing is owed any more, or it was given up, and nothing is disputed."""
    return seen.state.stage in (Stage.SETTLED, Stage.WRITTEN_OFF) and not _disputed(seen)


def _disputed(seen: Seen) -> bool:
    return seen.state.pause.disputed is not None


WAITING: Final = Waiting(
    aside=(
        c.RefuseIssue,
        c.RecallPayment,
        c.OpenDispute,
        c.CreditInvoice,
        c.PromiseToPay,
        c.WriteOff,
    ),
    only={
        c.RetryIssue: lambda _: True,
        c.TakePayment: lambda seen: seen.state.stage in OWING,
        c.ResolveDispute: _disputed,
    },
    rests=_rests,
    behind={c.TakePayment: (Role.DISTRIBUTOR, Role.CUSTOMER)},
    patience=timedelta(days=30),
    overseer=Role.CREDIT_AND_COLLECTIONS,
)
