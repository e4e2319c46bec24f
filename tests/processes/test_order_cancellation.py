"""Cancelling: at once until the release, a request that is assessed after it."""

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Role
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import LineStatus, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import StopFulfilment
from order_to_cash.domain.trade import billing as st
from tests.processes import samples as s

WITHDRAWN = (e.OrderWithdrawn("ya no se necesita"), e.OrderCancelled())
STOPPED = s.to_order(c.ConfirmStopped(), s.SLOT)


def returned(amount: str) -> st.ReturnMoney:
    """The order gives up what it held, for its payment to take it back."""
    owner = st.Owner(s.ACCOUNT, s.DISTRIBUTOR, s.request().contact)
    return st.ReturnMoney(st.Target("order", s.ORDER), s.sol(amount), owner, s.ORDER)


def asked(*skus: str) -> s.OrderStory:
    """An order in delivery that somebody asked to cancel."""
    return s.went(s.in_delivery(*skus), s.cancel()).reaches(Stage.CANCELLATION_ASKED)


def test_an_order_that_lacks_information_is_cancelled_at_once() -> None:
    """ORD-33: an order that still waits for information simply ends, and says why."""
    story = s.placed(zone=None).when(s.cancel()).then(*WITHDRAWN).sends()
    story.reaches(Stage.CANCELLED)


def test_until_the_release_an_order_is_cancelled_at_once() -> None:
    """ORD-33: received, in credit, declined or in validation: withdrawn and cancelled in one go."""
    for story in (s.placed(), s.verified(), s.declined(), s.approved()):
        story.when(s.cancel()).then(*WITHDRAWN).reaches(Stage.CANCELLED)


def test_cancelling_frees_the_credit_that_was_asked_for() -> None:
    """ORD-33: the account hears of it exactly when it had been asked for credit."""
    assert () == s.sent(s.placed().when(s.cancel()), a.FreeCredit)
    for story in (s.verified(), s.declined(), s.approved()):
        assert (a.FreeCredit(s.ORDER),) == s.sent(story.when(s.cancel()), a.FreeCredit)
    up_front = s.verified(payment="up-front").when(s.cancel())
    assert () == s.sent(up_front, a.FreeCredit)


def test_cancelling_gives_back_what_was_paid() -> None:
    """ORD-33: each payment that came before is refunded."""
    story = s.went(s.verified(payment="up-front"), s.pay(s.sol("300.00"), "OP-1"))
    story = s.went(story, s.pay(s.sol("200.00"), "OP-2")).when(s.cancel())
    assert (returned("300.00"), returned("200.00")) == s.sent(story, st.ReturnMoney)


def test_money_for_an_order_without_a_known_account_goes_to_the_party() -> None:
    """ORD-33: cancelled before the directory answered, a payment goes back to whoever ordered."""
    story = s.went(s.placed(), s.pay(s.CENT)).when(s.cancel())
    (told,) = s.sent(story, st.ReturnMoney)
    assert ("", s.DISTRIBUTOR) == (told.owner.account, told.owner.party)


def test_after_the_release_cancelling_is_a_request() -> None:
    """ORD-33: released, in delivery or on hold: nothing is stopped until somebody assessed it."""
    held = s.went(s.in_delivery(), s.hold())
    for start in (s.released(), s.in_delivery(), held):
        story = start.when(s.cancel()).then(e.CancellationAsked("ya no se necesita")).sends()
        story.reaches(Stage.CANCELLATION_ASKED)
        story.when(s.cancel()).refused("process.wrong-stage")


def test_a_granted_request_stops_everything_then_cancels() -> None:
    """ORD-33: warehouse and technical team stop first; then credit and money go back."""
    story = s.went(s.released(), s.cancel()).when(s.decide_cancellation())
    story.then(e.CancellationGranted("evaluado")).sends(StopFulfilment(s.ORDER))
    story = story.reaches(Stage.CANCELLING).when(STOPPED).then(e.OrderCancelled())
    story.sends(a_tell_to_free_credit()).reaches(Stage.CANCELLED)


