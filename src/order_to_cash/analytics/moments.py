"""Instants as tables write them: in ISO 8601, by day, month and year, or as a count of days."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from order_to_cash.domain.core import InvalidValue
from order_to_cash.domain.core.instants import in_utc, zone_of

ISO: Final = "iso"
DAYS: Final = "days"
DAY_FIRST: Final = "dd/mm/yyyy"
ORDERS: Final[Mapping[str, tuple[int, int, int]]] = {
    DAY_FIRST: (2, 1, 0),
    "mm/dd/yyyy": (2, 0, 1),
    "yyyy/mm/dd": (0, 1, 2),
}
"""Where year, month and day stand, whatever is between them."""

FORMATS: Final = (ISO, *ORDERS, DAYS)
LONGEST_INSTANT: Final = 64
"""The most characters of an instant."""

MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("ene", "jan"),
            ("feb", "fev"),
            ("mar",),
            ("abr", "apr"),
            ("may", "mai"),
            ("jun",),
            ("jul",),
            ("ago", "aug"),
            ("sep", "set"),
            ("oct", "out"),
            ("nov",),
            ("dic", "dec", "dez"),
        ),
        start=1,
    )
    for name in names
}
"""How the names of months begin in Spanish, English and Portuguese."""

NAMED: Final = re.compile(
    r"(?:[^\W\d_]+(?:-feira)?,\s*)?([0-9]{1,2})(?:\s+de\s+|[ /.-])([^\W\d_]{3,10})\.?"
    r"(?:\s+del?\s+|[ /.-])([0-9]{4}|[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
"""A day whose month is a word, with or without the day of the week."""

WRITTEN: Final = re.compile(
    r"([0-9]{1,4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,4})"
    r"(?:(?:T|,?\s+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,6}))?)?"
    r"(?:\s*([ap])\.?\s?m\.?)?)?",
    re.IGNORECASE,
)
YEAR_DIGITS: Final = 4
SHORT_DIGITS: Final = 2
CENTURY: Final = 2000
"""That of a year of two digits, which stands last."""

NOON: Final = 12
COUNTED: Final = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,17})?")
FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, whose zone is told apart
FIRST_SURE: Final = 61
"""Before this day spreadsheets count one that there never was."""

MILLISECONDS: Final = 86_400_000
"""How many a day has; a count of days as a fraction of two is exact to less than one."""

LARGEST_DAY: Final = 2_958_465
Moment: TypeAlias = Callable[[str], datetime]


def check_format(name: str) -> None:
    """Raise `InvalidValue` unless instants can be read so."""
    if name and name not in FORMATS and "%" not in name:
        raise InvalidValue(
            f"instants are written in one of: {', '.join(FORMATS)}, or by a pattern of strptime "
            "such as %d/%m/%y %H:%M; give one of them",
            code="layout.format",
        )


def wall_clock(format_: str) -> Moment:
    """What reads the cell of an instant, with an offset or without; else raises `ValueError`."""
    if format_ == DAYS:
        return _counted
    if format_ in ORDERS:
        order = ORDERS[format_]
        return lambda cell: _ordered(cell, order)
    if "%" in format_:
        return lambda cell: datetime.strptime(cell, format_)  # noqa: DTZ007 - the zone comes after
    return datetime.fromisoformat


def moment(format_: str = "", zone: str = "") -> Moment:
    """What reads the cell of an instant; times without an offset are those of the zone.

    It raises `InvalidValue` for what is no instant, and for a time that no zone, or the zone twice
    or never, had.
    """
    read = wall_clock(format_)

    def known(cell: str) -> datetime:
        at = None
        if len(cell) <= LONGEST_INSTANT:
            with suppress(ValueError, OverflowError, ArithmeticError):
                at = read(cell)
        if at is None:
            raise _unreadable(format_)
        if at.tzinfo is None:
            at = _local(at, zone)
        in_utc(at)
        return at

    return known


def _local(at: datetime, zone: str) -> datetime:
    if not zone:
        raise InvalidValue(
            "the instant has no offset; add that of the zone it was taken in, such as -04:00, or "
            "name the zone of all of them",
            code="records.naive",
        )
    local = at.replace(tzinfo=zone_of(zone))
    with suppress(OverflowError):
        if local.utcoffset() == local.replace(fold=1).utcoffset():
            return local
    raise InvalidValue(
        "the clocks of the zone were changed then: they showed that time twice or never; write it "
        "with its offset",
        code="records.clocks-changed",
    )


def _unreadable(format_: str) -> InvalidValue:
    if format_ in ("", ISO):
        return InvalidValue(
            "an instant with its offset is due, such as 2024-02-29T10:00:00-04:00",
            code="records.instant",
        )
    return InvalidValue(
        "the instant is not written as the others; correct it, or name the format of all of them",
        code="records.instant",
    )


def _ordered(cell: str, order: tuple[int, int, int]) -> datetime:
    found = WRITTEN.fullmatch(_numbered(cell) if order == ORDERS[DAY_FIRST] else cell)
    if found is None:
        raise ValueError
    day, (hour, minute, second, part, half) = found.group(1, 2, 3), found.group(4, 5, 6, 7, 8)
    year, month, number = (int(day[place]) for place in order)
    if len(day[order[0]]) == SHORT_DIGITS and order[0]:
        year += CENTURY
    elif len(day[order[0]]) != YEAR_DIGITS:
        raise ValueError
    at = datetime(year, month, number)  # noqa: DTZ001 - the zone comes after
    return at.replace(
        hour=_hour(int(hour or 0), half),
        minute=int(minute or 0),
        second=int(second or 0),
        microsecond=int((part or "0").ljust(6, "0")),
    )


def _numbered(cell: str) -> str:
    """The cell with the number of a month that is a word."""
    found = NAMED.match(cell)
    month = found and MONTHS.get(found.group(2)[:3].casefold())
    if not (found and month):
        return cell
    return f"{found.group(1)}/{month}/{found.group(3)}{cell[found.end() :]}"


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= NOON:
        raise ValueError
    return hour % NOON + (NOON if half in "pP" else 0)


def _counted(cell: str) -> datetime:
    """Days since the first one of spreadsheets; a day and a part of one may stand apart."""
    parts = cell.split()
    if not parts or not all(map(COUNTED.fullmatch, parts)):
        raise ValueError
    days = sum((Decimal(part.replace(",", ".")) for part in parts), Decimal())
    if not FIRST_SURE <= days <= LARGEST_DAY:
        raise ValueError
    return FIRST_DAY + timedelta(milliseconds=round(days * MILLISECONDS))


def readers(cells: Sequence[str]) -> tuple[str, ...]:
    """The formats that read most of the cells; several where they read alike many."""
    score = {name: sum(fits(name, cell) for cell in cells) for name in FORMATS}
    best = max(score.values())
    return tuple(name for name, count in score.items() if count == best) if best else ()


def fits(format_: str, cell: str, *, naive: bool = False) -> bool:
    """Whether a cell is an instant in that format; with `naive`, one without an offset."""
    if len(cell) > LONGEST_INSTANT:
        return False
    try:
        at = wall_clock(format_)(cell)
    except (ValueError, OverflowError, ArithmeticError):
        return False
    return not naive or at.tzinfo is None
