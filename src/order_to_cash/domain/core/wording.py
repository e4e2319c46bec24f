"""What people read, in any language: texts by their keys, from word files read when first needed.

A folder of words holds one folder a language, and that one TOML file a subject. A key is the path
to a text in them: `rule`, `credit.limit`, `failed`. In which file a text stands says nothing.
"""

import tomllib
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.abc import Traversable
from importlib.resources import files
from string import Formatter
from typing import Any, ClassVar, Final, TypeAlias, cast

from attrs import field

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition, InvalidValue, Problem
from order_to_cash.domain.core.money import Money

Value: TypeAlias = "str | int | bool | Money | date | datetime | tuple[Value, ...] | None"
"""What a finding can have observed or required. `None` is a fact nobody knows yet."""

Named: TypeAlias = Mapping[str, Value]
"""Values by name, as a rule gives them."""

Values: TypeAlias = tuple[tuple[str, Value], ...]
"""Values by name, in the order in which they were given."""

OURS: Final = files("order_to_cash") / "words"


class Language(str):
    """A language by its code, such as "es": any for which there is a folder of words."""

    __slots__ = ()
    EN: ClassVar["Language"]
    ES: ClassVar["Language"]


Language.EN, Language.ES = Language("en"), Language("es")


def _absolute(folders: tuple[Traversable, ...]) -> tuple[Traversable, ...]:
    """The folders wherever the program goes; one inside an archive stays as it is."""
    if type(folders) is not tuple or not all(isinstance(each, Traversable) for each in folders):
        raise BrokenDefinition(
            "the words of an operator are a tuple of folders; give Words((Path('words'),)) or what "
            "`importlib.resources.files` returns",
            code="wording.folders",
        )
    return tuple(getattr(folder, "absolute", lambda each=folder: each)() for folder in folders)


@entity
class Words:
    """The texts that an operator's people read: those of its own folders before the library's.

    A text that is missing falls back: to the library's in the same language, to the operator's in
    English, to the library's in English, and at last to its own key with the values beside it.
    Letters tell instants by the clocks of the `zone`, else in UTC; an operator's words have that of
    its calendar.
    """

    folders: tuple[Traversable, ...] = field(default=(), converter=_absolute)
    zone: str | None = None

    @property
    def languages(self) -> tuple[Language, ...]:
        """Every language that one of the folders has a file of words in, whole or in part."""
        found = {each for folder in (*self.folders, OURS) for each in languages_of(folder)}
        return tuple(sorted(found))

    def spoken(self, language: str) -> Language:
        """The language of that code; `InvalidValue` names those there are if it is none of them."""
        if language not in self.languages:
            raise InvalidValue(
                f"no words are there in {language}; give one of: {', '.join(self.languages)}",
                code="wording.no-language",
            )
        return Language(language)

    def has(self, language: Language, *key: str) -> bool:
        """Whether there is a text of that key in that very language."""
        return any(key in texts(folder, language) for folder in (*self.folders, OURS))

    def find(self, language: Language, *key: str) -> str | None:
        """The text with its placeholders as it stands in a file, in that language or in English."""
        found = _spoken(self.folders, language).get(key)
        if found is None and language != Language.EN:
            return _spoken(self.folders, Language.EN).get(key)
        return found

    def say(self, language: Language, *key: str, values: Mapping[str, Value] = {}) -> str:
        """The text with its values put in; values are data and never act as templates.

        `{role:Role}` shows the word of a code, `{count:days}` a number with what it counts. Where
        two vocabularies may have a word, as in `{command:{process}|Command}`, the first has it. A
        value that nobody gave is one that nobody knows yet.
        """
        found = self.find(language, *key)
        if found is None:
            return _plain(key, values)
        return found.format_map(_Filling(values, language, self))

    def more(
        self, language: Language, *key: str, values: Mapping[str, Value] = {}
    ) -> tuple[str, ...]:
        """The texts below the key that stand only where their value was given and is known."""
        return tuple(
            self.say(language, *key, "more", name, values=values)
            for name, value in values.items()
            if not (value is None or value == ())
            and self.find(language, *key, "more", name) is not None
        )

    def word(self, language: Language, vocabulary: str, code: str) -> str:
        """The word for a code, also in the first of `one|another`; unknown ones show themselves."""
        found = (self.find(language, "word", one, code) for one in vocabulary.split("|"))
        return next(filter(None, found), code)

    def shown(self, language: Language, value: Value) -> str:
        """A value as people read it: amounts with currency, days in ISO order, unknowns as such."""
        match value:
            case None | bool():
                return self.say(
                    language, "answer", {None: "unknown", True: "yes", False: "no"}[value]
                )
            case tuple():
                parts = ", ".join(self.shown(language, part) for part in value)
                return parts or self.say(language, "answer", "none")
            case datetime():
                return value.isoformat(sep=" ", timespec="seconds")
            case date():
                return value.isoformat()
            case _:
                return str(value)


WORDS: Final = Words()
"""The library's own texts alone."""


