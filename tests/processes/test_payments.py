"""Payments as cases: every amount is somewhere, and the payment knows where (TRU-15, COL-01)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from order_to_cash.audit.states import state_problems
from order_to_cash.domain.core import Envelope, Money, Role
from order_to_cash.domain.payment import (
    PaymentProcess,
    PaymentSettings,
    PaymentState,
    Stage,
    Undelivered,
)
from order_to_cash.domain.payment import commands as c
from order_to_cash.domain.payment import events as e
from order_to_cash.domain.payment.state import evolve
from order_to_cash.domain.trade import (
    Notice,
    Notify,
    Payment,
    PaymentMethod,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
    Tell,
)
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import CALENDAR, PAYMENTS
from order_to_cash.testing import Story
from tests.processes import samples as s

ORDER = st.Target("order", s.ORDER)
BILL = st.Target("receivable", s.RECEIVABLE)
ACCOUNT = st.Target("credit_account", s.ACCOUNT)
OWNER = st.Owner(s.ACCOUNT, s.DISTRIBUTOR)
NOBODY = st.Owner("")
ALL, NONE = s.PHONE_TOTAL, s.NOTHING
BACK = s.to_payment(c.TakeBack("débito rechazado"))


def took(
    by: st.Target = ORDER, taken: Money = ALL, rest: Money = NONE, owner: st.Owner = OWNER
) -> Envelope[c.Command]:
    """A holder took so much, and needs the rest not."""
    return s.to_payment(st.NoteTaken(by, taken, rest, owner))


def untaken(by: st.Target = ORDER, amount: Money = ALL) -> Envelope[c.Command]:
    """A target refused."""
    return s.to_payment(st.NoteUntaken(by, amount))


def pass_on(amount: Money = ALL) -> Envelope[c.Command]:
    """The order passes what it holds on to its invoice."""
    return s.to_payment(st.PassOn(ORDER, amount, BILL, OWNER))


def returned(amount: Money = ALL, owner: st.Owner = OWNER) -> Envelope[c.Command]:
    """The order ended without delivery."""
    return s.to_payment(st.ReturnMoney(ORDER, amount, owner, "anulado"))


def refund(amount: Money = ALL) -> Envelope[c.Command]:
    """The account gives back what it keeps."""
    return s.to_payment(st.RefundMoney(ACCOUNT, amount, OWNER, "a pedido"))


def place(towards: st.Target = BILL) -> Envelope[c.Command]:
    """Credit & Collections says where the money goes."""
    return s.to_payment(c.PlacePayment(towards))


OTHER = st.Target("receivable", s.RECEIVABLE + "-2")
HALF = s.sol("500.00")
REST = s.PHONE_TOTAL - HALF


def offered(_payment: PaymentState) -> Iterator[Envelope[c.Command]]:
    """A payment towards an order or an account, whole or in halves, taken, moved and taken back."""
    yield from (s.arrives(), s.arrives(towards=ACCOUNT), BACK)
    for holder in (ORDER, BILL, ACCOUNT):
        yield from (took(holder), took(holder, HALF, REST), untaken(holder))
        yield took(holder, owner=NOBODY)
        yield from (s.to_payment(st.NoteRecalled(holder, amount)) for amount in (ALL, HALF))
        yield s.to_payment(st.ReturnMoney(holder, ALL, OWNER, "x"))
        yield s.to_payment(st.RefundMoney(holder, ALL, OWNER, "x"))
    yield from (pass_on(), pass_on(HALF), returned(), returned(owner=NOBODY), refund())
    yield from (place(), place(ACCOUNT), s.to_payment(c.GiveBack("x")))
    yield s.to_payment(c.LookAgain(), s.NOON + s.DAY)


def holds(story: s.PaymentStory) -> dict[str, str]:
    """What each holder has, and nothing is wrong with the state."""
    assert () == tuple(state_problems(story.state))
    return {name: part.held.amount for name, part in story.state.money.holdings.items()}


def unplaced() -> s.PaymentStory:
    """A payment that nobody took."""
    return s.went(s.arrived(), untaken()).reaches(Stage.UNPLACED)


def kept() -> s.PaymentStory:
    """A payment that is credit of the account."""
    return s.went(s.arrived(towards=ACCOUNT), took(ACCOUNT))


def test_a_payment_goes_to_the_ledger_and_to_what_it_is_for() -> None:
    """TRU-15: it is received once, and comes back to itself where the target refuses."""
    story = s.arrived().reaches(Stage.PLACED)
    take = st.TakePayment(Payment("OP-1", ALL, PaymentMethod.ONLINE, s.TODAY))
    story.sends(
        RecordReceipt("OP-1", ALL, s.TODAY),
        Tell("order", s.ORDER, take, otherwise=st.NoteUntaken(ORDER, ALL)),
    )


def test_the_same_payment_again_counts_once() -> None:
    """TRU-15: the bank's file read twice books once, in whatever stage the payment is."""
    for story in (s.arrived(), unplaced(), s.went(s.arrived(), BACK)):
        stage = story.state.stage
        story.when(s.arrives()).then(e.PaymentRepeated()).sends().reaches(stage)


