"""Everything that leaves a store, as rows: events, findings, invoices, payments, dunning."""

from order_to_cash.analytics.rows.columns import TABLES, Kind
from order_to_cash.analytics.rows.export import Done, export
from order_to_cash.analytics.rows.frames import frame_of
from order_to_cash.analytics.rows.reading import Row, rows_of

__all__ = ["TABLES", "Done", "Kind", "Row", "export", "frame_of", "rows_of"]
