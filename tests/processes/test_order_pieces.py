"""Lines in pieces: several deliveries, each signed for on its own (FUL-01, FUL-04)."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Sensitive, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import LineStatus, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import Adjustment, BillLine, Kind, Quantity
from order_to_cash.domain.trade.prices import minus, part_of, plus
from order_to_cash.operators.peru import ORDERS
from order_to_cash.testing import Story
from tests.processes import samples as s

ALL = 10
"""So many routers are ordered: 254.24 each, 3000.03 in all with 18 % of tax."""


def ordered(*items: f.Item, **other: Any) -> s.OrderStory:
    """An order of several routers, or of these lines, each with a slot."""
    return s.in_delivery(items=items or (s.item(s.ROUTER, ALL),), **other)


def invoices(story: s.OrderStory) -> tuple[BillLine, ...]:
    """The lines of the invoices that the last command asked for."""
    return tuple(line for asked in s.sent(story, r.RaiseInvoice) for line in asked.bill.lines)


def test_a_line_is_delivered_in_pieces() -> None:
    """FUL-01: 7 of 10, then 3: each delivery has its own signature and instant."""
    later = s.SLOT + s.DAY
    story = ordered().when(s.signed(quantity=7)).reaches(Stage.IN_DELIVERY)
    story.then(e.LineDelivered(1, Sensitive("Recepción"), s.SLOT, 7))
    line = story.state.lines[0]
    assert (LineStatus.SCHEDULED, 7, 3) == (line.status, line.delivered, line.open)
    assert () == invoices(story)
    story = story.when(s.signed(at=later, quantity=3)).reaches(Stage.COMPLETED)
    story.then(
        e.LineDelivered(1, Sensitive("Recepción"), later, 3),
        e.OrderCompleted(later, s.sol("3000.03")),
    )
    assert (BillLine(s.ROUTER, ALL, s.price("254.24")),) == invoices(story)


def test_who_names_no_quantity_delivers_what_is_left() -> None:
    """FUL-01: without a quantity it is the whole rest of the line, as it always was."""
    story = s.went(ordered(), s.signed(quantity=4)).when(s.signed()).reaches(Stage.COMPLETED)
    assert e.LineDelivered(1, Sensitive("Recepción"), s.SLOT, 6) == s.moved(story).events[0]


@pytest.mark.parametrize(
    "quantity", [0, -1, 4, 10_000, Decimal("1.5"), Decimal("NaN"), Decimal("Infinity")]
)
def test_only_what_is_left_can_be_delivered(quantity: Quantity) -> None:
    """FUL-01: of goods a whole number above zero, and never more than is left of the line."""
    story = s.went(ordered(), s.signed(quantity=7))
    story.when(s.signed(quantity=quantity)).refused("order.quantity").reaches(Stage.IN_DELIVERY)


def test_a_part_of_a_service_can_be_activated() -> None:
    """FUL-01: a service can be given in parts as well, also in parts of one."""
    half = f.Item(s.FIBRE, Decimal("2.5"), Kind.SERVICE)
    story = activated_in_parts(half)
    story.then(e.LineActivated(1, s.SLOT, 1), e.OrderCompleted(s.SLOT, s.sol("250.02")))


def activated_in_parts(item: f.Item) -> s.OrderStory:
    """The first 1.5 of the service, then the rest of it."""
    state = s.in_delivery(s.FIBRE).state
    line = changed(state.lines[0], item=item)
    bill = changed(state.bill[0], quantity=item.quantity)
    story = Story(ORDERS, changed(state, lines=(line,), bill=(bill,)))
    return s.went(story, s.activated(quantity=Decimal("1.5"))).when(s.activated())


def test_each_delivery_needs_a_signature_of_its_own() -> None:
    """FUL-01, ORD-22: the signature for the first pieces is none for the next."""
    story = s.went(ordered(), s.signed(quantity=7))
    unsigned = s.to_order(c.ConfirmDelivery(1, None, None, 3), s.SLOT)
    story.when(unsigned).refused("order.no-signature")


def test_what_is_left_of_a_line_can_fail() -> None:
    """FUL-01, FUL-04: 7 of 10 are delivered and billed; the rest fails with a code."""
    story = s.went(ordered(), s.signed(quantity=7))
    lost = s.to_order(c.FailLine(1, "perdido", f.FailReason.OUT_OF_STOCK), s.SLOT)
    story = story.when(lost).reaches(Stage.PARTIAL)
    story.then(
        e.LineFailed(1, "perdido", f.FailReason.OUT_OF_STOCK),
        e.OrderPartlyCompleted(s.SLOT, s.sol("2100.02")),
    )
    line = story.state.lines[0]
    assert (LineStatus.PARTIAL, "perdido", "out_of_stock") == (line.status, line.note, line.reason)
    assert (BillLine(s.ROUTER, 7, s.price("254.24")),) == invoices(story)
    assert (a.RecordDelivery(s.ORDER, s.sol("2100.02")),) == s.sent(story, a.RecordDelivery)


def test_what_is_left_of_a_line_can_be_cancelled() -> None:
    """FUL-01, ORD-33: after some pieces only the rest is cancelled, and the order is billed."""
    story = s.went(ordered(), s.signed(quantity=7), s.cancel())
    story = story.when(s.decide_cancellation()).reaches(Stage.PARTIAL)
    assert (e.RestCancelled, e.OrderPartlyCompleted) == s.kinds(story)
    assert LineStatus.PARTIAL is story.state.lines[0].status
    assert (BillLine(s.ROUTER, 7, s.price("254.24")),) == invoices(story)


def test_the_rest_of_a_line_can_wait() -> None:
    """FUL-01, FUL-04: the rest is held with a coded reason and words, then agreed on anew."""
    story = s.went(ordered(), s.signed(quantity=7))
    held = s.to_order(c.HoldLine(1, f.HoldReason.STOCK_LOST, "llega el lunes"), s.SLOT)
    story = story.when(held).reaches(Stage.ON_HOLD)
    line = story.state.lines[0]
    assert (7, "stock_lost", "llega el lunes") == (line.delivered, line.reason, line.note)
    story.when(s.signed()).refused("order.line-status")
    agreed = s.went(story, s.schedule(at=s.SLOT, slot=s.SLOT + s.DAY))
    assert (7, "", "") == (
        agreed.state.lines[0].delivered,
        agreed.state.lines[0].reason,
        agreed.state.lines[0].note,
    )


def test_a_cancellation_has_a_coded_reason() -> None:
    """FUL-04: before and after the release the event keeps the words and the code."""
    late = s.to_order(c.CancelOrder("llegó otro antes", f.CancelReason.TOO_LATE), s.SLOT)
    said = ("llegó otro antes", f.CancelReason.TOO_LATE)
    for start in (s.placed(zone=None), s.placed(), s.verified(), s.approved()):
        assert e.OrderWithdrawn(*said) == s.moved(start.when(late)).events[0]
    ordered().when(late).then(e.CancellationAsked(*said))


quantities = st.one_of(
    st.integers(0, 10**6),
    st.integers(1, 10**9).map(lambda n: Decimal(f"{n}E-6")),
)


@given(quantities, quantities)
def test_pieces_are_counted_exactly(one: Quantity, other: Quantity) -> None:
    """FUL-01: sums and differences are those of fractions, and a whole number is one."""
    both = plus(one, other)
    assert Fraction(one) + Fraction(other) == Fraction(both)
    assert one == minus(both, other)
    assert (Fraction(both).denominator == 1) is (type(both) is int)


@given(st.integers(1, 50), st.sets(st.integers(1, 49)), st.integers(0, 10_000))
def test_parts_of_a_line_bear_what_the_line_bears(
    quantity: int, cuts: set[int], minor: int
) -> None:
    """FUL-01: however a line is cut, its parts have its pieces and its fixed discount once."""
    off = Adjustment("campaña", changed(s.CENT, minor=minor))
    share = Adjustment("lealtad", share=Fraction(1, 10))
    line = BillLine(s.ROUTER, quantity, s.price("900.00"), adjustments=(off, share))
    bounds = (0, *sorted(cut for cut in cuts if cut < quantity), quantity)
    parts = [part_of(line, start, end) for start, end in pairwise(bounds)]
    assert quantity == sum(part.quantity for part in parts)
    taken = [part.adjustments[0].amount for part in parts]
    assert minor == sum(amount.minor for amount in taken if amount is not None)
    assert {share} == {part.adjustments[1] for part in parts}
    assert line == part_of(line, 0, quantity)


def test_slots_far_apart_are_one_line() -> None:
    """FUL-01: ten deliveries of one piece each, a day apart, are one completed line."""
    story = ordered()
    for n in range(ALL):
        at = s.SLOT + timedelta(days=n)
        story = s.went(story, s.signed(at=at, quantity=1))
    story.reaches(Stage.COMPLETED)
    assert ALL == story.state.lines[0].delivered
