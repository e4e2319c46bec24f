"""What keeps the roles, codes and words of a pack from being whole, told when it is made."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib.abc import Traversable
from typing import Any, Final, TypeAlias

import attrs

from order_to_cash.domain.charge_correction import Cause
from order_to_cash.domain.core import (
    BrokenDefinition,
    Language,
    OpenEnum,
    Problem,
    Process,
    Role,
    Words,
)
from order_to_cash.domain.core.process import in_tables, own_roles
from order_to_cash.domain.core.wording import OURS, languages_of, placeholders, texts
from order_to_cash.domain.order import CancelReason, Channel, FailReason, HoldReason, ReturnReason
from order_to_cash.domain.trade import DocumentKind, ExemptionName, Notice, PaymentMethod
from order_to_cash.domain.transfer import Motive
from order_to_cash.wire.shapes import type_name

Processes: TypeAlias = tuple[Process[Any, Any, Any], ...]
Key: TypeAlias = tuple[str, ...]

OPEN: Final[tuple[type[OpenEnum], ...]] = (
    Role,
    CancelReason,
    Cause,
    Channel,
    DocumentKind,
    ExemptionName,
    FailReason,
    HoldReason,
    Motive,
    Notice,
    PaymentMethod,
    ReturnReason,
)
"""Our enumerations to which an operator adds codes of its own."""

FAMILIES: Final = frozenset({"rule", "notice"})
"""The kinds of key under which several texts are said with the same values."""


def flaws_of_codes(codes: tuple[Any, ...]) -> Iterator[Problem]:
    """Each code that cannot be declared as one of the operator's own."""
    for code in codes:
        if not isinstance(code, OpenEnum):
            advice = "it is no code of an open enumeration; give one, such as Channel('kiosk')"
            yield Problem("operator.code", repr(code), advice)
        elif isinstance(code, Role):
            advice = "a role says for which it stands; give it among the roles"
            yield Problem("operator.code", code.value, advice)
        elif not code.is_own:
            yield Problem("operator.code", code.value, "it is one of ours already; leave it out")


def flaws_of_use(processes: Processes, codes: tuple[Any, ...]) -> Iterator[Problem]:
    """Each code of one's own that a process uses and nobody declared: no document may say it."""
    for process in processes:
        used = {code for code in _codes_in(process) if code.is_own and code not in codes}
        for code in sorted(used, key=str):
            said = f"{type(code).__name__}({code.value!r})"
            advice = f"{process.name} uses it; declare it: codes=({said},)"
            yield Problem("operator.code", code.value, advice)


def _codes_in(value: Any) -> Iterator[OpenEnum]:
    """Every code in the settings of a process but its roles, which its table declares."""
    left, seen = [value], set[int]()
    while left:
        value = left.pop()
        if isinstance(value, OpenEnum) and not isinstance(value, Role):
            yield value
        elif id(value) not in seen:
            seen.add(id(value))
            left.extend(_parts(value))


def _parts(value: Any) -> Iterator[Any]:
    if attrs.has(type(value)):
        yield from (getattr(value, field.name, None) for field in attrs.fields(type(value)))
    elif isinstance(value, Mapping):
        yield from (*value.keys(), *value.values())
    elif isinstance(value, tuple | list | frozenset):
        yield from value


def flaws_of_retention(processes: Processes, retention: Mapping[str, Any]) -> Iterator[Problem]:
    """Each term for something that nobody keeps, and each that is none."""
    known = {
        name
        for process in processes
        for name in (
            process.name,
            *(f"{process.name}/{type_name(command)}" for command in process.lifecycle.commands),
        )
    }
    for kind, term in retention.items():
        if kind not in known:
            advice = "it is no process, and no command of one such as order/place_order; correct it"
            yield Problem("operator.retention", kind, advice)
        elif not isinstance(term, timedelta) or term < timedelta(0):
            yield Problem("operator.retention", kind, "a term is a timedelta that is not negative")


