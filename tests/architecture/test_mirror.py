"""Tests mirror the tree: whoever changes a package knows in which folder its tests are."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.source import PACKAGE, ROOT

TESTS: Final = ROOT / "tests"
ELSEWHERE: Final[Mapping[str, str]] = {
    "analytics": "indicators",
    "charge_obligation": "charge_correction",
}
"""What the figures are made of is tested by what they say, and what a correction owes with it."""

PACKAGES: Final = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
OF_DOMAIN: Final = sorted(path.parent.name for path in PACKAGE.glob("domain/*/__init__.py"))
OF_PROCESSES: Final = ("domain", "core", "processes")
"""Where a package of the domain is tested that has no folder of its own."""


def used(folder: Path) -> frozenset[str]:
    """The modules of the library that the tests of a folder import."""
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
            elif isinstance(node, ast.Import):
                found |= {one.name for one in node.names}
    return frozenset(found)


def lacking(name: str, folders: tuple[Path, ...]) -> list[str]:
    """What is wrong, if no folder has tests that import the package."""
    there = [folder for folder in folders if list(folder.glob("**/test_*.py"))]
    whole = f"order_to_cash.{name}"
    if any(m == whole or m.startswith(f"{whole}.") for folder in there for m in used(folder)):
        return []
    places = " or ".join(str(folder.relative_to(ROOT)) for folder in folders)
    return [f"{whole} has no tests in {places}"]


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_has_its_folder_of_tests(name: str) -> None:
    """`order_to_cash.desk` is tested in `tests/desk`, and so is each of its neighbours."""
    assert [] == lacking(name, (TESTS / ELSEWHERE.get(name, name),))


@pytest.mark.parametrize("name", OF_DOMAIN)
def test_a_package_of_the_domain_has_its_tests(name: str) -> None:
    """A process is tested in a folder of its name, or with the others that it works with."""
    own = TESTS / ELSEWHERE.get(name, name)
    folders = (own,) if own.is_dir() else tuple(TESTS / each for each in OF_PROCESSES)
    assert [] == lacking(f"domain.{name}", folders)


def test_no_test_lies_beside_the_folders() -> None:
    """What belongs to no package is named: the front door, the benchmarks, their same work."""
    assert ["test_benchmarks.py", "test_front_door.py", "test_same_work.py"] == sorted(
        file.name for file in TESTS.glob("test_*.py")
    )


def test_a_package_without_tests_is_named() -> None:
    """The law is worth something: nothing there, or tests of something else, are told."""
    folder = ROOT / "tests" / "desk"
    assert ["order_to_cash.nothing has no tests in tests/desk"] == lacking("nothing", (folder,))
    assert [] == lacking("desk", (folder,))
