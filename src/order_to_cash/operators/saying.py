"""What a pack does not say in a language, and what it says with other values than elsewhere."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import attrs

from order_to_cash.domain.core import Language, Policy, Problem, Rule
from order_to_cash.domain.core.wording import OURS, placeholders, texts
from order_to_cash.domain.trade import Notice
from order_to_cash.operators.operator import Operator

Key: TypeAlias = tuple[str, ...]

HOUSE: Final = "order_to_cash."
"""Where our own commands stand, whose names are in our words."""


def unsaid(operator: Operator, language: Language) -> tuple[Problem, ...]:
    """Every text that readers of a language miss in this pack, and every one that does not fit.

    Due are the name, stages, commands and events of each process, the sentences of each rule it
    asks, the operator's own roles and codes, and whatever the pack itself says in English. What is
    missing is read in English, or as a code, until somebody writes it (OPN-06); what has other
    placeholders than the English text lacks a value, or shows one that nobody gives.
    """
    due = dict.fromkeys(
        (*_of_processes(operator), *_of_rules(operator), *_of_codes(operator), *_own(operator))
    )
    words = operator.words
    return (
        *(
            Problem("words.unsaid", f"{language}: {' '.join(key)}", "say it in a file of words")
            for key in due
            if not words.has(language, *key)
        ),
        *_unfit(operator, language, frozenset(due)),
    )


def _of_processes(operator: Operator) -> Iterator[Key]:
    for process in operator.processes:
        table, name = process.lifecycle, process.name
        yield "word", "Process", name
        yield from (("word", name, stage.value) for stage in table.stages)
        for command in table.commands:
            yield _name_of(command, name, operator)
            yield "step", name, command.__name__
        yield from (("event", name, event.__name__) for event in table.events)


def _name_of(command: type[Any], process: str, operator: Operator) -> Key:
    """Where the command has its name: among those of its process, if another one's stands else."""
    own, shared = (("word", one, command.__name__) for one in (process, "Command"))
    theirs = shared in texts(OURS, Language.EN) and not command.__module__.startswith(HOUSE)
    return own if theirs or operator.words.has(Language.EN, *own) else shared


def _of_rules(operator: Operator) -> Iterator[Key]:
    """What each rule says; one that never fails, or never stays open, says so by having no text."""
    for rule in _rules(operator):
        for part in ("title", "passed", "failed", "open", "skipped"):
            key = ("rule", rule.code, part)
            if part in {"title", "passed", "failed"} or operator.words.has(Language.EN, *key):
                yield key


def _of_codes(operator: Operator) -> Iterator[Key]:
    own = (role for role in operator.known_roles if role.is_own)
    for code in (*operator.codes, *own):
        if isinstance(code, Notice):
            yield from (("notice", code.value, part) for part in ("subject", "body"))
        else:
            yield "word", type(code).__name__, code.value


def _rules(operator: Operator) -> Iterator[Rule[Any]]:
    for process in operator.processes:
        yield from _held(process)


def _held(thing: Any) -> Iterator[Rule[Any]]:
    """Every rule in the fields of a thing, however deep."""
    if isinstance(thing, Policy):
        yield from thing.rules
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _held(part)
    elif hasattr(thing, "check") and hasattr(thing, "code"):
        yield thing
    elif attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            yield from _held(getattr(thing, field.name))


def _own(operator: Operator) -> Iterator[Key]:
    for folder in operator.words.folders:
        yield from texts(folder, Language.EN)


def _unfit(operator: Operator, language: Language, due: frozenset[Key]) -> Iterator[Problem]:
    """The pack's own texts that read other values than the English ones, or that nobody reads.

    A text that is due is read in its own language, also where nobody says it in English.
    """
    rules = {key[1] for key in texts(OURS, Language.EN) if key[0] == "rule"}
    rules |= {rule.code for rule in _rules(operator)}
    for folder in operator.words.folders:
        for key, text in texts(folder, language).items():
            english = operator.words.find(Language.EN, *key)
            if key[0] == "rule" and key[1] not in rules:
                advice = "nobody reads it: no rule of this pack has this code; correct it"
            elif english is None and key not in due:
                advice = "no such text is there in English; say it there too, or correct its key"
            elif english is not None and placeholders(text) != placeholders(english):
                wanted = ", ".join(sorted(placeholders(english))) or "no value"
                advice = f"it shows other values than the English text; show: {wanted}"
            else:
                continue
            yield Problem("words.unfit", f"{language}: {' '.join(key)}", advice)
