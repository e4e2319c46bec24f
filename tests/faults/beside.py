"""What is beside a stranger: an order under way, a case that raises, a post that is slow."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol

from attrs import define, field

from order_to_cash.desk import Desk
from order_to_cash.domain.core import Envelope, Role, Sensitive
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.trade import Kind
from order_to_cash.operators.operator import AnyProcess
from tests.desk.small_operator import PHONE
from tests.faults.rooms import Room


class Life(Protocol):
    """What is needed of a life here."""

    poisoned: str
    handed: Any
    random: Random
    now: datetime
    room: Room
    desks: tuple[Desk, ...]


class Poisoned(Exception):
    """What a process of somebody else's may raise."""


@define(eq=False)
class Poison:
    """A process one case of which raises whenever the clock looks at it."""

    process: AnyProcess
    life: Life

    def __getattr__(self, name: str) -> Any:
        return getattr(self.process, name)

    def decide(self, state: Any, envelope: Envelope[Any]) -> Any:
        """What the process decides, if it does."""
        if envelope.role is Role.CLOCK and envelope.case == self.life.poisoned:
            raise Poisoned
        return self.process.decide(state, envelope)


@define
class Post:
    """A post that counts, and is now and then so slow that the other desk sends meanwhile."""

    port: Any
    life: Life
    busy: bool = field(default=False, init=False)

    def send(self, key: str, notice: Any, /) -> None:
        """Send a notice; the other desk may be sending at the same time."""
        self.life.room.fate.passes()
        self.life.handed[key] += 1
        if not self.busy and self.life.random.random() < 0.2:
            self.busy = True
            try:
                self.life.desks[1].deliver(self.life.now)
            finally:
                self.busy = False
        self.port.send(key, notice)
        self.life.room.fate.passes()


def way_of_an_order(random: Random, now: datetime) -> Iterator[Envelope[Any]]:
    """In most lives an order goes its way for a while before the stranger comes."""
    whole = f.OrderRequest(
        *("D-0", f.Channel.DISTRIBUTOR_SYSTEM, (f.Item(PHONE.sku, 2, Kind.GOODS),)),
        zone="LIMA",
        payment=random.choice(("net-30", "net-30", "up-front")),
        delivery=f.DeliveryMode.HOME_DELIVERY,
        address=Sensitive("an address"),
        contact=Sensitive("a contact"),
    )
    way = (
        (Role.DISTRIBUTOR, "D-0", o.PlaceOrder(whole)),
        (Role.DISTRIBUTOR, "D-0", o.AcceptTerms(f.Acceptance("general", "1"))),
        (Role.WAREHOUSE, "luis", o.Schedule(1, now + timedelta(days=1))),
        (Role.WAREHOUSE, "luis", o.ConfirmDelivery(1, Sensitive("signer"), now)),
    )
    for number, (role, actor, command) in enumerate(way[: random.choice((0, 1, 2, 4, 4, 4))]):
        yield Envelope(f"p-{number}", "O-0", "order", now, actor, role, command)
