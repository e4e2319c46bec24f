"""Periods of the calendar that requests are grouped by: of their opening, or of their closing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


OF_OPENING: Final[Mapping[str, Callable[[date], str]]] = {
    "day": date.isoformat,
    "week": _week,
    "month": lambda day: f"{day.year:04}-{day.month:02}",
    "quarter": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "year": lambda day: f"{day.year:04}",
}
"""What the period of a day is called: the day, its ISO week, month, quarter, year."""

CLOSED: Final = "closed-"
"""What the name of a period of closing begins with; an open request has none."""

PERIODS: Final[Mapping[str, Callable[[date], str]]] = {
    **OF_OPENING,
    **{f"{CLOSED}{name}": named for name, named in OF_OPENING.items()},
}


def of_closing(by: str) -> bool:
    """Whether a period is that of closing."""
    return by in PERIODS and by.startswith(CLOSED)
