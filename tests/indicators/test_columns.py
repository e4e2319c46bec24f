"""The indicators over columns are those over objects, on every engine and every input."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics.columns import measure_columns
from order_to_cash.analytics.indicators import measure
from order_to_cash.analytics.requests import Request
from order_to_cash.domain.errors import InvalidValue, MissingExtra
from tests.indicators.common import DAY, INDICATORS, LONG_AFTER, START, requests

ZONES = ("America/La_Paz", "America/Santiago", "Pacific/Kiritimati")
GROUPINGS = ((), ("unit",), ("day",), ("week", "unit"), ("month",))
INSTANT = pl.Datetime("us", "UTC")


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


@pytest.mark.parametrize("frame", [in_polars, in_lazy_polars, in_pandas])
@given(
    st.lists(requests(), max_size=12),
    st.sampled_from(ZONES),
    st.sampled_from(GROUPINGS),
    st.just(LONG_AFTER) | st.datetimes(datetime(2024, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_columns_say_what_objects_say(
    frame: Callable[[Sequence[Request]], Any],
    found: list[Request],
    zone: str,
    by: tuple[str, ...],
    as_of: datetime,
) -> None:
    """KPI-01 to KPI-05: the same report, group by group and count by count."""
    plain = [
        Request(r.opened, r.closed, r.effective, {"unit": r.labels.get("unit", "")}) for r in found
    ]
    expected = measure(plain, INDICATORS, zone=zone, as_of=as_of, by=by)

    assert expected == measure_columns(frame(plain), INDICATORS, zone=zone, as_of=as_of, by=by)


def test_a_missing_column_is_named() -> None:
    """What the frame lacks is said, with what to do."""
    frame = in_polars([]).drop("closed")
    with pytest.raises(InvalidValue, match="closed"):
        measure_columns(frame, INDICATORS, zone="UTC", as_of=START)


def test_instants_without_a_zone_are_refused() -> None:
    """KPI-02: nobody knows how long naive instants are apart."""
    frame = in_polars([Request(START, START + DAY, True)])
    naive = frame.with_columns(pl.col("opened").dt.replace_time_zone(None))
    with pytest.raises(InvalidValue, match="time zone"):
        measure_columns(naive, INDICATORS, zone="UTC", as_of=START)


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks narwhals is told how to get it."""
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    with pytest.raises(MissingExtra, match=r"order-to-cash\[columns\]"):
        measure_columns(object(), INDICATORS, zone="UTC", as_of=START)
