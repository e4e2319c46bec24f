"""Rows of a table as every reader has them: texts by the name of their column."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from order_to_cash.domain.core import Problem

LONGEST_NAME: Final = 40
"""The most characters of a column's name that a message repeats."""

MOST_COLUMNS: Final = 1_000
MOST_SHOWN: Final = 40
"""The most columns that a message names."""
Cells: TypeAlias = Mapping[str, str]
Pick: TypeAlias = Callable[[Sequence[str], bool], Sequence[str]]
"""Which of these columns are looked at; where they are all there are, it asks for what it needs."""


class Raw(NamedTuple):
    """The cells of a row that are looked at, or why there are none."""

    line: int
    cells: Cells | None
    problems: tuple[Problem, ...] = ()


def place_of(name: str) -> str:
    """The name of a column; one that might be somebody's data is not shown."""
    return name if name.isidentifier() and len(name) <= LONGEST_NAME else "a column"


def shown(columns: Sequence[str]) -> str:
    """Names of columns for people, as many as anybody reads."""
    known = [name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in columns]
    told = ", ".join(filter(str.isprintable, filter(None, known[:MOST_SHOWN])))
    return f"{told}, …" if len(known) > MOST_SHOWN else told
