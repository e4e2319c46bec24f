"""What billing, the technical team and the customer are told about a plan change."""

from typing import Final, assert_never

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.wording import Language, Text, Value
from order_to_cash.domain.plan_change import events as e
from order_to_cash.domain.plan_change.facts import Part, PlanChangeKind, Proration
from order_to_cash.domain.plan_change.state import PlanChange
from order_to_cash.domain.trade.messages import (
    ChargeOnce,
    Message,
    Notice,
    Notify,
    OpenWorkOrder,
    RefundPayment,
)

NOTE: Final = Text(
    "the invoice is prorated by the change of plan from {effective}: {parts}; billed {billed}",
    "la factura se prorratea según el cambio de plan desde el {effective}: {parts}; se facturan "
    "{billed}",
)
"""What must stand on every plan change, so that nobody wonders about the invoice (REQ-09)."""

PART: Final = Text("{plan}, {days} days: {amount}", "{plan}, {days} días: {amount}")


def note(proration: Proration, language: Language) -> str:
    """The note on the invoice that tells why it is another one, with every part (REQ-09)."""
    return NOTE.render(
        {
            "effective": proration.effective,
            "parts": tuple(_part(part, language) for part in proration.parts),
            "billed": proration.billed,
        },
        language,
    )


def outgoing(
    change: PlanChange,
    event: e.Event,
    visited: frozenset[PlanChangeKind],
    invoices: Language,
) -> tuple[Message, ...]:
    """The messages to send; `change` already includes the event. Notes are as `invoices` are."""
    match event:
        case e.RequirementsMissing(decision):
            told = _notify(change, Notice.PLAN_CHANGE_MISSING)
            return (changed(told, findings=decision.obstacles),)
        case e.ChangeProposed(proration):
            values = _prorated(proration)
            return (_notify(change, Notice.PLAN_CHANGE_PROPOSED, *values),)
        case e.ChangeApplied(_, proration):
            told = _notify(change, Notice.PLAN_CHANGE_APPLIED, *_prorated(proration))
            return (*_billed(change, proration, invoices), *_visit(change, visited), told)
        case e.PlanChangeRefused(decision):
            told = _notify(change, Notice.PLAN_CHANGE_REFUSED)
            return (changed(told, findings=decision.failures),)
        case (
            e.PlanChangeRequested()
            | e.RequirementsBrought()
            | e.ChangeConfirmed()
            | e.PlanChangeCancelled()
        ):
            return ()
        case _:
            assert_never(event)


def _billed(change: PlanChange, proration: Proration, invoices: Language) -> tuple[Message, ...]:
    """What the old plan's invoice lacks is charged once, what it has too much is given back."""
    account, difference = change.asked.request.account, proration.difference
    if difference.is_positive:
        return (ChargeOnce(account, difference, note(proration, invoices)),)
    if difference.is_negative:
        return (RefundPayment(account, -difference, note(proration, invoices)),)
    return ()


def _visit(change: PlanChange, visited: frozenset[PlanChangeKind]) -> tuple[Message, ...]:
    """A work order where the technology changes, or the kind of change needs a technician."""
    asked = change.asked.request
    new = asked.new
    if asked.old.technology == new.technology and asked.kind not in visited:
        return ()
    return (OpenWorkOrder(change.id, 1, new.code, asked.zone, new.technology, asked.address),)


def _prorated(proration: Proration) -> tuple[tuple[str, Value], ...]:
    return (
        ("effective", proration.effective),
        ("parts", tuple((p.plan, p.days, p.amount) for p in proration.parts)),
        ("billed", proration.billed),
        ("difference", proration.difference),
    )


def _part(part: Part, language: Language) -> str:
    return PART.render({"plan": part.plan, "days": part.days, "amount": part.amount}, language)


def _notify(change: PlanChange, notice: Notice, *values: tuple[str, Value]) -> Notify:
    asked = change.asked.request
    named = (("change", change.id), ("contract", asked.contract), *values)
    return Notify(notice, asked.customer, named, asked.contact)
