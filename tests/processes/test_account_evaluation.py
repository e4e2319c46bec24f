"""Credit evaluation: limit, history, reservations, and two orders at the same time."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pytest

from order_to_cash.domain.core import (
    Answer,
    Clause,
    Currency,
    Decision,
    Money,
    Override,
    Policy,
    Role,
    Verdict,
    changed,
    entity,
)
from order_to_cash.domain.core.money import MAX_MINOR
from order_to_cash.domain.credit_account import (
    CreditAccountProcess,
    CreditFacts,
    Exposure,
    Overdue,
    Part,
    Stage,
)
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.trade import AskCreditLine, Instalment, ReportCredit, Tell
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import CREDIT, CREDIT_ACCOUNTS
from order_to_cash.rules import credit_policy
from order_to_cash.testing import Story
from tests.processes import samples as s

OTHER = "PED-2026-0002"
NEXT_DAY = s.NOON + s.DAY
NONE = s.sol("0.00")


def tolerant(
    days: int, amount: Money, counts: frozenset[Part] = frozenset(Part), *, disputed: bool = False
) -> CreditAccountProcess:
    """Accounts of an operator with these tolerances, which counts these parts."""
    policy = credit_policy(CREDIT, days=days, amount=amount)
    made = changed(
        CREDIT_ACCOUNTS.evaluation, policy=policy, counts=tuple(counts), disputed_counts=disputed
    )
    return changed(CREDIT_ACCOUNTS, evaluation=made)


def decision(story: s.AccountStory) -> Decision:
    """The decision that the account answers with."""
    (answer,) = s.sent(story, ReportCredit)
    assert isinstance(answer, ReportCredit)
    return answer.decision


def reserves(story: s.AccountStory) -> bool:
    """Whether the last request was granted."""
    granted = (e.CreditReserved,) == s.kinds(story)
    assert granted == decision(story).allows
    return granted


@pytest.mark.parametrize(
    ("amount", "granted"),
    [("999.99", True), ("1000.00", True), ("1000.01", False)],
)
def test_the_limit_is_what_can_be_reached(amount: str, *, granted: bool) -> None:
    """ORD-11: exactly the limit passes, one cent above it does not, and the figures are named."""
    story = s.opened(s.sol("1000.00")).when(s.reserve(amount=s.sol(amount)))
    assert granted == reserves(story)
    (finding,) = (x for x in decision(story).findings if x.rule == "credit.limit")
    assert (NONE, s.sol(amount)) == (finding.observed["exposure"], finding.observed["amount"])
    assert {"limit": s.sol("1000.00")} == finding.required


@pytest.mark.parametrize(("second", "granted"), [("400.00", True), ("400.01", False)])
def test_two_orders_never_pass_the_limit_together(second: str, *, granted: bool) -> None:
    """ORD-11: what the first order reserved counts for the second one."""
    story = s.went(s.opened(s.sol("1000.00")), s.reserve(amount=s.sol("600.00")))
    assert granted == reserves(story.when(s.reserve(OTHER, s.sol(second))))


def test_the_answer_goes_to_the_order_that_asked() -> None:
    """ORD-11: reserved or declined, the order is told with the decision and the amount."""
    story = s.opened().when(s.reserve(OTHER))
    (event,) = s.moved(story).events
    assert isinstance(event, e.CreditReserved)
    story.sends(Tell("order", OTHER, ReportCredit(event.decision, s.PHONE_TOTAL)))
    assert s.PHONE_TOTAL == story.state.exposure.reserved
    declined = s.opened(s.CENT).when(s.reserve())
    assert ((e.ReservationDeclined,), NONE) == (s.kinds(declined), declined.state.exposure.total)


def test_an_order_that_asks_again_counts_once() -> None:
    """ORD-11: a request in place of an earlier one of the same order leaves that one out."""
    story = s.went(s.opened(s.sol("1000.00")), s.reserve(), s.reserve())
    assert s.PHONE_TOTAL == story.state.exposure.total
    more = story.when(s.reserve(amount=s.sol("1000.01")))
    assert (False, NONE) == (reserves(more), more.state.exposure.total)


def test_each_stage_of_an_order_counts_once() -> None:
    """ORD-11: reserved, delivered, unpaid: the order moves from part to part and never doubles."""
    story = s.went(s.opened(), s.reserve())
    assert Exposure(s.PHONE_TOTAL, NONE, NONE, NONE) == story.state.exposure
    story = s.went(story, s.commit())
    assert Exposure(s.PHONE_TOTAL, NONE, NONE, NONE) == story.state.exposure
    story = s.went(story, s.delivered())
    assert Exposure(NONE, s.PHONE_TOTAL, NONE, NONE) == story.state.exposure
    story = s.went(story, s.invoiced(s.ORDER, s.part()))
    assert Exposure(NONE, NONE, s.PHONE_TOTAL, NONE) == story.state.exposure
    left = s.part(paid=s.sol("400.00"))
    story = s.went(story, s.paid(s.ORDER, s.sol("400.00"), left))
    assert Exposure(NONE, NONE, s.sol("600.00"), NONE) == story.state.exposure
    story = s.went(story, s.paid(s.ORDER, s.sol("600.00"), sequence=3))
    assert (NONE, {}, {}) == (
        story.state.exposure.total,
        story.state.obligations,
        story.state.due,
    )


@pytest.mark.parametrize(
    ("counts", "limit"),
    [
        (frozenset(Part), "1400.00"),
        (frozenset(Part) - {Part.UNALLOCATED}, "1600.00"),
        (frozenset(Part) - {Part.RESERVED}, "1300.00"),
        (frozenset(Part) - {Part.DELIVERED}, "1200.00"),
        (frozenset(Part) - {Part.UNPAID}, "1100.00"),
        (frozenset[Part](), "1000.00"),
    ],
)
def test_each_part_of_the_exposure_is_switched_by_policy(
    counts: frozenset[Part], limit: str
) -> None:
    """ORD-11: with every choice of parts that sum fits exactly, and a cent less does not."""
    for short, granted in ((NONE, True), (s.CENT, False)):
        process = tolerant(0, NONE, counts)
        story = s.went(
            s.opened(s.sol(limit) - short, process),
            s.commit("A", s.sol("100.00")),
            s.delivered("B", s.sol("200.00")),
            s.invoiced("C", s.part(s.sol("300.00"), s.TODAY)),
            s.to_account(st.TakePayment(s.payment(s.sol("200.00")))),
        )
        assert granted == reserves(story.when(s.reserve()))


def test_unallocated_money_makes_room() -> None:
    """ORD-11: credit of the account is deducted, to the cent."""
    surplus = s.to_account(st.TakePayment(s.payment(s.CENT)))
    assert not reserves(s.opened(s.sol("999.99")).when(s.reserve()))
    assert reserves(s.went(s.opened(s.sol("999.99")), surplus).when(s.reserve()))


@pytest.mark.parametrize(
    ("days", "tolerated", "late", "amount", "granted"),
    [
        (0, "0.00", 0, "50.00", True),
        (0, "0.00", 1, "0.01", False),
        (5, "0.00", 5, "50.00", True),
        (5, "0.00", 6, "0.01", False),
        (0, "50.00", 1, "50.00", True),
        (0, "50.00", 1, "50.01", False),
        (5, "50.00", 6, "50.00", True),
        (5, "50.00", 6, "50.01", False),
        (5, "50.00", 5, "50.01", True),
        (5, "50.00", 400, "50.00", True),
    ],
)
def test_past_due_is_tolerated_in_days_and_in_amount(
    days: int, tolerated: str, late: int, amount: str, *, granted: bool
) -> None:
    """ORD-10: both tolerances are inclusive, and one day or one cent above both is too much."""
    story = s.opened(process=tolerant(days, s.sol(tolerated)))
    owed = s.part(s.sol(amount), s.TODAY - timedelta(days=late))
    story = s.went(story, s.invoiced(OTHER, owed))
    story = story.when(s.reserve())
    assert granted == reserves(story)
    assert granted == ("credit.past-due" not in s.rules_in(decision(story)))


def test_what_is_past_due_adds_up_over_invoices() -> None:
    """ORD-10: the tolerated amount is for the whole account, not for each invoice."""
    process = tolerant(0, s.sol("50.00"))
    yesterday = s.TODAY - s.DAY
    story = s.went(
        s.opened(process=process),
        s.invoiced("A", s.part(s.sol("25.00"), yesterday)),
        s.invoiced("B", s.part(s.sol("25.00"), yesterday)),
    )
    assert reserves(story.when(s.reserve()))
    story = s.went(story, s.invoiced("C", s.part(s.CENT, yesterday)))
    assert not reserves(story.when(s.reserve()))


@pytest.mark.parametrize(
    ("at", "granted"),
    [
        (datetime(2026, 3, 2, 23, 59, 59, 999_999, s.LIMA), True),
        (datetime(2026, 3, 3, 0, 0, tzinfo=s.LIMA), False),
    ],
)
def test_past_due_begins_the_day_after_in_lima(at: datetime, *, granted: bool) -> None:
    """ORD-10: on the due day nothing is late until midnight in Lima, five hours after UTC's."""
    story = s.went(s.opened(), s.invoiced(OTHER, s.part(s.CENT, date(2026, 3, 2))))
    assert granted == reserves(story.when(s.reserve(at=at)))


