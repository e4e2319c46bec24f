"""On what kept figures are reckoned: this version of the library, and everything in the pack.

Whoever opens a store with another version or another pack, a changed tariff, say, counts anew.
"""

import enum
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import attrs

from order_to_cash.operators.operator import Operator

OURS: Final = "order_to_cash"


def basis_of(operator: Operator) -> str:
    """A text that is another where figures may be."""
    digest = blake2b(version("order-to-cash").encode(), digest_size=16)
    for process in operator.processes:
        for text in _told(process, frozenset()):
            digest.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _told(value: Any, outside: frozenset[int]) -> Iterator[str]:
    """Everything in a value, one text after the other; what holds itself is told once."""
    if id(value) in outside:
        return
    inside = outside | {id(value)}
    kind = type(value)
    yield from _source(value if hasattr(value, "__qualname__") else kind)
    if isinstance(value, enum.Enum):
        yield value.name
    elif attrs.has(kind):
        names = (field.name for field in attrs.fields(kind))
        yield from _all((getattr(value, name) for name in names), inside)
    elif isinstance(value, Mapping):
        yield from sorted("".join(_told(pair, inside)) for pair in value.items())
    elif isinstance(value, Set):
        yield from sorted("".join(_told(each, inside)) for each in value)
    elif isinstance(value, tuple | list):
        yield from _all(value, inside)
    elif not hasattr(value, "__qualname__") and "object at 0x" not in (said := repr(value)):
        yield said


def _all(values: Iterable[Any], inside: frozenset[int]) -> Iterator[str]:
    for value in values:
        yield from _told(value, inside)


def _source(named: Any) -> Iterator[str]:
    """A class or function by name; where it is not the library's, everything in its file."""
    module = named.__module__ or ""
    yield f"{module}.{named.__qualname__}"
    if module.partition(".")[0] not in (OURS, *sys.stdlib_module_names):
        file = getattr(sys.modules.get(module), "__file__", None)
        if file is not None and Path(file).is_file():
            yield blake2b(Path(file).read_bytes()).hexdigest()
