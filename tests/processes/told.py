"""The stories of this folder as plain calls, and the rows of the tables that each of them takes."""

import importlib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import ModuleType
from typing import Any, Final, TypeAlias
from unittest.mock import patch

from order_to_cash.domain.core import Lifecycle, Moved
from order_to_cash.testing import Checks, Taken

Table: TypeAlias = Lifecycle[Any, Any, Any]
Call: TypeAlias = Callable[[], object]
Cause: TypeAlias = tuple[Any, type[Any], type[Any]]

MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    "order": (
        "test_order_reception",
        "test_order_credit",
        "test_order_validation",
        "test_order_delivery",
        "test_order_cancellation",
        "test_order_amendments",
        "test_order_pieces",
        "test_order_returns",
        "test_order_stops",
        "test_order_advances",
        "test_order_offers",
        "test_order_reservations",
    ),
    "credit_account": (
        "test_account_evaluation",
        "test_account_bookkeeping",
        "test_account_collection",
        "test_account_stops",
    ),
    "payment": ("test_payments",),
    "receivable": (
        "test_receivable_invoice",
        "test_receivable_payments",
        "test_receivable_credit",
        "test_receivable_dunning",
        "test_receivable_late",
        "test_receivable_differences",
        "test_receivable_notes",
        "test_receivable_exemptions",
        "test_receivable_advances",
        "test_receivable_shares",
    ),
}


def stories(process: str) -> tuple[Call, ...]:
    """Every story of a process, with the facts it is told with."""
    modules = (importlib.import_module(f"tests.processes.{name}") for name in MODULES[process])
    return tuple(call for module in modules for call in _calls(module))


def _calls(module: ModuleType) -> Iterator[Call]:
    for name, test in vars(module).items():
        if not name.startswith("test_") or hasattr(test, "hypothesis"):
            continue
        marks = [m for m in getattr(test, "pytestmark", ()) if m.name == "parametrize"]
        if not marks:
            assert not inspect.signature(test).parameters, name
            yield test
        for mark in marks:
            yield from (partial(test, **facts) for facts in _facts(*mark.args))


def _facts(names: str | tuple[str, ...], values: Any) -> Iterator[dict[str, Any]]:
    if isinstance(names, str):
        yield from ({names: value} for value in values)
    else:
        yield from (dict(zip(names, value, strict=True)) for value in values)


def told_by_row(process: str) -> Mapping[Cause, tuple[Call, ...]]:
    """For each stage, command and event the stories in which they meet."""
    found: dict[Cause, list[Call]] = defaultdict(list)
    for story in stories(process):
        for row in _taken(story):
            found[row[:3]].append(story)
    return {cause: tuple(told) for cause, told in found.items()}


def _taken(story: Call) -> frozenset[Taken]:
    seen: set[Taken] = set()
    plain = Checks._rows

    def noting(checks: Any, before: Any, envelope: Any, outcome: Moved[Any, Any]) -> Any:
        rows = plain(checks, before, envelope, outcome)
        seen.update(rows)
        return rows

    with patch.object(Checks, "_rows", noting):
        story()
    return frozenset(seen)
