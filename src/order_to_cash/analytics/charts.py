"""Charts as inline SVG: told apart by shape and pattern beside colour, and by words.

Time is to scale, and where nothing was counted there is no line. Every chart has a title and a
description; the page has its figures as a table, too. A chart is as narrow as a phone.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import Final, TypeAlias

from order_to_cash.analytics.time_axis import Point
from order_to_cash.diagram.text import fits, width_of
from order_to_cash.domain.core import entity
from order_to_cash.rules.indicators import Measurement, Standing

WIDTH: Final = 420
LEFT, TOP, BOTTOM = 56, 44, 34
PLOT: Final = 220
"""How high the plot of lines is."""

BAR: Final = 46
"""How high a bar is, with its name above it and the gap below."""

THICK: Final = 16
"""How high the bar itself is."""

SIZE: Final = 13
"""How large texts are."""

MARGIN: Final = 10
RIGHT: Final = WIDTH - MARGIN
SAMPLE: Final = 32
"""How long a line is drawn in the legend."""

ROW: Final = 22
"""How high a line of the legend is."""

INK: Final = "currentColor"
"""Black on a light page, white on a dark one."""

COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", INK, "#c0679c", "#3192c9")
"""Colours that most colour-blind people tell apart and that stand out from light and dark.

Each series also has a dash and a mark.
"""

DASHES: Final = ("", "8 4", "2 3", "10 3 2 3", "14 4", "4 4")
MARKS: Final = (
    '<circle cx="0" cy="0" r="4"/>',
    '<rect x="-4" y="-4" width="8" height="8"/>',
    '<path d="M0 -5 5 4 -5 4Z"/>',
    '<path d="M0 -6 5 0 0 6 -5 0Z"/>',
    '<path d="M0 5 5 -4 -5 -4Z"/>',
    '<path d="M-4 -4 4 4M4 -4 -4 4" fill="none" stroke-width="2"/>',
)
SIZES: Final = (180, 150, 125, 100, 80, 70)
"""Percent; later marks are smaller, so that of several on one place all are seen."""

DENSE: Final = 20
"""With more points than these, marks have half their size."""

MOST_SERIES: Final = len(COLOURS)
MOST_POINTS: Final = 400
PATTERNS: Final = (
    '<pattern id="{ident}-hatched" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fbe3d3"/>'
    '<rect width="3" height="7" fill="#d55e00"/></pattern>'
    '<pattern id="{ident}-dotted" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#ffffff"/><circle cx="3" cy="3" r="1.6" fill="#444"/>'
    "</pattern>"
)
FILLS: Final = {
    Standing.ACCEPTED: "#0072b2",
    Standing.OBSERVED: "url(#{ident}-hatched)",
    Standing.NOT_YET_DECIDABLE: "url(#{ident}-dotted)",
    Standing.NO_DATA: "none",
}


@entity
class Said:
    """What a chart is called, what it shows in a sentence, and what its threshold is called."""

    title: str
    description: str
    threshold: str


@entity
class Series:
    """A line: its name, and at each point of time a share or nothing."""

    name: str
    shares: tuple[Fraction | None, ...]


@entity
class Bar:
    """A bar: its name, its share, and how that reads."""

    name: str
    measured: Measurement
    reading: str


def lines(
    words: Said, points: Sequence[Point], series: Sequence[Series], threshold: Fraction, ident: str
) -> str:
    """Shares over time against the threshold; a line is broken where a period has no share."""
    floor = _floor(threshold, (share for each in series for share in each.shares))
    shown, legend = series[:MOST_SERIES], TOP + PLOT + BOTTOM + ROW
    parts = [_opening(words, legend + ROW * len(shown), ident)]
    parts += _grid(floor)
    parts += _points(points)
    due = _y(threshold, floor)
    parts.append(_dashed(LEFT, due, RIGHT, due))
    parts += _threshold(words.threshold, legend - ROW // 2)
    for number, each in enumerate(shown):
        places = (_x(point, points) for point in points)
        runs = list(_runs(points, places, each.shares))
        parts += _line(number, each, runs, floor, legend + ROW * number + ROW // 2)
    parts.append("</svg>")
    return "".join(parts)


def bars(words: Said, shown: Sequence[Bar], ident: str) -> str:
    """Shares by group, each against its threshold; the fill tells the verdict, and so do words."""
    bottom = TOP + BAR * len(shown)
    patterns = f"<defs>{PATTERNS.format(ident=ident)}</defs>"
    parts = [_opening(words, bottom + ROW, ident), patterns]
    for number, bar in enumerate(shown):
        fill = FILLS[bar.measured.standing].format(ident=ident)
        parts += _bar(bar, TOP + BAR * number, fill)
    parts += _threshold(words.threshold, bottom + ROW // 2 - 4)
    parts.append("</svg>")
    return "".join(parts)


def _opening(words: Said, height: int, ident: str) -> str:
    title = fits(words.title, WIDTH - 2 * MARGIN, size=SIZE, bold=True)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc" font-size="{SIZE}" font-family="sans-serif">'
        f'<title id="{ident}-title">{escape(words.title)}</title>'
        f'<desc id="{ident}-desc">{escape(words.description)}</desc>'
        f"{text(MARGIN, 20, title, 'start', bold=True)}"
    )


def _floor(threshold: Fraction, shares: Iterable[Fraction | None]) -> Fraction:
    """Where the axis begins: at a whole tenth below everything that is shown."""
    least = min((threshold, *(share for share in shares if share is not None)))
    return Fraction(max(0, int(least * 10 - Fraction(1, 10))), 10)


def _grid(floor: Fraction) -> Iterator[str]:
    for step in range(6):
        share = floor + (1 - floor) * Fraction(step, 5)
        y = _y(share, floor)
        ends = f'x1="{LEFT}" y1="{y}" x2="{RIGHT}" y2="{y}"'
        yield f'<line {ends} stroke="{INK}" stroke-opacity="0.2"/>'
        yield f"{text(LEFT - 6, y + 4, f'{int(share * 100)} %', 'end')}"


def _points(points: Sequence[Point]) -> Iterator[str]:
    """The names of the periods, as far as there is room for them."""
    free = 0
    for point in points:
        half = width_of(point.name, size=SIZE) // 2
        x = min(_x(point, points), WIDTH - half - 2)
        if x - half >= free:
            yield text(x, TOP + PLOT + 18, point.name, "middle")
            free = x + half + MARGIN


Run: TypeAlias = list[tuple[int, Fraction]]
"""Places from left to right with their shares, which a line joins."""


def _runs(
    points: Sequence[Point], places: Iterable[int], shares: Sequence[Fraction | None]
) -> Iterator[Run]:
    """What stands without a gap: neither in the shares nor in time."""
    run: Run = []
    for point, x, share in zip(points, places, shares, strict=True):
        if run and (share is None or not point.follows):
            yield run
            run = []
        if share is not None:
            run.append((x, share))
    if run:
        yield run


def _line(
    number: int, series: Series, runs: Sequence[Run], floor: Fraction, legend: int
) -> Iterator[str]:
    colour, dash, count = COLOURS[number], DASHES[number], len(series.shares)
    style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
    size = SIZES[number] // (2 if count > DENSE else 1)
    for run in runs:
        places = [(x, _y(share, floor)) for x, share in run]
        path = " ".join(f"{x},{y}" for x, y in places)
        yield f'<polyline points="{path}" {style}/>'
        yield from (_mark(number, x, y, size) for x, y in places)
    yield f'<polyline points="{MARGIN},{legend} {MARGIN + SAMPLE},{legend}" {style}/>'
    yield _mark(number, MARGIN + SAMPLE // 2, legend, 100)
    yield _named(series.name, legend)


def _mark(number: int, x: int, y: int, size: int) -> str:
    colour = COLOURS[number]
    place = f'transform="translate({x} {y}) scale({size / 100})"'
    return f'<g {place} fill="{colour}" stroke="{colour}">{MARKS[number]}</g>'


def _bar(bar: Bar, y: int, fill: str) -> Iterator[str]:
    """Its name and how it reads, and below them the bar with its threshold."""
    share, whole, top = bar.measured.share, RIGHT - MARGIN, y + SIZE + 6
    room = whole - width_of(bar.reading, size=SIZE) - MARGIN
    yield text(MARGIN, y + SIZE, fits(bar.name, room, size=SIZE), "start")
    yield text(RIGHT, y + SIZE, bar.reading, "end")
    width = 0 if share is None else _scaled(share, whole)
    yield (
        f'<rect x="{MARGIN}" y="{top}" width="{width}" height="{THICK}" '
        f'fill="{fill}" stroke="{INK}"/>'
    )
    x = MARGIN + _scaled(bar.measured.target.threshold, whole)
    yield _dashed(x, top, x, top + THICK + 6)


def _threshold(words: str, y: int) -> Iterator[str]:
    """What the dashes are, in the legend."""
    yield _dashed(MARGIN, y, MARGIN + SAMPLE, y)
    yield _named(words, y)


def _named(name: str, y: int) -> str:
    x = MARGIN + SAMPLE + 8
    return text(x, y + 4, fits(name, RIGHT - x, size=SIZE), "start")


def _dashed(x1: int, y1: int, x2: int, y2: int) -> str:
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{INK}" stroke-width="2" '
        'stroke-dasharray="6 4"/>'
    )


def _x(point: Point, points: Sequence[Point]) -> int:
    """Where a period stands, by the days between it and the first one."""
    first, last = points[0].begins, points[-1].begins
    room = RIGHT - LEFT - 2 * MARGIN
    return LEFT + MARGIN + room * (point.begins - first) // max(last - first, 1)


def _y(share: Fraction, floor: Fraction) -> int:
    part = (share - floor) / (1 - floor) if floor < 1 else Fraction(1)
    return TOP + PLOT - _scaled(part, PLOT)


def _scaled(share: Fraction, length: int) -> int:
    return share.numerator * length // share.denominator


def text(x: int, y: int, said: str, anchor: str, *, bold: bool = False) -> str:
    """A text at a place, anchored at its start, middle or end."""
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x}" y="{y}" text-anchor="{anchor}" fill="{INK}"'
    return f"<text {place}{weight}>{escape(said)}</text>"
