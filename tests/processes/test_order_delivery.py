"""Delivery line by line: slots, signatures, activations, holds, failures, and the invoice."""

from datetime import datetime

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Role, Sensitive
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import LineStatus, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import (
    BillLine,
    Kind,
    NetDays,
    NoteInvoice,
    Notice,
    Notify,
    Offering,
    OpenSupport,
    ReserveCredit,
    StockItem,
    StopFulfilment,
    Tell,
)
from order_to_cash.domain.trade import billing as st
from tests.processes import samples as s

LOST = f.HoldReason.STOCK_LOST


def statuses(story: s.OrderStory) -> tuple[LineStatus, ...]:
    return tuple(line.status for line in story.state.lines)


def billed(story: s.OrderStory) -> r.RaiseInvoice:
    """The one invoice that the last command asks for."""
    (asked,) = s.sent(story, r.RaiseInvoice)
    assert isinstance(asked, r.RaiseInvoice)
    return asked


def test_a_delivery_is_scheduled() -> None:
    """ORD-19: a delivery or pick-up is agreed for an instant."""
    story = s.released().when(s.schedule()).then(e.LineScheduled(1, s.SLOT))
    story.reaches(Stage.IN_DELIVERY)
    assert (LineStatus.SCHEDULED, s.SLOT) == (
        story.state.lines[0].status,
        story.state.lines[0].slot,
    )


def test_an_installation_is_scheduled() -> None:
    """ORD-20: an installation or activation is agreed for an instant, by the technical team too."""
    by_team = s.to_order(c.Schedule(1, s.SLOT), actor="tecnica-05", role=Role.TECHNICAL_TEAM)
    s.released(s.FIBRE).when(by_team).reaches(Stage.IN_DELIVERY)


def test_a_slot_can_be_moved_as_often_as_needed() -> None:
    """ORD-19: agreeing again replaces the slot."""
    story = s.in_delivery().when(s.schedule(slot=s.SLOT + s.DAY)).reaches(Stage.IN_DELIVERY)
    story.then(e.LineScheduled(1, s.SLOT + s.DAY))
    assert s.SLOT + s.DAY == story.state.lines[0].slot


@pytest.mark.parametrize(
    ("slot", "past"), [(s.NOON - s.TICK, True), (s.NOON, False), (s.NOON + s.TICK, False)]
)
def test_a_slot_lies_ahead(slot: datetime, *, past: bool) -> None:
    """ORD-19: a slot that is over cannot be agreed; this very instant can."""
    story = s.released().when(s.schedule(slot=slot))
    story.reaches(Stage.RELEASED if past else Stage.IN_DELIVERY)
    if past:
        story.refused("order.slot-in-the-past")


def test_goods_are_handed_over_against_a_signature() -> None:
    """ORD-22: signer and time are recorded, and the last line completes the order."""
    story = s.in_delivery().when(s.signed()).reaches(Stage.COMPLETED)
    story.then(
        e.LineDelivered(1, Sensitive("Recepción"), s.SLOT, 1),
        e.OrderCompleted(s.SLOT, s.PHONE_TOTAL),
    )


@pytest.mark.parametrize(
    ("by", "at"),
    [
        (None, s.SLOT),
        (Sensitive("Recepción"), None),
        (None, None),
        (Sensitive("Recepción"), s.SLOT + s.TICK),
    ],
)
def test_no_signature_no_completion(by: Sensitive | None, at: datetime | None) -> None:
    """ORD-22: without name or time, or signed later than now, nothing is delivered."""
    story = s.in_delivery().when(s.to_order(c.ConfirmDelivery(1, by, at), s.SLOT))
    story.refused("order.no-signature").reaches(Stage.IN_DELIVERY)


def test_a_refused_signature_puts_the_line_on_hold() -> None:
    """ORD-22: not signed for, the line waits, is not delivered, and is not invoiced."""
    refused = s.to_order(c.HoldLine(1, f.HoldReason.SIGNATURE_REFUSED), s.SLOT)
    story = s.in_delivery().when(refused).reaches(Stage.ON_HOLD)
    assert ((LineStatus.ON_HOLD,), ()) == (statuses(story), s.sent(story, r.RaiseInvoice))


