"""A case as a page: where it stands, what it waits for, and its whole story with every why."""

from collections.abc import Iterator
from html import escape
from typing import Final

from order_to_cash.analytics.page import ALONE
from order_to_cash.desk import Desk
from order_to_cash.diagram import Naming
from order_to_cash.diagram.image import as_image
from order_to_cash.domain.core import Language, Voice
from order_to_cash.domain.core.html import dressed
from order_to_cash.showing.shown import Shown, drawn, inline
from order_to_cash.stories import heading, readable, steps, sums, waiting

TIMES: Final = "explain.times"
STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font-family:sans-serif;margin:1rem auto;padding:0 1rem;max-width:70rem;line-height:1.4;"
    "color:#111;background:#fff}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#16181d}}"
    "svg{max-width:100%;height:auto}table{margin:.5rem 0}h3{margin-bottom:.2rem}"
    "@media print{body{color:#000;background:#fff;margin:0}tr,h3{break-inside:avoid}}"
)


def show_case(desk: Desk, process: str, case: str, language: str = Language.EN) -> Shown:
    """A case for a notebook, in the words of its operator."""
    words = desk.operator.words
    voice = Voice(words.spoken(language), words)
    image = as_image(_drawn(desk, process, case, voice))
    return Shown(dressed("\n".join((*_parts(desk, process, case, voice, 2), image))))


def case_page(desk: Desk, process: str, case: str, voice: Voice) -> str:
    """A case as one page of HTML, for people who need no program; it asks nothing of a network."""
    title = escape(heading(desk, process, case, voice))
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="{escape(voice.language)}"><head><meta charset="utf-8">',
            ALONE,
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{STYLE}</style></head><body><main>",
            *_parts(desk, process, case, voice, 1),
            inline(_drawn(desk, process, case, voice), voice.word("Process", process)),
            "</main></body></html>\n",
        )
    )


def _parts(desk: Desk, process: str, case: str, voice: Voice, level: int) -> Iterator[str]:
    """Heading, what it waits for, step by step what happened."""
    times = voice.say("text", TIMES, zone=desk.operator.calendar.zone)
    said = f"{heading(desk, process, case, voice)} ({times})"
    yield f"<h{level}>{escape(said)}</h{level}>"
    if summed := [escape(line) for line in sums(desk, process, case, voice)]:
        yield f"<p>{'<br>'.join(summed)}</p>"
    if wait := [escape(line) for line in waiting(desk, process, case, voice)]:
        yield f"<p>{'<br>'.join(wait)}</p>"
    for step in steps(desk, process, case, voice):
        yield f"<h{level + 1}>{escape(step.who)}</h{level + 1}>"
        for happened in step.told:
            yield f"<p>{escape(happened.sentence)}</p>"
            yield from (d.html(voice.language, voice.words) for d in happened.decisions)


def _drawn(desk: Desk, process: str, case: str, voice: Voice) -> str:
    """The table of the process with the stage of the case; unmarked where it cannot be read."""
    found, state = desk.operator.by_name[process], readable(desk.state, process, case)
    here = getattr(state, "stage", None)
    return drawn(found.lifecycle, voice.word("Process", process), Naming(process, voice), here)
