"""What is timed and counted of the program by hand: a whole order, and the fifteen rules."""

from typing import Final

from benchmarks.decision import ANSWERS
from benchmarks.measure import per_call
from benchmarks.order import AT, JOURNEY, PARTY, PHONE, REQUEST
from benchmarks.same_work import rules
from benchmarks.same_work.commands import through
from benchmarks.same_work.order import Order
from benchmarks.same_work.records import Decision


def _answered() -> Order:
    o = Order()
    o.request, o.party, o.offerings = REQUEST, (PARTY,), (PHONE,)
    o.stock = ("W-LIMA", ANSWERS.stock.items if ANSWERS.stock else (), AT)
    return o


ORDER: Final = _answered()
ITEM: Final = REQUEST.items[0]


def asked() -> Decision:
    """Every finding of the fifteen rules of `benchmarks.decision`."""
    found = rules.offering_of(ORDER, ITEM.sku)
    return Decision(
        "reception",
        (
            *rules.intake(REQUEST).findings,
            *rules.entitled(ORDER),
            rules.offered(1, ITEM, found, known=True),
            rules.priced(1, ITEM, found, known=True),
            rules.in_stock(ORDER, 1, ITEM),
        ),
    )


def delivered() -> Order:
    """The order of `benchmarks.order`, with all that it leads to."""
    return through(JOURNEY)[0]


def order() -> float:
    """Processor seconds for one order."""
    return per_call(delivered)


def decision() -> float:
    """Processor seconds for one decision."""
    return per_call(asked)