def test_another_payment_under_the_same_reference_is_refused() -> None:
    """TRU-15: with the true reason: what is recorded, or that it was taken back."""
    for other in (
        s.arrives(s.CENT),
        s.arrives(received=s.TODAY - s.DAY),
        s.arrives(method=PaymentMethod.STORE),
        s.arrives(towards=BILL),
    ):
        s.arrived().when(other).refused("payment.recorded-otherwise")
        gone = s.went(s.arrived(), BACK).when(other).refused("payment.was-taken-back")
        assert "taken back" in str(s.refusal(gone))


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"amount": NONE}, "payment.amount-not-positive"),
        ({"amount": -s.CENT}, "payment.amount-not-positive"),
        ({"received": s.TODAY + s.DAY}, "payment.received-later"),
        ({"method": PaymentMethod.ACCOUNT_CREDIT}, "payment.accounts-own"),
        ({"towards": st.Target("onboarding", "X")}, "payment.no-such-target"),
    ],
)
def test_what_is_no_payment_is_refused(other: dict[str, object], code: str) -> None:
    """TRU-15, TRU-09: nothing, tomorrow's money, and money for what takes none."""
    story: s.PaymentStory = Story(PAYMENTS)
    story.when(s.arrives(**other)).refused(code)  # type: ignore[arg-type]


def test_a_cashier_receives_a_payment() -> None:
    """TRU-15: bank and cashier, each under a reference of its own."""
    by_hand = s.to_payment(s.arrives().command, actor="caja-01", role=Role.CASHIER)
    s.went(Story(PAYMENTS), by_hand).reaches(Stage.PLACED)


def test_money_goes_from_holder_to_holder_through_the_payment() -> None:
    """TRU-15: order, invoice, and the rest to the account; nothing is lost on the way."""
    story = s.went(s.arrived(), took(), pass_on())
    assert {"order/" + s.ORDER: "1000.00"} == holds(s.went(s.arrived(), took()))
    story = story.when(took(BILL, s.sol("900.00"), s.sol("100.00")))
    story.then(
        e.MoneyTaken(BILL, s.sol("900.00"), s.sol("100.00"), OWNER),
        e.MoneySent(ACCOUNT, s.sol("100.00")),
    )
    story = s.went(story, took(ACCOUNT, s.sol("100.00")))
    assert {"receivable/" + s.RECEIVABLE: "900.00", "credit_account/" + s.ACCOUNT: "100.00"} == (
        holds(story)
    )


def test_credit_counts_from_the_day_it_is_used() -> None:
    """COL-01: what pays an invoice from credit is the same payment, and late where it is used."""
    later = s.TODAY + 40 * s.DAY
    used = s.to_payment(st.PassOn(ACCOUNT, ALL, BILL, OWNER, later))
    (take,) = s.sent(s.went(kept(), used), st.TakePayment)
    assert ("OP-1", later) == (take.payment.id, take.payment.received)


