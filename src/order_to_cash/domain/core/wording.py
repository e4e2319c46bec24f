"""Texts in Spanish and English, kept beside the rules they word and made only when read."""

import enum
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from string import Formatter
from typing import Final, TypeAlias

from order_to_cash.domain.core.command_words import COMMANDS
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.stage_words import STAGES
from order_to_cash.domain.core.words import WORDS, Words

Value: TypeAlias = "str | int | bool | Money | date | datetime | tuple[Value, ...] | None"
"""What a finding can have observed or required. `None` is a fact nobody knows yet."""


class Language(enum.StrEnum):
    """The languages every text exists in."""

    EN = "en"
    ES = "es"


VOCABULARIES: Final[Mapping[str, Words]] = {**WORDS, **STAGES, "Command": COMMANDS}
"""The words of codes, by the enumeration they are of; stages by their process."""

COUNTED: Final[Mapping[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    "days": (("day", "days"), ("día", "días")),
    "lines": (("line", "lines"), ("línea", "líneas")),
    "times": (("time", "times"), ("vez", "veces")),
}
"""What is counted: of one and of several, in English and in Spanish."""


@entity
class Text:
    """One text in both languages, with the same `{placeholders}`.

    `{role:Role}` shows the word of a code of that enumeration, and `{count:days}` a number with
    what it counts. Raises `BrokenDefinition` for a placeholder that only one of them has, or that
    is no name.
    """

    en: str
    es: str

    def __attrs_post_init__(self) -> None:
        if "{" not in self.en + self.es and "}" not in self.en + self.es:
            return
        try:
            english, spanish = set(_names(self.en)), set(_names(self.es))
        except ValueError:
            raise _no_template("a brace opens or closes nothing; double it") from None
        if odd := english ^ spanish:
            raise _no_template(f"{', '.join(sorted(odd))} stands in one language only")
        if odd := {name for name in english if not name.isidentifier()}:
            raise _no_template(f"{', '.join(sorted(odd))} is no name")

    def render(self, values: Mapping[str, Value], language: Language = Language.EN) -> str:
        """The text with its values put in; values are data and never act as templates."""
        template = self.en if language == Language.EN else self.es
        return template.format_map({name: _Shown(v, language) for name, v in values.items()})

    @property
    def names(self) -> frozenset[str]:
        """The values it has a place for, in either language."""
        return frozenset(_names(self.en))


def _no_template(why: str) -> BrokenDefinition:
    return BrokenDefinition(
        f"a text cannot be filled: {why}; give both languages the same {{placeholders}}",
        code="wording.placeholder",
    )


@entity
class Phrase:
    """A coded text, such as the reason of a refusal or a line of a case's story."""

    code: str
    text: Text


ANSWERS: Final[Mapping[bool | None, Text]] = {
    True: Text("yes", "sí"),
    False: Text("no", "no"),
    None: Text("not known yet", "aún no se conoce"),
}
NOTHING = Text("none", "ninguno")


def shown(value: Value, language: Language = Language.EN) -> str:
    """A value as people read it: amounts with currency, days in ISO order, unknowns as such."""
    match value:
        case None | bool():
            return ANSWERS[value].render({}, language)
        case tuple():
            return ", ".join(shown(v, language) for v in value) or NOTHING.render({}, language)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def in_words(code: str, vocabulary: str, language: Language = Language.EN) -> str:
    """The word for a code; one that the vocabulary does not know shows itself."""
    english, spanish = VOCABULARIES.get(vocabulary, {}).get(code, (code, code))
    return english if language == Language.EN else spanish


def _names(template: str) -> Iterator[str]:
    for _, name, read_as, _ in Formatter().parse(template):
        if name is not None:
            yield name
            yield from _names(read_as or "")


@entity
class _Shown:
    """A value on its way into a text, which says with a format what it is read as."""

    value: Value
    language: Language

    def __format__(self, read_as: str) -> str:
        if read_as in COUNTED:
            one, many = COUNTED[read_as][self.language != Language.EN]
            return f"{shown(self.value, self.language)} {one if self.value == 1 else many}"
        return shown(_worded(self.value, read_as, self.language), self.language)


def _worded(value: Value, read_as: str, language: Language) -> Value:
    if isinstance(value, tuple):
        return tuple(_worded(part, read_as, language) for part in value)
    return in_words(value, read_as, language) if isinstance(value, str) else value
