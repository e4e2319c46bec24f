"""Who may tell an obligation what and when, by hand; and a small world, walked to the end."""

from typing import Final

from order_to_cash.domain.charge_obligation import (
    ChargeObligation,
    ChargeObligationProcess,
    LineBill,
    Stage,
)
from order_to_cash.domain.charge_obligation import commands as c
from order_to_cash.domain.charge_obligation import state as state_module
from order_to_cash.domain.charge_obligation.lifecycle import LIFECYCLE
from order_to_cash.domain.core import Role
from order_to_cash.operators.peru import OBLIGATIONS
from order_to_cash.testing import ByHand, differences, explore, matrix, survivors
from tests.charge_correction import samples as s
from tests.charge_correction import test_obligation as o
from tests.plan_change.told import notices

NEW, OPEN, DISCHARGED = Stage
BY_HAND: Final[ByHand] = {
    c.OweCorrection: (set(Stage), {Role.CORPORATE_VARIATIONS}),
    c.ReportBill: ({OPEN, DISCHARGED}, {Role.BILLING}),
}


def test_the_matrix_of_an_obligation() -> None:
    """ORD-32: every role tried on both commands in every stage of an obligation."""
    owing = c.OweCorrection(s.CASE, s.AGREEMENT, s.TODAY)
    bill = c.ReportBill(LineBill("F-1", o.APRIL, s.LISTED))
    states = (o.story().state, o.went().state, o.discharged().state)
    cells = matrix(OBLIGATIONS, (owing, bill), states, at=s.NOON)
    assert () == differences(cells, BY_HAND)
    assert len(Stage) * 2 * len(Role) == len(cells)


def test_every_spoiled_table_is_noticed() -> None:
    """One role more or less, a row bent or gone, a welcome too many: matrix or stories notice."""
    check = notices(
        ChargeObligationProcess, state_module, BY_HAND, "tests.charge_correction.test_obligation"
    )
    check(LIFECYCLE)
    assert () == survivors(LIFECYCLE, check)


def credited_once(obligation: ChargeObligation) -> bool:
    """No day of the line is credited twice, and nothing below a cent is."""
    cycles = [credit.cycle for credit in obligation.credits]
    apart = all(not a.overlaps(b) for i, a in enumerate(cycles) for b in cycles[:i])
    return apart and all(credit.amount.is_positive for credit in obligation.credits)


OFFERED: Final = (
    o.owing(),
    o.owing("CF-0002"),
    *(
        o.billed(cycle, charged)
        for cycle in (o.JANUARY, o.FEBRUARY, o.MARCH, o.APRIL)
        for charged in (s.LISTED, s.OFFERED)
    ),
)
"""Four cycles, right and wrong, of two cases."""


def test_every_row_is_walked() -> None:
    """FIX-27: four cycles, right and wrong, of two cases: every row, each cycle credited once."""
    world = explore(OBLIGATIONS, OFFERED, invariants=(credited_once,))
    assert () == world.rows_not_taken(LIFECYCLE)
    assert () == world.stuck(lambda one: one.stage is DISCHARGED)
