"""Late interest and fees: debts of their own, paid in the order of the policy (COL-06)."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.audit.states import state_problems
from order_to_cash.domain.core import (
    BrokenDefinition,
    Currency,
    Dated,
    Money,
    Role,
    Term,
    Timeline,
    changed,
)
from order_to_cash.domain.receivable import (
    ChargePaid,
    DunningLevel,
    InterestReckoned,
    LateFee,
    LateFeeCharged,
    LateInterest,
    LatePolicy,
    Owed,
    Receivable,
    Stage,
)
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.trade import Instalments, Notice, Notify
from order_to_cash.domain.trade.billing import NoteRecalled, NoteTaken
from order_to_cash.operators.peru import COLLECTION, RECEIVABLES
from order_to_cash.rules import dunning_schedule
from order_to_cash.testing import Story
from tests.processes import samples as s

DUE = date(2026, 4, 1)
"""A thousand is due then; the example reckons 12 % until May 1, 24 % after, over 360 days."""

RATES = Timeline(
    "late interest",
    (
        Dated(date(2026, 1, 1), Fraction(12, 100), COLLECTION),
        Dated(date(2026, 5, 2), Fraction(24, 100), COLLECTION),
    ),
)
LEVELS = dunning_schedule(
    COLLECTION,
    DunningLevel("before", days=-3, minimum=s.CENT),
    DunningLevel("reminder", days=10, minimum=s.CENT),
    DunningLevel("block", days=20, minimum=s.CENT, blocks=True),
    DunningLevel("last", days=40, minimum=s.CENT),
)
FEES = (LateFee("reminder", s.sol("5.00"), COLLECTION), LateFee("block", s.sol("7.50"), COLLECTION))
POLICY = LatePolicy(LateInterest(RATES, 360), FEES)
PROCESS = changed(RECEIVABLES, dunning=LEVELS, late=POLICY)


def at(day: str) -> datetime:
    """Noon of a day, where the operator is."""
    return datetime.fromisoformat(f"2026-{day}T12:00").replace(tzinfo=s.LIMA)


def issued(policy: LatePolicy | None = POLICY, **other: Any) -> s.ReceivableStory:
    """A thousand, due on the first of April."""
    return s.issued(process=changed(PROCESS, late=policy), **other)


def owed(story: s.ReceivableStory) -> tuple[str, str, str]:
    """What is open of costs, interest and the invoice."""
    state = s.moved(story).state
    late = state.charges
    return late.costs.open.amount, late.interest.open.amount, state.owed.outstanding.amount


def put(story: s.ReceivableStory) -> list[tuple[str, str]]:
    """What the last payment was put to, in order."""
    return [
        (event.kind.value, event.amount.amount)
        if isinstance(event, ChargePaid)
        else ("principal", event.allocated.amount)
        for event in s.moved(story).events
        if isinstance(event, ChargePaid) or hasattr(event, "allocated")
    ]


def test_the_example_is_due_as_it_says() -> None:
    """The example's thousand falls due on its day."""
    assert DUE == s.moved(issued()).state.owed.instalments[0].due


@pytest.mark.parametrize(
    ("day", "interest"),
    [
        ("04-02", "0.33"),  # 1000 x 12 % x 1 / 360
        ("04-11", "3.33"),  # 10 days
        ("05-01", "10.00"),  # 30 days
        ("05-02", "10.67"),  # 30 days at 12 %, one at 24 %
        ("05-31", "30.00"),  # 30 days at each
    ],
)
def test_interest_runs_from_the_day_after_the_due_day(day: str, interest: str) -> None:
    """COL-06: dated yearly rate, days and base, by hand: amount x rate x days / 360."""
    story = issued().when(s.receive(s.sol("0.01"), at=at(day)))
    (found,) = (e for e in s.moved(story).events if isinstance(e, InterestReckoned))
    assert (interest, s.sol("1000.00")) == (found.amount.amount, found.overdue)
    assert (DUE, at(day).date()) == (found.since, found.until)


def test_nothing_is_due_for_paying_in_time() -> None:
    """COL-06: on the due day itself it is not late."""
    story = issued().when(s.receive(at=at("04-01"))).reaches(Stage.SETTLED)
    assert s.moved(story).state.late is None


def test_without_a_policy_nothing_is_charged() -> None:
    """COL-06: it is off unless the pack names it."""
    story = issued(None).when(s.receive(at=at("05-31"))).reaches(Stage.SETTLED)
    assert s.moved(story).state.late is None


