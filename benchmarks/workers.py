"""Workers on PostgreSQL: so many processes deliver what waits, each for its share of the orders."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from time import monotonic, sleep
from typing import Any, Final

from benchmarks.measure import ROOT, Probe, Ratio, Subject
from order_to_cash.domain.core import Envelope, Role, Sensitive
from order_to_cash.domain.order import Channel, DeliveryMode, Item, OrderRequest, PlaceOrder
from order_to_cash.domain.trade import Kind
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU
from order_to_cash.ports.journal import Share
from tests.postgres import Server, settle

WORKERS: Final = (1, 2, 4, 8)
PROCESSES: Final = multiprocessing.get_context("spawn")
DATA: Final = ROOT / "examples" / "peru" / "data"
AT: Final = datetime(2024, 1, 15, 14, tzinfo=UTC)
BATCH: Final = 100
PATIENCE: Final = 120
MOMENT: Final = 0.002
"""Seconds until a worker that found nothing looks again, as the others may cause something."""

REQUEST: Final = OrderRequest(
    party="C-0011",
    channel=Channel.WEBSITE,
    items=(Item("CEL-E64", 1, Kind.GOODS),),
    zone="LIM-CENTRO",
    payment="up-front",
    delivery=DeliveryMode.HOME_DELIVERY,
    address=Sensitive("an address"),
    contact=Sensitive("ana@example.com"),
)
WAITING: Final = "SELECT 1 FROM message WHERE parked = 0 LIMIT 1"


def placed(orders: int) -> Iterator[Envelope[PlaceOrder]]:
    """Orders that no other case has to do with; six messages bring each to its payment."""
    role, command = Role.CUSTOMER, PlaceOrder(REQUEST)
    for n in range(orders):
        yield Envelope(f"c-{n}", f"O-{n}", "order", AT, REQUEST.party, role, command)


def give(url: str, orders: int) -> None:
    """A store with these orders, of which nothing was delivered yet."""
    envelopes = tuple(placed(orders))
    with open_desk(url, operator=PERU, clock=None) as desk:
        for start in range(0, orders, BATCH):
            desk.handle_many(envelopes[start : start + BATCH])


def work(url: str, part: int, of: int, start: Barrier, told: "SimpleQueue[Any]") -> None:
    """Deliver what waits for a share of the cases, until nothing waits for anybody."""
    share, done = Share(part, of), 0
    with open_desk(url, data=DATA, worker=f"w{part}", clock=None, share=share) as desk:
        rows = desk.journal.store.rows  # type: ignore[attr-defined]
        rows(WAITING)
        start.wait(PATIENCE)
        begun = monotonic()
        while rows(WAITING):
            delivered = desk.deliver(AT + timedelta(minutes=1)).delivered
            done += delivered
            if not delivered:
                sleep(MOMENT)
        told.put((begun, monotonic(), done))


@contextmanager
def server(delay: int) -> Iterator[str]:
    """The URL of a server of its own, where each commit waits so many microseconds longer."""
    made = Server()
    try:
        settle(made.url, "commit_siblings = 0", f"commit_delay = {delay}")
        yield made.url
    finally:
        made.close()


def delivered(workers: int, delay: int, orders: int) -> tuple[float, int]:
    """How many seconds so many workers need for these orders, and how many messages they are."""
    start, told = PROCESSES.Barrier(workers), PROCESSES.SimpleQueue()
    with server(delay) as url:
        give(url, orders)
        given = ((url, part, workers, start, told) for part in range(1, workers + 1))
        working = [PROCESSES.Process(target=work, args=each, daemon=True) for each in given]
        for worker in working:
            worker.start()
        said = [told.get() for _ in working]
        for worker in working:
            worker.join()
    begun, ended, counts = zip(*said, strict=True)
    return max(ended) - min(begun), sum(counts)


def seconds(workers: str, delay: str, orders: str) -> float:
    """Seconds for one message that was delivered, elapsed."""
    took, messages = delivered(int(workers), int(delay), int(orders))
    return took / messages


def _probe(workers: int, delay: int, orders: int) -> Probe:
    slow = f", {delay / 1000:g} ms more for a commit" if delay else ""
    what = f"{workers} worker{'s' * (workers > 1)}{slow}"
    return Probe(what, f"benchmarks.workers:seconds:{workers}:{delay}:{orders}")


def subject(orders: int = 240, slow_orders: int = 256, processes: int = 1) -> Subject:
    """Two, four and eight workers against one, where commits are quick and where they are slow."""
    quick = {workers: _probe(workers, 0, orders) for workers in WORKERS}
    slow = {workers: _probe(workers, 10_000, slow_orders) for workers in WORKERS}
    return Subject(
        "Workers on PostgreSQL",
        "Elapsed time for each message of orders that are given before: taken, a directory asked, "
        "the answer decided on and stored, the message settled. Server and workers share the cores "
        "of one machine. Where a commit is slow, the server waits ten milliseconds for each "
        "(`commit_delay`, with `commit_siblings` 0), as a far disk or replica would; whoever "
        "comes meanwhile waits with it.",
        (
            Ratio("one worker, against 2", quick[1], quick[2]),
            Ratio("one worker, against 4", quick[1], quick[4]),
            Ratio("one worker, against 8", quick[1], quick[8]),
            Ratio("one worker, against 2, slow commits", slow[1], slow[2]),
            Ratio("one worker, against 4, slow commits", slow[1], slow[4]),
            Ratio("one worker, against 8, slow commits", slow[1], slow[8], at_least=4),
        ),
        processes,
    )


SUBJECT: Final = subject()
