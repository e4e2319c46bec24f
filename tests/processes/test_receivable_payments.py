"""Payments: full, partial, too much, too early, too late, twice, and taken back."""

from datetime import date, datetime

import pytest

from order_to_cash.domain.billing import Payment
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.deadline import Term
from order_to_cash.domain.messages import Tell, UnblockService
from order_to_cash.domain.money import Currency, Money
from order_to_cash.domain.payment_terms import Instalments, NetDays, PaymentMethod
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable import refusals
from order_to_cash.domain.receivable.lifecycle import Stage
from order_to_cash.domain.receivable.state import Booked, Debt
from tests.processes import samples as s

NONE = s.sol("0.00")
THREE = Instalments(3, Term(months=1))
DUE = date(2026, 4, 1)


def debt(story: s.ReceivableStory) -> Debt:
    assert story.state.debt is not None
    return story.state.debt


def paid_parts(story: s.ReceivableStory) -> list[str]:
    return [part.paid.amount for part in debt(story).instalments]


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
    kept = (a.KeepSurplus("OP-1", s.sol(surplus)),) if surplus else ()
    assert kept == s.sent(story, a.KeepSurplus)


def test_the_last_cent_settles_the_invoice() -> None:
    """ORD-28: the state changes only when nothing is owed any more."""
    story = s.went(s.issued(), s.receive(s.sol("999.99"))).reaches(Stage.ISSUED)
    story = story.when(s.receive(s.CENT, "OP-2")).reaches(Stage.SETTLED)
    last = s.payment(s.CENT, "OP-2")
    story.then(e.PaymentAllocated(last, s.CENT, late=False), e.InvoiceSettled())


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_nothing_is_no_payment(amount: str) -> None:
    """ORD-28: zero or less is refused wherever money is taken."""
    for story in (s.receivable_story(), s.raised(), s.issued(), s.blocked()):
        story.when(s.receive(s.sol(amount))).refused("receivable.amount-not-positive")


def test_a_payment_counts_once() -> None:
    """ORD-28: the same id and amount again is nothing new; with another amount it is refused."""
    for story in (s.raised(), s.issued()):
        once = s.went(story, s.receive(s.sol("300.00")))
        once.when(s.receive(s.sol("300.00"))).then()
        once.when(s.receive(s.sol("300.01"))).refused("receivable.payment-differs")
    over = s.went(s.issued(), s.receive(s.sol("1200.00")))
    over.when(s.receive(s.sol("1200.00"))).then()
    over.when(s.receive(s.sol("1000.00"))).refused("receivable.payment-differs")


def test_two_payments_of_one_amount_are_two() -> None:
    """ORD-28: another id is another payment."""
    story = s.went(s.issued(), s.receive(s.sol("300.00")), s.receive(s.sol("300.00"), "OP-2"))
    assert s.sol("400.00") == debt(story).outstanding


def test_money_in_another_currency_is_refused() -> None:
    """ORD-28: no rate is assumed for a payment in dollars."""
    dollars = s.receive(Money.of("10.00", Currency.USD))
    s.issued().when(dollars).refused("receivable.currency")
    s.raised().when(dollars).refused("receivable.currency")


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
        )
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


def test_money_that_comes_before_the_invoice_waits_for_it() -> None:
    """ORD-28: parked before the invoice is raised or issued, it is put to it once."""
    early = s.went(s.receivable_story(), s.receive(s.sol("300.00"))).reaches(Stage.NEW)
    story = s.went(early, s.to_receivable(c.RaiseInvoice(s.bill())))
    story = s.went(story, s.receive(s.sol("200.00"), "OP-2")).reaches(Stage.DRAFT)
    assert NONE == debt(story).paid
    story = story.when(s.issue()).reaches(Stage.ISSUED)
    assert (e.InvoiceIssued, e.PaymentAllocated, e.PaymentAllocated) == s.kinds(story)
    assert ((), s.sol("500.00")) == (story.state.parked, debt(story).outstanding)


