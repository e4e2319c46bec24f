"""A case system in the SQLite file of the journal: tickets wait there for whoever reads them."""

import order_to_cash.adapters.sqlite.ledger_schema as sql
from order_to_cash.adapters.entries import limited
from order_to_cash.adapters.sqlite.file import SqliteFile
from order_to_cash.adapters.sqlite.world import Dump, Kept
from order_to_cash.domain.core import Sensitive
from order_to_cash.domain.trade import CloseTicket, RegisterTicket, RouteTicket


class EmbeddedTicketing:
    """Writes tickets down, each once; threads and processes may share the file."""

    def __init__(self, file: SqliteFile, dump: Dump) -> None:
        self._file, self._dump = file, dump
        sql.prepare(file)

    def register(self, _key: str, ticket: RegisterTicket, /) -> str:
        return f"C-{self._kept('register_ticket', ticket.case, ticket):06}"

    def route(self, key: str, ticket: RouteTicket, /) -> str:
        return f"R-{self._kept('route_ticket', key, ticket):06}"

    def close(self, _key: str, ticket: CloseTicket, /) -> None:
        self._kept("close_ticket", ticket.case, ticket)

    def tickets(self, *, after: int = 0, limit: int = 1000) -> tuple[Kept, ...]:
        """The tickets in order of their coming, from just after a position on."""
        rows = self._file.rows(sql.TICKETS, (after, limited(limit)))
        return tuple(Kept(row[0], row[1], row[2], row[3], Sensitive(row[4])) for row in rows)

    def _kept(self, kind: str, key: str, ticket: RegisterTicket | RouteTicket | CloseTicket) -> int:
        body = self._dump(ticket)
        with self._file.writing() as connection:
            connection.execute(sql.NEW_TICKET, (key, kind, ticket.case, body))
            position: int = connection.execute(sql.TICKET, (key, kind)).fetchone()[0]
            return position
