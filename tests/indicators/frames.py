"""The same requests as frames of every engine; PySpark is there only where it is installed."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final, TypeAlias

import pandas as pd
import polars as pl
import pytest

from order_to_cash.analytics import Request

Make: TypeAlias = Callable[[Sequence[Request]], Any]
INSTANT: Final = pl.Datetime("us", "UTC")
NOISY: Final = pytest.param("pyspark", marks=pytest.mark.filterwarnings("ignore"))
"""PySpark warns of much that is its own."""

SPARK: Final = "opened timestamp, closed timestamp, effective boolean, unit string"


def rows(found: Sequence[Request]) -> dict[str, list[Any]]:
    """The requests as columns."""
    return {
        "opened": [r.opened for r in found],
        "closed": [r.closed for r in found],
        "effective": [r.effective for r in found],
        "unit": [r.labels.get("unit", "") for r in found],
    }


def pauses_in_words(found: Sequence[Request]) -> list[str]:
    """The pauses of each request as a cell of a file has them."""
    return [
        "|".join(f"{p.begins.isoformat()}/{p.ends.isoformat() if p.ends else ''}" for p in r.pauses)
        for r in found
    ]


def in_polars(found: Sequence[Request]) -> Any:
    """A frame of polars, its columns typed even where it is empty."""
    schema: Any = {"opened": INSTANT, "closed": INSTANT, "effective": pl.Boolean, "unit": pl.String}
    return pl.DataFrame(rows(found), schema=schema)


def in_lazy_polars(found: Sequence[Request]) -> Any:
    """A lazy frame of polars."""
    return in_polars(found).lazy()


def in_pandas(found: Sequence[Request]) -> Any:
    """A frame of pandas, its columns typed even where it is empty."""
    kinds = {
        "opened": "datetime64[us, UTC]",
        "closed": "datetime64[us, UTC]",
        "effective": "bool",
        "unit": "object",
    }
    return pd.DataFrame(rows(found)).astype(kinds)


def polars_in(zone: str, unit: Any) -> Make:
    """Frames of polars whose instants are kept in a zone and a unit."""
    kept = pl.col("opened", "closed").dt.convert_time_zone(zone).dt.cast_time_unit(unit)
    return lambda found: in_polars(found).with_columns(kept)


def pandas_in(zone: str, unit: Any) -> Make:
    """Frames of pandas whose instants are kept in a zone and a unit."""

    def made(found: Sequence[Request]) -> Any:
        frame = in_pandas(found)
        for name in ("opened", "closed"):
            frame[name] = frame[name].dt.tz_convert(zone).dt.as_unit(unit)
        return frame

    return made


def pyarrow_in(zone: str, unit: str) -> Make:
    """Tables of pyarrow whose instants are kept in a zone and a unit."""

    def made(found: Sequence[Request]) -> Any:
        table, pa = in_pyarrow(found), import_module("pyarrow")
        kept = [
            pa.field(f.name, pa.timestamp(unit, zone) if pa.types.is_timestamp(f.type) else f.type)
            for f in table.schema
        ]
        return table.cast(pa.schema(kept))

    return made


def arrows_in_pandas(table: Any) -> Any:
    """A frame of pandas that keeps the columns of a table of pyarrow."""
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def in_pyarrow(found: Sequence[Request]) -> Any:
    """A table of pyarrow."""
    return in_polars(found).to_arrow()


def in_duckdb(connection: Any) -> Make:
    """Relations of DuckDB, over tables of pyarrow."""
    return lambda found: connection.from_arrow(in_pyarrow(found))


def in_pyspark(session: Any) -> Make:
    """Frames of PySpark."""
    return lambda found: session.createDataFrame(
        list(zip(*rows(found).values(), strict=True)), SPARK
    )
