"""The tables of the embedded ledger, beside the journal in the same file.

They are made when the ledger is first used, and numbered on their own, so that a journal without
a ledger stays as small as it is. A step that was released is never edited: what comes later is a
new step at the end. Amounts are whole minor units, days are texts such as 2024-02-29. Rows are
only ever added; SQLite lets one writer in at a time, so numbers and positions have no gaps.
"""

import sqlite3
from typing import LiteralString

from order_to_cash.adapters.sqlite.schema import Migration
from order_to_cash.domain.core import PortError

LEDGER: Migration = (
    """
    CREATE TABLE invoice (
        series TEXT NOT NULL,
        count INTEGER NOT NULL CHECK (count > 0),
        number TEXT NOT NULL UNIQUE,
        receivable TEXT NOT NULL UNIQUE,
        order_id TEXT NOT NULL,
        account TEXT NOT NULL,
        party TEXT NOT NULL,
        issued_on TEXT NOT NULL,
        currency TEXT NOT NULL,
        net INTEGER NOT NULL,
        tax INTEGER NOT NULL,
        total INTEGER NOT NULL CHECK (total >= 0),
        rate TEXT NOT NULL,
        PRIMARY KEY (series, count),
        CHECK (net + tax = total)
    ) STRICT
    """,
    """
    CREATE TABLE invoice_line (
        number TEXT NOT NULL REFERENCES invoice (number),
        line INTEGER NOT NULL,
        sku TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        unit_price INTEGER NOT NULL,
        PRIMARY KEY (number, line)
    ) STRICT
    """,
    """
    CREATE TABLE invoice_part (
        number TEXT NOT NULL REFERENCES invoice (number),
        part INTEGER NOT NULL,
        due TEXT NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (number, part)
    ) STRICT
    """,
    """
    CREATE TABLE credit_note (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL REFERENCES invoice (number),
        currency TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount > 0),
        reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX credit_note_number ON credit_note (number, amount)",
    """
    CREATE TABLE refund (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        account TEXT NOT NULL,
        currency TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount > 0),
        reason TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE notice (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        about TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE instruction (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        about TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
)
CHARGES: Migration = (
    """
    CREATE TABLE charge (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        account TEXT NOT NULL,
        currency TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount > 0),
        reason TEXT NOT NULL,
        claimed_on TEXT,
        received_at TEXT,
        kind TEXT,
        cause TEXT,
        to_collect INTEGER,
        observed INTEGER,
        note TEXT
    ) STRICT
    """,
)
TICKETING: Migration = (
    """
    CREATE TABLE ticket (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        about TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (kind, key)
    ) STRICT
    """,
)
RECEIPTS: Migration = (
    """
    CREATE TABLE receipt (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        payment TEXT NOT NULL UNIQUE,
        currency TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount > 0),
        received TEXT NOT NULL
    ) STRICT
    """,
    "ALTER TABLE refund ADD COLUMN payment TEXT REFERENCES receipt (payment)",
    "CREATE INDEX refund_payment ON refund (payment, amount) WHERE payment IS NOT NULL",
)
CHARGE_BACKS: Migration = (
    """
    CREATE TABLE charge_back (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        payment TEXT NOT NULL REFERENCES receipt (payment),
        currency TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount > 0),
        reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX charge_back_payment ON charge_back (payment, amount)",
)

PRICES: Migration = (
    "ALTER TABLE invoice ADD COLUMN allowances INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE invoice ADD COLUMN charges INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE invoice ADD COLUMN prepaid INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE invoice ADD COLUMN rounding INTEGER NOT NULL DEFAULT 0",
    # the figures of a price and a quantity, and how many of them are decimals; a price without
    # that number has those of its currency
    "ALTER TABLE invoice_line ADD COLUMN price_decimals INTEGER",
    "ALTER TABLE invoice_line ADD COLUMN quantity_decimals INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE invoice_line ADD COLUMN with_tax INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE invoice_line ADD COLUMN category TEXT NOT NULL DEFAULT 'standard'",
    "ALTER TABLE invoice_line ADD COLUMN net INTEGER",
    "ALTER TABLE invoice_line ADD COLUMN tax INTEGER",
    "ALTER TABLE credit_note ADD COLUMN tax INTEGER",
    "ALTER TABLE refund ADD COLUMN tax INTEGER",
    "ALTER TABLE charge ADD COLUMN tax INTEGER",
    """
    CREATE TABLE invoice_adjustment (
        number TEXT NOT NULL REFERENCES invoice (number),
        line INTEGER NOT NULL,
        place INTEGER NOT NULL,
        reason TEXT NOT NULL,
        amount INTEGER,
        share TEXT,
        charge INTEGER NOT NULL,
        category TEXT NOT NULL,
        with_tax INTEGER NOT NULL,
        PRIMARY KEY (number, line, place)
    ) STRICT
    """,
    """
    CREATE TABLE invoice_tax (
        number TEXT NOT NULL REFERENCES invoice (number),
        place INTEGER NOT NULL,
        category TEXT NOT NULL,
        kind TEXT NOT NULL,
        rate TEXT NOT NULL,
        base INTEGER NOT NULL,
        net INTEGER NOT NULL,
        tax INTEGER NOT NULL,
        document TEXT NOT NULL,
        section TEXT NOT NULL,
        PRIMARY KEY (number, place)
    ) STRICT
    """,
)
"""Line 0 of the adjustments is the whole paper."""

NOTES: Migration = (
    "ALTER TABLE credit_note ADD COLUMN debit INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE credit_note ADD COLUMN series TEXT NOT NULL DEFAULT 'FC01'",
    "ALTER TABLE credit_note ADD COLUMN count INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE credit_note ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    # those that had no number get theirs in the order in which they came
    "UPDATE credit_note SET count = position, note = printf('FC01-%08d', position)",
    "CREATE UNIQUE INDEX credit_note_series ON credit_note (series, count)",
    """
    CREATE TABLE credit_note_line (
        key TEXT NOT NULL REFERENCES credit_note (key),
        place INTEGER NOT NULL,
        line INTEGER NOT NULL,
        net INTEGER NOT NULL,
        tax INTEGER NOT NULL,
        PRIMARY KEY (key, place)
    ) STRICT
    """,
)
"""Line 0 of a note is what belongs to no line of its invoice."""

GOODS: Migration = (
    """
    CREATE TABLE goods_kept (
        order_id TEXT NOT NULL,
        line INTEGER NOT NULL,
        warehouse TEXT NOT NULL,
        sku TEXT NOT NULL,
        pieces INTEGER NOT NULL CHECK (pieces > 0),
        until INTEGER NOT NULL,
        PRIMARY KEY (order_id, line)
    ) STRICT
    """,
    "CREATE INDEX goods_kept_of ON goods_kept (warehouse, sku, until, pieces)",
    """
    CREATE TABLE goods_gone (
        warehouse TEXT NOT NULL,
        sku TEXT NOT NULL,
        handed_over INTEGER NOT NULL,
        put_back INTEGER NOT NULL,
        written_down INTEGER NOT NULL,
        PRIMARY KEY (warehouse, sku)
    ) STRICT
    """,
    """
    CREATE TABLE goods_move (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        about TEXT NOT NULL,
        body TEXT NOT NULL,
        said TEXT NOT NULL
    ) STRICT
    """,
)
"""Goods that are kept for orders, what left and came back in all, and what was asked and told."""

ADVANCES: Migration = (
    """
    CREATE TABLE invoice_prepaid (
        number TEXT NOT NULL REFERENCES invoice (number),
        place INTEGER NOT NULL,
        invoice TEXT NOT NULL,
        amount INTEGER NOT NULL,
        tax INTEGER NOT NULL,
        PRIMARY KEY (number, place)
    ) STRICT
    """,
)
"""The invoices of advances that an invoice deducts."""

STEPS: tuple[Migration, ...] = (
    *(LEDGER, CHARGES, TICKETING, RECEIPTS, CHARGE_BACKS, PRICES, NOTES, GOODS, ADVANCES),
)

STEP_TABLE: LiteralString = (
    "CREATE TABLE IF NOT EXISTS ledger_step (number INTEGER PRIMARY KEY) STRICT"
)
TAKEN: LiteralString = "SELECT count(*) FROM ledger_step"
TAKE: LiteralString = "INSERT INTO ledger_step (number) VALUES (?)"


def take_steps(connection: sqlite3.Connection, path: str) -> None:
    """Take the steps of the ledger that the file lacks."""
    connection.execute(STEP_TABLE)
    done = connection.execute(TAKEN).fetchone()[0]
    if done > len(STEPS):
        raise PortError(
            f"the ledger in {path}: its schema {done} is newer than {len(STEPS)}, the newest this"
            " version of the library knows; install the version that wrote it, or a later one",
            code="ledger.newer-schema",
        )
    for number, step in enumerate(STEPS[done:], done + 1):
        for statement in step:
            connection.execute(statement)
        connection.execute(TAKE, (number,))
