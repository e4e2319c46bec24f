"""The indicators of attention: efficacy and timeliness against their thresholds (004 III.2).

A share is an exact fraction and is compared as one; only what people read is rounded, and never
so far that it seems to lie on the other side of its threshold.
"""

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import ClassVar, Final

from attrs import evolve, field

from order_to_cash.domain.core import (
    NOT_APPLICABLE,
    Answer,
    BrokenDefinition,
    BusinessCalendar,
    Clause,
    Decision,
    InvalidValue,
    Named,
    Pause,
    Policy,
    entity,
)
from order_to_cash.domain.core.working_time import counting, less_than
from order_to_cash.rules.percentages import percent


class Comparator(enum.StrEnum):
    """How a share is compared with its threshold."""

    ABOVE = ">"
    AT_LEAST = "≥"


class Standing(enum.StrEnum):
    """How a group of requests stands to a threshold."""

    ACCEPTED = "accepted"
    OBSERVED = "observed"
    NO_DATA = "no data"
    NOT_YET_DECIDABLE = "not yet decidable"
    NOT_DECIDABLE = "not decidable"


class Misdated(enum.StrEnum):
    """What a record is that was closed before it was opened; in time it never is.

    It counts as not attended effectively either, or as it was told, or is left out with all that
    cannot be measured.
    """

    NOT_EFFECTIVE = "not effective"
    AS_TOLD = "as told"
    LEFT_OUT = "left out"


HOLDS: Final[Mapping[Standing, bool | None]] = {
    Standing.ACCEPTED: True,
    Standing.OBSERVED: False,
    Standing.NOT_YET_DECIDABLE: None,
    Standing.NOT_DECIDABLE: None,
}


