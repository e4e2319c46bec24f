"""An order's envelope from JSON and back, on the same JSON library."""

from typing import Final

from attrs import evolve

from benchmarks import plain_wire
from benchmarks.measure import Probe, Ratio, Subject, per_call
from benchmarks.order import AT, REQUEST
from order_to_cash.domain.core import Envelope, Role
from order_to_cash.domain.order import Acceptance, Item, PlaceOrder
from order_to_cash.domain.trade import Kind
from order_to_cash.embedded import wire_of
from order_to_cash.operators.peru import PERU

ITEMS: Final = (
    Item("PHONE-1", 10, Kind.GOODS),
    Item("PHONE-2", 3, Kind.GOODS),
    Item("FIBRE-1", 1, Kind.SERVICE),
)
COMMAND: Final = PlaceOrder(
    evolve(REQUEST, items=ITEMS, accepted=(Acceptance("fibre-home", "2024.1"),))
)
ENVELOPE: Final = Envelope("c-0", "O-0", "order", AT, "D-0", Role.DISTRIBUTOR, COMMAND)
WIRE: Final = wire_of(PERU)
TEXT: Final = WIRE.dump_envelope(ENVELOPE)


def load() -> float:
    """Processor seconds to load it."""
    return per_call(lambda: WIRE.load_envelope(TEXT))


def load_trusting() -> float:
    """Processor seconds to load it by hand, nothing checked."""
    return per_call(lambda: plain_wire.trusting(TEXT))


def load_strict() -> float:
    """Processor seconds to load it by hand, checked."""
    return per_call(lambda: plain_wire.strict(TEXT))


def dump() -> float:
    """Processor seconds to dump it."""
    return per_call(lambda: WIRE.dump_envelope(ENVELOPE))


def dump_trusting() -> float:
    """Processor seconds to dump it by hand, nothing checked."""
    return per_call(lambda: plain_wire.dumped(ENVELOPE))


def dump_strict() -> float:
    """Processor seconds to dump it by hand, checked."""
    return per_call(lambda: plain_wire.strictly_dumped(ENVELOPE))


LOAD: Final = Probe("`load_envelope`", "benchmarks.wire:load")
TRUSTING: Final = Probe("by hand, nothing checked", "benchmarks.wire:load_trusting")
STRICT: Final = Probe("by hand, checked", "benchmarks.wire:load_strict")
DUMP: Final = Probe("`dump_envelope`", "benchmarks.wire:dump")
UNCHECKED: Final = Probe("by hand, nothing checked", "benchmarks.wire:dump_trusting")
CHECKED: Final = Probe("by hand, checked", "benchmarks.wire:dump_strict")

SUBJECT: Final = Subject(
    "An order on the wire",
    "An envelope of about 25 fields in half a kilobyte. The library is always strict, both ways; "
    "the code written by hand checks nothing, or what a careful hand would check.",
    (
        Ratio("load, against trusting code by hand", LOAD, TRUSTING, at_most=2.6),
        Ratio("load, against strict code by hand", LOAD, STRICT, at_most=2),
        Ratio("dump, against trusting code by hand", DUMP, UNCHECKED),
        Ratio("dump, against strict code by hand", DUMP, CHECKED, at_most=1.1),
    ),
)