def test_paying_what_is_late_opens_the_account_again() -> None:
    """ORD-10: once nothing is past due the next request passes; later instalments do not matter."""
    yesterday, later = s.TODAY - s.DAY, s.TODAY + 30 * s.DAY
    parts = (s.part(s.sol("10.00"), yesterday), s.part(s.sol("10.00"), later))
    story = s.went(s.opened(), s.invoiced(OTHER, *parts))
    assert not reserves(story.when(s.reserve()))
    story = s.went(story, s.paid(OTHER, s.sol("10.00"), parts[1]))
    assert reserves(story.when(s.reserve()))


def test_until_the_credit_line_is_known_the_order_waits() -> None:
    """ORD-02: neither a yes nor a no while the source cannot be reached; it is asked for."""
    story = s.account_story().when(s.reserve()).reaches(Stage.UNKNOWN)
    (event,) = s.moved(story).events
    assert isinstance(event, e.CreditRequested)
    assert Verdict.OPEN is event.decision.verdict
    story.sends(
        Tell("order", s.ORDER, ReportCredit(event.decision, s.PHONE_TOTAL)),
        AskCreditLine(s.ACCOUNT),
    )
    assert NONE == story.state.exposure.total


def test_orders_that_waited_are_answered_in_their_turn() -> None:
    """ORD-02: with the credit line the first one fits and the second one does not."""
    story = s.went(s.account_story(), s.reserve(), s.reserve(OTHER), s.reserve())
    line = c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.PHONE_TOTAL)
    story = story.when(s.to_account(c.ReportCreditLine(line))).reaches(Stage.ACTIVE)
    assert (e.AccountOpened, e.CreditReserved, e.ReservationDeclined) == s.kinds(story)
    assert [OTHER, s.ORDER] == [m.case for m in s.moved(story).messages if isinstance(m, Tell)]
    assert () == story.state.pending


