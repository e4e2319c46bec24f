"""A web service around a desk: copy this folder, and make `people.py` your own.

Nothing of the library runs on the loop: see `asking.py`.
"""

import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path as File
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from examples.service import logs
from examples.service.asking import Asking
from examples.service.cases import cases
from examples.service.commands import commands
from examples.service.document import document
from examples.service.people import Authenticate, Tokens
from examples.service.problems import RETRY_AFTER, Failure
from examples.service.shop import Settings, Shop
from order_to_cash import OrderToCashError
from order_to_cash.operators.known import operator_named

TURN: Final = 0.0005
"""Seconds for which a thread that reckons keeps the others waiting."""

OPENAPI: Final = "/openapi.json"


def create(settings: Settings, authenticate: Authenticate, *, alone: bool = False) -> FastAPI:
    """The application, on one store, for the people that `authenticate` knows.

    `alone` says that it has its process for itself, and may set up what all of that shares.
    """
    shop = Shop(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await to_thread.run_sync(shop.start)
        if alone:
            await to_thread.run_sync(settle)
        try:
            yield
        finally:
            await to_thread.run_sync(shop.stop)

    app = FastAPI(
        title="order to cash",
        version="1",
        lifespan=lifespan,
        redirect_slashes=False,
        openapi_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    _problems(app)
    _alive(app, shop)
    asking = Asking(shop, authenticate)
    app.include_router(commands(asking))
    app.include_router(cases(asking))
    _documented(app, settings)
    return app


def from_environment() -> FastAPI:
    """The application as the variables `SERVICE_*` say, for a server that makes one itself."""
    logs.set_up()
    said = os.environ
    data = said.get("SERVICE_DATA")
    settings = Settings(
        said["SERVICE_STORE"],
        said["SERVICE_OPERATOR"],
        File(data) if data else None,
        works=said.get("SERVICE_WORKS", "yes") == "yes",
        spans=said.get("SERVICE_SPANS", "no") == "yes",
    )
    return create(settings, Tokens.read(File(said["SERVICE_PEOPLE"])), alone=True)


def settle() -> None:
    """Set Python up for a process that answers, so that its loop waits for others but shortly.

    What was made up to now stays, and is looked through no more: a full collection stops all
    threads for a tenth of a second, once the library and a framework are loaded. And threads that
    reckon take shorter turns.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)


def _documented(app: FastAPI, settings: Settings) -> None:
    """The document of all paths, made by a thread when it is first asked for."""
    made: list[Response] = []

    def make() -> Response:
        plain = get_openapi(title=app.title, version=app.version, routes=app.routes)
        return JSONResponse(document(operator_named(settings.operator), plain))

    @app.get(OPENAPI, include_in_schema=False)
    async def openapi() -> Response:
        if not made:
            made.append(await to_thread.run_sync(make))
        return made[0]

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(openapi_url=OPENAPI, title=app.title)


def _problems(app: FastAPI) -> None:
    @app.exception_handler(Failure)
    async def failed(_request: Request, failure: Failure) -> Response:
        return failure.response()

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        told = tuple(
            {
                "code": "service.parameter",
                "path": ".".join(map(str, one["loc"])),
                "advice": f"{one['msg']}; correct it",
            }
            for one in error.errors()
        )
        first = told[0]
        return Failure(400, first["code"], first["advice"], first["path"], told).response()

    @app.exception_handler(HTTPException)
    async def unknown(_request: Request, error: HTTPException) -> Response:
        advice = f"{error.detail}; see {OPENAPI} for what there is"
        return Failure(
            error.status_code, "service.path", advice, headers=error.headers or {}
        ).response()

    @app.exception_handler(Exception)
    async def broken(_request: Request, _error: Exception) -> Response:
        return Failure(500, "service.broken", "this is a fault of ours; see the log").response()


def _alive(app: FastAPI, shop: Shop) -> None:
    alone = {"description": "It does.", "content": _content("Health")}
    away = {"description": "Not now.", "content": _content("Health")}
    looking = CapacityLimiter(1)  # a place of its own, however many wait for the store

    @app.get("/health", responses={200: alone})
    async def health() -> JSONResponse:
        """Whether the process answers at all."""
        return JSONResponse({"status": "alive"})

    @app.get("/ready", responses={200: alone, 503: away})
    async def ready() -> JSONResponse:
        """Whether the store answers, and messages are sent and time passes where this does it."""
        try:
            await to_thread.run_sync(shop.check, limiter=looking)
        except OrderToCashError as error:
            return JSONResponse({"status": error.code}, 503, RETRY_AFTER)
        if shop.trouble:
            return JSONResponse({"status": shop.trouble}, 503, RETRY_AFTER)
        return JSONResponse({"status": "ready"})


def _content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
