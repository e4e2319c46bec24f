"""What a cell of a CSV file can hold; errors say what is due, never what stands there."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from functools import partial
from typing import Final, TypeVar
from unicodedata import normalize

from order_to_cash.domain.core import InvalidValue

LONGEST: Final = 256
"""The most characters of a name, code or sku."""

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2200

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COUNT: Final = re.compile(r"[0-9]{1,9}")

YES: Final = "yes"
NO: Final = "no"

T = TypeVar("T")


def optional_text(cell: str) -> str:
    """A text that may be empty, in normal form."""
    # normalising a long row of combining marks takes seconds
    if not cell.isascii() and len(cell) <= LONGEST:
        cell = normalize("NFC", cell)
    if len(cell) > LONGEST or not cell.isprintable():
        raise InvalidValue(
            f"a text has at most {LONGEST} characters, all of them printable; shorten or retype it",
            code="folder.text",
        )
    return cell


def text(cell: str) -> str:
    """A text that is not empty."""
    if not cell:
        raise InvalidValue("it is empty; fill it in", code="folder.empty")
    return optional_text(cell)


def texts(cell: str) -> tuple[str, ...]:
    """Several texts with a bar between them, such as `net-15|net-30`; none if it is empty."""
    return tuple(text(part.strip()) for part in cell.split("|")) if cell else ()


def day(cell: str) -> date:
    """A day such as 2024-02-29."""
    found = _day(cell)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise InvalidValue(
            f"a day of the years {FIRST_YEAR} to {LAST_YEAR} is due, written as YYYY-MM-DD;"
            " an end that is not known is left empty",
            code="folder.day",
        )
    return found


def optional_day(cell: str) -> date | None:
    """A day, or nothing."""
    return day(cell) if cell else None


def count(cell: str) -> int:
    """A whole number from zero on."""
    if COUNT.fullmatch(cell) is None:
        raise InvalidValue(
            "a whole number from 0 to 999999999 is due, in plain digits", code="folder.count"
        )
    return int(cell)


def few(cell: str) -> int:
    """A number of decimals; none for an empty cell."""
    return count(cell) if cell else 0


def yes_or_no(cell: str) -> str:
    """Yes or no; no for an empty cell."""
    if cell not in {YES, NO, ""}:
        raise InvalidValue(f"one of these is due: {YES}, {NO}", code="folder.choice")
    return cell


def one_of(choices: Iterable[Enum]) -> Callable[[str], Enum]:
    """A reader of the names of an enumeration, which its advice lists."""
    return partial(_chosen, {str(choice.value): choice for choice in choices})


def _chosen(known: dict[str, Enum], cell: str) -> Enum:
    if (found := known.get(cell)) is None:
        raise InvalidValue(f"one of these is due: {', '.join(known)}", code="folder.choice")
    return found


def _day(cell: str) -> date | None:
    if DAY.fullmatch(cell) is None:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
