"""What counts for an account: releases, deliveries, invoices, payments, surplus, and its limit."""

from datetime import date, timedelta
from typing import Any

import pytest

from order_to_cash.domain.core import Envelope, Money, changed
from order_to_cash.domain.credit_account import Misses, PaymentHistory, Stage
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.trade import Notice, Notify, ReportCredit
from order_to_cash.domain.trade import billing as st
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.operators.peru import CREDIT, CREDIT_ACCOUNTS
from order_to_cash.rules import PaymentTolerance, credit_policy
from tests.processes import samples as s

NONE = s.sol("0.00")
FREE = s.to_account(c.FreeCredit(s.ORDER))
SECOND, THIRD = "PED-2026-0002", "PED-2026-0003"


def surplus(amount: str) -> Envelope[c.Command]:
    return s.to_account(st.TakePayment(s.payment(s.sol(amount), "OP-5")))


def recall(amount: str) -> Envelope[c.Command]:
    return s.to_account(st.RecallPayment("OP-5", s.sol(amount), "rechazado"))


def owe(amount: str, payment: str = "OP-5") -> Envelope[c.Command]:
    return s.to_account(st.OweBack(payment, s.sol(amount), "rechazado"))


def limit(amount: str) -> Envelope[c.Command]:
    return s.to_account(c.ChangeLimit(s.sol(amount), "revisión anual"))


def reserved(*orders: str, of: str = "5000.00") -> s.AccountStory:
    """An account on which each of these orders has reserved the price of one phone."""
    return s.went(s.opened(s.sol(of)), *(s.reserve(order) for order in orders))


def test_credit_is_freed_once() -> None:
    """ORD-33: freeing again, or for an order nobody knows, changes nothing."""
    story = reserved(s.ORDER).when(FREE).then(e.CreditFreed(s.ORDER)).sends()
    assert NONE == story.state.exposure.total
    story.when(FREE).then()


def test_committed_credit_cannot_be_taken_back_by_asking_again() -> None:
    """ORD-11: an order that counts already is neither answered nor counted a second time."""
    story = s.went(reserved(s.ORDER), s.commit())
    story.when(s.reserve()).then().sends()
    assert s.PHONE_TOTAL == story.state.exposure.total


def test_what_was_delivered_replaces_what_was_reserved() -> None:
    """ORD-11: a partial delivery counts for less than was reserved."""
    story = s.went(reserved(s.ORDER), s.commit(), s.delivered(amount=s.sol("400.00")))
    assert s.sol("400.00") == story.state.exposure.total


def test_word_of_a_delivery_that_comes_late_changes_nothing() -> None:
    """ORD-11: overtaken by the invoice, the delivery is neither counted nor hides what is due."""
    due = date(2026, 3, 1)
    story = s.went(reserved(s.ORDER), s.commit(), s.invoiced(s.ORDER, s.part(due=due)))
    for late in (s.delivered(), s.commit()):
        after = s.went(story, late)
        assert ({due: s.PHONE_TOTAL}, s.PHONE_TOTAL) == (
            after.state.due,
            after.state.exposure.total,
        )
    settled = s.went(story, s.paid(s.ORDER, s.PHONE_TOTAL))
    for after in (s.went(settled, s.delivered()), s.went(settled, s.commit(), s.delivered())):
        assert (NONE, {}) == (after.state.exposure.total, after.state.obligations)


def test_an_older_word_about_an_invoice_never_wins() -> None:
    """ORD-28: what is left of an invoice follows the receivable's count, not the arrival."""
    newest = s.part(paid=s.sol("700.00"))
    story = s.went(s.opened(), s.paid(s.ORDER, s.sol("700.00"), newest, sequence=3))
    older = s.invoiced(s.ORDER, s.part(), sequence=1)
    assert s.sol("300.00") == s.went(story, older).state.exposure.unpaid
    older_payment = s.paid(s.ORDER, s.sol("300.00"), s.part(paid=s.sol("300.00")), sequence=2)
    story = s.went(story, older_payment)
    assert (s.sol("300.00"), 2) == (story.state.exposure.unpaid, story.state.history.payments)
    same = s.went(story, s.invoiced(s.ORDER, newest, sequence=3))
    assert s.sol("300.00") == same.state.exposure.unpaid


