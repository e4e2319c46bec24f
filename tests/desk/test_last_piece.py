"""FUL-03: two workers race for the last piece: one order is released, the other is told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any, Final

import pytest

from order_to_cash import Desk, open_desk
from order_to_cash.adapters.sql.ledger_reading import ledger_of
from order_to_cash.audit import Books, problems
from order_to_cash.domain.core import Envelope, Language, Role, Sensitive, changed
from order_to_cash.domain.order import OrderProcess, ReturnReason, Stage
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.trade import Disposition, Notice, worded
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import PERU
from tests.desk.small_operator import PHONE, START, directories, placing

WEEK: Final = timedelta(days=7)


def keeping(operator: Operator) -> Operator:
    """The operator that keeps goods for a week from the release on."""
    return changed(
        operator,
        processes=tuple(
            changed(p, settings=changed(p.settings, reserved_for=WEEK))
            if isinstance(p, OrderProcess)
            else p
            for p in operator.processes
        ),
    )


KEEPS: Final = keeping(PERU)


@pytest.fixture(params=["a file", "a database"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where both workers keep everything."""
    if request.param == "a file":
        return str(tmp_path / "shop.db")
    return str(request.getfixturevalue("postgres"))


@pytest.fixture
def workers(place: str) -> Iterator[tuple[Desk, Desk]]:
    """Two desks on one store, of a warehouse with one phone."""
    facts = directories(phones=1).directories
    with ExitStack() as opened:
        desks = [
            opened.enter_context(
                open_desk(place, operator=KEEPS, data=facts, clock=None, worker=name)
            )
            for name in ("w-1", "w-2")
        ]
        yield desks[0], desks[1]


def raced(workers: tuple[Desk, Desk]) -> dict[str, Stage]:
    """Both orders are placed, and both workers deliver at once until nothing waits."""
    for number, desk in enumerate(workers):
        desk.handle(placing(f"c-{number}", f"O-{number}", party=f"D-{number}"))
    start = Barrier(2)

    def work(desk: Desk) -> None:
        start.wait(60)
        while desk.deliver(START).delivered:
            pass

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, workers))
    work_left = workers[0]
    while work_left.deliver(START).delivered:
        pass
    return {f"O-{n}": workers[0].state("order", f"O-{n}").stage for n in range(2)}


def books(desk: Desk) -> Books:
    """What the world of a desk did, with the pieces that are kept."""
    store: Any = getattr(desk.journal, "store", None)
    ledger = ledger_of(store, desk.wire.load_message)
    return Books(
        invoices=ledger.invoices,
        instructions=ledger.instructions,
        notices=ledger.sent,
        receipts=ledger.receipts,
        credit_notes=ledger.credit_notes,
        moves=ledger.moves,
        held=ledger.held,
        gone=ledger.gone,
    )


def give(desk: Desk, case: str, command: Any, name: str, days: int = 0) -> None:
    """The warehouse reports something, and what it causes is delivered."""
    at = START + timedelta(days=days)
    desk.handle(Envelope(name, case, "order", at, "almacen", Role.WAREHOUSE, command))
    while desk.deliver(at).delivered:
        pass


def test_of_two_orders_for_the_last_piece_one_is_released(workers: tuple[Desk, Desk]) -> None:
    """FUL-03: the other is told that there is none, in a letter; the books agree."""
    stages = raced(workers)
    assert {Stage.RELEASED, Stage.REJECTED} == set(stages.values())
    won = next(case for case, stage in stages.items() if stage is Stage.RELEASED)
    desk = workers[1]
    found = books(desk)
    assert {won: {1: 1}} == found.held
    told = [n for n in found.notices.values() if n.notice is Notice.ORDER_REJECTED]
    assert 1 == len(told)
    assert "0" in worded(told[0], Language.EN).body
    assert () == problems(desk, found, at_rest=True)


def test_each_piece_is_kept_then_with_the_party_then_free(workers: tuple[Desk, Desk]) -> None:
    """FUL-03, FUL-02: kept 1, delivered 1, put back 1 and asked for again: 1 = 1 in each state."""
    stages = raced(workers)
    won = next(case for case, stage in stages.items() if stage is Stage.RELEASED)
    desk = workers[0]
    give(desk, won, o.Schedule(1, START + WEEK), "s")
    give(desk, won, o.ConfirmDelivery(1, Sensitive("x"), START), "d")
    found = books(desk)
    assert ({}, {("W-LIMA", PHONE.sku): (1, 0, 0)}) == (found.held, found.gone)
    back = o.ReturnGoods(1, 1, ReturnReason.DAMAGED, Disposition.PUT_BACK)
    give(desk, won, back, "r")
    found = books(desk)
    assert {("W-LIMA", PHONE.sku): (1, 1, 0)} == found.gone
    assert () == problems(desk, found, at_rest=True)


def test_goods_that_lapse_go_to_whoever_asks_next(workers: tuple[Desk, Desk]) -> None:
    """FUL-03: after a week the piece is free, the party is told, and a third order gets it."""
    stages = raced(workers)
    won = next(case for case, stage in stages.items() if stage is Stage.RELEASED)
    desk, then = workers[0], START + WEEK
    desk.tick(then)
    while desk.deliver(then).delivered:
        pass
    assert Stage.ON_HOLD is desk.state("order", won).stage
    assert {} == books(desk).held
    desk.handle(placing("c-9", "O-9", at=then, party="D-2"))
    while desk.deliver(then).delivered:
        pass
    assert Stage.RELEASED is desk.state("order", "O-9").stage
    assert {"O-9": {1: 1}} == books(desk).held


def test_a_piece_that_is_forged_is_noticed(workers: tuple[Desk, Desk]) -> None:
    """FUL-03, I1: kept for nobody, lost, or counted as gone: each is a broken promise."""
    raced(workers)
    desk = workers[0]
    found = books(desk)
    assert found.held is not None
    for forged in (
        changed(found, held={}),
        changed(found, held={**found.held, "O-7": {1: 1}}),
        changed(found, gone={("W-LIMA", PHONE.sku): (1, 0, 0)}),
    ):
        assert any(p.startswith("I1: ") for p in problems(desk, forged, at_rest=True))
