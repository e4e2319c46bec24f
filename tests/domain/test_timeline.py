"""Timelines: what was in force on a day, with its source, and no guess where nothing was."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    BrokenDefinition,
    Clause,
    Dated,
    InvalidValue,
    NotInForce,
    Timeline,
)

TARIFF = Clause("tariffs", "1")
APRIL, MAY, JUNE, JULY = (date(2019, month, 1) for month in (4, 5, 6, 7))
DAY = timedelta(days=1)


def entry(since: date, value: str = "", until: date | None = None) -> Dated[str]:
    return Dated(since, value, TARIFF, until)


def timeline(*entries: Dated[str]) -> Timeline[str]:
    return Timeline("transfer fee", entries)


def problems(*entries: Dated[str]) -> list[tuple[str, str, str]]:
    with pytest.raises(
        BrokenDefinition, match="the timeline transfer fee contradicts itself; correct its days"
    ) as caught:
        timeline(*entries)
    return [(p.code, p.path, p.message) for p in caught.value.problems]


GAPPED = timeline(entry(APRIL, "first", MAY), entry(JUNE, "second"), entry(JULY, "third"))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline[str]:
    days = sorted(draw(st.sets(st.dates(date(2019, 1, 1), date(2019, 3, 31)), min_size=1)))
    ends = [*days[1:], days[-1] + timedelta(days=20)]
    entries = []
    for number, (since, limit) in enumerate(zip(days, ends, strict=True)):
        until = draw(st.none() | st.dates(since + DAY, limit))
        entries.append(entry(since, str(number), until))
    return timeline(*entries)


@given(timelines(), st.dates(date(2018, 12, 1), date(2019, 5, 31)))
def test_the_answer_is_that_of_reading_every_entry(tariff: Timeline[str], day: date) -> None:
    """Searching finds what a patient reader of all entries finds."""
    begun = [one for one in tariff.entries if one.since <= day]
    last = begun[-1] if begun else None
    expected = None if last is None or (last.until is not None and last.until <= day) else last
    assert expected == tariff.find(day)


@given(timelines(), st.dates(date(2018, 12, 1), date(2019, 5, 31)))
def test_on_is_find_without_the_nothing(tariff: Timeline[str], day: date) -> None:
    """`on` gives what `find` gives, and raises exactly where that gives nothing."""
    if (found := tariff.find(day)) is not None:
        assert found == tariff.on(day)
    else:
        with pytest.raises(NotInForce):
            tariff.on(day)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date.min, None),
        (APRIL - DAY, None),
        (APRIL, "first"),
        (MAY - DAY, "first"),
        (MAY, None),
        (JUNE - DAY, None),
        (JUNE, "second"),
        (JULY - DAY, "second"),
        (JULY, "third"),
        (date.max, "third"),
    ],
)
def test_periods_are_half_open(day: date, value: str | None) -> None:
    """A period holds on its first day and no more on the day it ends, and a gap stays a gap."""
    found = GAPPED.find(day)
    assert value == (found.value if found else None)


def test_the_last_period_may_end() -> None:
    """After the end of the last entry nothing is in force."""
    ended = timeline(entry(APRIL, "only", MAY))
    assert (entry(APRIL, "only", MAY), None) == (ended.find(MAY - DAY), ended.find(MAY))


def test_a_day_without_an_answer_is_named() -> None:
    """The error names the timeline, the day, and what to do."""
    with pytest.raises(NotInForce) as caught:
        GAPPED.on(MAY)
    assert "timeline.not-in-force" == caught.value.code
    assert (
        "transfer fee: nothing was in force on 2019-05-01; add an entry for that day "
        "with its source, or ask for a day that has one"
    ) == caught.value.message


def test_the_source_comes_with_the_value() -> None:
    """An answer leads back to the clause that says so."""
    assert (TARIFF, "first", APRIL, MAY) == (
        GAPPED.on(APRIL).clause,
        GAPPED.on(APRIL).value,
        GAPPED.on(APRIL).since,
        GAPPED.on(APRIL).until,
    )


def test_adjacent_periods_are_no_overlap() -> None:
    """An entry may begin on the very day on which the one before ends."""
    assert "b" == timeline(entry(APRIL, "a", MAY), entry(MAY, "b")).on(MAY).value


def test_a_timeline_without_entries_is_refused() -> None:
    """A timeline that never answers is a mistake."""
    assert [("timeline.empty", "transfer fee", "there is no entry; add at least one")] == problems()


@pytest.mark.parametrize("until", [APRIL, APRIL - DAY])
def test_a_period_ends_after_it_begins(until: date) -> None:
    """A period of no day, or of less, is refused by its days."""
    what = f"2019-04-01 until {until} is no period; end it later"
    assert ("timeline.no-period", "transfer fee[0]", what) == problems(entry(APRIL, "", until))[0]


def test_a_period_of_one_day_is_one() -> None:
    """The shortest period is a day."""
    assert timeline(entry(APRIL, "a", APRIL + DAY)).find(APRIL) == entry(APRIL, "a", APRIL + DAY)


def test_a_day_that_begins_two_entries_is_refused() -> None:
    """The error names the day that is there twice."""
    what = "2019-04-01 is there twice; keep one entry"
    expected = [("timeline.repeated", "transfer fee[1]", what)]
    assert expected == problems(entry(APRIL), entry(APRIL), entry(MAY))


def test_entries_out_of_order_are_refused() -> None:
    """The error names both days."""
    what = "2019-05-01 follows 2019-06-01; order the entries by day"
    expected = [("timeline.disorder", "transfer fee[2]", what)]
    assert expected == problems(entry(APRIL), entry(JUNE), entry(MAY))


def test_overlapping_periods_are_refused() -> None:
    """The error names the day on which two entries would hold."""
    what = "2019-05-31 lies before 2019-06-01, the end of the entry before; end that earlier"
    expected = [("timeline.overlap", "transfer fee[1]", what)]
    assert expected == problems(entry(APRIL, "", JUNE), entry(JUNE - DAY))


def test_every_contradiction_is_named() -> None:
    """All that is wrong is said at once."""
    found = problems(entry(MAY, "", APRIL), entry(APRIL), entry(APRIL), entry(JUNE, "", JUNE))
    assert [
        ("timeline.no-period", "transfer fee[0]"),
        ("timeline.no-period", "transfer fee[3]"),
        ("timeline.disorder", "transfer fee[1]"),
        ("timeline.repeated", "transfer fee[2]"),
    ] == [(code, path) for code, path, _ in found]


NOON: Any = datetime(2019, 4, 1, 12)  # noqa: DTZ001


@pytest.mark.parametrize("day", [NOON, "2019-04-01", None, 20190401])
def test_a_day_is_a_date(day: Any) -> None:
    """An instant or a text is not asked about, and begins or ends nothing."""
    for call in (
        lambda: GAPPED.find(day),
        lambda: GAPPED.on(day),
        lambda: timeline(entry(day)),
        lambda: timeline(entry(APRIL, "", day or NOON)),
    ):
        with pytest.raises(InvalidValue) as caught:
            call()
        assert "time.not-a-day" == caught.value.code


def test_timelines_compare_by_what_they_say() -> None:
    """Two timelines with the same name and entries are equal, and show no more than those."""
    one, same = timeline(entry(APRIL, "a")), timeline(entry(APRIL, "a"))
    assert (one, hash(one)) == (same, hash(same))
    assert one != timeline(entry(APRIL, "b"))
    assert "Timeline('transfer fee', 2019-04-01: a)" == repr(one)
