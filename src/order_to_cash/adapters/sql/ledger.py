"""Billing, notification and fulfilment that keep a ledger in the store of the journal.

For a first operation without other systems: `EmbeddedBilling(journal.store)` numbers invoices
without gaps, and notices and instructions wait in the store for whoever reads them out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Protocol

import order_to_cash.adapters.sql.ledger_statements as sql
from order_to_cash.adapters.bookkeeping import (
    KEY_TAKEN,
    LAST_NUMBER,
    OTHER_TOTALS,
    SERIES_FULL,
    Account,
    Balance,
    LedgerInvoice,
    Series,
    invoice_number,
    limited,
    objection_to_charge,
    objection_to_charge_back,
    objection_to_credit,
    objection_to_invoice,
    objection_to_receipt,
    objection_to_refund,
    unknown_key,
)
from order_to_cash.adapters.sql.ledger_rows import (
    adjustment_rows,
    adjustments_of,
    charge_of,
    form_row,
    head_row,
    held,
    line_of,
    line_row,
    minor_of,
    money,
    note_line_rows,
    note_of,
    note_row,
    prepaid_of,
    prepaid_rows,
    tax_rows,
)
from order_to_cash.adapters.sql.store import Row, Store, Value, Writing
from order_to_cash.domain.core import Money, changed
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    IssueInvoice,
    Message,
    Notify,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
)
from order_to_cash.domain.trade.notice_wording import as_billed
from order_to_cash.ports.billing import (
    Acknowledgement,
    AlreadyIssued,
    Done,
    IssueAnswer,
    Issued,
    Refused,
)
from order_to_cash.ports.fulfilment import FulfilmentInstruction

REPORTED: Final = "reported"
"""The series of bills that were issued elsewhere; no series of ours has small letters."""

CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


class Messages(Protocol):
    """Writes messages as text and reads them again, as a `Wire` does."""

    def dump_message(self, message: Any, /) -> str:
        """The body of a message."""
        ...

    def load_message(self, type_: str, body: str, /) -> Any:
        """The message of that type in a body."""
        ...


class EmbeddedBilling:
    """A ledger of invoices, credit notes and refunds; threads and processes may share the store."""

    def __init__(
        self,
        store: Store,
        *,
        series: str = "F001",
        credit_series: str = "FC01",
        debit_series: str = "FD01",
    ) -> None:
        self._series = Series(series, credit_series, debit_series)
        self._store = store
        store.prepare_ledger()

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        series = REPORTED if invoice.number else self._series.invoice
        with self._store.writing(series, invoice.receivable) as connection:
            row = connection.execute(sql.BY_RECEIVABLE, (invoice.receivable,)).fetchone()
            if row is not None:
                return _issued_before(invoice, row)
            if (objection := objection_to_invoice(invoice)) is not None:
                return objection
            count = connection.execute(sql.LAST_COUNT, (series,)).fetchone()[0] + 1
            if count > LAST_NUMBER:
                return Refused(SERIES_FULL)
            return _issue(connection, invoice, series, count)

    def find(self, receivable: str, /) -> str | None:
        return next((row[0] for row in self._store.rows(sql.BY_RECEIVABLE, (receivable,))), None)

    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        series = self._series.of(note)
        with self._store.writing(series, key, note.invoice) as connection:
            row = connection.execute(sql.CREDIT_NOTE, (key,)).fetchone()
            if row is not None:
                lines = connection.execute(sql.NOTE_LINES_OF, (key,)).fetchall()
                known = note_of(row, lines) == changed(note, note="")
                return AlreadyIssued(row[0]) if known else Refused(KEY_TAKEN)
            balance = connection.execute(sql.BALANCE, (note.invoice,)).fetchone()
            if (objection := objection_to_credit(note, _balance(balance))) is not None:
                return objection
            count = connection.execute(sql.LAST_NOTE, (series,)).fetchone()[0] + 1
            if count > LAST_NUMBER:
                return Refused(SERIES_FULL)
            number = invoice_number(series, count)
            connection.execute(sql.NEW_CREDIT_NOTE, (key, *note_row(note), series, count, number))
            connection.executemany(sql.NEW_NOTE_LINE, note_line_rows(key, note))
            return Issued(number)

    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        given = (receipt.payment, *_stored(receipt.amount), receipt.received.isoformat())
        with self._store.writing(key, receipt.payment) as connection:
            known = connection.execute(sql.RECEIPT, (key,)).fetchone()
            if known is not None:
                return Done() if known == given else Refused(KEY_TAKEN)
            account = _account(connection, receipt.payment)
            if (objection := objection_to_receipt(receipt, account)) is not None:
                return objection
            connection.execute(sql.NEW_RECEIPT, (key, *given))
            return Done()

    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        said, tax = as_billed(refund).reason, minor_of(refund.tax)
        given = (refund.account, *_stored(refund.amount), said, refund.payment, tax)
        with self._store.writing(key, refund.payment or "") as connection:
            known = connection.execute(sql.REFUND, (key,)).fetchone()
            if known is not None:
                return Done() if known == given else Refused(KEY_TAKEN)
            account = _account(connection, refund.payment)
            if (objection := objection_to_refund(refund, account)) is not None:
                return objection
            connection.execute(sql.NEW_REFUND, (key, *given))
            return Done()

    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        given = (charge_back.payment, *_stored(charge_back.amount), charge_back.reason)
        with self._store.writing(key, charge_back.payment) as connection:
            known = connection.execute(sql.CHARGE_BACK, (key,)).fetchone()
            if known is not None:
                return Done() if known == given else Refused(KEY_TAKEN)
            account = _account(connection, charge_back.payment)
            if (objection := objection_to_charge_back(charge_back, account)) is not None:
                return objection
            connection.execute(sql.NEW_CHARGE_BACK, (key, *given))
            return Done()

    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        said = as_billed(charge).reason
        form = form_row(charge.form)
        given = (charge.account, *_stored(charge.amount), said, *form, minor_of(charge.tax))
        with self._store.writing(key) as connection:
            known = connection.execute(sql.CHARGE, (key,)).fetchone()
            if known is not None:
                return Done() if known == given else Refused(KEY_TAKEN)
            if (objection := objection_to_charge(charge.amount)) is not None:
                return objection
            connection.execute(sql.NEW_CHARGE, (key, *given))
            return Done()

    def invoices(self, *, after: str = "", limit: int | None = None) -> Mapping[str, LedgerInvoice]:
        """The invoices of every series by their number and in its order, from just after one on."""
        heads = self._store.rows(sql.INVOICES, (after, limited(limit)))
        between = (heads[0][0], heads[-1][0]) if heads else ("", "")
        lines = _by_number(self._store.rows(sql.LINES, between))
        changes = _by_number(self._store.rows(sql.ADJUSTMENTS, between))
        ahead = _by_number(self._store.rows(sql.PREPAID, between))
        found = {
            row[0]: changed(
                _ledger_invoice(row, lines.get(row[0], ()), changes.get(row[0], ())),
                prepaid=prepaid_of(ahead.get(row[0], ()), row[6]),
            )
            for row in heads
        }
        return MappingProxyType(found)

    def credit_notes(self) -> Mapping[str, IssueCreditNote]:
        """Every credit and debit note by its key, oldest first."""
        lines: dict[str, list[Row]] = defaultdict(list)
        for key, *row in self._store.rows(sql.NOTE_LINES):
            lines[key].append(tuple(row))
        rows = self._store.rows(sql.CREDIT_NOTES)
        return MappingProxyType({key: note_of(tuple(row), lines[key]) for key, *row in rows})

    def note_numbers(self) -> Mapping[str, str]:
        """The number of every credit and debit note by its key, oldest first."""
        return MappingProxyType({row[0]: row[1] for row in self._store.rows(sql.CREDIT_NOTES)})

    def refunds(self) -> Mapping[str, RefundPayment]:
        """Everything that was given back by its key, oldest first."""
        found = {
            key: RefundPayment(
                account, money(minor, currency), why, payment, tax=held(tax, currency)
            )
            for key, account, minor, currency, why, payment, tax in self._store.rows(sql.REFUNDS)
        }
        return MappingProxyType(found)

    def receipts(self) -> Mapping[str, RecordReceipt]:
        """Every payment that came in by its key, oldest first."""
        found = {
            key: RecordReceipt(payment, money(*amount), date.fromisoformat(received))
            for key, payment, *amount, received in self._store.rows(sql.RECEIPTS_BY_AGE)
        }
        return MappingProxyType(found)

    def charge_backs(self) -> Mapping[str, RecordChargeBack]:
        """Everything that the bank took back by its key, oldest first."""
        rows = self._store.rows(sql.CHARGE_BACKS_BY_AGE)
        found = {k: RecordChargeBack(name, money(*amount), w) for k, name, *amount, w in rows}
        return MappingProxyType(found)

    def charges(self) -> Mapping[str, ChargeOnce]:
        """Every one-time charge by its key, oldest first."""
        rows = self._store.rows(sql.ALL_CHARGES)
        return MappingProxyType({key: charge_of(tuple(row)) for key, *row in rows})


class EmbeddedNotification:
    """Writes notices down for whoever sends them out."""

    def __init__(self, store: Store, wire: Messages) -> None:
        self._kept = Book(store, wire, sql.NOTICE_BOOK)

    def send(self, key: str, notice: Notify, /) -> None:
        self._kept.add(key, notice, notice.to)

    def sent(self, *, after: str = "", limit: int | None = None) -> Mapping[str, Notify]:
        """The notices by the key they came under, oldest first, from just after one on.

        Raises `InvalidDocument` for one that cannot be read any more.
        """
        return self._kept.read(after, limit)


class EmbeddedFulfilment:
    """Writes instructions down for the warehouse and the technical team."""

    def __init__(self, store: Store, wire: Messages) -> None:
        self._kept = Book(store, wire, sql.INSTRUCTION_BOOK)

    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        self._kept.add(key, instruction, instruction.order)

    def instructions(
        self, *, after: str = "", limit: int | None = None
    ) -> Mapping[str, FulfilmentInstruction]:
        """The instructions by the key they came under, oldest first, from just after one on.

        Raises `InvalidDocument` for one that cannot be read any more.
        """
        return self._kept.read(after, limit)


def type_of(message: Message) -> str:
    """The name of a message's type, as the wire has it."""
    return CAPITAL.sub("_", type(message).__name__).lower()


