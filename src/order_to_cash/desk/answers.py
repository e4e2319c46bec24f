"""What a command is answered, and how the answer is kept so that asking twice gives it again."""

from typing import Final, TypeAlias

from order_to_cash.domain.core import Refusal, entity
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
OUTCOMES: Final = (Accepted, Refused)


def body_of(wire: Wire, outcome: Outcome) -> str:
    """The outcome as the journal keeps it; raises `InvalidDocument` where nobody could read it."""
    return wire.dump_kept(OUTCOMES, outcome)


def outcome_of(wire: Wire, body: str) -> Outcome:
    """The outcome that was kept; raises `InvalidDocument` for a body nobody understands."""
    kept: Outcome = wire.load_kept(OUTCOMES, body)
    return kept
