"""Deliveries with an invoice of their own, and what came back of them (FUL-01, FUL-02, FUL-04)."""

from decimal import Decimal
from typing import Any

import pytest

from order_to_cash.audit import state_problems
from order_to_cash.domain import order as e
from order_to_cash.domain.core import Envelope, Language, Money, Role, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import Invoicing, LineStatus, OrderProcess, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import (
    BillLine,
    CreditedLine,
    Disposition,
    GoodsLine,
    NoteInvoice,
    Notice,
    Notify,
    Quantity,
    ReceiveReturn,
    Tell,
    worded,
)
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import ORDERS
from tests.processes import samples as s

EACH: OrderProcess = changed(
    ORDERS, settings=changed(ORDERS.settings, invoicing=Invoicing.BY_DELIVERY)
)
"""Peru's orders, if each delivery had an invoice of its own."""

BACK, DOWN = Disposition.PUT_BACK, Disposition.WRITTEN_DOWN
DAMAGED = f.ReturnReason.DAMAGED
WHY = f"{s.ORDER}: damaged"
"""The reason that the credit note of what came back bears: which order, and the coded reason."""


def ordered(quantity: int = 10, *more: f.Item, process: OrderProcess = EACH) -> s.OrderStory:
    """An order of so many routers, each line with a slot; one costs 300.00 with tax."""
    items = (s.item(s.ROUTER, quantity), *more)
    return s.in_delivery(s.ROUTER, items=items, process=process)


def back(quantity: Quantity, line: int = 1, disposition: Disposition = BACK) -> Envelope[Any]:
    """So many of a line came back damaged."""
    given = c.ReturnGoods(line, quantity, DAMAGED, disposition, "caja rota")
    return s.to_order(given, s.SLOT, actor="almacen-03", role=Role.WAREHOUSE)


def noted(part: int, invoice: str = "F001-7") -> Envelope[Any]:
    """The receivable of a delivery tells the number of its invoice."""
    return s.to_order(NoteInvoice(invoice, part), s.SLOT)


def tolds(story: s.OrderStory, kind: type) -> tuple[tuple[str, Any], ...]:
    """What the last command tells other cases, with the case it is for."""
    made = (m for m in s.moved(story).messages if isinstance(m, Tell))
    return tuple((m.case, m.command) for m in made if isinstance(m.command, kind))


def test_each_delivery_is_invoiced() -> None:
    """FUL-01: 7 of 10 are billed as the first, 3 as the second; together each piece once."""
    story = ordered().when(s.signed(quantity=7)).reaches(Stage.IN_DELIVERY)
    first, second = "order/PED-2026-0001/1", "order/PED-2026-0001/2"
    ((case, asked),) = tolds(story, r.RaiseInvoice)
    assert (first, 1, (BillLine(s.ROUTER, 7, s.price("254.24")),)) == (
        case,
        asked.bill.part,
        asked.bill.lines,
    )
    story = story.when(s.signed()).reaches(Stage.COMPLETED)
    ((case, asked),) = tolds(story, r.RaiseInvoice)
    assert (second, 2, (BillLine(s.ROUTER, 3, s.price("254.24")),)) == (
        case,
        asked.bill.part,
        asked.bill.lines,
    )
    assert e.OrderCompleted(s.SLOT, s.sol("3000.03")) == s.moved(story).events[-1]


def test_what_is_not_delivered_yet_stays_committed() -> None:
    """FUL-01, I4: 2100.02 count as delivered, 900.01 stay committed, and at the end nothing."""
    story = ordered().when(s.signed(quantity=7))
    asked = a.RecordDelivery(s.ORDER, s.sol("2100.02"), 1, s.sol("900.01"))
    assert (asked,) == s.sent(story, a.RecordDelivery)
    story = story.when(s.signed())
    asked = a.RecordDelivery(s.ORDER, s.sol("900.01"), 2, s.sol("0.00"))
    assert (asked,) == s.sent(story, a.RecordDelivery)
    assert (a.FreeCredit(s.ORDER),) == s.sent(story, a.FreeCredit)


