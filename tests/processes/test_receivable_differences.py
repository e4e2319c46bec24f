"""Small differences of a payment settle the debt, under a name of their own (PRI-08)."""

from typing import Any, Final

import pytest

from order_to_cash.audit.states import state_problems
from order_to_cash.cli.amounts import Figure, figures_of
from order_to_cash.domain.core import BrokenDefinition, Clause, Currency, Money, Term, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.receivable import DifferenceTolerance, Stage
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade import BillLine, Instalments, NetDays, PaymentMethod, UnitPrice
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import RECEIVABLES
from order_to_cash.testing import Story
from tests.processes import samples as s

CASH: Final = Clause("Manual de caja", "3")
STORE: Final = PaymentMethod.STORE
ROUNDED: Final = changed(
    RECEIVABLES,
    differences=(DifferenceTolerance(STORE, s.sol("0.05"), s.sol("0.04"), CASH),),
)
TWO: Final = Instalments(2, Term(months=1))


def owing(amount: str, terms: Any = s.THIRTY_DAYS) -> s.ReceivableStory:
    """An invoice over that amount, of an operator that takes such differences in its stores."""
    line = BillLine(s.PHONE, 1, UnitPrice.of(amount, Currency.PEN, with_tax=True))
    story: s.ReceivableStory = Story(ROUNDED)
    return s.went(story, s.to_receivable(c.RaiseInvoice(s.bill(terms, line))), s.issue())


def paid(amount: str, name: str = "OP-1", method: PaymentMethod = STORE) -> Any:
    """So much comes in, over the counter unless another way is named."""
    payment = changed(s.payment(s.sol(amount), name), method=method)
    return s.to_receivable(st.TakePayment(payment))


def credit(amount: str) -> Any:
    """Billing credits so much."""
    return s.to_receivable(c.CreditInvoice(s.sol(amount), "x"))


def standing(story: s.ReceivableStory) -> tuple[str, str, str]:
    """What is paid, settled as a difference, and open; nothing is wrong with the state."""
    assert [] == list(state_problems(story.state))
    debt = story.state.owed
    return debt.paid.amount, debt.settled.amount, debt.outstanding.amount


def test_thirteen_over_the_counter_settle_thirteen_and_a_cent() -> None:
    """PRI-08: of 13.01 nothing is owed, and 0.01 stands under its own name, with its text."""
    story = owing("13.01").when(paid("13.00")).reaches(Stage.SETTLED)
    took, difference, settled = s.moved(story).events
    assert isinstance(took, e.PaymentAllocated)
    assert s.sol("13.00") == took.allocated
    assert e.DifferenceSettled("OP-1", s.CENT, CASH) == difference
    assert e.InvoiceSettled() == settled
    assert ("13.00", "0.01", "0.00") == standing(story)
    told = s.sent(story, a.RecordInvoice)
    assert [True] == [part.outstanding.is_zero for part in told[-1].instalments]
    figures = dict(figures_of(ROUNDED, story.state, s.TODAY))
    assert s.sol("13.01") == figures[Figure.INVOICED]
    assert (s.sol("13.00"), s.CENT) == (figures[Figure.COLLECTED], figures[Figure.SETTLED])


@pytest.mark.parametrize(
    ("method", "amount", "left"),
    [
        (PaymentMethod.ONLINE, "13.00", "0.01"),
        (PaymentMethod.DIRECT_DEBIT, "13.00", "0.01"),
        (PaymentMethod.ACCOUNT_CREDIT, "13.00", "0.01"),
        (STORE, "12.96", "0.00"),
        (STORE, "12.95", "0.06"),
    ],
)
def test_what_misses_more_or_comes_another_way_stays_owed(
    method: PaymentMethod, amount: str, left: str
) -> None:
    """PRI-08: 0.05 over the counter is settled; 0.06, or a cent by any other way, is owed."""
    story = s.went(owing("13.01"), paid(amount, method=method))
    assert left == standing(story)[2]


