"""One order from its reception to its delivery: eight commands, every decision explained."""

from datetime import UTC, datetime
from typing import Any, Final

from benchmarks.measure import Probe, Ratio, Subject, per_call
from benchmarks.plain_order import PlainOrder
from order_to_cash.domain.core import Envelope, Refusal, Role, Sensitive, step
from order_to_cash.domain.credit_account import CreditFacts, Exposure
from order_to_cash.domain.order import (
    AccountStatus,
    Channel,
    DeliveryMode,
    Item,
    Order,
    OrderRequest,
    PartyKind,
    PartyRecord,
    StockItem,
)
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import Kind, Offering, UnitPrice
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS, sol

AT: Final = datetime(2024, 3, 1, 15, tzinfo=UTC)
PHONE: Final = Offering("PHONE-1", "smartphone", Kind.GOODS, UnitPrice.from_money(sol("100.00")))
REQUEST: Final = OrderRequest(
    party="D-0",
    channel=Channel.DISTRIBUTOR_SYSTEM,
    items=(Item(PHONE.sku, 1, Kind.GOODS),),
    zone="LIMA",
    payment="net-30",
    delivery=DeliveryMode.HOME_DELIVERY,
    address=Sensitive("an address"),
    contact=Sensitive("a contact"),
)
PARTY: Final = PartyRecord(
    "D-0", PartyKind.DISTRIBUTOR, AccountStatus.ACTIVE, "A-0", ("net-30", "up-front")
)
NOTHING: Final = sol("0.00")
CREDIT_FACTS: Final = CreditFacts(
    at=AT,
    order="O-0",
    amount=sol("118.00"),
    known=True,
    active=True,
    limit=sol("1000.00"),
    exposure=Exposure(NOTHING, NOTHING, NOTHING, NOTHING),
    overdue=(),
)
CREDIT: Final = CREDIT_ACCOUNTS.evaluation.policy.decide(CREDIT_FACTS)
GIVEN: Final[tuple[tuple[Role, c.Command], ...]] = (
    (Role.DISTRIBUTOR, c.PlaceOrder(REQUEST)),
    (Role.DISTRIBUTOR_MANAGEMENT, c.ReportParty(PARTY)),
    (Role.DISTRIBUTOR_MANAGEMENT, c.ReportOfferings((PHONE,))),
    (Role.DISTRIBUTOR_MANAGEMENT, c.ReportStock("W-LIMA", (StockItem(PHONE.sku, 100),))),
    (Role.DISTRIBUTOR_MANAGEMENT, c.ReportCredit(CREDIT, sol("118.00"))),
    (Role.DISTRIBUTOR_MANAGEMENT, c.ReportTerms(())),
    (Role.WAREHOUSE, c.Schedule(1, AT)),
    (Role.WAREHOUSE, c.ConfirmDelivery(1, Sensitive("a signature"), AT)),
)


def journey(case: str) -> tuple[Envelope[c.Command], ...]:
    """The eight commands of one order."""
    return tuple(
        Envelope(f"{case}-{number}", case, "order", AT, "D-0", role, command)
        for number, (role, command) in enumerate(GIVEN)
    )


JOURNEY: Final = journey("O-0")


def through_step() -> Order:
    """The order as the library does it."""
    state = ORDERS.initial
    for envelope in JOURNEY:
        moved = step(ORDERS, state, envelope)
        if isinstance(moved, Refusal):
            raise TypeError(moved.code)
        state = moved.state
    return state


PLAIN_REQUEST: Final[dict[str, Any]] = {
    "party": "D-0",
    "channel": "distributor_system",
    "items": [{"sku": "PHONE-1", "quantity": 1, "kind": "goods"}],
    "zone": "LIMA",
    "payment": "net-30",
    "contact": "a contact",
    "delivery": "home_delivery",
    "address": "an address",
    "accepted": {},
}
PLAIN_PARTY: Final[dict[str, Any]] = {
    "party": "D-0",
    "status": "active",
    "kind": "distributor",
    "payment_terms": ("net-30", "up-front"),
    "account": "A-0",
    "products": (),
}
PLAIN_OFFERINGS: Final[dict[str, Any]] = {
    "PHONE-1": {
        "kind": "goods",
        "currency": "PEN",
        "price": 100_00,
        "terms": "",
        "requires": (),
        "excludes": (),
    }
}
AGREED: Final = {"net-30", "up-front"}
DIRECTORIES: Final = "distributor_management"


def walk(order: Any) -> None:
    """The same eight steps, on the plain class or on a peer's model with the same methods."""
    order.place(PLAIN_REQUEST, "distributor", "D-0")
    order.report_party(PLAIN_PARTY, DIRECTORIES, AGREED)
    order.report_offerings(PLAIN_OFFERINGS, DIRECTORIES, AGREED)
    order.report_stock({"PHONE-1": 100}, DIRECTORIES, AGREED)
    order.report_credit(118_00, DIRECTORIES, AT)
    order.report_terms({}, DIRECTORIES, AT)
    order.schedule(1, AT, "warehouse", AT)
    order.deliver(1, "a signature", AT, "warehouse", AT)


def through_plain() -> PlainOrder:
    """The order as the plain class does it."""
    order = PlainOrder()
    walk(order)
    return order


def library() -> float:
    """Processor seconds for one order through `step`."""
    return per_call(through_step)


def plain() -> float:
    """Processor seconds for one order of the plain class."""
    return per_call(through_plain)


LIBRARY: Final = Probe("through `step`, decisions explained", "benchmarks.order:library")
MACHINERY: Final = Probe("through `step`, plain checks", "benchmarks.machinery:order")
PLAIN: Final = Probe("plain mutable class", "benchmarks.order:plain")
SAME_WORK: Final = Probe("the same work by hand", "benchmarks.same_work.measured:order")
PEERS: Final = (
    ("eventsourcing", "benchmarks.peers.aggregate", "eventsourcing"),
    ("transitions", "benchmarks.peers.triggers", "transitions"),
    ("python-statemachine 2", "benchmarks.peers.statecharts", "statemachine2"),
    ("python-statemachine 3", "benchmarks.peers.statecharts", "statemachine3"),
    ("SpiffWorkflow", "benchmarks.peers.workflow", "spiffworkflow"),
)
ANSWERED: Final = tuple(Probe(f"{n}, every answer", f"{m}:answered", p) for n, m, p in PEERS)
MUTE: Final = tuple(Probe(f"{n}, plain checks", f"{m}:order", p) for n, m, p in PEERS)

SUBJECT: Final = Subject(
    "A whole order",
    "Eight commands from reception to delivery. With every answer a peer carries out the same work "
    "by hand in its own machinery, so that all give the same reasons, events and messages: where "
    "the ratio is above one, `step` is ahead. With plain checks it calls those of the plain class, "
    "which answers yes or no, and so does `step` in the rows that say machinery.",
    (
        Ratio("`step`, against the same work by hand", LIBRARY, SAME_WORK, at_most=2.5),
        *(Ratio(f"{p.what}, against `step`", p, LIBRARY, at_least=1) for p in ANSWERED),
        Ratio("`step`, against the plain class", LIBRARY, PLAIN),
        Ratio("machinery of `step`, against the plain class", MACHINERY, PLAIN),
        *(Ratio(f"{p.what}, against the machinery of `step`", p, MACHINERY) for p in MUTE),
    ),
    processes=3,
)
