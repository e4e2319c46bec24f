"""Rows made of the events of a journal, in its order, in constant memory."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC
from typing import Any, Final, TypeAlias

from attrs import define

from order_to_cash.analytics.following import Following
from order_to_cash.analytics.rows.columns import TABLES
from order_to_cash.desk import Desk
from order_to_cash.desk.cases import event_of
from order_to_cash.desk.personal import FORGOTTEN, swapped
from order_to_cash.domain.core import (
    Decision,
    Finding,
    InvalidValue,
    Money,
    Sensitive,
    entity,
)
from order_to_cash.domain.core.errors import parts_of
from order_to_cash.domain.credit_account import AccountReminded, AccountStopped
from order_to_cash.domain.receivable import Receivable, ReceivableProcess
from order_to_cash.domain.receivable import events as e
from order_to_cash.ports.journal import Recorded
from order_to_cash.stories import decisions

PAGE: Final = 500
"""How many events are taken from the journal at a time."""

OF_RECEIVABLES: Final = frozenset({"invoices", "payments", "dunning"})
"""The tables that tell of receivables."""

Unreadable: TypeAlias = Callable[[Recorded, Exception], None]
Rows: TypeAlias = tuple[tuple[str, dict[str, Any]], ...]


@entity
class Row:
    """One row of a table: its values by column, made of the event at a cursor."""

    table: str
    cursor: str
    values: Mapping[str, Any]


def rows_of(
    desk: Desk,
    *tables: str,
    after: str = "",
    personal: bool = False,
    unreadable: Unreadable | None = None,
) -> Iterator[Row]:
    """The rows of these tables, of all if none is named, from just after a cursor on.

    Who goes on from the cursor of the last row gets no row twice; all rows of one event stand
    together. Personal data is left out, unless it is asked for. An event that cannot be read is
    told to `unreadable` and has no row; without it, it raises `InvalidDocument`. Raises
    `InvalidValue` for a table that there is not.
    """
    for event, rows in events_of(desk, tables, after, personal=personal, unreadable=unreadable):
        yield from (Row(table, event.cursor, row) for table, row in rows)


def known(tables: Collection[str]) -> tuple[str, ...]:
    """These tables, or all where none is named; raises `InvalidValue` for one there is not."""
    if strange := [name for name in tables if name not in TABLES]:
        raise InvalidValue(
            f"there is no table {', '.join(strange)}; give some of: {', '.join(TABLES)}",
            code="rows.no-table",
        )
    return tuple(tables) or tuple(TABLES)


def events_of(
    desk: Desk,
    tables: Collection[str] = (),
    after: str = "",
    *,
    personal: bool = False,
    unreadable: Unreadable | None = None,
) -> Iterator[tuple[Recorded, Rows]]:
    """Every event from just after a cursor on, with its rows, which may be none."""
    following = Following(desk.journal, desk.wire)
    reader = _Reader(desk, frozenset(known(tables)), personal, following)
    while page := desk.journal.events(after=after, limit=PAGE):
        for recorded in page:
            yield recorded, parts_of(recorded, reader.rows, unreadable)
        after = page[-1].cursor


@define
class _Reader:
    """Makes rows of events, one after the other."""

    desk: Desk
    tables: frozenset[str]
    personal: bool
    following: Following

    def rows(self, recorded: Recorded) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every row that an event makes."""
        event = event_of(self.desk.wire, recorded)
        head = {
            "cursor": recorded.cursor,
            "process": recorded.process,
            "case": recorded.case,
            "version": recorded.version,
            "at": recorded.at.astimezone(UTC),
            "type": recorded.type,
        }
        if "events" in self.tables:
            yield "events", {**head, **self._of_event(recorded, event)}
        if "findings" in self.tables:
            for decision in decisions(event):
                for place, finding in enumerate(decision.findings):
                    yield "findings", {**head, **_of_finding(decision, finding, place)}
        if "dunning" in self.tables and isinstance(event, AccountReminded | AccountStopped):
            for row in _of_letter(event):
                yield "dunning", {**head, **row}
        process = self.desk.operator.by_name.get(recorded.process)
        if isinstance(process, ReceivableProcess) and self.tables & OF_RECEIVABLES:
            _, state = self.following.step(process, recorded, event)
            for table, row in _of_receivable(event, state):
                if table in self.tables:
                    yield table, {**head, **_of_invoice(state), **row}

    def _of_event(self, recorded: Recorded, event: Any) -> dict[str, Any]:
        shown = swapped(
            *((self.desk.revealed(event), _told) if self.personal else (event, _hidden))
        )
        return {
            "actor": recorded.actor,
            "role": recorded.role,
            "command": recorded.command,
            "document": json.loads(self.desk.wire.dump_event(shown)),
        }


