"""What an account waits for: its credit line, or the money that it owes back (FUL-06)."""

from typing import Final

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.waiting import Seen, Waiting
from order_to_cash.domain.credit_account import commands as c


def _owes(seen: Seen) -> bool:
    return bool(seen.state.indebted.is_positive)


def _asked(seen: Seen) -> bool:
    return bool(seen.state.pending)


WAITING: Final = Waiting(
    aside=(c.ChangeLimit, c.SuspendAccount, c.ReactivateAccount, c.CloseAccount),
    only={c.TakePayment: _owes, c.ReportCreditLine: _asked},
    rests=lambda seen: not _owes(seen) and not _asked(seen),
    behind={c.TakePayment: (Role.DISTRIBUTOR, Role.CUSTOMER)},
    overseer=Role.CREDIT_AND_COLLECTIONS,
)