def test_late_charges_count_beside_the_invoice() -> None:
    """COL-06, ORD-11: they count once, also after the invoice is paid, and until they are."""
    story = s.went(s.opened(), s.invoiced(s.ORDER, s.part(), sequence=1))
    charged = s.went(story, s.to_account(c.RecordCharges(s.ORDER, s.sol("9.50"), 2)))
    assert s.PHONE_TOTAL + s.sol("9.50") == charged.state.exposure.unpaid
    assert story.state.due == charged.state.due
    paid = s.went(charged, s.paid(s.ORDER, s.PHONE_TOTAL, sequence=3))
    assert (s.sol("9.50"), {}) == (paid.state.exposure.unpaid, paid.state.due)
    older = s.went(paid, s.to_account(c.RecordCharges(s.ORDER, s.sol("4.00"), 1)))
    assert s.sol("9.50") == older.state.exposure.unpaid
    back = c.RecordReversal(s.ORDER, "OP-1", s.PHONE_TOTAL, (s.part(),), 4)
    again = s.went(paid, s.to_account(back))
    assert s.PHONE_TOTAL + s.sol("9.50") == again.state.exposure.unpaid
    settled = s.went(paid, s.to_account(c.RecordCharges(s.ORDER, NONE, 5)))
    assert (NONE, {}) == (settled.state.exposure.total, settled.state.obligations)


def test_late_charges_that_pass_the_limit_are_told() -> None:
    """COL-06, ORD-11: a cent of interest on an account that is at its limit is told."""
    full = s.went(s.opened(s.PHONE_TOTAL), s.invoiced(s.ORDER, s.part(), sequence=1))
    assert full.state.limit == full.state.exposure.total
    story = s.went(full, s.to_account(c.RecordCharges(s.ORDER, s.CENT, 2)))
    assert [Notice.LIMIT_PASSED] == [n.notice for n in s.sent(story, Notify)]


def test_an_account_begins_without_a_history() -> None:
    """ORD-29: nothing was paid, reversed or missed before the first word about it."""
    assert PaymentHistory(0, NONE, 0, 0, 0, 0) == s.opened().state.history


def test_each_payment_and_default_enters_the_history() -> None:
    """ORD-29: payments, late ones, reversals and defaults are counted, with the worst delay."""
    story = s.went(
        s.opened(),
        s.paid(s.ORDER, s.sol("10.00"), s.part(s.sol("90.00"))),
        s.paid(s.ORDER, s.sol("20.00"), s.part(s.sol("70.00")), sequence=3, late=True),
        s.to_account(c.RecordReversal(s.ORDER, "OP-1", s.sol("10.00"), (s.part(),), 4)),
        s.to_account(c.RecordDefault(s.ORDER, "reminder", 3, s.sol("70.00"))),
        s.to_account(c.RecordDefault(s.ORDER, "second-alert", 8, s.sol("70.00"))),
        s.to_account(c.RecordDefault(SECOND, "reminder", 1, s.sol("5.00"))),
    )
    misses = {s.TODAY: Misses(late=1, reversed=1, defaults=3, worst_days=8)}
    assert PaymentHistory(2, s.sol("20.00"), 1, 1, 3, 8, misses) == story.state.history
    assert s.PHONE_TOTAL == story.state.exposure.unpaid


def test_the_days_on_which_something_went_wrong_are_remembered_for_a_year() -> None:
    """COL-08: the sums stay; a day that is 366 days old is forgotten with the next one added."""
    first = s.went(s.opened(), s.to_account(c.RecordDefault(s.ORDER, "reminder", 3, NONE)))
    for days, kept in ((365, 2), (366, 1)):
        at = s.NOON + timedelta(days=days)
        later = s.went(first, s.to_account(c.RecordDefault(SECOND, "reminder", 1, NONE), at))
        assert (kept, 2) == (len(later.state.history.misses), later.state.history.defaults)


