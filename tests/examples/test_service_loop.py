"""The loop of the service: it takes requests and hands answers out, and never works itself."""

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event, Semaphore
from types import FrameType
from typing import Any, Final, TypeAlias

import httpx2
import pytest
from attrs import define, field
from fastapi import FastAPI

import order_to_cash
from examples.service import asking
from examples.service.app import create
from examples.service.people import Tokens
from examples.service.shop import Settings, Shop
from order_to_cash import Desk
from order_to_cash.wire import LIMITS
from tests.cli.commands import DATA
from tests.examples.test_service import PEOPLE, placed, who

Client: TypeAlias = httpx2.AsyncClient
LIBRARY: Final = str(Path(order_to_cash.__file__).parent)
LOOKS: Final = ("", "/story", "/decisions", "/picture", "/next?role=distributor")


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return create(Settings(str(tmp_path / "loop.db"), "peru", DATA, works=False), Tokens.of(PEOPLE))


def played(app: FastAPI, play: Callable[[Client], Awaitable[Any]]) -> Any:
    """What clients get while the loop runs in this thread."""

    async def run() -> Any:
        transport = httpx2.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            Client(transport=transport, base_url="http://service", headers=who("d5")) as client,
        ):
            return await play(client)

    return asyncio.run(run())


async def everything(client: Client) -> list[int]:
    """The statuses of requests of every kind, good and bad."""
    answers = [
        await client.post("/commands/order", json=placed()),
        await client.post("/commands/order", json=placed(), headers={"If-Match": '"0"'}),
        await client.post("/commands/order", json=placed("c-2"), headers={"If-Match": '"99"'}),
        await client.post("/commands/order", json=placed("c-3")),
        await client.post("/commands/order", json={"id": [[[]]] * 100}),
        await client.post("/commands/order", content=b" " * (LIMITS.payload_bytes + 1)),
        await client.post("/answers/order/O-1:1:0", json=None, headers=who("bank")),
        await client.get("/cases?process=order"),
        await client.get("/cases", headers=who("strange")),
        await client.get("/openapi.json"),
        await client.get("/ready"),
        await client.get("/health"),
        *[await client.get(f"/cases/order/O-1{look}") for look in LOOKS],
        await client.get("/cases/order/O-2"),
    ]
    return [answer.status_code for answer in answers]


def test_nothing_of_the_library_runs_on_the_loop(app: FastAPI) -> None:
    """Whatever is asked for, no function of the library is called in the thread of the loop."""
    seen: set[str] = set()

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(LIBRARY):
            seen.add(f"{frame.f_code.co_filename}: {frame.f_code.co_name}")

    async def watched(client: Client) -> list[int]:
        sys.setprofile(watch)
        try:
            return await everything(client)
        finally:
            sys.setprofile(None)

    statuses = played(app, watched)
    assert [200, 200, 412, 409, 400, 413, 404, 200, 401, *[200] * (3 + len(LOOKS)), 404] == statuses
    assert set() == seen


def test_a_service_that_is_alone_keeps_what_it_started_with(tmp_path: Path) -> None:
    """No collection of Python's looks through it, which would stop the loop as well."""
    settings = Settings(str(tmp_path / "alone.db"), "peru", works=False)
    before = sys.getswitchinterval()
    gc.unfreeze()
    try:
        kept = [
            played(create(settings, Tokens.of(PEOPLE), alone=alone), frozen)
            for alone in (False, True)
        ]
        assert [False, True] == kept
        assert sys.getswitchinterval() < before
    finally:
        gc.unfreeze()
        sys.setswitchinterval(before)


async def frozen(_: Client) -> bool:
    return gc.get_freeze_count() > 0


@define
class Held:
    """A store that answers nobody before it may; who waits for it is counted."""

    came: Semaphore = field(factory=lambda: Semaphore(0))
    may: Event = field(factory=Event)

    def hold(self, monkeypatch: pytest.MonkeyPatch) -> None:
        desk = Shop.desk

        def waits(shop: Shop) -> Desk:
            self.came.release()
            assert self.may.wait(60)
            return desk(shop)

        monkeypatch.setattr(Shop, "desk", waits)

    async def until_all_wait(self, count: int) -> None:
        for _ in range(count):
            while not self.came.acquire(blocking=False):
                await asyncio.sleep(0.005)


def test_the_loop_goes_on_while_every_thread_waits_for_the_store(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Health is answered while no other request can be; those are once the store is there."""
    held = Held()

    async def play(client: Client) -> tuple[int, bool, set[int]]:
        held.hold(monkeypatch)
        asked = [asyncio.create_task(client.get("/cases")) for _ in range(asking.THREADS + 3)]
        await held.until_all_wait(asking.THREADS)
        health = await client.get("/health")
        early = any(task.done() for task in asked)
        held.may.set()
        answers = await asyncio.gather(*asked)
        return health.status_code, early, {each.status_code for each in answers}

    assert (200, False, {200}) == played(app, play)


def test_who_comes_when_too_many_wait_is_asked_to_come_again(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No request is kept without end: one more than may wait is 503 at once."""
    held = Held()

    async def play(client: Client) -> tuple[Any, set[int]]:
        held.hold(monkeypatch)
        asked = [asyncio.create_task(client.get("/cases")) for _ in range(asking.THREADS + 2)]
        await held.until_all_wait(asking.THREADS)
        late = await client.get("/cases")
        held.may.set()
        answers = await asyncio.gather(*asked)
        return late, {each.status_code for each in answers}

    monkeypatch.setattr(asking, "WAITING", 2)
    late, others = played(app, play)
    assert (503, "service.busy", "1") == (
        late.status_code,
        late.json()["code"],
        late.headers["retry-after"],
    )
    assert {200} == others
