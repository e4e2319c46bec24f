"""Cases in the systems of others: what those are asked, where a case is routed, and the answers."""

import enum
from typing import ClassVar, Final, TypeAlias

from order_to_cash.domain.core.asking import only_done
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.wording import Value

TICKETING: Final = "ticketing"
"""The name of the port to case systems."""


class RouteKind(enum.StrEnum):
    """In which form somebody is asked to act."""

    FORM = "form"
    TICKET = "ticket"
    QUEUE = "queue"


@entity
class Route:
    """The operator's way to whoever acts: under which name, in which form, to whom, for what."""

    name: str
    kind: RouteKind
    area: str
    request: str


@entity
class ConfirmRegistered:
    """The case system registered the case, under its reference."""

    reference: str


@entity
class RegisterTicket:
    """Case system: register this case once, in the queue, with the fields of the template."""

    case: str
    queue: str
    fields: tuple[tuple[str, Value], ...]

    topic: ClassVar[str] = TICKETING

    def answered(self, answer: str, /) -> ConfirmRegistered:
        return ConfirmRegistered(answer)


@entity
class ConfirmRouted:
    """The case system passed the case on, under a reference of its own."""

    reference: str


@entity
class RouteTicket:
    """Case system: ask for this case to be acted upon, in the form and by whom the route says."""

    case: str
    route: Route
    fields: tuple[tuple[str, Value], ...]

    topic: ClassVar[str] = TICKETING

    def answered(self, answer: str, /) -> ConfirmRouted:
        return ConfirmRouted(answer)


@entity
class CloseTicket:
    """Case system: the case is closed."""

    case: str

    topic: ClassVar[str] = TICKETING
    answered = only_done


TicketingInstruction: TypeAlias = RegisterTicket | RouteTicket | CloseTicket
