"""Time that counts between two instants: its laws, beside a reckoning minute by minute (IND-05)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import BrokenDefinition, BusinessCalendar, InvalidValue, working_time
from order_to_cash.domain.core.working_time import Pause, due_after, elapsed_time, running

LIMA = "America/Lima"
NINE_TO_FIVE = BusinessCalendar(LIMA, opens=time(9), closes=time(17))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TICK = timedelta(microseconds=1)
NONE = timedelta()
NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)


def lima(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(LIMA))  # type: ignore[misc, arg-type]


FRIDAY, MONDAY = lima(2024, 3, 1, 16), lima(2024, 3, 4, 10)


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [
        (FRIDAY, MONDAY, 2),
        (MONDAY, FRIDAY, -2),
        (FRIDAY, FRIDAY, 0),
        (lima(2024, 3, 1, 17), lima(2024, 3, 4, 9), 0),
        (lima(2024, 3, 2, 10), lima(2024, 3, 3, 10), 0),
        (lima(2024, 3, 4), lima(2024, 3, 11), 40),
    ],
)
def test_friday_at_four_to_monday_at_ten_is_two_hours(
    begins: datetime, ends: datetime, hours: int
) -> None:
    """IND-05: at 9 to 17 nights and weekends do not count; the way back is below zero."""
    assert hours * HOUR == working_time(NINE_TO_FIVE, begins, ends)


def test_holidays_breaks_and_pauses_do_not_count() -> None:
    """IND-05: from Wednesday to Monday over Easter, with lunch, and an hour for the customer."""
    easter = frozenset({date(2024, 3, 28), date(2024, 3, 29)})
    calendar = BusinessCalendar(
        LIMA, holidays=easter, opens=time(9), closes=time(17), breaks=((time(13), time(14)),)
    )
    begins, ends = lima(2024, 3, 27, 12), lima(2024, 4, 1, 15)
    assert 4 * HOUR + 5 * HOUR == working_time(calendar, begins, ends)
    pauses = (
        Pause(lima(2024, 3, 27, 16), lima(2024, 3, 28, 9)),
        Pause(lima(2024, 3, 27, 16, 30), lima(2024, 3, 27, 16, 40)),
        Pause(lima(2024, 4, 1, 13, 30), lima(2024, 4, 1, 14, 30)),
    )
    assert 9 * HOUR - 90 * MINUTE == working_time(calendar, begins, ends, pauses)


@pytest.mark.parametrize(
    ("zone", "day", "opens", "closes", "worked"),
    [
        # from 02:00 clocks go to 03:00, and from 02:00 back to 01:00
        ("America/New_York", date(2024, 3, 10), time(1), time(4), 120),
        ("America/New_York", date(2024, 3, 10), time(2, 30), time(4), 60),
        ("America/New_York", date(2024, 3, 10), time(1), time(2, 30), 60),
        ("America/New_York", date(2024, 3, 10), time(2, 15), time(2, 45), 0),
        ("America/New_York", date(2024, 11, 3), time(1), time(4), 240),
        # half an hour back, and the day that begins at one
        ("Australia/Lord_Howe", date(2024, 4, 7), time(1), time(3), 150),
        ("America/Santiago", date(2024, 9, 8), time(0), time(2), 60),
        ("America/Santiago", date(2024, 4, 6), time(22), None, 180),
    ],
)
def test_work_is_what_passes_where_clocks_change(
    zone: str, day: date, opens: time, closes: time | None, worked: int
) -> None:
    """IND-05: a skipped hour is no work, a repeated one is worked twice."""
    calendar = BusinessCalendar(zone, weekend=frozenset(), opens=opens, closes=closes)
    begins, ends = calendar.start_of(day), calendar.start_of(day + DAY)
    assert worked * MINUTE == working_time(calendar, begins, ends)


def minutes(calendar: BusinessCalendar, begins: datetime, ends: datetime) -> Iterator[datetime]:
    """Every minute of work, found by looking at the clock on the wall each minute."""
    zone, at = ZoneInfo(calendar.zone), begins - 2 * DAY
    day, latest = date.min, time.min
    edges = [clock for pair in calendar.breaks for clock in pair]
    while at < ends:
        wall = at.astimezone(zone)
        latest = max(latest, wall.time()) if wall.date() == day else wall.time()
        day = wall.date()
        passed = sum(latest >= clock for clock in (calendar.opens, *edges))
        closed = calendar.closes is not None and latest >= calendar.closes
        free = day.weekday() in calendar.weekend or day in calendar.holidays
        if at >= begins and passed % 2 and not closed and not free:
            yield at
        at += MINUTE


CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
CHANGES = st.sampled_from(
    [
        ("America/New_York", datetime(2024, 3, 10, 7, tzinfo=UTC)),
        ("America/New_York", datetime(2024, 11, 3, 6, tzinfo=UTC)),
        ("America/Santiago", datetime(2024, 4, 7, 3, tzinfo=UTC)),
        ("America/Santiago", datetime(2024, 9, 8, 4, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2024, 4, 6, 15, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2024, 10, 5, 15, 30, tzinfo=UTC)),
        (LIMA, datetime(2024, 3, 2, tzinfo=UTC)),
    ]
)


@st.composite
def offices(draw: st.DrawFn) -> tuple[BusinessCalendar, datetime]:
    """A calendar with hours, breaks, a weekend and holidays, and an instant near its clocks."""
    zone, near = draw(CHANGES)
    clocks = sorted(draw(st.sets(CLOCKS, min_size=2, max_size=6)))
    edges = clocks[: len(clocks) // 2 * 2]
    week = st.frozensets(st.integers(0, 6), max_size=6)
    holidays = st.frozensets(st.dates(near.date() - DAY, near.date() + DAY), max_size=2)
    open_end = draw(st.booleans())
    calendar = BusinessCalendar(
        zone,
        weekend=draw(week),
        holidays=draw(holidays),
        opens=edges[0],
        closes=None if open_end else edges[-1],
        breaks=tuple(zip(edges[1:-1:2], edges[2:-1:2], strict=True)),
    )
    return calendar, near


SPANS = st.integers(-3 * 1440, 3 * 1440).map(lambda n: n * MINUTE)
FINE = st.timedeltas(-6 * DAY, 6 * DAY)
PAUSED = st.lists(st.tuples(FINE, st.none() | st.timedeltas(NONE, 3 * DAY)), max_size=4)


def paused_at(near: datetime, spans: list[tuple[timedelta, timedelta | None]]) -> list[Pause]:
    return [Pause(near + b, None if n is None else near + b + n) for b, n in spans]


@given(offices(), SPANS, st.integers(0, 3 * 1440).map(lambda n: n * MINUTE))
def test_working_time_is_the_minutes_at_work(
    office: tuple[BusinessCalendar, datetime], before: timedelta, span: timedelta
) -> None:
    """IND-05: the arithmetic of intervals gives what looking at the clock each minute gives."""
    calendar, near = office
    begins, ends = near + before, near + before + span
    counted = len(list(minutes(calendar, begins, ends))) * MINUTE
    assert counted == working_time(calendar, begins, ends)


@given(offices(), FINE, FINE, FINE, PAUSED)
def test_time_that_counts_is_additive(
    office: tuple[BusinessCalendar, datetime],
    a: timedelta,
    b: timedelta,
    c: timedelta,
    spans: list[tuple[timedelta, timedelta | None]],
) -> None:
    """IND-05: a to b and b to c is a to c, in any order; back is below zero; never more than is."""
    calendar, near = office
    pauses = paused_at(near, spans)

    def worked(begins: timedelta, ends: timedelta) -> timedelta:
        return working_time(calendar, near + begins, near + ends, pauses)

    assert worked(a, c) == worked(a, b) + worked(b, c)
    assert worked(a, b) == -worked(b, a)
    assert NONE == worked(a, a)
    elapsed = elapsed_time(near + min(a, b), near + max(a, b), pauses)
    assert NONE <= worked(min(a, b), max(a, b)) <= elapsed <= abs(b - a)


@given(offices(), FINE, st.timedeltas(TICK, 60 * HOUR))
def test_working_time_is_the_inverse_of_adding_it(
    office: tuple[BusinessCalendar, datetime], before: timedelta, amount: timedelta
) -> None:
    """IND-05: what was added is between the two, and a tick sooner it was not."""
    calendar, near = office
    begins = near + before
    ends = calendar.add_working_hours(begins, amount)
    assert amount == working_time(calendar, begins, ends)
    assert amount - TICK == working_time(calendar, begins, ends - TICK)


@given(offices(), FINE, FINE)
def test_adding_working_time_comes_no_later(
    office: tuple[BusinessCalendar, datetime], a: timedelta, b: timedelta
) -> None:
    """IND-05: the work done until an instant, added again, ends there or when it stood still."""
    calendar, near = office
    begins, ends = near + min(a, b), near + max(a, b)
    if worked := working_time(calendar, begins, ends):
        again = calendar.add_working_hours(begins, worked)
        assert again <= ends
        assert NONE == working_time(calendar, again, ends)


@given(offices() | CHANGES.map(lambda found: (None, found[1])), FINE, PAUSED, FINE)
def test_a_hold_moves_what_is_due(
    office: tuple[BusinessCalendar | None, datetime],
    before: timedelta,
    spans: list[tuple[timedelta, timedelta | None]],
    span: timedelta,
) -> None:
    """IND-05: at the deadline just that much has counted, a tick sooner less; or it never comes."""
    calendar, near = office
    begins, pauses, span = near + before, paused_at(near, spans), abs(span) / 4 + TICK

    def counted(until: datetime) -> timedelta:
        if calendar is None:
            return elapsed_time(begins, until, pauses)
        return working_time(calendar, begins, until, pauses)

    at = due_after(begins, span, calendar, pauses)
    if at is None:
        assert counted(near + 3650 * DAY) < span
    else:
        assert span == counted(at)
        assert span - TICK == counted(at - TICK)


def test_a_day_at_the_customer_gives_a_day() -> None:
    """IND-05: 16 working hours from Friday at four, held on Monday, end on Wednesday at four."""
    hold = Pause(lima(2024, 3, 4, 9), lima(2024, 3, 4, 17))
    assert lima(2024, 3, 5, 16) == due_after(FRIDAY, 16 * HOUR, NINE_TO_FIVE)
    assert lima(2024, 3, 6, 16) == due_after(FRIDAY, 16 * HOUR, NINE_TO_FIVE, (hold,))
    assert None is due_after(FRIDAY, 16 * HOUR, NINE_TO_FIVE, (hold, Pause(MONDAY)))
    assert FRIDAY + 16 * HOUR == due_after(FRIDAY, 16 * HOUR)


@given(FINE, FINE, PAUSED)
def test_what_runs_is_in_order_and_outside_of_every_pause(
    a: timedelta, b: timedelta, spans: list[tuple[timedelta, timedelta | None]]
) -> None:
    """IND-05: the parts that no pause covers are in order and none is empty."""
    pauses = paused_at(NEW_YEAR, spans)
    found = list(running(NEW_YEAR + a, NEW_YEAR + b, pauses))
    assert all(begins < ends for begins, ends in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    for pause in pauses:
        for begins, ends in found:
            assert ends <= pause.begins or (pause.ends is not None and pause.ends <= begins)


def test_an_instant_without_an_offset_is_refused() -> None:
    """IND-05: nobody knows how far naive instants are apart."""
    naive = datetime(2024, 3, 1, 12)  # noqa: DTZ001
    for ends in ((FRIDAY, naive), (naive, FRIDAY)):
        with pytest.raises(InvalidValue, match="offset"):
            working_time(NINE_TO_FIVE, *ends)
        with pytest.raises(InvalidValue, match="offset"):
            elapsed_time(*ends)


@pytest.mark.parametrize("calendar", [None, NINE_TO_FIVE])
@pytest.mark.parametrize(
    ("span", "code"),
    [
        (-TICK, "deadline.span"),
        (timedelta(days=3_000_000), "time.out-of-range"),
        (timedelta.max, "time.out-of-range"),
    ],
)
def test_what_is_due_lies_within_time(
    calendar: BusinessCalendar | None, span: timedelta, code: str
) -> None:
    """IND-05: a span below zero, or beyond all years or the longest work, is refused."""
    with pytest.raises(InvalidValue) as caught:
        due_after(FRIDAY, span, calendar)
    assert (code if calendar is None else "deadline.span") == caught.value.code


@pytest.mark.parametrize(
    "breaks",
    [
        ((time(8), time(10)),),
        ((time(13), time(13)),),
        ((time(14), time(13)),),
        ((time(16), time(17)),),
        ((time(15), time(16)), (time(11), time(12))),
        ((time(11), time(12)), (time(12), time(13))),
    ],
)
def test_breaks_lie_within_the_hours(breaks: tuple[tuple[time, time], ...]) -> None:
    """IND-05: a break that begins or ends outside of the hours, or out of order, is a mistake."""
    with pytest.raises(BrokenDefinition) as caught:
        BusinessCalendar(LIMA, opens=time(9), closes=time(17), breaks=breaks)
    assert ["deadline.breaks"] == [problem.code for problem in caught.value.problems]
