"""What billing, the technical team and the customer are told about a plan change."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeAlias, assert_type

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.plan_change import events as e
from order_to_cash.domain.plan_change.facts import CycleCharge, PlanChangeKind, Proration
from order_to_cash.domain.plan_change.state import PlanChange
from order_to_cash.domain.trade.fulfilment import OpenWorkOrder
from order_to_cash.domain.trade.invoicing import ChargeOnce, RefundPayment
from order_to_cash.domain.trade.messages import Message, Notice, Notify

TaxIn: TypeAlias = Callable[[Money, date], Money | None]
"""The tax in an amount as of a day, if somebody says how it is taxed."""

REASONS: Final[Mapping[CycleCharge, str]] = {
    CycleCharge.PRORATED: "plan-change.prorated",
    CycleCharge.IN_FULL: "plan-change.in-full",
}
"""Why the invoice is another one: its words must stand on it, with every part (REQ-09)."""


def outgoing(
    change: PlanChange,
    event: e.Event,
    visited: frozenset[PlanChangeKind],
    tax_in: TaxIn,
) -> tuple[Message, ...]:
    """The messages to send; `change` already includes the event."""
    match event:
        case e.RequirementsMissing(decision):
            told = _notify(change, Notice.PLAN_CHANGE_MISSING)
            return (changed(told, findings=decision.obstacles),)
        case e.ChangeProposed(proration):
            return (_notify(change, Notice.PLAN_CHANGE_PROPOSED, *_told(proration)),)
        case e.ChangeApplied(_, proration):
            told = _notify(change, Notice.PLAN_CHANGE_APPLIED, *_told(proration))
            return (*_billed(change, proration, tax_in), *_visit(change, visited), told)
        case e.PlanChangeRefused(decision):
            told = _notify(change, Notice.PLAN_CHANGE_REFUSED)
            return (changed(told, findings=decision.failures),)
        case _:
            assert_type(event, e.Quiet)
            return ()


def _billed(change: PlanChange, proration: Proration, tax_in: TaxIn) -> tuple[Message, ...]:
    """What the old plan's invoice lacks is charged once, what it has too much is given back."""
    account, difference = change.asked.request.account, proration.difference
    if difference.is_zero:
        return ()
    details, tax = _charged(proration), tax_in(abs(difference), proration.effective)
    reason = REASONS[proration.charge]
    if difference.is_positive:
        return (ChargeOnce(account, difference, reason, details=details, tax=tax),)
    return (RefundPayment(account, -difference, reason, details=details, tax=tax),)


def _visit(change: PlanChange, visited: frozenset[PlanChangeKind]) -> tuple[Message, ...]:
    """A work order where the technology changes, or the kind of change needs a technician."""
    asked = change.asked.request
    new = asked.new
    if asked.old.technology == new.technology and asked.kind not in visited:
        return ()
    return (OpenWorkOrder(change.id, 1, new.code, asked.zone, new.technology, asked.address),)


def _told(proration: Proration) -> tuple[tuple[str, Value], ...]:
    return (("charge", proration.charge.value), *_charged(proration))


def _charged(proration: Proration) -> tuple[tuple[str, Value], ...]:
    return (
        ("effective", proration.effective),
        ("parts", tuple((p.plan, p.days, p.amount) for p in proration.parts)),
        ("billed", proration.billed),
        ("difference", proration.difference),
    )


def _notify(change: PlanChange, notice: Notice, *values: tuple[str, Value]) -> Notify:
    asked = change.asked.request
    named = (("change", change.id), ("contract", asked.contract), *values)
    return Notify(notice, asked.customer, named, asked.contact)
