"""FUL-03: goods are kept from the release on, until an instant, and nobody is promised twice."""

from datetime import timedelta
from typing import Any, Final

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import BrokenDefinition, Envelope, changed
from order_to_cash.domain.order import HoldReason, LineStatus, OrderProcess, Stage
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.trade import (
    AskFree,
    AskStock,
    Disposition,
    FreeGoods,
    HandOverGoods,
    KeptGoods,
    Notice,
    Notify,
    Reserved,
    ReserveGoods,
    Short,
    StockItem,
    TakeBackGoods,
)
from order_to_cash.operators.peru import ORDERS
from order_to_cash.rules import availability_policy, validation_policy
from tests.processes import samples as s

THREE_DAYS: Final = timedelta(days=3)
KEEPING: Final = OrderProcess(changed(ORDERS.settings, reserved_for=THREE_DAYS))
"""Orders whose goods are kept for three days from the release on."""

UNTIL: Final = s.NOON + THREE_DAYS
TWO: Final = {"items": (s.item(s.ROUTER, 2), s.item(s.PHONE))}


def answer(
    story: s.OrderStory, *short: StockItem, at: Any = s.NOON, number: int | None = None
) -> Envelope[o.Command]:
    """Whoever keeps goods answers what was asked last, with what is short, if something is."""
    known = story.state.reservation
    return s.to_order(o.ReportReservation(number or (known.number if known else 1), short), at)


def asked(**other: Any) -> s.OrderStory:
    """An order of two routers and a phone that passes everything, and asks for its goods."""
    return s.released(process=KEEPING, **(other or TWO))


def kept(**other: Any) -> s.OrderStory:
    """The same order, for which they are kept: it is released."""
    story = asked(**other)
    return s.went(story, answer(story))


def lines(story: s.OrderStory) -> list[tuple[LineStatus, int]]:
    """How far each line is, and how many pieces are kept for it."""
    return [(line.status, line.reserved) for line in story.state.lines]


PENDING, SCHEDULED, HELD = LineStatus.PENDING, LineStatus.SCHEDULED, LineStatus.ON_HOLD


def test_goods_are_asked_for_at_the_release() -> None:
    """FUL-03: once everything passes they are asked for, all lines together, for three days."""
    story = asked()
    goods = (KeptGoods(1, s.ROUTER, 2), KeptGoods(2, s.PHONE, 1))
    assert (e.TermsReported, e.ReservationAsked) == s.kinds(story)
    assert Stage.IN_VALIDATION is story.state.stage
    expected = ReserveGoods(s.ORDER, s.ZONE, s.WAREHOUSE, goods, s.NOON, UNTIL, 1)
    assert (expected,) == s.sent(story, ReserveGoods)


def test_what_is_free_is_asked_where_goods_are_kept() -> None:
    """FUL-03: how many are free for this order, not how many there are: 1 of 3 may be left."""
    story = s.placed(process=KEEPING)
    assert (AskFree(s.ORDER, s.ZONE, (s.PHONE,), s.NOON),) == s.sent(story, AskFree)
    assert () == s.sent(story, AskStock)
    assert () == s.sent(s.placed(), AskFree)


def test_what_is_kept_is_released() -> None:
    """FUL-03: the order is released with its goods, and its party hears until when they are."""
    story = kept()
    assert (e.GoodsReserved, e.OrderReleased) == s.kinds(story)
    assert [(PENDING, 2), (PENDING, 1)] == lines(story)
    assert UNTIL == KEEPING.next_check(story.state)
    told = next(m for m in s.sent(story, Notify) if m.notice is Notice.ORDER_RELEASED)
    assert ("until", UNTIL) in told.values


def test_what_is_short_is_told() -> None:
    """FUL-03, FUL-07: the other order ends, and is told how many there are of what it asked."""
    story = asked()
    story = s.went(story, answer(story, StockItem(s.ROUTER, 1), StockItem(s.PHONE, 4)))
    assert (e.GoodsShort, e.OrderRejected) == s.kinds(story)
    (told,) = s.sent(story, Notify)
    (finding,) = told.findings
    assert ("availability.stock", 1) == (finding.rule, dict(finding.observed)["available"])
    assert (FreeGoods(s.ORDER),) == s.sent(story, FreeGoods)


