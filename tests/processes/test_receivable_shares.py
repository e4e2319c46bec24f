"""A share of an invoice that is owed on another account, followed by itself (PRI-07)."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.audit import state_problems
from order_to_cash.domain.core import BrokenDefinition, Currency, Dated, Money, Timeline, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.receivable import Elsewhere, LateFee, LatePolicy, Stage, Withholding
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade import BillLine, IssueCreditNote, IssueInvoice, Notice, Notify, Tell
from order_to_cash.operators.peru import COLLECTION, DETRACTION, RECEIVABLES, TAX
from order_to_cash.testing import Story
from tests.processes import samples as s

TWELVE = Withholding(
    "withheld",
    Timeline("withheld", (Dated(date(2024, 1, 1), Fraction(12, 100), COLLECTION),)),
    above=s.sol("0.00"),
    categories=("standard",),
)
SHARED = changed(RECEIVABLES, withholding=TWELVE)
OWN, SHARE = s.sol("880.00"), s.sol("120.00")
ID = f"{s.RECEIVABLE}/withheld"


def told(story: s.ReceivableStory, kind: type[Any]) -> tuple[Any, ...]:
    """What the receivable of the share is told by the last command."""
    return tuple(
        m.command
        for m in s.moved(story).messages
        if isinstance(m, Tell) and m.case == ID and isinstance(m.command, kind)
    )


def both() -> tuple[s.ReceivableStory, s.ReceivableStory]:
    """The invoice of one phone over 1000.00, and the share of 12 % of it."""
    invoice = s.issued(process=SHARED)
    (owed,) = told(invoice, c.OweShare)
    share: s.ReceivableStory = Story(SHARED)
    return invoice, s.went(share, s.to_receivable(owed, case=ID))


def sound(*stories: s.ReceivableStory) -> None:
    """Whatever happened, each state adds up."""
    assert [] == [said for story in stories for said in state_problems(story.state)]


def test_a_share_is_owed_elsewhere() -> None:
    """PRI-07: of 1000.00 with 12 % withheld 880.00 are the customer's, 120.00 elsewhere."""
    invoice, share = both()
    assert (OWN, SHARE) == (invoice.state.owed.outstanding, share.state.owed.outstanding)
    assert [Elsewhere("withheld", SHARE, COLLECTION)] == [invoice.state.owed.elsewhere]
    assert [s.TODAY + 30 * s.DAY] == [part.due for part in share.state.owed.instalments]
    sound(invoice, share)


def test_billing_issues_one_invoice_over_all_of_it() -> None:
    """PRI-07: 1000.00 in two parts; the share asks billing for nothing, the party is told of it."""
    (asked,) = s.sent(s.raised(process=SHARED), IssueInvoice)
    assert [OWN, SHARE] == [part.amount for part in asked.instalments]
    _, share = both()
    assert () == s.sent(share, IssueInvoice)
    (notice,) = s.sent(share, Notify)
    assert (Notice.SHARE_ELSEWHERE, SHARE) == (notice.notice, dict(notice.values)["amount"])


def test_each_is_settled_by_itself() -> None:
    """PRI-07: paid on one account, still owed on the other; the credit account counts both."""
    invoice, share = both()
    invoice = s.went(invoice, s.receive(OWN)).reaches(Stage.SETTLED)
    assert Stage.ISSUED is share.state.stage
    (known,) = s.sent(share, a.RecordInvoice)
    assert (ID, SHARE) == (known.order, known.instalments[0].outstanding)
    share = s.went(share, s.to_receivable(s.receive(SHARE, "OP-2").command, case=ID))
    share.reaches(Stage.SETTLED)
    sound(invoice, share)


def test_each_is_dunned_by_itself() -> None:
    """PRI-07: the customer paid its part; what nobody deposited is past due, and told."""
    invoice, share = both()
    invoice = s.went(invoice, s.receive(OWN))
    at = s.after_due(2)
    assert RECEIVABLES.next_check(invoice.state) is None
    share = s.went(share, s.to_receivable(c.FollowUp(), at, case=ID))
    assert (e.CollectionAlertRaised,) == s.kinds(share)


def test_a_reported_bill_has_its_share_too() -> None:
    """PRI-07, TRU-05: a bill that billing issued itself, of the day that it bears."""
    story: s.ReceivableStory = Story(SHARED)
    story = s.went(story, s.report_bill())
    assert OWN == story.state.owed.outstanding
    (owed,) = s.sent(story, c.OweShare)
    share: s.ReceivableStory = Story(SHARED)
    share = s.went(share, s.to_receivable(owed, case="B-2026-77/withheld"))
    assert "billing/B-2026-77/withheld" == share.state.obligation
    sound(story, share)


