"""The steps of a procedure, one after the other: records, summary, cash desk, work orders (004)."""

from datetime import datetime

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.parties import Role, same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.trade.requirements import HolderKind
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer import records as r
from order_to_cash.domain.transfer.facts import FormKind, Waiver
from order_to_cash.domain.transfer.order_of_steps import next_row, row_for
from order_to_cash.domain.transfer.procedures import (
    OUTSIDE,
    RECORDED,
    Row,
    Step,
    differing,
    omitted,
)
from order_to_cash.domain.transfer.review import execution
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import Transfer, evolve

Events = tuple[e.Event, ...]
CATEGORY = frozenset({"category", "subcategory"})


def record(
    settings: TransferSettings, transfer: Transfer, given: c.RecordStep, role: Role
) -> Events | Refusal:
    """Record a step with everything its row names, or say all that is missing."""
    row = row_for(settings.procedure(transfer.procedure), transfer, given.step, role)
    if isinstance(row, Refusal):
        return row
    objection = _of_kind(row, given.record) or _of_fields(transfer, row, given.record)
    objection = objection or _of_forms(transfer, row, given.record)
    objection = objection or _of_claim(transfer, given.record)
    if objection is None and isinstance(given.record, r.Consent) and not given.record.consents:
        return (e.ConsentRefused(tuple(step for step in transfer.done if step in OUTSIDE)),)
    return objection or finished(settings, transfer, e.StepRecorded(given.step, given.record))


def confirm(
    settings: TransferSettings, transfer: Transfer, given: c.ConfirmSummary, role: Role
) -> Events | Refusal:
    """The customer confirms, which fixes the price; or it goes back to the data (TRF-18)."""
    row = row_for(settings.procedure(transfer.procedure), transfer, Step.SUMMARY, role)
    if isinstance(row, Refusal):
        return row
    if not given.confirmed:
        return (e.SummaryRejected(transfer.rounds + 1),)
    return (e.SummaryConfirmed(transfer.fee.fixed),)


def pay(transfer: Transfer, given: c.PayFee) -> Events | Refusal:
    """Take cash for the fee, never more than is owed, each receipt once."""
    fee, amount = transfer.fee, given.amount
    expected = fee.fixed.total.currency
    if amount.currency is not expected:
        return refuse("transfer.currency", expected=expected.value, given=amount.currency.value)
    if not amount.is_positive:
        return refuse("transfer.amount-not-positive", amount=amount)
    if given.receipt in {receipt for receipt, _ in fee.receipts}:
        return refuse("transfer.receipt-known", receipt=given.receipt)
    if _is_charged(transfer):
        return refuse("transfer.charged-already")
    if amount > fee.owed:
        return refuse("transfer.too-much", amount=amount, owed=fee.owed)
    return (e.FeePaid(given.receipt, amount),)


def waive(transfer: Transfer, envelope: Envelope[c.Command], reason: str) -> Events | Refusal:
    """Let the customer off what is still owed, by name and with a reason (TRU-16)."""
    if _is_the_customer(transfer, envelope.actor):
        return refuse("transfer.own-gain")
    if _is_charged(transfer):
        return refuse("transfer.charged-already")
    if not transfer.fee.owed.is_positive:
        return refuse("transfer.nothing-owed")
    return (e.FeeWaived(Waiver(envelope.actor, reason)),)


def _is_the_customer(transfer: Transfer, actor: str) -> bool:
    """Whether the actor is whose fee it is, by account or by name."""
    request = transfer.request
    name = "" if request.customer is None else request.customer.reveal()
    return same_person(actor, request.account) or same_person(actor, name)


def issue(
    settings: TransferSettings,
    transfer: Transfer,
    given: c.IssueWorkOrders,
    role: Role,
    at: datetime,
) -> Events | Refusal:
    """Let the work orders out, unless something fell due since the review."""
    row = row_for(settings.procedure(transfer.procedure), transfer, Step.WORK_ORDERS, role)
    if isinstance(row, Refusal):
        return row
    presented, expected = transfer.presented, settings.tariffs.currency
    if given.overdue.currency is not expected:
        wrong = given.overdue.currency.value
        return refuse("transfer.currency", expected=expected.value, given=wrong)
    if presented is None:
        return refuse("transfer.orders-not-out")
    if presented.pays_cash and (owed := transfer.fee.owed).is_positive:
        return refuse("transfer.cash-not-paid", owed=owed)
    decision = execution(settings, transfer, changed(presented, overdue=given.overdue), at)
    if not decision.allows:
        return refuse("transfer.accounts-in-arrears", decision)
    return finished(settings, transfer, e.WorkOrdersIssued(at, decision))


def finished(settings: TransferSettings, transfer: Transfer, event: e.Event) -> Events:
    """The event, and the end of the procedure and of the transfer if nothing is left."""
    after = evolve(transfer, event)
    if next_row(settings.procedure(transfer.procedure), after) is not None:
        return (event,)
    if after.is_installed:
        return (event, e.ProcedureFinished(), e.TransferCompleted())
    return (event, e.ProcedureFinished())


def _of_kind(row: Row, given: r.Record) -> Refusal | None:
    expected = RECORDED.get(row.step)
    if expected is not None and isinstance(given, expected):
        return None
    return refuse(
        "transfer.wrong-record",
        step=row.step.value,
        expected=None if expected is None else expected.__name__,
        given=type(given).__name__,
    )


def _of_fields(transfer: Transfer, row: Row, given: r.Record) -> Refusal | None:
    presented, kept = transfer.presented, frozenset[str]()
    if presented is not None and presented.applicant.holder is not HolderKind.NATURAL_PERSON:
        kept = CATEGORY & {name for name, _ in row.fixed}
        entered = tuple(sorted(name for name in kept if getattr(given, name) is not None))
        if entered:
            return refuse("transfer.category-stays", fields=entered)
    if isinstance(given, r.Consent) and given.consents is False:
        kept |= {"consents"}
    if missing := omitted(row, given, kept):
        return refuse("transfer.left-out", step=row.step.value, missing=missing)
    if others := differing(row, given, kept):
        values = tuple(value for name, value in row.fixed if name in others)
        return refuse("transfer.other-value", step=row.step.value, fields=others, values=values)
    return None


def _of_forms(transfer: Transfer, row: Row, given: r.Record) -> Refusal | None:
    if not isinstance(given, r.Printed):
        return None
    lent = bool(transfer.request.equipment)
    needed = tuple(f for f in row.forms if f is not FormKind.LOAN_CONTRACT or lent)
    right = {f.kind for f in given.forms if (f.originals, f.copies) == (1, 1)}
    wrong = tuple(form.value for form in needed if form not in right)
    return refuse("transfer.forms-missing", forms=wrong) if wrong else None


def _of_claim(transfer: Transfer, given: r.Record) -> Refusal | None:
    if not isinstance(given, r.ChargeClaim) or given.observed is None:
        return None
    fee = transfer.fee.fixed.total
    if given.observed != fee:
        return refuse("transfer.claim-amount", fee=fee, given=given.observed)
    value = given.value_to_collect
    if value is not None and value.currency is not fee.currency:
        return refuse("transfer.currency", expected=fee.currency.value, given=value.currency.value)
    return None


def _is_charged(transfer: Transfer) -> bool:
    """Whether what was owed has been passed to billing: from the work orders on at the latest."""
    return Step.CHARGE in transfer.done or Step.WORK_ORDERS in transfer.done