@pytest.mark.parametrize(
    ("first", "second", "stage", "surplus"),
    [
        ("600.00", "400.00", Stage.SETTLED, None),
        ("600.00", "399.99", Stage.ISSUED, None),
        ("600.00", "400.01", Stage.SETTLED, "0.01"),
        ("1000.00", "5.00", Stage.SETTLED, "5.00"),
    ],
)
def test_what_was_paid_up_front_settles_the_invoice(
    first: str, second: str, stage: Stage, surplus: str | None
) -> None:
    """ORD-28: prepaid in full, the invoice is settled as it is issued; too much is kept."""
    prepaid = (s.payment(s.sol(first), "OP-1"), s.payment(s.sol(second), "OP-2"))
    story = s.raised(NetDays(30), *prepaid).when(s.issue()).reaches(stage)
    kept = (a.KeepSurplus("OP-2", s.sol(surplus)),) if surplus else ()
    assert kept == s.sent(story, a.KeepSurplus)


def test_a_payment_known_already_is_not_prepaid_a_second_time() -> None:
    """ORD-28: one payment that comes from the bank and with the order is one payment."""
    early = s.went(s.receivable_story(), s.receive(s.sol("300.00")))
    both = c.RaiseInvoice(s.bill(), (s.payment(s.sol("300.00")), s.payment(s.CENT, "OP-2")))
    story = s.went(early, s.to_receivable(both), s.issue())
    assert s.sol("699.99") == debt(story).outstanding


def test_money_for_a_settled_invoice_stays_as_credit() -> None:
    """ORD-28: paid a second time under another id, all of it is credit of the account."""
    story = s.went(s.issued(), s.receive()).when(s.receive(name="OP-2"))
    story.then(e.SurplusReceived("OP-2", s.PHONE_TOTAL)).reaches(Stage.SETTLED)
    story.when(s.receive(name="OP-2")).then()


def test_money_for_a_debt_given_up_stays_as_credit() -> None:
    """ORD-28: a payment after the write-off is kept, and the invoice stays as it is."""
    off = s.went(s.issued(), s.receive(s.CENT), s.to_receivable(c.WriteOff("incobrable")))
    off.reaches(Stage.WRITTEN_OFF)
    story = off.when(s.receive(name="OP-2")).then(e.SurplusReceived("OP-2", s.PHONE_TOTAL))
    story.reaches(Stage.WRITTEN_OFF)
    story = s.went(story, s.reverse("OP-2"), s.reverse("OP-1")).reaches(Stage.WRITTEN_OFF)
    assert {
        "OP-1": Booked(NONE, NONE),
        "OP-2": Booked(NONE, NONE),
    } == story.state.payments


def test_a_debt_that_is_given_up_no_longer_counts() -> None:
    """ORD-28: the account hears that nothing of it is open any more."""
    story = s.went(s.issued(), s.receive(s.sol("400.00")))
    story = story.when(s.to_receivable(c.WriteOff("incobrable")))
    story.then(e.WrittenOff(s.sol("600.00"), "incobrable"))
    story.sends(Tell("credit_account", s.ACCOUNT, a.RecordInvoice(s.ORDER, (), 3)))
    story.when(s.to_receivable(c.WriteOff("otra vez"))).refused("process.wrong-stage")


def test_giving_a_debt_up_leaves_the_service_blocked() -> None:
    """ORD-31, ORD-46: what is given up was not paid, so nothing that happens later unblocks."""
    at = s.after_due(17)
    off = s.blocked().when(s.to_receivable(c.WriteOff("incobrable"), at)).reaches(Stage.WRITTEN_OFF)
    assert () == s.sent(off, UnblockService)
    paid = off.when(s.receive(at=at)).reaches(Stage.WRITTEN_OFF)
    assert ((e.SurplusReceived,), ()) == (s.kinds(paid), s.sent(paid, UnblockService))
    by_payment = s.blocked().when(s.receive(at=at)).reaches(Stage.SETTLED)
    assert 1 == len(s.sent(by_payment, UnblockService))