def test_a_late_payment_by_credit_is_no_miss() -> None:
    """COL-08: what the account's credit settles is no payment of the party, and never late."""
    paid = c.RecordPayment(
        s.ORDER, "OP-1", s.sol("10.00"), True, (s.part(s.sol("90.00")),), 2, by_credit=True
    )
    assert {} == s.went(s.opened(), s.to_account(paid)).state.history.misses


RECORD = PaymentTolerance(days=30, late=0, taken_back=0, levels=1, worst_days=5)
STRICT = changed(
    CREDIT_ACCOUNTS,
    evaluation=changed(
        CREDIT_ACCOUNTS.evaluation,
        policy=credit_policy(CREDIT, days=0, amount=NONE, record=RECORD),
    ),
)


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (29, False), (30, True), (31, True)])
def test_how_a_party_paid_decides_for_the_period_of_the_pack(days: int, *, allowed: bool) -> None:
    """COL-08: six days past due are one too many until thirty days have passed."""
    told = s.to_account(c.RecordDefault(s.ORDER, "reminder", 6, NONE))
    at = s.NOON + timedelta(days=days)
    story = s.went(s.opened(process=STRICT), told).when(s.reserve(SECOND, s.sol("1.00"), at=at))
    (answered,) = s.moved(story).events
    assert isinstance(answered, e.CreditReserved | e.ReservationDeclined)
    assert allowed is isinstance(answered, e.CreditReserved)
    failed = [finding.rule for finding in answered.decision.failures]
    assert ([] if allowed else ["credit.payment-record"]) == failed


def test_a_default_changes_no_exposure() -> None:
    """ORD-29: a default is history; what is owed is known from the invoice alone."""
    noted = s.to_account(c.RecordDefault(s.ORDER, "reminder", 3, s.sol("70.00")))
    story = (
        s.opened()
        .when(noted)
        .then(e.DefaultRecorded(s.ORDER, "reminder", 3, s.sol("70.00"), s.TODAY))
    )
    assert NONE == story.reaches(Stage.ACTIVE).state.exposure.total


def test_what_is_due_is_summed_by_day() -> None:
    """ORD-10: parts that are due on one day add up, and vanish when they are paid."""
    first, second = date(2026, 4, 1), date(2026, 5, 1)
    story = s.went(
        s.opened(),
        s.invoiced("A", s.part(s.sol("10.00"), first), s.part(s.sol("20.00"), second)),
        s.invoiced("B", s.part(s.sol("5.00"), first)),
    )
    assert {first: s.sol("15.00"), second: s.sol("20.00")} == story.state.due
    story = s.went(story, s.paid("A", s.sol("10.00"), s.part(s.sol("20.00"), second)))
    assert {first: s.sol("5.00"), second: s.sol("20.00")} == story.state.due
    story = s.went(story, s.paid("B", s.sol("5.00")))
    assert {second: s.sol("20.00")} == story.state.due


@pytest.mark.parametrize(("amount", "passed"), [("1000.00", False), ("1000.01", True)])
def test_passing_the_limit_is_an_event_and_somebody_is_told(amount: str, *, passed: bool) -> None:
    """ORD-11: what cannot be refused any more is recorded, and above the limit it is told."""
    for command in (
        s.commit(amount=s.sol(amount)),
        s.delivered(amount=s.sol(amount)),
        s.invoiced(s.ORDER, s.part(s.sol(amount))),
        s.to_account(c.RecordReversal(s.ORDER, "OP-1", s.CENT, (s.part(s.sol(amount)),), 2)),
        s.paid(s.ORDER, s.CENT, s.part(s.sol(amount))),
    ):
        story = s.opened(s.PHONE_TOTAL).when(command)
        expected = (e.LimitPassed(s.ACCOUNT, s.sol(amount), s.PHONE_TOTAL),) if passed else ()
        assert expected == s.moved(story).events[1:]
        notices = [n.notice for n in s.sent(story, Notify)]
        assert ([Notice.LIMIT_PASSED] if passed else []) == notices


