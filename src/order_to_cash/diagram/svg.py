"""The table of a process as a standalone SVG picture."""

from collections.abc import Iterator, Sequence

from order_to_cash.diagram.labels import Table, everywhere, is_long
from order_to_cash.diagram.layout import HEAD, INDENT, LINE, Card
from order_to_cash.diagram.picture import DROP, SIDE, Bar, Picture, Wire, picture
from order_to_cash.diagram.text import SIZE, fits, safe, wrapped
from order_to_cash.domain.core import entity

COLOURS = (
    "#1d4ed8", "#b45309", "#047857", "#7c3aed", "#be123c", "#0e7490", "#4d7c0f", "#a21caf",
    "#374151", "#c2410c", "#0369a1", "#15803d", "#6d28d9", "#9f1239", "#854d0e", "#0f766e",
)  # fmt: skip
INDENT_WIDTH = 12
"""Drawn as a distance, since viewers disagree about spaces that begin a text."""
INK, GREY, PAPER, TINT = "#111827", "#6b7280", "#ffffff", "#f1f5f9"
FONT = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
EVERYWHERE = "In every stage between the start and the ends:"
LEGEND = (
    "Command / Event, joined to the stage it leads to. "
    "↻ stays in the stage. "
    "… goes on with a command begun before. "
    "Dashed: leads back. Double frame: an end."
)
PEOPLE = "Below a stage's name: who can lead a case on from there. "


def svg(lifecycle: Table, *, title: str) -> str:
    """The table as a picture: stages from the start down, arrows named `Command / Event`."""
    drawn = picture(lifecycle)
    legend = wrapped((PEOPLE if is_long(lifecycle) else "") + LEGEND, drawn.width - 2 * SIDE)
    said = _everywhere(lifecycle, drawn.width - 2 * SIDE)
    width, foot = drawn.width, drawn.height + LINE * len(said)
    height = foot + LINE * len(legend)
    heading = fits(title, (width - 2 * SIDE) * 3 // 4, bold=True)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    font = f'font-family="{FONT}" font-size="{SIZE}"'
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {font}>',
        f"<title>{safe(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        _text(SIDE, 28, heading, f'font-size="17" font-weight="bold" fill="{INK}"'),
        *_wires(drawn.wires),
        *(part for card in drawn.cards for part in _card(card, drawn)),
        *map(_bar, drawn.bars),
        *_lines(said, SIDE, drawn.height, INK),
        *_lines(legend, SIDE, foot, GREY),
        "</svg>",
    )
    return "\n".join(parts) + "\n"


def _everywhere(lifecycle: Table, width: int) -> tuple[str, ...]:
    if not (said := everywhere(lifecycle)):
        return ()
    return (*wrapped(f"{EVERYWHERE} {', '.join(said)}.", width, indent=INDENT), "")


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


def _colour(stage: int) -> str:
    """The colour of a stage's frame and of every arrow that leads to it."""
    return COLOURS[stage % len(COLOURS)]


def _text(x: int, y: int, text: str, style: str) -> str:
    return f'<text x="{x}" y="{y}" {style}>{safe(text)}</text>'


def _lines(lines: Sequence[str], x: int, y: int, colour: str) -> Iterator[str]:
    for at, line in enumerate(lines):
        text = line.removeprefix(INDENT)
        shift = 0 if text == line else INDENT_WIDTH
        yield _text(x + shift, y + at * LINE, text, f'fill="{colour}"')


def _wires(wires: tuple[Wire, ...]) -> Iterator[str]:
    """Target by target, each first with a white edge so that crossings read as bridges."""
    for stage in sorted({wire.to for wire in wires}):
        own = [wire for wire in wires if wire.to == stage]
        for wire in own:
            yield f'<path d="{_way(wire)}" fill="none" stroke="{PAPER}" stroke-width="5"/>'
        for wire in own:
            dashes = ' stroke-dasharray="5 3"' if wire.back else ""
            yield (
                f'<path d="{_way(wire)}" fill="none" stroke="{_colour(stage)}" '
                f'stroke-width="1.4"{dashes}/>'
            )
        yield from (_head(wire, _colour(stage)) for wire in own)


def _way(wire: Wire) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in wire.points)


def _head(wire: Wire, colour: str) -> str:
    (before_x, _), (x, y) = wire.points[-2:]
    if before_x == x:
        corners = f"{x},{y} {x - 4},{y - 8} {x + 4},{y - 8}"
    else:
        tail = x - 8 if before_x < x else x + 8
        corners = f"{x},{y} {tail},{y - 4} {tail},{y + 4}"
    return f'<polygon points="{corners}" fill="{colour}"/>'


def _card(card: Card, drawn: Picture) -> Iterator[str]:
    x, y = drawn.grid.edge(card, right=False), drawn.grid.top(card)
    colour, frame = _colour(card.stage), Box(x, y, drawn.grid.card_width, card.height)
    yield frame.drawn(f'fill="{PAPER}" stroke="{colour}" stroke-width="1.6"')
    yield Box(x, y, frame.width, card.head).grown(-3).drawn(f'fill="{TINT}"')
    if card.end:
        yield frame.grown(3).drawn(f'fill="none" stroke="{colour}"')
    if card.start:
        yield from _start(x + DROP, y)
    style = f'font-size="13" font-weight="bold" fill="{colour}"'
    yield _text(x + 10, y + HEAD // 2 + 5, card.title, style)
    yield from _lines(card.people, x + 10, y + HEAD + SIZE - 2, INK)
    for at, group in enumerate(card.groups):
        ink = GREY if group.to == card.stage else INK
        yield from _lines(group.lines, x + 12, y + card.offset(at) + SIZE - 1, ink)
    if card.down:
        yield from _lines(card.down.lines, x + DROP + 9, y + card.height + LINE, INK)


def _start(x: int, y: int) -> Iterator[str]:
    yield f'<circle cx="{x}" cy="{y - 26}" r="6" fill="{INK}"/>'
    yield f'<path d="M{x} {y - 20} V{y - 6}" stroke="{INK}" stroke-width="1.4"/>'
    yield _head(Wire(0, ((x, y - 20), (x, y))), INK)


def _bar(bar: Bar) -> str:
    box = f'x="{bar.x}" y="{bar.y}" width="4" height="{bar.height}"'
    return f'<rect {box} fill="{_colour(bar.to)}"/>'