class Book:
    """Messages as they came, each key once."""

    def __init__(self, store: Store, wire: Messages, statements: sql.Statements) -> None:
        self._store, self._wire, self._statements = store, wire, statements
        store.prepare_ledger()

    def add(self, key: str, message: Message, about: str) -> None:
        type_ = type_of(message)
        body = self._wire.dump_message(message)
        with self._store.writing() as connection:
            connection.execute(self._statements.new, (key, type_, about, body))

    def read(self, after: str, limit: int | None) -> Mapping[str, Any]:
        """What came just after that key; raises `InvalidValue` if nothing came under it."""
        position = 0
        if after:
            parts = after.split(":", self._statements.parts - 1)
            parts += [""] * (self._statements.parts - len(parts))
            found = self._store.rows(self._statements.place, parts)
            if not found:
                raise unknown_key()
            position = found[0][0]
        rows = self._store.onward(self._statements.read, (position, limited(limit)))
        load = self._wire.load_message
        return MappingProxyType({key: load(type_, body) for key, type_, body in rows})


def _issued_before(invoice: IssueInvoice, row: Row) -> AlreadyIssued | Refused:
    number, currency, *minor = row
    totals = invoice.totals
    known = tuple(money(amount, currency) for amount in minor)
    same = known == (totals.net, totals.tax, totals.total)
    return AlreadyIssued(number) if same else Refused(OTHER_TOTALS)