def test_what_nobody_takes_is_told_and_looked_at_again() -> None:
    """TRU-15: Credit & Collections is told, and the same target is tried again a day later."""
    story = s.arrived().when(untaken()).reaches(Stage.UNPLACED)
    between = evolve(s.arrived().state, e.MoneyUntaken(ORDER, ALL))
    assert Stage.PLACED is between.stage
    assert [Notice.PAYMENT_UNPLACED] == [notice.notice for notice in s.sent(story, Notify)]
    assert s.NOON + timedelta(days=1) == PAYMENTS.next_check(story.state)
    again = story.when(s.to_payment(c.LookAgain(), s.NOON + s.DAY)).reaches(Stage.PLACED)
    again.then(e.PlacingRetried(ORDER, ALL))
    assert PAYMENTS.next_check(again.state) is None


def test_what_nobody_takes_is_placed_or_given_back() -> None:
    """TRU-15: by Credit & Collections; then no more of it is with nobody."""
    story = unplaced()
    story.when(place()).then(e.MoneyPlaced(BILL, ALL)).reaches(Stage.PLACED)
    story.when(place(st.Target("transfer", "T-1"))).refused("payment.no-such-target")
    given = story.when(s.to_payment(c.GiveBack("sin pedido"))).reaches(Stage.PLACED)
    given.sends(RefundPayment("OP-1", ALL, "sin pedido", "OP-1"))
    assert {} == holds(given)


def test_a_rest_without_an_account_is_with_nobody() -> None:
    """TRU-15: whose account is not known, or whose account itself needs it not, is asked about."""
    rest = s.sol("1.00")
    for by, owner in ((ORDER, NOBODY), (ACCOUNT, OWNER)):
        story = s.arrived(towards=by).when(took(by, ALL - rest, rest, owner))
        story.reaches(Stage.UNPLACED)
    more = s.went(s.arrived(), untaken(ORDER, rest)).when(took(ORDER, s.CENT, s.CENT, NOBODY))
    more.reaches(Stage.UNPLACED)
    s.went(unplaced(), untaken(ORDER, NONE)).reaches(Stage.UNPLACED)
    between = evolve(unplaced().state, e.MoneyUntaken(ORDER, NONE))
    assert Stage.UNPLACED is between.stage
    known = s.went(s.arrived(), untaken(ORDER, rest), took(ORDER, s.CENT, s.CENT))
    known.reaches(Stage.UNPLACED)


def test_money_of_an_order_that_ends_is_given_back_and_told() -> None:
    """TRU-15: the refund names its payment, and the customer is told."""
    story = s.went(s.arrived(), took()).when(returned())
    assert (RefundPayment(s.ACCOUNT, ALL, "anulado", "OP-1"),) == s.sent(story, RefundPayment)
    assert [(Notice.PAYMENT_GIVEN_BACK, s.DISTRIBUTOR)] == [
        (notice.notice, notice.to) for notice in s.sent(story, Notify)
    ]
    assert {} == holds(story)


def test_money_of_an_order_that_ends_goes_to_the_account_where_the_pack_says_so() -> None:
    """TRU-15: kept as credit, unless no account is known."""
    pack = PaymentProcess(PaymentSettings(CALENDAR, Undelivered.TO_ACCOUNT))
    story: s.PaymentStory = Story(pack)
    held = s.went(story, s.arrives(), took())
    held.when(returned()).then(e.MoneyReleased(ORDER, ALL, OWNER), e.MoneySent(ACCOUNT, ALL))
    unknown = held.when(returned(owner=NOBODY))
    assert (e.MoneyReleased, e.MoneyGivenBack) == s.kinds(unknown)
    part = s.went(story, s.arrives(), untaken(ORDER, s.CENT), took(ORDER, ALL - s.CENT))
    s.went(part, returned(s.CENT)).reaches(Stage.UNPLACED)


def test_what_holders_say_while_some_is_with_nobody_changes_only_theirs() -> None:
    """TRU-15: the part that nobody took waits, whatever becomes of the other parts."""
    part = s.went(s.arrived(), untaken(ORDER, s.CENT), took(ORDER, ALL - s.CENT))
    for told in (pass_on(s.CENT), returned(s.CENT)):
        assert s.CENT == s.went(part, told).reaches(Stage.UNPLACED).state.money.free
    account = s.went(s.arrived(towards=ACCOUNT), untaken(ACCOUNT, s.CENT))
    account = s.went(account, took(ACCOUNT, ALL - s.CENT), refund(s.CENT))
    assert s.CENT == account.reaches(Stage.UNPLACED).state.money.free


