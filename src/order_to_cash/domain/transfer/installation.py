"""What happens at the addresses: never two services at once, no loaned item forgotten (004)."""

from datetime import datetime

import attrs

from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer.facts import Outcome, RecoveredForm, Settled
from order_to_cash.domain.transfer.lifecycle import Stage
from order_to_cash.domain.transfer.procedures import Fate
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import Transfer, evolve

Events = tuple[e.Event, ...]


def off(transfer: Transfer, since: datetime, at: datetime) -> Events | Refusal:
    """The old service is off, at the earliest once its work order is out."""
    if transfer.field.off is not None:
        return refuse("transfer.reported-already", since=transfer.field.off)
    return _objection(transfer, since, at) or (e.ServiceOff(since),)


def on(transfer: Transfer, since: datetime, at: datetime) -> Events | Refusal:
    """The new service is on, never while the old one is; the gap between them is kept."""
    field = transfer.field
    if field.on is not None:
        return refuse("transfer.reported-already", since=field.on)
    if (objection := _objection(transfer, since, at)) is not None:
        return objection
    if field.off is None or since < field.off:
        return refuse("transfer.still-on")
    gap = int((since - field.off).total_seconds())
    return completed(transfer, e.ServiceOn(since, gap))


def settle(
    settings: TransferSettings, transfer: Transfer, given: c.SettleEquipment
) -> Events | Refusal:
    """Items end carried, recovered with the complete form, or charged; each once."""
    if transfer.field.orders is None:
        return refuse("transfer.orders-not-out")
    codes = [item.code for item in given.items]
    open_ = transfer.open_items
    wrong = tuple(sorted({c for c in codes if c not in open_ or codes.count(c) > 1}))
    if wrong or not codes:
        return refuse("transfer.unknown-item", codes=wrong, open=open_)
    fate = settings.procedure(transfer.procedure).fate
    for item in given.items:
        if (objection := _objection_to(settings, fate, item)) is not None:
            return objection
    return completed(transfer, e.EquipmentSettled(given.items))


def completed(transfer: Transfer, event: e.Event) -> Events:
    """The event, and the end of the transfer if the procedure is through and nothing is open."""
    after = evolve(transfer, event)
    if after.stage is Stage.INSTALLING and after.is_installed:
        return (event, e.TransferCompleted())
    return (event,)


def _objection(transfer: Transfer, since: datetime, at: datetime) -> Refusal | None:
    orders = transfer.field.orders
    if orders is None:
        return refuse("transfer.orders-not-out")
    if not orders <= since <= at:
        return refuse("transfer.not-yet", since=since)
    return None


def _objection_to(settings: TransferSettings, fate: Fate, item: Settled) -> Refusal | None:
    match item.outcome:
        case Outcome.CARRIED:
            carries = fate is Fate.CARRY
            return None if carries else refuse("transfer.cannot-carry", code=item.code)
        case Outcome.RECOVERED:
            missing = _missing(item.form)
            if not missing:
                return None
            return refuse("transfer.form-incomplete", code=item.code, missing=missing)
        case Outcome.CHARGED:
            currency, charge = settings.tariffs.currency, item.charge
            if charge is not None and charge.currency is currency and charge.is_positive:
                return None
            return refuse("transfer.no-item-charge", code=item.code, expected=currency.value)


def _missing(form: RecoveredForm | None) -> tuple[str, ...]:
    names = tuple(attrs.fields_dict(RecoveredForm))
    if form is None:
        return names
    return tuple(name for name in names if not is_given(getattr(form, name)))
