"""The table of a process as Mermaid's `stateDiagram-v2`."""

import re
from collections.abc import Iterator

from order_to_cash.diagram.labels import Table, edges, everywhere, stage_label

END_NOTE = re.compile(r"(end) (note)", re.IGNORECASE)
PLAIN = re.compile(r"[A-Za-z0-9À-ɏ ,./_…-]")


def mermaid(lifecycle: Table) -> str:
    """The table as a state diagram: one arrow between two stages, self-loops in a note."""
    return "\n".join(_lines(lifecycle)) + "\n"


def _lines(lifecycle: Table) -> Iterator[str]:
    stages = lifecycle.stages
    yield "stateDiagram-v2"
    yield "    direction TB"
    for at, stage in enumerate(stages):
        yield f'    state "{_safe(stage_label(stage))}" as s{at}'
    yield f"    [*] --> s{stages.index(lifecycle.start)}"
    loops = {}
    for (source, target), labels in edges(lifecycle).items():
        if source == target:
            loops[source] = labels
        else:
            yield f"    s{source} --> s{target}: {'<br/>'.join(map(_safe, labels))}"
    for at, stage in enumerate(stages):
        if stage in lifecycle.ends:
            yield f"    s{at} --> [*]"
    if said := everywhere(lifecycle):
        yield f"    note left of s{stages.index(lifecycle.start)}"
        yield "        In every stage between the start and the ends"
        yield from (f"        {_safe(label)}" for label in said)
        yield "    end note"
    for at in sorted(loops):
        yield f"    note right of s{at}"
        yield from (f"        {_safe(label)}" for label in loops[at])
        yield "    end note"


def _safe(text: str) -> str:
    """The text with everything that could mean something to Mermaid or HTML as a numbered code."""
    coded = "".join(c if PLAIN.match(c) else f"#{ord(c)};" for c in text)
    return END_NOTE.sub(r"\1#32;\2", coded)