def test_an_order_that_left_no_longer_waits() -> None:
    """ORD-33: cancelled while it waited, an order gets no credit when the line becomes known."""
    story = s.went(s.account_story(), s.reserve(), s.to_account(c.FreeCredit(s.ORDER)))
    line = c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.PHONE_TOTAL)
    story = story.when(s.to_account(c.ReportCreditLine(line)))
    assert ((e.AccountOpened,), NONE) == (s.kinds(story), story.state.exposure.total)


def test_an_account_without_a_credit_line_declines() -> None:
    """ORD-02: where the directory knows no line the answer is no; a later line can change it."""
    story = s.went(s.account_story(), s.reserve())
    story = story.when(s.to_account(c.ReportCreditLine(None))).reaches(Stage.UNKNOWN)
    assert ("credit.line",) == s.rules_in(decision(story))
    assert (e.CreditRequested,) == s.kinds(story.when(s.reserve()))


@entity
class NoMoreThan:
    """The order is small enough, which needs no look at the account."""

    code: ClassVar[str] = "credit.size"
    clause: Clause
    most: Money

    def check(self, facts: CreditFacts, /) -> Answer:
        """Whether it is."""
        return Answer(facts.amount <= self.most)


EARLY = changed(
    CREDIT_ACCOUNTS,
    evaluation=changed(
        CREDIT_ACCOUNTS.evaluation, policy=Policy("credit", (NoMoreThan(CREDIT, s.PHONE_TOTAL),))
    ),
)
"""An account whose only rule can say yes and no before anything is known of the account."""


@pytest.mark.parametrize(
    "asked",
    [s.reserve(), s.reserve(amount=s.PHONE_TOTAL + s.CENT, given=s.leave(s.sol("9000.00")))],
    ids=["early yes", "early no and an override"],
)
def test_a_yes_waits_for_the_credit_line(asked: Any) -> None:
    """ORD-02, ORD-13: it is answered once the line is known, and no without one."""
    start: s.AccountStory = Story(EARLY)
    story = start.when(asked).reaches(Stage.UNKNOWN)
    (event,) = s.moved(story).events
    assert isinstance(event, e.CreditRequested)
    assert ["credit.line"] == [finding.rule for finding in event.decision.obstacles]
    line = c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.ROOMY)
    known = story.when(s.to_account(c.ReportCreditLine(line))).reaches(Stage.ACTIVE)
    assert (e.AccountOpened, e.CreditReserved) == s.kinds(known)
    none = story.when(s.to_account(c.ReportCreditLine(None))).reaches(Stage.UNKNOWN)
    assert (e.ReservationDeclined,) == s.kinds(none)


