"""Charts as inline SVG: told apart by shape and pattern beside colour, and by words.

Every chart has a title and a description; the page has its figures as a table, too.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import Final

from order_to_cash.domain.entity import entity
from order_to_cash.rules.indicators import Measurement, Standing

WIDTH: Final = 880
LEFT, RIGHT, TOP, BOTTOM = 60, 200, 40, 70
PLOT: Final = 260
"""How high the plot of lines is."""

BAR: Final = 26
"""How high a bar is, with the gap below it."""

NAMES_WIDTH: Final = 240
LONGEST_NAME: Final = 34
COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#000000")
"""Colours that most colour-blind people tell apart; each series also has a dash and a mark."""

DASHES: Final = ("", "8 4", "2 3", "10 3 2 3", "14 4", "4 4")
MARKS: Final = (
    '<circle cx="0" cy="0" r="4"/>',
    '<rect x="-4" y="-4" width="8" height="8"/>',
    '<path d="M0 -5 5 4 -5 4Z"/>',
    '<path d="M0 -6 5 0 0 6 -5 0Z"/>',
    '<path d="M0 5 5 -4 -5 -4Z"/>',
    '<path d="M-4 -4 4 4M4 -4 -4 4" fill="none" stroke-width="2"/>',
)
MOST_SERIES: Final = len(COLOURS)
MOST_POINTS: Final = 400
PATTERNS: Final = (
    '<pattern id="hatched" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fbe3d3"/>'
    '<rect width="3" height="7" fill="#d55e00"/></pattern>'
    '<pattern id="dotted" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#ffffff"/><circle cx="3" cy="3" r="1.6" fill="#444"/>'
    "</pattern>"
)
FILLS: Final = {
    Standing.ACCEPTED: "#0072b2",
    Standing.OBSERVED: "url(#hatched)",
    Standing.NOT_YET_DECIDABLE: "url(#dotted)",
    Standing.NO_DATA: "#ffffff",
}


@entity
class Words:
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
    words: Words, points: Sequence[str], series: Sequence[Series], threshold: Fraction, ident: str
) -> str:
    """Shares over time against the threshold."""
    floor = _floor(threshold, (share for each in series for share in each.shares))
    height = TOP + PLOT + BOTTOM
    parts = [_opening(words, height, ident)]
    parts += _grid(floor)
    parts += _points(points)
    parts.append(_threshold_line(_y(threshold, floor), words.threshold))
    for number, each in enumerate(series[:MOST_SERIES]):
        parts += _line(number, each, floor)
    parts.append("</svg>")
    return "".join(parts)


def bars(words: Words, shown: Sequence[Bar], threshold: Fraction, ident: str) -> str:
    """Shares by group against the threshold; the fill tells the verdict, and so do words."""
    height = TOP + BAR * len(shown) + 30
    plot = WIDTH - NAMES_WIDTH - RIGHT
    parts = [_opening(words, height, ident), f"<defs>{PATTERNS}</defs>"]
    for number, bar in enumerate(shown):
        parts += _bar(number, bar, plot)
    x = NAMES_WIDTH + _scaled(threshold, plot)
    bottom = TOP + BAR * len(shown)
    parts.append(
        f'<line x1="{x}" y1="{TOP - 6}" x2="{x}" y2="{bottom}" stroke="#000" stroke-width="2" '
        f'stroke-dasharray="6 4"/>{_text(x, bottom + 18, words.threshold, "middle")}</svg>'
    )
    return "".join(parts)


def _opening(words: Words, height: int, ident: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc" font-size="13">'
        f'<title id="{ident}-title">{escape(words.title)}</title>'
        f'<desc id="{ident}-desc">{escape(words.description)}</desc>'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
        f"{_text(10, 20, words.title, 'start', bold=True)}"
    )


def _floor(threshold: Fraction, shares: "Iterator[Fraction | None]") -> Fraction:
    """Where the axis begins: at a whole tenth below everything that is shown."""
    least = min((threshold, *(share for share in shares if share is not None)))
    return Fraction(max(0, int(least * 10 - Fraction(1, 10))), 10)


def _grid(floor: Fraction) -> Iterator[str]:
    for step in range(6):
        share = floor + (1 - floor) * Fraction(step, 5)
        y = _y(share, floor)
        line = f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#ddd"/>'
        yield f"{line}{_text(LEFT - 6, y + 4, f'{int(share * 100)} %', 'end')}"


def _points(points: Sequence[str]) -> Iterator[str]:
    every = max(1, -(-len(points) // 10))
    for number, point in enumerate(points):
        if number % every == 0:
            x, y = _x(number, len(points)), TOP + PLOT + 18
            yield _text(x, y, point, "middle")


def _line(number: int, series: Series, floor: Fraction) -> Iterator[str]:
    colour, dash, count = COLOURS[number], DASHES[number], len(series.shares)
    places = [
        (_x(at, count), _y(share, floor))
        for at, share in enumerate(series.shares)
        if share is not None
    ]
    path = " ".join(f"{x},{y}" for x, y in places)
    style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
    yield f'<polyline points="{path}" {style}/>'
    mark = f'fill="{colour}" stroke="{colour}">{MARKS[number]}</g>'
    for x, y in places:
        yield f'<g transform="translate({x} {y})" {mark}'
    x, y = WIDTH - RIGHT + 14, TOP + 20 * number + 4
    yield f'<g transform="translate({x} {y})" {mark}{_text(x + 14, y + 4, series.name, "start")}'


def _bar(number: int, bar: Bar, plot: int) -> Iterator[str]:
    y = TOP + BAR * number
    share = bar.measured.share
    width = 0 if share is None else _scaled(share, plot)
    yield _text(NAMES_WIDTH - 8, y + 14, bar.name, "end")
    yield (
        f'<rect x="{NAMES_WIDTH}" y="{y}" width="{width}" height="{BAR - 8}" '
        f'fill="{FILLS[bar.measured.standing]}" stroke="#333"/>'
    )
    yield _text(WIDTH - RIGHT + 8, y + 14, bar.reading, "start")


def _threshold_line(y: int, words: str) -> str:
    return (
        f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#000" '
        f'stroke-width="2" stroke-dasharray="6 4"/>{_text(LEFT + 6, y - 5, words, "start")}'
    )


def _x(at: int, count: int) -> int:
    return LEFT + 10 + (WIDTH - LEFT - RIGHT - 20) * at // max(count - 1, 1)


def _y(share: Fraction, floor: Fraction) -> int:
    part = (share - floor) / (1 - floor) if floor < 1 else Fraction(1)
    return TOP + PLOT - _scaled(part, PLOT)


def _scaled(share: Fraction, length: int) -> int:
    return share.numerator * length // share.denominator


def _text(x: int, y: int, text: str, anchor: str, *, bold: bool = False) -> str:
    short = text if len(text) <= LONGEST_NAME * 2 else f"{text[: LONGEST_NAME * 2 - 1]}…"
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{weight}>{escape(short)}</text>'
