"""Payments: full, partial, too much, too early, too late, twice, and taken back."""

from datetime import date, datetime

import pytest

from order_to_cash.audit.states import state_problems
from order_to_cash.domain.core import Currency, Money, Term
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.receivable import Debt, Stage
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.state import evolve, published
from order_to_cash.domain.trade import Instalments, Tell, UnblockService
from order_to_cash.domain.trade import billing as st
from tests.processes import samples as s

NONE = s.sol("0.00")
THREE = Instalments(3, Term(months=1))
DUE = date(2026, 4, 1)
HERE = st.Target("receivable", s.RECEIVABLE)
OFF = s.to_receivable(c.WriteOff("incobrable"))


def debt(story: s.ReceivableStory) -> Debt:
    assert story.state.debt is not None
    return story.state.debt


def paid_parts(story: s.ReceivableStory) -> list[str]:
    return [part.paid.amount for part in debt(story).instalments]


def rest_of(story: s.ReceivableStory) -> Money:
    """What the invoice did not need."""
    return Money.sum_of((told.rest for told in s.sent(story, st.NoteTaken)), Currency.PEN)


@pytest.mark.parametrize(
    ("amount", "stage", "left", "surplus"),
    [
        ("0.01", Stage.ISSUED, "999.99", None),
        ("999.99", Stage.ISSUED, "0.01", None),
        ("1000.00", Stage.SETTLED, "0.00", None),
        ("1000.01", Stage.SETTLED, "0.00", "0.01"),
        ("2500.00", Stage.SETTLED, "0.00", "1500.00"),
    ],
)
def test_a_payment_pays_to_the_cent(
    amount: str, stage: Stage, left: str, surplus: str | None
) -> None:
    """ORD-28: one cent, all but one, exactly all, and more: what is too much stays as credit."""
    story = s.issued().when(s.receive(s.sol(amount))).reaches(stage)
    assert s.sol(left) == debt(story).outstanding
    assert s.sol(surplus or "0.00") == rest_of(story)
    (taken, *_) = s.sent(story, st.NoteTaken)
    assert st.Target("receivable", s.RECEIVABLE) == taken.by
    assert st.Owner(s.ACCOUNT, s.DISTRIBUTOR, s.bill().contact) == taken.owner
    assert debt(story).paid == taken.taken


def test_the_last_cent_settles_the_invoice() -> None:
    """ORD-28: the state changes only when nothing is owed any more."""
    story = s.went(s.issued(), s.receive(s.sol("999.99"))).reaches(Stage.ISSUED)
    story = story.when(s.receive(s.CENT, "OP-2")).reaches(Stage.SETTLED)
    last = s.payment(s.CENT, "OP-2")
    story.then(e.PaymentAllocated(last, s.CENT, late=False), e.InvoiceSettled())


def test_two_payments_of_one_amount_are_two() -> None:
    """ORD-28: another id is another payment."""
    story = s.went(s.issued(), s.receive(s.sol("300.00")), s.receive(s.sol("300.00"), "OP-2"))
    assert s.sol("400.00") == debt(story).outstanding


def test_money_in_another_currency_is_refused() -> None:
    """ORD-28: no rate is assumed for a payment in dollars."""
    dollars = s.receive(Money.of("10.00", Currency.USD))
    s.issued().when(dollars).refused("receivable.currency")


def test_payments_fill_the_oldest_part_first() -> None:
    """ORD-28: instalments are filled by due day, and emptied the other way round."""
    story = s.went(s.issued(THREE), s.receive(s.sol("400.00")))
    assert ["333.34", "66.66", "0.00"] == paid_parts(story)
    story = s.went(story, s.receive(s.sol("300.00"), "OP-2"))
    assert ["333.34", "333.33", "33.33"] == paid_parts(story)
    story = s.went(story, s.reverse("OP-1")).reaches(Stage.ISSUED)
    assert ["300.00", "0.00", "0.00"] == paid_parts(story)
    assert s.sol("700.00") == debt(story).outstanding


