"""Orders that change before their release: what is asked again, and what is not (FUL-05)."""

from typing import Any

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Envelope, Sensitive
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import ASKED_AGAIN, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.trade import AskCoverage, AskOfferings, AskParty, AskStock, StockItem
from order_to_cash.testing import Story
from tests.processes import samples as s

QUESTIONS = (AskParty, AskOfferings, AskStock, AskCoverage)


def amend(**fields: Any) -> Envelope[Any]:
    """The distributor changes its own order."""
    return s.to_order(c.AmendOrder(**fields))


def asked(story: s.OrderStory) -> tuple[type, ...]:
    """Which directories the last command asks."""
    return tuple(type(m) for m in s.moved(story).messages if isinstance(m, QUESTIONS))


def starts() -> tuple[s.OrderStory, ...]:
    """A phone and a fibre in every stage before the release."""
    skus = (s.PHONE, s.FIBRE)
    return (s.placed(*skus), s.verified(*skus), s.declined(*skus), s.approved(*skus))


ANSWERS = {c.ReportOfferings: AskOfferings, c.ReportStock: AskStock, c.ReportCoverage: AskCoverage}
NEW = {
    "items": (s.item(s.PHONE, 2), s.item(s.FIBRE)),
    "zone": "AREQUIPA",
    "payment": "net-15",
    "delivery": f.DeliveryMode.STORE_PICKUP,
    "address": Sensitive("Jr. Otro 5"),
    "contact": Sensitive("otro@distribuidora.example"),
}


@pytest.mark.parametrize("field", sorted(NEW))
def test_each_field_asks_again_what_the_table_says(field: str) -> None:
    """FUL-05: only what depends on a field is asked again, in every stage before the release."""
    expected = tuple(ANSWERS[answer] for answer in ASKED_AGAIN[field])
    for start in starts()[1:]:
        story = start.when(amend(**{field: NEW[field]}))
        assert expected == asked(story)
        assert NEW[field] == getattr(story.state.request, field)
        if ASKED_AGAIN[field]:
            story.reaches(Stage.RECEIVED)


def test_what_nobody_answered_yet_is_asked_with_the_new_number() -> None:
    """FUL-05: the answers to come are for the order as it is now; the party is asked once."""
    story = s.placed(s.PHONE, s.FIBRE).when(amend(payment="net-15")).reaches(Stage.RECEIVED)
    assert (AskOfferings, AskStock, AskCoverage) == asked(story)
    assert {1} == {m.amended for m in s.moved(story).messages if isinstance(m, QUESTIONS[1:])}


def test_the_table_names_every_field_of_a_request_that_can_change() -> None:
    """FUL-05: who orders, through which channel, and what was accepted does not change so."""
    fixed = {"party", "channel", "accepted"}
    names = {field.name for field in f.OrderRequest.__attrs_attrs__}
    assert names - fixed == {*ASKED_AGAIN}


def test_what_nothing_depends_on_leaves_the_order_where_it_is() -> None:
    """FUL-05: another address is no reason to ask anybody anything."""
    for start in starts():
        story = start.when(amend(address=Sensitive("Jr. Otro 5"))).sends()
        story.then(e.DetailsAmended(story.state.request)).reaches(start.state.stage)


def test_two_phones_instead_of_one_are_priced_and_evaluated_again() -> None:
    """FUL-05: what was reserved is free, and the new total is asked for: 2000.01."""
    story = s.approved().when(amend(items=(s.item(s.PHONE, 2),))).reaches(Stage.RECEIVED)
    assert (a.FreeCredit(s.ORDER),) == s.sent(story, a.FreeCredit)
    stock = c.ReportStock(s.WAREHOUSE, (StockItem(s.PHONE, 10),), 1)
    known = s.went(story, s.to_order(stock))
    offered = c.ReportOfferings((s.CATALOGUE[s.PHONE],), 1)
    again = known.when(s.to_order(offered)).reaches(Stage.IN_CREDIT)
    need = a.ReserveCredit(s.ORDER, s.sol("2000.01"), amended=1)
    assert (need,) == s.sent(again, a.ReserveCredit)


