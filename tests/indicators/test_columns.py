"""The indicators over columns are those over objects, on every engine and every input."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pandas as pd
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from order_to_cash.analytics import Layout, Request, columns, measure, measure_columns
from order_to_cash.domain.core import InvalidValue, MissingExtra
from order_to_cash.rules import Indicators
from tests.indicators.common import (
    DAY,
    INDICATORS,
    LA_PAZ,
    LONG_AFTER,
    START,
    TICK,
    counts_of,
    paused_requests,
    reckoned,
    requests,
)
from tests.indicators.frames import (
    INSTANT,
    Make,
    in_lazy_polars,
    in_pandas,
    in_polars,
    pandas_in,
    pauses_in_words,
    polars_in,
)
from tests.indicators.test_working import PORTING, WORKING

APART = evolve(INDICATORS, apart={("unit", "north"): PORTING})
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


KEPT = st.sampled_from(
    (
        *("UTC", "America/La_Paz", "America/Argentina/Buenos_Aires", "America/Santiago"),
        *("Etc/GMT+4", "Asia/Kathmandu", "Pacific/Kiritimati"),
    )
)
OFFSETS = KEPT | st.sampled_from(("-04:00", "+05:45", "-00:30"))
UNITS = st.sampled_from(("us", "ns"))


@pytest.mark.parametrize(("made", "zones"), [(polars_in, KEPT), (pandas_in, OFFSETS)])
@settings(max_examples=80)
@given(st.data(), st.lists(requests(), max_size=12), UNITS, st.sampled_from(GROUPINGS))
def test_it_does_not_matter_in_which_zone_instants_are_kept(
    made: Any, zones: Any, data: st.DataObject, found: list[Request], unit: str, by: Any
) -> None:
    """IND-07: a zone of any name, a fixed offset, UTC: what a plain loop counts, all count."""
    frame = made(data.draw(zones), unit)(found)
    zone = data.draw(st.sampled_from(ZONES))
    report = measure_columns(frame, INDICATORS, zone=zone, as_of=LONG_AFTER, by=by)
    assert reckoned(found, zone, by, LONG_AFTER) == counts_of(report)


@pytest.mark.parametrize("made", [in_polars, in_lazy_polars, in_pandas])
@settings(max_examples=60)
@given(st.lists(paused_requests(), max_size=8), st.sampled_from(GROUPINGS))
def test_pauses_of_a_frame_count_as_those_of_a_file(
    made: Make, found: list[Request], by: tuple[str, ...]
) -> None:
    """IND-07: what pauses take is taken on every engine, and a plain loop takes the same."""
    frame = with_pauses(made(found), found)
    report = measure_columns(frame, INDICATORS, zone=LA_PAZ, as_of=LONG_AFTER, by=by)
    assert reckoned(found, LA_PAZ, by, LONG_AFTER) == counts_of(report)
    assert measure(found, INDICATORS, zone=LA_PAZ, as_of=LONG_AFTER, by=by).total == report.total


def with_pauses(frame: Any, found: Sequence[Request]) -> Any:
    cells = pauses_in_words(found)
    if isinstance(frame, pd.DataFrame):
        return frame.assign(pauses=pd.Series(cells, dtype=object))
    return frame.with_columns(pl.Series("pauses", cells, dtype=pl.String))


@pytest.mark.parametrize("made", [in_polars, in_pandas])
def test_pauses_of_a_frame_are_read_by_its_layout(made: Make) -> None:
    """IND-07: in the column, zone and format that are named, as from a file: 26 less 3 hours."""
    frame = made([Request(START, START + timedelta(hours=26), effective=True)])
    cells = ["01/03/2024 13:00/01/03/2024 16:00"]
    if isinstance(frame, pd.DataFrame):
        frame = frame.assign(pausas=cells)
    else:
        frame = frame.with_columns(pl.Series("pausas", cells))
    layout = Layout(pauses="pausas", zone=LA_PAZ, format="dd/mm/yyyy")
    asked: Any = {"zone": LA_PAZ, "as_of": LONG_AFTER}
    assert 1 == measure_columns(frame, INDICATORS, layout=layout, **asked).total.in_time
    assert 0 == measure_columns(frame, INDICATORS, **asked).total.in_time


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([7], "columns.pauses"),
        (["yesterday/"], "records.instant"),
        (["2024-03-01T08:00:00/"], "records.naive"),
        (["2024-03-01T08:00:00Z/2024-03-01T07:00:00Z"], "indicators.pause"),
    ],
)
@pytest.mark.parametrize("made", [in_polars, in_pandas])
def test_pauses_that_cannot_be_used_are_an_error(made: Make, cells: list[Any], code: str) -> None:
    """IND-07: a column of pauses is used or refused, never passed over in silence."""
    frame = made([Request(START)])
    column: Any = pd.Series(cells) if isinstance(frame, pd.DataFrame) else pl.Series(cells)
    paused = frame.assign(pauses=column) if made is in_pandas else frame.with_columns(pauses=column)
    with pytest.raises(InvalidValue) as caught:
        measure_columns(paused, INDICATORS, zone="UTC", as_of=LONG_AFTER)
    assert code == caught.value.code


@pytest.mark.parametrize("made", [in_polars, in_lazy_polars, in_pandas])
@pytest.mark.parametrize("indicators", [WORKING, APART])
@settings(max_examples=30)
@given(st.lists(requests(), max_size=8), st.sampled_from(GROUPINGS))
def test_working_time_and_targets_apart_are_those_of_objects(
    made: Make, indicators: Indicators, found: list[Request], by: tuple[str, ...]
) -> None:
    """IND-07: where an engine cannot count by itself it counts what objects count."""
    plain = [evolve(r, labels={"unit": r.labels.get("unit", "")}) for r in found]
    question: Any = {"zone": LA_PAZ, "as_of": LONG_AFTER, "by": by}
    assert measure(plain, indicators, **question) == measure_columns(
        made(found), indicators, **question
    )


@pytest.mark.parametrize("indicators", [INDICATORS, WORKING])
@pytest.mark.parametrize("made", [in_polars, in_pandas])
def test_whether_a_closed_request_was_attended_is_never_guessed(
    made: Make, indicators: Indicators
) -> None:
    """IND-07: a file without that word is refused, and so is a frame; an open one may lack it."""
    question: Any = {"zone": "UTC", "as_of": LONG_AFTER}
    for closed, refused in ((START + TICK, True), (None, False)):
        frame = made([Request(START, closed)])
        nothing: Any = (
            pd.array([None], "boolean") if made is in_pandas else pl.lit(None, pl.Boolean)
        )
        if made is in_pandas:
            frame["effective"] = nothing
        else:
            frame = frame.with_columns(effective=nothing)
        if refused:
            with pytest.raises(InvalidValue, match="effective has gaps"):
                measure_columns(frame, indicators, **question)
        else:
            assert 1 == measure_columns(frame, indicators, **question).total.open


@pytest.mark.parametrize("made", [in_polars, in_pandas])
def test_labels_are_those_that_a_file_would_have(made: Make) -> None:
    """IND-07: margins and forms of Unicode tell no two labels apart, nor do engines' truths."""
    labels = ("Potosí", " Potosi\u0301 ", "x" * 256)
    frame = made([Request(START, labels={"unit": label}) for label in labels])
    question: Any = {"zone": "UTC", "as_of": LONG_AFTER}
    found = measure_columns(frame, INDICATORS, by=("unit",), **question)
    assert {("Potosí",): 2, ("x" * 256,): 1} == {
        group.key: group.attendance.requests for group in found.groups
    }
    truths = measure_columns(frame, INDICATORS, by=("effective",), **question)
    assert [("false",)] == [group.key for group in truths.groups]


