"""What a correction waits for: evidence, a cause, an approval, its registration (FUL-06)."""

from typing import Final

from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction.lifecycle import Stage
from order_to_cash.domain.core.waiting import Waiting, While


def _in(stage: Stage) -> While:
    return lambda seen: seen.state.stage is stage


WAITING: Final = Waiting(
    aside=(c.ReportStillWrong, c.RefuseCorrection, c.WithdrawCorrection),
    only={
        c.CompleteIntake: _in(Stage.PENDING),
        c.ReportFacts: _in(Stage.IN_REVIEW),
        c.OverrideCause: _in(Stage.IN_REVIEW),
    },
    rests=_in(Stage.ATTENDED),
)