def test_an_early_no_is_said_at_once() -> None:
    """ORD-10: what no credit line could change is not waited for."""
    start: s.AccountStory = Story(EARLY)
    story = start.when(s.reserve(amount=s.PHONE_TOTAL + s.CENT)).reaches(Stage.UNKNOWN)
    assert (e.ReservationDeclined,) == s.kinds(story)


def test_only_what_is_past_due_is_called_so() -> None:
    """ORD-10: an invoice is past due from the day after; what is due today or later is not."""
    parts = tuple(
        Instalment(s.TODAY + timedelta(days=day), s.sol("10.00"), NONE) for day in (-1, 0, 1)
    )
    invoiced = s.to_account(c.RecordInvoice(OTHER, parts, 1))
    story = s.went(s.opened(), s.reserve(OTHER, s.sol("30.00")), invoiced)
    asked = c.ReserveCredit(s.ORDER, s.CENT)
    found = CREDIT_ACCOUNTS.evaluation.facts(story.state, asked, s.NOON)
    assert (Overdue(1, s.sol("10.00")),) == found.overdue


@pytest.mark.parametrize(
    ("ceiling", "at", "granted"),
    [
        ("1600.00", s.NOON, True),
        ("1600.01", s.NOON, True),
        ("1599.99", s.NOON, False),
        ("1600.00", NEXT_DAY - s.TICK, True),
        ("1600.00", NEXT_DAY, False),
        ("1600.00", NEXT_DAY + s.TICK, False),
    ],
)
def test_an_override_covers_an_exposure_for_a_time(
    ceiling: str, at: datetime, *, granted: bool
) -> None:
    """ORD-13: the exposure may reach the ceiling, not a cent more, until just before expiry."""
    story = s.went(s.opened(s.sol("1000.00")), s.reserve(OTHER, s.sol("600.00")))
    given = s.leave(s.sol(ceiling), NEXT_DAY)
    story = story.when(s.reserve(at=at, given=given))
    assert granted == reserves(story)
    assert (Verdict.FAIL, given if granted else None) == (
        decision(story).verdict,
        decision(story).override,
    )
    why_not = () if granted else ("credit.override",)
    assert ("credit.limit", *why_not) == s.rules_in(decision(story))


def test_an_override_in_another_currency_covers_nothing() -> None:
    """ORD-11: a ceiling in dollars is ignored by an account in soles."""
    dollars = Override(s.ANALYST, "x", "y", Money.of("9000.00", Currency.USD), NEXT_DAY)
    story = s.opened(s.CENT).when(s.reserve(given=dollars))
    assert not reserves(story)
    assert ("credit.limit", "credit.override") == s.rules_in(decision(story))


def test_an_override_that_nobody_needs_is_not_spoken_of() -> None:
    """ORD-13: where the credit evaluation passes, an override, good or expired, changes nothing."""
    for expires in (NEXT_DAY, s.NOON):
        story = s.opened().when(s.reserve(given=s.leave(expires=expires)))
        assert reserves(story)
        assert (None, ()) == (decision(story).override, s.rules_in(decision(story)))


def test_one_currency_per_account() -> None:
    """ORD-11: an order in dollars is declined, known line or not; booking dollars is refused."""
    dollars = Money.of("10.00", Currency.USD)
    for story in (s.opened(), s.account_story()):
        asked = story.when(s.reserve(amount=dollars)).reaches(story.state.stage)
        assert "credit.currency" in s.rules_in(decision(asked))
        assert (e.ReservationDeclined,) == s.kinds(asked)
    line = c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, dollars)
    s.account_story().when(s.to_account(c.ReportCreditLine(line))).refused("account.currency")
    for command in (
        c.CommitCredit(s.ORDER, dollars),
        c.RecordDelivery(s.ORDER, dollars),
        c.RecordInvoice(s.ORDER, (s.part(dollars),), 1),
        c.RecordPayment(s.ORDER, "OP-1", dollars, False, (), 1),
        c.RecordReversal(s.ORDER, "OP-1", dollars, (), 1),
        st.TakePayment(s.payment(dollars)),
        st.RecallPayment("OP-1", dollars, "x"),
        st.OweBack("OP-1", dollars, "x"),
        c.UseSurplus(s.ORDER, dollars),
        c.RefundSurplus(dollars, "x"),
        c.ChangeLimit(dollars, "x"),
    ):
        s.opened().when(s.to_account(command)).refused("account.currency")


