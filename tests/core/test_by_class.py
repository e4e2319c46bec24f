"""What is done by class is complete, or refused when it is put together."""

from typing import Any

import pytest

from order_to_cash.domain.core import BrokenDefinition
from order_to_cash.domain.core.by_class import by_class


class Came: ...


class Went: ...


class Stayed: ...


class Stranger: ...


WHOLE = Came | Went | Stayed


def test_each_class_is_found_under_its_own_part() -> None:
    """A part is one class or a union of some."""
    found = by_class(WHOLE, (Came, str.upper), (Went | Stayed, str.lower))
    assert {Came: str.upper, Went: str.lower, Stayed: str.lower} == found


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        (((Came, 1), (Went, 2)), "Stayed"),
        (((WHOLE, 1), (Went, 2)), "Went"),
        (((WHOLE, 1), (Stranger, 2)), "Stranger"),
    ],
)
def test_what_contradicts_itself_is_named(parts: Any, named: str) -> None:
    """A class that has nothing, or two, and one that is none of the union."""
    with pytest.raises(BrokenDefinition) as caught:
        by_class(WHOLE, *parts)
    assert [named] == [problem.path for problem in caught.value.problems]
