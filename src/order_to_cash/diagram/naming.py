"""What a picture calls stages, commands and events: by their classes, or in the words of people."""

from enum import Enum
from typing import Any, Final

from order_to_cash.domain.core import Voice, entity

HIDDEN: Final = "…"
"""What stands for a value that only a case has."""


@entity
class Naming:
    """The names in a picture; without a process they are those of the classes.

    The legend speaks the language of the voice in any case.
    """

    process: str = ""
    voice: Voice = Voice()

    def stage(self, stage: Enum) -> str:
        """A stage in words, or its value as it is written for people."""
        return self._word(self.process, stage) or stage_label(stage)

    def role(self, role: Enum) -> str:
        """A role in words, or its value as it is written for people."""
        return self._word("Role", role) or stage_label(role)

    def command(self, command: type[Any]) -> str:
        """A command in words, or its class."""
        found = (self._find("word", one, command.__name__) for one in (self.process, "Command"))
        return next(filter(None, found), command.__name__)

    def event(self, event: type[Any]) -> str:
        """What an event tells, without the values of a case, or its class."""
        found = self._find("event", self.process, event.__name__)
        return event.__name__ if found is None else found.format_map(_Hidden())

    def join(self, names: list[str]) -> str:
        """Several names of the same; what people say may have commas in it."""
        return ("; " if self.process else ", ").join(names)

    def say(self, what: str) -> str:
        """A text of the legend."""
        return self.voice.say("text", f"diagram.{what}")

    def _word(self, vocabulary: str, member: Enum) -> str | None:
        value = member.value
        return self._find("word", vocabulary, value) if isinstance(value, str) else None

    def _find(self, *key: str) -> str | None:
        return self.voice.words.find(self.voice.language, *key) if self.process else None


CLASSES: Final = Naming()


class _Hidden(dict[str, Any]):
    """Every value of a case, which a picture of all cases does not have."""

    def __missing__(self, _name: str) -> "_Hidden":
        return self

    def __format__(self, _read_as: str) -> str:
        return HIDDEN


def stage_label(stage: Enum) -> str:
    """A stage as it is written for people: its value if that is a text, else its name."""
    text = stage.value if isinstance(stage.value, str) else stage.name
    return " ".join(text.replace("_", " ").split()) or stage.name
