"""What follows when a transfer ends without being done: who is told, what goes back (TRF-23)."""

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.trade.fulfilment import OpenWorkOrder, RemoveService
from order_to_cash.domain.trade.invoicing import RefundPayment
from order_to_cash.domain.trade.messages import Message, Notice
from order_to_cash.domain.transfer.facts import Outcome
from order_to_cash.domain.transfer.procedures import Step
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import Transfer
from order_to_cash.domain.transfer.telling import to_customer, to_role


def withdrawn(
    settings: TransferSettings, transfer: Transfer, undo: tuple[Step, ...]
) -> tuple[Message, ...]:
    """The customer hears that it ended, the office and the technicians what to put back.

    Nothing of the fee was charged by then; what was paid is given back.
    """
    paid, back = transfer.fee.paid, _taken(transfer)
    items: tuple[tuple[str, Value], ...] = (("items", back),) if back else ()
    amount: tuple[tuple[str, Value], ...] = (("amount", paid),) if paid.is_positive else ()
    steps = ("undo", tuple(step.value for step in undo))
    row = settings.procedure(transfer.procedure).row(Step.CONSENT)
    office = Role.BACK_OFFICE if row is None else row.role
    told = (
        to_customer(transfer, Notice.TRANSFER_WITHDRAWN, *amount, *items),
        to_role(transfer, Notice.TRANSFER_TO_UNDO, office.value, steps, *items),
        to_role(transfer, Notice.TRANSFER_TO_UNDO, Role.TECHNICAL_TEAM.value, steps, *items),
    )
    return (*told, *_put_back(transfer), *repaid(settings, transfer))


def repaid(settings: TransferSettings, transfer: Transfer) -> tuple[Message, ...]:
    """What was paid of the fee goes back: nothing is owed for what was not done (TRF-20)."""
    paid, account, reason = transfer.fee.paid, transfer.request.account, f"transfer {transfer.id}"
    tax = settings.tariffs.tax_in(paid, transfer.fee.fixed.on)
    return (RefundPayment(account, paid, reason, tax=tax),) if paid.is_positive else ()


def _taken(transfer: Transfer) -> tuple[str, ...]:
    """The equipment that the technicians have collected already."""
    gone = {i.code for i in transfer.field.settled if i.outcome is Outcome.RECOVERED}
    return tuple(item.description for item in transfer.request.equipment if item.code in gone)


def _put_back(transfer: Transfer) -> tuple[Message, ...]:
    """Work orders for services that are off at the old address, or on at the new one."""
    old, new = transfer.request.origin, transfer.request.destination
    field, services = transfer.field, enumerate(transfer.request.services, 1)
    orders: list[Message] = []
    for line, service in services:
        if field.on is not None:
            where = (new.zone, new.technology.value)
            orders.append(RemoveService(transfer.id, line, service, *where))
        if field.off is not None:
            where = (old.zone, old.technology.value)
            orders.append(OpenWorkOrder(transfer.id, line, service, *where))
    return tuple(orders)
