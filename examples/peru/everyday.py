"""Ordinary orders: asked for, delivered, paid; drawn at random from a fixed seed."""

from datetime import timedelta
from random import Random

from book import Book, Order, day

SEED = 2024
CHANNELS = ("physical_store", "online_store", "call_centre", "website", "mobile_app")
METHODS = ("direct_debit", "online", "store")
HOMES: tuple[dict[str, int], ...] = (
    {"FIB-100": 1},
    {"FIB-200": 1, "ROU-WF6": 1},
    {"FIB-600": 1, "ROU-WF6": 1, "ROU-MESH": 1},
    {"FIB-200": 1, "TV-HD": 1, "DEC-HD": 2},
    {"CEL-E64": 1, "SIM-PRE": 1},
    {"CEL-M128": 1, "SIM-POS": 1, "MOV-55": 1},
    {"CEL-A256": 1, "ACC-25W": 1},
    {"SIM-POS": 1, "MOV-29": 1},
    {"FIJ-ILI": 1},
)
SHOPS: tuple[dict[str, int], ...] = (
    {"CEL-E64": 12, "SIM-PRE": 200},
    {"CEL-M128": 8, "ACC-25W": 10},
    {"ROU-WF6": 15},
    {"SIM-PRE": 500, "SIM-POS": 150},
    {"CEL-A256": 2, "CEL-E64": 5},
    {"ROU-4G": 10, "DEC-HD": 6},
)
DISTRIBUTORS = {
    "D-001": ("LIM-CENTRO", ("net-30", "net-15", "end-of-month")),
    "D-002": ("AQP-CERCADO", ("net-30", "net-15", "up-front")),
    "D-003": ("CUS-CERCADO", ("net-15", "net-7", "end-of-month")),
    "D-004": ("CALLAO", ("net-30", "3-instalments")),
}
CUSTOMERS = {
    "C-0001": ("LIM-CENTRO", ("up-front", "3-instalments")),
    "C-0002": ("LIM-NORTE", ("up-front", "12-instalments")),
    "C-0003": ("LIM-SUR", ("up-front", "net-15")),
    "C-0004": ("LIM-ESTE", ("up-front", "3-instalments")),
    "C-0005": ("CALLAO", ("up-front", "net-7")),
    "C-0006": ("AQP-CERCADO", ("up-front", "end-of-month")),
    "C-0007": ("AQP-CAYMA", ("up-front", "net-15")),
    "C-0008": ("CUS-CERCADO", ("up-front", "12-instalments")),
    "C-0009": ("LIM-CENTRO", ("up-front",)),
    "C-0010": ("LIM-SUR", ("up-front",)),
}
NET_DAYS = {"net-7": 7, "net-15": 15, "net-30": 30, "end-of-month": 8}
LAST_DAY = 41


def write(book: Book) -> None:
    """Thirty-six orders, one a day."""
    random = Random(SEED)  # noqa: S311  (it is to be the same every time)
    for count in range(36):
        parties = DISTRIBUTORS if count % 3 == 0 else CUSTOMERS
        party = random.choice(sorted(parties))
        zone, terms = parties[party]
        wanted = random.choice(SHOPS if party[0] == "D" else HOMES)
        if zone.startswith("CUS"):
            wanted = {sku: n for sku, n in wanted.items() if sku not in ("ROU-MESH", "CEL-A256")}
        order = book.order(1000 + count, party)
        clock = f"{random.randint(8, 17):02}:{random.randint(0, 59):02}"
        channel = random.choice(CHANNELS) if party[0] == "C" else ""
        pickup = random.choice((True, False, False))
        delivery = "store_pickup" if pickup else "home_delivery"
        payment = random.choice(terms)
        order.place(
            day(count, clock),
            wanted,
            zone=zone,
            payment=payment,
            channel=channel,
            delivery=delivery,
        )
        _go_on(order, payment, random)


def _go_on(order: Order, payment: str, random: Random) -> None:
    method = random.choice(METHODS)
    released = order.placed + timedelta(hours=1)
    if payment == "up-front":
        order.prepay(released, order.total, method)
        released += timedelta(hours=1)
    done = order.fulfil(released, days=random.randint(1, 3))
    if payment in NET_DAYS:
        paid = done + timedelta(days=NET_DAYS[payment] - random.randint(0, 3))
        if paid < day(LAST_DAY, "20:00"):
            order.pay(paid, order.total, method)
    if payment.endswith("instalments"):
        parts = int(payment.partition("-")[0])
        paid = done + timedelta(days=28)
        if paid < day(LAST_DAY, "20:00"):
            order.pay(paid, -(-order.total // parts), method)
    if random.choice((True, True, False)):
        care = "atencion-03/customer_care"
        order.do(done + timedelta(days=2), "record_satisfaction", by=care, satisfied=True)
