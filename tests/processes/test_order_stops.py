"""An order whose account is stopped: it is refused or waits, and goes on by itself (COL-05)."""

from datetime import datetime
from typing import Any, Final

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Envelope, Role, changed
from order_to_cash.domain.core.waiting import deeds
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import AccountStanding, OrderProcess, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import HoldFulfilment, Reach, ResumeFulfilment
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import COLLECTION, ORDERS
from order_to_cash.rules import standing_policy
from tests.processes import samples as s

WAITING: Final = OrderProcess(changed(ORDERS.settings, standing=standing_policy(COLLECTION)))
REFUSING: Final = OrderProcess(
    changed(ORDERS.settings, standing=standing_policy(COLLECTION, refuses=True))
)
BOTH: Final = tuple(Reach)


def says(
    number: int, *reach: Reach, at: datetime = s.NOON, level: str = "stop"
) -> Envelope[c.Command]:
    """The account says how it stands."""
    return s.to_order(c.NoteStanding(number, level if reach else "", reach), at)


def free(number: int = 1, at: datetime = s.NOON) -> Envelope[c.Command]:
    return says(number, at=at)


def waits_for(story: s.OrderStory, at: datetime = s.NOON) -> dict[str, tuple[Role, ...]]:
    return {deed.command: deed.roles for deed in deeds(WAITING, story.state, at)}


def before_release() -> dict[Stage, s.OrderStory]:
    """An order of which nobody has said yet how its account stands, in each stage before that."""
    verified = s.verified(process=WAITING)
    amended = s.went(s.approved(process=WAITING), s.to_order(c.AmendOrder(zone="AREQUIPA")))
    return {
        Stage.RECEIVED: amended,
        Stage.IN_CREDIT: verified,
        Stage.DECLINED: s.went(verified, s.credit(limit=s.CENT)),
        Stage.IN_VALIDATION: s.went(verified, s.credit()),
    }


def under_way() -> dict[Stage, s.OrderStory]:
    """An order that was released while its account was not stopped, in each stage after that."""
    released = s.went(s.approved(process=WAITING), free(), s.terms())
    agreed = s.went(released, s.schedule())
    return {
        Stage.RELEASED: released,
        Stage.IN_DELIVERY: agreed,
        Stage.ON_HOLD: s.went(agreed, s.hold()),
        Stage.CANCELLATION_ASKED: s.went(agreed, s.cancel()),
    }


def test_an_order_follows_its_account_from_its_verification_to_its_end() -> None:
    """COL-05: financed or paid up front; once; nobody else does where the pack asks nothing."""
    for payment in ("net-30", "up-front"):
        story = s.verified(process=WAITING, payment=payment)
        assert (a.FollowAccount(s.ORDER),) == s.sent(story, a.FollowAccount)
        ended = story.when(s.cancel())
        assert (a.LeaveAccount(s.ORDER),) == s.sent(ended, a.LeaveAccount)
    assert () == s.sent(s.verified(), a.FollowAccount)
    assert () == s.sent(s.verified().when(s.cancel()), a.LeaveAccount)
    assert () == s.sent(s.placed(process=WAITING).when(s.cancel()), a.LeaveAccount)
    amended = s.went(
        s.verified(process=WAITING), free(), s.to_order(c.AmendOrder(payment="net-15"))
    )
    assert () == s.sent(amended, a.FollowAccount)
    done = s.went(under_way()[Stage.IN_DELIVERY]).when(s.signed())
    assert (a.LeaveAccount(s.ORDER),) == s.sent(done, a.LeaveAccount)


@pytest.mark.parametrize("stage", [x.value for x in before_release()])
def test_a_new_order_of_a_stopped_account_is_refused_or_waits(stage: str) -> None:
    """COL-05: as the pack says, in every stage before the release; the reason is told."""
    story = before_release()[Stage(stage)]
    stop = says(2, *BOTH)
    held = story.when(stop).reaches(Stage(stage))
    held.then(e.StandingNoted(AccountStanding(2, "stop", BOTH, new=True)))
    if stage != "received":  # what waits for answers waits for nobody else
        assert "validation.account" in [x.rule for x in WAITING.obstacles(held.state, s.NOON)]
    assert (Role.DISTRIBUTOR, Role.CUSTOMER) == waits_for(held)["NoteStanding"]
    refused = changed(story, process=REFUSING).when(stop).reaches(Stage.REJECTED)
    noted, rejected = s.moved(refused).events
    assert isinstance(noted, e.StandingNoted)
    assert isinstance(rejected, e.OrderRejected)
    assert ["validation.account"] == [x.rule for x in rejected.decision.failures]


@pytest.mark.parametrize("stage", [x.value for x in before_release()])
def test_an_order_that_came_before_the_stop_waits_and_is_not_refused(stage: str) -> None:
    """COL-05: only deliveries reach it; after the stop it is as any other, and a new stop too."""
    story = s.went(changed(before_release()[Stage(stage)], process=REFUSING), free())
    held = story.when(says(2, *BOTH)).reaches(Stage(stage))
    held.then(e.StandingNoted(AccountStanding(2, "stop", BOTH)))
    later = s.went(
        changed(before_release()[Stage(stage)], process=WAITING), says(2, *BOTH), free(3)
    )
    s.went(changed(later, process=REFUSING), says(4, *BOTH)).reaches(Stage(stage))


