"""How commands are played: in the order in which they came, and with nobody outside asked."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from order_to_cash import Answer, Clause, Role, Sensitive, open_desk
from order_to_cash.comparing import compare
from order_to_cash.comparing.past import kind_of
from order_to_cash.domain.core import changed as altered
from order_to_cash.domain.core import entity
from order_to_cash.domain.order import Channel, DeliveryMode, Item, OrderRequest, PlaceOrder
from order_to_cash.domain.trade import Kind
from order_to_cash.operators.peru import CREDIT, ORDERS, PERU
from tests.cli.commands import DATA, changed, run, written
from tests.cli.test_export_standards import SPOIL
from tests.comparing.packs import END, STRICT, at_most, good_lines
from tests.desk.registers import KEPT, WITH_REGISTER, Open

NOW = datetime(2024, 1, 15, 14, tzinfo=UTC)


def ordered(file: Path, *orders: tuple[str, int, datetime]) -> Path:
    """A store in which D-005, whose limit is 8000.00, orders phones of 330.00 in this order."""
    with open_desk(file, operator="peru", data=DATA, clock=None) as desk:
        for case, quantity, at in orders:
            request = OrderRequest(
                "D-005",
                Channel.DISTRIBUTOR_SYSTEM,
                (Item("CEL-E64", quantity, Kind.GOODS),),
                "LIM-CENTRO",
                "net-7",
                DeliveryMode.HOME_DELIVERY,
                Sensitive("an address"),
                Sensitive("a contact"),
            )
            to = f"order/{case}"
            desk.give(PlaceOrder(request), to=to, by="D-005", role=Role.DISTRIBUTOR, id=case, at=at)
            desk.deliver(max(NOW, at))
    return file


def test_no_port_of_a_pack_is_used(tmp_path: Path) -> None:
    """What a pack's own port answered once comes back; the port itself hears of nothing."""
    file = tmp_path / "some.db"
    with open_desk(file, operator=WITH_REGISTER, clock=None) as desk:
        desk.give(Open("a boat"), to="inquiry/I-1", by="eva", role=Role.SALES, id="1", at=NOW)
        desk.deliver(NOW)
    before = {place: register.calls for place, register in KEPT.items()}
    found = compare(file, WITH_REGISTER, operator=WITH_REGISTER)
    assert found.is_same
    assert (1, 0, 0) == (found.cases, found.unplayed.unanswered, found.unplayed.strays)
    assert before == {place: register.calls for place, register in KEPT.items()}


@pytest.mark.parametrize("turned", [False, True])
def test_commands_of_one_instant_keep_their_turn(tmp_path: Path, *, turned: bool) -> None:
    """Two orders of one instant cannot both have the credit: who came first gets it again."""
    orders = [("o-1", 20, NOW), ("o-2", 20, NOW)]
    found = compare(ordered(tmp_path / "some.db", *(orders[::-1] if turned else orders)), "peru")
    assert (2, 0) == (found.commands, found.unplayed.strays)


def test_a_command_that_was_dated_back_keeps_its_turn(tmp_path: Path) -> None:
    """It came last, whatever its date says; so it is declined again."""
    earlier = NOW - timedelta(hours=3)
    found = compare(ordered(tmp_path / "some.db", ("o-1", 20, NOW), ("o-2", 20, earlier)), "peru")
    assert (2, 0) == (found.commands, found.unplayed.strays)


def test_an_order_declined_makes_room(tmp_path: Path) -> None:
    """21 phones, 6930.00, are too much for the stricter pack; so 4 more fit the limit."""
    file = ordered(tmp_path / "some.db", ("o-1", 21, NOW), ("o-2", 4, NOW))
    found = compare(file, at_most("5000.00"))
    rules = {change.case: change.rules for change in found.examples}
    assert {"o-1": ("credit.order-size",), "o-2": ("credit.limit",)} == rules


def test_what_was_refused_may_be_carried_out(tmp_path: Path) -> None:
    """A delivery was planned for an order that had been rejected; the other pack approves it."""
    lines = good_lines("O-6020", "O-6021")
    (plan,) = (line for line in lines if '"O-6020-02"' in line)
    command = json.loads(plan)["command"]
    slot = "2024-01-29T09:00:00-05:00"
    at = "2024-01-27T12:05:00-05:00"
    late = changed(plan, id="L-1", case="O-6021", at=at, command={**command, "slot": slot})
    file = written(tmp_path / "some.jsonl", [*lines, late])
    assert 0 == run(file, tmp_path / "some.db", "--now", END).status
    found = compare(tmp_path / "some.db", STRICT, data=DATA)
    assert 1 == found.unplayed.anew


@entity
class Broken:
    """A rule of others that fails on an order of four."""

    code: ClassVar[str] = "intake.broken"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        """Whether it can be asked at all."""
        return Answer(1 // (request.items[0].quantity - 4) < 100)


def test_a_pack_that_fails_is_told_and_stops_nobody(tmp_path: Path) -> None:
    """What a rule of others raises is one command that was not carried out; the rest is played."""
    intake = ORDERS.settings.intake
    policy = altered(intake, rules=(*intake.rules, Broken(CREDIT)))
    orders = altered(ORDERS, settings=altered(ORDERS.settings, intake=policy))
    others = tuple(each for each in PERU.processes if each.name != "order")
    broken = altered(PERU, name="broken", processes=(orders, *others))
    found = compare(ordered(tmp_path / "some.db", ("o-1", 3, NOW), ("o-2", 4, NOW)), broken)
    assert {"compare.failed": 1} == dict(found.unplayed.otherwise)
    assert (2, 1) == (found.commands, found.changed)


def test_a_case_that_cannot_be_read_is_not_as_it_was(tmp_path: Path) -> None:
    """Of two orders in the store one is damaged: the play of its own pack ends otherwise there."""
    file = ordered(tmp_path / "some.db", ("o-1", 3, NOW), ("o-2", 4, NOW))
    with closing(sqlite3.connect(file)) as spoiled, spoiled:
        for spoil in SPOIL:
            spoiled.execute(spoil, ("order", "o-2"))
    assert 1 == compare(file, "peru").unplayed.strays


def test_a_store_without_commands_has_nothing_to_compare(tmp_path: Path) -> None:
    """Both come to the same, and it is said why."""
    with open_desk(tmp_path / "some.db", operator="peru"):
        pass
    found = compare(tmp_path / "some.db", STRICT)
    assert (0, 0, None, True) == (found.commands, found.cases, found.until, found.is_same)
    assert "there are no commands" in found.sentences()[1]


def test_an_answer_belongs_to_its_amendment() -> None:
    """What was answered before an order was amended is not the answer to what is asked after."""
    assert "report_stock/0" == kind_of('{"type":"report_stock","items":[]}')
    assert "report_stock/2" == kind_of('{"type":"report_stock","items":[],"amended":2}')
