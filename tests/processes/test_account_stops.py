"""A stopped account: who is told, which orders wait, and how they go on again (COL-05)."""

from itertools import product
from typing import Final

import pytest

from order_to_cash.domain.core import Currency, Envelope, Money, Verdict
from order_to_cash.domain.credit_account import Stage
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.trade import (
    NoteStanding,
    Notice,
    Notify,
    Reach,
    ReportCredit,
    Tell,
)
from tests.processes import collected as k
from tests.processes import samples as s

OTHER: Final = "PED-2026-0002"
BACK: Final = k.day(3, 20)
STOPPED: Final = NoteStanding(2, "stop", tuple(Reach))


def follows(order: str = s.ORDER) -> Envelope[c.Command]:
    return s.to_account(c.FollowAccount(order))


def standings(story: s.AccountStory) -> dict[str, NoteStanding]:
    """What each order is told of the account's standing."""
    told = (m for m in s.moved(story).messages if isinstance(m, Tell))
    return {m.case: m.command for m in told if isinstance(m.command, NoteStanding)}


def settled(story: s.AccountStory) -> s.AccountStory:
    """One of the two invoices past due is paid, which does not suffice."""
    return s.went(story, k.paid("A", "600.00", BACK))


WAYS: Final[dict[str, Envelope[c.Command]]] = {
    "paid": k.paid("B", "250.00", BACK),
    "credited": s.to_account(k.told("B", "0.00", k.day(3, 5), sequence=2).command, k.at(BACK)),
    "exempt": k.exempt(k.day(4, 10), BACK),
}
EVERY: Final = tuple(product(k.STAGES, WAYS))


@pytest.mark.parametrize("stage", k.STAGES)
def test_whoever_follows_is_told_how_the_account_stands(stage: str) -> None:
    """COL-05: at once, and with each change, until the order is over; in every stage."""
    first = k.owing(stage).when(follows()).reaches(Stage(stage))
    assert {s.ORDER: NoteStanding(1)} == standings(first)
    first.when(follows()).then().sends()
    told = s.went(first, k.look(k.day(3, 6)))
    stop = told.when(k.look(k.day(3, 12)))
    assert {s.ORDER: STOPPED} == standings(stop)
    second = stop.when(follows(OTHER))
    assert {OTHER: STOPPED} == standings(second)
    gone = second.when(s.to_account(c.LeaveAccount(s.ORDER))).reaches(Stage(stage))
    gone.then(e.AccountLeft(s.ORDER)).sends()
    gone.when(s.to_account(c.LeaveAccount(s.ORDER))).then()
    lifted = settled(gone).when(WAYS["paid"])
    assert {OTHER: NoteStanding(3)} == standings(lifted)


@pytest.mark.parametrize(("stage", "way"), EVERY)
def test_a_stop_is_lifted_once_nothing_is_past_due(stage: str, way: str) -> None:
    """COL-05: paid, credited or exempt, in every stage; the party is told, and only once."""
    part = settled(k.stopped(stage))
    assert ("stop", 2) == (part.state.collection.stopped, part.state.collection.reached)
    story = part.when(WAYS[way]).reaches(Stage(stage))
    assert e.StopLifted(s.ACCOUNT, "stop") == s.moved(story).events[-1]
    (told,) = s.sent(story, Notify)
    assert (Notice.ACCOUNT_RESUMED, s.DISTRIBUTOR, k.CONTACT) == (
        told.notice,
        told.to,
        told.contact,
    )
    assert ("", (), 0, None) == (
        story.state.collection.stopped,
        story.state.collection.reach,
        story.state.collection.reached,
        story.state.collection.told,
    )


def test_an_exemption_of_the_account_lifts_a_stop_over_all_that_is_past_due() -> None:
    """COL-05: the levels begin anew after its end: a letter first, then a day, then the stop."""
    story = k.stopped().when(k.exempt(k.day(4, 10), BACK))
    assert (e.ExemptionGranted, e.StopLifted) == s.kinds(story)
    over = s.went(story, k.look(k.day(4, 11)))
    assert 1 == over.state.collection.reached
    over.when(k.look(k.day(4, 12))).then()
    assert (e.AccountStopped,) == s.kinds(over.when(k.look(k.day(4, 13))))


