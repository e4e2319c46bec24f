"""What is done by the class of an event: found at once, and checked when it is put together."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, get_args

from order_to_cash.domain.core.errors import BrokenDefinition, Problem

T = TypeVar("T")


def by_class(whole: Any, *parts: tuple[Any, Callable[..., T]]) -> Mapping[type, Callable[..., T]]:
    """For each class of a union, what is done: each part is a class or a union of some of them.

    It finds at once what a `match` looks for case by case, and like one that ends in
    `assert_never` it leaves none out. Raises `BrokenDefinition` naming every class that has
    nothing, or two, and every stranger.
    """
    if problems := tuple(_contradictions(_classes(whole), parts)):
        raise BrokenDefinition("what is done by class contradicts itself", problems=problems)
    return {kind: done for part, done in parts for kind in _classes(part)}


def _classes(part: Any) -> tuple[type, ...]:
    return get_args(part) or (part,)


def _contradictions(
    whole: tuple[type, ...], parts: tuple[tuple[Any, Any], ...]
) -> Iterator[Problem]:
    named = [kind for part, _ in parts for kind in _classes(part)]
    for kind in whole:
        if kind not in named:
            yield _problem(kind, "nothing is done; add it to a part")
        elif named.count(kind) > 1:
            yield _problem(kind, "stands in two parts; leave it in one")
    for stranger in dict.fromkeys(kind for kind in named if kind not in whole):
        yield _problem(stranger, "is none of the union; add it there or leave it out")


def _problem(kind: type, what: str) -> Problem:
    return Problem("lifecycle.contradiction", kind.__name__, what)
