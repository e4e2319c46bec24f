"""Deadlines: terms counted from an anchor day, working days and hours, and what is in time."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, pairwise
from typing import Final
from zoneinfo import ZoneInfo

from attrs import field
from dateutil.relativedelta import relativedelta

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition, InvalidValue, Problem
from order_to_cash.domain.core.instants import aware, in_utc, out_of_range, plain_day, zone_of

DAY: Final = timedelta(days=1)
MAX_CLOSED: Final = 366
"""After that many days without a working day a calendar is taken to be wrong."""

MAX_WORKING_DAYS: Final = 3_660
"""The longest span that is counted in working days, about fourteen years."""


@entity
class Term:
    """A span in months and days, such as the time to pay."""

    months: int = 0
    days: int = 0

    def __attrs_post_init__(self) -> None:
        if any(type(part) is not int or part < 0 for part in (self.months, self.days)):
            raise InvalidValue(
                "a term is a whole number of months and days, none of them below zero; "
                "give for instance Term(days=30)",
                code="deadline.term",
            )

    def after(self, day: date) -> date:
        """The day on which the term ends: months first, at most to the month's last day.

        Count every end from the same anchor day; an end is no anchor for the next one.
        """
        try:
            return plain_day(day) + relativedelta(months=self.months, days=self.days)
        except (OverflowError, ValueError):
            raise out_of_range() from None


@entity
class Deadline:
    """The last instant that is still in time, kept in UTC."""

    due: datetime = field(converter=in_utc)

    def met_by(self, at: datetime) -> bool:
        """Whether that instant is in time; exactly at the deadline is."""
        return in_utc(at) <= self.due

    def passed(self, at: datetime) -> bool:
        """Whether that instant is too late."""
        return in_utc(at) > self.due


@entity
class BusinessCalendar:
    """Which days and hours count as work in one place; every instant it answers is in UTC.

    `weekend` counts days from Monday, which is 0. Without `closes` a working day lasts until
    midnight. `breaks` are the hours within it at which nobody works, in order. Raises
    `BrokenDefinition` naming everything that leaves no time to work.
    """

    zone: str
    weekend: frozenset[int] = field(default=frozenset({5, 6}), kw_only=True)
    holidays: frozenset[date] = field(default=frozenset(), kw_only=True)
    opens: time = field(default=time(), kw_only=True)
    closes: time | None = field(default=None, kw_only=True)
    breaks: tuple[tuple[time, time], ...] = field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        zone_of(self.zone)
        if problems := tuple(_contradictions(self)):
            raise BrokenDefinition(
                f"the calendar of {self.zone} contradicts itself; correct its days and hours",
                problems=problems,
            )

    def is_working(self, day: date) -> bool:
        """Whether that day is neither a weekend nor a holiday."""
        return plain_day(day).weekday() not in self.weekend and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """That day if it is a working day, or else the first one after it."""
        for _ in range(MAX_CLOSED):
            if self.is_working(day):
                return day
            day = _shifted(day, 1)
        raise InvalidValue(
            f"{self.zone}: no working day within {MAX_CLOSED} days of that day; "
            "check the holidays of the calendar",
            code="deadline.no-working-day",
        )

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after that day, which itself never counts.

        With none to add it is that day or else the first working day after it.
        """
        if type(n) is not int or not 0 <= n <= MAX_WORKING_DAYS:
            raise span_refused()
        if n == 0:
            return self.next_working_day(day)
        for _ in range(n):
            day = self.next_working_day(_shifted(day, 1))
        return day

    def local_day(self, at: datetime) -> date:
        """The day it is there at that instant."""
        try:
            return aware(at).astimezone(zone_of(self.zone)).date()
        except OverflowError:
            raise out_of_range() from None

    def start_of(self, day: date) -> datetime:
        """The first instant of that day there; where clocks skip midnight, the one they go to."""
        return self._instant(day, time())

    def end_of(self, day: date) -> datetime:
        """The last instant of that day there, a microsecond before the next day."""
        return self.start_of(_shifted(day, 1)) - datetime.resolution

    def add_working_hours(self, at: datetime, amount: timedelta) -> datetime:
        """The instant at which that much working time has passed.

        Time outside the working hours does not count; work that fills a day ends as it closes.
        """
        if type(amount) is not timedelta or amount < timedelta():
            raise span_refused()
        day, at = self.local_day(at), in_utc(at)
        for _ in range(MAX_WORKING_DAYS):
            day = self.next_working_day(day)
            for opens, closes in self._hours(day):
                begins = max(opens, at)
                if closes - begins >= amount:
                    return begins + amount
                amount -= max(closes - begins, timedelta())
            day = _shifted(day, 1)
        raise span_refused()

    def work(self, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of work from one instant until just before another, in order, in UTC."""
        day, last = self.local_day(begins), self.local_day(ends)
        begins, ends = in_utc(begins), in_utc(ends)
        while day <= last:
            for opens, closes in self._hours(day) if self.is_working(day) else ():
                if max(opens, begins) < min(closes, ends):
                    yield max(opens, begins), min(closes, ends)
            if day == last:
                break
            day = _shifted(day, 1)

    def _hours(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """When work begins and ends on that day, between its breaks."""
        edges = [self._instant(day, clock) for clock in (self.opens, *chain(*self.breaks))]
        if self.closes is None:
            edges.append(self.start_of(_shifted(day, 1)))
        else:
            edges.append(self._instant(day, self.closes))
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return ((opens, closes) for opens, closes in pairs if opens < closes)

    def _instant(self, day: date, clock: time) -> datetime:
        """The first instant at which clocks show that time or, where they skip it, a later one."""
        zone, wall = zone_of(self.zone), datetime.combine(plain_day(day), clock)
        try:
            first, other = (wall.replace(tzinfo=zone, fold=n).astimezone(UTC) for n in (0, 1))
        except OverflowError:
            raise out_of_range() from None
        return first if first <= other else _skipped(wall, zone, other, first)


def _skipped(wall: datetime, zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The instant between two others at which clocks skip a time that they never show."""
    while after - before > datetime.resolution:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after


def _shifted(day: date, days: int) -> date:
    try:
        return plain_day(day) + days * DAY
    except OverflowError:
        raise out_of_range() from None


def _contradictions(calendar: BusinessCalendar) -> Iterable[Problem]:
    week = frozenset(range(7))
    if not calendar.weekend < week:
        yield Problem(
            "deadline.weekend", "weekend", "a weekend is some but not all of 0 (Monday) to 6"
        )
    if any(isinstance(d, datetime) or not isinstance(d, date) for d in calendar.holidays):
        yield Problem(
            "deadline.holidays", "holidays", "a holiday is a day without a time; give dates"
        )
    clocks = (calendar.opens, *chain(*calendar.breaks), calendar.closes or time.max)
    if any(clock.tzinfo is not None for clock in clocks):
        yield Problem("deadline.hours", "opens", "hours are local; give times without a zone")
    elif clocks[0] >= clocks[-1]:
        yield Problem("deadline.hours", "opens", "work begins before it ends; swap the hours")
    elif any(earlier >= later for earlier, later in pairwise(clocks)):
        yield Problem(
            "deadline.breaks",
            "breaks",
            "a break begins and ends within the hours, one after the other; put them in order",
        )


def span_refused() -> InvalidValue:
    """The error for a span that nothing is counted by."""
    return InvalidValue(
        f"a span of work is zero or more and at most {MAX_WORKING_DAYS} working days; "
        "check its sign and its size",
        code="deadline.span",
    )
