"""Texts in Spanish and English, kept beside the rules they word and made only when read."""

import enum
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

from order_to_cash.domain.entity import entity
from order_to_cash.domain.money import Money

Value: TypeAlias = "str | int | bool | Money | date | datetime | tuple[Value, ...] | None"
"""What a finding can have observed or required. `None` is a fact nobody knows yet."""


class Language(enum.StrEnum):
    """The languages every text exists in."""

    EN = "en"
    ES = "es"


@entity
class Text:
    """One text in both languages, with the same `{placeholders}`."""

    en: str
    es: str

    def render(self, values: Mapping[str, Value], language: Language = Language.EN) -> str:
        """The text with its values put in; values are data and never act as templates."""
        template = self.en if language == Language.EN else self.es
        return template.format_map({name: shown(v, language) for name, v in values.items()})


@entity
class Phrase:
    """A coded text, such as the reason of a refusal or a line of a case's story."""

    code: str
    text: Text


WORDS: Mapping[bool | None, Text] = {
    True: Text("yes", "sí"),
    False: Text("no", "no"),
    None: Text("not known yet", "aún no se conoce"),
}
NOTHING = Text("none", "ninguno")


def shown(value: Value, language: Language = Language.EN) -> str:
    """A value as people read it: amounts with currency, days in ISO order, unknowns as such."""
    match value:
        case None | bool():
            return WORDS[value].render({}, language)
        case tuple():
            return ", ".join(shown(v, language) for v in value) or NOTHING.render({}, language)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case _:
            return str(value)
