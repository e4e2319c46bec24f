"""A web service around a desk: copy this folder, and make `people.py` your own.

The desk waits for a disk or a database, so its calls run in threads, and the loop goes on.
"""

import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path as File
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from fastapi import FastAPI, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from examples.service import views
from examples.service.document import answers, document
from examples.service.people import Authenticate, Person, Tokens
from examples.service.problems import RETRY_AFTER, TOO_LARGE, Failure, of_error, of_refusal
from examples.service.shop import Settings, Shop
from order_to_cash import Accepted, Desk, OrderToCashError, Voice
from order_to_cash.operators.known import operator_named
from order_to_cash.wire import LIMITS

T = TypeVar("T")
View: TypeAlias = Callable[[Desk, Person, str, str, Voice], T]
LOG: Final = logging.getLogger("service")
Process = Annotated[str, Path(pattern=r"^[!-~]{1,100}$")]
Case = Annotated[str, Path(pattern=r"^[!-~]{1,256}$")]
Words = Annotated[str, Query(description="In which language the answer tells.")]


def create(settings: Settings, authenticate: Authenticate) -> FastAPI:
    """The application, on one store, for the people that `authenticate` knows."""
    shop = Shop(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(shop.start)
        try:
            yield
        finally:
            await run_in_threadpool(shop.stop)

    app = FastAPI(title="order to cash", version="1", lifespan=lifespan, redirect_slashes=False)
    _document(app, settings)
    _problems(app)
    _alive(app, shop)
    asking = Asking(shop, authenticate)
    _commands(app, asking)
    _cases(app, asking)
    return app


def from_environment() -> FastAPI:
    """The application as the variables `SERVICE_*` say, for a server that makes one itself."""
    said = os.environ
    data = said.get("SERVICE_DATA")
    settings = Settings(
        said["SERVICE_STORE"],
        said["SERVICE_OPERATOR"],
        File(data) if data else None,
        works=said.get("SERVICE_WORKS", "yes") == "yes",
    )
    return create(settings, Tokens.read(File(said["SERVICE_PEOPLE"])))


class Asking:
    """Answers in a thread what somebody asks of the desk, once it is known who that is."""

    def __init__(self, shop: Shop, authenticate: Authenticate) -> None:
        self._shop, self._authenticate = shop, authenticate

    async def ask(self, request: Request, about: Callable[[Desk, Person], T]) -> T:
        """What `about` answers; raises a `Failure` for whatever is wrong."""
        return await run_in_threadpool(self._asked, request, about)

    async def about(
        self, request: Request, view: View[T], process: str, case: str, language: str
    ) -> T:
        """What a view shows of a case, in that language."""

        def shown(desk: Desk, person: Person) -> T:
            return view(desk, person, process, case, views.voice(desk, language))

        return await self.ask(request, shown)

    def _asked(self, request: Request, about: Callable[[Desk, Person], T]) -> T:
        try:
            desk = self._shop.desk()
            person = self._authenticate(request.headers, desk)
            if person is None:
                raise Failure(
                    401,
                    "service.nobody",
                    "say who you are with a bearer token",
                    headers={"WWW-Authenticate": "Bearer"},
                )
            return about(desk, person)
        except OrderToCashError as error:
            raise of_error(error) from error


def _document(app: FastAPI, settings: Settings) -> None:
    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            plain = get_openapi(title=app.title, version=app.version, routes=app.routes)
            app.openapi_schema = document(operator_named(settings.operator), plain)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]  # as FastAPI says it is done


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
        advice = f"{error.detail}; see /openapi.json for what there is"
        return Failure(
            error.status_code, "service.path", advice, headers=error.headers or {}
        ).response()

    @app.exception_handler(Exception)
    async def broken(_request: Request, _error: Exception) -> Response:
        return Failure(500, "service.broken", "this is a fault of ours; see the log").response()


def _alive(app: FastAPI, shop: Shop) -> None:
    alone = {"description": "It does.", "content": _content("Health")}
    away = {"description": "Not now.", "content": _content("Health")}

    @app.get("/health", responses={200: alone})
    async def health() -> JSONResponse:
        """Whether the process answers at all."""
        return JSONResponse({"status": "alive"})

    @app.get("/ready", responses={200: alone, 503: away})
    async def ready() -> JSONResponse:
        """Whether the store answers, and messages are sent and time passes where this does it."""
        try:
            await run_in_threadpool(shop.check)
        except OrderToCashError as error:
            return JSONResponse({"status": error.code}, 503, RETRY_AFTER)
        if shop.trouble:
            return JSONResponse({"status": shop.trouble}, 503, RETRY_AFTER)
        return JSONResponse({"status": "ready"})