@pytest.mark.parametrize("stage", [Stage.SUSPENDED, Stage.CLOSED])
def test_the_limit_is_watched_in_every_stage(stage: Stage) -> None:
    """ORD-11: also of a suspended or closed account somebody is told what goes above the limit."""
    ends = c.SuspendAccount("x") if stage is Stage.SUSPENDED else c.CloseAccount("x")
    over, part = s.sol("1000.01"), s.part(s.sol("1000.01"))
    for command in (
        c.CommitCredit(s.ORDER, over),
        c.RecordDelivery(s.ORDER, over),
        c.RecordInvoice(s.ORDER, (part,), 1),
        c.RecordReversal(s.ORDER, "OP-1", s.CENT, (part,), 2),
        c.RecordPayment(s.ORDER, "OP-1", s.CENT, False, (part,), 2),
        st.OweBack("OP-1", over, "x"),
        c.RecordCharges(s.ORDER, over, 2),
    ):
        story = s.went(s.opened(s.PHONE_TOTAL), s.to_account(ends)).when(s.to_account(command))
        assert e.LimitPassed is s.kinds(story.reaches(stage))[-1]
    full = s.went(s.opened(s.PHONE_TOTAL), surplus("1.00"), s.to_account(ends))
    full = s.went(full, s.invoiced(s.ORDER, s.part(s.sol("1001.00"))))
    full = full.when(s.to_account(c.RefundSurplus(s.CENT, "x"))).reaches(stage)
    assert (e.SurplusRefunded, e.LimitPassed) == s.kinds(full)


@pytest.mark.parametrize("stage", [None, "active", c.SuspendAccount("x"), c.CloseAccount("x")])
def test_a_part_that_is_invoiced_on_its_own_counts_so(stage: Any) -> None:
    """FUL-01: 700.00 of 1000.00 count as delivered under their own name, 300.00 stay committed."""
    start = s.account_story() if stage is None else s.opened()
    start = start if stage in (None, "active") else s.went(start, s.to_account(stage))
    part = c.RecordDelivery(s.ORDER, s.sol("700.00"), 1, s.sol("300.00"))
    story = start.when(s.to_account(part))
    story.then(
        e.CreditCommitted(s.ORDER, s.sol("300.00")),
        e.DeliveryRecorded(f"order/{s.ORDER}/1", s.sol("700.00")),
    )
    known = story.state.obligations
    assert {s.ORDER: s.sol("300.00"), f"order/{s.ORDER}/1": s.sol("700.00")} == {
        name: counted.amount for name, counted in known.items()
    }


@pytest.mark.parametrize("parts", [(), (s.part(s.sol("700.00")),)])
def test_an_invoice_of_a_part_may_come_before_its_delivery(parts: tuple[Any, ...]) -> None:
    """FUL-01, I4: settled or not, what the invoice says counts, and the late delivery nothing."""
    name = f"order/{s.ORDER}/1"
    invoice = s.to_account(c.RecordInvoice(name, parts, 1, awaited=True))
    part = s.to_account(c.RecordDelivery(s.ORDER, s.sol("700.00"), 1, s.sol("300.00")))
    owed = {s.ORDER: s.sol("300.00"), **dict.fromkeys([name][: len(parts)], s.sol("700.00"))}
    for first, second in ((invoice, part), (part, invoice)):
        known = s.went(s.opened(), first, second).state.obligations
        assert owed == {key: counted.amount for key, counted in known.items()}


def test_a_suspended_account_keeps_what_somebody_let_through() -> None:
    """ORD-13: an override is for a declined order, whatever the reason; its credit can be freed."""
    for ends, stage in (
        (c.SuspendAccount("x"), Stage.SUSPENDED),
        (c.CloseAccount("x"), Stage.CLOSED),
    ):
        story = s.went(s.opened(), s.to_account(ends)).when(s.reserve(given=s.leave()))
        assert (e.CreditReserved,) == s.kinds(story.reaches(stage))
        story = story.when(FREE).reaches(stage)
        assert NONE == story.state.exposure.total


