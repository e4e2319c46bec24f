"""What the world must be asked or told once something happened to a transfer."""

from typing import assert_type

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.billing import ChargeForm
from order_to_cash.domain.trade.equipment import Equipment
from order_to_cash.domain.trade.fulfilment import OpenWorkOrder, RemoveService
from order_to_cash.domain.trade.invoicing import ChargeOnce
from order_to_cash.domain.trade.messages import Message, Notice, Notify
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer import records as r
from order_to_cash.domain.transfer.facts import Outcome
from order_to_cash.domain.transfer.procedures import Step, WorkOrder
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import Transfer
from order_to_cash.domain.transfer.telling import to_customer, to_role
from order_to_cash.domain.transfer.withdrawal import repaid, withdrawn


def outgoing(settings: TransferSettings, transfer: Transfer, event: e.Event) -> tuple[Message, ...]:
    """The messages to send; `transfer` already includes the event."""
    match event:
        case e.TransferReceived():
            return _received(settings, transfer)
        case e.DataMissing(decision) | e.DataCorrected(decision=decision):
            told = to_customer(transfer, Notice.TRANSFER_DATA_MISSING)
            return (changed(told, findings=decision.obstacles),)
        case e.DataCompleted():
            return (_to_assign(settings, transfer),)
        case e.TransferAssigned(to):
            return (to_role(transfer, Notice.TRANSFER_ASSIGNED, to),)
        case e.TransferRefused(decision, unseen):
            return _refused(settings, transfer, decision, unseen)
        case e.ConsentRefused(undo):
            return withdrawn(settings, transfer, undo)
        case e.TransferCancelled():
            return repaid(settings, transfer)
        case e.StepRecorded(step, record):
            return _recorded(settings, transfer, step, record)
        case e.WorkOrdersIssued():
            return (*_orders(settings, transfer, Step.WORK_ORDERS), *_charge(settings, transfer))
        case e.EquipmentSettled(items):
            return tuple(
                ChargeOnce(transfer.request.account, item.charge, f"equipment {item.code}")
                for item in items
                if item.outcome is Outcome.CHARGED and item.charge is not None
            )
        case e.ServiceOn(gap_seconds=gap):
            return (to_customer(transfer, Notice.TRANSFER_COMPLETED, *_completed(transfer, gap)),)
        case _:
            assert_type(event, e.Quiet)
            return ()


def _received(settings: TransferSettings, transfer: Transfer) -> tuple[Message, ...]:
    """The cost is told where the procedure says so; the form goes out once nothing is missing."""
    quote = transfer.fee.fixed
    held: Values = () if quote.tax is None else (("tax", quote.tax),)
    cost: Values = (("total", quote.total), ("day", quote.on), *held)
    told = to_customer(transfer, Notice.TRANSFER_COST, *cost)
    complete = settings.intake.decide(transfer.request).allows
    return (told, _to_assign(settings, transfer)) if complete else (told,)


def _refused(
    settings: TransferSettings, transfer: Transfer, decision: Decision, unseen: tuple[Step, ...]
) -> tuple[Message, ...]:
    """Why, what would have helped, and what the customer gets back."""
    paid = transfer.fee.paid
    left: Values = (("unseen", tuple(step.value for step in unseen)),) if unseen else ()
    amount: Values = (("amount", paid),) if paid.is_positive else ()
    told = to_customer(transfer, Notice.TRANSFER_REFUSED, *left, *amount)
    told = changed(told, findings=decision.failures, proposals=decision.proposals)
    return (told, *repaid(settings, transfer))


def _to_assign(settings: TransferSettings, transfer: Transfer) -> Notify:
    row = settings.procedure(transfer.procedure).row(Step.ASSIGN)
    head = Role.COMMERCIAL_HEAD if row is None else row.role
    request = transfer.request
    contact, hours = request.mobile, request.hours
    values = (("transfer", transfer.id), ("contract", request.contract), ("hours", hours))
    return Notify(Notice.TRANSFER_TO_ASSIGN, head.value, values, contact)


