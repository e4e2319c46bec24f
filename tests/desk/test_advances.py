"""An advance at the desk, from the order to the last payment: no money is stuck (PRI-10)."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest

from order_to_cash.desk import Desk
from order_to_cash.domain.core import Role, changed
from order_to_cash.domain.order import CancelOrder, OrderProcess, Stage
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.receivable import Stage as Paying
from order_to_cash.domain.trade import InAdvance, NetDays, Notice, Target
from order_to_cash.operators.peru import ORDERS, PERU, sol
from order_to_cash.ports import World
from order_to_cash.testing.invariants import Books, invariants
from order_to_cash.wire import Wire
from tests.desk.small_operator import Office

TERMS = {**ORDERS.settings.payment_terms, "net-30": InAdvance(Fraction(3, 10), NetDays(30), 7)}
AHEAD = OrderProcess(changed(ORDERS.settings, payment_terms=TERMS))
ADVANCE = "order/O-1/1"


@pytest.fixture
def office() -> Iterator[Office]:
    """Ten phones for 1180.00, 354.00 of them in advance; the limit is 1000.00."""
    made = Office()
    others = (process for process in PERU.processes if process.name != "order")
    operator = changed(PERU, processes=(AHEAD, *others))
    facts = made.directories.directories
    world = World(facts, made.billing, made.fulfilment, made.notification)
    made.desk = Desk(operator, made.journal, world, Wire(operator.processes), worker="office")
    made.place("O-1", quantity=10)
    yield made
    books = Books.of(made.billing, made.fulfilment, made.notification)
    invariants(made.desk, books, at_rest=True)


def pay(office: Office, amount: str, payment: str = "P-1") -> None:
    """Money for the invoice of the advance."""
    office.receive(payment, amount, Target("receivable", ADVANCE))


def stage(office: Office) -> Stage:
    """Where the order stands."""
    found: Stage = office.order("O-1").stage
    return found


def test_paid_delivered_and_paid(office: Office) -> None:
    """PRI-10: 1180.00 are above the limit, the rest of 826.00 is not; each invoice is paid."""
    assert (Stage.IN_VALIDATION, sol("826.00")) == (
        stage(office),
        office.account().exposure.reserved,
    )
    pay(office, "354.00")
    assert stage(office) is Stage.RELEASED
    office.deliver_line("O-1")
    final = office.receivable("O-1")
    assert sol("826.00") == final.owed.outstanding
    assert [("F001-00000001", sol("354.00"), sol("54.00"))] == [
        (one.invoice, one.amount, one.tax) for one in final.owed.bill.prepaid
    ]
    assert sol("826.00") == office.account().exposure.unpaid
    office.pay("O-1", "826.00", payment="P-2")
    assert office.receivable("O-1").stage is Paying.SETTLED
    assert sol("0.00") == office.account().exposure.total
    invoices = office.billing.invoices()
    assert [(), (sol("354.00"),)] == [
        tuple(one.amount for one in invoice.prepaid) for invoice in invoices.values()
    ]


def test_paid_and_cancelled(office: Office) -> None:
    """PRI-10: the invoice is credited, and its 354.00 are credit of the account."""
    pay(office, "354.00")
    office.give("O-1", Role.DISTRIBUTOR, CancelOrder("x"), actor="D-0")
    decided = o.DecideCancellation(granted=True, reason="x")
    office.give("O-1", Role.CREDIT_AND_COLLECTIONS, decided, actor="C-1")
    office.give("O-1", Role.WAREHOUSE, o.ConfirmStopped())
    assert stage(office) is Stage.CANCELLED
    assert sol("354.00") == office.account().exposure.unallocated
    (note,) = office.billing.credit_notes().values()
    assert (sol("354.00"), sol("54.00")) == (note.amount, note.tax)


def test_never_paid_and_cancelled(office: Office) -> None:
    """PRI-10: the invoice is credited, and nobody owes anything."""
    office.give("O-1", Role.DISTRIBUTOR, CancelOrder("x"), actor="D-0")
    assert stage(office) is Stage.CANCELLED
    advance = office.desk.state("receivable", ADVANCE)
    assert (Paying.SETTLED, sol("354.00")) == (advance.stage, advance.owed.credited)
    assert sol("0.00") == office.account().exposure.total


def test_somebody_is_told_of_an_unpaid_advance(office: Office) -> None:
    """PRI-10, FUL-06: the party at once, Credit & Collections when it is unpaid for a month."""
    told = [n.to for n in office.notification.sent().values() if n.notice is Notice.CASE_WAITS]
    assert ["D-0"] == told
    for _ in range(31):
        office.pass_time(timedelta(days=1))
    told = [n.to for n in office.notification.sent().values() if n.notice is Notice.CASE_WAITS]
    assert Role.CREDIT_AND_COLLECTIONS.value in told
    assert stage(office) is Stage.IN_VALIDATION


def test_taken_back_after_the_release(office: Office) -> None:
    """PRI-10, COL-01: then it is owed like any invoice, counts on the account, and is dunned."""
    pay(office, "354.00")
    office.give("P-1", Role.BILLING, p.TakeBack("no funds"), process="payment")
    assert sol("354.00") == office.account().exposure.unpaid
    for _ in range(12):
        office.pass_time(timedelta(days=1))
    told = {n.notice for n in office.notification.sent().values()}
    assert Notice.COLLECTION_ALERT in told


def test_taken_back_before_the_release(office: Office) -> None:
    """PRI-10, COL-01: a part was paid and is taken back: no debt, and the order waits."""
    pay(office, "300.00")
    office.give("P-1", Role.BILLING, p.TakeBack("no funds"), process="payment")
    pay(office, "54.00", "P-2")
    assert stage(office) is Stage.IN_VALIDATION
    assert sol("0.00") == office.account().exposure.unpaid
