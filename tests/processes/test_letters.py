"""Whatever is written to people reads as a letter: words and figures, no codes (FUL-07)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from order_to_cash.domain.core import WORDS, InvalidValue, Language
from order_to_cash.domain.core.waiting import next_look
from order_to_cash.domain.core.wording import OURS, texts
from order_to_cash.domain.trade import Notice, Notify, worded
from order_to_cash.domain.trade.standing import beside, look
from tests.architecture.worlds import WORLDS, walked
from tests.processes.test_waits import lives, looked

CODES: Final = frozenset(key[1] for key in texts(OURS, "en") if key[0] in {"rule", "refusal"})
NAMES: Final = frozenset(
    key[-1] for key in texts(OURS, "en") if key[0] == "event" or key[:2] == ("word", "Command")
)
SNAKE: Final = re.compile(r"\b[a-z]+(_[a-z]+)+\b")
EMPTY: Final = re.compile(r"[:;,]\s*\Z|:\s*\n\s*\n|: *[;,.]|  |\( *\)|\n\n\n")


def letters(name: str) -> Iterator[Notify]:
    """Every notice that the small worlds of a process send, once for each set of values."""
    found: dict[Any, Notify] = {}
    for small in WORLDS[name]():
        for before, events, _ in walked(small._replace(steps=min(small.steps, 2_000))):
            state = before
            for event in events:
                state = small.process.evolve(state, event)
                for message in small.process.outgoing(state, event):
                    if isinstance(message, Notify):
                        known = tuple(n for n, value in message.values if value not in {None, ()})
                        rules = tuple(f.rule for f in message.findings)
                        found.setdefault((message.notice, known, rules), message)
    yield from found.values()
    yield from waits(name)


def waits(name: str) -> Iterator[Notify]:
    """One letter for each stage in which a case can stand still."""
    met = set()
    for process, state, at in lives(name):
        due = next_look(process, state, at)
        if state.stage in met or due is None or process.next_check(state) is not None:
            continue
        met.add(state.stage)
        seen = look(process, state, looked(process, at, due))
        yield from beside(process, state, getattr(seen, "events", ()), state, "X-1", due)


@pytest.mark.parametrize("name", WORLDS)
def test_a_letter_has_no_codes_and_no_blanks(name: str) -> None:
    """FUL-07: in each language no code, class, field or placeholder, nothing empty or unknown."""
    languages = WORDS.languages if name == "order" else (Language.EN, Language.ES)
    told = tuple(letters(name))
    assert told
    wrong = [
        (letter.notice.value, language, odd)
        for letter in told
        for language in languages
        for odd in oddities(letter, language)
    ]
    assert [] == wrong


ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?!\d)|T\d\d:\d\d|\+\d\d:\d\d")
NOON: Final = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.mark.parametrize("name", WORLDS)
def test_days_and_instants_are_told_as_people_write_them(name: str) -> None:
    """FUL-07: by the clocks of the operator, in each language, and never as a machine does."""
    for letter in letters(name):
        for language in (Language.EN, Language.ES, Language("pt")):
            said = worded(letter, language, zone="America/Lima")
            assert [] == ISO.findall(f"{said.subject}\n{said.body}")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "without their leave the order ends at 2 March 2026, 12:00."),
        ("es", "2 de marzo de 2026, 12:00"),
        ("pt", "2 de março de 2026, 12:00"),
    ],
)
def test_an_instant_is_that_of_the_clock_on_the_wall(language: str, told: str) -> None:
    """FUL-07: 17:00 in UTC is noon in Lima; without a zone it is told as it was."""
    values = (("order", "O-1"), ("total", None), ("closes", NOON), ("findings", "x"))
    letter = Notify(Notice.CREDIT_DECLINED, "D-1", values)
    assert told in worded(letter, Language(language), zone="America/Lima").body
    assert "2026-03-02 17:00:00+00:00" in worded(letter, Language(language)).body
    with pytest.raises(InvalidValue, match="no time zone"):
        worded(letter, zone="Nowhere/Land")


def oddities(letter: Notify, language: Language) -> Iterator[str]:
    """What nobody would write into a letter."""
    said = worded(letter, language)
    text = f"{said.subject}\n{said.body}"
    given = {str(value) for _, value in letter.values}
    yield from (m.group() for m in SNAKE.finditer(text) if m.group() not in given)
    yield from (m.group() for m in EMPTY.finditer(text))
    yield from (code for code in CODES if code in text)
    yield from (word for word in re.findall(r"\b[A-Z][a-z]+[A-Z]\w+", text) if word in NAMES)
    yield from (mark for mark in "{}" if mark in text)
    blank = {WORDS.find(language, "answer", key) for key in ("none", "unknown")}
    yield from (word for word in blank if word and re.search(rf"(?<!\w){word}(?!\w)", text))
