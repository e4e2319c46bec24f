"""A part that is paid before the release: its invoice, and what becomes of it (PRI-10)."""

from typing import Any

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Envelope, Money, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import Invoicing, OrderProcess, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import (
    Bill,
    CreditInvoice,
    NetDays,
    NoteInvoice,
    OweAdvance,
    Prepaid,
    RaiseInvoice,
    StockItem,
)
from tests.processes import samples as s

EACH = OrderProcess(changed(s.AHEAD.settings, invoicing=Invoicing.BY_DELIVERY))
THREE_HUNDRED, SEVEN_HUNDRED = s.sol("300.00"), s.sol("700.00")
ADVANCE = "F001-00000001"


def approved(*skus: str, process: OrderProcess = s.AHEAD, **other: Any) -> s.OrderStory:
    """An order with thirty percent in advance whose credit was approved: by default one phone."""
    story = s.verified(*skus, payment=s.IN_ADVANCE, process=process, **other)
    need = s.sent(story, a.ReserveCredit)[0].amount
    return s.went(story, s.credit(amount=need))


def tells(unpaid: Money, sequence: int, part: int = 1, **other: Any) -> Envelope[Any]:
    """The receivable of the advance tells its number, and what is unpaid of it."""
    return s.to_order(c.ReportAdvance(part, ADVANCE, unpaid, sequence), **other)


def released(*skus: str, **other: Any) -> s.OrderStory:
    """Its advance is paid, the terms are known: the warehouse works on it."""
    story = s.went(approved(*skus, **other), s.terms(), tells(s.NOTHING, 2))
    return story.reaches(Stage.RELEASED)


def raised(story: s.OrderStory) -> Bill:
    """The one bill that the last command asks for."""
    (one,) = s.sent(story, RaiseInvoice)
    bill: Bill = one.bill
    return bill


def delivered(story: s.OrderStory) -> s.OrderStory:
    """All lines are handed over."""
    return s.went(story, *(s.schedule(x.number) for x in story.state.lines), s.signed(1))


def test_credit_sees_only_the_rest() -> None:
    """PRI-10: of 1000.00 with 30 % in advance 700.00 are evaluated, reserved and committed."""
    story = s.verified(payment=s.IN_ADVANCE, process=s.AHEAD)
    assert (a.ReserveCredit(s.ORDER, SEVEN_HUNDRED),) == s.sent(story, a.ReserveCredit)
    assert (a.CommitCredit(s.ORDER, SEVEN_HUNDRED),) == s.sent(released(), a.CommitCredit)


def test_the_advance_is_invoiced_once_credit_is_approved() -> None:
    """PRI-10: 300.00, of which 45.76 are tax, due a week later; the party has not paid yet."""
    story = approved().reaches(Stage.IN_VALIDATION)
    assert (e.CreditApproved, e.AdvanceBilled) == s.kinds(story)
    bill, advance = raised(story), story.state.advances[0]
    assert (True, 1, NetDays(7)) == (bill.advance, bill.part, bill.terms)
    assert ("300.00", True) == (bill.lines[0].unit_price.text, bill.lines[0].unit_price.with_tax)
    assert (THREE_HUNDRED, s.sol("45.76")) == (advance.amount, advance.tax)


def test_the_order_goes_on_once_the_advance_is_paid() -> None:
    """PRI-10: 299.99 are not 300.00; then it is released, and the advance is owed from now on."""
    story = s.went(approved(), s.terms()).reaches(Stage.IN_VALIDATION)
    assert ("validation.advance",) == tuple(
        finding.rule for finding in s.AHEAD.obstacles(story.state, s.NOON)
    )
    story = s.went(story, tells(THREE_HUNDRED, 1), tells(s.CENT, 2)).reaches(Stage.IN_VALIDATION)
    story = s.went(story, tells(s.NOTHING, 3)).reaches(Stage.RELEASED)
    assert (OweAdvance(),) == s.sent(story, OweAdvance)


def test_what_was_said_before_changes_nothing() -> None:
    """PRI-10: an older word of the receivable comes later; nobody else's advance is this one's."""
    story = s.went(approved(), tells(s.CENT, 2))
    for late in (tells(s.NOTHING, 1), tells(s.NOTHING, 2), tells(s.NOTHING, 9, part=2)):
        assert () == s.moved(story.when(late)).events


