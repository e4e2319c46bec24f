"""A report as one page of HTML that needs no network: charts, then all figures as a table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Final, TypeAlias

from order_to_cash.analytics.charts import (
    MOST_POINTS,
    MOST_SERIES,
    Bar,
    Said,
    Series,
    bars,
    lines,
)
from order_to_cash.analytics.figures import (
    ALL,
    AT_THRESHOLD,
    LEGEND,
    Row,
    cells,
    due,
    headings,
    left_out_of,
    named,
    rows_of,
    said,
    total_of,
    verdict,
)
from order_to_cash.analytics.indicators import Report
from order_to_cash.analytics.periods import PERIODS
from order_to_cash.analytics.time_axis import points_of
from order_to_cash.diagram.image import as_image
from order_to_cash.domain.core import WORDS, Language, Value, Voice, Words
from order_to_cash.domain.core.html import dressed
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.rules.indicators import Attendance, Measurement
from order_to_cash.stories import clock

Drawn: TypeAlias = Callable[[str], str]
"""How a picture stands in what is around it: as it is, or as an image."""

Noted: TypeAlias = tuple[str, Sequence[str]]
"""A picture, and what is said below it."""

MOST_BARS: Final = 30
MOST_ROWS: Final = 5_000
EFFICACY: Final = "page.efficacy"
TIMELINESS: Final = "page.timeliness"
TITLE: Final = "page.title"
OVER_TIME: Final = "page.over-time"
BY_GROUP: Final = "page.by-group"
DUE: Final = "page.due"
DESCRIBED: Final = "page.described"
MOST_SHOWN: Final = "page.most-shown"
LAST_SHOWN: Final = "page.last-shown"
FIRST_SHOWN: Final = "page.first-shown"
LEFT_OUT_TITLE: Final = "page.left-out"
AS_OF: Final = "page.as-of"
ALL_FIGURES: Final = "page.all-figures"
NAME: Final = ' class="name"'
FOCUS: Final = ' tabindex="0"'
"""What may be wider than a phone is moved by keys, too."""

ALONE: Final = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
"""The page asks nothing of any network, and runs nothing."""

STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font-family:sans-serif;margin:1rem auto;padding:0 1rem;max-width:70rem;"
    "color:#111;background:#fff}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#16181d}}"
    ".charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));"
    "gap:1rem;align-items:start}"
    "figure{margin:0;border:1px solid #8888;max-width:36rem}"
    "svg{display:block;width:100%;height:auto}figcaption{padding:.5rem}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}"
    "td,th{border:1px solid #8888;padding:.25rem .5rem;text-align:right}"
    "td,tbody th{white-space:nowrap}tbody th,tfoot th,th.name{text-align:left}"
    "caption{text-align:left;padding:.5rem 0}"
    "tfoot{font-weight:bold}"
    "@media print{body{color:#000;background:#fff;margin:0}figure,tr{break-inside:avoid}"
    ".wide{overflow:visible}"
    "table{font-size:.6rem}td,th{padding:.1rem .2rem}thead{display:table-header-group}}"
)


def page(report: Report, language: Language = Language.EN, words: Words = WORDS) -> str:
    """The page; every text that comes from outside is escaped."""
    voice = Voice(language, words)
    title = voice.say("text", TITLE)
    parts = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">',
        ALONE,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>",
        f"<h1>{escape(title)}</h1>",
        _told(report, voice, str),
        "</main></body></html>\n",
    )
    return "\n".join(parts)


def fragment(report: Report, voice: Voice) -> str:
    """What the page shows of the report, as a notebook shows it: its pictures are images there."""
    return dressed(_told(report, voice, as_image))


def _told(report: Report, voice: Voice, drawn: Drawn) -> str:
    question = report.question
    at = clock(question.as_of, zone_of(question.zone))
    values: Mapping[str, Value] = {"at": at, "zone": question.zone}
    parts = (
        f"<p>{escape(voice.say('text', AS_OF, **values))}<br>",
        f"{escape(due(report, voice))}</p>",
        '<div class="charts">',
        *(_figure(drawn(svg), notes) for svg, notes in _charts(report, voice)),
        "</div>",
        *_table(report, voice),
        *_left_out(report, voice),
    )
    return "\n".join(parts)


def _charts(report: Report, voice: Voice) -> Iterator[Noted]:
    periods = [by for by in report.question.by if by in PERIODS]
    labels = [by for by in report.question.by if by not in PERIODS]
    for name in (EFFICACY, TIMELINESS):
        if periods:
            yield _lines(report, name, periods[0], voice)
        yield _bars(report, name, labels, voice)


def _measured(
    report: Report, name: str, counted: Attendance, labels: Mapping[str, str] = {}
) -> Measurement:
    both = report.question.indicators.of(labels)
    return (both.efficacy if name is EFFICACY else both.timeliness).measure(counted)


def _words(report: Report, name: str, title: str, voice: Voice) -> Said:
    row = total_of(report)
    measured = row.efficacy if name is EFFICACY else row.timeliness
    target = str(measured.target)
    values = {"percent": measured.percent, "verdict": verdict(measured, voice), "target": target}
    return Said(
        title, voice.say("text", DESCRIBED, **values), voice.say("text", DUE, target=target)
    )


def _lines(report: Report, name: str, period: str, voice: Voice) -> Noted:
    """A line for each of the largest combinations of labels, over the values of one period."""
    by = report.question.by
    at = by.index(period)
    others = [place for place, other in enumerate(by) if other not in PERIODS]
    summed = _summed(report, (*others, at))
    every = sorted({key[-1] for key in summed} - {""})
    points, combinations = every[-MOST_POINTS:], _summed(report, others)
    series = [
        Series(
            _joined(key, voice),
            tuple(
                _measured(report, name, summed.get((*key, point), Attendance())).share
                for point in points
            ),
        )
        for key in _largest(combinations, MOST_SERIES)
    ]
    shown = {"name": voice.say("text", name), "period": named(period, voice)}
    words = _words(report, name, voice.say("text", OVER_TIME, **shown), voice)
    threshold = _measured(report, name, Attendance()).target.threshold
    along = tuple(points_of(points, PERIODS[period]))
    drawn = lines(words, along, series, threshold, f"{name.rpartition('.')[2]}-{period}")
    notes = (
        _cut(MOST_SHOWN, len(series), len(combinations), voice),
        _cut(LAST_SHOWN, len(points), len(every), voice),
    )
    return drawn, notes


def _bars(report: Report, name: str, labels: Sequence[str], voice: Voice) -> Noted:
    by = report.question.by
    summed = _summed(report, [by.index(label) for label in labels])
    common = _measured(report, name, Attendance())
    shown = [
        Bar(_joined(key, voice), measured, _reading(measured, common, voice))
        for key in _largest(summed, MOST_BARS)
        for measured in (_measured(report, name, summed[key], dict(zip(labels, key, strict=True))),)
    ]
    joined, title = ", ".join(named(label, voice) for label in labels), voice.say("text", name)
    if labels:
        title = voice.say("text", BY_GROUP, name=title, labels=joined)
    words = _words(report, name, title, voice)
    drawn = bars(words, shown, f"{name.rpartition('.')[2]}-groups")
    return drawn, (_cut(MOST_SHOWN, len(shown), len(summed), voice),)


def _reading(measured: Measurement, common: Measurement, voice: Voice) -> str:
    """The share and its verdict, with the target where that is one of its own."""
    read = f"{measured.percent} {verdict(measured, voice)}"
    return read if measured.target == common.target else f"{read} ({measured.target})"


def _figure(drawn: str, notes: Sequence[str]) -> str:
    caption = escape(" ".join(filter(None, notes)))
    return f"<figure>{drawn}{caption and f'<figcaption>{caption}</figcaption>'}</figure>"


def _cut(text: str, shown: int, every: int, voice: Voice) -> str:
    """That not all is shown; nothing if it is."""
    return voice.say("text", text, shown=shown, all=every) if shown < every else ""


def _summed(report: Report, places: Sequence[int]) -> Mapping[tuple[str, ...], Attendance]:
    sums: dict[tuple[str, ...], Attendance] = {}
    for group in report.groups:
        key = tuple(group.key[place] for place in places)
        sums[key] = sums.get(key, Attendance()) + group.attendance
    return sums


def _largest(sums: Mapping[tuple[str, ...], Attendance], most: int) -> Sequence[tuple[str, ...]]:
    """The keys with most requests, in the order of the table."""
    return sorted(sorted(sums, key=lambda key: (-sums[key].requests, key))[:most])


def _joined(key: tuple[str, ...], voice: Voice) -> str:
    return ", ".join(said(value, voice) for value in key) or voice.say("text", ALL)


def _table(report: Report, voice: Voice) -> Iterator[str]:
    width = len(report.question.by)
    legend = voice.say("text", LEGEND, mark=AT_THRESHOLD)
    yield f"<h2>{escape(voice.say('text', ALL_FIGURES))}</h2>"
    if note := _cut(FIRST_SHOWN, MOST_ROWS, len(report.groups), voice):
        yield f"<p>{escape(note)}</p>"
    heads = "".join(
        f'<th scope="col"{NAME if place < width else ""}>{escape(head)}</th>'
        for place, head in enumerate(headings(report, voice))
    )
    yield f'<div class="wide"{FOCUS}><table><caption>{escape(legend)}</caption>'
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in islice(rows_of(report), min(MOST_ROWS, len(report.groups)) if width else 0):
        yield _cells(row, width, voice)
    yield f"</tbody><tfoot>{_cells(total_of(report), width, voice)}</tfoot></table></div>"


def _left_out(report: Report, voice: Voice) -> Iterator[str]:
    """What was left out, by kind; nothing if there is none."""
    if report.left_out:
        yield f"<h2>{escape(voice.say('text', LEFT_OUT_TITLE))}</h2><ul>"
        yield from (f"<li>{escape(each)}</li>" for each in left_out_of(report, voice))
        yield "</ul>"


def _cells(row: Row, width: int, voice: Voice) -> str:
    texts = [escape(text) for text in cells(row, width, voice)]
    names = "".join(f'<th scope="row">{text}</th>' for text in texts[:width])
    return f"<tr>{names}{''.join(f'<td>{text}</td>' for text in texts[width:])}</tr>"
