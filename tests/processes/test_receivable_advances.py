"""The invoice of an advance: no debt before its order is released (PRI-10)."""

from datetime import timedelta
from fractions import Fraction

from order_to_cash.domain.core import Dated, Timeline, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.receivable import LateInterest, LatePolicy, Stage
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade import (
    BillLine,
    NetDays,
    NoteInvoice,
    Notice,
    Notify,
    Prepaid,
    ReportAdvance,
)
from order_to_cash.operators.peru import COLLECTION, RECEIVABLES
from order_to_cash.testing import Story
from tests.processes import samples as s

LINE = BillLine("advance", 1, s.price("300.00", with_tax=True))
BILL = changed(s.bill(NetDays(7), LINE), part=1, advance=True)
THREE_HUNDRED = s.sol("300.00")
MONTHS = tuple(s.NOON + timedelta(days=30 * n) for n in range(1, 7))
LATE = changed(
    RECEIVABLES,
    late=LatePolicy(
        LateInterest(Timeline("x", (Dated(s.TODAY, Fraction(36, 100), COLLECTION),)), 360)
    ),
)


def issued(process: object = RECEIVABLES) -> s.ReceivableStory:
    """The invoice of an advance of 300.00, due in a week."""
    story: s.ReceivableStory = Story(process)  # type: ignore[arg-type]
    return s.went(story, s.to_receivable(c.RaiseInvoice(BILL)), s.issue())


def told(story: s.ReceivableStory) -> tuple[ReportAdvance, ...]:
    """What the order hears of it."""
    return s.sent(story, ReportAdvance)


def test_the_order_hears_of_its_number_and_its_money() -> None:
    """PRI-10: 300.00 unpaid, then 100.00, then nothing, and 300.00 again when it is taken back."""
    story = issued()
    assert (ReportAdvance(1, s.INVOICE, THREE_HUNDRED, 1),) == told(story)
    assert () == s.sent(story, NoteInvoice)
    story = s.went(story, s.receive(s.sol("200.00")))
    assert [s.sol("100.00")] == [said.unpaid for said in told(story)]
    story = s.went(story, s.receive(s.sol("100.00"), "OP-2")).reaches(Stage.SETTLED)
    assert [s.NOTHING] == [said.unpaid for said in told(story)]
    story = s.went(story, s.reverse("OP-2"))
    assert [s.sol("100.00")] == [said.unpaid for said in told(story)]


def test_what_is_given_up_is_not_paid() -> None:
    """PRI-10: who writes the advance off releases no order."""
    story = s.went(issued(), s.to_receivable(c.WriteOff("x"))).reaches(Stage.WRITTEN_OFF)
    assert [THREE_HUNDRED] == [said.unpaid for said in told(story)]


def test_the_party_is_told_what_it_is_for() -> None:
    """PRI-10: an invoice to be paid before the order goes on, and no other notice."""
    notices = s.sent(issued(), Notify)
    assert [Notice.ADVANCE_INVOICE] == [notify.notice for notify in notices]


def test_an_unpaid_advance_is_no_debt() -> None:
    """PRI-10, COL-06: half a year later nothing was dunned and no interest runs."""
    story = issued(LATE)
    for at in MONTHS:
        story = s.went(story, s.follow_up(at))
        assert () == s.moved(story).events
    assert RECEIVABLES.next_check(story.state) is None
    assert [()] == [x.instalments for x in s.sent(issued(), a.RecordInvoice)]


def test_money_that_comes_later_is_not_late() -> None:
    """PRI-10, COL-08: an advance can be paid when the party likes: its history stays clean."""
    story = s.went(issued(), s.receive(THREE_HUNDRED, at=MONTHS[0]))
    assert [(False, ())] == [(x.late, x.instalments) for x in s.sent(story, a.RecordPayment)]


def test_after_the_release_it_is_owed() -> None:
    """PRI-10, COL-01: taken back then, the account counts it, and levels are reached."""
    story = s.went(issued(), s.receive(THREE_HUNDRED), s.to_receivable(c.OweAdvance()))
    assert (e.AdvanceOwed(s.TODAY),) == s.moved(story).events
    story = s.went(story, s.reverse(at=MONTHS[0])).reaches(Stage.ISSUED)
    assert [THREE_HUNDRED] == [
        part.outstanding for x in s.sent(story, a.RecordReversal) for part in x.instalments
    ]
    story = s.went(story, s.follow_up(MONTHS[0]))
    assert (e.CollectionAlertRaised, e.CollectionAlertRaised) == s.kinds(story)


def test_owed_twice_is_owed_once() -> None:
    """PRI-10: the word of the order is repeated; another invoice is owed anyhow."""
    story = s.went(issued(), s.to_receivable(c.OweAdvance()))
    assert () == s.moved(story.when(s.to_receivable(c.OweAdvance(), MONTHS[0]))).events
    paid = s.went(issued(), s.receive(THREE_HUNDRED), s.to_receivable(c.OweAdvance()))
    paid.reaches(Stage.SETTLED)
    assert () == s.moved(s.issued().when(s.to_receivable(c.OweAdvance()))).events


def test_no_interest_runs_before_the_release() -> None:
    """PRI-10, COL-06: released after sixty days and never paid: of 300.00 thirty days are 9.00."""
    story = s.went(issued(LATE), s.to_receivable(c.OweAdvance(), MONTHS[1]))
    story = s.went(story, s.follow_up(MONTHS[2]))
    first = s.moved(story).events[0]
    assert isinstance(first, e.InterestReckoned)
    assert s.sol("9.00") == first.amount


def test_the_final_invoice_is_paid_without_what_was_prepaid() -> None:
    """PRI-10, PRI-05: of 1000.00 with 300.00 prepaid 700.00 are payable, as is told."""
    prepaid = Prepaid("F001-00000001", THREE_HUNDRED, s.sol("45.76"))
    bill = changed(s.bill(), prepaid=(prepaid,))
    story = s.went(s.receivable_story(), s.to_receivable(c.RaiseInvoice(bill)), s.issue())
    totals = story.state.owed.totals
    assert (s.PHONE_TOTAL, THREE_HUNDRED, s.sol("700.00")) == (
        totals.total,
        totals.prepaid,
        totals.payable,
    )
    values = dict(s.sent(story, Notify)[0].values)
    assert (("F001-00000001", THREE_HUNDRED, s.sol("45.76")),) == values["advances"]
    assert s.sol("700.00") == values["payable"]
    s.went(story, s.receive(s.sol("700.00"))).reaches(Stage.SETTLED)


def test_what_was_given_up_is_owed_then_too() -> None:
    """PRI-10, COL-02: written off before the release: the account counts nothing of it."""
    story = s.went(issued(), s.to_receivable(c.WriteOff("x")), s.to_receivable(c.OweAdvance()))
    story.reaches(Stage.WRITTEN_OFF)
    assert [()] == [x.instalments for x in s.sent(story, a.RecordInvoice)]
