"""Events as sentences: their own fields put into the texts of their process."""

import enum
from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any, Final

import attrs

from order_to_cash.domain.core import (
    Decision,
    Language,
    Money,
    Sensitive,
    Value,
    WaitTold,
    changed,
)
from order_to_cash.domain.core.decision import Answer
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.domain.core.wording import WORDS, Values, Words
from order_to_cash.domain.trade import UnitPrice

HIDDEN: Final = (Sensitive, Decision)
"""What no sentence can name: personal data, and decisions, which have sentences of their own."""

PLAIN: Final = (str, int, Money, date)


def sentence(
    process: str,
    event: Any,
    language: Language = Language.EN,
    *,
    zone: str = "UTC",
    words: Words = WORDS,
) -> str:
    """The event of a case in words, its instants as the clocks of the zone show them."""
    if isinstance(event, WaitTold):
        return _Telling(language, zone_of(zone), words).told(("wait", "told"), event)
    key = ("event", process, type(event).__name__)
    if words.find(language, *key) is None:
        return type(event).__name__
    return _Telling(language, zone_of(zone), words).told(key, event).rstrip()


def reasons(
    event: Any, language: Language = Language.EN, *, zone: str = "UTC", words: Words = WORDS
) -> Iterator[tuple[str, ...]]:
    """The sentences of every decision behind the event, with their clauses."""
    for held in decisions(event, zone=zone):
        yield held.sentences(language, words)


def decisions(event: Any, *, zone: str = "UTC") -> Iterator[Decision]:
    """Every decision behind the event, its instants as the clocks of the zone show them."""
    for value in _fields(event).values():
        held = value if isinstance(value, Decision) else getattr(value, "decision", None)
        if isinstance(held, Decision):
            yield local(held, zone_of(zone))


def step_text(
    process: str, command: type[Any], language: Language = Language.EN, words: Words = WORDS
) -> str:
    """What giving this command to a case of the process means."""
    said = words.find(language, "step", process, command.__name__)
    return said or words.word(language, f"{process}|Command", command.__name__)


def clock(at: datetime, zone: tzinfo) -> str:
    """An instant as people in the zone read it off their clocks, to the minute."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@attrs.frozen
class _Telling:
    """How the values inside an event are told; those of classes by the texts of their class."""

    language: Language
    zone: tzinfo
    words: Words

    def told(self, key: tuple[str, ...], thing: Any) -> str:
        """The thing in the words of that key, with its fields as placeholders."""
        fields = _fields(thing).items()
        values = {name: self.value(held) for name, held in fields if not isinstance(held, HIDDEN)}
        return self.words.say(self.language, *key, values=values)

    def value(self, value: Any) -> Value:
        """A field as a text can show it; what has no words is not shown."""
        if value is None or value == ():
            return self.words.say(self.language, "answer", "none")
        if isinstance(value, tuple):
            return tuple(map(self.value, value))
        if isinstance(value, enum.StrEnum):
            return self.words.word(self.language, type(value).__name__, value.value)
        if isinstance(value, datetime):
            return clock(value, self.zone)
        if isinstance(value, UnitPrice):
            taxed = "with" if value.with_tax else "without"
            return self.words.say(self.language, "price", taxed, values={"price": str(value)})
        if isinstance(value, Decimal):
            return format(value, "f")
        part = ("part", type(value).__name__)
        if self.words.find(self.language, *part) is not None:
            return self.told(part, value)
        return value if isinstance(value, PLAIN) else "..."


def _fields(thing: Any) -> Mapping[str, Any]:
    return {field.name: getattr(thing, field.name) for field in attrs.fields(type(thing))}


def local(decision: Decision, zone: tzinfo) -> Decision:
    """The same decision, its instants in the zone."""
    answers = tuple(_local_answer(answer, zone) for answer in decision.answers)
    override = decision.override
    if override is not None:
        override = changed(override, expires=override.expires.astimezone(zone))
    return changed(decision, answers=answers, override=override)


def _local_answer(answer: Answer, zone: tzinfo) -> Answer:
    def local(values: Values) -> Values:
        return tuple(
            (name, value.astimezone(zone) if isinstance(value, datetime) else value)
            for name, value in values
        )

    return changed(answer, observed=local(answer.observed), required=local(answer.required))