def test_each_payment_is_told_to_the_account() -> None:
    """ORD-29: the account hears what was paid, whether late, and what is left, in sequence."""
    story = s.issued().when(s.receive(s.sol("400.00")))
    left = (s.part(due=DUE, paid=s.sol("400.00")),)
    story.sends(
        Tell(
            "credit_account",
            s.ACCOUNT,
            a.RecordPayment(s.ORDER, "OP-1", s.sol("400.00"), False, left, 2),
        ),
        s.moved(story).messages[1],
    )
    (next_one,) = s.sent(story.when(s.receive(s.CENT, "OP-2")), a.RecordPayment)
    assert 3 == next_one.sequence


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (datetime(2026, 4, 1, 23, 59, 59, 999_999, s.LIMA), False),
        (datetime(2026, 4, 2, 0, 0, tzinfo=s.LIMA), True),
    ],
)
def test_a_payment_late_in_the_evening_is_in_time(at: datetime, *, late: bool) -> None:
    """ORD-29: on the due day one is in time until midnight in Lima, whatever day it is in UTC."""
    story = s.issued().when(s.receive(at=at)).reaches(Stage.SETTLED)
    (told,) = s.sent(story, a.RecordPayment)
    assert late == told.late


def test_a_debt_that_is_given_up_no_longer_counts() -> None:
    """ORD-28: the account hears that nothing of it is open any more."""
    story = s.went(s.issued(), s.receive(s.sol("400.00")))
    story = story.when(s.to_receivable(c.WriteOff("incobrable")))
    story.then(e.WrittenOff(s.sol("600.00"), "incobrable"))
    story.sends(
        Tell("credit_account", s.ACCOUNT, a.RecordInvoice(s.ORDER, (), 3, invoice=s.INVOICE))
    )
    story.when(s.to_receivable(c.WriteOff("otra vez"))).refused("process.wrong-stage")


def test_a_payment_that_is_taken_back_is_owed_again() -> None:
    """ORD-28: with its old due day, also after the invoice was settled; the account is told."""
    story = s.went(s.issued(), s.receive()).reaches(Stage.SETTLED).when(s.reverse())
    story.then(e.PaymentReversed("OP-1", s.PHONE_TOTAL, "débito rechazado"))
    story.reaches(Stage.ISSUED)
    left = (s.part(due=DUE),)
    story.sends(
        Tell(
            "credit_account",
            s.ACCOUNT,
            a.RecordReversal(s.ORDER, "OP-1", s.PHONE_TOTAL, left, 3, invoice=s.INVOICE),
        ),
        Tell("payment", "OP-1", st.NoteRecalled(HERE, s.PHONE_TOTAL)),
    )
    assert [DUE] == [p.due for p in debt(story).instalments]


def standing(story: s.ReceivableStory) -> tuple[str, str, str]:
    """What is paid, written off and open; nothing is wrong with the state."""
    assert () == tuple(state_problems(story.state))
    owed = debt(story)
    return owed.paid.amount, owed.written_off.amount, owed.outstanding.amount


def test_money_before_the_invoice_goes_back_to_its_payment() -> None:
    """TRU-15: what is not invoiced takes no money; the payment tries again."""
    for story in (s.receivable_story(), s.raised()):
        story.when(s.receive()).refused("process.wrong-stage")


def test_a_settled_invoice_needs_no_money() -> None:
    """ORD-28: paid a second time, all of it goes on as credit of the account."""
    story = s.went(s.issued(), s.receive()).when(s.receive(name="OP-2"))
    story.then(e.SurplusReceived("OP-2", s.PHONE_TOTAL)).reaches(Stage.SETTLED)
    assert s.PHONE_TOTAL == rest_of(story)


def test_what_an_invoice_does_not_need_leaves_it_where_it_is() -> None:
    """ORD-28: the rest of a payment settles nothing by itself."""
    for story in (s.issued(), s.blocked(), s.went(s.issued(), OFF)):
        over = story.when(s.receive(s.sol("1000.01"), at=s.after_due(17)))
        assert e.SurplusReceived("OP-1", s.CENT) in s.moved(over).events
        after = evolve(story.state, e.SurplusReceived("OP-1", s.CENT))
        assert story.state == after


