"""What becomes of a bill: credited once for its cycle, then held against the agreement."""

from order_to_cash.domain.charge_obligation import events as e
from order_to_cash.domain.charge_obligation.amounts import owed, still_wrong
from order_to_cash.domain.charge_obligation.facts import Credit, LineBill
from order_to_cash.domain.charge_obligation.state import ChargeObligation
from order_to_cash.domain.core.process import Refusal, refuse

Events = tuple[e.Event, ...]


def reported(obligation: ChargeObligation, bill: LineBill) -> Events | Refusal:
    """Give back what the bill bears too much, and see whether the correction holds."""
    agreement, cycle = obligation.agreement, bill.cycle
    currency = agreement.offered.currency
    if bill.charged.currency is not currency:
        return refuse("charge-obligation.currency", currency=currency.value)
    if cycle.last < agreement.since:
        return refuse("charge-obligation.not-affected", since=agreement.since)
    amount = owed(agreement, bill)
    if amount.is_positive and obligation.credited(cycle):
        return refuse("charge-obligation.cycle-credited", first=cycle.first, last=cycle.last)
    credit = Credit(bill.invoice, cycle, amount, bill.receivable, bill.place)
    credited: Events = (e.BillCredited(credit),) if amount.is_positive else ()
    return (*credited, *_held(obligation, bill, settled=not credited))


def _held(obligation: ChargeObligation, bill: LineBill, *, settled: bool) -> Events:
    """Only a bill that holds the day of the correction, or a later one, shows whether it holds."""
    effective = obligation.effective
    if effective is None or bill.cycle.last < effective:
        return (e.BillInOrder(bill),) if settled else ()
    if still_wrong(obligation.agreement, bill, effective):
        return (e.BillStillWrong(bill),)
    return (e.AgreedChargeBilled(bill),)
