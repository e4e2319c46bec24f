"""What is asked for, brought or looked up names no amount below zero (TRU-09)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from order_to_cash.domain.core import Currency, InvalidValue, Money
from order_to_cash.domain.onboarding import OnboardingRequest, Segment
from order_to_cash.domain.plan_change import Brought
from order_to_cash.domain.trade import (
    Agreement,
    Applicant,
    BillLine,
    HolderKind,
    Standing,
    UnitPrice,
)
from order_to_cash.domain.transfer import Presented

DAY = date(2024, 3, 1)
HOLDER = Applicant(HolderKind.NATURAL_PERSON, Standing.HOLDER)
NOTHING = Money.zero(Currency.PEN)


def onboarding(price: Money) -> OnboardingRequest:
    line = BillLine("API-1", 1, UnitPrice.from_money(price))
    return OnboardingRequest("C-1", "A-1", Segment.B2B, (line,), "net-30")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda x: Agreement("A", "L", x, NOTHING, DAY), "correction.negative-charge"),
        (lambda x: Agreement("A", "L", NOTHING, x, DAY), "correction.negative-charge"),
        (lambda x: Brought(HOLDER, unpaid=x), "plan-change.unpaid"),
        (lambda x: Presented(HOLDER, overdue=x), "transfer.overdue"),
        (onboarding, "onboarding.negative-price"),
    ],
)
def test_a_cent_below_zero_is_refused_and_nothing_is_not(
    make: Callable[[Money], Any], code: str
) -> None:
    """TRU-09: a charge, a debt and a price are zero or more."""
    make(NOTHING)
    with pytest.raises(InvalidValue) as refused:
        make(Money(-1, Currency.PEN))
    assert code == refused.value.code
