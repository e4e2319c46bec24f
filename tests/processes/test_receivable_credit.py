"""A wrong charge is credited: what is unpaid need not be paid, what was paid is the party's."""

from datetime import datetime

import pytest

from order_to_cash.domain.core import Currency, Envelope, Money, Term, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.receivable import Stage
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade import CreditedLine, Instalments, IssueCreditNote, UnblockService
from order_to_cash.domain.trade import billing as st
from tests.processes import samples as s


def credit(amount: str, at: datetime = s.NOON) -> Envelope[c.Command]:
    """Billing credits so much of the thousand."""
    return s.to_receivable(c.CreditInvoice(s.sol(amount), "wrong charge"), at)


def credited(amount: str, tax: str, freed: str | None = None) -> e.InvoiceCredited:
    """The first note on the one line of the invoice, with the tax in it."""
    paid = None if freed is None else s.sol(freed)
    lines = (s.on_line(amount, tax),)
    return e.InvoiceCredited(s.sol(amount), "wrong charge", paid, lines, "1")


def standing(story: s.ReceivableStory) -> tuple[str, str, str]:
    """What is paid, credited and outstanding."""
    debt = story.state.owed
    return debt.paid.amount, debt.credited.amount, debt.outstanding.amount


@pytest.mark.parametrize(
    ("amount", "tax", "stage", "left"),
    [
        ("0.01", "0.00", Stage.ISSUED, "999.99"),
        ("500.00", "76.27", Stage.ISSUED, "500.00"),
        ("999.99", "152.54", Stage.ISSUED, "0.01"),
    ],
)
def test_what_is_unpaid_need_not_be_paid(amount: str, tax: str, stage: Stage, left: str) -> None:
    """FIX-27, PRI-06: the credit note goes out once, with the tax in it; the rest is owed alone."""
    story = s.issued().when(credit(amount)).reaches(stage)
    assert ("0.00", amount, left) == standing(story)
    lines = (s.on_line(amount, tax),)
    note = IssueCreditNote(s.INVOICE, s.sol(amount), "wrong charge", s.sol(tax), lines, "1")
    assert (note,) == s.sent(story, IssueCreditNote)
    (told,) = s.sent(story, a.RecordInvoice)
    assert s.sol(left) == Money.sum_of((p.outstanding for p in told.instalments), Currency.PEN)


def test_a_credit_of_all_settles_the_invoice() -> None:
    """FIX-27: nothing is owed any more, and nothing was paid."""
    story = s.issued().when(credit("1000.00")).reaches(Stage.SETTLED)
    story.then(credited("1000.00", "152.54"), e.InvoiceSettled())
    assert () == s.sent(story, st.PassOn)


@pytest.mark.parametrize(("amount", "freed"), [("400.00", None), ("400.01", "0.01")])
def test_what_was_paid_of_it_is_kept_for_the_party(amount: str, freed: str | None) -> None:
    """FIX-27: with 600.00 of 1,000.00 paid, one cent above the rest is the party's credit."""
    story = s.went(s.issued(), s.receive(s.sol("600.00"))).when(credit(amount))
    paid = "600.00" if freed is None else "599.99"
    assert (paid, amount, "0.00") == standing(story.reaches(Stage.SETTLED))
    passed = [told.amount for told in s.sent(story, st.PassOn)]
    assert passed == ([] if freed is None else [s.sol(freed)])
    story.then(
        *(() if freed is None else (e.PaymentFreed("OP-1", s.sol(freed)),)),
        credited(amount, "61.02", freed),
        e.InvoiceSettled(),
    )


def test_the_latest_payments_are_freed_first() -> None:
    """FIX-27: a settled invoice stays settled, and each payment knows what is left of it."""
    paid = s.went(s.issued(), s.receive(s.sol("700.00")), s.receive(s.sol("300.00"), "OP-2"))
    story = paid.reaches(Stage.SETTLED).when(credit("400.00")).reaches(Stage.SETTLED)
    story.then(
        e.PaymentFreed("OP-2", s.sol("300.00")),
        e.PaymentFreed("OP-1", s.sol("100.00")),
        credited("400.00", "61.02", "400.00"),
    )
    assert {"OP-1": s.sol("600.00")} == story.state.payments
    assert ("600.00", "400.00", "0.00") == standing(story)


def test_a_payment_that_is_taken_back_afterwards_takes_its_credit_along() -> None:
    """FIX-27: what it still pays is owed again, what was freed of it is no credit any more."""
    paid = s.went(s.issued(), s.receive(s.sol("1000.00")), credit("400.00"))
    story = paid.when(s.reverse("OP-1")).reaches(Stage.ISSUED)
    assert ("0.00", "400.00", "600.00") == standing(story)
    (told,) = s.sent(story, st.NoteRecalled)
    assert s.sol("600.00") == told.amount