def test_what_was_invoiced_and_came_back_is_not_owed() -> None:
    """FUL-02: 100 ordered, 70 delivered and invoiced, 70 returned: nothing owed, 100 to deliver."""
    story = s.went(hundred(), s.signed(quantity=70), noted(1))
    story = story.when(back(70)).reaches(Stage.IN_DELIVERY)
    line = story.state.lines[0]
    assert (100, 0, LineStatus.SCHEDULED) == (line.open, line.kept, line.status)
    billed = EACH.settings.tax.totals(
        (BillLine(s.ROUTER, 70, s.price("254.24")),), s.SLOT.date(), s.NOTHING.currency
    )
    told = r.CreditInvoice(billed.payable, WHY, True, (CreditedLine(1, billed.payable),))
    assert (("order/PED-2026-0001/1", told),) == tolds(story, r.CreditInvoice)
    assert (a.CommitCredit(s.ORDER, story.state.priced),) == s.sent(story, a.CommitCredit)
    s.went(story, s.signed(quantity=100)).reaches(Stage.COMPLETED)


def hundred() -> s.OrderStory:
    """A hundred routers: above the threshold of 20000.00 somebody approves the financing."""
    items = (s.item(s.ROUTER, 100),)
    story = s.placed(s.ROUTER, items=items, process=EACH)
    known = (s.stock(each=100), s.party(), s.offerings(s.ROUTER))
    story = s.went(story, *known)
    roomy = s.credit(amount=story.state.priced, limit=s.sol("99000.00"))
    approved = s.to_order(c.DecideFinancing(approved=True, reason="conocido"))
    return s.went(story, roomy, s.terms(), approved, s.schedule())


def letter(story: s.OrderStory, notice: Notice, language: Language = Language.EN) -> str:
    """The letter of that kind which the last command sends."""
    (told,) = (m for m in s.sent(story, Notify) if m.notice is notice)
    return worded(told, language).body


def test_the_party_is_told_what_came_back() -> None:
    """FUL-02, FUL-07: how many of what, why, what is credited, and that it comes anew."""
    story = s.went(ordered(), s.signed(quantity=7), noted(1), back(2))
    assert (
        "We received 2 x ROUTER-AX3000 of your order PED-2026-0001 back. Reason: damaged.\n"
        "Credited to you: 600.00 PEN\n"
        "You will get it anew: we agree with you on when.\n"
    ) == letter(story, Notice.GOODS_RETURNED)
    story = s.went(ordered(1), s.signed(), back(1))
    assert (
        "Recibimos de vuelta 1 x ROUTER-AX3000 de su pedido PED-2026-0001. Motivo: dañado.\n"
    ) == letter(story, Notice.GOODS_RETURNED, Language.ES)


def test_a_story_sums_the_pieces() -> None:
    """FUL-01, FUL-02, FUL-06: 3 of 5 once they are delivered, 2 of 5 once one came back."""
    story = ordered(5)
    assert () == EACH.sums(story.state)
    story = s.went(story, s.signed(quantity=3))
    assert ("parts", "3", "5") == summed(story)
    assert ("returned", "2", "5", "3", "1") == summed(s.went(story, back(1)))
    assert () == EACH.sums(s.went(story, s.signed(quantity=2)).state)


def summed(story: s.OrderStory) -> tuple[str, ...]:
    """The name of the only sum, with its figures as they are shown."""
    ((name, values),) = EACH.sums(story.state)
    held = dict(values)
    assert (1, s.ROUTER) == (held["line"], held["sku"])
    shown = ("kept", "quantity", *(("delivered", "returned") if name == "returned" else ()))
    return name, *(str(held[each]) for each in shown)


def test_the_letter_at_the_end_says_how_it_is_invoiced() -> None:
    """FUL-01, FUL-07: no invoice is announced where each delivery had its own."""
    each = s.went(ordered(), s.signed(quantity=7), s.signed())
    whole = s.went(ordered(process=ORDERS), s.signed())
    told = [letter(story, Notice.ORDER_COMPLETED).splitlines()[-1] for story in (each, whole)]
    assert [
        "Each delivery was invoiced on its own; nothing more is invoiced for this order.",
        "The invoice will follow.",
    ] == told


def test_what_came_back_goes_where_it_is_said() -> None:
    """FUL-02, FUL-04: the event keeps reason and words; the warehouse is told where they go."""
    for disposition in Disposition:
        story = s.went(ordered(), s.signed(quantity=7)).when(back(2, disposition=disposition))
        came = s.moved(story).events[0]
        assert isinstance(came, e.LineReturned)
        assert (1, 2, DAMAGED, disposition, "caja rota", True) == (
            came.line,
            came.quantity,
            came.reason,
            came.disposition,
            came.note,
            came.again,
        )
        goods = GoodsLine(1, s.ROUTER, 2)
        told = ReceiveReturn(s.ORDER, s.WAREHOUSE, goods, disposition)
        assert (told,) == s.sent(story, ReceiveReturn)