def test_what_may_come_later_is_released_without_it() -> None:
    """FUL-03: where the operator delivers as goods come in, nothing is kept and it goes on."""
    later = availability_policy(s.CLAUSE, s.CENT.currency, back_order=True)
    process = OrderProcess(changed(KEEPING.settings, availability=later))
    story = s.released(process=process)
    expected = StockItem(s.PHONE, 0, s.TODAY + s.DAY)
    story = s.went(story, answer(story, expected))
    assert (e.GoodsShort, e.OrderReleased) == s.kinds(story)
    assert [(PENDING, 0)] == lines(story)
    story = s.went(story, s.schedule())
    assert (e.LineScheduled, e.ReservationAsked) == s.kinds(story)


def test_without_goods_nobody_is_asked() -> None:
    """FUL-03: an order of services alone is released as ever, and so is one of a shipped pack."""
    assert Stage.RELEASED is s.released(s.FIBRE, process=KEEPING).state.stage
    assert Stage.RELEASED is s.released(s.PHONE).state.stage


def test_an_older_answer_changes_nothing() -> None:
    """FUL-03, I3: nor does one to a question that nobody asked, or that was answered."""
    story = s.went(asked(), answer(asked(), number=7))
    assert () == s.kinds(story)
    again = s.went(kept(), s.schedule(1))
    assert () == s.kinds(s.went(again, answer(again)))


def test_an_amendment_frees_what_was_asked_for() -> None:
    """FUL-03, FUL-05: the goods are free again first, then counted and asked for anew: 1 router."""
    story = s.went(asked(), s.to_order(o.AmendOrder(items=(s.item(s.ROUTER),))))
    messages = s.moved(story).messages
    goods = [m for m in messages if isinstance(m, FreeGoods | AskFree)]
    assert [FreeGoods(s.ORDER), AskFree(s.ORDER, s.ZONE, (s.ROUTER,), s.NOON, 1)] == goods
    late = s.to_order(o.ReportReservation(1))
    assert "process.wrong-stage" == s.refusal(story.when(late)).code
    n = story.state.amended
    again = s.credit_answer(amount=s.sol("300.00"))
    story = s.went(
        story,
        s.to_order(o.ReportOfferings((s.CATALOGUE[s.ROUTER],), n)),
        s.to_order(o.ReportStock(s.WAREHOUSE, (StockItem(s.ROUTER, 1),), n)),
        s.to_order(changed(again, amended=n)),
        s.to_order(o.ReportTerms(s.IN_FORCE, n)),
    )
    (asked_again,) = s.sent(story, ReserveGoods)
    assert (2, (KeptGoods(1, s.ROUTER, 1),)) == (asked_again.number, asked_again.lines)


def test_an_answer_that_comes_while_credit_is_asked_again_counts() -> None:
    """FUL-03, ORD-12: the credit lapses meanwhile; once it is approved anew the order goes on."""
    late = s.NOON + timedelta(hours=73)
    story = s.went(asked(), s.to_order(o.CheckOrder(), late))
    story = s.went(story, answer(story, at=late))
    assert (Stage.IN_CREDIT, (e.GoodsReserved,)) == (story.state.stage, s.kinds(story))
    assert [(PENDING, 2), (PENDING, 1)] == lines(story)


@pytest.mark.parametrize("days", [2, 3])
def test_goods_that_are_not_kept_any_more_are_asked_for_again(days: int) -> None:
    """FUL-03: answered on the third day, when they are free again, the order asks once more."""
    story = asked(items=(s.item(s.PHONE),), payment="up-front")
    money = s.pay(story.state.priced)
    story = s.went(story, money)
    at = s.NOON + timedelta(days=days)
    story = s.went(story, answer(story, at=at), s.stock(at))
    expected = Stage.IN_VALIDATION if days == 3 else Stage.RELEASED
    assert expected is story.state.stage


def test_what_is_delivered_is_kept_no_more() -> None:
    """FUL-03, FUL-01: of 2 routers 1 is handed over: 1 stays kept, and the keeper is told."""
    story = s.went(kept(), s.schedule(1), s.signed(1, s.SLOT - s.HOUR, quantity=1))
    handed = HandOverGoods(s.ORDER, s.WAREHOUSE, KeptGoods(1, s.ROUTER, 1))
    assert (handed,) == s.sent(story, HandOverGoods)
    assert [(SCHEDULED, 1), (PENDING, 1)] == lines(story)


