"""A stopped account and its orders, with two workers: once each, in any order (COL-05)."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, Final

import pytest
from attrs import define, field

from order_to_cash import Accepted, Desk, Operator, Role, Sensitive, open_desk
from order_to_cash.audit import check
from order_to_cash.domain.core import Envelope, changed
from order_to_cash.domain.credit_account import AccountLevel, ExemptAccount
from order_to_cash.domain.order import OrderProcess, Stage
from order_to_cash.domain.order import commands as order
from order_to_cash.domain.payment import ReceivePayment
from order_to_cash.domain.trade import ExemptionName, PaymentMethod, Reach, Target
from order_to_cash.operators.peru import COLLECTION, CREDIT_ACCOUNTS, ORDERS, PERU, sol
from order_to_cash.rules import account_schedule, standing_policy
from tests.desk.small_operator import START, directories, request, today

DAY: Final = timedelta(days=1)
UNDER_WAY: Final = ("O-3", "O-4", "O-5", "O-6")
STOPPED: Final = START + 50 * DAY


def pack(*, refuses: bool = False) -> Operator:
    """Peru with a letter and a stop of the account, ten days after the oldest due day."""
    levels = account_schedule(
        COLLECTION,
        AccountLevel("letter", days=3, minimum=sol("100.00")),
        AccountLevel("stop", days=10, minimum=sol("200.00"), invoices=2, stops=tuple(Reach)),
    )
    policy = standing_policy(COLLECTION, refuses=refuses)
    mine: dict[str, Any] = {
        "credit_account": changed(CREDIT_ACCOUNTS, dunning=levels),
        "order": OrderProcess(changed(ORDERS.settings, standing=policy)),
    }
    return changed(PERU, processes=tuple(mine.get(p.name, p) for p in PERU.processes))


@define
class Shop:
    """Two workers on one store, whose messages wait until they are sent."""

    one: Desk
    two: Desk
    now: list[datetime]
    ids: int = 0
    chance: Random = field(factory=lambda: Random(1))  # noqa: S311  (repeatable)

    def give(self, case: str, role: Role, command: Any, actor: str = "somebody") -> None:
        """A command is given; what it causes waits."""
        process, _, name = case.partition("/")
        self.ids += 1
        at = self.now[0]
        given = self.one.handle(Envelope(f"c-{self.ids}", name, process, at, actor, role, command))
        assert isinstance(given, Accepted), given

    def send(self) -> None:
        """One message after the other, by one worker or the other, until none waits."""
        idle = 0
        while idle < 2:
            desk = self.chance.choice((self.one, self.two))
            idle = 0 if desk.deliver(self.now[0], most=1).delivered else idle + 1
        assert 0 == self.one.deliver(self.now[0]).delivered

    def together(self) -> None:
        """Both work at the same time until nothing is left."""
        failed: list[BaseException] = []

        def works(desk: Desk) -> None:
            try:
                desk.work(lambda: True, jump=True)
            except BaseException as error:  # noqa: BLE001  (a thread would keep it)
                failed.append(error)

        threads = [Thread(target=works, args=(desk,)) for desk in (self.one, self.two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [] == failed
        self.one.pass_time(self.now[0], jump=True)

    def place(self, case: str, payment: str = "net-30") -> None:
        """A distributor orders a phone of 118.00."""
        placed = order.PlaceOrder(request(1, "D-0", payment))
        self.give(f"order/{case}", Role.DISTRIBUTOR, placed, actor="D-0")

    def pay(self, case: str, target: Target) -> None:
        """The bank reports 118.00."""
        amount, day = sol("118.00"), today(self.now[0])
        made = ReceivePayment(amount, day, PaymentMethod.STORE, target)
        self.give(f"payment/P-{case}", Role.BILLING, made)

    def pay_both(self) -> None:
        """Both invoices past due are paid."""
        for case in ("O-1", "O-2"):
            self.pay(case, Target("receivable", f"order/{case}"))

    def passes(self, until: datetime) -> None:
        """Time passes, day after day."""
        while self.now[0] < until:
            self.now[0] += DAY
            self.one.pass_time(self.now[0], jump=True)

    def told(self, case: str) -> Counter[str]:
        """What the warehouse was told of an order, and how often."""
        fulfilment: Any = self.one.world.fulfilment
        told = fulfilment.instructions().values()
        return Counter(type(one).__name__ for one in told if one.order == case)

    def stage(self, case: str) -> Stage:
        """Where an order stands."""
        found: Stage = self.one.state("order", case).stage
        return found


@contextmanager
def shop(place: Path | str, operator: Operator) -> Iterator[Shop]:
    """Two orders are invoiced, four are under way, and a month and a half later it is stopped."""
    now, data = [START], directories().directories
    with ExitStack() as stack:
        desks = [
            stack.enter_context(
                open_desk(place, operator=operator, data=data, clock=lambda: now[0], worker=name)
            )
            for name in ("one", "two")
        ]
        opened = Shop(desks[0], desks[1], now)
        for case in ("O-1", "O-2", *UNDER_WAY):
            opened.place(case)
            opened.send()
        for case in ("O-1", "O-2"):
            opened.give(f"order/{case}", Role.WAREHOUSE, order.Schedule(1, START))
            signed = order.ConfirmDelivery(1, Sensitive("signer"), START)
            opened.give(f"order/{case}", Role.WAREHOUSE, signed)
        opened.send()
        opened.passes(STOPPED)
        yield opened


def promises(opened: Shop) -> list[str]:
    """Every promise that is broken."""
    return [problem for checked in check(opened.one) for problem in checked.problems]


@pytest.fixture(params=["file", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where everything is kept."""
    if request.param == "file":
        return tmp_path / "shop.db"
    url: str = request.getfixturevalue("postgres")
    return url


