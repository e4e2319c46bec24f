"""What a technical claim waits for: papers, the technical team, refunds, the answer (FUL-06)."""

from typing import Final

from order_to_cash.domain.core.waiting import Seen, Waiting
from order_to_cash.domain.technical_claim import commands as c
from order_to_cash.domain.technical_claim.lifecycle import Stage


def _undecided(seen: Seen) -> bool:
    return seen.state.stage is Stage.SOLVED and bool(seen.state.undecided)


WAITING: Final = Waiting(
    aside=(c.ReopenClaim, c.WithdrawClaim),
    only={
        c.RefundInvoice: _undecided,
        c.RefuseRefund: _undecided,
        c.CloseClaim: lambda seen: not _undecided(seen),
    },
    rests=lambda seen: seen.state.stage is Stage.CLOSED,
)
