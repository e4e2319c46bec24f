"""The Chilean example is no part of the library: it stands on public names, and passes alone."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "chile"
MODULES = sorted(EXAMPLE.rglob("*.py"))


def test_its_own_tests_pass() -> None:
    """OPN-01, OPN-03, OPN-05, OPN-07: pack, process, words and lines, by the example's own tests.

    They run in a process of their own, with nothing of ours but the installed library.
    """
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        "pyproject.toml",
        "-p",
        "no:cacheprovider",
    )
    ended = subprocess.run(command, cwd=EXAMPLE, capture_output=True, text=True, check=False)
    assert 0 == ended.returncode, ended.stdout[-4000:]


def borrowed(path: Path) -> Iterator[tuple[str, str]]:
    """Every name that a module takes from the library, with the module it takes it from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] == "order_to_cash":
                yield from ((module, alias.name) for alias in node.names)
            case ast.Import(names=names):
                modules = (alias.name for alias in names)
                yield from ((m, "*") for m in modules if m.split(".")[0] == "order_to_cash")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(EXAMPLE)))
def test_it_stands_on_public_names_alone(path: Path) -> None:
    """OPN-08: each name that it takes from the library is promised by the face it takes it from."""
    private = [
        f"{module}.{name}"
        for module, name in borrowed(path)
        if name not in getattr(importlib.import_module(module), "__all__", ())
    ]
    assert [] == private


def test_an_installed_pack_is_known_by_name() -> None:
    """OPN-01: its distribution says where the pack is, so that `--operator chile` finds it."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"chile": "chile.pack:CHILE"} == project["entry-points"]["order_to_cash.operators"]
    assert ["order-to-cash"] == project["dependencies"]


ROW = re.compile(r"^\| `(?P<files>[^`]+)` \| (?P<count>\d+)(?: each)? \|", re.MULTILINE)


def test_its_page_counts_its_lines() -> None:
    """How much an operator takes is told as it is: the lines of each file that are code."""
    told = {
        row["files"]: int(row["count"]) for row in ROW.finditer((EXAMPLE / "README.md").read_text())
    }
    each = {name for name in told if "{" in name}
    counted = {name: _lines_of(name.replace("{en,es}", "es")) for name in told}
    assert counted == told
    assert each == {name for name in each if told[name] == _lines_of(name.replace("{en,es}", "en"))}


def _lines_of(files: str) -> int:
    """The lines of code of these files."""
    return sum(len(set(_lines(path))) for path in EXAMPLE.glob(files))


def _lines(path: Path) -> Iterator[int]:
    """The numbers of those lines that are neither blank nor comment nor docstring."""
    text = path.read_text(encoding="utf-8")
    said = set(_docstrings(text)) if path.suffix == ".py" else set()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.strip().startswith("#") and number not in said:
            yield number


def _docstrings(text: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if ast.get_docstring(node) is not None and first.end_lineno is not None:
                yield from range(first.lineno, first.end_lineno + 1)
