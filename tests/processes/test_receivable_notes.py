"""Credit and debit notes of a receivable: their lines, their numbers, and back again (PRI-06)."""

from fractions import Fraction
from typing import Any, Final

import pytest

from order_to_cash.audit.states import state_problems
from order_to_cash.domain.core import Currency, Dated, Language, Money, Timeline, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.receivable import LateInterest, LatePolicy, Stage
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade import (
    BillLine,
    CreditedLine,
    IssueCreditNote,
    UnitPrice,
)
from order_to_cash.operators.peru import RECEIVABLES
from order_to_cash.ports import AlreadyIssued, Issued
from order_to_cash.stories.telling import sentence
from order_to_cash.testing import Story
from tests.processes import samples as s

EN = Language.EN
NUMBER = "FC01-00000007"


def two_lines() -> s.ReceivableStory:
    """An invoice of 590.00 and 236.00, tax included, that was issued."""
    lines = (
        BillLine(s.PHONE, 1, UnitPrice.of("500.00", Currency.PEN)),
        BillLine(s.ROUTER, 1, UnitPrice.of("200.00", Currency.PEN)),
    )
    raised = s.went(
        s.receivable_story(), s.to_receivable(c.RaiseInvoice(s.bill(s.THIRTY_DAYS, *lines)))
    )
    return s.went(raised, s.issue())


def credit(amount: str, *lines: tuple[int, str]) -> Any:
    """So much is credited, of those lines or of all."""
    of = tuple(CreditedLine(number, s.sol(part)) for number, part in lines)
    return s.to_receivable(c.CreditInvoice(s.sol(amount), "returned", lines=of))


def confirm(note: str = "1", number: str = NUMBER) -> Any:
    """Billing issued the note of that name."""
    return s.to_receivable(c.ConfirmNote(note, number))


def take_back(number: str = NUMBER) -> Any:
    """The note was wrong."""
    return s.to_receivable(c.TakeBackCredit(number, "not returned"))


def open_(story: s.ReceivableStory) -> str:
    """What is open; nothing is wrong with the state."""
    assert [] == list(state_problems(story.state))
    return story.state.owed.outstanding.amount


def test_a_note_says_lines_net_and_tax() -> None:
    """PRI-06: 23.60 off the second line: net 20.00, tax 3.60, of its invoice, for its reason."""
    story = two_lines().when(credit("23.60", (2, "23.60")))
    note = IssueCreditNote(
        *(s.INVOICE, s.sol("23.60"), "returned", s.sol("3.60")),
        (s.on_line("23.60", "3.60", 2),),
        "1",
    )
    assert (note,) == s.sent(story, IssueCreditNote)
    assert "802.40" == open_(story)


def test_an_amount_alone_is_of_all_lines() -> None:
    """PRI-06: of 826.00, 82.60 are 59.00 of the first line and 23.60 of the second."""
    story = two_lines().when(credit("82.60"))
    (note,) = s.sent(story, IssueCreditNote)
    assert (s.on_line("59.00", "9.00"), s.on_line("23.60", "3.60", 2)) == note.lines
    assert s.sol("12.60") == note.tax


@pytest.mark.parametrize(
    ("amount", "lines", "code"),
    [
        ("236.00", ((2, "236.00"),), ""),
        ("236.01", ((2, "236.01"),), "receivable.line-too-large"),
        ("10.00", ((3, "10.00"),), "receivable.line-too-large"),
        ("10.00", ((0, "10.00"),), "receivable.line-too-large"),
        ("0.01", ((2, "0.00"), (1, "0.01")), "receivable.line-too-large"),
        ("236.01", ((2, "236.00"), (2, "0.01")), "receivable.line-too-large"),
        ("10.00", ((2, "10.01"),), "receivable.lines-disagree"),
        ("826.01", ((1, "590.00"), (2, "236.00")), "receivable.credit-too-large"),
    ],
)
def test_no_line_is_credited_beyond_what_is_left(
    amount: str, lines: tuple[tuple[int, str], ...], code: str
) -> None:
    """PRI-06: each line to its last cent, whatever is left of the others."""
    story = two_lines().when(credit(amount, *lines))
    if code:
        story.refused(code)
    else:
        assert "590.00" == open_(story)
        story.when(credit("0.01", (2, "0.01"))).refused("receivable.line-too-large")


