"""Levels that look at a whole account: when they are told, of what, and what keeps them silent."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import BrokenDefinition, Currency, Money, Role, changed
from order_to_cash.domain.credit_account import AccountLevel, CreditAccountProcess, PastDue, Stage
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.trade import (
    Instalment,
    NoteExemption,
    Notice,
    Notify,
    Reach,
    Tell,
)
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.operators.peru import COLLECTION, CREDIT_ACCOUNTS
from order_to_cash.rules import account_schedule
from tests.processes import collected as k
from tests.processes import samples as s

DAY: Final = timedelta(days=1)
BOTH: Final = (
    PastDue("F-A", k.day(3, 2), s.sol("600.00")),
    PastDue("F-B", k.day(3, 5), s.sol("250.00")),
)


def next_day(story: s.AccountStory, process: CreditAccountProcess = k.PROCESS) -> date | None:
    """The local day of the next look, which begins with it."""
    at = process.next_check(story.state)
    if at is None:
        return None
    assert at == k.PROCESS.evaluation.calendar.start_of(at.astimezone(s.LIMA).date())
    return at.astimezone(s.LIMA).date()


@pytest.mark.parametrize("stage", k.STAGES)
def test_one_letter_names_every_invoice(stage: str) -> None:
    """COL-05: 600.00 since March 2 and 250.00 since March 5; what is due in April is not named."""
    story = k.owing(stage)
    assert k.day(3, 6) == next_day(story)
    story.when(k.look(k.day(3, 5))).then()
    sent = story.when(k.look(k.day(3, 6))).reaches(Stage(stage))
    (event,) = s.moved(sent).events
    assert isinstance(event, e.AccountReminded)
    assert ("letter", 4, s.sol("850.00"), BOTH) == (
        event.level,
        event.days,
        event.overdue,
        event.invoices,
    )
    (letter,) = s.moved(sent).messages
    assert (Notice.ACCOUNT_PAST_DUE, s.DISTRIBUTOR, k.CONTACT) == (
        letter.notice,
        letter.to,
        letter.contact,
    )
    assert ("F-A", "F-B") == tuple(row[0] for row in dict(letter.values)["invoices"])
    sent.when(k.look(k.day(3, 6))).then()
    assert k.day(3, 12) == next_day(sent)


@pytest.mark.parametrize("stage", k.STAGES)
def test_the_stop_comes_after_the_letter(stage: str) -> None:
    """COL-05: ten days after March 2, told with what it reaches; it counts in the history."""
    told = s.went(k.owing(stage), k.look(k.day(3, 6)))
    told.when(k.look(k.day(3, 11))).then()
    story = told.when(k.look(k.day(3, 12))).reaches(Stage(stage))
    (event,) = s.moved(story).events
    assert isinstance(event, e.AccountStopped)
    assert ("stop", 10, tuple(Reach), BOTH) == (
        event.level,
        event.days,
        event.reach,
        event.invoices,
    )
    (letter,) = s.moved(story).messages
    assert Notice.ACCOUNT_STOPPED is letter.notice
    assert (2, 10) == (story.state.history.defaults, story.state.history.worst_days)
    assert next_day(story) is None


def test_a_late_look_tells_all_that_was_reached_but_the_stop_waits_a_day() -> None:
    """COL-05, COL-04: between the letter and the stop lies a whole day, however late it is."""
    story = k.owing().when(k.look(k.day(3, 20)))
    assert (e.AccountReminded,) == s.kinds(story)
    assert k.day(3, 22) == next_day(story)
    story.when(k.look(k.day(3, 21))).then()
    assert (e.AccountStopped,) == s.kinds(story.when(k.look(k.day(3, 22))))


def test_a_level_waits_for_days_sum_and_invoices_together() -> None:
    """COL-05: each of the three alone is not enough, and the next look knows the day of all."""
    level = AccountLevel("x", days=5, minimum=s.sol("300.00"), invoices=3, waits=0)
    process = changed(CREDIT_ACCOUNTS, dunning=account_schedule(COLLECTION, level))
    story = k.in_stage("active", process)
    story = s.went(story, k.told("A", "299.99", k.day(3, 2)), k.told("B", "0.01", k.day(3, 3)))
    assert next_day(story, process) is None
    third = s.went(story, k.told("C", "0.01", k.day(3, 4)))
    assert k.day(3, 7) == next_day(third, process)
    late = s.went(story, k.told("C", "0.01", k.day(3, 20)))
    assert k.day(3, 21) == next_day(late, process)


def test_what_is_disputed_is_left_out() -> None:
    """COL-05, COL-03: a disputed invoice is neither counted, summed nor named."""
    whole = k.told("A", "600.00", k.day(3, 2), sequence=2, disputed=s.sol("600.00"))
    assert next_day(s.went(k.owing(), whole)) == k.day(4, 2)
    half = k.told("A", "600.00", k.day(3, 2), sequence=2, disputed=s.sol("590.00"))
    story = s.went(k.owing(), half).when(k.look(k.day(3, 6)))
    (event,) = s.moved(story).events
    assert s.sol("260.00") == event.overdue
    assert (PastDue("F-A", k.day(3, 2), s.sol("10.00")), BOTH[1]) == event.invoices


def test_levels_begin_anew_once_nothing_is_past_due() -> None:
    """COL-05: until the last invoice past due is paid they go on where they are."""
    told = s.went(k.owing(), k.look(k.day(3, 6)))
    part = told.when(k.paid("A", "600.00", k.day(3, 7)))
    assert (e.PaymentRecorded,) == s.kinds(part)
    assert 1 == part.state.collection.reached
    over = part.when(k.paid("B", "250.00", k.day(3, 7)))
    assert (e.PaymentRecorded, e.AccountCleared) == s.kinds(over)
    assert 0 == over.state.collection.reached
    assert next_day(over) is None
    second = s.went(over, k.told("D", "70.00", k.day(4, 3)))
    assert k.day(4, 4) == next_day(second)


@pytest.mark.parametrize("stage", k.STAGES)
def test_what_clears_the_levels_without_a_stop(stage: str) -> None:
    """COL-05: paid, credited, or the one invoice that is left is exempt, in every stage."""
    told = s.went(k.owing(stage), k.look(k.day(3, 6)), k.paid("A", "600.00", k.day(3, 7)))
    credited = k.told("B", "0.00", k.day(3, 5), sequence=2)
    for last in (
        k.paid("B", "250.00", k.day(3, 7)),
        s.to_account(credited.command, k.at(k.day(3, 7))),
        k.exempt(k.day(3, 30), k.day(3, 7), "F-B"),
    ):
        story = told.when(last).reaches(Stage(stage))
        assert e.AccountCleared is s.kinds(story)[-1]


# --- exemptions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", k.STAGES)
def test_during_an_exemption_no_level_is_told(stage: str) -> None:
    """COL-05: not of the account; at its end the role is told and the levels go on, all at once."""
    story = s.went(k.owing(stage), k.exempt(k.day(4, 10))).reaches(Stage(stage))
    assert k.day(4, 11) == next_day(story)
    for day in (k.day(3, 6), k.day(3, 12), k.day(4, 10)):
        story.when(k.look(day)).then()
    over = story.when(k.look(k.day(4, 11))).reaches(Stage(stage))
    assert (e.ExemptionEnded, e.AccountReminded) == s.kinds(over)
    ended = s.sent(over, Notify)[0]
    assert (Notice.EXEMPTION_ENDED, Role.CREDIT_AND_COLLECTIONS.value) == (ended.notice, ended.to)
    assert s.sol("930.00") == s.moved(over).events[1].overdue
    assert k.day(4, 13) == next_day(over)


def test_levels_go_on_where_they_were_after_an_exemption() -> None:
    """COL-05: the letter that was told before is not told again; the stop comes after the end."""
    told = s.went(k.owing(), k.look(k.day(3, 6)), k.exempt(k.day(3, 31), k.day(3, 7)))
    told.when(k.look(k.day(3, 12))).then()
    over = told.when(k.look(k.day(4, 1)))
    assert (e.ExemptionEnded, e.AccountStopped) == s.kinds(over)


@pytest.mark.parametrize("stage", k.STAGES)
def test_an_exemption_is_withdrawn_before_its_end(stage: str) -> None:
    """COL-05: the levels go on in the next look, and nobody is told of an end."""
    story = s.went(k.owing(stage), k.exempt(k.day(4, 10)))
    back = story.when(s.to_account(c.WithdrawExemption("sin fundamento"), k.at(k.day(3, 8))))
    back.reaches(Stage(stage)).then(e.ExemptionWithdrawn(s.ACCOUNT, "sin fundamento"))
    assert k.day(3, 6) == next_day(back)
    assert (e.AccountReminded,) == s.kinds(back.when(k.look(k.day(3, 9))))


def test_an_exempt_invoice_is_left_out_and_the_others_are_told() -> None:
    """COL-05: without A only B and C are looked at, until April 10 is over."""
    story = s.went(k.owing(), k.exempt(k.day(4, 10), invoice="F-A"))
    assert k.day(4, 2) == next_day(story)
    (event,) = s.moved(story.when(k.look(k.day(4, 2)))).events
    rest = PastDue("F-C", k.day(4, 1), s.sol("80.00"))
    assert (s.sol("330.00"), (BOTH[1], rest)) == (event.overdue, event.invoices)
    other = k.exempt(k.day(4, 5), k.day(3, 8), "F-B")
    both = s.went(story, other)
    assert k.day(4, 6) == next_day(both)
    ended = both.when(k.look(k.day(4, 6)))
    assert (e.ExemptionEnded, e.AccountReminded) == s.kinds(ended)
    assert (("invoice", "F-B"),) == s.sent(ended, Notify)[0].values[-1:]


def test_receivables_hear_of_an_exemption() -> None:
    """COL-05: their own levels are silent too: those open, new ones, and those owed again."""

    def said(story: s.AccountStory) -> Mapping[str, NoteExemption]:
        told = (m for m in s.moved(story).messages if isinstance(m, Tell))
        return {m.case: m.command for m in told if isinstance(m.command, NoteExemption)}

    names = {n: receivable_of("order", n) for n in "ABCD"}
    until = k.day(4, 10)
    whole = k.owing().when(k.exempt(until))
    assert dict.fromkeys((names[n] for n in "ABC"), NoteExemption(1, until)) == said(whole)
    assert {names["D"]: NoteExemption(1, until)} == said(
        whole.when(k.told("D", "5.00", k.day(3, 9)))
    )
    gone = s.went(whole, k.paid("A", "600.00", k.day(3, 3)))
    part = Instalment(k.day(3, 2), s.sol("600.00"), s.NOTHING)
    again = c.RecordReversal("A", "OP-1", s.sol("600.00"), (part,), 3, invoice="F-A")
    assert {names["A"]: NoteExemption(1, until)} == said(gone.when(s.to_account(again)))
    one = whole.when(k.exempt(k.day(4, 20), invoice="F-B"))
    assert {names["B"]: NoteExemption(2, k.day(4, 20))} == said(one)
    withdrawn = one.when(s.to_account(c.WithdrawExemption("x")))
    assert {
        names["A"]: NoteExemption(3, None),
        names["B"]: NoteExemption(3, k.day(4, 20)),
        names["C"]: NoteExemption(3, None),
    } == said(withdrawn)


def test_an_exemption_that_cannot_be_is_refused() -> None:
    """COL-05, TRU-16: over already, of no open invoice, for oneself, or not there to withdraw."""
    story = k.owing()
    story.when(k.exempt(k.day(3, 1))).refused("account.exemption-over")
    s.went(story, k.exempt(s.TODAY))
    story.when(k.exempt(k.day(4, 1), invoice="F-Z")).refused("account.no-such-invoice")
    own = s.to_account(k.exempt(k.day(4, 1)).command, actor=s.DISTRIBUTOR)
    story.when(own).refused("account.own-gain")
    story.when(s.to_account(c.WithdrawExemption("x"))).refused("account.no-exemption")
    other = s.went(story, k.exempt(k.day(4, 1), invoice="F-A"))
    other.when(s.to_account(c.WithdrawExemption("x"))).refused("account.no-exemption")
    s.went(other, s.to_account(c.WithdrawExemption("x", "F-A")))


# --- the schedule --------------------------------------------------------------------------------

FIRST: Final = AccountLevel("a", days=5, minimum=s.sol("10.00"), invoices=2)


@pytest.mark.parametrize(
    "levels",
    [
        (changed(FIRST, days=0),),
        (changed(FIRST, invoices=0),),
        (changed(FIRST, waits=-1),),
        (changed(FIRST, minimum=s.NOTHING),),
        (changed(FIRST, minimum=Money.of("1.00", Currency.USD)),),
        (FIRST, changed(FIRST, minimum=Money.of("50.00", Currency.USD), code="b")),
        (FIRST, FIRST),
        (FIRST, changed(FIRST, days=4, code="b")),
        (FIRST, changed(FIRST, minimum=s.sol("9.99"), code="b")),
        (FIRST, changed(FIRST, invoices=1, code="b")),
        (changed(FIRST, stops=(Reach.ORDERS,)),),
        (
            FIRST,
            changed(FIRST, code="b", stops=(Reach.ORDERS,)),
            changed(FIRST, code="c", stops=(Reach.DELIVERIES,)),
        ),
    ],
)
def test_levels_that_could_not_be_are_refused(levels: tuple[AccountLevel, ...]) -> None:
    """COL-05: no days, falling figures, another currency, a code twice, a stop without a letter."""
    with pytest.raises(BrokenDefinition):
        changed(CREDIT_ACCOUNTS, dunning=account_schedule(COLLECTION, *levels))


INVOICES: Final = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 400), st.integers(0, 400), st.booleans()),
    max_size=5,
)


@given(INVOICES, st.integers(1, 20), st.integers(1, 900), st.integers(1, 4))
def test_the_next_look_is_the_first_day_on_which_the_level_is_reached(
    invoices: list[tuple[int, int, int, bool]], days: int, cents: int, least: int
) -> None:
    """COL-05: reckoned day by day over the invoices, disputed and exempt ones as well."""
    minimum = Money.nearest(cents, Currency.PEN)
    level = AccountLevel("x", days=days, minimum=minimum, invoices=least)
    process = changed(CREDIT_ACCOUNTS, dunning=account_schedule(COLLECTION, level))
    story: Any = k.in_stage("active", process)
    rest = []
    for number, (after, owed, disputed, exempt) in enumerate(invoices):
        due, amount = s.TODAY + after * DAY, Money.nearest(owed, Currency.PEN)
        against = Money.nearest(min(disputed, owed), Currency.PEN) if disputed else None
        made = k.told(str(number), str(amount.amount), due, disputed=against)
        story = s.went(story, made)
        if exempt:
            story = s.went(story, k.exempt(s.TODAY + 900 * DAY, invoice=f"F-{number}"))
        else:
            rest.append((due, owed - min(disputed, owed)))

    def reached(today: date) -> bool:
        late = [(due, owed) for due, owed in rest if due < today and owed]
        return (
            bool(late)
            and days <= max((today - due).days for due, _ in late)
            and cents <= sum(owed for _, owed in late)
            and least <= len(late)
        )

    expected = next((d for n in range(80) if reached(d := s.TODAY + n * DAY)), None)
    found = next_day(story, process)
    assert expected == (None if found == s.TODAY + 901 * DAY else found)
    if expected is not None:
        story.when(k.look(expected - DAY)).then()
        assert (e.AccountReminded,) == s.kinds(story.when(k.look(expected)))