def test_what_is_given_up_is_free() -> None:
    """FUL-03: a line that fails frees its goods, a cancelled rest all that is kept."""
    story = s.went(kept(), s.fail(1))
    assert (FreeGoods(s.ORDER, (1,)),) == s.sent(story, FreeGoods)
    assert [0, 1] == [line.reserved for line in story.state.lines]
    story = s.went(kept(), s.schedule(1), s.signed(1, s.SLOT - s.HOUR), s.cancel())
    story = s.went(story, s.decide_cancellation())
    assert (e.RestCancelled, e.OrderPartlyCompleted) == s.kinds(story)
    assert (FreeGoods(s.ORDER),) == s.sent(story, FreeGoods)
    assert [0, 0] == [line.reserved for line in story.state.lines]


def test_a_cancelled_order_frees_its_goods() -> None:
    """FUL-03, ORD-33: before the release at once, after it once everything is stopped."""
    stopped = (s.cancel(), s.decide_cancellation(), s.to_order(o.ConfirmStopped()))
    for story in (s.went(asked(), s.cancel()), s.went(kept(), *stopped)):
        assert Stage.CANCELLED is story.state.stage
        assert (FreeGoods(s.ORDER),) == s.sent(story, FreeGoods)


def test_a_reservation_lapses() -> None:
    """FUL-03: at its instant the goods are free; the lines wait, and the party is told why."""
    story = s.went(kept(), s.to_order(o.CheckOrder(), UNTIL - s.TICK))
    assert () == s.kinds(story)
    assert Stage.RELEASED is KEEPING.evolve(story.state, e.ReservationLapsed(UNTIL)).stage
    story = s.went(story, s.to_order(o.CheckOrder(), UNTIL))
    assert (e.ReservationLapsed, e.LineHeld, e.LineHeld, e.OrderHeld) == s.kinds(story)
    assert [(HELD, 0), (HELD, 0)] == lines(story)
    assert (FreeGoods(s.ORDER),) == s.sent(story, FreeGoods)
    told = [dict(m.values)["reason"] for m in s.sent(story, Notify)]
    assert [HoldReason.RESERVATION_LAPSED.value] * 2 == told
    assert None is KEEPING.next_check(story.state)


def test_what_lapsed_is_kept_again_once_it_is_agreed_on() -> None:
    """FUL-03: scheduled anew the line asks for its goods alone; if there are none it waits."""
    at = UNTIL + s.DAY
    story = s.went(kept(), s.to_order(o.CheckOrder(), UNTIL), s.schedule(2, at, at + s.DAY))
    (question,) = s.sent(story, ReserveGoods)
    assert ((KeptGoods(2, s.PHONE, 1),), at + THREE_DAYS) == (question.lines, question.until)
    there = s.went(story, answer(story, at=at))
    assert ((e.GoodsReserved,), 1) == (s.kinds(there), there.state.lines[1].reserved)
    assert Stage.ON_HOLD is there.state.stage
    none = s.went(story, answer(story, StockItem(s.PHONE, 0), at=at))
    assert (e.GoodsShort, e.LineHeld) == s.kinds(none)
    assert HoldReason.STOCK_LOST.value == none.state.lines[1].reason
    short = e.GoodsShort((StockItem(s.PHONE, 0),), at)
    assert Stage.ON_HOLD is none.state.stage is KEEPING.evolve(story.state, short).stage


def test_one_short_line_does_not_stop_the_others() -> None:
    """FUL-03: of two lines that are agreed on anew one is short: the other is asked for alone."""
    at = UNTIL + s.DAY
    story = s.went(
        kept(),
        s.to_order(o.CheckOrder(), UNTIL),
        s.schedule(1, at, at + s.DAY),
        s.schedule(2, at, at + s.DAY),
    )
    story = s.went(story, answer(story, at=at))
    both = s.sent(story, ReserveGoods)
    assert [(1, 2)] == [tuple(x.line for x in m.lines) for m in both]
    story = s.went(story, answer(story, StockItem(s.ROUTER, 2), StockItem(s.PHONE, 0), at=at))
    assert (e.GoodsShort, e.LineHeld, e.OrderHeld) == s.kinds(story)
    assert [(SCHEDULED, 2), (HELD, 0)] == lines(story)


