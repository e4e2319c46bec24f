"""What an import of the library costs, against the one package that comes with it.

Nothing is imported at the top but what measures, so that every probe begins with nothing loaded.
"""

import sys
from importlib import import_module
from time import process_time
from typing import Final

from benchmarks import goals
from benchmarks.measure import Probe, Ratio, Subject


def _seconds(*names: str) -> float:
    assert "attrs" not in sys.modules
    start = process_time()
    for name in names:
        import_module(name)
    return process_time() - start


def nothing_but_attrs() -> float:
    """Processor seconds for attrs."""
    return _seconds("attrs")


def front_door() -> float:
    """Processor seconds for the package."""
    return _seconds("order_to_cash")


def whole_domain() -> float:
    """Processor seconds for a data pack with all its processes and rules."""
    return _seconds("order_to_cash", "order_to_cash.operators.peru")


def ready_desk() -> float:
    """Processor seconds for all that a desk on one file needs."""
    return _seconds("order_to_cash", "order_to_cash.embedded")


ATTRS: Final = Probe("`import attrs`", "benchmarks.imports:nothing_but_attrs")
LIBRARY: Final = Probe("`import order_to_cash`", "benchmarks.imports:front_door")
DOMAIN: Final = Probe("`operators.peru`", "benchmarks.imports:whole_domain")
DESK: Final = Probe("`embedded`", "benchmarks.imports:ready_desk")

HELP: Final = Probe("`--help`", "benchmarks.terminal:helped")
EXPLAIN: Final = Probe("`explain`", "benchmarks.terminal:explained")

SUBJECT: Final = Subject(
    "Imports",
    "Each from a fresh interpreter with compiled files; what is not needed is not loaded. `--help` "
    "and `explain` are whole commands, beyond the start of the interpreter.",
    (
        Ratio("`import order_to_cash`, against attrs alone", LIBRARY, ATTRS),
        Ratio("a data pack with every rule, against attrs alone", DOMAIN, ATTRS),
        Ratio("all of a desk on a file, against attrs alone", DESK, ATTRS),
        Ratio("a data pack with every rule, against 100 ms", DOMAIN, goals.IMPORT, at_most=1),
        Ratio("`--help`, against 400 ms", HELP, goals.WAITED, at_most=1),
        Ratio("`explain` of an order, against 400 ms", EXPLAIN, goals.WAITED, at_most=1),
    ),
)