@pytest.mark.parametrize(("stage", "way"), EVERY)
def test_an_order_of_a_stopped_account_is_answered_once_it_is_not(stage: str, way: str) -> None:
    """COL-05: it hears nothing meanwhile; then what it would have heard, once and in its turn."""
    waits = settled(k.stopped(stage)).when(s.reserve()).reaches(Stage(stage))
    assert (e.CreditDeferred,) == s.kinds(waits)
    waits.sends()
    again = s.went(waits, s.reserve(OTHER), s.reserve())
    assert [OTHER, s.ORDER] == [one.order for one in again.state.pending]
    freed = s.went(again, s.to_account(c.FreeCredit(OTHER)))
    story = freed.when(WAYS[way]).reaches(Stage(stage))
    (answer,) = s.sent(story, ReportCredit)
    expected = {
        "unknown": (e.CreditRequested, Verdict.OPEN),
        "active": (e.CreditReserved, Verdict.PASS),
    }.get(stage, (e.ReservationDeclined, Verdict.FAIL))
    if way == "exempt" and stage == "active":  # what is past due still counts for credit
        expected = (e.ReservationDeclined, Verdict.FAIL)
    assert expected == (s.kinds(story)[-1], answer.decision.verdict)
    assert (stage == "unknown") == bool(story.state.pending)


@pytest.mark.parametrize(("stage", "way"), [each for each in EVERY if each[0] != "unknown"])
def test_an_override_counts_once_the_stop_is_lifted(stage: str, way: str) -> None:
    """COL-05: it covers the evaluation, never the stop."""
    given = s.leave(expires=k.at(k.day(4, 1)))
    waits = s.went(settled(k.stopped(stage)), s.reserve(given=given))
    assert {} == {n: o for n, o in waits.state.obligations.items() if n == s.ORDER}
    story = waits.when(WAYS[way]).reaches(Stage(stage))
    assert e.CreditReserved is s.kinds(story)[-1]


@pytest.mark.parametrize(("stage", "way"), EVERY)
def test_a_request_in_another_currency_is_declined_after_the_stop(stage: str, way: str) -> None:
    """COL-05: also by an account whose credit line nobody knows."""
    dollars = s.reserve(amount=Money.of("10.00", Currency.USD))
    waits = s.went(settled(k.stopped(stage)), dollars)
    assert e.ReservationDeclined is s.kinds(waits.when(WAYS[way]))[-1]


def test_what_is_reserved_is_free_while_its_order_waits() -> None:
    """COL-05: an approval that lapsed is asked for again, and evaluated again after the stop."""
    held = s.went(k.in_stage("active"), s.reserve())
    story = s.went(held, k.told("A", "600.00", k.day(3, 2)), k.told("B", "250.00", k.day(3, 5)))
    story = s.went(story, k.look(k.day(3, 6)), k.look(k.day(3, 12)))
    waits = s.went(story, s.reserve())
    assert s.NOTHING == waits.state.exposure.reserved
    done = s.went(settled(waits), WAYS["paid"])
    assert s.PHONE_TOTAL == done.state.exposure.reserved


def test_what_counts_already_needs_no_answer() -> None:
    """COL-05: an order that is released is not asked about again."""
    story = s.went(k.stopped(), s.commit())
    story.when(s.reserve()).then()


def test_the_credit_line_of_a_stopped_account_answers_nobody_yet() -> None:
    """COL-05: an order that waits for it waits on; where there is no line it is declined."""
    line = c.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.ROOMY)
    asked = s.went(k.in_stage("unknown"), s.reserve())
    told = [k.told("A", "600.00", k.day(3, 2)), k.told("B", "250.00", k.day(3, 5))]
    story = s.went(asked, *told, k.look(k.day(3, 6)), k.look(k.day(3, 12)))
    opened = story.when(s.to_account(c.ReportCreditLine(line)))
    assert (e.AccountOpened,) == s.kinds(opened)
    lifted = settled(opened).when(WAYS["paid"])
    assert (e.PaymentRecorded, e.StopLifted, e.CreditReserved) == s.kinds(lifted)
    none = story.when(s.to_account(c.ReportCreditLine(None)))
    assert (e.ReservationDeclined,) == s.kinds(none)


def test_a_letter_to_nobody_known_goes_to_the_role() -> None:
    """COL-05: an account that was told nothing of its party, as those of older files were."""
    told = [s.invoiced(n, s.part(s.sol("600.00"), k.day(3, 2))) for n in "AB"]
    story = s.went(k.in_stage("unknown"), *told).when(k.look(k.day(3, 6)))
    (letter,) = s.sent(story, Notify)
    assert ("credit_and_collections", None) == (letter.to, letter.contact)