def _recorded(
    settings: TransferSettings, transfer: Transfer, step: Step, record: r.Record
) -> tuple[Message, ...]:
    match record:
        case r.EquipmentTold():
            procedure = settings.procedure(transfer.procedure)
            items = tuple(item.description for item in transfer.request.equipment)
            what = (("fate", procedure.fate.value), ("items", items))
            return (to_customer(transfer, Notice.TRANSFER_EQUIPMENT, *what),)
        case r.ChargeClaim():
            return _claimed(settings, transfer, record)
        case r.PassedOn(to):
            role = Role.BILLING if step is Step.TO_CLAIMS else Role.TECHNICAL_TEAM
            passed = to_role(transfer, Notice.TRANSFER_PASSED_ON, role.value, ("to", to))
            to_collect = tuple(item.description for item in _to_collect(settings, transfer))
            if step is Step.TO_INSTALLATION and to_collect:
                passed = changed(passed, values=(*passed.values, ("items", to_collect)))
            return (*_orders(settings, transfer, step), passed)
        case _:
            return ()


def _orders(settings: TransferSettings, transfer: Transfer, step: Step) -> tuple[Message, ...]:
    """The work orders that the step's row opens, one for each product."""
    row = settings.procedure(transfer.procedure).row(step)
    kinds = () if row is None else row.orders
    return tuple(
        _order(settings, transfer, kind, line)
        for kind in kinds
        for line in range(1, len(transfer.request.services) + 1)
    )


def _to_collect(settings: TransferSettings, transfer: Transfer) -> tuple[Equipment, ...]:
    """What is lent and has to be given back, as long as nobody has settled it."""
    if settings.procedure(transfer.procedure).collects is None:
        return ()
    open_ = transfer.open_items
    lent = (item for item in transfer.request.equipment if item.code in open_)
    return tuple(Equipment(item.code, item.description) for item in lent)


def _order(settings: TransferSettings, transfer: Transfer, kind: WorkOrder, line: int) -> Message:
    """One work order; the equipment is collected once, with the first of those that collect it."""
    request, service = transfer.request, transfer.request.services[line - 1]
    collects = kind is settings.procedure(transfer.procedure).collects and line == 1
    recover = _to_collect(settings, transfer) if collects else ()
    if kind is WorkOrder.WITHDRAWAL:
        left = request.origin
        return RemoveService(transfer.id, line, service, left.zone, left.technology.value, recover)
    new = request.destination
    address = None if transfer.presented is None else transfer.presented.address
    return OpenWorkOrder(
        transfer.id, line, service, new.zone, new.technology.value, address, recover
    )


def charged(settings: TransferSettings, transfer: Transfer) -> Money:
    """All that billing was asked to charge so far: the fee still owed, and items that were lost."""
    row = settings.procedure(transfer.procedure).row(Step.CHARGE)
    fee_asked = (Step.WORK_ORDERS if row is None else Step.CHARGE) in transfer.done
    lost = (item.charge for item in transfer.field.settled if item.charge is not None)
    currency = transfer.fee.fixed.total.currency
    return Money.sum_of((*((transfer.fee.owed,) if fee_asked else ()), *lost), currency)


def _charge(settings: TransferSettings, transfer: Transfer) -> tuple[Message, ...]:
    """What is still owed goes to billing, unless a step of the procedure words the charge."""
    if settings.procedure(transfer.procedure).row(Step.CHARGE) is not None:
        return ()
    owed = transfer.fee.owed
    if not owed.is_positive:
        return ()
    return (_fee(settings, transfer, owed),)


def _fee(
    settings: TransferSettings, transfer: Transfer, owed: Money, form: ChargeForm | None = None
) -> ChargeOnce:
    """What is owed of the fee, with the tax in it as of the day of the quote."""
    tax = settings.tariffs.tax_in(owed, transfer.fee.fixed.on)
    return ChargeOnce(transfer.request.account, owed, f"transfer {transfer.id}", form, tax=tax)


def _claimed(
    settings: TransferSettings, transfer: Transfer, claim: r.ChargeClaim
) -> tuple[Message, ...]:
    """The amount owed as a one-time charge, in the form of a claim with both its figures."""
    owed = transfer.fee.owed
    if not owed.is_positive:
        return ()
    nothing = Money.zero(owed.currency)
    form = ChargeForm(
        claim.invoice or "",
        claim.received_at or "",
        claim.kind or "",
        claim.cause or "",
        nothing if claim.value_to_collect is None else claim.value_to_collect,
        nothing if claim.observed is None else claim.observed,
        claim.observation or "",
    )
    return (_fee(settings, transfer, owed, form),)


def _completed(transfer: Transfer, gap: int) -> Values:
    """How long there was no service, and what is another one now; the number itself is private."""
    values: Values = (("minutes", gap // 60),)
    if transfer.contract:
        values = (*values, ("contract", transfer.contract))
    return (*values, ("number", True)) if transfer.number is not None else values