def _told(data: Sensitive) -> Sensitive:
    """The text itself, in place of the token under which a store has it."""
    return Sensitive(data.reveal())


def _hidden(_data: Sensitive) -> Sensitive:
    return Sensitive(FORGOTTEN)


def _of_finding(decision: Decision, finding: Finding, place: int) -> dict[str, Any]:
    return {
        "policy": decision.policy,
        "decision": decision.verdict.value,
        "overridden": decision.override is not None,
        "place": place,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "applies": finding.applies,
        "clause": finding.clause.document,
        "section": finding.clause.section,
        "values": dict(finding.values),
    }


def _of_letter(event: AccountReminded | AccountStopped) -> Iterator[dict[str, Any]]:
    """A row for each invoice that the letter of an account names (COL-05)."""
    for one in event.invoices:
        level = _level(event.level, (event.on - one.due).days, one.amount, event.on)
        yield {
            **level,
            "account": event.account,
            "invoice": one.invoice,
            "currency": one.amount.currency.value,
            "blocks": isinstance(event, AccountStopped),
        }


def _of_invoice(receivable: Receivable) -> dict[str, Any]:
    debt = receivable.debt
    if debt is None:
        return {}
    return {
        "account": debt.bill.account,
        "party": debt.bill.party,
        "invoice": receivable.invoice,
        "currency": debt.bill.currency.value,
    }


def _of_receivable(event: Any, after: Receivable) -> Iterator[tuple[str, dict[str, Any]]]:
    """What an event of a receivable is, beside an event."""
    match event:
        case e.InvoiceIssued() | e.BillReported():
            yield "invoices", _issued(after)
        case e.PaymentAllocated(payment, put, late):
            yield (
                "payments",
                {
                    "payment": payment.id,
                    "amount": _exact(put),
                    "method": payment.method.value,
                    "received": payment.received,
                    "late": late,
                },
            )
        case e.PaymentReversed(payment, amount):
            yield (
                "payments",
                {
                    "payment": payment,
                    "amount": _exact(-amount),
                    "method": None,
                    "received": None,
                    "late": None,
                },
            )
        case e.PaymentReminded(level, days, amount, _, on):
            yield "dunning", _level(level, days, amount, on)
        case e.CollectionAlertRaised(level, days, amount, _, on):
            yield "dunning", _level(level, days, amount, on)
        case e.ServiceBlocked(level, days, amount, _, on):
            yield "dunning", {**_level(level, days, amount, on), "blocks": True}
        case _:
            return


def _issued(receivable: Receivable) -> dict[str, Any]:
    debt = receivable.owed
    return {
        "origin": debt.bill.origin,
        "order": debt.bill.order,
        "on": debt.on,
        "due": max((part.due for part in debt.instalments), default=None),
        "net": _exact(debt.totals.net),
        "tax": _exact(debt.totals.tax),
        "total": _exact(debt.totals.total),
    }


def _level(level: str, days: int, amount: Money, on: Any) -> dict[str, Any]:
    return {"level": level, "days": days, "amount": _exact(amount), "on": on, "blocks": False}


def _exact(amount: Money) -> str:
    """An amount in major units, as text that loses nothing."""
    return amount.amount
