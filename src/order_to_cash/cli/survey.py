"""Where all cases stand and what they amount to, looked at page by page in constant memory."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from attrs import Factory, define

from order_to_cash.cli.amounts import Sums, add, figures_of
from order_to_cash.cli.tally import Reasons
from order_to_cash.desk import Desk
from order_to_cash.domain.charge_correction.events import (
    CorrectionRefused,
    MalpracticeRefused,
    NotEligible,
)
from order_to_cash.domain.decision import Decision
from order_to_cash.domain.errors import OrderToCashError
from order_to_cash.domain.onboarding.events import OnboardingRejected
from order_to_cash.domain.order.events import OrderRejected
from order_to_cash.domain.plan_change.events import PlanChangeRefused
from order_to_cash.domain.transfer.events import TransferRefused
from order_to_cash.domain.wording import Language
from order_to_cash.ports.journal import Listed, Posted
from order_to_cash.stories import sentence

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
"""The events by which the operator says no to a whole request."""

MOST_PARKED: Final = 1_000
"""How many parked messages are counted."""


@define
class Survey:
    """What was found, as of an instant."""

    at: datetime
    zone: str
    stages: Counter[tuple[str, str]] = Factory(Counter)
    rejected: Reasons = Factory(Reasons)
    sums: Sums = Factory(dict)
    parked: tuple[Posted, ...] = ()
    unreadable: Reasons = Factory(Reasons)
    """Cases that cannot be read; they are named, and nothing of them is summed."""
    others: int = 0
    """Cases of processes that this operator does not have; they are only counted."""


def survey(desk: Desk, at: datetime, language: Language = Language.EN) -> Survey:
    """Look at every case; what is overdue is so on the local day of that instant."""
    calendar = desk.operator.calendar
    found = Survey(at, calendar.zone, parked=desk.journal.parked(limit=MOST_PARKED))
    today, turned_down = calendar.local_day(at), _turned_down(desk)
    known = desk.operator.by_name
    for listed in _cases(desk):
        process, case = listed.process, listed.case
        if process not in known:
            found.others += 1
            continue
        try:
            state = desk.state(process, case)
        except OrderToCashError as error:
            found.unreadable.add(f"{process}/{case}: {error.message} [{error.code}]", error.code)
            continue
        found.stages[process, str(state.stage.value)] += 1
        add(found.sums, figures_of(known[process], state, today))
        if (process, state.stage) in turned_down:
            _explain(desk, process, case, found.rejected, language)
    return found


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
        if arrow.event in NOES
    )


def _explain(desk: Desk, process: str, case: str, rejected: Reasons, language: Language) -> None:
    """Why the operator said no: the reasons of the decision, or what the event itself says."""
    wire, history = desk.wire, reversed(desk.journal.history(process, case))
    events = (
        wire.load_event(each.process, each.type, each.body, version=each.shape) for each in history
    )
    event = next(event for event in events if isinstance(event, NOES))
    decision = getattr(event, "decision", None)
    if isinstance(decision, Decision) and (failures := decision.failures):
        why = f"{failures[0].text(language)} [{failures[0].rule}]"
        rejected.add(f"{case}: {why}", *(finding.rule for finding in failures))
    else:
        why = sentence(event, language, zone=desk.operator.calendar.zone)
        rejected.add(f"{case}: {why}", wire.type_name(type(event)))