def texts(folder: Traversable, language: str) -> Mapping[tuple[str, ...], str]:
    """Every text that a folder has in a language, by its key.

    Raises `BrokenDefinition` for a file that cannot be opened or is no TOML, a text that stands
    twice or is none, and a placeholder that cannot be filled.
    """
    return read(cast("Hashable", folder), language)


@cache
def read(folder: Any, language: str) -> Mapping[tuple[str, ...], str]:
    """The same, read once."""
    found: dict[tuple[str, ...], str] = {}
    problems = []
    for file in _files(folder / language):
        place = f"{language}/{file.name}"
        try:
            leaves = tuple(_leaves(tomllib.loads(file.read_text(encoding="utf-8"))))
        except OSError as error:
            advice = f"it cannot be read ({error.strerror}); put a file there, or take it away"
            problems.append(Problem("wording.no-file", place, advice))
            continue
        except (ValueError, RecursionError) as error:
            problems.append(Problem("wording.no-toml", place, f"correct the file: {error}"))
            continue
        for key, text in leaves:
            if advice := _unfit(text, key in found):
                problems.append(Problem("wording.text", f"{place}: {' '.join(key)}", advice))
            else:
                found[key] = text
    if problems:
        raise BrokenDefinition(
            f"the words of {folder.name} in {language} cannot be read; correct them",
            code="wording.broken",
            problems=tuple(problems),
        )
    return found


@cache
def _spoken(folders: tuple[Traversable, ...], language: str) -> Mapping[tuple[str, ...], str]:
    """Every text in a language, of the first folder that has it, at last of the library."""
    found = dict(texts(OURS, language))
    for folder in reversed(folders):
        found |= texts(folder, language)
    return found


def languages_of(folder: Traversable) -> tuple[Language, ...]:
    """Every language in which a folder has a file of words; none where there is no such folder."""
    parts = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(Language(each.name) for each in parts if _files(each)))


def _files(folder: Traversable) -> list[Traversable]:
    """The files of words in a folder, by their names; none where there is no such folder."""
    if not folder.is_dir():
        return []
    found = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return sorted(found, key=lambda file: file.name)


def placeholders(text: str) -> frozenset[str]:
    """The names of the values that a text has a place for."""
    return frozenset(_names(text))


def _leaves(
    table: Mapping[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, held in table.items():
        if isinstance(held, dict):
            yield from _leaves(held, (*above, name))
        else:
            yield (*above, name), held


def _unfit(text: object, twice: bool) -> str:
    if not isinstance(text, str):
        return "a text stands between quotes; put it there"
    if twice:
        return "this text stands in two files; keep one"
    try:
        odd = sorted(name for name in _names(text) if not name.isidentifier())
        converted = any(_converted(text))
    except (ValueError, RecursionError):
        return "a brace opens or closes nothing; double it"
    if odd:
        return f"{', '.join(odd)} is no name; name a value"
    if converted:
        return (
            "a value is shown as it is read; give {name} or {name:word}, without ! or more braces"
        )
    return ""


def _names(template: str) -> Iterator[str]:
    for _, name, read_as, _ in Formatter().parse(template):
        if name is not None:
            yield name
            yield from _names(read_as or "")


def _converted(template: str, depth: int = 0) -> Iterator[bool]:
    """For each place whether it asks for a Python text of the value, or is too deep to fill."""
    for _, name, read_as, conversion in Formatter().parse(template):
        if name is not None:
            yield conversion is not None or depth > 1
            yield from _converted(read_as or "", depth + 1)


def _plain(key: tuple[str, ...], values: Mapping[str, Value]) -> str:
    told = ", ".join(f"{name}: {WORDS.shown(Language.EN, value)}" for name, value in values.items())
    code = " ".join(key[1:])
    return f"{code} ({told})" if told else code


@entity
class _Filling:
    """The values on their way into a text."""

    values: Mapping[str, Value]
    language: Language
    words: Words

    def __getitem__(self, name: str) -> "_Shown":
        return _Shown(self.values.get(name), self.language, self.words)


@entity
class _Shown:
    """A value on its way into a text, which says with a format what it is read as."""

    value: Value
    language: Language
    words: Words

    def __format__(self, read_as: str) -> str:
        if not read_as:
            return self.words.shown(self.language, self.value)
        counted = self.words.find(
            self.language, "count", read_as, "one" if self.value == 1 else "many"
        )
        if counted is not None:
            return f"{self.words.shown(self.language, self.value)} {counted}"
        return self.words.shown(self.language, self._worded(self.value, read_as))

    def _worded(self, value: Value, vocabulary: str) -> Value:
        if isinstance(value, tuple):
            return tuple(self._worded(part, vocabulary) for part in value)
        return (
            self.words.word(self.language, vocabulary, value) if isinstance(value, str) else value
        )


@entity
class Voice:
    """The texts of one language: what a report, a page or a story speaks with."""

    language: Language = Language.EN
    words: Words = WORDS

    def say(self, *key: str, **values: Value) -> str:
        """The text of that key with these values put in."""
        return self.words.say(self.language, *key, values=values)

    def word(self, vocabulary: str, code: str) -> str:
        """The word for a code; one that no file knows shows itself."""
        return self.words.word(self.language, vocabulary, code)