def test_a_suspended_or_closed_account_gives_no_credit() -> None:
    """ORD-01: suspended or closed, nothing new is financed, whatever room the limit leaves."""
    suspended = s.went(s.opened(), s.to_account(c.SuspendAccount("revisión")))
    closed = s.went(suspended, s.to_account(c.CloseAccount("fin")))
    for story in (suspended, closed):
        answer = story.when(s.reserve())
        assert ("credit.account-active",) == s.rules_in(decision(answer))
    again = s.went(suspended, s.to_account(c.ReactivateAccount("resuelto"))).reaches(Stage.ACTIVE)
    assert reserves(again.when(s.reserve()))


def test_only_orders_ask_for_credit() -> None:
    """ORD-32: neither sales nor Credit & Collections reserves credit by hand."""
    for role in (Role.SALES, Role.CREDIT_AND_COLLECTIONS, Role.BILLING, Role.DISTRIBUTOR):
        asked = s.to_account(c.ReserveCredit(s.ORDER, s.CENT), role=role)
        s.opened().when(asked).refused("process.wrong-role")


def test_an_account_goes_on_beyond_the_largest_amount() -> None:
    """TRU-09: what counts together may be more than any amount; it is judged, told and paid."""
    most = Money(MAX_MINOR, Currency.PEN)
    committed = s.went(s.opened(most), s.commit("A", most))
    assert (e.CreditCommitted,) == s.kinds(committed)
    passed = committed.when(s.invoiced("B", s.part(s.CENT), s.part(s.CENT)))
    (warned,) = (event for event in s.moved(passed).events if isinstance(event, e.LimitPassed))
    assert (most, most) == (warned.exposure, warned.limit)
    assert "credit.limit" in s.rules_in(decision(passed.when(s.reserve("C"))))
    paid = s.went(passed, s.paid("B", s.CENT, s.part(s.CENT)), s.paid("B", s.CENT, sequence=3))
    assert most == paid.state.exposure.total
    forged = changed(passed.state.exposure, delivered=most, unallocated=-most)
    assert (most, MAX_MINOR * 3 + 2) == (forged.total, forged.exact)
    owed = changed(forged, unallocated=most, reserved=-most, delivered=-most)
    assert (-most, 2 - MAX_MINOR * 3) == (owed.total, owed.exact)


def test_what_is_switched_off_counts_nowhere() -> None:
    """ORD-11: one sum: neither for the rule, nor for an override's ceiling, nor for the warning."""
    process = tolerant(0, NONE, frozenset({Part.UNPAID}))
    story = s.went(s.opened(s.CENT, process), s.commit("A", s.sol("100.00")))
    assert (e.CreditCommitted,) == s.kinds(story)
    exactly = s.reserve(given=s.leave(s.PHONE_TOTAL))
    assert (e.CreditReserved,) == s.kinds(story.when(exactly))
    owing = s.invoiced("B", s.part(s.CENT), s.part(s.CENT))
    assert (e.InvoiceRecorded, e.LimitPassed) == s.kinds(story.when(owing))


@pytest.mark.parametrize(
    ("disputed", "counts", "granted"),
    [("1.00", False, True), ("0.99", False, False), ("1.00", True, False), (None, False, False)],
)
def test_what_is_disputed_counts_as_the_pack_says(
    disputed: str | None, *, counts: bool, granted: bool
) -> None:
    """COL-03: a disputed invoice makes the next order past due only where the pack says so."""
    due = s.part(s.sol("1.00"), s.TODAY - s.DAY)
    amount = None if disputed is None else s.sol(disputed)
    told = s.to_account(c.RecordInvoice("B", (due,), 1, amount))
    story = s.went(s.opened(process=tolerant(0, NONE, disputed=counts)), told)
    assert granted == reserves(story.when(s.reserve()))
    later = s.to_account(c.RecordInvoice("B", (due,), 2))
    assert not reserves(s.went(story, later).when(s.reserve()))


def test_a_payment_leaves_what_is_disputed() -> None:
    """COL-03: part paid or charged back, the invoice is as disputed as before."""
    due = s.part(s.sol("2.00"), s.TODAY - s.DAY)
    half = s.part(s.sol("2.00"), s.TODAY - s.DAY, s.sol("1.00"))
    told = s.to_account(c.RecordInvoice("B", (due,), 1, s.sol("2.00")))
    story = s.went(s.opened(), told, s.paid("B", s.sol("1.00"), half))
    assert reserves(story.when(s.reserve()))
    back = s.to_account(c.RecordReversal("B", "OP-1", s.sol("1.00"), (due,), 3))
    assert reserves(s.went(story, back).when(s.reserve()))
