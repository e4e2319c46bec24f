"""The library's own files, read as text and as syntax trees."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "order_to_cash"


class Source(NamedTuple):
    """One module: its parts below the package, its text, its syntax tree."""

    parts: tuple[str, ...]
    text: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The first part: `domain`, `rules`, `wire`, ...; empty for the package itself."""
        return self.parts[0] if self.parts else ""

    @property
    def name(self) -> str:
        """Its name as it is imported."""
        return ".".join(("order_to_cash", *self.parts))

    def at(self, node: ast.AST) -> str:
        """The module and line of a node, for messages."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


def _read(path: Path) -> Source:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    return Source(parts[:-1] if parts[-1] == "__init__" else parts, text, ast.parse(text))


SOURCES = tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")))


PUBLIC = tuple(
    source.name for source in SOURCES if not any(part.startswith("_") for part in source.parts)
)
"""The name of every module no part of whose name begins with an underscore."""


def public_modules() -> Iterator[ModuleType]:
    """Every public module, imported."""
    return (importlib.import_module(name) for name in PUBLIC)


def public_classes(module: ModuleType) -> Iterator[type]:
    """Every class that a module defines and that is named without underscore."""
    for name, thing in vars(module).items():
        own = getattr(thing, "__module__", None) == module.__name__
        if own and isinstance(thing, type) and not name.startswith("_"):
            yield thing