def a_tell_to_free_credit() -> object:
    """The message by which the credit of the order is freed."""
    (message,) = s.moved(s.verified().when(s.cancel())).messages
    return message


def test_a_refused_request_lets_the_order_go_on() -> None:
    """ORD-33: refused, the order goes on where it was."""
    story = asked().when(s.decide_cancellation(granted=False))
    story.then(e.CancellationRefused("evaluado")).reaches(Stage.IN_DELIVERY)
    story.when(s.signed()).reaches(Stage.COMPLETED)


def test_a_refused_request_leaves_what_was_held_on_hold() -> None:
    """ORD-33: a line that waited before the request still waits after its refusal."""
    story = s.went(s.in_delivery(), s.hold(), s.cancel())
    story = story.when(s.decide_cancellation(granted=False))
    story.then(e.CancellationRefused("evaluado"), e.OrderHeld()).reaches(Stage.ON_HOLD)
    meanwhile = s.went(asked(), s.hold()).when(s.decide_cancellation(granted=False))
    meanwhile.reaches(Stage.ON_HOLD)


def test_what_is_delivered_meanwhile_counts() -> None:
    """ORD-33: a delivery during the assessment is recorded; the refusal completes the order."""
    story = s.went(asked(), s.signed()).reaches(Stage.CANCELLATION_ASKED)
    story.when(s.decide_cancellation()).refused("order.nothing-to-cancel")
    story = story.when(s.decide_cancellation(granted=False)).reaches(Stage.COMPLETED)
    assert 1 == len(s.sent(story, r.RaiseInvoice))
    service = s.went(asked(s.FIBRE), s.activated()).reaches(Stage.CANCELLATION_ASKED)
    service.when(s.decide_cancellation(granted=False)).reaches(Stage.COMPLETED)


def test_once_the_request_is_granted_no_delivery_is_recorded() -> None:
    """ORD-33, ORD-48: while all is being stopped a delivery is refused, and the order ends."""
    story = s.went(asked(), s.decide_cancellation()).reaches(Stage.CANCELLING)
    late = story.when(s.signed()).refused("process.wrong-stage").reaches(Stage.CANCELLING)
    assert story.state == late.state
    s.went(late, STOPPED).reaches(Stage.CANCELLED)


def test_what_was_delivered_stays_and_is_invoiced() -> None:
    """ORD-33: granted after a partial delivery, the rest is cancelled and the part is invoiced."""
    story = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.signed(1), s.cancel())
    story = story.when(s.decide_cancellation()).reaches(Stage.PARTIAL)
    assert (e.RestCancelled, e.OrderPartlyCompleted) == s.kinds(story)
    assert (StopFulfilment(s.ORDER),) == s.sent(story, StopFulfilment)
    (asked_for,) = s.sent(story, r.RaiseInvoice)
    assert [s.PHONE] == [line.sku for line in asked_for.bill.lines]
    assert (LineStatus.DELIVERED, LineStatus.FAILED) == tuple(x.status for x in story.state.lines)
    assert (a.RecordDelivery(s.ORDER, s.PHONE_TOTAL),) == s.sent(story, a.RecordDelivery)


def test_a_failed_line_and_a_refused_request_end_in_part() -> None:
    """ORD-33: one line failed, the other delivered during the assessment: completed in part."""
    story = s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(2), s.cancel(), s.signed(1))
    story.when(s.decide_cancellation(granted=False)).reaches(Stage.PARTIAL)


def test_money_that_comes_while_the_order_is_being_stopped_is_returned() -> None:
    """ORD-28: a payment during the cancellation, and after it, goes back once."""
    story = s.went(asked(), s.decide_cancellation())
    story = story.when(s.pay(s.CENT, "OP-8")).reaches(Stage.CANCELLING)
    assert () == s.sent(story, st.ReturnMoney)
    story = story.when(STOPPED).reaches(Stage.CANCELLED)
    assert (returned("0.01"),) == s.sent(story, st.ReturnMoney)
    failed = s.went(s.released(), s.fail())
    for over in (story, failed):
        stage = over.state.stage
        late = over.when(s.pay(s.CENT, "OP-9")).reaches(stage)
        late.then(
            e.PaidUpFront(s.payment(s.CENT, "OP-9")), e.PaymentReturned(s.payment(s.CENT, "OP-9"))
        )
        assert (returned("0.01"),) == s.sent(late, st.ReturnMoney)


