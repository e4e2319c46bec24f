"""Who may import whom: the arrows between the layers, and the few packages each layer stands on."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.source import SOURCES, Source

TOPS = {"testing", "adapters", "cli", "audit"}
"""Layers that nobody imports but those named in `MAY_IMPORT`."""

MAY_IMPORT: dict[str, set[str]] = {
    "domain": {"domain"},
    "rules": {"domain", "rules"},
    "ports": {"domain", "ports"},
    "adapters": {"domain", "ports", "adapters"},
    "cli": {source.layer for source in SOURCES} - {"testing"},
    "__main__": {"cli"},
    "embedded": {source.layer for source in SOURCES} - {"testing", "cli", "audit"},
    "comparing": {source.layer for source in SOURCES} - {"testing", "cli", "audit"},
    "testing": {source.layer for source in SOURCES},
    "audit": {"audit", "domain", "ports", "desk", "operators", "wire"},
}
"""A layer that is not named here is built on all of them, except `TOPS`.

`embedded` puts adapters and desk together, as an application would, and `comparing` plays on it.
"""

EVERYONE = {"attrs", "dateutil"}
THIRD_PARTY: dict[str, set[str]] = {
    "adapters": EVERYONE | {"opentelemetry", "psycopg"},
    "wire": EVERYONE | {"cattrs"},
    "analytics": EVERYONE | {"narwhals"},
    "testing": EVERYONE | {"hypothesis", "pytest"},
}
"""Packages beside the standard library; a layer that is not named here has `EVERYONE`."""


def imported(source: Source) -> Iterator[tuple[str, ast.stmt]]:
    """Every module that a module names in an import, wherever in its text."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "order_to_cash":
                yield from ((f"order_to_cash.{alias.name}", node) for alias in node.names)
            else:
                yield "." * node.level + (node.module or ""), node


def allowed_layers(layer: str) -> set[str]:
    """The layers that a layer may import; itself always."""
    every = {source.layer for source in SOURCES} - {""}
    return MAY_IMPORT.get(layer, every - TOPS) | {layer}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_imports_follow_the_arrows(source: Source) -> None:
    """A module imports only layers that its own layer is built on."""
    allowed = allowed_layers(source.layer)
    wrong = [
        f"{source.at(node)} imports {name}"
        for name, node in imported(source)
        if name.startswith("order_to_cash.") and name.split(".")[1] not in allowed
    ]
    assert [] == wrong


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_layers_stand_on_few_packages(source: Source) -> None:
    """Beside the standard library a module imports only the packages of its layer."""
    known = {*sys.stdlib_module_names, "order_to_cash"}
    known |= THIRD_PARTY.get(source.layer, EVERYONE)
    wrong = [
        f"{source.at(node)} imports {name}"
        for name, node in imported(source)
        if name.split(".")[0] not in known
    ]
    assert [] == wrong


def test_a_new_folder_cannot_import_the_tops() -> None:
    """A layer that no table names may not import tests' helpers, adapters or the command line."""
    assert set() == allowed_layers("something_new") & TOPS


def test_the_arrows_are_seen_in_every_form_of_import() -> None:
    """All spellings of an import are read, so none slips through."""
    text = (
        "import order_to_cash.cli\n"
        "from order_to_cash import wire\n"
        "from order_to_cash.testing.laws import LAWS\n"
        "def late():\n    from . import money\n"
    )
    source = Source(("domain", "sample"), text, ast.parse(text))
    expected = ["order_to_cash.cli", "order_to_cash.wire", "order_to_cash.testing.laws", "."]
    assert expected == [name for name, _ in imported(source)]
