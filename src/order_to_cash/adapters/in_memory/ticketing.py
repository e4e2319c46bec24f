"""A case system in memory, for tests, notebooks and first steps; threads may share it."""

from collections.abc import Mapping
from threading import Lock
from types import MappingProxyType

from order_to_cash.domain.trade import CloseTicket, RegisterTicket, RouteTicket


class InMemoryTicketing:
    """Keeps what it is given, and shows it by reference."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._references: dict[str, str] = {}
        self._registered: dict[str, RegisterTicket] = {}
        self._routed: dict[str, RouteTicket] = {}
        self._closed: dict[str, CloseTicket] = {}

    @property
    def registered(self) -> Mapping[str, RegisterTicket]:
        """Every registered case so far, by its reference."""
        with self._lock:
            return MappingProxyType(self._registered.copy())

    @property
    def routed(self) -> Mapping[str, RouteTicket]:
        """Everything that was passed on so far, by its reference."""
        with self._lock:
            return MappingProxyType(self._routed.copy())

    @property
    def closed(self) -> tuple[str, ...]:
        """The cases that were closed, in the order of their first closing."""
        with self._lock:
            return tuple(self._closed)

    def register(self, _key: str, ticket: RegisterTicket, /) -> str:
        with self._lock:
            known = self._references.get(ticket.case)
            if known is not None:
                return known
            reference = f"C-{len(self._registered) + 1:06}"
            self._references[ticket.case] = reference
            self._registered[reference] = ticket
            return reference

    def route(self, key: str, ticket: RouteTicket, /) -> str:
        with self._lock:
            known = self._references.get(_routing(key))
            if known is not None:
                return known
            reference = f"R-{len(self._routed) + 1:06}"
            self._references[_routing(key)] = reference
            self._routed[reference] = ticket
            return reference

    def close(self, _key: str, ticket: CloseTicket, /) -> None:
        with self._lock:
            self._closed.setdefault(ticket.case, ticket)


def _routing(key: str) -> str:
    """A name that no case has: case ids hold no spaces."""
    return f"route {key}"
