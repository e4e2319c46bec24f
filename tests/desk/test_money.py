"""Money at the desk: in once, never stuck, and back from wherever it went (TRU-15, COL-01)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from order_to_cash.desk.answers import Accepted, Refused
from order_to_cash.domain.core import Money, Role
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import Notice, RefundPayment, Target
from order_to_cash.operators.peru import sol
from order_to_cash.ports.billing import Refused as NotDone
from order_to_cash.testing.invariants import Books, invariants
from tests.desk.small_operator import Office

ACCOUNT = Target("credit_account", "A-0")
CREDIT = Role.CREDIT_AND_COLLECTIONS


@pytest.fixture
def office() -> Iterator[Office]:
    """Two orders of one account delivered, 118.00 each; every law holds in the end."""
    made = Office()
    for case in ("O-1", "O-2"):
        made.place(case)
        made.deliver_line(case)
    yield made
    books = Books.of(made.billing, made.fulfilment, made.notification)
    invariants(made.desk, books, at_rest=True)


def take_back(office: Office, payment: str) -> None:
    """The bank takes a payment back."""
    office.give(payment, Role.BILLING, p.TakeBack("no funds"), process="payment")


def on_the_account(office: Office, command: a.Command) -> object:
    """Credit & Collections gives the account a command."""
    return office.give("A-0", CREDIT, command, process="credit_account")


def told(office: Office) -> list[Notice]:
    """What people were told about money."""
    ours = (
        Notice.PAYMENT_UNPLACED,
        Notice.PAYMENT_OWED,
        Notice.PAYMENT_GIVEN_BACK,
        Notice.ACCOUNT_IN_DEBT,
    )
    return [n.notice for n in office.notification.sent().values() if n.notice in ours]


def test_one_reference_is_one_payment_wherever_it_is_reported(office: Office) -> None:
    """TRU-15: for an order and for an invoice, for one order and for another: once."""
    office.receive("P-1", "62.50", Target("order", "O-1"))
    for towards in (Target("receivable", "order/O-1"), Target("order", "O-2")):
        assert isinstance(office.receive("P-1", "305.81", towards), Refused)
    assert isinstance(office.receive("P-1", "62.50", Target("order", "O-1")), Accepted)
    assert [sol("62.50")] == [receipt.amount for receipt in office.billing.receipts().values()]
    assert sol("55.50") == office.receivable("O-1").owed.outstanding


def test_money_for_nothing_is_told_and_placed(office: Office) -> None:
    """TRU-15: for an order that does not exist it waits, is told, tried again and placed."""
    office.receive("P-1", "118.00", Target("order", "O-9"))
    assert [Notice.PAYMENT_UNPLACED] == told(office)
    office.pass_time(timedelta(days=1))
    assert [Notice.PAYMENT_UNPLACED] * 2 == told(office)
    placed = p.PlacePayment(Target("receivable", "order/O-2"))
    office.give("P-1", CREDIT, placed, process="payment")
    assert "settled" == office.receivable("O-2").stage.value


def test_money_of_an_order_that_ends_goes_back(office: Office) -> None:
    """TRU-15: before the end and after it, to the last cent, and the customer is told."""
    office.place("O-3", payment="up-front")
    office.receive("P-1", "50.00", Target("order", "O-3"))
    office.give("O-3", Role.DISTRIBUTOR, o.CancelOrder("x"), actor="D-0")
    office.receive("P-2", "68.00", Target("order", "O-3"))
    refunds = {r.payment: r.amount for r in office.billing.refunds().values()}
    assert {"P-1": sol("50.00"), "P-2": sol("68.00")} == refunds
    assert [Notice.PAYMENT_GIVEN_BACK] * 2 == told(office)


def test_one_payment_that_settled_two_invoices_is_owed_on_both(office: Office) -> None:
    """COL-01: with their old due days, though half of it came out of the account's credit."""
    before = {case: office.receivable(case).owed.instalments for case in ("O-1", "O-2")}
    office.pay("O-1", "236.00")
    on_the_account(office, a.UseSurplus("O-2", sol("118.00")))
    assert {"settled"} == {office.receivable(case).stage.value for case in before}
    take_back(office, "P-1")
    assert before == {case: office.receivable(case).owed.instalments for case in before}
    assert {"issued"} == {office.receivable(case).stage.value for case in before}
    assert office.account().exposure.unallocated.is_zero


def test_what_was_refunded_and_taken_back_is_a_debt_until_it_is_paid(office: Office) -> None:
    """COL-01: 670 overpaid, refunded, charged back: followed, no closing, settled by money."""
    office.pay("O-1", "788.00")
    on_the_account(office, a.RefundSurplus(sol("670.00"), "asked for"))
    take_back(office, "P-1")
    account = office.account()
    assert (sol("670.00"), sol("118.00")) == (
        account.indebted,
        office.receivable("O-1").owed.outstanding,
    )
    assert isinstance(on_the_account(office, a.CloseAccount("x")), Refused)
    office.pass_time(timedelta(days=7))
    assert [Notice.PAYMENT_GIVEN_BACK, *[Notice.ACCOUNT_IN_DEBT] * 2][-2:] == told(office)[-2:]
    office.receive("P-2", "670.00", ACCOUNT)
    assert office.account().indebted.is_zero
    assert isinstance(on_the_account(office, a.CloseAccount("x")), Accepted)