def test_nothing_is_withheld_of_an_advance() -> None:
    """PRI-07, PRI-10: an advance is asked for whole; its final invoice bears the share."""
    bill = changed(s.bill(), advance=True, part=1)
    story: s.ReceivableStory = Story(SHARED)
    story = s.went(story, s.to_receivable(c.RaiseInvoice(bill)))
    assert (s.PHONE_TOTAL, None) == (story.state.owed.unpaid, story.state.owed.elsewhere)


@pytest.mark.parametrize(
    ("amount", "here", "passed"),
    [("880.00", "880.00", ()), ("1000.00", "880.00", ("120.00",)), ("880.01", "880.00", ("0.01",))],
)
def test_a_credit_is_taken_off_the_customers_part_first(
    amount: str, here: str, passed: tuple[str, ...]
) -> None:
    """PRI-07, PRI-06: what is more than that is credited of the share, by a note of its own."""
    invoice, share = both()
    invoice = s.went(invoice, s.to_receivable(c.CreditInvoice(s.sol(amount), "x")))
    assert s.sol(here) == invoice.state.owed.credited
    assert tuple(map(s.sol, passed)) == tuple(x.amount for x in told(invoice, c.CreditInvoice))
    for credit in told(invoice, c.CreditInvoice):
        share = s.went(share, s.to_receivable(credit, case=ID))
        assert [credit.amount] == [note.amount for note in s.sent(share, IssueCreditNote)]
    sound(invoice.reaches(Stage.SETTLED), share)


STAGES: dict[Stage, tuple[Any, ...]] = {
    Stage.ISSUED: (),
    Stage.SETTLED: (s.receive(OWN),),
    Stage.WRITTEN_OFF: (s.to_receivable(c.WriteOff("x")),),
    Stage.BLOCKED: s.looks(s.after_due(16)),
}
PASSED = (e.InvoiceCredited, e.CreditPassedOn)
FOLLOWED = {
    Stage.ISSUED: (*PASSED, e.InvoiceSettled),
    Stage.SETTLED: (e.PaymentFreed, *PASSED),
    Stage.WRITTEN_OFF: (*PASSED, e.InvoiceSettled),
    Stage.BLOCKED: (*PASSED, e.ServiceUnblocked, e.InvoiceSettled),
}


@pytest.mark.parametrize("stage", STAGES)
def test_what_comes_after_all_was_credited_goes_to_the_share(stage: Stage) -> None:
    """PRI-07: wherever the invoice stands, 1000.00 of it can be credited, 120.00 elsewhere."""
    invoice = s.went(both()[0], *STAGES[stage]).reaches(stage)
    at = s.after_due(17)
    credit = c.CreditInvoice(s.PHONE_TOTAL, "x", up_to=True)
    invoice = s.went(invoice, s.to_receivable(credit, at)).reaches(Stage.SETTLED)
    assert [SHARE] == [x.amount for x in told(invoice, c.CreditInvoice)]
    assert FOLLOWED[stage] == s.kinds(invoice)
    more = s.went(invoice, s.to_receivable(credit, at)).reaches(Stage.SETTLED)
    assert (e.CreditPassedOn,) == s.kinds(more)
    sound(invoice, more)


REMINDED = changed(SHARED, late=LatePolicy(None, (LateFee("reminder", s.sol("5.00"), COLLECTION),)))


@pytest.mark.parametrize("days", [2, 16])
def test_what_paying_late_cost_is_owed_still(days: int) -> None:
    """PRI-07, COL-06: 1000.00 are credited here and elsewhere, a fee keeps the invoice open."""
    stage = Stage.BLOCKED if days > 15 else Stage.ISSUED
    invoice = s.went(s.issued(process=REMINDED), *s.looks(s.after_due(days))).reaches(stage)
    credit = s.to_receivable(c.CreditInvoice(s.PHONE_TOTAL, "x"), s.after_due(17))
    credited = s.went(invoice, credit).reaches(Stage.ISSUED)
    assert [SHARE] == [x.amount for x in told(credited, c.CreditInvoice)]
    assert s.sol("0.00") == credited.state.owed.outstanding
    assert s.sol("5.00") == credited.state.charges.costs.open
    more = s.went(credited, credit).reaches(Stage.ISSUED)
    assert (e.CreditPassedOn,) == s.kinds(more)
    s.went(more, s.to_receivable(c.WaiveCharges("x"))).reaches(Stage.SETTLED)
    sound(credited, more)


