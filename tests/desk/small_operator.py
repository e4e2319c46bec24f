"""A small Peruvian operator with its world in memory, and a desk on any journal."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from attrs import define, field

from order_to_cash.adapters.in_memory import (
    Covered,
    InMemoryBilling,
    InMemoryDirectories,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
    InMemoryReservations,
    Offered,
)
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Outcome
from order_to_cash.domain.core import Envelope, Role, Sensitive
from order_to_cash.domain.credit_account import CreditLine
from order_to_cash.domain.order import (
    AccountStatus,
    Channel,
    DeliveryMode,
    Item,
    OrderRequest,
    PartyKind,
    PartyRecord,
    StockItem,
)
from order_to_cash.domain.order import commands as order
from order_to_cash.domain.payment import ReceivePayment
from order_to_cash.domain.trade import (
    Kind,
    Offering,
    PaymentMethod,
    Target,
    UnitPrice,
)
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import PERU, sol
from order_to_cash.ports import Journal, World
from order_to_cash.wire import Wire

START = datetime(2024, 3, 1, 15, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
PHONE = Offering("PHONE-1", "smartphone", Kind.GOODS, UnitPrice.from_money(sol("100.00")))
FIBRE = Offering("FIBRE-1", "fibre 200", Kind.SERVICE, UnitPrice.from_money(sol("50.00")), "FTTH")


def directories(
    *, limit: str = "1000.00", parties: int = 3, phones: int = 1_000_000
) -> InMemoryDirectories:
    """Distributors D-0, D-1, ... with an account and a credit line each."""
    terms = ("net-30", "up-front", "3-instalments")
    names = range(parties)
    return InMemoryDirectories(
        parties=[
            PartyRecord(f"D-{n}", PartyKind.DISTRIBUTOR, AccountStatus.ACTIVE, f"A-{n}", terms)
            for n in names
        ],
        offerings=[Offered(PHONE, LONG_AGO), Offered(FIBRE, LONG_AGO)],
        warehouses={"LIMA": "W-LIMA"},
        stock={"W-LIMA": [StockItem(PHONE.sku, phones)]},
        coverage=[Covered("LIMA", FIBRE.sku, "FTTH", LONG_AGO)],
        credit_lines=[CreditLine(f"A-{n}", f"D-{n}", sol(limit)) for n in names],
    )


def wire() -> Wire:
    """The wire of the operator."""
    return Wire(PERU.processes)


@define
class Office:
    """A desk with its world, a clock that only goes when it is told, and fresh command ids."""

    journal: Journal = field(factory=InMemoryJournal)
    directories: InMemoryDirectories = field(factory=directories)
    billing: Any = field(factory=InMemoryBilling)
    fulfilment: Any = field(factory=InMemoryFulfilment)
    notification: Any = field(factory=InMemoryNotification)
    reservations: Any = None
    operator: Operator = PERU
    now: datetime = START
    desk: Desk = field(init=False)
    ids: Iterator[int] = field(factory=count)

    def __attrs_post_init__(self) -> None:
        facts = self.directories.directories
        goods = self.reservations or InMemoryReservations(facts.stock)
        self.reservations = goods
        ports = (self.billing, self.fulfilment, self.notification)
        world = World(facts, *ports, reservations=goods)
        self.desk = Desk(self.operator, self.journal, world, wire(), worker="office")

    def give(
        self,
        case: str,
        role: Role,
        command: Any,
        *,
        process: str = "order",
        actor: str = "somebody",
    ) -> Outcome:
        """Give a command now, and deliver what it causes."""
        outcome = self.desk.handle(
            Envelope(f"c-{next(self.ids)}", case, process, self.now, actor, role, command)
        )
        self.desk.deliver(self.now)
        return outcome

    def pass_time(self, span: timedelta) -> None:
        """Let time pass, and everything that time changes."""
        self.now += span
        self.desk.tick(self.now)
        self.desk.deliver(self.now)

    def place(
        self, case: str, *, quantity: int = 1, party: str = "D-0", payment: str = "net-30"
    ) -> Outcome:
        """A distributor orders phones for delivery at home."""
        return self.give(
            case, Role.DISTRIBUTOR, order.PlaceOrder(request(quantity, party, payment)), actor=party
        )

    def deliver_line(self, case: str) -> None:
        """The one line of an order is scheduled and handed over against a signature."""
        self.give(case, Role.WAREHOUSE, order.Schedule(1, self.now))
        signed = order.ConfirmDelivery(1, Sensitive("signer"), self.now)
        self.give(case, Role.WAREHOUSE, signed)

    def pay(self, case: str, amount: str, *, payment: str = "P-1") -> Outcome:
        """Money arrives for an order's invoice."""
        return self.receive(payment, amount, Target("receivable", f"order/{case}"))

    def receive(self, payment: str, amount: str, towards: Target) -> Outcome:
        """The bank reports a payment."""
        made = ReceivePayment(sol(amount), today(self.now), PaymentMethod.STORE, towards)
        return self.give(payment, Role.BILLING, made, process="payment")

    def close(self) -> None:
        """Close the file of the journal, if it is kept in one."""
        if (close := getattr(self.journal, "close", None)) is not None:
            close()

    def order(self, case: str) -> Any:
        """The order as of now."""
        return self.desk.state("order", case)

    def account(self, name: str = "A-0") -> Any:
        """The credit account as of now."""
        return self.desk.state("credit_account", name)

    def receivable(self, case: str) -> Any:
        """The receivable of an order as of now."""
        return self.desk.state("receivable", f"order/{case}")


def today(now: datetime) -> date:
    """The day on which bank and cashier book what comes in at that instant."""
    return PERU.calendar.local_day(now)


def request(quantity: int = 1, party: str = "D-0", payment: str = "net-30") -> OrderRequest:
    """A complete request for phones."""
    return OrderRequest(
        party=party,
        channel=Channel.DISTRIBUTOR_SYSTEM,
        items=(Item(PHONE.sku, quantity, Kind.GOODS),),
        zone="LIMA",
        payment=payment,
        delivery=DeliveryMode.HOME_DELIVERY,
        address=Sensitive("an address"),
        contact=Sensitive("a contact"),
    )


def placing(
    id_: str, case: str, *, quantity: int = 1, at: datetime = START, party: str = "D-0"
) -> Envelope[Any]:
    """The envelope of an order."""
    command = order.PlaceOrder(request(quantity, party))
    return Envelope(id_, case, "order", at, party, Role.DISTRIBUTOR, command)
