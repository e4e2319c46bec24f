"""From the request to the assignment: procedure, fee, data of the form (004 II, steps 1 to 4)."""

from datetime import date, datetime

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.own import merged, undeclared
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.trade.tariffs import Quote
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer.facts import Place, TransferRequest
from order_to_cash.domain.transfer.settings import TransferSettings
from order_to_cash.domain.transfer.state import Transfer

Events = tuple[e.Event, ...]


def request(
    settings: TransferSettings, case: str, asked: TransferRequest, at: datetime
) -> Events | Refusal:
    """Record the request under the procedure that covers it, and name all data it lacks."""
    if (odd := undeclared(settings.own, asked.own)) is not None:
        return odd
    procedure = settings.covering(asked.origin, asked.destination)
    if procedure is None:
        return refuse(
            "transfer.no-procedure",
            origin=_place(asked.origin),
            destination=_place(asked.destination),
            known=tuple(str(p) for p in settings.procedures),
        )
    codes = [item.code for item in asked.equipment]
    if repeated := tuple(sorted({code for code in codes if codes.count(code) > 1})):
        return refuse("transfer.repeated-item", codes=repeated)
    quote = quoted(settings, asked.services, settings.calendar.local_day(at))
    if isinstance(quote, Refusal):
        return quote
    received = e.TransferReceived(case, asked, procedure.number, quote)
    decision = settings.intake.decide(asked)
    return (received,) if decision.allows else (received, e.DataMissing(decision))


def complete(
    settings: TransferSettings, transfer: Transfer, given: c.CompleteData, at: datetime
) -> Events | Refusal:
    """Put what is given into the request; the fee is that of the day of the data."""
    if (odd := undeclared(settings.own, given.own)) is not None:
        return odd
    asked = transfer.request
    now = changed(
        asked,
        contract=given.contract if is_given(given.contract) else asked.contract,
        customer=given.customer if is_given(given.customer) else asked.customer,
        mobile=given.mobile if is_given(given.mobile) else asked.mobile,
        hours=given.hours if is_given(given.hours) else asked.hours,
        services=given.services or asked.services,
        own=merged(asked.own, given.own),
    )
    quote = transfer.fee.fixed
    if transfer.rounds or given.services:
        again = quoted(settings, now.services, settings.calendar.local_day(at))
        if isinstance(again, Refusal):
            return again
        quote = again
    decision = settings.intake.decide(now)
    if decision.allows:
        return (e.DataCompleted(now, quote),)
    return (e.DataCorrected(now, quote, decision),)


def quoted(settings: TransferSettings, services: tuple[str, ...], day: date) -> Quote | Refusal:
    """The fee of separate products on that day, or a refusal naming the service without one."""
    if not services:
        return refuse("transfer.no-services")
    tariffs = settings.tariffs
    if doubled := tariffs.doubled(services):
        return refuse("transfer.package-and-part", parts=doubled)
    without = tuple(service for service in services if tariffs.find(service, day) is None)
    if without:
        known = tuple(tariffs.prices)
        return refuse("transfer.no-tariff", service=without, day=day, known=known)
    return tariffs.quote(services, day)


def _place(place: Place) -> str:
    return f"{place.zone} {place.technology.value}"
