"""What the cycle of a plan change costs: by the day to the cent, in full, or as before (REQ-09)."""

from datetime import date

from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.plan_change.facts import CycleCharge, Part, PlanChangeRequest, Proration


def charged(request: PlanChangeRequest, effective: date, charge: CycleCharge) -> Proration:
    """The cycle as the operator bills it (FUL-08).

    In full, what the new plan costs more or less a month is charged or given back whole, on
    whatever day of the cycle; not at all, the new price counts from the next cycle on. Raises
    `InvalidValue` for a day outside the cycle.
    """
    by_day = prorated(request, effective)
    if charge is CycleCharge.PRORATED:
        return by_day
    old = request.old
    plan = request.new if charge is CycleCharge.IN_FULL else old
    parts = (Part(plan.code, request.cycle.days, plan.monthly),)
    return Proration(effective, parts, plan.monthly, plan.monthly - old.monthly, charge)


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
