"""The account says that an invoice is left alone: its own levels stay silent (COL-05)."""

from datetime import date, datetime, timedelta
from typing import Final

import pytest

from order_to_cash.domain.core import Envelope
from order_to_cash.domain.receivable import Stage
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import RECEIVABLES
from tests.processes import samples as s

DUE: Final = s.TODAY + timedelta(days=30)
"""April 1: the reminder follows on April 2, the second alert on 9, the block on 16."""


def on(after: int) -> datetime:
    """Noon so many days after the due day."""
    return s.NOON + (30 + after) * s.DAY


def exempt(until: date | None, number: int = 1, after: int = -20) -> Envelope[r.Command]:
    return s.to_receivable(r.NoteExemption(number, until), on(after))


def look(after: int) -> Envelope[r.Command]:
    return s.to_receivable(r.FollowUp(), on(after))


def owed() -> s.ReceivableStory:
    return s.went(s.raised(), s.issue())


def test_no_level_is_told_and_no_service_blocked_during_an_exemption() -> None:
    """COL-05: until the day is over; then every level that was reached, the block a day later."""
    story = owed().when(exempt(DUE + 40 * s.DAY)).then(e.ExemptionNoted(1, DUE + 40 * s.DAY))
    story.sends().when(look(40)).then()
    assert RECEIVABLES.calendar.start_of(DUE + 41 * s.DAY) == RECEIVABLES.next_check(story.state)
    over = story.when(look(41))
    assert (e.CollectionAlertRaised, e.CollectionAlertRaised) == s.kinds(over)
    over.when(look(42)).then()
    assert (e.ServiceBlocked,) == s.kinds(over.when(look(43)))


def test_levels_go_on_where_they_were() -> None:
    """COL-05: what was told before the exemption is not told again, unless it lifted a block."""
    told = s.went(owed(), look(1), exempt(DUE + 12 * s.DAY, after=2))
    assert (e.CollectionAlertRaised,) == s.kinds(told.when(look(13)))
    assert 2 == s.went(told, look(13)).state.reached


def test_an_exemption_lifts_the_block() -> None:
    """COL-05: the service is reconnected, and the levels begin anew after the end."""
    blocked = s.went(owed(), look(8), look(15)).reaches(Stage.BLOCKED)
    over = blocked.when(exempt(DUE + 10 * s.DAY, after=16)).reaches(Stage.BLOCKED)
    over.then(e.ExemptionNoted(1, DUE + 10 * s.DAY))
    free = blocked.when(exempt(DUE + 30 * s.DAY, after=16)).reaches(Stage.ISSUED)
    free.then(e.ExemptionNoted(1, DUE + 30 * s.DAY), e.ServiceUnblocked())
    free.when(look(30)).then()
    again = free.when(look(31))
    assert (e.CollectionAlertRaised, e.CollectionAlertRaised) == s.kinds(again)


def test_the_last_word_of_the_account_counts() -> None:
    """COL-05: an older word that comes later changes nothing, nor does the same one again."""
    story = s.went(owed(), exempt(DUE, 2))
    story.when(exempt(DUE + s.DAY, 1)).then()
    story.when(exempt(DUE + s.DAY, 2)).then()
    back = story.when(exempt(None, 3))
    back.then(e.ExemptionNoted(3, None))
    assert (e.CollectionAlertRaised,) == s.kinds(back.when(look(1)))


def test_the_later_end_of_promise_and_exemption_counts() -> None:
    """COL-05: each pauses by itself."""
    promise = s.to_receivable(r.PromiseToPay(DUE + 5 * s.DAY), on(-20))
    for until, silent in ((DUE + 3 * s.DAY, 5), (DUE + 7 * s.DAY, 7)):
        story = s.went(owed(), promise, exempt(until))
        story.when(look(silent)).then()
        assert e.CollectionAlertRaised is s.kinds(story.when(look(silent + 1)))[0]


@pytest.mark.parametrize("ends", ["settled", "written_off"])
def test_a_debt_that_is_over_hears_of_an_exemption_too(ends: str) -> None:
    """COL-05: it may be owed again before the exemption ends."""
    last = st.TakePayment(s.payment()) if ends == "settled" else r.WriteOff("x")
    story = s.went(owed(), s.to_receivable(last)).reaches(Stage(ends))
    story.when(exempt(DUE)).then(e.ExemptionNoted(1, DUE)).reaches(Stage(ends))
