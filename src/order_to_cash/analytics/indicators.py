"""Indicators over any number of requests: counted group by group, in constant memory."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, TypeAlias

from attrs import define, evolve, field

from order_to_cash.analytics.left_out import LeftOut, Losses
from order_to_cash.analytics.periods import PERIODS, of_closing
from order_to_cash.analytics.requests import Request
from order_to_cash.domain.core import InvalidValue, Problem, entity
from order_to_cash.domain.core.instants import in_utc, out_of_range, zone_of
from order_to_cash.rules.indicators import Attendance, Indicators, Measurement, Misdated

Key: TypeAlias = tuple[str, ...]
"""The values of a group, in the order in which it was asked to group by."""

MOST_GROUPS: Final = 100_000
"""How many groups are counted at most, so that memory stays bounded."""

MOST_LABELS: Final = 8
"""By how many labels and periods together requests are grouped at most."""


@entity
class Question:
    """What is asked of a set of requests: which indicators, by what, in which zone, as of when.

    Raises `InvalidValue` for an unknown zone, a naive instant, or the same label twice.
    """

    indicators: Indicators
    zone: str
    as_of: datetime = field(converter=in_utc)
    by: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        zone_of(self.zone)
        if len(set(self.by)) != len(self.by) or len(self.by) > MOST_LABELS or "" in self.by:
            raise InvalidValue(
                f"group by at most {MOST_LABELS} periods or labels, each once and none empty",
                code="indicators.by",
            )

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of a request that the answer depends on."""
        asked = (by for by in self.by if by not in PERIODS)
        return tuple(dict.fromkeys((*asked, *self.indicators.labels)))


@entity
class Group:
    """The requests that share a key, and how they were attended."""

    key: Key
    attendance: Attendance


@entity
class Report:
    """What was found: every group in the order of its key, and all of them together.

    `later` counts requests opened after the instant of the question, which it does not ask about;
    `left_out` has what could not be measured, by kind.
    """

    question: Question
    groups: tuple[Group, ...]
    later: int = 0
    left_out: tuple[LeftOut, ...] = ()

    @property
    def lost(self) -> int:
        """How many lines could not be measured; each could be a request of any group."""
        return sum(each.count for each in self.left_out)

    @property
    def total(self) -> Attendance:
        """All groups together, and what may belong to them."""
        counted = sum((group.attendance for group in self.groups), Attendance())
        return self._beside(counted)

    def efficacy(self, attendance: Attendance, key: Key = ()) -> Measurement:
        """The efficacy of a group; with its key, against the target of its labels."""
        return self.held_against(key).efficacy.measure(self._beside(attendance))

    def timeliness(self, attendance: Attendance, key: Key = ()) -> Measurement:
        """The timeliness of a group; with its key, against the target of its labels."""
        return self.held_against(key).timeliness.measure(self._beside(attendance))

    def held_against(self, key: Key) -> Indicators:
        """What a group is held against; one that has not all values apart, against the common."""
        return self.question.indicators.of(dict(zip(self.question.by, key, strict=False)))

    def _beside(self, counted: Attendance) -> Attendance:
        """The same with all that was left out, which may belong to any group."""
        return evolve(counted, lost=self.lost) if self.left_out else counted


REQUESTS, EFFECTIVE, IN_TIME, OPEN, UNDECIDED, MISDATED_ = range(6)
MISDATED: Final = Problem(
    "records.closed-before-opened",
    "closed",
    "closed before it was opened; correct one of the instants, until then it counts as not in time",
)
"""What is wrong with a request that was closed before it was opened."""


@define
class Aggregation:
    """Counters for each group; two of the same question can be merged in any order."""

    question: Question
    later: int = 0
    counts: dict[Key, list[int]] = field(factory=dict)
    losses: Losses = field(factory=Losses)

    def add(self, request: Request, place: str = "") -> None:
        """Count one request, unless it was opened later than the question asks about."""
        as_of = self.question.as_of
        if request.opened > as_of:
            self.later += 1
            return
        closed = request.closed
        policy = self.question.indicators.misdated
        misdated = closed is not None and closed < request.opened
        if misdated and policy is Misdated.LEFT_OUT:
            self.losses.add(MISDATED, place)
            return
        counts = self._of(key_of(request, self.question))
        counts[REQUESTS] += 1
        if closed is None or closed > as_of:
            counts[OPEN] += 1
            counts[UNDECIDED] += self._in_time(request, as_of)
            return
        if misdated:
            counts[MISDATED_] += 1
            counts[EFFECTIVE] += request.effective and policy is Misdated.AS_TOLD
        else:
            counts[EFFECTIVE] += request.effective
            counts[IN_TIME] += self._in_time(request, closed)

    def leave_out(self, problem: Problem, place: str = "", count: int = 1) -> None:
        """Count what cannot be measured, and where the first of it stands."""
        self.losses.add(problem, place, count)

    def merge(self, other: "Aggregation") -> None:
        """Count what another part of the same requests counted."""
        if other.question != self.question:
            raise InvalidValue(
                "only parts that answer the same question are merged; use one question for all",
                code="indicators.other-question",
            )
        self.later += other.later
        for lost in other.losses.told():
            self.leave_out(lost.problem, lost.first, lost.count)
        for key, counts in other.counts.items():
            self.take(key, counts)

    def take(self, key: Key, counts: Iterable[int]) -> None:
        """Count what was counted of a group elsewhere."""
        mine = self._of(key)
        for place, count in enumerate(counts):
            mine[place] += count

    def report(self) -> Report:
        """What was counted so far."""
        groups = (Group(key, Attendance(*self.counts[key])) for key in sorted(self.counts))
        return Report(self.question, tuple(groups), self.later, self.losses.told())

    def _in_time(self, request: Request, until: datetime) -> bool:
        timeliness = self.question.indicators.of(request.labels).timeliness
        return timeliness.in_time(request.opened, until, request.pauses)

    def _of(self, key: Key) -> list[int]:
        counts = self.counts.get(key)
        if counts is None:
            if len(self.counts) == MOST_GROUPS:
                raise too_many_groups()
            counts = self.counts[key] = [0] * 6
        return counts


def key_of(request: Request, question: Question) -> Key:
    """The group of a request: its periods are those of the local day of opening, or of closing.

    A request that is open as of the question has no period of closing.
    """
    if not question.by:
        return ()
    closed = request.closed
    ended = None if closed is None or closed > question.as_of else closed
    return tuple(
        _period(by, ended if of_closing(by) else request.opened, question.zone)
        if by in PERIODS
        else request.labels.get(by, "")
        for by in question.by
    )


def _period(by: str, at: datetime | None, zone: str) -> str:
    return "" if at is None else PERIODS[by](_local_day(at, zone))


def _local_day(at: datetime, zone: str) -> date:
    try:
        return at.astimezone(zone_of(zone)).date()
    except OverflowError:
        raise out_of_range() from None


def measure(
    requests: Iterable[Request],
    indicators: Indicators,
    *,
    zone: str,
    as_of: datetime,
    by: Sequence[str] = (),
) -> Report:
    """The indicators of these requests by period and label; they are read once, none is kept."""
    counted = Aggregation(Question(indicators, zone, as_of, tuple(by)))
    for request in requests:
        counted.add(request)
    return counted.report()


def too_many_groups() -> InvalidValue:
    """The error for a label that has too many values to be counted by."""
    return InvalidValue(
        f"there are more than {MOST_GROUPS} groups; group by fewer labels, or by a longer period",
        code="indicators.too-many-groups",
    )
