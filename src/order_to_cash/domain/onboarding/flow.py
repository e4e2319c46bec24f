"""A flow as data: its phases in order, one row each, and what is wrong with a flow (003 § Fases).

What a phase validates was made by the phase before it; the last phase closes and makes nothing.
"""

import enum
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition, Problem
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.onboarding.facts import Activity, Awaited, Environment

REQUEST: Final = "request"
"""What the first phase validates."""


class Effect(enum.StrEnum):
    """What becomes real with a document."""

    NOTHING = "nothing"
    SERVICE = "service"
    INVOICE = "invoice"
    COLLECTION = "collection"


@entity
class TimeLimit:
    """How long a role has for its first activity, in elapsed or in working hours."""

    role: Role
    amount: timedelta
    working: bool = False

    def due(self, at: datetime, calendar: BusinessCalendar) -> datetime:
        """The last instant that is in time, counted from `at`."""
        if self.working:
            return calendar.add_working_hours(at, self.amount)
        return at + self.amount


@entity
class Phase:
    """One row of a flow.

    `told` are the roles that hear that its document was sent, `reviewers` those that review it;
    without reviewers it is not reviewed. `limits` are the deadlines of the roles: a lane's counts
    from the beginning of the phase, a reviewer's from the sending of the document.
    """

    code: str
    validates: str
    makes: str | None
    told: tuple[Role, ...] = ()
    reviewers: tuple[Role, ...] = ()
    effect: Effect = Effect.NOTHING
    environment: Environment | None = None
    limits: tuple[TimeLimit, ...] = ()
    activities: tuple[Activity, ...] = ()

    @property
    def validation(self) -> str:
        """The stage in which the lanes validate."""
        return f"{self.code}_validation"

    @property
    def making(self) -> str:
        """The stage in which its document is made and sent, or the case closed."""
        return f"{self.code}_making" if self.makes else f"{self.code}_ready"

    @property
    def review(self) -> str:
        """The stage in which its document is reviewed."""
        return f"{self.code}_review"

    @property
    def stages(self) -> tuple[str, ...]:
        """Its stages in order."""
        return (self.validation, self.making, *((self.review,) if self.reviewers else ()))

    def awaited(
        self, roles: Iterable[Role], at: datetime, calendar: BusinessCalendar
    ) -> tuple[Awaited, ...]:
        """The deadlines of those roles in this phase, counted from `at`."""
        wanted = frozenset(roles)
        return tuple(
            Awaited(limit.role, self.code, limit.due(at, calendar))
            for limit in self.limits
            if limit.role in wanted
        )


@entity
class Flow:
    """The phases of an operator's flow, its lanes, and what its reviews ask.

    `lanes` validate, each in its own right; `agreeing` of them must say yes. `recorders` record
    the activities beside the documents, `reporters` what environments are ready, and `coordinator`
    hears of delays. `criteria` are what every review answers, and `rounds` is how often a document
    may go back, without limit if None.
    Raises `BrokenDefinition` naming everything that does not fit together.
    """

    phases: tuple[Phase, ...]
    lanes: tuple[Role, ...]
    recorders: tuple[Role, ...]
    reporters: tuple[Role, ...]
    coordinator: Role
    criteria: tuple[str, ...]
    agreeing: int
    rounds: int | None = None

    def __attrs_post_init__(self) -> None:
        if problems := tuple(_contradictions(self)):
            raise BrokenDefinition("the flow contradicts itself", problems=problems)

    def at(self, stage: str) -> int | None:
        """The place of the phase that a stage belongs to; none for the start and the ends."""
        places = (n for n, phase in enumerate(self.phases) if stage in phase.stages)
        return next(places, None)

    def made_in(self, kind: str) -> int | None:
        """The place of the phase that makes a document."""
        return next((n for n, phase in enumerate(self.phases) if phase.makes == kind), None)

    @property
    def revisable(self) -> tuple[Phase, ...]:
        """The phases in which earlier documents may still change: until something is live."""
        found: list[Phase] = []
        for phase in self.phases:
            found.append(phase)
            if phase.effect is not Effect.NOTHING:
                break
        return tuple(found)


def _contradictions(flow: Flow) -> Iterable[Problem]:
    if not flow.phases:
        yield _problem("phases", "a flow has at least one phase; add a row")
        return
    codes = [phase.code for phase in flow.phases]
    kinds = [phase.makes for phase in flow.phases if phase.makes]
    for name in sorted({*_twice(codes), *_twice(kinds)}):
        yield _problem(name, "stands in two rows; give each its own name")
    if not 1 <= flow.agreeing <= len(flow.lanes):
        yield _problem("agreeing", "one to all of the lanes must agree; correct the number")
    if flow.rounds is not None and flow.rounds < 1:
        yield _problem("rounds", "a document may go back at least once; correct the number")
    before = REQUEST
    for phase in flow.phases:
        if phase.validates != before:
            yield _problem(phase.code, f"validates what was not just made; it follows {before}")
        if (phase.makes is None) != (phase is flow.phases[-1]):
            yield _problem(phase.code, "only the last phase makes no document; correct the row")
        before = phase.makes or before


def _twice(names: list[str]) -> Iterable[str]:
    return (name for name in names if names.count(name) > 1)


def _problem(where: str, what: str) -> Problem:
    return Problem("onboarding.flow", where, what)