def _content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _commands(app: FastAPI, asking: Asking) -> None:
    @app.post("/commands/{process}", responses=answers("Accepted", 403, 404, 409, 413))
    async def give(request: Request, process: Process, language: Words = "en") -> JSONResponse:
        """Give a command, once: given again, the same id gets the first answer."""
        body = await _body(request)
        return await asking.ask(
            request, lambda desk, person: _given(desk, person, process, body, language)
        )


async def _body(request: Request) -> bytes:
    """The body, of which no more is read than a document may have."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LIMITS.payload_bytes:
            raise Failure(413, *TOO_LARGE)
        parts.append(part)
    return b"".join(parts)


def _given(desk: Desk, person: Person, process: str, body: bytes, language: str) -> JSONResponse:
    desk.process(process)
    said = views.voice(desk, language)
    envelope = desk.wire.load_envelope(body)
    if envelope.process != process:
        advice = f"this path is for {process}; give the command to the path of its process"
        raise Failure(400, "service.other-process", advice, "process")
    if envelope.actor != person.name or envelope.role not in person.roles:
        advice = "a command carries your own name and one of your own roles"
        raise Failure(403, "service.not-you", advice, "actor")
    try:
        outcome = desk.handle(envelope)
    except OrderToCashError as error:
        LOG.info("%s %s/%s: %s", envelope.id, process, envelope.case, error.code)
        raise
    if not isinstance(outcome, Accepted):
        refusal = outcome.refusal
        LOG.info("%s %s/%s: %s", envelope.id, process, envelope.case, refusal.code)
        raise of_refusal(refusal, outcome.case, outcome.version, said.language, said.words)
    LOG.info("%s %s/%s: version %d", envelope.id, process, outcome.case, outcome.version)
    told = {"case": outcome.case, "version": outcome.version, "events": outcome.events}
    return JSONResponse(told, headers={"ETag": f'"{outcome.version}"'})


def _cases(app: FastAPI, asking: Asking) -> None:
    @app.get("/cases", responses=answers("Page", 404))
    async def cases(
        request: Request,
        process: Annotated[str, Query(pattern=r"^[!-~]{0,100}$")] = "",
        stage: Annotated[str, Query(pattern=r"^[!-~]{0,100}$")] = "",
        after: Annotated[str, Query(description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> JSONResponse:
        """Cases by process and stage, by page."""
        return JSONResponse(
            await asking.ask(
                request,
                lambda desk, person: views.listed(desk, person, process, stage, after, limit),
            )
        )

    _parts_of_cases(app, asking)

    @app.get("/cases/{process}/{case:path}", responses=answers("Case", 404))
    async def one(
        request: Request, process: Process, case: Case, language: Words = "en"
    ) -> JSONResponse:
        """Where a case stands, what it waits for and what is known of it; `ETag` is its version."""
        shown = await asking.about(request, views.case_shown, process, case, language)
        return JSONResponse(shown, headers={"ETag": f'"{shown["version"]}"'})


def _parts_of_cases(app: FastAPI, asking: Asking) -> None:
    @app.get("/cases/{process}/{case:path}/story", responses=answers("Story", 404))
    async def story(
        request: Request, process: Process, case: Case, language: Words = "en"
    ) -> JSONResponse:
        """Who gave what to the case, and what came of it."""
        told = await asking.about(request, views.story_shown, process, case, language)
        return JSONResponse(told)

    @app.get("/cases/{process}/{case:path}/decisions", responses=answers("Decisions", 404))
    async def decisions(
        request: Request, process: Process, case: Case, language: Words = "en"
    ) -> JSONResponse:
        """Every decision of the case: each rule with what it observed, required, and its clause."""
        told = await asking.about(request, views.decisions_shown, process, case, language)
        return JSONResponse(told)

    @app.get("/cases/{process}/{case:path}/next", responses=answers("Steps", 403, 404))
    async def next_(
        request: Request,
        process: Process,
        case: Case,
        role: Annotated[str, Query(pattern=r"^[!-~]{1,100}$")],
        language: Words = "en",
    ) -> JSONResponse:
        """What you can do next in that role."""
        view = partial(views.next_shown, role)
        return JSONResponse(await asking.about(request, view, process, case, language))

    drawn = answers("", 404, media="image/svg+xml")

    @app.get("/cases/{process}/{case:path}/picture", responses=drawn, response_class=Response)
    async def picture(
        request: Request, process: Process, case: Case, language: Words = "en"
    ) -> Response:
        """The table of the process as a picture, with the stage of the case."""
        picture = await asking.about(request, views.picture_of, process, case, language)
        return Response(picture, media_type="image/svg+xml")
