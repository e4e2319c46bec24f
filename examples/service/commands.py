"""What is given to cases: commands, and the answers that were promised for later."""

import logging
import re
from typing import Annotated, Final

from fastapi import APIRouter, Header, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.requests import ClientDisconnect

from examples.service import views
from examples.service.asking import Asking
from examples.service.document import answers
from examples.service.logs import about_command
from examples.service.people import ANSWERS, Person
from examples.service.problems import TOO_LARGE, Failure, of_refusal
from order_to_cash import Accepted, Desk, OrderToCashError, Outcome, Voice
from order_to_cash.domain.core import PortError
from order_to_cash.wire import LIMITS

LOG: Final = logging.getLogger("service")
ETAG: Final = re.compile(r'"(0|[1-9][0-9]{0,14})"')

Words = Annotated[str, Query(description="In which language the answer tells.")]
Process = Annotated[str, Path(pattern=r"^[!-~]{1,100}$")]
Key = Annotated[str, Path(pattern=r"^[!-~]{1,600}$", description="The key of the message.")]
IfMatch = Annotated[
    str | None,
    Header(description='The `ETag` that the case must still have, `"0"` for none yet; else 412.'),
]


def commands(asking: Asking) -> APIRouter:
    """The paths under which something is given."""
    router = APIRouter()

    @router.post("/commands/{process}", responses=answers("Accepted", 403, 404, 409, 412, 413, 415))
    async def give(
        request: Request, process: Process, if_match: IfMatch = None, language: Words = "en"
    ) -> Response:
        """Give a command, once: given again, the same id gets the first answer."""
        body = await body_of(request)

        def given(desk: Desk, person: Person) -> Response:
            desk.process(process)
            said = views.voice(desk, language)
            return _given(desk, person, process, body, _after(if_match), said)

        return await asking.ask(request, given)

    @router.post("/answers/{key:path}", responses=answers("Accepted", 403, 404, 409, 413, 415))
    async def answer_later(request: Request, key: Key, language: Words = "en") -> Response:
        """Bring what a port promised to answer later, under the key of the message that asked."""
        body = await body_of(request)

        def brought(desk: Desk, person: Person) -> Response:
            return _answered(desk, person, key, body, views.voice(desk, language))

        return await asking.ask(request, brought)

    return router


async def body_of(request: Request) -> bytes:
    """The body, of which no more is read than a document may have."""
    media = request.headers.get("content-type", "application/json")
    if media.partition(";")[0].strip().lower() != "application/json":
        raise Failure(415, "service.media-type", "give a document, as application/json")
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > LIMITS.payload_bytes:
                raise Failure(413, *TOO_LARGE)
            parts.append(part)
    except ClientDisconnect:
        advice = "the connection ended within the body; give the command again, with the same id"
        raise Failure(400, "service.cut-short", advice) from None
    return b"".join(parts)


def _after(if_match: str | None) -> int | None:
    """The version that the case must have."""
    if if_match is None:
        return None
    found = ETAG.fullmatch(if_match.strip())
    if found is None:
        raise Failure(400, "service.if-match", "give the one ETag that the case had", "if-match")
    return int(found[1])


def _given(
    desk: Desk, person: Person, process: str, body: bytes, after: int | None, said: Voice
) -> Response:
    envelope = desk.wire.load_envelope(body)
    if envelope.process != process:
        advice = f"this path is for {process}; give the command to the path of its process"
        raise Failure(400, "service.other-process", advice, "process")
    if envelope.actor != person.name or envelope.role not in person.roles:
        advice = "a command carries your own name and one of your own roles"
        raise Failure(403, "service.not-you", advice, "actor")
    with about_command(envelope.id):
        try:
            outcome = desk.handle(envelope, after=after)
        except OrderToCashError as error:
            LOG.info("%s/%s: %s", process, envelope.case, error.code)
            raise
        return _told(process, outcome, said)


def _answered(desk: Desk, person: Person, key: str, body: bytes, said: Voice) -> Response:
    posted = desk.journal.message(key)
    roles = ANSWERS.get(posted.topic if posted else "", frozenset())
    if posted is None or not person.roles & roles:
        # who may not answer is not told either whether there is such a message
        if not any(person.roles & known for known in ANSWERS.values()):
            raise Failure(403, "service.not-your-answer", "only the system that was asked answers")
        advice = "no message waits under this key: it was answered already, or it is another's"
        raise Failure(404, "desk.unknown-key", advice)
    answer = desk.wire.load_answer(posted.type, body)
    try:
        desk.wire.load_message(posted.type, posted.body).answered(answer)
    except PortError as error:
        raise Failure(409, "service.settles-nothing", error.message) from None
    with about_command(f"answer:{key}"):
        outcome = desk.answer(key, answer)
        if outcome is None:
            version = desk.journal.read(posted.process, posted.case).version
            outcome = Accepted(posted.case, version, ())
        return _told(posted.process, outcome, said)


def _told(process: str, outcome: Outcome, said: Voice) -> Response:
    """The response to what a case was given."""
    if not isinstance(outcome, Accepted):
        refusal = outcome.refusal
        LOG.info("%s/%s: %s", process, outcome.case, refusal.code)
        raise of_refusal(refusal, outcome.case, outcome.version, said.language, said.words)
    LOG.info("%s/%s: version %d", process, outcome.case, outcome.version)
    told = {"case": outcome.case, "version": outcome.version, "events": outcome.events}
    return JSONResponse(told, headers={"ETag": f'"{outcome.version}"'})
