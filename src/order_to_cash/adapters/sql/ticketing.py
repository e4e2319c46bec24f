"""A case system in the store of the journal: tickets wait there for whoever reads them."""

from collections.abc import Mapping

import order_to_cash.adapters.sql.ledger_statements as sql
from order_to_cash.adapters.sql.ledger import Book, Messages
from order_to_cash.adapters.sql.store import Store
from order_to_cash.domain.trade import (
    CloseTicket,
    RegisterTicket,
    RouteTicket,
    TicketingInstruction,
)


class EmbeddedTicketing:
    """Writes tickets down, each once; threads and processes may share the store."""

    def __init__(self, store: Store, wire: Messages) -> None:
        self._store, self._wire = store, wire
        self._kept = Book(store, wire, sql.TICKET_BOOK)

    def register(self, _key: str, ticket: RegisterTicket, /) -> str:
        return f"C-{self._place('register_ticket', ticket.case, ticket):06}"

    def route(self, key: str, ticket: RouteTicket, /) -> str:
        return f"R-{self._place('route_ticket', key, ticket):06}"

    def close(self, _key: str, ticket: CloseTicket, /) -> None:
        self._place("close_ticket", ticket.case, ticket)

    def tickets(
        self, *, after: str = "", limit: int | None = None
    ) -> Mapping[str, TicketingInstruction]:
        """The tickets by kind and key, `route_ticket:KEY`, oldest first, from just after one on.

        What is registered or closed stands under its case, once. Raises `InvalidDocument` for one
        that cannot be read any more.
        """
        return self._kept.read(after, limit)

    def _place(self, kind: str, key: str, ticket: TicketingInstruction) -> int:
        body = self._wire.dump_message(ticket)
        with self._store.writing(sql.TICKETS) as connection:
            connection.execute(sql.TICKET_BOOK.new, (key, kind, ticket.case, body))
            place: int = connection.execute(sql.TICKET, (key, kind)).fetchone()[0]
            return place
