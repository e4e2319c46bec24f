"""Lives in a failing world where a part is paid in advance, and a share is owed elsewhere."""

from fractions import Fraction
from typing import Final

import pytest

from order_to_cash.domain.core import changed
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.trade import InAdvance, NetDays
from order_to_cash.operators.peru import DETRACTION, ORDERS, PERU, RECEIVABLES, sol
from tests.faults.simulation import Simulation

AHEAD: Final = InAdvance(Fraction(3, 10), NetDays(30), days=7)
TERMS: Final = {**ORDERS.settings.payment_terms, "net-30": AHEAD}
OURS: Final = (
    OrderProcess(changed(ORDERS.settings, payment_terms=TERMS)),
    changed(RECEIVABLES, withholding=changed(DETRACTION.of("standard"), above=sol("100.00"))),
)
OTHERS: Final = tuple(x for x in PERU.processes if x.name not in {one.name for one in OURS})
AGREED: Final = changed(PERU, processes=(*OURS, *OTHERS))


@pytest.mark.parametrize("seed", range(10))
def test_no_money_is_lost_with_advances_and_shares(seed: int) -> None:
    """PRI-07, PRI-10, I1 to I11: whatever fails, and whatever people do, everything agrees."""
    Simulation(seed, operator=AGREED).run(200)
