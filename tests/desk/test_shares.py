"""A share that is owed on another account, at the desk: every sum and law agrees (PRI-07)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from order_to_cash.desk import Desk
from order_to_cash.domain.core import Role, changed
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.receivable import Stage
from order_to_cash.domain.trade import Disposition, Notice, Target
from order_to_cash.operators.peru import DETRACTION, PERU, RECEIVABLES, sol
from order_to_cash.ports import World
from order_to_cash.testing.invariants import Books, invariants
from order_to_cash.wire import Wire
from tests.desk.small_operator import Office

SHARE = "order/O-1/detraccion"


@pytest.fixture
def office() -> Iterator[Office]:
    """Eight phones for 944.00 were delivered; 113.00 of that are owed on the other account."""
    made = Office()
    others = (process for process in PERU.processes if process.name != "receivable")
    withholding = changed(RECEIVABLES, withholding=DETRACTION.of("standard"))
    operator = changed(PERU, processes=(*others, withholding))
    facts = made.directories.directories
    world = World(facts, made.billing, made.fulfilment, made.notification)
    made.desk = Desk(operator, made.journal, world, Wire(operator.processes), worker="office")
    made.place("O-1", quantity=8)
    made.deliver_line("O-1")
    yield made
    books = Books.of(made.billing, made.fulfilment, made.notification)
    invariants(made.desk, books, at_rest=True)


def pay_share(office: Office) -> None:
    """Somebody deposits the share."""
    office.receive("P-2", "113.00", Target("receivable", SHARE))


def test_both_are_paid(office: Office) -> None:
    """PRI-07: 831.00 from the customer, 113.00 on the other account, one invoice over 944.00."""
    assert sol("944.00") == office.account().exposure.unpaid
    office.pay("O-1", "831.00")
    assert Stage.SETTLED is office.receivable("O-1").stage
    assert sol("113.00") == office.account().exposure.unpaid
    pay_share(office)
    assert sol("0.00") == office.account().exposure.unpaid
    assert [sol("944.00")] == [one.total for one in office.billing.invoices().values()]


def test_what_nobody_deposits_is_dunned(office: Office) -> None:
    """PRI-07, COL-04: the customer paid its part; of the share it is reminded, and told where."""
    office.pay("O-1", "831.00")
    for _ in range(32):
        office.pass_time(timedelta(days=1))
    sent = office.notification.sent().values()
    alerts = [dict(n.values)["overdue"] for n in sent if n.notice is Notice.COLLECTION_ALERT]
    assert [sol("113.00")] == alerts
    told = [dict(n.values)["account"] for n in sent if n.notice is Notice.SHARE_ELSEWHERE]
    assert ["detraccion"] == told


def test_all_of_it_comes_back(office: Office) -> None:
    """PRI-07, FUL-02: both were paid; 831.00 are credited here, 113.00 there, all is free."""
    office.pay("O-1", "831.00")
    pay_share(office)
    back = o.ReturnGoods(1, 8, f.ReturnReason.DAMAGED, Disposition.PUT_BACK)
    office.give("O-1", Role.WAREHOUSE, back)
    assert sol("944.00") == office.account().exposure.unallocated
    notes = [note.amount for note in office.billing.credit_notes().values()]
    assert [sol("831.00"), sol("113.00")] == notes


def test_a_deposit_that_is_taken_back_is_owed_again(office: Office) -> None:
    """PRI-07, COL-01: the share alone is open again."""
    office.pay("O-1", "831.00")
    pay_share(office)
    office.give("P-2", Role.BILLING, p.TakeBack("no funds"), process="payment")
    assert sol("113.00") == office.account().exposure.unpaid
    assert Stage.SETTLED is office.receivable("O-1").stage