def test_the_limit_is_passed_once_until_there_is_room_again() -> None:
    """ORD-11: above the limit already, no second event says so; once paid it can pass anew."""
    story = s.went(s.opened(s.PHONE_TOTAL), s.invoiced(s.ORDER, s.part(s.sol("1500.00"))))
    again = story.when(s.invoiced(SECOND, s.part(s.sol("10.00"))))
    assert (e.InvoiceRecorded,) == s.kinds(again)
    story = s.went(again, s.paid(s.ORDER, s.sol("1500.00")))
    story = story.when(s.invoiced(THIRD, s.part(s.sol("990.01"))))
    assert (e.InvoiceRecorded, e.LimitPassed) == s.kinds(story)


def test_what_is_delivered_invoiced_or_paid_is_recorded_in_every_stage() -> None:
    """ORD-25: unknown, suspended or closed, an account refuses nothing that happened already."""
    suspended = s.went(s.opened(), s.to_account(c.SuspendAccount("x")))
    closed = s.went(s.opened(), s.to_account(c.CloseAccount("x")))
    for start in (s.account_story(), suspended, closed):
        stage = start.state.stage
        story = s.went(start, s.commit(), s.delivered(), s.invoiced(s.ORDER, s.part()))
        story = s.went(story, s.paid(s.ORDER, s.CENT, s.part(paid=s.CENT)), surplus("1.00"))
        story = s.went(story, s.to_account(c.RecordDefault(s.ORDER, "reminder", 1, s.CENT)))
        story = s.went(story, s.to_account(c.RecordCharges(s.ORDER, s.CENT, 3)))
        story.reaches(stage)
        assert s.sol("999.00") == story.state.exposure.total
        story = s.went(story, s.to_account(c.RecordCharges(s.ORDER, NONE, 4)))
        back = c.RecordReversal(s.ORDER, "OP-1", s.CENT, (s.part(),), 3)
        story = s.went(story, s.to_account(back)).reaches(stage)
        story = s.went(story, s.to_account(c.UseSurplus(s.ORDER, s.sol("0.50")))).reaches(stage)
        story = s.went(story, s.to_account(c.RefundSurplus(s.sol("0.50"), "x"))).reaches(stage)
        assert s.PHONE_TOTAL == story.state.exposure.total


@pytest.mark.parametrize(
    ("amount", "revoked"),
    [
        ("3000.00", ()),
        ("2999.99", (THIRD,)),
        ("2000.00", (THIRD,)),
        ("1999.99", (THIRD, SECOND)),
        ("0.00", (THIRD, SECOND, s.ORDER)),
    ],
)
def test_a_lower_limit_takes_back_the_youngest_reservations(
    amount: str, revoked: tuple[str, ...]
) -> None:
    """ORD-11: what no longer fits is taken back, the youngest first, until the others fit."""
    story = reserved(s.ORDER, SECOND, THIRD).when(limit(amount)).reaches(Stage.ACTIVE)
    events = s.moved(story).events
    assert e.LimitChanged(s.sol(amount), "revisión anual") == events[0]
    assert revoked == tuple(event.order for event in events[1:])
    told = [(m.case, m.command.decision.allows) for m in s.moved(story).messages]
    assert [(order, False) for order in revoked] == told


def test_released_and_overridden_orders_keep_their_credit() -> None:
    """ORD-11: a lower limit takes back neither what is committed nor what somebody let through."""
    story = s.went(reserved(s.ORDER, of="1000.00"), s.commit())
    story = s.went(story, s.reserve(SECOND, given=s.leave()))
    kept = story.when(limit("0.00"))
    assert (e.LimitChanged,) == s.kinds(kept)
    assert s.sol("2000.00") == kept.state.exposure.total


@pytest.mark.parametrize(("amount", "passed"), [("1000.00", False), ("999.99", True)])
def test_a_limit_below_what_is_owed_is_told(amount: str, *, passed: bool) -> None:
    """ORD-11: a limit lowered below what nobody can take back any more is told, as a debt is."""
    told = (e.LimitPassed(s.ACCOUNT, s.PHONE_TOTAL, s.sol(amount)),) if passed else ()
    owing = s.went(reserved(s.ORDER), s.commit())
    suspended = s.went(owing, s.to_account(c.SuspendAccount("revisión")))
    for start in (owing, suspended):
        story = start.when(limit(amount)).reaches(start.state.stage)
        assert told == s.moved(story).events[1:]
        notices = [n.notice for n in s.sent(story, Notify)]
        assert ([Notice.LIMIT_PASSED] if passed else []) == notices