@pytest.mark.parametrize("label", ["x" * 257, "a\nb", "a\u202eb"])
@pytest.mark.parametrize("made", [in_polars, in_pandas])
def test_labels_that_no_file_may_have_are_refused(made: Make, label: str) -> None:
    """IND-07: what the reader of files refuses, no frame brings in."""
    frame = made([Request(START, labels={"unit": label})])
    with pytest.raises(InvalidValue, match="label"):
        measure_columns(frame, INDICATORS, zone="UTC", as_of=LONG_AFTER, by=("unit",))


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


FAR: Final = 600_000_000_000
"""Seconds from 1970 to the year 20983."""


@pytest.mark.parametrize(
    ("engine", "indicators", "by"),
    [("polars", INDICATORS, ("day",)), ("polars", WORKING, ()), ("pandas", WORKING, ())],
)
def test_an_instant_of_no_calendar_is_an_error_of_the_library(
    engine: str, indicators: Indicators, by: tuple[str, ...]
) -> None:
    """IND-07: engines know years that Python does not; where one matters it is said."""
    frame: Any = in_polars([Request(START)]).with_columns(
        opened=pl.lit(FAR * 1_000_000).cast(INSTANT)
    )
    if engine == "pandas":
        frame = in_pandas([Request(START)])
        frame["opened"] = pd.Series([FAR], dtype="int64").astype("datetime64[s, UTC]")
    with pytest.raises(InvalidValue, match="9999"):
        measure_columns(frame, indicators, zone="UTC", as_of=LONG_AFTER, by=by)


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
