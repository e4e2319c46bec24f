"""Levels of an account, and what its stop says of an order: each figure by itself (COL-05)."""

from typing import Final

import pytest

from order_to_cash.domain.core import NOT_APPLICABLE, Clause, Currency, Money, Verdict
from order_to_cash.domain.credit_account import AccountArrears, AccountLevel
from order_to_cash.domain.order import AccountStanding
from order_to_cash.domain.trade import Reach
from order_to_cash.rules import BelowAccountLevel, standing_policy

CLAUSE: Final = Clause("collection manual", "4")


def sol(amount: str) -> Money:
    return Money.of(amount, Currency.PEN)


LEVEL: Final = BelowAccountLevel(CLAUSE, AccountLevel("stop", 10, sol("500.00"), 2))


@pytest.mark.parametrize(
    ("days", "overdue", "invoices", "stays"),
    [
        (10, "500.00", 2, False),
        (11, "500.01", 3, False),
        (9, "500.00", 2, True),
        (10, "499.99", 2, True),
        (10, "500.00", 1, True),
    ],
)
def test_a_level_asks_for_days_sum_and_invoices_together(
    days: int, overdue: str, invoices: int, *, stays: bool
) -> None:
    """COL-05: at each figure it is reached, and below any of them it is not."""
    answer = LEVEL.check(AccountArrears(days, sol(overdue), invoices))
    assert stays is answer.holds


def test_another_currency_is_not_compared() -> None:
    """COL-05: no rate is assumed."""
    dollars = AccountArrears(90, Money.of("9000.00", Currency.USD), 9)
    assert NOT_APPLICABLE == LEVEL.check(dollars)
    assert not LEVEL.level.reached(dollars)


ORDERS, DELIVERIES = (Reach.ORDERS,), (Reach.DELIVERIES,)


@pytest.mark.parametrize(
    ("standing", "waits", "refuses"),
    [
        (AccountStanding(), Verdict.OPEN, Verdict.OPEN),
        (AccountStanding(1), Verdict.PASS, Verdict.PASS),
        (AccountStanding(2, "stop", ORDERS), Verdict.PASS, Verdict.PASS),
        (AccountStanding(2, "stop", ORDERS, new=True), Verdict.OPEN, Verdict.FAIL),
        (AccountStanding(2, "stop", DELIVERIES), Verdict.OPEN, Verdict.OPEN),
        (AccountStanding(2, "stop", DELIVERIES, new=True), Verdict.OPEN, Verdict.OPEN),
    ],
)
def test_a_stop_keeps_waiting_or_refuses_what_it_reaches(
    standing: AccountStanding, waits: Verdict, refuses: Verdict
) -> None:
    """COL-05: unsaid, free, and each reach, for an order from before and a new one."""
    decided = (standing_policy(CLAUSE, refuses=said).decide(standing) for said in (False, True))
    assert (waits, refuses) == tuple(decision.verdict for decision in decided)
