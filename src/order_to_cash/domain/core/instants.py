"""Instants and days: aware datetimes, plain days and time zones, refused when they are not."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from order_to_cash.domain.core.errors import InvalidValue

D = TypeVar("D", bound=date)


def aware(at: datetime) -> datetime:
    """The same instant, or `InvalidValue` for a datetime without an offset."""
    match at:
        case datetime() if at.utcoffset() is not None:
            return at
    raise InvalidValue(
        "an instant needs its offset; give a timezone-aware datetime", code="time.naive"
    )


def in_utc(at: datetime) -> datetime:
    """The same instant in UTC, where two instants compare and subtract without surprises."""
    if type(at) is datetime and at.tzinfo is UTC:
        return at
    try:
        return aware(at).astimezone(UTC)
    except OverflowError:
        raise out_of_range() from None


def plain_day(day: D) -> D:
    """The same day, or `InvalidValue` for an instant given in its place."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise InvalidValue(
            "a day is a date without a time; say in which zone with BusinessCalendar.local_day",
            code="time.not-a-day",
        )
    return day


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that IANA name, such as "America/Lima"."""
    try:
        return _zone(name)
    except (LookupError, ValueError, TypeError, OSError):
        raise InvalidValue(
            "this time zone is not known here; give an IANA name such as America/Lima, and "
            "install tzdata where the system has no zones of its own",
            code="time.unknown-zone",
        ) from None


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def out_of_range() -> InvalidValue:
    """The error for a day or an instant that no calendar holds."""
    return InvalidValue(
        "this lies outside the years 1 to 9999; check the day and the span that is added to it",
        code="time.out-of-range",
    )
