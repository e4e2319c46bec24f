"""Every name that a package of the library offers, with its signature, one a line.

Renew the snapshot with `python -m tests.architecture.public_names`, on the oldest supported
Python, and read the difference: it is what users will notice.
"""

import enum
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from tests.architecture.source import public_modules

SNAPSHOT = Path(__file__).with_name("public_names.txt")
HOMES = re.compile(r"\b(order_to_cash(\.\w+)*|collections\.abc|datetime|typing)\.(?=\w)")
"""Where the types in a signature come from, which would hide the signature."""
RENEW = "python -m tests.architecture.public_names"


def signature(thing: object) -> str:
    """The signature as text, without addresses and homes, or nothing where there is none."""
    if not callable(thing):
        return ""
    try:
        found = str(inspect.signature(thing))
    except (TypeError, ValueError):
        return "(...)"
    return HOMES.sub("", re.sub(r" at 0x[0-9a-f]+", "", found))


def members(cls: type, name: str) -> Iterator[str]:
    """The members of an enumeration, or the public methods and properties of a class."""
    if issubclass(cls, enum.Enum):
        yield from (f"{name}.{member.name} = {member.value!r}" for member in cls)
    for attribute, thing in sorted(vars(cls).items()):
        if attribute.startswith("_"):
            continue
        if isinstance(thing, property):
            yield f"{name}.{attribute}: {signature(thing.fget).rpartition(' -> ')[2]}"
        elif isinstance(thing, classmethod | staticmethod) or inspect.isfunction(thing):
            yield f"{name}.{attribute}{signature(getattr(cls, attribute))}"


def faces() -> Iterator[ModuleType]:
    """Every package with the names that it promises."""
    for module in public_modules():
        if hasattr(module, "__path__") and hasattr(module, "__all__"):
            yield module


def offered(module: ModuleType) -> Iterator[tuple[str, object]]:
    """What a package promises, by name."""
    for name in sorted(module.__all__):
        yield name, getattr(module, name)


def lines(modules: Iterator[ModuleType]) -> Iterator[str]:
    """One line for each public name of these modules."""
    for module in modules:
        for name, thing in offered(module):
            full = f"{module.__name__}.{name}"
            if not isinstance(thing, type):
                yield f"{full}{signature(thing)}"
            elif thing.__module__.rpartition(".")[0] != module.__name__:
                yield f"{full} is {thing.__module__}.{thing.__qualname__}"
            else:
                shown = "" if issubclass(thing, enum.Enum) else signature(thing)
                yield f"class {full}{shown}"
                yield from members(thing, full)


def current() -> str:
    """The snapshot as the source stands now."""
    return "".join(f"{line}\n" for line in lines(faces()))


if __name__ == "__main__":
    SNAPSHOT.write_text(current(), encoding="utf-8")