def test_a_release_waits_for_the_account_and_then_happens_by_itself() -> None:
    """COL-05: until the account has spoken, and while deliveries are stopped; terms do not help."""
    story = s.went(s.approved(process=WAITING), s.terms()).reaches(Stage.IN_VALIDATION)
    assert "NoteStanding" in waits_for(story)
    assert () == WAITING.obstacles(story.state, s.NOON)
    stopped = s.went(story, says(2, Reach.DELIVERIES)).reaches(Stage.IN_VALIDATION)
    assert (Role.DISTRIBUTOR, Role.CUSTOMER) == waits_for(stopped)["NoteStanding"]
    gone = stopped.when(free(3)).reaches(Stage.RELEASED)
    assert (e.StandingNoted, e.OrderReleased) == s.kinds(gone)
    assert e.OrderReleased in s.kinds(story.when(free(1)))
    old = s.went(s.approved(process=WAITING), free(), s.terms())
    assert Stage.RELEASED is old.state.stage
    new = s.went(story, says(2, Reach.ORDERS)).reaches(Stage.IN_VALIDATION)
    assert e.OrderReleased in s.kinds(new.when(free(3)))


def test_what_is_too_old_when_the_stop_ends_is_asked_for_again() -> None:
    """COL-05: stock after a day, credit after three; the order goes on with the new answers."""
    story = s.went(s.approved(process=WAITING), s.terms(), says(2, *BOTH))
    stale = story.when(free(3, s.NOON + s.DAY)).reaches(Stage.IN_VALIDATION)
    assert (e.StandingNoted, e.AvailabilityLapsed) == s.kinds(stale)
    again = stale.when(s.stock(s.NOON + s.DAY)).reaches(Stage.RELEASED)
    assert e.OrderReleased in s.kinds(again)
    lapsed = story.when(free(3, s.NOON + 3 * s.DAY)).reaches(Stage.IN_CREDIT)
    assert (e.StandingNoted, e.CreditLapsed) == s.kinds(lapsed)
    assert 1 == len(s.sent(lapsed, a.ReserveCredit))


def test_goods_are_asked_for_once_the_stop_is_lifted() -> None:
    """COL-05, FUL-03: an operator that keeps goods for orders keeps none for one that waits."""
    keeping = changed(WAITING, settings=changed(WAITING.settings, reserved_for=s.DAY))
    story = s.went(s.approved(process=keeping), s.terms(), says(2, *BOTH))
    lifted = story.when(free(3)).reaches(Stage.IN_VALIDATION)
    assert (e.StandingNoted, e.ReservationAsked) == s.kinds(lifted)


@pytest.mark.parametrize("stage", [x.value for x in under_way()])
def test_deliveries_wait_and_go_on_exactly_once(stage: str) -> None:
    """COL-05: warehouse and technicians are told once each time; a word again changes nothing."""
    story = under_way()[Stage(stage)]
    stop = story.when(says(2, *BOTH)).reaches(Stage(stage))
    stop.then(e.StandingNoted(AccountStanding(2, "stop", BOTH)), e.DeliveriesStopped("stop"))
    assert (HoldFulfilment(s.ORDER),) == s.moved(stop).messages
    stop.when(says(2, *BOTH)).then().sends()
    stop.when(free()).then().sends()
    more = stop.when(says(3, *BOTH)).sends()
    assert (e.StandingNoted,) == s.kinds(more)
    more.when(free(2)).then()
    lifted = more.when(free(4)).reaches(Stage(stage))
    lifted.then(e.StandingNoted(AccountStanding(4)), e.DeliveriesResumed())
    assert (ResumeFulfilment(s.ORDER),) == s.moved(lifted).messages
    lifted.when(free(4)).then().sends()
    unreached = story.when(says(2, Reach.ORDERS)).sends()
    assert (e.StandingNoted,) == s.kinds(unreached)


def test_while_deliveries_wait_nothing_is_agreed_but_what_happened_counts() -> None:
    """COL-05: no slot; what was handed over all the same is recorded and invoiced."""
    for stage in (Stage.RELEASED, Stage.IN_DELIVERY, Stage.ON_HOLD):
        story = s.went(under_way()[stage], says(2, *BOTH))
        story.when(s.schedule()).refused("order.account-stopped")
        s.went(story, free(3), s.schedule(at=s.SLOT, slot=s.SLOT))
    story = s.went(under_way()[Stage.IN_DELIVERY], says(2, *BOTH))
    assert {"NoteStanding": (Role.DISTRIBUTOR, Role.CUSTOMER)} == waits_for(story)
    (open_,) = WAITING.obstacles(story.state, s.NOON)
    assert "validation.account" == open_.rule
    story.when(s.signed()).reaches(Stage.COMPLETED)


def test_money_for_a_refused_order_goes_back() -> None:
    """COL-05, ORD-41: paid before the account said that it is stopped."""
    story = s.went(s.verified(process=REFUSING, payment="up-front"), s.pay())
    refused = story.when(says(2, *BOTH)).reaches(Stage.REJECTED)
    (back,) = s.sent(refused, st.ReturnMoney)
    assert s.PHONE_TOTAL == back.amount


def test_an_order_that_is_over_hears_no_more() -> None:
    """COL-05: a word that comes too late is no fault of anybody."""
    cancelled: Any = s.went(s.verified(process=WAITING), s.cancel())
    done = s.went(under_way()[Stage.IN_DELIVERY], s.signed())
    for story in (cancelled, done):
        story.when(says(2, *BOTH)).refused("process.wrong-stage")