def test_other_terms_need_no_directory() -> None:
    """FUL-05: everything is known: it is verified at once, and paid up front needs no credit."""
    for start in starts()[1:]:
        financed = start.when(amend(payment="net-15")).reaches(Stage.IN_CREDIT)
        assert (e.OrderAmended, e.OrderVerified) == s.kinds(financed)
        upfront = start.when(amend(payment="up-front")).reaches(Stage.IN_VALIDATION)
        assert (e.OrderAmended, e.OrderVerified, e.CreditNotRequired) == s.kinds(upfront)
        assert (a.FreeCredit(s.ORDER),) == s.sent(upfront, a.FreeCredit)
        strange = start.when(amend(payment="net-99")).reaches(Stage.REJECTED)
        assert (e.OrderAmended, e.OrderRejected) == s.kinds(strange)


def test_an_answer_to_the_order_as_it_was_is_none() -> None:
    """FUL-05, I3: stock, coverage, catalogue, terms and credit that were asked for before."""
    story = s.went(s.approved(s.PHONE, s.FIBRE), amend(zone="AREQUIPA"))
    for late in (s.stock(), s.coverage(), s.offerings(s.PHONE)):
        assert () == s.moved(story.when(late)).events
    priced = s.went(s.approved(), amend(payment="net-15"))
    assert () == s.moved(priced.when(s.credit())).events
    told = s.to_order(c.ReportCredit(s.credit_answer().decision, s.PHONE_TOTAL, 1))
    approved = priced.when(told).reaches(Stage.IN_VALIDATION)
    assert () == s.moved(approved.when(s.terms())).events
    revoked = s.credit_answer(limit=s.CENT)
    assert () == s.moved(approved.when(s.to_order(revoked))).events


def test_what_was_approved_is_approved_again() -> None:
    """FUL-05, ORD-15: who approved the financing of one phone did not approve that of two."""
    story = s.went(s.approved(), s.to_order(c.DecideFinancing(approved=True, reason="sí")))
    assert story.state.approval is not None
    story = s.went(story, amend(items=(s.item(s.PHONE, 2),)))
    assert (None, None, ()) == (
        story.state.approval,
        story.state.credit.approval,
        story.state.bill,
    )


def test_what_was_paid_ahead_stays() -> None:
    """FUL-05, ORD-28: an amendment moves no money."""
    story = s.went(s.verified(payment="up-front"), s.pay(s.sol("400.00")))
    story = s.went(story, amend(items=(s.item(s.PHONE, 2),)))
    assert [s.sol("400.00")] == [held.amount for held in story.state.prepaid]


def test_an_amendment_that_would_leave_a_gap_is_refused() -> None:
    """FUL-05: a quantity nobody can order is no amendment; the order stays as it was."""
    story = s.verified().when(amend(items=(s.item(s.PHONE, 0),)))
    story.refused("order.amendment").reaches(Stage.IN_CREDIT)


def test_an_amendment_without_a_change_is_none() -> None:
    """FUL-05: the same again asks nobody and changes nothing."""
    story = s.approved().when(amend(zone=s.ZONE)).reaches(Stage.IN_VALIDATION)
    assert () == s.moved(story).events


def test_a_released_order_is_not_amended() -> None:
    """FUL-05: from its release on the warehouse works on it."""
    s.released().when(amend(zone="AREQUIPA")).refused("process.wrong-stage")


def test_the_account_says_which_question_it_answers() -> None:
    """FUL-05: also an answer that waited for the credit line, and one that is taken back."""
    need = a.ReserveCredit(s.ORDER, s.PHONE_TOTAL, amended=3)
    waits: Story[Any, Any, Any] = s.account_story().when(s.to_account(need))
    line = s.to_account(a.ReportCreditLine(a.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.ROOMY)))
    opened = waits.when(line)
    revoked = opened.when(s.to_account(a.ChangeLimit(s.CENT, "x")))
    for story in (waits, opened, revoked):
        (told,) = s.sent(story, c.ReportCredit)
        assert 3 == told.amended
