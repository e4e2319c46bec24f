"""What billing and the correction are told about an obligation."""

from typing import assert_type

from order_to_cash.domain.charge_obligation import events as e
from order_to_cash.domain.charge_obligation.facts import Credit
from order_to_cash.domain.charge_obligation.state import ChargeObligation
from order_to_cash.domain.trade.agreements import CreditInvoice, ReportStillWrong
from order_to_cash.domain.trade.invoicing import IssueCreditNote
from order_to_cash.domain.trade.messages import Message, Tell
from order_to_cash.domain.trade.prices import CreditedLine


def outgoing(obligation: ChargeObligation, event: e.Event) -> tuple[Message, ...]:
    """The messages to send; `obligation` already includes the event."""
    match event:
        case e.BillCredited(credit):
            return (_given_back(obligation, credit),)
        case e.BillStillWrong(bill):
            wrong = ReportStillWrong(bill.invoice)
            return (Tell("charge_correction", obligation.correction, wrong),)
        case _:
            assert_type(event, e.Quiet)
            return ()


def _given_back(obligation: ChargeObligation, credit: Credit) -> Message:
    """A credit note: by the receivable of the invoice, which may be unpaid or blocked, if any."""
    cycle, line = credit.cycle, obligation.agreement.line
    reason = f"{obligation.correction}: {line}, {cycle.first} - {cycle.last}"
    if credit.receivable is None:
        return IssueCreditNote(credit.invoice, credit.amount, reason)
    lines = () if credit.place is None else (CreditedLine(credit.place, credit.amount),)
    return Tell("receivable", credit.receivable, CreditInvoice(credit.amount, reason, lines=lines))
