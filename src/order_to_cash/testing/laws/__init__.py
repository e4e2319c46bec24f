"""Laws: what every adapter of a port must obey, as plain functions that any test runner can call.

::

    @pytest.mark.parametrize("law", journal.LAWS, ids=name)
    def test_our_journal(law):
        law(OurJournal())

Each law is given an adapter that nobody used yet, and raises `AssertionError` when it is broken.
A later version of the library may add laws, as a new level; pin the level you have met with
`up_to(journal.LEVELS, 1)` and raise it when you are ready.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from order_to_cash.testing.difference import difference

SHORT: Final = 200
"""So many characters tell two values whole; of longer ones what differs is told."""

L = TypeVar("L", bound=Callable[..., None])


def name(law: Callable[..., None]) -> str:
    """The law as a sentence, for test ids."""
    return law.__name__.replace("_", " ")


def up_to(levels: Mapping[int, tuple[L, ...]], level: int) -> tuple[L, ...]:
    """Every law that holds since this level or an earlier one."""
    return tuple(law for since in sorted(levels) if since <= level for law in levels[since])


def same(expected: Any, actual: Any, what: str) -> None:
    """Raise `AssertionError`, which no interpreter option silences, unless both are equal."""
    if expected != actual:
        told = f"{what}: expected {expected!r}, but got {actual!r}"
        if len(told) > SHORT:
            told = "\n  ".join((f"{what}, expected -> got:", *difference(expected, actual)))
        raise AssertionError(told)


def holds(condition: object, what: str) -> None:
    """Raise `AssertionError`, as `same` does, unless the condition holds."""
    if not condition:
        raise AssertionError(what)