def flaws_of_roles(
    processes: Processes, roles: Mapping[Any, tuple[Role, ...]]
) -> Iterator[Problem]:
    """Each role of the operator's own that nobody could have, or that could do nothing."""
    tables = in_tables(processes)
    for role, others in roles.items():
        if not isinstance(role, Role) or not role.is_own:
            advice = "it is none of your own, and its tables say what it may do; leave it out"
            yield Problem("operator.role", str(role), advice)
            continue
        if not others and role not in tables:
            advice = "it may do nothing: no table has it, and it stands for nobody; name for whom"
            yield Problem("operator.role", role.value, advice)
        for other in others:
            if other is Role.CLOCK or other is role or other not in tables:
                advice = f"no table gives {other} to people; let it stand for another role"
                yield Problem("operator.role", role.value, advice)


def flaws_of_words(
    words: Words, processes: Processes, codes: tuple[OpenEnum, ...]
) -> Iterator[Problem]:
    """Each file and text of the operator's own words that could never be read as it is meant."""
    if not words.folders:
        return
    known = _Known(processes, codes)
    for folder in words.folders:
        languages = languages_of(folder)
        if not languages:
            advice = "no words are there; a folder of words has one folder a language"
            yield Problem("words.no-folder", folder.name, advice)
        for language in languages:
            yield from _flaws_in(folder, language, known)


def _flaws_in(folder: Traversable, language: Language, known: "_Known") -> Iterator[Problem]:
    try:
        found = texts(folder, language)
    except BrokenDefinition as broken:
        yield from broken.problems
        return
    for key, text in found.items():
        if advice := known.objection(key, text):
            yield Problem("words.unfit", f"{language}: {' '.join(key)}", advice)


class _Known:
    """What the words of a pack can speak of: our texts, the names of its processes and codes."""

    def __init__(self, processes: Processes, codes: tuple[OpenEnum, ...]) -> None:
        self._ours = texts(OURS, Language.EN)
        self._kinds = sorted({key[0] for key in self._ours})
        self._shown: dict[Key, set[str]] = {}
        for key, text in self._ours.items():
            self._shown.setdefault(_family(key), set()).update(placeholders(text))
        self._names: dict[Key, frozenset[str]] = {}
        for process in processes:
            table, name = process.lifecycle, process.name
            commands = frozenset(command.__name__ for command in table.commands)
            self._names["word", name] = commands | {stage.value for stage in table.stages}
            self._names["step", name] = commands
            self._names["event", name] = frozenset(event.__name__ for event in table.events)
        every = (*codes, *own_roles(processes, ()))
        kinds: list[type[OpenEnum]] = [*OPEN, *(type(code) for code in every)]
        for cls in dict.fromkeys(kinds):
            own = (code for code in every if type(code) is cls)
            ours = cls.__members__.values()
            names = frozenset((*map(str, ours), *map(str, own)))
            if cls is Notice:
                self._notices = names
            else:
                self._names["word", cls.__name__] = names

    def objection(self, key: Key, text: str) -> str:
        """Why a text of that key could never be read as it is meant; nothing where it can."""
        if key[0] not in self._kinds:
            return f"nobody reads it: put it under one of {', '.join(self._kinds)}"
        notice = key[0] == "notice"
        names = self._notices if notice else self._names.get(key[:2])
        if key not in self._ours and names is not None and key[1 if notice else -1] not in names:
            return "nobody reads it: there is no such name in this pack; correct or declare it"
        shown = self._shown.get(_family(key)) if key in self._ours else None
        if shown is not None and (odd := placeholders(text) - shown):
            given = ", ".join(sorted(shown)) or "no value"
            return f"nobody gives it {', '.join(sorted(odd))}; show: {given}"
        return ""


def _family(key: Key) -> Key:
    return key[:2] if key[0] in FAMILIES else key
