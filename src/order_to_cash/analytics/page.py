"""A report as one page of HTML that needs no network: charts, then all figures as a table."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Final

from order_to_cash.analytics.charts import (
    LONGEST_NAME,
    MOST_POINTS,
    MOST_SERIES,
    Bar,
    Series,
    Words,
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
    named,
    rows_of,
    said,
    total_of,
    verdict,
)
from order_to_cash.analytics.indicators import PERIODS, Report
from order_to_cash.domain.core import Language, Text, Value
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.rules.indicators import Attendance, Measurement
from order_to_cash.stories import clock

MOST_BARS: Final = 30
MOST_ROWS: Final = 5_000
EFFICACY: Final = Text("Efficacy", "Eficacia")
TIMELINESS: Final = Text("Timeliness", "Oportunidad")
TITLE: Final = Text("Indicators of attention", "Indicadores de atención")
OVER_TIME: Final = Text("{name} by {period}", "{name} por {period}")
BY_GROUP: Final = Text("{name} by {labels}", "{name} por {labels}")
DUE: Final = Text("due: {target}", "se exige: {target}")
DESCRIBED: Final = Text(
    "All together {percent}, {verdict}; due is {target}. The table below has every figure.",
    "En total {percent}, {verdict}; se exige {target}. La tabla de abajo tiene todas las cifras.",
)
MOST_SHOWN: Final = Text(
    "Shown are the {shown} of {all} with most requests.",
    "Se muestran las {shown} de {all} con más solicitudes.",
)
LAST_SHOWN: Final = Text(
    "Shown are the last {shown} of {all}.", "Se muestran los últimos {shown} de {all}."
)
FIRST_SHOWN: Final = Text(
    "The table has the first {shown} of {all} groups.",
    "La tabla tiene los primeros {shown} de {all} grupos.",
)
AS_OF: Final = Text("As of {at} ({zone})", "Al {at} ({zone})")
ALL_FIGURES: Final = Text("All figures", "Todas las cifras")
NAME: Final = ' class="name"'
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
    "figure{margin:0 0 1.5rem;border:1px solid #8888;overflow-x:auto}"
    "svg{display:block;width:100%;min-width:46rem;height:auto}figcaption{padding:.5rem}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}"
    "td,th{border:1px solid #8888;padding:.25rem .5rem;text-align:right}"
    "td,tbody th{white-space:nowrap}tbody th,tfoot th,th.name{text-align:left}"
    "caption{text-align:left;padding:.5rem 0}"
    "tfoot{font-weight:bold}"
    "@media print{body{color:#000;background:#fff;margin:0}figure,tr{break-inside:avoid}"
    "svg{min-width:0}.wide,figure{overflow:visible}"
    "table{font-size:.6rem}td,th{padding:.1rem .2rem}thead{display:table-header-group}}"
)


def page(report: Report, language: Language = Language.EN) -> str:
    """The page; every text that comes from outside is escaped."""
    title = TITLE.render({}, language)
    question = report.question
    at = clock(question.as_of, zone_of(question.zone))
    values: Mapping[str, Value] = {"at": at, "zone": question.zone}
    parts = (
        f'<!DOCTYPE html>\n<html lang="{language.value}"><head><meta charset="utf-8">',
        ALONE,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>",
        f"<h1>{escape(title)}</h1><p>{escape(AS_OF.render(values, language))}<br>",
        f"{escape(due(report, language))}</p>",
        *_charts(report, language),
        *_table(report, language),
        "</main></body></html>\n",
    )
    return "\n".join(parts)


def _charts(report: Report, language: Language) -> Iterator[str]:
    periods = [by for by in report.question.by if by in PERIODS]
    labels = [by for by in report.question.by if by not in PERIODS]
    for name in (EFFICACY, TIMELINESS):
        if periods:
            yield _lines(report, name, periods[0], language)
        yield _bars(report, name, labels, language)


def _measured(report: Report, name: Text, counted: Attendance) -> Measurement:
    return report.efficacy(counted) if name is EFFICACY else report.timeliness(counted)


def _words(report: Report, name: Text, title: str, language: Language) -> Words:
    row = total_of(report)
    measured = row.efficacy if name is EFFICACY else row.timeliness
    target = str(measured.target)
    values = {"percent": measured.percent, "verdict": verdict(measured, language), "target": target}
    return Words(
        title, DESCRIBED.render(values, language), DUE.render({"target": target}, language)
    )


def _lines(report: Report, name: Text, period: str, language: Language) -> str:
    """A line for each of the largest combinations of labels, over the values of one period."""
    by = report.question.by
    at = by.index(period)
    others = [place for place, other in enumerate(by) if other not in PERIODS]
    summed = _summed(report, (*others, at))
    every = sorted({key[-1] for key in summed})
    points, combinations = every[-MOST_POINTS:], _summed(report, others)
    series = [
        Series(
            _joined(key, language),
            tuple(
                _measured(report, name, summed.get((*key, point), Attendance())).share
                for point in points
            ),
        )
        for key in _largest(combinations, MOST_SERIES)
    ]
    shown = {"name": name.render({}, language), "period": named(period, language)}
    words = _words(report, name, OVER_TIME.render(shown, language), language)
    threshold = _measured(report, name, Attendance()).target.threshold
    drawn = lines(words, points, series, threshold, f"{name.en.lower()}-{period}")
    notes = (
        _cut(MOST_SHOWN, len(series), len(combinations), language),
        _cut(LAST_SHOWN, len(points), len(every), language),
    )
    return _figure(drawn, notes)


def _bars(report: Report, name: Text, labels: Sequence[str], language: Language) -> str:
    by = report.question.by
    summed = _summed(report, [by.index(label) for label in labels])
    shown = [
        Bar(_joined(key, language), measured, f"{measured.percent} {verdict(measured, language)}")
        for key in _largest(summed, MOST_BARS)
        for measured in (_measured(report, name, summed[key]),)
    ]
    joined = ", ".join(named(label, language) for label in labels) or ALL.render({}, language)
    title = BY_GROUP.render({"name": name.render({}, language), "labels": joined}, language)
    words = _words(report, name, title, language)
    threshold = _measured(report, name, Attendance()).target.threshold
    drawn = bars(words, shown, threshold, f"{name.en.lower()}-groups")
    return _figure(drawn, (_cut(MOST_SHOWN, len(shown), len(summed), language),))


def _figure(drawn: str, notes: Sequence[str]) -> str:
    caption = escape(" ".join(filter(None, notes)))
    return f"<figure>{drawn}{caption and f'<figcaption>{caption}</figcaption>'}</figure>"


def _cut(text: Text, shown: int, every: int, language: Language) -> str:
    """That not all is shown; nothing if it is."""
    return text.render({"shown": shown, "all": every}, language) if shown < every else ""


def _summed(report: Report, places: Sequence[int]) -> Mapping[tuple[str, ...], Attendance]:
    sums: dict[tuple[str, ...], Attendance] = {}
    for group in report.groups:
        key = tuple(group.key[place] for place in places)
        sums[key] = sums.get(key, Attendance()) + group.attendance
    return sums


def _largest(sums: Mapping[tuple[str, ...], Attendance], most: int) -> Sequence[tuple[str, ...]]:
    """The keys with most requests, in the order of the table."""
    return sorted(sorted(sums, key=lambda key: (-sums[key].requests, key))[:most])


def _joined(key: tuple[str, ...], language: Language) -> str:
    name = ", ".join(said(value, language) for value in key) or ALL.render({}, language)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _table(report: Report, language: Language) -> Iterator[str]:
    width = len(report.question.by)
    legend = LEGEND.render({"mark": AT_THRESHOLD}, language)
    yield f"<h2>{escape(ALL_FIGURES.render({}, language))}</h2>"
    if note := _cut(FIRST_SHOWN, MOST_ROWS, len(report.groups), language):
        yield f"<p>{escape(note)}</p>"
    heads = "".join(
        f'<th scope="col"{NAME if place < width else ""}>{escape(head)}</th>'
        for place, head in enumerate(headings(report, language))
    )
    yield f'<div class="wide"><table><caption>{escape(legend)}</caption>'
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in islice(rows_of(report), min(MOST_ROWS, len(report.groups)) if width else 0):
        yield _cells(row, width, language)
    yield f"</tbody><tfoot>{_cells(total_of(report), width, language)}</tfoot></table></div>"


def _cells(row: Row, width: int, language: Language) -> str:
    texts = [escape(text) for text in cells(row, width, language)]
    names = "".join(f'<th scope="row">{text}</th>' for text in texts[:width])
    return f"<tr>{names}{''.join(f'<td>{text}</td>' for text in texts[width:])}</tr>"
