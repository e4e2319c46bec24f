"""The tree of errors: stable codes, every problem, one root."""

from datetime import UTC, datetime
from typing import Any

import pytest

from order_to_cash.domain.core import (
    AnswersLater,
    BrokenDefinition,
    Conflict,
    CurrencyMismatch,
    IdempotencyConflict,
    InvalidDocument,
    InvalidValue,
    MissingExtra,
    NotInForce,
    OrderToCashError,
    OutOfOrder,
    PortError,
    Problem,
    Unavailable,
    errors,
)

TREE: dict[type[OrderToCashError], tuple[type[Exception], str]] = {
    OrderToCashError: (Exception, "error"),
    InvalidValue: (OrderToCashError, "value.invalid"),
    CurrencyMismatch: (InvalidValue, "money.currency-mismatch"),
    NotInForce: (InvalidValue, "timeline.not-in-force"),
    InvalidDocument: (OrderToCashError, "wire.invalid-document"),
    BrokenDefinition: (OrderToCashError, "definition.broken"),
    OutOfOrder: (OrderToCashError, "process.out-of-order-event"),
    IdempotencyConflict: (OrderToCashError, "desk.idempotency-conflict"),
    MissingExtra: (OrderToCashError, "install.missing-extra"),
    PortError: (OrderToCashError, "port.error"),
    Conflict: (PortError, "port.conflict"),
    AnswersLater: (PortError, "port.answers-later"),
    Unavailable: (PortError, "port.unavailable"),
}


@pytest.mark.parametrize("kind", TREE)
def test_each_error_has_its_parent_and_code(kind: type[OrderToCashError]) -> None:
    """The tree and the codes are what users write their handlers against."""
    parent, code = TREE[kind]
    assert (parent,) == kind.__bases__
    named: dict[str, Any] = (
        {"until": datetime(2024, 3, 1, tzinfo=UTC)} if kind is AnswersLater else {}
    )
    made = kind("why", **named)
    assert (code, f"why [{code}]") == (made.code, str(made))


def test_the_tree_is_whole() -> None:
    """No error of the library is missing from the tree above, nor from its drawing."""
    kinds = {
        thing
        for thing in vars(errors).values()
        if isinstance(thing, type) and issubclass(thing, Exception)
    }
    assert set(TREE) == kinds
    assert [] == [kind.__name__ for kind in kinds if kind.__name__ not in str(errors.__doc__)]


def test_a_code_can_be_given() -> None:
    """One class serves several codes."""
    assert "money.malformed" == InvalidValue("why", code="money.malformed").code


def test_all_problems_are_told() -> None:
    """Each problem is a line of its own with its place, and `here` where there is none."""
    error = InvalidDocument(
        "two problems",
        problems=iter([Problem("a.b", "$.lines[0]", "too many"), Problem("a.c", "", "missing")]),
    )
    expected = (
        "two problems [wire.invalid-document]\n  $.lines[0]: too many [a.b]\n  here: missing [a.c]"
    )
    assert expected == str(error)
    assert ("a.b", "a.c") == tuple(problem.code for problem in error.problems)
    assert "two problems" == error.message


def test_an_error_without_problems_has_none() -> None:
    """The problems are an empty tuple, never missing."""
    assert () == OutOfOrder("why").problems
