"""The table of a process as Mermaid's `stateDiagram-v2`."""

import re
from collections.abc import Iterator
from textwrap import wrap

from order_to_cash.diagram.labels import Table, edges, everywhere, onward
from order_to_cash.diagram.naming import CLASSES, Naming

END_NOTE = re.compile(r"(end) (note)", re.IGNORECASE)
EVERYWHERE = "everywhere"
WIDEST = 60
"""How many letters stand on a line, so that the longest table can still be read."""

PLAIN = re.compile(r"[A-Za-z0-9À-ɏ ,./_…-]")


def mermaid(lifecycle: Table, *, naming: Naming = CLASSES) -> str:
    """The table as a state diagram: an arrow between two stages, what stays inside its stage."""
    return "\n".join(_lines(lifecycle, naming)) + "\n"


def _lines(lifecycle: Table, naming: Naming) -> Iterator[str]:
    stages, joined = lifecycle.stages, edges(lifecycle, naming)
    yield "stateDiagram-v2"
    yield "    direction TB"
    for at, stage in enumerate(stages):
        yield f'    state "{_safe(naming.stage(stage))}" as s{at}'
        inside = (
            onward(lifecycle, stage, naming),
            *(f"○ {line}" for line in joined.get((at, at), ())),
        )
        parts = (part for line in inside if line for part in _narrow(line))
        yield from (f"    s{at}: {_safe(part)}" for part in parts)
    yield f"    [*] --> s{stages.index(lifecycle.start)}"
    for (source, target), labels in joined.items():
        if source != target:
            parts = (_safe(part) for label in labels for part in _narrow(label))
            yield f"    s{source} --> s{target}: {'<br/>'.join(parts)}"
    for at, stage in enumerate(stages):
        if stage in lifecycle.ends:
            yield f"    s{at} --> [*]"
    if said := everywhere(lifecycle, naming):
        yield f"    note left of s{stages.index(lifecycle.start)}"
        yield f"        {_safe(naming.say(EVERYWHERE))}"
        yield from (f"        {_safe(part)}" for label in said for part in _narrow(label))
        yield "    end note"


def _narrow(text: str) -> tuple[str, ...]:
    """The text in lines that keep a picture narrow; a word alone may be longer."""
    lines = wrap(
        text,
        WIDEST,
        replace_whitespace=False,
        expand_tabs=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return tuple(lines) or (text,)


def _safe(text: str) -> str:
    """The text with everything that could mean something to Mermaid or HTML as a numbered code."""
    coded = "".join(c if PLAIN.match(c) else f"#{ord(c)};" for c in text)
    return END_NOTE.sub(r"\1#32;\2", coded)
