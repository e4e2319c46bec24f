"""The papers of a store: each invoice that was issued, with its notes and what reminded of it."""

import enum
from collections.abc import Iterator
from datetime import date, datetime

from order_to_cash.desk import Desk
from order_to_cash.domain.core import Money, changed, entity
from order_to_cash.domain.core.process import fold
from order_to_cash.domain.receivable import Receivable, ReceivableProcess
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.debt import Debt
from order_to_cash.domain.trade import NoteLine
from order_to_cash.standards.cases import cases


class Kind(enum.Enum):
    """Which document of UBL a paper is, by the name of its root."""

    INVOICE = "Invoice"
    CREDIT_NOTE = "CreditNote"
    DEBIT_NOTE = "DebitNote"
    REMINDER = "Reminder"


@entity
class Paper:
    """A paper by its number, about the debt of an invoice.

    `lines` are those of a note. `amount` is what a reminder asks for, and `sequence` counts the
    reminders of its invoice.
    """

    kind: Kind
    number: str
    on: date
    invoice: str
    debt: Debt
    reason: str = ""
    lines: tuple[NoteLine, ...] = ()
    amount: Money | None = None
    sequence: int = 0


def papers(desk: Desk, process: str = "") -> Iterator[Paper]:
    """Every paper that has a number, invoice by invoice in the order of the store's cases.

    A note that billing has not numbered yet is none, nor is one without lines. A reminder has the
    number of its invoice and of its event. Raises as `Desk.history` does.
    """
    for own in desk.operator.processes:
        if isinstance(own, ReceivableProcess) and process in ("", own.name):
            for listed in cases(desk, own.name):
                yield from papers_of(desk, own.name, listed.case)


def papers_of(desk: Desk, process: str, case: str) -> Iterator[Paper]:
    """The papers of one receivable, in the order in which they came."""
    own, noted = desk.process(process), dict[str, Paper]()
    receivable: Receivable = own.initial
    for version, happened in enumerate(desk.history(process, case), 1):
        receivable = fold(own, receivable, (happened.event,))
        match happened.event:
            case e.InvoiceIssued() | e.BillReported():
                debt = receivable.owed
                yield Paper(Kind.INVOICE, receivable.invoice, debt.on, receivable.invoice, debt)
            case e.InvoiceCredited() | e.CreditTakenBack():
                noted[happened.event.note] = _note(desk, receivable, happened.event, happened.at)
            case e.NoteIssued(note, number) if note in noted and noted[note].lines:
                yield changed(noted[note], number=number)
            case e.PaymentReminded() | e.CollectionAlertRaised() | e.ServiceBlocked():
                yield _reminder(receivable, happened.event, version)
            case _:
                pass


def notes_of(desk: Desk, process: str, case: str) -> Iterator[Paper]:
    """The credit and debit notes of one receivable, of its papers."""
    for paper in papers_of(desk, process, case):
        if paper.kind in (Kind.CREDIT_NOTE, Kind.DEBIT_NOTE):
            yield paper


def _note(
    desk: Desk, receivable: Receivable, event: e.InvoiceCredited | e.CreditTakenBack, at: datetime
) -> Paper:
    kind = Kind.CREDIT_NOTE if isinstance(event, e.InvoiceCredited) else Kind.DEBIT_NOTE
    day, debt = desk.operator.calendar.local_day(at), receivable.owed
    return Paper(kind, "", day, receivable.invoice, debt, event.reason, event.lines)


def _reminder(
    receivable: Receivable,
    event: e.PaymentReminded | e.CollectionAlertRaised | e.ServiceBlocked,
    version: int,
) -> Paper:
    share = receivable.owed.bill.elsewhere
    return Paper(
        Kind.REMINDER,
        f"{receivable.invoice}-{share}{version}",
        event.on,
        receivable.invoice,
        receivable.owed,
        event.level,
        amount=event.due if isinstance(event, e.PaymentReminded) else event.overdue,
        sequence=receivable.reached,
    )
