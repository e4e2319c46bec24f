"""Whatever fits a port is in a test of the laws of that port."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import order_to_cash.adapters
import order_to_cash.ports
from order_to_cash.testing import laws

HERE, US = Path(__file__).parent, "tests.ports."
LAWS = {
    "Billing": "billing",
    "Catalogue": "directories",
    "Coverage": "directories",
    "CreditLines": "directories",
    "Fulfilment": "fulfilment",
    "Journal": "journal",
    "Notification": "notification",
    "Parties": "directories",
    "PersonalData": "personal",
    "Reservations": "reservations",
    "SeenKeys": "seen_keys",
    "Stock": "directories",
    "Terms": "directories",
    "Ticketing": "ticketing",
}
"""The module of laws of each port."""

FREE = ("Note", "Port", "Watch")
"""The port of somebody's own process promises what that process says; who watches, nothing."""


def classes(package: Any) -> Iterator[type]:
    """Every public class that is defined somewhere in a package."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for name, thing in vars(module).items():
            if isinstance(thing, type) and thing.__module__ == found.name and name[0] != "_":
                yield thing


def asked(cls: type) -> frozenset[str]:
    """What can be called on its instances."""
    functions = inspect.getmembers(cls, inspect.isfunction)
    return frozenset(name for name, _ in functions if not name.startswith("_"))


PORTS = {
    cls.__name__: asked(cls)
    for cls in classes(order_to_cash.ports)
    if getattr(cls, "_is_protocol", False)
}
FITTING = sorted(
    (cls.__name__, port)
    for cls in classes(order_to_cash.adapters)
    for port, methods in PORTS.items()
    if not getattr(cls, "_is_protocol", False) and port not in FREE and methods <= asked(cls)
)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(module: ast.Module) -> set[str]:
    """What a module imports, each by its whole name."""
    return {
        f"{node.module}.{alias.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def made(module: ast.Module) -> set[str]:
    """What a test says by name, and what a helper that it says by name is a kind of."""
    said = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    helpers = {
        HERE / f"{name.split('.')[2]}.py" for name in imported(module) if name.startswith(US)
    }
    for helper in helpers:
        for node in ast.walk(tree(helper)):
            if isinstance(node, ast.ClassDef) and node.name in said:
                said |= {base.id for base in node.bases if isinstance(base, ast.Name)}
    return said


def kinds(adapter: str) -> set[str]:
    """An adapter, and those that are a kind of it."""
    every = tuple(classes(order_to_cash.adapters))
    return {cls.__name__ for cls in every if adapter in {base.__name__ for base in cls.__mro__}}


def held(adapter: str, port: str) -> bool:
    """Whether a test of the port's laws makes the adapter, or one that is a kind of it."""
    module = f"{laws.__name__}.{LAWS[port]}"
    tests = [tree(path) for path in HERE.glob("test_*.py")]
    of_this_port = (t for t in tests if any(name.startswith(module) for name in imported(t)))
    known = {adapter, *kinds(adapter)}
    return any(known & made(test) for test in of_this_port)


def test_every_port_has_laws() -> None:
    """A port without laws, or a law of no port, is named here."""
    assert {*PORTS} == {*LAWS, *FREE}
    for name in {*LAWS.values()}:
        assert importlib.import_module(f"{laws.__name__}.{name}").LAWS


@pytest.mark.parametrize(("adapter", "port"), FITTING, ids=str)
def test_whatever_fits_a_port_is_held_to_its_laws(adapter: str, port: str) -> None:
    """TRU-14: an adapter that nobody holds to the laws of its port does not go unnoticed."""
    assert held(adapter, port)


def test_what_nobody_holds_is_noticed() -> None:
    """An adapter of another name, or one that is tested by other laws, is not held."""
    assert ("StoredKeys", "SeenKeys") in FITTING
    assert not held("PaperKeys", "SeenKeys")
    assert not held("StoredKeys", "Coverage")
