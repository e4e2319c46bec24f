"""What an obligation waits for: the next bill of the line (FUL-06)."""

from datetime import timedelta
from typing import Final

from order_to_cash.domain.charge_obligation import commands as c
from order_to_cash.domain.charge_obligation.lifecycle import Stage
from order_to_cash.domain.core.waiting import Waiting

WAITING: Final = Waiting(
    aside=(c.OweCorrection,),
    only={c.ReportBill: lambda seen: seen.state.stage is Stage.OPEN},
    patience=timedelta(days=45),
    rests=lambda seen: seen.state.stage is Stage.DISCHARGED,
)
