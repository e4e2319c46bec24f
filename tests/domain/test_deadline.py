"""Deadlines: terms from an anchor, working days and hours, and the last instant in time."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    BrokenDefinition,
    BusinessCalendar,
    Deadline,
    InvalidValue,
    Term,
    instants,
)
from order_to_cash.domain.core.deadline import MAX_CLOSED, MAX_WORKING_DAYS
from order_to_cash.domain.core.instants import aware, in_utc, plain_day, zone_of
from tests.wording import code_of as worded

LIMA = "America/Lima"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2019, 4, 5) + n * DAY for n in range(5))
EASTER = frozenset({date(2019, 4, 18), date(2019, 4, 19)})
PLAIN = BusinessCalendar(LIMA)
OFFICE = BusinessCalendar(LIMA, holidays=EASTER, opens=time(8, 30), closes=time(17, 30))
NAIVE = datetime(2019, 4, 1, 12)  # noqa: DTZ001

days = st.dates(date(2000, 1, 1), date(2050, 12, 31))
zones = st.sampled_from([LIMA, "America/La_Paz", "America/Santiago", "Pacific/Kiritimati", "UTC"])
moments = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001
    datetime(2050, 12, 31),  # noqa: DTZ001
    timezones=zones.map(ZoneInfo),
)
calendars = st.builds(
    BusinessCalendar,
    zones,
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    holidays=st.frozensets(st.dates(date(2019, 1, 1), date(2019, 2, 28)), max_size=40),
    opens=st.times(max_value=time(12)),
    closes=st.times(min_value=time(12, 1)) | st.none(),
)


def lima(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second), ZoneInfo(LIMA))


def code_of(call: Any) -> str:
    with pytest.raises(InvalidValue) as caught:
        call()
    return worded(caught.value)


# --- instants, days and zones -------------------------------------------------------------


@given(moments)
def test_an_aware_instant_passes_unchanged(at: datetime) -> None:
    """An instant with its offset is the same instant, here and in UTC."""
    assert at is aware(at)
    assert (at.timestamp(), UTC) == (in_utc(at).timestamp(), in_utc(at).tzinfo)


class Nowhere(tzinfo):
    """A time zone that does not know its offset."""

    def utcoffset(self, _: datetime | None) -> None:
        return None

    dst = tzname = utcoffset


@pytest.mark.parametrize("at", [NAIVE, NAIVE.replace(tzinfo=Nowhere()), FRIDAY, "2019-04-01", None])
def test_an_instant_without_an_offset_is_refused(at: Any) -> None:
    """Wherever an instant is asked for, a naive one is refused with the same code."""
    deadline = Deadline(lima(FRIDAY))
    for call in (
        lambda: aware(at),
        lambda: in_utc(at),
        lambda: Deadline(at),
        lambda: deadline.met_by(at),
        lambda: deadline.passed(at),
        lambda: PLAIN.local_day(at),
        lambda: PLAIN.add_working_hours(at, HOUR),
    ):
        assert "time.naive" == code_of(call)


@pytest.mark.parametrize("day", [NAIVE, lima(FRIDAY), "2019-04-01", None, 1])
def test_a_day_is_a_date_without_a_time(day: Any) -> None:
    """Wherever a day is asked for, an instant is refused with the same code."""
    for call in (
        lambda: plain_day(day),
        lambda: Term(days=1).after(day),
        lambda: PLAIN.is_working(day),
        lambda: PLAIN.next_working_day(day),
        lambda: PLAIN.add_working_days(day, 1),
        lambda: PLAIN.start_of(day),
        lambda: PLAIN.end_of(day),
    ):
        assert "time.not-a-day" == code_of(call)


def test_a_date_is_a_day() -> None:
    """A date passes as it is."""
    assert FRIDAY is plain_day(FRIDAY)


@pytest.mark.parametrize(
    "name",
    ["", "Lima", "America", "America/Nowhere", "../zone", "/etc/localtime", "a\0", "x" * 9_999],
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    """A name that is no zone, a folder or a path gives one error, also to a calendar."""
    assert "time.unknown-zone" == code_of(lambda: zone_of(name))
    assert "time.unknown-zone" == code_of(lambda: BusinessCalendar(name))


@pytest.mark.parametrize("name", [None, 5, ["America/Lima"]])
def test_a_zone_has_a_name(name: Any) -> None:
    """Only a text names a zone."""
    assert "time.unknown-zone" == code_of(lambda: zone_of(name))


def test_a_zone_is_looked_up_once() -> None:
    """The same name gives the same zone without another search."""
    instants._zone.cache_clear()
    assert zone_of(LIMA) is zone_of(LIMA)
    assert (1, 1) == instants._zone.cache_info()[:2]


# --- terms --------------------------------------------------------------------------------


@given(days, st.integers(0, 2000))
def test_days_are_counted(day: date, n: int) -> None:
    """A term in days ends that many days later."""
    assert day + n * DAY == Term(days=n).after(day)


@given(days, st.integers(0, 200))
def test_months_keep_the_day_or_take_the_last(day: date, n: int) -> None:
    """A term in months ends on the same day of the month, or on the last one it has."""
    end = Term(months=n).after(day)
    assert day.year * 12 + day.month + n == end.year * 12 + end.month
    assert end.day == day.day or (end.day < day.day and (end + DAY).day == 1)


@pytest.mark.parametrize(
    ("term", "anchor", "end"),
    [
        (Term(), date(2019, 1, 31), date(2019, 1, 31)),
        (Term(months=1), date(2019, 1, 31), date(2019, 2, 28)),
        (Term(months=1), date(2020, 1, 31), date(2020, 2, 29)),
        (Term(months=2), date(2019, 1, 31), date(2019, 3, 31)),
        (Term(months=12), date(2020, 2, 29), date(2021, 2, 28)),
        (Term(months=48), date(2020, 2, 29), date(2024, 2, 29)),
        (Term(months=1, days=1), date(2019, 1, 31), date(2019, 3, 1)),
        (Term(days=30), date(2019, 1, 31), date(2019, 3, 2)),
        (Term(days=1), date(9999, 12, 30), date.max),
    ],
)
def test_the_end_of_a_term(term: Term, anchor: date, end: date) -> None:
    """Months first, to the last day of a short month, then days."""
    assert end == term.after(anchor)


def test_ends_are_counted_from_one_anchor() -> None:
    """Three instalments from 31 January fall on the last days, which a chain would lose."""
    anchor = date(2019, 1, 31)
    ends = [Term(months=n).after(anchor) for n in (1, 2, 3)]
    assert [date(2019, 2, 28), date(2019, 3, 31), date(2019, 4, 30)] == ends


@pytest.mark.parametrize("part", [-1, 1.0, True, None, "1"])
def test_a_term_is_whole_and_not_negative(part: Any) -> None:
    """Neither months nor days may be negative, broken or anything but a number."""
    assert "deadline.term" == code_of(lambda: Term(months=part))
    assert "deadline.term" == code_of(lambda: Term(days=part))


@pytest.mark.parametrize(
    "term", [Term(days=1), Term(months=1), Term(days=10**30), Term(months=10**400)]
)
def test_a_term_beyond_the_calendar_is_refused(term: Term) -> None:
    """An end after the year 9999 is an error of the library."""
    assert "time.out-of-range" == code_of(lambda: term.after(date.max))


# --- deadlines ----------------------------------------------------------------------------


@given(moments, moments)
def test_an_instant_is_in_time_or_too_late(due: datetime, at: datetime) -> None:
    """One of the two, as the seconds since 1970 say, in whichever zones they are given."""
    deadline = Deadline(due)
    assert (at.timestamp() <= due.timestamp()) == deadline.met_by(at)
    assert deadline.met_by(at) != deadline.passed(at)


@pytest.mark.parametrize(("late", "met"), [(-INSTANT, True), (0 * INSTANT, True), (INSTANT, False)])
def test_exactly_at_the_deadline_is_in_time(late: timedelta, met: bool) -> None:
    """A microsecond more is too late."""
    deadline = Deadline(lima(FRIDAY, 12))
    at = lima(FRIDAY, 12) + late
    assert (met, not met) == (deadline.met_by(at), deadline.passed(at))


def test_the_due_day_lasts_until_midnight_in_lima() -> None:
    """One second before midnight in Lima is in time, though the next day has begun in UTC."""
    deadline = Deadline(PLAIN.end_of(FRIDAY))
    last, next_day = datetime(2019, 4, 6, 4, 59, 59, tzinfo=UTC), lima(SATURDAY)
    assert (lima(FRIDAY, 23, 59, 59), FRIDAY) == (last, PLAIN.local_day(last))
    assert (True, False) == (deadline.met_by(last), deadline.met_by(next_day))
    assert datetime(2019, 4, 6, 4, 59, 59, 999_999, tzinfo=UTC) == deadline.due


def test_a_repeated_hour_is_told_apart() -> None:
    """When clocks go back, the second 23:30 is an hour after the first, and too late for it."""
    first = datetime(2019, 4, 6, 23, 30, tzinfo=ZoneInfo("America/Santiago"))
    deadline = Deadline(first)
    assert (True, False) == (deadline.met_by(first), deadline.met_by(first.replace(fold=1)))
    assert UTC is deadline.due.tzinfo


def test_an_instant_at_the_edge_of_time_is_refused() -> None:
    """An instant that has no place in UTC or there is an error of the library."""
    assert "time.out-of-range" == code_of(
        lambda: Deadline(datetime.max.replace(tzinfo=lima(FRIDAY).tzinfo))
    )
    first = datetime.min.replace(tzinfo=UTC)
    assert "time.out-of-range" == code_of(lambda: PLAIN.local_day(first))


# --- working days -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (FRIDAY, True),
        (SATURDAY, False),
        (SUNDAY, False),
        (MONDAY, True),
        (date(2019, 4, 17), True),
        (date(2019, 4, 18), False),
        (date(2019, 4, 19), False),
    ],
)
def test_weekends_and_holidays_are_no_working_days(day: date, *, working: bool) -> None:
    """Saturday and Sunday are the weekend unless another is named."""
    assert working == OFFICE.is_working(day)


def test_another_weekend() -> None:
    """The weekend is what the calendar says, and may be none."""
    fridays = BusinessCalendar(LIMA, weekend=frozenset({4}))
    assert (False, True) == (fridays.is_working(FRIDAY), fridays.is_working(SATURDAY))
    assert BusinessCalendar(LIMA, weekend=frozenset()).is_working(SUNDAY)


@pytest.mark.parametrize(
    ("day", "n", "end"),
    [
        (FRIDAY, 0, FRIDAY),
        (SATURDAY, 0, MONDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SUNDAY, 2, TUESDAY),
        (FRIDAY, 5, date(2019, 4, 12)),
        (date(2019, 4, 17), 1, date(2019, 4, 22)),
        (date(2019, 4, 18), 0, date(2019, 4, 22)),
    ],
)
def test_working_days_are_counted(day: date, n: int, end: date) -> None:
    """The day itself never counts, and the end is always a working day."""
    assert end == OFFICE.add_working_days(day, n)


@given(calendars, days | st.dates(date(2018, 12, 25), date(2019, 3, 5)), st.integers(0, 30))
def test_counting_is_counting(calendar: BusinessCalendar, day: date, n: int) -> None:
    """Between a day and its n-th working day lie exactly n working days, the end included."""
    end = calendar.add_working_days(day, n)
    between = [day + k * DAY for k in range(1, (end - day).days + 1)]
    assert calendar.is_working(end)
    assert n == sum(map(calendar.is_working, between)) or (
        n == 0 and [end] == [d for d in between if calendar.is_working(d)]
    )


@given(calendars, days)
def test_the_next_working_day_is_the_first(calendar: BusinessCalendar, day: date) -> None:
    """Every day before it is none."""
    found = calendar.next_working_day(day)
    skipped = [day + k * DAY for k in range((found - day).days)]
    assert calendar.is_working(found)
    assert not any(map(calendar.is_working, skipped))


def closed_for(count: int) -> BusinessCalendar:
    holidays = frozenset(FRIDAY + n * DAY for n in range(count))
    return BusinessCalendar(LIMA, weekend=frozenset(), holidays=holidays)


def test_a_year_of_holidays_is_too_many() -> None:
    """The search for a working day is bounded, and the error says what to check."""
    assert 366 == MAX_CLOSED
    with pytest.raises(InvalidValue, match="no working day within 366 days of that day; check"):
        closed_for(MAX_CLOSED).next_working_day(FRIDAY)
    at_the_bound = closed_for(MAX_CLOSED - 1).next_working_day(FRIDAY)
    assert FRIDAY + (MAX_CLOSED - 1) * DAY == at_the_bound
    for many in (MAX_CLOSED, 20_000):
        calendar = closed_for(many)
        assert "deadline.no-working-day" == code_of(lambda: calendar.next_working_day(FRIDAY))  # noqa: B023
        assert "deadline.no-working-day" == code_of(
            lambda: calendar.add_working_hours(lima(FRIDAY, 9), HOUR)  # noqa: B023
        )


def test_a_span_of_working_days_is_bounded() -> None:
    """Up to the longest span days are counted, one more is refused."""
    assert 3_660 == MAX_WORKING_DAYS
    every_day = BusinessCalendar(LIMA, weekend=frozenset())
    assert FRIDAY + MAX_WORKING_DAYS * DAY == every_day.add_working_days(FRIDAY, MAX_WORKING_DAYS)
    assert "deadline.span" == code_of(lambda: PLAIN.add_working_days(FRIDAY, MAX_WORKING_DAYS + 1))


@pytest.mark.parametrize("n", [-1, 1.0, True, None, "1"])
def test_working_days_are_a_whole_number(n: Any) -> None:
    """Nothing is counted backwards or in parts."""
    assert "deadline.span" == code_of(lambda: PLAIN.add_working_days(FRIDAY, n))


def test_the_calendar_ends() -> None:
    """Days and instants after the year 9999 are an error of the library."""
    for call in (
        lambda: PLAIN.add_working_days(date.max, 1),
        lambda: PLAIN.end_of(date.max),
        lambda: BusinessCalendar("Asia/Tokyo").start_of(date.min),
    ):
        assert "time.out-of-range" == code_of(call)


# --- local days and hours -----------------------------------------------------------------


@given(zones, days)
def test_a_day_begins_and_ends_within_itself(zone: str, day: date) -> None:
    """The first and the last instant of a day are on it, their neighbours are not."""
    calendar = BusinessCalendar(zone)
    first, last = calendar.start_of(day), calendar.end_of(day)
    assert (day, day) == (calendar.local_day(first), calendar.local_day(last))
    assert day - DAY == calendar.local_day(first - INSTANT)
    assert day + DAY == calendar.local_day(last + INSTANT)
    assert (UTC, UTC) == (first.tzinfo, last.tzinfo)


def test_where_clocks_skip_midnight_the_day_begins_later() -> None:
    """Santiago goes from 23:59:59 to 01:00 in spring, so that is when the day begins."""
    santiago = BusinessCalendar("America/Santiago")
    first = santiago.start_of(date(2019, 9, 8))
    assert datetime(2019, 9, 8, 4, tzinfo=UTC) == first
    assert time(1) == first.astimezone(ZoneInfo("America/Santiago")).time()
    assert 23 * HOUR == santiago.start_of(date(2019, 9, 9)) - first
    assert 25 * HOUR - INSTANT == santiago.end_of(date(2019, 4, 6)) - santiago.start_of(
        date(2019, 4, 6)
    )


def test_the_local_day_is_that_of_the_zone() -> None:
    """At one instant it is Friday in Lima and Saturday in Kiritimati."""
    at = datetime(2019, 4, 5, 12, tzinfo=UTC)
    assert FRIDAY == PLAIN.local_day(at)
    assert SATURDAY == BusinessCalendar("Pacific/Kiritimati").local_day(at)


@pytest.mark.parametrize(
    ("at", "amount", "end"),
    [
        (lima(FRIDAY, 9), 0 * HOUR, lima(FRIDAY, 9)),
        (lima(FRIDAY, 9), 1 * HOUR, lima(FRIDAY, 10)),
        (lima(FRIDAY, 7), 1 * HOUR, lima(FRIDAY, 9, 30)),
        (lima(FRIDAY, 7), 0 * HOUR, lima(FRIDAY, 8, 30)),
        (lima(FRIDAY, 8, 30), 9 * HOUR, lima(FRIDAY, 17, 30)),
        (lima(FRIDAY, 8, 30), 9 * HOUR + INSTANT, lima(MONDAY, 8, 30) + INSTANT),
        (lima(FRIDAY, 17, 30), 0 * HOUR, lima(FRIDAY, 17, 30)),
        (lima(FRIDAY, 17, 30), 1 * HOUR, lima(MONDAY, 9, 30)),
        (lima(FRIDAY, 18), 0 * HOUR, lima(MONDAY, 8, 30)),
        (lima(FRIDAY, 18), 1 * HOUR, lima(MONDAY, 9, 30)),
        (lima(FRIDAY, 17), 4 * HOUR, lima(MONDAY, 12)),
        (lima(SATURDAY, 12), 4 * HOUR, lima(MONDAY, 12, 30)),
        (lima(FRIDAY, 9), 24 * HOUR, lima(TUESDAY, 15)),
        (lima(date(2019, 4, 17), 17), 1 * HOUR, lima(date(2019, 4, 22), 9)),
        (datetime(2019, 4, 6, 3, tzinfo=UTC), 1 * HOUR, lima(MONDAY, 9, 30)),
    ],
)
def test_only_working_hours_count(at: datetime, amount: timedelta, end: datetime) -> None:
    """Nights, weekends and holidays pass without counting; a full day ends as it closes."""
    assert end == OFFICE.add_working_hours(at, amount)
    assert UTC is OFFICE.add_working_hours(at, amount).tzinfo


def test_without_hours_a_working_day_is_a_whole_day() -> None:
    """From midnight to midnight, and only on working days."""
    assert lima(SATURDAY) == PLAIN.add_working_hours(lima(FRIDAY), 24 * HOUR)
    assert lima(MONDAY, 1) == PLAIN.add_working_hours(lima(FRIDAY), 25 * HOUR)


def test_working_hours_on_a_short_day_are_those_that_pass() -> None:
    """A day on which clocks go forward has an hour less of work."""
    nights = BusinessCalendar("America/Santiago", weekend=frozenset(), closes=time(2))
    begun = nights.start_of(date(2019, 9, 8))
    assert begun + HOUR == nights.add_working_hours(begun, HOUR)
    assert nights.start_of(date(2019, 9, 9)) + HOUR == nights.add_working_hours(begun, 2 * HOUR)


def test_hours_that_clocks_skip_are_no_work() -> None:
    """Where 00:30 to 01:00 does not exist nothing is worked, and nothing is owed for it."""
    night = BusinessCalendar(
        "America/Santiago", weekend=frozenset(), opens=time(0, 30), closes=time(1)
    )
    begun, next_day = night.start_of(date(2019, 9, 8)), night.start_of(date(2019, 9, 9))
    assert next_day + HOUR / 2 == night.add_working_hours(begun, 0 * HOUR)
    assert next_day + HOUR == night.add_working_hours(begun, HOUR / 2)


@given(calendars, moments, st.lists(st.timedeltas(0 * HOUR, 60 * HOUR), min_size=2, max_size=2))
def test_more_work_never_ends_sooner(
    calendar: BusinessCalendar, at: datetime, amounts: list[timedelta]
) -> None:
    """Working hours end no sooner than they begin, on a working day, and in order of amount."""
    ends = [calendar.add_working_hours(at, amount) for amount in sorted(amounts)]
    for before, after in pairwise([in_utc(at), *ends]):
        assert before <= after
    assert all(
        end - in_utc(at) >= amount for end, amount in zip(ends, sorted(amounts), strict=True)
    )


@given(calendars, moments, st.timedeltas(0 * HOUR, 30 * HOUR), st.timedeltas(INSTANT, 30 * HOUR))
def test_work_may_be_interrupted(
    calendar: BusinessCalendar, at: datetime, first: timedelta, then: timedelta
) -> None:
    """Working some hours and then some more is working all of them."""
    interrupted = calendar.add_working_hours(calendar.add_working_hours(at, first), then)
    assert calendar.add_working_hours(at, first + then) == interrupted


@pytest.mark.parametrize("amount", [-INSTANT, timedelta.max, 8, 8.0, None])
def test_a_span_of_work_is_bounded(amount: Any) -> None:
    """A negative or endless amount of work is refused, and so is a bare number."""
    assert "deadline.span" == code_of(lambda: OFFICE.add_working_hours(lima(FRIDAY), amount))


def test_the_longest_span_of_work() -> None:
    """Work may fill all the days that are counted, and not an instant more."""
    hourly = BusinessCalendar(LIMA, weekend=frozenset(), closes=time(1))
    last = FRIDAY + (MAX_WORKING_DAYS - 1) * DAY
    most = MAX_WORKING_DAYS * HOUR
    assert lima(last, 1) == hourly.add_working_hours(lima(FRIDAY), most)
    assert "deadline.span" == code_of(
        lambda: hourly.add_working_hours(lima(FRIDAY), most + INSTANT)
    )


# --- calendars that cannot be -------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"weekend": frozenset(range(7))}, "deadline.weekend"),
        ({"weekend": frozenset({7})}, "deadline.weekend"),
        ({"weekend": frozenset({-1, 6})}, "deadline.weekend"),
        ({"holidays": frozenset({FRIDAY, lima(FRIDAY)})}, "deadline.holidays"),
        ({"holidays": frozenset({"2019-04-05"})}, "deadline.holidays"),
        ({"opens": time(9), "closes": time(9)}, "deadline.hours"),
        ({"opens": time(18), "closes": time(9)}, "deadline.hours"),
        ({"opens": time(9), "closes": time(0)}, "deadline.hours"),
        ({"opens": time.max}, "deadline.hours"),
        ({"opens": time(9, tzinfo=UTC), "closes": time(18)}, "deadline.hours"),
        ({"opens": time(9), "closes": time(18, tzinfo=UTC)}, "deadline.hours"),
    ],
)
def test_a_calendar_without_time_to_work_is_refused(facts: dict[str, Any], code: str) -> None:
    """A weekend that is a week, a holiday with a time, hours that end before they begin."""
    with pytest.raises(
        BrokenDefinition, match="the calendar of America/Lima contradicts"
    ) as caught:
        BusinessCalendar(LIMA, **facts)
    assert [code] == [problem.code for problem in caught.value.problems]


def test_every_contradiction_of_a_calendar_is_named() -> None:
    """All that is wrong is said at once, each with its place and with advice."""
    holidays = frozenset({lima(FRIDAY)})
    week = frozenset(range(7))
    with pytest.raises(BrokenDefinition) as caught:
        BusinessCalendar(LIMA, weekend=week, holidays=holidays, opens=time(9), closes=time(8))
    assert [
        ("weekend", "a weekend is some but not all of 0 (Monday) to 6"),
        ("holidays", "a holiday is a day without a time; give dates"),
        ("opens", "work begins before it ends; swap the hours"),
    ] == [(problem.path, problem.message) for problem in caught.value.problems]


def test_hours_with_a_zone_are_named() -> None:
    """The zone is the calendar's, never that of an hour."""
    with pytest.raises(BrokenDefinition) as caught:
        BusinessCalendar(LIMA, opens=time(9, tzinfo=UTC))
    expected = [("opens", "hours are local; give times without a zone")]
    assert expected == [(problem.path, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["weekend", "holidays", "opens", "closes"])
def test_what_a_calendar_holds_is_named(name: str) -> None:
    """Only the zone may be given without its name."""
    fields = {field.name: field.kw_only for field in attrs.fields(BusinessCalendar)}
    assert (True, False) == (fields[name], fields["zone"])


def test_the_shortest_working_day() -> None:
    """A day may be open for a microsecond, and six days of a week may be a weekend."""
    calendar = BusinessCalendar(
        LIMA, weekend=frozenset(range(6)), opens=time(9), closes=time(9, 0, 0, 1)
    )
    assert lima(SUNDAY, 9) + INSTANT == calendar.add_working_hours(lima(FRIDAY), INSTANT)
