"""The shape of the tree: frozen values, short modules and functions, a sentence on every name."""

import ast
import enum
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import attrs
import pytest

from tests.architecture.source import PACKAGE, PUBLIC, ROOT, SOURCES, Source, public_classes

LAYERS = {"domain", "rules", "ports"}
LINES_PER_MODULE_MAX = 400
LINES_PER_FUNCTION_MAX = 60
CORE = tuple(name for name in PUBLIC if LAYERS & set(name.split(".")[1:2]))
TESTS = tuple(sorted((ROOT / "tests").rglob("test_*.py")))
Documented: TypeAlias = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def is_protocol(node: ast.ClassDef) -> bool:
    """Whether a class is a `Protocol`, generic or not."""
    return any("Protocol" in ast.unparse(base) for base in node.bases)


PROMISED = {
    method.name
    for source in SOURCES
    for node in ast.walk(source.tree)
    if isinstance(node, ast.ClassDef) and is_protocol(node)
    for method in node.body
    if isinstance(method, ast.FunctionDef)
}
"""Methods that a protocol documents; those who keep the promise need not repeat it."""


def public_names(source: Source) -> Iterator[tuple[str, Documented]]:
    """The module, its public functions and classes, and the public methods of those."""
    yield source.name, source.tree
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_methods(node)


def public_methods(owner: ast.ClassDef) -> Iterator[tuple[str, Documented]]:
    """The methods of a class that no protocol documents for it."""
    for node in owner.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            promised_elsewhere = node.name in PROMISED and not is_protocol(owner)
            if not promised_elsewhere and not is_overload(node):
                yield f"{owner.name}.{node.name}", node


def is_overload(node: ast.FunctionDef) -> bool:
    """Whether this is but a type of the function that follows and says what it does."""
    return any(isinstance(way, ast.Name) and way.id == "overload" for way in node.decorator_list)


def first_line(node: Documented) -> str:
    """The first line of a docstring, empty if there is none."""
    lines = (ast.get_docstring(node) or "").splitlines()
    return lines[0] if lines else ""


def is_value(cls: type) -> bool:
    """Whether a class is one of those that must never change: all but the three other kinds."""
    return not (issubclass(cls, enum.Enum | Exception | str) or getattr(cls, "_is_protocol", False))


@pytest.mark.parametrize("name", CORE)
def test_values_are_frozen_and_slotted(name: str) -> None:
    """A public class of the core is an entity that nobody can change or extend in place."""
    loose = [
        cls.__qualname__
        for cls in filter(is_value, public_classes(importlib.import_module(name)))
        if not (attrs.has(cls) and attrs.inspect(cls).is_frozen and attrs.inspect(cls).is_slotted)
    ]
    assert [] == loose


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_modules_are_short(source: Source) -> None:
    """A module fits in a head; one that outgrows it becomes a folder."""
    assert len(source.text.splitlines()) <= LINES_PER_MODULE_MAX


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_functions_are_short(source: Source) -> None:
    """A function fits on a screen."""
    long = [
        f"{source.at(node)} {node.name}: {lines} lines"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LINES_PER_FUNCTION_MAX
    ]
    assert [] == long


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_public_name_has_its_sentence(source: Source) -> None:
    """A public name's docstring begins with a line that is a whole sentence."""
    without = [
        f"{source.at(node)} {name}: {first_line(node)!r}"
        for name, node in public_names(source)
        if not first_line(node).endswith((".", "?"))
    ]
    assert [] == without


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_annotations_are_not_strings(source: Source) -> None:
    """No module postpones its annotations, since attrs and Hypothesis read them."""
    assert "from __future__ import annotations" not in source.text


def test_every_folder_is_a_package() -> None:
    """Each folder with modules says in its `__init__.py` what they are about."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [] == [str(path) for path in folders if not (path / "__init__.py").exists()]


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_every_test_has_its_sentence(path: Path) -> None:
    """A test says in a sentence what holds, so that a failure reads as the sentence denied."""
    without = [
        f"{path.name}:{node.lineno} {node.name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not (ast.get_docstring(node) or "").endswith((".", "?"))
    ]
    assert [] == without