def test_a_block_ends_with_the_credit() -> None:
    """FIX-27: who was blocked for a wrong charge is reconnected by its credit."""
    story = s.blocked().when(credit("1000.00", s.after_due(17))).reaches(Stage.SETTLED)
    assert 1 == len(s.sent(story, UnblockService))


def test_arrears_end_with_the_credit() -> None:
    """FIX-27: dunning begins anew once nothing is past due, also where a payment is freed."""
    terms = Instalments(2, Term(months=1))
    late = s.went(s.issued(terms), s.receive(s.sol("400.00")), s.follow_up(s.after_due(3)))
    story = late.when(credit("100.00", s.after_due(4))).reaches(Stage.ISSUED)
    story.then(credited("100.00", "15.25"), e.ArrearsCleared())


def test_a_credit_above_a_part_payment_ends_a_block() -> None:
    """FIX-27: blocked with 600.00 paid, a cent too much is freed, and the block is lifted."""
    paid = s.went(s.issued(), s.receive(s.sol("600.00")), *s.looks(s.after_due(16)))
    story = paid.reaches(Stage.BLOCKED).when(credit("400.01", s.after_due(17)))
    story.reaches(Stage.SETTLED).then(
        e.PaymentFreed("OP-1", s.CENT),
        credited("400.01", "61.02", "0.01"),
        e.ServiceUnblocked(),
        e.InvoiceSettled(),
    )


def test_what_is_past_due_besides_keeps_the_block() -> None:
    """FIX-27: a credit of part of what is owed leaves the service as it is."""
    story = s.blocked().when(credit("1.00", s.after_due(17))).reaches(Stage.BLOCKED)
    story.then(credited("1.00", "0.15"))


@pytest.mark.parametrize("amount", ["-0.01", "0.00", "1000.01"])
def test_no_more_than_the_invoice_is_credited(amount: str) -> None:
    """FIX-27: nothing, less than nothing, and a cent more than all are refused."""
    s.issued().when(credit(amount)).refused("receivable.credit-too-large")


def test_what_was_credited_before_counts() -> None:
    """FIX-27: after 600.00 there are 400.00 left to credit, paid or not."""
    once = s.went(s.issued(), s.receive(s.sol("1000.00")), credit("600.00"))
    once.when(credit("400.01")).refused("receivable.credit-too-large")
    assert ("0.00", "1000.00", "0.00") == standing(s.went(once, credit("400.00")))


def test_another_currency_is_refused() -> None:
    """FIX-27: nothing is converted."""
    foreign = c.CreditInvoice(Money.of("1.00", Currency.USD), "x")
    s.issued().when(s.to_receivable(foreign)).refused("receivable.currency")


def dispute(amount: str | None = None, at: datetime = s.NOON) -> Envelope[c.Command]:
    """The party disputes the invoice, or so much of it."""
    return s.to_receivable(c.OpenDispute("x", None if amount is None else s.sol(amount)), at)


def resolve(credited: str, at: datetime = s.NOON) -> Envelope[c.Command]:
    """The dispute ends with a credit."""
    return s.to_receivable(c.ResolveDispute(s.sol(credited), "revisado"), at)


def test_what_was_written_off_is_credited_too() -> None:
    """COL-02: the credit takes the place of what was given up; what was paid of it is freed."""
    off = s.went(s.issued(), s.receive(s.sol("700.00")), s.to_receivable(c.WriteOff("x")))
    part = s.went(off, credit("100.00")).reaches(Stage.WRITTEN_OFF)
    assert ("700.00", "100.00", "0.00") == standing(part)
    story = off.when(credit("400.00")).reaches(Stage.SETTLED)
    assert (e.PaymentFreed, e.InvoiceCredited, e.InvoiceSettled) == s.kinds(story)
    disputed = s.went(off, dispute()).when(resolve("400.00")).reaches(Stage.SETTLED)
    assert e.PaymentFreed in s.kinds(disputed)
    at = s.after_due(17)
    for steps in ((credit("1000.00", at),), (dispute(at=at), resolve("1000.00", at))):
        blocked = s.went(s.blocked(), s.to_receivable(c.WriteOff("x"), at), *steps)
        assert 1 == len(s.sent(blocked.reaches(Stage.SETTLED), UnblockService))


