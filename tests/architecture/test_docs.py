"""The documentation is true: its snippets run, its commands are those that are used."""

import doctest
import importlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import Document
from sybil.example import Example
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.region import Region

from tests.architecture.source import PUBLIC, ROOT

PAGES = (
    ROOT / "README.md",
    *sorted(p for p in (ROOT / "docs").rglob("*.md") if "_build" not in p.parts),
)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
NAMED = re.compile(r"# (?P<path>[\w./-]+)\n")


def put(example: Example) -> None:
    """A file that a page shows: its first line says where it stands."""
    if (named := NAMED.match(example.parsed)) is None:
        return
    path = Path(named["path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.parsed, encoding="utf-8")


PARSERS: list[Callable[[Document], Iterable[Region]]] = [
    PythonCodeBlockParser(doctest_optionflags=OPTIONS),
    CodeBlockParser("toml", put),
]
COMMAND = re.compile(r"python3 -m venv \.venv && .*nox$", re.MULTILINE)


def run(document: Document) -> None:
    """Evaluate every example of a page, in order, in one namespace."""
    for example in document.examples():
        example.evaluate()


def parse(path: Path) -> Document:
    """A page with its examples."""
    return Sybil(PARSERS, path=str(path.parent), pattern=path.name).parse(path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_snippets_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python snippet of a page runs as printed, beside a copy of the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    run(parse(page))


@pytest.mark.parametrize("name", PUBLIC)
def test_docstrings_run(name: str) -> None:
    """Every example in a docstring gives what it says."""
    module = importlib.import_module(name)
    assert 0 == doctest.testmod(module, optionflags=OPTIONS).failed


def test_a_wrong_snippet_is_seen(tmp_path: Path) -> None:
    """A page that claims what is not so fails, both as statements and as a session."""
    page = tmp_path / "wrong.md"
    page.write_text("```python\n>>> 1 + 1\n3\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        run(parse(page))
    page.write_text("```python\nassert 1 + 1 == 3\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        run(parse(page))


def test_the_readme_says_what_is_run() -> None:
    """The README's test command is the one that checks every change."""
    written = {
        tuple(COMMAND.findall((ROOT / path).read_text(encoding="utf-8")))
        for path in ("README.md", ".ci/run")
    }
    assert 1 == len(written)
    assert 1 == len(*written)
