"""Every way that the money of one payment can go, while its holders say what is so."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from order_to_cash.audit.states import state_problems
from order_to_cash.domain.core import Envelope, Money, changed
from order_to_cash.domain.payment import PaymentProcess, PaymentState, Stage, Undelivered
from order_to_cash.domain.payment import commands as c
from order_to_cash.domain.payment.lifecycle import LIFECYCLE
from order_to_cash.domain.payment.state import target_of
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import PAYMENTS
from order_to_cash.testing import World, explore
from tests.processes import samples as s
from tests.processes.test_payments import (
    ACCOUNT,
    BACK,
    BILL,
    HALF,
    NOBODY,
    ORDER,
    REST,
    pass_on,
    place,
    refund,
    returned,
    took,
    untaken,
)

TO_ACCOUNT: Final = PaymentProcess(changed(PAYMENTS.settings, undelivered=Undelivered.TO_ACCOUNT))
PART: Final = s.sol("200.00")


def offered(payment: PaymentState) -> Iterator[Envelope[c.Command]]:
    """Bank, Credit & Collections and clock at any time; of a holder, what it can say truly."""
    yield from (s.arrives(), s.arrives(towards=ACCOUNT), BACK, place(), place(ACCOUNT))
    yield from (s.to_payment(c.GiveBack("x")), s.to_payment(c.LookAgain(), s.NOON + s.DAY))
    for name, part in () if payment.parts is None else payment.parts.holdings.items():
        by = target_of(name)
        if part.sent.is_positive:
            yield from _answers(payment, by, part.sent)
        if part.held.is_positive:
            yield from _recalled(payment, by, part.held)
            yield from (pass_on(part.held), returned(part.held)) if by == ORDER else ()
            yield from (refund(part.held),) if by == ACCOUNT else ()


def _answers(payment: PaymentState, by: st.Target, sent: Money) -> Iterator[Envelope[c.Command]]:
    """All of it is taken, or a part, or nothing; a part of a part where money lies about."""
    yield from (took(by, sent), untaken(by, sent))
    if sent == s.PHONE_TOTAL:
        yield from (took(by, HALF, REST), took(by, HALF, REST, NOBODY))
    elif payment.stage is Stage.UNPLACED and by == BILL and sent == HALF:
        yield from (took(by, PART, sent - PART), took(by, PART, sent - PART, NOBODY))


def _recalled(payment: PaymentState, by: st.Target, held: Money) -> Iterator[Envelope[c.Command]]:
    if payment.stage is Stage.TAKEN_BACK:
        yield s.to_payment(st.NoteRecalled(by, held))


def nothing_is_lost(payment: PaymentState) -> bool:
    """TRU-15: free, given back, taken back, sent and held are the amount."""
    return () == tuple(state_problems(payment))


def at_rest(payment: PaymentState) -> bool:
    """Whether nothing is free and nothing under way."""
    parts = payment.parts
    if parts is None:
        return False
    return parts.free.is_zero and all(part.sent.is_zero for part in parts.holdings.values())


@cache
def world(process: PaymentProcess) -> World[PaymentState, Any, Any]:
    """The whole of it; a payment holds a table of its holders, so it is told apart by its repr."""
    return explore(process, offered, invariants=(nothing_is_lost,))


def test_each_row_of_a_payment_is_taken_and_no_other() -> None:
    """Every way in the table is gone, by one of the two ways to treat what was not delivered."""
    taken = {row for process in (PAYMENTS, TO_ACCOUNT) for row in world(process).rows}
    table = {(a.source, a.command, a.event, a.target) for a in LIFECYCLE.arrows}
    assert table == taken


def test_all_money_can_come_to_rest() -> None:
    """From wherever a payment stands there is a way to where nothing is free or under way."""
    for process in (PAYMENTS, TO_ACCOUNT):
        assert () == world(process).stuck(at_rest)
        assert set(Stage) == {state.stage for state in world(process).states}
