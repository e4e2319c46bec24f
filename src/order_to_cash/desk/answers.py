"""What a command is answered, and how the answer is kept so that asking twice gives it again."""

import json
from typing import Any, TypeAlias

from order_to_cash.domain.core import InvalidDocument, Refusal, entity
from order_to_cash.wire import Wire


@entity
class Accepted:
    """The command was carried out: the case is at this version now, by these events."""

    case: str
    version: int
    events: tuple[str, ...]


@entity
class Refused:
    """The business said no; the case is as it was."""

    case: str
    version: int
    refusal: Refusal


Outcome: TypeAlias = Accepted | Refused


def body_of(wire: Wire, outcome: Outcome) -> str:
    """The outcome as the journal keeps it."""
    match outcome:
        case Accepted(case, version, events):
            return json.dumps([case, version, events], ensure_ascii=False)
        case Refused(case, version, refusal):
            refused = json.loads(wire.dump_refusal(refusal))
            return json.dumps([case, version, refused], ensure_ascii=False)


def outcome_of(wire: Wire, body: str) -> Outcome:
    """The outcome that was kept; raises `InvalidDocument` for a body nobody understands."""
    try:
        kept = json.loads(body)
    except (ValueError, RecursionError):
        kept = None
    match kept:
        case [str(case), int(version), [*events]] if all(isinstance(e, str) for e in events):
            return Accepted(case, version, tuple(events))
        case [str(case), int(version), dict(refused)]:
            return Refused(case, version, wire.load_refusal(_text(refused)))
        case _:
            raise InvalidDocument("a kept answer cannot be read; the journal is damaged")


def _text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False)
