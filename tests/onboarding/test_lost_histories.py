"""States that no history of this process leads to say so, and what to check."""

import pytest

from order_to_cash.domain.core import OutOfOrder, Role, changed
from order_to_cash.domain.onboarding import Effect
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding import facts as f
from order_to_cash.domain.onboarding.lifecycle import table
from order_to_cash.domain.onboarding.making import phase_of
from order_to_cash.domain.trade import NoteInvoice
from order_to_cash.operators.peru import ONBOARDING
from tests.onboarding import samples as s


def test_a_case_without_a_request_has_none() -> None:
    """ONB-03: before the request there is nothing to validate."""
    with pytest.raises(OutOfOrder, match="never requested"):
        _ = ONBOARDING.initial.request
    with pytest.raises(OutOfOrder, match="in no phase"):
        phase_of(ONBOARDING.settings, ONBOARDING.initial)


def test_what_was_never_made_is_neither_sent_nor_reviewed() -> None:
    """ONB-08: a history in which a document is sent before it was made is refused as such."""
    bare = changed(s.until("proposal_review"), papers=())
    mark = f.Mark("somebody", Role.OPERATIONS_OPERATOR, s.NOON)
    with pytest.raises(OutOfOrder, match="before it was made"):
        ONBOARDING.evolve(bare, e.DocumentReturned("proposal", 1, (), "x", mark))
    with pytest.raises(OutOfOrder, match="never made"):
        ONBOARDING.decide(bare, s.say(s.approve("proposal"), Role.COMMERCIAL_MANAGER))


def test_a_flow_that_bills_nothing_knows_no_invoice() -> None:
    """ONB-02: without a phase that raises an invoice none can be noted, in any stage."""
    phases = tuple(changed(phase, effect=Effect.NOTHING) for phase in s.small_flow().phases)
    quiet = table(s.small_flow(phases=phases))
    assert NoteInvoice not in quiet.commands
    assert [phase.code for phase in phases] == [
        p.code for p in s.small_flow(phases=phases).revisable
    ]


def test_stages_of_equal_flows_are_equal() -> None:
    """ONB-02: two tables of one flow share their stages, as states that were stored must."""
    one, other = table(s.small_flow()), table(s.small_flow())
    assert one.start == other.start
    assert "new" == str(one.start)
    assert one.stages == other.stages