def in_the_ledger(office: Office, payment: str) -> tuple[Money, Money]:
    """What the ledger says that came in of a payment and stayed, and what its case says."""
    ledger, nothing = office.billing, sol("0.00")
    came = [r.amount for r in ledger.receipts().values() if r.payment == payment]
    went = [
        each.amount
        for book in (ledger.refunds(), ledger.charge_backs())
        for each in book.values()
        if each.payment == payment
    ]
    stayed = sum(came, nothing) - sum(went, nothing)
    return stayed, office.desk.state("payment", payment).money.collected


def test_case_and_ledger_agree_after_every_step(office: Office) -> None:
    """COL-01: received, partly refunded, charged back: what came in less what is gone again."""
    office.pay("O-1", "236.00")
    assert (sol("236.00"), sol("236.00")) == in_the_ledger(office, "P-1")
    on_the_account(office, a.RefundSurplus(sol("18.00"), "asked for"))
    assert (sol("218.00"), sol("218.00")) == in_the_ledger(office, "P-1")
    on_the_account(office, a.UseSurplus("O-2", sol("50.00")))
    assert (sol("218.00"), sol("218.00")) == in_the_ledger(office, "P-1")
    take_back(office, "P-1")
    assert (sol("-18.00"), sol("-18.00")) == in_the_ledger(office, "P-1")
    refund = RefundPayment("A-0", sol("0.01"), "x", "P-1")
    assert isinstance(office.billing.refund("stray", refund), NotDone)
    assert ["no funds"] == [back.reason for back in office.billing.charge_backs().values()]


def test_refunds_never_exceed_what_came_in(office: Office) -> None:
    """TRU-15: nobody gives back 120,000 that never came in."""
    refused = on_the_account(office, a.RefundSurplus(sol("120000.00"), "x"))
    assert isinstance(refused, Refused)
    assert {} == office.billing.refunds()


def test_a_paid_invoice_that_was_wrong_frees_its_payment(office: Office) -> None:
    """COL-03: disputed, credited, kept as credit of the account, and refunded by its payment."""
    office.pay("O-1", "118.00")
    for command in (r.OpenDispute("x", sol("18.00")), r.ResolveDispute(sol("18.00"), "x")):
        office.give("order/O-1", CREDIT, command, process="receivable")
    on_the_account(office, a.RefundSurplus(sol("18.00"), "asked for"))
    assert ["P-1"] == [refund.payment for refund in office.billing.refunds().values()]


def test_a_recovery_after_a_write_off_is_paid_and_unblocked(office: Office) -> None:
    """COL-02: given up, paid after all, the service is reconnected."""
    office.pass_time(timedelta(days=60))
    office.give("order/O-1", CREDIT, r.WriteOff("x"), process="receivable")
    office.pay("O-1", "118.00")
    bill = office.receivable("O-1")
    assert ("settled", False) == (bill.stage.value, bill.blocked)


def history(office: Office) -> tuple[int, Money, int]:
    """How many payments the account knows, what is paid in all, and how many were taken back."""
    known = office.account().history
    return known.payments, known.paid, known.reversed


def test_credit_that_is_put_to_use_is_no_payment(office: Office) -> None:
    """COL-01: a payment that settles two invoices, one of them as credit, is one, and once back."""
    office.pay("O-1", "236.00")
    assert (1, sol("118.00"), 0) == history(office)
    on_the_account(office, a.UseSurplus("O-2", sol("118.00")))
    assert (1, sol("236.00"), 0) == history(office)
    take_back(office, "P-1")
    assert (1, sol("0.00"), 1) == history(office)


def test_what_is_credited_after_it_was_paid_is_not_collected(office: Office) -> None:
    """COL-01: it is credit of the party, and collected again where that pays another invoice."""
    office.pay("O-1", "118.00")
    for command in (r.OpenDispute("x", sol("18.00")), r.ResolveDispute(sol("18.00"), "x")):
        office.give("order/O-1", CREDIT, command, process="receivable")
    assert (1, sol("100.00"), 0) == history(office)
    on_the_account(office, a.UseSurplus("O-2", sol("18.00")))
    assert (1, sol("118.00"), 0) == history(office)


def test_a_payment_that_came_as_credit_and_as_money_counts_once(office: Office) -> None:
    """COL-01: taken back, it is the party's payment for the invoice that it was made for."""
    office.pay("O-1", "218.00")
    on_the_account(office, a.UseSurplus("O-2", sol("100.00")))
    office.pay("O-2", "18.00", payment="P-2")
    office.pass_time(timedelta(days=60))
    take_back(office, "P-2")
    assert (2, sol("218.00"), 1) == history(office)
    take_back(office, "P-1")
    assert (2, sol("0.00"), 2) == history(office)
    assert (0, 0) == (office.account().history.late, len(office.receivable("O-2").by_credit))