def test_the_rest_is_asked_for_without_what_is_short() -> None:
    """FUL-03: neither of two lines is kept yet and one is short: it waits, the other is asked."""
    later = OrderProcess(
        changed(
            KEEPING.settings,
            availability=availability_policy(s.CLAUSE, s.CENT.currency, back_order=True),
        )
    )
    story = s.released(process=later, **TWO)
    none = (StockItem(s.ROUTER, 0, s.TODAY + s.DAY), StockItem(s.PHONE, 0, s.TODAY + s.DAY))
    story = s.went(story, answer(story, *none), s.schedule(1))
    story = s.went(story, answer(story, StockItem(s.ROUTER, 0), StockItem(s.PHONE, 1)))
    assert (e.GoodsShort, e.LineHeld, e.OrderHeld, e.ReservationAsked) == s.kinds(story)
    (question,) = s.sent(story, ReserveGoods)
    assert (KeptGoods(2, s.PHONE, 1),) == question.lines


def test_what_comes_back_is_kept_again() -> None:
    """FUL-03, FUL-02: a damaged router is replaced: another one is asked for, and counted."""
    story = s.went(kept(), s.schedule(1), s.signed(1, s.SLOT - s.HOUR))
    back = o.ReturnGoods(1, 1, f.ReturnReason.DAMAGED, Disposition.WRITTEN_DOWN)
    story = s.went(story, s.to_order(back, s.SLOT - s.HOUR))
    written = TakeBackGoods(
        s.ORDER, s.WAREHOUSE, KeptGoods(1, s.ROUTER, 1), Disposition.WRITTEN_DOWN
    )
    assert (written,) == s.sent(story, TakeBackGoods)
    (question,) = s.sent(story, ReserveGoods)
    assert (KeptGoods(1, s.ROUTER, 1), KeptGoods(2, s.PHONE, 1)) == question.lines


def test_what_leaves_before_the_answer_is_not_kept_twice() -> None:
    """FUL-03: asked for 2, 1 handed over, then the answer: 1 is kept; of a failed line none."""
    at = UNTIL + s.DAY
    story = s.went(kept(), s.to_order(o.CheckOrder(), UNTIL), s.schedule(1, at, at))
    one = s.went(story, s.signed(1, at, quantity=1))
    assert 1 == s.went(one, answer(one, at=at)).state.lines[0].reserved
    failed = s.went(story, s.to_order(o.FailLine(1, "x"), at))
    assert 0 == s.went(failed, answer(failed, at=at)).state.lines[0].reserved


@pytest.mark.parametrize("span", [timedelta(0), -s.TICK])
def test_goods_are_kept_for_some_time_or_not_at_all(span: timedelta) -> None:
    """FUL-03: a pack that keeps goods for no time is not made."""
    with pytest.raises(BrokenDefinition) as broken:
        changed(ORDERS.settings, reserved_for=span)
    assert "order.reserved-for" == broken.value.code


def test_an_answer_that_is_none_is_noticed() -> None:
    """FUL-03: "short" where there is enough of all is no answer; what is not named is not there."""
    asked_for = ReserveGoods(
        s.ORDER, s.ZONE, s.WAREHOUSE, (KeptGoods(1, s.PHONE, 2),), s.NOON, UNTIL, 1
    )
    assert o.ReportReservation(1) == asked_for.answered(Reserved())
    assert o.ReportReservation(1, (StockItem(s.PHONE, 0),)) == asked_for.answered(Short(()))
    with pytest.raises(Exception, match="enough of all"):
        asked_for.answered(Short((StockItem(s.PHONE, 2),)))


LATE: Final = s.NOON + timedelta(hours=73)
CAREFUL: Final = OrderProcess(
    changed(
        KEEPING.settings,
        validation=validation_policy(s.CLAUSE, above=s.sol("20000.00"), when_financed=True),
    )
)
"""The same orders, where somebody approves each financing."""


def test_whatever_was_missing_last_asks_for_the_goods() -> None:
    """FUL-03: an acceptance, a leave, or fresh coverage: the goods are asked for right then."""
    accept = s.to_order(o.AcceptTerms(f.Acceptance("internet", "2026-1")))
    leave = s.to_order(o.DecideFinancing(approved=True, reason="sí"))
    story = s.went(s.approved(s.PHONE, s.FIBRE, process=CAREFUL, accepted=()), s.terms())
    assert s.kinds(s.went(story, leave, accept)) == (e.TermsAccepted, e.ReservationAsked)
    assert s.kinds(s.went(story, accept, leave)) == (e.FinancingDecided, e.ReservationAsked)
    day = s.NOON + s.DAY
    story = s.went(s.approved(s.PHONE, s.FIBRE, process=KEEPING), s.terms(day))
    assert (e.TermsReported, e.AvailabilityLapsed) == s.kinds(story)
    fresh = s.went(story, s.stock(day), s.coverage(day))
    assert (e.CoverageReported, e.ReservationAsked) == s.kinds(fresh)


