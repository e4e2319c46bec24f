"""What is refused of a transfer besides its steps: other currencies, repeated items, lost cases."""

from datetime import timedelta
from typing import Any

import pytest

from order_to_cash.domain.core import Currency, Money, Moved, OutOfOrder, Refusal, changed
from order_to_cash.domain.trade import ChargeOnce, DocumentKind, Notify, OpenWorkOrder
from order_to_cash.domain.transfer import Stage, Step
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer import records as r
from order_to_cash.domain.transfer.execution import issue
from order_to_cash.domain.transfer.order_of_steps import row_for
from order_to_cash.domain.transfer.state import INITIAL
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import Story
from tests.transfer import samples as s

SOLES = Money.of("200.00", Currency.PEN)


def at_cashier() -> Story[Any, Any, Any]:
    """Somebody pays in cash, and stands at the cashier."""
    return s.before(3, Step.CASHIER, c.PresentRequirements(s.presented(pays_cash=True)))


def test_cash_of_another_currency_is_refused() -> None:
    """TRF-20: nothing is converted at the cashier."""
    paid = s.envelope(s.CASHIER, c.PayFee("R-1", SOLES))
    at_cashier().when(paid).refused("transfer.currency")


def test_debts_of_another_currency_are_refused() -> None:
    """REQ-04: neither at the review nor at the execution are two currencies compared."""
    review = s.before(1, Step.REQUIREMENTS)
    shown = c.PresentRequirements(s.presented(overdue=SOLES))
    review.when(s.envelope(s.SALES, shown)).refused("transfer.currency")
    orders = s.envelope(s.OFFICE, c.IssueWorkOrders(SOLES))
    s.before(1, Step.WORK_ORDERS).when(orders).refused("transfer.currency")


def test_a_value_to_collect_of_another_currency_is_refused() -> None:
    """TRF-14: a claim names both its figures in the currency of the fee."""
    claim = changed(s.CLAIM, value_to_collect=Money.zero(Currency.PEN))
    given = s.envelope(s.OFFICE, c.RecordStep(Step.CHARGE, claim))
    s.before(1, Step.CHARGE).when(given).refused("transfer.currency")


def test_a_fee_is_waived_once_and_only_while_it_is_owed() -> None:
    """TRF-14: what was waived already is not waived again."""
    waive = s.envelope(s.HEAD, c.WaiveFee("our fault"))
    s.before(1, Step.PRESALE).when(waive).when(waive).refused("transfer.nothing-owed")


def test_an_item_is_named_once() -> None:
    """TRF-27: two loaned items never share a code."""
    request = s.request(3)
    twice = changed(request, equipment=request.equipment * 2)
    asked = s.envelope(s.SALES, c.RequestTransfer(twice))
    Story(PROCESS).when(asked).refused("transfer.repeated-item")


def test_orders_need_the_review() -> None:
    """TRF-21: without what was presented no work order goes out."""
    story = s.before(1, Step.WORK_ORDERS)
    unseen = changed(story.state, presented=None)
    given = c.IssueWorkOrders(s.NOTHING)
    answer = issue(PROCESS.settings, unseen, given, s.OFFICE, s.AT + timedelta(days=1))
    assert isinstance(answer, Refusal)
    assert "transfer.orders-not-out" == answer.code


def test_a_procedure_that_is_done_has_no_step_left() -> None:
    """TRF-25: once all is done no step is asked for, and its stage welcomes none."""
    orders = s.envelope(s.ADVISOR, c.IssueWorkOrders(s.NOTHING))
    done = s.before(3, Step.CASHIER).when(orders)
    record = s.envelope(s.ADVISOR, c.RecordStep(Step.SIGN, s.SIGNED))
    done.when(record).refused("process.wrong-stage")
    with pytest.raises(OutOfOrder, match="procedure 3 has no step left"):
        row_for(PROCESS.settings.procedure(3), done.state, Step.SIGN, s.ADVISOR)


def test_a_transfer_that_was_never_received_has_nothing() -> None:
    """TRF-25: its first step is its reception, and it has neither request nor fee."""
    assert Step.RECEIVE is PROCESS.next_step(INITIAL)
    with pytest.raises(OutOfOrder, match="has no request"):
        _ = INITIAL.request
    with pytest.raises(OutOfOrder, match="has no fee"):
        _ = INITIAL.fee.fixed


def test_a_request_names_at_least_one_service() -> None:
    """TAR-02: no fee is quoted for nothing."""
    nothing = c.RequestTransfer(s.request(1, services=()))
    Story(PROCESS).when(s.envelope(s.CARE, nothing)).refused("transfer.no-services")


