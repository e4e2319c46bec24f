"""I12: the same commands come to the same events and the same words, wherever they are given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.elsewhere import digest, worked

HERE = Path(__file__).parents[2]
SURROUNDINGS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "hash seed 0": ({"PYTHONHASHSEED": "0"}, ()),
    "hash seed 1": ({"PYTHONHASHSEED": "1"}, ()),
    "another hash seed": ({"PYTHONHASHSEED": "4242"}, ()),
    "optimised": ({}, ("-OO",)),
    "warnings are errors": ({}, ("-W", "error")),
    "on Kiritimati": ({"TZ": "Pacific/Kiritimati"}, ()),
    "in Santiago": ({"TZ": "America/Santiago"}, ()),
    "in Turkish": ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, ()),
    "in ASCII": ({"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, ()),
}


def elsewhere(variables: dict[str, str], how: tuple[str, ...], *options: str) -> str:
    """The digest that a process of its own comes to."""
    path = os.pathsep.join(str(folder) for folder in (HERE / "src", HERE))
    ran = subprocess.run(
        [sys.executable, *how, "-m", "tests.desk.elsewhere", *options],
        env={**os.environ, "PYTHONPATH": path, **variables},
        cwd=HERE,
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.strip()


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_same_day_comes_to_the_same(name: str) -> None:
    """I12: hash seed, zone, locale and the options of Python change no byte."""
    assert digest() == elsewhere(*SURROUNDINGS[name])


def test_a_foreign_decimal_context_changes_nothing() -> None:
    """I12: a program that rounds to three digits and traps what is inexact does not reach money."""
    assert digest() == elsewhere({}, (), "decimals")


def test_the_day_is_worth_comparing() -> None:
    """It has every process of an order, many events, and a decision that says no."""
    events = worked().journal.events(limit=100_000)
    assert {"order", "credit_account", "receivable", "payment"} == {
        event.process for event in events
    }
    assert len(events) > 40
    assert "reservation_declined" in {event.type for event in events}
