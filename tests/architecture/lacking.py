"""What a process must have beside its package, and which of it one lacks.

A test names each place that whoever adds a process, a command or an event forgot.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from order_to_cash.domain.core import WORDS, Words
from tests.architecture.process_pages import BOTH, FOLDER, picture_file
from tests.architecture.source import ROOT
from tests.architecture.worlds import WORLDS

TESTS: Final = ROOT / "tests"


def lacking(process: Any, words: Words = WORDS) -> list[str]:
    """Every place where nothing stands for the process, a stage, a command or an event of it."""
    return [
        *_unsaid(process, words),
        *_unshown(process.name),
        *_unoffered(process),
        *_unheld(process),
    ]


def _unsaid(process: Any, words: Words) -> Iterator[str]:
    table, name = process.lifecycle, process.name
    due = [
        ("word", "Process", name),
        *(("word", name, stage.value) for stage in table.stages),
        *(("word", "Command", command.__name__) for command in table.commands),
        *(("step", name, command.__name__) for command in table.commands),
        *(("event", name, event.__name__) for event in table.events),
    ]
    for language in BOTH:
        for key in due:
            if not words.has(language, *key):
                yield f"words/{language}: {' '.join(key)}"


def _unshown(name: str) -> Iterator[str]:
    for file in (f"{name}.md", *(picture_file(name, language) for language in BOTH)):
        if not (FOLDER / file).is_file():
            yield f"docs/processes/{file}"
    if f"({name}.md)" not in (FOLDER / "index.md").read_text(encoding="utf-8"):
        yield "docs/processes/index.md"


def package_of(process: Any) -> str:
    """The package of a process, which is its face."""
    return type(process).__module__.rpartition(".")[0]


def _unoffered(process: Any) -> Iterator[str]:
    """Whatever somebody says to it, or reads of it, is imported from its package."""
    table, package = process.lifecycle, package_of(process)
    face = vars(import_module(package)).get("__all__", ()) if find_spec(package) else ()
    for said in (*table.commands, *table.events, type(process)):
        if said.__name__ not in face:
            yield f"{package}: {said.__name__}"


def _unheld(process: Any) -> Iterator[str]:
    """The tests: a world that is walked, one that is explored whole, a matrix written by hand."""
    if process.name not in WORLDS:
        yield "tests/architecture/worlds.py"
    package = package_of(process)
    for what, calls in KINDS_OF_TESTS.items():
        if not any(package in text for text in _calling(calls)):
            yield f"tests: {what}"


KINDS_OF_TESTS: Final[Mapping[str, tuple[str, ...]]] = {
    "explore it whole": ("explore(",),
    "hold who may do what against a matrix written by hand": ("differences(", "WHO"),
    "tell its stories": ("Story", "went("),
}
"""What is done with every process in some test, and by which calls that can be seen."""

HELPERS: Final = {"architecture", "testing"}
"""Tests of the tools themselves hold no process of ours to its laws."""


@cache
def _calling(names: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of the tests that call one of these."""
    found = (path for path in TESTS.rglob("test_*.py") if path.parent.name not in HELPERS)
    texts = (path.read_text(encoding="utf-8") for path in found)
    return tuple(text for text in texts if any(name in text for name in names))
