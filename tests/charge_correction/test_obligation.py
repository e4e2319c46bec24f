"""The obligation to correct: what is credited, once, and when a bill discharges it."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.charge_obligation import ChargeObligation, Credit, LineBill, Stage
from order_to_cash.domain.charge_obligation import commands as c
from order_to_cash.domain.charge_obligation import events as e
from order_to_cash.domain.charge_obligation.amounts import agreed, owed
from order_to_cash.domain.core import Currency, Envelope, Money, Moved, OutOfOrder, Role, changed
from order_to_cash.domain.trade import (
    Agreement,
    CreditedLine,
    CreditInvoice,
    Cycle,
    IssueCreditNote,
    ReportStillWrong,
    Tell,
)
from order_to_cash.domain.trade.agreements import obligation_of_line
from order_to_cash.operators.peru import OBLIGATIONS
from order_to_cash.testing import Story
from tests.charge_correction import samples as s

ObligationStory = Story[ChargeObligation, Any, Any]
JANUARY: Final = Cycle(date(2026, 1, 1), date(2026, 1, 31))
FEBRUARY: Final = Cycle(date(2026, 2, 1), date(2026, 2, 28))
MARCH: Final = Cycle(date(2026, 3, 1), date(2026, 3, 31))
APRIL: Final = Cycle(date(2026, 4, 1), date(2026, 4, 30))
DAY: Final = timedelta(days=1)


def owing(
    case: str = s.CASE, agreement: Agreement = s.AGREEMENT, effective: date = s.TODAY
) -> Envelope[Any]:
    """A correction was routed."""
    command = c.OweCorrection(case, agreement, effective)
    return _told(Role.CORPORATE_VARIATIONS, command)


def billed(cycle: Cycle, charged: Money = s.LISTED, invoice: str = "F-1") -> Envelope[Any]:
    """Billing issued a bill."""
    return _told(Role.BILLING, c.ReportBill(LineBill(invoice, cycle, charged)))


def _told(role: Role, command: Any) -> Envelope[Any]:
    case = obligation_of_line(s.LINE)
    return Envelope("x", case, "charge_obligation", s.NOON, "alguien", role, command)


def story() -> ObligationStory:
    """Nothing is owed yet."""
    return Story(OBLIGATIONS)


def went(*envelopes: Envelope[Any]) -> ObligationStory:
    """An obligation is open, and then these commands."""
    told = story().when(owing())
    for envelope in envelopes:
        told = told.when(envelope)
        assert isinstance(told.outcome, Moved), str(told.outcome)
    return told


def discharged() -> ObligationStory:
    """April shows the agreed charge."""
    return went(billed(APRIL, s.OFFERED))


def credit_of(told: ObligationStory) -> Money | None:
    """What the last bill is credited."""
    assert isinstance(told.outcome, Moved), str(told.outcome)
    notes = [m for m in told.outcome.messages if isinstance(m, IssueCreditNote)]
    return notes[0].amount if notes else None


@pytest.mark.parametrize(
    ("cycle", "amount"),
    [
        (JANUARY, "16.45"),  # 17 of 31 days: 99.90 - (45.12 + 38.33)
        (FEBRUARY, "30.00"),
        (Cycle(date(2026, 1, 15), date(2026, 2, 14)), "30.00"),
        (Cycle(date(2025, 12, 16), date(2026, 1, 15)), "0.97"),  # one day: 96.68 + 2.25
    ],
)
def test_a_bill_is_credited_from_the_day_of_the_agreement(cycle: Cycle, amount: str) -> None:
    """FIX-27: billed less offered, by the day, through a credit note of that invoice."""
    told = went(billed(cycle))
    expected = s.sol(amount)
    told.then(e.BillCredited(Credit("F-1", cycle, expected)))
    reason = f"{s.CASE}: {s.LINE}, {cycle.first} - {cycle.last}"
    told.sends(IssueCreditNote("F-1", expected, reason)).reaches(Stage.OPEN)


def test_both_ends_of_an_agreement_are_prorated() -> None:
    """FIX-27: from the 11th to the 20th of a month of thirty days a third is owed."""
    agreement = changed(s.AGREEMENT, since=date(2026, 4, 11), until=date(2026, 4, 20))
    bill = LineBill("F-1", APRIL, s.LISTED)
    assert s.sol("10.00") == owed(agreement, bill)
    whole = changed(agreement, since=APRIL.first, until=APRIL.last)
    assert s.sol("30.00") == owed(whole, bill)
    for other in (APRIL.first - DAY, APRIL.last + DAY):
        assert s.sol("0.00") == owed(changed(agreement, since=other, until=other), bill)


DAYS: Final = st.dates(date(2026, 1, 1), date(2026, 6, 30))
AMOUNTS: Final = st.integers(0, 20_000).map(lambda minor: Money(minor, Currency.PEN))


@given(DAYS, st.none() | DAYS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_what_is_owed_is_never_negative(
    since: date, until: date | None, listed: Money, offered: Money, charged: Money
) -> None:
    """FIX-27: whatever was billed, agreed and listed, nothing below zero and not above the bill."""
    agreement = Agreement("A", "L", listed, offered, since, until)
    amount = owed(agreement, LineBill("F-1", MARCH, charged))
    assert s.sol("0.00") <= amount <= charged


@given(DAYS, st.integers(0, 200), AMOUNTS, AMOUNTS)
def test_cycles_owe_by_their_days_to_the_cent(
    since: date, days: int, listed: Money, gain: Money
) -> None:
    """FIX-27: where nothing was offered nothing is owed; else the exact share, within 2 cents."""
    until = since + days * DAY
    for cycle in (JANUARY, FEBRUARY, MARCH, APRIL):
        same = Agreement("A", "L", listed, listed, since, until)
        assert listed == agreed(same, cycle)
        other = changed(same, listed=listed + gain)
        found = owed(other, LineBill("F-1", cycle, listed + gain))
        covered = sum(since <= cycle.first + n * DAY <= until for n in range(cycle.days))
        exact = gain.minor * covered / cycle.days
        assert abs(found.minor - exact) <= 2


def test_a_cycle_is_credited_once() -> None:
    """FIX-27: neither another invoice, nor another case, nor days of it are credited again."""
    told = went(billed(FEBRUARY), owing("CF-0002"))
    for again in (FEBRUARY, Cycle(FEBRUARY.last, MARCH.last), Cycle(JANUARY.first, FEBRUARY.first)):
        told.when(billed(again, invoice="F-2")).refused("charge-obligation.cycle-credited")
    for beside in (Cycle(date(2026, 1, 2), date(2026, 1, 31)), Cycle(MARCH.first, APRIL.first)):
        assert credit_of(told.when(billed(beside, invoice="F-2"))) is not None


def test_a_bill_in_order_is_credited_nothing() -> None:
    """A past bill that bears what was agreed, or less, changes nothing."""
    for charged in (s.OFFERED, s.OFFERED - s.CENT):
        told = went(billed(FEBRUARY, charged))
        told.then(e.BillInOrder(LineBill("F-1", FEBRUARY, charged))).reaches(Stage.OPEN)
        told.sends()
    assert s.CENT == credit_of(went(billed(FEBRUARY, s.OFFERED + s.CENT)))


@pytest.mark.parametrize(
    ("charged", "stage"),
    [("69.89", Stage.DISCHARGED), ("69.90", Stage.DISCHARGED), ("69.91", Stage.OPEN)],
)
def test_a_later_bill_discharges_it(charged: str, stage: Stage) -> None:
    """FIX-25: open until a bill shows the agreed charge, to the cent; no closing does it."""
    went(billed(APRIL, s.sol(charged))).reaches(stage)


def test_a_bill_that_still_bears_the_old_charge_leads_back() -> None:
    """FIX-22: it is credited, and the correction hears of the misalignment."""
    told = went(billed(APRIL))
    assert isinstance(told.outcome, Moved)
    note, back = told.outcome.messages
    assert s.sol("30.00") == note.amount
    assert Tell("charge_correction", s.CASE, ReportStillWrong("F-1")) == back


@pytest.mark.parametrize(
    ("charged", "event"),
    [("78.61", e.AgreedChargeBilled), ("78.62", e.BillStillWrong), ("69.90", e.AgreedChargeBilled)],
)
def test_the_cycle_of_the_correction_may_bear_both_charges(charged: str, event: type) -> None:
    """FIX-27: nine days of March at 99.90, then 69.90: 29.00 + 49.61; the rest is credited."""
    told = went(billed(MARCH, s.sol(charged)))
    assert isinstance(told.outcome, Moved)
    assert event is type(told.outcome.events[-1])
    difference = s.sol(charged) - s.OFFERED
    assert (difference if difference.is_positive else None) == credit_of(told)


@pytest.mark.parametrize(
    ("last", "event"), [(date(2026, 3, 9), e.BillCredited), (date(2026, 3, 10), e.BillStillWrong)]
)
def test_only_a_bill_that_holds_the_day_says_whether_it_holds(last: date, event: type) -> None:
    """FIX-22: a cycle that ends the day before the correction is a past one."""
    told = went(billed(Cycle(date(2026, 2, 10), last)))
    assert isinstance(told.outcome, Moved)
    assert event is type(told.outcome.events[-1])


def test_a_discharged_obligation_can_be_broken_again() -> None:
    """FIX-22, FIX-25: a later bill with the old charge opens it, a past one is still credited."""
    told = discharged().reaches(Stage.DISCHARGED)
    past = told.when(billed(FEBRUARY)).reaches(Stage.DISCHARGED)
    assert s.sol("30.00") == credit_of(past)
    may = Cycle(date(2026, 5, 1), date(2026, 5, 31))
    told.when(billed(may, s.OFFERED)).reaches(Stage.DISCHARGED)
    told.when(billed(may)).reaches(Stage.OPEN)
    told.when(billed(FEBRUARY, s.OFFERED)).reaches(Stage.DISCHARGED)
    told.when(owing()).reaches(Stage.OPEN)


def test_two_cases_for_one_line_share_its_obligation() -> None:
    """FIX-27: the later case is told of wrong bills, and another charge is for people to settle."""
    told = went(owing("CF-0002"))
    told.then(e.CorrectionOwed("CF-0002", s.AGREEMENT, s.TODAY))
    wrong = told.when(billed(APRIL))
    assert isinstance(wrong.outcome, Moved)
    assert "CF-0002" == wrong.outcome.messages[-1].case
    other = changed(s.AGREEMENT, offered=s.OFFERED - s.CENT)
    told.when(owing("CF-0003", other)).refused("charge-obligation.other-agreement")
    discharged().when(owing("CF-0003", other)).reaches(Stage.OPEN)


@pytest.mark.parametrize(
    ("last", "refused"), [(date(2026, 1, 14), True), (date(2026, 1, 15), False)]
)
def test_a_cycle_before_the_agreement_is_not_affected(last: date, refused: bool) -> None:
    """FIX-27: the first day that is affected is that of the agreement."""
    told = story().when(owing()).when(billed(Cycle(date(2026, 1, 1), last)))
    if refused:
        told.refused("charge-obligation.not-affected")
    else:
        assert credit_of(told) is not None


def test_another_currency_is_refused() -> None:
    """Amounts of two currencies never meet."""
    dollars = Money.of("99.90", Currency.USD)
    story().when(owing()).when(billed(FEBRUARY, dollars)).refused("charge-obligation.currency")


def test_nothing_is_owed_before_a_correction_is_routed() -> None:
    """A bill of a line that nobody corrects is not for an obligation."""
    story().when(billed(FEBRUARY)).refused("process.wrong-stage")
    with pytest.raises(OutOfOrder):
        _ = OBLIGATIONS.initial.agreement
    assert OBLIGATIONS.next_check(OBLIGATIONS.initial) is None


def test_an_invoice_that_is_followed_here_is_credited_by_its_receivable() -> None:
    """FIX-27: one credit note either way; the receivable sends it, and owes so much less."""
    elsewhere = went(billed(MARCH))
    amount = credit_of(elsewhere)
    assert amount is not None
    reason = f"{s.CASE}: {s.LINE}, 2026-03-01 - 2026-03-31"
    note = IssueCreditNote("F-1", amount, reason)
    assert note in _messages(elsewhere)
    bill = LineBill("F-1", MARCH, s.LISTED, receivable="B-1.receivable")
    here = _messages(went(_told(Role.BILLING, c.ReportBill(bill))))
    assert Tell("receivable", "B-1.receivable", CreditInvoice(amount, reason)) in here
    assert not any(isinstance(message, IssueCreditNote) for message in here)
    placed = _messages(went(_told(Role.BILLING, c.ReportBill(changed(bill, place=3)))))
    credit = CreditInvoice(amount, reason, lines=(CreditedLine(3, amount),))
    assert Tell("receivable", "B-1.receivable", credit) in placed


def _messages(told: ObligationStory) -> tuple[Any, ...]:
    assert isinstance(told.outcome, Moved)
    return told.outcome.messages
