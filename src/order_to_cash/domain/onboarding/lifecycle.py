"""The table of a flow, made from its rows: adding a phase is data (003 § Fases)."""

import operator
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from functools import reduce
from itertools import pairwise
from types import UnionType
from typing import Any, Final, NamedTuple, cast, get_args

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.lifecycle import Arrow, Door, Entrance, Lifecycle
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding.flow import Effect, Flow, Phase
from order_to_cash.domain.trade.billing import NoteInvoice

NEW: Final = "new"
CLOSED: Final = "closed"
REJECTED: Final = "rejected"
CANCELLED: Final = "cancelled"
ENDS: Final = (CLOSED, REJECTED, CANCELLED)


class _Row(NamedTuple):
    source: str
    command: type[c.Command]
    event: type[e.Event]
    target: str
    first: bool = True


@entity(eq=False)
class Place:
    """Where a case stands, by the name of the stage: it equals that stage of every table."""

    value: str

    @property
    def name(self) -> str:
        """The same name."""
        return self.value

    def __eq__(self, other: object) -> bool:
        return self.value == (other.value if isinstance(other, Place) else other)

    def __hash__(self) -> int:
        return hash(self.value)

    def __str__(self) -> str:
        return self.value


def table(
    flow: Flow, approvers: Collection[Role] | None = None
) -> Lifecycle[Any, c.Command, e.Event]:
    """The table of a flow; commands and events for which it has no row are left out.

    `approvers` are the reviewers who may approve some document; every one if it is not said.
    """
    names = (NEW, *(s for phase in flow.phases for s in phase.stages), *ENDS)
    enumeration: Any = StrEnum
    made = enumeration("Stage", [(name, name) for name in names])
    arrows = tuple(
        Arrow(made(row.source), row.command, row.event, made(row.target), row.first)
        for row in _rows(flow)
    )
    used = {a.command for a in arrows}
    return Lifecycle.of(
        made(NEW),
        *arrows,
        roles={command: who for command, who in _roles(flow, approvers).items() if command in used},
        commands=_those(c.Command, used),
        events=_those(e.Event, {a.event for a in arrows}),
    )


def _those(kinds: Any, used: Iterable[type[Any]]) -> UnionType:
    wanted = frozenset(used)
    return cast("UnionType", reduce(operator.or_, [k for k in get_args(kinds) if k in wanted]))


def _roles(
    flow: Flow, approvers: Collection[Role] | None
) -> dict[type[c.Command], tuple[Role | Entrance, ...]]:
    reviewers = tuple(dict.fromkeys(role for phase in flow.phases for role in phase.reviewers))
    makers = tuple(dict.fromkeys((*flow.lanes, *reviewers)))
    return {
        c.RequestOnboarding: flow.lanes,
        c.RecordActivity: flow.recorders,
        c.ReportEnvironment: flow.reporters,
        c.ValidateDocument: flow.lanes,
        c.GenerateDocument: makers,
        c.SendDocument: makers,
        c.CommentOnDocument: reviewers,
        c.ReturnDocument: reviewers,
        c.ApproveDocument: tuple(r for r in reviewers if approvers is None or r in approvers),
        c.ReviseDocument: makers,
        c.CloseOnboarding: makers,
        c.CancelOnboarding: (Role.CUSTOMER, *flow.lanes),
        NoteInvoice: Door.CASE.of(Role.BILLING),
        c.CheckDeadlines: (Role.CLOCK,),
    }


def _rows(flow: Flow) -> Iterator[_Row]:
    """Every row, as names of stages."""
    first, last = flow.phases[0], flow.phases[-1]
    yield _Row(NEW, c.RequestOnboarding, e.OnboardingRequested, first.validation)
    onward = (*(phase.validation for phase in flow.phases[1:]), CLOSED)
    for phase, next_stage in zip(flow.phases, onward, strict=True):
        yield from _phase(phase, next_stage)
    yield _Row(last.making, c.CloseOnboarding, e.OnboardingClosed, CLOSED)
    yield from _revisions(flow.revisable)
    begun = [stage for phase in flow.phases for stage in phase.stages]
    for stage in begun:
        yield _Row(stage, c.ReportEnvironment, e.EnvironmentReported, stage)
        yield _Row(stage, c.CancelOnboarding, e.OnboardingCancelled, CANCELLED)
    for stage in (*begun, *ENDS):
        yield _Row(stage, c.CheckDeadlines, e.DeadlinePassed, stage)
    for stage in _billed(flow):
        yield _Row(stage, NoteInvoice, e.InvoiceRecorded, stage)


def _phase(phase: Phase, onward: str) -> Iterator[_Row]:
    """Validate; make and send; review until approved, where there are reviewers."""
    begin, make, review = phase.validation, phase.making, phase.review
    yield _Row(begin, c.ValidateDocument, e.DocumentValidated, begin)
    yield _Row(begin, c.ValidateDocument, e.PhaseEntered, make, first=False)
    yield _Row(begin, c.ValidateDocument, e.OnboardingRejected, REJECTED)
    for stage in phase.stages if phase.activities else ():
        yield _Row(stage, c.RecordActivity, e.ActivityRecorded, stage)
    if phase.makes is None:
        return
    yield _Row(make, c.GenerateDocument, e.DocumentGenerated, make)
    yield _Row(make, c.SendDocument, e.DocumentSent, review if phase.reviewers else onward)
    if phase.reviewers:
        yield _Row(review, c.CommentOnDocument, e.DocumentCommented, review)
        yield _Row(review, c.ReturnDocument, e.DocumentReturned, make)
        yield _Row(review, c.ApproveDocument, e.DocumentApproved, onward)


def _revisions(phases: tuple[Phase, ...]) -> Iterator[_Row]:
    """Back to an earlier document, one phase after the other."""
    for before, phase in pairwise(phases):
        for stage in phase.stages:
            yield _Row(stage, c.ReviseDocument, e.PhaseReopened, before.making)
        make = before.making
        yield _Row(make, c.ReviseDocument, e.DocumentGenerated, make, first=False)


def _billed(flow: Flow) -> tuple[str, ...]:
    """The stages in which an invoice can have been raised."""
    places = [n for n, phase in enumerate(flow.phases) if phase.effect is Effect.INVOICE]
    if not places:
        return ()
    later = flow.phases[places[0] + 1 :]
    return (*(stage for phase in later for stage in phase.stages), *ENDS)
