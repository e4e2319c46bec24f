"""Whoever profits from what is given cannot give it, in any process (TRU-16)."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from attrs import frozen

from order_to_cash.domain.charge_correction import Cause
from order_to_cash.domain.charge_correction import commands as cc
from order_to_cash.domain.core import Envelope, Moved, Refusal, Role, changed, step
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.plan_change import commands as pc
from order_to_cash.domain.receivable import Charged, LateDebts
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.technical_claim import commands as tc
from order_to_cash.domain.trade import billing as st
from order_to_cash.domain.transfer import Step
from order_to_cash.domain.transfer import commands as t
from order_to_cash.operators import bolivia, peru
from tests.advice.orders import CAREFUL
from tests.charge_correction import samples as corrections
from tests.onboarding import samples as onboardings
from tests.plan_change import samples as plans
from tests.processes import samples as s
from tests.technical_claim import samples as claims
from tests.transfer import samples as transfers


@frozen
class Gift:
    """What somebody else than `party` gives to it, and the refusal if it is the party."""

    process: Any
    state: Any
    given: Envelope[Any]
    party: str
    code: str


def wide(name: str) -> str:
    """The same name in letters of full width, which NFKC makes the usual ones again."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)


OWED_BACK: Final = st.Owner(s.ACCOUNT, s.DISTRIBUTOR)
KEPT: Final = s.went(
    s.opened(),
    s.invoiced(s.ORDER, s.part()),
    s.to_account(st.TakePayment(s.payment(s.sol("50.00"), "OP-9"))),
)
SUSPENDED: Final = s.went(s.opened(), s.to_account(a.SuspendAccount("x")))
DISPUTED: Final = s.went(s.issued(), s.to_receivable(r.OpenDispute("x", s.sol("10.00"))))
TARGET: Final = st.Target("order", s.ORDER)


def unplaced() -> Any:
    """Money of the party that no case took."""
    taken = s.went(
        s.arrived(),
        s.to_payment(st.NoteTaken(TARGET, s.PHONE_TOTAL, s.NOTHING, OWED_BACK)),
        s.to_payment(st.PassOn(TARGET, s.PHONE_TOTAL, TARGET, OWED_BACK, s.TODAY)),
    )
    return s.went(taken, s.to_payment(st.NoteUntaken(TARGET, s.PHONE_TOTAL)))


def accounts() -> Iterator[Gift]:
    """Room, and money that the account keeps."""
    given: tuple[tuple[Any, Any], ...] = (
        (KEPT, a.UseSurplus(s.ORDER, s.sol("1.00"))),
        (KEPT, a.RefundSurplus(s.sol("1.00"), "x")),
        (KEPT, a.ChangeLimit(s.sol("9000.00"), "x")),
        (SUSPENDED, a.ReactivateAccount("x")),
    )
    for story, command in given:
        envelope = s.to_account(command)
        yield Gift(peru.CREDIT_ACCOUNTS, story.state, envelope, s.DISTRIBUTOR, "account.own-gain")


def debts() -> Iterator[Gift]:
    """Less of a debt, more time for it, and where a payment goes."""
    nothing = Charged(s.NOTHING, s.NOTHING)
    late = changed(DISPUTED.state, late=LateDebts(Charged(s.CENT, s.NOTHING), nothing))
    for command in (
        r.WriteOff("x"),
        r.WaiveCharges("x"),
        r.PromiseToPay(s.TODAY),
        r.ResolveDispute(None, "x"),
    ):
        envelope = s.to_receivable(command)
        yield Gift(peru.RECEIVABLES, late, envelope, s.DISTRIBUTOR, "receivable.own-debt")
    for placed in (p.PlacePayment(TARGET), p.GiveBack("x")):
        envelope_ = s.to_payment(placed)
        yield Gift(peru.PAYMENTS, unplaced().state, envelope_, s.DISTRIBUTOR, "payment.own-gain")