def test_a_service_is_activated() -> None:
    """ORD-21: an activation is recorded, needs no signature, and completes the order."""
    story = s.in_delivery(s.FIBRE).when(s.activated()).reaches(Stage.COMPLETED)
    story.then(e.LineActivated(1, s.SLOT, 1), e.OrderCompleted(s.SLOT, s.sol("100.01")))


def test_goods_are_not_activated_and_services_not_signed_for() -> None:
    """ORD-21: each kind of line is finished in its own way."""
    s.in_delivery(s.PHONE).when(s.activated()).refused("order.wrong-kind")
    s.in_delivery(s.FIBRE).when(s.signed()).refused("order.wrong-kind")


@pytest.mark.parametrize("line", [-1, 0, 3])
def test_there_is_no_such_line(line: int) -> None:
    """ORD-21: lines are counted from one to the last."""
    story = s.in_delivery(s.PHONE, s.FIBRE)
    for command in (s.schedule(line), s.signed(line), s.activated(line), s.hold(line)):
        story.when(command).refused("order.no-such-line")
    story.when(s.fail(line)).refused("order.no-such-line")
    s.in_delivery(s.PHONE, s.FIBRE).when(s.signed(1)).reaches(Stage.IN_DELIVERY)
    s.in_delivery(s.PHONE, s.FIBRE).when(s.activated(2)).reaches(Stage.IN_DELIVERY)


def test_an_order_completes_with_its_last_line() -> None:
    """ORD-21: progress is visible line by line; only the last one completes the order."""
    story = s.in_delivery(s.PHONE, s.FIBRE).when(s.activated(2)).reaches(Stage.IN_DELIVERY)
    assert (LineStatus.SCHEDULED, LineStatus.DELIVERED) == statuses(story)
    assert () == s.sent(story, r.RaiseInvoice)
    story.when(s.signed(1)).reaches(Stage.COMPLETED)


def test_nothing_is_delivered_without_a_slot() -> None:
    """ORD-21: a line is scheduled first, and finished once."""
    story = s.went(s.released(s.PHONE, s.FIBRE), s.schedule(2))
    story.when(s.signed(1)).refused("order.line-status")
    once = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.signed(1))
    once.when(s.signed(1)).refused("order.line-status")
    once.when(s.schedule(1)).refused("order.line-status")
    s.released().when(s.signed()).refused("process.wrong-stage")


def test_a_missed_appointment_puts_the_line_on_hold() -> None:
    """ORD-21: the line waits with its reason, the party is told, and a new slot resumes it."""
    story = s.in_delivery().when(s.hold()).reaches(Stage.ON_HOLD)
    story.then(e.LineHeld(1, f.HoldReason.MISSED_APPOINTMENT), e.OrderHeld())
    assert "missed_appointment" == story.state.lines[0].reason
    (told,) = s.sent(story, Notify)
    assert (Notice.LINE_ON_HOLD, "missed_appointment") == (told.notice, dict(told.values)["reason"])
    again = s.schedule(at=s.SLOT, slot=s.SLOT + s.DAY)
    story = story.when(again).then(e.LineScheduled(1, s.SLOT + s.DAY), e.OrderResumed())
    story.reaches(Stage.IN_DELIVERY).when(s.signed(at=s.SLOT + s.DAY)).reaches(Stage.COMPLETED)


def test_lost_stock_holds_an_order_that_was_just_released() -> None:
    """ORD-21: also before a slot was agreed a line can be put on hold."""
    story = s.released().when(s.to_order(c.HoldLine(1, LOST), s.NOON)).reaches(Stage.ON_HOLD)
    assert "stock_lost" == story.state.lines[0].reason
    story.when(s.schedule()).reaches(Stage.IN_DELIVERY)


