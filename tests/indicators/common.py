"""What the tests of the indicators share."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Final

from hypothesis import strategies as st

from order_to_cash.analytics import Report, Request, measure
from order_to_cash.domain.core import Clause
from order_to_cash.rules import Attendance, attention_indicators

CLAUSE: Final = Clause("a procedure", "III.2")
INDICATORS: Final = attention_indicators(
    CLAUSE,
    efficacy=Fraction(98, 100),
    timeliness=Fraction(95, 100),
    within=timedelta(hours=24),
)
START: Final = datetime(2024, 3, 1, 12, tzinfo=UTC)
LONG_AFTER: Final = datetime(2026, 1, 1, tzinfo=UTC)
DAY: Final = timedelta(hours=24)
TICK: Final = timedelta(microseconds=1)
LA_PAZ: Final = "America/La_Paz"


def report_of(*requests: Request, as_of: datetime = LONG_AFTER, by: tuple[str, ...] = ()) -> Report:
    """The report about some requests."""
    return measure(requests, INDICATORS, zone=LA_PAZ, as_of=as_of, by=by)


def counted(*requests: Request, as_of: datetime = LONG_AFTER) -> Attendance:
    """What is counted of some requests."""
    return report_of(*requests, as_of=as_of).total


SPANS: Final = st.one_of(
    st.sampled_from((-TICK, timedelta(), TICK, DAY - TICK, DAY, DAY + TICK)),
    st.timedeltas(timedelta(hours=-2), timedelta(days=3)),
)


@st.composite
def midnights(draw: st.DrawFn) -> datetime:
    """An instant at which the day of some zone begins, in winter or in summer, or just before."""
    day = draw(st.dates(date(2023, 12, 31), date(2025, 1, 2)))
    hour = draw(st.sampled_from((3, 4, 10)))
    return datetime.combine(day, time(hour), UTC) - draw(st.sampled_from((timedelta(), TICK)))


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """A request around the changes of clock of a year, in time or not, closed or not."""
    earliest, latest = datetime(2023, 12, 30), datetime(2025, 1, 3)  # noqa: DTZ001
    opened = draw(st.datetimes(earliest, latest, timezones=st.just(UTC)) | midnights())
    span = draw(st.none() | SPANS)
    labels = draw(st.dictionaries(st.just("unit"), st.sampled_from(("north", "south", ""))))
    closed = None if span is None else opened + span
    return Request(opened, closed, draw(st.booleans()), labels)
