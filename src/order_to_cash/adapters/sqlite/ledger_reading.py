"""The embedded ledger as it stands in a file, read whole for whoever checks it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, LiteralString, TypeAlias

import order_to_cash.adapters.sqlite.ledger_schema as sql
from order_to_cash.adapters.sqlite import SqliteFile
from order_to_cash.adapters.sqlite.file import Row
from order_to_cash.adapters.sqlite.ledger_rows import charge_of, money
from order_to_cash.domain.core import Money, OrderToCashError, entity
from order_to_cash.domain.trade import (
    BillLine,
    ChargeOnce,
    IssueCreditNote,
    RecordReceipt,
    RefundPayment,
)

Load: TypeAlias = Callable[[str, str], Any]
"""Reads a message of a type, such as `Wire(...).load_message`."""

HEADS: Final[LiteralString] = (
    "SELECT number, receivable, order_id, currency, net, tax, total FROM invoice ORDER BY number"
)
LINES: Final[LiteralString] = (
    "SELECT number, sku, quantity, unit_price FROM invoice_line ORDER BY number, line"
)
CREDITS: Final[LiteralString] = (
    "SELECT key, number, amount, currency, reason FROM credit_note ORDER BY position"
)
REFUNDS: Final[LiteralString] = (
    "SELECT key, account, amount, currency, reason, payment FROM refund ORDER BY position"
)
RECEIPTS: Final[LiteralString] = (
    "SELECT key, payment, amount, currency, received FROM receipt ORDER BY position"
)
CHARGES: Final[LiteralString] = """
    SELECT key, account, amount, currency, reason,
        claimed_on, received_at, kind, cause, to_collect, observed, note
    FROM charge ORDER BY position
"""
NOTICES: Final[LiteralString] = "SELECT key, type, body FROM notice ORDER BY position"
INSTRUCTIONS: Final[LiteralString] = "SELECT key, type, body FROM instruction ORDER BY position"
TICKETS: Final[LiteralString] = (
    "SELECT kind || ':' || key, kind, body FROM ticket ORDER BY position"
)


@entity
class LedgerBill:
    """For which order an invoice was issued, and what it bills."""

    order: str
    lines: tuple[BillLine, ...]


@entity
class LedgerTotals:
    """What an invoice comes to."""

    net: Money
    tax: Money
    total: Money


@entity
class InvoiceOnFile:
    """An invoice with its lines and totals, as the ledger holds it."""

    receivable: str
    bill: LedgerBill
    totals: LedgerTotals


@entity
class Ledger:
    """Everything the embedded adapters wrote down: invoices by number, the rest by key.

    `unread` are the keys of notices, instructions and tickets that nobody can read any more.
    """

    invoices: Mapping[str, InvoiceOnFile]
    credit_notes: Mapping[str, IssueCreditNote]
    refunds: Mapping[str, RefundPayment]
    receipts: Mapping[str, RecordReceipt]
    charges: Mapping[str, ChargeOnce]
    instructions: Mapping[str, Any]
    sent: Mapping[str, Any]
    tickets: Mapping[str, Any]
    unread: tuple[str, ...]


def ledger_of(file: SqliteFile, load: Load) -> Ledger:
    """The ledger of a file; raises `PortError` for one that a later version wrote."""
    sql.prepare(file)
    unread: list[str] = []

    def messages(rows: list[Row]) -> dict[str, Any]:
        found = {}
        for key, type_, body in rows:
            try:
                found[key] = load(type_, body)
            except OrderToCashError:
                unread.append(key)
        return found

    return Ledger(
        invoices=_invoices(file),
        credit_notes={
            key: IssueCreditNote(number, money(minor, currency), why)
            for key, number, minor, currency, why in file.rows(CREDITS)
        },
        refunds={
            key: RefundPayment(account, money(minor, currency), why, payment)
            for key, account, minor, currency, why, payment in file.rows(REFUNDS)
        },
        receipts={
            key: RecordReceipt(payment, money(minor, currency), date.fromisoformat(received))
            for key, payment, minor, currency, received in file.rows(RECEIPTS)
        },
        charges={key: charge_of(tuple(row)) for key, *row in file.rows(CHARGES)},
        instructions=messages(file.rows(INSTRUCTIONS)),
        sent=messages(file.rows(NOTICES)),
        tickets=messages(file.rows(TICKETS)),
        unread=tuple(unread),
    )


def _invoices(file: SqliteFile) -> dict[str, InvoiceOnFile]:
    lines: dict[str, list[Row]] = {}
    for number, *line in file.rows(LINES):
        lines.setdefault(number, []).append(tuple(line))
    found = {}
    for number, receivable, order, currency, *minor in file.rows(HEADS):
        billed = tuple(
            BillLine(sku, quantity, money(price, currency))
            for sku, quantity, price in lines.get(number, ())
        )
        totals = LedgerTotals(*(money(amount, currency) for amount in minor))
        found[number] = InvoiceOnFile(receivable, LedgerBill(order, billed), totals)
    return found
