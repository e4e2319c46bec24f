"""How long the loop of the service pauses while it is asked for all that it can."""

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final, TypeAlias

import httpx2
from attrs import frozen

from examples.service.app import create
from examples.service.people import Tokens
from examples.service.shop import Settings
from tests.cli.commands import DATA
from tests.examples.test_service import PEOPLE, placed, who

Client: TypeAlias = httpx2.AsyncClient
CLIENTS: Final = 32
TICK: Final = 0.001
"""Seconds after which the loop is to look at the clock again."""

LOOKS: Final = ("", "/story", "/decisions", "/picture", "/next?role=distributor")


@frozen
class Pauses:
    """How long the process worked between two looks of its loop at the clock, longest first.

    It is the process's own time, in seconds, so that others on the machine do not count.
    """

    between: tuple[float, ...]
    answers: int

    def longest_of(self, many: int) -> float:
        """What all but one in so many stayed below, in milliseconds."""
        return 1_000 * self.between[len(self.between) // many]


def pauses(seconds: int) -> Pauses:
    """What a service in this process shows under load, its own thread at work beside."""
    with TemporaryDirectory() as folder:
        settings = Settings(str(Path(folder) / "load.db"), "peru", DATA)
        return asyncio.run(_measured(settings, seconds))


async def _measured(settings: Settings, seconds: int) -> Pauses:
    app = create(settings, Tokens.of(PEOPLE), alone=True)
    transport = httpx2.ASGITransport(app=app)
    until, numbers, between = perf_counter() + seconds, count(), list[float]()
    async with (
        app.router.lifespan_context(app),
        Client(transport=transport, base_url="http://service", headers=who("d5")) as client,
    ):
        clients = [asyncio.create_task(_client(client, numbers, until)) for _ in range(CLIENTS)]
        while perf_counter() < until:
            before = process_time()
            await asyncio.sleep(TICK)
            between.append(process_time() - before)
        answers = sum(await asyncio.gather(*clients))
    return Pauses(tuple(sorted(between, reverse=True)), answers)


async def _client(client: Client, numbers: Iterator[int], until: float) -> int:
    """Orders and everything that there is to see of each; how much was answered well."""
    answers = 0
    while perf_counter() < until:
        name = f"O-{next(numbers)}"
        answer = await client.post("/commands/order", json=placed(f"c-{name}", name))
        answers += answer.status_code == 200
        for look in LOOKS:
            answer = await client.get(f"/cases/order/{name}{look}")
            answers += answer.status_code == 200
    return answers
