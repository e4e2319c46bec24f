"""Each invariant is worth something: what is forged in journal or books is noticed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.audit import (
    Books,
    Evidence,
    credit,
    evidence,
    obligations,
    problems,
    state_problems,
)
from order_to_cash.audit import money as money_laws
from order_to_cash.audit.evidence import Life
from order_to_cash.desk.answers import Accepted, body_of
from order_to_cash.domain.core import Role, changed, entity
from order_to_cash.domain.credit_account import Collection, Exemption, Pending
from order_to_cash.domain.order import OrderReleased, Stage
from order_to_cash.domain.payment import TakeBack
from order_to_cash.domain.receivable import Receivable
from order_to_cash.domain.receivable import Stage as Paying
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import ExemptionName, Notice, Reach, Target
from order_to_cash.operators.peru import COLLECTION, ORDERS, sol
from order_to_cash.rules import standing_policy
from order_to_cash.testing import Broken, Fault, Faults
from order_to_cash.testing.faults import from_then_on, only
from order_to_cash.testing.invariants import invariants
from tests.desk.small_operator import START, Office, placing
from tests.faults.test_nothing_is_stranded import books, cancelled

BILL = "order/O-1"


@pytest.fixture
def office() -> Office:
    """An order that was blocked and paid too much, and one that is under way."""
    office = Office()
    office.place("O-1")
    office.deliver_line("O-1")
    office.pass_time(timedelta(days=60))
    office.pass_time(timedelta(days=2))
    office.pay("O-1", "150.00")
    office.place("O-2")
    invariants(office.desk, books(office), at_rest=True)
    return office


def told(office: Office, given: Books | None = None) -> str:
    """Everything that is wrong, as one text."""
    return "\n".join(problems(office.desk, given or books(office), at_rest=True))


def histories_of(office: Office) -> dict[tuple[str, str], list[Any]]:
    """The histories as they lie in the journal."""
    assert isinstance(office.journal, InMemoryJournal)
    return office.journal._histories


FORGED: dict[str, tuple[str, Callable[[Books], Books]]] = {
    "an invoice twice": (
        "I1: order/O-1 has 2 invoices",
        lambda b: changed(b, invoices={**b.invoices, "F-2": b.invoices["F001-00000001"]}),
    ),
    "no invoice": ("I1: order/O-1 is completed and has no", lambda b: changed(b, invoices={})),
    "another number": (
        "I1: order/O-1 knows its invoice as",
        lambda b: changed(b, invoices={"F-9": b.invoices["F001-00000001"]}),
    ),
    "another order": (
        "I1: order/O-2 is not completed and has an invoice",
        lambda b: changed(b, invoices={"F001-00000001": _for_another(b)}),
    ),
    "other lines": (
        "I1: the invoice of order/O-1 is not what was delivered",
        lambda b: changed(b, invoices={"F001-00000001": _without_lines(b)}),
    ),
    "no instructions": ("I8: order/O-1:", lambda b: changed(b, instructions={})),
    "blocked for good": (
        r"I11: receivable/order/O-1 is settled, its service blocked: True",
        lambda b: changed(b, instructions=dict(list(b.instructions.items())[:2])),
    ),
    "the other way round": (
        "overtook another instruction",
        lambda b: changed(b, instructions=dict(list(b.instructions.items())[::-1])),
    ),
    "no notices": ("never arrived .Notify", lambda b: changed(b, notices={})),
    "a notice too many": (
        r"I8: nobody sent x \(Notify\)",
        lambda b: changed(b, notices={**b.notices, "x": next(iter(b.notices.values()))}),
    ),
}


def _for_another(given: Books) -> Any:
    invoice: Any = given.invoices["F001-00000001"]
    return changed(invoice, order="O-2")


def _without_lines(given: Books) -> Any:
    invoice: Any = given.invoices["F001-00000001"]
    return changed(invoice, lines=())


@pytest.mark.parametrize("name", FORGED)
def test_forged_books_are_noticed(office: Office, name: str) -> None:
    """I1, I8, I11: the world must show exactly what the histories say."""
    expected, forge = FORGED[name]
    with pytest.raises(AssertionError, match=expected):
        raise AssertionError(told(office, forge(books(office))))


def test_money_that_nobody_can_explain_is_noticed(office: Office) -> None:
    """I2: a refund that was never sent is money that went out."""
    office.place("O-3", payment="up-front")
    office.receive("P-3", "118.00", Target("order", "O-3"))
    cancelled(office, "O-3")
    assert "" == told(office)
    said = told(office, changed(books(office), refunds={}))
    assert "I2: the ledger gave back another amount of payment/P-3" in said


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("actor", "", "I5: receivable/order/O-1 version 3 does not say who or when"),
        ("command", "", "I5: receivable/order/O-1 version 3 does not say who or when"),
        ("version", 9, "I6: the versions of receivable/order/O-1 are"),
        ("command", "c-unknown", "I7: c-unknown wrote to receivable/order/O-1 and has no answer"),
        ("role", "warehouse", "I9: receivable/order/O-1: "),
    ],
)
def test_a_forged_record_is_noticed(office: Office, field: str, value: Any, expected: str) -> None:
    """I5, I6, I7, I9: who, when, in which order, by which command, and whether it was allowed."""
    history = histories_of(office)["receivable", BILL]
    history[2] = changed(history[2], **{field: value})
    assert expected in told(office)


def test_time_that_goes_back_is_noticed(office: Office) -> None:
    """I5: no event is older than the one before."""
    history = histories_of(office)["receivable", BILL]
    history[-1] = changed(history[-1], at=history[0].at - timedelta(days=1))
    assert "I5: time goes back in receivable/order/O-1" in told(office)


def test_a_state_that_is_not_its_history_is_noticed(office: Office) -> None:
    """I6: what the desk believes is folded again."""
    kept = office.desk._cases._kept
    bill = kept["receivable", BILL]
    kept["receivable", BILL] = changed(bill, state=changed(bill.state, invoice="F-9"))
    assert "I6: the history of receivable/order/O-1 does not fold to its state" in told(office)


def test_a_forged_snapshot_is_noticed(office: Office) -> None:
    """I6: a snapshot is the state at its version."""
    for n in range(3, 60):
        office.place(f"O-{n}", party="D-1")
    assert isinstance(office.journal, InMemoryJournal)
    assert "" == told(office)
    snapshots = office.journal._snapshots
    account = ("credit_account", "A-1")
    snapshots[account] = changed(snapshots[account], version=1)
    assert "I6: the snapshot of credit_account/A-1 is not its state at that version" in told(office)


def test_a_forged_answer_is_noticed(office: Office) -> None:
    """I7: what a command is answered is what it led to."""
    assert isinstance(office.journal, InMemoryJournal)
    place = ("order", "O-1")
    first = histories_of(office)[place][0]
    answers, command = office.journal._answers[place], (first.actor, first.command)
    forged = body_of(office.desk.wire, Accepted("O-1", 9, ("order_received",)))
    answers[command] = changed(answers[command], body=forged)
    assert f"I7: {first.command} is answered otherwise than order/O-1 was changed" in told(office)


def test_a_message_that_waits_is_not_at_rest(office: Office) -> None:
    """I8: at rest everything has arrived, and the account knows what the orders say."""
    office.desk.handle(placing("c-9", "O-9", at=office.now))
    assert "I8: order/O-9:1:0 still waits" in told(office)
    assert () == problems(office.desk, books(office))


def test_what_the_account_forgot_is_noticed(office: Office) -> None:
    """I2, I4: each order counts for what is open of it."""
    seen = _evidence(office)
    without = tuple(life for life in seen.lives if life.case != "O-2")
    (said,) = obligations.accounts_agree_with_orders(changed(seen, lives=without))
    assert said.startswith("I2: credit_account/A-0 counts {'O-2': ")


def test_a_release_without_credit_is_noticed(office: Office) -> None:
    """I3: no approval, one that expired or one for less is none."""
    seen = _evidence(office)
    (life,) = (life for life in seen.lives if life.case == "O-2")
    (step,) = (step for step in life.steps if isinstance(step.event, OrderReleased))
    approval = step.before.credit.approval
    for forged in (
        None,
        changed(approval, amount=sol("117.99")),
        changed(approval, expires=step.record.at),
        changed(approval, at=step.record.at + timedelta(seconds=1)),
    ):
        before = changed(step.before, credit=changed(step.before.credit, approval=forged))
        other = changed(life, steps=(changed(step, before=before),))
        (said,) = credit.nothing_is_released_without_credit(changed(seen, lives=(other,)))
        assert "I3: order/O-2 was released without credit and without being paid" == said


def test_a_reservation_above_the_limit_is_noticed(office: Office) -> None:
    """I4: one cent above the limit, without an override."""
    seen = _evidence(office)
    (life,) = (life for life in seen.lives if life.case == "A-0")
    last = life.steps[-1]
    for step in life.steps:
        if type(step.event).__name__ == "CreditReserved":
            last = step
    over = changed(last.after, limit=last.after.exposure.total - sol("0.01"))
    other = changed(life, steps=(changed(last, after=over),))
    (said,) = credit.the_limit_holds(changed(seen, lives=(other,)))
    assert said.startswith("I4: credit_account/A-0 reserved more than its limit for O-2")


def test_a_state_that_does_not_add_up_is_noticed(office: Office) -> None:
    """I2, I11: every sum of a receivable, an account and an order is counted again."""
    bill: Receivable = office.receivable("O-1")
    debt, account, order = bill.owed, office.account(), office.order("O-1")
    cent = sol("0.01")
    forged: list[tuple[Any, str]] = [
        (changed(bill, debt=changed(debt, paid=debt.paid - cent)), "settled and something"),
        (changed(bill, debt=changed(debt, paid=debt.paid + cent)), "is negative"),
        (changed(bill, debt=changed(debt, instalments=())), ""),
        (changed(bill, payments={}), "the payments of an invoice are not"),
        (changed(bill, stage=type(bill.stage).BLOCKED), "I11: an invoice is paid in full"),
        (changed(bill, debt=changed(debt, totals=changed(debt.totals, tax=cent))), "add up"),
        (changed(bill, debt=changed(debt, bill=changed(debt.bill, lines=()))), "a line of an"),
        (changed(account, obligations={}), "I2: the exposure of an account"),
        (changed(account, due={office.now.date(): cent}), "I2: what is due by day"),
        (changed(order, lines=()), "nothing was delivered"),
        (changed(order, total=None), "I3: an order was released without a price"),
        (changed(office.order("O-2"), invoice="F-1"), "that is not completed has an invoice"),
        (changed(office.order("O-2"), stage=type(order.stage).ON_HOLD), "I9: an order is on hold"),
        (changed(office.order("O-2"), stage=order.stage), "a line that is not finished"),
    ]
    for state, expected in forged:
        said = "\n".join(state_problems(state))
        assert expected in said
    assert [] == list(state_problems(object()))


def test_money_that_waits_for_no_invoice_is_noticed(office: Office) -> None:
    """TRU-15: money for what will never be invoiced waits in the payment, and that is told."""
    cancelled(office, "O-2")
    office.pay("O-2", "10.00", payment="P-7")
    assert "unplaced" == office.desk.state("payment", "P-7").stage.value
    assert Notice.PAYMENT_UNPLACED in {n.notice for n in office.notification.sent().values()}
    assert "" == told(office)


def test_money_that_is_nowhere_is_noticed(office: Office) -> None:
    """I2: a payment that says what no case has, and a ledger that never saw it, are told."""
    seen = _evidence(office)
    lives = tuple(life for life in seen.lives if life.process.name != "receivable")
    said = tuple(money_laws.every_payment_is_where_it_says(changed(seen, lives=lives)))
    assert any("of payment/P-1, which says" in one for one in said)
    (known,) = money_laws.a_history_holds_what_is_paid(changed(seen, lives=lives))
    assert known.startswith("I2: credit_account/A-0 knows")
    assert "the ledger took in None of payment/P-1" in told(
        office, changed(books(office), receipts={})
    )


def test_everything_wrong_is_told_at_once(office: Office) -> None:
    """One error with every problem in it."""
    with pytest.raises(Broken, match=r"I1: (.|\n)*I8: "):
        invariants(office.desk, changed(books(office), invoices={}, notices={}), at_rest=True)


def test_without_books_only_the_journal_is_looked_at(office: Office) -> None:
    """Whoever has no view of the world can still check the histories."""
    assert () == problems(office.desk, at_rest=True)


def _evidence(office: Office) -> Evidence:
    return Evidence(office.desk, evidence.lives(office.desk), books(office), at_rest=True)


def test_books_agree_after_credit_notes_reversals_and_refusals(office: Office) -> None:
    """I1, I2, I8: the rarer papers are followed to the end, and those set aside are left out."""
    credit_, billing = Role.CREDIT_AND_COLLECTIONS, Role.BILLING
    office.place("O-3", party="D-1")
    office.deliver_line("O-3")
    given = r.OpenDispute("x"), r.ResolveDispute(sol("18.00"), "x")
    for command in given:
        office.give("order/O-3", credit_, command, process="receivable")
    office.pay("O-3", "100.00", payment="P-3")
    office.give("P-3", billing, TakeBack("x"), process="payment")
    assert "" == told(office)
    assert "I8: receivable/order/O-3:" in told(office, changed(books(office), credit_notes={}))
    said = told(office, changed(books(office), charge_backs={}))
    assert "the ledger lost 0.00 PEN of payment/P-3 to the bank, the case 100.00 PEN" in said
    office.desk.world = Faults(from_then_on(1, Fault.REFUSED)).world(office.desk.world)
    office.deliver_line("O-2")
    assert Paying.DRAFT is office.receivable("O-2").stage
    for _ in range(20):
        office.pass_time(timedelta(hours=6))
    assert office.journal.parked()
    assert "" == told(office)


def test_an_invoice_that_is_not_issued_yet_counts_as_delivered() -> None:
    """I2: billing said no; the account counts the delivery until somebody mends it."""
    office = Office()
    office.desk.world = Faults(only(from_then_on(1, Fault.REFUSED), "billing")).world(
        office.desk.world
    )
    office.place("O-1")
    office.deliver_line("O-1")
    assert Paying.DRAFT is office.receivable("O-1").stage
    assert "" == told(office)


def test_every_state_of_a_history_is_looked_at(office: Office) -> None:
    """I2: a sum that was wrong in between is told with its case and command."""
    seen = _evidence(office)
    (life,) = (life for life in seen.lives if life.case == "A-0")
    last = life.steps[-1]
    forged = changed(last, after=changed(last.after, obligations={}))
    other = changed(life, steps=(*life.steps[:-1], forged))
    (said,) = money_laws.every_state_adds_up(changed(seen, lives=(other,)))
    assert said.startswith("I2: the exposure of an account")
    assert said.endswith(f"(credit_account/A-0, after {last.record.command})")


def _standing_at(life: Life, state: Any) -> Life:
    """The same case with another state at its end."""
    return changed(life, steps=(*life.steps[:-1], changed(life.steps[-1], after=state)))


FOLLOWING = changed(ORDERS.settings, standing=standing_policy(COLLECTION))


def test_a_stop_without_a_letter_is_noticed(office: Office) -> None:
    """COL-05: nor one of an exempt account, a level on no day, an order that waits for nothing."""
    account, claim = office.account(), Exemption(ExemptionName.CLAIM, "x", START.date())
    day, whole = START.date(), (Reach.ORDERS,)
    stopped = Collection(reached=2, told=START.date(), stopped="stop", reach=whole)
    waiting = (Pending("O-9", sol("1.00"), None),)
    for said, forged in (
        ("I11: an account is stopped without", changed(stopped, reached=1)),
        ("I11: an account is stopped without", changed(stopped, reach=())),
        ("I11: an account is stopped and", changed(stopped, exempt={"": claim})),
        ("I11: an account reached a level", Collection(reached=1)),
    ):
        (found,) = state_problems(changed(account, collection=forged))
        assert found.startswith(said)
    (found,) = state_problems(changed(account, pending=waiting))
    assert found.startswith("I11: an order waits for an account")
    (found,) = state_problems(changed(account, oldest={day: 1}))
    assert found.startswith("I2: the invoices by their oldest day")


def test_an_order_that_stands_otherwise_than_its_account_says_is_noticed(office: Office) -> None:
    """COL-05: at rest; and an account that goes on telling an order that is over."""
    seen = _evidence(office)
    assert [] == list(obligations.orders_stand_as_their_account_says(seen))
    hears: Any = changed(ORDERS, settings=FOLLOWING)
    lives = tuple(
        changed(life, process=hears) if life.process.name == "order" else life
        for life in seen.lives
    )
    (said,) = obligations.orders_stand_as_their_account_says(changed(seen, lives=lives))
    assert said.startswith("I11: order/O-2 knows")
    account = office.account()
    tells = changed(account, collection=changed(account.collection, following={"O-1": 1}))
    stale = tuple(
        _standing_at(life, tells) if life.process.name == "credit_account" else life
        for life in seen.lives
    )
    (said,) = obligations.orders_stand_as_their_account_says(changed(seen, lives=stale))
    assert said.startswith("I11: credit_account/A-0 tells ['O-1'], which are over")


def test_an_order_that_is_being_stopped_is_told_until_it_is(office: Office) -> None:
    """COL-05: it follows its account until it is cancelled, and hears nothing of it any more."""
    account = office.account()
    seen, hears = _evidence(office), changed(ORDERS, settings=FOLLOWING)
    told = changed(account, collection=changed(account.collection, number=7, following={"O-2": 1}))
    lives = list[Any]()
    for life in seen.lives:
        if life.process.name == "credit_account":
            lives.append(_standing_at(life, told))
        elif life.name == "order/O-2":
            stopping = changed(life.state, stage=Stage.CANCELLING)
            lives.append(_standing_at(changed(life, process=cast("Any", hears)), stopping))
        else:
            lives.append(life)
    assert [] == list(
        obligations.orders_stand_as_their_account_says(changed(seen, lives=tuple(lives)))
    )


def test_an_exposure_below_zero_is_noticed(office: Office) -> None:
    """I2: nobody owes less than nothing, however well it is summed."""
    account = office.account()
    minus = changed(account.obligations["O-2"], amount=-sol("1.00"))
    exposure = changed(account.exposure, reserved=-sol("1.00"))
    forged = changed(account, obligations={"O-2": minus}, exposure=exposure)
    (said,) = state_problems(forged)
    assert said.startswith("I2: a part of an exposure is negative")


def test_an_order_process_of_another_kind_keeps_promises_of_its_own(office: Office) -> None:
    """I3, I2: the laws about credit ask nothing of a process that they do not know."""
    seen = _evidence(office)
    foreign: Any = _Foreign("order")
    lives = tuple(
        changed(life, process=foreign) for life in seen.lives if life.process.name == "order"
    )
    other = changed(seen, lives=lives)
    assert [] == list(credit.nothing_is_released_without_credit(other))
    assert [] == list(obligations.accounts_agree_with_orders(other))


@entity
class _Foreign:
    name: str
