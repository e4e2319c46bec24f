"""A share that is owed on another account, at the desk: every sum and law agrees (PRI-07)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from order_to_cash.adapters.in_memory import InMemoryDirectories, Offered
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Role, Sensitive, changed
from order_to_cash.domain.credit_account import CreditLine
from order_to_cash.domain.order import AccountStatus, PartyKind, PartyRecord, StockItem
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.receivable import Stage
from order_to_cash.domain.trade import Disposition, Kind, Notice, Offering, Target, UnitPrice
from order_to_cash.operators.peru import DETRACTION, PERU, RECEIVABLES, sol
from order_to_cash.ports import World
from order_to_cash.testing.invariants import Books, invariants
from order_to_cash.wire import Wire
from tests.desk.small_operator import LONG_AGO, PHONE, Office, request

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


SETUP = Offering(
    "SETUP-1", "setup", Kind.GOODS, UnitPrice.from_money(sol("1000.00")), tax="detraccion"
)


def test_the_shipped_pack_withholds_of_what_names_its_category() -> None:
    """PRI-07: of a setup for 1180.00 and a phone for 118.00 are 142.00 owed elsewhere, once.

    One invoice over 1298.00: 1156.00 are the customer's to pay, 142.00 are of the setup alone.
    """
    known = InMemoryDirectories(
        parties=[
            PartyRecord("D-0", PartyKind.DISTRIBUTOR, AccountStatus.ACTIVE, "A-0", ("net-30",))
        ],
        offerings=[Offered(PHONE, LONG_AGO), Offered(SETUP, LONG_AGO)],
        warehouses={"LIMA": "W-LIMA"},
        stock={"W-LIMA": [StockItem(PHONE.sku, 9), StockItem(SETUP.sku, 9)]},
        credit_lines=[CreditLine("A-0", "D-0", sol("2000.00"))],
    )
    office = Office(directories=known)
    assert PERU is office.operator
    items = (f.Item(PHONE.sku, 1, Kind.GOODS), f.Item(SETUP.sku, 1, Kind.GOODS))
    placed = o.PlaceOrder(changed(request(), items=items))
    office.give("O-1", Role.DISTRIBUTOR, placed, actor="D-0")
    for number in (1, 2):
        office.give("O-1", Role.WAREHOUSE, o.Schedule(number, office.now))
        signed = o.ConfirmDelivery(number, Sensitive("signer"), office.now)
        office.give("O-1", Role.WAREHOUSE, signed)
    share = office.desk.state("receivable", SHARE)
    assert (sol("1156.00"), sol("142.00")) == (
        office.receivable("O-1").owed.outstanding,
        share.owed.outstanding,
    )
    office.pay("O-1", "1156.00")
    office.receive("P-2", "142.00", Target("receivable", SHARE))
    assert sol("0.00") == office.account().exposure.unpaid
    books = Books.of(office.billing, office.fulfilment, office.notification)
    invariants(office.desk, books, at_rest=True)


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
