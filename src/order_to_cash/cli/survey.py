"""Where all cases stand and what they amount to, looked at page by page in constant memory."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any, Final

from attrs import Factory, define

from order_to_cash.cli.amounts import Sums, add, figures_of
from order_to_cash.cli.tally import Reasons
from order_to_cash.desk import Desk
from order_to_cash.desk.logs import code_of, told
from order_to_cash.domain.charge_correction import (
    CorrectionRefused,
    MalpracticeRefused,
    NotEligible,
)
from order_to_cash.domain.core import Decision, PortError, Voice
from order_to_cash.domain.onboarding import OnboardingRejected
from order_to_cash.domain.order.events import OrderRejected
from order_to_cash.domain.plan_change import PlanChangeRefused
from order_to_cash.domain.trade.warnings import warned
from order_to_cash.domain.transfer import TransferRefused
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.operators.warnings import warnings_of
from order_to_cash.ports.journal import Aside, Listed, Posted
from order_to_cash.stories import sentence

ENGLISH: Final = Voice()
PAGE: Final = 500
"""How many cases are taken from the journal at a time."""

NOES: Final = (
    OrderRejected,
    OnboardingRejected,
    TransferRefused,
    PlanChangeRefused,
    NotEligible,
    MalpracticeRefused,
    CorrectionRefused,
)
"""The events by which the operator says no to a whole request.

A process of somebody's own names its own in a field `noes`.
"""

MOST_PARKED: Final = 1_000
"""How many parked messages and cases set aside are counted."""


@define
class Survey:
    """What was found, as of an instant."""

    at: datetime
    zone: str
    stages: Counter[tuple[str, str]] = Factory(Counter)
    rejected: Reasons = Factory(Reasons)
    warned: Reasons = Factory(Reasons)
    """Warnings that were told, by rule, where a rule of the operator warns."""
    sums: Sums = Factory(dict)
    parked: tuple[Posted, ...] = ()
    aside: tuple[Aside, ...] = ()
    unreadable: Reasons = Factory(Reasons)
    """Cases that cannot be read; they are named, and nothing of them is summed."""
    order: Mapping[str, tuple[str, ...]] = Factory(dict)
    """The stages of each process in the order of its table."""
    others: int = 0
    """Cases of processes that this operator does not have; they are only counted."""


def survey(desk: Desk, at: datetime, voice: Voice = ENGLISH) -> Survey:
    """Look at every case; what is overdue is so on the local day of that instant."""
    calendar = desk.operator.calendar
    parked = desk.journal.parked(limit=MOST_PARKED)
    aside = desk.journal.aside(limit=MOST_PARKED)
    found = Survey(at, calendar.zone, parked=parked, aside=aside, order=_order(desk))
    today, turned_down = calendar.local_day(at), _turned_down(desk)
    known = desk.operator.by_name
    warning = {name for name, process in known.items() if any(warnings_of(process))}
    for listed in _cases(desk):
        process, case = listed.process, listed.case
        if process not in known:
            found.others += 1
            continue
        try:
            state = desk.state(process, case)
            figures = tuple(figures_of(known[process], state, today))
            rejected = (process, state.stage) in turned_down
            why = _why(desk, process, case, voice) if rejected else None
            warnings = _warnings(desk, process, case, voice) if process in warning else ()
        except PortError:
            raise
        except Exception as error:  # noqa: BLE001  (one bad case stops no other)
            found.unreadable.add(f"{process}/{case}: {told(error)}", code_of(error))
            continue
        found.stages[process, str(state.stage.value)] += 1
        add(found.sums, figures)
        if why is not None:
            found.rejected.add(f"{case}: {why[0]}", *why[1])
        for said, rule in warnings:
            found.warned.add(f"{process}/{case}: {said}", rule)
    return found


def _order(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    tables = ((process.name, process.lifecycle) for process in desk.operator.processes)
    return {name: tuple(str(stage.value) for stage in table.stages) for name, table in tables}


def _cases(desk: Desk) -> Iterator[Listed]:
    after = ""
    while page := desk.journal.cases(after=after, limit=PAGE):
        yield from page
        after = page[-1].cursor


def _turned_down(desk: Desk) -> frozenset[tuple[str, Any]]:
    """The processes with the stages to which a no of the operator leads."""
    return frozenset(
        (process.name, arrow.target)
        for process in desk.operator.processes
        for arrow in process.lifecycle.arrows
        if arrow.event in _noes(process)
    )


def _noes(process: AnyProcess) -> tuple[type[Any], ...]:
    return (*NOES, *getattr(process, "noes", ()))


def _warnings(desk: Desk, process: str, case: str, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Each warning that the case gave, in words, with its rule."""
    notices = (warned(process, case, each.event) for each in desk.history(process, case))
    findings = (f for notice in chain.from_iterable(notices) for f in notice.findings)
    return tuple((f"{f.text(voice.language, voice.words)} [{f.rule}]", f.rule) for f in findings)


def _why(desk: Desk, process: str, case: str, voice: Voice) -> tuple[str, tuple[str, ...]]:
    """Why the operator said no, with its codes: the decision's, or what the event itself says."""
    noes = _noes(desk.operator.by_name[process])
    happened = (each.event for each in reversed(desk.history(process, case)))
    event = next(event for event in happened if isinstance(event, noes))
    decision = getattr(event, "decision", None)
    if isinstance(decision, Decision) and (failures := decision.failures):
        why = f"{failures[0].text(voice.language, voice.words)} [{failures[0].rule}]"
        return why, tuple(finding.rule for finding in failures)
    why = sentence(
        process, event, voice.language, zone=desk.operator.calendar.zone, words=voice.words
    )
    return why, (desk.wire.type_name(type(event)),)
