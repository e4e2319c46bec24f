"""Who may do what with a plan change and when, by hand; and a small world, walked to the end."""

from typing import Any, Final

import pytest

from order_to_cash.domain.core import Door, Lifecycle, OutOfOrder, Role, changed
from order_to_cash.domain.plan_change import PlanChange, PlanChangeProcess, Stage
from order_to_cash.domain.plan_change import commands as c
from order_to_cash.domain.plan_change import state as state_module
from order_to_cash.domain.plan_change.lifecycle import LIFECYCLE
from order_to_cash.operators.bolivia import PLAN_CHANGE_REQUESTS
from order_to_cash.testing import ByHand, differences, explore, matrix, survivors
from order_to_cash.testing.mutants import door_mutants, table_mutants
from tests.plan_change import samples as s
from tests.plan_change.told import notices

CARE, ADVISOR, CUSTOMER = Role.CUSTOMER_CARE, Role.COMMERCIAL_ADVISOR, Role.CUSTOMER
NEW, WAITING, PROPOSED, CONFIRMED = Stage.NEW, Stage.WAITING, Stage.PROPOSED, Stage.CONFIRMED
STORIES: Final = "tests.plan_change.test_stories"

BY_HAND: Final[ByHand] = {
    c.RequestPlanChange: ({NEW}, {CARE, ADVISOR}),
    c.CompleteRequirements: ({WAITING}, {CARE, ADVISOR}),
    c.RefuseChange: ({WAITING}, {ADVISOR}),
    c.ConfirmChange: ({PROPOSED}, {CUSTOMER, CARE, ADVISOR}),
    c.ApplyChange: ({CONFIRMED}, {ADVISOR, Role.BACK_OFFICE}),
    c.CancelPlanChange: ({WAITING, PROPOSED, CONFIRMED}, {CUSTOMER, CARE, ADVISOR}),
}
SAMPLES: Final[tuple[c.Command, ...]] = (
    c.RequestPlanChange(s.request(), s.brought()),
    c.CompleteRequirements(s.brought()),
    c.RefuseChange(),
    c.ConfirmChange(),
    c.ApplyChange(s.NOTHING),
    c.CancelPlanChange("x"),
)


def states() -> tuple[PlanChange, ...]:
    """One plan change in each stage."""
    told = (
        s.story(),
        s.waiting(),
        s.asked(),
        s.confirmed(),
        s.applied(),
        s.asked(new=s.SLOW),
        s.went(s.asked(), s.to(c.CancelPlanChange("x"))),
    )
    return tuple(story.state for story in told)


def test_the_matrix_of_a_plan_change() -> None:
    """ORD-32: every role tried on every command in every stage of a plan change."""
    cells = matrix(PLAN_CHANGE_REQUESTS, SAMPLES, states(), at=s.NOON, actor=s.CUSTOMER)
    assert () == differences(cells, BY_HAND)
    assert len(Stage) * 6 * len(Role) == len(cells)


def test_the_door_of_each_role_is_a_persons() -> None:
    """TRU-04: customers and desks act on a plan change, no system and no other case does."""
    by_hand = {(one, role): Door.PERSON for one, (_, roles) in BY_HAND.items() for role in roles}

    def check_doors(table: Lifecycle[Any, Any, Any]) -> None:
        assert by_hand == dict(table.doors)

    check_doors(LIFECYCLE)
    assert () == survivors(LIFECYCLE, check_doors, mutants=door_mutants)


def test_every_spoiled_table_is_noticed() -> None:
    """One role more or less, a row bent or gone, a welcome too many: matrix or stories notice."""
    check = notices(PlanChangeProcess, state_module, BY_HAND, STORIES)
    check(LIFECYCLE)
    assert () == survivors(LIFECYCLE, check)
    assert 150 < sum(1 for _ in table_mutants(LIFECYCLE))


def balanced(change: PlanChange) -> bool:
    """What is billed is the sum of its parts, and only a change with a day is confirmed."""
    found = change.proposal
    if found is None:
        return change.stage not in (PROPOSED, CONFIRMED, Stage.APPLIED)
    total = s.NOTHING
    for part in found.parts:
        total = total + part.amount
    return found.billed == total


OVER: Final = s.NOON + 30 * s.DAY
OFFERED: Final = (
    s.to(c.RequestPlanChange(s.request(), s.brought())),
    s.to(c.RequestPlanChange(s.request(), s.brought(documents=()))),
    s.to(c.RequestPlanChange(s.request(new=s.SLOW), s.brought())),
    s.to(c.CompleteRequirements(s.brought(unpaid=s.CENT))),
    *(
        s.to(command, at)
        for at in (s.NOON, s.ON_THE_DAY + s.DAY, OVER)
        for command in (c.CompleteRequirements(s.brought()), c.ConfirmChange())
    ),
    s.to(c.RefuseChange()),
    s.to(c.ConfirmChange(), role=CUSTOMER, actor="CLI-0099"),
    s.to(c.ApplyChange(s.NOTHING)),
    s.to(c.ApplyChange(s.NOTHING), OVER),
    s.to(c.ApplyChange(s.CENT), OVER),
    s.to(c.CancelPlanChange("x")),
)
"""Requests with and without what is needed, in time and late."""


def test_every_row_is_walked() -> None:
    """Requests with and without what is needed, in time and late: every row, nothing stuck."""
    world = explore(
        PLAN_CHANGE_REQUESTS,
        OFFERED,
        invariants=(balanced,),
    )
    assert () == world.rows_not_taken(LIFECYCLE)
    assert () == world.stuck()


def test_it_never_asks_the_clock() -> None:
    """Time alone changes nothing of a plan change."""
    assert [None] * len(Stage) == [PLAN_CHANGE_REQUESTS.next_check(one) for one in states()]


def test_a_change_of_two_plans_differs_by_day() -> None:
    """The invariant is worth something: a part left out is seen."""
    found = s.asked().state
    assert found.proposal is not None
    short = changed(found.proposal, parts=found.proposal.parts[:1])
    assert not balanced(changed(found, proposal=short))


@pytest.mark.parametrize("part", ["asked", "proposed", "reasons"])
def test_what_was_never_recorded_cannot_be_read(part: str) -> None:
    """A change about which nothing is recorded has neither request, day nor decision."""
    with pytest.raises(OutOfOrder):
        getattr(PLAN_CHANGE_REQUESTS.initial, part)
