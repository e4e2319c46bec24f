"""Cases in the systems of others: where one is routed, and what those systems answer."""

import enum

from order_to_cash.domain.entity import entity


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
class ConfirmRouted:
    """The case system passed the case on, under a reference of its own."""

    reference: str
