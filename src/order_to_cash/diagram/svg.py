"""The table of a process as a standalone SVG picture.

It is told by shapes, lines and words; colours only help. It is dark where the page around it is.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from html import escape

from order_to_cash.diagram.labels import Table, edges, everywhere, is_long
from order_to_cash.diagram.layout import HEAD, INDENT, LINE, TITLE, TITLE_LINE, Card
from order_to_cash.diagram.naming import CLASSES, Naming
from order_to_cash.diagram.picture import (
    DROP,
    SIDE,
    Bar,
    Picture,
    Stretch,
    Wire,
    picture,
    stretches,
)
from order_to_cash.diagram.text import SIZE, fits, safe, width_of, wrapped
from order_to_cash.domain.core import entity

COLOURS = (
    "#1d4ed8", "#b45309", "#047857", "#7c3aed", "#be123c", "#0e7490", "#4d7c0f", "#a21caf",
    "#374151", "#c2410c", "#0369a1", "#15803d", "#6d28d9", "#9f1239", "#854d0e", "#0f766e",
)  # fmt: skip
LIGHTER = (
    "#93b4ff", "#f5b556", "#4ade9f", "#c4a7ff", "#ff93a8", "#5fd4ee", "#a3d944", "#f0a0f5",
    "#c3cad6", "#ff9f6b", "#6cc5fb", "#66dd8b", "#b9a5ff", "#ff8fab", "#e6bd57", "#5eddd0",
)  # fmt: skip
"""The same on dark paper."""

INDENT_WIDTH = 12
"""Drawn as a distance, since viewers disagree about spaces that begin a text."""

INK, GREY, PAPER, TINT = "#111827", "#4b5563", "#ffffff", "#f1f5f9"
NIGHT = {"ink": "#f3f4f6", "grey": "#b6bcc7", "paper": "#16181d", "tint": "#262a33"}
HEADING = 17
FONT = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
TITLE_ID, DESCRIPTION_ID = "otc-title", "otc-desc"


def svg(
    lifecycle: Table,
    *,
    title: str,
    naming: Naming = CLASSES,
    here: Enum | None = None,
    key: str = "",
) -> str:
    """The table as a picture: stages from the start down, arrows named `Command / Event`.

    Stages, commands and events have the names of their classes, unless `naming` gives them words.
    `here` marks the stage where a case stands; `key` tells several pictures on one page apart.
    """
    at = None if here is None else lifecycle.stages.index(here)
    drawn = picture(lifecycle, naming)
    room = drawn.width - 2 * SIDE
    people = f"{naming.say('people')} " if is_long(lifecycle) else ""
    legend = wrapped(people + naming.say("legend"), room)
    said = _everywhere(lifecycle, room, naming)
    width, foot = drawn.width, drawn.height + LINE * len(said)
    height = foot + LINE * len(legend)
    heading = fits(title, room, size=HEADING, bold=True)
    parts = (
        _opening(width, height, naming, key),
        f'<title id="{TITLE_ID}{key}">{safe(title)}</title>',
        f'<desc id="{DESCRIPTION_ID}{key}">{safe(_description(lifecycle, naming, here))}</desc>',
        f"<style>{_night(len(lifecycle.stages))}</style>",
        f'<rect width="{width}" height="{height}" {_fill("paper", PAPER)}/>',
        _text(SIDE, 28, heading, f'font-size="{HEADING}" font-weight="bold" {_fill("ink", INK)}'),
        *_wires(drawn.wires),
        *(part for card in drawn.cards for part in _card(card, drawn)),
        *map(_bar, drawn.bars),
        *(part for card in drawn.cards if card.stage == at for part in _here(card, drawn, naming)),
        *_lines(said, SIDE, drawn.height, _fill("ink", INK)),
        *_lines(legend, SIDE, foot, _fill("grey", GREY)),
        "</svg>",
    )
    return "\n".join(parts) + "\n"


def _opening(width: int, height: int, naming: Naming, key: str) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    told = f'role="img" aria-labelledby="{TITLE_ID}{key}" aria-describedby="{DESCRIPTION_ID}{key}"'
    font = f'font-family="{FONT}" font-size="{SIZE}"'
    language = escape(naming.voice.language)
    return f'<svg xmlns="http://www.w3.org/2000/svg" lang="{language}" {size} {told} {font}>'


def _description(lifecycle: Table, naming: Naming, here: Enum | None) -> str:
    """Everything that the picture shows, for those who hear it."""
    stages = tuple(map(naming.stage, lifecycle.stages))
    ends = ", ".join(naming.stage(stage) for stage in lifecycle.stages if stage in lifecycle.ends)
    voice = naming.voice
    bounds = voice.say("text", "diagram.bounds", start=naming.stage(lifecycle.start), ends=ends)
    ways = (
        voice.say("text", "diagram.way", source=stages[a], target=stages[b], rows="; ".join(rows))
        for (a, b), rows in sorted(edges(lifecycle, naming).items())
    )
    now = () if here is None else (voice.say("text", "diagram.now", stage=naming.stage(here)),)
    return " ".join((*now, bounds, *ways, *_everywhere(lifecycle, EVERYTHING, naming))).strip()


EVERYTHING = 1_000_000
"""A line that is never too wide."""


def _night(stages: int) -> str:
    """The colours on dark paper; what cannot read them shows the light ones."""
    named = {**NIGHT, **{f"c{at}": LIGHTER[at] for at in range(min(stages, len(LIGHTER)))}}
    rules = "".join(
        f".{name}{{fill:{colour}}}.{name}-line{{stroke:{colour}}}" for name, colour in named.items()
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def _fill(name: str, colour: str) -> str:
    return f'class="{name}" fill="{colour}"'


def _stroke(name: str, colour: str) -> str:
    return f'class="{name}-line" fill="none" stroke="{colour}"'


def _everywhere(lifecycle: Table, width: int, naming: Naming) -> tuple[str, ...]:
    if not (said := everywhere(lifecycle, naming)):
        return ()
    text = f"{naming.say('everywhere')}: {naming.join(list(said))}."
    return (*wrapped(text, width, indent=INDENT), "")


@entity
class Box:
    """A rectangle with round corners."""

    x: int
    y: int
    width: int
    height: int

    def grown(self, by: int) -> "Box":
        """The same box with a margin around it."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def drawn(self, style: str) -> str:
        """The box as SVG."""
        size = f'width="{self.width}" height="{self.height}"'
        return f'<rect x="{self.x}" y="{self.y}" {size} rx="8" {style}/>'