def test_a_level_costs_its_fee_and_reckons_the_interest() -> None:
    """COL-06: a reminder before the due day costs nothing, an alert its fee, told to the party."""
    early = issued().when(s.follow_up(at("03-29")))
    assert ("0.00", "0.00", "1000.00") == owed(early)
    story = early.when(s.follow_up(at("04-11")))
    assert ("5.00", "3.33", "1000.00") == owed(story)
    told = [n for n in s.sent(story, Notify) if n.notice is Notice.LATE_CHARGE]
    assert [("interest", "3.33"), ("costs", "5.00")] == [
        (dict(n.values)["kind"], dict(n.values)["amount"].amount) for n in told
    ]
    blocked = story.when(s.follow_up(at("04-21"))).reaches(Stage.BLOCKED)
    assert ("12.50", "6.66", "1000.00") == owed(blocked)


@pytest.mark.parametrize(
    ("order", "amount", "expected"),
    [
        ("costs interest principal", "4.00", [("costs", "4.00")]),
        ("costs interest principal", "7.00", [("costs", "5.00"), ("interest", "2.00")]),
        (
            "costs interest principal",
            "108.33",
            [("costs", "5.00"), ("interest", "3.33"), ("principal", "100.00")],
        ),
        ("interest costs principal", "4.00", [("interest", "3.33"), ("costs", "0.67")]),
        ("principal interest costs", "1000.00", [("principal", "1000.00")]),
        (
            "principal interest costs",
            "1004.00",
            [("principal", "1000.00"), ("interest", "3.33"), ("costs", "0.67")],
        ),
    ],
)
def test_money_goes_where_the_policy_says(
    order: str, amount: str, expected: list[tuple[str, str]]
) -> None:
    """COL-06: costs, interest and principal in the order that the pack names."""
    policy = changed(POLICY, order=tuple(map(Owed, order.split())))
    story = issued(policy).when(s.follow_up(at("04-11")))
    assert expected == put(story.when(s.receive(s.sol(amount), at=at("04-11"))))


def test_nothing_is_forgotten_when_the_principal_is_paid() -> None:
    """COL-06: the invoice is open until interest and fees are paid too, and no longer blocked."""
    policy = changed(POLICY, order=(Owed.PRINCIPAL, Owed.INTEREST, Owed.COSTS))
    blocked = s.went(issued(policy), s.follow_up(at("04-11")), s.follow_up(at("04-21")))
    story = blocked.when(s.receive(at=at("04-21"))).reaches(Stage.ISSUED)
    assert ("12.50", "6.66", "0.00") == owed(story)
    rest = story.when(s.receive(s.sol("19.16"), "OP-2", at("04-25"))).reaches(Stage.SETTLED)
    assert ("0.00", "0.00", "0.00") == owed(rest)
    assert s.sol("19.16") == total(taken.taken for taken in s.sent(rest, NoteTaken))


def total(amounts: Any) -> Money:
    """The sum of some soles."""
    return Money.sum_of(amounts, Currency.PEN)


def test_a_payment_that_is_taken_back_owes_all_it_paid() -> None:
    """COL-06, COL-01: principal, interest and fees are owed again, and the payment hears of all."""
    settled = s.went(
        issued(), s.follow_up(at("04-11")), s.receive(s.sol("1008.33"), at=at("04-11"))
    )
    settled.reaches(Stage.SETTLED)
    story = settled.when(s.reverse(at=at("04-21"))).reaches(Stage.ISSUED)
    assert ("5.00", "3.33", "1000.00") == owed(story)
    assert s.sol("1008.33") == total(told.amount for told in s.sent(story, NoteRecalled))


def test_no_interest_is_due_for_days_on_which_nothing_was_owed() -> None:
    """COL-06: paid from April 11 to 21; ten days before and ten days after bear interest."""
    settled = s.went(issued(), s.receive(s.sol("1003.33"), at=at("04-11")))
    story = s.went(settled, s.reverse(at=at("04-21")), s.receive(s.CENT, "OP-2", at("05-01")))
    assert s.sol("6.66") == s.moved(story).state.charges.interest.amount


def test_what_is_disputed_bears_no_interest_until_it_is_resolved() -> None:
    """COL-06: six hundred disputed for ten days: 3.33 before, 1.33 meanwhile, 3.33 after."""
    dispute = s.to_receivable(c.OpenDispute("x", s.sol("600.00")), at("04-11"))
    resolve = s.to_receivable(c.ResolveDispute(None, "x"), at("04-21"))
    story = s.went(issued(), dispute, resolve, s.receive(s.CENT, at=at("05-01")))
    assert s.sol("7.99") == s.moved(story).state.charges.interest.amount


