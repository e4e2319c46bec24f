"""What a payment waits for: somebody who says where its money goes (FUL-06)."""

from typing import Final

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.waiting import Seen, Waiting
from order_to_cash.domain.payment import commands as c
from order_to_cash.domain.payment.lifecycle import Stage


def _unplaced(seen: Seen) -> bool:
    parts = seen.state.parts
    return parts is not None and not parts.free.is_zero


WAITING: Final = Waiting(
    aside=(c.TakeBack, c.NoteTaken, c.NoteUntaken),
    only={
        c.PlacePayment: _unplaced,
        c.GiveBack: lambda seen: seen.state.stage is Stage.UNPLACED,
    },
    rests=lambda seen: not _unplaced(seen),
    overseer=Role.CREDIT_AND_COLLECTIONS,
)