def test_one_payment_may_come_in_two_parts() -> None:
    """COL-01: put directly, and later out of the account's credit, it is one payment."""
    story = s.went(s.issued(), s.receive(s.sol("300.00")), s.receive(s.sol("200.00")))
    assert {"OP-1": s.sol("500.00")} == story.state.payments


def test_a_payment_on_what_was_written_off_is_a_recovery() -> None:
    """COL-02: it moves from written off to paid; the rest stays given up, and can go back."""
    off = s.went(s.issued(), s.receive(s.CENT), OFF).reaches(Stage.WRITTEN_OFF)
    assert ("0.01", "999.99", "0.00") == standing(off)
    part = s.went(off, s.receive(s.sol("400.00"), "OP-2")).reaches(Stage.WRITTEN_OFF)
    assert ("400.01", "599.99", "0.00") == standing(part)
    back = s.went(part, s.reverse("OP-2")).reaches(Stage.WRITTEN_OFF)
    assert ("0.01", "999.99", "0.00") == standing(back)
    over = part.when(s.receive(s.sol("600.00"), "OP-3")).reaches(Stage.SETTLED)
    assert ("1000.00", "0.00", "0.00") == standing(over)
    assert s.CENT == rest_of(over)


def test_a_recovery_that_is_taken_back_is_owed_again() -> None:
    """COL-01, COL-02: recovered in full, then charged back, the invoice is open."""
    story = s.went(s.issued(), OFF, s.receive(), s.reverse()).reaches(Stage.ISSUED)
    assert ("0.00", "0.00", "1000.00") == standing(story)


def test_a_recovery_lifts_the_block_once_nothing_is_past_due() -> None:
    """COL-02: giving up leaves the block; the last cent past due lifts it."""
    at = s.after_due(17)
    off = s.blocked().when(s.to_receivable(c.WriteOff("x"), at)).reaches(Stage.WRITTEN_OFF)
    assert () == s.sent(off, UnblockService)
    part = s.went(off, s.receive(s.sol("999.99"), at=at))
    assert () == s.sent(part, UnblockService)
    story = part.when(s.receive(s.CENT, "OP-2", at)).reaches(Stage.SETTLED)
    assert 1 == len(s.sent(story, UnblockService))


def test_what_is_written_off_after_its_instalments_were_due_is_unblocked_in_parts() -> None:
    """COL-02: what is not due yet need not be recovered for the service to be reconnected."""
    at = s.NOON + 50 * s.DAY
    blocked = s.went(s.issued(THREE), *s.looks(at)).reaches(Stage.BLOCKED)
    off = s.went(blocked, s.to_receivable(c.WriteOff("x"), at))
    story = off.when(s.receive(s.sol("333.34"), at=at)).reaches(Stage.WRITTEN_OFF)
    assert 1 == len(s.sent(story, UnblockService))


def test_giving_up_is_told_to_tm_forum_as_settled_and_credit_is_no_payment() -> None:
    """COL-02: 20 of 100 credited and nothing paid is not partly paid."""
    credited = s.went(s.issued(), s.to_receivable(c.CreditInvoice(s.CENT, "x")))
    assert "sent" == published(credited.state)
    assert "partiallyPaid" == published(s.went(credited, s.receive(s.CENT)).state)


def test_what_is_not_held_is_not_given_up_twice() -> None:
    """COL-01: a recall of what is not here any more changes nothing."""
    s.issued().when(s.reverse("OP-9")).then()
    s.went(s.issued(), s.receive(), s.reverse()).when(s.reverse()).then()


def test_a_reversal_while_blocked_leaves_the_block() -> None:
    """ORD-31: a blocked service stays blocked when a payment is taken back."""
    story = s.went(s.blocked(), s.receive(s.CENT, at=s.after_due(17)))
    s.went(story, s.reverse(at=s.after_due(17))).reaches(Stage.BLOCKED)
