"""Mechanisms of the door are taken away, one by one: the stranger finds it, or a test does."""

from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.adapters.in_memory import InMemoryBilling
from order_to_cash.testing.checks import Broken
from order_to_cash.testing.laws import billing
from tests.faults.open_doors import FOUND, IN_FILES, NAMED, Take, the_ledger_has_no_ceiling
from tests.faults.stranger import Stranger
from tests.faults.stranger_files import tell_files

LIVES = 60
"""Lives within which each is found."""


def name_of(take: Take) -> str:
    """The name of what is taken away."""
    return take.__name__


@pytest.mark.parametrize("take", FOUND, ids=name_of)
def test_the_stranger_finds_what_is_taken_away(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    """TRU-01 to TRU-17: without the mechanism a law is broken, by name, within sixty lives.

    The same life with the mechanism breaks none: it was found, and nothing else.
    """
    with monkeypatch.context() as patch:
        take(patch)
        seed, said = found(lambda seed: Stranger(seed).run())
    assert said.startswith(f"stranger {seed}: ")
    assert FOUND[take] in said
    Stranger(seed).run()


@pytest.mark.parametrize("take", IN_FILES, ids=name_of)
def test_lines_of_files_find_what_is_taken_away(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRU-13: what was said comes from files again; with the mechanism nothing is broken."""
    with monkeypatch.context() as patch:
        take(patch)
        seed, said = found(tell_files)
    assert IN_FILES[take] in said
    tell_files(seed)


@pytest.mark.parametrize("take", NAMED, ids=name_of)
def test_a_test_finds_what_is_taken_away(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test that is named passes, and without the mechanism it fails."""
    assert all(passes(told) for told in tellings(NAMED[take]))
    take(monkeypatch)
    assert not all(passes(told) for told in tellings(NAMED[take]))


def test_a_law_of_billing_finds_a_ledger_without_a_ceiling(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """TRU-15: no more of a payment goes out than came in."""
    the_ledger_has_no_ceiling(monkeypatch)
    with pytest.raises(AssertionError, match="no such payment came in"):
        billing.no_more_of_a_payment_is_given_back_than_came_in(InMemoryBilling(), billing.Books)


def found(life: Callable[[int], object]) -> tuple[int, str]:
    """The first life in memory that breaks a law, and what is said of it."""
    for seed in range(1, LIVES):
        try:
            life(seed)
        except Broken as problem:
            return seed, str(problem)
    return 0, ""


def tellings(name: str) -> Iterator[Any]:
    """The named test, once for each row of its table."""
    file, test = name.split("::")
    found = getattr(import_module(".".join(Path(file).with_suffix("").parts)), test)
    marks = [mark for mark in getattr(found, "pytestmark", ()) if mark.name == "parametrize"]
    if not marks:
        yield found
        return
    (mark,) = marks
    assert signature(found).parameters
    for row in mark.args[1]:
        given = row if isinstance(row, tuple) else (row,)
        yield lambda given=given: found(*given)


def passes(told: Any) -> bool:
    """Whether a test passes."""
    try:
        told()
    except (AssertionError, pytest.fail.Exception):
        return False
    return True
