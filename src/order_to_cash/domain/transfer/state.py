"""A transfer as its history made it, and how each event changes it."""

from datetime import datetime
from typing import Final, assert_type

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.trade.tariffs import Quote
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer.facts import (
    Feasibility,
    Presented,
    Settled,
    TransferRequest,
    Waiver,
)
from order_to_cash.domain.transfer.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.transfer.procedures import Step
from order_to_cash.domain.transfer.records import ProductEntry, Record


@entity
class Fee:
    """The fee of the day of the request, and what became of it."""

    quote: Quote | None = None
    receipts: tuple[tuple[str, Money], ...] = ()
    waiver: Waiver | None = None

    @property
    def fixed(self) -> Quote:
        """The quote; raises `OutOfOrder` for a transfer that was never received."""
        if self.quote is None:
            raise OutOfOrder("a transfer that was not received has no fee; check its history")
        return self.quote

    @property
    def paid(self) -> Money:
        """What was paid so far."""
        return Money.sum_of((amount for _, amount in self.receipts), self.fixed.total.currency)

    @property
    def owed(self) -> Money:
        """What is still to be paid; nothing where the fee was waived."""
        nothing = Money.zero(self.fixed.total.currency)
        if self.waiver is not None:
            return nothing
        left = self.fixed.total - self.paid
        return nothing if left.is_negative else left


@entity
class Field:
    """What happened outside: both ends of the service, and the loaned items."""

    orders: datetime | None = None
    off: datetime | None = None
    on: datetime | None = None
    settled: tuple[Settled, ...] = ()


@entity
class Transfer:
    """A transfer of services (TM Forum: ProductOrder with the action modify).

    `done` are the steps of the procedure that are behind it, `rounds` how often the customer did
    not confirm the summary. `contract` is the number of the new contract and `number` the new
    telephone number, where the transfer made one; the old contract stands in the request.
    """

    stage: Stage
    id: str = ""
    asked: TransferRequest | None = None
    procedure: int = 0
    done: tuple[Step, ...] = ()
    assigned_to: str = ""
    feasibility: Feasibility | None = None
    presented: Presented | None = None
    fee: Fee = Fee()
    rounds: int = 0
    field: Field = Field()
    contract: str = ""
    number: Sensitive | None = None

    @property
    def request(self) -> TransferRequest:
        """The request; raises `OutOfOrder` for a transfer that was never received."""
        if self.asked is None:
            raise OutOfOrder(f"a transfer in {self.stage.name} has no request; check its history")
        return self.asked

    @property
    def open_items(self) -> tuple[str, ...]:
        """The loaned items that are neither carried, recovered nor charged yet."""
        ended = {item.code for item in self.field.settled}
        return tuple(item.code for item in self.request.equipment if item.code not in ended)

    @property
    def is_installed(self) -> bool:
        """Whether the service works at the new address and no item is open."""
        return self.field.on is not None and not self.open_items


INITIAL: Final = Transfer(Stage.NEW)


def evolve(transfer: Transfer, event: e.Event) -> Transfer:
    """The transfer once the event has happened."""
    now = changed(transfer, stage=LIFECYCLE.after(transfer.stage, event))
    match event:
        case e.TransferReceived(id_, request, procedure, quote):
            return _done(
                changed(now, id=id_, asked=request, procedure=procedure, fee=Fee(quote)),
                Step.RECEIVE,
            )
        case e.DataCorrected(request, quote) | e.DataCompleted(request, quote):
            return changed(now, asked=request, fee=changed(now.fee, quote=quote))
        case e.TransferAssigned(to):
            return _done(changed(now, assigned_to=to), Step.ASSIGN)
        case e.FeasibilityReported(found):
            return _done(changed(now, feasibility=found), Step.FEASIBILITY)
        case e.RequirementsPresented(presented):
            return _done(changed(now, presented=presented), Step.REQUIREMENTS)
        case e.StepRecorded(step, record):
            return _done(_moved(now, record), step)
        case e.SummaryConfirmed(quote):
            return _done(changed(now, fee=changed(now.fee, quote=quote)), Step.SUMMARY)
        case e.SummaryRejected(round_):
            again = changed(now, rounds=round_, done=(Step.RECEIVE,), assigned_to="")
            return changed(again, feasibility=None, presented=None)
        case e.FeePaid(receipt, amount):
            receipts = (*now.fee.receipts, (receipt, amount))
            return changed(now, fee=changed(now.fee, receipts=receipts))
        case e.FeeWaived(waiver):
            return changed(now, fee=changed(now.fee, waiver=waiver))
        case e.WorkOrdersIssued(at):
            return _done(_outside(now, orders=at), Step.WORK_ORDERS)
        case e.EquipmentSettled(items):
            return _outside(now, settled=(*now.field.settled, *items))
        case e.ServiceOff(since):
            return _outside(now, off=since)
        case e.ServiceOn(since):
            return _outside(now, on=since)
        case _:
            assert_type(event, e.OnlyStage)
            return now


def _done(transfer: Transfer, step: Step) -> Transfer:
    done = transfer.done
    return transfer if step in done else changed(transfer, done=(*done, step))


def _moved(transfer: Transfer, record: Record) -> Transfer:
    """The contract and the number that the service has from now on, where they are new."""
    if not isinstance(record, ProductEntry):
        return transfer
    made, number = record.contract, record.new_number
    return changed(
        transfer,
        contract=transfer.contract if made is None else made.number,
        number=transfer.number if number is None else number,
    )


def _outside(
    transfer: Transfer,
    *,
    orders: datetime | None = None,
    off: datetime | None = None,
    on: datetime | None = None,
    settled: tuple[Settled, ...] | None = None,
) -> Transfer:
    field = transfer.field
    now = Field(
        orders or field.orders,
        off or field.off,
        on or field.on,
        field.settled if settled is None else settled,
    )
    return changed(transfer, field=now)
