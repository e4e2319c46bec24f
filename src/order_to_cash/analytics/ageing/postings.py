"""What the journal says of receivables, as postings: what changed what is open, by due day.

They are dated by the day on which the journal knew, so that an ageing as of a day that is over
never changes again.
"""

import enum
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from order_to_cash.analytics.ageing.late import LateParts
from order_to_cash.domain.core import Money, entity
from order_to_cash.domain.core.errors import parts_of
from order_to_cash.domain.core.process import fold
from order_to_cash.domain.receivable import Owed, Receivable, ReceivableProcess, Stage
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade.payment_terms import Instalment
from order_to_cash.ports.journal import Journal, Listed, Recorded
from order_to_cash.wire.wire import Wire

PAGE: Final = 500
"""How many cases are taken from the journal at a time."""


class Reason(enum.StrEnum):
    """Why what is open changed: written off counts against, a recovery for it and paid at once.

    Late interest and fees are charged and waived; neither is a sale.
    """

    INVOICED = "invoiced"
    CREDITED = "credited"
    PAID = "paid"
    WRITTEN_OFF = "written_off"
    CHARGED = "charged"
    WAIVED = "waived"


@entity
class Posting:
    """By how much what is open of a receivable changed, of what is due on a day.

    `on` is the day on which the journal knew, `dated` the one that counts for sales: an invoice
    has its own. `origin` is the process that was billed, `owed` says whether it is of the invoice
    or of what paying late has cost. The sum of all postings up to a day is what is open at its end.
    """

    receivable: str
    account: str
    party: str
    origin: str
    on: date
    dated: date
    due: date
    reason: Reason
    amount: Money
    owed: Owed = Owed.PRINCIPAL


def postings_of(
    journal: Journal,
    wire: Wire,
    process: ReceivableProcess,
    *,
    unreadable: Callable[[Listed, Exception], None] | None = None,
) -> Iterator[Posting]:
    """Every posting of the journal's receivables, case by case in constant memory.

    A case that cannot be read is told to `unreadable` and left out whole; without it, it raises.
    """

    def of_case(listed: Listed) -> Iterator[Posting]:
        return _of_case(journal.history(listed.process, listed.case), wire, process)

    after = ""
    while page := journal.cases(process=process.name, after=after, limit=PAGE):
        for listed in page:
            yield from parts_of(listed, of_case, unreadable)
        after = page[-1].cursor


def _of_case(
    history: tuple[Recorded, ...], wire: Wire, process: ReceivableProcess
) -> Iterator[Posting]:
    state, late = process.initial, LateParts()
    for record in history:
        event = wire.load_event(record.process, record.type, record.body, version=record.shape)
        after = fold(process, state, (event,))
        on = process.calendar.local_day(record.at)
        yield from posted(event, state, after, on)
        for kind, due, amount in late.changes(event, after):
            yield _posting(after, on, due, _of_late(event), amount, kind)
        state = after


def posted(event: Any, before: Receivable, after: Receivable, on: date) -> Iterator[Posting]:
    """The postings of one event to the invoice by due day: what is unpaid, what was given up."""
    reason = _reason(event)
    was, now = _by_due(_unpaid(before)), _by_due(_unpaid(after))
    open_was, open_now = _by_due(_open(before)), _by_due(_open(after))
    for due in sorted({*was, *now}):
        nothing = Money.zero(after.owed.bill.currency)
        change = now.get(due, nothing) - was.get(due, nothing)
        opened = open_now.get(due, nothing) - open_was.get(due, nothing)
        for why, amount in ((reason, change), (Reason.WRITTEN_OFF, opened - change)):
            if not amount.is_zero:
                yield _posting(after, on, due, why, amount)


def _posting(
    receivable: Receivable,
    on: date,
    due: date,
    why: Reason,
    amount: Money,
    owed: Owed = Owed.PRINCIPAL,
) -> Posting:
    debt, bill = receivable.owed, receivable.owed.bill
    dated = debt.on if why is Reason.INVOICED else on
    name = receivable.id
    return Posting(name, bill.account, bill.party, bill.origin, on, dated, due, why, amount, owed)


def _reason(event: object) -> Reason:
    if isinstance(event, e.InvoiceIssued | e.BillReported | e.ShareRaised):
        return Reason.INVOICED
    return Reason.CREDITED if isinstance(event, e.InvoiceCredited) else Reason.PAID


def _of_late(event: object) -> Reason:
    """Why what is open of late interest and fees changed."""
    if isinstance(event, e.ChargesWaived):
        return Reason.WAIVED
    paid = isinstance(event, e.ChargePaid | e.ChargeReopened)
    return Reason.PAID if paid else Reason.CHARGED


def _unpaid(receivable: Receivable) -> tuple[Instalment, ...]:
    """What is to be paid of an invoice that exists, given up or not."""
    drafted = receivable.stage in (Stage.NEW, Stage.DRAFT)
    return () if drafted else receivable.owed.instalments


def _open(receivable: Receivable) -> tuple[Instalment, ...]:
    """What is still owed of an invoice that exists."""
    return () if receivable.stage is Stage.WRITTEN_OFF else _unpaid(receivable)


def _by_due(parts: tuple[Instalment, ...]) -> dict[date, Money]:
    sums: dict[date, Money] = {}
    for part in parts:
        sums[part.due] = sums[part.due] + part.outstanding if part.due in sums else part.outstanding
    return sums
