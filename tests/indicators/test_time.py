"""What counts as in time, and what does not count at all (KPI-02, KPI-03, KPI-04)."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import Pause, Request
from order_to_cash.domain.core import InvalidValue, elapsed_time
from order_to_cash.rules import Attendance, Standing
from tests.indicators.common import DAY, INDICATORS, LONG_AFTER, START, TICK, counted, report_of

SANTIAGO = ZoneInfo("America/Santiago")


@pytest.mark.parametrize(("span", "in_time"), [(DAY - TICK, 1), (DAY, 0), (DAY + TICK, 0)])
def test_24_hours_are_too_late(span: timedelta, in_time: int) -> None:
    """23:59:59.999999 is in time, 24:00:00 is not (KPI-02)."""
    assert in_time == counted(Request(START, START + span)).in_time


@pytest.mark.parametrize(
    "opened",
    [
        datetime(2024, 1, 31, 23, 30, tzinfo=UTC),
        datetime(2024, 2, 28, 23, 30, tzinfo=UTC),
        datetime(2024, 12, 31, 12, tzinfo=UTC),
    ],
)
def test_ends_of_months_and_leap_days_are_days_like_others(opened: datetime) -> None:
    """24 hours are 24 hours across the end of a month, a leap day, a year (KPI-02)."""
    assert [1, 0] == [counted(Request(opened, opened + s)).in_time for s in (DAY - TICK, DAY)]


@pytest.mark.parametrize(
    ("opened", "closed", "in_time"),
    [
        # clocks go back: the same wall time a day later is 25 hours later
        (datetime(2024, 4, 6, 12, tzinfo=SANTIAGO), datetime(2024, 4, 7, 12, tzinfo=SANTIAGO), 0),
        (datetime(2024, 4, 6, 12, tzinfo=SANTIAGO), datetime(2024, 4, 7, 11, tzinfo=SANTIAGO), 0),
        (
            datetime(2024, 4, 6, 12, tzinfo=SANTIAGO),
            datetime(2024, 4, 7, 10, 59, tzinfo=SANTIAGO),
            1,
        ),
        # clocks go forward: the same wall time a day later is 23 hours later
        (datetime(2024, 9, 7, 12, tzinfo=SANTIAGO), datetime(2024, 9, 8, 12, tzinfo=SANTIAGO), 1),
        (datetime(2024, 9, 7, 12, tzinfo=SANTIAGO), datetime(2024, 9, 8, 13, tzinfo=SANTIAGO), 0),
    ],
)
def test_a_change_of_clocks_neither_gives_nor_takes_an_hour(
    opened: datetime, closed: datetime, in_time: int
) -> None:
    """Time is counted in UTC, also where wall clocks of one zone seem to say 24 hours (KPI-02)."""
    assert in_time == counted(Request(opened, closed)).in_time


def test_offsets_are_seen_through() -> None:
    """A request opened in one offset and closed in another is timed between the instants."""
    west, east = timezone(timedelta(hours=-4)), timezone(timedelta(hours=9))
    opened = datetime(2024, 3, 1, 12, tzinfo=west)
    closed = datetime(2024, 3, 3, 1, tzinfo=east)
    assert [0, 1] == [counted(Request(opened, c)).in_time for c in (closed, closed - TICK)]


def test_naive_instants_are_refused() -> None:
    """A datetime without an offset is no instant, wherever it is given (KPI-02)."""
    naive = datetime(2024, 3, 1, 12)  # noqa: DTZ001
    with pytest.raises(InvalidValue, match="offset"):
        Request(naive)
    with pytest.raises(InvalidValue, match="offset"):
        Request(START, naive)
    with pytest.raises(InvalidValue, match="offset"):
        Pause(naive)
    with pytest.raises(InvalidValue, match="offset"):
        report_of(as_of=naive)


def test_closed_before_opened_is_an_error_of_the_data() -> None:
    """It is reported, counts in the total, and is never in time (KPI-02)."""
    found = [counted(Request(START, START + span, True)) for span in (-TICK, timedelta(), TICK)]
    assert [1, 0, 0] == [each.misdated for each in found]
    assert [0, 1, 1] == [each.in_time for each in found]
    assert [1, 1, 1] == [each.requests for each in found]


def test_open_requests_count_in_the_total_alone() -> None:
    """An open request is in the total and shown, and is attended in no sense (KPI-04)."""
    assert Attendance(2, 1, 1, 1) == counted(
        Request(START, START, True), Request(START, None, True)
    )


@pytest.mark.parametrize(
    ("age", "undecided"), [(DAY - TICK, 1), (DAY, 0), (DAY + TICK, 0), (timedelta(), 1)]
)
def test_a_request_is_undecided_until_it_is_24_hours_old(age: timedelta, undecided: int) -> None:
    """Less than 24 hours after opening it can still be attended in time, then no more (KPI-04)."""
    assert Attendance(1, open=1, undecided=undecided) == counted(Request(START), as_of=START + age)


def test_a_day_is_decided_once_its_last_request_cannot_change_it() -> None:
    """The same requests are undecided today, and observed when the time is over (KPI-04)."""
    done = [Request(START, START + TICK, True)] * 97
    late = [Request(START)] * 3
    timeliness = INDICATORS.timeliness
    standings = [
        timeliness.measure(counted(*done[:94], *late, *late, as_of=START + age)).standing
        for age in (DAY - TICK, DAY)
    ]
    assert [Standing.NOT_YET_DECIDABLE, Standing.OBSERVED] == standings
    settled = timeliness.measure(counted(*done, *late, as_of=START + TICK))
    assert Standing.ACCEPTED is settled.standing


def test_only_what_was_known_then_counts() -> None:
    """As of an instant, what closed later is open, what opened later is left out (KPI-04)."""
    request = Request(START, START + 2 * TICK, True)
    found = [report_of(request, as_of=START + n * TICK) for n in (-1, 0, 1, 2)]
    assert [0, 1, 1, 1] == [report.total.requests for report in found]
    assert [1, 0, 0, 0] == [report.later for report in found]
    assert [0, 1, 1, 0] == [report.total.open for report in found]
    assert [0, 0, 0, 1] == [report.total.effective for report in found]


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ((), timedelta()),
        (((1, 2),), HOUR),
        (((1, 3), (2, 4)), 3 * HOUR),
        (((2, 4), (1, 3)), 3 * HOUR),
        (((1, 4), (2, 3)), 3 * HOUR),
        (((-5, 1),), HOUR),
        (((9, 99),), HOUR),
        (((11, 99),), timedelta()),
        (((9, None),), HOUR),
        (((-9, None), (2, 3)), 10 * HOUR),
        (((3, 3),), timedelta()),
    ],
)
def test_pauses_are_added_up_once(
    pauses: tuple[tuple[int, int | None], ...], expected: timedelta
) -> None:
    """What overlaps counts once, what lies outside not at all, what has no end up to the end."""
    given = [Pause(START + b * HOUR, None if e is None else START + e * HOUR) for b, e in pauses]
    assert 10 * HOUR - expected == elapsed_time(START, START + 10 * HOUR, given)


@given(st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 20)), max_size=6), st.integers(0, 40))
def test_pauses_agree_with_counting_the_hours_one_by_one(
    spans: list[tuple[int, int]], length: int
) -> None:
    """The arithmetic of intervals gives what a count of single hours gives."""
    pauses = [Pause(START + b * HOUR, START + (b + n) * HOUR) for b, n in spans]
    hours = {h for b, n in spans for h in range(b, b + n)} & set(range(length))
    assert (length - len(hours)) * HOUR == elapsed_time(START, START + length * HOUR, pauses)


def test_a_pause_gives_the_time_it_took() -> None:
    """A request that waited for its customer has that much longer, to the microsecond (KPI-02)."""
    pause = (Pause(START + HOUR, START + 3 * HOUR),)
    spans = (DAY + 2 * HOUR - TICK, DAY + 2 * HOUR)
    found = [counted(Request(START, START + s, pauses=pause)).in_time for s in spans]
    assert [1, 0] == found
    waiting = Request(START, pauses=(Pause(START + HOUR),))
    assert 1 == counted(waiting, as_of=LONG_AFTER).undecided


def test_a_pause_ends_after_it_begins() -> None:
    """A pause that runs backwards is refused."""
    with pytest.raises(InvalidValue, match="ends before"):
        Pause(START, START - TICK)
