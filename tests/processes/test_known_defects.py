"""Defects that users of other order and billing systems met, as properties that hold here."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    WORDS,
    BrokenDefinition,
    Currency,
    Language,
    Money,
    Moved,
    NotInForce,
    Role,
    Term,
    Verdict,
)
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.credit_account import events as ae
from order_to_cash.domain.order import Stage as OrderStage
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.receivable import Receivable, Stage
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.receivable import events as re
from order_to_cash.domain.trade import (
    AskOfferings,
    Instalments,
    ReportCredit,
    flat,
)
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, RECEIVABLES
from tests.processes import samples as s
from tests.words import WHOLE

NONE = s.sol("0.00")
ORDERS = ("PED-1", "PED-2", "PED-3")
LIMIT = s.sol("1000.00")
SIX = Instalments(6, Term(months=1))


def soles(minor: int) -> Money:
    return Money(minor, Currency.PEN)


def tried(story: s.AccountStory, *envelopes: Any) -> tuple[s.AccountStory, list[Any]]:
    """The story after these commands, refused or not, and every event that came of them."""
    events: list[Any] = []
    for one in envelopes:
        story = story.when(one)
        if isinstance(story.outcome, Moved):
            events += story.outcome.events
    return story, events


amounts = st.sampled_from([s.CENT, s.sol("400.00"), s.sol("600.00"), LIMIT, s.sol("1000.01")])
credit_steps = st.one_of(
    st.builds(s.reserve, st.sampled_from(ORDERS), amounts),
    st.builds(s.delivered, st.sampled_from(ORDERS), amounts),
    st.builds(lambda order: s.to_account(a.FreeCredit(order)), st.sampled_from(ORDERS)),
    st.builds(s.commit, st.sampled_from(ORDERS), amounts),
    st.builds(lambda order, x: s.invoiced(order, s.part(x)), st.sampled_from(ORDERS), amounts),
    st.builds(lambda order: s.paid(order, s.CENT), st.sampled_from(ORDERS)),
)


@given(st.lists(credit_steps, max_size=12))
def test_no_closing_and_reopening_evades_the_limit(steps: list[Any]) -> None:
    """Elsewhere: close one order, open another, reopen the first. Here: never above in silence."""
    story, events = tried(s.opened(LIMIT), *steps)
    if LIMIT < story.state.exposure.total:
        assert any(isinstance(event, ae.LimitPassed) for event in events)
    granted = [x.decision for x in events if isinstance(x, ae.CreditReserved)]
    assert {Verdict.PASS} >= {decision.verdict for decision in granted}


def test_no_order_is_counted_twice_however_its_messages_interleave() -> None:
    """Elsewhere: delivered and invoiced, a sale counts double. Here: once, and none when paid."""
    warehouse = [s.commit(), s.delivered()]
    billing = [s.invoiced(s.ORDER, s.part()), s.paid(s.ORDER, s.PHONE_TOTAL)]
    for places in combinations(range(4), 2):
        story = s.went(s.opened(), s.reserve())
        turns = {True: iter(warehouse), False: iter(billing)}
        for turn in range(4):
            story = s.went(story, next(turns[turn in places]))
            assert story.state.exposure.total <= s.PHONE_TOTAL
        assert (NONE, {}) == (story.state.exposure.total, story.state.obligations)


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_what_lets_an_order_through_is_the_same_everywhere(limit: int, ceiling: int) -> None:
    """Elsewhere: a bypass works in one document only. Here: there is one, at the account."""
    story = s.went(s.declined(), s.override(soles(ceiling)))
    given_ = story.state.credit.override
    (asked,) = s.sent(story, a.ReserveCredit)
    assert asked.override is given_
    answer = s.opened(soles(limit)).when(s.to_account(asked))
    (told,) = s.sent(answer, ReportCredit)
    after = story.when(s.to_order(told))
    allowed = s.PHONE_TOTAL <= max(soles(limit), soles(ceiling))
    assert allowed == (after.state.stage is OrderStage.IN_VALIDATION)


@given(st.lists(credit_steps, max_size=6), st.sampled_from([a.SuspendAccount, a.CloseAccount]))
def test_what_was_delivered_can_always_be_invoiced(steps: list[Any], ends: Any) -> None:
    """Elsewhere: the block comes too late, and delivered goods cannot be invoiced. Here: always."""
    story, _ = tried(s.opened(LIMIT), *steps, s.to_account(ends("x")))
    for command in (s.delivered("PED-9"), s.invoiced("PED-9", s.part())):
        story = s.went(story, command)
    assert s.PHONE_TOTAL == story.state.obligations["PED-9"].amount


@given(st.integers(0, 5_000), st.integers(1, 8), st.integers(0, 40))
def test_overdue_is_measured_in_days_and_amount_not_in_invoices(
    minor: int, count: int, late: int
) -> None:
    """Elsewhere: the number of overdue invoices decides. Here: many small ones weigh as one."""
    due = s.TODAY - timedelta(days=late)
    parts = soles(minor).allocate((1,) * count)
    many = [s.invoiced(f"P-{n}", s.part(x, due)) for n, x in enumerate(parts)]
    split = s.went(s.opened(), *many).when(s.reserve())
    whole = s.went(s.opened(), s.invoiced("P", s.part(soles(minor), due))).when(s.reserve())
    assert s.kinds(whole) == s.kinds(split)


@given(st.integers(1, 300_000), st.integers(1, 300_000))
def test_an_override_always_leaves_its_trace(amount: int, ceiling: int) -> None:
    """Elsewhere: a role or flag lets it pass unseen. Here: who, role, why, ceiling, until when."""
    given_ = s.leave(soles(ceiling))
    story = s.opened(LIMIT).when(s.reserve(amount=soles(amount), given=given_))
    (event,) = s.moved(story).events
    if isinstance(event, ae.CreditReserved) and LIMIT < event.amount:
        text = str(event.decision)
        for part in (
            given_.actor,
            WORDS.word(Language.EN, "Role", given_.role),
            given_.reason,
            str(given_.ceiling),
            "2026-03-04",
        ):
            assert part in text
    else:
        assert event.decision.override is None


money_steps = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(0, 9), st.integers(1, 60_000)),
        st.tuples(st.just("reverse"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("look"), st.integers(0, 9), st.just(0)),
    ),
    max_size=14,
)


def lived(steps: list[tuple[str, int, int]]) -> tuple[list[Receivable], dict[str, Money]]:
    """A receivable in six parts through these steps, month by month, and the money it kept."""
    story, kept = s.issued(SIX), dict[str, Money]()
    states = [story.state]
    for month, (what, number, minor) in enumerate(steps):
        at, name = s.NOON + timedelta(days=20 * month), f"OP-{number}"
        if what == "pay":
            story = story.when(s.receive(soles(minor), name, at))
            if isinstance(story.outcome, Moved) and story.outcome.events:
                kept[name] = story.state.payments.get(name, NONE)
        elif what == "reverse":
            story = story.when(s.reverse(name, at))
            if isinstance(story.outcome, Moved):
                kept[name] = NONE
        else:
            story = story.when(s.follow_up(at))
        states.append(story.state)
    return states, kept


@given(money_steps)
def test_nothing_that_is_owed_or_paid_vanishes(steps: list[tuple[str, int, int]]) -> None:
    """Elsewhere: what is left is lost once most is paid. Here: every cent is accounted for."""
    states, kept = lived(steps)
    last = states[-1]
    debt, books = last.owed, last.payments.values()
    assert debt.totals.total == debt.paid + debt.credited + debt.outstanding
    assert debt.outstanding == Money.sum_of((x.outstanding for x in debt.instalments), Currency.PEN)
    booked = Money.sum_of(books, Currency.PEN)
    assert Money.sum_of(kept.values(), Currency.PEN) == booked


@given(money_steps)
def test_dunning_ends_only_when_nothing_is_due(steps: list[tuple[str, int, int]]) -> None:
    """Elsewhere: the last part paid closes the case though one is open. Here: all or none."""
    states, _ = lived(steps)
    for month, (before, after) in enumerate(pairwise(states)):
        today = (s.NOON + timedelta(days=20 * month)).date()
        if before.stage is Stage.BLOCKED and after.stage is not Stage.BLOCKED:
            assert after.owed.arrears(today) is None
        assert (after.stage is Stage.SETTLED) == after.owed.outstanding.is_zero


ALERTS = (("reminder", 1), ("second-alert", 8))
"""The levels before the block, which waits for a whole day after the last alert."""


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8).map(sorted))
def test_no_level_is_skipped_whenever_one_looks(days: list[int]) -> None:
    """Elsewhere: a check at an odd time skips a level. Here: levels follow from facts alone."""
    story, raised = s.issued(), []
    for day in days:
        story = story.when(s.follow_up(s.after_due(day)))
        for event in s.moved(story).events:
            assert isinstance(event, re.CollectionAlertRaised | re.ServiceBlocked)
            raised.append(event.level)
        if story.state.stage is Stage.BLOCKED:
            break
    expected = [level for level, after in ALERTS if after <= days[-1]]
    alerted = next((day for day in days if day >= 8), days[-1])
    if any(day >= max(15, alerted + 2) for day in days):
        expected.append("block")
    assert expected == raised


def test_what_ends_dunning_is_said() -> None:
    """Elsewhere: nobody knows what ends a case. Here: paid, credited in full, or written off."""
    ends = (
        s.receive(at=s.after_due(17)),
        s.to_receivable(r.WriteOff("incobrable"), s.after_due(17)),
    )
    for end in ends:
        assert RECEIVABLES.next_check(s.went(s.blocked(), end).state) is None
    disputed = s.went(s.blocked(), s.to_receivable(r.OpenDispute("x")))
    credited = s.to_receivable(r.ResolveDispute(s.PHONE_TOTAL, "x"), s.after_due(17))
    assert RECEIVABLES.next_check(s.went(disputed, credited).state) is None


@given(st.lists(credit_steps, max_size=8), amounts)
def test_asking_what_would_happen_is_what_happens(steps: list[Any], amount: Money) -> None:
    """Elsewhere: the dry run differs from the run. Here: one pure function serves both."""
    story, _ = tried(s.opened(LIMIT), *steps)
    dry = CREDIT_ACCOUNTS.evaluation.decide(story.state, a.ReserveCredit("PED-9", amount), s.NOON)
    (event,) = s.moved(story.when(s.reserve("PED-9", amount))).events
    assert isinstance(event, ae.CreditReserved | ae.ReservationDeclined)
    assert dry == event.decision


@given(st.dates(date(2003, 8, 1), date(2030, 12, 31)))
def test_no_day_has_a_price_of_another_one(day: date) -> None:
    """Elsewhere: an expired or later price is chosen. Here: the day asked for decides."""
    at = datetime(day.year, day.month, day.day, 23, 59, tzinfo=s.LIMA)
    story = s.order_story().when(s.to_order(o.PlaceOrder(s.request()), at))
    assert (AskOfferings((s.PHONE,), day),) == s.sent(story, AskOfferings)
    totals = RECEIVABLES.tax.totals(s.bill().lines, day, Currency.PEN)
    assert [Fraction(19 if day < date(2011, 3, 1) else 18, 100)] == [t.rate for t in totals.taxes]


def test_a_day_without_a_rate_has_none() -> None:
    """Elsewhere: the nearest rate is taken. Here: nothing is assumed before the first day."""
    with pytest.raises(NotInForce):
        RECEIVABLES.tax.totals(s.bill().lines, date(2003, 7, 31), Currency.PEN)


@pytest.mark.parametrize("second", [date(2026, 1, 1), date(2025, 12, 31)])
def test_two_changes_on_one_day_cannot_be_told_apart(second: date) -> None:
    """Elsewhere: the later of two changes on one day is dropped. Here: the table is refused."""
    rate = Fraction(18, 100)
    with pytest.raises(BrokenDefinition):
        flat("igv", (date(2026, 1, 1), rate, s.CLAUSE), (second, rate, s.CLAUSE))


def test_a_copy_of_a_blocked_order_is_decided_anew() -> None:
    """Elsewhere: a block is evaded by a copy. Here: each order is decided on its own way."""
    late = s.part(s.CENT, s.TODAY - s.DAY)
    story = s.went(s.opened(), s.invoiced("PED-0", late))
    for copy in ORDERS:
        answer = story.when(s.reserve(copy))
        (told,) = s.sent(answer, ReportCredit)
        assert ("credit.past-due",) == s.rules_in(told.decision)


@given(st.lists(credit_steps, max_size=8), amounts)
def test_every_answer_tells_its_reason(steps: list[Any], amount: Money) -> None:
    """Elsewhere: a no without its rationale. Here: figures, threshold, clause, in both tongues."""
    story, _ = tried(s.opened(LIMIT), *steps)
    (event,) = s.moved(story.when(s.reserve("PED-9", amount))).events
    assert isinstance(event, ae.CreditReserved | ae.ReservationDeclined)
    for language in WHOLE:
        (line,) = (x for x in event.decision.sentences(language) if str(LIMIT) in x)
        assert str(amount) in line
        assert "flujo 3" in line


@given(st.sampled_from(list(Role)), st.sampled_from([s.SELLER, s.ANALYST]))
def test_nobody_approves_what_he_ordered(role: Role, author: str) -> None:
    """Elsewhere: the author approves his own order. Here: never, in no role."""
    placed = s.to_order(o.PlaceOrder(s.request()), actor=author, role=Role.SALES)
    story = s.went(s.order_story(), placed, s.stock(), s.party(), s.offerings())
    no = s.went(story, s.credit(limit=s.CENT))
    assert no.state == no.when(s.override(actor=author, role=role)).state
    yes = s.went(story, s.credit())
    approve = s.to_order(o.DecideFinancing(approved=True, reason="x"), actor=author, role=role)
    assert yes.state == yes.when(approve).state
