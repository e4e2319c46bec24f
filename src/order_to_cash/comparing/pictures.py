"""Two packs side by side as inline SVG: told apart by pattern and words beside colour."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from typing import Final, TypeAlias

from order_to_cash.analytics.charts import (
    COLOURS,
    DASHES,
    INK,
    MARGIN,
    PATTERNS,
    RIGHT,
    SAMPLE,
    SIZE,
    WIDTH,
    text,
)
from order_to_cash.diagram.text import fits, width_of
from order_to_cash.domain.core import entity

Both: TypeAlias = tuple[Sequence[int], Sequence[int]]
"""The values under the one pack and under the other."""

PAIR: Final = 62
BAR: Final = 14
TOP: Final = 40
PLOT: Final = 160
LEGEND: Final = 22
LEFT: Final = 12


@entity
class Titled:
    """What a picture is called and shows, the names of both packs, and what its ids begin with."""

    title: str
    described: str
    names: tuple[str, str]
    key: str


@entity
class Pair:
    """A figure under both: its name, both amounts, and how each reads."""

    name: str
    before: int
    after: int
    readings: tuple[str, str]


def bars(words: Titled, pairs: Sequence[Pair]) -> str:
    """A pair of bars for each figure; all of them are to one scale."""
    most = max((abs(n) for pair in pairs for n in (pair.before, pair.after)), default=0)
    bottom = TOP + PAIR * len(pairs)
    parts = [_opening(words, bottom + 2 * LEGEND)]
    parts.append(f"<defs>{PATTERNS.format(ident=words.key)}</defs>")
    fills = (COLOURS[0], f"url(#{words.key}-hatched)")
    for place, pair in enumerate(pairs):
        y = TOP + PAIR * place
        parts.append(text(MARGIN, y + SIZE, fits(pair.name, RIGHT - MARGIN, size=SIZE), "start"))
        both = zip((pair.before, pair.after), pair.readings, fills, strict=True)
        for row, (amount, reading, fill) in enumerate(both):
            parts += _bar(amount, most, reading, y + SIZE + 6 + row * (BAR + 4), fill)
    for row, (name, fill) in enumerate(zip(words.names, fills, strict=True)):
        y = bottom + row * LEGEND
        sample = f'x="{MARGIN}" y="{y}" width="{SAMPLE}" height="{BAR}"'
        parts.append(f'<rect {sample} fill="{fill}" stroke="{INK}"/>')
        parts.append(_named(name, y + BAR - 3))
    return "".join((*parts, "</svg>"))


def steps(words: Titled, days: Sequence[date], series: Both, most: str) -> str:
    """Two lines over days, to scale in time; each holds until the next day on which it moves."""
    highest = max((*series[0], *series[1], 1))
    legend = TOP + PLOT + 2 * LEGEND
    parts = [_opening(words, legend + 2 * LEGEND)]
    base = TOP + PLOT
    parts.append(f'<path d="M{LEFT} {TOP}V{base}H{RIGHT}" fill="none" stroke="{INK}"/>')
    parts.append(text(LEFT + 4, TOP - 4, most, "start"))
    parts.append(text(LEFT, base + LEGEND - 5, days[0].isoformat(), "start"))
    parts.append(text(RIGHT, base + LEGEND - 5, days[-1].isoformat(), "end"))
    for number, (name, values) in enumerate(zip(words.names, series, strict=True)):
        colour, dash = COLOURS[number], DASHES[number]
        style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
        heights = [base - max(value, 0) * PLOT // highest for value in values]
        across = [_x(day, days) for day in days]
        parts.append(f'<path d="{_path(across, heights)}" {style}/>')
        y = legend + number * LEGEND
        parts.append(f'<path d="M{MARGIN} {y}h{SAMPLE}" {style}/>')
        parts.append(_named(name, y + 4))
    return "".join((*parts, "</svg>"))


def _path(across: Sequence[int], heights: Sequence[int]) -> str:
    if not across:
        return "M0 0"
    moves = [f"M{across[0]} {heights[0]}"]
    for (_, x), y in zip(pairwise(across), heights[1:], strict=True):
        moves.append(f"H{x}V{y}")
    return "".join(moves)


def _x(day: date, days: Sequence[date]) -> int:
    return LEFT + (RIGHT - LEFT) * (day - days[0]).days // max((days[-1] - days[0]).days, 1)


def _bar(amount: int, most: int, reading: str, y: int, fill: str) -> Iterator[str]:
    """The bar, and how it reads: beside it where there is room, else over its end."""
    whole = RIGHT - MARGIN - width_of(reading, size=SIZE) - MARGIN
    width = abs(amount) * whole // max(most, 1)
    yield (
        f'<rect x="{MARGIN}" y="{y}" width="{width}" height="{BAR}" fill="{fill}" stroke="{INK}"/>'
    )
    yield text(MARGIN + width + 6, y + BAR - 2, reading, "start")


def _named(name: str, y: int) -> str:
    x = MARGIN + SAMPLE + 8
    return text(x, y, fits(name, RIGHT - x, size=SIZE), "start")


def _opening(words: Titled, height: int) -> str:
    shown = fits(words.title, WIDTH - 2 * MARGIN, size=SIZE, bold=True)
    key = words.key
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" style="max-width:{WIDTH}px" '
        f'aria-labelledby="{key}-title {key}-desc" font-size="{SIZE}" font-family="sans-serif">'
        f'<title id="{key}-title">{escape(words.title)}</title>'
        f'<desc id="{key}-desc">{escape(words.described)}</desc>'
        f"{text(MARGIN, 20, shown, 'start', bold=True)}"
    )
