"""The indicators on pyarrow, DuckDB and PySpark; the last one is installed by `nox -s columns`.

Sessions of DuckDB and PySpark have a time zone of their own, which must not matter.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any, Final, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from order_to_cash.analytics import Request, measure, measure_columns
from order_to_cash.domain.core import InvalidValue
from tests.indicators.common import (
    DAY,
    INDICATORS,
    LONG_AFTER,
    TICK,
    counts_of,
    paused_requests,
    reckoned,
    requests,
)
from tests.indicators.frames import (
    NOISY,
    Make,
    arrows_in_pandas,
    in_duckdb,
    in_pyarrow,
    in_pyspark,
    pauses_in_words,
    pyarrow_in,
)

SESSIONS: Final = ("UTC", "America/Santiago")
ZONES: Final = ("America/La_Paz", "America/Santiago", "Pacific/Kiritimati")
GROUPINGS: Final = ((), ("unit",), ("day",), ("week", "unit"), ("month",))
NOON: Final = timedelta(hours=12)
MANY: Final = st.lists(requests(), max_size=60)
INSTANTS: Final = st.just(LONG_AFTER) | st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001  (the strategy adds the zone)
    datetime(2025, 1, 3),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@pytest.fixture(scope="module", params=SESSIONS)
def duckdb(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Relations of DuckDB in a session of some time zone."""
    with import_module("duckdb").connect() as connection:
        connection.execute(f"SET TimeZone = '{request.param}'")
        yield in_duckdb(connection)


@pytest.fixture(scope="module", params=SESSIONS)
def pyspark(request: pytest.FixtureRequest, spark: Any) -> Make:
    """Frames of PySpark in a session of some time zone."""
    spark.conf.set("spark.sql.session.timeZone", request.param)
    return in_pyspark(spark)


def agree(make: Make, found: Sequence[Request], zone: str, by: tuple[str, ...], at: Any) -> None:
    """An engine counts what objects count."""
    plain = [
        Request(r.opened, r.closed, r.effective, {"unit": r.labels.get("unit", "")}) for r in found
    ]
    expected = measure(plain, INDICATORS, zone=zone, as_of=at, by=by)
    assert expected == measure_columns(make(plain), INDICATORS, zone=zone, as_of=at, by=by)


@given(MANY, st.sampled_from(ZONES), st.sampled_from(GROUPINGS), INSTANTS)
def test_pyarrow_says_what_objects_say(
    found: list[Request], zone: str, by: tuple[str, ...], at: datetime
) -> None:
    """KPI-01 to KPI-05: the same report on tables of pyarrow."""
    agree(in_pyarrow, found, zone, by, at)


@settings(max_examples=60)
@given(MANY, st.sampled_from(ZONES), st.sampled_from(GROUPINGS), INSTANTS)
def test_duckdb_says_what_objects_say(
    duckdb: Make, found: list[Request], zone: str, by: tuple[str, ...], at: datetime
) -> None:
    """KPI-01 to KPI-05: the same report on DuckDB, whatever the zone of its session."""
    agree(duckdb, found, zone, by, at)


@settings(max_examples=25)
@pytest.mark.filterwarnings("ignore")  # PySpark warns of much that is its own
@given(MANY, st.sampled_from(ZONES), st.sampled_from(GROUPINGS), INSTANTS)
def test_pyspark_says_what_objects_say(
    pyspark: Make, found: list[Request], zone: str, by: tuple[str, ...], at: datetime
) -> None:
    """KPI-01 to KPI-05: the same report on PySpark, whatever the zone of its session."""
    agree(pyspark, found, zone, by, at)


Kept: TypeAlias = Callable[[Any], Any]
ZONES_KEPT: Final = st.sampled_from(
    (
        *("UTC", "America/La_Paz", "America/Argentina/Buenos_Aires", "America/Santiago"),
        *("Etc/GMT+4", "-04:00", "+05:45", "-00:30"),
    )
)
UNITS: Final = st.sampled_from(("us", "ns"))


