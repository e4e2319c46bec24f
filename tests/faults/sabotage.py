"""The embedded store with a fault planted in it, and a client that keeps acknowledgements."""

from pathlib import Path
from typing import Any, Final

from attrs import define

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.sql.rows import message_row
from order_to_cash.adapters.sqlite import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
    SqliteJournal,
)
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Outcome
from order_to_cash.domain.core import Conflict, Envelope, changed
from order_to_cash.domain.trade import IssueInvoice
from order_to_cash.operators.peru import PERU
from order_to_cash.ports import Entry, IssueAnswer, Lease, Posted
from order_to_cash.ports.journal import Answer
from tests.desk.small_operator import Office, wire
from tests.faults.planted import Hasty


class Client:
    """Whoever gives commands to a desk: what was acknowledged once is not given again.

    A store that acknowledges too early is thereby seen to have lost what it promised to keep.
    """

    def __init__(self, desk: Desk, path: Path) -> None:
        self._desk, self._path = desk, path.with_suffix(".acknowledged")
        self._known = set(self._path.read_text().split()) if self._path.exists() else set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def handle(self, envelope: Envelope[Any]) -> Outcome | None:
        if envelope.id in self._known:
            return None
        outcome = self._desk.handle(envelope)
        with self._path.open("a") as file:
            file.write(f"{envelope.id}\n")
        return outcome


@define
class Store:
    """Which journal, billing and desk the work is done with; the defaults are sound."""

    journal: type[SqliteJournal] = SqliteJournal
    billing: type[EmbeddedBilling] = EmbeddedBilling
    desk: type[Desk] = Desk

    def office(self, path: Path) -> Office:
        """An office on one file, with a client that keeps its acknowledgements beside it."""
        journal, reader = self.journal(path, timeout=60), wire()
        office = Office(
            journal=journal,
            billing=self.billing(journal.file),
            fulfilment=EmbeddedFulfilment(journal.file, reader),
            notification=EmbeddedNotification(journal.file, reader),
        )
        client: Any = Client(
            self.desk(PERU, journal, office.desk.world, wire(), worker="office"), path
        )
        office.desk = client
        return office


class TwoTransactions(SqliteJournal):
    """Writes events and answer first, messages in a second transaction."""

    def append(self, *entries: Entry) -> tuple[Conflict | None, ...]:
        plain = (changed(entry, messages=(), settles=None) for entry in entries)
        written = super().append(*plain)
        with self.file.writing() as connection:
            for entry, conflict in zip(entries, written, strict=True):
                if conflict is not None:
                    continue
                connection.executemany(sql.NEW_MESSAGE, map(message_row, entry.messages))
                if entry.settles is not None:
                    connection.execute(sql.SETTLE, (entry.settles,))
        return written


class AcknowledgedEarly(SqliteJournal):
    """Keeps an entry in memory and writes it when somebody asks for something."""

    _kept: tuple[Entry, ...] = ()

    def append(self, *entries: Entry) -> tuple[Conflict | None, ...]:
        self._write_kept()
        self._kept = entries
        return (None,) * len(entries)

    def _write_kept(self) -> None:
        entries, self._kept = self._kept, ()
        if entries:
            super().append(*entries)

    def read(self, process: str, case: str, /, *, known: int = 0) -> Any:
        self._write_kept()
        return super().read(process, case, known=known)

    def answer(self, process: str, case: str, actor: str, command: str, /) -> Answer | None:
        self._write_kept()
        return super().answer(process, case, actor, command)

    def claim(self, now: Any, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        self._write_kept()
        return super().claim(now, lease, limit=limit)

    def due(self, now: Any, /, **asked: Any) -> Any:
        self._write_kept()
        return super().due(now, **asked)


class WithoutKey(EmbeddedBilling):
    """Issues an invoice each time it is asked."""

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        again = len(self.invoices())
        return super().issue(changed(invoice, receivable=f"{invoice.receivable}/{again}"))


SABOTAGED: Final[dict[str, Store]] = {
    "two transactions": Store(journal=TwoTransactions),
    "acknowledged before commit": Store(journal=AcknowledgedEarly),
    "settled before delivery": Store(desk=Hasty),
    "billing without key": Store(billing=WithoutKey),
}
