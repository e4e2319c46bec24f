"""The columns of each table of rows, and of which kind each is."""

import enum
from collections.abc import Mapping
from typing import Final


class Kind(enum.Enum):
    """What a column holds; an amount is exact, in the currency of its row."""

    TEXT = "text"
    COUNT = "count"
    TRUTH = "truth"
    AMOUNT = "amount"
    DAY = "day"
    INSTANT = "instant"
    VALUES = "values"


_EVENT: Final[Mapping[str, Kind]] = {
    "cursor": Kind.TEXT,
    "process": Kind.TEXT,
    "case": Kind.TEXT,
    "version": Kind.COUNT,
    "at": Kind.INSTANT,
    "type": Kind.TEXT,
}
"""Which event a row is made of; the cursor is that of the journal."""

_INVOICE: Final[Mapping[str, Kind]] = {
    "account": Kind.TEXT,
    "party": Kind.TEXT,
    "invoice": Kind.TEXT,
    "currency": Kind.TEXT,
}

TABLES: Final[Mapping[str, Mapping[str, Kind]]] = {
    "events": {
        **_EVENT,
        "actor": Kind.TEXT,
        "role": Kind.TEXT,
        "command": Kind.TEXT,
        "document": Kind.VALUES,
    },
    "findings": {
        **_EVENT,
        "policy": Kind.TEXT,
        "decision": Kind.TEXT,
        "overridden": Kind.TRUTH,
        "place": Kind.COUNT,
        "rule": Kind.TEXT,
        "verdict": Kind.TEXT,
        "applies": Kind.TRUTH,
        "clause": Kind.TEXT,
        "section": Kind.TEXT,
        "values": Kind.VALUES,
    },
    "invoices": {
        **_EVENT,
        **_INVOICE,
        "origin": Kind.TEXT,
        "order": Kind.TEXT,
        "on": Kind.DAY,
        "due": Kind.DAY,
        "net": Kind.AMOUNT,
        "tax": Kind.AMOUNT,
        "total": Kind.AMOUNT,
    },
    "payments": {
        **_EVENT,
        **_INVOICE,
        "payment": Kind.TEXT,
        "amount": Kind.AMOUNT,
        "method": Kind.TEXT,
        "received": Kind.DAY,
        "late": Kind.TRUTH,
    },
    "dunning": {
        **_EVENT,
        **_INVOICE,
        "level": Kind.TEXT,
        "days": Kind.COUNT,
        "amount": Kind.AMOUNT,
        "on": Kind.DAY,
        "blocks": Kind.TRUTH,
    },
}
"""Each table with its columns; `due` is the last due day, a payment taken back is below zero."""
