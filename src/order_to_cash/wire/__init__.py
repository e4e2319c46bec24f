"""Strict JSON both ways: what the library reads from outside, and what it stores.

A document is either turned into a value or refused with every problem and its place; nothing is
coerced, nothing is ignored, and no message shows what a document held.
"""

from order_to_cash.wire.limits import LIMITS, STORED, Limits
from order_to_cash.wire.schema import answer_schema, json_schema
from order_to_cash.wire.upcasting import Upcaster
from order_to_cash.wire.wire import Wire

__all__ = ["LIMITS", "STORED", "Limits", "Upcaster", "Wire", "answer_schema", "json_schema"]
