"""The embedded ledger as it stands in a store, read whole for whoever checks it."""

from collections.abc import Callable, Mapping
from typing import Any, Final, LiteralString, TypeAlias

from order_to_cash.adapters.bookkeeping import LedgerInvoice
from order_to_cash.adapters.pieces import Gone
from order_to_cash.adapters.sql.ledger import EmbeddedBilling
from order_to_cash.adapters.sql.reservations import gone_in, held_in
from order_to_cash.adapters.sql.store import Row, Store
from order_to_cash.domain.core import OrderToCashError, entity
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
)

Load: TypeAlias = Callable[[str, str], Any]
"""Reads a message of a type, such as `Wire(...).load_message`."""

NOTICES: Final[LiteralString] = "SELECT key, type, body FROM notice ORDER BY position"
INSTRUCTIONS: Final[LiteralString] = "SELECT key, type, body FROM instruction ORDER BY position"
MOVES: Final[LiteralString] = "SELECT key, type, body FROM goods_move ORDER BY position"
TICKETS: Final[LiteralString] = (
    "SELECT kind || ':' || key, kind, body FROM ticket ORDER BY position"
)


@entity
class Ledger:
    """Everything the embedded adapters wrote down: invoices by number, the rest by key.

    `held` are the pieces that are kept, by order and line, and `gone` what left and came back.
    `unread` are the keys of notices, instructions, tickets and moves of goods that nobody can read
    any more.
    """

    invoices: Mapping[str, LedgerInvoice]
    credit_notes: Mapping[str, IssueCreditNote]
    refunds: Mapping[str, RefundPayment]
    receipts: Mapping[str, RecordReceipt]
    charge_backs: Mapping[str, RecordChargeBack]
    charges: Mapping[str, ChargeOnce]
    instructions: Mapping[str, Any]
    sent: Mapping[str, Any]
    tickets: Mapping[str, Any]
    moves: Mapping[str, Any]
    held: Mapping[str, Mapping[int, int]]
    gone: Mapping[tuple[str, str], Gone]
    unread: tuple[str, ...]


def ledger_of(store: Store, load: Load) -> Ledger:
    """The ledger of a store; raises `PortError` for one that a later version wrote."""
    unread: list[str] = []

    def messages(rows: list[Row]) -> dict[str, Any]:
        found = {}
        for key, type_, body in rows:
            try:
                found[key] = load(type_, body)
            except OrderToCashError:
                unread.append(key)
        return found

    billing = EmbeddedBilling(store)
    return Ledger(
        invoices=billing.invoices(),
        credit_notes=billing.credit_notes(),
        refunds=billing.refunds(),
        receipts=billing.receipts(),
        charge_backs=billing.charge_backs(),
        charges=billing.charges(),
        instructions=messages(store.rows(INSTRUCTIONS)),
        sent=messages(store.rows(NOTICES)),
        tickets=messages(store.rows(TICKETS)),
        moves=messages(store.rows(MOVES)),
        held=held_in(store),
        gone=gone_in(store),
        unread=tuple(unread),
    )