def test_each_part_bears_interest_from_its_own_day() -> None:
    """COL-06: half due on April 2, half on May 2; on May 12 for 40 days, and for 10 at 24 %."""
    story = issued(terms=Instalments(2, Term(months=1))).when(s.receive(s.CENT, at=at("05-12")))
    parts = s.moved(story).state.owed.instalments
    reckoned = Fraction(0)
    for part in parts:
        day = part.due
        while day < date(2026, 5, 12):
            day += timedelta(days=1)
            rate = Fraction(12 if day < date(2026, 5, 2) else 24, 100)
            reckoned += 500 * rate / 360
    assert Money.rounded(reckoned, Currency.PEN) == s.moved(story).state.charges.interest.amount


def reminded() -> s.ReceivableStory:
    """Ten days late: a fee, interest, and a payment of one sol that went to the fee."""
    told = s.went(issued(), s.follow_up(at("04-11")))
    return s.went(told, s.receive(s.sol("1.00"), "OP-0", at("04-11")))


def blocked() -> s.ReceivableStory:
    """Twenty days late, and blocked."""
    return s.went(reminded(), s.follow_up(at("04-21"))).reaches(Stage.BLOCKED)


CHANGES: tuple[tuple[Any, ...], ...] = (
    (s.receive(s.sol("4.00"), "OP-1", at("05-11")),),
    (s.reverse("OP-0", at("05-11")),),
    (s.to_receivable(c.OpenDispute("x", s.sol("10.00")), at("05-11")),),
    (
        s.to_receivable(c.OpenDispute("x", s.sol("10.00")), at("04-21")),
        s.to_receivable(c.ResolveDispute(None, "x"), at("05-11")),
    ),
    (s.to_receivable(c.CreditInvoice(s.sol("10.00"), "x"), at("05-11")),),
    (s.to_receivable(c.WriteOff("x"), at("05-11")),),
    (s.follow_up(at("05-11")),),
)


@pytest.mark.parametrize(("begun", "steps"), list(product((reminded, blocked), CHANGES)))
def test_interest_is_reckoned_before_what_is_owed_changes(begun: Any, steps: Any) -> None:
    """COL-06: up to that day, on what was past due until then, whatever happens to it."""
    story = s.went(begun(), *steps)
    first = s.moved(story).events[0]
    assert isinstance(first, InterestReckoned)
    assert (at("05-11").date(), True) == (first.until, first.amount.is_positive)
    assert [] == list(state_problems(s.moved(story).state))


@pytest.mark.parametrize("begun", [reminded, blocked])
def test_what_a_fee_got_is_taken_back_after_giving_up(begun: Any) -> None:
    """COL-06: it stays given up, with all that came of it, blocked or not."""
    off = s.went(begun(), s.to_receivable(c.WriteOff("gone"), at("04-21")))
    back = off.when(s.reverse("OP-0", at("04-22"))).reaches(Stage.WRITTEN_OFF)
    assert ("0.00", "0.00", "0.00") == owed(back)
    assert s.sol("1.00") == total(told.amount for told in s.sent(back, NoteRecalled))


@pytest.mark.parametrize("begun", [reminded, blocked])
def test_a_fee_that_is_taken_back_is_owed_again(begun: Any) -> None:
    """COL-06: while the invoice is open, and where it was settled it is open again."""
    open_again = s.went(begun(), s.reverse("OP-0", at("04-22"))).reaches(begun().state.stage)
    assert s.sol("1.00") == total(told.amount for told in s.sent(open_again, NoteRecalled))
    settled = s.went(begun(), s.receive(s.sol("2000.00"), "OP-1", at("04-21")))
    reopened = settled.reaches(Stage.SETTLED).when(s.reverse("OP-0", at("04-21")))
    assert ("1.00", "0.00", "0.00") == owed(reopened.reaches(Stage.ISSUED))


@pytest.mark.parametrize(
    "ends", [s.to_receivable(c.WaiveCharges("x"), at("04-21")), s.to_receivable(c.WriteOff("x"))]
)
def test_what_is_left_of_a_credited_invoice_can_be_waived(ends: Any) -> None:
    """COL-06: the invoice is credited whole, what came of it is open until it is waived."""
    credit = s.to_receivable(c.CreditInvoice(s.sol("1000.00"), "x"), at("04-11"))
    story = reminded().when(credit).reaches(Stage.ISSUED)
    assert ("4.00", "3.33", "0.00") == owed(story)
    assert ("0.00", "0.00", "0.00") == owed(story.when(ends).reaches(Stage.SETTLED))


