"""Billing, notification and fulfilment that keep a ledger in the SQLite file of the journal.

For a first operation without other systems: `EmbeddedBilling(journal.file)` numbers invoices
without gaps, and notices and instructions wait in the file for whoever reads them out.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, LiteralString, TypeAlias

import order_to_cash.adapters.sqlite.ledger_schema as sql
from order_to_cash.adapters.bookkeeping import (
    KEY_TAKEN,
    LAST_NUMBER,
    OTHER_TOTALS,
    SERIES_FULL,
    Account,
    Balance,
    checked_series,
    invoice_number,
    objection_to_charge,
    objection_to_credit,
    objection_to_invoice,
    objection_to_receipt,
    objection_to_refund,
)
from order_to_cash.adapters.entries import limited
from order_to_cash.adapters.sqlite.file import Row, SqliteFile, Value
from order_to_cash.adapters.sqlite.ledger_rows import charge_of, form_row, money
from order_to_cash.domain.core import Money, Sensitive, entity
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    IssueInvoice,
    Message,
    Notify,
    RecordReceipt,
    RefundPayment,
)
from order_to_cash.domain.trade.notice_wording import reason_said
from order_to_cash.ports.billing import (
    Acknowledgement,
    AlreadyIssued,
    Done,
    IssueAnswer,
    Issued,
    Refused,
)
from order_to_cash.ports.fulfilment import FulfilmentInstruction

Dump: TypeAlias = Callable[[Message], str]
"""Writes a message as text, such as `Wire(...).dump_message`."""

REPORTED: Final = "reported"
"""The series of bills that were issued elsewhere; no series of ours has small letters."""

CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


@entity
class LedgerInvoice:
    """An invoice as the ledger holds it."""

    number: str
    receivable: str
    order: str
    account: str
    party: str
    on: date
    net: Money
    tax: Money
    total: Money


@entity
class Kept:
    """A notice or an instruction as it was written down: its key, its type, whom or what about.

    `body` is its text with all personal data in it, hidden until somebody needs it.
    """

    position: int
    key: str
    type: str
    about: str
    body: Sensitive


class EmbeddedBilling:
    """A ledger of invoices, credit notes and refunds; threads and processes may share the file."""

    def __init__(self, file: SqliteFile, *, series: str = "F001") -> None:
        self._series = checked_series(series)
        self._file = file
        sql.prepare(file)

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        with self._file.writing() as connection:
            row = connection.execute(sql.BY_RECEIVABLE, (invoice.receivable,)).fetchone()
            if row is not None:
                return _issued_before(invoice, row)
            if (objection := objection_to_invoice(invoice)) is not None:
                return objection
            series = REPORTED if invoice.number else self._series
            count = connection.execute(sql.LAST_COUNT, (series,)).fetchone()[0] + 1
            if count > LAST_NUMBER:
                return Refused(SERIES_FULL)
            return _issue(connection, invoice, series, count)

    def find(self, receivable: str, /) -> str | None:
        return next((row[0] for row in self._file.rows(sql.BY_RECEIVABLE, (receivable,))), None)

    def credit(self, key: str, note: IssueCreditNote, /) -> Acknowledgement:
        given = (note.invoice, *_stored(note.amount), note.reason)
        with self._file.writing() as connection:
            known = connection.execute(sql.CREDIT_NOTE, (key,)).fetchone()
            if known is not None:
                return Done() if known == given else Refused(KEY_TAKEN)
            row = connection.execute(sql.BALANCE, (note.invoice,)).fetchone()
            if (objection := objection_to_credit(note, _balance(row))) is not None:
                return objection
            connection.execute(sql.NEW_CREDIT_NOTE, (key, *given))
            return Done()

    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        given = (receipt.payment, *_stored(receipt.amount), receipt.received.isoformat())
        with self._file.writing() as connection:
            known = connection.execute(sql.RECEIPT, (key,)).fetchone()
            if known is not None:
                return Done() if known == given else Refused(KEY_TAKEN)
            account = _account(connection, receipt.payment)
            if (objection := objection_to_receipt(receipt, account)) is not None:
                return objection
            connection.execute(sql.NEW_RECEIPT, (key, *given))
            return Done()

    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        given = (refund.account, *_stored(refund.amount), _said(refund), refund.payment)
        with self._file.writing() as connection:
            known = connection.execute(sql.REFUND, (key,)).fetchone()
            if known is not None:
                return Done() if known == given else Refused(KEY_TAKEN)
            account = _account(connection, refund.payment)
            if (objection := objection_to_refund(refund, account)) is not None:
                return objection
            connection.execute(sql.NEW_REFUND, (key, *given))
            return Done()

    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        given = (charge.account, *_stored(charge.amount), _said(charge), *form_row(charge.form))
        with self._file.writing() as connection:
            known = connection.execute(sql.CHARGE, (key,)).fetchone()
            if known is not None:
                return Done() if known == given else Refused(KEY_TAKEN)
            if (objection := objection_to_charge(charge.amount)) is not None:
                return objection
            connection.execute(sql.NEW_CHARGE, (key, *given))
            return Done()

    def invoices(self, *, after: str = "", limit: int = 1000) -> tuple[LedgerInvoice, ...]:
        """The invoices of every series, in order of their numbers, from just after one on."""
        return tuple(map(_ledger_invoice, self._file.rows(sql.INVOICES, (after, limited(limit)))))

    def credit_notes(self) -> tuple[IssueCreditNote, ...]:
        """Every credit note, oldest first."""
        rows = self._file.rows(sql.CREDIT_NOTES)
        return tuple(IssueCreditNote(number, money(*amount), why) for number, *amount, why in rows)

    def refunds(self) -> tuple[RefundPayment, ...]:
        """Everything that was given back, oldest first."""
        rows = self._file.rows(sql.REFUNDS)
        return tuple(
            RefundPayment(account, money(*amount), why, payment)
            for account, *amount, why, payment in rows
        )

    def receipts(self) -> tuple[RecordReceipt, ...]:
        """Every payment that came in, oldest first."""
        rows = self._file.rows(sql.RECEIPTS_BY_AGE)
        return tuple(
            RecordReceipt(payment, money(*amount), date.fromisoformat(received))
            for payment, *amount, received in rows
        )

    def charges(self) -> tuple[ChargeOnce, ...]:
        """Every one-time charge, oldest first."""
        return tuple(map(charge_of, self._file.rows(sql.ALL_CHARGES)))


class EmbeddedNotification:
    """Writes notices down for whoever sends them out."""

    def __init__(self, file: SqliteFile, dump: Dump) -> None:
        self._kept = _Book(file, dump, sql.NEW_NOTICE, sql.NOTICES)

    def send(self, key: str, notice: Notify, /) -> None:
        self._kept.add(key, notice, notice.to)

    def sent(self, *, after: int = 0, limit: int = 1000) -> tuple[Kept, ...]:
        """The notices in order of their coming, from just after a position on."""
        return self._kept.read(after, limit)


class EmbeddedFulfilment:
    """Writes instructions down for the warehouse and the technical team."""

    def __init__(self, file: SqliteFile, dump: Dump) -> None:
        self._kept = _Book(file, dump, sql.NEW_INSTRUCTION, sql.INSTRUCTIONS)

    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        self._kept.add(key, instruction, instruction.order)

    def instructions(self, *, after: int = 0, limit: int = 1000) -> tuple[Kept, ...]:
        """The instructions in order of their coming, from just after a position on."""
        return self._kept.read(after, limit)


class _Book:
    """Messages as they came, each key once."""

    def __init__(
        self, file: SqliteFile, dump: Dump, new: LiteralString, known: LiteralString
    ) -> None:
        self._file, self._dump = file, dump
        self._new, self._known = new, known
        sql.prepare(file)

    def add(self, key: str, message: Message, about: str) -> None:
        type_ = CAPITAL.sub("_", type(message).__name__).lower()
        body = self._dump(message)
        with self._file.writing() as connection:
            connection.execute(self._new, (key, type_, about, body))

    def read(self, after: int, limit: int) -> tuple[Kept, ...]:
        rows = self._file.rows(self._known, (after, limited(limit)))
        return tuple(Kept(row[0], row[1], row[2], row[3], Sensitive(row[4])) for row in rows)


def _issued_before(invoice: IssueInvoice, row: Row) -> AlreadyIssued | Refused:
    number, currency, *minor = row
    totals = invoice.totals
    known = tuple(money(amount, currency) for amount in minor)
    same = known == (totals.net, totals.tax, totals.total)
    return AlreadyIssued(number) if same else Refused(OTHER_TOTALS)


def _issue(
    connection: sqlite3.Connection, invoice: IssueInvoice, series: str, count: int
) -> Issued:
    number = invoice.number or invoice_number(series, count)
    bill, totals = invoice.bill, invoice.totals
    head: tuple[Value, ...] = (
        *(series, count, number, invoice.receivable, bill.order, bill.account, bill.party),
        *(invoice.on.isoformat(), bill.currency.value),
        *(totals.net.minor, totals.tax.minor, totals.total.minor, str(totals.rate)),
    )
    connection.execute(sql.NEW_INVOICE, head)
    lines = ((x.sku, x.quantity, x.unit_price.minor) for x in bill.lines)
    parts = ((part.due.isoformat(), part.amount.minor) for part in invoice.instalments)
    connection.executemany(sql.NEW_LINE, _numbered(number, tuple(lines)))
    connection.executemany(sql.NEW_PART, _numbered(number, tuple(parts)))
    return Issued(number)


def _numbered(number: str, rows: Sequence[Row]) -> list[Row]:
    return [(number, line, *row) for line, row in enumerate(rows, 1)]


def _said(due: RefundPayment | ChargeOnce) -> str:
    """What stands on the invoice: the words of the reason, with its figures."""
    return reason_said(due.reason, due.details)


def _stored(amount: Money) -> tuple[int, str]:
    return amount.minor, amount.currency.value


def _balance(row: Row | None) -> Balance | None:
    if row is None:
        return None
    currency, total, credited = row
    return Balance(money(total, currency), money(credited, currency))


def _account(connection: sqlite3.Connection, payment: str | None) -> Account | None:
    row = connection.execute(sql.CAME_IN, (payment,)).fetchone()
    if row is None:
        return None
    currency, received, refunded = row
    return Account(money(received, currency), money(refunded, currency))


def _ledger_invoice(row: Row) -> LedgerInvoice:
    number, receivable, order, account, party, on, currency, *minor = row
    net, tax, total = (money(amount, currency) for amount in minor)
    day = date.fromisoformat(on)
    return LedgerInvoice(number, receivable, order, account, party, day, net, tax, total)
