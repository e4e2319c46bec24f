"""Late interest and fees at the desk: no cent of them is with nobody (COL-06, TRU-15)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest

from order_to_cash.desk import Desk
from order_to_cash.domain.core import Dated, Money, Role, Timeline, changed
from order_to_cash.domain.credit_account import UseSurplus
from order_to_cash.domain.payment import commands as p
from order_to_cash.domain.receivable import LateFee, LateInterest, LatePolicy, Owed, Stage
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import Notice, Target
from order_to_cash.operators.peru import COLLECTION, PERU, RECEIVABLES, sol
from order_to_cash.ports import World
from order_to_cash.testing.invariants import Books, invariants
from order_to_cash.wire import Wire
from tests.desk.small_operator import Office

RATES = Timeline("late interest", (Dated(date(2024, 1, 1), Fraction(36, 100), COLLECTION),))
LEVELS = tuple(rule.level.code for rule in RECEIVABLES.dunning if rule.level.in_default)
LATE = LatePolicy(
    LateInterest(RATES, 360), tuple(LateFee(code, sol("2.00"), COLLECTION) for code in LEVELS)
)


@pytest.fixture
def office() -> Iterator[Office]:
    """An order of 118.00, delivered and forty days later not paid; every law holds in the end."""
    yield from kept(LATE)


@pytest.fixture
def patient() -> Iterator[Office]:
    """The same where money is put to the invoice first, to interest next and to fees last."""
    yield from kept(changed(LATE, order=(Owed.PRINCIPAL, Owed.INTEREST, Owed.COSTS)))


def kept(policy: LatePolicy) -> Iterator[Office]:
    """The office of an operator with that policy."""
    made = Office()
    others = (process for process in PERU.processes if process.name != "receivable")
    operator = changed(PERU, processes=(*others, changed(RECEIVABLES, late=policy)))
    facts = made.directories.directories
    world = World(facts, made.billing, made.fulfilment, made.notification)
    made.desk = Desk(operator, made.journal, world, Wire(operator.processes), worker="office")
    made.place("O-1")
    made.deliver_line("O-1")
    for _ in range(40):
        made.pass_time(timedelta(days=1))
    yield made
    books = Books.of(made.billing, made.fulfilment, made.notification)
    invariants(made.desk, books, at_rest=True)


def owed(office: Office) -> tuple[Money, Money]:
    """What is open of the invoice, and of what came of it."""
    receivable = office.receivable("O-1")
    return receivable.owed.outstanding, receivable.charges.open


def test_every_level_costs_and_tells(office: Office) -> None:
    """COL-06: a fee for each level that was reached, and interest; the party hears of each."""
    reached = office.receivable("O-1").reached
    fees = office.receivable("O-1").charges.costs.amount
    assert sol("2.00") * reached == fees
    told = [n for n in office.notification.sent().values() if n.notice is Notice.LATE_CHARGE]
    costs = [n for n in told if dict(n.values)["kind"] == "costs"]
    assert (reached, True) == (len(costs), len(told) > len(costs))


def test_paid_in_full_and_taken_back(office: Office) -> None:
    """COL-06, COL-01: the surplus is credit; taken back, all of it is owed again."""
    office.pay("O-1", "200.00")
    assert Stage.SETTLED is office.receivable("O-1").stage
    paid = office.receivable("O-1").held["P-1"]
    assert sol("200.00") - paid == office.account().exposure.unallocated
    office.give("P-1", Role.BILLING, p.TakeBack("no funds"), process="payment")
    assert paid == sum(owed(office), sol("0.00"))


def test_the_principal_alone_settles_nothing(office: Office) -> None:
    """COL-06: costs and interest go first, so that 118.00 leaves as much of the invoice open."""
    invoice, charges = owed(office)
    office.pay("O-1", "118.00")
    left = office.receivable("O-1")
    due = left.charges.costs.amount + left.charges.interest.amount
    assert (due, sol("0.00")) == owed(office)
    assert charges <= due
    assert sol("118.00") == invoice


def test_what_paying_late_costs_counts_on_the_account(office: Office) -> None:
    """COL-06, ORD-11: the exposure is all that the receivable is owed, until it is."""
    assert sum(owed(office), sol("0.00")) == office.account().exposure.unpaid
    office.pay("O-1", "3.00")
    assert sum(owed(office), sol("0.00")) == office.account().exposure.unpaid
    office.pay("O-1", "500.00", payment="P-2")
    assert sol("0.00") == office.account().exposure.unpaid


def test_credit_of_the_account_pays_what_is_left_of_the_charges(patient: Office) -> None:
    """COL-06: the invoice is paid, and what is owed of it is fees that its account still counts."""
    patient.pay("O-1", "118.00")
    invoice, charges = owed(patient)
    assert (sol("0.00"), charges) == (invoice, patient.account().exposure.unpaid)
    patient.receive("P-2", "200.00", Target("credit_account", "A-0"))
    used = UseSurplus("O-1", charges)
    patient.give("A-0", Role.CREDIT_AND_COLLECTIONS, used, process="credit_account")
    assert Stage.SETTLED is patient.receivable("O-1").stage
    assert sol("0.00") == patient.account().exposure.unpaid


def test_what_is_waived_is_owed_no_more(office: Office) -> None:
    """COL-06: then 118.00 less nothing is all that is owed."""
    waived = r.WaiveCharges("a first time")
    office.give("order/O-1", Role.CREDIT_AND_COLLECTIONS, waived, process="receivable")
    assert (sol("118.00"), sol("0.00")) == owed(office)
    assert sol("118.00") == office.account().exposure.unpaid
