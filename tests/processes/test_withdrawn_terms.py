"""A payment term that is withdrawn: nobody gets it any more, and who has it goes on (TRU-20)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import BrokenDefinition, OutOfOrder, changed, step
from order_to_cash.domain.onboarding.settings import OnboardingSettings
from order_to_cash.domain.order import OrderProcess, OrderSettings, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import NetDays
from order_to_cash.domain.trade import agreements as ag
from order_to_cash.operators.peru import ONBOARDING, ORDERS
from tests.processes import samples as s

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)
ANSWERS = (s.stock(), s.party(), s.offerings())


def orders(withdrawn: Mapping[str, date]) -> OrderProcess:
    """The orders of Peru with terms that are agreed to no more from a day on."""
    return changed(ORDERS, settings=changed(ORDERS.settings, withdrawn=withdrawn))


def without(code: str) -> OrderProcess:
    """The orders of Peru from whose pack somebody deleted a term."""
    terms = {name: term for name, term in ORDERS.settings.payment_terms.items() if name != code}
    return changed(ORDERS, settings=changed(ORDERS.settings, payment_terms=terms))


@pytest.mark.parametrize(
    ("withdrawn", "stage"),
    [
        ({"net-30": TOMORROW}, Stage.IN_CREDIT),
        ({"net-30": TODAY}, Stage.REJECTED),
        ({"net-15": TODAY}, Stage.IN_CREDIT),
    ],
)
def test_nobody_gets_a_term_from_its_day_on(withdrawn: Mapping[str, date], stage: Stage) -> None:
    """TRU-20: the day before it is agreed to; on the day it is not, and the rest is told."""
    story = s.went(s.placed(process=orders(withdrawn)), *ANSWERS).reaches(stage)
    (event, *_) = [x for x in story.events if isinstance(x, e.OrderRejected | e.OrderVerified)]
    (finding,) = [x for x in event.decision.findings if x.rule == "party.payment-terms"]
    agreed: Any = dict(finding.required)["agreed"]
    assert ("net-30" in agreed) is (stage is Stage.IN_CREDIT)


def test_an_order_under_a_withdrawn_term_is_delivered_and_invoiced_by_it() -> None:
    """TRU-20: what was agreed stays agreed: its invoice has the thirty days."""
    story = changed(s.released(), process=orders({"net-30": TODAY}))
    ended = s.went(story, s.schedule(), s.signed()).reaches(Stage.COMPLETED)
    bills = [m.command.bill for m in s.moved(ended).messages if _raises(m)]
    assert [NetDays(30)] == [bill.terms for bill in bills]


@pytest.mark.parametrize("begun", [s.placed, s.verified, s.declined, s.approved])
def test_an_order_under_a_withdrawn_term_can_be_cancelled(
    begun: Callable[[], s.OrderStory],
) -> None:
    """TRU-20: in every stage before its release it is able to end; after it, by its delivery."""
    story = changed(begun(), process=orders({"net-30": TODAY}))
    story.when(s.to_order(c.CancelOrder("no longer needed"))).reaches(Stage.CANCELLED)


def test_an_amended_order_needs_a_term_that_is_agreed_to() -> None:
    """TRU-20: a change asks anew; with another term in it the order goes on."""
    story = changed(s.verified(), process=orders({"net-30": TODAY}))
    more = (s.item(s.PHONE, 2),)
    answers = [
        changed(asked, command=changed(cast("Any", asked.command), amended=1))
        for asked in (s.stock(), s.offerings())
    ]
    for payment, stage in ((None, Stage.REJECTED), ("net-15", Stage.IN_CREDIT)):
        amended = s.to_order(c.AmendOrder(items=more, payment=payment))
        s.went(story, amended, *answers).reaches(stage)


def test_a_term_that_was_deleted_is_told_by_its_name() -> None:
    """TRU-20: no error of Python's comes out, but which term has to be put back, and how."""
    story = s.went(changed(s.released(), process=without("net-30")), s.schedule())
    with pytest.raises(OutOfOrder, match=r"'net-30'.*put them back.*terms\.unknown"):
        step(story.process, story.state, s.signed())


@pytest.mark.parametrize("settings", [ORDERS.settings, ONBOARDING.settings])
def test_what_is_withdrawn_has_to_be_known(settings: OrderSettings | OnboardingSettings) -> None:
    """TRU-20: a pack that withdraws what it deleted, or misspells it, is refused."""
    with pytest.raises(BrokenDefinition, match=r"net-31: withdrawn.*terms\.withdrawn"):
        changed(settings, withdrawn={"net-31": TODAY})


def _raises(message: object) -> bool:
    return isinstance(getattr(message, "command", None), ag.RaiseInvoice)