def test_what_is_taken_back_is_recalled_from_every_holder() -> None:
    """COL-01: one payment that settled two invoices is recalled from both."""
    other = st.Target("receivable", "order/PED-2")
    first, second = s.sol("598.00"), s.sol("402.00")
    to_other = s.to_payment(st.PassOn(ORDER, second, other, OWNER))
    story = s.went(s.arrived(), took(), pass_on(first), took(BILL, first), to_other)
    story = s.went(story, took(other, second))
    story = story.when(BACK).reaches(Stage.TAKEN_BACK)
    booked, *recalls = s.moved(story).messages
    assert RecordChargeBack("OP-1", ALL, "débito rechazado") == booked
    recalled = {(m.case, m.command.amount.amount) for m in recalls if isinstance(m, Tell)}
    assert {(s.RECEIVABLE, "598.00"), ("order/PED-2", "402.00")} == recalled
    told = s.went(
        story,
        s.to_payment(st.NoteRecalled(BILL, first)),
        s.to_payment(st.NoteRecalled(other, second)),
    )
    assert {} == holds(told)
    assert (ALL, NONE) == (told.state.money.taken_back, told.state.money.collected)


def test_what_is_under_way_when_it_is_taken_back_goes_to_the_bank() -> None:
    """COL-01: whatever a holder says then, the money is on its way back, and refunds are not."""
    for told in (untaken(), pass_on(), returned()):
        story = s.went(s.arrived(), *(() if told == untaken() else (took(),)), BACK)
        story = story.when(told).reaches(Stage.TAKEN_BACK)
        assert e.MoneyTakenBack(ALL) == s.moved(story).events[-1]
        assert () == s.sent(story, RefundPayment)
        assert {} == holds(story)
    crossed = s.went(kept(), BACK).when(refund())
    assert (e.MoneyReleased, e.MoneyTakenBack) == s.kinds(crossed)
    late = s.went(s.arrived(), BACK).when(took(ORDER, ALL - s.CENT, s.CENT))
    assert (e.MoneyTaken, e.MoneyTakenBack) == s.kinds(late)
    (recall,) = s.sent(late, st.RecallPayment)
    assert ALL - s.CENT == recall.amount


def test_what_nobody_took_goes_back_at_once() -> None:
    """COL-01: nothing is recalled, for nobody has it."""
    story = (
        unplaced().when(BACK).then(e.PaymentTakenBack("débito rechazado"), e.MoneyTakenBack(ALL))
    )
    told = story.sends(RecordChargeBack("OP-1", ALL, "débito rechazado"))
    assert PAYMENTS.next_check(told.state) is None
    story.when(place()).refused("payment.nothing-to-place")


def test_what_was_refunded_and_is_taken_back_is_owed() -> None:
    """COL-01: by the account whose credit it was; the payment is even."""
    story = s.went(kept(), refund()).when(BACK).reaches(Stage.TAKEN_BACK)
    (owed,) = s.sent(story, st.OweBack)
    assert st.OweBack("OP-1", ALL, "débito rechazado") == owed
    assert {"credit_account/" + s.ACCOUNT: "-1000.00"} == holds(story)
    assert -ALL == story.state.money.collected


def test_a_debt_of_nobody_is_followed_until_an_account_is_named() -> None:
    """COL-01: given back without an account, then taken back: somebody has to say who owes it."""
    story = s.went(s.arrived(), took(owner=NOBODY), returned(owner=NOBODY)).when(BACK)
    assert [Notice.PAYMENT_OWED] == [notice.notice for notice in s.sent(story, Notify)]
    assert s.NOON + timedelta(days=1) == PAYMENTS.next_check(story.state)
    again = story.when(s.to_payment(c.LookAgain(), s.NOON + s.DAY))
    assert [Notice.PAYMENT_OWED] == [notice.notice for notice in s.sent(again, Notify)]
    again.when(place()).refused("payment.only-an-account")
    named = again.when(place(ACCOUNT)).reaches(Stage.TAKEN_BACK)
    assert PAYMENTS.next_check(named.state) is None
    assert {"credit_account/" + s.ACCOUNT: "-1000.00"} == holds(named)