def test_a_paid_invoice_is_disputed_and_what_was_paid_is_freed() -> None:
    """COL-03: resolving credits as any credit does."""
    paid = s.went(s.issued(), s.receive(), dispute("250.00")).reaches(Stage.SETTLED)
    story = paid.when(resolve("250.00")).reaches(Stage.SETTLED)
    (freed,) = s.sent(story, st.PassOn)
    assert s.sol("250.00") == freed.amount
    assert ("750.00", "250.00", "0.00") == standing(story)
    s.went(paid, s.to_receivable(c.ResolveDispute(None, "x"))).reaches(Stage.SETTLED)
    at = s.after_due(17)
    for stage in (s.issued(), s.blocked()):
        part = s.went(stage, s.receive(s.sol("600.00"), at=at), dispute(at=at))
        part = part.reaches(stage.state.stage).when(resolve("500.00", at))
        assert e.PaymentFreed in s.kinds(part)
        assert ("500.00", "500.00", "0.00") == standing(part)


@pytest.mark.parametrize("amount", ["0.00", "-0.01", "1000.01"])
def test_what_was_not_invoiced_is_not_disputed(amount: str) -> None:
    """COL-03: at most what was invoiced, and one dispute at a time."""
    s.issued().when(dispute(amount)).refused("receivable.credit-too-large")
    once = s.went(s.issued(), dispute("1000.00"))
    once.when(dispute("1.00")).refused("receivable.disputed-already")


def test_the_account_hears_what_is_disputed() -> None:
    """COL-03: when the dispute opens, and when it ends."""
    opened = s.issued().when(dispute("250.00"))
    (told,) = s.sent(opened, a.RecordInvoice)
    assert s.sol("250.00") == told.disputed
    (after,) = s.sent(opened.when(s.to_receivable(c.ResolveDispute(None, "x"))), a.RecordInvoice)
    assert after.disputed is None


def test_dunning_goes_on_with_what_is_not_disputed() -> None:
    """COL-03: 960.01 of 1,000.00 disputed leave 39.99, less than the block asks for."""
    alerts, block = s.looks(s.after_due(16))
    story = s.went(s.issued(), dispute("960.01")).when(alerts)
    assert (e.CollectionAlertRaised, e.CollectionAlertRaised) == s.kinds(story)
    s.went(s.issued(), dispute("960.01"), alerts).when(block).then().reaches(Stage.ISSUED)
    blocked = s.went(s.issued(), dispute("950.00"), *s.looks(s.after_due(16)))
    blocked.reaches(Stage.BLOCKED)


@pytest.mark.parametrize(
    "command",
    [
        c.WriteOff("incobrable"),
        c.PromiseToPay(s.TODAY + 5 * s.DAY),
        c.ResolveDispute(s.sol("10.00"), "tiene razón"),
    ],
)
def test_whoever_owes_decides_nothing_about_the_debt(command: c.Command) -> None:
    """TRU-16: the party of the invoice is refused as Credit & Collections, however spelt."""
    story = s.went(s.issued(), s.to_receivable(c.OpenDispute("no es mío", s.sol("10.00"))))
    for name in (s.DISTRIBUTOR, s.DISTRIBUTOR.lower()):
        story.when(s.to_receivable(command, actor=name)).refused("receivable.own-debt")
    s.went(story, s.to_receivable(command))


@pytest.mark.parametrize(
    ("line", "amount", "code"),
    [
        (1, s.CENT, "receivable.lines-disagree"),
        (1, -s.CENT, "receivable.line-too-large"),
        (1, s.CENT - s.CENT, "receivable.line-too-large"),
        (2, s.CENT, "receivable.line-too-large"),
        (1, Money.of("0.01", Currency.USD), "receivable.currency"),
    ],
)
def test_a_dispute_that_ends_with_nothing_credits_no_line(
    line: int, amount: Money, code: str
) -> None:
    """TRU-09: lines without the amount that they come to are refused and not passed over."""
    opened = s.went(s.issued(), s.to_receivable(c.OpenDispute("no es mío")))
    given = c.ResolveDispute(None, "revisado", (CreditedLine(line, amount),))
    opened.when(s.to_receivable(given)).refused(code)


def test_lines_that_do_not_fit_any_more_are_no_reason_to_refuse() -> None:
    """FUL-02, PRI-06: what came back is credited all the same, of what is left of all lines."""
    back = c.CreditInvoice(s.CENT, "came back", True, (CreditedLine(9, s.CENT),))
    story = s.went(s.issued(), s.to_receivable(back))
    assert s.CENT == story.state.owed.credited
    s.issued().when(s.to_receivable(changed(back, up_to=False))).refused(
        "receivable.line-too-large"
    )
