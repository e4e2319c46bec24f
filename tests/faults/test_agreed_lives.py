"""Lives in a failing world with advances, shares owed elsewhere, and costs of paying late."""

from datetime import date
from fractions import Fraction
from typing import Final

import pytest

from order_to_cash.domain.core import Dated, Timeline, changed
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.receivable import LateFee, LateInterest, LatePolicy, Owed
from order_to_cash.domain.trade import InAdvance, NetDays
from order_to_cash.operators.peru import COLLECTION, DETRACTION, ORDERS, PERU, RECEIVABLES, sol
from tests.faults.simulation import Simulation

AHEAD: Final = InAdvance(Fraction(3, 10), NetDays(30), days=7)
TERMS: Final = {**ORDERS.settings.payment_terms, "net-30": AHEAD}
LATE: Final = LatePolicy(
    LateInterest(
        Timeline("late interest", (Dated(date(2020, 1, 1), Fraction(36, 100), COLLECTION),)), 360
    ),
    fees=(LateFee("reminder", sol("2.00"), COLLECTION), LateFee("block", sol("5.00"), COLLECTION)),
    order=(Owed.PRINCIPAL, Owed.INTEREST, Owed.COSTS),
)
SHARED: Final = changed(
    RECEIVABLES,
    late=LATE,
    withholding=changed(DETRACTION.of("standard"), above=sol("100.00")),
)
OURS: Final = (OrderProcess(changed(ORDERS.settings, payment_terms=TERMS)), SHARED)
OTHERS: Final = tuple(x for x in PERU.processes if x.name not in {one.name for one in OURS})
AGREED: Final = changed(PERU, processes=(*OURS, *OTHERS))


@pytest.mark.parametrize("seed", range(10))
def test_no_money_is_lost_with_advances_shares_and_late_charges(seed: int) -> None:
    """PRI-07, PRI-10, COL-06, I1 to I11: whatever fails and people do, everything agrees."""
    Simulation(seed, operator=AGREED).run(200)