def test_a_lower_limit_is_told_once_and_after_what_it_takes_back() -> None:
    """ORD-11: what is revoked counts no more; above the limit already, nothing new is told."""
    story = s.went(reserved(s.ORDER, SECOND), s.commit())
    story = story.when(limit("0.01"))
    assert (e.LimitChanged, e.CreditRevoked, e.LimitPassed) == s.kinds(story)
    assert e.LimitPassed(s.ACCOUNT, s.PHONE_TOTAL, s.CENT) == s.moved(story).events[-1]
    assert (e.LimitChanged,) == s.kinds(story.when(limit("0.00")))


def test_a_suspended_account_takes_its_reservations_back() -> None:
    """ORD-11: suspended or closed, an account keeps what is committed and frees what is not."""
    for command, stage in (
        (c.SuspendAccount("revisión"), Stage.SUSPENDED),
        (c.CloseAccount("fin"), Stage.CLOSED),
    ):
        story = s.went(reserved(s.ORDER, SECOND), s.commit(s.ORDER))
        story = story.when(s.to_account(command)).reaches(stage)
        assert e.CreditRevoked is s.kinds(story)[1]
        assert s.PHONE_TOTAL == story.state.exposure.total
        (tell,) = s.sent(story, ReportCredit)
        assert ("credit.account-active",) == s.rules_in(tell.decision)


def test_an_account_changes_its_stage_one_step_at_a_time() -> None:
    """ORD-01: suspended once, reactivated once, closed for good."""
    suspend, reactivate = c.SuspendAccount("x"), c.ReactivateAccount("x")
    story = s.went(s.opened(), s.to_account(suspend)).reaches(Stage.SUSPENDED)
    story.when(s.to_account(suspend)).refused("process.wrong-stage")
    active = s.went(story, s.to_account(reactivate)).reaches(Stage.ACTIVE)
    active.when(s.to_account(reactivate)).refused("process.wrong-stage")
    for open_one in (active, story):
        closed = s.went(open_one, s.to_account(c.CloseAccount("x"))).reaches(Stage.CLOSED)
        for command in (suspend, reactivate, c.CloseAccount("x"), c.ChangeLimit(s.CENT, "x")):
            closed.when(s.to_account(command)).refused("process.wrong-stage")
    s.went(story, limit("7.00")).reaches(Stage.SUSPENDED)


def test_a_surplus_is_kept_and_can_be_put_to_an_invoice() -> None:
    """ORD-28, TRU-15: credit of the account pays an invoice as the payment that it came with."""
    story = s.went(s.opened(), s.invoiced(s.ORDER, s.part()), surplus("50.00"))
    use = s.to_account(c.UseSurplus(s.ORDER, s.sol("50.00")))
    story = story.when(use)
    (used,) = s.sent(story, st.PassOn)
    to = st.Target("receivable", receivable_of("order", s.ORDER))
    assert (to, s.sol("50.00"), s.TODAY) == (used.to, used.amount, used.on)
    assert NONE == story.state.exposure.unallocated
    story.when(use).refused("account.surplus-too-small")


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-0.01", "account.amount-not-positive"),
        ("0.00", "account.amount-not-positive"),
        ("0.01", ""),
        ("50.00", ""),
        ("50.01", "account.surplus-too-small"),
    ],
)
def test_no_more_is_used_or_refunded_than_is_kept(amount: str, code: str) -> None:
    """ORD-28: from one cent to all of it; nothing, less, or one cent more is refused."""
    story = s.went(s.opened(), s.invoiced(s.ORDER, s.part()), surplus("50.00"))
    for command in (
        c.UseSurplus(s.ORDER, s.sol(amount)),
        c.RefundSurplus(s.sol(amount), "a pedido"),
    ):
        after = story.when(s.to_account(command))
        assert code == ("" if after.state != story.state else s.refusal(after).code)


