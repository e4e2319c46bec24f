"""Clients that give commands to a service of several workers while these are killed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Semaphore
from typing import Any, Final

from attrs import define, field, frozen

from order_to_cash.desk import Desk
from order_to_cash.embedded import open_desk
from tests.cli.commands import DATA, command
from tests.examples.serving import PATIENCE, Served, served
from tests.examples.test_service import PEOPLE, placed
from tests.postgres import Server, database

WORKERS: Final = 4
CLIENTS: Final = 8
CARDS: Final = {"sku": "SIM-PRE", "quantity": 2, "kind": "goods"}
ROUND: Final = 300
"""Orders that the credit line of their distributor is enough for."""

PRICE: Final = 10
"""Soles for the two cards that each order is for."""

LONG_AFTER: Final = timedelta(hours=1)
"""When what a killed worker had taken is taken by others, and nothing is put off any more."""


@frozen
class Given:
    """A command, and the status and document that a client was answered with."""

    case: str
    id: str
    status: int
    told: Any


@define
class Load:
    """Orders, of which every third is cancelled at once; every fifth is given by two at a time."""

    service: Served
    orders: int
    answered: Semaphore = field(factory=lambda: Semaphore(0))

    def run(self, kills: int) -> list[Given]:
        """What every command was answered, while so many workers were killed on the way."""
        with ThreadPoolExecutor(CLIENTS) as clients:
            told = [clients.submit(self._client, number) for number in range(CLIENTS)]
            for _ in range(kills):
                for _ in range(self.orders // (kills + 1)):
                    assert self.answered.acquire(timeout=PATIENCE)
                self.service.kill(self.service.workers()[0])
            return [given for client in told for given in client.result()]

    def _client(self, number: int) -> list[Given]:
        """All orders of one client, one after the other."""
        given = []
        for order in range(number, self.orders, CLIENTS):
            case = f"O-{order}"
            document = placed(f"place-{order}", case)
            document["command"]["request"]["items"] = [CARDS]
            given += self._give(document, 2 if order % 5 == 0 else 1)
            if order % 3 == 0:
                cancel = {"type": "cancel_order", "reason": "a mistake"}
                given += self._give(placed(f"cancel-{order}", case, command=cancel), 1)
            self.answered.release()
        return given

    def _give(self, document: dict[str, Any], times: int) -> list[Given]:
        """The same command, given so many times at once."""
        with ThreadPoolExecutor(times) as pool:
            sent = ("POST", "/commands/order", "d5", document)
            told = [pool.submit(self.service.insist, *sent) for _ in range(times)]
            answers = [one.result() for one in told]
        return [Given(document["case"], document["id"], a.status, a.json()) for a in answers]


@frozen
class Found:
    """What a store has after a load, once everything was sent, or what the client expects."""

    orders: frozenset[str]
    answers: dict[tuple[str, str], Any]
    cancelled: frozenset[str]
    reserved: str
    parked: int = 0


def expected(given: list[Given]) -> Found:
    """What a store has by the count of those who gave the commands."""
    orders = frozenset(one.case for one in given)
    answers = {(one.case, one.id): one.told for one in given if one.status == 200}
    cancelled = frozenset(
        one.case for one in given if one.status == 200 and "order_cancelled" in one.told["events"]
    )
    return Found(orders, answers, cancelled, f"{PRICE * len(orders - cancelled)}.00 PEN")


def found(store: str) -> Found:
    """What a store has, after all that waits in it was sent."""
    with open_desk(store, data=DATA, clock=None) as desk:
        desk.deliver(datetime.now(UTC) + LONG_AFTER)
        orders = frozenset(one.case for one in desk.journal.cases(process="order"))
        answers = {key: told for case in orders for key, told in _answers(desk, case)}
        cancelled = frozenset(
            case for case in orders if desk.state("order", case).stage == "cancelled"
        )
        reserved = desk.state("credit_account", "A-D005").exposure.reserved
        parked = len(desk.journal.parked())
    return Found(orders, answers, cancelled, str(reserved), parked)


def _answers(desk: Desk, case: str) -> list[tuple[tuple[str, str], Any]]:
    """What the commands of clients were answered, which each event of theirs bears out."""
    told = []
    history = desk.history("order", case)
    for answer in desk.journal.answers("order", case):
        if ":" not in answer.command:  # the desk's own
            own = [event for event in history if event.command == answer.command]
            names = [desk.wire.type_name(type(event.event)) for event in own]
            if names:
                version = own[-1].version
                document = {"case": case, "version": version, "events": names}
                told.append(((case, answer.command), document))
    return told


def broken(folder: Path, store: str, orders: int, kills: int) -> tuple[str, ...]:
    """What is wrong after a load on a store by workers of which so many were killed."""
    with served(folder, store, PEOPLE, WORKERS) as service:
        given = Load(service, orders).run(kills)
        ended = service.stop()
    wrong = [f"{one.case} {one.id}: {one.told}" for one in given if one.status != 200]
    if ended:
        wrong.append(f"it ended with {ended}")
    there, wanted = found(store), expected(given)
    wrong += [
        f"{name}: {getattr(there, name)} instead of {getattr(wanted, name)}"
        for name in Found.__annotations__
        if getattr(there, name) != getattr(wanted, name)
    ]
    checked = command("check", "--db", store)
    return (*wrong, *([checked.out] if checked.status else []))


def rounds(orders: int, kills: int) -> Iterator[tuple[str, ...]]:
    """What is wrong after each 300 orders, on a file and on a database in turn."""
    server = Server()
    for first in range(0, orders, ROUND):
        with TemporaryDirectory() as folder, database(server.url) as url:
            store = url if first % (2 * ROUND) else str(Path(folder) / "load.db")
            yield broken(Path(folder), store, ROUND, kills)
