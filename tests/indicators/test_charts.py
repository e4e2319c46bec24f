"""What charts draw, to the place: shares at their height, bars at their length."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import Bar, Said, Series
from order_to_cash.analytics.charts import (
    COLOURS,
    DASHES,
    DENSE,
    INK,
    MARGIN,
    MARKS,
    MOST_SERIES,
    PLOT,
    SIZE,
    SIZES,
    TOP,
    WIDTH,
    bars,
    lines,
)
from order_to_cash.analytics.periods import PERIODS
from order_to_cash.analytics.time_axis import Point, points_of
from order_to_cash.diagram.text import width_of
from order_to_cash.rules import Comparator, Measurement, Target

WORDS = Said("a title", "a description", "due: > 1/2")
HALF, ONE = Fraction(1, 2), Fraction(1)
TARGET = Target(Comparator.ABOVE, HALF)
NEW_YEAR = date(2024, 1, 1)
GROUNDS = ("#ffffff", "#16181d")


def drawn(*shares: Fraction | None, threshold: Fraction = HALF) -> Element:
    """A chart of one line."""
    return fromstring(lines(WORDS, days(len(shares)), [Series("a", shares)], threshold, "x"))  # noqa: S314


def days(count: int) -> list[Point]:
    """So many days in a row, from the first of January on."""
    names = [(NEW_YEAR + timedelta(n)).isoformat() for n in range(count)]
    return list(points_of(names, date.isoformat))


def heights(chart: Element) -> list[int]:
    """The heights of the marks of the only line, without that of the legend."""
    marks = [mark.attrib["transform"] for mark in chart.findall("g")]
    return [int(mark.split()[1].partition(")")[0]) for mark in marks[:-1]]


def test_shares_stand_at_their_height() -> None:
    """All is at the top, the threshold at its line, what lies between in proportion (KPI-03)."""
    chart = drawn(ONE, HALF, Fraction(3, 4))
    threshold = next(each for each in chart.findall("line") if "stroke-dasharray" in each.attrib)
    top, at, between = heights(chart)
    assert (TOP, int(threshold.attrib["y1"])) == (top, at)
    assert abs((top + at) / 2 - between) <= 1


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1, 1_000), ONE])
def test_everything_lies_within_the_plot(share: Fraction) -> None:
    """The axis begins below the least share, and a lone one is drawn as well."""
    assert all(TOP <= y <= TOP + PLOT for y in heights(drawn(share, threshold=Fraction(98, 100))))


@given(st.lists(st.none() | st.fractions(0, 1), max_size=9), st.fractions(0, 1))
def test_any_shares_are_drawn_within_the_plot(
    shares: list[Fraction | None], threshold: Fraction
) -> None:
    """One mark for each share, none for what has none, all inside."""
    found = heights(drawn(*shares, threshold=threshold))
    assert len([share for share in shares if share is not None]) == len(found)
    assert all(TOP <= y <= TOP + PLOT for y in found)


def spans(chart: Element) -> list[tuple[float, float]]:
    """From where to where each name below the plot goes, in the widest font."""
    below = [each for each in chart.findall("text") if int(each.attrib["y"]) == TOP + PLOT + 18]
    middles = [(int(each.attrib["x"]), width_of(each.text or "", size=SIZE)) for each in below]
    return [(x - wide / 2, x + wide / 2) for x, wide in middles]


@pytest.mark.parametrize("count", [1, 2, 8, 9, 30, 400])
def test_days_are_named_as_far_as_there_is_room(count: int) -> None:
    """IND-09: the first one is, and names do not run into each other or out of the picture."""
    found = spans(drawn(*[ONE] * count))
    assert found
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert all(0 <= left < right <= WIDTH for left, right in found)


def places(chart: Element) -> list[int]:
    """Where the marks of the only line stand from left to right."""
    marks = [mark.attrib["transform"] for mark in chart.findall("g")]
    return [int(mark.partition("(")[2].split()[0]) for mark in marks[:-1]]


def joined(chart: Element) -> list[int]:
    """How many points each stretch of the only line joins."""
    return [len(line.attrib["points"].split()) for line in chart.findall("polyline")[:-1]]


@pytest.mark.parametrize(
    ("period", "names", "days_between", "stretches"),
    [
        ("month", ("2024-01", "2026-01", "2026-02"), (731, 31), [1, 2]),
        ("month", ("2024-01", "2024-02", "2024-03"), (31, 29), [3]),
        ("month", ("2023-12", "2024-01", "2024-03"), (31, 60), [2, 1]),
        ("week", ("2020-W52", "2020-W53", "2021-W01"), (7, 7), [3]),
        ("week", ("2021-W52", "2022-W01", "2022-W03"), (7, 14), [2, 1]),
        ("day", ("2024-02-28", "2024-02-29", "2024-03-01"), (1, 1), [3]),
        ("day", ("2024-02-28", "2024-03-01", "2024-03-02"), (2, 1), [1, 2]),
    ],
)
def test_time_is_to_scale_and_a_gap_is_a_gap(
    period: str, names: tuple[str, ...], days_between: tuple[int, int], stretches: list[int]
) -> None:
    """IND-09: years apart are far apart, and what was not counted is bridged by no line."""
    points = list(points_of(names, PERIODS[period]))
    assert days_between == tuple(b.begins - a.begins for a, b in pairwise(points))
    shares = (HALF,) * len(names)
    chart = fromstring(lines(WORDS, points, [Series("a", shares)], HALF, "x"))  # noqa: S314
    first, middle, last = places(chart)
    assert stretches == joined(chart)
    scale = Fraction(last - first, sum(days_between))
    assert abs(first + scale * days_between[0] - middle) < 1


@given(st.dates(), st.sampled_from(sorted(PERIODS)))
def test_a_period_begins_on_its_first_day(day: date, period: str) -> None:
    """IND-09: the first day has its name, and the day before, where there is one, has not."""
    named = PERIODS[period]
    (point,) = points_of([named(day)], named)
    first = date.fromordinal(point.begins)
    assert first <= day
    assert named(day) == named(first)
    assert first == date.min or named(first - timedelta(1)) != named(day)


def bar(name: str, met: int, total: int) -> Bar:
    """A bar of so many of so many."""
    return Bar(name, Measurement(met, total, 0, TARGET), f"{met} of {total}")


def test_bars_are_as_long_as_their_share() -> None:
    """A half reaches a threshold of a half, a quarter half of it, nothing is no bar (KPI-03)."""
    shown = [bar("a", 1, 2), bar("b", 1, 4), bar("c", 0, 0), bar("d", 1, 1)]
    chart = fromstring(bars(WORDS, shown, "x"))  # noqa: S314
    rects = chart.findall("rect")
    assert {str(MARGIN)} == {rect.attrib["x"] for rect in rects}
    half, quarter, none, whole = (int(each.attrib["width"]) for each in rects)
    assert {MARGIN + half} == set(thresholds(chart))
    assert (0, half // 2, WIDTH - 2 * MARGIN) == (none, quarter, whole)
    assert half == whole // 2


def thresholds(chart: Element) -> list[int]:
    """Where the threshold of each bar lies."""
    return [int(each.attrib["x1"]) for each in chart.findall("line")][:-1]


def test_each_bar_has_its_own_threshold() -> None:
    """IND-05: where targets differ by label, each bar is seen beside its own."""
    strict = Target(Comparator.ABOVE, Fraction(3, 4))
    shown = [bar("a", 1, 2), Bar("b", Measurement(1, 2, 0, strict), "1 of 2")]
    chart = fromstring(bars(WORDS, shown, "x"))  # noqa: S314
    own, other = (x - MARGIN for x in thresholds(chart))
    assert abs(own * 3 - other * 2) <= 3


def test_a_threshold_runs_through_no_text() -> None:
    """IND-09: it begins where the bar does, below the letters that say the share."""
    shown = [bar("a", 1, 2), Bar("b", Measurement(1, 2, 0, TARGET), "1 of 2, observed")]
    chart = fromstring(bars(WORDS, shown, "x"))  # noqa: S314
    said = [int(each.attrib["y"]) for each in chart.findall("text") if each.text in ("a", "b")]
    begins = [int(each.attrib["y1"]) for each in chart.findall("line")][:-1]
    assert [y for y, line in zip(said, begins, strict=True) if line - y < SIZE // 3] == []
    assert [int(each.attrib["y"]) for each in chart.findall("rect")[-2:]] == begins


def test_a_chart_of_no_bars_is_a_chart() -> None:
    """Where nothing was counted the threshold stands alone."""
    chart = fromstring(bars(WORDS, [], "x"))  # noqa: S314
    assert ["a title", "due: > 1/2"] == [each.text for each in chart.findall("text")]


WIDE = "W" * 100


def fitting(chart: Element) -> bool:
    """Whether every text of a chart lies inside the picture, in the widest font."""
    for each in chart.findall("text"):
        bold = each.get("font-weight") == "bold"
        wide = width_of(each.text or "", size=SIZE, bold=bold)
        before = {"start": 0, "middle": wide / 2, "end": wide}[each.attrib["text-anchor"]]
        left = int(each.attrib["x"]) - before
        if left < 0 or left + wide > WIDTH:
            return False
    return True


@pytest.mark.parametrize("name", ["a", "norte, oficina central", WIDE])
def test_texts_stay_inside_the_picture(name: str) -> None:
    """IND-09: names, readings, titles of any width, in DejaVu Sans, end where there is room."""
    words = Said(name, "a description", "se exige: > 98 %")
    reading = "66.666666 % todavía no decidible ="
    shown = [Bar(name, Measurement(1, 2, 0, TARGET), reading), bar("b", 0, 0)]
    assert fitting(fromstring(bars(words, shown, "x")))  # noqa: S314
    series = [Series(name, (ONE,) * 40), Series("b", (HALF,) * 40)]
    assert fitting(fromstring(lines(words, days(40), series, HALF, "x")))  # noqa: S314


def test_a_name_that_is_too_wide_ends_in_dots() -> None:
    """IND-09: what has no room beside how it reads is cut, and says so."""
    chart = fromstring(bars(WORDS, [bar(WIDE, 1, 2)], "x"))  # noqa: S314
    name, reading = (each.text or "" for each in chart.findall("text")[1:3])
    assert (True, "1 of 2") == (name.endswith("…"), reading)
    widths = [width_of(text, size=SIZE) for text in (name, reading)]
    assert sum(widths) < WIDTH - 2 * MARGIN < sum(widths) + 40


def test_lines_differ_by_dash_and_mark_beside_colour() -> None:
    """No two lines are told apart by their colour alone; the smaller mark lies on the larger."""
    each = (COLOURS, DASHES, MARKS, SIZES)
    assert [MOST_SERIES] * 4 == [len(set(every)) for every in each]
    assert sorted(SIZES, reverse=True) == list(SIZES)


@pytest.mark.parametrize(("points", "size"), [(DENSE, 1.8), (DENSE + 1, 0.9)])
def test_marks_are_smaller_where_there_are_many(points: int, size: float) -> None:
    """Many marks in a row leave the line between them to be seen."""
    assert f"scale({size})" in drawn(*[ONE] * points).findall("g")[0].attrib["transform"]


def luminance(colour: str) -> float:
    """How light a colour is, as WCAG computes it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", [colour for colour in COLOURS if colour != INK])
def test_colours_stand_out_from_light_and_dark(colour: str, ground: str) -> None:
    """Lines have the contrast of three to one that WCAG 2.2 asks of graphics (1.4.11)."""
    dark, light = sorted((luminance(colour), luminance(ground)))
    assert (light + 0.05) / (dark + 0.05) >= 3
