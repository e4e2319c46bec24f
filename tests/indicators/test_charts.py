"""What charts draw, to the place: shares at their height, bars at their length."""

from fractions import Fraction
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
    LEFT,
    LETTER,
    LONGEST_NAME,
    MARKS,
    MOST_SERIES,
    MOST_TICKS,
    PLOT,
    RIGHT,
    SIZES,
    TOP,
    WIDTH,
    bars,
    lines,
)
from order_to_cash.rules import Comparator, Measurement, Target

WORDS = Said("a title", "a description", "due: > 1/2")
HALF, ONE = Fraction(1, 2), Fraction(1)
TARGET = Target(Comparator.ABOVE, HALF)
GROUNDS = ("#ffffff", "#16181d")


def drawn(*shares: Fraction | None, threshold: Fraction = HALF) -> Element:
    """A chart of one line."""
    points = [str(n) for n in range(len(shares))]
    return fromstring(lines(WORDS, points, [Series("a", shares)], threshold, "x"))  # noqa: S314


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


@pytest.mark.parametrize(("points", "ticks"), [(1, 1), (8, 8), (9, 5), (400, 8)])
def test_days_are_named_as_far_as_there_is_room(points: int, ticks: int) -> None:
    """Every day, then every second, and so on, so that names do not run into each other."""
    chart = drawn(*[ONE] * points)
    named = [each.text for each in chart.findall("text") if (each.text or "").isdigit()]
    assert ticks == len(named) <= MOST_TICKS


def bar(name: str, met: int, total: int) -> Bar:
    """A bar of so many of so many."""
    return Bar(name, Measurement(met, total, 0, TARGET), f"{met} of {total}")


def test_bars_are_as_long_as_their_share() -> None:
    """A half reaches a threshold of a half, a quarter half of it, nothing is no bar (KPI-03)."""
    shown = [bar("a", 1, 2), bar("b", 1, 4), bar("c", 0, 0), bar("d", 1, 1)]
    chart = fromstring(bars(WORDS, shown, HALF, "x"))  # noqa: S314
    rects = chart.findall("rect")
    left = int(rects[0].attrib["x"])
    half, quarter, none, whole = (int(each.attrib["width"]) for each in rects)
    (threshold,) = (int(each.attrib["x1"]) for each in chart.findall("line"))
    assert left + half == threshold
    assert (0, half // 2, WIDTH - RIGHT - left) == (none, quarter, whole)


def test_a_chart_of_no_bars_is_a_chart() -> None:
    """Where nothing was counted the threshold stands alone."""
    chart = fromstring(bars(WORDS, [], HALF, "x"))  # noqa: S314
    assert ["a title", "due: > 1/2"] == [each.text for each in chart.findall("text")]


def test_names_have_room_beside_the_bars() -> None:
    """The longest name that is drawn begins inside the picture."""
    chart = fromstring(bars(WORDS, [bar("W" * LONGEST_NAME, 1, 2)], HALF, "x"))  # noqa: S314
    left = int(chart.findall("rect")[0].attrib["x"])
    assert LEFT + 7 * LONGEST_NAME == left


def test_a_very_long_text_is_shortened() -> None:
    """What has no room ends in dots; what just has is whole."""
    for length, shortened in ((2 * LONGEST_NAME, False), (2 * LONGEST_NAME + 1, True)):
        words = Said("t" * length, "a description", "due")
        title = fromstring(bars(words, [], HALF, "x")).findall("text")[0].text or ""  # noqa: S314
        assert (2 * LONGEST_NAME, shortened) == (len(title), title.endswith("…"))


def test_lines_differ_by_dash_and_mark_beside_colour() -> None:
    """No two lines are told apart by their colour alone; the smaller mark lies on the larger."""
    each = (COLOURS, DASHES, MARKS, SIZES)
    assert [MOST_SERIES] * 4 == [len(set(every)) for every in each]
    assert sorted(SIZES, reverse=True) == list(SIZES)


@pytest.mark.parametrize("name", ["a", "W" * LONGEST_NAME])
def test_names_have_room_in_the_legend(name: str) -> None:
    """The longest name ends inside the picture, a short one leaves its room to the plot."""
    chart = fromstring(lines(WORDS, ["x"], [Series(name, (ONE,))], HALF, "x"))  # noqa: S314
    (legend,) = (each for each in chart.findall("text") if each.text == name)
    widest = max(len(name), len(WORDS.threshold))
    assert WIDTH == int(legend.attrib["x"]) + 4 + LETTER * widest


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
