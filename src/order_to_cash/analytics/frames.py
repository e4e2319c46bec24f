"""Frames of any library that narwhals knows, as rows and with instants in one zone."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from order_to_cash.domain.core import MissingExtra
from order_to_cash.domain.core.instants import out_of_range

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"
Row: TypeAlias = dict[str, Any]
INSTANTS: Final = ("opened", "closed")


def narwhals() -> Any:
    """The module narwhals, or `MissingExtra` with the command that installs it."""
    try:
        return import_module("narwhals.stable.v2")
    except ImportError:
        raise MissingExtra(
            "columns need narwhals; run: pip install 'order-to-cash[columns]'"
        ) from None


def in_one_zone(nw: Any, frame: Frame) -> Frame:
    """The frame with its instants in UTC, which no engine compares with another zone amiss."""
    kind, native, schema = frame.implementation, frame.to_native(), frame.collect_schema()
    known = [name for name in INSTANTS if name in schema]
    if kind.is_pandas_like():  # narwhals does not know all names of zones there
        ours = (name for name in known if _zoned(native[name]))
        native = native.assign(**{name: native[name].dt.tz_convert("UTC") for name in ours})
    elif kind.is_duckdb():  # where all instants are in UTC, but some finer than narwhals knows
        kinds = dict(zip(native.columns, map(str, native.types), strict=True))
        fine = [name for name in known if kinds[name] == "TIMESTAMPTZ_NS"]
        cast = ", ".join(f"CAST({name} AS TIMESTAMPTZ) AS {name}" for name in fine)
        native = native.project(f"* REPLACE ({cast})") if fine else native
    elif not kind.is_spark_like():
        zoned = [name for name in known if getattr(schema[name], "time_zone", None) is not None]
        return frame.with_columns(nw.col(name).dt.convert_time_zone("UTC") for name in zoned)
    one: Frame = nw.from_native(native)
    return one


def _zoned(column: Any) -> bool:
    """Whether a column of pandas holds instants with a zone, kept by numpy or by pyarrow."""
    return getattr(getattr(column.dtype, "pyarrow_dtype", column.dtype), "tz", None) is not None


def rows_of(frame: Any) -> Iterator[Row]:
    """Each row by the names of its columns, once the engine has counted."""
    try:
        made = frame.collect() if hasattr(frame, "collect") else frame
        yield from made.iter_rows(named=True)
    except OverflowError:  # an instant that Python has no place for
        raise out_of_range() from None


def value_of(value: Any) -> Any:
    """The value, or `None` for an engine's own nothing, equal to nothing or to no truth."""
    try:
        return value if value is not None and bool(value == value) else None  # noqa: PLR0124
    except TypeError:
        return None
