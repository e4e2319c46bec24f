"""Whether what is written to people reads as a letter: what a world sends, and what is odd."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any, Final

from order_to_cash.domain.core import (
    WORDS,
    Envelope,
    Language,
    LookAtWait,
    Process,
    Refusal,
    Role,
    Words,
    step,
)
from order_to_cash.domain.core.waiting import next_look
from order_to_cash.domain.core.wording import OURS, texts
from order_to_cash.domain.trade import Notify, worded
from order_to_cash.domain.trade.standing import beside, look
from order_to_cash.testing.explore import World

SNAKE: Final = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
EMPTY: Final = re.compile(r"[:;,]\s*\Z|:\s*\n\s*\n|: *[;,.]|  |\( *\)|\n\n\n")
ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?!\d)|T\d\d:\d\d|[+-]\d\d:\d\d")
CLASS: Final = re.compile(r"\b[A-Z][a-z]+[A-Z]\w+")
BRACE: Final = re.compile(r"[{}]")


def letters(world: World[Any, Any, Any]) -> tuple[Notify, ...]:
    """What a world tells people: one letter of each shape, from the shortest story of each row.

    Where a case stands still, the letter to whoever has to act is among them.
    """
    found: dict[Any, Notify] = {}
    for story in world.rows.values():
        for letter in _of_story(world, story):
            found.setdefault(shape(letter), letter)
    return tuple(found.values())


def oddities(letter: Notify, language: Language, words: Words = WORDS) -> tuple[str, ...]:
    """What nobody would write into a letter: codes, names of code, blanks, days of machines.

    `words` are those of the operator. No letter has any.
    """
    said = worded(letter, language, words)
    text = f"{said.subject}\n{said.body}"
    given = {str(value) for _, value in letter.values}
    codes, names = _known(words)
    blanks = {words.find(language, "answer", key) for key in ("none", "unknown")}
    return (
        *(found for found in SNAKE.findall(text) if found not in given),
        *(found for pattern in (EMPTY, ISO, BRACE) for found in pattern.findall(text)),
        *(code for code in codes if code in text),
        *(found for found in CLASS.findall(text) if found in names),
        *(word for word in blanks if word and re.search(rf"(?<!\w){word}(?!\w)", text)),
    )


def shape(letter: Notify) -> tuple[Any, ...]:
    """What two letters have in common that differ in their figures alone."""
    known = tuple(name for name, value in letter.values if value not in {None, ()})
    return letter.notice, known, tuple(finding.rule for finding in letter.findings)


def still(process: Process[Any, Any, Any], state: Any, at: datetime) -> tuple[Notify, ...]:
    """What is told where the case stands still from that instant on; nothing if time moves it."""
    due = next_look(process, state, at)
    if due is None or process.next_check(state) is not None:
        return ()
    clock = Envelope("look", "X-1", process.name, due, "clock", Role.CLOCK, LookAtWait(at))
    seen = look(process, state, clock)
    return beside(process, state, getattr(seen, "events", ()), state, "X-1", due)


def sent(process: Process[Any, Any, Any], before: Any, events: Iterable[Any]) -> Iterator[Notify]:
    """What these events tell people."""
    state = before
    for event in events:
        state = process.evolve(state, event)
        for message in process.outgoing(state, event):
            if isinstance(message, Notify):
                yield message


def _of_story(world: World[Any, Any, Any], story: tuple[Envelope[Any], ...]) -> Iterator[Notify]:
    process, state = world.process, world.states[0]
    for envelope in story:
        outcome = step(process, state, envelope)
        if isinstance(outcome, Refusal):
            return
        yield from sent(process, state, outcome.events)
        yield from beside(process, state, outcome.events, outcome.state, envelope.case, envelope.at)
        state = outcome.state
        yield from still(process, state, envelope.at)


@cache
def _known(words: Words) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of rules and refusals, and the names of events and commands."""
    keys = [key for folder in (*words.folders, OURS) for key in texts(folder, Language.EN)]
    codes = frozenset(key[1] for key in keys if key[0] in {"rule", "refusal"})
    names = (key[-1] for key in keys if key[0] == "event" or key[:2] == ("word", "Command"))
    return codes, frozenset(names)
