"""The cycle of a plan change in parts, by the day and to the cent (REQ-09)."""

from datetime import date

from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.plan_change.facts import Part, PlanChangeRequest, Proration


def prorated(request: PlanChangeRequest, effective: date) -> Proration:
    """The old plan until the day before, the new one from that day to the end of the cycle.

    Each part is a difference of cumulative shares, so the parts of two plans of one price are
    that price, whatever the day. Raises `InvalidValue` for a day outside the cycle.
    """
    if not request.cycle.holds(effective):
        raise InvalidValue(
            "an invoice is prorated by a day of its bill cycle; give one of its own days",
            code="plan-change.day-outside",
        )
    old, new, cycle = request.old, request.new, request.cycle
    before, days = cycle.days_until(effective), cycle.days
    kept = cycle.share(old.monthly, 0, before)
    gained = cycle.share(new.monthly, before, days)
    first = Part(old.code, before, kept)
    parts = (Part(new.code, days - before, gained),)
    billed = kept + gained
    return Proration(effective, (first, *parts) if before else parts, billed, billed - old.monthly)
