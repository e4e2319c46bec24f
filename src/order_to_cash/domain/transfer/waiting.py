"""What a transfer waits for: the next step of its procedure, then the field (FUL-06)."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.waiting import Seen, Waiting, While
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer.lifecycle import Stage
from order_to_cash.domain.transfer.order_of_steps import next_row
from order_to_cash.domain.transfer.procedures import Row, Step

_BY_STEP: Final[Mapping[Step, type[c.Command]]] = {
    Step.ASSIGN: c.AssignTransfer,
    Step.FEASIBILITY: c.ReportFeasibility,
    Step.REQUIREMENTS: c.PresentRequirements,
    Step.SUMMARY: c.ConfirmSummary,
    Step.WORK_ORDERS: c.IssueWorkOrders,
}
"""The steps with a command of their own; the others are recorded."""

_STEPPED: Final = (Stage.RECEIVED, Stage.IN_REVIEW, Stage.IN_EXECUTION)


def _next(seen: Seen) -> Row | None:
    """The row of the procedure that is next, where one is."""
    if seen.state.stage not in _STEPPED:
        return None
    settings = seen.process.settings
    return next_row(settings.procedure(seen.state.procedure), seen.state)


def _by_step(seen: Seen) -> type[c.Command] | None:
    row = _next(seen)
    return None if row is None else _BY_STEP.get(row.step, c.RecordStep)


def _is_next(command: type[c.Command]) -> While:
    return lambda seen: _by_step(seen) is command


def _of_the_row(seen: Seen, command: type[c.Command]) -> tuple[Role, ...]:
    row = _next(seen)
    return () if row is None or _by_step(seen) is not command else (row.role,)


def _fee_due(seen: Seen) -> bool:
    """Whether the customer is at the cashier's desk, by promise."""
    presented = seen.state.presented
    promised = presented is not None and presented.pays_cash
    return seen.state.stage is Stage.IN_EXECUTION and promised and seen.state.fee.owed.is_positive


def _installing(seen: Seen) -> bool:
    return seen.state.stage is Stage.INSTALLING


WAITS: Final = Waiting(
    aside=(c.WaiveFee, c.CancelTransfer),
    only={
        **{command: _is_next(command) for command in (*_BY_STEP.values(), c.RecordStep)},
        c.PayFee: _fee_due,
        c.SettleEquipment: lambda seen: _installing(seen) and bool(seen.state.open_items),
        c.ReportOff: lambda seen: _installing(seen) and seen.state.field.off is None,
        c.ReportOn: lambda seen: _installing(seen) and seen.state.field.on is None,
    },
    narrowed=_of_the_row,
)