@pytest.fixture(scope="module", params=["pyarrow", "pandas", "duckdb", NOISY])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """What an engine makes of a table of pyarrow."""
    if request.param == "duckdb":
        with import_module("duckdb").connect() as connection:
            connection.execute("SET TimeZone = 'America/Santiago'")
            yield connection.from_arrow
    elif request.param == "pyspark":
        spark = request.getfixturevalue("spark")
        spark.conf.set("spark.sql.session.timeZone", "America/Santiago")
        yield spark.createDataFrame
    else:
        yield arrows_in_pandas if request.param == "pandas" else lambda table: table


@settings(max_examples=60)
@given(MANY, ZONES_KEPT, UNITS, st.sampled_from(ZONES), st.sampled_from(GROUPINGS))
def test_it_does_not_matter_in_which_zone_instants_are_kept(
    kept: Kept, found: list[Request], of: str, unit: str, zone: str, by: tuple[str, ...]
) -> None:
    """IND-07: a zone of any name, a fixed offset, UTC: what a plain loop counts, all count."""
    frame = kept(pyarrow_in(of, unit)(found))
    report = measure_columns(frame, INDICATORS, zone=zone, as_of=LONG_AFTER, by=by)
    assert reckoned(found, zone, by, LONG_AFTER) == counts_of(report)


@settings(max_examples=40)
@given(st.lists(paused_requests(), max_size=8), ZONES_KEPT, st.sampled_from(GROUPINGS))
def test_pauses_count_on_every_engine(
    kept: Kept, found: list[Request], of: str, by: tuple[str, ...]
) -> None:
    """IND-07: what pauses take is taken on every engine, and a plain loop takes the same."""
    pa = import_module("pyarrow")
    table = pyarrow_in(of, "us")(found)
    cells = pa.array(pauses_in_words(found), pa.string())
    frame = kept(table.append_column("pauses", cells))
    report = measure_columns(frame, INDICATORS, zone="America/La_Paz", as_of=LONG_AFTER, by=by)
    assert reckoned(found, "America/La_Paz", by, LONG_AFTER) == counts_of(report)


def test_a_word_that_lacks_is_never_guessed(kept: Kept) -> None:
    """IND-07: a closed request that does not say whether it was attended is refused."""
    pa = import_module("pyarrow")
    table = pyarrow_in("America/La_Paz", "us")([Request(LONG_AFTER - DAY, LONG_AFTER)])
    unsaid = table.set_column(2, "effective", pa.array([None], pa.bool_()))
    with pytest.raises(InvalidValue, match="effective has gaps"):
        measure_columns(kept(unsaid), INDICATORS, zone="UTC", as_of=LONG_AFTER)


CHANGES: Final = (datetime(2024, 4, 7, 3, tzinfo=UTC), datetime(2024, 9, 8, 4, tzinfo=UTC))
"""When the clocks of America/Santiago went back and forward."""

MIDNIGHTS: Final = [
    Request(datetime(2024, month, 15, hour, tzinfo=UTC) - early, labels={"unit": ""})
    for month in range(1, 13)
    for hour in (3, 4, 10)
    for early in (timedelta(), TICK)
]
"""When days begin in the zones that are tried, in summer and winter, and just before."""

AROUND: Final = [
    Request(change - NOON, change - NOON + DAY + timedelta(minutes=minutes), effective=True)
    for change in CHANGES
    for minutes in (-61, -60, -59, -1, 0, 1, 59, 60, 61)
]
EARLY: Final = [
    Request(
        datetime(1969, 12, 31, 23, 59, 59, 500_000, UTC), datetime(1970, 1, 1, 23, 59, 59, n, UTC)
    )
    for n in (499_999, 500_000, 500_001)
]
"""Around the instant from which engines count."""


def test_duckdb_subtracts_instants_not_wall_clocks(duckdb: Make) -> None:
    """KPI-02: 24 hours are 24 hours where the clocks of the session change in between."""
    agree(duckdb, AROUND + EARLY + MIDNIGHTS, "America/Santiago", ("day",), LONG_AFTER)


@pytest.mark.filterwarnings("ignore")
def test_pyspark_subtracts_instants_not_wall_clocks(pyspark: Make) -> None:
    """KPI-02: 24 hours are 24 hours where the clocks of the session change in between."""
    agree(pyspark, AROUND + EARLY + MIDNIGHTS, "America/Santiago", ("day",), LONG_AFTER)