def test_nothing_is_settled_unless_the_pack_says_so() -> None:
    """PRI-08: without a tolerance a cent is a cent."""
    story = s.went(s.issued(), paid("999.99")).reaches(Stage.ISSUED)
    assert ("999.99", "0.00", "0.01") == standing(story)


@pytest.mark.parametrize(
    ("amount", "kept", "rest"),
    [("12.98", "0.00", "0.00"), ("13.02", "-0.04", "0.00"), ("13.03", "0.00", "0.05")],
)
def test_what_is_a_little_too_much_is_kept(amount: str, kept: str, rest: str) -> None:
    """PRI-08: 0.04 above are the operator's under their name; 0.05 are the party's, all of them."""
    story = owing("12.98").when(paid(amount)).reaches(Stage.SETTLED)
    assert (kept, "0.00") == standing(story)[1:]
    told = s.sent(story, st.NoteTaken)
    assert s.sol(rest) == Money.sum_of((note.rest for note in told), Currency.PEN)
    assert s.sol(amount) == Money.sum_of((n.taken + n.rest for n in told), Currency.PEN)


@pytest.mark.parametrize(("owed", "amount"), [("13.01", "13.00"), ("12.98", "13.00")])
def test_a_payment_that_is_taken_back_takes_its_difference_along(owed: str, amount: str) -> None:
    """PRI-08, COL-01: all of it is owed again, as if it had never been paid."""
    story = s.went(owing(owed), paid(amount)).when(s.reverse()).reaches(Stage.ISSUED)
    assert ("0.00", "0.00", owed) == standing(story)
    (reopened,) = (x for x in s.moved(story).events if isinstance(x, e.DifferenceReopened))
    assert "OP-1" == reopened.payment
    (told,) = s.sent(story, a.RecordInvoice)
    assert [s.sol(owed)] == [part.outstanding for part in told.instalments]


@pytest.mark.parametrize(
    ("owed", "credited", "freed", "after"),
    [
        ("13.01", "13.01", "13.00", ("0.00", "0.00", "0.00")),
        ("12.98", "12.98", "13.00", ("0.00", "0.00", "0.00")),
        ("13.01", "5.00", "5.00", ("8.00", "0.01", "0.00")),
        ("13.05", "13.02", "13.00", ("0.00", "0.03", "0.00")),
    ],
)
def test_a_credit_gives_back_what_was_paid_and_no_more(
    owed: str, credited: str, freed: str, after: tuple[str, str, str]
) -> None:
    """PRI-06, PRI-08: nobody gets back what he never paid, or less than he paid for nothing."""
    story = s.went(owing(owed), paid("13.00")).when(credit(credited)).reaches(Stage.SETTLED)
    passed = (told.amount for told in s.sent(story, st.PassOn))
    assert s.sol(freed) == Money.sum_of(passed, Currency.PEN)
    assert after == standing(story)
    (told,) = (x for x in s.sent(story, a.RecordInvoice) if x.freed is not None)
    assert s.sol(freed) == told.freed


def test_each_part_may_miss_a_little() -> None:
    """PRI-08: two parts of 500.01, each paid with 500.00 in cash, leave nothing owed."""
    story = s.went(owing("1000.02", TWO), paid("500.00")).reaches(Stage.ISSUED)
    assert ("500.00", "0.01", "500.01") == standing(story)
    story = s.went(story, paid("500.00", "OP-2")).reaches(Stage.SETTLED)
    assert ("1000.00", "0.02", "0.00") == standing(story)
    back = s.went(story, s.reverse("OP-1")).reaches(Stage.ISSUED)
    assert ("500.00", "0.01", "500.01") == standing(back)


def test_a_debt_is_never_settled_by_its_smallness() -> None:
    """PRI-08: 0.03 that nobody paid are owed, and so is a part that a payment did not reach."""
    assert ("0.00", "0.00", "0.03") == standing(owing("0.03"))
    story = s.went(owing("1000.00", TWO), paid("100.00"))
    assert ("100.00", "0.00", "900.00") == standing(story)


