"""An operator as a table: its processes, how many stages each has, and the policies by which."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs

from order_to_cash.domain.core import Language, Policy, Words
from order_to_cash.domain.core.html import named, table

if TYPE_CHECKING:
    from order_to_cash.operators.operator import Operator

COLUMNS: Final = ("process", "stages", "policies")


def of_operator(operator: "Operator", language: Language, words: Words) -> str:
    """A row for each process, under the name of the operator and its zone."""
    rows = (
        (
            words.word(language, "Process", process.name),
            str(len(process.lifecycle.stages)),
            ", ".join(_names(process, language, words)),
        )
        for process in operator.processes
    )
    caption = f"{operator.name} ({operator.calendar.zone})"
    return table(caption, named(COLUMNS, language, words), rows)


def policies_of(thing: Any) -> Iterator[Policy[Any]]:
    """Every policy inside a process, in the order of its fields."""
    if isinstance(thing, Policy):
        yield thing
    elif attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            yield from policies_of(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from policies_of(part)


def _names(process: Any, language: Language, words: Words) -> tuple[str, ...]:
    found = (words.word(language, "Policy", policy.name) for policy in policies_of(process))
    return tuple(dict.fromkeys(found))