def test_lines_in_another_currency_are_refused() -> None:
    """PRI-06: no rate is assumed for a line."""
    dollars = CreditedLine(1, Money.of("10.00", Currency.USD))
    given = c.CreditInvoice(s.sol("10.00"), "x", lines=(dollars,))
    two_lines().when(s.to_receivable(given)).refused("receivable.currency")


def test_a_dispute_ends_with_a_note_on_its_lines() -> None:
    """PRI-06, COL-03: what the party was right about is credited of the line it was about."""
    story = s.went(two_lines(), s.to_receivable(c.OpenDispute("broken")))
    of = (CreditedLine(1, s.sol("118.00")),)
    story = story.when(s.to_receivable(c.ResolveDispute(s.sol("118.00"), "broken", of)))
    (note,) = s.sent(story, IssueCreditNote)
    assert (s.on_line("118.00", "18.00"),) == note.lines


def test_a_note_gets_the_number_that_billing_gave_it() -> None:
    """PRI-06: the answer of billing names it, also where it had been issued before."""
    story = two_lines().when(credit("23.60"))
    (note,) = s.sent(story, IssueCreditNote)
    for answer in (Issued(NUMBER), AlreadyIssued(NUMBER)):
        assert c.ConfirmNote("1", NUMBER) == note.answered(answer)
    after = story.when(confirm()).then(e.NoteIssued("1", NUMBER))
    assert [NUMBER] == [one.number for one in after.state.notes]


def test_a_debit_note_takes_a_credit_note_back() -> None:
    """PRI-06: the same lines are owed again with their old due day, and can be credited anew."""
    before = s.went(two_lines(), credit("236.00", (2, "236.00")), confirm())
    story = before.when(take_back()).reaches(Stage.ISSUED)
    assert "826.00" == open_(story)
    (note,) = s.sent(story, IssueCreditNote)
    assert (True, "2", s.sol("36.00")) == (note.debit, note.note, note.tax)
    assert (s.on_line("236.00", "36.00", 2),) == note.lines
    (told,) = s.sent(story, a.RecordInvoice)
    assert [s.TODAY + 30 * s.DAY] == [part.due for part in told.instalments]
    again = s.went(story, credit("236.00", (2, "236.00")))
    assert "590.00" == open_(again)


def test_a_settled_invoice_is_owed_again() -> None:
    """PRI-06: what was paid of it stays with the account, and the invoice waits for money."""
    paid = s.went(two_lines(), s.receive(s.sol("826.00")), credit("100.00"), confirm())
    story = paid.reaches(Stage.SETTLED).when(take_back()).reaches(Stage.ISSUED)
    assert "100.00" == open_(story)
    s.went(story, s.receive(s.sol("100.00"), "OP-2")).reaches(Stage.SETTLED)


def test_only_a_note_that_stands_is_taken_back() -> None:
    """PRI-06: once, by its number; the debit note itself is none."""
    noted = s.went(two_lines(), credit("10.00"))
    noted.when(take_back("1")).refused("receivable.no-such-note")
    story = s.went(noted, confirm(), take_back(), confirm("2", "FD01-00000001"))
    for number in (NUMBER, "FD01-00000001", "FC01-00000008"):
        story.when(take_back(number)).refused("receivable.no-such-note")