def test_money_of_the_order_goes_to_the_invoice_of_the_advance() -> None:
    """PRI-10, ORD-28: paid before the invoice or after it, as much as it needs, and once."""
    early = s.went(s.verified(payment=s.IN_ADVANCE, process=s.AHEAD), s.pay(s.sol("400.00")))
    early = s.went(early, s.credit(amount=SEVEN_HUNDRED))
    story = s.went(early, tells(THREE_HUNDRED, 1)).reaches(Stage.IN_VALIDATION)
    assert e.PaymentForwarded(s.payment(THREE_HUNDRED), 1) == s.moved(story).events[1]
    assert [s.sol("100.00")] == [held.amount for held in story.state.prepaid]
    assert (e.PaidUpFront,) == s.kinds(s.went(story, s.pay(s.CENT, "OP-2")))
    late = s.went(approved(), tells(THREE_HUNDRED, 1), s.pay(THREE_HUNDRED))
    assert (e.PaidUpFront, e.PaymentForwarded) == s.kinds(late.reaches(Stage.IN_VALIDATION))
    assert () == late.state.prepaid


def test_the_final_invoice_deducts_the_advance() -> None:
    """PRI-10: 1000.00 less 300.00 by their invoice; of 152.54 tax 45.76 are told there."""
    story = delivered(released()).reaches(Stage.COMPLETED)
    bill = raised(story)
    assert (Prepaid(ADVANCE, THREE_HUNDRED, s.sol("45.76")),) == bill.prepaid
    assert (s.THIRTY_DAYS, False, 0) == (bill.terms, bill.advance, bill.part)
    assert (a.RecordDelivery(s.ORDER, SEVEN_HUNDRED),) == s.sent(story, a.RecordDelivery)


def test_what_was_delivered_may_be_less_than_the_advance() -> None:
    """PRI-10: of two lines one fails; 100.01 are invoiced and deducted, 230.00 are credited."""
    story = released(s.PHONE, s.FIBRE)
    advance = story.state.advances[0].amount
    assert s.sol("330.00") == advance
    story = s.went(story, s.schedule(1), s.schedule(2), s.fail(1), s.activated(2))
    bill = raised(story.reaches(Stage.PARTIAL))
    assert s.sol("100.01") == bill.prepaid[0].amount
    assert (s.sol("229.99"),) == tuple(x.amount for x in s.sent(story, CreditInvoice))
    assert (a.RecordDelivery(s.ORDER, s.NOTHING),) == s.sent(story, a.RecordDelivery)


ENDS = (
    (approved, (s.cancel(),), Stage.CANCELLED),
    (released, (s.fail(),), Stage.FAILED),
    (
        released,
        (s.cancel(), s.decide_cancellation(), s.to_order(c.ConfirmStopped(), s.SLOT)),
        Stage.CANCELLED,
    ),
)


@pytest.mark.parametrize(("start", "commands", "stage"), ENDS)
def test_an_order_that_ends_has_its_advance_credited(
    start: Any, commands: tuple[Any, ...], stage: Stage
) -> None:
    """PRI-10: rejected, failed or cancelled: the invoice is credited, what was paid is free."""
    story = s.went(start(), *((tells(THREE_HUNDRED, 1),) if start is approved else ()), *commands)
    story.reaches(stage)
    assert (CreditInvoice(THREE_HUNDRED, s.ORDER, up_to=True),) == s.sent(story, CreditInvoice)
    assert [THREE_HUNDRED] == [x.credited for x in story.state.advances]


def test_an_invoice_that_comes_after_the_end_is_credited_then() -> None:
    """PRI-10: billing numbers the advance of an order that is cancelled: it stays nowhere."""
    story = s.went(approved(), s.cancel()).reaches(Stage.CANCELLED)
    assert () == s.sent(story, CreditInvoice)
    story = s.went(story, tells(THREE_HUNDRED, 1))
    assert (CreditInvoice(THREE_HUNDRED, s.ORDER, up_to=True),) == s.sent(story, CreditInvoice)
    assert () == s.sent(s.went(story, tells(s.NOTHING, 2)), CreditInvoice)


