"""Bugs planted on purpose, each of which the walker must find."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, TypeAlias

import pytest

from order_to_cash.adapters.in_memory import InMemoryBilling, InMemoryReservations
from order_to_cash.desk import Desk
from order_to_cash.desk.sending import Sender
from order_to_cash.desk.writing import Task
from order_to_cash.domain.core import changed
from order_to_cash.domain.credit_account import Part
from order_to_cash.domain.order import OrderProcess, validation
from order_to_cash.domain.receivable import payments
from order_to_cash.domain.trade import HandOverGoods, IssueInvoice, RefundPayment
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS, PERU
from order_to_cash.ports import Acknowledgement, IssueAnswer
from order_to_cash.rules import CreditApprovalHolds
from tests.faults.simulation import Simulation

Plant: TypeAlias = Callable[[int, pytest.MonkeyPatch], Simulation]


class WithoutKeys(InMemoryBilling):
    """Billing that issues an invoice each time it is asked."""

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        self._numbers.pop(invoice.receivable, None)
        return super().issue(invoice)


class Generous(InMemoryBilling):
    """Billing that gives money back each time it is asked."""

    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        return super().refund(f"{key}/{len(self._refunds)}", refund)


class _HastySender(Sender):
    def _sent(self, posted: Any, now: Any) -> Task | None:
        self.journal.settle(posted.key)
        return super()._sent(posted, now)


class Hasty(Desk):
    """A desk that notes a message as delivered before it is."""

    @property
    def _sender(self) -> Sender:
        parts = (self.journal, self.world, self.wire, self._carrier)
        return _HastySender(*parts, self.retry, self.worker, self.clock, self.watch)


def with_process(name: str, made: Any) -> Operator:
    """The operator with another process under a name."""
    return changed(PERU, processes=tuple(made if p.name == name else p for p in PERU.processes))


def released_without_a_look_at_credit(seed: int, patch: pytest.MonkeyPatch) -> Simulation:
    """I3: nobody asks whether the credit approval still holds when the order is released."""
    policy = ORDERS.settings.validation
    rules = tuple(rule for rule in policy.rules if not isinstance(rule, CreditApprovalHolds))
    settings = changed(ORDERS.settings, validation=changed(policy, rules=rules))
    patch.setattr(validation, "credit_has_lapsed", lambda *_: False)
    return Simulation(seed, operator=with_process("order", OrderProcess(settings)))


def an_account_that_counts_only_invoices(seed: int, _: pytest.MonkeyPatch) -> Simulation:
    """I4: what is reserved is forgotten when the next order asks."""
    only_unpaid = (Part.UNPAID,)
    careless = changed(CREDIT_ACCOUNTS.evaluation, counts=only_unpaid)
    account = changed(CREDIT_ACCOUNTS, evaluation=careless)
    return Simulation(seed, operator=with_process("credit_account", account))


def two_invoices(seed: int, _: pytest.MonkeyPatch) -> Simulation:
    """I1: billing does not know the key."""
    return Simulation(seed, billing=WithoutKeys())


def money_back_twice(seed: int, _: pytest.MonkeyPatch) -> Simulation:
    """I2, I8: billing does not know the key of a refund, and more goes out than was ever sent."""
    return Simulation(seed, billing=Generous())


def a_block_that_is_not_lifted(seed: int, patch: pytest.MonkeyPatch) -> Simulation:
    """I11: nobody looks whether a payment ends arrears, block and debt."""
    patch.setattr(payments, "relieved", lambda _, events, __: events)
    return Simulation(seed)


class CountsTwice(InMemoryReservations):
    """A keeper of goods that counts what leaves each time it is told."""

    def hand_over(self, key: str, handed: HandOverGoods, /) -> None:
        super().hand_over(f"{key}/{len(self._moves)}", handed)


def a_piece_that_leaves_twice(seed: int, _: pytest.MonkeyPatch) -> Simulation:
    """I1, I8: what left the warehouse once is counted twice, and was told once."""
    settings = changed(ORDERS.settings, reserved_for=timedelta(days=7))
    keeping = with_process("order", OrderProcess(settings))
    return Simulation(seed, operator=keeping, keeper=CountsTwice)


def settled_before_it_is_sent(seed: int, _: pytest.MonkeyPatch) -> Simulation:
    """I2, I8: what fails after it was noted as delivered is lost, and money with it."""
    return Simulation(seed, kind=Hasty)


PLANTED: Final[dict[Plant, str]] = {
    released_without_a_look_at_credit: "I3",
    an_account_that_counts_only_invoices: "I4",
    two_invoices: "I1",
    money_back_twice: "I[28]",
    a_block_that_is_not_lifted: "I11",
    a_piece_that_leaves_twice: "I[18]",
    settled_before_it_is_sent: "I2",
}
"""Each bug with the promise it breaks, or the promises of which one is found broken first."""