def test_credit_is_put_only_to_orders_that_owe_something() -> None:
    """ORD-28: a mistyped, settled or undelivered order gets no money that would be lost there."""
    use = s.to_account(c.UseSurplus(s.ORDER, s.CENT))
    unknown = s.went(s.opened(), surplus("50.00"))
    asked = s.went(unknown, s.reserve())
    released = s.went(asked, s.commit())
    settled = s.went(released, s.delivered(), s.paid(s.ORDER, s.PHONE_TOTAL))
    for story in (unknown, asked, released, settled):
        story.when(use).refused("account.no-such-order")
    s.went(released, s.delivered(), use)


def test_a_surplus_is_given_back() -> None:
    """ORD-28: a refund is told to billing, and raises the exposure, which is checked."""
    story = s.went(s.opened(), surplus("50.00"))
    story = story.when(s.to_account(c.RefundSurplus(s.sol("50.00"), "a pedido")))
    (told,) = s.sent(story, st.RefundMoney)
    assert (s.sol("50.00"), "a pedido") == (told.amount, told.reason)
    full = s.went(s.opened(s.PHONE_TOTAL), surplus("50.00"))
    full = s.went(full, s.invoiced(s.ORDER, s.part(s.sol("1050.00"))))
    full = full.when(s.to_account(c.RefundSurplus(s.CENT, "a pedido")))
    assert (e.SurplusRefunded, e.LimitPassed) == s.kinds(full)


def test_an_account_never_asks_to_be_looked_at() -> None:
    """ORD-10: what is past due is looked at when somebody asks for credit."""
    story = s.went(s.opened(), s.invoiced(s.ORDER, s.part(due=date(2020, 1, 1))))
    assert CREDIT_ACCOUNTS.next_check(story.state) is None


def test_nothing_is_reported_twice_about_a_credit_line() -> None:
    """ORD-02: a second answer of the directory is not welcome; the limit is changed by people."""
    line = c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.sol("9999.00"))
    s.opened().when(s.to_account(c.ReportCreditLine(line))).refused("process.wrong-stage")
    s.account_story().when(limit("9.00")).refused("process.wrong-stage")


def test_each_refund_names_its_payment() -> None:
    """TRU-15: the oldest credit first, each part by the payment that it came with."""
    other = s.to_account(st.TakePayment(s.payment(s.sol("30.00"), "OP-6")))
    story = s.went(s.opened(), surplus("50.00"), other)
    story = story.when(s.to_account(c.RefundSurplus(s.sol("60.00"), "a pedido")))
    told = [(m.case, m.command.amount.amount) for m in s.moved(story).messages]
    assert [("OP-5", "50.00"), ("OP-6", "10.00")] == told
    assert {"OP-6": s.sol("20.00")} == story.state.lots


def test_credit_that_is_taken_back_is_credit_no_more() -> None:
    """COL-01: at most what is kept of that payment, in every stage; of others nothing."""
    suspended = s.went(s.opened(), s.to_account(c.SuspendAccount("x")))
    closed = s.went(s.opened(), s.to_account(c.CloseAccount("x")))
    for start in (s.account_story(), s.opened(), suspended, closed):
        stage = start.state.stage
        story = s.went(start, surplus("50.00")).when(recall("80.00")).reaches(stage)
        (told,) = s.sent(story, st.NoteRecalled)
        assert (s.sol("50.00"), {}) == (told.amount, story.state.lots)
        story.when(recall("80.00")).then()


def test_what_was_refunded_and_taken_back_is_a_debt_that_is_followed() -> None:
    """COL-01: told at once and every week, no closing over it, until a payment settles it."""
    suspended = s.went(s.opened(), s.to_account(c.SuspendAccount("x")))
    closed = s.went(s.opened(), s.to_account(c.CloseAccount("x")))
    for start in (s.account_story(), s.opened(), suspended, closed):
        stage = start.state.stage
        story = start.when(owe("670.00")).reaches(stage)
        assert [Notice.ACCOUNT_IN_DEBT] == [notice.notice for notice in s.sent(story, Notify)]
        assert s.NOON + 7 * s.DAY == CREDIT_ACCOUNTS.next_check(story.state)
        at = s.NOON + 7 * s.DAY
        again = story.when(s.to_account(c.CheckAccount(), at)).reaches(stage)
        again.then(e.DebtFollowed(s.ACCOUNT, s.sol("670.00"), at))
        assert at + 7 * s.DAY == CREDIT_ACCOUNTS.next_check(again.state)
        part = s.went(again, surplus("669.99"))
        assert s.CENT == part.state.indebted
        rest = s.to_account(st.TakePayment(s.payment(s.CENT, "OP-7")))
        settled = part.when(rest).reaches(stage)
        assert (e.SurplusKept, e.DebtSettled) == s.kinds(settled)
        assert CREDIT_ACCOUNTS.next_check(settled.state) is None
        settled.when(s.to_account(c.CheckAccount(), at)).then()


