"""Stories of a folder by the rows they take, so that a spoiled table can be told again."""

import importlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any
from unittest.mock import patch

from order_to_cash.testing import ByHand
from tests.processes.told import Call, Cause, Table, _calls, _taken


def told_in(*modules: str) -> Mapping[Cause, tuple[Call, ...]]:
    """For each stage, command and event the stories of these modules in which they meet."""
    found: dict[Cause, list[Call]] = defaultdict(list)
    for module in modules:
        for story in _calls(importlib.import_module(module)):
            for row in _taken(story):
                found[row[:3]].append(story)
    return {cause: tuple(told) for cause, told in found.items()}


def notices(
    process: type[Any], state_module: object, by_hand: ByHand, *modules: str
) -> Callable[[Table], None]:
    """A check of a table: the matrix by hand, and the stories of its spoiled rows told again."""
    true: Table = process.lifecycle
    told = told_in(*modules)

    def check(table: Table) -> None:
        assert true.start is table.start
        _agrees(table, by_hand)
        spoiled = set(true.arrows) ^ set(table.arrows)
        causes = {(row.source, row.command, row.event) for row in spoiled}
        with (
            patch.object(process, "lifecycle", table),
            patch.object(state_module, "LIFECYCLE", table),
        ):
            for story in {one for cause in causes for one in told.get(cause, ())}:
                _tell(story)

    return check


def _agrees(table: Table, by_hand: ByHand) -> None:
    assert set(table.commands) == set(by_hand)
    for command, (stages, roles) in by_hand.items():
        assert set(roles) == set(table.roles[command])
        for stage in table.stages:
            assert (stage in stages) == table.welcomes(stage, command)


def _tell(story: Call) -> None:
    """Whatever a spoiled table makes a story raise counts as noticed."""
    try:
        story()
    except Exception as noticed:
        raise AssertionError from noticed
