"""What went wrong, as `application/problem+json`: a status, a code, a place and what to do.

======  ====================================================================================
400     the document or a parameter cannot be read, or could never be accepted
401     nobody was authenticated
403     the person or the role may not do this
404     no such case, process or path
409     the business says no, or the id was used for something else
412     the case has another version than the one that was asked for
413     the body is larger than any document
415     the body is no JSON by its media type
503     the store cannot answer now; `Retry-After` says when to ask again
======  ====================================================================================
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen
from fastapi.responses import Response

from order_to_cash import Language, OrderToCashError, Refusal, Words
from order_to_cash.domain.core import (
    Conflict,
    IdempotencyConflict,
    InvalidDocument,
    InvalidValue,
    PortError,
)

MEDIA: Final = "application/problem+json"
AWAY: Final = 503
RETRY_AFTER: Final = {"Retry-After": "1"}
STATUS: Final = {
    "desk.unknown-case": 404,
    "desk.unknown-process": 404,
    "desk.unknown-stage": 404,
    "process.unknown-case": 404,
    "process.wrong-role": 403,
    "desk.other-version": 412,
    "desk.unreadable-case": 500,
    "desk.unknown-key": 404,
    "wire.too-large": 413,
}
"""Codes whose status is not that of their kind."""

TOO_LARGE: Final = ("wire.too-large", "the body is larger than any document; split it")


@frozen
class Failure(Exception):
    """Ends a request with a problem document."""

    status: int
    code: str
    advice: str
    path: str = ""
    problems: tuple[Mapping[str, str], ...] = ()
    headers: Mapping[str, str] = {}
    case: Mapping[str, Any] = {}

    def response(self) -> Response:
        """The document; its first problem stands in front."""
        one = {"code": self.code, "path": self.path, "advice": self.advice}
        told = {
            "type": f"urn:order-to-cash:{self.code}",
            "title": self.code,
            "status": self.status,
            **one,
            **self.case,
            "problems": list(self.problems) or [one],
        }
        body = json.dumps(told, ensure_ascii=False)
        return Response(body, self.status, dict(self.headers), media_type=MEDIA)


def of_error(error: OrderToCashError) -> Failure:
    """The problem for what the library raised."""
    problems = tuple({"code": p.code, "path": p.path, "advice": p.message} for p in error.problems)
    codes = (error.code, *(p.code for p in error.problems))
    status = next((STATUS[code] for code in codes if code in STATUS), _status(error))
    headers = RETRY_AFTER if status == AWAY else {}
    path = error.problems[0].path if error.problems else ""
    return Failure(status, error.code, error.message, path, problems, headers)


def _status(error: OrderToCashError) -> int:
    match error:
        case IdempotencyConflict() | Conflict():
            return 409
        case PortError():
            return AWAY
        case InvalidValue() | InvalidDocument():
            return 400
        case _:
            return 500


def of_refusal(
    refusal: Refusal, case: str, version: int, language: Language, words: Words
) -> Failure:
    """The problem for what the business refused, with every reason in words."""
    code = refusal.code
    status = 403 if code.endswith(".not-yours") else STATUS.get(code, 409)
    where = {"case": case, "version": version}
    return Failure(status, code, refusal.text(language, words), case=where)
