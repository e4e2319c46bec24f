"""When the clocks of a time zone change, as whole seconds to add to UTC."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Final

from order_to_cash.domain.core import entity
from order_to_cash.domain.core.instants import in_utc, zone_of

STEP: Final = timedelta(hours=12)
"""No zone changes its clocks and back again in less."""

SECOND: Final = timedelta(seconds=1)


@entity
class Change:
    """From that instant on local time is so many seconds ahead of UTC."""

    at: datetime
    seconds: int


def changes_of_clock(zone: str, first: datetime, last: datetime) -> tuple[Change, ...]:
    """What holds at the first instant, then every change up to the last one."""
    return tuple(_changes(zone_of(zone), in_utc(first).replace(microsecond=0), in_utc(last)))


def _changes(zone: tzinfo, at: datetime, last: datetime) -> Iterator[Change]:
    held = _offset(zone, at)
    yield Change(at, held)
    while at < last:
        after = min(at + STEP, last) if last - at > STEP else last
        now = _offset(zone, after)
        if now != held:
            yield Change(_moment(zone, at, after), now)
        at, held = after, now


def _moment(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    """The whole second at which the clocks change, between two instants."""
    low, high, offset = 0, -(-(after - before) // SECOND), _offset(zone, before)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, before + middle * SECOND) == offset:
            low = middle
        else:
            high = middle
    return before + high * SECOND


def _offset(zone: tzinfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    return 0 if offset is None else offset // SECOND
