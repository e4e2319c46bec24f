"""An account that pays late: one letter, then a stop, and everything goes on once it has paid."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from chile.pack import CHILE, peso

from order_to_cash import Accepted, Desk, Role, Sensitive, open_desk
from order_to_cash.domain.order import (
    Channel,
    ConfirmDelivery,
    DeliveryMode,
    Item,
    OrderRequest,
    PlaceOrder,
    Schedule,
)
from order_to_cash.domain.payment import ReceivePayment
from order_to_cash.domain.trade import Kind, Notice, PaymentMethod, Target

HERE = Path(__file__).parents[1]
SANTIAGO = ZoneInfo("America/Santiago")


def at(day: date, hour: int = 12) -> datetime:
    """That hour of the day in Santiago."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SANTIAGO)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a new file."""
    with open_desk(tmp_path / "chile.db", operator=CHILE, data=HERE / "data", clock=None) as opened:
        yield opened


def give(desk: Desk, to: str, command: Any, by: str, role: Role, when: datetime) -> None:
    """Somebody gives a command, and what it causes is sent."""
    name = f"{type(command).__name__}-{when:%m%d%H}"
    given = desk.give(command, to=to, by=by, role=role, id=name, at=when)
    assert isinstance(given, Accepted), given
    desk.deliver(when)


def order(desk: Desk, case: str, day: date, phones: int = 1, payment: str = "30-dias") -> None:
    """The distributor orders telephones."""
    request = OrderRequest(
        party="D-101",
        channel=Channel.DISTRIBUTOR_SYSTEM,
        items=(Item("CEL-A", phones, Kind.GOODS),),
        zone="RM-SANTIAGO",
        payment=payment,
        delivery=DeliveryMode.STORE_PICKUP,
        contact=Sensitive("pagos@d-101.example"),
    )
    give(desk, f"order/{case}", PlaceOrder(request), "D-101", Role.DISTRIBUTOR, at(day, 9))


def agree(desk: Desk, case: str, day: date) -> None:
    """A slot is agreed for the line."""
    slot = Schedule(1, at(day + timedelta(days=90)))
    give(desk, f"order/{case}", slot, "bodega-01", Role.WAREHOUSE, at(day, 10))


def hand_over(desk: Desk, case: str, day: date) -> None:
    """The telephones are handed over and signed for."""
    agree(desk, case, day)
    signed = ConfirmDelivery(1, Sensitive("Quien recibe"), at(day, 11))
    give(desk, f"order/{case}", signed, "bodega-01", Role.WAREHOUSE, at(day, 11))


def pay(desk: Desk, name: str, target: Target, amount: int, day: date) -> None:
    """Money comes from the bank."""
    money = ReceivePayment(peso(amount), day, PaymentMethod.ONLINE, target)
    give(desk, f"payment/{name}", money, "banco-01", Role.BILLING, at(day))


def passes(desk: Desk, first: date, last: date) -> None:
    """Each day passes, from the first to the last."""
    for number in range((last - first).days + 1):
        desk.pass_time(at(first + timedelta(days=number), 18), jump=True)


def letters(desk: Desk, notice: Notice) -> list[Any]:
    """What the party was told of that kind."""
    notification: Any = desk.world.notification
    return [told for told in notification.sent().values() if told.notice is notice]


def instructions(desk: Desk, case: str) -> list[str]:
    """What the warehouse was told about that order, in turn."""
    fulfilment: Any = desk.world.fulfilment
    told = fulfilment.instructions().values()
    return [desk.wire.type_name(type(one)) for one in told if one.order == case]


def stage(desk: Desk, case: str) -> str:
    """Where an order stands."""
    found: str = desk.state("order", case).stage.value
    return found


def owing(desk: Desk) -> None:
    """Two orders are delivered and invoiced, and a third is under way."""
    order(desk, "O-A", date(2024, 3, 4), 2)
    hand_over(desk, "O-A", date(2024, 3, 5))
    order(desk, "O-B", date(2024, 3, 7))
    hand_over(desk, "O-B", date(2024, 3, 8))
    order(desk, "O-C", date(2024, 3, 11))
    agree(desk, "O-C", date(2024, 3, 12))


def test_one_letter_names_both_invoices(desk: Desk) -> None:
    """237,976 due on 4 April and 118,988 due on 7 April: on 14 April one letter over 356,964."""
    owing(desk)
    passes(desk, date(2024, 4, 1), date(2024, 4, 13))
    assert [] == letters(desk, Notice.ACCOUNT_PAST_DUE)
    passes(desk, date(2024, 4, 14), date(2024, 4, 28))
    (letter,) = letters(desk, Notice.ACCOUNT_PAST_DUE)
    told = dict(letter.values)
    assert (10, peso(356_964)) == (told["days"], told["overdue"])
    assert [(date(2024, 4, 4), peso(237_976)), (date(2024, 4, 7), peso(118_988))] == [
        row[1:] for row in told["invoices"]
    ]
    assert 2 == len(letters(desk, Notice.COLLECTION_ALERT))  # the reminder of each invoice alone


def test_deliveries_and_new_orders_wait_and_go_on_by_themselves(desk: Desk) -> None:
    """Stopped on 29 April; paid on 30 April, the third order goes on and the fourth is released."""
    owing(desk)
    passes(desk, date(2024, 4, 1), date(2024, 4, 29))
    assert 1 == len(letters(desk, Notice.ACCOUNT_STOPPED))
    assert ["prepare_goods", "hold_fulfilment"] == instructions(desk, "O-C")
    wait = desk.waits("order", "O-C")
    assert wait is not None
    assert ["validation.account"] == [finding.rule for finding in wait.findings]
    order(desk, "O-D", date(2024, 4, 29), payment="contado")
    pay(desk, "P-D", Target("order", "O-D"), 118_988, date(2024, 4, 29))
    assert "in_validation" == stage(desk, "O-D")
    bills = {"O-A": 237_976, "O-B": 118_988}
    for case, amount in bills.items():
        assert [] == letters(desk, Notice.ACCOUNT_RESUMED)
        bill = Target("receivable", f"order/{case}")
        pay(desk, f"P-{case}", bill, amount, date(2024, 4, 30))
    assert 1 == len(letters(desk, Notice.ACCOUNT_RESUMED))
    assert ["prepare_goods", "hold_fulfilment", "resume_fulfilment"] == instructions(desk, "O-C")
    assert "released" == stage(desk, "O-D")
    assert ["prepare_goods"] == instructions(desk, "O-D")
