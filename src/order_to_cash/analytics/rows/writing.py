"""Rows as lines of JSON: exact amounts as texts, days and instants in ISO form."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from order_to_cash.analytics.rows.columns import TABLES
from order_to_cash.domain.core import Money


def line(table: str, row: Mapping[str, Any]) -> str:
    """A row with every column of its table, in their order, as one line."""
    return f"{told({name: row.get(name) for name in TABLES[table]})}\n"


def told(value: Any) -> str:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency.value}
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