def test_an_order_is_on_hold_while_any_line_is() -> None:
    """ORD-21: the other lines go on; the order resumes when no line waits any more."""
    story = s.went(s.in_delivery(s.PHONE, s.FIBRE, s.ROUTER), s.hold(1)).reaches(Stage.ON_HOLD)
    story.when(s.hold(1)).refused("order.line-status")
    story = s.went(story, s.activated(2)).reaches(Stage.ON_HOLD)
    story = s.went(story, s.hold(3)).reaches(Stage.ON_HOLD)
    story = s.went(story, s.schedule(1)).reaches(Stage.ON_HOLD)
    story = s.went(story, s.signed(1)).reaches(Stage.ON_HOLD)
    story = s.went(story, s.schedule(3)).reaches(Stage.IN_DELIVERY)
    story.when(s.signed(3)).reaches(Stage.COMPLETED)


def test_a_line_is_held_before_its_order_is() -> None:
    """ORD-21: each event leads to the stage it names; the order is held by an event of its own."""
    held = e.LineHeld(1, f.HoldReason.MISSED_APPOINTMENT)
    asking = s.went(s.in_delivery(), s.cancel())
    waiting = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.hold(2))
    for story in (s.released(), s.in_delivery(), waiting, asking):
        stage = story.state.stage
        assert held == s.moved(story.when(s.hold())).events[0]
        story.given(held).reaches(stage)


def test_a_line_on_hold_can_fail() -> None:
    """ORD-21: the last waiting line fails: what was delivered completes the order in part."""
    story = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.activated(2), s.hold(1))
    story = story.when(s.fail(1)).reaches(Stage.PARTIAL)
    assert (
        e.LineFailed,
        e.OrderResumed,
        e.OrderPartlyCompleted,
    ) == s.kinds(story)
    assert "sin existencia" == story.state.lines[0].note
    waiting = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.hold(1)).when(s.fail(1))
    waiting.reaches(Stage.IN_DELIVERY)


def test_an_order_of_which_nothing_is_delivered_fails() -> None:
    """ORD-21: all lines failed: no invoice, and the credit is free."""
    for start in (s.released(s.PHONE, s.FIBRE), s.in_delivery(s.PHONE, s.FIBRE)):
        stage = start.state.stage
        story = start.when(s.fail(1)).reaches(stage).when(s.fail(2)).reaches(Stage.FAILED)
        assert (e.LineFailed, e.OrderFailed) == s.kinds(story)
        assert (a.FreeCredit(s.ORDER),) == s.sent(story, a.FreeCredit)
        assert () == s.sent(story, r.RaiseInvoice)


def test_a_failed_line_is_not_touched_again() -> None:
    """ORD-21: what failed can be neither scheduled nor delivered nor failed again."""
    story = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(1))
    for command in (s.schedule(1), s.signed(1), s.hold(1), s.fail(1)):
        story.when(command).refused("order.line-status").reaches(Stage.IN_DELIVERY)


def test_completion_asks_for_the_invoice() -> None:
    """ORD-25: completion counts the delivery at the account and asks for the one invoice."""
    story = s.in_delivery(s.PHONE).when(s.signed())
    assert (a.RecordDelivery(s.ORDER, s.PHONE_TOTAL),) == s.sent(story, a.RecordDelivery)
    (tell,) = (m for m in s.moved(story).messages if isinstance(m, Tell) and m.process[0] == "r")
    assert s.RECEIVABLE == tell.case
    bill = billed(story).bill
    assert (s.ORDER, s.ACCOUNT, s.DISTRIBUTOR, NetDays(30)) == (
        bill.order,
        bill.account,
        bill.party,
        bill.terms,
    )
    assert (BillLine(s.PHONE, 1, s.price("847.46")),) == bill.lines


def test_a_partial_delivery_invoices_only_what_was_delivered() -> None:
    """ORD-25: the failed line is neither counted as delivered nor invoiced."""
    story = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(2)).when(s.signed(1))
    story.reaches(Stage.PARTIAL)
    assert e.OrderPartlyCompleted(s.SLOT, s.PHONE_TOTAL) == s.moved(story).events[-1]
    assert (a.RecordDelivery(s.ORDER, s.PHONE_TOTAL),) == s.sent(story, a.RecordDelivery)
    assert (BillLine(s.PHONE, 1, s.price("847.46")),) == billed(story).bill.lines
    service = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(1)).when(s.activated(2))
    service.reaches(Stage.PARTIAL)
    last = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.signed(1)).when(s.fail(2))
    last.reaches(Stage.PARTIAL)
    assert (BillLine(s.PHONE, 1, s.price("847.46")),) == billed(last).bill.lines