@pytest.mark.parametrize("quantity", [0, -1, 6, Decimal("0.5")])
def test_only_what_the_party_has_comes_back(quantity: Quantity) -> None:
    """FUL-02: of 7 delivered 2 came back: at most 5 more, in whole pieces."""
    story = s.went(ordered(), s.signed(quantity=7), back(2))
    story.when(back(quantity)).refused("order.returned-quantity")
    s.went(story, back(5)).reaches(Stage.IN_DELIVERY)


def test_a_service_does_not_come_back() -> None:
    """FUL-02: what is returned is goods; a service is stopped another way."""
    story = s.went(ordered(1, s.item(s.FIBRE)), s.activated(2))
    story.when(back(1, line=2)).refused("order.wrong-kind")


def test_what_came_back_before_its_invoice_had_a_number_is_credited_with_it() -> None:
    """FUL-02: an invoice that is not issued yet cannot be credited; once it is, it is."""
    story = s.went(ordered(), s.signed(quantity=7)).when(back(2))
    assert (e.LineReturned,) == s.kinds(story)
    story = story.when(noted(1))
    story.then(e.InvoiceNoted("F001-7", 1), credited(1, "600.00"))


def test_the_latest_invoice_is_credited_first() -> None:
    """FUL-02: 4 and 3 delivered, 5 back: all 3 of the second invoice, 2 of the first."""
    start = s.went(ordered(), s.signed(quantity=4), s.signed(quantity=3), noted(1), noted(2))
    story = start.when(back(5))
    assert [(2, s.sol("900.01")), (1, s.sol("600.00"))] == [
        (one.paper, one.amount)
        for one in s.moved(story).events
        if isinstance(one, e.PiecesCredited)
    ]
    assert () == tuple(state_problems(story.state))


def test_credits_of_an_invoice_come_to_all_of_it() -> None:
    """FUL-02: piece by piece or at once, what is credited is what was billed, to the cent."""
    story = s.went(ordered(), s.signed(quantity=7), noted(1))
    for _ in range(7):
        story = s.went(story, back(1))
    assert [s.sol("2100.02")] == [paper.credited for paper in story.state.papers]


def test_the_one_invoice_bills_what_was_not_returned() -> None:
    """FUL-01, FUL-02: by the shipped policy what came back before completion is never billed."""
    story = s.went(ordered(process=ORDERS), s.signed(quantity=7), back(2), s.signed(quantity=3))
    story = story.when(s.fail()).reaches(Stage.PARTIAL)
    ((_, asked),) = tolds(story, r.RaiseInvoice)
    assert (BillLine(s.ROUTER, 8, s.price("254.24")),) == asked.bill.lines
    assert () == s.sent(story, r.CreditInvoice)


def test_what_comes_back_of_a_completed_order_is_credited() -> None:
    """FUL-02: after completion it is credited on the one invoice, and not delivered again."""
    done = s.went(ordered(process=ORDERS), s.signed(), noted(0))
    story = done.when(back(3)).reaches(Stage.COMPLETED)
    told = r.CreditInvoice(s.sol("900.01"), WHY, True, (CreditedLine(1, s.sol("900.01")),))
    assert (("order/PED-2026-0001", told),) == tolds(story, r.CreditInvoice)
    assert LineStatus.PARTIAL is story.state.lines[0].status
    story.when(s.schedule(at=s.SLOT)).refused("process.wrong-stage")
    all_of_it = s.went(story, back(7))
    assert LineStatus.RETURNED is all_of_it.state.lines[0].status
    assert () == tuple(state_problems(all_of_it.state))


def test_a_line_that_was_delivered_in_full_waits_for_a_new_slot() -> None:
    """FUL-02: while the order is under way, what came back is agreed on and delivered again."""
    story = s.went(ordered(2, s.item(s.PHONE)), s.signed(1), back(1))
    assert LineStatus.PENDING is story.state.lines[0].status
    story = s.went(story, s.schedule(1, at=s.SLOT, slot=s.SLOT), s.signed(1))
    assert (3, 1, 2) == (
        story.state.lines[0].delivered,
        story.state.lines[0].returned,
        story.state.lines[0].kept,
    )
    s.went(story, s.signed(2)).reaches(Stage.COMPLETED)


