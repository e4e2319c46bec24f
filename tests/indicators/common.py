"""What the tests of the indicators share."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from attrs import astuple, evolve
from hypothesis import strategies as st

from order_to_cash.analytics import Pause, Report, Request, measure
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


@st.composite
def paused_requests(draw: st.DrawFn) -> Request:
    """A request with up to three pauses, some of them without an end."""
    request = draw(requests())
    spans = st.tuples(SPANS, st.none() | st.timedeltas(timedelta(), timedelta(days=2)))
    starts = [
        (request.opened + begins, length) for begins, length in draw(st.lists(spans, max_size=3))
    ]
    pauses = tuple(Pause(a, None if n is None else a + n) for a, n in starts)
    return evolve(request, pauses=pauses)


Counts: TypeAlias = dict[tuple[str, ...], list[int]]


def reckoned(found: Sequence[Request], zone: str, by: tuple[str, ...], as_of: datetime) -> Counts:
    """How the requests were attended, by a plain loop: what every reader and engine must find."""
    groups: Counts = {}
    for r in found:
        if r.opened > as_of:
            continue
        day = r.opened.astimezone(ZoneInfo(zone)).date()
        year, week, _ = day.isocalendar()
        named = {"day": f"{day}", "week": f"{year}-W{week:02}", "month": f"{day}"[:7], **r.labels}
        counts = groups.setdefault(tuple(named.get(name, "") for name in by), [0] * 6)
        is_open = r.closed is None or r.closed > as_of
        until = as_of if r.closed is None or is_open else r.closed
        exact = until - r.opened - _stopped(r, until)
        in_time = timedelta() <= exact < DAY
        counts[0] += 1
        counts[1] += r.effective and not is_open and until >= r.opened
        counts[2] += in_time and not is_open
        counts[3] += is_open
        counts[4] += in_time and is_open
        counts[5] += until < r.opened
    return groups


def _stopped(request: Request, until: datetime) -> timedelta:
    """How long no time passed: between all neighbouring instants that some pause covers."""
    instants = sorted(
        {
            request.opened,
            until,
            *(p.begins for p in request.pauses),
            *(p.ends for p in request.pauses if p.ends),
        }
    )
    parts = [(a, b) for a, b in pairwise(instants) if request.opened <= a and b <= until]
    covered = [
        b - a
        for a, b in parts
        if any(p.begins <= a and (p.ends is None or b <= p.ends) for p in request.pauses)
    ]
    return sum(covered, timedelta())


def counts_of(report: Report) -> Counts:
    """What a report found, in the same form."""
    return {group.key: list(astuple(group.attendance)[:6]) for group in report.groups}
