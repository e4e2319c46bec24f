"""What a bill should have borne, by the day and to the cent (FIX-27)."""

from datetime import date, timedelta
from typing import Final

from order_to_cash.domain.charge_obligation.facts import LineBill
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.agreements import Agreement
from order_to_cash.domain.trade.bill_cycle import Cycle

DAY: Final = timedelta(days=1)


def agreed(agreement: Agreement, cycle: Cycle, *, since: date | None = None) -> Money:
    """The charge of a cycle: as offered on the days of the agreement, as listed on the others.

    With `since` the offer is applied from that day on, if the agreement had begun by then.
    """
    begins = agreement.since if since is None else max(since, agreement.since)
    start = cycle.days_until(begins)
    stop = cycle.days
    if agreement.until is not None:
        stop = max(start, cycle.days_until(agreement.until + DAY))
    before = cycle.share(agreement.listed, 0, start)
    after = cycle.share(agreement.listed, stop, cycle.days)
    return before + cycle.share(agreement.offered, start, stop) + after


def owed(agreement: Agreement, bill: LineBill) -> Money:
    """What the bill bears beyond the agreement, never less than nothing."""
    return max(bill.charged - agreed(agreement, bill.cycle), Money.zero(bill.charged.currency))


def still_wrong(agreement: Agreement, bill: LineBill, effective: date) -> bool:
    """Whether the bill bears more than it would with the charge corrected from that day on."""
    return agreed(agreement, bill.cycle, since=effective) < bill.charged