@pytest.mark.parametrize(("used", "left"), [(None, "35.40"), ("10.00", "25.40")])
def test_credit_that_comes_after_the_debt_of_its_payment_is_taken_back_too(
    used: str | None, left: str
) -> None:
    """COL-01, I2: the bank takes all of it, what was refunded and what was on its way."""
    story = s.went(s.opened(), surplus("35.40"))
    if used is not None:
        story = s.went(story, s.to_account(c.RefundSurplus(s.sol(used), "a pedido")))
    story = s.went(story, owe("82.60")).when(recall("35.40"))
    (told,) = s.sent(story, st.NoteRecalled)
    assert s.sol(left) == told.amount
    assert s.sol("82.60") == story.state.indebted
    story.when(recall("35.40")).then()


def test_an_account_in_debt_is_not_closed() -> None:
    """COL-01: neither active nor suspended; once the debt is settled it can be."""
    close = s.to_account(c.CloseAccount("fin"))
    owing = s.went(s.opened(), owe("50.00"))
    for story in (owing, s.went(owing, s.to_account(c.SuspendAccount("x")))):
        story.when(close).refused("account.in-debt")
        s.went(story, surplus("50.00"), close).reaches(Stage.CLOSED)


def test_the_credit_that_covers_a_debt_cannot_be_used_or_taken_back_unseen() -> None:
    """COL-01: what settled a debt is no credit, and taken back it leaves the debt again."""
    other = s.to_account(st.TakePayment(s.payment(s.sol("50.00"), "OP-6")))
    story = s.went(s.opened(), owe("50.00"), other)
    story.when(s.to_account(c.RefundSurplus(s.CENT, "x"))).refused("account.surplus-too-small")
    back = s.went(story, s.to_account(st.RecallPayment("OP-6", s.sol("50.00"), "x")))
    assert s.sol("50.00") == back.state.indebted
    assert s.NOON + 7 * s.DAY == CREDIT_ACCOUNTS.next_check(back.state)


def test_a_recall_can_take_the_account_above_its_limit() -> None:
    """ORD-11: credit that is gone makes room no more, in every known stage."""
    for ends in ((), (c.SuspendAccount("x"),), (c.CloseAccount("x"),)):
        story = s.went(s.opened(s.PHONE_TOTAL), surplus("1.00"), *map(s.to_account, ends))
        story = s.went(story, s.invoiced(s.ORDER, s.part(s.sol("1001.00"))))
        assert (e.SurplusRecalled, e.LimitPassed) == s.kinds(story.when(recall("1.00")))
        assert (e.DebtIncurred, e.LimitPassed) == s.kinds(story.when(owe("1.00")))


@pytest.mark.parametrize("amount", [s.sol("-500.00"), -s.CENT])
def test_nothing_below_zero_makes_room(amount: Money) -> None:
    """TRU-09: neither a reservation, nor a release, nor a delivery, nor a limit."""
    line = c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, amount)
    s.account_story().when(s.to_account(c.ReportCreditLine(line))).refused(
        "account.negative-amount"
    )
    for command in (
        c.ReserveCredit(s.ORDER, amount),
        c.CommitCredit(s.ORDER, amount),
        c.RecordDelivery(s.ORDER, amount),
        c.RecordDelivery(s.ORDER, s.CENT, 1, amount),
        c.ChangeLimit(amount, "x"),
    ):
        s.opened().when(s.to_account(command)).refused("account.negative-amount")
