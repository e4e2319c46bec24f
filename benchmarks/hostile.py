"""What the dearest hostile documents cost, against as many bytes of orders."""

from contextlib import suppress
from typing import Final

from benchmarks.measure import Probe, Ratio, Subject, per_call
from benchmarks.wire import TEXT, WIRE
from order_to_cash.domain.core import InvalidDocument
from order_to_cash.wire import LIMITS

SIZE: Final = LIMITS.payload_bytes
NESTED: Final = "[" + ",".join(["[" + ",".join(["[" + ",".join("1" * 60) + "]"] * 40) + "]"] * 25)
SAME_KEYS: Final = "{" + ",".join(['"a":1'] * (SIZE // 6 - 1)) + "}"
MARKS: Final = TEXT.replace("O-0", "\u0301\u0327" * ((SIZE - len(TEXT)) // 4))


def _refused(text: str) -> None:
    with suppress(InvalidDocument):
        WIRE.load_envelope(text)


def orders() -> float:
    """Processor seconds to load a document's worth of orders, one by one."""
    return per_call(lambda: WIRE.load_envelope(TEXT)) * (SIZE / len(TEXT))


def nested() -> float:
    """Processor seconds to refuse lists that are wide at every level."""
    return per_call(lambda: _refused(f"{NESTED}]"))


def same_keys() -> float:
    """Processor seconds to refuse one key that stands as often as it can."""
    return per_call(lambda: _refused(SAME_KEYS))


def marks() -> float:
    """Processor seconds to refuse an id of combining marks."""
    return per_call(lambda: _refused(MARKS))


ORDERS: Final = Probe("as many bytes of orders", "benchmarks.hostile:orders")

SUBJECT: Final = Subject(
    "Hostile documents",
    "The largest that may come from outside, refused; against as many bytes of orders, read.",
    (
        Ratio("wide lists", Probe("wide", "benchmarks.hostile:nested"), ORDERS, at_most=5),
        Ratio("one key", Probe("keys", "benchmarks.hostile:same_keys"), ORDERS, at_most=5),
        Ratio("combining marks", Probe("marks", "benchmarks.hostile:marks"), ORDERS, at_most=5),
    ),
)
