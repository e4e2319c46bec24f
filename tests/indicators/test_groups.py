"""Grouping by period and label, in constant memory, in parts and in any order (KPI-03)."""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import Aggregation, Question, Request, indicators, measure
from order_to_cash.analytics.changes import changes_of_clock
from order_to_cash.domain.core import InvalidValue
from tests.indicators.common import INDICATORS, LA_PAZ, LONG_AFTER, START, TICK, report_of, requests

QUESTION = Question(INDICATORS, LA_PAZ, LONG_AFTER, ("day", "unit"))


def keys(*opened: datetime, by: tuple[str, ...], zone: str = LA_PAZ) -> list[tuple[str, ...]]:
    """The groups of requests opened then."""
    asked = (Request(at) for at in opened)
    found = measure(asked, INDICATORS, zone=zone, as_of=LONG_AFTER, by=by)
    return [group.key for group in found.groups]


def test_the_day_is_the_local_day_of_opening() -> None:
    """A request of 23:30 belongs to that day, though it is the next one in UTC (KPI-03)."""
    midnight = datetime(2024, 3, 2, 4, tzinfo=UTC)
    assert [("2024-03-01",)] == keys(midnight - TICK, by=("day",))
    assert [("2024-03-02",)] == keys(midnight, by=("day",))


@pytest.mark.parametrize(
    ("period", "before", "after"),
    [
        ("day", "2023-12-31", "2024-01-01"),
        ("week", "2023-W52", "2024-W01"),
        ("month", "2023-12", "2024-01"),
    ],
)
def test_periods_begin_at_local_midnight(period: str, before: str, after: str) -> None:
    """Days, ISO weeks and months change at the operator's midnight (KPI-03)."""
    midnight = datetime(2024, 1, 1, 4, tzinfo=UTC)
    assert [(before,), (after,)] == keys(midnight - TICK, midnight, by=(period,))


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    """The first days of January can belong to the last week of the year before (KPI-03)."""
    day = datetime(2021, 1, 1, 12, tzinfo=UTC)
    assert [("2020-W53",)] == keys(day, by=("week",))


@pytest.mark.parametrize(
    ("opened", "zone"),
    [
        (datetime.min.replace(tzinfo=UTC), "America/La_Paz"),
        (datetime.max.replace(tzinfo=UTC), "Pacific/Kiritimati"),
    ],
)
def test_a_day_that_no_calendar_has_is_refused(opened: datetime, zone: str) -> None:
    """An instant whose local day lies beyond the calendar ends in an error of ours (KPI-03)."""
    question = Question(INDICATORS, zone, datetime.max.replace(tzinfo=UTC), ("day",))
    with pytest.raises(InvalidValue, match="9999"):
        Aggregation(question).add(Request(opened))


def test_any_label_groups() -> None:
    """Unit, advisor, procedure or any other label; who has none is a group of its own (KPI-03)."""
    asked = [
        Request(START, START, True, {"advisor": "A-1", "procedure": "1"}),
        Request(START, START, True, {"advisor": "A-2"}),
    ]
    found = report_of(*asked, by=("procedure", "advisor"))
    assert [("", "A-2"), ("1", "A-1")] == [group.key for group in found.groups]


def test_groups_add_up_to_the_whole() -> None:
    """The sum of all groups is the report without groups (KPI-03)."""
    asked = [Request(START + timedelta(hours=n), None, labels={"u": str(n % 3)}) for n in range(99)]
    assert report_of(*asked).total == report_of(*asked, by=("week", "u")).total


@given(st.lists(requests(), max_size=30), st.integers(0, 30), st.booleans())
def test_parts_merge_to_the_whole_in_any_order(
    asked: list[Request], cut: int, swapped: bool
) -> None:
    """Two parts counted apart and merged are the whole, whichever is first (KPI-03)."""
    parts = [Aggregation(QUESTION), Aggregation(QUESTION)]
    for place, request in enumerate(asked):
        parts[place >= cut].add(request)
    first, second = parts[::-1] if swapped else parts
    first.merge(second)
    whole = measure(asked, INDICATORS, zone=LA_PAZ, as_of=LONG_AFTER, by=("day", "unit"))
    assert whole == first.report()


def test_answers_to_other_questions_do_not_merge() -> None:
    """Parts that were asked something else are refused."""
    with pytest.raises(InvalidValue, match="same question"):
        Aggregation(QUESTION).merge(Aggregation(Question(INDICATORS, LA_PAZ, LONG_AFTER)))


def test_memory_does_not_grow_with_the_requests() -> None:
    """A tenth of what the requests would take is enough, since only counters are kept."""

    def asked() -> Iterator[Request]:
        return (Request(START + n * TICK, None, labels={"u": str(n % 5)}) for n in range(5_000))

    tracemalloc.start()
    kept = list(asked())
    whole = tracemalloc.get_traced_memory()[0]
    kept.clear()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    measure(asked(), INDICATORS, zone=LA_PAZ, as_of=LONG_AFTER, by=("day", "u"))
    most = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert most < whole / 10


def test_too_many_groups_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A label with a value for each request is refused before memory runs out."""
    monkeypatch.setattr(indicators, "MOST_GROUPS", 3)
    asked = [Request(START, labels={"case": str(n)}) for n in range(4)]
    assert 3 == len(report_of(*asked[:3], by=("case",)).groups)
    with pytest.raises(InvalidValue, match="more than"):
        report_of(*asked, by=("case",))


@pytest.mark.parametrize("by", [("day", "day"), ("",), tuple("abcdefghi")])
def test_a_question_names_each_label_once(by: tuple[str, ...]) -> None:
    """A label twice, an empty one, or too many are refused."""
    with pytest.raises(InvalidValue, match="group by"):
        Question(INDICATORS, LA_PAZ, LONG_AFTER, by)


def test_an_unknown_zone_is_refused() -> None:
    """A day needs a zone that is known."""
    with pytest.raises(InvalidValue, match="zone"):
        Question(INDICATORS, "America/Nowhere", LONG_AFTER)


@pytest.mark.parametrize("zone", ["America/La_Paz", "America/Santiago", "Asia/Kathmandu"])
def test_changes_of_clock_give_the_local_time_of_every_hour(zone: str) -> None:
    """Offsets found from the changes are those that the zone itself answers, hour by hour."""
    first = datetime(2023, 1, 1, tzinfo=UTC)
    instants = [first + timedelta(hours=n, seconds=1) for n in range(24 * 400)]
    changes = changes_of_clock(zone, instants[0], instants[-1])
    for at in instants:
        held = [change.seconds for change in changes if change.at <= at][-1]
        local = at.astimezone(ZoneInfo(zone)).utcoffset()
        assert timedelta(seconds=held) == local
