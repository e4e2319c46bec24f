"""Whoever does what a finding says gets past it, for every rule that says something."""

from typing import Final

import pytest

from order_to_cash.domain.core import Language
from order_to_cash.domain.core.wording import OURS, texts
from tests.advice import order_obstacles, service_obstacles
from tests.advice.obstacles import Obstacle

RULES: Final = frozenset(key[1] for key in texts(OURS, Language.EN) if key[0] == "rule")
"""Every rule that has words."""

OBSTACLES: Final = (*order_obstacles.OBSTACLES, *service_obstacles.OBSTACLES)

WITHOUT_REMEDY: Final = {
    "availability.currency": "the catalogue has one price, and no rate is assumed",
    "availability.tax": "the catalogue names a category without a rate, and none is assumed",
    "charge-correction.corporate": "nothing is due to such a customer",
    "charge-correction.portfolio-executive": "nothing is due to such a customer",
    "charge-correction.sale": "nothing is due for such a sale",
    "credit.needed": "it only says that the account is asked, which happens by itself",
    "credit.payment-record": "what went wrong is over; time, an override or another payment helps",
    "dunning.account": "it names the level that an account reached; the letter asks for payment",
    "dunning.level": "it names the level that an invoice reached; the notice asks for payment",
    "dunning.reminder": "it names the level that an invoice reached; the notice asks for payment",
    "indicators.efficacy": "it measures what is over",
    "indicators.timeliness": "it measures what is over",
    "transfer.feasibility": "it is so at that address",
    "transfer.in-zone": "it is so at that address",
    "validation.credit-holds": "the account is asked again by itself",
}
"""Rules that tell nobody what to do, and why."""


@pytest.mark.parametrize("obstacle", OBSTACLES, ids=lambda obstacle: obstacle.code)
def test_followed_advice_removes_the_obstacle(obstacle: Obstacle) -> None:
    """TRU-12: what a finding asks for was lacking; with it the verdict is another one."""
    assert obstacle.is_named()
    assert obstacle.is_gone()


def test_every_rule_has_its_advice_followed_or_none() -> None:
    """TRU-12: a new rule says what to do, and a test here does it, or says why nothing helps."""
    followed = {obstacle.code for obstacle in OBSTACLES}
    assert set() == followed & WITHOUT_REMEDY.keys()
    assert followed | WITHOUT_REMEDY.keys() == RULES


def test_an_obstacle_that_stays_is_seen() -> None:
    """TRU-12: whoever does nothing is still in the way, so the test above can fail."""
    for obstacle in OBSTACLES:
        assert not Obstacle(obstacle.code, obstacle.before, obstacle.before).is_gone()
