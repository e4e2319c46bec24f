"""Every table of a store that has rows of its own, as they are read and written whole.

For whoever moves a store to another database: the same tables with the same columns stand in each,
and what a row refers to stands in a table before its own.
"""

from typing import Final, LiteralString

from order_to_cash.adapters.entries import SMALLEST
from order_to_cash.domain.core import entity

Start = tuple[str | int, ...]


@entity
class Table:
    """A table, the columns that order its rows, and all of its columns, those first."""

    name: LiteralString
    by: LiteralString
    others: LiteralString
    start: Start
    numbered: LiteralString = ""

    @property
    def columns(self) -> LiteralString:
        """All columns, with commas."""
        return f"{self.by}, {self.others}" if self.others else self.by

    @property
    def page(self) -> LiteralString:
        """Reads so many rows after a place, in their order."""
        places = _marks(len(self.start))
        return (
            f"SELECT {self.columns} FROM {self.name} WHERE ({self.by}) > ({places})"  # noqa: S608
            f" ORDER BY {self.by} LIMIT ?"
        )

    @property
    def new(self) -> LiteralString:
        """Writes one row."""
        marks = _marks(self.columns.count(",") + 1)
        return f"INSERT INTO {self.name} ({self.columns}) VALUES ({marks})"  # noqa: S608

    @property
    def any(self) -> LiteralString:
        """Whether there is a row."""
        return f"SELECT 1 FROM {self.name} LIMIT 1"  # noqa: S608


def _marks(count: int) -> LiteralString:
    marks: LiteralString = ", "
    return marks.join(["?"] * count)


NAMES: Final[Start] = ("", "")
NUMBER: Final[Start] = (SMALLEST,)

JOURNAL: Final[tuple[Table, ...]] = (
    Table("case_head", "process, case_id", "version, at, next_check, digest, stage, party", NAMES),
    Table("snapshot", "process, case_id", "version, body", NAMES),
    Table(
        "event",
        "position",
        "process, case_id, version, at, actor, role, command, type, shape, body",
        NUMBER,
    ),
    Table(
        "answer",
        "seq",
        "process, case_id, actor, command, role, given, counted, said, fingerprint, body",
        NUMBER,
        numbered="seq",
    ),
    Table(
        "message",
        "seq",
        "key, process, case_id, at, topic, type, attempts, not_before, leased_by, leased_until,"
        " parked, problem, otherwise, body",
        NUMBER,
        numbered="seq",
    ),
    Table("aside", "process, case_id", "since, until, problem, attempts", NAMES),
    Table("seen", "adapter, key", "", NAMES),
    Table("personal", "token", "process, case_id, kind, since, body", ("",)),
)
LEDGER: Final[tuple[Table, ...]] = (
    Table(
        "invoice",
        "series, count",
        "number, receivable, order_id, account, party, issued_on, currency, net, tax, total, rate,"
        " allowances, charges, prepaid, rounding",
        ("", SMALLEST),
    ),
    Table(
        "invoice_line",
        "number, line",
        "sku, quantity, quantity_decimals, unit_price, price_decimals, with_tax, category, net,"
        " tax",
        ("", SMALLEST),
    ),
    Table(
        "invoice_adjustment",
        "number, line, place",
        "reason, amount, share, charge, category, with_tax",
        ("", SMALLEST, SMALLEST),
    ),
    Table(
        "invoice_tax",
        "number, place",
        "category, kind, rate, base, net, tax, document, section",
        ("", SMALLEST),
    ),
    Table("invoice_prepaid", "number, place", "invoice, amount, tax", ("", SMALLEST)),
    Table("invoice_part", "number, part", "due, amount", ("", SMALLEST)),
    Table(
        "credit_note",
        "position",
        "key, number, currency, amount, reason, tax, debit, series, count, note",
        NUMBER,
        numbered="position",
    ),
    Table("credit_note_line", "key, place", "line, net, tax", ("", SMALLEST)),
    Table(
        "receipt",
        "position",
        "key, payment, currency, amount, received",
        NUMBER,
        numbered="position",
    ),
    Table(
        "refund",
        "position",
        "key, account, currency, amount, reason, payment, tax",
        NUMBER,
        numbered="position",
    ),
    Table(
        "charge_back",
        "position",
        "key, payment, currency, amount, reason",
        NUMBER,
        numbered="position",
    ),
    Table(
        "charge",
        "position",
        "key, account, currency, amount, reason, claimed_on, received_at, kind, cause, to_collect,"
        " observed, note, tax",
        NUMBER,
        numbered="position",
    ),
    Table("notice", "position", "key, type, about, body", NUMBER),
    Table("instruction", "position", "key, type, about, body", NUMBER),
    Table("ticket", "position", "key, kind, about, body", NUMBER),
    Table("goods_kept", "order_id, line", "warehouse, sku, pieces, until", ("", SMALLEST)),
    Table("goods_gone", "warehouse, sku", "handed_over, put_back, written_down", NAMES),
    Table("goods_move", "position", "key, type, about, body, said", NUMBER),
)
TABLES: Final = (*JOURNAL, *LEDGER)

STORE: Final[LiteralString] = "SELECT owner, reached FROM store"
KEEP_STORE: Final[LiteralString] = "UPDATE store SET owner = ?, reached = ?"
