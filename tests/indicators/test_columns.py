"""The indicators over columns are those over objects, on every engine and every input."""

import sys
from datetime import UTC, datetime, timedelta

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import Request, columns, measure, measure_columns
from order_to_cash.domain.core import InvalidValue, MissingExtra
from tests.indicators.common import DAY, INDICATORS, LA_PAZ, LONG_AFTER, START, TICK, requests
from tests.indicators.frames import INSTANT, Make, in_lazy_polars, in_pandas, in_polars

ZONES = ("America/La_Paz", "America/Santiago", "Pacific/Kiritimati")
GROUPINGS = ((), ("unit",), ("day",), ("week", "unit"), ("month",))


@pytest.mark.parametrize("frame", [in_polars, in_lazy_polars, in_pandas])
@given(
    st.lists(requests(), max_size=12),
    st.sampled_from(ZONES),
    st.sampled_from(GROUPINGS),
    st.just(LONG_AFTER) | st.datetimes(datetime(2024, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_columns_say_what_objects_say(
    frame: Make,
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


@pytest.mark.parametrize("frame", [in_polars, in_lazy_polars, in_pandas])
def test_an_open_request_is_late_from_the_limit_on(frame: Make) -> None:
    """KPI-02: with a microsecond left it may still be in time, at the limit itself it is not."""
    asked = [Request(START, labels={"unit": ""})]
    for as_of in (START + DAY - TICK, START + DAY, START + DAY + TICK):
        expected = measure(asked, INDICATORS, zone=LA_PAZ, as_of=as_of)
        assert expected == measure_columns(frame(asked), INDICATORS, zone=LA_PAZ, as_of=as_of)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("frame", [in_polars, in_pandas])
def test_every_half_hour_of_a_year_is_of_its_day(frame: Make, zone: str) -> None:
    """KPI-03: through every change of the clocks, columns find the local day of each request."""
    asked = [Request(START + n * timedelta(minutes=30), labels={"unit": ""}) for n in range(17_600)]
    expected = measure(asked, INDICATORS, zone=zone, as_of=LONG_AFTER, by=("day",))
    found = measure_columns(frame(asked), INDICATORS, zone=zone, as_of=LONG_AFTER, by=("day",))
    assert expected == found


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


def test_truth_is_told_as_truth() -> None:
    """KPI-01: a column of words does not say what was effective."""
    frame = in_polars([Request(START, START + DAY, True)]).cast({"effective": pl.String})
    with pytest.raises(InvalidValue, match="truth values"):
        measure_columns(frame, INDICATORS, zone="UTC", as_of=START)


@pytest.mark.parametrize("by", [(), ("day",)])
def test_a_request_says_when_it_was_opened(by: tuple[str, ...]) -> None:
    """KPI-02: a row without an instant of opening is an error, never left out in silence."""
    frame = in_polars([Request(START)]).with_columns(opened=pl.lit(None, dtype=INSTANT))
    with pytest.raises(InvalidValue, match="gaps"):
        measure_columns(frame, INDICATORS, zone="UTC", as_of=START, by=by)


def test_what_is_no_frame_is_refused() -> None:
    """Anything else than columns is refused with the names of what is known."""
    with pytest.raises(InvalidValue, match="no frame of columns"):
        measure_columns([START], INDICATORS, zone="UTC", as_of=START)


def test_an_engine_answers_no_more_rows_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """KPI-03: a label with too many values is refused before all of them are taken."""
    frame = in_polars([Request(START, labels={"unit": str(n)}) for n in range(3)])
    monkeypatch.setattr(columns, "MOST_ROWS", 3)
    found = measure_columns(frame, INDICATORS, zone="UTC", as_of=START, by=("unit",))
    assert 3 == len(found.groups)
    monkeypatch.setattr(columns, "MOST_ROWS", 2)
    with pytest.raises(InvalidValue, match="more than"):
        measure_columns(frame, INDICATORS, zone="UTC", as_of=START, by=("unit",))


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA])
def test_a_label_that_is_nothing_is_none(nothing: object) -> None:
    """KPI-03: every engine's nothing is the group of those without the label."""
    frame = in_pandas([Request(START), Request(START, labels={"unit": "north"})])
    frame["unit"] = pd.Series([nothing, "north"], dtype=object)
    groups = measure_columns(frame, INDICATORS, zone="UTC", as_of=START, by=("unit",)).groups
    assert [("",), ("north",)] == [group.key for group in groups]
    assert "" == columns._label(nothing)


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks narwhals is told how to get it."""
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    with pytest.raises(MissingExtra, match=r"order-to-cash\[columns\]"):
        measure_columns(object(), INDICATORS, zone="UTC", as_of=START)