def test_an_order_is_invoiced_once() -> None:
    """ORD-25: a completion that is reported again is refused and asks for no second invoice."""
    story = s.completed()
    for again in (s.signed(), s.activated(), s.schedule(at=s.SLOT), s.hold(), s.fail()):
        story.when(again).refused("process.wrong-stage").reaches(Stage.COMPLETED)


def test_what_was_delivered_is_invoiced_however_bad_the_credit_is() -> None:
    """ORD-25: a no of the account after the release does not keep the invoice back."""
    story = s.in_delivery().when(s.credit(limit=s.CENT)).refused("process.wrong-stage")
    assert 1 == len(billed(story.when(s.signed())).bill.lines)


def test_money_paid_up_front_goes_along_with_the_invoice() -> None:
    """ORD-28: what was paid before the release is put to the invoice; no delivery is financed."""
    story = s.went(s.verified(payment="up-front"), s.pay(), s.terms(), s.schedule())
    story = story.when(s.signed()).reaches(Stage.COMPLETED)
    assert ((s.payment(),), ()) == (story.state.prepaid, s.sent(story, a.RecordDelivery))
    noted = story.when(s.to_order(NoteInvoice(s.INVOICE), s.SLOT))
    noted.then(e.InvoiceNoted(s.INVOICE), e.PaymentForwarded(s.payment()))
    (passed,) = s.sent(noted, st.PassOn)
    assert (s.PHONE_TOTAL, st.Target("receivable", s.RECEIVABLE)) == (passed.amount, passed.to)
    assert () == noted.state.prepaid


def test_money_that_comes_before_the_completion_stays_with_the_order() -> None:
    """ORD-28: until it is known whether there will be an invoice, a payment is kept, once."""
    asking, held = s.went(s.in_delivery(), s.cancel()), s.went(s.in_delivery(), s.hold())
    for start in (s.released(), s.in_delivery(), held, asking):
        stage = start.state.stage
        story = start.when(s.pay(s.CENT)).reaches(stage)
        story.then(e.PaidUpFront(s.payment(s.CENT)))
        (told,) = s.sent(story, st.NoteTaken)
        assert (s.CENT, s.NOTHING) == (told.taken, told.rest)
    billed_later = s.went(s.in_delivery(), s.pay(s.CENT), s.signed())
    assert (s.payment(s.CENT),) == billed_later.state.prepaid


def test_money_for_a_delivery_that_is_cancelled_is_given_back() -> None:
    """ORD-28, ORD-33: paid after the release and cancelled before the delivery, it is not lost."""
    story = s.went(s.in_delivery(), s.pay(s.CENT), s.cancel())
    story = s.went(story, s.decide_cancellation(), s.to_order(c.ConfirmStopped(), s.SLOT))
    assert [s.CENT] == [told.amount for told in s.sent(story, st.ReturnMoney)]


def test_money_that_comes_after_the_completion_is_passed_on() -> None:
    """ORD-28, TRU-15: it waits for the invoice, and goes on to it as soon as there is one."""
    part = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(2), s.signed(1))
    for start in (s.completed(), part):
        stage = start.state.stage
        early = start.when(s.pay(s.CENT)).reaches(stage).then(e.PaidUpFront(s.payment(s.CENT)))
        noted = early.when(s.to_order(NoteInvoice(s.INVOICE), s.SLOT)).reaches(stage)
        assert 1 == len(s.sent(noted, st.PassOn))
        late = noted.when(s.pay(s.CENT, "OP-2", s.SLOT)).reaches(stage)
        assert (e.PaidUpFront, e.PaymentForwarded) == s.kinds(late)
        assert 1 == len(s.sent(late, st.PassOn))


