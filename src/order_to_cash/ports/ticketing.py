"""The port to case systems: where cases are registered, passed on and closed.

Everything is asked at least once, so an adapter must recognise what it did already:
`order_to_cash.testing.laws.ticketing.LAWS` say so.
"""

from typing import Final, NoReturn, Protocol, assert_never

from order_to_cash.domain.core import Unavailable, entity
from order_to_cash.domain.trade import (
    CloseTicket,
    RegisterTicket,
    RouteTicket,
    TicketingInstruction,
)


class Ticketing(Protocol):
    """Queues, forms and tickets. Every method may raise `Unavailable`; then nothing was done."""

    def register(self, key: str, ticket: RegisterTicket, /) -> str:
        """Register the case exactly once, however often it is asked; the case's reference."""
        ...

    def route(self, key: str, ticket: RouteTicket, /) -> str:
        """Pass a case on exactly once under this key; the reference of the form or ticket."""
        ...

    def close(self, key: str, ticket: CloseTicket, /) -> None:
        """Close a case; one that is closed already, or not known, is left as it is."""
        ...


@entity
class NoTicketing:
    """No case system: whatever there is for it waits until a world has one."""

    def register(self, _key: str, _ticket: RegisterTicket, /) -> NoReturn:
        raise _none()

    def route(self, _key: str, _ticket: RouteTicket, /) -> NoReturn:
        raise _none()

    def close(self, _key: str, _ticket: CloseTicket, /) -> NoReturn:
        raise _none()


def _none() -> Unavailable:
    return Unavailable("there is no case system to ask; give the world one", code="ticketing.none")


NO_TICKETING: Final = NoTicketing()


def ticketed(ticketing: Ticketing, key: str, instruction: TicketingInstruction) -> str | None:
    """Hand an instruction to the case system; the reference that it answered, if there is one."""
    match instruction:
        case RegisterTicket():
            return ticketing.register(key, instruction)
        case RouteTicket():
            return ticketing.route(key, instruction)
        case CloseTicket():
            ticketing.close(key, instruction)
            return None
        case _:
            assert_never(instruction)
