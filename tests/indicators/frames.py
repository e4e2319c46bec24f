"""The same requests as frames of every engine; some engines are there only where installed."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

import pandas as pd
import polars as pl

from order_to_cash.analytics import Request

Make: TypeAlias = Callable[[Sequence[Request]], Any]
INSTANT: Final = pl.Datetime("us", "UTC")
SPARK: Final = "opened timestamp, closed timestamp, effective boolean, unit string"


def rows(found: Sequence[Request]) -> dict[str, list[Any]]:
    """The requests as columns."""
    return {
        "opened": [r.opened for r in found],
        "closed": [r.closed for r in found],
        "effective": [r.effective for r in found],
        "unit": [r.labels.get("unit", "") for r in found],
    }


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
