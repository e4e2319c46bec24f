"""A case system in memory, for tests, notebooks and first steps; threads may share it."""

from collections.abc import Mapping
from threading import Lock

from order_to_cash.adapters.bookkeeping import page
from order_to_cash.domain.trade import (
    CloseTicket,
    RegisterTicket,
    RouteTicket,
    TicketingInstruction,
)


class InMemoryTicketing:
    """Keeps what it is given, each once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tickets: dict[str, TicketingInstruction] = {}
        self._places: dict[str, int] = {}

    def register(self, _key: str, ticket: RegisterTicket, /) -> str:
        return f"C-{self._kept('register_ticket', ticket.case, ticket):06}"

    def route(self, key: str, ticket: RouteTicket, /) -> str:
        return f"R-{self._kept('route_ticket', key, ticket):06}"

    def close(self, _key: str, ticket: CloseTicket, /) -> None:
        self._kept("close_ticket", ticket.case, ticket)

    def tickets(
        self, *, after: str = "", limit: int | None = None
    ) -> Mapping[str, TicketingInstruction]:
        """The tickets by kind and key, `route_ticket:KEY`, oldest first, from just after one on.

        What is registered or closed stands under its case, once.
        """
        with self._lock:
            return page(self._tickets, after, limit)

    def _kept(self, kind: str, key: str, ticket: TicketingInstruction) -> int:
        name = f"{kind}:{key}"
        with self._lock:
            if name not in self._places:
                self._tickets[name] = ticket
                self._places[name] = len(self._tickets)
            return self._places[name]
