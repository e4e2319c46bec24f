"""Whatever a case waits for, somebody has to do something, and in time is told so (FUL-06)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import pytest

from order_to_cash.domain.core import LookAtWait, Moved, Role, WaitTold
from order_to_cash.domain.core.process import Envelope, givers
from order_to_cash.domain.core.waiting import deeds, next_look, waiting_of
from order_to_cash.domain.trade.standing import beside, look
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.operators.peru import CREDIT_ACCOUNTS
from tests.architecture.worlds import WORLDS, walked
from tests.processes.test_worlds import Watching

Rests = Callable[[Any], bool]

ENDS: Final[Mapping[str, frozenset[str]]] = {
    "order": frozenset({"rejected", "completed", "partly_completed", "failed", "cancelled"}),
    "credit_account": frozenset(),
    "receivable": frozenset(),
    "payment": frozenset(),
    "onboarding": frozenset({"closed", "rejected", "cancelled"}),
    "transfer": frozenset({"completed", "not_possible", "cancelled", "withdrawn"}),
    "charge_correction": frozenset({"attended", "refused", "withdrawn"}),
    "charge_obligation": frozenset({"discharged"}),
    "plan_change": frozenset({"applied", "refused", "cancelled"}),
    "technical_claim": frozenset({"closed", "withdrawn"}),
}
"""By hand: the stages in which nothing is expected of anybody."""

RESTS: Final[Mapping[str, Rests]] = {
    "credit_account": lambda a: (
        not (a.pending and a.stage == "unknown") and not a.exposure.unallocated.is_negative
    ),
    "receivable": lambda r: r.stage in ("settled", "written_off") and r.pause.disputed is None,
    "payment": lambda p: p.parts is None or p.parts.free.is_zero,
}
"""By hand: where that depends on more than the stage."""


RESTING_STAGES: Final[Mapping[str, frozenset[str]]] = {
    "payment": frozenset({"placed"}),
}
"""Stages that are met at rest only."""


def lives(name: str) -> Iterator[tuple[AnyProcess, Any, datetime]]:
    """Every state that the small worlds of a process come to, with its instant."""
    for small in WORLDS[name]():
        for before, events, at in walked(small):
            state = before
            for event in events:
                state = small.process.evolve(state, event)
            if isinstance(small.process, Watching):
                yield CREDIT_ACCOUNTS, state.account, at
            else:
                yield small.process, state, at


def rests(name: str, state: Any) -> bool:
    """Whether nothing is expected of anybody, by hand."""
    stage = getattr(state.stage, "value", state.stage)
    return stage in ENDS[name] or RESTS.get(name, lambda _: False)(state)


@pytest.mark.parametrize("name", WORLDS)
def test_every_wait_names_somebody_and_an_instant(name: str) -> None:
    """FUL-06: in each state that is no end somebody has to do something, and time brings a look.

    Who it is may give that command in this case; only what ended or rests waits for nobody.
    """
    stages: set[str] = set()
    all_: set[str] = set()
    for process, state, at in lives(name):
        wanted, due = deeds(process, state, at), next_look(process, state, at)
        assert bool(wanted) is not rests(name, state), (state.stage, wanted)
        all_ |= {one.value for one in process.lifecycle.stages}
        if wanted:
            stages.add(state.stage.value)
            assert due is not None, state.stage
            may_not = [one for one in wanted if not one.roles]
            assert [] == may_not
    assert all_ - ENDS[name] - {"new"} - RESTING_STAGES.get(name, frozenset()) == stages


@pytest.mark.parametrize("name", WORLDS)
def test_who_has_to_act_may(name: str) -> None:
    """FUL-06: a command that is waited for is welcome, and each role named may give it here."""
    for process, state, at in lives(name):
        table, behind = process.lifecycle, waiting_of(process).behind
        by_name = {kind.__name__: kind for kind in table.commands}
        for deed in deeds(process, state, at):
            kind = by_name[deed.command]
            assert table.welcomes(state.stage, kind)
            assert kind in behind or set(deed.roles) <= givers(process, state, kind)


@pytest.mark.parametrize("name", WORLDS)
def test_a_case_that_stands_still_is_told_to_somebody(name: str) -> None:
    """FUL-06: where time alone leads nowhere, somebody is told; the case stays as it is."""
    for process, state, at in lives(name):
        due = next_look(process, state, at)
        if due is None or process.next_check(state) is not None:
            continue
        seen = look(process, state, looked(process, at, due))
        assert isinstance(seen, Moved)
        assert (WaitTold(at),) == seen.events
        assert state is seen.state
        told = beside(process, state, seen.events, seen.state, "X-1", due)
        assert told
        assert all(one.to for one in told)


def looked(process: AnyProcess, since: datetime, at: datetime) -> Envelope[LookAtWait]:
    """The clock looks at that instant."""
    return Envelope("look", "X-1", process.name, at, "clock", Role.CLOCK, LookAtWait(since))