def test_early_money_in_another_currency_stays_beside_the_invoice() -> None:
    """ORD-28, ORD-47: it is put to nothing, kept to the cent, and no later command loses it."""
    dollars = Money.of("300.00", Currency.USD)
    story = s.went(s.receivable_story(), s.receive(dollars, "OP-7"))
    story = s.went(story, s.to_receivable(c.RaiseInvoice(s.bill())))
    story = story.when(s.issue()).then(e.InvoiceIssued(s.INVOICE)).reaches(Stage.ISSUED)
    story = s.went(story, s.receive()).reaches(Stage.SETTLED)
    assert (s.payment(dollars, "OP-7"),) == story.state.parked
    assert {"OP-1": Booked(s.PHONE_TOTAL, NONE)} == story.state.payments


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
            a.RecordReversal(s.ORDER, "OP-1", s.PHONE_TOTAL, left, 3),
        )
    )
    assert [DUE] == [p.due for p in debt(story).instalments]


def test_the_surplus_of_a_payment_goes_back_with_it() -> None:
    """ORD-28: what had become credit of the account is taken from it again."""
    story = s.went(s.issued(), s.receive(s.sol("1200.00"))).when(s.reverse())
    story.then(
        e.PaymentReversed("OP-1", s.PHONE_TOTAL, "débito rechazado"),
        e.SurplusReversed("OP-1", s.sol("200.00")),
    ).reaches(Stage.ISSUED)
    assert (a.KeepSurplus("OP-1", -s.sol("200.00")),) == s.sent(story, a.KeepSurplus)
    only = s.went(s.issued(), s.receive(), s.receive(name="OP-2")).when(s.reverse("OP-2"))
    only.then(e.SurplusReversed("OP-2", s.PHONE_TOTAL)).reaches(Stage.SETTLED)


def test_a_payment_is_taken_back_once() -> None:
    """ORD-28: unknown or already reversed, there is nothing to take back; its id is used up."""
    story = s.went(s.issued(), s.receive(s.CENT))
    story.when(s.reverse("OP-9")).refused("receivable.no-such-payment")
    story = s.went(story, s.reverse())
    story.when(s.reverse()).refused("receivable.no-such-payment")
    story.when(s.receive(s.CENT)).refused("receivable.payment-differs")
    s.went(story, s.receive(s.CENT, "OP-2"))


def test_nothing_is_taken_back_before_the_invoice() -> None:
    """ORD-28: what only waits for its invoice was not put to anything yet."""
    story = s.raised(NetDays(30), s.payment())
    story.when(s.reverse()).refused("process.wrong-stage").reaches(Stage.DRAFT)


def test_a_reversal_while_blocked_leaves_the_block() -> None:
    """ORD-31: a blocked service stays blocked when a payment is taken back."""
    story = s.went(s.blocked(), s.receive(s.CENT, at=s.after_due(17)))
    s.went(story, s.reverse(at=s.after_due(17))).reaches(Stage.BLOCKED)
    both = (s.receive(s.sol("600.00"), "OP-1"), s.receive(s.sol("500.00"), "OP-2"))
    story = s.went(s.issued(), *both, s.reverse("OP-1"), s.follow_up(s.after_due(16)))
    story = story.reaches(Stage.BLOCKED).when(s.reverse("OP-2", s.after_due(17)))
    story.then(
        e.PaymentReversed("OP-2", s.sol("400.00"), "débito rechazado"),
        e.SurplusReversed("OP-2", s.sol("100.00")),
    ).reaches(Stage.BLOCKED)


OWN = Payment("credit-K-1", s.sol("400.00"), PaymentMethod.ACCOUNT_CREDIT, s.TODAY)


def test_what_the_account_pays_is_not_taken_back() -> None:
    """ORD-28: its own credit pays the invoice for good; no bank ever had that money."""
    story = s.went(s.issued(), s.to_receivable(c.ReceivePayment(OWN)))
    assert s.sol("600.00") == debt(story).outstanding
    story.when(s.reverse(OWN.id)).refused(refusals.NOT_TAKEN_BACK.code)
    assert s.sol("600.00") == debt(story).outstanding


@pytest.mark.parametrize(
    ("name", "method"),
    [("OP-1", PaymentMethod.ACCOUNT_CREDIT), ("credit-K-1", PaymentMethod.STORE)],
)
def test_no_other_payment_is_taken_for_the_accounts_own(name: str, method: PaymentMethod) -> None:
    """ORD-28: the method without the id, and the id without the method, are refused."""
    given = s.to_receivable(c.ReceivePayment(Payment(name, s.CENT, method, s.TODAY)))
    s.issued().when(given).refused(refusals.ACCOUNTS_OWN.code)
