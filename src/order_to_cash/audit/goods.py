"""Laws of goods: I1, each piece is kept, free, with a party or written down, and only one of it."""

from collections import Counter

from order_to_cash.audit.evidence import Evidence, Problems
from order_to_cash.domain.order import LineDelivered, LineReturned, Order
from order_to_cash.domain.order.reserving import pieces_of, warehouse_of
from order_to_cash.domain.trade import Disposition


def keeps_goods(evidence: Evidence) -> bool:
    """Whether any order asked for goods to be kept."""
    return any(order.reservation is not None for order in evidence.states("order").values())


def what_is_kept_is_what_orders_hold(evidence: Evidence) -> Problems:
    """I1, FUL-03: at rest so much is kept for each line as its order says, and for no other."""
    if evidence.books is None or evidence.books.held is None:
        return
    held = {order: dict(lines) for order, lines in evidence.books.held.items()}
    for case, order in evidence.states("order").items():
        theirs = held.pop(case, {})
        ours = {line.number: line.reserved for line in order.lines if line.reserved}
        if ours != theirs:
            yield f"I1: {case} holds the pieces {ours} by line, and {theirs} are kept for it"
    for case, lines in held.items():
        yield f"I1: {lines} pieces are kept for {case}, which is no order"


def what_left_is_what_parties_have(evidence: Evidence) -> Problems:
    """I1, FUL-03: at rest what left and came back, by product, is what orders say of it."""
    if evidence.books is None or evidence.books.gone is None:
        return
    counted: dict[tuple[str, str], Counter[int]] = {}
    for life in evidence.of("order"):
        for step in life.steps:
            place, pieces, kind = _moved(step.after, step.event)
            counted.setdefault(place, Counter())[kind] += pieces
    ours = {
        place: (by_kind[0], by_kind[1], by_kind[2])
        for place, by_kind in counted.items()
        if any(by_kind.values())
    }
    theirs = dict(evidence.books.gone)
    for place in sorted({*ours, *theirs}):
        mine, known = ours.get(place, (0, 0, 0)), theirs.get(place, (0, 0, 0))
        if mine != known:
            warehouse, sku = place
            yield (
                f"I1: of {sku} of {warehouse} {mine} were handed over, put back and written down,"
                f" and {known} are counted so"
            )


def _moved(order: Order, event: object) -> tuple[tuple[str, str], int, int]:
    """Which piece an event moves, how many of them, and in which way; most move none."""
    if order.reservation is None or not isinstance(event, LineDelivered | LineReturned):
        return ("", ""), 0, 0
    goods = pieces_of(order, event.line, event.quantity)
    kind = 0
    if isinstance(event, LineReturned):
        kind = 1 if event.disposition is Disposition.PUT_BACK else 2
    return (warehouse_of(order), goods.sku), goods.pieces, kind


LAWS = (what_is_kept_is_what_orders_hold, what_left_is_what_parties_have)