def _hue(stage: int) -> tuple[str, str]:
    """The name and the colour of a stage's frame and of every arrow that leads to it."""
    at = stage % len(COLOURS)
    return f"c{at}", COLOURS[at]


def _text(x: int, y: int, text: str, style: str) -> str:
    return f'<text x="{x}" y="{y}" {style}>{safe(text)}</text>'


def _lines(lines: Sequence[str], x: int, y: int, style: str) -> Iterator[str]:
    for at, line in enumerate(lines):
        text = line.removeprefix(INDENT)
        shift = 0 if text == line else INDENT_WIDTH
        yield _text(x + shift, y + at * LINE, text, style)


def _wires(wires: tuple[Wire, ...]) -> Iterator[str]:
    """Target by target, each first with an edge of paper so that crossings read as bridges."""
    for stage in sorted({wire.to for wire in wires}):
        own = [wire for wire in wires if wire.to == stage]
        back = stretches(own)
        yield f'<path d="{_way(tuple(back))}" {_stroke("paper", PAPER)} stroke-width="5"/>'
        for dashed, dashes in ((False, ' stroke-linecap="square"'), (True, DASHED)):
            if way := _way(tuple(part for part in back if back[part] is dashed)):
                yield f'<path d="{way}" {_stroke(*_hue(stage))} stroke-width="1.4"{dashes}/>'
        yield from (_head(wire, _hue(stage)) for wire in own)


DASHED = ' stroke-dasharray="5 3"'


def _way(parts: Sequence[Stretch]) -> str:
    return " ".join(f"M{a} {b} L{c} {d}" for (a, b), (c, d) in parts)


def _head(wire: Wire, hue: tuple[str, str]) -> str:
    (before_x, _), (x, y) = wire.points[-2:]
    if before_x == x:
        corners = f"{x},{y} {x - 4},{y - 8} {x + 4},{y - 8}"
    else:
        tail = x - 8 if before_x < x else x + 8
        corners = f"{x},{y} {tail},{y - 4} {tail},{y + 4}"
    return f'<polygon points="{corners}" {_fill(*hue)}/>'


def _card(card: Card, drawn: Picture) -> Iterator[str]:
    x, y = drawn.grid.edge(card, right=False), drawn.grid.top(card)
    hue, frame = _hue(card.stage), Box(x, y, drawn.grid.card_width, card.height)
    both = f'class="paper {hue[0]}-line" fill="{PAPER}" stroke="{hue[1]}"'
    yield frame.drawn(f'{both} stroke-width="1.6"')
    yield Box(x, y, frame.width, card.head).grown(-3).drawn(_fill("tint", TINT))
    if card.end:
        yield frame.grown(3).drawn(_stroke(*hue))
    if card.start:
        yield from _start(x + DROP, y)
    style = f'font-size="{TITLE}" font-weight="bold" {_fill(*hue)}'
    for at, line in enumerate(card.titles):
        yield _text(x + 10, y + HEAD // 2 + 5 + at * TITLE_LINE, line, style)
    ink, grey = _fill("ink", INK), _fill("grey", GREY)
    yield from _lines(card.people, x + 10, y + card.head - len(card.people) * LINE + SIZE - 2, ink)
    for at, group in enumerate(card.groups):
        style = grey if group.to == card.stage else ink
        yield from _lines(group.lines, x + 12, y + card.offset(at) + SIZE - 1, style)
    if card.down:
        yield from _lines(card.down.lines, x + DROP + 9, y + card.height + LINE, ink)


def _here(card: Card, drawn: Picture, naming: Naming) -> Iterator[str]:
    """A thick frame around the stage where a case stands, and words that say so."""
    x, y = drawn.grid.edge(card, right=False), drawn.grid.top(card)
    frame = Box(x, y, drawn.grid.card_width, card.height).grown(6)
    yield frame.drawn(f'{_stroke("ink", INK)} stroke-width="3"')
    said = naming.say("here")
    width = width_of(said, bold=True) + 12
    left = x + frame.width - 12 - width
    tag = Box(left, y - 6 - LINE // 2, width, LINE + 2)
    yield tag.drawn(f'class="ink" fill="{INK}"')
    style = f'font-weight="bold" {_fill("paper", PAPER)}'
    yield _text(left + 6, y - 6 - LINE // 2 + SIZE, said, style)


def _start(x: int, y: int) -> Iterator[str]:
    yield f'<circle cx="{x}" cy="{y - 26}" r="6" {_fill("ink", INK)}/>'
    yield f'<path d="M{x} {y - 20} V{y - 6}" {_stroke("ink", INK)} stroke-width="1.4"/>'
    yield _head(Wire(0, ((x, y - 20), (x, y))), ("ink", INK))


def _bar(bar: Bar) -> str:
    box = f'x="{bar.x}" y="{bar.y}" width="4" height="{bar.height}"'
    return f"<rect {box} {_fill(*_hue(bar.to))}/>"