def _issue(connection: Writing, invoice: IssueInvoice, series: str, count: int) -> Issued:
    number = invoice.number or invoice_number(series, count)
    bill, totals = invoice.bill, invoice.totals
    head: tuple[Value, ...] = (
        *(series, count, number, invoice.receivable, bill.order, bill.account, bill.party),
        *(invoice.on.isoformat(), bill.currency.value, *head_row(totals)),
    )
    connection.execute(sql.NEW_INVOICE, head)
    lines = (line_row(*each) for each in zip(bill.lines, totals.each, strict=True))
    parts = ((part.due.isoformat(), part.amount.minor) for part in invoice.instalments)
    connection.executemany(sql.NEW_LINE, _numbered(number, tuple(lines)))
    connection.executemany(sql.NEW_PART, _numbered(number, tuple(parts)))
    if bill.prepaid:
        connection.executemany(sql.NEW_PREPAID, _numbered(number, tuple(prepaid_rows(bill))))
    connection.executemany(sql.NEW_ADJUSTMENT, [(number, *x) for x in adjustment_rows(bill)])
    connection.executemany(sql.NEW_TAX, [(number, *x) for x in tax_rows(totals)])
    return Issued(number)


def _numbered(number: str, rows: Sequence[Row]) -> list[Row]:
    return [(number, line, *row) for line, row in enumerate(rows, 1)]


def _stored(amount: Money) -> tuple[int, str]:
    return amount.minor, amount.currency.value


def _balance(row: Row | None) -> Balance | None:
    if row is None:
        return None
    currency, total, credited = row
    return Balance(money(total, currency), money(credited, currency))


def _account(connection: Writing, payment: str | None) -> Account | None:
    row = connection.execute(sql.CAME_IN, (payment,)).fetchone()
    if row is None:
        return None
    currency, *minor = row
    received, refunded, taken_back = (money(amount, currency) for amount in minor)
    return Account(received, refunded, taken_back)


def _by_number(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for number, *rest in rows:
        found.setdefault(number, []).append(tuple(rest))
    return found


def _ledger_invoice(row: Row, lines: Sequence[Row], changes: Sequence[Row]) -> LedgerInvoice:
    number, receivable, order, account, party, on, currency, *minor = row
    adjusted = adjustments_of(changes, currency)
    billed = tuple(line_of(x[1:], currency, adjusted.get(x[0], ())) for x in lines)
    names = (number, receivable, order, account, party, date.fromisoformat(on))
    net, tax, total = (money(amount, currency) for amount in minor)
    return LedgerInvoice(*names, billed, net, tax, total)
