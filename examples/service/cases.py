"""What is shown of cases: lists, one case, its story, decisions, next steps and picture."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from examples.service import views
from examples.service.asking import Asking
from examples.service.commands import Process, Words
from examples.service.document import answers
from examples.service.people import Person
from order_to_cash import Desk

Case = Annotated[str, Path(pattern=r"^[!-~]{1,256}$")]
Some = Annotated[str, Query(pattern=r"^[!-~]{0,100}$")]
Role = Annotated[str, Query(pattern=r"^[!-~]{1,100}$")]


def cases(asking: Asking) -> APIRouter:
    """The paths under which something is looked at."""
    router = APIRouter()

    @router.get("/cases", responses=answers("Page", 404))
    async def list_cases(
        request: Request,
        process: Some = "",
        stage: Some = "",
        party: Some = "",
        after: Annotated[str, Query(description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Response:
        """Cases by process, stage and party, by page."""
        wanted = views.Wanted(process, stage, party)

        def page(desk: Desk, person: Person) -> Response:
            return JSONResponse(views.listed(desk, person, wanted, after, limit))

        return await asking.ask(request, page)

    _parts(router, asking)

    @router.get("/cases/{process}/{case:path}", responses=answers("Case", 404))
    async def show_case(
        request: Request, process: Process, case: Case, language: Words = "en"
    ) -> Response:
        """Where a case stands, what it waits for and what is known of it; `ETag` is its version."""

        def shown(desk: Desk, person: Person) -> Response:
            told = views.case_shown(desk, person, process, case, views.voice(desk, language))
            return JSONResponse(told, headers={"ETag": f'"{told["version"]}"'})

        return await asking.ask(request, shown)

    return router


def _parts(router: APIRouter, asking: Asking) -> None:
    """What is shown of a case besides; a case of the library's own has slashes in its id."""
    below = "/cases/{process}/{case:path}"

    @router.get(f"{below}/story", responses=answers("Story", 404))
    async def tell_story(
        request: Request, process: Process, case: Case, language: Words = "en"
    ) -> Response:
        """Who gave what to the case, and what came of it."""
        return await asking.show(request, views.story_shown, process, case, language)

    @router.get(f"{below}/decisions", responses=answers("Decisions", 404))
    async def show_decisions(
        request: Request, process: Process, case: Case, language: Words = "en"
    ) -> Response:
        """Every decision of the case: each rule with what it observed, required, and its clause."""
        return await asking.show(request, views.decisions_shown, process, case, language)

    @router.get(f"{below}/next", responses=answers("Steps", 403, 404))
    async def show_next(
        request: Request, process: Process, case: Case, role: Role, language: Words = "en"
    ) -> Response:
        """What you can do next in that role."""
        view = partial(views.next_shown, role)
        return await asking.show(request, view, process, case, language)

    drawn = answers("", 404, media="image/svg+xml")

    @router.get(f"{below}/picture", responses=drawn, response_class=Response)
    async def draw_picture(
        request: Request, process: Process, case: Case, language: Words = "en"
    ) -> Response:
        """The table of the process as a picture, with the stage of the case."""

        def shown(desk: Desk, person: Person) -> Response:
            said = views.voice(desk, language)
            drawing = views.picture_of(desk, person, process, case, said)
            return Response(drawing, media_type="image/svg+xml")

        return await asking.ask(request, shown)
