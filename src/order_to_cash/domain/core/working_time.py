"""Time that counts between two instants: all of it, or the working time, without the pauses.

Intervals run from an instant on until just before another. What is counted is additive: from a to
b and from b to c together is from a to c, and the way back is the same below zero.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from attrs import field

from order_to_cash.domain.core.deadline import BusinessCalendar, span_refused
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.instants import in_utc, out_of_range

Interval: TypeAlias = tuple[datetime, datetime]
NONE: Final = timedelta()


def _known(at: datetime | None) -> datetime | None:
    return None if at is None else in_utc(at)


@entity
class Pause:
    """A time that does not count, for instance while the customer is asked; `None` is no end yet.

    Raises `InvalidValue` for a pause that ends before it begins.
    """

    begins: datetime = field(converter=in_utc)
    ends: datetime | None = field(default=None, converter=_known)

    def __attrs_post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise InvalidValue(
                "a pause ends before it begins; swap its instants", code="indicators.pause"
            )


def running(begins: datetime, ends: datetime, pauses: Iterable[Pause] = ()) -> Iterator[Interval]:
    """The parts of an interval that no pause covers, in order and in UTC, none of them empty."""
    at, ends = in_utc(begins), in_utc(ends)
    for pause in sorted(pauses, key=lambda pause: pause.begins):
        if pause.begins >= ends:
            break
        if at < pause.begins:
            yield at, pause.begins
        at = max(at, ends if pause.ends is None else pause.ends)
    if at < ends:
        yield at, ends


def elapsed_time(begins: datetime, ends: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """How long it is from one instant to another without the pauses; below zero if reversed."""
    return _signed(begins, ends, lambda first, last: running(first, last, pauses))


def working_time(
    calendar: BusinessCalendar, begins: datetime, ends: datetime, pauses: Iterable[Pause] = ()
) -> timedelta:
    """How much of the time from one instant to another is working time without the pauses.

    Below zero if reversed. `calendar.add_working_hours(begins, working_time(calendar, begins,
    ends))` is the first instant at which as much work was done as at `ends`. Raises `InvalidValue`
    for an instant without an offset.
    """
    return _signed(begins, ends, lambda first, last: counting(first, last, calendar, pauses))


def counting(
    begins: datetime,
    ends: datetime,
    calendar: BusinessCalendar | None = None,
    pauses: Iterable[Pause] = (),
) -> Iterator[Interval]:
    """The stretches of an interval that count, in order: in working hours where a calendar says."""
    for first, last in running(begins, ends, pauses):
        if calendar is None:
            yield first, last
        else:
            yield from calendar.work(first, last)


def less_than(span: timedelta, stretches: Iterable[Interval]) -> bool:
    """Whether these stretches are less than that span together; asks no more than it must."""
    left = span
    for first, last in stretches:
        left -= last - first
        if left <= NONE:
            return False
    return left > NONE


def due_after(
    begins: datetime,
    span: timedelta,
    calendar: BusinessCalendar | None = None,
    pauses: Iterable[Pause] = (),
) -> datetime | None:
    """The instant at which that much time has counted; `None` while a pause without end holds it.

    Each pause moves it by what of the pause would have counted. Raises `InvalidValue` for a span
    below zero, or of more work than a calendar can tell.
    """
    if span < NONE:
        raise span_refused()
    at = in_utc(begins)
    for pause in sorted(pauses, key=lambda pause: pause.begins):
        if not less_than(span, counting(at, pause.begins, calendar)):
            break
        span -= _sum(counting(at, pause.begins, calendar))
        if pause.ends is None:
            return None
        at = max(at, pause.ends)
    if calendar is not None:
        return calendar.add_working_hours(at, span)
    try:
        return at + span
    except OverflowError:
        raise out_of_range() from None


def _signed(
    begins: datetime, ends: datetime, between: Callable[[datetime, datetime], Iterable[Interval]]
) -> timedelta:
    begins, ends = in_utc(begins), in_utc(ends)
    return _sum(between(begins, ends)) if begins <= ends else -_sum(between(ends, begins))


def _sum(stretches: Iterable[Interval]) -> timedelta:
    return sum((last - first for first, last in stretches), NONE)