@pytest.mark.parametrize("begun", [reminded, blocked])
def test_charges_are_waived_in_every_stage_that_owes(begun: Any) -> None:
    """COL-06: blocked or not."""
    story = begun().when(s.to_receivable(c.WaiveCharges("x"), at("04-21")))
    assert ("0.00", "0.00", "1000.00") == owed(story)


def test_charges_can_be_waived_and_the_invoice_stays() -> None:
    """COL-06: Credit & Collections waives what is open; nobody waives what is not there."""
    story = issued().when(s.follow_up(at("04-11")))
    waive = s.to_receivable(c.WaiveCharges("a first time"), at("04-12"))
    assert ("0.00", "0.00", "1000.00") == owed(story.when(waive).reaches(Stage.ISSUED))
    issued().when(waive).refused("receivable.no-charges")


def test_giving_up_gives_up_the_charges_too() -> None:
    """COL-06: nothing stays open of what is written off, and later interest does not begin."""
    story = s.went(issued(), s.follow_up(at("04-11")))
    off = story.when(s.to_receivable(c.WriteOff("gone"), at("04-11"))).reaches(Stage.WRITTEN_OFF)
    assert ("0.00", "0.00", "0.00") == owed(off)
    recovered = off.when(s.receive(at=at("05-31"))).reaches(Stage.SETTLED)
    assert ("0.00", "0.00", "0.00") == owed(recovered)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 120_000), st.booleans()), max_size=8),
    st.permutations(tuple(Owed)),
)
def test_every_cent_is_somewhere(moves: list[tuple[int, int, bool]], order: list[Owed]) -> None:
    """COL-06: money that came = put to the invoice, interest and costs + told as too much."""
    story, day, came, back = issued(changed(POLICY, order=tuple(order))), DUE, 0, {}
    for number, (days, minor, reverse) in enumerate(moves):
        day += timedelta(days=days)
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=s.LIMA)
        name = f"OP-{number}"
        story = story.when(s.follow_up(noon)) if _owes(story) else story
        story = s.went(story, s.receive(Money(minor, Currency.PEN), name, noon))
        back[name] = minor - sum(n.rest.minor for n in s.sent(story, NoteTaken))
        came += back[name]
        if reverse and back[name]:
            story = s.went(story, s.reverse(name, noon))
            assert back[name] == sum(n.amount.minor for n in s.sent(story, NoteRecalled))
            came -= back[name]
        state = s.moved(story).state
        assert came == sum(held.minor for held in state.held.values())
        assert [] == list(state_problems(state))


def _owes(story: Story[Receivable, Any, Any]) -> bool:
    return s.moved(story).state.stage in (Stage.ISSUED, Stage.BLOCKED)


@pytest.mark.parametrize(
    "broken",
    [
        lambda: LateInterest(RATES, 0),
        lambda: LateInterest(RATES, 367),
        lambda: LateInterest(Timeline("x", (Dated(DUE, Fraction(-1, 100), COLLECTION),)), 365),
        lambda: LatePolicy(order=(Owed.COSTS, Owed.INTEREST)),
        lambda: LatePolicy(order=(Owed.COSTS, Owed.COSTS, Owed.PRINCIPAL)),
        lambda: LatePolicy(fees=(FEES[0], FEES[0])),
        lambda: LatePolicy(fees=(changed(FEES[0], amount=s.sol("0.00")),)),
        lambda: changed(PROCESS, late=LatePolicy(fees=(changed(FEES[0], level="never"),))),
        lambda: changed(PROCESS, late=LatePolicy(fees=(changed(FEES[0], level="before"),))),
    ],
)
def test_a_policy_that_cannot_be_is_refused(broken: Any) -> None:
    """COL-06: no year, rates below zero, an order that lacks a kind, fees of no level."""
    with pytest.raises(BrokenDefinition):
        broken()


def test_a_fee_in_another_currency_is_not_charged() -> None:
    """No rate of exchange is assumed."""
    dollars = LateFee("reminder", Money.of("5.00", Currency.USD), COLLECTION)
    story = issued(LatePolicy(fees=(dollars,))).when(s.follow_up(at("04-11")))
    assert not any(isinstance(e, LateFeeCharged) for e in s.moved(story).events)


def test_nobody_waives_what_he_owes() -> None:
    """TRU-16: whoever owes it cannot decide it, whatever role he has."""
    story = issued().when(s.follow_up(at("04-11")))
    own = s.to_receivable(
        c.WaiveCharges("x"), at("04-12"), actor=s.DISTRIBUTOR, role=Role.CREDIT_AND_COLLECTIONS
    )
    story.when(own).refused("receivable.own-debt")
