"""The rules of a pack that warn instead of refusing, and what keeps one from being heard."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from attrs import fields, has

from order_to_cash.domain.core import Policy, Problem, Process, Role, Warns

UNHEARD: Final = frozenset(
    {
        ("order", "intake"),
        ("transfer", "intake"),
        ("credit_account", "covering"),
        ("receivable", "dunning"),
    }
)
"""The policies whose "yes" no event keeps, so that a warning in them would be lost."""


def warnings_of(process: Process[Any, Any, Any]) -> Iterator[tuple[str, Warns[Any]]]:
    """Every rule of a process that warns, with the field whose policy it stands in."""
    yield from _held(process, "", set())


def _held(thing: Any, place: str, seen: set[int]) -> Iterator[tuple[str, Warns[Any]]]:
    """What warns in a thing, however deep; what holds itself is looked at once."""
    if isinstance(thing, Warns):
        yield place, thing
    elif isinstance(thing, Policy):
        yield from _held(thing.rules, place, seen)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _held(part, place, seen)
    elif has(type(thing)) and id(thing) not in seen:
        seen.add(id(thing))
        for field in fields(type(thing)):
            yield from _held(getattr(thing, field.name, None), field.name, seen)


def flaws_of_warnings(
    processes: tuple[Process[Any, Any, Any], ...], roles: Collection[Role]
) -> Iterator[Problem]:
    """Each warning that nobody would hear, or that is for somebody who is not there."""
    for process in processes:
        for place, rule in warnings_of(process):
            path = f"{process.name}.{place}: {rule.code}"
            if (process.name, place) in UNHEARD:
                advice = "no event keeps what this policy lets pass; let the rule refuse"
                yield Problem("operator.warning-unheard", path, advice)
            if rule.tells not in roles:
                advice = "nobody here has the role that it tells; name one that somebody has"
                yield Problem("operator.warning-role", path, advice)