def test_what_is_credited_after_giving_up_unblocks_and_settles() -> None:
    """PRI-07: a blocked invoice that was written off, of which 1000.00 are credited after all."""
    invoice = s.went(s.issued(process=SHARED), *s.looks(s.after_due(16))).reaches(Stage.BLOCKED)
    invoice = s.went(invoice, s.to_receivable(c.WriteOff("x"), s.after_due(17)))
    credit = s.to_receivable(c.CreditInvoice(s.PHONE_TOTAL, "x"), s.after_due(17))
    credited = s.went(invoice.reaches(Stage.WRITTEN_OFF), credit).reaches(Stage.SETTLED)
    assert (*PASSED, e.ServiceUnblocked, e.InvoiceSettled) == s.kinds(credited)
    sound(credited)


def test_the_shipped_pack_withholds_of_what_is_subject_alone() -> None:
    """PRI-07: nothing of what every offering is, but of the category `detraccion`."""
    day, policy = date(2026, 3, 2), RECEIVABLES.withholding
    assert policy is not None
    for category in TAX.codes:
        found = policy.share(TAX.of(s.sol("1180.00"), category, day), day)
        expected = s.sol("142.00") if category == "detraccion" else None
        assert expected == (None if found is None else found.amount), category


def test_the_detraccion_is_twelve_percent_above_a_threshold() -> None:
    """PRI-07: 12 % above 700.00 of the categories that it names, in whole soles."""
    day = date(2026, 3, 2)

    def withheld(gross: str, *categories: str) -> Elsewhere | None:
        return DETRACTION.of(*categories).share(TAX.of(s.sol(gross), "standard", day), day)

    assert withheld("1180.00") is None
    assert withheld("1180.00", "exempt") is None
    assert withheld("700.00", "standard") is None
    assert [s.sol("84.00"), s.sol("142.00"), s.sol("141.00")] == [
        found.amount
        for gross in ("700.01", "1180.00", "1179.00")
        if (found := withheld(gross, "standard")) is not None
    ]
    totals = TAX.of(s.sol("1180.00"), "standard", day)
    assert DETRACTION.of("standard").share(totals, date(2018, 3, 31)) is None


@given(
    st.integers(0, 10**9), st.integers(1, 99), st.sampled_from((1, 10, 100)), st.integers(0, 10**6)
)
def test_it_is_what_fractions_say(gross: int, percent: int, unit: int, above: int) -> None:
    """PRI-07: gross x rate to the nearest unit, halves up, above the threshold and never more."""
    rates = Timeline("x", (Dated(s.TODAY, Fraction(percent, 100), COLLECTION),))
    policy = Withholding("x", rates, Money(above, Currency.PEN), ("standard",), unit)
    totals = TAX.of(Money(gross, Currency.PEN), "standard", s.TODAY)
    nearest = int(Fraction(gross * percent, 100 * unit) + Fraction(1, 2)) * unit
    expected = min(nearest, gross) if gross > above else 0
    found = policy.share(totals, s.TODAY)
    assert expected == (0 if found is None else found.amount.minor)


@pytest.mark.parametrize(
    "other",
    [
        {"name": ""},
        {"name": "Detracción"},
        {"unit": 0},
        {"rates": Timeline("x", (Dated(s.TODAY, Fraction(1), COLLECTION),))},
        {"rates": Timeline("x", (Dated(s.TODAY, Fraction(0), COLLECTION),))},
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(other: dict[str, Any]) -> None:
    """PRI-07: a name that no id can bear, everything or nothing, a unit below one."""
    with pytest.raises(BrokenDefinition):
        changed(TWELVE, **other)


def test_lines_without_the_category_bear_nothing() -> None:
    """PRI-07: only what is of the category counts: 590.00 of it, 100.00 exempt."""
    lines = (
        BillLine("tv", 1, s.price("500.00")),
        BillLine("book", 1, s.price("100.00"), "exempt"),
    )
    totals = TAX.totals(lines, s.TODAY, Currency.PEN)
    found = TWELVE.share(totals, s.TODAY)
    assert found is not None
    assert s.sol("70.80") == found.amount
