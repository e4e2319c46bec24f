"""Three stories of an order, told by people who wait, ask again and mend what is broken."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import define, field

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
)
from order_to_cash.desk import Accepted, Desk
from order_to_cash.domain.core import Conflict, Envelope, Role, Sensitive, Unavailable
from order_to_cash.domain.order import Stage
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.payment import ReceivePayment
from order_to_cash.domain.receivable import RetryIssue
from order_to_cash.domain.receivable import Stage as Paying
from order_to_cash.domain.trade import PaymentMethod, Target
from order_to_cash.operators.peru import PERU, sol
from order_to_cash.ports import World
from order_to_cash.testing import Broken, Faults, Foreign, Plan
from order_to_cash.testing.faults import never
from order_to_cash.testing.invariants import Books, invariants
from tests.desk.small_operator import START, directories, request, today, wire
from tests.faults.flow import Flow
from tests.faults.remembering import Remembering

CASE: Final = "O-1"
BILL: Final = "order/O-1"
WIRE: Final[Any] = Remembering(wire())
BAD_NEWS: Final = (Unavailable, Conflict, Foreign)
ASKS: Final = 5
"""How often somebody asks again at once before waiting."""
PATIENCE: Final = 36
"""How many hours people wait before somebody mends what is broken: longer than until parking."""


@define
class Telling:
    """A desk in a world that fails by a plan, and the people who work with it."""

    plan: Plan = never
    journal: InMemoryJournal = field(factory=InMemoryJournal, init=False)
    billing: InMemoryBilling = field(factory=InMemoryBilling, init=False)
    fulfilment: InMemoryFulfilment = field(factory=InMemoryFulfilment, init=False)
    notification: InMemoryNotification = field(factory=InMemoryNotification, init=False)
    now: datetime = field(default=START, init=False)
    given: int = field(default=0, init=False)
    parked: list[str] = field(factory=list, init=False)
    calls: int = field(default=0, init=False)
    faults: Faults = field(init=False)
    desk: Desk = field(init=False)
    observer: Desk = field(init=False)
    flow: Flow = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.faults = Faults()
        facts = directories().directories
        world = World(facts, self.billing, self.fulfilment, self.notification)
        journal = self.faults.journal(self.journal)
        self.desk = Desk(PERU, journal, self.faults.world(world), WIRE)
        self.observer = Desk(PERU, self.journal, world, WIRE)
        self.flow = Flow(lambda: self.observer, lambda: self.billing)
        self.faults.begin(self.plan)

    @property
    def order(self) -> Any:
        """The order as of now, seen past all faults."""
        return self._state("order", CASE)

    @property
    def bill(self) -> Any:
        """The receivable as of now."""
        return self._state("receivable", BILL)

    @property
    def account(self) -> Any:
        """The account as of now."""
        return self._state("credit_account", "A-0")

    def _state(self, process: str, case: str) -> Any:
        return self.observer._cases.read(self.observer.process(process), case).state

    def give(
        self, role: Role, command: Any, *, to: str = "order", actor: str = "ana", case: str = ""
    ) -> None:
        """Give a command; who hears nothing asks again, under the same id."""
        self.given += 1
        case = case or (CASE if to == "order" else BILL)
        envelope = Envelope(f"c-{self.given}", case, to, self.now, actor, role, command)
        for attempt in range(2 * ASKS):
            if attempt == ASKS:
                self.mend()
            try:
                answer = self.desk.handle(envelope)
            except BAD_NEWS:
                continue
            if not isinstance(answer, Accepted):
                raise Broken(f"{type(command).__name__} was refused: {answer.refusal.code}")
            break
        else:
            raise Broken(f"{type(command).__name__} was never answered")
        self.flow.look()
        self.deliver()

    def until(self, ready: Callable[[], bool]) -> None:
        """Wait for something; after hours of waiting somebody mends whatever is broken."""
        for hour in range(2 * PATIENCE):
            if ready() and not self.journal.parked():
                return
            if hour == PATIENCE:
                self.mend()
            self.pass_time(timedelta(hours=1))
            self.retry_issue()
        raise Broken(f"waited in vain: the order is {self.order.stage.value}")

    def pass_time(self, span: timedelta) -> None:
        """Time passes."""
        self.now += span
        self.quietly(lambda: self.desk.tick(self.now))
        self.flow.look()
        self.deliver()

    def deliver(self) -> None:
        """Send what waits."""
        self.quietly(lambda: self.desk.deliver(self.now))
        self.flow.look()

    def quietly(self, work: Callable[[], object]) -> None:
        """A service that starts again when its journal fails."""
        try:
            work()
        except BAD_NEWS:
            return

    def retry_issue(self) -> None:
        """Billing refused: people look at it, and ask again."""
        types = [record.type for record in self.journal.history("receivable", BILL)]
        if self.bill.stage is Paying.DRAFT and types[-1] == "issue_refused":
            self.give(Role.BILLING, RetryIssue(), to="receivable")

    def mend(self) -> None:
        """Everything works again, and what was set aside is sent."""
        self.faults.heal()
        for posted in self.journal.parked():
            self.parked.append(posted.problem)
            self.journal.release(posted.key)

    def end(self) -> None:
        """The story is over: everything heals, and all books must agree."""
        self.calls = self.faults.calls
        self.mend()
        for _ in range(3):
            self.pass_time(timedelta(hours=7))
            self.retry_issue()
        books = Books.of(self.billing, self.fulfilment, self.notification)
        invariants(self.observer, books, at_rest=True)
        if left := self.journal.parked():
            raise Broken(f"left aside: {[posted.problem for posted in left]}")

    def pays(self, amount: str, name: str, towards: Target) -> None:
        """The bank reports a payment."""
        made = ReceivePayment(sol(amount), today(self.now), PaymentMethod.STORE, towards)
        self.give(Role.BILLING, made, to="payment", case=name)

    def place(self, payment: str) -> None:
        """The distributor orders a phone."""
        placed = o.PlaceOrder(request(1, "D-0", payment))
        self.give(Role.DISTRIBUTOR, placed, actor="D-0")

    def delivered(self) -> None:
        """The order is released, delivered and invoiced."""
        self.until(lambda: self.order.stage is Stage.RELEASED)
        self.give(Role.WAREHOUSE, o.Schedule(1, self.now))
        signed = o.ConfirmDelivery(1, Sensitive("signer"), self.now)
        self.give(Role.WAREHOUSE, signed)
        self.until(lambda: bool(self.order.invoice))


def straight_through(telling: Telling) -> None:
    """From the request to the last payment."""
    telling.place("net-30")
    telling.delivered()
    telling.pays("118.00", "P-1", Target("receivable", BILL))
    telling.end()
    _expect(telling, Stage.COMPLETED, Paying.SETTLED, kept="0.00", refunded=[])


def cancelled(telling: Telling) -> None:
    """Paid up front, released, and cancelled before it was delivered: the money goes back."""
    telling.place("up-front")
    telling.until(lambda: telling.order.stage is Stage.IN_VALIDATION)
    telling.pays("118.00", "P-1", Target("order", CASE))
    telling.until(lambda: telling.order.stage is Stage.RELEASED)
    telling.give(Role.DISTRIBUTOR, o.CancelOrder("not needed"), actor="D-0")
    telling.give(Role.SALES, o.DecideCancellation(granted=True, reason="not shipped"))
    telling.give(Role.WAREHOUSE, o.ConfirmStopped())
    telling.end()
    _expect(telling, Stage.CANCELLED, Paying.NEW, kept="0.00", refunded=["118.00"])


def late(telling: Telling) -> None:
    """Nobody pays until the service is blocked; then more than is owed."""
    telling.place("net-30")
    telling.delivered()
    for _ in range(5):
        telling.pass_time(timedelta(days=10))
    telling.until(lambda: telling.bill.stage is Paying.BLOCKED)
    telling.pays("100.00", "P-1", Target("receivable", BILL))
    telling.pays("50.00", "P-2", Target("receivable", BILL))
    telling.end()
    _expect(telling, Stage.COMPLETED, Paying.SETTLED, kept="32.00", refunded=[])
    last = [type(i).__name__ for i in telling.fulfilment.instructions().values()]
    if last != ["PrepareGoods", "BlockService", "UnblockService"]:
        raise Broken(f"the technical team heard {last}")


STORIES: Final = (straight_through, cancelled, late)


def _expect(
    telling: Telling, stage: Stage, paying: Paying, *, kept: str, refunded: list[str]
) -> None:
    ended = telling.order.stage, telling.bill.stage, telling.account.exposure.total
    given_back = [refund.amount for refund in telling.billing.refunds().values()]
    if ended != (stage, paying, -sol(kept)) or given_back != [sol(x) for x in refunded]:
        raise Broken(f"the story ended with {ended} and gave back {given_back}")
    if len(telling.billing.invoices()) != (stage is Stage.COMPLETED):
        raise Broken(f"{len(telling.billing.invoices())} invoices")