def orders() -> Iterator[Gift]:
    """Credit in spite of a no, financing, and the way out of an order."""
    sold = s.to_order(o.PlaceOrder(s.request()), actor=s.SELLER, role=Role.SALES)
    asked = s.went(s.order_story(CAREFUL), sold, s.stock(), s.party(), s.offerings())
    financed = s.went(asked, s.credit(), s.terms())
    declined = s.went(asked, s.credit(limit=s.CENT))
    stopping = s.went(s.released(), s.cancel())
    finance = s.to_order(o.DecideFinancing(approved=True, reason="sí"))
    told = ((declined, s.override()), (financed, finance), (stopping, s.decide_cancellation()))
    for story, envelope in told:
        yield Gift(story.process, story.state, envelope, s.DISTRIBUTOR, "order.own-gain")


def post_sale() -> Iterator[Gift]:
    """A correction, an applied plan, money back, a fee that is waived."""
    m = corrections
    named = m.variations(cc.OverrideCause(Cause.POST_SALE, "x"))
    told: tuple[tuple[Any, Any], ...] = (
        (m.diagnosed(), named),
        (m.diagnosed(), m.ROUTING),
        (m.in_approval(), m.APPROVED),
    )
    for story, envelope in told:
        code = "charge-correction.own-gain"
        yield Gift(peru.CORRECTIONS, story.state, envelope, m.CUSTOMER, code)
    applied = plans.to(pc.ApplyChange(plans.NOTHING), plans.ON_THE_DAY)
    yield Gift(
        bolivia.PLAN_CHANGE_REQUESTS,
        plans.confirmed().state,
        applied,
        plans.CUSTOMER,
        "plan-change.own-gain",
    )
    code, solved = "technical-claim.own-gain", claims.by(Role.TECHNICAL_TEAM, tc.ReportSolved("x"))
    yield Gift(bolivia.TECHNICAL_CLAIMS, claims.registered().state, solved, claims.CUSTOMER, code)
    yield Gift(
        bolivia.TECHNICAL_CLAIMS,
        claims.solved(claims.FEBRUARY).state,
        claims.refund(claims.PAID),
        claims.CUSTOMER,
        code,
    )
    waived = transfers.envelope(transfers.HEAD, t.WaiveFee("x"))
    state = transfers.before(1, Step.PRESALE).state
    for who in (state.request.account, state.request.customer.reveal()):
        yield Gift(bolivia.TRANSFER_REQUESTS, state, waived, who, "transfer.own-gain")


def onboarded() -> Iterator[Gift]:
    """A document of the customer, valid and approved."""
    m = onboardings
    valid = m.say(m.yes("request"), m.OPERATOR)
    begun = m.until("start_validation")
    yield Gift(peru.ONBOARDING, begun, valid, "N-1", "onboarding.own-service")
    approve = m.say(m.approve("proposal"), m.MANAGER)
    review = m.until("proposal_review")
    yield Gift(peru.ONBOARDING, review, approve, "N-1", "onboarding.wrong-approver")


GIFTS: Final = (*accounts(), *debts(), *orders(), *post_sale(), *onboarded())


def named(gift: Gift) -> str:
    """The case of a test: process and command."""
    return f"{gift.process.name}-{type(gift.given.command).__name__}"


@pytest.mark.parametrize("gift", GIFTS, ids=named)
def test_whoever_profits_does_not_give(gift: Gift) -> None:
    """TRU-16: neither by the same name, nor in other case or width; somebody else may."""
    for name in (gift.party, gift.party.swapcase(), wide(gift.party)):
        refused = step(gift.process, gift.state, changed(gift.given, actor=name))
        assert isinstance(refused, Refusal), name
        assert gift.code == refused.code
    allowed = step(gift.process, gift.state, changed(gift.given, actor=f"{gift.party}-2"))
    assert isinstance(allowed, Moved), str(allowed)