def test_other_services_have_their_own_fee() -> None:
    """TRF-03: services that are corrected while data is missing are quoted again."""
    lacking = c.RequestTransfer(s.request(1, mobile=None, services=("fixed_telephony",)))
    waiting = Story(PROCESS).when(s.envelope(s.CARE, lacking))
    given = c.CompleteData(mobile=s.SECRET, services=("internet",))
    story = waiting.when(s.envelope(s.CARE, given))
    assert s.bob("200.00") == story.state.fee.fixed.total
    unknown = c.CompleteData(mobile=s.SECRET, services=("satellite",))
    waiting.when(s.envelope(s.CARE, unknown)).refused("transfer.no-tariff")


@pytest.mark.parametrize(("number", "possible"), [(1, True), (3, False)])
def test_only_the_way_back_needs_the_plan_form(number: int, *, possible: bool) -> None:
    """TRF-07: procedures 3 and 4 ask for the form of the plan, 1 and 2 do not."""
    papers = tuple(paper for paper in s.DOCUMENTS if paper.kind is not DocumentKind.PLAN_FORM)
    shown = c.PresentRequirements(s.presented(documents=papers))
    last = Step.PRESALE if number == 1 else Step.FEASIBILITY
    story = s.before(number, last, shown)
    assert (Stage.IN_EXECUTION if possible else Stage.NOT_POSSIBLE) is story.state.stage


def test_the_next_step_is_named_with_its_place_in_the_source() -> None:
    """TRF-25: whoever does the wrong step hears which one is next, as the source counts it."""
    wrong = s.envelope(s.OFFICE, s.command(1, Step.CHARGE))
    story = s.before(1, Step.WITHDRAW_PRODUCT).when(wrong)
    story.refused("transfer.wrong-step")
    assert isinstance(story.outcome, Refusal)
    assert "10, 10.1 to 10.6" in dict(story.outcome.values).values()


def test_the_technician_hears_where_to_go_and_the_customer_how_long_it_took() -> None:
    """TRF-13, TRF-21: the work order has the new address, the notice whole minutes."""
    orders = s.before(1, Step.WORK_ORDERS).when(
        s.envelope(s.OFFICE, s.command(1, Step.WORK_ORDERS))
    )
    assert isinstance(orders.outcome, Moved)
    opened = [m for m in orders.outcome.messages if isinstance(m, OpenWorkOrder)]
    assert [s.SECRET] * len(opened) == [message.address for message in opened] != []
    at = s.AT + timedelta(seconds=3_600)
    told = orders.when(s.envelope(s.FIELD, c.ReportOff(s.AT), s.LATER))
    told = told.when(s.envelope(s.FIELD, c.ReportOn(at), at))
    assert isinstance(told.outcome, Moved)
    (notice,) = [m for m in told.outcome.messages if isinstance(m, Notify)]
    assert 60 == dict(notice.values)["minutes"]


def test_what_comes_back_is_not_charged() -> None:
    """TRF-27: an item that is recovered is free, whatever amount stands beside it."""
    story = s.before(1, Step.CHARGE)
    item = changed(s.RECOVERED, charge=s.bob("350.00"))
    settled = story.when(s.envelope(s.FIELD, c.SettleEquipment((item,))))
    assert isinstance(settled.outcome, Moved)
    assert not any(isinstance(message, ChargeOnce) for message in settled.outcome.messages)


@pytest.mark.parametrize("number", [1, 2])
def test_the_contract_gets_its_new_address(number: int) -> None:
    """TRF-11: the new address is entered and the screen refreshed; without either it is refused."""
    story = s.before(number, Step.CHANGE_ADDRESS)
    whole = r.AddressChange(s.SECRET, screen_refreshed=True)
    lacking = {
        "address": changed(whole, address=None),
        "screen_refreshed": changed(whole, screen_refreshed=False),
    }
    for field, record in lacking.items():
        refused = story.when(s.envelope(s.OFFICE, c.RecordStep(Step.CHANGE_ADDRESS, record)))
        refused.refused("transfer.left-out")
        assert isinstance(refused.outcome, Refusal)
        assert (field,) == dict(refused.outcome.values)["missing"]
    given = s.envelope(s.OFFICE, c.RecordStep(Step.CHANGE_ADDRESS, whole))
    story.when(given).then(e.StepRecorded(Step.CHANGE_ADDRESS, whole))
