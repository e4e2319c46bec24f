"""The steps of the schema after the first one: each lacks in a store that is older than it.

A step that was released is never edited; what comes later is a new one at the end.
"""

from typing import LiteralString, TypeAlias

Migration: TypeAlias = tuple[LiteralString, ...]

NOTES: Migration = (
    "ALTER TABLE credit_note ADD COLUMN debit integer NOT NULL DEFAULT 0",
    """ALTER TABLE credit_note ADD COLUMN series text COLLATE "C" NOT NULL DEFAULT 'FC01'""",
    "ALTER TABLE credit_note ADD COLUMN count bigint NOT NULL DEFAULT 0",
    """ALTER TABLE credit_note ADD COLUMN note text COLLATE "C" NOT NULL DEFAULT ''""",
    """
    UPDATE credit_note SET count = numbered.count,
        note = 'FC01-' || lpad(numbered.count::text, 8, '0')
    FROM (SELECT key, row_number() OVER (ORDER BY position) AS count FROM credit_note) AS numbered
    WHERE numbered.key = credit_note.key
    """,
    "CREATE UNIQUE INDEX credit_note_series ON credit_note (series, count)",
    """
    CREATE TABLE credit_note_line (
        key text COLLATE "C" NOT NULL REFERENCES credit_note (key),
        place integer NOT NULL,
        line integer NOT NULL,
        net bigint NOT NULL,
        tax bigint NOT NULL,
        PRIMARY KEY (key, place)
    )
    """,
)
"""Credit and debit notes have numbers of series of their own, and lines."""

GOODS: Migration = (
    """
    CREATE TABLE goods_kept (
        order_id text COLLATE "C" NOT NULL,
        line bigint NOT NULL,
        warehouse text COLLATE "C" NOT NULL,
        sku text COLLATE "C" NOT NULL,
        pieces bigint NOT NULL CHECK (pieces > 0),
        until bigint NOT NULL,
        PRIMARY KEY (order_id, line)
    )
    """,
    "CREATE INDEX goods_kept_of ON goods_kept (warehouse, sku, until, pieces)",
    """
    CREATE TABLE goods_gone (
        warehouse text COLLATE "C" NOT NULL,
        sku text COLLATE "C" NOT NULL,
        handed_over bigint NOT NULL,
        put_back bigint NOT NULL,
        written_down bigint NOT NULL,
        PRIMARY KEY (warehouse, sku)
    )
    """,
    """
    CREATE TABLE goods_move (
        position bigint PRIMARY KEY,
        key text COLLATE "C" NOT NULL UNIQUE,
        type text NOT NULL,
        about text NOT NULL,
        body text NOT NULL,
        said text NOT NULL
    )
    """,
)
"""Goods that are kept for orders, what left and came back in all, and what was asked and told."""

ADVANCES: Migration = (
    """
    CREATE TABLE invoice_prepaid (
        number text COLLATE "C" NOT NULL REFERENCES invoice (number),
        place integer NOT NULL,
        invoice text COLLATE "C" NOT NULL,
        amount bigint NOT NULL,
        tax bigint NOT NULL,
        PRIMARY KEY (number, place)
    )
    """,
)
"""The invoices of advances that an invoice deducts."""

FLAT: Migration = (
    "DROP INDEX message_order",
    """
    CREATE INDEX message_fresh ON message (seq)
    INCLUDE (leased_until, process, case_id, topic) WHERE parked = 0 AND not_before IS NULL
    """,
    """
    CREATE INDEX message_put_off ON message (not_before, seq)
    INCLUDE (leased_until, process, case_id, topic) WHERE parked = 0 AND not_before IS NOT NULL
    """,
)
"""What is put off is found by its instant."""

FIGURES: Migration = (
    """
    CREATE TABLE counted_part (
        process text COLLATE "C" NOT NULL,
        case_id text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        name text COLLATE "C" NOT NULL,
        since bigint NOT NULL,
        amount bigint NOT NULL,
        PRIMARY KEY (process, case_id, kind, name, since)
    )
    """,
    """
    CREATE INDEX counted_named ON counted_part (kind, process, case_id)
    WHERE kind IN ('rejected', 'unreadable', 'warned') AND name = ''
    """,
    """
    CREATE TABLE counted_sum (
        kind text COLLATE "C" NOT NULL,
        name text COLLATE "C" NOT NULL,
        since bigint NOT NULL,
        amount bigint NOT NULL,
        PRIMARY KEY (kind, name, since)
    )
    """,
    """
    CREATE TABLE counted_until (
        one smallint PRIMARY KEY CHECK (one = 1),
        position bigint NOT NULL,
        basis text NOT NULL
    )
    """,
    "INSERT INTO counted_until (one, position, basis) VALUES (1, 0, '')",
)
"""The figures of the report: what each case adds, the sums, and which events are in them."""

LISTS: Migration = (
    """ALTER TABLE case_head ADD COLUMN stage text COLLATE "C" NOT NULL DEFAULT ''""",
    """ALTER TABLE case_head ADD COLUMN party text COLLATE "C" NOT NULL DEFAULT ''""",
    "CREATE INDEX case_stage ON case_head (stage, process, case_id)",
    "CREATE INDEX case_party ON case_head (party, process, case_id) WHERE party <> ''",
    """
    CREATE INDEX case_party_stage ON case_head (party, stage, process, case_id) WHERE party <> ''
    """,
)
"""The stage and the party of a case; where the stage is empty, both are filled when it is read."""