def amended(story: s.OrderStory, quantity: int) -> s.OrderStory:
    """So many phones instead, verified and approved again."""
    n = story.state.amended + 1
    story = s.went(
        story,
        s.to_order(c.AmendOrder(items=(s.item(s.PHONE, quantity),))),
        s.to_order(c.ReportStock(s.WAREHOUSE, (StockItem(s.PHONE, 10),), n)),
        s.to_order(c.ReportOfferings((s.CATALOGUE[s.PHONE],), n)),
    )
    need = s.sent(story, a.ReserveCredit)[0].amount
    return s.went(story, s.to_order(changed(s.credit_answer(need), amended=n)))


def test_more_is_invoiced_for_the_difference() -> None:
    """PRI-10, FUL-05: two phones are 2000.01, 600.00 in advance: 300.00 more, and both are paid."""
    story = amended(s.went(approved(), tells(s.NOTHING, 1)), 2).reaches(Stage.IN_VALIDATION)
    assert ([THREE_HUNDRED] * 2, 2) == (
        [x.amount for x in story.state.advances],
        raised(story).part,
    )
    story = s.went(story, s.to_order(c.ReportTerms(s.IN_FORCE, 1))).reaches(Stage.IN_VALIDATION)
    s.went(story, tells(s.NOTHING, 1, part=2)).reaches(Stage.RELEASED)


def test_less_is_credited() -> None:
    """PRI-10, FUL-05: one phone instead of two needs 300.00 of 600.00; the rest is credited."""
    story = s.went(approved(items=(s.item(s.PHONE, 2),)), tells(s.NOTHING, 1))
    story = amended(story, 1).reaches(Stage.IN_VALIDATION)
    assert (CreditInvoice(THREE_HUNDRED, s.ORDER, up_to=True),) == s.sent(story, CreditInvoice)
    s.went(story, s.to_order(c.ReportTerms(s.IN_FORCE, 1))).reaches(Stage.RELEASED)


def test_less_of_an_invoice_without_a_number_is_credited_once_it_has_one() -> None:
    """PRI-10: billing is down meanwhile; the credit waits for the number."""
    story = amended(approved(items=(s.item(s.PHONE, 2),)), 1)
    assert () == s.sent(story, CreditInvoice)
    story = s.went(story, tells(s.sol("600.00"), 1))
    assert (CreditInvoice(THREE_HUNDRED, s.ORDER, up_to=True),) == s.sent(story, CreditInvoice)


def test_other_terms_need_no_advance() -> None:
    """PRI-10, FUL-05: paid up front, nothing of it by an advance: its invoice is credited."""
    story = s.went(approved(), tells(s.NOTHING, 1), s.to_order(c.AmendOrder(payment="up-front")))
    story.reaches(Stage.IN_VALIDATION)
    assert (CreditInvoice(THREE_HUNDRED, s.ORDER, up_to=True),) == s.sent(story, CreditInvoice)


def test_an_advance_that_is_taken_back_keeps_the_order_waiting() -> None:
    """PRI-10, COL-01: paid and taken back before the release: it is not released."""
    story = s.went(approved(), tells(s.NOTHING, 1), tells(THREE_HUNDRED, 2), s.terms())
    story.reaches(Stage.IN_VALIDATION)


def test_what_comes_back_is_credited_where_it_is_owed() -> None:
    """PRI-10, FUL-02: of 1000.00 back 700.00 are credited on the invoice, 300.00 on the advance."""
    story = delivered(released())
    story = s.went(story, s.to_order(NoteInvoice(s.INVOICE), s.SLOT), s.returned())
    assert (SEVEN_HUNDRED, THREE_HUNDRED) == tuple(x.amount for x in s.sent(story, CreditInvoice))
    assert [(THREE_HUNDRED, s.NOTHING)] == [(x.credited, x.deducted) for x in story.state.advances]


def test_deliveries_deduct_it_in_turn() -> None:
    """PRI-10, FUL-01: of two routers for 600.00 are 180.00 ahead, deducted from the first."""
    story = released(items=(s.item(s.ROUTER, 2),), process=EACH)
    assert s.sol("180.00") == story.state.advances[0].amount
    story = s.went(story, s.schedule(1), s.signed(1, quantity=1))
    one = s.sent(story, a.RecordDelivery)
    assert [(s.sol("120.00"), s.sol("300.00"))] == [(x.amount, x.rest) for x in one]
    assert s.sol("180.00") == raised(story).prepaid[0].amount
    story = s.went(story, s.signed(1))
    assert () == raised(story).prepaid