def test_an_answer_that_comes_late_finds_the_order_as_it_is() -> None:
    """FUL-03, ORD-12: the credit has lapsed, or the goods are free again: both are asked anew."""
    story = asked()
    assert (e.GoodsReserved, e.CreditLapsed) == s.kinds(s.went(story, answer(story, at=LATE)))
    story = asked(items=(s.item(s.PHONE),), payment="up-front")
    story = s.went(story, s.pay(story.state.priced))
    at = UNTIL
    story = s.went(story, s.stock(at), answer(story, at=at))
    assert (e.GoodsReserved, e.ReservationAsked) == s.kinds(story)


@pytest.mark.parametrize("short", [(), (StockItem(s.ROUTER, 0), StockItem(s.PHONE, 1))])
def test_an_answer_is_kept_for_later(short: tuple[StockItem, ...]) -> None:
    """FUL-03: while the credit is asked again, or was declined, it decides nothing by itself."""
    event = e.GoodsShort if short else e.GoodsReserved
    lapsed = s.went(asked(), s.to_order(o.CheckOrder(), LATE))
    no = s.went(asked(), s.credit(amount=s.PHONE_TOTAL, limit=s.CENT))
    for story, stage in ((lapsed, Stage.IN_CREDIT), (no, Stage.DECLINED)):
        after = s.went(story, answer(story, *short, at=LATE))
        assert ((event,), stage) == (s.kinds(after), after.state.stage)


def in_delivery() -> s.OrderStory:
    """Both lines are agreed on, and what was kept for them lapsed meanwhile, so both wait."""
    return s.went(kept(), s.to_order(o.CheckOrder(), UNTIL))


def test_goods_are_answered_for_while_somebody_asks_to_cancel() -> None:
    """FUL-03, ORD-33: what is kept is kept; what is short waits, and the rest is asked for."""
    at = UNTIL + s.HOUR
    story = s.went(in_delivery(), s.schedule(1, at, at), s.schedule(2, at, at))
    story = s.went(story, s.to_order(o.CancelOrder("x"), at))
    yes = s.went(story, answer(story, at=at))
    assert (e.GoodsReserved, e.ReservationAsked) == s.kinds(yes)
    assert Stage.CANCELLATION_ASKED is yes.state.stage
    no = s.went(story, answer(story, StockItem(s.ROUTER, 0), at=at))
    assert (e.GoodsShort, e.LineHeld, e.ReservationAsked) == s.kinds(no)
    assert Stage.CANCELLATION_ASKED is no.state.stage


def test_what_comes_back_while_another_line_waits_is_kept_again() -> None:
    """FUL-03, FUL-02: on hold, or while somebody asks to cancel."""
    at = s.SLOT - s.HOUR
    back = s.to_order(o.ReturnGoods(1, 1, f.ReturnReason.DAMAGED, Disposition.PUT_BACK), at)
    story = s.went(kept(), s.schedule(1), s.signed(1, at))
    for before in (s.hold(2), s.cancel()):
        assert e.ReservationAsked in s.kinds(s.went(story, before, back))


@pytest.mark.parametrize("where", [Stage.IN_DELIVERY, Stage.ON_HOLD, Stage.CANCELLATION_ASKED])
def test_a_reservation_lapses_wherever_the_order_is(where: Stage) -> None:
    """FUL-03: in delivery the order waits from then on, on hold and in cancellation its lines."""
    before = {
        Stage.IN_DELIVERY: (s.schedule(1),),
        Stage.ON_HOLD: (s.hold(1),),
        Stage.CANCELLATION_ASKED: (s.cancel(),),
    }
    story = s.went(kept(), *before[where])
    assert where is KEEPING.evolve(story.state, e.ReservationLapsed(UNTIL)).stage
    story = s.went(story, s.to_order(o.CheckOrder(), UNTIL))
    held = {Stage.IN_DELIVERY: 2, Stage.ON_HOLD: 1, Stage.CANCELLATION_ASKED: 2}
    assert (e.ReservationLapsed, *(e.LineHeld,) * held[where]) == s.kinds(story)[: held[where] + 1]
    assert all(status is HELD for status, _ in lines(story))
