"""Which step is next, and whether this one may be done now, by this role (TRF-25)."""

from typing import Final

from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.transfer.procedures import Procedure, Row, Step
from order_to_cash.domain.transfer.state import Transfer

REVIEWED: Final = (Step.FEASIBILITY, Step.REQUIREMENTS)
"""Steps that may be given again while the review is open."""


def next_row(procedure: Procedure, transfer: Transfer) -> Row | None:
    """The first step that is not behind the transfer and concerns it."""
    return next(
        (
            row
            for row in procedure.rows
            if row.step not in transfer.done and _concerns(row.step, transfer)
        ),
        None,
    )


def row_for(procedure: Procedure, transfer: Transfer, step: Step, role: Role) -> Row | Refusal:
    """The row of a step that is next and for this role, or why it is not.

    Raises `OutOfOrder` where every step is done: then the stage welcomes none.
    """
    row = next_row(procedure, transfer)
    if step in REVIEWED and step in transfer.done:
        row = procedure.row(step)
    if row is None:
        raise OutOfOrder(f"procedure {procedure.number} has no step left; check the history")
    if row.step is not step:
        return refuse(
            "transfer.wrong-step",
            given=step.value,
            procedure=procedure.number,
            expected=row.step.value,
            source=row.source,
        )
    if row.role is not role:
        return refuse(
            "transfer.other-role",
            procedure=procedure.number,
            step=step.value,
            allowed=row.role.value,
            role=role.value,
        )
    return row


def _concerns(step: Step, transfer: Transfer) -> bool:
    """Customers are sent to the cashier when they pay cash; told of equipment if they have any."""
    if step is Step.CASHIER:
        cash = transfer.presented is not None and transfer.presented.pays_cash
        return cash and transfer.fee.owed.is_positive
    if step is Step.TELL_EQUIPMENT:
        return bool(transfer.request.equipment)
    return True
