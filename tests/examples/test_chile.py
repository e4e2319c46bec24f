"""The Chilean example is no part of the library: it stands on public names, and passes alone."""

import ast
import importlib
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