def everywhere() -> tuple[s.OrderStory, ...]:
    """An order with an advance in every stage that it can be in."""
    begun, out, delivery = approved(), released(), s.went(released(), s.schedule())
    lapsed = s.went(begun, s.to_order(c.CheckOrder(), s.NOON + 3 * s.DAY))
    declined = s.went(begun, s.credit(amount=SEVEN_HUNDRED, limit=s.CENT))
    asked = s.went(delivery, s.cancel())
    partial = s.went(released(s.PHONE, s.FIBRE), s.schedule(1), s.signed(1), s.fail(2))
    return (
        begun,
        s.went(begun, s.to_order(c.AmendOrder(zone="AREQUIPA"))),
        lapsed,
        declined,
        s.went(declined, s.to_order(c.CheckOrder(), s.NOON + 5 * s.DAY)),
        s.went(begun, s.cancel()),
        out,
        delivery,
        s.went(delivery, s.hold()),
        asked,
        s.went(asked, s.decide_cancellation()),
        s.went(out, s.fail()),
        delivered(released()),
        partial,
    )


def test_its_receivable_is_heard_wherever_the_order_stands() -> None:
    """PRI-10: from its invoice on, also when the order is over: nothing of it is forgotten."""
    stages = set()
    for story in everywhere():
        stages.add(story.state.stage)
        stage = story.state.stage
        at = s.NOON if stage is Stage.IN_VALIDATION else s.SLOT + 5 * s.DAY
        heard = story.when(tells(s.CENT, 9, at=at)).reaches(stage)
        assert s.CENT == heard.state.advances[0].unpaid
    assert set(Stage) - {Stage.NEW, Stage.WAITING} == stages


def test_the_last_word_of_the_receivable_decides() -> None:
    """PRI-10, ORD-15: released, rejected, or asked again because credit or stock is too old."""
    placed = s.placed(s.FIBRE, payment=s.IN_ADVANCE, process=s.AHEAD)
    offered = (s.party(), s.coverage(until=s.TODAY + s.DAY), s.offerings(s.FIBRE))
    story = s.went(placed, *offered, s.credit(amount=s.sol("70.01")), s.terms())
    for hours, kind, stage in (
        (0, e.OrderReleased, Stage.RELEASED),
        (12, e.OrderRejected, Stage.REJECTED),
    ):
        told = tells(s.NOTHING, 1, at=s.NOON + hours * s.HOUR)
        assert kind in s.kinds(s.went(story, told).reaches(stage))
    story = s.went(approved(), s.terms())
    for days, lapsed, stage in (
        (2, e.AvailabilityLapsed, Stage.IN_VALIDATION),
        (4, e.CreditLapsed, Stage.IN_CREDIT),
    ):
        late = tells(s.NOTHING, 1, at=s.NOON + days * s.DAY)
        assert lapsed in s.kinds(s.went(story, late).reaches(stage))


def test_goods_are_kept_once_the_advance_is_paid() -> None:
    """PRI-10, FUL-03: where goods are kept from the release on, its money may come last."""
    keeping = OrderProcess(changed(s.AHEAD.settings, reserved_for=2 * s.DAY))
    story = s.went(approved(process=keeping), s.terms(), tells(s.NOTHING, 1))
    assert (e.AdvanceReported, e.ReservationAsked) == s.kinds(story.reaches(Stage.IN_VALIDATION))
    s.went(story, s.to_order(c.ReportReservation(1))).reaches(Stage.RELEASED)


def test_what_waits_is_passed_on_with_the_approval() -> None:
    """PRI-10, FUL-05: paid while the order is verified anew; the advance of before still lacks."""
    story = s.went(approved(), tells(THREE_HUNDRED, 1), s.to_order(c.AmendOrder(payment="net-15")))
    story = s.went(story, s.pay(THREE_HUNDRED), s.to_order(c.AmendOrder(payment=s.IN_ADVANCE)))
    told = s.to_order(changed(s.credit_answer(SEVEN_HUNDRED), amended=2))
    story = s.went(story, told).reaches(Stage.IN_VALIDATION)
    assert (e.CreditApproved, e.PaymentForwarded) == s.kinds(story)