def test_what_was_given_up_is_recovered_to_the_cent() -> None:
    """PRI-08, COL-02: of what was written off, a cent that is missing stays written off."""
    off = s.went(owing("13.01", NetDays(0)), s.to_receivable(c.WriteOff("x")))
    story = s.went(off, paid("13.00")).reaches(Stage.WRITTEN_OFF)
    assert ("13.00", "0.00", "0.00") == standing(story)
    assert s.CENT == story.state.owed.written_off


@pytest.mark.parametrize(
    ("method", "below", "above"),
    [
        (STORE, s.sol("-0.01"), s.NOTHING),
        (STORE, s.NOTHING, s.sol("-0.01")),
        (STORE, s.NOTHING, Money.zero(Currency.USD)),
        (PaymentMethod.ACCOUNT_CREDIT, s.CENT, s.NOTHING),
    ],
)
def test_a_tolerance_that_is_none_is_refused(
    method: PaymentMethod, below: Money, above: Money
) -> None:
    """PRI-08: zero or more, in one currency, for money that arrives."""
    with pytest.raises(BrokenDefinition):
        DifferenceTolerance(method, below, above, CASH)


def test_a_method_has_one_tolerance() -> None:
    """PRI-08: two that contradict each other are refused when the pack is made."""
    with pytest.raises(BrokenDefinition, match="one tolerance"):
        changed(ROUNDED, differences=ROUNDED.differences * 2)


def in_stage(stage: Stage) -> s.ReceivableStory:
    """Two parts of 500.01, the first of them paid with 500.00, wherever the rest stands."""
    late, paid_first = s.NOON + 60 * s.DAY, paid("500.00")
    story = owing("1000.02", TWO)
    match stage:
        case Stage.ISSUED:
            return s.went(story, paid_first)
        case Stage.SETTLED:
            return s.went(story, paid_first, paid("500.00", "OP-2"))
        case Stage.BLOCKED:
            dunned = s.looks(s.NOON + 50 * s.DAY)
            at_the_till = changed(paid_first, at=s.NOON + 65 * s.DAY)
            return s.went(story, *dunned, s.follow_up(late), at_the_till)
        case _:
            return s.went(story, paid_first, s.to_receivable(c.WriteOff("x")))


STAGES: Final = (Stage.ISSUED, Stage.BLOCKED, Stage.SETTLED, Stage.WRITTEN_OFF)


@pytest.mark.parametrize(
    ("disputed", "stage"), [(disputed, stage) for disputed in (False, True) for stage in STAGES]
)
def test_all_that_is_credited_settles_nothing_by_itself(disputed: bool, stage: Stage) -> None:
    """PRI-06, PRI-08: credited in full, all that was paid is free and no difference is left."""
    story, all_of_it = in_stage(stage).reaches(stage), s.sol("1000.02")
    given: Any = c.CreditInvoice(all_of_it, "x")
    if disputed:
        story = s.went(story, s.to_receivable(c.OpenDispute("x")))
        given = c.ResolveDispute(all_of_it, "x")
    story = story.when(s.to_receivable(given, s.NOON + 70 * s.DAY)).reaches(Stage.SETTLED)
    assert ("0.00", "0.00", "0.00") == standing(story)
    assert {} == story.state.differences


@pytest.mark.parametrize("stage", STAGES)
def test_a_payment_takes_its_difference_along_from_anywhere(stage: Stage) -> None:
    """PRI-08, COL-01: what it had settled is open again, or was given up too."""
    story = in_stage(stage).when(s.reverse(at=s.NOON + 70 * s.DAY))
    story.reaches(Stage.ISSUED if stage is Stage.SETTLED else stage)
    rest = "0.01" if stage is Stage.SETTLED else "0.00"
    assert rest == standing(story)[1]
    debt = story.state.owed
    paid_ = s.sol("500.01" if stage is Stage.SETTLED else "0.00")
    assert s.sol("1000.02") == debt.unpaid + paid_