@entity
class Target:
    """What a share is held against; raises `BrokenDefinition` unless it is a fraction of one."""

    comparator: Comparator
    threshold: Fraction

    def __attrs_post_init__(self) -> None:
        if type(self.threshold) is not Fraction or not 0 <= self.threshold <= 1:
            raise BrokenDefinition(
                "a threshold is an exact fraction from 0 to 1; give for instance "
                "Fraction(98, 100), never a float",
                code="indicators.threshold",
            )

    def met_by(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` reaches it, by whole numbers alone."""
        gained, needed = self._scaled(part, whole)
        return gained > needed or (gained == needed and self.comparator is Comparator.AT_LEAST)

    def exactly(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` lies just on it."""
        gained, needed = self._scaled(part, whole)
        return gained == needed

    def __str__(self) -> str:
        return f"{self.comparator} {percent(self.threshold)}"

    def _scaled(self, part: int, whole: int) -> tuple[int, int]:
        return part * self.threshold.denominator, self.threshold.numerator * whole


@entity
class Attendance:
    """How many requests of a group there were, and what became of them.

    `requests` counts all of them; `open` those not attended yet, of which `undecided` are still
    within the time to attend; `misdated` those that were closed before they were opened. `lost`
    counts lines that could not be read, none of them among the requests, and that may be some.
    """

    requests: int = 0
    effective: int = 0
    in_time: int = 0
    open: int = 0
    undecided: int = 0
    misdated: int = 0
    lost: int = 0

    def __attrs_post_init__(self) -> None:
        attended = self.requests - self.open
        timed = attended - self.misdated
        sound = (
            0 <= self.undecided <= self.open <= self.requests
            and 0 <= self.effective <= attended
            and self.misdated >= 0
            and self.lost >= 0
            and 0 <= self.in_time <= timed
        )
        if not sound:
            raise InvalidValue(
                "these counts contradict each other; a request is counted as open or as attended, "
                "and only an attended one as effective or in time",
                code="indicators.counts",
            )

    def __add__(self, other: "Attendance") -> "Attendance":
        return Attendance(
            self.requests + other.requests,
            self.effective + other.effective,
            self.in_time + other.in_time,
            self.open + other.open,
            self.undecided + other.undecided,
            self.misdated + other.misdated,
            self.lost + other.lost,
        )


@entity
class Measurement:
    """One share of a group with its target; everything about it is exact."""

    code: ClassVar[str] = "sentence"
    met: int
    total: int
    undecided: int
    target: Target
    lost: int = field(default=0, kw_only=True)

    @property
    def share(self) -> Fraction | None:
        """The share, or `None` where nothing was asked for."""
        return Fraction(self.met, self.total) if self.total else None

    @property
    def standing(self) -> Standing:
        """Accepted, observed, or no data; while open requests can change it, not yet decidable.

        While what was left out can change it, it is not decidable at all.
        """
        every, best = self.total + self.lost, self.met + self.undecided + self.lost
        surely = self.target.met_by(self.met, every)
        if self.lost and self.target.met_by(best, every) and not surely:
            return Standing.NOT_DECIDABLE
        if not self.total:
            return Standing.NO_DATA
        if self.target.met_by(self.met, self.total):
            return Standing.ACCEPTED
        if self.target.met_by(self.met + self.undecided, self.total):
            return Standing.NOT_YET_DECIDABLE
        return Standing.OBSERVED

    @property
    def at_threshold(self) -> bool:
        """Whether the share is exactly the threshold, which the source gives no verdict for."""
        return self.total > 0 and self.target.exactly(self.met, self.total)

    @property
    def percent(self) -> str:
        """The share as people read it, with enough decimals to be told from the threshold."""
        return "-" if self.share is None else percent(self.share, beside=self.target.threshold)

    def answer(self, facts: Attendance) -> Answer:
        """What a rule answers with this measurement."""
        if self.standing is Standing.NO_DATA:
            return NOT_APPLICABLE
        observed: Named = {
            "percent": self.percent,
            "met": self.met,
            "total": self.total,
            "open": facts.open,
            "undecided": self.undecided,
            "misdated": facts.misdated,
            "lost": facts.lost,
            "at_threshold": self.at_threshold,
        }
        return Answer(HOLDS[self.standing], observed, {"target": str(self.target)})


@entity
class Efficacy:
    """Requests attended effectively, of all requests (KPI-01)."""

    code: ClassVar[str] = "indicators.efficacy"
    clause: Clause
    target: Target

    def measure(self, facts: Attendance) -> Measurement:
        """The share with its target."""
        return Measurement(
            facts.effective, facts.requests, facts.undecided, self.target, lost=facts.lost
        )

    def check(self, facts: Attendance, /) -> Answer:
        return self.measure(facts).answer(facts)


@entity
class Timeliness:
    """Requests attended in less than a span, of all requests (KPI-02).

    The span is of elapsed time, or of the working time of a calendar; pauses never count.
    """

    code: ClassVar[str] = "indicators.timeliness"
    clause: Clause
    target: Target
    within: timedelta
    calendar: BusinessCalendar | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if type(self.within) is not timedelta or self.within <= timedelta():
            raise BrokenDefinition(
                "the time to attend a request is a span above zero; give for instance "
                "timedelta(hours=24)",
                code="indicators.within",
            )

    def in_time(self, begins: datetime, ends: datetime, pauses: Iterable[Pause] = ()) -> bool:
        """Whether less than the span counts between them; exactly the span is too late."""
        if self.calendar is None and not pauses:
            return timedelta() <= ends - begins < self.within
        counted = counting(begins, ends, self.calendar, pauses)
        return begins <= ends and less_than(self.within, counted)

    def measure(self, facts: Attendance) -> Measurement:
        """The share with its target."""
        return Measurement(
            facts.in_time, facts.requests, facts.undecided, self.target, lost=facts.lost
        )

    def check(self, facts: Attendance, /) -> Answer:
        return self.measure(facts).answer(facts)


@entity
class Indicators:
    """Both indicators of one operator.

    `apart` has those of requests that are held against others, by a label and its value, such as
    `{("procedure", "porting"): ...}`; the first that fits a request is its own. `misdated` says
    what requests are that were closed before they were opened. Raises
    `BrokenDefinition` for one without a label or a value, or that tells further ones apart.
    """

    efficacy: Efficacy
    timeliness: Timeliness
    apart: Mapping[tuple[str, str], "Indicators"] = field(factory=dict, kw_only=True)
    misdated: Misdated = field(default=Misdated.NOT_EFFECTIVE, kw_only=True)

    def __attrs_post_init__(self) -> None:
        told = self.apart.items()
        if any(not (label and value) or other.apart for (label, value), other in told):
            raise BrokenDefinition(
                "targets apart are told by a label and its value, in one step; name both, and "
                "tell all of them apart in one place",
                code="indicators.apart",
            )

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of a request that decide what it is held against."""
        return tuple(dict.fromkeys(label for label, _ in self.apart))

    def of(self, labels: Mapping[str, str]) -> "Indicators":
        """What requests with these labels are held against: theirs, or what all others are."""
        for (label, value), theirs in self.apart.items():
            if labels.get(label) == value:
                return theirs
        return self

    def in_working_time(self, calendar: BusinessCalendar) -> "Indicators":
        """The same, where the time to attend is working time of that calendar."""
        apart = {told: other.in_working_time(calendar) for told, other in self.apart.items()}
        return evolve(self, timeliness=evolve(self.timeliness, calendar=calendar), apart=apart)

    @property
    def policy(self) -> Policy[Attendance]:
        """Both as a policy, which explains itself."""
        return Policy("indicators", (self.efficacy, self.timeliness))

    def decide(self, facts: Attendance) -> Decision:
        """What both find about a group of requests."""
        return self.policy.decide(facts)


def attention_indicators(
    clause: Clause,
    *,
    efficacy: Fraction,
    timeliness: Fraction,
    within: timedelta,
    comparator: Comparator = Comparator.ABOVE,
    calendar: BusinessCalendar | None = None,
) -> Indicators:
    """The indicators of an operator: two thresholds and the time to attend, by their clause.

    The time to attend is working time where a `calendar` is given, else elapsed time.
    """
    return Indicators(
        Efficacy(clause, Target(comparator, efficacy)),
        Timeliness(clause, Target(comparator, timeliness), within, calendar=calendar),
    )
