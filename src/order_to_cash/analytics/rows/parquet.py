"""Rows as Parquet, by table and month, in constant memory; with the extra `files`."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Self

from attrs import define, field

from order_to_cash.analytics.rows.columns import TABLES, Kind
from order_to_cash.analytics.rows.files import synced, unfinished
from order_to_cash.analytics.rows.writing import told
from order_to_cash.domain.core import MissingExtra

MOST: Final = 20_000
"""How many rows are held, of all tables and months together, before they are written."""

DIGITS, DECIMALS = 38, 4
"""All amounts have four decimals, so that a column has one type for all currencies."""


@define
class ParquetFiles:
    """The files of one export: `TABLE/month=YYYY-MM/NUMBER-PART.parquet`, by the month of `at`."""

    folder: Path
    number: int
    tables: tuple[str, ...]
    polars: Any
    _held: dict[tuple[str, str], list[Mapping[str, Any]]] = field(factory=dict, init=False)
    _rows: int = field(default=0, init=False)
    _parts: int = field(default=0, init=False)
    _made: list[Path] = field(factory=list, init=False)

    @classmethod
    def begun(cls, folder: Path, number: int, tables: tuple[str, ...], _stack: ExitStack) -> Self:
        """Begin, without what an export of this number has left that was interrupted."""
        files = cls(folder, number, tables, _polars())
        for left in folder.glob(f"*/month=*/{number:06}-*.parquet*"):
            left.unlink()
        return files

    def write(self, table: str, row: Mapping[str, Any]) -> None:
        """Hold a row, until there are enough to write."""
        at: datetime = row["at"]
        self._held.setdefault((table, f"{at:%Y-%m}"), []).append(row)
        self._rows += 1
        if self._rows >= MOST:
            self._flush()

    def put(self) -> None:
        """Everything is written: each file takes its place."""
        self._flush()
        for path in self._made:
            unfinished(path).replace(path)

    def drop(self) -> None:
        """There was nothing to write."""

    def _flush(self) -> None:
        self._parts += 1
        for (table, month), rows in self._held.items():
            path = (
                self.folder
                / table
                / f"month={month}"
                / f"{self.number:06}-{self._parts:04}.parquet"
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            self._frame(table, rows).write_parquet(unfinished(path))
            synced(unfinished(path))
            self._made.append(path)
        self._held.clear()
        self._rows = 0

    def _frame(self, table: str, rows: list[Mapping[str, Any]]) -> Any:
        kinds = TABLES[table]
        data = {name: [_value(row.get(name), kind) for row in rows] for name, kind in kinds.items()}
        schema = {name: self._type(kind) for name, kind in kinds.items()}
        return self.polars.DataFrame(data, schema=schema)

    def _type(self, kind: Kind) -> Any:
        pl = self.polars
        match kind:
            case Kind.TEXT | Kind.VALUES:
                return pl.String
            case Kind.COUNT:
                return pl.Int64
            case Kind.TRUTH:
                return pl.Boolean
            case Kind.AMOUNT:
                return pl.Decimal(DIGITS, DECIMALS)
            case Kind.DAY:
                return pl.Date
            case Kind.INSTANT:
                return pl.Datetime("us", "UTC")


def _value(value: Any, kind: Kind) -> Decimal | date | str | int | None:
    if value is None:
        return None
    if kind is Kind.AMOUNT:
        return Decimal(value)
    made: str | int | date = told(value) if kind is Kind.VALUES else value
    return made


def _polars() -> Any:
    try:
        return import_module("polars")
    except ImportError:
        raise MissingExtra(
            "rows as parquet need an extra; run: pip install 'order-to-cash[files]'"
        ) from None
