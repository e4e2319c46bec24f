"""Time to attend in working hours, and targets that differ by label (IND-05)."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import Pause, Question, Report, Request, measure
from order_to_cash.analytics.figures import as_text, due
from order_to_cash.domain.core import BrokenDefinition, BusinessCalendar, Language, Voice, due_after
from order_to_cash.rules import Indicators, Standing, attention_indicators
from tests.indicators.common import CLAUSE, INDICATORS, LONG_AFTER, TICK, requests

LIMA = "America/Lima"
OFFICE = BusinessCalendar(
    LIMA,
    holidays=frozenset({date(2024, 3, 28), date(2024, 3, 29)}),
    opens=time(9),
    closes=time(17),
    breaks=((time(13), time(14)),),
)
HOUR = timedelta(hours=1)
WORKING = attention_indicators(
    CLAUSE,
    efficacy=Fraction(98, 100),
    timeliness=Fraction(95, 100),
    within=2 * HOUR,
    calendar=OFFICE,
)


def lima(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, day, hour, minute, tzinfo=ZoneInfo(LIMA))


def report(
    *found: Request,
    by: tuple[str, ...] = (),
    indicators: Indicators = WORKING,
    as_of: datetime = LONG_AFTER,
) -> Report:
    return measure(found, indicators, zone=LIMA, as_of=as_of, by=by)


@pytest.mark.parametrize(
    ("closed", "pauses", "in_time"),
    [
        (lima(4, 10) - TICK, (), 1),
        (lima(4, 10), (), 0),
        (lima(4, 10), (Pause(lima(4, 9), lima(4, 9, 1)),), 1),
        (lima(4, 10), (Pause(lima(2, 9), lima(2, 17)),), 0),
        (lima(4, 16), (Pause(lima(1, 17)),), 1),
    ],
)
def test_a_weekend_is_no_time_to_attend(
    closed: datetime, pauses: tuple[Pause, ...], in_time: int
) -> None:
    """IND-05: from Friday at four two working hours are over on Monday at ten, to the tick."""
    request = Request(lima(1, 16), closed, effective=True, pauses=pauses)
    assert in_time == report(request).total.in_time


@pytest.mark.parametrize(("at", "undecided"), [(lima(4, 10) - TICK, 1), (lima(4, 10), 0)])
def test_an_open_request_can_still_be_in_working_time(at: datetime, undecided: int) -> None:
    """IND-05: over the weekend nothing is late, and on Monday at ten it is."""
    assert undecided == report(Request(lima(1, 16)), as_of=at).total.undecided


@given(st.lists(requests(), max_size=10), st.timedeltas(TICK, 60 * HOUR))
def test_in_time_is_before_it_is_due(found: list[Request], within: timedelta) -> None:
    """IND-05: a request is in time just if it is closed before the instant at which it is due."""
    timeliness = evolve(WORKING.timeliness, within=within)
    counted = report(*found, indicators=evolve(WORKING, timeliness=timeliness)).total.in_time
    dues = [(r.opened, r.closed, due_after(r.opened, within, OFFICE)) for r in found if r.closed]
    assert counted == sum(a <= b < last for a, b, last in dues if last is not None)


def test_a_record_of_the_year_one_costs_no_time() -> None:
    """IND-05: what is late is not counted to its end, so that a mistyped year does no harm."""
    long_ago = Request(datetime(1, 1, 2, tzinfo=UTC), LONG_AFTER, effective=True)
    assert 0 == report(long_ago).total.in_time


PORTING = attention_indicators(
    CLAUSE, efficacy=Fraction(1, 2), timeliness=Fraction(1, 2), within=48 * HOUR
)
APART = evolve(INDICATORS, apart={("procedure", "porting"): PORTING})


def asked(procedure: str, *hours: int) -> list[Request]:
    start = lima(1, 9)
    return [Request(start, start + n * HOUR, True, {"procedure": procedure}) for n in hours]


def test_targets_differ_by_label() -> None:
    """IND-05: each request has the time of its label, each group the threshold of its label."""
    found = (*asked("porting", 47, 48), *asked("sale", 23, 24))
    by_procedure = report(*found, by=("procedure",), indicators=APART)
    timeliness = [by_procedure.timeliness(g.attendance, g.key) for g in by_procedure.groups]
    assert [("porting",), ("sale",)] == [group.key for group in by_procedure.groups]
    assert [1, 1] == [measured.met for measured in timeliness]
    assert [Fraction(1, 2), Fraction(95, 100)] == [each.target.threshold for each in timeliness]
    assert [True, False] == [measured.at_threshold for measured in timeliness]
    assert all(each.standing is Standing.OBSERVED for each in timeliness)


def test_the_time_of_a_label_counts_however_it_is_grouped() -> None:
    """IND-05: who groups by nothing still gives each request its own time."""
    found = (*asked("porting", 47, 48), *asked("sale", 23, 24))
    assert 2 == report(*found, indicators=APART).total.in_time
    everything = report(*found, by=("month",), indicators=APART)
    assert {Fraction(95, 100)} == {
        everything.timeliness(g.attendance, g.key).target.threshold for g in everything.groups
    }


def test_a_question_knows_the_labels_it_needs() -> None:
    """IND-05: those that are asked for, then those that decide what a request is held against."""
    question = Question(APART, LIMA, LONG_AFTER, ("month", "unit"))
    assert ("unit", "procedure") == question.labels


def test_what_is_due_is_told_with_what_is_apart() -> None:
    """IND-05: a reader sees that time is working time, and which label has other targets."""
    said = evolve(WORKING, apart={("procedure", "porting"): PORTING})
    english = due(report(indicators=said), Voice(Language.EN))
    assert english == (
        "due: efficacy > 98 %, timeliness > 95 % in less than 2 h of working time (a procedure § "
        "III.2); procedure porting: due: efficacy > 50 %, timeliness > 50 % in less than 48 h "
        "(a procedure § III.2)"
    )
    spanish = due(report(indicators=said), Voice(Language.ES))
    assert "en menos de 2 h de tiempo laborable (" in spanish


def test_the_table_has_the_verdict_of_each_label() -> None:
    """IND-05: the same share is exactly at the threshold of one label, and far from another's."""
    found = (*asked("porting", 47, 48), *asked("sale", 23, 24))
    table = list(as_text(report(*found, by=("procedure",), indicators=APART)))
    assert [True, False, False] == [line.endswith("observed =") for line in table[1:]]


@pytest.mark.parametrize("apart", [{("", "x"): PORTING}, {("x", ""): PORTING}, {("x", "y"): APART}])
def test_what_is_told_apart_has_a_label_and_a_value(
    apart: dict[tuple[str, str], Indicators],
) -> None:
    """IND-05: targets of no label, of no value, or in two steps are a mistake of the pack."""
    with pytest.raises(BrokenDefinition) as caught:
        evolve(INDICATORS, apart=apart)
    assert "indicators.apart" == caught.value.code
