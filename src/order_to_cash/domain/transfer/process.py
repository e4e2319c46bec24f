"""The transfer as a process: one for every procedure of the operator (004)."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, assert_never

from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.given import blanks
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Seen, Waiting, While
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer import (
    execution,
    installation,
    reception,
    review,
)
from order_to_cash.domain.transfer.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.transfer.order_of_steps import next_row, row_for
from order_to_cash.domain.transfer.outgoing import charged, outgoing
from order_to_cash.domain.transfer.procedures import Row, Step
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import INITIAL, Transfer, evolve

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


Events = tuple[e.Event, ...]


@entity
class TransferProcess:
    """Transfers of services to another address, by the operator's procedures and tariff."""

    settings: TransferSettings
    waiting: Waiting = WAITS

    name: ClassVar[str] = "transfer"
    role: ClassVar[Role] = Role.BACK_OFFICE
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, e.Event]] = LIFECYCLE
    initial: ClassVar[Transfer] = INITIAL

    def decide(self, transfer: Transfer, envelope: Envelope[c.Command], /) -> Events | Refusal:
        """What the command leads to; steps come in the procedure's order, each from its role."""
        command, at, role, settings = envelope.command, envelope.at, envelope.role, self.settings
        if not isinstance(command, c.SettleEquipment) and (blank := tuple(blanks(command))):
            return refuse("process.blank", fields=blank)
        if (objection := self._out_of_turn(transfer, command, role)) is not None:
            return objection
        match command:
            case c.RequestTransfer(request):
                return reception.request(settings, envelope.case, request, at)
            case c.CompleteData():
                return reception.complete(settings, transfer, command, at)
            case c.AssignTransfer(to):
                return (e.TransferAssigned(to),)
            case c.ReportFeasibility(found):
                return review.feasibility(settings, transfer, found, at)
            case c.PresentRequirements(presented):
                return review.requirements(settings, transfer, presented, at)
            case c.RecordStep():
                return execution.record(settings, transfer, command, role)
            case c.ConfirmSummary():
                return execution.confirm(settings, transfer, command, role)
            case c.PayFee():
                return execution.pay(transfer, command)
            case c.WaiveFee(reason):
                return execution.waive(transfer, envelope, reason)
            case c.IssueWorkOrders():
                return execution.issue(settings, transfer, command, role, at)
            case c.SettleEquipment():
                return installation.settle(settings, transfer, command)
            case c.ReportOff(since):
                return installation.off(transfer, since, at)
            case c.ReportOn(since):
                return installation.on(transfer, since, at)
            case c.CancelTransfer(reason):
                return _cancelled(transfer, reason)
            case _:
                assert_never(command)

    def evolve(self, transfer: Transfer, event: e.Event, /) -> Transfer:
        """The transfer once the event has happened."""
        return evolve(transfer, event)

    def outgoing(self, transfer: Transfer, event: e.Event, /) -> tuple[Message, ...]:
        """What the customer, the roles, the technical team and billing must be told."""
        return outgoing(self.settings, transfer, event)

    def next_check(self, _transfer: Transfer, /) -> datetime | None:
        """Nothing happens to a transfer by time alone."""
        return None

    def obstacles(self, transfer: Transfer, _at: datetime, /) -> tuple[Finding, ...]:
        """What the form still lacks."""
        if transfer.stage is not Stage.WAITING:
            return ()
        return self.settings.intake.decide(transfer.request).obstacles

    def next_step(self, transfer: Transfer) -> Step | None:
        """The step of the procedure that is next, if any is left."""
        if transfer.asked is None:
            return Step.RECEIVE
        row = next_row(self.settings.procedure(transfer.procedure), transfer)
        return None if row is None else row.step

    def charged(self, transfer: Transfer) -> Money:
        """What billing was asked to charge once: the fee still owed, and items that were lost."""
        return charged(self.settings, transfer)

    def _out_of_turn(self, transfer: Transfer, command: c.Command, role: Role) -> Refusal | None:
        """Why a step with a command of its own may not be done now, or not by this role."""
        step = _STEPS.get(type(command))
        if step is None:
            return None
        if isinstance(command, c.RequestTransfer):
            return self._other_desk(command, role)
        row = row_for(self.settings.procedure(transfer.procedure), transfer, step, role)
        return row if isinstance(row, Refusal) else None

    def _other_desk(self, command: c.RequestTransfer, role: Role) -> Refusal | None:
        asked = command.request
        procedure = self.settings.covering(asked.origin, asked.destination)
        row = None if procedure is None else procedure.row(Step.RECEIVE)
        if procedure is None or row is None or row.role is role:
            return None
        return refuse(
            "transfer.other-role",
            procedure=procedure.number,
            step=row.step.value,
            allowed=row.role.value,
            role=role.value,
        )


_STEPS: dict[type[c.Command], Step] = {
    c.RequestTransfer: Step.RECEIVE,
    c.AssignTransfer: Step.ASSIGN,
    c.ReportFeasibility: Step.FEASIBILITY,
    c.PresentRequirements: Step.REQUIREMENTS,
}


def _cancelled(transfer: Transfer, reason: str) -> Events | Refusal:
    if (since := transfer.field.orders) is not None:
        return refuse("transfer.orders-out", since=since)
    return (e.TransferCancelled(reason),)