def test_money_that_the_bank_takes_back_is_gone_from_the_order() -> None:
    """COL-01: in every stage in which an order holds money, and nothing is there twice."""
    recall = s.to_order(st.RecallPayment("OP-1", s.CENT, "rechazado"))
    held = (
        s.placed(zone=None),
        s.placed(),
        s.verified(),
        s.declined(),
        s.approved(),
        s.released(),
        s.in_delivery(),
        s.went(s.in_delivery(), s.hold()),
        asked(),
        s.went(asked(), s.decide_cancellation()),
        s.completed(),
        s.went(s.in_delivery(s.PHONE, s.FIBRE), s.fail(2), s.signed(1)),
    )
    for start in held:
        story = s.went(start, s.pay(s.CENT))
        stage = story.state.stage
        after = story.when(recall).reaches(stage)
        after.then(e.PrepaymentRecalled("OP-1", s.CENT))
        (told,) = s.sent(after, st.NoteRecalled)
        assert (s.CENT, ()) == (told.amount, after.state.prepaid)
        after.when(recall).then()


def test_prepaid_money_of_a_released_order_is_returned_when_it_is_stopped() -> None:
    """ORD-33: what was paid up front goes back with the cancellation, not before it is certain."""
    story = s.went(s.verified(payment="up-front"), s.pay(), s.terms()).reaches(Stage.RELEASED)
    story = s.went(story, s.cancel(), s.decide_cancellation())
    story = story.when(STOPPED).reaches(Stage.CANCELLED)
    assert (returned("1000.00"),) == s.sent(story, st.ReturnMoney)


def test_what_is_over_cannot_be_cancelled() -> None:
    """ORD-33: an order that is completed, rejected, failed or cancelled stays so."""
    cancelled = s.went(s.placed(), s.cancel())
    failed = s.went(s.released(), s.fail())
    rejected = s.went(s.approved(s.FIBRE), s.to_order(c.ReportTerms(())))
    for story in (s.completed(), cancelled, failed, rejected):
        stage = story.state.stage
        story.when(s.cancel()).refused("process.wrong-stage").reaches(stage)


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.BILLING, Role.CUSTOMER, Role.CLOCK])
def test_who_asks_does_not_decide(role: Role) -> None:
    """ORD-32: sales or Credit & Collections assess the request, and nobody else."""
    given = s.to_order(c.DecideCancellation(granted=True, reason="sí"), role=role)
    asked().when(given).refused("process.wrong-role").reaches(Stage.CANCELLATION_ASKED)


def test_a_party_cancels_its_own_order_only() -> None:
    """ORD-32: another customer cannot cancel it; sales and Credit & Collections can."""
    stranger = s.cancel(actor="CLI-0007", role=Role.CUSTOMER)
    s.approved().when(stranger).refused("order.not-yours").reaches(Stage.IN_VALIDATION)
    for actor, role in ((s.SELLER, Role.SALES), (s.ANALYST, Role.CREDIT_AND_COLLECTIONS)):
        s.approved().when(s.cancel(actor=actor, role=role)).reaches(Stage.CANCELLED)


def test_answers_that_come_after_the_cancellation_are_too_late() -> None:
    """ORD-33: no answer of the account or of a directory brings a cancelled order back."""
    story = s.went(s.verified(), s.cancel())
    for late in (s.credit(), s.stock(), s.party(), s.terms(), s.to_order(c.CheckOrder())):
        story.when(late).refused("process.wrong-stage").reaches(Stage.CANCELLED)


def test_a_cancellation_and_a_release_never_both_happen() -> None:
    """ORD-33: whichever comes first wins; the other sees the order where it stands then."""
    first = s.went(s.approved(), s.cancel())
    first.when(s.terms()).refused("process.wrong-stage").reaches(Stage.CANCELLED)
    second = s.went(s.approved(), s.terms())
    second.when(s.cancel()).reaches(Stage.CANCELLATION_ASKED)
