"""Every statement of the ledger: constants, so that nothing can be written into them."""

from typing import Final, LiteralString

from order_to_cash.domain.core import entity

BY_RECEIVABLE: LiteralString = """
    SELECT number, currency, net, tax, total FROM invoice WHERE receivable = ?
"""
LAST_COUNT: LiteralString = "SELECT coalesce(max(count), 0) FROM invoice WHERE series = ?"
NEW_INVOICE: LiteralString = """
    INSERT INTO invoice (
        series, count, number, receivable, order_id, account, party, issued_on,
        currency, net, tax, total, rate, allowances, charges, prepaid, rounding
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
NEW_LINE: LiteralString = """
    INSERT INTO invoice_line (
        number, line, sku, quantity, quantity_decimals, unit_price, price_decimals, with_tax,
        category, net, tax
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
NEW_ADJUSTMENT: LiteralString = """
    INSERT INTO invoice_adjustment (
        number, line, place, reason, amount, share, charge, category, with_tax
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
NEW_TAX: LiteralString = """
    INSERT INTO invoice_tax (
        number, place, category, kind, rate, base, net, tax, document, section
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
NEW_PREPAID: LiteralString = """
    INSERT INTO invoice_prepaid (number, place, invoice, amount, tax) VALUES (?, ?, ?, ?, ?)
"""
PREPAID: LiteralString = """
    SELECT number, invoice, amount, tax FROM invoice_prepaid
    WHERE number BETWEEN ? AND ? ORDER BY number, place
"""
NEW_PART: LiteralString = """
    INSERT INTO invoice_part (number, part, due, amount) VALUES (?, ?, ?, ?)
"""
INVOICES: LiteralString = """
    SELECT number, receivable, order_id, account, party, issued_on, currency, net, tax, total
    FROM invoice WHERE number > ? ORDER BY number LIMIT ?
"""
LINES: LiteralString = """
    SELECT number, line, sku, quantity, quantity_decimals, unit_price, price_decimals, with_tax,
        category
    FROM invoice_line WHERE number BETWEEN ? AND ? ORDER BY number, line
"""
ADJUSTMENTS: LiteralString = """
    SELECT number, line, reason, amount, share, charge FROM invoice_adjustment
    WHERE number BETWEEN ? AND ? AND line > 0 ORDER BY number, line, place
"""
BALANCE: LiteralString = """
    SELECT currency, total - prepaid + rounding, (
        SELECT CAST(coalesce(sum(CASE debit WHEN 1 THEN -amount ELSE amount END), 0) AS bigint)
        FROM credit_note WHERE credit_note.number = invoice.number
    ) FROM invoice WHERE number = ?
"""
LAST_NOTE: LiteralString = "SELECT coalesce(max(count), 0) FROM credit_note WHERE series = ?"
CREDIT_NOTE: LiteralString = """
    SELECT note, number, amount, currency, reason, tax, debit FROM credit_note WHERE key = ?
"""
NEW_CREDIT_NOTE: LiteralString = """
    INSERT INTO credit_note (
        key, number, amount, currency, reason, tax, debit, series, count, note
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
NEW_NOTE_LINE: LiteralString = """
    INSERT INTO credit_note_line (key, place, line, net, tax) VALUES (?, ?, ?, ?, ?)
"""
CREDIT_NOTES: LiteralString = """
    SELECT key, note, number, amount, currency, reason, tax, debit
    FROM credit_note ORDER BY position
"""
NOTE_LINES: LiteralString = "SELECT key, line, net, tax FROM credit_note_line ORDER BY key, place"
NOTE_LINES_OF: LiteralString = (
    "SELECT line, net, tax FROM credit_note_line WHERE key = ? ORDER BY place"
)
RECEIPT: LiteralString = "SELECT payment, amount, currency, received FROM receipt WHERE key = ?"
NEW_RECEIPT: LiteralString = """
    INSERT INTO receipt (key, payment, amount, currency, received) VALUES (?, ?, ?, ?, ?)
"""
RECEIPTS_BY_AGE: LiteralString = (
    "SELECT key, payment, amount, currency, received FROM receipt ORDER BY position"
)
CAME_IN: LiteralString = """
    SELECT currency, amount, (
        SELECT CAST(coalesce(sum(amount), 0) AS bigint)
        FROM refund WHERE refund.payment = receipt.payment
    ), (
        SELECT CAST(coalesce(sum(amount), 0) AS bigint) FROM charge_back
        WHERE charge_back.payment = receipt.payment
    ) FROM receipt WHERE payment = ?
"""
REFUND: LiteralString = (
    "SELECT account, amount, currency, reason, payment, tax FROM refund WHERE key = ?"
)
NEW_REFUND: LiteralString = """
    INSERT INTO refund (key, account, amount, currency, reason, payment, tax)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
REFUNDS: LiteralString = (
    "SELECT key, account, amount, currency, reason, payment, tax FROM refund ORDER BY position"
)
CHARGE_BACK: LiteralString = (
    "SELECT payment, amount, currency, reason FROM charge_back WHERE key = ?"
)
NEW_CHARGE_BACK: LiteralString = """
    INSERT INTO charge_back (key, payment, amount, currency, reason) VALUES (?, ?, ?, ?, ?)
"""
CHARGE_BACKS_BY_AGE: LiteralString = (
    "SELECT key, payment, amount, currency, reason FROM charge_back ORDER BY position"
)
CHARGE: LiteralString = """
    SELECT account, amount, currency, reason,
        claimed_on, received_at, kind, cause, to_collect, observed, note, tax
    FROM charge WHERE key = ?
"""
NEW_CHARGE: LiteralString = """
    INSERT INTO charge (key, account, amount, currency, reason,
        claimed_on, received_at, kind, cause, to_collect, observed, note, tax)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
ALL_CHARGES: LiteralString = """
    SELECT key, account, amount, currency, reason,
        claimed_on, received_at, kind, cause, to_collect, observed, note, tax
    FROM charge ORDER BY position
"""


@entity
class Statements:
    """How the messages of one book are written, found and read; their key has so many parts."""

    new: LiteralString
    place: LiteralString
    read: LiteralString
    parts: int = 1


NOTICE_BOOK: Final = Statements(
    new="INSERT INTO notice (key, type, about, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    place="SELECT position FROM notice WHERE key = ?",
    read="SELECT key, type, body FROM notice WHERE position > ? ORDER BY position LIMIT ?",
)
INSTRUCTION_BOOK: Final = Statements(
    new="""
    INSERT INTO instruction (key, type, about, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
    """,
    place="SELECT position FROM instruction WHERE key = ?",
    read="SELECT key, type, body FROM instruction WHERE position > ? ORDER BY position LIMIT ?",
)
TICKET: LiteralString = "SELECT position FROM ticket WHERE key = ? AND kind = ?"
TICKET_BOOK: Final = Statements(
    new="INSERT INTO ticket (key, kind, about, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    place="SELECT position FROM ticket WHERE kind = ? AND key = ?",
    read="""
    SELECT kind || ':' || key, kind, body FROM ticket WHERE position > ? ORDER BY position LIMIT ?
    """,
    parts=2,
)
TAKEN: LiteralString = """
    SELECT CAST(coalesce((
        SELECT sum(pieces) FROM goods_kept
        WHERE warehouse = ? AND sku = ? AND order_id <> ? AND until > ?
    ), 0) + coalesce((
        SELECT handed_over - put_back FROM goods_gone WHERE warehouse = ? AND sku = ?
    ), 0) AS bigint)
"""
KEPT: LiteralString = "SELECT order_id, line, pieces FROM goods_kept ORDER BY order_id, line"
KEEP_NOTHING: LiteralString = "DELETE FROM goods_kept WHERE order_id = ?"
FREE_LINE: LiteralString = "DELETE FROM goods_kept WHERE order_id = ? AND line = ?"
NEW_KEPT: LiteralString = """
    INSERT INTO goods_kept (order_id, line, warehouse, sku, pieces, until)
    VALUES (?, ?, ?, ?, ?, ?)
"""
FREE_ALL_OF_LINE: LiteralString = """
    DELETE FROM goods_kept WHERE order_id = ? AND line = ? AND pieces <= ?
"""
LESS_KEPT: LiteralString = """
    UPDATE goods_kept SET pieces = pieces - ? WHERE order_id = ? AND line = ?
"""
GONE: LiteralString = """
    INSERT INTO goods_gone (warehouse, sku, handed_over, put_back, written_down)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (warehouse, sku) DO UPDATE SET
        handed_over = goods_gone.handed_over + excluded.handed_over,
        put_back = goods_gone.put_back + excluded.put_back,
        written_down = goods_gone.written_down + excluded.written_down
"""
ALL_GONE: LiteralString = """
    SELECT warehouse, sku, handed_over, put_back, written_down FROM goods_gone
    ORDER BY warehouse, sku
"""
SAID: LiteralString = "SELECT said FROM goods_move WHERE key = ?"
GOODS_BOOK: Final = Statements(
    new="""
    INSERT INTO goods_move (key, type, about, body, said) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
    """,
    place="SELECT position FROM goods_move WHERE key = ?",
    read="SELECT key, type, body FROM goods_move WHERE position > ? ORDER BY position LIMIT ?",
)
TICKETS: Final = "tickets"
"""What those name who write a ticket, whose number is the next one."""
