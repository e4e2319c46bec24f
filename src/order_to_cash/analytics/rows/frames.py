"""Rows as a frame of the library at hand."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from order_to_cash.analytics.frames import narwhals
from order_to_cash.analytics.rows.columns import TABLES, Kind
from order_to_cash.analytics.rows.reading import Row
from order_to_cash.analytics.rows.writing import told

KINDS: Final = {
    Kind.TEXT: "String",
    Kind.VALUES: "String",
    Kind.COUNT: "Int64",
    Kind.TRUTH: "Boolean",
}
"""What narwhals calls them; of other kinds the engine sees itself what it can hold."""

SMALLEST: Final = Decimal("0.0001")
"""All amounts have four decimals, so that an engine finds one scale for all currencies."""


def frame_of(rows: Iterable[Row], table: str, engine: str = "polars") -> Any:
    """The rows of one table as a frame of `engine`: polars, pandas, pyarrow or another of narwhals.

    Amounts are exact decimals, what has names of its own is a text of JSON. Raises `MissingExtra`
    where narwhals is not installed.
    """
    nw, columns = narwhals(), TABLES[table]
    data: dict[str, list[Any]] = {name: [] for name in columns}
    for row in rows:
        if row.table == table:
            for name, kind in columns.items():
                data[name].append(_value(row.values.get(name), kind))
    series = (
        nw.new_series(name, data[name], _kind(nw, kind), backend=engine)
        for name, kind in columns.items()
    )
    return nw.concat([one.to_frame() for one in series], how="horizontal").to_native()


def _value(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind is Kind.AMOUNT:
        return Decimal(value).quantize(SMALLEST)
    return told(value) if kind is Kind.VALUES else value


def _kind(nw: Any, kind: Kind) -> Any:
    if kind is Kind.INSTANT:
        return nw.Datetime("us", "UTC")
    return getattr(nw, KINDS[kind]) if kind in KINDS else None
