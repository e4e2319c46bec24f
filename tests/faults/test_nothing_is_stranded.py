"""Answers that come late or wrong, and money that comes early, never leave an order stranded."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import define

from order_to_cash.desk import Accepted, Refused
from order_to_cash.domain.core import Envelope, Role, Sensitive, changed
from order_to_cash.domain.credit_account import CreditLine, UseSurplus
from order_to_cash.domain.order import AccountStatus, PartyKind, PartyRecord, Stage, StockItem
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.trade import Target
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.operators.peru import PERU, sol
from order_to_cash.ports import Issued
from order_to_cash.testing import Fault, Faults, Place, WrongAnswer
from order_to_cash.testing.invariants import Books, invariants
from tests.desk.small_operator import FIBRE, PHONE, Office, directories, request

RECORD: Any = PartyRecord("D-0", PartyKind.DISTRIBUTOR, AccountStatus.ACTIVE, "A-0")
WRONG: list[tuple[str, Any]] = [
    *((port, WrongAnswer()) for port in ("parties", "catalogue", "stock", "coverage")),
    *((port, WrongAnswer()) for port in ("credit_lines", "terms", "billing")),
    ("parties", "D-0"),
    ("parties", 0),
    ("parties", changed(RECORD, account=7)),
    ("catalogue", None),
    ("stock", ("W-LIMA", (StockItem(PHONE.sku, "7"),))),  # type: ignore[arg-type]
    ("stock", (None, ())),
    ("coverage", "LIMA"),
    ("credit_lines", CreditLine("A-0", "D-0", 1000.0)),  # type: ignore[arg-type]
    ("terms", 1),
    ("billing", Issued(42)),  # type: ignore[arg-type]
    ("billing", Issued(None)),  # type: ignore[arg-type]
]


def books(office: Office) -> Books:
    """What the world of an office has done."""
    return Books.of(office.billing, office.fulfilment, office.notification)


def failing(office: Office, port: str, answer: object) -> Faults:
    """The first thing that this port of the office is asked is answered wrongly."""
    asked: list[str] = []

    def once(place: Place) -> Fault | None:
        asked.extend([place.port] if place.port == port else [])
        return Fault.WRONG_ANSWER if asked == [port] and place.port == port else None

    faults = Faults(once, wrong=answer)
    office.desk.world = faults.world(office.desk.world)
    return faults


def phone_and_fibre(office: Office, case: str) -> None:
    """An order that asks every directory."""
    made = request()
    item = type(made.items[0])(FIBRE.sku, 1, FIBRE.kind)
    both = type(made)(
        **{name: getattr(made, name) for name in ("party", "channel", "zone", "payment")},
        items=(*made.items, item),
        delivery=made.delivery,
        address=made.address,
        contact=made.contact,
    )
    office.give(case, Role.DISTRIBUTOR, o.PlaceOrder(both), actor="D-0")


@pytest.mark.parametrize(("port", "answer"), WRONG)
def test_a_wrong_answer_is_never_stored_and_holds_up_nobody_else(port: str, answer: object) -> None:
    """I7, I8: read as strictly as any document, it is asked for again; other orders go on."""
    office = Office()
    office.place("O-0")
    faults = failing(office, port, answer)
    phone_and_fibre(office, "O-1")
    office.place("O-2", party="D-1")
    for hour in range(3):
        office.pass_time(timedelta(hours=hour))
    assert Stage.RELEASED is office.order("O-2").stage
    assert Stage.RELEASED is office.order("O-1").stage
    for case in ("O-1", "O-2"):
        office.deliver_line(case)
    office.give("O-1", Role.TECHNICAL_TEAM, o.Schedule(2, office.now))
    office.give("O-1", Role.TECHNICAL_TEAM, o.ConfirmActivation(2))
    office.pass_time(timedelta(hours=1))

    assert 1 == len(faults.happened)
    assert office.order("O-1").invoice
    assert office.order("O-2").invoice
    invariants(office.desk, books(office), at_rest=True)


def hand(office: Office, case: str, role: Role, command: Any, actor: str = "ana") -> Any:
    """A command whose messages nobody has sent yet."""
    name = f"hand-{next(office.ids)}"
    return office.desk.handle(Envelope(name, case, "order", office.now, actor, role, command))


def test_an_availability_that_lapsed_just_before_the_credit_is_asked_for_again() -> None:
    """I10: the answer comes while the order is back in credit, and the order is still released."""
    office = Office(directories=directories(limit="100000.00"))
    office.place("O-1", quantity=200)
    approval = office.order("O-1").credit.approval
    assert approval is not None
    office.now = approval.expires - timedelta(seconds=1)
    hand(office, "O-1", Role.CREDIT_AND_COLLECTIONS, o.DecideFinancing(approved=True, reason="x"))
    assert None is office.order("O-1").answers.stock
    office.now = approval.expires
    office.desk.tick(office.now)
    assert Stage.IN_CREDIT is office.order("O-1").stage
    office.desk.deliver(office.now)

    assert Stage.RELEASED is office.order("O-1").stage


def cancelled(office: Office, case: str) -> None:
    """Nothing was delivered yet, and nobody wants it any more."""
    office.give(case, Role.DISTRIBUTOR, o.CancelOrder("x"), actor="D-0")
    office.give(case, Role.SALES, o.DecideCancellation(granted=True, reason="x"))
    office.give(case, Role.WAREHOUSE, o.ConfirmStopped())


def test_money_for_a_released_order_that_is_cancelled_goes_back() -> None:
    """I2: no invoice will come for it, so it must not wait for one."""
    office = Office()
    office.place("O-1")
    office.receive("P-1", "118.00", Target("order", "O-1"))
    cancelled(office, "O-1")

    assert [sol("118.00")] == [refund.amount for refund in office.billing.refunds().values()]
    invariants(office.desk, books(office), at_rest=True)


def test_credit_of_the_account_goes_only_to_what_was_delivered() -> None:
    """I2: put to an order that may still be cancelled it would be lost."""
    office = Office()
    office.place("O-1")
    office.deliver_line("O-1")
    office.pay("O-1", "150.00")
    office.place("O-2")
    use = UseSurplus("O-2", sol("32.00"))
    credit = Role.CREDIT_AND_COLLECTIONS
    refused = office.give("A-0", credit, use, process="credit_account")
    office.give("O-2", Role.WAREHOUSE, o.Schedule(1, office.now))
    signed = o.ConfirmDelivery(1, Sensitive("signer"), office.now)
    office.give("O-2", Role.WAREHOUSE, signed)
    used = office.give("A-0", credit, use, process="credit_account")

    assert isinstance(refused, Refused)
    assert "account.no-such-order" == refused.refusal.code
    assert isinstance(used, Accepted)
    assert sol("86.00") == office.receivable("O-2").owed.outstanding
    invariants(office.desk, books(office), at_rest=True)


def test_an_unblock_never_overtakes_a_block_that_was_set_aside() -> None:
    """I8, I11: nobody took the block for days; paid meanwhile, the service ends unblocked."""
    office = Office()
    office.place("O-1")
    office.deliver_line("O-1")
    office.pass_time(timedelta(days=40))
    faults = Faults(lambda place: Fault.UNAVAILABLE if place.port == "fulfilment" else None)
    sound, office.desk.world = office.desk.world, faults.world(office.desk.world)
    for _ in range(40):
        office.pass_time(timedelta(days=1))
    office.desk.world = sound
    office.pay("O-1", "118.00")
    parked = office.journal.parked()
    assert ["block_service", "unblock_service"] == [posted.type for posted in parked]
    assert ["testing.timed-out", "desk.behind-parked"] == [posted.problem for posted in parked]
    office.journal.release(parked[1].key)
    office.pass_time(timedelta(0))
    assert parked == office.journal.parked()
    for posted in parked:
        office.journal.release(posted.key)
        office.pass_time(timedelta(0))

    types = [type(told).__name__ for told in office.fulfilment.instructions().values()]
    assert ["PrepareGoods", "BlockService", "UnblockService"] == types
    invariants(office.desk, books(office), at_rest=True)


def test_what_another_case_or_port_has_set_aside_holds_up_nobody() -> None:
    """I8: only later instructions of the same case wait for the one before."""
    office = Office()
    faults = Faults(lambda place: Fault.UNAVAILABLE if place.port == "fulfilment" else None)
    sound, office.desk.world = office.desk.world, faults.world(office.desk.world)
    office.place("O-1")
    for _ in range(14):
        office.pass_time(timedelta(hours=7))
    assert ["prepare_goods"] == [posted.type for posted in office.journal.parked()]
    office.desk.world = sound
    office.place("O-2")
    told = [told.order for told in office.fulfilment.instructions().values()]
    assert ["O-2"] == told
    notices = [notice.notice.value for notice in office.notification.sent().values()]
    assert 2 == notices.count("order_released")


@define(eq=False)
class Clumsy:
    """Orders with a mistake in them: one order's answer about stock is too much for it."""

    process: AnyProcess

    def __getattr__(self, name: str) -> Any:
        return getattr(self.process, name)

    def decide(self, state: Any, envelope: Envelope[Any]) -> Any:
        if envelope.case == "O-1" and isinstance(envelope.command, o.ReportStock):
            raise ZeroDivisionError
        return self.process.decide(state, envelope)


def test_a_process_with_a_mistake_holds_up_only_the_case_it_fails_on() -> None:
    """I8: its message is tried again and then shown; what came with it in one go is carried out."""
    office = Office()
    clumsy: Any = Clumsy(PERU.by_name["order"])
    others = tuple(process for process in PERU.processes if process.name != "order")
    office.desk.operator = changed(PERU, processes=(clumsy, *others))
    for case in ("O-0", "O-1", "O-2"):
        hand(office, case, Role.DISTRIBUTOR, o.PlaceOrder(request()), actor="D-0")
    office.desk.deliver(office.now)
    for _ in range(14):
        office.pass_time(timedelta(hours=7))

    stages = [office.order(case).stage for case in ("O-0", "O-1", "O-2")]
    assert [Stage.RELEASED, Stage.RECEIVED, Stage.RELEASED] == stages
    assert ["ZeroDivisionError"] == [posted.problem for posted in office.journal.parked()]