def in_stage(stage: Stage) -> s.ReceivableStory:
    """An invoice with a note on it that has no number yet, wherever it stands."""
    late, off = s.after_due(17), s.to_receivable(c.WriteOff("x"), s.after_due(18))
    noted = credit("10.00")
    match stage:
        case Stage.ISSUED:
            return s.went(two_lines(), noted)
        case Stage.SETTLED:
            return s.went(two_lines(), noted, s.receive(s.sol("816.00")))
        case Stage.BLOCKED:
            return s.went(two_lines(), noted, *s.looks(late))
        case _:
            return s.went(two_lines(), noted, off)


@pytest.mark.parametrize("stage", [Stage.ISSUED, Stage.BLOCKED, Stage.SETTLED, Stage.WRITTEN_OFF])
def test_a_number_comes_whatever_became_of_the_invoice(stage: Stage) -> None:
    """PRI-06: it changes nothing else, and is known from then on."""
    story = in_stage(stage).reaches(stage)
    after = story.when(confirm()).then(e.NoteIssued("1", NUMBER)).reaches(stage)
    assert [NUMBER] == [note.number for note in after.state.notes]


@pytest.mark.parametrize(
    ("stage", "left"),
    [(Stage.ISSUED, "826.00"), (Stage.BLOCKED, "826.00"), (Stage.SETTLED, "10.00")],
)
def test_a_credit_is_taken_back_while_the_invoice_counts(stage: Stage, left: str) -> None:
    """PRI-06: a block stays, and what was settled is open; what was given up is not touched."""
    story = s.went(in_stage(stage), confirm()).when(take_back())
    story.reaches(Stage.BLOCKED if stage is Stage.BLOCKED else Stage.ISSUED)
    assert left == open_(story)


def test_of_what_was_given_up_no_credit_is_taken_back() -> None:
    """PRI-06: nobody is owed more after it was written off."""
    given_up = s.went(in_stage(Stage.WRITTEN_OFF), confirm())
    given_up.when(take_back()).refused("process.wrong-stage")


def test_the_lines_of_a_note_are_told() -> None:
    """PRI-06: whoever explains the invoice reads what was taken off which line, and why."""
    credited = two_lines().when(credit("23.60", (2, "23.60")))
    back = s.went(credited, confirm()).when(take_back())
    line = "line 2: 20.00 PEN and 3.60 PEN of tax"
    told = [sentence("receivable", s.moved(one).events[0], EN) for one in (credited, back)]
    assert [
        f"23.60 PEN of the invoice need not be paid: returned; note 1: {line}",
        f"credit note 1 is taken back, 23.60 PEN are owed again: not returned; note 2: {line}",
    ] == told


DEAR: Final = changed(
    RECEIVABLES,
    late=LatePolicy(
        LateInterest(Timeline("late", (Dated(s.TODAY, Fraction(36, 100), s.CLAUSE),)), 360)
    ),
)


@pytest.mark.parametrize(
    ("stage", "interest"),
    [(Stage.ISSUED, "13.00"), (Stage.BLOCKED, "13.00"), (Stage.SETTLED, "0.00")],
)
def test_no_interest_is_charged_for_days_on_which_it_was_credited(
    stage: Stage, interest: str
) -> None:
    """PRI-06, COL-06: 36 % a year on 650.00 for 20 days are 13.00; on 1000.00 they were 20.00."""
    story: s.ReceivableStory = Story(DEAR)
    story = s.went(story, s.to_receivable(c.RaiseInvoice(s.bill())), s.issue())
    story = s.went(story, credit("350.00"), confirm())
    if stage is Stage.SETTLED:
        story = s.went(story, s.receive(s.sol("650.00")))
    if stage is Stage.BLOCKED:
        story = s.went(story, *s.looks(s.after_due(16)))
    back = changed(take_back(), at=s.after_due(20))
    story = s.went(story.reaches(stage), back)
    late = story.state.charges
    assert (s.sol(interest), s.after_due(20).date()) == (late.interest.amount, late.reckoned)
    story.reaches(Stage.BLOCKED if stage is Stage.BLOCKED else Stage.ISSUED)