def test_the_order_knows_its_invoice() -> None:
    """ORD-25: the number of the invoice comes back to the order, complete or in part."""
    part = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(2), s.signed(1))
    for story in (s.completed(), part):
        stage = story.state.stage
        noted = story.when(s.to_order(NoteInvoice(s.INVOICE), s.SLOT)).reaches(stage)
        assert s.INVOICE == noted.state.invoice


def test_the_customer_is_asked_about_satisfaction() -> None:
    """ORD-23: the answer is recorded by customer care, once the order is delivered."""
    given = c.RecordSatisfaction(satisfied=False, remark=Sensitive("llegó tarde"))
    story = s.completed().when(s.to_order(given, s.SLOT))
    story.then(e.SatisfactionRecorded(satisfied=False, remark=Sensitive("llegó tarde")))
    story.reaches(Stage.COMPLETED)
    part = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(2), s.signed(1))
    part.when(s.to_order(given, s.SLOT)).reaches(Stage.PARTIAL)
    s.in_delivery().when(s.to_order(given, s.SLOT)).refused("process.wrong-stage")


def test_technical_support_is_opened_when_needed() -> None:
    """ORD-24: customer care or the party asks, and the technical team is told."""
    asked = c.RequestSupport(Sensitive("sin señal"))
    story = s.completed().when(s.to_order(asked, s.SLOT))
    story.sends(OpenSupport(s.ORDER, Sensitive("sin señal"))).reaches(Stage.COMPLETED)
    by_party = s.to_order(asked, s.SLOT, actor=s.DISTRIBUTOR, role=Role.DISTRIBUTOR)
    s.completed().when(by_party).sends(OpenSupport(s.ORDER, Sensitive("sin señal")))
    part = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(2), s.signed(1))
    part.when(by_party).reaches(Stage.PARTIAL)
    s.in_delivery().when(s.to_order(asked, s.SLOT)).refused("process.wrong-stage")


def test_each_team_confirms_its_own_work() -> None:
    """ORD-32: the warehouse does not activate services, the technical team delivers no goods."""
    by_team = s.to_order(
        c.ConfirmDelivery(1, Sensitive("Recepción"), s.SLOT), s.SLOT, role=Role.TECHNICAL_TEAM
    )
    s.in_delivery(s.PHONE).when(by_team).refused("process.wrong-role")
    by_warehouse = s.to_order(c.ConfirmActivation(1), s.SLOT, role=Role.WAREHOUSE)
    s.in_delivery(s.FIBRE).when(by_warehouse).refused("process.wrong-role")


def test_quantities_are_billed_at_their_price() -> None:
    """ORD-25: the invoice multiplies quantity and price, and the tax is on the sum."""
    story = s.verified(items=(s.item(s.PHONE, 3), s.item(s.FIBRE)))
    assert s.sol("3100.01") == story.state.priced


@pytest.mark.parametrize(("quantity", "total"), [(20, "6600.00"), (120, "39600.00"), (1, "330.00")])
def test_an_order_costs_what_its_prices_with_tax_say(quantity: int, total: str) -> None:
    """PRI-01: 20 phones at 330.00 with tax are 6600.00, asked of the account and told."""
    phone = Offering(s.PHONE, "Celular", Kind.GOODS, s.price("330.00", with_tax=True))
    offered = s.to_order(c.ReportOfferings((phone,)))
    story = s.went(s.placed(items=(s.item(s.PHONE, quantity),)), offered)
    plenty = c.ReportStock("W-1", (StockItem(s.PHONE, 500),))
    story = s.went(story, s.to_order(plenty)).when(s.party())
    assert s.sol(total) == story.state.priced
    (asked,) = s.sent(story, ReserveCredit)
    assert s.sol(total) == asked.amount


def test_nothing_is_stopped_that_was_not_asked_for() -> None:
    """ORD-33: holds and failures leave warehouse and technical team at work on the rest."""
    story = s.in_delivery(s.PHONE, s.FIBRE)
    for command in (s.hold(1), s.fail(1), s.signed(1)):
        assert () == s.sent(story.when(command), StopFulfilment)
