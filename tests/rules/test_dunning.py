"""Dunning: a level is reached after so many days past due, for at least an amount."""

import pytest

from order_to_cash.domain.core import Money
from order_to_cash.domain.receivable import Arrears, DunningLevel
from order_to_cash.rules import BelowDunningLevel, dunning_schedule
from tests.rules.told import CLAUSE, FAIL, PASS, Told, pen, skipped, told, usd

LEVEL = DunningLevel("second-alert", days=8, minimum=pen("20.00"))
RULE = BelowDunningLevel(CLAUSE, LEVEL)


@pytest.mark.parametrize(
    ("days", "amount", "reached"),
    [
        (7, "20.00", False),
        (8, "19.99", False),
        (8, "20.00", True),
        (9, "20.00", True),
        (8, "20.01", True),
    ],
)
def test_a_level_is_reached_by_days_and_amount(days: int, amount: str, reached: bool) -> None:
    """ORD-30: both the days and the amount are reached exactly; the finding fails from then on."""
    below = Told(
        "dunning.level",
        PASS,
        (pen(amount), days),
        ("second-alert", 8, pen("20.00")),
        f"{amount} PEN past due since {days} days stays below level second-alert "
        "(8 days, 20.00 PEN)",
        f"{amount} PEN vencidos hace {days} días quedan por debajo del nivel second-alert "
        "(8 días, 20.00 PEN)",
    )
    passed = Told(
        "dunning.level",
        FAIL,
        (pen(amount), days),
        ("second-alert", 8, pen("20.00")),
        f"{amount} PEN past due since {days} days reaches level second-alert (8 days, 20.00 PEN)",
        f"{amount} PEN vencidos hace {days} días alcanzan el nivel second-alert "
        "(8 días, 20.00 PEN)",
    )
    expected = passed if reached else below
    assert expected == told(RULE, Arrears(days, pen(amount)))


def test_a_level_says_nothing_about_another_currency() -> None:
    """ORD-30: no rate is assumed, so amounts in another currency are not applicable."""
    title = ("What is past due stays below the level", "Lo vencido queda por debajo del nivel")
    assert skipped("dunning.level", *title) == told(RULE, Arrears(99, usd("9999.00")))


@pytest.mark.parametrize(
    ("owed", "enough"),
    [(pen("19.99"), False), (pen("20.00"), True), (pen("20.01"), True), (usd("99.00"), False)],
    ids=str,
)
def test_a_level_asks_for_an_amount_in_its_currency(owed: Money, enough: bool) -> None:
    """ORD-30: the least amount is enough, and no amount of another currency."""
    assert enough is LEVEL.asks_for(owed)


def test_a_schedule_keeps_its_levels_in_order() -> None:
    """ORD-30: the levels are raised in the order in which the operator wrote them."""
    block = DunningLevel("block", days=15, minimum=pen("50.00"), blocks=True)
    schedule = dunning_schedule(CLAUSE, LEVEL, block)
    assert (RULE, BelowDunningLevel(CLAUSE, block)) == schedule
