"""What is refused of a transfer besides its steps: other currencies, repeated items, lost cases."""

from datetime import timedelta
from typing import Any

import pytest

from order_to_cash.domain.entity import changed
from order_to_cash.domain.errors import OutOfOrder
from order_to_cash.domain.money import Currency, Money
from order_to_cash.domain.process import Refusal
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import refusals
from order_to_cash.domain.transfer.execution import issue
from order_to_cash.domain.transfer.procedures import Step
from order_to_cash.domain.transfer.state import INITIAL
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing.stories import Story
from tests.transfer import samples as s

SOLES = Money.of("200.00", Currency.PEN)


def at_cashier() -> Story[Any, Any, Any]:
    """Somebody pays in cash, and stands at the cashier."""
    return s.before(3, Step.CASHIER, c.PresentRequirements(s.presented(pays_cash=True)))


def test_cash_of_another_currency_is_refused() -> None:
    """TRF-20: nothing is converted at the cashier."""
    paid = s.envelope(s.CASHIER, c.PayFee("R-1", SOLES))
    at_cashier().when(paid).refused(refusals.WRONG_CURRENCY.code)


def test_debts_of_another_currency_are_refused() -> None:
    """REQ-04: neither at the review nor at the execution are two currencies compared."""
    review = s.before(1, Step.REQUIREMENTS)
    shown = c.PresentRequirements(s.presented(overdue=SOLES))
    review.when(s.envelope(s.SALES, shown)).refused(refusals.WRONG_CURRENCY.code)
    orders = s.envelope(s.OFFICE, c.IssueWorkOrders(SOLES))
    s.before(1, Step.WORK_ORDERS).when(orders).refused(refusals.WRONG_CURRENCY.code)


def test_a_value_to_collect_of_another_currency_is_refused() -> None:
    """TRF-14: a claim names both its figures in the currency of the fee."""
    claim = changed(s.CLAIM, value_to_collect=Money.zero(Currency.PEN))
    given = s.envelope(s.OFFICE, c.RecordStep(Step.CHARGE, claim))
    s.before(1, Step.CHARGE).when(given).refused(refusals.WRONG_CURRENCY.code)


def test_a_fee_is_waived_once_and_only_while_it_is_owed() -> None:
    """TRF-14: what was waived already is not waived again."""
    waive = s.envelope(s.HEAD, c.WaiveFee("our fault"))
    s.before(1, Step.PRESALE).when(waive).when(waive).refused(refusals.NOTHING_OWED.code)


def test_an_item_is_named_once() -> None:
    """TRF-27: two loaned items never share a code."""
    request = s.request(3)
    twice = changed(request, equipment=request.equipment * 2)
    asked = s.envelope(s.SALES, c.RequestTransfer(twice))
    Story(PROCESS).when(asked).refused(refusals.REPEATED_ITEM.code)


def test_orders_need_the_review() -> None:
    """TRF-21: without what was presented no work order goes out."""
    story = s.before(1, Step.WORK_ORDERS)
    unseen = changed(story.state, presented=None)
    given = c.IssueWorkOrders(s.NOTHING)
    answer = issue(PROCESS.settings, unseen, given, s.OFFICE, s.AT + timedelta(days=1))
    assert isinstance(answer, Refusal)
    assert refusals.ORDERS_NOT_OUT.code == answer.code


def test_a_transfer_that_was_never_received_has_nothing() -> None:
    """TRF-25: its first step is its reception, and it has neither request nor fee."""
    assert Step.RECEIVE is PROCESS.next_step(INITIAL)
    with pytest.raises(OutOfOrder, match="has no request"):
        _ = INITIAL.request
    with pytest.raises(OutOfOrder, match="has no fee"):
        _ = INITIAL.fee.fixed