def test_what_waited_goes_on_exactly_once_with_two_workers(place: Path | str) -> None:
    """COL-05: each order is held once and resumed once; the new one is released by itself."""
    with shop(place, pack()) as opened:
        expected = Counter(PrepareGoods=1, HoldFulfilment=1)
        assert [expected] * 4 == [opened.told(case) for case in UNDER_WAY]
        opened.place("O-7", "up-front")
        opened.send()
        opened.pay("O-7", Target("order", "O-7"))
        opened.send()
        assert Stage.IN_VALIDATION is opened.stage("O-7")
        opened.pay_both()
        opened.together()
        expected["ResumeFulfilment"] = 1
        assert [expected] * 4 == [opened.told(case) for case in UNDER_WAY]
        assert (Stage.RELEASED, Counter(PrepareGoods=1)) == (
            opened.stage("O-7"),
            opened.told("O-7"),
        )
        assert [] == promises(opened)


@pytest.mark.parametrize("seed", range(6))
def test_in_whatever_order_words_arrive_everything_ends_alike(seed: int, tmp_path: Path) -> None:
    """COL-05: orders, payments, an exemption and a request to cancel, all before much is sent."""
    with shop(tmp_path / "shop.db", pack()) as opened:
        opened.chance = Random(seed)  # noqa: S311  (repeatable)
        steps: list[Callable[[], None]] = [
            lambda: opened.place("O-7"),
            lambda: opened.place("O-8", "up-front"),
            opened.pay_both,
            lambda: opened.give(
                "credit_account/A-0",
                Role.CREDIT_AND_COLLECTIONS,
                ExemptAccount(ExemptionName.CLAIM, "x", today(opened.now[0] + DAY)),
            ),
            lambda: opened.give("order/O-3", Role.DISTRIBUTOR, order.CancelOrder("x"), "D-0"),
        ]
        opened.chance.shuffle(steps)
        for step in steps:
            step()
            for _ in range(opened.chance.randrange(5)):
                opened.two.deliver(opened.now[0], most=1)
        opened.send()
        opened.pay("O-8", Target("order", "O-8"))
        opened.send()
        held = {case: opened.told(case)["HoldFulfilment"] for case in UNDER_WAY}
        resumed = {case: opened.told(case)["ResumeFulfilment"] for case in UNDER_WAY}
        assert dict.fromkeys(UNDER_WAY, 1) == held == resumed
        assert Stage.RELEASED is opened.stage("O-8")
        assert opened.stage("O-7") in {Stage.RELEASED, Stage.DECLINED}  # an exempt debt is one
        assert "" == opened.one.state("credit_account", "A-0").collection.stopped
        assert [] == promises(opened)


def test_new_orders_are_refused_and_their_money_goes_back(tmp_path: Path) -> None:
    """COL-05, ORD-41: where the pack says so, whatever comes first, the money or the no."""
    with shop(tmp_path / "shop.db", pack(refuses=True)) as opened:
        opened.place("O-7", "up-front")
        opened.pay("O-7", Target("order", "O-7"))
        opened.place("O-8")
        opened.send()
        assert [Stage.REJECTED] * 2 == [opened.stage(case) for case in ("O-7", "O-8")]
        assert {*UNDER_WAY} == {*opened.one.state("credit_account", "A-0").collection.following}
        opened.pay_both()
        opened.send()
        assert [Stage.REJECTED] * 2 == [opened.stage(case) for case in ("O-7", "O-8")]
        opened.place("O-9")
        opened.send()
        assert Stage.RELEASED is opened.stage("O-9")
        assert [] == promises(opened)
