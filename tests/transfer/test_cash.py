"""A fee that is promised in cash is paid before the work orders go out (REQ-06, TRF-20)."""

import pytest

from order_to_cash.domain.core import Language, Moved, Refusal
from order_to_cash.domain.trade import ChargeOnce
from order_to_cash.domain.transfer import Stage, Step
from order_to_cash.domain.transfer import commands as c
from tests.transfer import samples as s

PROMISED = c.PresentRequirements(s.presented(pays_cash=True, charge_accepted=False))
ORDERS = {1: s.OFFICE, 2: s.OFFICE, 3: s.ADVISOR, 4: s.ADVISOR}


@pytest.mark.parametrize("number", ORDERS)
def test_a_promise_of_cash_covers_the_fee_until_the_cashier(number: int) -> None:
    """REQ-06: with nothing paid yet the review passes, in each of the four procedures."""
    story = s.before(number, Step.WORK_ORDERS, PROMISED).reaches(Stage.IN_EXECUTION)
    assert s.FEE == story.state.fee.owed


@pytest.mark.parametrize("number", ORDERS)
def test_the_work_orders_wait_for_the_money(number: int) -> None:
    """REQ-06: a cent less than the fee keeps them back; once it is paid nothing is charged."""
    orders = s.envelope(ORDERS[number], s.command(number, Step.WORK_ORDERS))
    story = s.before(number, Step.WORK_ORDERS, PROMISED)
    most = story.when(s.envelope(s.CASHIER, c.PayFee("R-1", s.FEE - s.CENT)))
    for waiting in (story, most):
        late = waiting.when(orders)
        assert isinstance(late.outcome, Refusal)
        expected = "transfer.wrong-step" if number == 3 else "transfer.cash-not-paid"
        assert expected == late.outcome.code
    paid = most.when(s.envelope(s.CASHIER, c.PayFee("R-2", s.CENT))).when(orders)
    assert isinstance(paid.outcome, Moved)
    assert not any(isinstance(message, ChargeOnce) for message in paid.outcome.messages)


def test_the_refusal_says_how_much_is_waited_for() -> None:
    """REQ-06: the amount is named, and where to go with it."""
    story = s.before(1, Step.WORK_ORDERS, PROMISED)
    story = story.when(s.envelope(s.CASHIER, c.PayFee("R-1", s.bob("150.00"))))
    story = story.when(s.envelope(s.OFFICE, s.command(1, Step.WORK_ORDERS)))
    assert isinstance(story.outcome, Refusal)
    assert (
        "del derecho se prometió pagar al contado 50.00 BOB y aún no se pagó; dirija al cliente a "
        "caja, y luego genere las órdenes de trabajo"
    ) == story.outcome.text(Language.ES)


def test_who_is_let_off_need_not_pay_what_was_promised() -> None:
    """REQ-06: a waiver by name ends the promise."""
    story = s.before(2, Step.WORK_ORDERS, PROMISED).when(s.envelope(s.HEAD, c.WaiveFee("corte")))
    story = story.when(s.envelope(s.OFFICE, s.command(2, Step.WORK_ORDERS)))
    assert isinstance(story.outcome, Moved)