def test_an_order_of_which_everything_came_back_has_its_invoices_credited() -> None:
    """FUL-02: it ends in part, not as one that never was: its invoice is credited."""
    story = s.went(ordered(), s.signed(quantity=7), back(7))
    story = story.when(s.fail()).reaches(Stage.PARTIAL)
    assert e.OrderPartlyCompleted(s.SLOT, s.NOTHING) == s.moved(story).events[-1]
    assert (a.FreeCredit(s.ORDER),) == s.sent(story, a.FreeCredit)
    story.when(noted(1)).then(e.InvoiceNoted("F001-7", 1), credited(1, "2100.02"))


def test_what_is_left_is_cancelled_also_where_all_came_back() -> None:
    """FUL-02, ORD-33: with an invoice out the order is not cancelled as if nothing had been."""
    story = s.went(ordered(), s.signed(quantity=7), back(7), s.cancel())
    story = story.when(s.decide_cancellation()).reaches(Stage.PARTIAL)
    assert (e.RestCancelled, e.OrderPartlyCompleted) == s.kinds(story)


MIXED = s.item(s.FIBRE)
STAGES = (Stage.IN_DELIVERY, Stage.ON_HOLD, Stage.CANCELLATION_ASKED)


def under_way(stage: Stage, story: s.OrderStory, *, held: int = 2) -> s.OrderStory:
    """The order in that stage; its line of so many waits where it is on hold."""
    match stage:
        case Stage.ON_HOLD:
            return s.went(story, s.hold(held))
        case Stage.CANCELLATION_ASKED:
            return s.went(story, s.cancel())
        case _:
            return story


@pytest.mark.parametrize("stage", STAGES)
def test_a_delivery_is_invoiced_whatever_else_happens(stage: Stage) -> None:
    """FUL-01: also while another line waits, or somebody asks to cancel."""
    goods = under_way(stage, ordered(10, MIXED)).when(s.signed(quantity=7)).reaches(stage)
    assert (e.LineDelivered, e.DeliveryBilled) == s.kinds(goods)
    service = under_way(stage, ordered(10, MIXED), held=1).when(s.activated(2)).reaches(stage)
    assert (e.LineActivated, e.DeliveryBilled) == s.kinds(service)


@pytest.mark.parametrize("stage", STAGES)
def test_returns_and_credits_come_at_any_time(stage: Stage) -> None:
    """FUL-02: with the number known it is credited at once, else as soon as it is."""
    some = s.went(ordered(10, MIXED), s.signed(quantity=7))
    known = under_way(stage, s.went(some, noted(1))).when(back(2)).reaches(stage)
    assert (e.LineReturned, e.PiecesCredited) == s.kinds(known)
    later = under_way(stage, s.went(some, back(2))).when(noted(1)).reaches(stage)
    assert (e.InvoiceNoted, e.PiecesCredited) == s.kinds(later)


@pytest.mark.parametrize(
    ("ends", "stage"), [(s.signed(), Stage.COMPLETED), (s.fail(), Stage.PARTIAL)]
)
def test_returns_and_credits_come_after_the_end(ends: Envelope[Any], stage: Stage) -> None:
    """FUL-02: completed, in full or in part, what comes back is credited in the same way."""
    some = s.went(ordered(), s.signed(quantity=7))
    known = s.went(some, noted(1), ends)
    known = s.went(known, *(noted(2) for paper in known.state.papers[1:])).when(back(2))
    later = s.went(some, ends, back(7)).when(noted(1))
    for story in (known, later):
        assert e.PiecesCredited is s.kinds(story.reaches(stage))[-1]
        assert () == tuple(state_problems(story.state))


@pytest.mark.parametrize("stage", STAGES)
def test_money_goes_to_an_invoice_at_any_time(stage: Stage) -> None:
    """ORD-28: what waits is passed on with the number of each invoice."""
    some = s.went(paid("3100.04", more=(MIXED,)), s.signed(quantity=7))
    story = under_way(stage, some).when(noted(1)).reaches(stage)
    assert [("OP-1", s.sol("2100.02"), 1)] == forwarded(story)


