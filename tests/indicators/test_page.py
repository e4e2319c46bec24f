"""The page with its charts: it opens alone, is read by everybody, and nothing in it acts."""

import re
from fractions import Fraction
from importlib import import_module
from xml.etree.ElementTree import fromstring

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import Report, Request, measure, page
from order_to_cash.analytics.charts import MOST_SERIES, WIDTH
from order_to_cash.analytics.page import MOST_BARS
from order_to_cash.domain.core import WORDS
from order_to_cash.rules import attention_indicators
from tests.indicators.common import (
    CLAUSE,
    DAY,
    INDICATORS,
    LA_PAZ,
    LONG_AFTER,
    START,
    TICK,
    report_of,
)
from tests.indicators.html import Page

PAGES = import_module("order_to_cash.analytics.page")

HOSTILE = (
    "<script>alert(1)</script>",
    '"onload=alert(1) x="',
    "' onmouseover='alert(1)",
    "</text></svg></title><img src=x onerror=alert(1)>",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "javascript:alert(1)",
    "url(https://example.com/a.png)",
    "{ident}",
)
ALLOWED = (
    {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "br", "div"}
    | {"figure", "figcaption", "svg", "desc", "defs", "pattern", "rect", "circle", "path", "g"}
    | {"text", "line", "polyline"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
)


def of_units(*units: str, by: tuple[str, ...] = ("unit",), days: int = 1) -> Report:
    """A request for each unit on each day, attended at once."""
    asked = [
        Request(START + day * DAY, START + day * DAY, True, {"unit": unit, by[-1]: unit})
        for unit in units
        for day in range(days)
    ]
    return report_of(*asked, by=by)


def test_the_page_is_well_formed_in_both_languages() -> None:
    """Every element is closed in order, every chart is XML, and the language is named."""
    for language in WORDS.languages:
        text = page(of_units("north", "south", by=("day", "unit"), days=3), language)
        read = Page(text)
        assert [language] == read.all("lang")
        charts = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
        assert 4 == len(charts)
        assert ["svg"] * 4 == [fromstring(chart).tag for chart in charts]  # noqa: S314


def test_the_page_asks_nothing_of_any_network_and_runs_nothing() -> None:
    """No address, no script, no import; and a browser is told to refuse them all (KPI-03)."""
    read = Page(text := page(of_units("north", by=("day", "unit"))))
    assert {tag for tag, _ in read.elements} <= ALLOWED
    assert [] == read.all("src") + read.all("href") + read.all("xlink:href")
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {f"#{ident}" for ident in read.all("id")}
    assert "//" not in text
    assert "@import" not in text
    (policy,) = (each["content"] for each in read.of("meta") if "http-equiv" in each)
    assert "default-src 'none'; style-src 'unsafe-inline'" == policy


def test_every_chart_is_named_and_described() -> None:
    """A screen reader is told what a chart shows and how it came out; no id stands twice."""
    read = Page(page(of_units("north", by=("day", "unit"))))
    ids = read.all("id")
    assert len(ids) == len(set(ids))
    for chart in read.of("svg"):
        assert "img" == chart["role"]
        assert set(chart["aria-labelledby"].split()) <= set(ids)
    assert "Efficacy by day" in read.texts
    described = "All together 100.00 %, accepted; due is > 98 %. The table below has every figure."
    assert 2 == read.texts.count(described)


def test_verdicts_are_words_beside_colours() -> None:
    """What a bar's fill says, its reading says as well; fills differ by pattern (KPI-04)."""
    late, early = START + DAY, START + TICK
    asked = [
        Request(START, early, True, {"unit": "accepted"}),
        Request(START, late, False, {"unit": "observed"}),
        Request(LONG_AFTER - TICK, None, False, {"unit": "waiting"}),
        *[Request(START, early, n > 0, {"unit": "just"}) for n in range(50)],
    ]
    read = Page(page(report_of(*asked, by=("unit",))))
    readings = {"100.00 % accepted", "0.00 % observed", "0.00 % not yet decidable"}
    assert readings <= set(read.texts)
    assert "98.00 % observed =" in read.texts
    fills = {bar["fill"] for bar in read.of("rect") if "stroke" in bar and "y" in bar}
    assert {"#0072b2", "url(#efficacy-groups-hatched)", "url(#efficacy-groups-dotted)"} <= fills


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_labels_are_texts(hostile: str) -> None:
    """KPI-03: a label is shown as it is, in chart, legend, heading and table, and never acts."""
    asked = Request(START, START, True, {hostile: hostile})
    read = Page(text := page(report_of(asked, by=("day", hostile))))
    assert {tag for tag, _ in read.elements} <= ALLOWED
    assert not any(name.startswith("on") for _, known in read.elements for name in known)
    assert set(re.findall(r"url\(([^)]*)\)", "".join(read.all("fill")))) <= {
        f"#{ident}" for ident in read.all("id")
    }
    assert 2 <= sum(hostile in shown for shown in read.texts)
    assert hostile == "{ident}" or "<script" not in text


@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_any_label_leaves_the_page_well_formed(value: str, name: str) -> None:
    """Whatever labels hold, control characters included, the page and its charts are sound."""
    text = page(report_of(Request(START, START, True, {name: value}), by=(name,)))
    assert {tag for tag, _ in Page(text).elements} <= ALLOWED
    for chart in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        assert "svg" == fromstring(chart).tag  # noqa: S314


def test_the_largest_are_drawn_and_all_are_in_the_table() -> None:
    """Of many groups the charts show those with most requests, and say so (KPI-03)."""
    units = [f"unit {n:03}" for n in range(MOST_BARS + 1)]
    asked = [Request(START, START, True, {"unit": unit}) for unit in (*units, *units[1:])]
    read = Page(page(report_of(*asked, by=("day", "unit"))))
    bars = f"Shown are the {MOST_BARS} of {MOST_BARS + 1} with most requests."
    lines = f"Shown are the {MOST_SERIES} of {MOST_BARS + 1} with most requests."
    assert [lines, bars, lines, bars] == [text for text in read.texts if "Shown" in text]
    assert 1 == read.texts.count(units[0])
    assert 3 == read.texts.count(units[-1])


def test_as_many_as_are_drawn_need_no_words() -> None:
    """Nothing is said of what was left out where nothing was."""
    units = [f"unit {n:03}" for n in range(MOST_SERIES)]
    assert "Shown" not in page(of_units(*units, by=("day", "unit")))


def test_the_last_days_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long time the lines show its end, and say so (KPI-03)."""
    monkeypatch.setattr(PAGES, "MOST_POINTS", 3)
    assert "Shown" not in page(of_units("north", by=("day",), days=3))
    assert "Shown are the last 3 of 4." in page(of_units("north", by=("day",), days=4))


def test_a_long_table_is_cut_but_for_its_total(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many groups the table has the first, says so, and sums up all of them (KPI-03)."""
    monkeypatch.setattr(PAGES, "MOST_ROWS", 2)
    read = Page(page(of_units("a", "b", "c")))
    assert "The table has the first 2 of 3 groups." in read.texts
    assert 1 + 2 + 1 == len(read.of("tr"))
    assert "3" == read.texts[read.texts.index("all") + 1]
    assert "The table has" not in page(of_units("a", "b"))


def test_without_groups_there_is_one_bar_and_one_row() -> None:
    """All together is a page as well, and one of nothing says no data (KPI-04)."""
    read = Page(page(report_of(Request(START, START, True))))
    assert 1 + 1 == len(read.of("tr"))
    assert {"Efficacy", "Timeliness"} <= set(read.texts)
    assert 2 == read.texts.count("100.00 % accepted")
    empty = Page(page(report_of()))
    assert 2 == empty.texts.count("no data")
    assert "- no data" not in empty.texts


def test_the_page_says_when_where_and_what_is_due() -> None:
    """The instant in local time, the zone, the thresholds and their clause (KPI-03)."""
    texts = [text.strip() for text in Page(page(report_of(as_of=START))).texts]
    assert "As of 2024-03-01 08:00 (America/La_Paz)" in texts
    due = "due: efficacy > 98 %, timeliness > 95 % in less than 24 h (a procedure § III.2)"
    assert due in texts


def test_a_day_without_requests_breaks_the_line() -> None:
    """Between two shares with none between them no line is drawn (KPI-04)."""
    asked = [
        Request(START + n * DAY, START + n * DAY, True, {"unit": unit})
        for n, unit in ((0, "a"), (1, "a"), (2, "b"), (3, "a"), (4, "a"))
    ]
    efficacy = page(report_of(*asked, by=("day", "unit"))).partition("</svg>")[0]
    lengths = [line["points"].count(",") for line in Page(efficacy + CLOSED).of("polyline")]
    legend = 2
    assert [2, 2, legend, 1, legend] == lengths


CLOSED = "</svg></figure></div></main></body></html>"


def test_a_bar_with_a_target_of_its_own_says_it() -> None:
    """IND-05: what is apart reads with its target, the others are those of the legend."""
    apart = {
        ("unit", "north"): attention_indicators(
            CLAUSE, efficacy=Fraction(1, 2), timeliness=Fraction(1, 2), within=DAY
        )
    }
    found = [Request(START, START + DAY, True, {"unit": unit}) for unit in ("north", "south")]
    indicators = evolve(INDICATORS, apart=apart)
    report = measure(found, indicators, zone=LA_PAZ, as_of=LONG_AFTER, by=("unit",))
    assert "100.00 % accepted (&gt; 50 %)" in page(report)
    assert "100.00 % accepted<" in page(report)


def test_charts_stand_side_by_side_or_one_below_the_other() -> None:
    """IND-09: a chart is never wider than its screen, and texts are read without a magnifier."""
    html = page(report_of(Request(START)))
    assert "grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))" in html
    assert "min-width" not in html.partition("</style>")[0].partition("<style>")[2]
    assert 13 * 358 / WIDTH > 11  # pixels of a letter on a screen of 390, without the margins


def test_the_page_is_dark_where_everything_is() -> None:
    """Ink is the colour of the page's text, so that lines and words are seen on any ground."""
    text = page(of_units("north", by=("day", "unit"), days=2))
    assert "prefers-color-scheme:dark" in text
    assert {"currentColor"} == set(re.findall(r'<text [^>]*fill="([^"]*)"', text))