def test_money_is_passed_on_when_the_order_ends_by_a_decision() -> None:
    """ORD-28: the cancellation granted or refused, nothing that was paid is kept here."""
    asked = s.went(paid("3000.04"), s.signed(quantity=7), noted(1), s.cancel())
    granted = asked.when(s.decide_cancellation()).reaches(Stage.PARTIAL)
    assert [("OP-1", s.sol("900.02"), 1)] == forwarded(granted)
    whole = s.went(asked, s.signed(), noted(2))
    refused = whole.when(s.decide_cancellation(granted=False)).reaches(Stage.COMPLETED)
    assert [("OP-1", s.sol("0.01"), 2)] == forwarded(refused)


def paid(*parts: str, more: tuple[f.Item, ...] = ()) -> s.OrderStory:
    """Ten routers, and what else, paid up front in these payments."""
    items = (s.item(s.ROUTER, 10), *more)
    story = s.verified(s.ROUTER, items=items, payment="up-front", process=EACH)
    money = (s.pay(s.sol(amount), f"OP-{n}") for n, amount in enumerate(parts, 1))
    story = s.went(story, *money, s.terms())
    return s.went(story, *(s.schedule(line.number) for line in story.state.lines))


def test_money_that_waits_goes_to_each_invoice_as_it_needs_it() -> None:
    """FUL-01, ORD-28: 2500.00 and 500.03 wait; the first needs 2100.02, the last all."""
    story = s.went(paid("2500.00", "500.03"), s.signed(quantity=7)).when(noted(1))
    assert [("OP-1", s.sol("2100.02"), 1)] == forwarded(story)
    assert [s.sol("399.98"), s.sol("500.03")] == [held.amount for held in story.state.prepaid]
    (passed,) = s.sent(story, st.PassOn)
    assert st.Target("receivable", "order/PED-2026-0001/1") == passed.to
    story = s.went(story, s.signed()).when(noted(2, "F001-8"))
    assert [("OP-1", s.sol("399.98"), 2), ("OP-2", s.sol("500.03"), 2)] == forwarded(story)
    assert () == story.state.prepaid


def forwarded(story: s.OrderStory) -> list[tuple[str, Money, int]]:
    """Which payments the last command passed on, how much of them, and to which invoice."""
    return [
        (one.payment.id, one.payment.amount, one.paper)
        for one in s.moved(story).events
        if isinstance(one, e.PaymentForwarded)
    ]


def test_money_that_no_invoice_needs_goes_to_the_last_one() -> None:
    """ORD-28: the rest failed after the last invoice: what was paid for it is not kept here."""
    story = s.went(paid("3000.03"), s.signed(quantity=7), noted(1)).when(s.fail())
    assert [("OP-1", s.sol("900.01"), 1)] == forwarded(story)
    late = story.when(s.pay(s.sol("1.00"), "OP-9"))
    assert [("OP-9", s.sol("1.00"), 1)] == forwarded(late)


def credited(paper: int, amount: str, line: int = 1) -> e.PiecesCredited:
    """So much of one line of an invoice is credited."""
    lines = (CreditedLine(line, s.sol(amount)),)
    return e.PiecesCredited(paper, s.sol(amount), lines, DAMAGED.value)


def test_the_line_that_came_back_is_the_one_that_is_credited() -> None:
    """FUL-02, PRI-06: a router of the second line, and not a share of all: 1300.01 less 1000.00."""
    story = s.completed(s.PHONE, s.ROUTER)
    story = s.went(story, s.to_order(NoteInvoice(s.INVOICE), s.SLOT), s.returned(2))
    assert credited(0, "300.01", 2) == s.moved(story).events[-1]
    (told,) = s.sent(story, r.CreditInvoice)
    assert (CreditedLine(2, s.sol("300.01")),) == told.lines


def test_what_came_back_of_several_lines_is_credited_line_by_line() -> None:
    """FUL-02, PRI-06: both came back before the invoice had a number: 1000.00 and 300.01."""
    story = s.went(s.completed(s.PHONE, s.ROUTER), s.returned(1), s.returned(2))
    story = s.went(story, s.to_order(NoteInvoice(s.INVOICE), s.SLOT))
    lines = (CreditedLine(1, s.sol("1000.00")), CreditedLine(2, s.sol("300.01")))
    assert e.PiecesCredited(0, s.sol("1300.01"), lines, DAMAGED.value) == s.moved(story).events[-1]
